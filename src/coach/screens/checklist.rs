//! A checklist, stepped through; the ticks belong to the talk.

use crate::coach::model::Core;
use crate::coach::msg::{Command, Effect};
use crate::coach::rehearsal::Place;
use crate::coach::talk::Talk;
use crate::coach::view::{Block, Item, Mark, Pane, PaneName, Tone};
use crate::pack::{Checklist, ChecklistItem, Scenario, Word, fill};

use super::{Around, Go, moved};

/// A checklist with a cursor.
#[derive(Debug)]
pub struct ChecklistRoom {
    list: String,
    /// The items that are for this scenario, by their place in the list.
    items: Vec<usize>,
    cursor: usize,
}

impl ChecklistRoom {
    /// A checklist as far as it is for a scenario.
    pub fn open(list: &Checklist, scenario: &Scenario) -> Self {
        let fits = |item: &ChecklistItem| item.scenarios.is_empty() || item.scenarios.contains(&scenario.id);
        let items = list.items.iter().enumerate().filter(|(_, item)| fits(item)).map(|(i, _)| i);
        Self { list: list.id.clone(), items: items.collect(), cursor: 0 }
    }

    /// Puts the cursor on an item.
    pub fn point(&mut self, index: usize) {
        self.cursor = index.min(self.items.len().saturating_sub(1));
    }

    /// What a command does.
    pub fn command(&mut self, around: &mut Around<'_>, talk: &mut Talk, command: Command) -> Go {
        match command {
            Command::Up | Command::Down => {
                self.cursor = moved(self.cursor, self.items.len(), command == Command::Down);
            }
            Command::PageUp => self.cursor = 0,
            Command::PageDown => self.cursor = self.items.len().saturating_sub(1),
            Command::Toggle | Command::Choose | Command::Right => {
                let Some(key) = self.key(around.core, self.cursor) else { return Go::Stay };
                if !talk.ticks.remove(&key) {
                    talk.ticks.insert(key);
                    // Ticking leads on to the next item, so that Enter walks through the list.
                    self.cursor = moved(self.cursor, self.items.len(), true);
                }
                around.effects.push(Effect::SaveTalk(Box::new(talk.clone())));
            }
            Command::Back | Command::Left | Command::Skip | Command::Say => return Go::To(Place::Gate),
            _ => {}
        }
        Go::Stay
    }

    fn item<'c>(&self, core: &'c Core, index: usize) -> Option<&'c ChecklistItem> {
        core.pack.checklist(&self.list)?.items.get(*self.items.get(index)?)
    }

    /// The name under which a tick is kept.
    fn key(&self, core: &Core, index: usize) -> Option<String> {
        Some(format!("{}/{}", self.list, self.item(core, index)?.id))
    }

    /// What is to be seen.
    pub fn panes<'m>(&self, core: &Core, talk: &Talk) -> Vec<Pane<'m>> {
        let mut blocks = Vec::new();
        let (mut done, mut before) = (0, None);
        for index in 0..self.items.len() {
            let (Some(item), Some(key)) = (self.item(core, index), self.key(core, index)) else { continue };
            let ticked = talk.ticks.contains(&key);
            done += usize::from(ticked);
            let mark = if ticked { Mark::Ticked } else { Mark::Unticked };
            let group = item.group.as_ref().map(|group| group.get(core.lang));
            if group.is_some() && group != before {
                blocks.extend([Block::Gap, Block::Heading(group.unwrap_or_default().to_owned())]);
            }
            before = group;
            let mut view = Item::new(mark, item.text.get(core.lang)).at(index, self.cursor);
            if index == self.cursor {
                view = view.detail(Tone::Muted, item.why.get(core.lang));
            }
            blocks.push(Block::Item(view));
        }
        let (done, all) = (done.to_string(), self.items.len().to_string());
        let count = fill(core.word(Word::ChecklistDone), &[("done", &done), ("all", &all)]);
        blocks.insert(0, Block::Text(Tone::Muted, count));
        let title = core.pack.checklist(&self.list).map(|list| list.title.get(core.lang)).unwrap_or_default();
        vec![Pane { name: PaneName::Main, title: title.to_owned(), blocks, scroll: 0 }]
    }
}
