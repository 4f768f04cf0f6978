//! Files that are no store, disks that are full, folders that are closed.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::super::{MAX_TEXT_BYTES, Store, StoreError, Trouble, schema};
use super::{attempt, draft, folder, last, rehearsal, sql, talk};
use crate::coach::Draft;
use crate::pack::Lang;
use crate::store::Found;

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
        super::sql(&path, sql);
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
    assert_eq!(Store::open(&path).unwrap().talks(9).unwrap().len(), 1);
}

#[test]
fn a_store_of_version_1_is_read_for_ever() {
    let (_folder, path) = folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    sql(&path, include_str!("../../../tests/stores/version-1.sql"));
    let store = Store::open(&path).unwrap();
    let version: i64 = store.connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, schema::VERSION);
    let Found::One(case, run) = store.find_talk("星河").unwrap() else { panic!("one talk is found") };
    assert_eq!((case.facts.len(), case.flags.len(), case.gate.len(), case.ticks.len()), (1, 1, 1, 1));
    let run = run.unwrap();
    assert_eq!((run.attempts.len(), run.turns.len()), (1, 1));
    assert_eq!(run.text_for(&run.place), Draft { text: "李总，我先说结论".to_owned(), cursor: 9 });
}

#[test]
fn a_store_of_version_2_is_read_for_ever() {
    let (_folder, path) = folder();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    sql(&path, include_str!("../../../tests/stores/version-2.sql"));
    let mut store = Store::open(&path).unwrap();
    let version: i64 = store.connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, schema::VERSION);
    let Found::One(case, _) = store.find_talk("星环").unwrap() else { panic!("one talk is found") };
    assert_eq!((case.calls.len(), case.followups.len()), (1, 1));
    assert!(case.closed.is_some() && case.followups.iter().all(|f| f.id.ends_with("-satisfaction")));
    let clients = store.find_clients("星环").unwrap();
    let [client] = clients.as_slice() else { panic!("one client is found") };
    assert_eq!(client.fields.get("manner").map(String::as_str), Some("先看数字"));
    let [survey] = client.surveys.as_slice() else { panic!("one survey is kept") };
    assert_eq!((survey.scores.as_slice(), survey.note.as_str()), (&[Some(4), Some(5), None][..], "faster next time"));
    // What was noted down in the call and what is in the file are found, though nobody had searched yet.
    for word in ["海报", "数字", "FASTER"] {
        assert_eq!(store.search(word, 9).unwrap().len(), 1, "{word}");
    }
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
    assert_eq!(last(&store, &case), run);
    store.connection.pragma_update(None, "max_page_count", 1_000_000).unwrap();
    store.save_rehearsal(&longer).unwrap();
    assert_eq!(last(&store, &case), longer, "room was made");
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
