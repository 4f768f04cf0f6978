//! The loop with a scripted user: what is typed is stored at the right moment and found again, and no
//! way out loses anything.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests are tests")]

mod support;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use forthright::coach::{Command, Effect, Model, Msg, Place, Rehearsal, ScreenName, Start, Talk, Wishes};
use forthright::pack::Lang;
use forthright::runtime::{Clock, End, Ended, Finished, RunError, Storage, World, Writers, run};
use forthright::store::Store;
use forthright::text::{Edit, Motion};
use support::script::{Script, Step, act, later, look, steady, write};
use support::{begin, now, pack};
use tempfile::TempDir;

const LINE: &str = "王总，上线要从 6 月 15 日改到 7 月 6 日。";

/// A folder with a store and a place for documents.
struct Scene {
    folder: TempDir,
}

impl Scene {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("data/forthright.db")
    }

    fn world(&self) -> World {
        self.world_with(Storage::Kept(Box::new(Store::open(&self.store()).unwrap())))
    }

    fn world_with(&self, storage: Storage) -> World {
        let writers =
            Writers { card_text: |card| format!("text: {}", card.title), card_file: |card| card.title.clone() };
        World::new(storage, self.folder.path().to_owned(), writers, Clock { now: later, steady })
    }

    /// Runs a script and expects a good end.
    fn play(&self, start: Start, steps: Vec<Step>) -> (Finished, Script) {
        let mut script = Script { steps: steps.into(), ..Script::default() };
        let (model, effects) = model(start);
        let finished = run(model, effects, &mut script, self.world()).unwrap();
        (finished, script)
    }

    /// The only talk in the store with its last rehearsal.
    fn kept(&self) -> (Talk, Rehearsal) {
        let store = Store::open(&self.store()).unwrap();
        let talks = store.talks(9).unwrap();
        assert_eq!(talks.len(), 1);
        let (talk, rehearsal) = store.talk(&talks[0].talk.id).unwrap().unwrap();
        (talk, rehearsal.unwrap())
    }
}

fn model(start: Start) -> (Model, Vec<Effect>) {
    begin(Lang::Zh, Wishes { seed: Some(7), ..Wishes::default() }, start)
}

/// At the first step of a scenario's example.
fn at_a_step() -> Start {
    let talk = Talk::example(pack().scenario("delay").unwrap(), Lang::Zh, now().timestamp());
    Start::Rehearse(Box::new(talk), None)
}

fn sql(store: &Path, sql: &str) {
    rusqlite::Connection::open(store).unwrap().execute_batch(sql).unwrap();
}

fn drafts(store: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(store).unwrap();
    let mut statement = connection.prepare("SELECT text FROM draft").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Makes every commit of a rehearsal fail until [`mend`].
fn break_store(store: &Path) {
    for (name, table) in [("one", "rehearsal"), ("two", "draft")] {
        let when = "BEGIN SELECT RAISE(ABORT, 'broken for a test'); END";
        sql(store, &format!("CREATE TRIGGER {name} BEFORE INSERT ON {table} {when}"));
    }
}

fn mend(store: &Path) {
    sql(store, "DROP TRIGGER one; DROP TRIGGER two");
}

#[test]
fn a_rehearsal_goes_on_where_it_was_left() {
    let scene = Scene::new();
    let left = |n: usize| (0..n).map(|_| Step::Send(vec![Msg::Edit(Edit::Move(Motion::Left))]));
    let mut steps = vec![write(LINE), act(Command::Say), act(Command::Skip), write("然后 e\u{301} 👩‍👩‍👧 next")];
    steps.extend(left(5));
    steps.push(act(Command::Quit));
    let (finished, _) = scene.play(at_a_step(), steps);
    assert_eq!(finished.end, End::Quit);
    let typed = finished.model.draft().unwrap();
    let (_, kept) = scene.kept();
    assert_eq!(kept.attempts.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), [LINE]);
    assert_eq!(kept.turns, finished.model.rehearsal().unwrap().turns);

    let steps = vec![
        look(|seen| {
            assert_eq!((seen.name, seen.limit), (Some(ScreenName::Home), None));
            assert!(seen.panes.contains("延期") || seen.panes.contains("delay"), "the first picture has the talk");
        }),
        act(Command::Choose),
        look(|seen| assert_eq!(seen.name, Some(ScreenName::Step))),
        act(Command::Quit),
    ];
    let (again, _) = scene.play(Start::Home, steps);
    assert_eq!(again.model.draft(), Some(typed.clone()));
    assert_eq!(typed.text.get(typed.cursor..), Some(" next"));
    assert!(matches!(&typed.place, Place::Step { drill: false, .. }));
}

