//! Phrases that can never say anything: each is a mistake, since its author believes that it is heard.

use super::super::said::said;
use super::super::words::Both;
use std::collections::HashMap;

use super::super::code::Code;
use super::super::diagnostic::Place;
use super::super::phrase::literal;
use super::super::reader::Reader;
use super::super::signals::{Reading, Weight};
use crate::text::folded_word;

/// A phrase of a signal as it is written.
#[derive(Debug)]
pub struct Written {
    /// Where it stands.
    pub at: Place,
    /// Its text.
    pub text: String,
    /// Its weight and reading; none among the look-alikes.
    pub how: Option<(Weight, Reading)>,
}

/// Tells the phrases of a signal that are never heard, or never for themselves.
pub fn lint(reader: &mut Reader<'_>, cues: &[Written], unless: &[Written]) {
    for written in cues.iter().chain(unless) {
        out_of_reach(reader, written);
    }
    let alike: HashMap<Word, ()> = unless.iter().flat_map(words).map(|word| (word, ())).collect();
    let mut known: HashMap<Word, Vec<(Weight, Reading, &str)>> = HashMap::new();
    for written in cues {
        for word in words(written) {
            if let Some((weight, reading)) = written.how {
                known.entry(word).or_default().push((weight, reading, written.text.as_str()));
            }
        }
    }
    let mut met: HashMap<Word, Vec<(Weight, Reading)>> = HashMap::new();
    for written in cues {
        let Some((weight, reading)) = written.how else { continue };
        for word in words(written) {
            if let Some(other) = parts(&word, false).find(|part| alike.contains_key(part)) {
                let (word, other) = (&word.0, &other.0);
                reader.report(
                    Code::NeverHeard,
                    written.at,
                    said!(en: "`{word}` is never heard: the look-alike `{other}` stands in it", zh: "`{word}` 永远听不到：里面就有形似的 `{other}`"),
                    said!(en: "take the phrase out, or make the look-alike longer", zh: "去掉这个说法，或把形似的那个写长些"),
                );
                continue;
            }
            let before = met.entry(word.clone()).or_default();
            let twice = before.iter().any(|(other, read)| *read == reading && covers(*other, weight));
            before.push((weight, reading));
            if twice {
                let word = &word.0;
                reader.report(
                    Code::NeverHeard,
                    written.at,
                    said!(en: "`{word}` stands twice: an earlier cue hears it already", zh: "`{word}` 写了两遍：前面的线索已经听得到"),
                    said!(en: "take one of the two out", zh: "去掉其中一个"),
                );
                continue;
            }
            // What may be negated is so by what stands before it: only a part that begins it is heard alike.
            let from_start = reading == Reading::Claim;
            let shadow = parts(&word, from_start).filter(|part| *part != word).find(|part| {
                let hears = |(other, read, _): &(Weight, Reading, &str)| *other == weight && *read == reading;
                known.get(part).is_some_and(|uses| uses.iter().any(hears))
            });
            if let Some(shadow) = shadow {
                let (word, shadow) = (&word.0, &shadow.0);
                reader.report(
                    Code::NeverHeard,
                    written.at,
                    said!(en: "`{word}` adds nothing: wherever it stands, `{shadow}` is heard with the same weight", zh: "`{word}` 多余：凡有它的地方，`{shadow}` 都已经听到，分量也一样"),
                    said!(en: "take the longer phrase out, or give it another weight", zh: "去掉长的那个，或给它另一个分量"),
                );
            }
        }
    }
}

/// A word or fixed group of words, folded, and whether it may go on.
type Word = (String, bool);

/// Whether a cue of a weight makes another one of the same words needless.
fn covers(known: Weight, other: Weight) -> bool {
    known == other || known.points() > 0 && other.points() > 0 && known.points() >= other.points()
}

