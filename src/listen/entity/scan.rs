//! One pass over a text that tries, at every place where something may begin, what it could be.

use crate::text::Span;

use super::gate::{GATE, Kinds};
use super::{Entity, EntityKind, Told, Value, en, number, quantity, things, zh};

/// A text laid out by characters, folded and as typed.
pub(crate) struct Scan {
    /// Folded characters.
    pub chars: Vec<char>,
    /// The same characters as typed.
    pub typed: Vec<char>,
    /// The folded byte at which each character starts; one more for the end.
    bytes: Vec<u32>,
    /// Where the text stands in the whole one.
    start: usize,
}

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
    /// Lays a text out. The folded text has one character for each typed one; it stands at `start` in the whole one.
    pub fn new(original: &str, folded: &str, start: usize) -> Self {
        let mut bytes = Vec::with_capacity(folded.len() + 1);
        bytes.extend(folded.char_indices().map(|(at, _)| at as u32));
        bytes.push(folded.len() as u32);
        let laid_out = |text: &str| {
            let mut chars = Vec::with_capacity(bytes.len());
            chars.extend(text.chars());
            chars
        };
        Self { chars: laid_out(folded), typed: laid_out(original), bytes, start }
    }

    /// The folded stretch of characters `from..to`.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let byte = |at: usize| self.start + self.bytes.get(at).copied().unwrap_or_default() as usize;
        Span::new(byte(from), byte(to))
    }

    /// Everything named, in order, without overlap.
    pub fn entities(&self) -> Vec<Entity> {
        let gate = &*GATE;
        let mut found: Vec<Entity> = Vec::new();
        let mut at = 0;
        while let Some(&c) = self.chars.get(at) {
            let word = if c.is_ascii_alphabetic() { self.letters(at) } else { 0 };
            let may = match word {
                0 => gate.character(c),
                _ => gate.word(&self.chars, at, word) | if self.names(at) { Kinds::PERSON } else { Kinds::NONE },
            };
            let hit = if may == Kinds::NONE { None } else { self.recognise(at, may) };
            match hit {
                Some(hit) if hit.end > at => {
                    let span = self.span(at, hit.end);
                    self.push(&mut found, Entity { kind: hit.kind, span, value: hit.value });
                    at = hit.end;
                    // Inside a word nothing begins.
                    if number::letter(&self.chars, at - 1) {
                        at = self.word_end(at);
                    }
                }
                _ if c.is_ascii_alphanumeric() => at = self.word_end(at),
                // What is left of a numeral is no number of its own: 第十五组 is no 五组.
                _ => at = number::numeral_end(&self.chars, at).max(at + 1),
            }
        }
        found
    }

    /// How many letters stand here.
    fn letters(&self, at: usize) -> usize {
        self.chars.iter().skip(at).take_while(|c| c.is_ascii_lowercase()).count()
    }

    /// Where the letters and digits end that stand here.
    fn word_end(&self, at: usize) -> usize {
        at + self.chars.iter().skip(at).take_while(|c| c.is_ascii_alphanumeric()).count()
    }

    /// Whether what stands here is written like a name.
    fn names(&self, at: usize) -> bool {
        let upper = |at: usize| self.typed.get(at).is_some_and(|c| c.is_uppercase());
        upper(at) && !upper(at + 1)
    }

    fn recognise(&self, at: usize, may: Kinds) -> Option<Recognised> {
        let date = may.holds(Kinds::DATE);
        let quantity = || may.holds(Kinds::QUANTITY).then(|| quantity::quantity(&self.chars, at)).flatten();
        let document = || may.holds(Kinds::DOCUMENT).then(|| things::document(&self.chars, at)).flatten();
        let person = may.holds(Kinds::PERSON);
        let first = self.chars.get(at).copied().unwrap_or(' ');
        if first.is_ascii_alphabetic() {
            let date = || date.then(|| en::date(&self.chars, at)).flatten();
            let person = || person.then(|| things::person_en(self, at)).flatten();
            date().or_else(quantity).or_else(document).or_else(person)
        } else {
            let date_zh = || date.then(|| zh::date(&self.chars, at)).flatten();
            let date_en = || (date && first.is_ascii()).then(|| en::date(&self.chars, at)).flatten();
            let person = || person.then(|| things::person_zh(&self.chars, at)).flatten();
            date_zh().or_else(date_en).or_else(quantity).or_else(document).or_else(person)
        }
    }

    /// Adds an entity; a day and a clock time side by side are one point in time.
    fn push(&self, found: &mut Vec<Entity>, next: Entity) {
        if let Some(last) = found.last_mut()
            && let (Value::Date(day), Value::Date(more)) = (&mut last.value, &next.value)
        {
            let touching = next.span.start <= last.span.end + 1 || {
                let place = |byte: usize| self.bytes.partition_point(|b| self.start + (*b as usize) < byte);
                let (from, to) = (place(last.span.end), place(next.span.start));
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
        let mut from = 0;
        for word in self.typed.split(|c| !c.is_ascii_alphanumeric() && *c != '_') {
            if things::looks_technical(word) {
                found.push(self.span(from, from + word.len()));
            }
            from += word.len() + 1;
        }
        found
    }
}
