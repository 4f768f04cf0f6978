//! The shipped pack compiles clean.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::path::Path;

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

/// Whoever edits a text says that its two languages agree before it is shipped.
#[test]
fn its_translations_are_accepted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/client-talks");
    let Ok(lock) = std::fs::read_to_string(folder.join(forthright::pack::LOCK)) else { return };
    let (sources, _) = forthright::pack::read(&folder);
    let now = forthright::pack::lock(&sources, &[]).unwrap();
    let help =
        "look at the other language of what you edited, then: forthright pack check content/client-talks --accept";
    assert!(now == lock, "translations.lock is not in step; {help}");
}
