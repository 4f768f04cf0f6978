//! What happens around a talk, from the command line: the clock, follow-ups, the client's file, search, out and in.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "commands need no terminal")]
mod pty;

use std::fs;
use std::path::Path;

use pty::{home, run};
use serde_json::Value;

/// Runs a command that has to end with this code; gives what it printed.
#[track_caller]
fn ends(home: &Path, code: i32, args: &[&str], input: &str) -> (String, String) {
    let args = [args, &["--lang", "en"]].concat();
    let (found, out, error) = run(home, &args, input.as_bytes());
    assert_eq!(found, code, "{args:?}: {out}{error}");
    (out, error)
}

#[track_caller]
fn fine(home: &Path, args: &[&str]) -> String {
    ends(home, 0, args, "").0
}

fn json(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_failure_is_known_and_the_clock_runs() {
    let home = home();
    let home = home.path();
    let (out, _) = ends(home, 0, &["due"], "");
    assert_eq!(out, "");
    let id = fine(home, &["new", "failure", "--client", "Ms Wang (Ringstar)", "--known", "2020-01-02 16:10"]);
    let id = id.trim();
    let (out, _) = ends(home, 1, &["due"], "");
    let first = out.lines().next().unwrap();
    assert!(first.starts_with("overdue  2 Jan 2020") && out.contains(&format!("{id}-first-talk")), "{out}");
    assert!(out.contains("3 Jan 2020, 16:10") && out.contains("Ms Wang"), "{out}");
    // Ticked off, moved, given up, taken up again.
    ends(home, 0, &["due", "done", "first-talk", "--why", "by phone"], "");
    ends(home, 2, &["due", "done", "first-talk"], "");
    ends(home, 2, &["due", "move", "first-talk", "+3"], "");
    ends(home, 0, &["due", "move", "new-bad-fact", "2099-01-05"], "");
    assert!(fine(home, &["due"]).contains("5 Jan 2099"));
    ends(home, 0, &["due", "drop", "new-bad-fact"], "");
    assert_eq!(fine(home, &["due"]), "");
    ends(home, 0, &["due", "reopen", "new-bad-fact"], "");
    let all = json(&fine(home, &["due", "--all", "--format", "json"]));
    assert_eq!(all.len(), 2);
    let done = all.iter().find(|row| row["state"] == "done").unwrap();
    assert_eq!(done["history"][0]["why"], "by phone");
    for (when, code) in [("someday", 2), ("2026-02-30", 2), ("", 2), ("Friday", 0), ("明天 10:00", 0)] {
        ends(home, code, &["due", "move", "new-bad-fact", when], "");
    }
    ends(home, 2, &["due", "done", "nobody"], "");
    ends(home, 2, &["new", "failure", "--client", "X", "--known", "2999-01-01"], "");
    ends(home, 2, &["new", "failure", "--client", "X", "--known", "soon"], "");
    for text in ["yesterday 16:10", "昨天 16:10", "00:00"] {
        fine(home, &["new", "delay", "--client", "Other", "--known", text]);
    }
}

#[test]
fn own_actions_come_back() {
    let home = home();
    let home = home.path();
    let id = fine(home, &["due", "add", "Visit the warehouse", "2020-03-02", "--every", "30", "--who", "Kai"]);
    let (out, _) = ends(home, 1, &["due"], "");
    assert!(out.contains("Visit the warehouse") && out.contains("Kai"), "{out}");
    let out = fine(home, &["due", "done", id.trim()]);
    assert_eq!(out.lines().count(), 2, "done, and the next time: {out}");
    assert_eq!(fine(home, &["due"]).lines().count(), 1);
    ends(home, 2, &["due", "add", "  ", "2020-03-02"], "");
    ends(home, 2, &["due", "add", "x", "2020-03-02", "--talk", "nobody"], "");
    ends(home, 2, &["due", "add", "x", "2020-03-02", "--client", "nobody"], "");
    ends(home, 2, &["due", "add", "x", "2020-03-02", "--every", "0"], "");
    ends(home, 3, &["due", "add", "x", "2020-03-02", "--no-store"], "");
    fine(home, &["due", "--no-store"]);
}

#[test]
fn holidays_and_bad_lines_of_them() {
    let home = home();
    let home = home.path();
    fs::write(home.join("holidays.txt"), "2026-02-30 nothing\n2026-10-01 国庆节\n").unwrap();
    let (_, error) = ends(home, 0, &["due"], "");
    assert!(error.contains("line 1") && error.contains("no such day"), "{error}");
    let (_, _, error) = run(home, &["due", "--lang", "zh"], b"");
    assert!(error.contains("第 1 行"), "{error}");
    let many: String = (0..10_000).map(|n| format!("line {n}\n")).collect();
    fs::write(home.join("holidays.txt"), many).unwrap();
    let (_, error) = ends(home, 0, &["due"], "");
    assert!(error.lines().count() < 10, "{error}");
}

#[test]
fn a_client_s_file_and_a_second_talk() {
    let home = home();
    let home = home.path();
    fine(home, &["new", "delay", "--client", "王总（星环物流）"]);
    let clients = json(&fine(home, &["list", "clients", "--format", "json"]));
    assert_eq!((clients.len(), &clients[0]["talks"]), (1, &Value::from(1)));
    fine(home, &["client", "星环", "set", "dates", "六月大促，15 日起"]);
    fine(home, &["client", "星环", "set", "manner", "先看数字"]);
    let out = fine(home, &["client", "王总"]);
    assert!(out.contains("先看数字") && out.contains("Talks"), "{out}");
    ends(home, 2, &["client", "nobody"], "");
    ends(home, 2, &["client", "王总", "set", "mannner", "x"], "");
    ends(home, 2, &["client", "王总", "rename", "  "], "");
    ends(home, 2, &["client", " ", "new"], "");
    // A second talk knows what the file knows.
    let second = fine(home, &["new", "delay", "--client", "王总（星环物流）"]);
    assert!(fine(home, &["export", second.trim(), "card"]).contains("六月大促"));
    fine(home, &["client", "王总", "rename", "Mr Wang"]);
    assert!(fine(home, &["client", "星环"]).starts_with("Mr Wang"));
    assert_eq!(json(&fine(home, &["list", "clients", "--format", "json"]))[0]["talks"], 2);
    // Satisfaction, by arguments and in lines.
    ends(home, 0, &["survey", "Mr Wang", "4", "５", "-", "--note", "faster next time"], "");
    ends(home, 0, &["survey", second.trim()], "3\n\n5\nall fine\n");
    for bad in
        [&["survey", "Mr Wang", "6", "1", "1"][..], &["survey", "Mr Wang", "1"], &["survey", "nobody", "1", "1", "1"]]
    {
        ends(home, 2, bad, "");
    }
    ends(home, 2, &["survey", "Mr Wang"], "eleven\n");
    let out = fine(home, &["client", "Mr Wang"]);
    assert!(out.contains("4 5 –") && out.contains("3 – 5 all fine"), "{out}");
    // Everything is found.
    let found = |words: &[&str]| fine(home, &[&["search"], words].concat()).lines().count();
    assert_eq!(
        (found(&["数字"]), found(&["六月", "大促"]), found(&["FASTER"]), found(&["nothing-like-it"])),
        (1, 2, 1, 0)
    );
    ends(home, 2, &["search"], "");
    // Closed: the satisfaction check follows.
    fine(home, &["close", second.trim()]);
    ends(home, 2, &["close", second.trim()], "");
    assert!(fine(home, &["list", "followups"]).contains("satisfaction"));
    fine(home, &["close", second.trim(), "--reopen"]);
    ends(home, 2, &["close", "delay"], "");
    assert_eq!(fine(home, &["list", "promises"]), "");
}

#[test]
fn out_and_in() {
    let (from, to) = (home(), home());
    let (from, to) = (from.path(), to.path());
    ends(from, 3, &["backup", "out"], "");
    fine(from, &["new", "failure", "--client", "Acme", "--known", "2020-01-02 16:10"]);
    ends(from, 1, &["due"], "");
    let file = from.join("all.backup");
    let name = file.to_str().unwrap();
    fine(from, &["backup", name]);
    ends(from, 2, &["backup", name], "");
    fine(from, &["backup", name, "--force"]);
    ends(from, 3, &["backup", "/nowhere/at/all"], "");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let (target, link) = (from.join("target"), from.join("link"));
        fs::write(&target, "mine").unwrap();
        symlink(&target, &link).unwrap();
        ends(from, 2, &["backup", link.to_str().unwrap()], "");
        fine(from, &["backup", link.to_str().unwrap(), "--force"]);
        assert_eq!(fs::read_to_string(&target).unwrap(), "mine", "never through a link");
    }
    let told = fine(to, &["restore", name, "--dry-run"]);
    assert!(told.contains("talks: new 1 ·"), "{told}");
    assert!(!to.join("forthright.db").exists(), "only counted");
    fine(to, &["restore", name]);
    assert!(fine(to, &["restore", name]).contains("talks: new 0 · updated 0 · here already 1"));
    assert_eq!(json(&fine(to, &["list", "followups", "--format", "json"])).len(), 2);
    let bytes = fs::read(&file).unwrap();
    let cut = from.join("cut");
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let (_, error) = ends(to, 2, &["restore", cut.to_str().unwrap()], "");
    assert!(error.contains("not whole"), "{error}");
    fs::write(&cut, String::from_utf8(bytes).unwrap().replacen("backup\":1", "backup\":2", 1)).unwrap();
    let (_, error) = ends(to, 2, &["restore", cut.to_str().unwrap()], "");
    assert!(error.contains("newer"), "{error}");
    ends(to, 2, &["restore", "/nowhere"], "");
    ends(to, 2, &["restore", to.to_str().unwrap()], "");
    ends(to, 2, &["restore", "-"], "hello");
    ends(to, 3, &["restore", name, "--no-store"], "");
    let stored = fine(from, &["backup", "-"]);
    ends(to, 0, &["restore", "-", "--dry-run"], &stored);
}

