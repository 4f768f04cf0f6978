//! A pack may come from anywhere: nothing in it makes the program crash, hang, read elsewhere or write to the terminal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use forthright::pack::{Code, Diagnostic, MAX_DIAGNOSTICS, SourceFile, compile, load};
use proptest::prelude::*;

const NAMES: [&str; 9] = [
    "pack.yaml",
    "scenarios/a.yaml",
    "checks/a.yaml",
    "clients/a.yaml",
    "checklists/a.yaml",
    "documents/a.yaml",
    "words/a.yaml",
    "signals/a.yaml",
    "ui/a.yaml",
];

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), text: text.to_owned() }
}

/// A manifest with which the other files are looked at.
fn manifest() -> SourceFile {
    file("pack.yaml", "format: 1\nid: a\ntitle: {zh: 好, en: Good}\n")
}

/// Compiles a pack in which every file has this text, within a time that nobody minds.
#[track_caller]
fn refuse(text: &str) -> Vec<Diagnostic> {
    let start = Instant::now();
    let files: Vec<SourceFile> = NAMES.iter().map(|name| file(name, text)).collect();
    let found = compile(&files).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(20), "took {:?}", start.elapsed());
    assert!(!found.is_empty() && found.len() <= MAX_DIAGNOSTICS + 1);
    for diagnostic in &found {
        let told = diagnostic.to_string();
        assert!(told.chars().all(|c| c == '\n' || !c.is_control()), "{told:?}");
        assert!(told.chars().count() < 3_000, "{} characters", told.chars().count());
    }
    found
}

fn codes(found: &[Diagnostic]) -> Vec<Code> {
    let mut codes: Vec<Code> = found.iter().map(|d| d.code).collect();
    codes.dedup();
    codes
}

#[test]
fn bombs() {
    let bomb = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n";
    assert_eq!(codes(&refuse(bomb)), [Code::Syntax]);
    assert_eq!(codes(&refuse("a: &a [*a]")), [Code::Syntax]);
    assert!(codes(&refuse("<<: {a: b}\n")).contains(&Code::UnknownKey));
    assert_eq!(codes(&refuse(&"[".repeat(100_000))), [Code::Syntax]);
    assert_eq!(codes(&refuse(&"{a: ".repeat(100_000))), [Code::Syntax]);
    assert_eq!(codes(&refuse(&"- ".repeat(100_000))), [Code::Syntax]);
    assert_eq!(codes(&refuse(&"a".repeat(2 << 20))), [Code::TooLarge]);
}

#[test]
fn floods() {
    let keys: String = (0..12_000).map(|n| format!("k{n}: x\n")).collect();
    refuse(&keys);
    let lists = format!("checks: [{}]\nsignals: [{0}]\nreactions: [{0}]\n", "{id: a}, ".repeat(4_000));
    assert!(refuse(&lists).len() > 300);
    let items: String = (0..4_000).map(|n| format!("- {{id: check-{n}, kind: ask-{n}}}\n")).collect();
    refuse(&format!("checks:\n{items}"));
    // A pack that is wrong everywhere is not listed without end, and says so.
    let mut names: Vec<SourceFile> =
        (0..4).map(|n| file(&format!("checks/{n}.yaml"), &format!("checks:\n{items}"))).collect();
    names.push(manifest());
    let found = compile(&names).unwrap_err();
    assert_eq!(found.last().map(|last| (last.code, found.len())), Some((Code::TooMany, MAX_DIAGNOSTICS + 1)));
    let steps: String = (0..4_000).map(|n| format!("name-{n}, ")).collect();
    refuse(&format!(
        "id: a\nstages: [{{id: s, steps: [{{checks: [{steps}]}}]}}]\nfacts: [{}]\n",
        "{id: f}, ".repeat(4_000)
    ));
    let long = "x".repeat(500_000);
    refuse(&format!("{long}: 1\nchecks: [{{id: {long}, met: {{signal: {long}}}}}]\nsource: [{long}]"));
    refuse(&format!("words: [{{id: w, zh: [\"{}\"]}}]", "{".repeat(100_000)));
}

