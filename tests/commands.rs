//! The commands by their contract: what stands on which stream, and how they exit.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "commands need no terminal")]
mod pty;
mod support;

use std::os::unix::fs::PermissionsExt;

use pty::{home, run};

/// Runs a command in a fresh home and checks its exit code and a word of each stream.
fn check(args: &[&str], input: &str, code: i32, out: &str, err: &str) {
    let home = home();
    let (got, stdout, stderr) = run(home.path(), args, input.as_bytes());
    assert_eq!(got, code, "{args:?}\n{stdout}\n{stderr}");
    assert!(stdout.contains(out), "{args:?}: no {out:?} in\n{stdout}");
    assert!(stderr.contains(err), "{args:?}: no {err:?} in\n{stderr}");
}

#[test]
fn documents_work_before_anything_is_set_up() {
    for scenario in ["cancel", "failure", "delay", "refuse"] {
        for lang in ["zh", "en", "both"] {
            for document in ["card", "summary", "recap", "report", "followups", "survey"] {
                check(&["export", scenario, document, "--lang", lang], "", 0, "# ", "");
                check(&["export", scenario, document, "--lang", lang, "--format", "txt"], "", 0, "·", "");
                check(&["export", scenario, document, "--lang", lang, "--format", "html"], "", 0, "</html>", "");
            }
            check(
                &["export", scenario, "followups", "--lang", lang, "--format", "ics"],
                "",
                0,
                "END:VCALENDAR\r\n",
                "",
            );
            check(
                &["export", scenario, "followups", "--lang", lang, "--format", "csv"],
                "",
                0,
                "title,description",
                "",
            );
        }
    }
    let home = home();
    let (_, text, _) = run(home.path(), &["export", "delay", "card", "--lang", "zh", "--format", "json"], b"");
    let card: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(card["document"], "card");
    assert!(card["sections"][1]["rows"].as_array().unwrap().len() >= 5);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "looking makes no store");
}

#[test]
fn a_card_fits_one_page_for_every_scenario() {
    let home = home();
    for scenario in ["cancel", "failure", "delay", "refuse"] {
        for lang in ["zh", "en"] {
            let args = ["export", scenario, "card", "--lang", lang, "--format", "txt"];
            let (_, text, _) = run(home.path(), &args, b"");
            assert!(text.lines().count() <= 40, "{scenario} {lang}:\n{text}");
            assert!(text.lines().all(|line| forthright::text::width(line) <= 80), "{text}");
        }
    }
}

#[test]
fn a_wrong_name_is_told_once_with_the_nearest_right_one() {
    check(&["rehearse", "dealy"], "", 2, "", "Did you mean \"delay\"?");
    check(&["export", "delay", "crad"], "", 2, "", "Did you mean \"card\"?");
    check(&["export", "xyz", "card", "--lang", "zh"], "", 2, "", "cancel, failure, delay, refuse");
    check(&["new", "refus", "--client", "x"], "", 2, "", "Did you mean \"refuse\"?");
    check(&["rehearse", "delay", "--persona", "blnt"], "", 2, "", "Did you mean \"blunt\"?");
    check(&["rehearse", "delay", "--level", "imposible"], "", 2, "", "easy, normal, hard");
    check(&["checklist", "delay", "befor"], "", 2, "", "Did you mean \"before\"?");
    check(&["listen", "--step", "delay/nws"], "好", 2, "", "Did you mean \"delay/news\"?");
    check(&["rehearse"], "", 2, "", "Which one?");
    check(&["nonsense"], "", 2, "", "unrecognized subcommand");
    check(&["list", "nonsense"], "", 2, "", "possible values");
}

