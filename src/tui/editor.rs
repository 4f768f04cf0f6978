//! The box in which a text of several lines is written.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::flow::styled;
use super::paint;
use super::theme::Theme;
use crate::coach::Editor;
use crate::coach::keys::Room;
use crate::text::{Span, clean_line, fit_with};

/// Where a text is being edited, for the mouse and for keys that go by rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Desk {
    /// The cells of the text.
    pub area: Rect,
    /// Its room.
    pub room: Room,
    /// The row of the text that stands at the top.
    pub scroll: usize,
}

/// Paints an editor with its box; `scroll` is the row at the top as it was, and becomes what it is.
pub(super) fn paint(
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
    editor: &Editor<'_>,
    scroll: &mut usize,
) -> (Desk, Option<Position>) {
    // With hardly any rows the text needs them more than a box does.
    let boxed = area.height >= 4 && area.width >= 12;
    let text = if boxed {
        Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }
    } else {
        area
    };
    let room = Room { cells: usize::from(text.width).max(1), rows: usize::from(text.height).max(1) };
    let view = editor.buffer.visible(room.cells, room.rows, *scroll);
    *scroll = view.scroll;
    if boxed {
        let below = view.total.saturating_sub(view.scroll + view.rows.len());
        let [up, down] = theme.arrows();
        let more = match (view.scroll, below) {
            (0, 0) => String::new(),
            (0, below) => format!("{down} {below}"),
            (above, 0) => format!("{up} {above}"),
            (above, below) => format!("{up} {above}  {down} {below}"),
        };
        paint::frame(buf, area, theme, &editor.label, &more, theme.muted());
    }
    for (at, row) in view.rows.iter().enumerate() {
        let y = text.y.saturating_add(u16::try_from(at).unwrap_or(u16::MAX));
        let mut x = text.x;
        for (span, style) in styled(theme, editor, Span::new(row.span.start, row.shown_end)) {
            x = paint::words(buf, text, x, y, span.of(editor.buffer.text()), style);
        }
    }
    if editor.buffer.is_empty() {
        let hint = clean_line(&editor.hint);
        let hint = fit_with(&hint, room.cells, theme.ellipsis());
        paint::words(buf, text, text.x, text.y, &hint, theme.muted());
    }
    let cursor = cell(text, view.cursor_col, view.cursor_row);
    (Desk { area: text, room, scroll: view.scroll }, cursor)
}

/// The cell of an area, if it has it.
pub(super) fn cell(area: Rect, col: usize, row: usize) -> Option<Position> {
    let x = area.x.checked_add(u16::try_from(col).ok()?)?;
    let y = area.y.checked_add(u16::try_from(row).ok()?)?;
    area.contains((x, y).into()).then_some(Position { x, y })
}
