//! Foreign text made safe to keep and to show: no escape sequences, no controls, nothing invisible
//! that reorders or hides words.

use std::borrow::Cow;

/// Cells that a tab becomes. Tab stops would need to know where the text is going to stand.
const TAB: &str = "    ";

/// The text with `\n` as its only control character.
///
/// CRLF, lone CR, VT, FF, NEL, U+2028 and U+2029 become `\n`; a tab becomes four spaces; terminal
/// escape sequences go whole; other controls, bidi controls, tags and invisible characters go.
/// ZWJ, ZWNJ and variation selectors stay: emoji and several scripts are spelled with them.
/// Borrows when there is nothing to do. Cleaning twice changes nothing more.
pub fn clean_text(text: &str) -> Cow<'_, str> {
    clean(text, Breaks::Keep)
}

/// [`clean_text`] on one line: a run of line breaks becomes one space.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    clean(text, Breaks::Join)
}

/// What becomes of line breaks.
#[derive(Clone, Copy, PartialEq)]
enum Breaks {
    Keep,
    Join,
}

fn clean(text: &str, breaks: Breaks) -> Cow<'_, str> {
    let Some((first, _)) = next_unclean(text, 0, breaks) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut strings = StringEnds::default();
    let mut kept = 0; // all before is in `out` or dropped
    let mut found = Some((first, text.get(first..).and_then(|t| t.chars().next())));
    while let Some((at, Some(c))) = found {
        out.push_str(text.get(kept..at).unwrap_or(""));
        let after = at + c.len_utf8();
        kept = match c {
            '\t' => {
                out.push_str(TAB);
                after
            }
            _ if is_line_break(c) => {
                let run = line_break_end(text, at, breaks);
                out.push(if breaks == Breaks::Keep { '\n' } else { ' ' });
                run
            }
            '\u{1b}' => escape_end(text, after, &mut strings),
            '\u{9b}' => control_sequence_end(text, after),
            '\u{90}' | '\u{98}' | '\u{9d}' | '\u{9e}' | '\u{9f}' => strings.end(text, after),
            _ => after,
        };
        found = next_unclean(text, kept, breaks).map(|(at, c)| (at, Some(c)));
    }
    out.push_str(text.get(kept..).unwrap_or(""));
    Cow::Owned(out)
}

/// The first character at or after `from` that cannot stay as it is.
fn next_unclean(text: &str, from: usize, breaks: Breaks) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        // Most bytes are decided without decoding: this runs over every paste and every answer.
        if SUSPECT[byte as usize]
            && let Some(c) = text.get(at..).and_then(|t| t.chars().next())
            && is_unclean(c, breaks)
        {
            return Some((at, c));
        }
        at += 1;
    }
    None
}

/// Bytes that are, or that begin, a character which may have to go.
const SUSPECT: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    // DEL; then the lead bytes of U+0080.., 034F, 061C, 1xxx, 2xxx, 3xxx, Fxxx and all planes above.
    let leads = [0x7f, 0xc2, 0xcd, 0xd8, 0xe1, 0xe2, 0xe3, 0xef, 0xf0, 0xf1, 0xf2, 0xf3, 0xf4];
    let mut i = 0;
    while i < leads.len() {
        table[leads[i]] = true;
        i += 1;
    }
    table
};

fn is_unclean(c: char, breaks: Breaks) -> bool {
    match c {
        '\n' => breaks == Breaks::Join,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{2028}' | '\u{2029}' => true,
        _ => hides_or_reorders(c) || is_noncharacter(c),
    }
}

/// Characters that show nothing yet split words (so that nothing hears them), reorder what is read,
/// or carry text nobody sees. After the Unicode properties Bidi_Control and
/// Default_Ignorable_Code_Point, less ZWJ, ZWNJ and the variation selectors.
fn hides_or_reorders(c: char) -> bool {
    matches!(c,
        '\u{ad}' // soft hyphen
        | '\u{34f}' // combining grapheme joiner
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
        | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

fn is_noncharacter(c: char) -> bool {
    let code = c as u32;
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The end of the line break at `at`: CRLF is one; on one line, a whole run is one.
fn line_break_end(text: &str, at: usize, breaks: Breaks) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let len = match breaks {
        Breaks::Join => rest.len() - rest.trim_start_matches(is_line_break).len(),
        Breaks::Keep if rest.starts_with("\r\n") => 2,
        Breaks::Keep => rest.chars().next().map_or(0, char::len_utf8),
    };
    at + len
}

/// The end of an escape sequence (ECMA-35, ECMA-48) whose ESC ends at `at`.
fn escape_end(text: &str, at: usize, strings: &mut StringEnds) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(b'[') => control_sequence_end(text, at + 1),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => strings.end(text, at + 1),
        Some(0x20..=0x7e) => {
            let end = skip(bytes, at, 0x20..=0x2f);
            if matches!(bytes.get(end), Some(0x30..=0x7e)) { end + 1 } else { end }
        }
        _ => at,
    }
}

