use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::coach::{
    Attempt, Draft, DraftToSave, Ending, GateAnswer, Mood, Place, Rehearsal, Said, Standing, Talk, Turn,
};
use crate::pack::{Both, GateState, Lang};
use crate::text::clean_text;

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
        scenario: "delay".to_owned(),
        example: false,
        facts: [("client".to_owned(), client.to_owned())].into_iter().filter(|(_, c)| !c.is_empty()).collect(),
        flags: [("decided".to_owned(), true)].into(),
        gate: [("date".to_owned(), GateAnswer { state: GateState::NotNeeded, note: "王工 周五".to_owned() })].into(),
        ticks: ["before/quiet".to_owned()].into(),
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

fn last(store: &mut Store, talk: &Talk) -> Rehearsal {
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
    let (talks, unreadable) = store.talks(10).unwrap();
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
    assert_eq!(store.talk(&case.id).unwrap(), Some((case, None)));
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
    let kept = last(&mut store, &case).drafts[&run.place.draft_key()].clone();
    assert_eq!(kept, Draft { text: "李总，日子守不住了 👩‍👩‍👧 e\u{301}".to_owned(), cursor: 3 });
    store.save_rehearsal(&run).unwrap();
    assert_eq!(last(&mut store, &case), run);
}

#[test]
fn the_rehearsal_saved_last_is_the_one_found() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    let (old, new) = (rehearsal(2, &case), rehearsal(3, &case));
    store.save(&[&case], &[&old, &new]).unwrap();
    assert_eq!(last(&mut store, &case), new);
    store.save_rehearsal(&old).unwrap();
    assert_eq!(last(&mut store, &case), old);
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
        store.talks(limit).unwrap().0.into_iter().map(|t| t.talk.facts["client"].clone()).collect()
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
    let mut talks =
        [talk(1, "Ann"), talk(2, "Annabel GmbH"), talk(3, "星河零售"), talk(4, "星河物流"), talk(5, ""), talk(6, "ÉCLAIR")];
    talks[5].id = "txyz".to_owned();
    store.save(&talks.iter().collect::<Vec<_>>(), &[]).unwrap();
    let check = |name: &str, expect: &[&str]| {
        let found = store.find_talk(name).unwrap();
        let found: Vec<&str> = found.iter().map(|t| t.talk.fact("client").unwrap_or("-")).collect();
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
    let mut store = Store::open(&path).unwrap();
    let found = last(&mut store, &case);
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
    let mut store = Store::open(&elsewhere.join("forthright.db")).unwrap();
    assert_eq!(last(&mut store, &case), rehearsal(2, &case));
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
    // A finished rehearsal is only looked at.
    let done = Rehearsal { finished: true, ..rehearsal(7, &case) };
    first.save_rehearsal(&done).unwrap();
    assert_eq!(second.resume(&case.id).unwrap().unwrap().1.unwrap(), done);
    drop(first);
    drop(second);
    assert!(Store::open(&path).unwrap().alone());
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
    sql(&path, "INSERT INTO talk VALUES ('t\u{1b}[31m', 'delay', '', 0, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')");
    let mut store = Store::open(&path).unwrap();
    let (talks, unreadable) = store.talks(10).unwrap();
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

/// Opens a file of these bytes and expects this trouble, explained, and the bytes as they were.
fn refuses(bytes: &[u8], expect: impl Fn(&Trouble) -> bool) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("forthright.db");
    fs::write(&path, bytes).unwrap();
    let error = Store::open(&path).unwrap_err();
    assert!(expect(&error.trouble), "{error:?}");
    assert_eq!(fs::read(&path).unwrap(), bytes, "the file is left as it is");
    for lang in Lang::ALL {
        assert!(error.explain(lang).contains(path.file_name().unwrap().to_str().unwrap()));
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["forthright.db"], "nothing is put beside it");
}

/// The bytes of a healthy store.
fn healthy() -> Vec<u8> {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    for n in 0..20 {
        let case = talk(n, "Acme");
        store.save(&[&case], &[&rehearsal(n, &case)]).unwrap();
    }
    drop(store);
    fs::read(&path).unwrap()
}

