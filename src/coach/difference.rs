//! What differs between two texts, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;

/// So many equal words or fewer between two changes belong to the change: single words that happen to stay make a
/// difference hard to read. In Chinese, where every character is a word here, that is one character.
const ISLAND: usize = 1;

/// The stretches of `before` that are gone and those of `after` that are new, in order, not overlapping. Words are those
/// of Unicode's segmentation; a Han character is a word, and an emoji with its parts is one.
pub fn changed<'t>(before: &'t str, after: &'t str) -> (Vec<Span>, Vec<Span>) {
    let (old, new) = (words(before), words(after));
    let texts = |words: &[(usize, &'t str)]| -> Vec<&'t str> { words.iter().map(|(_, text)| *text).collect() };
    let ops = capture_diff_slices(Algorithm::Myers, &texts(&old), &texts(&new));
    let (mut gone, mut fresh) = (Vec::new(), Vec::new());
    let last = ops.len().saturating_sub(1);
    for (at, op) in ops.iter().enumerate() {
        let island = matches!(op, DiffOp::Equal { len, .. } if *len <= ISLAND) && at > 0 && at < last;
        if matches!(op, DiffOp::Equal { .. }) && !island {
            continue;
        }
        push(&mut gone, &old, op.old_range());
        push(&mut fresh, &new, op.new_range());
    }
    (gone, fresh)
}

/// The words of a text with the places where they begin.
fn words(text: &str) -> Vec<(usize, &str)> {
    text.split_word_bound_indices().collect()
}

/// Adds a run of words; one that follows the last at once makes it longer.
fn push(spans: &mut Vec<Span>, words: &[(usize, &str)], range: std::ops::Range<usize>) {
    let (Some((start, _)), Some((end, last))) =
        (words.get(range.start), range.end.checked_sub(1).and_then(|at| words.get(at)))
    else {
        return;
    };
    if range.is_empty() {
        return;
    }
    let (start, end) = (*start, end + last.len());
    match spans.last_mut() {
        Some(span) if span.end == start => span.end = end,
        _ => spans.push(Span::new(start, end)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text with brackets around its changed stretches.
    fn bracketed(text: &str, spans: &[Span]) -> String {
        let mut out = String::new();
        let mut at = 0;
        for span in spans {
            out.push_str(&format!("{}[{}]", text.get(at..span.start).unwrap(), span.of(text)));
            at = span.end;
        }
        out + text.get(at..).unwrap()
    }

    #[test]
    fn words_and_characters_that_changed() {
        let check = |before: &str, after: &str, gone: &str, fresh: &str| {
            let (old, new) = changed(before, after);
            assert_eq!((bracketed(before, &old), bracketed(after, &new)), (gone.to_owned(), fresh.to_owned()));
        };
        check("", "", "", "");
        check("same", "same", "same", "same");
        check("", "new", "", "[new]");
        check("gone", "", "[gone]", "");
        check("we will be late", "we are late", "we [will be] late", "we [are] late");
        check("上线要晚三周", "上线要晚两周", "上线要晚[三]周", "上线要晚[两]周");
        check("由于一些客观原因", "由于库存锁的缺陷", "由于[一些客观原因]", "由于[库存锁的缺陷]");
        check("推到 6 July", "推到 7 July", "推到 [6] July", "推到 [7] July");
        check("cafe\u{301} 好", "cafe 好", "[cafe\u{301}] 好", "[cafe] 好");
        check("👩‍👩‍👧好", "👩好", "[👩‍👩‍👧]好", "[👩]好");
        check("one\ntwo", "one two", "one[\n]two", "one[ ]two");
    }

    proptest! {
        #[test]
        fn what_is_not_marked_is_the_same(before in "[ab 中文。e\u{301}👩\u{200d}👧]{0,40}", after in "[ab 中文。e\u{301}👩\u{200d}👧]{0,40}") {
            let (gone, fresh) = changed(&before, &after);
            let rest = |text: &str, spans: &[Span]| -> String {
                let mut out = String::new();
                let mut at = 0;
                for span in spans {
                    assert!(span.start >= at, "spans are in order and do not overlap");
                    out.push_str(text.get(at..span.start).unwrap());
                    at = span.end;
                }
                out + text.get(at..).unwrap()
            };
            prop_assert_eq!(rest(&before, &gone), rest(&after, &fresh));
        }
    }
}
