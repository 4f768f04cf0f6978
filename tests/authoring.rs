//! A trainer's afternoon: `pack new`, and the authoring guide with every command and change that it tells.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "commands need no terminal")]
mod pty;

use std::fs;
use std::path::Path;

use forthright::pack::Lang;
use pty::{home, run};

const GUIDES: [(Lang, &str); 2] = [
    (Lang::En, include_str!("../content/authoring/guide.en.md")),
    (Lang::Zh, include_str!("../content/authoring/guide.zh.md")),
];

/// Runs a command in a language; standard output and standard error are one text.
fn tell(home: &Path, args: &[&str], lang: &str, input: &str) -> (i32, String) {
    let (code, out, error) = run(home, &[&["--lang", lang], args].concat(), input.as_bytes());
    (code, out + &error)
}

/// Every file below a folder, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match path.is_dir() {
            true => all.extend(files(&path).into_iter().map(|file| format!("{name}/{file}"))),
            false => all.push(name),
        }
    }
    all.sort();
    all
}

const WHOLE: [&str; 4] = ["checks/price.yaml", "pack.yaml", "scenarios/price.yaml", "words/price.yaml"];

/// In whatever language it is explained, a new pack is clean, proved, walked, seen and played.
#[test]
fn a_new_pack_works() {
    for lang in ["zh", "en", "both"] {
        let home = home();
        let tell = |args: &[&str], input: &str| tell(home.path(), args, lang, input);
        let (code, text) = tell(&["pack", "new", "acme-2026"], "");
        assert_eq!(code, 0, "{text}");
        assert_eq!(files(&home.path().join("acme-2026")), WHOLE);
        let (code, text) = tell(&["pack", "check", "acme-2026"], "");
        assert_eq!(code, 0, "{text}");
        let (_, json) = tell(&["pack", "check", "acme-2026", "--format", "json"], "");
        let found: serde_json::Value = serde_json::from_str(&json).unwrap();
        let grave = |one: &&serde_json::Value| one["level"] != "note";
        assert_eq!(found.as_array().unwrap().iter().filter(grave).count(), 0, "{json}");
        let (code, text) = tell(&["pack", "test", "acme-2026"], "");
        assert_eq!(code, 0, "{text}");
        let kinds: Vec<&str> = text.lines().collect();
        assert!(
            kinds.len() >= 5 && kinds.iter().all(|line| line.ends_with(", 0 wrong") || line.ends_with("，0 处不对")),
            "{text}"
        );
        let (code, text) = tell(&["pack", "walk", "acme-2026"], "");
        assert!(code == 0 && text.contains("rehearse price --persona"), "{text}");
        let (code, text) = tell(&["pack", "preview", "price", "acme-2026", "--width", "40"], "");
        assert_eq!(code, 0, "{text}");
        assert!(!text.contains(['{', '}']), "{text}");
        for document in ["card", "summary", "recap", "report", "followups"] {
            let (code, text) = tell(&["export", "price", document, "--pack", "acme-2026"], "");
            assert!(code == 0 && !text.contains(['{', '}']), "{text}");
        }
    }
}

/// A line that the scenario calls good is heard as such in a rehearsal, and it ends at the next step.
#[test]
fn a_new_pack_is_rehearsed() {
    for (lang, line, step) in [
        (
            "zh",
            "林馆长，明年的票务系统维护费要涨，从每年 96,000 元涨到 108,000 元，一月起。您明年的预算要多留 12,000 元。",
            "凭什么涨",
        ),
        (
            "en",
            "Ruth, we have decided to raise next year's support fee for your ticket system, from €12,000 to €13,500 from January. It means your budget for next year is short by €1,500.",
            "What it rests on",
        ),
    ] {
        let home = home();
        assert_eq!(tell(home.path(), &["pack", "new", "acme"], lang, "").0, 0);
        let args = ["rehearse", "price", "--pack", "acme", "--plain", "--seed", "1", "--level", "easy"];
        let input = format!("{line}\n\n:next\n:next\n:next\n:next\n");
        let (code, text) = tell(home.path(), &args, lang, &input);
        assert_eq!(code, 0, "{text}");
        assert!(text.contains(&format!("# {step}")), "{text}");
    }
}

