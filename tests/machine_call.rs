//! The machine around a call: what every key notes down, what the debrief asks, what comes back.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use forthright::coach::drill::DrillItem;
use forthright::coach::{
    Command, Effect, EntryKind, Model, Msg, Rehearsal, ScreenName, Start, Talk, Wishes, World, update, view,
};
use forthright::pack::Lang;
use jiff::ToSpan;
use jiff::civil::date;
use support::{act, begin, now, pack, write};

fn at(model: &Model) -> ScreenName {
    view(model).name
}

fn talk() -> Talk {
    let mut talk = Talk::example(pack().scenario("delay").unwrap(), Lang::Zh, now().timestamp());
    talk.example = false;
    talk
}

fn call() -> Model {
    begin(Lang::Zh, Wishes::default(), Start::Call(Box::new(talk()), None)).0
}

/// Writes into a field and goes on.
fn note(model: &mut Model, key: Command, texts: &[&str]) -> Vec<Effect> {
    let mut effects = act(model, key);
    for text in texts {
        if !text.is_empty() {
            write(model, text);
        }
        effects = act(model, Command::Choose);
    }
    effects
}

fn log(model: &Model) -> Vec<EntryKind> {
    model.talk().unwrap().calls[0].log.iter().map(|entry| entry.kind.clone()).collect()
}

fn saved(effects: &[Effect]) -> Option<&Talk> {
    effects.iter().rev().find_map(|effect| match effect {
        Effect::SaveTalk(talk) => Some(&**talk),
        _ => None,
    })
}

#[test]
fn keys_of_the_call_note_down_and_commit_at_once() {
    let mut model = call();
    assert_eq!(at(&model), ScreenName::Call);
    let check = |model: &mut Model, key: Command, texts: &[&str], expect: &dyn Fn(&EntryKind) -> bool| {
        let effects = note(model, key, texts);
        let last = log(model).pop().unwrap();
        assert!(expect(&last), "{key:?}: {last:?}");
        assert_eq!(saved(&effects).unwrap().calls[0].log, model.talk().unwrap().calls[0].log, "{key:?}");
        assert_eq!(at(model), ScreenName::Call);
    };
    check(&mut model, Command::Note, &["海报都印了"], &|kind| *kind == EntryKind::Note("海报都印了".into()));
    check(&mut model, Command::Ask, &["钱谁出"], &|kind| matches!(kind, EntryKind::Question(q) if q.text == "钱谁出"));
    check(&mut model, Command::Agree, &["先上查询"], &|kind| *kind == EntryKind::Agreed("先上查询".into()));
    // A Tuesday: Friday is the 12th.
    check(
        &mut model,
        Command::Promise,
        &["书面方案", "张工", "周五"],
        &|kind| matches!(kind, EntryKind::Promise(p) if p.what == "书面方案" && p.who == "张工" && p.due == Some(date(2026, 6, 12))),
    );
    // A day in the promise itself counts; who and when may stay empty.
    check(
        &mut model,
        Command::Promise,
        &["周四前回话", "", ""],
        &|kind| matches!(kind, EntryKind::Promise(p) if p.who.is_empty() && p.due == Some(date(2026, 6, 11))),
    );
    // Words that name no day stay with the promise.
    check(
        &mut model,
        Command::Promise,
        &["补偿方案", "", "等董事会开完"],
        &|kind| matches!(kind, EntryKind::Promise(p) if p.what.contains("等董事会开完") && p.due.is_none()),
    );
    let before = log(&model).len();
    note(&mut model, Command::Note, &[""]);
    assert_eq!(log(&model).len(), before, "nothing is no note");
    act(&mut model, Command::TakeBack);
    assert_eq!(log(&model).len(), before - 1);
    let effects = act(&mut model, Command::Toggle);
    assert_eq!(saved(&effects).unwrap().calls[0].said.len(), 1, "a tick is committed");
}

#[test]
fn a_promise_is_kept_before_who_and_when_are_known() {
    let mut model = call();
    act(&mut model, Command::Promise);
    write(&mut model, "书面方案");
    let effects = act(&mut model, Command::Choose);
    assert!(matches!(&saved(&effects).unwrap().calls[0].log[0].kind, EntryKind::Promise(p) if p.what == "书面方案"));
    // What is being typed is a draft, and the next start finds it in its field.
    write(&mut model, "张");
    let draft = model.draft().unwrap();
    assert_eq!((draft.text.as_str(), draft.place.draft_key().as_str()), ("张", "call/who"));
    let saved = act(&mut model, Command::Quit);
    let (talk, rehearsal) = (model.talk().unwrap().clone(), rehearsal(&saved));
    let (again, effects) = begin(Lang::Zh, Wishes::default(), Start::Call(Box::new(talk), Some(Box::new(rehearsal))));
    assert_eq!(again.draft().unwrap().text, "张");
    assert!(effects.contains(&Effect::Minutes(Some(now().timestamp()))), "the clock of the call goes on");
}

