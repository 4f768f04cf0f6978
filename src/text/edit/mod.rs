//! A text under the cursor: what the keys do to it, and the rows to paint.

mod history;
mod layout;
mod message;
mod words;

use std::cell::RefCell;
use std::mem;

use super::{Row, Span, clean_line, clean_text};
use history::{Change, History, Kind, Place};
use layout::{Layout, Spot};
pub use message::{Changed, Edit, Motion};
use words::Stride;

/// What a pane shows of a buffer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The rows to paint from top to bottom, at most the height asked for. Spans are bytes of
    /// [`Buffer::text`].
    pub rows: Vec<Row>,
    /// The row of the text at the top of the pane: give it back on the next call.
    pub scroll: usize,
    /// The cursor's row in `rows`.
    pub cursor_row: usize,
    /// The cursor's cell, always less than the width.
    pub cursor_col: usize,
    /// Rows of the whole text.
    pub total: usize,
}

/// A text being edited. Its cursor always stands on a grapheme boundary, its text is always clean
/// (see [`clean_text`]).
#[derive(Debug, Clone)]
pub struct Buffer {
    text: String,
    cursor: usize,
    anchor: Option<usize>,
    /// The column that moving up and down aims at, in cells.
    goal: Option<usize>,
    single_line: bool,
    limit: usize,
    killed: String,
    history: History,
    layout: RefCell<Option<Layout>>,
}

impl Default for Buffer {
    fn default() -> Self {
        Self::new("")
    }
}