#[test]
fn a_new_talk_is_stored_with_its_first_letter() {
    let scene = Scene::new();
    let store = scene.store();
    let empty = store.clone();
    let steps = vec![
        act(Command::Choose),
        look(move |_| assert!(Store::open(&empty).unwrap().talks(9).unwrap().is_empty(), "an empty form is no talk")),
        write("星"),
        look(move |_| assert_eq!(Store::open(&store).unwrap().talks(9).unwrap().len(), 1)),
        act(Command::Choose),
        Step::End(Ended::HangUp),
    ];
    scene.play(Start::Home, steps);
    assert_eq!(scene.kept().0.facts["client"], "星");
}

#[test]
fn a_line_is_saved_after_a_pause_and_not_before() {
    let scene = Scene::new();
    let store = scene.store();
    let check = |expect: &'static [&'static str]| {
        let store = store.clone();
        look(move |_| assert_eq!(drafts(&store), expect))
    };
    let limit = |millis: Option<u64>| look(move |seen| assert_eq!(seen.limit, millis.map(Duration::from_millis)));
    let steps = vec![
        limit(None),
        write("日子"),
        limit(Some(400)),
        Step::Pass(300),
        check(&[]),
        write("守不住"),
        limit(Some(100)),
        Step::Pass(99),
        check(&[]),
        Step::Pass(1),
        check(&["日子守不住"]),
        limit(None),
        look(|seen| assert_eq!(seen.saved, "已保存")),
        write("了"),
        Step::Pass(5000),
        check(&["日子守不住了"]),
        // Time also passes for one who never pauses.
        write("a"),
        Step::Pass(350),
        Step::Pass(50),
        write("b"),
        check(&["日子守不住了a"]),
        act(Command::Say),
        check(&[]),
        limit(None),
        act(Command::Quit),
    ];
    scene.play(at_a_step(), steps);
    assert_eq!(scene.kept().1.attempts[0].text, "日子守不住了ab");
}

#[test]
fn nothing_wakes_an_idle_program() {
    let idle = |start| {
        let steps = vec![look(|seen| assert_eq!(seen.limit, None)), act(Command::Quit)];
        let (_, script) = Scene::new().play(start, steps);
        assert_eq!(script.seen.shows, 2, "the beginning, and once for the look");
    };
    idle(Start::Home);
    idle(at_a_step());
    let talk = Talk::new(pack().scenario("delay").unwrap(), now().timestamp());
    idle(Start::New(Box::new(talk)));
}

#[test]
fn a_clock_ticks_while_it_runs() {
    let second = |millis| look(move |seen| assert_eq!(seen.limit, Some(Duration::from_millis(millis))));
    let steps = vec![
        act(Command::Aloud),
        second(1000),
        Step::Pass(400),
        second(600),
        Step::Pass(600),
        second(1000),
        // After a long sleep there is one tick, not sixty.
        Step::Pass(60_500),
        second(1000),
        act(Command::Back),
        look(|seen| assert_eq!(seen.limit, None)),
        act(Command::Quit),
    ];
    Scene::new().play(at_a_step(), steps);
}

#[test]
fn messages_that_came_together_are_shown_once() {
    let typed: Vec<Msg> = LINE.chars().map(|c| Msg::Edit(Edit::Insert(c.to_string()))).collect();
    let (finished, script) = Scene::new().play(at_a_step(), vec![Step::Send(typed), act(Command::Quit)]);
    assert_eq!((finished.model.draft().unwrap().text.as_str(), script.seen.shows), (LINE, 2));
}

#[test]
fn every_way_out_saves() {
    for ended in [Ended::Input, Ended::HangUp, Ended::Signal(15)] {
        let scene = Scene::new();
        let (finished, _) = scene.play(at_a_step(), vec![write(LINE), Step::End(ended)]);
        assert_eq!(finished.end, End::Ended(ended));
        let (_, kept) = scene.kept();
        assert_eq!(kept.text_for(&kept.place).text, LINE);
    }
}

