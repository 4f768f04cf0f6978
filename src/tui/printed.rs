//! A screen printed below each other in lines of a given width: the words and the line breaking of the screens, without a
//! terminal.

use super::flow::{Line, Page};
use super::theme::{Palette, Theme};
use crate::coach::{Block, Pane, ScreenView, StopState};
use crate::pack::Lang;
use crate::text::{clean_line, fit_with};

/// The narrowest page on which lines can still be broken in order.
pub const LEAST_CELLS: usize = 20;

/// How a screen is printed.
#[derive(Debug, Clone, Copy)]
pub struct Print {
    /// Cells a line, at least [`LEAST_CELLS`].
    pub cells: usize,
    /// Whether marks and lines are ASCII.
    pub ascii: bool,
}

impl Print {
    /// All panes of a screen with its title and rail.
    pub fn screen(&self, view: &ScreenView<'_>) -> Vec<String> {
        let mut lines = self.blocks(&[Block::Heading(view.title.clone())], view.lang);
        if !view.rail.is_empty() {
            let stops = view.rail.iter().map(|stop| match stop.state {
                StopState::Here => format!("[{}]", stop.label),
                StopState::Done | StopState::Ahead => stop.label.clone(),
            });
            let arrow = if self.ascii { " > " } else { " → " };
            let rail = stops.collect::<Vec<_>>().join(arrow);
            lines.extend(self.blocks(&[Block::Text(crate::coach::Tone::Muted, rail)], view.lang));
        }
        for pane in &view.panes {
            lines.push(self.rule(&pane.title));
            lines.extend(self.blocks(&pane.blocks, view.lang));
            lines.extend(self.editor(pane, view.lang));
        }
        lines
    }

    /// Blocks in lines.
    pub fn blocks(&self, blocks: &[Block<'_>], lang: Lang) -> Vec<String> {
        let theme = self.theme();
        let page = Page { theme: &theme, lang, cells: self.cells.max(LEAST_CELLS) };
        let flow = page.flow(blocks);
        flow.lines.iter().map(|line| self.line(line, &theme)).collect()
    }

    /// A name over a rule across the page.
    pub fn rule(&self, name: &str) -> String {
        let across = self.theme().lines().across;
        let cells = self.cells.max(LEAST_CELLS);
        let name = fit_with(&clean_line(name), cells.saturating_sub(6), self.theme().ellipsis()).into_owned();
        let rest = cells.saturating_sub(crate::text::width(&name) + 4);
        format!("{} {name} {}", across.repeat(2), across.repeat(rest))
    }

    /// What an empty text of several lines shows: such a text has a place of its own, not one among the lines.
    fn editor(&self, pane: &Pane<'_>, lang: Lang) -> Vec<String> {
        let hints = pane.blocks.iter().filter_map(|block| match block {
            Block::Editor(editor) if !editor.single_line => Some(&editor.hint),
            _ => None,
        });
        let blocks: Vec<Block<'_>> = hints.map(|hint| Block::Text(crate::coach::Tone::Muted, hint.clone())).collect();
        self.blocks(&blocks, lang)
    }

    fn line(&self, line: &Line, theme: &Theme) -> String {
        let text: String = line.parts.iter().map(|part| part.text.as_str()).collect();
        fit_with(text.trim_end(), self.cells.max(LEAST_CELLS), theme.ellipsis()).into_owned()
    }

    fn theme(&self) -> Theme {
        Theme { palette: Palette::None, ascii: self.ascii }
    }
}