#[test]
fn controls() {
    let found =
        refuse("\"\\e[2J\\a\": \"\\e]0;owned\\a\"\nid: \"\\e[31m\"\nchecks: [{id: \"\\u202Ea\", kind: \"\\0\"}]\n");
    assert!(codes(&found).contains(&Code::BadText), "{found:?}");
    for raw in ["a: \u{1b}[2J", "\u{0}", "\u{feff}\u{feff}", "a: \u{7}", "\u{2028}: \u{2029}", "id: \u{202e}x"] {
        refuse(raw);
    }
    let found = compile(&[file("\u{1b}[2J.yaml", "a: b")]).unwrap_err();
    assert!(found.iter().all(|d| !d.to_string().contains('\u{1b}')));
}

#[test]
fn nothing_at_all() {
    for text in
        ["", "\n", "#", "---", "--- a\n--- b", "null", "[]", "{}", "1", "true", "'", "? a", "!!binary x", "!x y"]
    {
        refuse(text);
    }
}

/// A folder with these files; names with `/` make folders.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn found(dir: &Path) -> Vec<(String, Code, u32, u32)> {
    load(dir).unwrap_err().into_iter().map(|d| (d.file, d.code, d.at.line, d.at.column)).collect()
}

#[test]
fn bytes_that_are_no_text() {
    let dir = folder(&[("pack.yaml", b"format: 1\nid: \xe4\xb8\xad\xff\n")]);
    assert!(found(dir.path()).contains(&("pack.yaml".into(), Code::Unreadable, 2, 6)));
    // GBK and UTF-16, the usual suspects.
    for bytes in [&b"id: \xd6\xd0\xce\xc4"[..], &b"\xff\xfei\0d\0"[..]] {
        let dir = folder(&[("pack.yaml", bytes)]);
        assert_eq!(found(dir.path())[0].1, Code::Unreadable);
    }
}

#[test]
fn folders() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(found(&dir.path().join("nowhere"))[0].1, Code::Unreadable);
    fs::write(dir.path().join("file"), "x").unwrap();
    assert_eq!(found(&dir.path().join("file"))[0].1, Code::Unreadable);
    assert_eq!(found(dir.path())[0].1, Code::MissingFile);

    let dir =
        folder(&[("habit/a.yaml", b"a: b"), ("README.md", b"x"), (".git/a.yaml", b"x"), ("pack.yaml", b"format: 1")]);
    let unexpected: Vec<String> =
        found(dir.path()).into_iter().filter(|f| f.1 == Code::UnexpectedFile).map(|f| f.0).collect();
    assert_eq!(unexpected, ["habit/a.yaml"]);
}

#[test]
fn too_much() {
    let large = "a".repeat(2 << 20);
    let dir = folder(&[("pack.yaml", b"format: 1"), ("ui/a.yaml", large.as_bytes())]);
    let told = found(dir.path());
    assert!(told.contains(&("ui/a.yaml".into(), Code::TooLarge, 1, 1)), "{told:?}");

    let names: Vec<String> = (0..260).map(|n| format!("ui/{n}.yaml")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b"{}"[..])).collect();
    assert!(found(folder(&files).path()).iter().any(|f| f.1 == Code::TooLarge));

    // Entries that nobody would read count, too.
    let dir = folder(&[("pack.yaml", b"format: 1")]);
    for n in 0..5_000 {
        fs::File::create(dir.path().join(format!("{n}.txt"))).unwrap();
    }
    assert!(found(dir.path()).iter().any(|f| f.1 == Code::TooLarge), "{:?}", found(dir.path()));

    let big = format!("# {}", "a".repeat((1 << 20) - 10));
    let files: Vec<(&str, &[u8])> = names.iter().take(20).map(|n| (n.as_str(), big.as_bytes())).collect();
    assert!(found(folder(&files).path()).iter().any(|f| f.1 == Code::TooLarge));
}