impl Buffer {
    /// A buffer of many lines with the text, cleaned, and the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self::with(clean_text(text).into_owned(), false)
    }

    /// A buffer of one line: newlines, now and later, become spaces.
    pub fn single_line(text: &str) -> Self {
        Self::with(clean_line(text).into_owned(), true)
    }

    fn with(text: String, single_line: bool) -> Self {
        Self {
            cursor: text.len(),
            text,
            anchor: None,
            goal: None,
            single_line,
            limit: usize::MAX,
            killed: String::new(),
            history: History::default(),
            layout: RefCell::new(None),
        }
    }

    /// Refuses edits that make the text longer than `bytes`.
    #[must_use]
    pub fn with_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The byte that the cursor stands before.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor at the byte `at` or the next grapheme boundary, and drops the selection.
    pub fn set_cursor(&mut self, at: usize) {
        self.cursor = words::snap(&self.text, at);
        self.anchor = None;
        self.goal = None;
        self.history.close();
    }

    /// What is selected, if anything.
    pub fn selection(&self) -> Option<Span> {
        let anchor = self.anchor.filter(|&anchor| anchor != self.cursor)?;
        Some(Span::new(anchor.min(self.cursor), anchor.max(self.cursor)))
    }

    /// What was last cut or copied.
    pub fn killed(&self) -> &str {
        &self.killed
    }

    /// Takes the text out; what is left is an empty buffer with nothing to undo. Limit, kind and
    /// what was last cut stay.
    pub fn take(&mut self) -> String {
        let text = mem::take(&mut self.text);
        *self = Self {
            killed: mem::take(&mut self.killed),
            limit: self.limit,
            ..Self::with(String::new(), self.single_line)
        };
        text
    }

    /// Does what the user asks.
    pub fn apply(&mut self, edit: &Edit) -> Changed {
        match edit {
            Edit::Insert(typed) => {
                let typed = self.cleaned(typed);
                let starts_word = self.starts_word(&typed);
                self.insert(&typed, Kind::Type { starts_word })
            }
            Edit::Newline if self.single_line => Changed::Nothing,
            Edit::Newline => self.insert("\n", Kind::Other),
            Edit::Paste(pasted) => self.insert(&self.cleaned(pasted), Kind::Other),
            Edit::Yank => {
                let killed = self.cleaned(&self.killed);
                self.insert(&killed, Kind::Other)
            }
            Edit::Backspace => {
                let from = words::previous_grapheme(&self.text, self.cursor);
                let kind = Kind::Rub { ends_word: self.ends_word() };
                self.delete(Span::new(from, self.cursor), kind)
            }
            Edit::Delete => {
                let to = words::next_grapheme(&self.text, self.cursor);
                self.delete(Span::new(self.cursor, to), Kind::Other)
            }
            Edit::DeleteWordBack => {
                let from = words::word_start(&self.text, self.cursor, Stride::Pair);
                self.delete(Span::new(from, self.cursor), Kind::Other)
            }
            Edit::DeleteWordForward => {
                let to = words::word_end(&self.text, self.cursor, Stride::Pair);
                self.delete(Span::new(self.cursor, to), Kind::Other)
            }
            Edit::KillToEnd => {
                let end = words::line_end(&self.text, self.cursor);
                let end = if end == self.cursor { (end + 1).min(self.text.len()) } else { end };
                self.kill(Span::new(self.cursor, end))
            }
            Edit::KillToStart => self.kill(Span::new(words::line_start(&self.text, self.cursor), self.cursor)),
            Edit::Cut => self.kill(Span::new(self.cursor, self.cursor)),
            Edit::Copy => {
                if let Some(selected) = self.selection() {
                    self.killed = selected.of(&self.text).to_owned();
                }
                Changed::Nothing
            }
            Edit::SelectAll => self.place(Place { cursor: self.text.len(), anchor: Some(0) }, None),
            Edit::Move(motion) => self.go(*motion, false),
            Edit::Select(motion) => self.go(*motion, true),
            Edit::Undo => {
                let step = self.history.undo();
                self.retrace(step)
            }
            Edit::Redo => {
                let step = self.history.redo();
                self.retrace(step)
            }
        }
    }

    /// What a pane of `cells` × `height` shows: the text from row `scroll` on, or from where it
    /// must be for the cursor to be seen.
    pub fn visible(&self, cells: usize, height: usize, scroll: usize) -> View {
        let height = height.max(1);
        self.laid_out(cells, |layout| {
            let spot = layout.spot(&self.text, self.cursor);
            let total = layout.len() + usize::from(spot.spare);
            let scroll = scroll.min(spot.row).max((spot.row + 1).saturating_sub(height));
            let scroll = scroll.min(total.saturating_sub(height));
            let end = (scroll + height).min(total);
            let mut rows: Vec<Row> = if spot.spare {
                let mut rows: Vec<_> = layout.rows(scroll..spot.row.min(end)).collect();
                if (scroll..end).contains(&spot.row) {
                    rows.push(spare_row(self.cursor));
                    rows.extend(layout.rows(spot.row..end - 1));
                }
                rows
            } else {
                layout.rows(scroll..end).collect()
            };
            rows.truncate(height);
            View { rows, scroll, cursor_row: spot.row - scroll, cursor_col: spot.col, total }
        })
    }

    /// Rows that the whole text takes at a width of `cells`, for a pane that grows with its text.
    pub fn height(&self, cells: usize) -> usize {
        self.laid_out(cells, |layout| layout.len() + usize::from(layout.spot(&self.text, self.cursor).spare))
    }

    fn laid_out<T>(&self, cells: usize, look: impl FnOnce(&Layout) -> T) -> T {
        let cells = cells.max(1);
        let mut kept = self.layout.borrow_mut();
        let layout = match kept.take() {
            Some(layout) if layout.cells == cells => layout,
            _ => Layout::new(&self.text, cells),
        };
        look(kept.insert(layout))
    }

    fn cleaned(&self, text: &str) -> String {
        if self.single_line { clean_line(text) } else { clean_text(text) }.into_owned()
    }

    /// Whether typing this begins a word: after a space or punctuation something else follows.
    fn starts_word(&self, typed: &str) -> bool {
        let before = self.text.get(..self.cursor).and_then(|t| t.chars().next_back());
        before.is_some_and(|c| !c.is_alphanumeric()) && typed.chars().next().is_some_and(char::is_alphanumeric)
    }

    /// Whether deleting to the left now enters a word.
    fn ends_word(&self) -> bool {
        let after = self.text.get(self.cursor..).and_then(|t| t.chars().next());
        let before = self.text.get(..self.cursor).and_then(|t| t.chars().next_back());
        before.is_some_and(char::is_alphanumeric) && after.is_some_and(|c| !c.is_alphanumeric())
    }

    fn insert(&mut self, new: &str, kind: Kind) -> Changed {
        if new.is_empty() {
            return Changed::Nothing;
        }
        let at = self.selection().unwrap_or(Span::new(self.cursor, self.cursor));
        if self.text.len() - (at.end - at.start) + new.len() > self.limit {
            return Changed::Refused;
        }
        self.replace(at, new, kind)
    }

    /// Deletes the selection, or else `span`.
    fn delete(&mut self, span: Span, kind: Kind) -> Changed {
        let (span, kind) = self.selection().map_or((span, kind), |s| (s, Kind::Other));
        if span.is_empty() { Changed::Nothing } else { self.replace(span, "", kind) }
    }

    /// Cuts the selection, or else `span`.
    fn kill(&mut self, span: Span) -> Changed {
        let span = self.selection().unwrap_or(span);
        if span.is_empty() {
            return Changed::Nothing;
        }
        self.killed = span.of(&self.text).to_owned();
        self.replace(span, "", Kind::Other)
    }

    fn replace(&mut self, span: Span, new: &str, kind: Kind) -> Changed {
        let before = Place { cursor: self.cursor, anchor: self.anchor };
        let removed = span.of(&self.text).to_owned();
        self.splice(span, new);
        // What was typed may have merged with what follows, as two halves of a flag do.
        let cursor = words::snap(&self.text, span.start + new.len());
        let after = Place { cursor, anchor: None };
        self.place(after, None);
        let change = Change { at: span.start, removed, inserted: new.to_owned() };
        self.history.record(change, kind, before, after);
        Changed::Text
    }

    fn retrace(&mut self, step: Option<(Change, Place)>) -> Changed {
        let Some((change, place)) = step else {
            return Changed::Nothing;
        };
        self.splice(Span::new(change.at, change.at + change.removed.len()), &change.inserted);
        self.place(place, None);
        Changed::Text
    }

    fn splice(&mut self, span: Span, new: &str) {
        self.text.replace_range(span.start..span.end, new);
        if let Some(layout) = self.layout.get_mut() {
            layout.update(&self.text, span.start, span.end - span.start, new.len());
        }
    }

    fn place(&mut self, place: Place, goal: Option<usize>) -> Changed {
        let before = Place { cursor: self.cursor, anchor: self.anchor };
        self.cursor = place.cursor;
        self.anchor = place.anchor.filter(|&anchor| anchor != place.cursor);
        self.goal = goal;
        let after = Place { cursor: self.cursor, anchor: self.anchor };
        if before == after { Changed::Nothing } else { Changed::Cursor }
    }

    fn go(&mut self, motion: Motion, selecting: bool) -> Changed {
        self.history.close();
        let text = self.text.as_str();
        let selected = self.selection().filter(|_| !selecting);
        let mut goal = None;
        let cursor = match motion {
            Motion::Left => selected.map_or_else(|| words::previous_grapheme(text, self.cursor), |span| span.start),
            Motion::Right => selected.map_or_else(|| words::next_grapheme(text, self.cursor), |span| span.end),
            Motion::WordLeft => words::word_start(text, self.cursor, Stride::Run),
            Motion::WordRight => words::word_end(text, self.cursor, Stride::Run),
            Motion::LineStart => words::line_start(text, self.cursor),
            Motion::LineEnd => words::line_end(text, self.cursor),
            Motion::TextStart => 0,
            Motion::TextEnd => text.len(),
            Motion::Up { cells } => self.vertical(cells, Vertical::Up(1), &mut goal),
            Motion::Down { cells } => self.vertical(cells, Vertical::Down(1), &mut goal),
            Motion::PageUp { cells, rows } => self.vertical(cells, Vertical::Up(rows), &mut goal),
            Motion::PageDown { cells, rows } => self.vertical(cells, Vertical::Down(rows), &mut goal),
            Motion::To { row, col, cells } => self.laid_out(cells, |layout| {
                let spot = layout.spot(text, self.cursor);
                self.at_row(layout, spot, row, col)
            }),
        };
        let anchor = selecting.then(|| self.anchor.unwrap_or(self.cursor));
        self.place(Place { cursor, anchor }, goal)
    }

    fn vertical(&self, cells: usize, way: Vertical, goal: &mut Option<usize>) -> usize {
        self.laid_out(cells, |layout| {
            let spot = layout.spot(&self.text, self.cursor);
            let col = *goal.insert(self.goal.unwrap_or(spot.col));
            let total = layout.len() + usize::from(spot.spare);
            match way {
                Vertical::Up(_) if spot.row == 0 => 0,
                Vertical::Up(rows) => self.at_row(layout, spot, spot.row.saturating_sub(rows), col),
                Vertical::Down(_) if spot.row + 1 >= total => self.text.len(),
                Vertical::Down(rows) => {
                    let row = spot.row.saturating_add(rows).min(total - 1);
                    self.at_row(layout, spot, row, col)
                }
            }
        })
    }

    /// The byte at a cell of the rows as they are seen now, with the spare row of the cursor.
    fn at_row(&self, layout: &Layout, spot: Spot, row: usize, col: usize) -> usize {
        if spot.spare && row == spot.row {
            return layout.end_of(row - 1);
        }
        let row = if spot.spare && row > spot.row { row - 1 } else { row };
        layout.place(&self.text, row, col)
    }
}

#[derive(Clone, Copy)]
enum Vertical {
    Up(usize),
    Down(usize),
}

fn spare_row(at: usize) -> Row {
    Row { span: Span::new(at, at), shown_end: at, cells: 0, ends_paragraph: true }
}

#[cfg(test)]
mod tests;
