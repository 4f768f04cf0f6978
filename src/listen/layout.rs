//! Where sentences, clauses, questions and quotations lie in a folded text.

use crate::text::Span;

/// The lie of a folded text. All spans are into the folded text, in order, without overlap.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Sentences, trimmed of blanks at both ends.
    pub sentences: Vec<Sentence>,
    /// Clauses, trimmed of blanks and of the mark that ends them.
    pub clauses: Vec<Clause>,
    /// What stands between quotation marks (marks left out).
    pub quotes: Vec<Span>,
}

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// From the first letter to the closing mark.
    pub span: Span,
    /// Where its words end and its closing marks begin.
    pub words_end: usize,
    /// Whether it asks.
    pub asks: bool,
}

/// One clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clause {
    /// Its words.
    pub span: Span,
    /// The sentence that it belongs to.
    pub sentence: usize,
}

impl Layout {
    /// Finds them. Linear in the length.
    pub fn new(text: &str) -> Self {
        let mut layout = Layout { quotes: quotes(text), ..Layout::default() };
        let mut start = 0;
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut at = 0;
        while let Some(&(_, c)) = chars.get(at) {
            let mut next = at + 1;
            let ends = match c {
                '。' | '!' | '?' | '\n' | '\r' => true,
                '.' => full_stop(&chars, at),
                _ => false,
            };
            if ends {
                while let Some(&(_, more)) = chars.get(next) {
                    if matches!(more, '。' | '!' | '?' | '”' | '’' | '"' | ')' | '…' | '.') {
                        next += 1;
                    } else {
                        break;
                    }
                }
                let end = chars.get(next).map_or(text.len(), |&(byte, _)| byte);
                layout.sentence(text, start, end);
                start = end;
            }
            at = next;
        }
        layout.sentence(text, start, text.len());
        layout
    }

    /// Adds a sentence with its clauses, unless it holds no letter.
    fn sentence(&mut self, text: &str, start: usize, end: usize) {
        let span = trimmed(text, start, end);
        let words = span.of(text);
        if !words.chars().any(char::is_alphanumeric) {
            return;
        }
        let bare = words.trim_end_matches(|c: char| !c.is_alphanumeric());
        let words_end = span.start + bare.len();
        let tail = text.get(words_end..span.end).unwrap_or("");
        let asks = tail.contains('?') || bare.ends_with('吗') || bare.ends_with('呢') && bare.contains("怎么");
        let index = self.sentences.len();
        self.sentences.push(Sentence { span, words_end, asks });
        self.clauses_of(text, Span::new(span.start, words_end), index);
    }

    fn clauses_of(&mut self, text: &str, span: Span, sentence: usize) {
        let words = span.of(text);
        let mut from = span.start;
        let mut before = ' ';
        let mut chars = words.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map_or(' ', |&(_, c)| c);
            let splits = match c {
                ',' | ':' => !(before.is_ascii_digit() && after.is_ascii_digit()),
                '，' | '；' | ';' | '—' | '…' => true,
                '(' | ')' => true,
                '-' => before == ' ' && after == ' ',
                _ => false,
            };
            let here = span.start + at;
            if splits {
                self.clause(text, from, here, sentence);
                from = here + c.len_utf8();
            } else if here > from && turns(words.get(at..).unwrap_or(""), before) {
                self.clause(text, from, here, sentence);
                from = here;
            }
            before = c;
        }
        self.clause(text, from, span.end, sentence);
    }

    fn clause(&mut self, text: &str, start: usize, end: usize, sentence: usize) {
        let span = trimmed(text, start, end);
        if !span.is_empty() && span.of(text).chars().any(char::is_alphanumeric) {
            self.clauses.push(Clause { span, sentence });
        }
    }

    /// The clause that holds a byte; the nearest one before it when the byte lies between two.
    pub fn clause_at(&self, byte: usize) -> usize {
        self.clauses.partition_point(|clause| clause.span.start <= byte).saturating_sub(1)
    }

    /// The sentence that holds a byte.
    pub fn sentence_at(&self, byte: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.start <= byte).saturating_sub(1)
    }

    /// Whether a stretch lies inside quotation marks.
    pub fn quoted(&self, span: Span) -> bool {
        let at = self.quotes.partition_point(|quote| quote.end < span.end);
        self.quotes.get(at).is_some_and(|quote| quote.holds(&span))
    }
}

