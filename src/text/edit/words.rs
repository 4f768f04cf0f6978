//! Steps through a text: graphemes, words, and what counts as a word in Chinese.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Han characters that deleting a word takes at most: most Chinese words have two, and without a
/// dictionary a longer guess would take too much.
const HAN_WORD: usize = 2;

/// Whether a cursor may stand at `at`.
pub(super) fn is_boundary(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    text.is_char_boundary(at) && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// `at` itself, or the next place where a cursor may stand.
pub(super) fn snap(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    if is_boundary(text, at) { at } else { next_grapheme(text, at) }
}

/// The end of the grapheme after `at`.
pub(super) fn next_grapheme(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The start of the grapheme before `at`.
pub(super) fn previous_grapheme(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// How far a step over a word goes where words are not written apart.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Stride {
    /// Over the whole run of Han characters, to the next punctuation: for moving.
    Run,
    /// Over two of them: for deleting.
    Pair,
}

/// The end of the word that `at` stands in or before.
pub(super) fn word_end(text: &str, at: usize, stride: Stride) -> usize {
    let words = text.get(at..).unwrap_or("").split_word_bounds();
    snap(text, at + stepped(words, stride))
}

/// The start of the word that `at` stands in or after.
pub(super) fn word_start(text: &str, at: usize, stride: Stride) -> usize {
    let words = text.get(..at).unwrap_or("").split_word_bounds().rev();
    let start = at - stepped(words, stride);
    if is_boundary(text, start) { start } else { previous_grapheme(text, start) }
}

/// Bytes from here over what is no word and then over one word.
fn stepped<'t>(words: impl Iterator<Item = &'t str>, stride: Stride) -> usize {
    let mut len = 0;
    let mut han = 0;
    for word in words {
        let is_han = word.chars().next().is_some_and(is_unspaced);
        if han > 0 && (!is_han || (stride == Stride::Pair && han == HAN_WORD)) {
            break;
        }
        len += word.len();
        if is_han {
            han += 1;
        } else if word.chars().any(char::is_alphanumeric) {
            break;
        }
    }
    len
}

/// Scripts without spaces between words in which Unicode counts every character as a word.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The start of the line that `at` stands in.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The end of the line that `at` stands in, before its newline.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|t| t.find('\n')).map_or(text.len(), |len| at + len)
}
