//! Every word that is listened for, once, in order: the listener looks words up and builds nothing.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::text::folded_word;

/// The place of a word in a [`Vocabulary`].
pub type WordId = u32;

/// Words and fixed groups of words, folded (lower case, half width, simplified), in the order of their bytes;
/// of two with the same letters the one that may not go on comes first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    /// All words in one text, one after the other.
    text: String,
    /// Where each word ends in it.
    ends: Vec<u32>,
    /// Whether an English word may go on after it (`cancel~` hears *cancelled*).
    stems: Vec<bool>,
}

impl Vocabulary {
    /// A vocabulary of these words, each with whether it may go on. Equal words become one; the second value says
    /// for each word given which place it has got.
    pub fn new(words: &[(&str, bool)]) -> (Self, Vec<WordId>) {
        let mut interner = Interner::default();
        let given: Vec<WordId> = words.iter().map(|(word, stem)| interner.add(word, *stem)).collect();
        let (vocabulary, places) = interner.finish();
        let place = |id: &WordId| places.get(*id as usize).copied().unwrap_or_default();
        (vocabulary, given.iter().map(place).collect())
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The letters of a word; empty for an id of another vocabulary.
    pub fn word(&self, id: usize) -> &str {
        let start = id.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(id).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Whether an English word may go on after it.
    pub fn stem(&self, id: usize) -> bool {
        self.stems.get(id).copied().unwrap_or(false)
    }
}

/// Collects words while a pack is read.
#[derive(Debug, Default)]
pub struct Interner {
    words: Vec<(String, bool)>,
    known: HashMap<(String, bool), WordId>,
}

impl Interner {
    /// Begins with the words of a vocabulary, each at its place in it.
    pub fn over(vocabulary: &Vocabulary) -> Self {
        let mut interner = Self::default();
        for id in 0..vocabulary.len() {
            interner.words.push((vocabulary.word(id).to_owned(), vocabulary.stem(id)));
            interner.known.insert((vocabulary.word(id).to_owned(), vocabulary.stem(id)), id as WordId);
        }
        interner
    }

    /// The preliminary place of a word, which is folded.
    pub fn add(&mut self, word: &str, stem: bool) -> WordId {
        let key = (folded_word(word), stem);
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.words.len() as WordId;
        self.words.push(key.clone());
        self.known.insert(key, id);
        id
    }

    /// The vocabulary, and for each preliminary place the final one.
    pub fn finish(self) -> (Vocabulary, Vec<WordId>) {
        let mut order: Vec<usize> = (0..self.words.len()).collect();
        order.sort_by(|a, b| self.words[*a].cmp(&self.words[*b]));
        let mut vocabulary = Vocabulary::default();
        let mut places = vec![0; order.len()];
        for (place, index) in order.iter().enumerate() {
            let (word, stem) = &self.words[*index];
            vocabulary.text.push_str(word);
            vocabulary.ends.push(vocabulary.text.len() as u32);
            vocabulary.stems.push(*stem);
            places[*index] = place as WordId;
        }
        (vocabulary, places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_once_in_order() {
        let words = [("late", false), ("Cancel", true), ("取消", false), ("late", false), ("cancel", false)];
        let (vocabulary, places) = Vocabulary::new(&words);
        let all: Vec<(&str, bool)> =
            (0..vocabulary.len()).map(|id| (vocabulary.word(id), vocabulary.stem(id))).collect();
        assert_eq!(all, [("cancel", false), ("cancel", true), ("late", false), ("取消", false)]);
        assert_eq!(places, [2, 1, 3, 2, 0]);
    }
}
