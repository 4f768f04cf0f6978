//! A pack that is changed while the program runs: what was done stays, what was written stays, and mistakes are told.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::sync::Arc;

use forthright::coach::{Block, Command, Effect, Model, Msg, Packs, Place, ScreenName, World, update, view};
use forthright::pack::{Code, Diagnostic, Lang, Pack, Place as At};
use forthright::runtime::{self, Clock, Storage, Writers, run};
use forthright::text::Edit;
use support::script::{Script, Step, later, look, steady};
use support::{act, now, pack, rehearse, write};

fn take(model: &mut Model, packs: Result<Vec<Arc<Pack>>, Vec<Diagnostic>>) -> Vec<Effect> {
    update(model, Msg::World(World::Packs(Packs(packs))), &now())
}

/// The shipped pack with a change in it.
fn changed(change: impl FnOnce(&mut Pack)) -> Vec<Arc<Pack>> {
    let mut pack = (*pack()).clone();
    change(&mut pack);
    vec![Arc::new(pack)]
}

fn mistake() -> Vec<Diagnostic> {
    let text = "id: delay\norder: three\n";
    let one = Diagnostic::new(
        Code::BadValue,
        "scenarios/delay.yaml",
        At::new(2, 8),
        told("这里要写整数", "a whole number is wanted"),
        told("写数字", "digits"),
    );
    vec![one.with_source(text)]
}

/// Everything that is to be read.
fn text(model: &Model) -> String {
    let view = view(model);
    let panes = view.panes.iter().chain(&view.overlay);
    let mut all = String::new();
    for pane in panes {
        all.push_str(&pane.title);
        for block in &pane.blocks {
            match block {
                Block::Text(_, text) | Block::Heading(text) => all.push_str(text),
                other => all.push_str(&format!("{other:?}")),
            }
            all.push('\n');
        }
    }
    all
}

/// In the middle of a rehearsal: one line said, another half written.
fn midway() -> Model {
    let mut model = rehearse("delay", Lang::En, "easy", 3);
    write(&mut model, "The launch moves from 15 June to 6 July.");
    act(&mut model, Command::Say);
    act(&mut model, Command::Skip);
    write(&mut model, "我先说一半 e\u{301}👩‍👩‍👧");
    assert_eq!(view(&model).name, ScreenName::Step);
    model
}

fn told(zh: &str, en: &str) -> forthright::pack::Both {
    forthright::pack::Both { zh: zh.to_owned(), en: en.to_owned() }
}

#[test]
fn a_change_is_seen_and_nothing_is_lost() {
    let mut model = midway();
    let (before, draft) = (model.rehearsal().unwrap().clone(), model.draft().unwrap());
    let Place::Step { step, .. } = before.place.clone() else { panic!("a step is wanted") };
    let packs = changed(|pack| {
        let delay = pack.scenarios.iter_mut().find(|s| s.id == "delay").unwrap();
        let at = delay.stages.iter_mut().flat_map(|s| &mut s.steps).find(|s| s.id == step).unwrap();
        at.prompt.en = "A prompt that was not there before".to_owned();
    });
    take(&mut model, Ok(packs));
    assert!(text(&model).contains("A prompt that was not there before"));
    let after = model.rehearsal().unwrap();
    assert_eq!((&after.attempts, &after.turns, &after.place), (&before.attempts, &before.turns, &before.place));
    let kept = model.draft().unwrap();
    assert_eq!((kept.text, kept.cursor), (draft.text, draft.cursor));
    // Writing goes on where it stood.
    update(&mut model, Msg::Edit(Edit::Paste("!".to_owned())), &now());
    assert!(model.draft().unwrap().text.ends_with("👩‍👩‍👧!"));
}

#[test]
fn mistakes_stand_in_place_of_the_step() {
    let mut model = midway();
    let draft = model.draft();
    take(&mut model, Err(mistake()));
    let seen = text(&model);
    assert!(seen.contains("scenarios/delay.yaml:2:8 [bad-value]") && seen.contains("order: three"), "{seen}");
    assert!(view(&model).overlay.is_some());
    // Nothing is written or said behind them.
    write(&mut model, "lost?");
    act(&mut model, Command::Say);
    assert_eq!(model.draft(), draft);
    // Other mistakes take their place, Chinese tells them in Chinese; mending clears them.
    act(&mut model, Command::Language);
    assert!(text(&model).contains("这里要写整数") && !text(&model).contains("a whole number"));
    take(&mut model, Ok(changed(|_| {})));
    assert!(view(&model).overlay.is_none());
    assert_eq!(model.draft().unwrap().text, draft.unwrap().text);
    // They can be put aside, too.
    take(&mut model, Err(mistake()));
    act(&mut model, Command::Back);
    assert!(view(&model).overlay.is_none());
    assert_eq!(view(&model).name, ScreenName::Step);
}

#[test]
fn words_that_are_not_saved_come_before_a_pack() {
    let mut model = midway();
    update(&mut model, Msg::World(World::SaveFailed("the disk is full".to_owned())), &now());
    take(&mut model, Err(mistake()));
    assert!(text(&model).contains("the disk is full"));
    assert!(view(&model).notice.is_some());
}

