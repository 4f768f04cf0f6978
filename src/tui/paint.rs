//! Putting words and lines into cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::flow::Line;
use super::theme::Theme;

/// Writes words at a cell of an area, cut at its right edge; the cell after them.
pub(super) fn words(buf: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    let inside = x >= area.x && x < area.right() && y >= area.y && y < area.bottom();
    if !inside || !buf.area.contains((x, y).into()) {
        return x;
    }
    buf.set_stringn(x, y, text, usize::from(area.right() - x), style).0
}

/// Paints a line of a flow in a row of an area.
pub(super) fn line(buf: &mut Buffer, area: Rect, row: u16, line: &Line) {
    let mut x = area.x;
    for part in &line.parts {
        x = words(buf, area, x, area.y.saturating_add(row), &part.text, part.style);
    }
}

/// A horizontal rule over an area's first row; `tee` stands at the cell `at`.
pub(super) fn rule(buf: &mut Buffer, area: Rect, theme: &Theme, tee: Option<(u16, &str)>) {
    if area.height == 0 {
        return;
    }
    for x in area.x..area.right() {
        let symbol = match tee {
            Some((at, tee)) if at == x => tee,
            _ => theme.lines().across,
        };
        words(buf, area, x, area.y, symbol, theme.muted());
    }
}

/// A vertical rule.
pub(super) fn divider(buf: &mut Buffer, area: Rect, theme: &Theme) {
    for y in area.y..area.bottom() {
        words(buf, area, area.x, y, theme.lines().down, theme.muted());
    }
}

/// A box around an area, with words in its upper edge and, at the right, in its lower one.
pub(super) fn frame(buf: &mut Buffer, area: Rect, theme: &Theme, upper: &str, lower: &str, style: Style) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let lines = theme.lines();
    let [top_left, top_right, bottom_left, bottom_right] = lines.corners;
    let (right, bottom) = (area.right() - 1, area.bottom() - 1);
    for x in area.x + 1..right {
        words(buf, area, x, area.y, lines.across, style);
        words(buf, area, x, bottom, lines.across, style);
    }
    for y in area.y + 1..bottom {
        words(buf, area, area.x, y, lines.down, style);
        words(buf, area, right, y, lines.down, style);
    }
    for (x, y, corner) in [
        (area.x, area.y, top_left),
        (right, area.y, top_right),
        (area.x, bottom, bottom_left),
        (right, bottom, bottom_right),
    ] {
        words(buf, area, x, y, corner, style);
    }
    let room = usize::from(area.width.saturating_sub(6));
    let edge = |text: &str| {
        let text = crate::text::clean_line(text);
        let text = crate::text::fit_with(&text, room, theme.ellipsis());
        if text.is_empty() || room < 2 { String::new() } else { format!(" {text} ") }
    };
    words(buf, area, area.x + 2, area.y, &edge(upper), theme.strong());
    let lower = edge(lower);
    let cells = u16::try_from(crate::text::width(&lower)).unwrap_or(0);
    words(buf, area, right.saturating_sub(cells + 1), bottom, &lower, theme.muted());
}

/// Empties an area.
pub(super) fn clear(buf: &mut Buffer, area: Rect) {
    // A wide character that reaches into the area from the left would be cut in two by the terminal.
    for y in area.y..area.bottom() {
        if area.x > buf.area.x
            && let Some(cell) = buf.cell_mut((area.x - 1, y))
            && crate::text::width(cell.symbol()) > 1
        {
            cell.reset();
        }
        for x in area.x..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}