#[cfg(unix)]
#[test]
fn links_and_pipes() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.yaml", b"password: x")]);
    let dir = folder(&[("pack.yaml", b"format: 1"), ("ui/real.yaml", b"{}")]);
    symlink(outside.path().join("secret.yaml"), dir.path().join("ui/out.yaml")).unwrap();
    symlink(dir.path().join("ui/real.yaml"), dir.path().join("ui/in.yaml")).unwrap();
    symlink(dir.path().join("nowhere"), dir.path().join("ui/lost.yaml")).unwrap();
    symlink(outside.path(), dir.path().join("words")).unwrap();
    symlink(dir.path(), dir.path().join("scenarios")).unwrap();
    let told = load(dir.path()).unwrap_err();
    let unreadable: Vec<&str> = told.iter().filter(|d| d.code == Code::Unreadable).map(|d| d.file.as_str()).collect();
    assert_eq!(unreadable, ["ui/lost.yaml", "ui/out.yaml"]);
    assert!(told.iter().all(|d| !d.to_string().contains("password")));

    let dir = folder(&[("pack.yaml", b"format: 1")]);
    fs::create_dir(dir.path().join("ui")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(dir.path().join("ui/pipe.yaml")).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(found(dir.path()).iter().any(|f| f.0 == "ui/pipe.yaml"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_as_any_file(text in "\\PC{0,200}", at in 0..NAMES.len()) {
        let mut files: Vec<SourceFile> = NAMES.iter().map(|name| file(name, "{}")).collect();
        files[at].text = text;
        prop_assert!(compile(&files).is_err());
    }

    /// Pieces of YAML in any order come much further than any text does.
    #[test]
    fn any_pieces_as_any_file(pieces in prop::collection::vec(piece(), 0..60), at in 0..NAMES.len()) {
        let mut files: Vec<SourceFile> = NAMES.iter().map(|name| file(name, "{}")).collect();
        files[at].text = pieces.concat();
        prop_assert!(compile(&files).is_err());
    }
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "id: ",
        "checks:\n",
        "stages:\n",
        "scenarios: ",
        "- ",
        "  ",
        "\n",
        "{zh: 好, en: Good}",
        "{",
        "}",
        "[",
        "]",
        ", ",
        "facts: ",
        "example: ",
        "gate: ",
        "source: [C-01]",
        "title: ",
        "a",
        "delay",
        ": ",
        "\"",
        "'",
        "{client}",
        "true",
        "7",
        "-1",
        "1e9",
        "# 注",
        "|\n",
        "👩‍👩‍👧",
        "e\u{301}",
        "\t",
        "\r\n",
        "met: {signal: x}",
        "all: ",
        "when: ",
        "moves: ",
        "words: ",
        "signals: ",
        "concepts: ",
        "reactions: ",
        "levels: ",
        "clock: ",
        "after: {from: talk, hours: 2}",
    ])
}

/// A slot that mixes words, concepts and marks stands for several phrases; many such slots must not multiply.
#[test]
fn phrases_that_multiply() {
    let phrase = ["a|<@date>|<@span>"; 40].join(" .. ");
    let signals = format!("signals: [{{id: x, cues: [{{how: strong, en: [\"{phrase}\"]}}]}}]");
    let found = compile(&[manifest(), file("signals/a.yaml", &signals)]).unwrap_err();
    assert!(found.iter().any(|d| d.code == Code::TooLarge), "{found:?}");

    let slots = ["a|<@date>"; 5].join(" .. ");
    let many = vec![slots; 4_500].join(", ");
    let signals = format!("signals: [{{id: x, cues: [{{how: strong, en: [{many}]}}]}}]");
    let found = compile(&[manifest(), file("signals/a.yaml", &signals)]).unwrap_err();
    assert!(found.iter().any(|d| d.message.en.contains("more than 100000 phrases")), "{found:?}");
}
