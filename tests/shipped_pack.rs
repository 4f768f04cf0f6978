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
