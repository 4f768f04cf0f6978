//! Where sentences, clauses, questions and quotations lie in a folded text.

use std::ops::Range;

use crate::text::{self, Span};

use crate::text::Folded;

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

/// A stretch of the text that begins and ends between sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where.
    pub span: Span,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Its clauses.
    pub clauses: Range<usize>,
}

/// The least length of a piece, in bytes.
const PIECE: usize = 8 << 10;

impl Layout {
    /// Finds them. Linear in the length.
    pub fn new(original: &str, folded: &Folded) -> Self {
        let text = folded.text.as_str();
        let place = |span: &Span| Span::new(folded.place(span.start), folded.place(span.end));
        let mut layout = Layout { quotes: quotes(text), ..Layout::default() };
        for sentence in text::sentences(original) {
            let span = place(&sentence);
            let bare = span.of(text).trim_end_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() {
                continue;
            }
            let words_end = span.start + bare.len();
            let marks = text.get(words_end..span.end).unwrap_or("");
            let asks = marks.contains('?') || bare.ends_with('吗');
            let index = layout.sentences.len();
            layout.sentences.push(Sentence { span, words_end, asks });
            for clause in text::clauses(original, sentence) {
                let span = place(&clause);
                let bare = span.of(text).trim_end_matches(|c: char| !c.is_alphanumeric());
                if !bare.is_empty() {
                    layout
                        .clauses
                        .push(Clause { span: Span::new(span.start, span.start + bare.len()), sentence: index });
                }
            }
        }
        layout
    }

    /// The text in pieces of whole sentences, each of some length at least: what is sought within sentences at most is
    /// sought piece by piece, so that a long text takes no more memory than a short one.
    pub fn pieces(&self, length: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut start, mut first) = (0, 0);
        for (index, sentence) in self.sentences.iter().enumerate().skip(1) {
            if sentence.span.start >= start + PIECE {
                pieces.push(self.piece(Span::new(start, sentence.span.start), first..index));
                (start, first) = (sentence.span.start, index);
            }
        }
        pieces.push(self.piece(Span::new(start, length), first..self.sentences.len()));
        pieces
    }

    fn piece(&self, span: Span, sentences: Range<usize>) -> Piece {
        let from = self.clauses.partition_point(|clause| clause.sentence < sentences.start);
        let to = self.clauses.partition_point(|clause| clause.sentence < sentences.end);
        Piece { span, sentences, clauses: from..to }
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

impl Layout {
    /// Whether a stretch holds a whole quotation.
    pub fn quotes_within(&self, span: Span) -> bool {
        let at = self.quotes.partition_point(|quote| quote.start < span.start);
        let here = self.quotes.iter().skip(at).take_while(|quote| quote.start < span.end);
        here.into_iter().any(|quote| quote.end <= span.end)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, clauses: &[&str], asks: &[bool]) {
        let folded = Folded::new(text);
        let layout = Layout::new(text, &folded);
        let found: Vec<&str> = layout.clauses.iter().map(|c| folded.original(c.span).of(text)).collect();
        assert_eq!(found, clauses, "clauses of {text}");
        let found: Vec<bool> = layout.sentences.iter().map(|s| s.asks).collect();
        assert_eq!(found, asks, "questions of {text}");
    }

    #[test]
    fn clauses_and_questions() {
        check("做不了。真的？", &["做不了", "真的"], &[false, true]);
        check("Mr Lee pays １,306.50 now. OK?", &["Mr Lee pays １,306.50 now", "OK"], &[false, true]);
        check("您看行吗", &["您看行吗"], &[true]);
        check("", &[], &[]);
        check("……", &[], &[]);
    }

    #[test]
    fn quotations_need_both_marks() {
        assert_eq!(quotes("say \"no\" and “yes"), vec![Span::new(5, 7)]);
        assert_eq!(quotes("他说“好”"), vec![Span::new(9, 12)]);
    }
}
