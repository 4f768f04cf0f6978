//! `forthright listen` as a whole: every way in which text arrives, and texts of any length.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "the command needs no terminal")]
mod pty;

use std::collections::BTreeMap;

use pty::{home, run};

/// Each signal that is heard in a text, with the words that it quotes.
fn heard(text: &str) -> BTreeMap<String, Vec<String>> {
    let home = home();
    let (code, out, err) = run(home.path(), &["listen", "--format", "json"], text.as_bytes());
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let answers: serde_json::Value = serde_json::from_str(&out).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    let words = |span: &serde_json::Value| {
        let at = |place: usize| span[place].as_u64().unwrap() as usize;
        text.get(at(0)..at(1)).unwrap_or_else(|| panic!("{span} is no stretch of {text}")).to_owned()
    };
    let signals = answers[0]["signals"].as_array().unwrap().iter();
    signals
        .map(|signal| {
            let spans = signal["spans"].as_array().unwrap().iter().map(words).collect();
            (signal["id"].as_str().unwrap().to_owned(), spans)
        })
        .collect()
}

/// The same is heard in two ways of writing; what is quoted stands in each as it is written there.
#[track_caller]
fn check_alike(one: &str, other: &str) {
    let (one, other) = (heard(one), heard(other));
    assert!(!one.is_empty());
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (id, quoted) in &one {
        assert_eq!(quoted.len(), other[id].len(), "{id}: {quoted:?}, {:?}", other[id]);
    }
}

#[test]
fn ways_of_writing_are_heard_alike() {
    let zh = "王总，跟您直说：上线要延期三周。我们评估不足，对不起。\n您看 7 月 6 日行吗？";
    let en = "Ms Wang, the launch is delayed by three weeks.\nWe're sorry: it is our fault. Is 6 July all right?";
    check_alike(zh, &zh.replace('\n', "\r\n"));
    check_alike(en, &en.replace('\n', "\r\n"));
    check_alike(zh, &format!("\u{feff}{zh}"));
    check_alike(en, &format!("\u{feff}{en}"));
    check_alike(zh, &zh.replace('7', "７").replace('6', "６"));
    check_alike(zh, "王總，跟您直說：上線要延期三週。我們評估不足，對不起。\n您看 7 月 6 日行嗎？");
    check_alike(en, &en.replace('\'', "’"));
}

#[test]
fn what_is_no_text_is_told_with_its_line() {
    for (input, line) in [(&b"fine\n\xff\xfe"[..], 2), (b"\xe4\xb8", 1), (b"a\r\nb\r\n\xc0\x80", 3)] {
        let home = home();
        let (code, out, err) = run(home.path(), &["listen"], input);
        assert_eq!((code, out.as_str(), err.lines().count()), (2, "", 1), "{err}");
        assert!(err.contains(&format!("line {line}")), "{err}");
    }
}

/// A text that is longer than any window, with the news at its very beginning and an apology at its very end, heard
/// as what lies between them is: as nothing.
#[test]
fn a_very_long_text_is_heard_from_end_to_end() {
    // A build that checks every sum takes twenty times as long for a byte.
    const LENGTH: usize = if cfg!(debug_assertions) { 1 << 20 } else { 10 << 20 };
    let idle = "Good morning and welcome. 会议室在二楼。\n";
    let news = "I'll say it straight: the project has been cancelled.\n";
    let sorry = "我们非常抱歉，向您道歉。";
    let text = format!("{news}{}{sorry}", idle.repeat(LENGTH / idle.len()));
    assert!(text.len() >= LENGTH);
    let heard = heard(&text);
    assert!(heard["states_decision"].iter().any(|words| words.contains("cancel")), "{heard:?}");
    assert!(heard["apologises"].iter().any(|words| words.contains("抱歉")), "{heard:?}");
}
