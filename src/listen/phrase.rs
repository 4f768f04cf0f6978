//! Phrases over one sorted lexicon: every word of the content is sought once, and a phrase wakes only when its first slot was found.
//!
//! Why no automaton: with twelve thousand words its construction costs more than it saves on texts of a few hundred
//! characters, and it would be paid at every start. A sorted list is built by one sort; at each place of the text the
//! words that begin there are found by narrowing the list byte by byte, so the time stays linear in the text.

use std::collections::HashMap;

use crate::pack::signals::{Gap, Literal, Mark, Phrase, Slot};
use crate::text::Span;

use super::fold::folded_word;
use super::layout::Layout;

/// The place of a slot in a [`Lexicon`]; equal slots share one.
pub type SlotId = u32;

/// Every word that is listened for.
#[derive(Debug)]
pub struct Lexicon {
    /// The words in byte order, without doubles.
    words: Vec<Word>,
    /// Where the words with a first character stand in `words`.
    firsts: HashMap<char, (u32, u32)>,
    /// The slots that words fill, each word's in one stretch.
    fills: Vec<SlotId>,
    /// How many slots there are; the first ones are the marks.
    slots: usize,
}

#[derive(Debug)]
struct Word {
    text: Box<str>,
    /// Its slots in `fills`: those that want the whole word, then those that let it go on.
    whole: (u32, u32),
    stem: (u32, u32),
}

/// Collects words and slots, and builds the lexicon once.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    entries: Vec<(String, bool, SlotId)>,
    slots: usize,
}

/// A phrase with its slots looked up.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The slot that wakes it.
    pub first: SlotId,
    then: Vec<(Gap, SlotId)>,
}

impl LexiconBuilder {
    /// An empty one; the marks have the first slots.
    pub fn new() -> Self {
        Self { slots: Mark::ALL.len(), ..Self::default() }
    }

    /// A new slot that any of these words fills.
    pub fn words(&mut self, words: &[Literal]) -> SlotId {
        let slot = self.slots as SlotId;
        self.slots += 1;
        self.entries.extend(words.iter().map(|word| (folded_word(&word.text), word.stem, slot)));
        slot
    }

    /// A phrase, given the slots of the concepts.
    pub fn phrase(&mut self, phrase: &Phrase, concepts: &[SlotId]) -> Chain {
        let first = self.slot(&phrase.first, concepts);
        let then = phrase.then.iter().map(|(gap, slot)| (*gap, self.slot(slot, concepts))).collect();
        Chain { first, then }
    }

    fn slot(&mut self, slot: &Slot, concepts: &[SlotId]) -> SlotId {
        match slot {
            Slot::Words(words) => self.words(words),
            Slot::Concept(index) => concepts.get(usize::from(*index)).copied().unwrap_or_default(),
            Slot::Mark(mark) => mark_slot(*mark),
        }
    }

    /// The lexicon of everything collected.
    pub fn build(mut self) -> Lexicon {
        self.entries.sort_unstable();
        let mut words: Vec<Word> = Vec::with_capacity(self.entries.len());
        let mut fills: Vec<SlotId> = Vec::with_capacity(self.entries.len());
        let mut firsts: HashMap<char, (u32, u32)> = HashMap::new();
        for (text, stem, slot) in self.entries {
            let at = fills.len() as u32;
            if words.last().is_none_or(|last| *last.text != *text) {
                let place = words.len() as u32;
                let Some(first) = text.chars().next() else { continue };
                firsts.entry(first).or_insert((place, place)).1 = place + 1;
                words.push(Word { text: text.into_boxed_str(), whole: (at, at), stem: (at, at) });
            }
            fills.push(slot);
            if let Some(word) = words.last_mut() {
                if stem {
                    word.stem = (if word.stem.0 == word.stem.1 { at } else { word.stem.0 }, at + 1);
                } else {
                    word.whole.1 = at + 1;
                }
            }
        }
        Lexicon { words, firsts, fills, slots: self.slots }
    }
}

/// The slot of a mark.
pub fn mark_slot(mark: Mark) -> SlotId {
    Mark::ALL.iter().position(|(_, m)| *m == mark).unwrap_or_default() as SlotId
}

/// Where each slot was found, in order of start.
#[derive(Debug, Default)]
pub struct Found {
    hits: Vec<(SlotId, Span)>,
    spans: Vec<Span>,
    /// The slots that have hits, in order, each with its stretch of `spans`.
    awake: Vec<(SlotId, u32, u32)>,
}

impl Found {
    /// The hits of one slot.
    pub fn of(&self, slot: SlotId) -> &[Span] {
        match self.awake.binary_search_by_key(&slot, |(slot, _, _)| *slot) {
            Ok(at) => self.awake.get(at).and_then(|&(_, from, to)| self.spans.get(from as usize..to as usize)).unwrap_or(&[]),
            Err(_) => &[],
        }
    }

    /// The slots that have hits.
    pub fn awake(&self) -> impl Iterator<Item = SlotId> + '_ {
        self.awake.iter().map(|(slot, _, _)| *slot)
    }

    /// Adds the hits of a mark; to be settled afterwards.
    pub fn mark(&mut self, mark: Mark, spans: Vec<Span>) {
        let slot = mark_slot(mark);
        self.hits.extend(spans.into_iter().map(|span| (slot, span)));
    }

    /// Sorts what was collected; nothing is found before.
    pub fn settle(&mut self) {
        self.hits.sort_unstable();
        self.hits.dedup();
        for (slot, span) in self.hits.drain(..) {
            let at = self.spans.len() as u32;
            self.spans.push(span);
            match self.awake.last_mut() {
                Some((last, _, to)) if *last == slot => *to = at + 1,
                _ => self.awake.push((slot, at, at + 1)),
            }
        }
    }
}

