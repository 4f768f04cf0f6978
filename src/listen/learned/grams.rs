//! What the learned part of the listener looks at: short runs of tokens.
//!
//! A token is a Latin word, a number (its digits do not matter), or one other character, so that Chinese and English,
//! and both in one sentence, are read in one way. A run of one to four tokens, and the first letters of a long word, are
//! known by a hash of 32 bits: two runs of one hash are one in four thousand million.

use crate::text::Span;

/// A token of a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands; empty for the two marks around a sentence.
    pub span: Span,
    hash: u64,
    /// The hash of its first letters, when it is a long word.
    start: Option<u32>,
}

/// The longest run, in tokens.
pub const LONGEST: usize = 4;
/// From more letters than this on a word is also known by that many first letters: *cancelled* is near *cancelling*.
const START_LETTERS: usize = 5;

/// The tokens of a sentence of a folded text, with a mark before the first and after the last.
pub fn tokens(text: &str, sentence: Span, tokens: &mut Vec<Token>) {
    tokens.clear();
    let words = sentence.of(text);
    let mark = |at: usize, sign: u8| Token { span: Span::new(at, at), hash: hashed(&[sign]), start: None };
    tokens.push(mark(sentence.start, b'^'));
    let bytes = words.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let end = match byte {
            b'a'..=b'z' => word_end(bytes, at),
            b'0'..=b'9' => at + bytes.iter().skip(at).take_while(|b| b.is_ascii_digit()).count(),
            _ => at + width(byte),
        };
        let piece = bytes.get(at..end).unwrap_or_default();
        let span = Span::new(sentence.start + at, sentence.start + end);
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => {}
            b'0'..=b'9' => tokens.push(Token { span, hash: hashed(b"0"), start: None }),
            _ => {
                let long = byte.is_ascii_lowercase() && piece.len() > START_LETTERS;
                let start = piece.get(..START_LETTERS).filter(|_| long).map(|letters| key(mixed(!hashed(letters))));
                tokens.push(Token { span, hash: hashed(piece), start });
            }
        }
        at = end;
    }
    tokens.push(mark(sentence.end, b'$'));
}

/// Every run of the tokens: its key, its first token and how many tokens it is long. No longer run from the same token
/// is given after one that is not known (`take` says so): what few have said, fewer have said more of.
pub fn runs(tokens: &[Token], mut take: impl FnMut(u32, usize, usize) -> bool) {
    for (first, token) in tokens.iter().enumerate() {
        if let Some(start) = token.start {
            take(start, first, 1);
        }
        let mut hash = 0;
        for (longer, token) in tokens.iter().skip(first).take(LONGEST).enumerate() {
            hash = mixed(hash ^ token.hash);
            if !take(key(hash), first, longer + 1) {
                break;
            }
        }
    }
}

/// Where a Latin word that begins at a byte ends; `'s` and its like belong to it.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let letters = |from: usize| from + bytes.iter().skip(from).take_while(|b| b.is_ascii_lowercase()).count();
    let end = letters(start);
    let more = letters(end + 1);
    if bytes.get(end) == Some(&b'\'') && more > end + 1 { more } else { end }
}

/// How many bytes the character of a first byte has.
fn width(first: u8) -> usize {
    match first {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

/// FNV-1a over 64 bits.
fn hashed(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Stirs a hash so that every bit weighs on every other (the finaliser of SplitMix64).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// The key of a run.
fn key(hash: u64) -> u32 {
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut found);
        let words: Vec<&str> = found.iter().map(|token| token.span.of(text)).filter(|word| !word.is_empty()).collect();
        assert_eq!(words, expect, "tokens of {text}");
    }

    fn keys(text: &str) -> Vec<u32> {
        let (mut found, mut keys) = (Vec::new(), Vec::new());
        tokens(text, Span::new(0, text.len()), &mut found);
        runs(&found, |key, _, _| {
            keys.push(key);
            true
        });
        keys
    }

    #[test]
    fn tokens_of_both_languages() {
        check("we can't, sorry.", &["we", "can't", ",", "sorry", "."]);
        check("the team's 1,200 users'", &["the", "team's", "1", ",", "200", "users", "'"]);
        check("上线delay了3天", &["上", "线", "delay", "了", "3", "天"]);
        check("café 👍🏽", &["caf", "é", "👍", "🏽"]);
        check("", &[]);
    }

    #[test]
    fn digits_do_not_matter_and_order_does() {
        assert_eq!(keys("by 12 may"), keys("by 7 may"));
        assert_ne!(keys("by may 12"), keys("by 12 may"));
        let (cancelled, cancelling) = (keys("cancelled"), keys("cancelling"));
        assert!(cancelled.iter().any(|key| cancelling.contains(key)), "long words share their first letters");
        // ^ a $: runs of one, two and three tokens from each.
        assert_eq!(keys("a").len(), 3 + 2 + 1);
    }
}
