//! Phrases of several slots: a phrase wakes when its first slot was found, and is matched within its scope.

use crate::pack::signals::{Gap, Phrase, Slot, WordId};
use crate::text::Span;

use super::layout::Layout;
use super::lexicon::{Found, LexiconBuilder, SlotId, mark_slot};

/// A phrase with its slots looked up.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The slot that wakes it.
    pub first: SlotId,
    then: Vec<(Gap, SlotId)>,
}

impl Chain {
    /// A phrase, given the slots of the concepts.
    pub fn new(phrase: &Phrase, concepts: &[SlotId], builder: &mut LexiconBuilder) -> Self {
        let mut slot = |slot: &Slot| match slot {
            Slot::Words(words) => builder.slot(words),
            Slot::Concept(index) => concepts.get(usize::from(*index)).copied().unwrap_or_default(),
            Slot::Mark(mark) => mark_slot(*mark),
        };
        let first = slot(&phrase.first);
        Self { first, then: phrase.then.iter().map(|(gap, next)| (*gap, slot(next))).collect() }
    }
}

/// The words of a phrase that is nothing but one of some words.
pub fn single<'p>(phrase: &'p Phrase, concepts: &'p [Vec<WordId>]) -> Option<&'p [WordId]> {
    match (&phrase.first, phrase.then.is_empty()) {
        (Slot::Words(words), true) => Some(words),
        (Slot::Concept(index), true) => concepts.get(usize::from(*index)).map(Vec::as_slice),
        _ => None,
    }
}

/// From the first part to the last.
pub fn whole(parts: &[Span]) -> Span {
    let start = parts.first().map_or(0, |part| part.start);
    let end = parts.iter().map(|part| part.end).max().unwrap_or(start);
    Span::new(start, end)
}

/// How many candidates are tried for each further slot: enough in practice, and it keeps the time linear.
const TRIES: usize = 4;

impl Chain {
    /// Gives every place where the phrase stands, at most one for each hit of its first slot, until `take` has enough.
    pub fn matches(&self, text: &str, found: &Found, layout: &Layout, mut take: impl FnMut(&[Span]) -> bool) {
        // A phrase whose later slots were never found cannot stand; most end here.
        if self.then.iter().any(|(_, slot)| found.of(*slot).is_empty()) {
            return;
        }
        let firsts = found.of(self.first);
        let mut parts = Vec::with_capacity(1 + self.then.len());
        let mut at = 0;
        while let Some(&first) = firsts.get(at) {
            parts.clear();
            parts.push(first);
            if self.rest(text, found, layout, 0, &mut parts) {
                if !take(&parts) {
                    return;
                }
            } else if let Some((gap, slot)) = self.then.first() {
                // What lies before the reach of the next hit of the second slot is passed over.
                let seconds = found.of(*slot);
                let next = seconds.get(seconds.partition_point(|hit| hit.start < first.start));
                let Some(next) = next else { return };
                let reach = reaching(layout, *gap, *next);
                if first.start < reach {
                    at += firsts.get(at..).map_or(1, |rest| rest.partition_point(|hit| hit.start < reach));
                    continue;
                }
            }
            at += 1;
        }
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

/// From where on a word may reach a hit over a gap: an earlier one cannot.
fn reaching(layout: &Layout, gap: Gap, hit: Span) -> usize {
    let before = hit.start.saturating_sub(usize::from(hit.is_empty()));
    match gap {
        Gap::None | Gap::Near => hit.start.saturating_sub(2 * NEAR),
        Gap::Clause => layout.clauses.get(layout.clause_at(before)).map_or(0, |clause| clause.span.start),
        Gap::Sentence => layout.sentences.get(layout.sentence_at(before)).map_or(0, |sentence| sentence.span.start),
    }
}

/// More bytes than twelve wide characters and six words take.
const NEAR: usize = 200;

/// Whether `next` lies within the gap after `last`.
fn reaches(text: &str, layout: &Layout, gap: Gap, last: Span, next: Span) -> bool {
    // What lies far away is not looked at letter by letter: in a long text most hits of a slot do.
    if matches!(gap, Gap::None | Gap::Near) && next.start > last.end + NEAR {
        return false;
    }
    let between = || text.get(last.end..next.start).unwrap_or("");
    match gap {
        Gap::None => between().chars().all(|c| c == ' ' || !c.is_alphanumeric() && next.is_empty()),
        Gap::Near => {
            let wide = between().chars().filter(|c| !c.is_ascii()).count();
            let blanks = between().bytes().filter(|b| *b == b' ').count();
            wide <= 12 && blanks <= 6 && same_clause(layout, last, next)
        }
        Gap::Clause => same_clause(layout, last, next),
        Gap::Sentence => {
            layout.sentence_at(last.start)
                == layout.sentence_at(next.start.saturating_sub(usize::from(next.is_empty())))
        }
    }
}

fn same_clause(layout: &Layout, last: Span, next: Span) -> bool {
    let end = if next.is_empty() { next.start.saturating_sub(1) } else { next.start };
    layout.clause_at(last.start) == layout.clause_at(end)
}
