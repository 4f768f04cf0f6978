//! Folding: one way of writing for everything that is compared, with the way back to the original.

use super::{Span, trad};

/// A text in one way of writing: lower case, half width, straight apostrophes, simplified characters.
///
/// Every folded character comes from exactly one original character, so a span can always be led back.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Where folded and original places begin to differ by another number of bytes: right after each character that
    /// takes more or fewer bytes folded, as (folded place, original place).
    turns: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds a text. Linear in its length.
    pub fn new(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), turns: Vec::new() };
        for (at, c) in original.char_indices() {
            let as_compared = fold(c);
            folded.text.push(as_compared);
            if as_compared.len_utf8() != c.len_utf8() {
                folded.turns.push((folded.text.len() as u32, (at + c.len_utf8()) as u32));
            }
        }
        folded
    }

    /// The folded place of a place in the original that lies on a character boundary.
    pub fn place(&self, original: usize) -> usize {
        let after = self.turns.partition_point(|(_, from)| *from as usize <= original);
        let (folded, from) = self.turn_before(after);
        (folded + (original - from)).min(self.text.len())
    }

    /// The stretch of the original that a folded stretch came from.
    pub fn original(&self, span: Span) -> Span {
        let led_back = |place: usize| {
            let after = self.turns.partition_point(|(folded, _)| *folded as usize <= place);
            let (folded, from) = self.turn_before(after);
            from + (place - folded)
        };
        let start = led_back(span.start);
        Span::new(start, led_back(span.end).max(start))
    }

    /// The turn before the one at `after`; the beginning when there is none.
    fn turn_before(&self, after: usize) -> (usize, usize) {
        let turn = after.checked_sub(1).and_then(|at| self.turns.get(at));
        turn.map_or((0, 0), |(folded, from)| (*folded as usize, *from as usize))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_way_of_writing() {
        let check = |typed: &str, folded: &str| assert_eq!(Folded::new(typed).text, folded);
        check("We CAN’T，１２：３０", "we can't,12:30");
        check("專案延期「三週」", "专案延期“三周”");
        check("e\u{301}É 👩‍👩‍👧\u{3000}", "e\u{301}é 👩‍👩‍👧 ");
    }

    proptest! {
        #[test]
        fn every_place_leads_back(text in "(\\PC|[aÉİ１’「專 中👍]){0,40}") {
            let folded = Folded::new(&text);
            let mut at = 0;
            for ((from, c), now) in text.char_indices().zip(folded.text.chars()) {
                let to = at + now.len_utf8();
                prop_assert_eq!(folded.place(from), at);
                prop_assert_eq!(folded.original(Span::new(at, to)), Span::new(from, from + c.len_utf8()));
                at = to;
            }
            prop_assert_eq!(folded.place(text.len()), folded.text.len());
        }
    }
}
