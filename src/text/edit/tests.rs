//! `|` is the cursor and `^` the other end of the selection.

use super::*;
use crate::text::{clean_text, wrap};
use Edit::*;
use proptest::prelude::*;

fn marked(text: &str) -> Buffer {
    let plain = text.replace(['|', '^'], "");
    let cursor = text.replace('^', "").find('|').unwrap();
    let mut buffer = Buffer::new(&plain);
    buffer.set_cursor(cursor);
    buffer.anchor = text.replace('|', "").find('^');
    buffer
}

fn shown(buffer: &Buffer) -> String {
    let mut text = buffer.text.clone();
    match buffer.anchor {
        Some(anchor) if anchor > buffer.cursor => {
            text.insert(anchor, '^');
            text.insert(buffer.cursor, '|');
        }
        anchor => {
            text.insert(buffer.cursor, '|');
            if let Some(anchor) = anchor {
                text.insert(anchor, '^');
            }
        }
    }
    text
}

#[track_caller]
fn check(before: &str, edits: &[Edit], after: &str) {
    let mut buffer = marked(before);
    for edit in edits {
        buffer.apply(edit);
    }
    assert_eq!(shown(&buffer), after, "{before:?} {edits:?}");
}

fn insert(text: &str) -> Edit {
    Insert(text.to_owned())
}

fn paste(text: &str) -> Edit {
    Paste(text.to_owned())
}

#[test]
fn typing_and_deleting() {
    check("|", &[insert("王"), insert("总")], "王总|");
    check("a|c", &[insert("b")], "ab|c");
    check("a^bc|d", &[insert("X")], "aX|d");
    check("a|bc^d", &[Backspace], "a|d");
    check("ab|", &[Newline, insert("c")], "ab\nc|");
    check("a|", &[paste("\u{1b}[31m红\r\n\u{202e}b\t")], "a红\nb    |");
    check("a^b|", &[insert("\u{7}")], "a^b|");
    check("e\u{301}|", &[Backspace], "|");
    check("|👩‍👩‍👧b", &[Delete], "|b");
    check("🇨🇳🇬🇧|", &[Backspace], "🇨🇳|");
    check("한|글", &[Backspace, Delete], "|");
    check("🇨|x🇳", &[Delete], "🇨🇳|");
    check("|\u{301}x", &[insert("e")], "e\u{301}|x");
    check("ab\n|c", &[Backspace], "ab|c");
    check("|", &[Backspace, Delete, DeleteWordBack, KillToEnd, KillToStart, Undo, Redo, Yank], "|");
}

#[test]
fn words() {
    let left = || Move(Motion::WordLeft);
    let right = || Move(Motion::WordRight);
    check("|the quick fox", &[right()], "the| quick fox");
    check("the| quick fox", &[right()], "the quick| fox");
    check("the qu|ick fox", &[left()], "the |quick fox");
    check("the |quick fox", &[left()], "|the quick fox");
    check("|测试没有通过，我们改期。", &[right()], "测试没有通过|，我们改期。");
    check("测试没有通过|，我们改期。", &[right()], "测试没有通过，我们改期|。");
    check("测试没有通过，我们改期。|", &[left()], "测试没有通过，|我们改期。");
    check("用Rust写|", &[left()], "用Rust|写");
    check("用Rust|写", &[left()], "用|Rust写");
    check("don't|", &[left()], "|don't");
    check("1,200 次|", &[left(), left()], "|1,200 次");
    check("a\n|b", &[left()], "|a\nb");
    check("我们保证|", &[DeleteWordBack], "我们|");
    check("我们保证，|", &[DeleteWordBack], "我们|");
    check("|我们保证", &[DeleteWordForward], "|保证");
    check("we promise |", &[DeleteWordBack], "we |");
    check("👩‍👩‍👧 ok|", &[DeleteWordBack, DeleteWordBack], "|");
}

#[test]
fn lines_and_cutting() {
    check("ab\nc|d\nef", &[Move(Motion::LineStart)], "ab\n|cd\nef");
    check("ab\nc|d\nef", &[Move(Motion::LineEnd)], "ab\ncd|\nef");
    check("ab\nc|d\nef", &[KillToEnd], "ab\nc|\nef");
    check("ab\nc|\nef", &[KillToEnd], "ab\nc|ef");
    check("ab\nc|d\nef", &[KillToStart, Move(Motion::TextEnd), Yank], "ab\nd\nefc|");
    check("a^bc|d", &[Cut, Yank, Yank], "abcbc|d");
    check("a^bc|d", &[Copy, Move(Motion::TextStart), Yank], "bc|abcd");
    check("ab|c", &[SelectAll, Cut], "|");
    check("a^bc|d", &[Move(Motion::Left)], "a|bcd");
    check("a|bc^d", &[Move(Motion::Right)], "abc|d");
    check("a|bcd", &[Select(Motion::Right), Select(Motion::Right)], "a^bc|d");
    check("a|bcd", &[Select(Motion::Right), Select(Motion::Left)], "a|bcd");
    check("a|b", &[Select(Motion::TextEnd), Select(Motion::TextStart)], "|a^b");
}

