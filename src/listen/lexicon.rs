//! Every word of the content, sought in one pass over the text.
//!
//! The words lie in order, so those that begin at a place of the text are found by one binary search among the words
//! with that first character: the greatest word not after the text, then its own beginnings ("parents"). The search
//! compares the first eight bytes of the words as one number each and reads letters only where these are equal. Nothing
//! is built but a few small tables, which is why a program that hears one line is ready at once; an automaton over the
//! same words took longer to build than a hundred lines to hear.

use std::collections::HashMap;
use std::ops::Range;

use crate::pack::signals::{Mark, Vocabulary, WordId};
use crate::text::Span;

/// The place of a slot in [`Found`]; the marks have the first places.
pub type SlotId = u32;

/// No word.
const NONE: u32 = u32::MAX;
/// Characters are looked up in a table of the basic plane; words never begin beyond it.
const BASIC: usize = 0x1_0000;

/// What finding a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It fills a slot.
    Slot(SlotId),
    /// It is a whole phrase: of this signal, with this number.
    Phrase(u16, u16),
}

/// Words, and what finding them means.
#[derive(Debug)]
pub struct Lexicon {
    vocabulary: Vocabulary,
    /// For each first character: its number in `ranges`, from 1.
    firsts: Box<[u16]>,
    /// The words that begin with a character, from and to.
    ranges: Vec<(u32, u32)>,
    /// The first eight bytes of each word as one number, in the order of the words.
    heads: Vec<u64>,
    /// A bit for how each word begins, by hash (Bloom 1970): where none is set, no word stands.
    beginnings: Box<[u64]>,
    /// For each word the longest other word that it begins with.
    parents: Vec<u32>,
    /// For each word, where its uses begin in `uses`; one entry more for the end.
    starts: Vec<u32>,
    uses: Vec<Use>,
    slots: usize,
}

/// Collects what words are used for.
#[derive(Debug)]
pub struct LexiconBuilder {
    uses: Vec<(WordId, Use)>,
    slots: usize,
    /// The slots so far by their words: phrases that share a list of words share its slot.
    known: HashMap<Vec<WordId>, SlotId>,
}

impl Default for LexiconBuilder {
    fn default() -> Self {
        Self { uses: Vec::new(), slots: Mark::ALL.len(), known: HashMap::new() }
    }
}

impl LexiconBuilder {
    /// The slot that any of these words fills.
    pub fn slot(&mut self, words: &[WordId]) -> SlotId {
        if let Some(slot) = self.known.get(words) {
            return *slot;
        }
        self.known.insert(words.to_vec(), self.slots as SlotId);
        let slot = self.slots as SlotId;
        self.slots += 1;
        self.uses.extend(words.iter().map(|word| (*word, Use::Slot(slot))));
        slot
    }

    /// These words are whole phrases of a signal.
    pub fn phrase(&mut self, words: &[WordId], signal: u16, number: u16) {
        self.uses.extend(words.iter().map(|word| (*word, Use::Phrase(signal, number))));
    }

