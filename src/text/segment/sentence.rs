//! Where sentences end.

use super::{Chars, is_closer, is_month_or_day};
use crate::text::Span;

/// The sentences of a text in order, each with the marks and closing quotes that end it, without
/// white space around. They do not overlap and leave out nothing but white space.
///
/// A sentence ends at 。！？!? and at an ellipsis, at a newline, and at a full stop that is not
/// part of a number, a name or an abbreviation. A semicolon ends none.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut quoted = false;
    let mut room = WINDOW;
    // A long text is looked at window by window, each from where a sentence begins: memory stays small.
    while from < text.len() {
        let to = text.ceil_char_boundary(from.saturating_add(room));
        let chars = Chars::new(text, Span::new(from, to));
        let enough = if to == text.len() { usize::MAX } else { chars.len().saturating_sub(AHEAD) };
        let next = in_window(&chars, enough, &mut quoted, &mut found);
        // A sentence longer than the window needs a wider one.
        room = if next == from { room * 2 } else { WINDOW };
        from = next;
    }
    found
}

/// How much of a text is looked at in one go, in bytes.
const WINDOW: usize = 16 << 10;
/// How many characters the rules may want to see after the one that they look at.
const AHEAD: usize = 64;

/// The sentences of a window that end before its character `enough`. Where the first that does not begins, as a byte of
/// the text; its end when there is none. `quoted` says whether a straight double quote is open there.
fn in_window(chars: &Chars, enough: usize, quoted: &mut bool, found: &mut Vec<Span>) -> usize {
    let mut start = 0;
    let mut quoted_at_start = *quoted;
    let mut i = 0;
    while let Some(c) = chars.at(i) {
        if i >= enough {
            *quoted = quoted_at_start;
            return chars.byte(start);
        }
        let mut end = i + 1;
        let ended = match c {
            '\n' => {
                *quoted = false;
                true
            }
            '"' => {
                *quoted = !*quoted;
                false
            }
            _ if ends_sentence(chars, start, i, *quoted) => {
                while chars.at(end).is_some_and(is_mark) {
                    end += 1;
                }
                let marks_end = end;
                end = chars.closers_end(end, quoted);
                !quotation_goes_on(chars, marks_end, end)
            }
            _ => false,
        };
        if ended {
            found.extend(chars.trimmed(start, end));
            (start, quoted_at_start) = (end, *quoted);
        }
        i = end;
    }
    found.extend(chars.trimmed(start, chars.len()));
    chars.byte(chars.len())
}

/// Whether the marks ended only a quotation, as in “Can we pay later?” is what they asked.
/// Chinese gives no such hint: there a mark inside quotes ends the sentence.
fn quotation_goes_on(chars: &Chars, from: usize, to: usize) -> bool {
    (from..to).any(|i| matches!(chars.at(i), Some('"' | '”' | '’' | '\'')))
        && chars.next_word_start(to).is_some_and(|c| c.is_ascii_lowercase())
}

fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?') || is_full_mark(c)
}

/// Marks that end a sentence wherever they stand.
fn is_full_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…' | '⋯' | '｡' | '‼' | '⁇' | '⁈' | '⁉')
}

/// Whether the mark at `i` ends the sentence that began at `start`.
fn ends_sentence(chars: &Chars, start: usize, i: usize, quoted: bool) -> bool {
    match chars.at(i) {
        Some('.') => full_stop_ends(chars, start, i, quoted),
        // Not in an address such as /find?name=x.
        Some('!' | '?') => {
            !(chars.before(i).is_some_and(|c| c.is_ascii_graphic())
                && chars.at(i + 1).is_some_and(|c| c.is_ascii_alphanumeric() || "=&/".contains(c)))
        }
        Some(c) => is_full_mark(c),
        None => false,
    }
}

fn full_stop_ends(chars: &Chars, start: usize, i: usize, quoted: bool) -> bool {
    let dots = (i..).take_while(|&j| chars.at(j) == Some('.')).count();
    let before = chars.before(i);
    let next = chars.at(i + dots);
    let ends_token = match next {
        None => return true,
        Some('"') => quoted,
        // "(parts, labour etc.) are extra" goes on.
        Some(')' | ']') => {
            let after = chars.next_word_start(i + dots + 1);
            return !after.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_punctuation());
        }
        Some(c) if c.is_whitespace() || is_closer(c) || is_mark(c) => true,
        // Typed without a space, as in Chinese; but not the dot of a list or a figure: 1.确认, 3.5倍.
        Some(c) => !c.is_ascii() && c.is_alphabetic() && !before.is_some_and(|c| c.is_ascii_digit()),
    };
    if dots > 1 {
        return dots > 2 || ends_token;
    }
    ends_token && !is_abbreviation(chars, start, i) && !is_list_number(chars, start, i)
}