/// Whether the words turn here: what follows takes back or contrasts what went before.
fn turns(rest: &str, before: char) -> bool {
    const HAN: [&str; 7] = ["但是", "不过", "可是", "然而", "而是", "只是", "只不过"];
    const LATIN: [&str; 4] = ["but ", "however ", "whereas ", "although "];
    match rest.as_bytes().first() {
        Some(b'b' | b'h' | b'w' | b'a') => before == ' ' && LATIN.iter().any(|turn| rest.starts_with(turn)),
        Some(0xe4..=0xe9) => HAN.iter().any(|turn| rest.starts_with(turn)),
        _ => false,
    }
}

/// Whether the full stop at `at` ends a sentence: a blank, a closing mark or nothing follows, and no abbreviation stands before.
fn full_stop(chars: &[(usize, char)], at: usize) -> bool {
    let after = chars.get(at + 1).map_or(' ', |&(_, c)| c);
    if !(after.is_whitespace() || matches!(after, '”' | '"' | ')' | '\'')) && !('\u{2e80}'..='\u{ffff}').contains(&after) {
        return false;
    }
    let mut word = String::new();
    for &(_, c) in chars.get(..at).unwrap_or(&[]).iter().rev().take(6) {
        if c.is_ascii_alphabetic() || c == '.' {
            word.insert(0, c);
        } else {
            break;
        }
    }
    !matches!(
        word.as_str(),
        "mr" | "mrs" | "ms" | "dr" | "prof" | "no" | "st" | "vs" | "e.g" | "i.e" | "approx" | "a.m" | "p.m" | "ltd" | "inc" | "fig"
    ) || matches!(word.as_str(), "a.m" | "p.m" | "ltd" | "inc" | "no")
        && chars.get(at + 1..).unwrap_or(&[]).iter().all(|&(_, c)| !c.is_alphanumeric())
        || word == "no" && !chars.get(at + 2).is_some_and(|&(_, c)| c.is_ascii_digit())
}

/// What stands between quotation marks, curly or straight; an unclosed mark quotes nothing.
fn quotes(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut curly: Option<usize> = None;
    let mut straight: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match c {
            '“' => curly = Some(at + c.len_utf8()),
            '”' => {
                if let Some(open) = curly.take() {
                    found.push(Span::new(open, at));
                }
            }
            '"' => match straight.take() {
                Some(open) => found.push(Span::new(open, at)),
                None => straight = Some(at + 1),
            },
            '\n' => {
                curly = None;
                straight = None;
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// The stretch without blanks and stray marks at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let words = text.get(start..end).unwrap_or("");
    let rest = words.trim_start();
    let lead = words.len() - rest.len();
    Span::new(start + lead, start + lead + rest.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sentences: &[&str], clauses: &[&str]) {
        let layout = Layout::new(text);
        let found: Vec<&str> = layout.sentences.iter().map(|s| s.span.of(text)).collect();
        assert_eq!(found, sentences, "sentences of {text}");
        let found: Vec<&str> = layout.clauses.iter().map(|c| c.span.of(text)).collect();
        assert_eq!(found, clauses, "clauses of {text}");
    }

    #[test]
    fn sentences_and_clauses() {
        check("做不了。真的？", &["做不了。", "真的？"], &["做不了", "真的"]);
        check("mr. lee pays 1,306.50 now. thanks", &["mr. lee pays 1,306.50 now.", "thanks"], &["mr. lee pays 1,306.50 now", "thanks"]);
        check("we tried but it failed, sorry!", &["we tried but it failed, sorry!"], &["we tried", "but it failed", "sorry"]);
        check("at 4 a.m. we left. ok", &["at 4 a.m. we left.", "ok"], &["at 4 a.m. we left", "ok"]);
        check("他说“好。”走了", &["他说“好。”", "走了"], &["他说“好", "走了"]);
        check("", &[], &[]);
        check("……", &[], &[]);
    }

    #[test]
    fn quotations_need_both_marks() {
        let layout = Layout::new("say \"no\" and “yes");
        assert_eq!(layout.quotes, vec![Span::new(5, 7)]);
    }
}