#[test]
fn a_lost_terminal_saves() {
    for fail_at in [None, Some(3)] {
        let scene = Scene::new();
        let steps = vec![write(LINE), Step::Pass(1), Step::Fail];
        let mut script = Script { steps: steps.into(), fail_at, ..Script::default() };
        let (model, effects) = model(at_a_step());
        let Err(RunError::Terminal { error, unsaved: None }) = run(model, effects, &mut script, scene.world()) else {
            panic!("the terminal is gone, and everything is saved")
        };
        let expect = if fail_at.is_some() { io::ErrorKind::BrokenPipe } else { io::ErrorKind::UnexpectedEof };
        assert_eq!(error.kind(), expect);
        let (_, kept) = scene.kept();
        assert_eq!(kept.text_for(&kept.place).text, LINE);
    }
}

#[test]
fn a_panic_saves_and_goes_on() {
    let scene = Scene::new();
    let steps = vec![write(LINE), Step::Pass(1)];
    let mut script = Script { steps: steps.into(), panic_at: Some(3), ..Script::default() };
    let (model, effects) = model(at_a_step());
    let world = scene.world();
    let panic = catch_unwind(AssertUnwindSafe(|| run(model, effects, &mut script, world))).unwrap_err();
    let words = panic.downcast_ref::<String>().unwrap();
    assert!(words.contains("the painter slips"), "{words}");
    let (_, kept) = scene.kept();
    assert_eq!(kept.text_for(&kept.place).text, LINE);
}

#[test]
fn a_stop_saves_first() {
    let scene = Scene::new();
    let store = scene.store();
    let steps = vec![
        write(LINE),
        Step::Suspend,
        look(move |seen| {
            let store = Store::open(&store).unwrap();
            let id = store.talks(1).unwrap()[0].talk.id.clone();
            let kept = store.talk(&id).unwrap().unwrap().1.unwrap();
            assert_eq!(kept.text_for(&kept.place).text, LINE);
            assert_eq!(seen.limit, None);
        }),
        act(Command::Quit),
    ];
    let (_, script) = scene.play(at_a_step(), steps);
    assert_eq!(script.suspended, 1);
}

#[test]
fn a_failed_save_is_told_and_can_be_tried_again() {
    let scene = Scene::new();
    let (broken, still, mended, kept) = (scene.store(), scene.store(), scene.store(), scene.store());
    let steps = vec![
        look(move |_| break_store(&broken)),
        write(LINE),
        Step::Pass(400),
        look(|seen| assert!(seen.overlay.as_ref().unwrap().contains("broken for a test"))),
        act(Command::Copy),
        act(Command::Retry),
        look(move |seen| {
            assert!(seen.overlay.is_some());
            assert_eq!((drafts(&still), seen.limit), (Vec::new(), None));
        }),
        look(move |_| mend(&mended)),
        act(Command::Retry),
        look(move |seen| {
            assert_eq!((seen.overlay.as_ref(), seen.saved.as_str()), (None, "已保存"));
            let store = Store::open(&kept).unwrap();
            let id = store.talks(1).unwrap()[0].talk.id.clone();
            let kept = store.talk(&id).unwrap().unwrap().1.unwrap();
            assert_eq!(kept.text_for(&kept.place).text, LINE);
        }),
        write("！"),
        look(|seen| assert_eq!(seen.limit, Some(Duration::from_millis(400)))),
        act(Command::Quit),
    ];
    let (_, script) = scene.play(at_a_step(), steps);
    assert_eq!(script.copied, [LINE]);
}

#[test]
fn what_failed_is_owed_even_after_leaving_it_behind() {
    let scene = Scene::new();
    let (broken, mended, kept) = (scene.store(), scene.store(), scene.store());
    let steps = vec![
        act(Command::Choose),
        write("星"),
        look(move |_| break_store(&broken)),
        write("河"),
        act(Command::Back),
        look(|seen| assert!(seen.overlay.is_some() && seen.name == Some(ScreenName::Home))),
        look(move |_| mend(&mended)),
        act(Command::Retry),
        look(move |seen| {
            assert!(seen.overlay.is_none());
            assert_eq!(Store::open(&kept).unwrap().talks(1).unwrap()[0].talk.facts["client"], "星河");
        }),
        act(Command::Quit),
    ];
    scene.play(Start::Home, steps);
    assert_eq!(scene.kept().0.facts["client"], "星河");
}

