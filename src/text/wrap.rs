//! Text laid out in rows of a given number of cells, by the Unicode line breaking algorithm with
//! Chinese habits added.

use unicode_linebreak::linebreaks;
use unicode_segmentation::GraphemeCursor;

use super::Span;
use super::cells::{cluster, plain, width};

/// One visual row of a wrapped text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// All bytes that belong to the row, spaces at its end included, the newline not. The rows'
    /// spans are in order and leave out nothing but newlines.
    pub span: Span,
    /// One past the last byte to paint: spaces at which the row was broken are not painted.
    pub shown_end: usize,
    /// Cells that the painted bytes take.
    pub cells: usize,
    /// Whether a newline or the end of the text follows.
    pub ends_paragraph: bool,
}

impl Row {
    /// The bytes to paint.
    pub const fn shown(&self) -> Span {
        Span::new(self.span.start, self.shown_end)
    }

    /// The words to paint, out of the text that was wrapped.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.shown().of(text)
    }
}

/// The rows of the text at a width of `cells` (at least 1). An empty text is one empty row, and
/// so is what follows a last newline. No row is wider than `cells`, save one that holds a single
/// grapheme wider than that.
pub fn wrap(text: &str, cells: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = Some(0);
    while let Some(at) = start {
        let step = next_row(text, at, cells);
        rows.push(step.row);
        start = step.next;
    }
    rows
}

/// A row and what its layout hung on.
pub(super) struct Step {
    pub row: Row,
    /// Where the next row starts; none after the last.
    pub next: Option<usize>,
    /// One past the last byte that was looked at: a change from there on leaves the row as it is.
    pub reach: usize,
}

/// The row that starts at `start`. It depends on nothing before `start`, which is what allows an
/// editor to lay out again only around a change.
pub(super) fn next_row(text: &str, start: usize, cells: usize) -> Step {
    let cells = cells.max(1);
    let mut at = start;
    let mut used = 0;
    let mut recent = Recent::default();
    loop {
        let Some(next) = cluster(text, at).filter(|next| next.first != '\n') else {
            return paragraph_end(text, Span::new(start, at), used, cells);
        };
        let hangs = is_hanging_space(next.first, next.len);
        if !hangs && used + next.cells > cells && at > start {
            let limit = at + next.len;
            let end = last_opportunity(text, start, at, limit)
                .unwrap_or_else(|| recent.emergency_break(start, at, next.first));
            let shown = text.get(start..end).unwrap_or("").trim_end_matches([' ', IDEOGRAPHIC_SPACE]);
            let shown_end = start + shown.len();
            let left_out = width(text.get(shown_end..at).unwrap_or(""));
            let row = Row { span: Span::new(start, end), shown_end, cells: used - left_out, ends_paragraph: false };
            // One character more: whether the last cluster ends there hangs on it.
            return Step { row, next: Some(end), reach: limit + 1 };
        }
        recent.push(at, next.first, hangs);
        used += next.cells;
        at += next.len;
    }
}

fn paragraph_end(text: &str, span: Span, used: usize, cells: usize) -> Step {
    let mut shown_end = span.end;
    let mut shown_cells = used;
    if used > cells {
        let shown = span.of(text).trim_end_matches([' ', IDEOGRAPHIC_SPACE]);
        shown_end = span.start + shown.len();
        shown_cells = used - width(text.get(shown_end..span.end).unwrap_or(""));
    }
    let more = text.len() > span.end;
    Step {
        row: Row { span, shown_end, cells: shown_cells, ends_paragraph: true },
        next: more.then_some(span.end + 1),
        reach: span.end + 1,
    }
}

const IDEOGRAPHIC_SPACE: char = '\u{3000}';

/// Whether a cluster is a space that may stand past the edge, as on paper.
fn is_hanging_space(first: char, len: usize) -> bool {
    (first == ' ' && len == 1) || (first == IDEOGRAPHIC_SPACE && len == 3)
}

/// The last place in `start..=at` (but not `start`) where the text may be broken; the cluster at
/// `at` ends at `limit`.
fn last_opportunity(text: &str, start: usize, at: usize, limit: usize) -> Option<usize> {
    let line = text.get(start..limit)?;
    let standard = linebreaks(line)
        .map(|(offset, _)| start + offset)
        .take_while(|&place| place <= at)
        .filter(|&place| is_whole(text, start, place))
        .last();
    // The Unicode rules glue curly quotes to both neighbours; in Chinese they open and close.
    let from = standard.unwrap_or(start);
    let mut later = text.get(from..limit)?.char_indices().rev().peekable();
    while let Some((offset, next)) = later.next() {
        if let Some(&(_, before)) = later.peek()
            && from + offset <= at
            && breaks_at_quote(before, next)
        {
            return Some(from + offset);
        }
    }
    standard
}

/// Whether a standard opportunity does not fall inside a grapheme (a space that carries a mark).
fn is_whole(text: &str, start: usize, place: usize) -> bool {
    let line = text.get(start..).unwrap_or("");
    let Some(next) = text.get(place..).and_then(|t| t.chars().next()) else {
        return true;
    };
    plain(next).is_some() || GraphemeCursor::new(place - start, line.len(), true).is_boundary(line, 0).unwrap_or(true)
}