#[test]
fn bad_input_is_one_clear_message_and_changes_nothing() {
    let home = home();
    let big = home.path().join("big.txt");
    std::fs::File::create(&big).unwrap().set_len(100 << 20).unwrap();
    let (code, _, error) = run(home.path(), &["listen", "big.txt"], b"");
    assert_eq!((code, error.lines().count()), (2, 1), "{error}");
    assert!(error.contains("big.txt is too large"), "{error}");
    let (code, _, error) = run(home.path(), &["new", "delay", "--facts", "big.txt"], b"");
    assert_eq!(code, 2);
    assert!(error.contains("too large"), "{error}");
    let (code, _, error) = run(home.path(), &["listen"], b"ok\n\xff\xfe\x00binary");
    assert_eq!((code, error.lines().count()), (2, 1));
    assert!(error.contains("not UTF-8 text (line 2)"), "{error}");
    let (code, _, error) = run(home.path(), &["new", "delay", "--facts", "missing.yaml"], b"");
    assert_eq!(code, 2);
    assert!(error.contains("Cannot read missing.yaml"), "{error}");
    let names: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["big.txt"], "no store was made");
}

#[test]
fn a_facts_file_is_taken_whole_or_not_at_all() {
    let home = home();
    let facts = "client: 王总\nimpct: x\nfault: maybe\ngate:\n  approval: missng\n";
    let (code, out, error) = run(home.path(), &["new", "delay", "--facts", "-"], facts.as_bytes());
    assert_eq!((code, out.as_str()), (2, ""));
    for place in ["-:2:1:", "did you mean `impact`?", "-:3:8:", "-:5:13:", "did you mean `missing`?", "mistakes: 3"] {
        assert!(error.contains(place), "no {place} in\n{error}");
    }
    let facts = "client: 王总\nchange: 上线改到 7 月 6 日\nfault: true\ngate:\n  approval: {state: missing, note: 周四前问老李}\n  evidence: have\n";
    let (code, id, error) = run(home.path(), &["new", "delay", "--facts", "-"], facts.as_bytes());
    assert_eq!(code, 0, "{error}");
    let (code, card, _) = run(home.path(), &["export", id.trim(), "card", "--lang", "zh", "--format", "txt"], b"");
    assert_eq!(code, 0);
    for words in ["王总", "上线改到 7 月 6 日", "周四前问老李", "〔缺："] {
        assert!(card.contains(words), "no {words} in\n{card}");
    }
    let (_, by_client, _) = run(home.path(), &["export", "王总", "card", "--lang", "zh", "--format", "txt"], b"");
    assert_eq!(by_client, card, "a talk is found by its client");
    let (_, latest, _) = run(home.path(), &["export", "card", "--lang", "zh", "--format", "txt"], b"");
    assert_eq!(latest, card, "the last talk is meant when none is named");
    let mode = |name: &str| std::fs::metadata(home.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("forthright.db"), 0o600);
}

#[test]
fn a_file_is_written_whole_for_its_owner_and_never_over_another() {
    let home = home();
    let out = home.path().join("card.md");
    let args = ["export", "delay", "card", "-o", "card.md"];
    assert_eq!(run(home.path(), &args, b"").0, 0);
    assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    std::fs::write(&out, "mine").unwrap();
    let (code, _, error) = run(home.path(), &args, b"");
    assert_eq!((code, std::fs::read_to_string(&out).unwrap().as_str()), (2, "mine"));
    assert!(error.contains("--force"), "{error}");
    let secret = home.path().join("secret");
    std::fs::write(&secret, "secret").unwrap();
    std::fs::remove_file(&out).unwrap();
    std::os::unix::fs::symlink(&secret, &out).unwrap();
    assert_eq!(run(home.path(), &args, b"").0, 2, "a link is something that is there");
    assert_eq!(run(home.path(), &[&args[..], &["--force"]].concat(), b"").0, 0);
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), "secret", "never written through a link");
    let (code, _, _) = run(home.path(), &["export", "delay", "card", "-o", "no/such/folder/card.md"], b"");
    assert_eq!(code, 3);
}

