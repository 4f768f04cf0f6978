//! Texts cut into sentences and sentences into clauses, in Chinese, English and both at once.

mod clause;
mod sentence;

pub use clause::clauses;
pub use sentence::sentences;

use super::Span;

/// A text by character, for rules that look around.
struct Chars<'t> {
    text: &'t str,
    start: usize,
    list: Vec<(u32, char)>,
}

impl<'t> Chars<'t> {
    fn new(text: &'t str, span: Span) -> Self {
        let words = span.of(text);
        let mut list = Vec::with_capacity(words.len());
        list.extend(words.char_indices().map(|(at, c)| (at as u32, c)));
        Self { text, start: span.start, list }
    }

    fn len(&self) -> usize {
        self.list.len()
    }

    fn at(&self, i: usize) -> Option<char> {
        self.list.get(i).map(|&(_, c)| c)
    }

    /// The character before `i`.
    fn before(&self, i: usize) -> Option<char> {
        self.at(i.checked_sub(1)?)
    }

    /// Where character `i` starts in the text.
    fn byte(&self, i: usize) -> usize {
        let end = || self.list.last().map_or(0, |&(at, c)| at as usize + c.len_utf8());
        self.start + self.list.get(i).map_or_else(end, |&(at, _)| at as usize)
    }

    /// The characters `from..to` without white space around them, if any are left.
    fn trimmed(&self, from: usize, to: usize) -> Option<Span> {
        let span = Span::new(self.byte(from), self.byte(to));
        let words = span.of(self.text);
        let start = span.start + words.len() - words.trim_start().len();
        let trimmed = Span::new(start, start + words.trim().len());
        (!trimmed.is_empty()).then_some(trimmed)
    }

    /// The first character at or after `i` that is no blank; none before a newline or the end.
    fn next_word_start(&self, i: usize) -> Option<char> {
        let rest = self.list.get(i..)?.iter().map(|&(_, c)| c);
        rest.take_while(|&c| c != '\n').find(|c| !c.is_whitespace())
    }

    /// Whether this word, in lower case, stands at `i` and ends there.
    fn stands(&self, i: usize, word: &str) -> bool {
        let letters = word.chars().enumerate();
        let mut alike = letters.map(|(n, c)| self.at(i + n).is_some_and(|typed| typed.to_ascii_lowercase() == c));
        alike.all(|alike| alike) && !self.at(i + word.len()).is_some_and(is_word_char)
    }

    /// The ASCII word that starts at or after `i` behind blanks, in lower case; empty when none.
    fn word_after(&self, i: usize) -> String {
        let rest = self.list.get(i..).unwrap_or(&[]).iter().map(|&(_, c)| c);
        let letters = rest.skip_while(|c| *c == ' ').take_while(|c| is_word_char(*c));
        letters.take(LONGEST_WORD).map(|c| c.to_ascii_lowercase()).collect()
    }

    /// Where the ASCII word that ends before `i`, blanks between, starts; `i` when there is none.
    fn word_before(&self, i: usize) -> usize {
        let mut start = i;
        while start > 0 && self.before(start) == Some(' ') {
            start -= 1;
        }
        let end = start;
        while start > 0 && end - start < LONGEST_WORD && self.before(start).is_some_and(is_word_char) {
            start -= 1;
        }
        if start == end { i } else { start }
    }

    /// The characters `from..to` in ASCII lower case, blanks around them left out.
    fn lower(&self, from: usize, to: usize) -> String {
        let letters: String = self.list.get(from..to).unwrap_or(&[]).iter().map(|&(_, c)| c).collect();
        letters.trim().to_ascii_lowercase()
    }

    /// One past the closing quotes and brackets at `i`. `quoted` says whether a straight double
    /// quote is open, and follows.
    fn closers_end(&self, mut i: usize, quoted: &mut bool) -> usize {
        loop {
            match self.at(i) {
                Some('"') if *quoted => *quoted = false,
                Some('\'') if self.at(i + 1).is_none_or(|c| c.is_whitespace() || is_closer(c)) => {}
                Some(c) if is_closer(c) => {}
                _ => return i,
            }
            i += 1;
        }
    }
}

/// Longest word that any rule here knows, and some: keeps looking around cheap.
const LONGEST_WORD: usize = 16;

fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\'' | '’')
}

/// Whether a character belongs to a word: the Han block, which fills Chinese texts, needs no look-up.
fn is_alphanumeric(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | '〉' | '】' | '〕' | '»' | ')' | ']' | '}')
}

fn is_month_or_day(word: &str) -> bool {
    const NAMES: [&str; 19] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    word.len() >= 3 && NAMES.iter().any(|name| name.starts_with(word))
}