#[test]
fn visual_rows() {
    let up = |cells| Move(Motion::Up { cells });
    let down = |cells| Move(Motion::Down { cells });
    let to = |row, col, cells| Move(Motion::To { row, col, cells });
    // 上线改 / 到七月
    check("上线|改到七月", &[down(6)], "上线改到七|月");
    check("上线改到七|月", &[up(6)], "上线|改到七月");
    check("上线改到七月|", &[up(6)], "上线改|到七月");
    check("上|线改到七月", &[up(6)], "|上线改到七月");
    check("abcdef\ng\nhijklm|", &[up(9), up(9)], "abcdef|\ng\nhijklm");
    check("abcdef|\ng\nhijklm", &[down(9)], "abcdef\ng|\nhijklm");
    check("abcdef|\ng\nhijklm", &[down(9), down(9), down(9)], "abcdef\ng\nhijklm|");
    check("中文中|\nabcdefg", &[down(9)], "中文中\nabcdef|g");
    check("a|bc\n中文", &[down(9)], "abc\n|中文");
    check("abcd|efgh", &[up(4)], "|abcdefgh");
    check("a\nb\nc\nd|", &[Move(Motion::PageUp { cells: 9, rows: 2 })], "a\nb|\nc\nd");
    check("a|\nb\nc\nd", &[Move(Motion::PageDown { cells: 9, rows: 9 })], "a\nb\nc\nd|");
    check("|上线改到七月", &[to(1, 3, 6)], "上线改到|七月");
    check("|上线改到七月", &[to(0, 99, 6)], "上线|改到七月");
    check("|ab\ncd", &[to(9, 0, 6)], "ab\ncd|");
    // The cursor's own row after a full one.
    check("abcd|\nef", &[down(4)], "abcd\n|ef");
    check("abcd|\nef", &[up(4)], "|abcd\nef");
    check("abcd|\nef", &[to(2, 1, 4)], "abcd\ne|f");
    check("abcd|\nef", &[to(1, 1, 4)], "abcd|\nef");
}

#[test]
fn history() {
    let typed: Vec<_> = "we are late".chars().map(|c| insert(&c.to_string())).collect();
    let mut buffer = Buffer::new("");
    for edit in &typed {
        buffer.apply(edit);
    }
    let mut states = Vec::new();
    while buffer.apply(&Undo) == Changed::Text {
        states.push(buffer.text().to_owned());
    }
    assert_eq!(states, ["we are ", "we ", ""]);
    while buffer.apply(&Redo) == Changed::Text {}
    assert_eq!(shown(&buffer), "we are late|");
    check("ab|", &[insert("c"), Move(Motion::Left), Move(Motion::Right), insert("d"), Undo], "abc|");
    check("x^y|", &[insert("a"), Undo], "x^y|");
    check("one two|", &[Backspace, Backspace, Backspace, Undo], "one two|");
    check("|", &[insert("a"), Undo, insert("b"), Redo], "b|");
    check("|", &[paste("a b"), insert("c"), Undo], "a b|");
}

#[test]
fn options() {
    let mut line = Buffer::single_line("a\nb");
    assert_eq!(line.apply(&Newline), Changed::Nothing);
    assert_eq!(line.apply(&paste("\r\nc")), Changed::Text);
    assert_eq!(line.text(), "a b c");
    let mut small = Buffer::new("中").with_limit(6);
    assert_eq!(small.apply(&insert("文字")), Changed::Refused);
    assert_eq!(small.apply(&insert("文")), Changed::Text);
    small.apply(&SelectAll);
    assert_eq!(small.apply(&paste("abcdef")), Changed::Text);
    assert_eq!(small.take(), "abcdef");
    assert_eq!(small.apply(&Undo), Changed::Nothing);
    assert_eq!((small.text(), small.cursor()), ("", 0));
    assert_eq!(small.apply(&paste("abcdefg")), Changed::Refused);
    assert_eq!(small.apply(&Move(Motion::Left)), Changed::Nothing);
}

