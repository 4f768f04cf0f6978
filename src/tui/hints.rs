//! The bottom of a screen: what can be done now, with which key.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint;
use super::theme::Theme;
use crate::coach::{Command, Hint};
use crate::text::{clean_line, fit_with, width};

/// Room between two hints.
const BETWEEN: u16 = 3;

/// A hint on the screen, for the mouse.
pub(super) type Place = (Rect, Command);

/// What the bar shows besides the hints.
pub(super) struct Bar<'a> {
    /// The pane in sight, where only one is.
    pub pane: Option<&'a str>,
    /// Whether everything is saved.
    pub saved: &'a str,
    /// Whether every key counts: in a call there is no time to look one up.
    pub dense: bool,
}

/// Paints as many hints as fit, the likely ones first, and help always.
pub(super) fn paint(buf: &mut Buffer, area: Rect, theme: &Theme, hints: &[&Hint], bar: &Bar<'_>) -> Vec<Place> {
    let mut row = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let saved = clean_line(bar.saved);
    let cells = u16::try_from(width(&saved)).unwrap_or(u16::MAX);
    // Where hardly anything fits, how to turn the page is worth more.
    let spare = (bar.pane.is_none() || row.width >= 60) && (!bar.dense || row.width >= 78);
    let between = match row.width {
        _ if !bar.dense => BETWEEN,
        78.. => 2,
        _ => 1,
    };
    if spare && !saved.is_empty() && cells.saturating_mul(3) < row.width {
        paint::words(buf, row, row.right() - cells, row.y, &saved, theme.muted());
        row.width -= cells + 2;
    }
    // The keys matter more than the name of what is plainly seen.
    if let Some(pane) = bar.pane.filter(|_| row.width >= 60) {
        let pane = clean_line(pane);
        let name = fit_with(&pane, usize::from(row.width / 3), theme.ellipsis());
        let end = paint::words(buf, row, row.x, row.y, &name, theme.strong());
        let taken = (end - row.x + BETWEEN).min(row.width);
        row = Rect { x: row.x + taken, width: row.width - taken, ..row };
    }
    let mut places = Vec::new();
    for hint in chosen(hints, theme, row.width, between) {
        if !places.is_empty() {
            row.x += between;
            row.width = row.width.saturating_sub(between);
        }
        let start = row.x;
        let x = paint::words(buf, row, row.x, row.y, &theme.key(hint.key), theme.accent());
        let x = paint::words(buf, row, x, row.y, " ", theme.muted());
        let x = paint::words(buf, row, x, row.y, &clean_line(&hint.label), theme.muted());
        places.push((Rect { x: start, width: x - start, height: 1, ..row }, hint.command));
        row = Rect { x, width: row.right() - x, ..row };
    }
    places
}

/// The hints to show, in order: those that fit beside help.
fn chosen<'h>(hints: &[&'h Hint], theme: &Theme, cells: u16, between: u16) -> Vec<&'h Hint> {
    let cost = |hint: &Hint| width(&theme.key(hint.key)) + 1 + width(&clean_line(&hint.label)) + usize::from(between);
    let all: usize = hints.iter().map(|hint| cost(hint)).sum();
    let room = usize::from(cells + between);
    if all <= room {
        return hints.to_vec();
    }
    // Arrows are what everybody tries first: they need no telling when room is short.
    let told = |hint: &Hint| {
        !matches!(
            hint.command,
            Command::Up | Command::Down | Command::Left | Command::Right | Command::PageUp | Command::PageDown
        )
    };
    let help = hints.iter().find(|hint| hint.command == Command::Help).map_or(0, |hint| cost(hint));
    let mut left = room.saturating_sub(help);
    let fits = hints.iter().copied().filter(|hint| told(hint)).filter(|hint| {
        if hint.command == Command::Help {
            return help <= room;
        }
        let fits = cost(hint) <= left;
        if fits {
            left -= cost(hint);
        }
        fits
    });
    fits.collect()
}
