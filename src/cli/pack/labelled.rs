//! Labelled utterances from files: one JSON object a line with `text` and `signals`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::cli::context::{Context, read_text};
use crate::cli::error::Failure;
use crate::listen::train::Labelled;
use crate::text::clean_line;

/// The longest text that is learned from or tested, in bytes.
const MAX_TEXT: usize = 64 << 10;

/// A line of a file. What else stands in it is not ours and is passed over.
#[derive(Deserialize)]
struct Line {
    text: String,
    signals: Vec<String>,
    #[serde(default)]
    seen: bool,
}

/// The labelled utterances of a file, or of every `.jsonl` of a folder in the order of their names; the name of a file
/// stands for the author.
///
/// # Errors
/// A file that cannot be read, a line that is no labelled utterance, an unknown signal: with file and line.
pub fn read(context: &Context, path: &Path) -> Result<Vec<Labelled>, Failure> {
    let mut files: Vec<PathBuf> = vec![path.to_owned()];
    if path.is_dir() {
        let told = |error: std::io::Error| Failure::input(format!("{}: {error}", shown(path)));
        let entries = std::fs::read_dir(path).map_err(told)?.collect::<Result<Vec<_>, _>>().map_err(told)?;
        files = entries.into_iter().map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
        files.sort();
    }
    let mut all = Vec::new();
    for file in &files {
        let author = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        for (number, line) in
            read_text(context, Some(file))?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
        {
            let wrong = |why: String| Failure::input(format!("{}:{}: {why}", shown(file), number + 1));
            let line: Line = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
            if let Some(unknown) = line.signals.iter().find(|id| context.pack.signals.id(id).is_none()) {
                return Err(wrong(format!("no signal is called `{}`", clean_line(unknown))));
            }
            if line.text.len() > MAX_TEXT {
                return Err(wrong(format!("a text of more than {} kB", MAX_TEXT >> 10)));
            }
            all.push(Labelled { author: author.clone(), text: line.text, signals: line.signals, seen: line.seen });
        }
    }
    if all.is_empty() {
        return Err(Failure::input(format!("{}: no labelled utterance", shown(path))));
    }
    Ok(all)
}

fn shown(path: &Path) -> String {
    clean_line(&path.to_string_lossy()).into_owned()
}