    /// The lexicon over a vocabulary.
    pub fn build(self, vocabulary: Vocabulary) -> Lexicon {
        let mut starts = vec![0u32; vocabulary.len() + 1];
        for (word, _) in &self.uses {
            if let Some(count) = starts.get_mut(*word as usize + 1) {
                *count += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut uses = vec![Use::Slot(0); self.uses.len()];
        for (word, used) in self.uses {
            if let Some(at) = next.get_mut(word as usize) {
                uses[*at as usize] = used;
                *at += 1;
            }
        }
        let mut firsts = vec![0u16; BASIC].into_boxed_slice();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut parents = Vec::with_capacity(vocabulary.len());
        let heads: Vec<u64> = (0..vocabulary.len()).map(|id| head(vocabulary.word(id).as_bytes(), 0)).collect();
        let mut beginnings = vec![0u64; BITS / 64].into_boxed_slice();
        for (id, head) in heads.iter().enumerate() {
            let (length, longest) = (vocabulary.word(id).len(), told_by(*head));
            // Between one Han character and two, the first tells.
            let told = if longest == 2 * HAN && length < longest { length.min(HAN) } else { length.min(longest) };
            let bit = bit(*head, told);
            if let Some(bits) = beginnings.get_mut(bit / 64) {
                *bits |= 1 << (bit % 64);
            }
        }
        let mut open: Vec<u32> = Vec::new();
        for id in 0..vocabulary.len() {
            let word = vocabulary.word(id);
            while open.last().is_some_and(|last| !word.starts_with(vocabulary.word(*last as usize))) {
                open.pop();
            }
            parents.push(open.last().copied().unwrap_or(NONE));
            open.push(id as u32);
            let Some(first) = word.chars().next().and_then(|c| firsts.get_mut(c as usize)) else { continue };
            if *first == 0 {
                ranges.push((id as u32, id as u32));
                *first = u16::try_from(ranges.len()).unwrap_or(0);
            }
            if let Some(range) = ranges.last_mut() {
                range.1 = id as u32 + 1;
            }
        }
        Lexicon { vocabulary, firsts, ranges, heads, beginnings, parents, starts, uses, slots: self.slots }
    }
}

/// Where each slot was found, and which words are whole phrases.
#[derive(Debug, Default)]
pub struct Found {
    /// For each slot its place in `hits`, from 1; most slots are found nowhere.
    places: Vec<u16>,
    /// As many as slots are awake are filled; the others lie ready.
    hits: Vec<Vec<Span>>,
    /// The slots that have hits.
    pub awake: Vec<SlotId>,
    /// Whole phrases, as (signal, number, where).
    pub phrases: Vec<(u16, u16, Span)>,
}

impl Found {
    /// The hits of one slot, in order of start and then of end.
    pub fn of(&self, slot: SlotId) -> &[Span] {
        let place = self.places.get(slot as usize).copied().map_or(0, usize::from);
        place.checked_sub(1).and_then(|at| self.hits.get(at)).map_or(&[], Vec::as_slice)
    }

    /// The hits of one slot, to be added to.
    fn at(&mut self, slot: SlotId) -> Option<&mut Vec<Span>> {
        let place = self.places.get_mut(slot as usize)?;
        if *place == 0 {
            if self.hits.len() == self.awake.len() {
                self.hits.push(Vec::with_capacity(8));
            }
            self.awake.push(slot);
            *place = u16::try_from(self.awake.len()).ok()?;
        }
        self.hits.get_mut(usize::from(*place) - 1)
    }

    /// Forgets everything, but keeps the room for it.
    fn clear(&mut self, slots: usize) {
        for slot in self.awake.drain(..) {
            if let Some(place) = self.places.get_mut(slot as usize) {
                *place = 0;
            }
        }
        self.places.resize(slots, 0);
        self.hits.iter_mut().for_each(Vec::clear);
        self.phrases.clear();
    }

    /// The hits of one slot that start within a stretch.
    pub fn within(&self, slot: SlotId, from: usize, to: usize) -> &[Span] {
        let hits = self.of(slot);
        let first = hits.partition_point(|hit| hit.start < from);
        let count = hits.iter().skip(first).take_while(|hit| hit.start < to).count();
        hits.get(first..first + count).unwrap_or_default()
    }

    /// Adds the hits of a mark; call once a mark.
    pub fn mark(&mut self, mark: Mark, mut spans: Vec<Span>) {
        if spans.is_empty() {
            return;
        }
        spans.sort_unstable();
        if let Some(hits) = self.at(mark_slot(mark)) {
            *hits = spans;
        }
    }

    fn add(&mut self, used: Use, span: Span) {
        match used {
            Use::Phrase(signal, number) => self.phrases.push((signal, number, span)),
            Use::Slot(slot) => {
                if let Some(hits) = self.at(slot).filter(|hits| hits.last() != Some(&span)) {
                    hits.push(span);
                }
            }
        }
    }
}

/// The slot of a mark.
pub fn mark_slot(mark: Mark) -> SlotId {
    Mark::ALL.iter().position(|(_, m)| *m == mark).unwrap_or_default() as SlotId
}

impl Lexicon {
    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// Seeks every word in a stretch of a folded text. Linear in its length.
    pub fn find(&self, text: &str, stretch: Span, found: &mut Found) {
        found.clear(self.slots);
        let bytes = text.as_bytes();
        let mut words: Vec<u32> = Vec::new();
        let mut at = stretch.start;
        while let Some(&byte) = bytes.get(..stretch.end).and_then(|bytes| bytes.get(at)) {
            match byte {
                // A Latin word begins where no letter stands before it; "n't" is the one that is always glued to another.
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                    self.at(text, at, usize::from(byte), &mut words, found);
                    let more = bytes.iter().skip(at).take_while(|b| b.is_ascii_alphanumeric()).count();
                    let end = at + more;
                    if more > 1 && bytes.get(end - 1..end + 2) == Some(b"n't") {
                        self.at(text, end - 1, usize::from(b'n'), &mut words, found);
                    }
                    at = end;
                }
                0..=0x7f => {
                    self.at(text, at, usize::from(byte), &mut words, found);
                    at += 1;
                }
                _ => {
                    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return };
                    self.at(text, at, c as usize, &mut words, found);
                    at += c.len_utf8();
                }
            }
        }
    }

    /// Seeks the words that begin at one place, with a character.
    fn at(&self, text: &str, at: usize, first: usize, words: &mut Vec<u32>, found: &mut Found) {
        let here = head(text.as_bytes(), at);
        if !self.may_begin(here) {
            return;
        }
        let range = self.firsts.get(first).and_then(|n| self.ranges.get(usize::from(*n).checked_sub(1)?));
        let Some(&(from, to)) = range else { return };
        words.clear();
        self.beginning(from as usize..to as usize, text, at, here, words);
        // The shorter ones first, as hits are kept in order.
        for word in words.iter().rev() {
            let word = *word as usize;
            let span = Span::new(at, at + self.vocabulary.word(word).len());
            if !self.vocabulary.stem(word) && goes_on(text, span.end) {
                continue;
            }
            let (from, to) = (self.starts.get(word).copied(), self.starts.get(word + 1).copied());
            let range = from.unwrap_or(0) as usize..to.unwrap_or(0) as usize;
            for used in self.uses.get(range).unwrap_or_default() {
                found.add(*used, span);
            }
        }
    }

