//! Where the parts of a screen lie at a size of the terminal.

use ratatui::layout::Rect;

/// Fewer cells or rows than these hold nothing that could be used.
pub(super) const LEAST: (u16, u16) = (30, 8);
/// From this width on, panes stand side by side.
const WIDE: u16 = 100;
/// Below these, there is one pane at a time.
const STACKED: (u16, u16) = (60, 18);
/// The widest text that is read with ease.
pub(super) const READABLE: u16 = 100;
/// From this width on, the side pane takes what the text cannot use.
const SPACIOUS: u16 = 160;
/// The widest side pane.
const WIDEST_SIDE: u16 = 90;
/// Rows of an editor with its box that are left however much else there is to show.
pub(super) const LEAST_EDITOR: u16 = 6;

/// How the panes share the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrangement {
    /// One pane has it all: there is only one, or only one fits.
    One,
    /// One below the other.
    Stacked,
    /// What is asked and written at the left, what was heard at the right.
    Beside,
}

/// The parts of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Areas {
    pub title: Rect,
    pub rail: Rect,
    /// Rules above and below the panes; empty where there is no room to spare.
    pub upper: Rect,
    pub body: Rect,
    pub lower: Rect,
    pub notice: Rect,
    pub hints: Rect,
}

/// What a screen asks room for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub rail: bool,
    /// Rows of the notice.
    pub notice: u16,
    pub panes: usize,
}

/// How the panes share a screen of this size.
pub(super) fn arrangement(area: Rect, panes: usize) -> Arrangement {
    let narrow = area.width < STACKED.0 || area.height < STACKED.1;
    match () {
        _ if panes < 2 || narrow => Arrangement::One,
        _ if area.width >= WIDE => Arrangement::Beside,
        _ => Arrangement::Stacked,
    }
}

/// Whether a screen of this size is too small for anything.
pub(super) fn too_small(area: Rect) -> bool {
    area.width < LEAST.0 || area.height < LEAST.1
}

/// Cuts the screen into its parts.
pub(super) fn areas(area: Rect, wanted: Wanted) -> Areas {
    let mut rest = area;
    let mut take = |from_top: bool, rows: u16| {
        let rows = rows.min(rest.height);
        let part = Rect { height: rows, y: if from_top { rest.y } else { rest.bottom() - rows }, ..rest };
        rest = Rect { y: if from_top { rest.y + rows } else { rest.y }, height: rest.height - rows, ..rest };
        (part, rest)
    };
    let beside = arrangement(area, wanted.panes) == Arrangement::Beside;
    let title = take(true, 1).0;
    let rail = take(true, u16::from(wanted.rail)).0;
    let upper = take(true, u16::from(beside || area.height >= 20)).0;
    let hints = take(false, 1).0;
    let notice = take(false, wanted.notice).0;
    let (lower, body) = take(false, u16::from(beside || area.height >= 30));
    Areas { title, rail, upper, body, lower, notice, hints }
}

/// The left column, the divider and the side pane.
pub(super) fn columns(body: Rect) -> (Rect, Rect, Rect) {
    let side = if body.width >= SPACIOUS {
        (body.width - READABLE - 7).clamp(50, WIDEST_SIDE)
    } else {
        (body.width / 3).clamp(32, 50)
    };
    let left = Rect { width: body.width - side - 1, ..body };
    let divider = Rect { x: left.right(), width: 1, ..body };
    (left, divider, Rect { x: divider.right(), width: side, ..body })
}

/// A pane's area without its margins; the right one shows whether there is more.
pub(super) fn inner(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2).min(READABLE), ..area }
}

/// Two columns for one pane's lines, where there is room for two.
pub(super) fn two_columns(body: Rect) -> Option<[Rect; 2]> {
    (body.width >= SPACIOUS).then(|| {
        let width = body.width / 2;
        [Rect { width, ..body }, Rect { x: body.x + width, width: body.width - width, ..body }]
    })
}

/// Rows for the panes of a stack, from top to bottom: what is asked, where one writes, what was heard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Rows {
    pub main: u16,
    pub write: u16,
    pub heard: u16,
}

/// What the panes of a stack would take.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tall {
    pub main: u16,
    /// What stands in the writing pane beside its editor.
    pub write: u16,
    /// Whether the writing pane has an editor, which takes all that is left.
    pub editor: bool,
    pub heard: u16,
}

/// The pane that the user turned to gets more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Favoured {
    Main,
    Write,
    Heard,
}

/// Shares `height` rows among the panes of a stack.
pub(super) fn share(height: u16, tall: Tall, favoured: Favoured) -> Rows {
    let write = if tall.editor { LEAST_EDITOR.max(tall.write + 4) } else { tall.write }.min(height);
    let rest = height - write;
    let heard_most = if favoured == Favoured::Heard { rest / 2 + 2 } else { 5 };
    let heard_least = tall.heard.min(2).min(rest);
    let main_most = if favoured == Favoured::Main || !tall.editor { rest - heard_least } else { height / 2 };
    let main = tall.main.min(main_most).min(rest - heard_least);
    let heard = if tall.editor { tall.heard.min(heard_most).min(rest - main) } else { rest - main };
    let write = if tall.editor { height - main - heard } else { write };
    Rows { main, write, heard }
}