#[test]
fn nothing_is_half_written() {
    let home = home();
    let here = |name: &str| home.path().join(name);
    // A limit on the size of files stands in for a full disk.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" export delay summary --lang zh -o big.html";
    let ended = std::process::Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_forthright")])
        .current_dir(home.path())
        .env("FORTHRIGHT_HOME", home.path())
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(3), "{error}");
    assert!(error.contains("写不了 big.html") && error.contains("磁盘满了"), "{error}");
    std::fs::create_dir(here("folder")).unwrap();
    for (path, force, code, why) in [
        ("folder", false, 2, "--force"),
        ("folder", true, 3, "no plain file"),
        ("/dev/null", true, 3, "no plain file"),
        ("none/card.md", false, 3, "no such folder"),
        ("/proc/card.md", false, 3, "Cannot write /proc/card.md"),
    ] {
        let mut args = vec!["export", "delay", "card", "--lang", "en", "-o", path];
        args.extend(force.then_some("--force"));
        let (got, _, error) = run(home.path(), &args, b"");
        assert_eq!(got, code, "{path}: {error}");
        assert!(error.contains(why) && error.lines().count() == 1, "{path}: {error}");
    }
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["folder"], "nothing is left behind");
}

#[test]
fn options_that_do_not_fit_are_told() {
    check(&["export", "delay", "card", "--format", "ics"], "", 2, "", "cannot be written as ics");
    check(&["export", "delay", "recap", "-o", "recap.csv"], "", 2, "", "cannot be written as csv");
    check(&["export", "delay", "followups", "--bom"], "", 2, "", "--bom goes with --format csv");
    check(&["export", "delay", "followups", "--for", "jira"], "", 2, "", "--for goes with --format csv");
    check(&["export", "delay", "followups", "--for", "trello"], "", 2, "", "possible values");
    check(&["export", "delay", "card", "--copy", "-o", "x"], "", 2, "", "cannot be used with");
    check(&["export", "delay", "crad"], "", 2, "", "Did you mean \"card\"?");
    check(
        &["export", "delay", "followups", "--format", "csv", "--for", "jira"],
        "",
        0,
        "Summary,Description,Assignee",
        "yyyy-MM-dd",
    );
    check(
        &["export", "delay", "followups", "--format", "csv", "--for", "pingcode", "--lang", "zh"],
        "",
        0,
        "标题,描述",
        "导入",
    );
}

#[test]
fn the_ending_of_a_file_says_its_format() {
    let home = home();
    for (name, begin) in [
        ("a.html", "<!doctype html>"),
        ("a.json", "{"),
        ("a.txt", "Follow-ups"),
        ("a.md", "# "),
        ("a.ics", "BEGIN:VCALENDAR"),
        ("a.csv", "title,"),
        ("a.card", "# "),
    ] {
        let (code, _, error) = run(home.path(), &["export", "delay", "followups", "--lang", "en", "-o", name], b"");
        assert_eq!(code, 0, "{error}");
        let text = std::fs::read_to_string(home.path().join(name)).unwrap();
        assert!(text.starts_with(begin), "{name}: {text}");
    }
    let args = ["export", "delay", "followups", "--format", "csv", "--bom", "-o", "b.csv"];
    assert_eq!(run(home.path(), &args, b"").0, 0);
    assert!(std::fs::read(home.path().join("b.csv")).unwrap().starts_with(b"\xef\xbb\xbftitle,"));
}

#[test]
fn names_are_replaced_and_that_is_told() {
    let home = home();
    for document in ["card", "summary", "recap", "report", "followups", "survey"] {
        let args = ["export", "delay", document, "--lang", "both", "--redact"];
        let (code, text, error) = run(home.path(), &args, b"");
        assert_eq!(code, 0, "{error}");
        assert!(error.contains("Replaced by labels"), "{error}");
        for name in ["王总", "星环", "Helen", "Wang", "Ringstar"] {
            assert!(!text.contains(name), "{name} in {text}");
        }
        assert!(text.contains("客户") && text.contains("Client"));
    }
    let args = ["export", "delay", "followups", "--format", "ics", "--lang", "zh", "--redact"];
    let (_, text, _) = run(home.path(), &args, b"");
    assert!(!text.contains("王总") && text.contains("客户"), "{text}");
}

