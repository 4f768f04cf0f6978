//! The whole store out and in, and what is deleted for good.

use std::fs;
use std::path::Path;

use jiff::civil::date;

use super::super::{BackupError, Doomed, Removed, Restored, Store, Tally};
use super::{at, attempt, folder, rehearsal, talk};
use crate::coach::{Client, DrillItem, DrillTry, Due, FollowUp, Talk};

fn drill(talk: &Talk, text: &str) -> DrillItem {
    let mut item = DrillItem::new("hard-talk", "news", "news-first", Some(&talk.id), at(1), date(2026, 11, 23));
    item.tries.push(DrillTry { at: at(2), sure: Some(2), met: false, text: text.to_owned() });
    item
}

fn visit(client: &Client, what: &str) -> FollowUp {
    FollowUp::of_user(None, Some(&client.id), what, Due { date: date(2026, 12, 1), time: None }, at(3))
}

/// A store with something of each kind in it.
fn full(path: &Path) -> (Store, Talk, Client) {
    let mut store = Store::open(path).unwrap();
    let mut case = talk(1, "星河零售");
    case.followups =
        vec![FollowUp::of_user(Some(&case.id), None, "纪要", Due { date: date(2026, 12, 2), time: None }, at(4))];
    let mut client = Client::new("星河零售", at(1));
    client.set_field("manner", "先看数字", at(2));
    store.save(&[&case], &[&rehearsal(2, &case), &rehearsal(3, &case)]).unwrap();
    store.save_client(&client).unwrap();
    store.save_followup(&visit(&client, "回访")).unwrap();
    store.save_drills(&[drill(&case, "日子守不住了")]).unwrap();
    (store, case, client)
}

const NONE: Tally = Tally { new: 0, changed: 0, same: 0 };

#[test]
fn out_and_into_an_empty_store() {
    let (from, to) = (folder(), folder());
    let (store, case, client) = full(&from.1);
    let file = store.backup(at(9)).unwrap();
    let mut other = Store::open(&to.1).unwrap();
    let new = |n| Tally { new: n, ..NONE };
    let first = Restored { clients: new(1), talks: new(1), rehearsals: new(2), followups: new(1), drills: new(1) };
    assert_eq!(other.restore(&file, true).unwrap(), first);
    assert_eq!(other.talks(9).unwrap().len(), 0, "only told");
    assert_eq!(other.restore(&file, false).unwrap(), first);
    let expect = store.talk(&case.id).unwrap();
    assert_eq!(
        other.talk(&case.id).unwrap().map(|(talk, run)| (talk.facts, talk.followups, run)),
        expect.map(|(talk, run)| (talk.facts, talk.followups, run))
    );
    assert_eq!(other.client(&client.id).unwrap(), Some(client));
    assert_eq!(other.rehearsals(&case.id).unwrap(), store.rehearsals(&case.id).unwrap());
    assert_eq!(
        (other.followups(true).unwrap(), other.drills().unwrap()),
        (store.followups(true).unwrap(), store.drills().unwrap())
    );
    // A second time, and what was backed up again, change nothing.
    let before = other.backup(at(10)).unwrap();
    let again = other.restore(&file, false).unwrap();
    assert_eq!((again.talks, again.rehearsals.same, again.drills.same), (Tally { same: 1, ..NONE }, 2, 1));
    assert_eq!(other.backup(at(10)).unwrap(), before);
}

#[test]
fn of_two_versions_the_later_one_counts_and_nothing_here_is_lost() {
    let (from, to) = (folder(), folder());
    let (mut store, case, client) = full(&from.1);
    let old = store.backup(at(9)).unwrap();
    let mut other = Store::open(&to.1).unwrap();
    other.restore(&old, false).unwrap();
    // Here: a fact changed later and another talk. There: one more attempt, a survey, a done follow-up.
    let mut mine = other.talk(&case.id).unwrap().unwrap().0;
    mine.set_fact("change", "取消");
    mine.changed = at(100);
    other.save_talk(&mine).unwrap();
    other.save_talk(&talk(50, "Acme")).unwrap();
    let mut run = rehearsal(2, &case);
    run.attempts.push(attempt(90, "更好的一句"));
    store.save_rehearsal(&run).unwrap();
    let mut theirs = Client { changed: at(60), ..client };
    theirs.surveys.push(crate::coach::Survey { at: at(60), talk: None, scores: vec![Some(4)], note: String::new() });
    store.save_client(&theirs).unwrap();
    let mut done = visit(&theirs, "回访");
    done.turn(crate::coach::followup::Turn::Done, "", at(70), &Default::default()).unwrap();
    store.save_followup(&done).unwrap();
    let told = other.restore(&store.backup(at(99)).unwrap(), false).unwrap();
    assert_eq!((told.talks.same, told.rehearsals.changed, told.clients.changed, told.followups.changed), (1, 1, 1, 1));
    assert_eq!(other.talk(&case.id).unwrap().unwrap().0.fact("change"), Some("取消"));
    assert_eq!(other.talks(9).unwrap().len(), 2);
    assert_eq!(other.clients().unwrap()[0].surveys.len(), 1);
    assert_eq!(other.followups(false).unwrap().len(), 1);
    // An old backup takes nothing back.
    let before = other.backup(at(100)).unwrap();
    other.restore(&old, false).unwrap();
    assert_eq!(other.backup(at(100)).unwrap(), before);
}

