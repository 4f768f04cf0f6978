//! The shipped pack compiles clean.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::path::Path;

use forthright::pack::{Code, Gravity, LOCK, SourceFile, check, lock, read};

#[test]
fn compiles_clean() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/client-talks");
    if let Err(found) = forthright::pack::load(&folder) {
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        panic!("{} mistakes:\n{}", told.len(), told.join("\n\n"));
    }
}

/// Beside notes, `pack check` has nothing to say of it.
#[test]
fn says_what_it_means() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/client-talks");
    let mut found = forthright::pack::examine(&folder, &[]);
    found.retain(|one| one.level != forthright::pack::Gravity::Note);
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{} findings:\n{}", told.len(), told.join("\n\n"));
}

/// Texts that are new may wait until somebody says that their languages agree; most of the pack does not wait.
const LOCKED: f64 = 0.9;

fn shipped() -> (Vec<SourceFile>, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/client-talks");
    (read(&folder).0, std::fs::read_to_string(folder.join(LOCK)).unwrap())
}

/// That nothing is stale is part of what `pack check` says; this is that there is something to compare with.
#[test]
fn its_translations_are_accepted() {
    let (sources, locked) = shipped();
    let now = lock(&sources, &[]).unwrap();
    let address = |line: &str| line.split('\t').next().unwrap().to_owned();
    let known: BTreeSet<String> = locked.lines().map(address).collect();
    let (all, old): (usize, usize) =
        (now.lines().count(), now.lines().filter(|line| known.contains(&address(line))).count());
    assert!(
        all > 1_000 && old as f64 >= LOCKED * all as f64,
        "translations.lock knows {old} of {all} texts; look at both languages, then: forthright pack check content/client-talks --accept"
    );
}

/// Changes one text of the shipped pack that stands once in it, and expects this code at the `§` alone.
#[track_caller]
fn seeded(from: &str, to: &str, code: Code) {
    let (mut sources, lock) = shipped();
    let file = sources.iter_mut().find(|file| file.text.contains(from)).unwrap();
    assert_eq!(file.text.matches(from).count(), 1, "{from}");
    let marked = file.text.replace(from, to);
    let before = marked.split('§').next().unwrap();
    let line = before.matches('\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() as u32 + 1;
    let name = file.name.clone();
    file.text = marked.replace('§', "");
    let mut found = check(&sources, &[], Some(&lock));
    found.retain(|one| one.level != Gravity::Note);
    let got: Vec<_> = found.iter().map(|one| (one.code, one.file.as_str(), one.at.line, one.at.column)).collect();
    assert_eq!(got, [(code, name.as_str(), line, column)], "{found:#?}");
}

/// An edit of one language is found in the shipped pack itself, with the lock that it is shipped with.
#[test]
fn an_edit_of_one_language_is_found() {
    seeded(
        r#"blurb: {zh: "日子守不住了，要告诉客户", en: "The date"#,
        r#"blurb: {zh: "日子守不住了，得告诉客户", en: §"The date"#,
        Code::StaleTranslation,
    );
    seeded(
        r#"why: {zh: "说得再诚恳，也不如一页对方自己能看懂的记录。", en: "One page they can read"#,
        r#"why: {zh: §"说得再诚恳，也不如一页对方自己能看懂的记录。", en: "A page that they can read"#,
        Code::StaleTranslation,
    );
}

/// A term that its glossary has another word for is found.
#[test]
fn a_term_off_the_glossary_is_found() {
    seeded(
        r#"blurb: {zh: "日子守不住了，要告诉客户", en: "The date won't hold and the client has to know"}"#,
        r#"blurb: {zh: §"日子守不住了，要告诉甲方", en: "The date won't hold and the client must know"}"#,
        Code::OffGlossary,
    );
    seeded(
        r#"why: {zh: "说得再诚恳，也不如一页对方自己能看懂的记录。", en: "One page they can read"#,
        r#"why: {zh: "话说得再诚恳，也不如一页对方自己能看懂的记录。", en: §"One cheat sheet they can read"#,
        Code::OffGlossary,
    );
}
