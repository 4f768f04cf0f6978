//! The top of a screen: what it is about, who the client is, and the stages.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::paint;
use super::theme::Theme;
use crate::coach::{ScreenView, Stop, StopState};
use crate::text::{clean_line, fit_with, width};

/// Title at the left, aside at the right.
pub(super) fn title(buf: &mut Buffer, area: Rect, theme: &Theme, view: &ScreenView<'_>) {
    let row = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let room = usize::from(row.width);
    let name = clean_line(&view.title);
    let name = fit_with(&name, room, theme.ellipsis());
    let end = paint::words(buf, row, row.x, row.y, &name, theme.strong());
    let left = usize::from(row.right().saturating_sub(end)).saturating_sub(3);
    let aside = clean_line(&view.aside);
    let aside = fit_with(&aside, left, theme.ellipsis());
    // A stump of a few letters says nothing.
    if width(&aside) >= 8.min(width(&view.aside)) {
        let cells = u16::try_from(width(&aside)).unwrap_or(0);
        paint::words(buf, row, row.right().saturating_sub(cells), row.y, &aside, theme.muted());
    }
}

/// The stages; shortened until they fit.
pub(super) fn stages(buf: &mut Buffer, area: Rect, theme: &Theme, stops: &[Stop]) {
    let row = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let across = theme.lines().across;
    let long = format!(" {across}{across} ");
    let labels: Vec<_> = stops.iter().map(|stop| clean_line(&stop.label)).collect();
    let cells = |join: &str, named: &dyn Fn(&Stop) -> bool| -> usize {
        let joins = width(join) * stops.len().saturating_sub(1);
        let names = stops.iter().zip(&labels).map(|(stop, label)| {
            2 + if named(stop) { width(label) } else { 0 }
        });
        joins + names.sum::<usize>()
    };
    let all = |_: &Stop| true;
    let here = |stop: &Stop| stop.state == StopState::Here;
    let fits = |join: &str, named: &dyn Fn(&Stop) -> bool| cells(join, named) <= usize::from(row.width);
    let (join, named): (&str, &dyn Fn(&Stop) -> bool) = match () {
        _ if fits(&long, &all) => (&long, &all),
        _ if fits("  ", &all) => ("  ", &all),
        _ if fits(" ", &all) => (" ", &all),
        _ => (" ", &here),
    };
    let mut x = row.x;
    for (at, (stop, label)) in stops.iter().zip(&labels).enumerate() {
        let (mark, style) = theme.stop(stop.state);
        if at > 0 {
            x = paint::words(buf, row, x, row.y, join, theme.muted());
        }
        x = paint::words(buf, row, x, row.y, mark, style);
        if named(stop) {
            x = paint::words(buf, row, x, row.y, " ", style);
            x = paint::words(buf, row, x, row.y, label, style);
        }
    }
}