#[test]
fn what_is_deleted_is_gone() {
    let home = home();
    let home = home.path();
    fine(home, &["delete", "all"]);
    let talk = fine(home, &["new", "delay", "--client", "SECRET-NAME"]);
    fine(home, &["client", "SECRET-NAME", "set", "note", "SECRET-NOTE"]);
    fine(home, &["search", "secret"]);
    let stands = |text: &str| {
        let files = fs::read_dir(home).unwrap();
        files.into_iter().any(|file| {
            let bytes = fs::read(file.unwrap().path()).unwrap_or_default();
            bytes.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
        })
    };
    let (_, error) = ends(home, 2, &["delete", "talk", talk.trim()], "y\n");
    assert!(error.contains("--yes") && stands("SECRET-NOTE"), "{error}");
    ends(home, 2, &["delete", "talk", "nobody", "--yes"], "");
    ends(home, 2, &["delete", "talk"], "");
    ends(home, 2, &["delete", "rehearsal", "nobody", "--yes"], "");
    let (_, error) = ends(home, 0, &["delete", "client", "SECRET", "--yes"], "");
    assert!(error.contains("clients 1 · talks 1"), "{error}");
    assert!(!stands("SECRET-NOTE") && !stands("SECRET-NAME"));
    fine(home, &["new", "delay", "--client", "Acme"]);
    ends(home, 0, &["delete", "all", "--yes"], "");
    assert_eq!(fine(home, &["list", "talks"]), "");
}