/// `1.` or `12.` at the start of a sentence.
fn is_list_number(chars: &Chars, start: usize, i: usize) -> bool {
    let marker = chars.lower(start.max(i.saturating_sub(4)), i);
    let from_start = chars.trimmed(start, i).is_some_and(|span| span.end - span.start == marker.len());
    from_start && !marker.is_empty() && marker.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the full stop at `i` belongs to a shortened word and the sentence goes on.
fn is_abbreviation(chars: &Chars, start: usize, i: usize) -> bool {
    let from = (start..i).rev().take(super::LONGEST_WORD);
    let from = from.take_while(|&j| chars.at(j).is_some_and(|c| c.is_ascii_alphabetic() || c == '.'));
    let word = chars.lower(from.last().unwrap_or(i), i);
    let next = chars.next_word_start(i + 1);
    let goes_on = next.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    match word.as_str() {
        "" => false,
        "mr" | "mrs" | "ms" | "mx" | "dr" | "prof" | "messrs" | "mme" | "hon" | "rev" | "vs" | "e.g" | "i.e" | "eg"
        | "ie" | "cf" | "viz" | "ca" => true,
        // "No. 5", but "No. We cannot."
        "no" | "nos" | "fig" | "figs" | "sec" | "art" | "cl" | "para" | "ch" | "p" | "pp" | "vol" | "ver" => {
            next.is_some_and(|c| c.is_ascii_digit() || c == '#')
        }
        "a.m" | "p.m" | "am" | "pm" => {
            let zone = ["est", "pst", "cst", "mst", "edt", "pdt", "gmt", "utc", "cet", "bst", "et", "pt"];
            let after = chars.word_after(i + 1);
            goes_on || zone.contains(&after.as_str()) || is_month_or_day(&after)
        }
        "etc" | "inc" | "ltd" | "co" | "corp" | "llc" | "plc" | "jr" | "sr" | "st" | "ave" | "rd" | "approx"
        | "dept" | "est" | "ext" | "tel" | "ref" | "min" | "max" | "hr" | "hrs" | "wk" | "wks" | "yr" | "yrs"
        | "misc" | "incl" | "excl" | "avg" | "qty" | "govt" | "mgmt" | "mgr" | "asst" | "attn" | "al" | "u.s"
        | "u.k" | "u.s.a" | "e.u" | "ph.d" => goes_on,
        _ if word.len() == 1 => is_initial(chars, start, i),
        _ => goes_on && is_month_or_day(&word) && word.len() <= 4,
    }
}

/// Whether the single letter before the stop at `i` is an initial or a list letter: "J. Smith",
/// "a. the scope", but not "we choose option B. The".
fn is_initial(chars: &Chars, start: usize, i: usize) -> bool {
    let letter = i - 1;
    if chars.trimmed(start, letter).is_none() {
        return true;
    }
    let from = chars.word_before(letter).max(start);
    if chars.before(letter).is_some_and(|c| matches!(c, '\'' | '’')) {
        return false; // a possessive: "not Thursday's. The"
    }
    let labels = [
        "option", "plan", "phase", "stage", "section", "appendix", "team", "class", "grade", "part", "level", "tier",
        "scenario", "schedule", "version", "exhibit", "annex", "vitamin",
    ];
    let capital = chars.at(from).is_some_and(|c| c.is_ascii_uppercase());
    let upper_next = chars.next_word_start(i + 1).is_some_and(char::is_uppercase);
    capital && upper_next && !labels.contains(&chars.lower(from, letter).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn where_sentences_end() {
        // `/` marks the cuts.
        let check = |marked: &str| {
            let text = marked.replace('/', "");
            let cut: Vec<_> = sentences(&text).iter().map(|span| span.of(&text)).collect();
            let expect: Vec<_> = marked.split('/').map(str::trim).filter(|s| !s.is_empty()).collect();
            assert_eq!(cut, expect, "{text:?}");
        };
        check("");
        check("  \n ");
        check("上线要改期。/我们很抱歉！/可以吗？");
        check("上线要改期；我们很抱歉");
        check("他说：“不行。”/然后走了。");
        check("（测试没过。）/改期");
        check("真的吗？！/是的!!/ok");
        check("这个……/我再想想…/好");
        check("第一行\n/第二行\n\n/third");
        check("We are late. /Sorry. /It is us.");
        check("we are late. /sorry. /it is us");
        check("Mr. Wang and Dr. Li agreed. /Good.");
        check("Use a proxy, e.g. nginx, i.e. ours. /Ok.");
        check("Parts, labour etc. are extra. /Parts etc. /We pay.");
        check("See No. 5. /No. /We cannot. /No.");
        check("It costs 1.5 million. /Version v2.3.1 is out in 2024. /Yes.");
        check("See example.com for a.b. /Done.");
        check("At 5 p.m. Friday we stop. /At 5 p.m. /We stop at 5 p.m. today.");
        check("Ask J. Smith. /We choose option B. /Plan B. /The end.");
        check("1. Confirm scope\n/2. Ship\n/a. first");
        check("by June 5. /We start Jan. 5 then.");
        check("\"No.\" she said. /\"Why?\" /\"Because.\"");
        check("“Can we pay later?” is what they asked. /Only Thursday's. /The ship sails.");
        check("Well... /we slipped. /Well.../maybe.");
        check("(It failed.) /Then (parts etc.) went on.");
        check("Dr. No?! /“Really?” /‘Yes.’ /Ok");
        check("已完成./我们继续，1.5倍，1.确认");
        check("打开 https:example.com?a=b 看看。/好");
        check("The U.S. team ships. /We use Inc. /Then stop.");
        check("e\u{301}te\u{301}. /👩‍👩‍👧! /ok");
    }

    proptest! {
        #[test]
        fn sentences_cover_the_text(text in "(\\PC|[ab1.。，！?!…”\"'（) \n中文]|e\\.g\\.|No\\. ){0,60}") {
            let mut at = 0;
            for span in sentences(&text) {
                prop_assert!(span.start >= at && !span.of(&text).is_empty());
                prop_assert!(text.get(at..span.start).unwrap().trim().is_empty());
                prop_assert_eq!(span.of(&text), span.of(&text).trim());
                at = span.end;
            }
            prop_assert!(text.get(at..).unwrap().trim().is_empty());
        }
    }
}
