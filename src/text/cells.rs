//! How many terminal cells a text takes, and cutting and padding to a number of cells.
//!
//! Widths are those that ratatui paints with: per grapheme, by `unicode-width`.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The mark of a cut in terminals that show Unicode; one cell.
pub const ELLIPSIS: &str = "…";
/// The mark of a cut where only ASCII may be shown; three cells.
pub const ELLIPSIS_ASCII: &str = "...";

/// Cells that the text takes on one line. Control characters take none.
pub fn width(text: &str) -> usize {
    let mut at = 0;
    let mut cells = 0;
    while let Some(cluster) = cluster(text, at) {
        at += cluster.len;
        cells += cluster.cells;
    }
    cells
}

/// Cells of one grapheme cluster.
pub fn grapheme_width(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [byte] => usize::from(!byte.is_ascii_control()),
        _ if grapheme.contains(char::is_control) => 0,
        // ratatui 0.30 adds a cell for each half-width sound mark to what `unicode-width` says.
        _ => grapheme.width() + grapheme.matches(['\u{ff9e}', '\u{ff9f}']).count(),
    }
}

/// The text, cut to `cells` cells with `…` when it is longer. Never splits a grapheme.
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    fit_with(text, cells, ELLIPSIS)
}

/// [`fit`] with a mark of one's own, such as [`ELLIPSIS_ASCII`]; too little room shortens the mark.
pub fn fit_with<'t>(text: &'t str, cells: usize, mark: &str) -> Cow<'t, str> {
    if text.len() <= cells || fits(text, cells) {
        return Cow::Borrowed(text);
    }
    let room = cells.saturating_sub(width(mark));
    let kept = head(text, room).trim_end();
    let mark = head(mark, cells - width(kept));
    Cow::Owned([kept, mark].concat())
}

/// The text, filled up with spaces on the right to `cells` cells; a longer text stays as it is.
pub fn pad_right(text: &str, cells: usize) -> Cow<'_, str> {
    match cells.saturating_sub(width(text)) {
        0 => Cow::Borrowed(text),
        missing => Cow::Owned(format!("{text}{:missing$}", "")),
    }
}

/// The text, filled up with spaces on the left to `cells` cells; a longer text stays as it is.
pub fn pad_left(text: &str, cells: usize) -> Cow<'_, str> {
    match cells.saturating_sub(width(text)) {
        0 => Cow::Borrowed(text),
        missing => Cow::Owned(format!("{:missing$}{text}", "")),
    }
}

/// The longest start of the text, in whole graphemes, that takes at most `cells` cells.
pub fn head(text: &str, cells: usize) -> &str {
    let mut at = 0;
    let mut used = 0;
    while let Some(cluster) = cluster(text, at) {
        used += cluster.cells;
        if used > cells {
            break;
        }
        at += cluster.len;
    }
    text.get(..at).unwrap_or(text)
}

/// Whether the text takes at most `cells`; looks no further than it must.
fn fits(text: &str, cells: usize) -> bool {
    head(text, cells).len() == text.len()
}

/// A grapheme cluster met on the way through a text.
#[derive(Clone, Copy)]
pub(super) struct Cluster {
    /// Bytes.
    pub len: usize,
    /// Terminal cells.
    pub cells: usize,
    /// Its first character.
    pub first: char,
}

/// The cluster that starts at `at`, which must be a grapheme boundary; none at the end.
pub(super) fn cluster(text: &str, at: usize) -> Option<Cluster> {
    let rest = text.get(at..)?;
    let mut chars = rest.chars();
    let first = chars.next()?;
    if let Some(cells) = plain(first)
        && chars.next().is_none_or(|next| next == '\n' || plain(next).is_some())
    {
        return Some(Cluster { len: first.len_utf8(), cells, first });
    }
    let grapheme = rest.graphemes(true).next()?;
    Some(Cluster { len: grapheme.len(), cells: grapheme_width(grapheme), first })
}

/// Cells of the characters that make up nearly all text here. Two of them side by side are always
/// two graphemes (their Grapheme_Cluster_Break is Other), which spares the full algorithm.
#[inline]
pub(super) fn plain(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        '\u{4e00}'..='\u{9fff}' => Some(2),
        '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{ff01}'..='\u{ff5e}' => Some(2),
        '—' | '‘' | '’' | '“' | '”' | '…' => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths() {
        let check = |text: &str, cells: usize| assert_eq!(width(text), cells, "{text:?}");
        check("", 0);
        check("abc", 3);
        check("中文，。", 8);
        check("“a”……——", 7);
        check("e\u{301}", 1);
        check("한글", 4);
        check("👩‍👩‍👧", 2);
        check("🇨🇳🇬🇧", 4);
        check("❤\u{fe0f}", 2);
        check("1\u{fe0f}\u{20e3}", 2);
        check("ﾊﾟ", 3);
        check("a\nb\u{7}", 2);
    }

    #[test]
    fn cutting() {
        let check = |text: &str, cells: usize, expect: &str| {
            assert_eq!(fit(text, cells), expect, "{text:?} in {cells}");
        };
        check("abc", 3, "abc");
        check("abcd", 3, "ab…");
        check("上线改期", 8, "上线改期");
        check("上线改期", 7, "上线改…");
        check("上线改期", 6, "上线…");
        check("a bcd", 3, "a…");
        check("上线", 1, "…");
        check("上线", 0, "");
        check("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…");
        check("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…");
        assert_eq!(fit_with("abcdef", 5, ELLIPSIS_ASCII), "ab...");
        assert_eq!(fit_with("abcdef", 2, ELLIPSIS_ASCII), "..");
        assert_eq!(pad_right("中", 4), "中  ");
        assert_eq!(pad_left("12", 4), "  12");
        assert_eq!(pad_right("中文", 3), "中文");
    }

    proptest! {
        #[test]
        fn agrees_with_the_painter(text in "(\\PC|[a中，“\u{301}\u{200d}\u{fe0f}👩🇨ﾊﾟ가ᄀ]){0,20}") {
            use ratatui::buffer::CellWidth;
            let painted: usize = text.graphemes(true).map(|g| usize::from(g.cell_width())).sum();
            prop_assert_eq!(width(&text), painted);
        }

        #[test]
        fn fits_and_cuts_at_graphemes(text in "(\\PC|[a中\u{301}\u{200d}👩🇨]){0,20}", cells in 0usize..20) {
            prop_assert!(width(&fit(&text, cells)) <= cells);
            let kept = head(&text, cells);
            prop_assert!(text.starts_with(kept));
            let whole: String = text.graphemes(true).take(kept.graphemes(true).count()).collect();
            prop_assert_eq!(whole.as_str(), kept);
        }
    }
}