fn rehearsal(effects: &[Effect]) -> Rehearsal {
    let found = effects.iter().rev().find_map(|effect| match effect {
        Effect::SaveRehearsal(rehearsal) => Some((**rehearsal).clone()),
        _ => None,
    });
    found.unwrap()
}

#[test]
fn esc_keeps_what_was_typed_for_the_same_key() {
    let mut model = call();
    act(&mut model, Command::Note);
    write(&mut model, "写到一半");
    act(&mut model, Command::Back);
    assert_eq!((at(&model), log(&model).len()), (ScreenName::Call, 0));
    act(&mut model, Command::Note);
    assert_eq!(model.draft().unwrap().text, "写到一半");
    act(&mut model, Command::Choose);
    assert_eq!(log(&model), [EntryKind::Note("写到一半".into())]);
    act(&mut model, Command::Note);
    assert_eq!(model.draft().unwrap().text, "", "what was noted is no draft");
}

#[test]
fn stages_go_on_and_back_and_stop_at_the_ends() {
    let mut model = call();
    let stage = |model: &Model| model.talk().unwrap().calls[0].stage.clone();
    let mut seen = vec![stage(&model)];
    for _ in 0..6 {
        act(&mut model, Command::Skip);
        seen.push(stage(&model));
    }
    seen.dedup();
    assert_eq!(seen, ["inform", "explain", "solve", "follow-up"]);
    act(&mut model, Command::Left);
    assert_eq!(stage(&model), "solve");
}

#[test]
fn a_reaction_is_noted_and_its_answer_shown() {
    let mut model = call();
    act(&mut model, Command::React);
    act(&mut model, Command::Down);
    act(&mut model, Command::Choose);
    let pack = pack();
    let planned = &pack.scenario("delay").unwrap().if_then[1];
    let id = &pack[planned.reaction].id;
    assert_eq!(log(&model), [EntryKind::Reaction(id.clone())]);
    let shown = format!("{:?}", view(&model).panes);
    assert!(shown.contains(planned.plan.get(Lang::Zh)), "{shown}");
    act(&mut model, Command::Back);
    act(&mut model, Command::Back);
    assert_eq!(at(&model), ScreenName::Gate, "out of the call, which goes on");
    assert!(model.talk().unwrap().open_call().is_some());
    act(&mut model, Command::Call);
    assert_eq!((at(&model), model.talk().unwrap().calls.len()), (ScreenName::Call, 1));
}

#[test]
fn a_call_counts_minutes_while_it_is_on_the_screen() {
    let mut model = call();
    let later = now() + 125.seconds();
    update(&mut model, Msg::World(World::Minute), &later);
    assert!(format!("{:?}", view(&model).panes).contains("全程 2 分钟"));
    let minutes = |effects: Vec<Effect>| effects.into_iter().find(|effect| matches!(effect, Effect::Minutes(_)));
    assert_eq!(minutes(act(&mut model, Command::Back)), Some(Effect::Minutes(None)));
    assert_eq!(minutes(act(&mut model, Command::Call)), Some(Effect::Minutes(Some(now().timestamp()))));
    assert_eq!(minutes(act(&mut model, Command::HangUp)), Some(Effect::Minutes(None)));
}

/// Through the debrief: lists are left as they are, fields get a line.
fn answer_all(model: &mut Model, line: &str) -> usize {
    for asked in 0..30 {
        let place = model.rehearsal().unwrap().place.clone();
        if matches!(&place, forthright::coach::Place::After { question: None, .. }) {
            return asked;
        }
        if model.draft().is_some() {
            write(model, line);
        }
        act(model, Command::Choose);
    }
    panic!("the debrief has no end");
}