/// The end of a control sequence: parameters, intermediates, one final byte. A broken one ends
/// before the byte that breaks it, so that no word is lost.
fn control_sequence_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let end = skip(bytes, skip(bytes, at, 0x30..=0x3f), 0x20..=0x2f);
    if matches!(bytes.get(end), Some(0x40..=0x7e)) { end + 1 } else { end }
}

fn skip(bytes: &[u8], from: usize, set: std::ops::RangeInclusive<u8>) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    from + rest.iter().take_while(|byte| set.contains(byte)).count()
}

/// Ends of control strings (OSC, DCS, SOS, PM, APC). Remembers that no end is left, which keeps
/// a text full of openings linear.
#[derive(Default)]
struct StringEnds {
    none_left: bool,
}

impl StringEnds {
    /// The end of a control string whose content starts at `at`. One that is never closed goes to
    /// the end of its line only: a stray byte must not swallow all the user wrote.
    fn end(&mut self, text: &str, at: usize) -> usize {
        let rest = text.get(at..).unwrap_or("");
        if !self.none_left {
            let closing = ['\u{7}', '\u{9c}', '\u{18}', '\u{1a}', '\u{1b}'];
            if let Some((offset, c)) = rest.char_indices().find(|(_, c)| closing.contains(c)) {
                let end = at + offset;
                return match c {
                    '\u{1b}' if text.get(end..).is_some_and(|t| t.starts_with("\u{1b}\\")) => end + 2,
                    '\u{1b}' => end, // another sequence begins
                    _ => end + c.len_utf8(),
                };
            }
            self.none_left = true;
        }
        at + rest.find(is_line_break).unwrap_or(rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text() {
        let check = |text: &str, expect: &str| assert_eq!(clean_text(text), expect, "{text:?}");
        check("", "");
        check("上线要改到 7 月 6 日。\nSorry — “late”…", "上线要改到 7 月 6 日。\nSorry — “late”…");
        check("a\r\nb\rc\u{2028}d\u{2029}e\u{b}f\u{c}g\u{85}h", "a\nb\nc\nd\ne\nf\ng\nh");
        check("a\n\nb\r\r\nc", "a\n\nb\n\nc");
        check("a\tb", "a    b");
        check("\u{1b}[1;31m红\u{1b}[0m", "红");
        check("\u{9b}1m红\u{9b}0m", "红");
        check("a\u{1b}]8;;http://x\u{7}link\u{1b}]8;;\u{1b}\\b", "alinkb");
        check("a\u{9d}0;title\u{9c}b", "ab");
        check("a\u{1b}Pq#0\nsixel\u{1b}\\b", "ab");
        check("a\u{1b}]0;never closed\nb", "a\nb");
        check("a\u{1b}]0;cut\u{1b}[1mb", "ab");
        check("a\u{1b}(Bb\u{1b}7c\u{1b}中\u{1b}", "abc中");
        check("a\u{1b}[31中", "a中");
        check("a\u{1b}\u{1b}[mb", "ab");
        check("a\0b\u{7f}c\u{8}d", "abcd");
        check("ab\u{202e}cd\u{202c}\u{200e}\u{61c}\u{2066}e\u{2069}", "abcde");
        check("\u{feff}so\u{200b}rr\u{ad}y\u{2060}", "sorry");
        check("x\u{e0041}\u{e007f}\u{fdd0}\u{ffff}\u{1fffe}y", "xy");
        check("👩‍👩‍👧 ❤\u{fe0f} e\u{301} می\u{200c}خواهم 葛\u{e0100}", "👩‍👩‍👧 ❤\u{fe0f} e\u{301} می\u{200c}خواهم 葛\u{e0100}");
    }

    #[test]
    fn line() {
        let check = |text: &str, expect: &str| assert_eq!(clean_line(text), expect, "{text:?}");
        check("王总\r\n\n李工", "王总 李工");
        check("a\nb\n", "a b ");
        check("plain", "plain");
    }

    #[test]
    fn clean_text_is_borrowed() {
        for text in ["plain", "中文，标点。“引号”……——\n第二行", "👍🏽 é ﾊﾟ"] {
            assert!(matches!(clean_text(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn many_openings_are_linear() {
        let text = "\u{1b}]".repeat(500_000);
        assert_eq!(clean_text(&text), "");
        let text = "\u{9d}x\n".repeat(300_000);
        assert_eq!(clean_text(&text).len(), 300_000);
    }

    fn nasty() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            "[\u{0}-\u{9f}]",
            "[\u{2000}-\u{206f}]",
            "[\u{e0000}-\u{e01ff}]",
            Just("\u{1b}[".to_owned()),
            Just("\u{1b}]".to_owned()),
            Just("\r\n".to_owned()),
            "[a-z;中文]{1,3}",
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn idempotent_and_free_of_controls(text in nasty()) {
            let once = clean_text(&text).into_owned();
            prop_assert_eq!(clean_text(&once), once.as_str());
            prop_assert!(once.chars().all(|c| c == '\n' || !c.is_control()));
            let line = clean_line(&text).into_owned();
            prop_assert_eq!(clean_line(&line), line.as_str());
            prop_assert!(!line.chars().any(char::is_control));
        }
    }
}