/// Everything that is refused is refused in one message, and nothing is made or changed.
#[test]
fn what_a_new_pack_is_not_made_of() {
    let home = home();
    fs::create_dir(home.path().join("there")).unwrap();
    fs::write(home.path().join("there/mine.txt"), "mine").unwrap();
    fs::write(home.path().join("file"), "mine").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nowhere", home.path().join("link")).unwrap();
    let before = files(&home.path().join("there"));
    let long = "x".repeat(41);
    let check = |args: &[&str], code: i32, told: &str| {
        for lang in ["zh", "en"] {
            let (got, text) = tell(home.path(), &[&["pack", "new"], args].concat(), lang, "");
            assert_eq!(got, code, "{args:?}: {text}");
            assert!(text.contains(told) && text.lines().count() == 1, "{args:?}: {text}");
            assert!(!text.contains('\u{1b}'), "{text:?}");
        }
    };
    check(&["there"], 2, "there");
    check(&["file"], 2, "file");
    #[cfg(unix)]
    check(&["link"], 2, "link");
    for name in [
        "..",
        "../evil",
        "/tmp/evil",
        "a/b",
        "a\\b",
        "",
        ".",
        "A",
        "1a",
        "a b",
        "a\u{1b}[2J",
        "内容",
        "e\u{301}",
        "👩‍👩‍👧",
        &long,
    ] {
        check(&["--", name], 2, "");
    }
    // The id of a pack that is there already.
    check(&["client-talks"], 2, "client-talks");
    check(&["mine", "--in", "nowhere"], 2, "nowhere");
    check(&["mine", "--in", "file"], 2, "file");
    // A place where the system lets nobody write, not even root.
    #[cfg(target_os = "linux")]
    check(&["mine", "--in", "/proc/self"], 3, "/proc/self/mine");
    assert_eq!(files(&home.path().join("there")), before);
    assert_eq!(fs::read_to_string(home.path().join("file")).unwrap(), "mine");
    let mut names: Vec<String> =
        fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, if cfg!(unix) { vec!["file", "link", "there"] } else { vec!["file", "there"] });
}

/// A block of the guide that is more than words.
#[derive(Debug, PartialEq)]
enum Block<'g> {
    Commands(Vec<&'g str>),
    /// What the last command says, line by line.
    Says(Vec<&'g str>),
    /// Lines of a file that become others.
    Change {
        file: &'g str,
        from: String,
        to: String,
    },
    New {
        file: &'g str,
        text: String,
    },
}

fn blocks(guide: &str) -> Vec<Block<'_>> {
    let mut all = Vec::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let side = |leave: char| {
            let kept = body.iter().filter(|line| !line.starts_with(leave));
            kept.map(|line| format!("{}\n", line.get(1..).unwrap())).collect::<String>()
        };
        all.push(match info.split_once(' ').unwrap_or((info, "")) {
            ("sh", "") => Block::Commands(body),
            ("text", "") => Block::Says(body),
            ("diff", file) => Block::Change { file, from: side('+'), to: side('-') },
            ("yaml", file) => Block::New { file, text: body.iter().map(|line| format!("{line}\n")).collect() },
            other => panic!("what is a block of {other:?}?"),
        });
    }
    all
}

/// A command of the guide as a shell reads it: what an `echo` before it says, and its words.
fn parse(command: &str) -> (String, Vec<&str>) {
    let (input, command) = match command.strip_prefix("echo \"") {
        Some(rest) => {
            let (said, rest) = rest.split_once("\" | ").unwrap();
            (format!("{said}\n"), rest)
        }
        None => (String::new(), command),
    };
    assert!(!command.contains(['"', '\'', '|', '>', '$']), "{command}: more than this test reads");
    (input, command.strip_prefix("forthright ").unwrap().split_whitespace().collect())
}

/// One reads the guide and does as it says; what it says comes of it does.
#[test]
fn the_guide_is_true() {
    for (lang, guide) in GUIDES {
        let home = home();
        let all = blocks(guide);
        let mut said = String::new();
        let mut run = 0;
        for (at, block) in all.iter().enumerate() {
            match block {
                Block::Commands(commands) => {
                    for command in commands {
                        let (input, words) = parse(command);
                        let (code, text) = tell(home.path(), &words, lang.code(), &input);
                        // Where the guide shows a finding, the command ends with one.
                        let shown = matches!(all.get(at + 1), Some(Block::Says(lines)) if lines.iter().any(|l| l.contains('[')));
                        assert_eq!(code, i32::from(shown), "{command}\n{text}");
                        assert!(!text.trim().is_empty(), "{command} says nothing");
                        said = text;
                        run += 1;
                    }
                }
                Block::Says(lines) => {
                    for line in lines {
                        assert!(said.contains(line), "no {line:?} in\n{said}");
                    }
                }
                Block::Change { file, from, to } => {
                    let path = home.path().join(file);
                    let text = fs::read_to_string(&path).unwrap();
                    assert_eq!(text.matches(from.as_str()).count(), 1, "{file} has to hold once:\n{from}");
                    fs::write(path, text.replace(from.as_str(), to)).unwrap();
                }
                Block::New { file, text } => {
                    let path = home.path().join(file);
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    assert!(!path.exists(), "{file} is there already");
                    fs::write(path, text).unwrap();
                }
            }
        }
        assert!(run >= 20, "{run} commands");
        // The pack that one has in the end is the one that the guide speaks of: what it added is in it.
        let (_, text) = tell(home.path(), &["pack", "preview", "price/why", "acme"], lang.code(), "");
        assert!(text.contains(if lang == Lang::Zh { "不拿规定挡" } else { "hide behind policy" }), "{text}");
    }
}

