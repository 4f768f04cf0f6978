//! One pass over a text that tries, at every place where something may begin, what it could be.

use std::sync::LazyLock;

use crate::text::Span;

use super::{Entity, EntityKind, Told, Value, en, number, quantity, things, zh};

/// A text laid out by characters, folded and as typed.
pub(crate) struct Scan {
    /// Folded characters.
    pub chars: Vec<char>,
    /// The same characters as typed.
    pub typed: Vec<char>,
    /// The folded byte at which each character starts; one more for the end.
    pub bytes: Vec<usize>,
}

/// Whether anything at all begins with this character: Latin letters, digits and signs of money, and the Han characters
/// below. A gate for speed; most characters of a text stop here.
fn may_begin(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '$';
    }
    matches!(c, '€' | '£' | '¥' | '￥') || BEGINNINGS.binary_search(&c).is_ok()
}

/// The first characters of everything Chinese that is recognised, sorted.
static BEGINNINGS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut all: Vec<char> = zh::beginnings().chain(things::beginnings()).chain(number::beginnings()).collect();
    all.sort_unstable();
    all.dedup();
    all
});

/// Something recognised: what it is and the place after it.
pub(super) struct Recognised {
    pub kind: EntityKind,
    pub value: Value,
    pub end: usize,
}

impl Recognised {
    pub(super) fn new(kind: EntityKind, value: Value, end: usize) -> Self {
        Self { kind, value, end }
    }
}

impl Scan {
    /// Lays a text out. The folded text has one character for each typed one.
    pub fn new(original: &str, folded: &str) -> Self {
        let mut bytes: Vec<usize> = folded.char_indices().map(|(at, _)| at).collect();
        bytes.push(folded.len());
        Self { chars: folded.chars().collect(), typed: original.chars().collect(), bytes }
    }

    /// The folded stretch of characters `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or_default();
        Span::new(byte(from), byte(to))
    }

    /// Everything named, in order, without overlap.
    pub fn entities(&self) -> Vec<Entity> {
        let mut found: Vec<Entity> = Vec::new();
        let mut at = 0;
        while let Some(&c) = self.chars.get(at) {
            let in_word = c.is_ascii_alphanumeric() && at > 0 && number::letter(&self.chars, at - 1);
            let hit = if in_word || !may_begin(c) { None } else { self.recognise(at) };
            match hit {
                Some(hit) if hit.end > at => {
                    let span = self.span(at, hit.end);
                    self.push(&mut found, Entity { kind: hit.kind, span, value: hit.value });
                    at = hit.end;
                }
                // What is left of a numeral is no number of its own: 第十五组 is no 五组.
                _ => at = number::numeral_end(&self.chars, at).max(at + 1),
            }
        }
        found
    }

    fn recognise(&self, at: usize) -> Option<Recognised> {
        if self.chars.get(at).is_some_and(char::is_ascii_alphabetic) {
            en::date(&self.chars, at)
                .or_else(|| quantity::quantity(&self.chars, at))
                .or_else(|| things::document(&self.chars, at))
                .or_else(|| things::person_en(self, at))
        } else {
            let first = self.chars.get(at).copied().unwrap_or(' ');
            zh::date(&self.chars, at)
                .or_else(|| first.is_ascii().then(|| en::date(&self.chars, at)).flatten())
                .or_else(|| number::may_begin(first).then(|| quantity::quantity(&self.chars, at)).flatten())
                .or_else(|| things::document(&self.chars, at))
                .or_else(|| things::person_zh(&self.chars, at))
        }
    }

    /// Adds an entity; a day and a clock time side by side are one point in time.
    fn push(&self, found: &mut Vec<Entity>, next: Entity) {
        if let Some(last) = found.last_mut()
            && let (Value::Date(day), Value::Date(more)) = (&mut last.value, &next.value)
        {
            let touching = next.span.start <= last.span.end + 1 || {
                let from = self.bytes.partition_point(|b| *b < last.span.end);
                let to = self.bytes.partition_point(|b| *b < next.span.start);
                let between: String = self.chars.get(from..to).unwrap_or(&[]).iter().collect();
                matches!(between.trim(), "" | "at" | "," | "的" | "of" | "on" | "by" | ", at" | "before")
            };
            if touching && day.told != Told::Clock && (more.told == Told::Clock || day.told == Told::Cadence) {
                day.clock = more.clock.or(day.clock);
                day.bounded |= more.bounded;
                last.span = Span::new(last.span.start, next.span.end);
                return;
            }
            if touching && day.told == Told::Clock && more.told != Told::Clock {
                let clock = day.clock;
                *day = more.clone();
                day.clock = clock;
                last.span = Span::new(last.span.start, next.span.end);
                return;
            }
        }
        found.push(next);
    }

    /// Words that look like technical terms: capitals, digits and letters mixed, code.
    pub fn terms(&self) -> Vec<Span> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.typed.len() {
            if !self.typed.get(at).is_some_and(char::is_ascii_alphanumeric) {
                at += 1;
                continue;
            }
            let from = at;
            while self.typed.get(at).is_some_and(|c| c.is_ascii_alphanumeric() || *c == '_') {
                at += 1;
            }
            let word = self.typed.get(from..at).unwrap_or(&[]);
            if things::looks_technical(word) {
                found.push(self.span(from, at));
            }
        }
        found
    }
}
