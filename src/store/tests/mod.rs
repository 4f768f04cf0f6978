mod around;
mod out_and_in;
mod round_trip;
mod trouble;

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::TempDir;

use super::*;
use crate::coach::{Attempt, Draft, DraftToSave, GateAnswer, Place, Rehearsal, Talk};
use crate::pack::GateState;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("forthright.db");
    (folder, path)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn talk(n: i64, client: &str) -> Talk {
    Talk {
        id: format!("t{n:013x}"),
        scenario: "hard-talk".to_owned(),
        example: false,
        facts: [("client".to_owned(), client.to_owned())].into_iter().filter(|(_, c)| !c.is_empty()).collect(),
        flags: [("decided".to_owned(), true)].into(),
        gate: [("date".to_owned(), GateAnswer { state: GateState::NotNeeded, note: "王工 周五".to_owned() })].into(),
        ticks: ["before/quiet".to_owned()].into(),
        client: None,
        known: None,
        calls: Vec::new(),
        followups: Vec::new(),
        closed: None,
        created: at(n),
        changed: at(n),
    }
}

fn rehearsal(n: i64, talk: &Talk) -> Rehearsal {
    let place = Place::Step { step: "news".to_owned(), drill: false };
    let mut rehearsal = Rehearsal::new(&talk.id, "hurried", "middle", u64::MAX, place, at(n));
    rehearsal.attempts.push(attempt(n, "The date will not hold. 日子守不住了。"));
    rehearsal
}

fn attempt(n: i64, text: &str) -> Attempt {
    Attempt { step: "news".to_owned(), text: text.to_owned(), ticked: Vec::new(), aloud_seconds: Some(7), at: at(n) }
}

fn draft(rehearsal: &Rehearsal, text: &str) -> DraftToSave {
    DraftToSave {
        rehearsal: rehearsal.id.clone(),
        place: rehearsal.place.clone(),
        text: text.to_owned(),
        cursor: text.chars().next().map_or(0, char::len_utf8),
    }
}

fn last(store: &Store, talk: &Talk) -> Rehearsal {
    store.talk(&talk.id).unwrap().unwrap().1.unwrap()
}

fn sql(path: &Path, sql: &str) {
    rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn what_is_saved_is_found() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    assert!(store.alone());
    let case = talk(1, "星河零售");
    let run = rehearsal(2, &case);
    store.save(&[&case], &[&run]).unwrap();
    assert_eq!(store.talk(&case.id).unwrap(), Some((case.clone(), Some(run.clone()))));
    assert_eq!(store.talk("t0").unwrap(), None);
    let (talks, unreadable) = store.talks_and_losses(10).unwrap();
    assert_eq!((talks.len(), unreadable), (1, 0));
    assert_eq!((&talks[0].talk, &talks[0].place, talks[0].finished), (&case, &Some(run.place), false));
}

#[test]
fn what_is_gone_from_a_talk_is_gone_from_the_store() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut case = talk(1, "Acme");
    store.save_talk(&case).unwrap();
    case.facts.clear();
    case.flags.clear();
    case.gate.clear();
    case.ticks.clear();
    store.save_talk(&case).unwrap();
    let kept = store.talk(&case.id).unwrap();
    assert_eq!(kept, Some((case, None)));
}

#[test]
fn a_rehearsal_keeps_its_attempts_as_rows() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    let mut run = rehearsal(2, &case);
    store.save(&[&case], &[&run]).unwrap();
    let count = |store: &Store| -> i64 {
        store.connection.query_row("SELECT count(*) FROM attempt", [], |row| row.get(0)).unwrap()
    };
    run.attempts.push(attempt(3, "second"));
    run.attempts.push(attempt(4, "third"));
    store.save_rehearsal(&run).unwrap();
    assert_eq!(count(&store), 3);
    run.attempts.truncate(1);
    store.save_rehearsal(&run).unwrap();
    assert_eq!(count(&store), 1);
}