    /// Whether a word may begin where these eight bytes stand.
    fn may_begin(&self, here: u64) -> bool {
        let set = |length: usize| {
            let bit = bit(here, length);
            self.beginnings.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1)
        };
        let longest = told_by(here);
        set(longest) || set(HAN) || longest < 2 * HAN && (set(1) || set(2))
    }

    /// Those of the words of a range with which a text begins at a place, the longest first.
    fn beginning(&self, range: Range<usize>, text: &str, at: usize, here: u64, words: &mut Vec<u32>) {
        let from = range.start;
        let heads = self.heads.get(range).unwrap_or_default();
        let mut low = from + heads.partition_point(|head| *head <= here);
        let rest = text.get(at..).unwrap_or_default();
        let word_before = |low: usize| self.vocabulary.word(low.wrapping_sub(1));
        // Words that share their first eight bytes are told apart by the others.
        if word_before(low).len() > size_of::<u64>() && self.heads.get(low.wrapping_sub(1)) == Some(&here) {
            let mut least = from + heads.partition_point(|head| *head < here);
            while least < low {
                let middle = least + (low - least) / 2;
                if self.vocabulary.word(middle) <= rest {
                    least = middle + 1;
                } else {
                    low = middle;
                }
            }
        }
        if low == from {
            return;
        }
        // Whatever word the text begins with is the greatest word not after it, or one of that word's own beginnings.
        let mut word = (low - 1) as u32;
        while word != NONE {
            if rest.as_bytes().starts_with(self.vocabulary.word(word as usize).as_bytes()) {
                words.push(word);
            }
            word = self.parents.get(word as usize).copied().unwrap_or(NONE);
        }
    }
}

/// How many bits tell how words begin: few are set, and all lie near.
const BITS: usize = 1 << 17;
/// How many bytes a Han character has.
const HAN: usize = 3;

/// By how many bytes at most a word is known by its bit: two Han characters or four letters.
fn told_by(head: u64) -> usize {
    if head >> 56 >= 0xe0 { 2 * HAN } else { HAN + 1 }
}

/// The bit of a word of so many bytes, or of the first so many of one, up to eight.
fn bit(head: u64, length: usize) -> usize {
    let bytes = head >> (64 - 8 * length);
    ((bytes + length as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 47) as usize % BITS
}

/// The first eight bytes at a place as one number that is in the order of the letters; zeros stand for what is missing.
fn head(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => rest.iter().chain(&[0; 8]).take(8).fold(0, |head, byte| head << 8 | u64::from(*byte)),
    }
}

/// Whether a Latin word that ends here goes on. Han characters have no such boundary.
fn goes_on(text: &str, end: usize) -> bool {
    let is_word = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    end > 0 && is_word(end - 1) && is_word(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str], text: &str, expect: &[&str]) {
        let given: Vec<(&str, bool)> = words.iter().map(|w| (w.trim_end_matches('~'), w.ends_with('~'))).collect();
        let (vocabulary, places) = Vocabulary::new(&given);
        let mut builder = LexiconBuilder::default();
        let slot = builder.slot(&places);
        let mut found = Found::default();
        builder.build(vocabulary).find(text, Span::new(0, text.len()), &mut found);
        let heard: Vec<&str> = found.of(slot).iter().map(|span| span.of(text)).collect();
        assert_eq!(heard, expect, "{words:?} in {text}");
    }

    #[test]
    fn words_are_found_where_they_begin_and_end() {
        check(&["late", "later"], "later late latest", &["later", "late"]);
        check(&["cancel~", "cancel"], "cancelled cancel", &["cancel", "cancel"]);
        check(&["n't"], "we don't, can't", &["n't", "n't"]);
        check(&["延期", "延", "期"], "延期了", &["延", "延期", "期"]);
        check(&["we", "we can", "we can not"], "we can no", &["we", "we can"]);
        check(&["api"], "用api做", &["api"]);
        check(&["38 %"], "about 38 %.", &["38 %"]);
        check(&["a"], "", &[]);
        check(&["é", "定ok", "a班", "“好"], "café é 定ok a班 “好”", &["é", "é", "定ok", "a班", "“好"]);
        check(
            &["no later", "no later than", "no longer", "no long", "no"],
            "no later than may, no longer",
            &["no", "no later", "no later than", "no", "no longer"],
        );
        check(&["一二三四", "一二三五", "一二"], "一二三四一二三", &["一二", "一二三四", "一二"]);
    }

    #[test]
    fn hits_within_a_stretch() {
        let (vocabulary, places) = Vocabulary::new(&[("不", false)]);
        let mut builder = LexiconBuilder::default();
        let slot = builder.slot(&places);
        let mut found = Found::default();
        builder.build(vocabulary).find("不好不坏不", Span::new(0, 15), &mut found);
        assert_eq!(found.within(slot, 1, 12), [Span::new(6, 9)]);
        assert_eq!(found.within(slot, 0, 99).len(), 3);
        assert!(found.within(slot, 13, 99).is_empty());
    }
}
