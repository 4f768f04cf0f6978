//! Phrases over one automaton: every word of the content is sought once, and a phrase wakes only when its first slot was found.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::pack::signals::{Gap, Literal, Mark, Phrase, Slot};
use crate::text::Span;

use super::fold::folded_word;
use super::layout::Layout;

/// The place of a slot in a [`Lexicon`]; equal slots share one.
pub type SlotId = u32;

/// Every word that is listened for, in one automaton.
#[derive(Debug)]
pub struct Lexicon {
    automaton: Option<AhoCorasick>,
    /// For each pattern: whether a word may go on, and the slots that it fills.
    patterns: Vec<Pattern>,
    /// How many slots there are; the first ones are the marks.
    slots: usize,
}

#[derive(Debug)]
struct Pattern {
    stem: bool,
    fills: Vec<SlotId>,
}

/// Collects words and slots, and builds the automaton once.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    texts: Vec<String>,
    patterns: Vec<Pattern>,
    known: HashMap<(String, bool), usize>,
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
        for word in words {
            let index = match self.known.get(&(word.text.clone(), word.stem)) {
                Some(&index) => index,
                None => {
                    let index = self.patterns.len();
                    self.known.insert((word.text.clone(), word.stem), index);
                    self.texts.push(folded_word(&word.text));
                    self.patterns.push(Pattern { stem: word.stem, fills: Vec::new() });
                    index
                }
            };
            if let Some(pattern) = self.patterns.get_mut(index)
                && pattern.fills.last() != Some(&slot)
            {
                pattern.fills.push(slot);
            }
        }
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

    /// The automaton over everything collected. A plain NFA: it is built in one pass, and texts are short.
    pub fn build(self) -> Lexicon {
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(&self.texts)
            .ok();
        Lexicon { automaton, patterns: self.patterns, slots: self.slots }
    }
}

/// The slot of a mark.
pub fn mark_slot(mark: Mark) -> SlotId {
    Mark::ALL.iter().position(|(_, m)| *m == mark).unwrap_or_default() as SlotId
}

/// Where each slot was found, in order of start.
#[derive(Debug, Default)]
pub struct Found {
    hits: Vec<Vec<Span>>,
    /// The slots that have hits.
    pub awake: Vec<SlotId>,
}

impl Found {
    /// The hits of one slot.
    pub fn of(&self, slot: SlotId) -> &[Span] {
        self.hits.get(slot as usize).map_or(&[], Vec::as_slice)
    }

    /// Adds the hits of a mark; call once a mark.
    pub fn mark(&mut self, mark: Mark, mut spans: Vec<Span>) {
        if spans.is_empty() {
            return;
        }
        spans.sort_unstable();
        let slot = mark_slot(mark);
        if let Some(hits) = self.hits.get_mut(slot as usize) {
            *hits = spans;
            self.awake.push(slot);
        }
    }
}

impl Lexicon {
    /// How many slots there are.
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// Seeks every word in a folded text.
    pub fn find(&self, text: &str) -> Found {
        let mut found = Found { hits: vec![Vec::new(); self.slots], awake: Vec::new() };
        let Some(automaton) = &self.automaton else { return found };
        for hit in automaton.find_overlapping_iter(text) {
            let Some(pattern) = self.patterns.get(hit.pattern().as_usize()) else { continue };
            let span = Span::new(hit.start(), hit.end());
            if !stands_alone(text, span, pattern.stem) {
                continue;
            }
            for &slot in &pattern.fills {
                if let Some(hits) = found.hits.get_mut(slot as usize) {
                    if hits.is_empty() {
                        found.awake.push(slot);
                    }
                    hits.push(span);
                }
            }
        }
        for &slot in &found.awake {
            if let Some(hits) = found.hits.get_mut(slot as usize) {
                hits.sort_unstable();
                hits.dedup();
            }
        }
        found
    }
}

/// Whether a Latin word is not a part of a longer one. Han characters have no such boundary.
fn stands_alone(text: &str, span: Span, stem: bool) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    // "n't" is the one word that is always glued to another.
    let glued = bytes.get(span.start..).is_some_and(|rest| rest.starts_with(b"n't"));
    if !glued && is_word(span.start) && span.start > 0 && is_word(span.start - 1) {
        return false;
    }
    stem || span.end == 0 || !is_word(span.end - 1) || !is_word(span.end)
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