#[test]
fn drafts_are_merged_until_the_rehearsal_is_saved() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    let run = rehearsal(2, &case);
    assert!(!store.save_draft(&draft(&run, "too soon")).unwrap(), "the rehearsal has to be saved first");
    store.save(&[&case], &[&run]).unwrap();
    assert!(store.save_draft(&draft(&run, "李总")).unwrap());
    assert!(store.save_draft(&draft(&run, "李总，日子守不住了 👩‍👩‍👧 e\u{301}")).unwrap());
    let kept = last(&store, &case).drafts[&run.place.draft_key()].clone();
    assert_eq!(kept, Draft { text: "李总，日子守不住了 👩‍👩‍👧 e\u{301}".to_owned(), cursor: 3 });
    store.save_rehearsal(&run).unwrap();
    assert_eq!(last(&store, &case), run);
}

#[test]
fn the_rehearsal_saved_last_is_the_one_found() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    let (old, new) = (rehearsal(2, &case), rehearsal(3, &case));
    store.save(&[&case], &[&old, &new]).unwrap();
    assert_eq!(last(&store, &case), new);
    store.save_rehearsal(&old).unwrap();
    assert_eq!(last(&store, &case), old);
    store.talk(&case.id).unwrap();
    assert_eq!(store.rehearsals(&case.id).unwrap(), (vec![old, new.clone()], 0));
}

#[test]
fn the_last_worked_on_comes_first() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let talks = [talk(1, "A"), talk(2, "B"), talk(3, "C")];
    store.save(&[&talks[0], &talks[1], &talks[2]], &[]).unwrap();
    let order = |store: &Store, limit| -> Vec<String> {
        store.talks(limit).unwrap().into_iter().map(|t| t.talk.facts["client"].clone()).collect()
    };
    assert_eq!(order(&store, 9), ["C", "B", "A"]);
    store.save_rehearsal(&rehearsal(9, &talks[0])).unwrap();
    assert_eq!(order(&store, 9), ["A", "C", "B"]);
    assert_eq!(order(&store, 1), ["A"]);
}

#[test]
fn talks_are_found_by_name() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut talks = [
        talk(1, "Ann"),
        talk(2, "Annabel GmbH"),
        talk(3, "星河零售"),
        talk(4, "星河物流"),
        talk(5, ""),
        talk(6, "ÉCLAIR"),
    ];
    talks[5].id = "txyz".to_owned();
    store.save(&talks.iter().collect::<Vec<_>>(), &[]).unwrap();
    let check = |name: &str, expect: &[&str]| {
        let found = match store.find_talk(name).unwrap() {
            Found::None => Vec::new(),
            Found::One(talk, _) => vec![*talk],
            Found::Several(talks) => talks,
        };
        let found: Vec<&str> = found.iter().map(|t| t.fact("client").unwrap_or("-")).collect();
        assert_eq!(found, expect, "{name}");
    };
    check(&talks[4].id, &["-"]);
    check("txyz", &["ÉCLAIR"]);
    check("TX", &["ÉCLAIR"]);
    check("t", &["ÉCLAIR", "-", "星河物流", "星河零售", "Annabel GmbH", "Ann"]);
    check("ann", &["Ann"]);
    check("annab", &["Annabel GmbH"]);
    check("nn", &["Annabel GmbH", "Ann"]);
    check("零售", &["星河零售"]);
    check("星河", &["星河物流", "星河零售"]);
    check("éclair", &["ÉCLAIR"]);
    check("%", &[]);
    check(" ", &[]);
    check("nobody", &[]);
}

#[test]
fn a_killed_process_loses_nothing() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    let run = rehearsal(2, &case);
    store.save(&[&case], &[&run]).unwrap();
    store.save_draft(&draft(&run, "half a sen")).unwrap();
    // Nothing is closed, checkpointed or given back.
    std::mem::forget(store);
    let store = Store::open(&path).unwrap();
    let found = last(&store, &case);
    assert_eq!(found.attempts, run.attempts);
    assert_eq!(found.drafts[&run.place.draft_key()].text, "half a sen");
}

