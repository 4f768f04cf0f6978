//! The labelled utterances and the shipped content, for tests.
#![allow(dead_code)]

use std::path::Path;

use forthright::pack::Signals;

/// One labelled utterance.
#[derive(serde::Deserialize)]
pub struct Utterance {
    pub id: String,
    pub lang: String,
    pub text: String,
    pub signals: Vec<String>,
}

/// Every labelled utterance, in a fixed order.
pub fn utterances() -> Vec<Utterance> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| {
            std::fs::read_to_string(file)
                .unwrap()
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect::<Vec<Utterance>>()
        })
        .collect()
}

/// Whether an utterance belongs to the held-out fold: FNV-1a of its id, modulo 5, is 0.
pub fn in_fold(id: &str) -> bool {
    let hash = id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash % 5 == 0
}

/// The shipped signals and word lists.
pub fn content() -> Signals {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/client-talks");
    match forthright::pack::load(&folder) {
        Ok(pack) => (*pack.signals).clone(),
        Err(found) => panic!("the shipped pack has mistakes: {found:?}"),
    }
}