/// No command stands in the words that is not run.
#[test]
fn commands_in_the_words_are_run() {
    for (_, guide) in GUIDES {
        let run: Vec<&str> = blocks(guide)
            .into_iter()
            .flat_map(|block| match block {
                Block::Commands(commands) => commands,
                _ => Vec::new(),
            })
            .collect();
        let named = guide.split('`').skip(1).step_by(2);
        for command in named.filter(|text| text.starts_with("forthright ") || text.starts_with("pack ")) {
            assert!(run.iter().any(|line| line.contains(command)), "`{command}` is not run");
        }
    }
}

/// Chinese and English are equals: the same commands, changes and files in the same order; what differs is one's own
/// language, in what is typed as a line and what is edited to be stale.
#[test]
fn the_guides_tell_the_same() {
    let [english, chinese] = GUIDES.map(|(_, guide)| blocks(guide));
    assert_eq!(english.len(), chinese.len());
    for (one, two) in english.iter().zip(&chinese) {
        match (one, two) {
            (Block::Commands(one), Block::Commands(two)) => {
                let words = |commands: &[&str]| commands.iter().map(|c| parse(c).1.join(" ")).collect::<Vec<_>>();
                assert_eq!(words(one), words(two));
            }
            (Block::Change { file, from, .. }, Block::Change { file: other, from: was, .. }) => {
                assert_eq!((file, from), (other, was));
            }
            (Block::Says(_), Block::Says(_)) => {}
            _ => assert_eq!(one, two),
        }
    }
    let headings = |guide: &str| guide.lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(headings(GUIDES[0].1), headings(GUIDES[1].1));
}

/// Whoever has the program alone has the guide.
#[test]
fn the_program_prints_the_guide() {
    let home = home();
    for (lang, guide) in GUIDES {
        assert_eq!(tell(home.path(), &["pack", "guide"], lang.code(), ""), (0, guide.to_owned()));
    }
    let readme = include_str!("../README.md");
    assert!(readme.contains("(content/authoring/guide.en.md)") && readme.contains("(content/authoring/guide.zh.md)"));
}

/// A pack in the folder of packs is worked at where it stands.
#[test]
fn a_pack_of_the_folder_is_named_on_the_command_line() {
    let home = home();
    let packs = home.path().join("packs");
    fs::create_dir(&packs).unwrap();
    let tell = |args: &[&str]| tell(home.path(), args, "en", "");
    assert_eq!(tell(&["pack", "new", "acme", "--in", "packs"]).0, 0);
    let list = tell(&["list", "scenarios"]).1;
    assert!(list.contains("price "), "{list}");
    for args in [
        &["pack", "check", "packs/acme"][..],
        &["pack", "test", "packs/acme"],
        &["list", "scenarios", "--pack", "packs/acme"],
    ] {
        let (code, text) = tell(args);
        assert_eq!(code, 0, "{args:?}: {text}");
    }
    assert_eq!(tell(&["list", "scenarios", "--pack", "packs/acme"]).1.matches("price ").count(), 1);
    // What stands in its files is what counts, not what was read of it before.
    let path = packs.join("acme/scenarios/price.yaml");
    let text = fs::read_to_string(&path).unwrap().replace("reactions: [show-me]", "reactions: [shew-me]");
    fs::write(&path, text).unwrap();
    let (code, text) = tell(&["pack", "check", "packs/acme"]);
    assert!(code == 1 && text.contains("[unknown-name]") && text.contains("`show-me`"), "{text}");
}

/// A line that the coach hears otherwise than its author filed it is told with its place, what was wanted and what was
/// heard, in the author's language.
#[test]
fn a_line_that_proves_something_else_is_told() {
    let home = home();
    assert_eq!(tell(home.path(), &["pack", "new", "acme"], "en", "").0, 0);
    let path = home.path().join("acme/scenarios/price.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let from = "Ruth, there will be a price adjustment on our side next year, details to follow.";
    assert_eq!(text.matches(from).count(), 1);
    fs::write(&path, text.replace(from, "Ruth, the fee goes up next year, and I am sorry.")).unwrap();
    for (lang, wanted, heard, count) in [
        ("en", "It should fail the check, and does not.", "Signals heard: ", "bad lines, 1 wrong"),
        ("zh", "这句不该过这个检查，却过了。", "听到的信号：", "条坏句，1 处不对"),
    ] {
        let (code, text) = tell(home.path(), &["pack", "test", "acme"], lang, "");
        assert_eq!(code, 1, "{text}");
        for told in ["price/news/bad 0/calls-it-a-rise en", "Ruth, the fee goes up", wanted, heard, count] {
            assert!(text.contains(told), "no {told:?} in\n{text}");
        }
        assert!(!text.contains("Some(") && !text.contains("NotMet"), "{text}");
    }
}