#[test]
fn a_copy_of_the_files_of_a_killed_process_is_whole() {
    let (folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    store.save(&[&case], &[&rehearsal(2, &case)]).unwrap();
    // What the disk holds at this moment, without the shared memory that dies with the machine.
    let elsewhere = folder.path().join("after");
    fs::create_dir(&elsewhere).unwrap();
    for file in ["forthright.db", "forthright.db-wal"] {
        fs::copy(path.with_file_name(file), elsewhere.join(file)).unwrap();
    }
    let store = Store::open(&elsewhere.join("forthright.db")).unwrap();
    assert_eq!(last(&store, &case), rehearsal(2, &case));
}

#[test]
fn a_second_instance_works_on_a_copy() {
    let (_folder, path) = folder();
    let mut first = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    let run = rehearsal(2, &case);
    first.save(&[&case], &[&run]).unwrap();
    let mut second = Store::open(&path).unwrap();
    assert!(first.alone() && !second.alone());
    assert_eq!(first.resume(&case.id).unwrap().unwrap().1.unwrap().id, run.id);
    let mut copy = second.resume(&case.id).unwrap().unwrap().1.unwrap();
    assert_eq!(copy.id, format!("{}-2", run.id));
    copy.attempts.push(attempt(5, "second window"));
    assert!(!second.save_draft(&draft(&copy, "…")).unwrap());
    second.save_rehearsal(&copy).unwrap();
    let mut original = run.clone();
    original.attempts.push(attempt(6, "first window"));
    first.save_rehearsal(&original).unwrap();
    assert_eq!(first.rehearsals(&case.id).unwrap(), (vec![original, copy], 0));
    // What came from an earlier handle goes on where one is alone, and as a copy where one is not.
    let mut third = Store::open(&path).unwrap();
    third.save_rehearsal(&run).unwrap();
    assert_eq!(third.rehearsals(&case.id).unwrap().0[0].id, format!("{}-3", run.id));
    // A finished rehearsal is only looked at.
    let done = Rehearsal { finished: true, ..rehearsal(7, &case) };
    first.save_rehearsal(&done).unwrap();
    assert_eq!(second.resume(&case.id).unwrap().unwrap().1.unwrap(), done);
    drop((first, second, third));
    let mut alone = Store::open(&path).unwrap();
    assert!(alone.alone());
    alone.save_rehearsal(&run).unwrap();
    assert_eq!(alone.rehearsals(&case.id).unwrap().0[0], run);
}

#[test]
fn neither_overwrites_the_other_even_without_the_lock() {
    let (_folder, path) = folder();
    let mut first = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    let run = rehearsal(2, &case);
    first.save(&[&case], &[&run]).unwrap();
    let mut second = Store::open(&path).unwrap();
    let mut theirs = second.talk(&case.id).unwrap().unwrap().1.unwrap();
    theirs.attempts.push(attempt(5, "theirs"));
    second.save_rehearsal(&theirs).unwrap();
    assert!(!first.save_draft(&draft(&run, "mine")).unwrap());
    let mut mine = run.clone();
    for text in ["mine", "mine again"] {
        mine.attempts.push(attempt(6, text));
        first.save_rehearsal(&mine).unwrap();
    }
    assert!(first.save_draft(&draft(&run, "mine, typed")).unwrap());
    let (found, _) = second.rehearsals(&case.id).unwrap();
    assert_eq!(found.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), [&format!("{}-2", run.id), run.id.as_str()]);
    assert_eq!((&found[0].attempts, &found[1].attempts), (&mine.attempts, &theirs.attempts));
    assert_eq!(found[0].drafts[&run.place.draft_key()].text, "mine, typed");
}