#[test]
fn who_goes_on_unsaved_is_not_asked_every_half_second() {
    let scene = Scene::new();
    let (broken, mended) = (scene.store(), scene.store());
    let steps = vec![
        look(move |_| break_store(&broken)),
        write("日子"),
        Step::Pass(400),
        act(Command::Unsaved),
        write("守不住"),
        look(|seen| assert_eq!((seen.limit, seen.overlay.as_ref()), (None, None))),
        Step::Pass(5000),
        look(move |_| mend(&mended)),
        // The next commit tries again, and all of it is there.
        act(Command::Say),
        act(Command::Quit),
    ];
    scene.play(at_a_step(), steps);
    assert_eq!(scene.kept().1.attempts[0].text, "日子守不住");
}

#[test]
fn leaving_with_something_unsaved_needs_to_be_meant() {
    let scene = Scene::new();
    let broken = scene.store();
    let steps = vec![
        write("第一句"),
        act(Command::Say),
        look(move |_| break_store(&broken)),
        write("没存下来的话"),
        act(Command::Quit),
        look(|seen| assert!(seen.overlay.is_some(), "told instead of left")),
        act(Command::Quit),
    ];
    let mut script = Script { steps: steps.into(), ..Script::default() };
    let (model, effects) = model(at_a_step());
    let error = run(model, effects, &mut script, scene.world()).unwrap_err();
    let RunError::Unsaved { end: End::Quit, unsaved } = &error else { panic!("{error:?}") };
    assert_eq!(unsaved.texts, ["没存下来的话"], "what is in the store is not repeated");
    for lang in Lang::ALL {
        assert!(error.tell(lang).contains("没存下来的话") && error.tell(lang).contains("broken for a test"));
    }
}

#[test]
fn a_stop_with_something_unsaved_is_told_first() {
    let scene = Scene::new();
    let broken = scene.store();
    let steps = vec![
        look(move |_| break_store(&broken)),
        write(LINE),
        Step::Suspend,
        look(|seen| assert!(seen.overlay.is_some())),
        Step::Suspend,
        Step::End(Ended::HangUp),
    ];
    let mut script = Script { steps: steps.into(), ..Script::default() };
    let (model, effects) = model(at_a_step());
    let error = run(model, effects, &mut script, scene.world()).unwrap_err();
    assert_eq!(error.unsaved().unwrap().texts, [LINE]);
    assert_eq!(script.suspended, 1);
}

#[test]
fn without_a_store_nothing_is_written() {
    let scene = Scene::new();
    let mut script = Script::default();
    script.steps.extend([
        write(LINE),
        look(|seen| assert_eq!((seen.limit, seen.saved.as_str()), (None, "没有保存"))),
        act(Command::Say),
        Step::Suspend,
        act(Command::Quit),
    ]);
    let (begun, effects) = model(at_a_step());
    let finished = run(begun, effects, &mut script, scene.world_with(Storage::Off)).unwrap();
    assert_eq!(finished.model.rehearsal().unwrap().attempts.len(), 1);
    assert_eq!(scene.folder.path().read_dir().unwrap().count(), 0);

    // A store that cannot be used is told of at the start, and once more before what was written is left behind.
    std::fs::write(scene.folder.path().join("noise"), "no database").unwrap();
    let error = Store::open(&scene.folder.path().join("noise")).unwrap_err();
    let mut script = Script::default();
    script.steps.extend([
        look(|seen| assert!(seen.notice.contains("noise"), "{}", seen.notice)),
        write(LINE),
        look(|seen| assert_eq!((seen.notice.as_str(), seen.saved.as_str()), ("", "没有保存"))),
        act(Command::Quit),
        act(Command::Quit),
    ]);
    let (begun, effects) = model(at_a_step());
    run(begun, effects, &mut script, scene.world_with(Storage::Failed(error))).unwrap();
}

#[test]
fn a_note_at_the_gate_is_saved_after_the_pause() {
    let scene = Scene::new();
    let store = scene.store();
    let steps = vec![
        act(Command::Choose),
        write("星河"),
        act(Command::Skip),
        // Unchecked, there, missing: then the note.
        act(Command::Toggle),
        act(Command::Toggle),
        act(Command::Choose),
        write("王工，周五"),
        Step::Pass(400),
        look(move |seen| {
            assert_eq!((seen.name, seen.limit), (Some(ScreenName::Gate), None));
            let talk = Store::open(&store).unwrap().talks(1).unwrap().remove(0).talk;
            assert!(talk.gate.values().any(|answer| answer.note == "王工，周五"), "{:?}", talk.gate);
        }),
        act(Command::Quit),
    ];
    scene.play(Start::Home, steps);
}