#[test]
fn views() {
    let check = |text: &str, cells, height, scroll, rows: &[&str], at: (usize, usize)| {
        let buffer = marked(text);
        let view = buffer.visible(cells, height, scroll);
        let seen: Vec<_> = view.rows.iter().map(|row| row.of(buffer.text())).collect();
        assert_eq!((seen.as_slice(), (view.cursor_row, view.cursor_col)), (rows, at), "{text:?}");
    };
    check("|", 5, 3, 0, &[""], (0, 0));
    check("ab\nc|d", 5, 3, 0, &["ab", "cd"], (1, 1));
    check("ab\ncd\n|", 5, 2, 0, &["cd", ""], (1, 0));
    check("|a\nb\nc", 5, 2, 9, &["a", "b"], (0, 0));
    check("a\nb\nc|", 5, 2, 9, &["b", "c"], (1, 1));
    check("上线改|到七月", 6, 5, 0, &["上线改", "到七月"], (1, 0));
    check("上线改到七月|", 6, 5, 0, &["上线改", "到七月", ""], (2, 0));
    check("上线改到七|月", 6, 5, 0, &["上线改", "到七月"], (1, 4));
    check("abcd|\nef", 4, 5, 0, &["abcd", "", "ef"], (1, 0));
    check("|abcd\nef", 4, 5, 0, &["abcd", "ef"], (0, 0));
    check("abcd|\nef", 4, 1, 0, &[""], (0, 0));
    check("abcd    |ef", 4, 5, 0, &["abcd", "ef"], (1, 0));
    check("abcd  |  ef", 4, 5, 0, &["abcd", "ef"], (1, 0));
    check("中|", 1, 5, 0, &["中", ""], (1, 0));
    check("中|", 0, 0, 0, &[""], (0, 0));
}

#[test]
fn edits_are_kept_as_text() {
    for edit in [insert("中"), Newline, Select(Motion::To { row: 1, col: 2, cells: 3 }), Move(Motion::Left)] {
        let kept = serde_json::to_string(&edit).unwrap();
        assert_eq!(serde_json::from_str::<Edit>(&kept).unwrap(), edit);
        let bytes = postcard::to_allocvec(&edit).unwrap();
        assert_eq!(postcard::from_bytes::<Edit>(&bytes).unwrap(), edit);
    }
}

fn motions() -> impl Strategy<Value = Motion> {
    use Motion::*;
    prop_oneof![
        prop::sample::select(vec![Left, Right, WordLeft, WordRight, LineStart, LineEnd, TextStart, TextEnd]),
        (0usize..9, 0usize..4).prop_flat_map(|(cells, rows)| prop::sample::select(vec![
            Up { cells },
            Down { cells },
            PageUp { cells, rows },
            PageDown { cells, rows },
            To { row: rows, col: cells, cells: 7 },
        ])),
    ]
}

fn pieces() -> impl Strategy<Value = String> {
    "(\\PC|[ab c，。“”…—\n\u{301}\u{200d}👩🇨🇳\u{3000}中文\u{1b}\u{1100}\u{1161}क\u{94d}]){0,8}"
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => pieces().prop_map(Insert),
        2 => pieces().prop_map(Paste),
        4 => prop::sample::select(vec![
            Newline, Backspace, Delete, DeleteWordBack, DeleteWordForward, KillToEnd, KillToStart,
            Yank, SelectAll, Cut, Copy, Undo, Redo
        ]),
        4 => motions().prop_map(Move),
        3 => motions().prop_map(Select),
    ]
}

proptest! {
    #[test]
    fn any_edits(start in pieces(), edits in prop::collection::vec(edits(), 0..40), cells in 1usize..9) {
        let mut buffer = Buffer::new(&start);
        buffer.visible(cells, 3, 0);
        for edit in &edits {
            let (text, place) = (buffer.text.clone(), (buffer.cursor, buffer.anchor));
            let changed = buffer.apply(edit);
            match changed {
                Changed::Nothing | Changed::Refused => {
                    prop_assert_eq!((&text, place), (&buffer.text, (buffer.cursor, buffer.anchor)));
                }
                Changed::Cursor => prop_assert_eq!(&text, &buffer.text),
                Changed::Text => {}
            }
            for at in [Some(buffer.cursor), buffer.anchor].into_iter().flatten() {
                prop_assert!(super::words::is_boundary(&buffer.text, at), "{:?} {}", buffer.text, at);
            }
            let clean = clean_text(&buffer.text).into_owned();
            prop_assert_eq!(&clean, &buffer.text);
            // The rows kept through the edits are those of a fresh layout.
            let all = buffer.visible(cells, usize::MAX, 0);
            let spare = all.rows.len() > wrap(&buffer.text, cells).len();
            let kept: Vec<_> = all.rows.iter().copied().enumerate()
                .filter(|(i, _)| !(spare && *i == all.cursor_row)).map(|(_, row)| row).collect();
            prop_assert_eq!(kept, wrap(&buffer.text, cells));
            prop_assert!(all.cursor_col < cells);
            let view = buffer.visible(cells, 3, all.cursor_row / 2);
            prop_assert!(view.cursor_row < view.rows.len() && view.rows.len() <= 3);
        }
    }

    #[test]
    fn undo_and_redo_come_back(start in pieces(), edits in prop::collection::vec(edits(), 0..40)) {
        let mut buffer = Buffer::new(&start);
        let original = buffer.text.clone();
        for edit in edits.iter().filter(|edit| !matches!(edit, Undo | Redo)) {
            buffer.apply(edit);
        }
        let last = buffer.text.clone();
        while buffer.apply(&Undo) == Changed::Text {}
        prop_assert_eq!(&buffer.text, &original);
        while buffer.apply(&Redo) == Changed::Text {}
        prop_assert_eq!(&buffer.text, &last);
    }
}
