//! Checks and compiles the shipped pack, so that the program starts with finished content and reads no YAML.
//!
//! The two rooms that know packs are compiled into this script; a mistake in the content fails the build with the same
//! words that `pack check` has for it.

#[path = "src/pack/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the script needs only the compiler of the room")]
mod pack;
#[path = "src/text/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the script needs only what the pack room uses")]
mod text;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

const FOLDER: &str = "content/client-talks";

fn main() -> ExitCode {
    for watched in ["build.rs", "content", "src/pack", "src/text"] {
        println!("cargo:rerun-if-changed={watched}");
    }
    match embed() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Compiles the pack and leaves its bytes for `src/embedded.rs`.
fn embed() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let pack = pack::load(&root.join(FOLDER)).map_err(|found| {
        let told: Vec<String> = found.iter().map(|diagnostic| format!("{FOLDER}/{diagnostic}\n")).collect();
        format!("{}\nthe shipped pack holds {} mistakes", told.join("\n"), found.len())
    })?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("pack.postcard"), postcard::to_allocvec(&pack)?)?;
    Ok(())
}