#[test]
fn files_that_are_no_store() {
    let noise: Vec<u8> = (0..9000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    refuses(&noise, |t| *t == Trouble::NotADatabase);
    refuses("不是数据库".as_bytes(), |t| *t == Trouble::NotADatabase);
    refuses(b"x", |t| *t == Trouble::NotADatabase);
    let healthy = healthy();
    refuses(&healthy[..healthy.len() / 2], |t| *t == Trouble::Damaged);
    refuses(&healthy[..60], |t| matches!(t, Trouble::NotADatabase | Trouble::Damaged));
    let mut header = healthy.clone();
    header[16..100].copy_from_slice(&noise[..84]);
    refuses(&header, |t| matches!(t, Trouble::NotADatabase | Trouble::Damaged | Trouble::Foreign));
    let mut schema = healthy;
    schema[100..4000].fill(0xa5);
    refuses(&schema, |t| *t == Trouble::Damaged);
}

#[test]
fn databases_of_others() {
    let with = |sql: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.db");
        self::sql(&path, sql);
        fs::read(&path).unwrap()
    };
    refuses(&with("CREATE TABLE places (url TEXT)"), |t| *t == Trouble::Foreign);
    refuses(&with("PRAGMA user_version = 1; CREATE TABLE talk (id TEXT)"), |t| *t == Trouble::Foreign);
    refuses(&with("PRAGMA application_id = 7"), |t| *t == Trouble::Foreign);
    let newer = with("PRAGMA application_id = 1181906024; PRAGMA user_version = 99; CREATE TABLE later (x)");
    refuses(&newer, |t| *t == Trouble::Newer { found: 99 });
}

#[test]
fn an_empty_file_becomes_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("forthright.db");
    fs::write(&path, "").unwrap();
    Store::open(&path).unwrap().save_talk(&talk(1, "Acme")).unwrap();
    assert_eq!(Store::open(&path).unwrap().talks(9).unwrap().0.len(), 1);
}

#[test]
fn a_store_of_version_1_is_read_for_ever() {
    let (_folder, path) = folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    sql(&path, include_str!("../../tests/stores/version-1.sql"));
    let mut store = Store::open(&path).unwrap();
    let version: i64 = store.connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, schema::VERSION);
    let found = store.find_talk("星河").unwrap();
    assert_eq!(found.len(), 1);
    let (case, run) = store.talk(&found[0].talk.id).unwrap().unwrap();
    assert_eq!((case.facts.len(), case.flags.len(), case.gate.len(), case.ticks.len()), (1, 1, 1, 1));
    let run = run.unwrap();
    assert_eq!((run.attempts.len(), run.turns.len()), (1, 1));
    assert_eq!(run.text_for(&run.place), Draft { text: "李总，我先说结论".to_owned(), cursor: 9 });
}

#[test]
fn a_full_disk_changes_nothing() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let case = talk(1, "Acme");
    let run = rehearsal(2, &case);
    store.save(&[&case], &[&run]).unwrap();
    let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages).unwrap();
    let mut longer = run.clone();
    longer.attempts.push(attempt(3, &"守不住 ".repeat(5000)));
    assert_eq!(store.save_rehearsal(&longer).unwrap_err().trouble, Trouble::Full);
    assert_eq!(store.save_draft(&draft(&run, &"守".repeat(20_000))).unwrap_err().trouble, Trouble::Full);
    assert_eq!(last(&mut store, &case), run);
    store.connection.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    store.save_rehearsal(&longer).unwrap();
    assert_eq!(last(&mut store, &case), longer, "room was made");
}

#[test]
fn what_is_too_long_is_refused() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut case = talk(1, "Acme");
    store.save_talk(&case).unwrap();
    case.facts.insert("long".to_owned(), "x".repeat(MAX_TEXT_BYTES + 1));
    assert_eq!(store.save_talk(&case).unwrap_err().trouble, Trouble::TooLong);
    assert_eq!(store.talk(&case.id).unwrap().unwrap().0.facts.len(), 1);
}

#[test]
fn a_busy_store_is_told_of() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    store.connection.busy_timeout(Duration::from_millis(5)).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(store.save_talk(&talk(1, "Acme")).unwrap_err().trouble, Trouble::Busy);
    other.execute_batch("ROLLBACK").unwrap();
    store.save_talk(&talk(1, "Acme")).unwrap();
}