#[test]
fn what_the_pack_no_longer_has() {
    let mut model = midway();
    let Place::Step { step, .. } = model.rehearsal().unwrap().place.clone() else { panic!("a step is wanted") };
    let said = model.rehearsal().unwrap().attempts.clone();
    let packs = changed(|pack| {
        for stage in &mut pack.scenarios.iter_mut().find(|s| s.id == "delay").unwrap().stages {
            stage.steps.retain(|s| s.id != step);
        }
    });
    take(&mut model, Ok(packs));
    assert_eq!(view(&model).name, ScreenName::Gate);
    assert_eq!(model.rehearsal().unwrap().attempts, said);
    // A kind of talk that is gone leads home; what was done is saved before.
    let effects = take(&mut model, Ok(changed(|pack| pack.scenarios.retain(|s| s.id != "delay"))));
    assert_eq!(view(&model).name, ScreenName::Home);
    assert!(effects.iter().any(|e| matches!(e, Effect::SaveRehearsal(_))));
    // And a pack beside is no reason to move.
    take(&mut model, Ok(vec![pack(), pack()]));
    assert_eq!(view(&model).name, ScreenName::Home);
}

/// Kinds of talk of several packs stand on the home screen, and each is rehearsed with its own pack.
#[test]
fn several_packs_at_home() {
    let mut other = (*pack()).clone();
    other.id = "other".to_owned();
    other.scenarios.truncate(1);
    other.scenarios[0].id = "other/cancel".to_owned();
    other.scenarios[0].title.en = "Cancelled elsewhere".to_owned();
    let first = pack();
    let listener = support::listener();
    let begin = forthright::coach::Start::Home;
    let (model, _) =
        Model::begin(first.clone(), listener, Lang::En, forthright::coach::Wishes::default(), begin, &now());
    let mut model = model.beside(vec![first.clone(), Arc::new(other)]);
    assert!(text(&model).contains("Cancelled elsewhere"));
    update(&mut model, Msg::Point(first.scenarios.len()), &now());
    act(&mut model, Command::Choose);
    assert_eq!(model.talk().unwrap().scenario, "other/cancel");
    assert_eq!(model.pack().id, "other");
    act(&mut model, Command::Back);
    update(&mut model, Msg::Point(0), &now());
    act(&mut model, Command::Choose);
    assert_eq!(model.pack().id, "client-talks");
}

/// The shipped pack with another name for the program, read anew.
fn renamed(name: &str) -> Arc<Pack> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/client-talks");
    let (mut files, _) = forthright::pack::read(&folder);
    let from = format!("en: \"{}\"", pack().word(forthright::pack::Word::AppName, Lang::En));
    let app = files.iter_mut().find(|file| file.name == "ui/app.yaml").unwrap();
    assert_eq!(app.text.matches(&from).count(), 1, "{from}");
    app.text = app.text.replace(&from, &format!("en: \"{name}\""));
    Arc::new(forthright::pack::compile(&files).unwrap())
}

/// The words that the front end has of its own change with the pack, as those of the screens do.
#[test]
fn the_front_end_takes_up_the_words() {
    let home = tempfile::tempdir().unwrap();
    let (model, effects) =
        support::begin(Lang::En, forthright::coach::Wishes::default(), forthright::coach::Start::Home);
    let writers = Writers { card_text: |_| String::new(), card_file: |_| String::new() };
    let clock = Clock { now: later, steady };
    let world = runtime::World::new(Storage::Off, home.path().to_owned(), writers, clock);
    let send = |packs| Step::Send(vec![Msg::World(World::Packs(Packs(packs)))]);
    let steps = vec![
        look(|seen| assert!(seen.spoken.is_empty())),
        send(Ok(vec![renamed("Plainly")])),
        look(|seen| {
            assert_eq!(seen.spoken, ["Plainly"]);
            assert!(seen.panes.contains("Plainly"), "{}", seen.panes);
        }),
        // A pack with mistakes changes no word.
        send(Err(mistake())),
        look(|seen| assert_eq!(seen.spoken.len(), 1)),
        send(Ok(vec![renamed("Forthwith")])),
        look(|seen| assert_eq!(seen.spoken, ["Plainly", "Forthwith"])),
        Step::Send(vec![Msg::Do(Command::Quit)]),
    ];
    let mut script = Script { steps: steps.into(), ..Script::default() };
    run(model, effects, &mut script, world).unwrap();
}

/// Cases and habit cards of a pack that stands beside are in the library, each read with its own pack.
#[test]
fn the_library_holds_every_pack() {
    let mut other = (*pack()).clone();
    other.id = "other".to_owned();
    other.scenarios.truncate(1);
    other.scenarios[0].id = "other/cancel".to_owned();
    other.scenarios[0].title.en = "Cancelled elsewhere".to_owned();
    other.cases.truncate(1);
    other.cases[0].scenario = "other/cancel".to_owned();
    other.cases[0].title.en = "What happened elsewhere".to_owned();
    other.habits.truncate(1);
    other.habits[0].title.en = "A habit from elsewhere".to_owned();
    let first = pack();
    let (model, _) = support::begin(Lang::En, forthright::coach::Wishes::default(), forthright::coach::Start::Home);
    let mut model = model.beside(vec![first.clone(), Arc::new(other)]);
    // Below the kinds of talk: what is due, practice, cases, habit cards.
    let doors = first.scenarios.len() + 1 + 2;
    for (door, last, title) in [
        (doors, first.cases.len(), "What happened elsewhere"),
        (doors + 1, first.habits.len(), "A habit from elsewhere"),
    ] {
        update(&mut model, Msg::Point(door), &now());
        act(&mut model, Command::Choose);
        assert_eq!(view(&model).name, ScreenName::Library);
        assert!(text(&model).contains(title), "{}", text(&model));
        update(&mut model, Msg::Point(last), &now());
        act(&mut model, Command::Choose);
        assert!(text(&model).contains(title));
        act(&mut model, Command::Back);
        act(&mut model, Command::Back);
    }
}