#[test]
fn a_document_is_copied_through_the_terminal_or_not_at_all() {
    let home = home();
    // No terminal belongs to a session of its own.
    let ended = std::process::Command::new("setsid")
        .args(["-w", env!("CARGO_BIN_EXE_forthright"), "export", "delay", "card", "--copy", "--lang", "en"])
        .current_dir(home.path())
        .env("FORTHRIGHT_HOME", home.path())
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!((ended.status.code(), ended.stdout.len()), (Some(3), 0), "{error}");
    assert!(error.contains("no terminal to copy through"), "{error}");
    // In a pseudo-terminal the sequence is in the output, and nothing else of the document is.
    let command = format!("'{}' export delay card --copy --lang en", env!("CARGO_BIN_EXE_forthright"));
    let ended = std::process::Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .current_dir(home.path())
        .env("FORTHRIGHT_HOME", home.path())
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&ended.stdout).into_owned();
    assert!(out.contains("\u{1b}]52;c;"), "{out:?}");
    assert!(out.contains("Copied: ") && !out.contains("Helen"), "{out:?}");
}

#[test]
fn listen_answers_a_line_for_a_line() {
    let home = home();
    let input = "{\"id\":\"a\",\"lang\":\"zh\",\"text\":\"对不起，是我们没有早点说。\"}\n\nnot json\n{\"id\":2,\"text\":\"We will send the report by Friday.\"}\n";
    let (code, out, error) = run(home.path(), &["listen", "--format", "jsonl"], input.as_bytes());
    let answers: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 2);
    assert_eq!((&answers[0]["id"], &answers[1]["id"]), (&serde_json::json!("a"), &serde_json::json!(2)));
    let ids: Vec<&str> = answers[0]["signals"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"apologises"), "{ids:?}");
    for answer in &answers {
        assert!(answer.get("checks").is_none());
        for signal in answer["signals"].as_array().unwrap() {
            assert!(signal["confidence"].is_number() && signal["why"].is_string() && signal["spans"].is_array());
        }
    }
    assert_eq!(code, 2, "a bad line is an input error");
    assert!(error.contains("Line 3"), "{error}");
}

#[test]
fn spans_are_bytes_of_the_text_that_was_given() {
    let home = home();
    let text = "王总，抱歉 😀。We are sorry.";
    let input = serde_json::json!({ "id": 1, "text": text }).to_string();
    let (_, out, _) = run(home.path(), &["listen", "--format", "jsonl"], input.as_bytes());
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap();
    for signal in answer["signals"].as_array().unwrap() {
        for span in signal["spans"].as_array().unwrap() {
            let (start, end) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
            assert!(text.get(start..end).is_some_and(|words| !words.is_empty()), "{span} in {text}");
        }
    }
}

#[test]
fn listen_with_a_step_judges_and_strict_exits_with_findings() {
    let said = "这不是我们的问题，是你们需求变了。";
    check(&["listen", "--step", "delay/news", "--format", "json"], said, 0, "\"verdict\": \"not met\"", "");
    check(&["listen", "--step", "delay/news", "--strict"], said, 1, "✗", "");
    check(&["listen", "--lang", "zh"], "对不起，是我们没有早点说。", 0, "+ apologises", "");
}

#[test]
fn plain_lines_play_the_machine_and_say_how_to_go_on() {
    let home = home();
    let (code, out, error) =
        run(home.path(), &["rehearse", "delay", "--lang", "zh", "--plain"], "王总，先说结论。\n".as_bytes());
    assert_eq!(code, 0, "{error}");
    assert!(!out.contains('\u{1b}'), "no escape sequence");
    assert!(error.contains("forthright rehearse t"), "{error}");
    let id = error.split_whitespace().last().unwrap();
    let (code, out, _) = run(home.path(), &["rehearse", id, "--lang", "zh", "--plain"], b":quit\n");
    assert_eq!(code, 0);
    assert!(out.contains("王总，先说结论。"), "{out}");
}

#[test]
fn a_checklist_is_stepped_through_and_the_ticks_are_kept() {
    let home = home();
    let (code, _, error) = run(home.path(), &["checklist", "delay", "before", "--lang", "en"], b"1\n2\n");
    assert_eq!(code, 0, "{error}");
    let (_, out, _) = run(home.path(), &["checklist", "before", "--lang", "en"], b":quit\n");
    assert!(out.contains("2 of "), "{out}");
}