/// The words of a phrase that is nothing but one of some words.
fn words(written: &Written) -> Vec<Word> {
    if written.text.split(' ').any(is_gap) {
        return Vec::new();
    }
    let parts = written.text.split('|').filter(|part| !part.trim().starts_with('<'));
    parts.filter_map(literal).map(|(word, stem)| (folded_word(word), stem)).collect()
}

/// Every word that stands in a word wherever that does: itself first, then shorter ones.
fn parts(word: &Word, from_start: bool) -> impl Iterator<Item = Word> + '_ {
    let (text, stem) = (word.0.as_str(), word.1);
    let place = |(at, _)| at;
    let starts = text.char_indices().map(place).filter(move |at| *at == 0 || !from_start && begins(text, *at));
    starts.flat_map(move |from| {
        let ends = text.char_indices().map(place).skip(1).chain([text.len()]).filter(move |to| *to > from);
        ends.flat_map(move |to| {
            let part = text.get(from..to).unwrap_or_default();
            let goes_on = if to == text.len() { stem } else { !begins(text, to) };
            // A stem is heard in whatever goes on after it; a whole word only where it ends.
            let whole = (!goes_on).then(|| (part.to_owned(), false));
            [whole, Some((part.to_owned(), true))].into_iter().flatten()
        })
    })
}

/// Whether a word may begin at a place: not between two letters of a Latin one.
fn begins(text: &str, at: usize) -> bool {
    let letter = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    at == 0 || !(letter(at - 1) && letter(at))
}

fn is_gap(token: &str) -> bool {
    matches!(token, "+" | "~~" | ".." | "...")
}

/// A phrase whose slots cannot follow each other, or whose words no text holds.
fn out_of_reach(reader: &mut Reader<'_>, written: &Written) {
    let tokens: Vec<&str> = written.text.split(' ').collect();
    let slots: Vec<Vec<&str>> = tokens.split(|token| is_gap(token)).map(<[&str]>::to_vec).collect();
    let gaps: Vec<&str> = tokens.iter().copied().filter(|token| is_gap(token)).collect();
    let mut told = |problem: Both, help: Both| reader.report(Code::NeverHeard, written.at, problem, help);
    for (index, slot) in slots.iter().enumerate() {
        let slot = slot.join(" ");
        let only = |mark: &str| slot.trim() == mark;
        if index > 0 && only("<@first>") {
            told(
                said!(en: "nothing stands before `<@first>`, the very start", zh: "`<@first>` 是整段话的开头，前面不可能有东西"),
                said!(en: "let the phrase begin with `<@first>`", zh: "让这个说法以 `<@first>` 开头"),
            );
        }
        if index + 1 < slots.len() && only("<@last>") {
            told(
                said!(en: "nothing stands after `<@last>`, the very end", zh: "`<@last>` 是整段话的结尾，后面不可能有东西"),
                said!(en: "let the phrase end with `<@last>`", zh: "让这个说法以 `<@last>` 结尾"),
            );
        }
        let ends = |word: &str, marks: &[char]| word.trim_end_matches('~').ends_with(marks);
        let closing: &[char] = match gaps.get(index) {
            Some(&".." | &"~~") => &['，', ',', '；', ';', '。', '！', '!', '？', '?'],
            Some(&"...") => &['。', '！', '!', '？', '?'],
            _ => &[],
        };
        if !closing.is_empty() && slot.split('|').all(|word| ends(word.trim(), closing)) {
            told(
                said!(en: "`{slot}` ends what the next part is sought in", zh: "`{slot}` 已经把这一截断开了，后一部分没处找"),
                said!(en: "leave the mark out, or seek in the sentence with ` ... `", zh: "去掉标点，或用 ` ... ` 在整句里找"),
            );
        }
        if slot.split('|').any(|word| word.trim().contains("  ")) {
            told(
                said!(en: "`{slot}` holds two blanks side by side", zh: "`{slot}` 里有两个连着的空格"),
                said!(en: "leave one blank", zh: "只留一个空格"),
            );
        }
    }
}