fn breaks_at_quote(before: char, next: char) -> bool {
    match (before, next) {
        (_, '“' | '‘') => is_han(before) || is_chinese_pause(before),
        ('”' | '’', _) => is_han(next),
        _ => false,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_chinese_pause(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '」' | '』' | '】')
}

/// The clusters just before the edge, for words longer than a row.
#[derive(Default)]
struct Recent {
    last: [Option<(usize, char)>; 3],
}

impl Recent {
    fn push(&mut self, at: usize, first: char, hangs: bool) {
        self.last = if hangs {
            [None; 3]
        } else {
            let [a, b, _] = self.last;
            [Some((at, first)), a, b]
        };
    }

    /// Where to break a row without an opportunity: at the edge `at`, or a few clusters before when
    /// the next row would begin with punctuation that closes, or a pair like …… would be torn.
    fn emergency_break(&self, start: usize, at: usize, next: char) -> usize {
        let mut untorn = None;
        let mut place = (at, next);
        for before in self.last.iter().flatten() {
            let torn = before.1 == place.1 && matches!(place.1, '—' | '…');
            if !torn {
                if !may_not_start(place.1) && !may_not_end(before.1) {
                    return place.0;
                }
                untorn = untorn.or(Some(place.0));
            }
            if before.0 <= start {
                break;
            }
            place = *before;
        }
        untorn.unwrap_or(at)
    }
}

fn may_not_start(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '》'
            | '」'
            | '』'
            | '】'
            | '〉'
            | '”'
            | '’'
            | '…'
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '%'
            | '％'
    )
}

fn may_not_end(c: char) -> bool {
    matches!(c, '（' | '《' | '「' | '『' | '【' | '〈' | '“' | '‘' | '(' | '[' | '{')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn rows() {
        let check = |text: &str, cells: usize, expect: &[&str]| {
            let rows = wrap(text, cells);
            let shown: Vec<_> = rows.iter().map(|row| row.of(text)).collect();
            assert_eq!(shown, expect, "{text:?} in {cells}");
        };
        check("", 5, &[""]);
        check("a\n\nb\n", 5, &["a", "", "b", ""]);
        check("the quick fox", 9, &["the quick", "fox"]);
        check("the quick    fox", 9, &["the quick", "fox"]);
        check("abcdefghij", 4, &["abcd", "efgh", "ij"]);
        check("see https://example.com/a/b", 12, &["see https://", "example.com/", "a/b"]);
        check("上线改到七月", 6, &["上线改", "到七月"]);
        check("上线改到七月", 7, &["上线改", "到七月"]);
        check("上线改，到七月", 6, &["上线", "改，到", "七月"]);
        check("他说（可以）吧", 6, &["他说", "（可", "以）吧"]);
        check("改了——晚三周", 5, &["改了", "——晚", "三周"]);
        check("等一等……好吗", 7, &["等一", "等……好", "吗"]);
        check("他说：“不行。”然后走了", 8, &["他说：", "“不行。”", "然后走了"]);
        check("don’t stop", 5, &["don’t", "stop"]);
        check("中", 1, &["中"]);
        check("中文a", 1, &["中", "文", "a"]);
        check("aaaaaa,b", 6, &["aaaaa", "a,b"]);
        check("好……", 3, &["好", "……"]);
        check("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]);
        check("👩‍👩‍👧👩‍👩‍👧🇨🇳", 4, &["👩‍👩‍👧👩‍👩‍👧", "🇨🇳"]);
        check("한국어 문장", 6, &["한국어", "문장"]);
        check("用 Rust 写的 coach", 8, &["用 Rust", "写的", "coach"]);
        check("压测38%超时1,200次", 8, &["压测38%", "超时", "1,200次"]);
        check("　　段首", 6, &["　　段", "首"]);
        check("      ", 3, &[""]);
        check("ab    \ncd", 3, &["ab", "cd"]);
        check("a  ", 5, &["a  "]);
    }

    #[test]
    fn a_long_word_is_linear() {
        let text = "a".repeat(1_000_000);
        assert_eq!(wrap(&text, 80).len(), 12_500);
    }

    proptest! {
        #[test]
        fn rows_cover_the_text(
            text in "(\\PC|[ab c，。（“”…—\n\u{301}\u{200d}👩🇨\u{3000}中文的是]){0,60}",
            cells in 0usize..12,
        ) {
            let rows = wrap(&text, cells);
            let mut at = 0;
            for (i, row) in rows.iter().enumerate() {
                prop_assert_eq!(row.span.start, at);
                prop_assert!(!row.span.of(&text).contains('\n'));
                prop_assert!(row.shown_end <= row.span.end);
                let shown = row.of(&text);
                prop_assert_eq!(row.cells, width(shown));
                prop_assert!(row.cells <= cells.max(1) || shown.graphemes(true).count() == 1, "{:?}", shown);
                let last = i + 1 == rows.len();
                let newline = text.get(row.span.end..).is_some_and(|t| t.starts_with('\n'));
                prop_assert_eq!(row.ends_paragraph, last || newline);
                prop_assert!(row.ends_paragraph || !row.span.is_empty());
                prop_assert!(GraphemeCursor::new(row.span.end, text.len(), true).is_boundary(&text, 0).unwrap());
                at = row.span.end + usize::from(newline);
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