#[test]
fn no_store_writes_nothing_at_all() {
    let home = home();
    let args = ["rehearse", "delay", "--plain", "--no-store", "--lang", "en"];
    let (code, _, _) = run(home.path(), &args, b"Some words.\n\n");
    assert_eq!(code, 0);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn a_broken_store_is_a_clear_message_and_stays_as_it_is() {
    let home = home();
    let file = home.path().join("forthright.db");
    std::fs::write(&file, b"this is no database, and it is somebody's").unwrap();
    let before = std::fs::read(&file).unwrap();
    let (code, _, error) = run(home.path(), &["list", "talks"], b"");
    assert_eq!(code, 3, "{error}");
    assert!(error.contains("forthright.db"), "{error}");
    let (code, out, _) = run(home.path(), &["rehearse", "delay", "--plain", "--lang", "en"], b"Some words.\n");
    assert_eq!(code, 0, "one can rehearse without it");
    assert!(out.contains("forthright.db"), "{out}");
    assert_eq!(run(home.path(), &["doctor"], b"").0, 3);
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

/// A pack in the folder of packs: an extension of the shipped one with a kind of talk.
fn own_pack(folder: &std::path::Path, id: &str) {
    std::fs::create_dir_all(folder.join("scenarios")).unwrap();
    let manifest = format!("format: 1\nid: {id}\nextends: client-talks\ntitle: {{zh: 我的, en: Mine}}\n");
    std::fs::write(folder.join("pack.yaml"), manifest).unwrap();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/content/client-talks/scenarios/delay.yaml");
    std::fs::copy(shipped, folder.join("scenarios/delay.yaml")).unwrap();
}

#[test]
fn packs_of_the_users_folder_stand_beside_and_a_broken_one_hides_nothing() {
    let home = home();
    own_pack(&home.path().join("packs/mine"), "mine");
    own_pack(&home.path().join("packs/torn"), "torn");
    std::fs::write(home.path().join("packs/torn/scenarios/torn.yaml"), "id: [\n").unwrap();
    let (code, out, err) = run(home.path(), &["list", "scenarios", "--lang", "en"], b"");
    assert_eq!(code, 0);
    for id in ["delay ", "mine/delay ", "cancel "] {
        assert!(out.lines().any(|line| line.starts_with(id)), "{out}");
    }
    assert!(!out.contains("torn/") && err.contains("packs/torn"), "{err}");
    let (code, out, err) = run(home.path(), &["doctor", "--lang", "en"], b"");
    assert!(code == 0 && out.contains("client-talks + mine"), "{out}");
    assert!(err.contains("torn.yaml:") && err.contains("[syntax]"), "{err}");
    // Its talks are rehearsed, exported and listened to by name.
    assert_eq!(run(home.path(), &["export", "mine/delay", "card"], b"").0, 0);
    assert_eq!(run(home.path(), &["export", "mine/delay/hotel", "card"], b"").0, 0);
    assert_eq!(run(home.path(), &["listen", "--step", "mine/delay/news"], b"It is late.").0, 0);
    let (code, out, _) = run(home.path(), &["rehearse", "mine/delay", "--plain", "--lang", "en"], b":quit\n");
    assert!(code == 0 && !out.is_empty());
}

#[test]
fn translations_are_accepted_and_then_watched() {
    let home = home();
    let pack = home.path().join("mine");
    own_pack(&pack, "mine");
    let check = |args: &[&str]| run(home.path(), &[&["pack", "check", "mine", "--lang", "en"], args].concat(), b"");
    assert!(check(&["--notes"]).1.contains("[no-lock]"));
    assert_eq!(check(&["--accept"]).0, 0);
    assert!(!check(&["--notes"]).1.contains("[no-lock]"));
    assert_eq!(check(&[]).0, 0);
    let file = pack.join("scenarios/delay.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replacen("title: {zh: \"延期\"", "title: {zh: \"晚了\"", 1)).unwrap();
    let (code, out, _) = check(&[]);
    assert!(code == 1 && out.contains("scenarios/delay.yaml:4:") && out.contains("[stale-translation]"), "{out}");
    assert_eq!((check(&["--accept"]).0, check(&[]).0), (0, 0));
    // Nothing is accepted of a pack with mistakes, and the shipped one has no folder.
    std::fs::write(&file, "id: [").unwrap();
    assert_eq!(check(&["--accept"]).0, 2);
    assert_eq!(run(home.path(), &["pack", "check", "--accept"], b"").0, 2);
}

#[test]
fn a_pack_with_mistakes_is_told_with_places_and_exit_1() {
    let home = home();
    let pack = home.path().join("pack");
    std::fs::create_dir_all(pack.join("scenarios")).unwrap();
    std::fs::write(pack.join("pack.yaml"), "format: 1\nid: Bad Id\ntitel: x\n").unwrap();
    let (code, out, _) = run(home.path(), &["pack", "check", "pack"], b"");
    assert_eq!(code, 1);
    assert!(out.contains("pack.yaml:2:5:") && out.contains("pack.yaml:3:1:"), "{out}");
    let (code, out, _) = run(home.path(), &["pack", "check", "pack", "--format", "json"], b"");
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    let files: Vec<_> = found.as_array().unwrap().iter().filter_map(|d| d["file"].as_str()).collect();
    assert!(code == 1 && files.contains(&"pack.yaml"), "{files:?}");
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/content/client-talks");
    assert_eq!(run(home.path(), &["pack", "check", shipped], b"").0, 0);
    assert_eq!(run(home.path(), &["rehearse", "delay", "--pack", "pack"], b"").0, 2);
    assert_eq!(run(home.path(), &["rehearse", "delay", "--plain", "--pack", shipped], b":quit\n").0, 0);
}

#[test]
fn completions_man_doctor_and_version() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        check(&["completions", shell], "", 0, "forthright", "");
    }
    check(&["man"], "", 0, ".TH forthright", "");
    check(&["doctor", "--lang", "en"], "", 0, "client-talks", "");
    check(&["--version"], "", 0, concat!("forthright ", env!("CARGO_PKG_VERSION")), "");
    check(&["--help"], "", 0, "Exit codes", "");
    for what in ["scenarios", "talks", "clients", "cases", "rehearsals"] {
        check(&["list", what], "", 0, "", "");
        check(&["list", what, "--format", "json"], "", 0, "[", "");
    }
}