#[test]
fn things_in_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let trouble = |path: &Path| Store::open(path).unwrap_err().trouble;
    assert_eq!(trouble(folder.path()), Trouble::NotAFile);
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(trouble(&file.join("forthright.db")), Trouble::NotAFile | Trouble::System(_)));
    assert_eq!(trouble(Path::new("/")), Trouble::NotAFile);
    assert!(fs::read(&file).unwrap() == b"x");
}

#[cfg(unix)]
#[test]
fn links_are_refused_for_the_file_and_followed_for_the_folder() {
    use std::os::unix::fs::symlink;
    let (folder, path) = folder();
    drop(Store::open(&path).unwrap());
    let link = folder.path().join("link.db");
    symlink(&path, &link).unwrap();
    assert_eq!(Store::open(&link).unwrap_err().trouble, Trouble::Symlink);
    let nowhere = folder.path().join("dangling.db");
    symlink(folder.path().join("target.db"), &nowhere).unwrap();
    assert_eq!(Store::open(&nowhere).unwrap_err().trouble, Trouble::Symlink);
    assert!(!folder.path().join("target.db").exists());
    symlink(path.parent().unwrap(), folder.path().join("home")).unwrap();
    assert!(Store::open(&folder.path().join("home/forthright.db")).is_ok());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/forthright.db");
    let mut store = Store::open(&path).unwrap();
    store.save_talk(&talk(1, "Acme")).unwrap();
    for made in ["a", "a/b"] {
        assert_eq!(mode(&folder.path().join(made)), 0o700);
    }
    for file in ["forthright.db", "forthright.db-wal", "forthright.db-shm", "forthright.lock"] {
        assert_eq!(mode(&path.with_file_name(file)), 0o600, "{file}");
    }
    drop(store);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    drop(Store::open(&path).unwrap());
    assert_eq!(mode(&path), 0o600);
}

#[cfg(unix)]
#[test]
fn read_only_places_are_explained() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = folder();
    drop(Store::open(&path).unwrap());
    let data = path.parent().unwrap();
    let allow = |mode: u32, path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o500, data);
    // Who may do everything, as in a container, is refused nothing.
    if fs::write(data.join("probe"), "").is_err() {
        assert_eq!(Store::open(&data.join("new.db")).unwrap_err().trouble, Trouble::ReadOnly);
        assert!(Store::open(&path).is_err());
        allow(0o700, data);
        allow(0o400, &path);
        assert_eq!(Store::open(&path).unwrap_err().trouble, Trouble::ReadOnly);
    }
    allow(0o700, data);
    drop(folder);
    assert_eq!(Trouble::from(std::io::Error::from(std::io::ErrorKind::ReadOnlyFilesystem)), Trouble::ReadOnly);
}

#[test]
fn every_trouble_is_explained_in_both_languages() {
    let troubles = [
        Trouble::NotADatabase,
        Trouble::Damaged,
        Trouble::Foreign,
        Trouble::Newer { found: 7 },
        Trouble::Symlink,
        Trouble::NotAFile,
        Trouble::ReadOnly,
        Trouble::Full,
        Trouble::Busy,
        Trouble::TooLong,
        Trouble::System("why".to_owned()),
        Trouble::Database("why".to_owned()),
    ];
    for trouble in troubles {
        let error = StoreError::new(trouble, Path::new("/数据/f.db"));
        let (zh, en) = (error.explain(Lang::Zh), error.explain(Lang::En));
        assert!(zh.contains("/数据/f.db") && zh.ends_with('。'), "{zh}");
        assert!(en.contains("/数据/f.db") && en.ends_with('.'), "{en}");
    }
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,12}",
        "[\u{4e00}-\u{4e20}，。？]{0,6}",
        Just("e\u{301}".to_owned()),
        Just("👩‍👩‍👧".to_owned()),
        Just("\n".to_owned()),
        "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| clean_text(&pieces.concat()).into_owned())
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9-]{0,10}"
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (0_i64..4_000_000_000, 0_i32..1_000_000_000).prop_map(|(second, ns)| Timestamp::new(second, ns).unwrap())
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        name().prop_map(|fact| Place::Form { fact }),
        Just(Place::Gate),
        (name(), any::<bool>()).prop_map(|(step, drill)| Place::Step { step, drill }),
        name().prop_map(|step| Place::Client { step }),
        Just(Place::Debrief),
        Just(Place::Card),
        name().prop_map(|list| Place::Checklist { list }),
    ]
}

