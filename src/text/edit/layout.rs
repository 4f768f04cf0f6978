//! The rows of a buffer's text, kept between keys and laid out again only around a change.

use crate::text::cells::{cluster, width};
use crate::text::wrap::{Row, Step, next_row};

/// The rows of a text at one width.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub cells: usize,
    rows: Vec<Laid>,
}

/// A row and how far its layout looked.
#[derive(Debug, Clone, Copy)]
struct Laid {
    row: Row,
    reach: usize,
}

impl From<Step> for Laid {
    fn from(step: Step) -> Self {
        Self { row: step.row, reach: step.reach }
    }
}

/// A place on the rows of a text: row from the top, cells from the left.
///
/// When the cursor stands after a row that is full to the edge and ends its paragraph, an empty
/// row follows it, `spare`, for the cursor to be seen on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub row: usize,
    pub col: usize,
    pub spare: bool,
}

impl Layout {
    pub fn new(text: &str, cells: usize) -> Self {
        let mut rows = Vec::new();
        let mut start = Some(0);
        while let Some(at) = start {
            let step = next_row(text, at, cells);
            start = step.next;
            rows.push(step.into());
        }
        Self { cells, rows }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn rows(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = Row> + '_ {
        self.rows.get(range).unwrap_or(&[]).iter().map(|laid| laid.row)
    }

    /// Follows a change of the text: `removed` bytes at `at` gave way to `inserted` bytes.
    pub fn update(&mut self, text: &str, at: usize, removed: usize, inserted: usize) {
        let first = self.rows.partition_point(|laid| laid.reach <= at);
        let Some(mut start) = self.rows.get(first).map(|laid| laid.row.span.start) else {
            *self = Self::new(text, self.cells);
            return;
        };
        // Rows from `old` on start behind the change; the first one that a new row meets holds,
        // as do all after it, because a row depends only on the text from its start on.
        let mut old = first
            + self.rows.get(first..).map_or(0, |rows| rows.partition_point(|laid| laid.row.span.start < at + removed));
        let mut fresh: Vec<Laid> = Vec::new();
        let kept = loop {
            if start >= at + inserted {
                let before = start - inserted + removed;
                while self.rows.get(old).is_some_and(|laid| laid.row.span.start < before) {
                    old += 1;
                }
                if self.rows.get(old).is_some_and(|laid| laid.row.span.start == before) {
                    break old;
                }
            }
            let step = next_row(text, start, self.cells);
            let next = step.next;
            fresh.push(step.into());
            match next {
                Some(next) => start = next,
                None => break self.rows.len(),
            }
        };
        if inserted != removed {
            for Laid { row, reach } in self.rows.get_mut(kept..).unwrap_or(&mut []) {
                for place in [&mut row.span.start, &mut row.span.end, &mut row.shown_end, reach] {
                    *place = *place - removed + inserted;
                }
            }
        }
        self.rows.splice(first..kept, fresh);
    }

    /// Where the cursor is seen when it stands at byte `at`.
    pub fn spot(&self, text: &str, at: usize) -> Spot {
        let row = self.rows.partition_point(|laid| laid.row.span.start <= at).saturating_sub(1);
        let Some(Laid { row: found, .. }) = self.rows.get(row) else {
            return Spot { row: 0, col: 0, spare: false };
        };
        let col = width(text.get(found.span.start..at).unwrap_or(""));
        if col < self.cells {
            Spot { row, col, spare: false }
        } else {
            // Behind the edge: a cursor among hanging spaces shows where the text goes on.
            Spot { row: row + 1, col: 0, spare: found.ends_paragraph }
        }
    }

    /// The byte of the cursor place in a row that lies at or left of `col`.
    pub fn place(&self, text: &str, row: usize, col: usize) -> usize {
        let Some(Laid { row, .. }) = self.rows.get(row) else {
            return text.len();
        };
        let col = col.min(self.cells.saturating_sub(1));
        let mut at = row.span.start;
        let mut used = 0;
        while at < row.span.end
            && let Some(next) = cluster(text, at)
        {
            let end = at + next.len;
            used += next.cells;
            // The end of a broken row is where the next row starts.
            if used > col || (end >= row.span.end && !row.ends_paragraph) {
                break;
            }
            at = end;
        }
        at
    }

    /// The end of the paragraph whose last row is `row`.
    pub fn end_of(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |laid| laid.row.span.end)
    }
}