#[test]
fn what_is_no_whole_backup_is_refused_and_changes_nothing() {
    let (from, to) = (folder(), folder());
    let (store, ..) = full(&from.1);
    let file = store.backup(at(9)).unwrap();
    let mut other = Store::open(&to.1).unwrap();
    let mut check = |file: &[u8], expect: fn(&BackupError) -> bool| {
        let error = other.restore(file, false).unwrap_err();
        assert!(expect(&error), "{error:?}");
        assert_eq!(other.talks(9).unwrap().len(), 0);
    };
    for cut in [1, 3, 10] {
        check(&file[..file.len() - file.len() / cut / 2], |e| {
            matches!(e, BackupError::Length { .. } | BackupError::Damaged)
        });
    }
    check(&[file.as_slice(), b"\n"].concat(), |e| matches!(e, BackupError::Length { .. }));
    let mut changed = file.clone();
    *changed.last_mut().unwrap() = b' ';
    check(&changed, |e| *e == BackupError::Damaged);
    let text = String::from_utf8(file.clone()).unwrap();
    let future = text.replacen("{\"forthright-backup\":1,", "{\"forthright-backup\":7,\"more\":[],", 1);
    check(future.as_bytes(), |e| *e == BackupError::Newer(7));
    for other in ["", "\n", "hello", "{}", "SQLite format 3\0", "{\"forthright-backup\":"] {
        check(other.as_bytes(), |e| matches!(e, BackupError::NotABackup | BackupError::Damaged));
    }
    check(&fs::read(&from.1).unwrap(), |e| *e == BackupError::NotABackup);
    // A record that only a hostile hand writes, with a checksum that fits.
    let body = "{\"drill\":{\"scenario\":\"a\\u001b[31m\"}}\n";
    let sum = body.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    let head = format!(
        "{{\"forthright-backup\":1,\"made\":\"2026-11-23T00:00:00Z\",\"bytes\":{},\"checksum\":\"{sum:016x}\"}}\n",
        body.len()
    );
    check((head + body).as_bytes(), |e| *e == BackupError::Line(2));
}

/// Whether the bytes stand in any file of the store.
fn stands(path: &Path, text: &str) -> bool {
    let files = fs::read_dir(path.parent().unwrap()).unwrap();
    files.into_iter().any(|file| {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[test]
fn what_is_deleted_is_gone_from_the_files() {
    let (_folder, path) = folder();
    let (mut store, case, client) = full(&path);
    let mut other = talk(7, "Acme Holding");
    other.set_fact("change", "STAYS-HERE");
    store.save_talk(&other).unwrap();
    let mut secret = talk(8, "SECRET-CLIENT");
    secret.set_fact("change", &"SECRET-FACT 日子守不住 ".repeat(400));
    let mut run = rehearsal(9, &secret);
    run.attempts.push(attempt(10, "SECRET-LINE"));
    store.save(&[&secret], &[&run]).unwrap();
    store.save_drills(&[DrillItem { step: "why".to_owned(), ..drill(&secret, "SECRET-DRILL") }]).unwrap();
    store.adopt(at(20)).unwrap();
    store.search("secret", 9).unwrap();
    for text in ["SECRET-FACT", "SECRET-LINE", "SECRET-DRILL", "SECRET-CLIENT", "secret-fact"] {
        assert!(stands(&path, text), "{text} is there before");
    }
    // One rehearsal, then the talk, then the client.
    let gone = store.delete(Doomed::Rehearsal(&run.id)).unwrap();
    assert_eq!(gone, Removed { rehearsals: 1, scrubbed: true, ..Removed::default() });
    assert!(!stands(&path, "SECRET-LINE") && stands(&path, "SECRET-FACT"));
    let gone = store.delete(Doomed::Talk(&secret.id)).unwrap();
    assert_eq!(gone, Removed { talks: 1, drills: 1, scrubbed: true, ..Removed::default() });
    for text in ["SECRET-FACT", "SECRET-DRILL", "secret-fact"] {
        assert!(!stands(&path, text), "{text}");
    }
    let file = store.find_clients("SECRET-CLIENT").unwrap().remove(0);
    store.delete(Doomed::Client(&file.id)).unwrap();
    assert!(!stands(&path, "SECRET") && !stands(&path, "secret"));
    let gone = store.delete(Doomed::Client(&client.id)).unwrap();
    assert_eq!((gone.talks, gone.rehearsals, gone.followups, gone.clients, gone.drills), (1, 2, 2, 1, 1));
    assert!(store.talk(&case.id).unwrap().is_none() && !stands(&path, "星河零售"));
    assert!(stands(&path, "STAYS-HERE"));
    assert_eq!(store.delete(Doomed::Talk("nobody")).unwrap().talks, 0);
    store.delete(Doomed::All).unwrap();
    assert!(!stands(&path, "STAYS-HERE") && !stands(&path, "Acme"));
    assert_eq!(store.talks(9).unwrap().len(), 0);
}
