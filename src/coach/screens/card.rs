//! The card on the screen, to be looked at, copied, or written into a file.

use crate::coach::card::{Card, CardLine, card};
use crate::coach::model::Core;
use crate::coach::msg::{Command, Copied, Effect};
use crate::coach::rehearsal::{Place, Rehearsal};
use crate::coach::talk::Talk;
use crate::coach::view::{Block, Pane, PaneName, Tone};
use crate::pack::{Scenario, Word};

use super::{Around, Go};

/// The card, scrolled down by so many screenfuls.
#[derive(Debug)]
pub struct CardRoom {
    card: Card,
    scroll: usize,
}

impl CardRoom {
    /// Makes the card.
    pub fn open(core: &Core, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal) -> Self {
        Self { card: card(&core.pack, &core.listener, scenario, talk, Some(rehearsal), core.lang), scroll: 0 }
    }

    /// What a command does.
    pub fn command(&mut self, around: &mut Around<'_>, command: Command) -> Go {
        match command {
            Command::Up | Command::PageUp => self.scroll = self.scroll.saturating_sub(1),
            // A card has at most 40 lines: more screenfuls than that are never there.
            Command::Down | Command::PageDown => self.scroll = (self.scroll + 1).min(40),
            Command::Copy => around.effects.push(Effect::Copy(Copied::Card(Box::new(self.card.clone())))),
            Command::Write => around.effects.push(Effect::WriteCard(Box::new(self.card.clone()))),
            Command::Choose | Command::Skip | Command::Say => return Go::Home,
            Command::Back | Command::Left => return Go::To(Place::Debrief),
            _ => {}
        }
        Go::Stay
    }

    /// What is to be seen.
    pub fn panes<'m>(&self, core: &Core) -> Vec<Pane<'m>> {
        let card = &self.card;
        let row = |line: &CardLine, tone| Block::Row { label: line.label.clone(), text: line.text.clone(), tone };
        let mut blocks = vec![Block::Heading(card.title.clone())];
        blocks.extend(card.gaps.iter().map(|gap| Block::Row {
            label: card.words.gaps.clone(),
            text: gap.clone(),
            tone: Tone::Gap,
        }));
        blocks.extend(card.rows.iter().map(|line| row(line, Tone::Plain)));
        if !card.cues.is_empty() {
            blocks.push(Block::Heading(card.words.cues.clone()));
            blocks.extend(card.cues.iter().map(|line| row(line, Tone::You)));
        }
        if !card.if_thens.is_empty() {
            blocks.push(Block::Heading(card.words.if_thens.clone()));
            blocks.extend(card.if_thens.iter().map(|line| row(line, Tone::Plain)));
        }
        blocks.push(Block::Row {
            label: card.words.never_say.clone(),
            text: card.never_say.join(" · "),
            tone: Tone::NotMet,
        });
        if card.gaps.is_empty() {
            let text = card.words.no_gaps.clone();
            blocks.push(Block::Row { label: card.words.gaps.clone(), text, tone: Tone::Met });
        }
        vec![Pane { name: PaneName::Main, title: core.word(Word::Card).to_owned(), blocks, scroll: self.scroll }]
    }
}