fn any_talk() -> impl Strategy<Value = Talk> {
    let state = prop_oneof![Just(GateState::Have), Just(GateState::Missing), Just(GateState::NotNeeded)];
    let answer = (state, text()).prop_map(|(state, note)| GateAnswer { state, note });
    let maps = (
        prop::collection::btree_map(name(), text(), 0..5),
        prop::collection::btree_map(name(), any::<bool>(), 0..4),
        prop::collection::btree_map(name(), answer, 0..4),
        prop::collection::btree_set(name(), 0..4),
    );
    (name(), name(), any::<bool>(), maps, moment(), moment()).prop_map(
        |(id, scenario, example, (facts, flags, gate, ticks), created, changed)| Talk {
            id,
            scenario,
            example,
            facts,
            flags,
            gate,
            ticks,
            created,
            changed,
        },
    )
}

fn any_rehearsal() -> impl Strategy<Value = Rehearsal> {
    let attempt = (name(), text(), prop::collection::vec(name(), 0..3), any::<Option<u32>>(), moment()).prop_map(
        |(step, text, ticked, aloud_seconds, at)| Attempt { step, text, ticked, aloud_seconds, at },
    );
    let said = prop_oneof![
        text().prop_map(Said::You),
        (text(), text()).prop_map(|(zh, en)| Said::Client(Both { zh, en })),
    ];
    let mood = prop_oneof![Just(Mood::Fresh), Just(Mood::Waiting), Just(Mood::Eased), Just(Mood::Gone)];
    let standing = (name(), 0_usize..5, any::<u32>(), mood, any::<u32>())
        .prop_map(|(reaction, made, patience, mood, answers)| Standing { reaction, made, patience, mood, answers });
    let ending = prop_oneof![Just(Ending::Eased), Just(Ending::LeftOpen), Just(Ending::Nothing)];
    let turn = (
        name(),
        prop::option::of(name()),
        prop::option::of(standing),
        prop::collection::vec(said, 0..3),
        prop::option::of(ending),
    )
        .prop_map(|(step, probe, standing, said, ending)| Turn { step, probe, standing, said, ending });
    let draft = text().prop_map(|text| Draft { cursor: text.chars().next().map_or(0, char::len_utf8), text });
    let drafts: BoxedStrategy<BTreeMap<String, Draft>> = prop::collection::btree_map(name(), draft, 0..3).boxed();
    let lists = (prop::collection::vec(attempt, 0..4), prop::collection::vec(turn, 0..3), drafts);
    (any::<u64>(), name(), name(), any_place(), lists, any::<bool>(), moment()).prop_map(
        |(seed, persona, level, place, (attempts, turns, drafts), finished, began)| Rehearsal {
            id: "r1".to_owned(),
            talk: String::new(),
            seed,
            persona,
            level,
            place,
            attempts,
            turns,
            drafts,
            finished,
            began,
        },
    )
}

#[test]
fn any_talk_and_rehearsal_come_back() {
    let (_folder, path) = folder();
    let store = std::cell::RefCell::new(Store::open(&path).unwrap());
    // Ordinary speed instead of one disk access a case.
    store.borrow().connection.pragma_update(None, "synchronous", "OFF").unwrap();
    let count = std::cell::Cell::new(0);
    proptest!(ProptestConfig::with_cases(200), |(talk in any_talk(), run in any_rehearsal(), line in text())| {
        count.set(count.get() + 1);
        let mut store = store.borrow_mut();
        let talk = Talk { id: format!("{}-{}", talk.id, count.get()), ..talk };
        let mut run = Rehearsal { id: format!("r{}", count.get()), talk: talk.id.clone(), ..run };
        store.save(&[&talk], &[&run]).unwrap();
        prop_assert_eq!(store.talk(&talk.id).unwrap(), Some((talk.clone(), Some(run.clone()))));
        let typed = draft(&run, &line);
        store.save_draft(&typed).unwrap();
        run.drafts.insert(run.place.draft_key(), Draft { text: typed.text, cursor: typed.cursor });
        prop_assert_eq!(store.talk(&talk.id).unwrap(), Some((talk, Some(run))));
    });
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
    times("talks200", &mut |store| assert_eq!(store.talks(200).unwrap().0.len(), 200));
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
