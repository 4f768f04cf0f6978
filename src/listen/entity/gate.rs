//! A gate for speed: what may begin with a character or a word at all. Most places of a text are turned away here.

use std::sync::LazyLock;

use super::{en, number, quantity, things, zh};

/// The kinds of things that may begin somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub const NONE: Self = Self(0);
    pub const DATE: Self = Self(1);
    pub const QUANTITY: Self = Self(2);
    pub const DOCUMENT: Self = Self(4);
    pub const PERSON: Self = Self(8);

    /// Whether all of these kinds are among them.
    pub fn holds(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }
}

impl std::ops::BitOr for Kinds {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What may begin with each character and each word.
pub(super) struct Gate {
    /// For each Han character.
    han: Box<[Kinds]>,
    /// A table of words with room for twice as many, by hash; zero is no word.
    words: Box<[(u64, Kinds)]>,
}

pub(super) static GATE: LazyLock<Gate> = LazyLock::new(Gate::new);

const FIRST_HAN: usize = 0x4e00;
const LAST_HAN: usize = 0x9fff;
/// Places in the table of words: a power of two.
const PLACES: usize = 1024;
/// So many letters of a word are looked at.
const LETTERS: usize = 12;

impl Gate {
    fn new() -> Self {
        let mut gate = Self {
            han: vec![Kinds::NONE; LAST_HAN - FIRST_HAN + 1].into_boxed_slice(),
            words: vec![(0, Kinds::NONE); PLACES].into_boxed_slice(),
        };
        let documents = things::DOCUMENTS.iter().copied();
        let (documents_en, documents_zh): (Vec<&str>, Vec<&str>) = documents.partition(|word| word.is_ascii());
        let firsts = documents_zh.iter().filter_map(|word| word.chars().next());
        gate.admit_han(zh::beginnings(), Kinds::DATE);
        gate.admit_han(number::beginnings(), Kinds::DATE | Kinds::QUANTITY);
        gate.admit_han(firsts, Kinds::DOCUMENT);
        gate.admit_han(things::people_zh(), Kinds::PERSON);
        gate.admit(en::beginnings(), Kinds::DATE);
        gate.admit(number::word_beginnings(), Kinds::DATE | Kinds::QUANTITY);
        gate.admit(quantity::beginnings(), Kinds::QUANTITY);
        gate.admit(documents_en.into_iter(), Kinds::DOCUMENT);
        gate.admit(things::people_en(), Kinds::PERSON);
        gate
    }

    fn admit_han(&mut self, firsts: impl Iterator<Item = char>, kinds: Kinds) {
        for c in firsts {
            if let Some(place) = (c as usize).checked_sub(FIRST_HAN).and_then(|at| self.han.get_mut(at)) {
                *place = *place | kinds;
            }
        }
    }

    /// Lets through what begins with the first word of each of these.
    fn admit<'w>(&mut self, words: impl Iterator<Item = &'w str>, kinds: Kinds) {
        for word in words {
            let key = key(word.chars().take_while(char::is_ascii_lowercase));
            let mut at = place(key);
            while let Some((known, may)) = self.words.get_mut(at) {
                if *known == 0 || *known == key {
                    (*known, *may) = (key, *may | kinds);
                    break;
                }
                at = (at + 1) % PLACES;
            }
        }
    }

    /// What may begin with a character that is no Latin letter.
    pub fn character(&self, c: char) -> Kinds {
        match c {
            '0'..='9' | '〇' => Kinds::DATE | Kinds::QUANTITY,
            '$' | '€' | '£' | '¥' | '￥' => Kinds::QUANTITY,
            _ => (c as usize).checked_sub(FIRST_HAN).and_then(|at| self.han.get(at)).copied().unwrap_or(Kinds::NONE),
        }
    }

    /// What may begin with the word of so many letters that stands at `at`.
    pub fn word(&self, chars: &[char], at: usize, letters: usize) -> Kinds {
        let key = key(chars.iter().skip(at).take(letters).copied());
        let mut at = place(key);
        while let Some(&(known, may)) = self.words.get(at) {
            if known == key || known == 0 {
                return may;
            }
            at = (at + 1) % PLACES;
        }
        Kinds::NONE
    }
}

/// The first letters of a word as one number, five bits each; never zero.
fn key(letters: impl Iterator<Item = char>) -> u64 {
    letters.take(LETTERS).fold(1, |key, c| key << 5 | (c as u64 & 31))
}

/// Where a key is looked for first: the upper bits of its product with 2⁶⁴ over the golden ratio (Knuth 1973).
fn place(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Kinds) {
        let chars: Vec<char> = text.chars().collect();
        let letters = chars.iter().take_while(|c| c.is_ascii_lowercase()).count();
        let may = if letters == 0 { GATE.character(chars[0]) } else { GATE.word(&chars, 0, letters) };
        assert_eq!(may, expect, "{text}");
    }

    #[test]
    fn what_may_begin() {
        check("friday", Kinds::DATE);
        check("no later than", Kinds::DATE);
        check("the", Kinds::DATE | Kinds::DOCUMENT | Kinds::PERSON);
        check("seven", Kinds::DATE | Kinds::QUANTITY);
        check("usd500", Kinds::QUANTITY);
        check("specification", Kinds::DOCUMENT);
        check("delivering", Kinds::NONE);
        check("下周", Kinds::DATE);
        check("纪要", Kinds::DOCUMENT | Kinds::PERSON);
        check("7 月", Kinds::DATE | Kinds::QUANTITY);
        check("€", Kinds::QUANTITY);
        check("很", Kinds::NONE);
        check("👍", Kinds::NONE);
    }

    #[test]
    fn the_table_of_words_has_room() {
        assert!(GATE.words.iter().filter(|(key, _)| *key != 0).count() < PLACES / 2);
    }
}