#[test]
fn a_row_that_cannot_be_read_hides_no_other() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let (case, other) = (talk(1, "Acme"), talk(2, "Other"));
    let runs = [rehearsal(3, &case), rehearsal(4, &case), rehearsal(5, &case), rehearsal(6, &other)];
    store.save(&[&case, &other], &runs.iter().collect::<Vec<_>>()).unwrap();
    drop(store);
    sql(&path, &format!("UPDATE rehearsal SET state = '{{\"id\":' WHERE id = '{}'", runs[2].id));
    sql(&path, &format!("UPDATE rehearsal SET state = replace(state, 'news', 'x\u{1b}y') WHERE id = '{}'", runs[1].id));
    sql(&path, &format!("UPDATE gate SET state = 'perhaps' WHERE talk = '{}'", case.id));
    sql(&path, &format!("UPDATE talk SET changed = 'yesterday' WHERE id = '{}'", other.id));
    sql(
        &path,
        "INSERT INTO talk (id, scenario, client, example, created, changed) VALUES ('t\u{1b}[31m', 'hard-talk', '', 0, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')",
    );
    let store = Store::open(&path).unwrap();
    let (talks, unreadable) = store.talks_and_losses(10).unwrap();
    assert_eq!(talks.iter().map(|t| &t.talk.id).collect::<Vec<_>>(), [&case.id]);
    assert_eq!(unreadable, 3, "a gate row, a talk's time, a talk's id");
    let (found, Some(run)) = store.talk(&case.id).unwrap().unwrap() else { panic!("a rehearsal is readable") };
    assert_eq!((found.gate.len(), found.facts.len()), (0, 1));
    assert_eq!(run.id, runs[0].id, "control characters make no JSON, so that the eldest is the newest to be read");
    assert_eq!(store.rehearsals(&case.id).unwrap().1, 2);
}

#[test]
fn foreign_words_are_cleaned() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut case = talk(1, "Ac\u{1b}[31mme\u{202e}");
    case.gate.clear();
    let mut run = rehearsal(2, &case);
    run.attempts[0].text = "a\u{1b}]0;title\u{7}b".to_owned();
    run.drafts.insert("gate".to_owned(), Draft { text: "守\u{7}".to_owned(), cursor: 999 });
    store.save(&[&case], &[&run]).unwrap();
    let (found, run) = store.talk(&case.id).unwrap().unwrap();
    let run = run.unwrap();
    assert_eq!((found.facts["client"].as_str(), run.attempts[0].text.as_str()), ("Acme", "ab"));
    assert_eq!(run.drafts["gate"], Draft { text: "守".to_owned(), cursor: 3 });
}

/// Figures: `cargo test --release --lib store::tests::figures -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn figures() {
    use std::time::Instant;
    let (_folder, path) = folder();
    let median = |mut times: Vec<u128>| {
        times.sort_unstable();
        format!("{} µs (worst {} µs)", times[times.len() / 2], times[times.len() - 1])
    };
    let begin = Instant::now();
    let mut store = Store::open(&path).unwrap();
    println!("make     {} µs", begin.elapsed().as_micros());
    for n in 0..300 {
        let case = talk(n, "Acme");
        store.save(&[&case], &[&rehearsal(n, &case)]).unwrap();
    }
    let case = talk(1000, "Acme");
    let mut run = rehearsal(1001, &case);
    for n in 0..20 {
        run.attempts.push(attempt(n, &"日子守不住了，我先说结论。".repeat(20)));
    }
    store.save(&[&case], &[&run]).unwrap();
    let mut times = |what: &str, work: &mut dyn FnMut(&mut Store)| {
        let each = (0..200).map(|_| {
            let begin = Instant::now();
            work(&mut store);
            begin.elapsed().as_micros()
        });
        println!("{what} {}", median(each.collect()));
    };
    times("commit  ", &mut |store| store.save(&[&case], &[&run]).unwrap());
    times("draft   ", &mut |store| assert!(store.save_draft(&draft(&run, "日子守不住了，我先说结论。")).unwrap()));
    times("talks200", &mut |store| assert_eq!(store.talks(200).unwrap().len(), 200));
    times("talks10 ", &mut |store| assert_eq!(store.talks(10).unwrap().len(), 10));
    times("talk    ", &mut |store| assert!(store.talk(&case.id).unwrap().is_some()));
    drop(store);
    let opens = (0..100).map(|_| {
        let begin = Instant::now();
        let store = Store::open(&path).unwrap();
        let took = begin.elapsed().as_micros();
        drop(store);
        took
    });
    println!("open     {}", median(opens.collect()));
    let left = Store::open(&path).unwrap();
    let opens = (0..100).map(|_| {
        let begin = Instant::now();
        let _store = Store::open(&path).unwrap();
        begin.elapsed().as_micros()
    });
    println!("open 2nd {}", median(opens.collect()));
    let begin = Instant::now();
    drop(left);
    println!("close    {} µs", begin.elapsed().as_micros());
}
