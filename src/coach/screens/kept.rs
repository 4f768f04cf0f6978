//! A finished talk as a case, with names and sums hidden unless the user wants to see them.

use crate::coach::kept::{KeptCase, kept_page};
use crate::coach::model::Core;
use crate::coach::msg::Command;
use crate::coach::rehearsal::Place;
use crate::coach::view::{Block, Pane, PaneName, Tone};
use crate::pack::Word;

use super::Go;

/// No case is longer than so many screenfuls of the smallest window.
const MOST_SCREENFULS: usize = 40;

/// The page, scrolled down by so many screenfuls.
#[derive(Debug)]
pub struct KeptRoom {
    case: KeptCase,
    /// The same with labels for names and sums; none when nobody can hide them here.
    redacted: Option<KeptCase>,
    names: bool,
    scroll: usize,
}

impl KeptRoom {
    /// The page with everything hidden that can be.
    pub fn new(case: KeptCase, redacted: Option<KeptCase>) -> Self {
        Self { names: redacted.is_none(), case, redacted, scroll: 0 }
    }

    /// What a command does.
    pub fn command(&mut self, command: Command) -> Go {
        match command {
            Command::Up | Command::PageUp => self.scroll = self.scroll.saturating_sub(1),
            Command::Down | Command::PageDown => self.scroll = (self.scroll + 1).min(MOST_SCREENFULS),
            Command::Toggle => self.names = !self.names || self.redacted.is_none(),
            Command::Back | Command::Choose | Command::Left | Command::Skip => {
                return Go::To(Place::After { question: None, field: None });
            }
            _ => {}
        }
        Go::Stay
    }

    /// What is to be seen.
    pub fn panes<'m>(&self, core: &Core) -> Vec<Pane<'m>> {
        let case = self.redacted.as_ref().filter(|_| !self.names).unwrap_or(&self.case);
        let word = if self.names { Word::KeptNames } else { Word::KeptHidden };
        let mut blocks = vec![Block::Text(Tone::Muted, core.word(word).to_owned())];
        blocks.extend(kept_page(&core.pack, core.lang, case));
        vec![Pane { name: PaneName::Main, title: core.word(Word::KeptTitle).to_owned(), blocks, scroll: self.scroll }]
    }
}
