//! The plan of the house, held: which room may name which, and what the core never names.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up, each with the rooms that it may name.
const ROOMS: [(&str, &[&str]); 11] = [
    ("text", &[]),
    ("pack", &["text"]),
    ("listen", &["pack", "text"]),
    ("coach", &["listen", "pack", "text"]),
    ("export", &["coach", "listen", "pack", "text"]),
    ("store", &["coach", "pack", "text"]),
    ("runtime", &["store", "export", "coach", "listen", "pack", "text"]),
    ("plain", &["runtime", "coach", "pack", "text"]),
    ("tui", &["runtime", "coach", "pack", "text"]),
    ("embedded", &["pack"]),
    ("cli", &["tui", "plain", "runtime", "store", "export", "coach", "listen", "pack", "text", "embedded"]),
];

/// Rooms that take values and return values.
const CORE: [&str; 5] = ["text", "pack", "listen", "coach", "export"];

/// What the core never names: terminal, file, clock, environment, chance, threads.
const OUTSIDE: [&str; 17] = [
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "env::var",
    "::now(",
    "SystemTime",
    "Instant",
    "crossterm",
    "ratatui",
    "rusqlite",
    "tempfile",
    "signal_hook",
    "rand::",
];

/// The one file of the core that reads files.
const READS_FILES: &str = "pack/files.rs";

/// The Rust files below `src`, by their path from there.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open = vec![root.clone()];
    let mut found = BTreeMap::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                if !only_for_tests(&path) {
                    found.insert(name, fs::read_to_string(&path).unwrap());
                }
            }
        }
    }
    found
}

/// Whether a file is a module that its room names under `#[cfg(test)]`.
fn only_for_tests(path: &Path) -> bool {
    let room = path.with_file_name("mod.rs");
    let text = fs::read_to_string(room).unwrap_or_default();
    let name = path.file_stem().unwrap().to_string_lossy();
    let after = text.split("#[cfg(test)]").skip(1);
    let named = |rest: &str| rest.lines().nth(1).is_some_and(|line| line.ends_with(&format!("mod {name};")));
    after.into_iter().any(named)
}

/// The room that a file belongs to.
fn room(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

/// The code of a file without its comments and without its tests.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap();
    let lines = body.lines().map(|line| line.split("//").next().unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

/// The rooms that a file names, as `crate::ROOM` or inside of `use crate::{…}`.
fn named(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for after in code.split("crate::").skip(1) {
        let list = match after.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap(),
            None => after,
        };
        let items: Vec<&str> = if after.starts_with('{') { list.split(',').collect() } else { vec![list] };
        for item in items {
            let name: String = item.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.push(name);
        }
    }
    rooms
}

#[test]
fn dependencies_run_downwards_only() {
    for (file, text) in sources() {
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room(&file)) else { continue };
        for name in named(&code(&text)) {
            let known = ROOMS.iter().any(|(room, _)| *room == name);
            let fits = !known || name == room(&file) || allowed.contains(&name.as_str());
            assert!(fits, "src/{file} names the room `{name}`, which lies above it");
        }
    }
}

#[test]
fn every_file_lies_in_a_room() {
    for file in sources().keys() {
        let known = ROOMS.iter().any(|(name, _)| *name == room(file)) || ["lib", "main"].contains(&room(file));
        assert!(known, "src/{file} lies in no room of the plan");
    }
}

#[test]
fn the_core_names_nothing_outside_of_itself() {
    for (file, text) in sources() {
        if !CORE.contains(&room(&file)) || file == READS_FILES {
            continue;
        }
        let code = code(&text);
        for word in OUTSIDE {
            assert!(!code.contains(word), "src/{file} names `{word}`: the core takes values and returns values");
        }
    }
}

#[test]
fn nothing_speaks_to_a_network() {
    for (file, text) in sources() {
        for word in ["std::net", "TcpStream", "UdpSocket", "http::", "reqwest", "hyper::"] {
            assert!(!code(&text).contains(word), "src/{file} names `{word}`");
        }
    }
}

#[test]
fn the_code_knows_no_scenario_by_name() {
    for (file, text) in sources() {
        for word in ["\"cancel\"", "\"failure\"", "\"delay\"", "\"refuse\""] {
            assert!(!code(&text).contains(word), "src/{file} knows {word}");
        }
    }
}