#[test]
fn a_talk_without_a_rehearsal_gets_one_when_something_is_typed() {
    let scene = Scene::new();
    let talk = Talk::example(pack().scenario("delay").unwrap(), Lang::Zh, now().timestamp());
    Store::open(&scene.store()).unwrap().save_talk(&talk).unwrap();
    let steps = vec![act(Command::Choose), act(Command::Skip), write(LINE), Step::Pass(400), Step::End(Ended::HangUp)];
    scene.play(Start::Home, steps);
    let (_, kept) = scene.kept();
    assert_eq!(kept.text_for(&kept.place).text, LINE);
}

#[test]
fn two_windows_keep_both_rehearsals() {
    let scene = Scene::new();
    scene.play(at_a_step(), vec![write("起头"), act(Command::Quit)]);
    let first = Store::open(&scene.store()).unwrap();
    let steps = vec![
        look(|seen| assert!(seen.notice.contains("另一个窗口"), "{}", seen.notice)),
        act(Command::Choose),
        write("，第二个窗口"),
        Step::Pass(400),
        act(Command::Quit),
    ];
    scene.play(Start::Home, steps);
    let talk = first.talks(1).unwrap().remove(0).talk;
    let (kept, _) = first.rehearsals(&talk.id).unwrap();
    let texts: Vec<String> = kept.iter().map(|r| r.text_for(&r.place).text).collect();
    assert_eq!(texts, ["起头，第二个窗口", "起头"]);
}

/// Messages that lead from a step to the card.
fn to_the_card() -> Vec<Step> {
    let mut steps: Vec<Step> = (0..pack().scenario("delay").unwrap().stages.iter().map(|s| s.steps.len()).sum())
        .map(|_| act(Command::Skip))
        .collect();
    steps.push(look(|seen| assert!(matches!(seen.name, Some(ScreenName::Debrief | ScreenName::Card)))));
    steps
}

#[test]
fn the_card_is_copied_and_written() {
    let scene = Scene::new();
    let mut steps = to_the_card();
    steps.extend([act(Command::Skip), look(|seen| assert_eq!(seen.name, Some(ScreenName::Card)))]);
    steps.extend([
        act(Command::Copy),
        look(|seen| assert_eq!(seen.notice, "已复制到剪贴板")),
        act(Command::Write),
        look(|seen| assert!(seen.notice.contains("forthright-delay-card.md"), "{}", seen.notice)),
        act(Command::Write),
        look(|seen| assert!(seen.notice.contains("forthright-delay-card-2.md"), "{}", seen.notice)),
        act(Command::Quit),
    ]);
    let (_, script) = scene.play(at_a_step(), steps);
    let written = std::fs::read_to_string(scene.folder.path().join("forthright-delay-card.md")).unwrap();
    assert_eq!(script.copied, [format!("text: {written}")]);
}

#[test]
fn a_copy_that_fails_is_told() {
    let scene = Scene::new();
    let mut steps = to_the_card();
    steps.extend([act(Command::Skip), act(Command::Copy)]);
    steps.extend([look(|seen| assert!(seen.notice.contains("no clipboard"))), act(Command::Quit)]);
    let mut script = Script { steps: steps.into(), copy_fails: true, ..Script::default() };
    let (model, effects) = model(at_a_step());
    run(model, effects, &mut script, scene.world()).unwrap();
}

#[test]
fn a_call_wakes_nothing_but_once_a_minute() {
    let scene = Scene::new();
    let talk = forthright::coach::Talk::example(pack().scenario("delay").unwrap(), Lang::Zh, now().timestamp());
    let full = |seen: &support::script::Seen| {
        // Told a moment late, so that the minute is over on both clocks.
        let limit = seen.limit.unwrap().as_millis();
        assert!((59_900..=60_100).contains(&limit), "{limit}");
    };
    let steps = vec![
        look(full),
        Step::Pass(59_000),
        look(|seen| assert!(seen.panes.contains("全程 0 分钟"), "{}", seen.panes)),
        Step::Pass(1_100),
        look(move |seen| {
            assert!(seen.panes.contains("全程 1 分钟"), "{}", seen.panes);
            assert!(seen.limit.unwrap().as_millis() > 59_000);
        }),
        act(Command::Back),
        look(|seen| assert_eq!((seen.name, seen.limit), (Some(ScreenName::Gate), None))),
        act(Command::Quit),
    ];
    scene.play(Start::Call(Box::new(talk), None), steps);
}