#[test]
fn cases_and_habit_cards_are_read_in_lines() {
    check(&["list", "cases", "dock-scanner", "--lang", "en"], "", 0, "# The lesson", "");
    check(&["list", "cases", "dock-scanner", "--lang", "zh"], "", 0, "# 记住", "");
    check(&["list", "habits", "--lang", "zh"], "", 0, "buffer", "");
    check(&["list", "cases", "dock-scaner", "--lang", "en"], "", 2, "", "dock-scanner");
    check(&["export", "refuse/stand", "card", "--lang", "en"], "", 0, "Missing", "");
    check(&["export", "refuse/stnd", "card", "--lang", "en"], "", 2, "", "stand");
}

#[test]
fn a_pack_is_proved_and_its_listener_scored() {
    check(&["pack", "test"], "", 0, " bad lines, 0 wrong", "");
    check(&["pack", "test"], "", 0, " lines of pairs, 0 wrong", "");
    let home = home();
    let file = home.path().join("labelled.jsonl");
    let score = |lines: &str| {
        std::fs::write(&file, lines).unwrap();
        run(home.path(), &["pack", "test", "--labelled", file.to_str().unwrap()], b"")
    };
    let (code, out, _) = score("{\"text\": \"We are sorry.\", \"signals\": [\"apologises\", \"gossips\"]}\n");
    assert_eq!(code, 0);
    assert!(out.contains("missed gossips  We are sorry.") && !out.contains("missed apologises"), "{out}");
    let (code, _, err) = score("\n{\"text\": \"x\", \"signals\": [\"no_such\"]}\n");
    assert!(code == 2 && err.contains("labelled.jsonl:2:") && err.contains("no_such"), "{err}");
    let (code, _, err) = score("{\"text\": \n");
    assert!(code == 2 && err.contains("labelled.jsonl:1:"), "{err}");
    let (code, _, err) = score("");
    assert!(code == 2 && err.contains("no labelled utterance"), "{err}");
}
