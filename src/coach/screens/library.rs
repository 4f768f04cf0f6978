//! The library: cases and habit cards of all packs, to read.

use crate::coach::model::Core;
use crate::coach::msg::Command;
use crate::coach::page::{case_page, habit_page, outcome};
use crate::coach::view::{Block, Item, Mark, Pane, PaneName, Tone};
use crate::pack::{Case, Habit, Pack, Word};

use super::moved;

/// No page of the pack is longer than so many screenfuls of the smallest window.
const MOST_SCREENFULS: usize = 12;

/// What is kept together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Talks of others.
    Cases,
    /// Habit cards.
    Habits,
}

impl Shelf {
    /// Both shelves, in the order of the home screen.
    pub const ALL: [Shelf; 2] = [Shelf::Cases, Shelf::Habits];

    /// Its name.
    pub fn word(self) -> Word {
        match self {
            Shelf::Cases => Word::LibraryCases,
            Shelf::Habits => Word::LibraryHabits,
        }
    }

    /// How much it holds.
    pub fn len(self, core: &Core) -> usize {
        match self {
            Shelf::Cases => cases(core).count(),
            Shelf::Habits => habits(core).count(),
        }
    }
}

/// The cases of every pack, each with its pack.
fn cases(core: &Core) -> impl Iterator<Item = (&Pack, &Case)> {
    core.packs.iter().flat_map(|pack| pack.cases.iter().map(|case| (&**pack, case)))
}

/// The habit cards of every pack, each with its pack.
fn habits(core: &Core) -> impl Iterator<Item = (&Pack, &Habit)> {
    core.packs.iter().flat_map(|pack| pack.habits.iter().map(|habit| (&**pack, habit)))
}

/// A shelf with a cursor, and the page that is open.
#[derive(Debug)]
pub struct Library {
    pub shelf: Shelf,
    cursor: usize,
    open: Option<usize>,
    scroll: usize,
}

impl Library {
    /// A shelf with all pages closed.
    pub fn new(shelf: Shelf) -> Self {
        Self { shelf, cursor: 0, open: None, scroll: 0 }
    }

    /// Whether a page is open.
    pub fn reading(&self) -> bool {
        self.open.is_some()
    }

    /// Puts the cursor on a page.
    pub fn point(&mut self, core: &Core, index: usize) {
        if self.open.is_none() {
            self.cursor = index.min(self.shelf.len(core).saturating_sub(1));
        }
    }

    /// What a command does; `true` leads home.
    pub fn command(&mut self, core: &Core, command: Command) -> bool {
        let len = self.shelf.len(core);
        match (self.open, command) {
            (Some(_), Command::Down | Command::PageDown) => self.scroll = (self.scroll + 1).min(MOST_SCREENFULS),
            (Some(_), Command::Up | Command::PageUp) => self.scroll = self.scroll.saturating_sub(1),
            (Some(at), Command::Right | Command::Left) => {
                self.cursor = moved(at, len, command == Command::Right);
                self.open = Some(self.cursor);
                self.scroll = 0;
            }
            (Some(_), Command::Back | Command::Choose) => self.open = None,
            (None, Command::Up | Command::Down) => self.cursor = moved(self.cursor, len, command == Command::Down),
            (None, Command::PageUp) => self.cursor = 0,
            (None, Command::PageDown) => self.cursor = len.saturating_sub(1),
            (None, Command::Choose | Command::Right) if self.cursor < len => {
                self.open = Some(self.cursor);
                self.scroll = 0;
            }
            (None, Command::Back | Command::Left) => return true,
            _ => {}
        }
        false
    }

    /// What is to be seen.
    pub fn panes<'m>(&self, core: &Core) -> Vec<Pane<'m>> {
        let (blocks, scroll) = match (self.shelf, self.open) {
            (Shelf::Cases, Some(at)) => {
                (cases(core).nth(at).map(|(pack, case)| case_page(pack, core.lang, case)), self.scroll)
            }
            (Shelf::Habits, Some(at)) => {
                (habits(core).nth(at).map(|(pack, habit)| habit_page(pack, core.lang, habit)), self.scroll)
            }
            (Shelf::Cases, None) => (Some(self.cases(core)), 0),
            (Shelf::Habits, None) => (Some(self.habits(core)), 0),
        };
        let title = core.word(self.shelf.word()).to_owned();
        vec![Pane { name: PaneName::Main, title, blocks: blocks.unwrap_or_default(), scroll }]
    }

    fn cases<'m>(&self, core: &Core) -> Vec<Block<'m>> {
        let mut blocks = vec![Block::Text(Tone::Coach, core.word(Word::LibraryCasesIntro).to_owned())];
        let mut group = None;
        for (index, (pack, case)) in cases(core).enumerate() {
            if group.replace(&case.scenario) != Some(&case.scenario) {
                let title = pack.scenario(&case.scenario).map_or("", |s| s.title.get(core.lang));
                blocks.extend([Block::Gap, Block::Heading(title.to_owned())]);
            }
            let item = Item::new(outcome(case.outcome).0, case.title.get(core.lang));
            blocks.push(Block::Item(item.value(case.trade.get(core.lang)).at(index, self.cursor)));
        }
        blocks
    }

    fn habits<'m>(&self, core: &Core) -> Vec<Block<'m>> {
        let mut blocks = vec![Block::Text(Tone::Coach, core.word(Word::LibraryHabitsIntro).to_owned()), Block::Gap];
        for (index, (_, habit)) in habits(core).enumerate() {
            let mut item = Item::new(Mark::None, habit.title.get(core.lang)).at(index, self.cursor);
            if index == self.cursor {
                item = item.detail(Tone::Muted, habit.do_this.get(core.lang));
            }
            blocks.push(Block::Item(item));
        }
        blocks
    }
}
