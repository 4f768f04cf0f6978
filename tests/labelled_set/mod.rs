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
    #[serde(default)]
    pub seen: bool,
}

/// The labelled utterances of a part: `learn` or `fold`, in a fixed order.
pub fn utterances(part: &str) -> Vec<Utterance> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/labelled").join(part);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let lines = |file: &std::path::PathBuf| -> Vec<Utterance> {
        let text = std::fs::read_to_string(file).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    files.iter().flat_map(lines).collect()
}

/// The same, as the trainer takes them: a file is an author.
pub fn labelled(part: &str) -> Vec<forthright::listen::train::Labelled> {
    // The author is the id without the number of the batch and of the utterance: `zh-d-1-001` is of `zh-d`.
    let author = |id: &str| id.split('-').take(2).collect::<Vec<_>>().join("-");
    let of = |u: Utterance| forthright::listen::train::Labelled {
        author: author(&u.id),
        text: u.text,
        signals: u.signals,
        seen: u.seen,
    };
    utterances(part).into_iter().map(of).collect()
}

/// The shipped signals and word lists.
pub fn content() -> Signals {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/client-talks");
    match forthright::pack::load(&folder) {
        Ok(pack) => (*pack.signals).clone(),
        Err(found) => panic!("the shipped pack has mistakes: {found:?}"),
    }
}