#[test]
fn the_debrief_asks_little_and_ends_with_what_came() {
    let mut model = call();
    note(&mut model, Command::Promise, &["书面方案", "张工", "周五"]);
    note(&mut model, Command::Ask, &["钱谁出"]);
    act(&mut model, Command::HangUp);
    assert_eq!(at(&model), ScreenName::After);
    // Tick a planned reaction: Space marks it and stays in the list.
    act(&mut model, Command::Down);
    act(&mut model, Command::Toggle);
    assert_eq!(model.talk().unwrap().calls[0].reactions().len(), 1);
    act(&mut model, Command::PageUp);
    let asked = answer_all(&mut model, "先给日子");
    assert!((1..=12).contains(&asked), "{asked}");
    let talk = model.talk().unwrap();
    assert!(talk.calls[0].answers.values().any(|answer| answer == "先给日子"));
    // What was promised and left open is to be followed up.
    let what: Vec<&str> = talk.followups.iter().map(|followup| followup.what.as_str()).collect();
    assert!(what.iter().any(|what| what.contains("书面方案")), "{what:?}");
    assert!(what.iter().any(|what| what.contains("钱谁出")), "{what:?}");
    let shown = format!("{:?}", view(&model).panes);
    assert!(shown.contains("来了，料到了"), "{shown}");
    act(&mut model, Command::Choose);
    assert_eq!(at(&model), ScreenName::Kept);
    act(&mut model, Command::Back);
    assert_eq!(at(&model), ScreenName::After);
    // Back goes through the questions, and the answers are there.
    act(&mut model, Command::Back);
    assert_eq!(at(&model), ScreenName::After);
}

#[test]
fn what_came_unplanned_comes_up_in_the_next_rehearsal() {
    let mut model = call();
    act(&mut model, Command::React);
    act(&mut model, Command::PageDown);
    act(&mut model, Command::Choose);
    let EntryKind::Reaction(surprise) = log(&model)[0].clone() else { panic!("no reaction") };
    act(&mut model, Command::Back);
    act(&mut model, Command::HangUp);
    answer_all(&mut model, "接住了");
    act(&mut model, Command::Down);
    let effects = act(&mut model, Command::Choose);
    assert_eq!(rehearsal(&effects).wished, std::slice::from_ref(&surprise), "the new rehearsal");
    // It does come up: at one of the steps, in every drawing of lots.
    act(&mut model, Command::Skip);
    let mut met = Vec::new();
    for _ in 0..60 {
        match at(&model) {
            ScreenName::Step => {
                write(&mut model, "王总，上线要改到 7 月 6 日。");
                act(&mut model, Command::Say);
            }
            ScreenName::Client => {
                act(&mut model, Command::Skip);
            }
            _ => break,
        }
    }
    met.extend(
        model.rehearsal().unwrap().turns.iter().filter_map(|turn| Some(turn.standing.as_ref()?.reaction.clone())),
    );
    assert!(met.contains(&surprise), "{surprise}: {met:?}");
}

#[test]
fn a_drill_asks_for_confidence_then_the_line_then_tells() {
    let (mut model, effects) = begin(Lang::Zh, Wishes::default(), Start::Drill);
    assert!(effects.contains(&Effect::ListDrills));
    let item = DrillItem::new("delay", "news", "news-first", None, now().timestamp(), date(2026, 6, 1));
    update(&mut model, Msg::World(World::Drills(vec![item])), &now());
    assert_eq!(at(&model), ScreenName::Drill);
    act(&mut model, Command::Down);
    act(&mut model, Command::Choose);
    assert!(act(&mut model, Command::Say).is_empty(), "nothing said is no try");
    let pack = pack();
    let line = &pack.scenario("delay").unwrap().step("news").unwrap().1.good[0].line.zh;
    write(&mut model, line);
    let effects = act(&mut model, Command::Say);
    let [Effect::SaveDrills(items)] = effects.as_slice() else { panic!("{effects:?}") };
    let tried = &items[0].tries[0];
    assert_eq!((tried.sure, tried.met, items[0].due), (Some(5), true, Some(date(2026, 6, 12))));
    act(&mut model, Command::Choose);
    act(&mut model, Command::Choose);
    assert_eq!(at(&model), ScreenName::Home);
}

#[test]
fn what_a_rehearsal_misses_is_practised_the_next_day() {
    let mut model = begin(Lang::Zh, Wishes::default(), Start::Rehearse(Box::new(talk()), None)).0;
    write(&mut model, "由于一些客观原因。");
    act(&mut model, Command::Say);
    let mut queued = Vec::new();
    for _ in 0..60 {
        let effects = act(&mut model, Command::Skip);
        queued.extend(effects.into_iter().filter_map(|effect| match effect {
            Effect::SaveDrills(items) => Some(items),
            _ => None,
        }));
        if at(&model) == ScreenName::Debrief {
            break;
        }
    }
    let items = queued.concat();
    assert!(!items.is_empty());
    assert!(items.iter().all(|item| item.due == Some(date(2026, 6, 10)) && item.talk.is_some()));
}
