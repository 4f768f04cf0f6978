//! Folding: one way of writing for everything that is compared, with the way back to the original.

use super::{Span, trad};

/// A text in one way of writing: lower case, half width, straight apostrophes, simplified characters.
///
/// Every folded character comes from exactly one original character, so a span can always be led back.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Where the character of each folded byte starts in the original; one entry more for the end.
    origin: Vec<u32>,
}

impl Folded {
    /// Folds a text. Linear in its length.
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        for (at, c) in original.char_indices() {
            let folded = fold(c);
            text.push(folded);
            origin.resize(text.len(), at as u32);
        }
        origin.push(original.len() as u32);
        Self { text, origin }
    }

    /// The folded place of a place in the original.
    pub fn place(&self, original: usize) -> usize {
        self.origin.partition_point(|&origin| (origin as usize) < original).min(self.text.len())
    }

    /// The stretch of the original that a folded stretch came from.
    pub fn original(&self, span: Span) -> Span {
        let start = self.origin.get(span.start).copied().unwrap_or(0);
        let mut end = self.origin.get(span.end).copied().unwrap_or(start);
        if end < start {
            end = start;
        }
        Span::new(start as usize, end as usize)
    }
}

/// One character in the way of writing that words are compared in.
fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\u{7f}' => c,
        '\u{ff01}'..='\u{ff5e}' => {
            let half = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
            half.to_ascii_lowercase()
        }
        '\u{3000}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        '‘' | '’' | 'ʼ' => '\'',
        '「' | '『' | '„' | '«' => '“',
        '」' | '』' | '»' => '”',
        '–' | '―' => '—',
        '\u{4e00}'..='\u{9fff}' => trad::simplified(c),
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

/// A word of the content, folded like the text that it will be sought in.
pub fn folded_word(word: &str) -> String {
    word.chars().map(fold).collect()
}