impl Lexicon {
    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// Seeks every word in a folded text; to be settled when the marks are added.
    pub fn find(&self, text: &str) -> Found {
        let mut found = Found::default();
        let bytes = text.as_bytes();
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            // A Latin word is sought where one begins; "n't" is the one that is always glued to another.
            let inside = c.is_ascii_alphanumeric() && before.is_ascii_alphanumeric();
            before = c;
            if inside && !(c == 'n' && bytes.get(at..).is_some_and(|rest| rest.starts_with(b"n't"))) {
                continue;
            }
            if let Some(&(from, to)) = self.firsts.get(&c) {
                self.begin_at(bytes, at, c.len_utf8(), from as usize, to as usize, &mut found);
            }
        }
        found
    }

    /// The words that begin at `at`: those of `from..to` share their first `depth` bytes with the text there.
    fn begin_at(&self, bytes: &[u8], at: usize, mut depth: usize, mut from: usize, mut to: usize, found: &mut Found) {
        while let Some(range) = self.words.get(from..to).filter(|range| !range.is_empty()) {
            if let Some(word) = range.first().filter(|word| word.text.len() == depth) {
                self.hit(word, bytes, Span::new(at, at + depth), found);
                from += 1;
                continue;
            }
            let Some(&next) = bytes.get(at + depth) else { return };
            let byte = |word: &Word| word.text.as_bytes().get(depth).copied().unwrap_or(0);
            let low = range.partition_point(|word| byte(word) < next);
            let count = range.get(low..).map_or(0, |rest| rest.partition_point(|word| byte(word) == next));
            from += low;
            to = from + count;
            depth += 1;
        }
    }

    fn hit(&self, word: &Word, bytes: &[u8], span: Span, found: &mut Found) {
        let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let goes_on = is_word(span.end.wrapping_sub(1)) && is_word(span.end);
        let mut fill = |(from, to): (u32, u32)| {
            if let Some(slots) = self.fills.get(from as usize..to as usize) {
                found.hits.extend(slots.iter().map(|slot| (*slot, span)));
            }
        };
        fill(word.stem);
        if !goes_on {
            fill(word.whole);
        }
    }
}

/// One way in which a phrase was found: the parts in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Each slot's stretch.
    pub parts: Vec<Span>,
}

impl Matched {
    /// From the first part to the last.
    pub fn whole(&self) -> Span {
        let start = self.parts.first().map_or(0, |part| part.start);
        let end = self.parts.iter().map(|part| part.end).max().unwrap_or(start);
        Span::new(start, end)
    }
}

/// How many candidates are tried for each further slot: enough in practice, and it keeps the time linear.
const TRIES: usize = 4;

impl Chain {
    /// Every place where the phrase stands, at most one for each hit of its first slot.
    pub fn matches(&self, text: &str, found: &Found, layout: &Layout) -> Vec<Matched> {
        // A phrase whose later slots were never found cannot stand; most end here.
        if self.then.iter().any(|(_, slot)| found.of(*slot).is_empty()) {
            return Vec::new();
        }
        let mut all = Vec::new();
        for &start in found.of(self.first) {
            let mut parts = vec![start];
            if self.rest(text, found, layout, 0, &mut parts) {
                all.push(Matched { parts });
            }
        }
        all
    }

    fn rest(&self, text: &str, found: &Found, layout: &Layout, at: usize, parts: &mut Vec<Span>) -> bool {
        let Some((gap, slot)) = self.then.get(at) else { return true };
        let Some(last) = parts.last().copied() else { return false };
        let hits = found.of(*slot);
        let from = hits.partition_point(|hit| hit.start < last.end);
        for hit in hits.iter().skip(from).take(TRIES) {
            if !reaches(text, layout, *gap, last, *hit) {
                break;
            }
            parts.push(*hit);
            if self.rest(text, found, layout, at + 1, parts) {
                return true;
            }
            parts.pop();
        }
        false
    }
}

/// Whether `next` lies within the gap after `last`.
fn reaches(text: &str, layout: &Layout, gap: Gap, last: Span, next: Span) -> bool {
    let between = text.get(last.end..next.start).unwrap_or("");
    match gap {
        Gap::None => between.chars().all(|c| c == ' ' || !c.is_alphanumeric() && next.is_empty()),
        Gap::Near => {
            let wide = between.chars().filter(|c| !c.is_ascii()).count();
            let blanks = between.bytes().filter(|b| *b == b' ').count();
            wide <= 12 && blanks <= 6 && same_clause(layout, last, next)
        }
        Gap::Clause => same_clause(layout, last, next),
        Gap::Sentence => layout.sentence_at(last.start) == layout.sentence_at(next.start.saturating_sub(usize::from(next.is_empty()))),
    }
}

fn same_clause(layout: &Layout, last: Span, next: Span) -> bool {
    let end = if next.is_empty() { next.start.saturating_sub(1) } else { next.start };
    layout.clause_at(last.start) == layout.clause_at(end)
}
