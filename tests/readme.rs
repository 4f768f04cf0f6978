//! The README is run, not just written: its keys are those of the key table, its commands work.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "commands need no terminal")]
mod pty;
mod support;

use forthright::coach::keys::{BINDINGS, EDITS, TEXT_EDITS};
use forthright::pack::{Lang, Word};
use pty::{home, run};
use support::pack;

const README: &str = include_str!("../README.md");

/// The key section as it has to be.
fn key_section() -> String {
    let pack = pack();
    let words = |word: Word| format!("{} · {}", pack.word(word, Lang::En), pack.word(word, Lang::Zh));
    let mut out = String::from("| key | does |\n|---|---|\n");
    let mut told = Vec::new();
    for row in BINDINGS.iter().filter(|row| row.label != Word::KeyLanguage) {
        if !told.contains(&row.command) {
            told.push(row.command);
            out.push_str(&format!("| {} | {} |\n", row.shown, words(row.label)));
        }
    }
    out.push_str("| F5 | the other language · 切换语言 |\n");
    out.push_str("\n| while writing | does |\n|---|---|\n");
    for row in EDITS.iter().chain(TEXT_EDITS) {
        out.push_str(&format!("| {} | {} |\n", row.shown, words(row.label)));
    }
    out
}

#[test]
fn the_key_section_is_the_key_table() {
    let section = README.split("<!-- keys -->\n").nth(1).unwrap().split("<!-- /keys -->").next().unwrap();
    assert_eq!(section, key_section(), "put this between the key marks of README.md:\n{}", key_section());
}

#[test]
fn the_commands_of_the_table_work() {
    let home = home();
    let rows = README.lines().filter_map(|line| line.strip_prefix("| `forthright "));
    let commands: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    assert!(commands.len() >= 8, "{commands:?}");
    let labelled = home.path().join("labelled");
    std::fs::create_dir(&labelled).unwrap();
    std::fs::write(labelled.join("one.jsonl"), "{\"text\": \"We are sorry.\", \"signals\": [\"apologises\"]}\n")
        .unwrap();
    let model = home.path().join("model");
    for command in commands {
        // A shell's reading, as far as the table needs it: what stands in quotes is one word.
        let parts = command.split('"').enumerate();
        let words: Vec<&str> = parts
            .flat_map(|(n, part)| if n % 2 == 1 { vec![part] } else { part.split_whitespace().collect() })
            .collect();
        let words: Vec<&str> = match words.as_slice() {
            [first @ .., "DIR"] => [first, &[concat!(env!("CARGO_MANIFEST_DIR"), "/content/client-talks")]].concat(),
            [first @ .., "DIR", "--out", "FILE"] => {
                [first, &[labelled.to_str().unwrap(), "--out", model.to_str().unwrap()]].concat()
            }
            words => words.to_vec(),
        };
        let (code, _, error) = run(home.path(), &words, "We are sorry.\n".as_bytes());
        assert_eq!(code, 0, "{command}: {error}");
    }
}

#[test]
fn the_facts_file_of_the_readme_is_taken() {
    let home = home();
    let facts = README.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let (code, id, error) = run(home.path(), &["new", "delay", "--facts", "-"], facts.as_bytes());
    assert_eq!(code, 0, "{error}");
    let (_, card, _) = run(home.path(), &["export", id.trim(), "card", "--lang", "en"], b"");
    assert!(card.contains("Li, before Thursday"), "{card}");
}

#[test]
fn the_two_commands_stand_there() {
    assert!(README.contains("\n    cargo run --release\n") && README.contains("\n    cargo test\n"));
}
