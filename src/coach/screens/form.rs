//! The case form: at most eight short fields, each of which may stay empty.

use crate::coach::model::Core;
use crate::coach::msg::Command;
use crate::coach::rehearsal::{Place, Rehearsal};
use crate::coach::talk::{MAX_FACT_BYTES, Talk};
use crate::coach::view::{Block, Editor, Item, Mark, Pane, PaneName, Tone};
use crate::pack::{Fact, FactKind, Scenario, Word};
use crate::text::{Buffer, Edit};

use super::{Around, Go, moved};

/// The form, at one of its fields.
#[derive(Debug)]
pub struct FormRoom {
    at: usize,
    /// The field's text, when the field takes text.
    buffer: Option<Buffer>,
}

impl FormRoom {
    /// The form at a field, with what was typed there before.
    pub fn open(scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal, at: usize) -> Self {
        let buffer = scenario.facts.get(at).filter(|f| f.kind == FactKind::Text).map(|fact| {
            let kept = rehearsal.drafts.get(&Place::Form { fact: fact.id.clone() }.draft_key());
            let mut buffer = Buffer::single_line(match kept {
                Some(draft) => &draft.text,
                None => talk.fact(&fact.id).unwrap_or_default(),
            });
            buffer = buffer.with_limit(MAX_FACT_BYTES);
            if let Some(draft) = kept {
                buffer.set_cursor(draft.cursor);
            }
            buffer
        });
        Self { at, buffer }
    }

    /// The text of the field.
    pub fn buffer(&self) -> Option<&Buffer> {
        self.buffer.as_ref()
    }

    /// The field, to be edited.
    pub fn edit(&mut self, edit: &Edit) -> Option<crate::text::Changed> {
        self.buffer.as_mut().map(|buffer| buffer.apply(edit))
    }

    /// What a command does.
    pub fn command(
        &mut self,
        around: &mut Around<'_>,
        scenario: &Scenario,
        talk: &mut Talk,
        rehearsal: &mut Rehearsal,
        command: Command,
    ) -> Go {
        match command {
            Command::Choose | Command::Down if self.at + 1 < scenario.facts.len() => {
                self.leave_for(scenario, talk, rehearsal, self.at + 1)
            }
            Command::Choose | Command::Skip | Command::Say => {
                self.commit(scenario, talk, rehearsal);
                Go::To(Place::Gate)
            }
            Command::Up | Command::Down => {
                let next = moved(self.at, scenario.facts.len(), command == Command::Down);
                self.leave_for(scenario, talk, rehearsal, next)
            }
            Command::PageUp => self.leave_for(scenario, talk, rehearsal, 0),
            Command::PageDown => self.leave_for(scenario, talk, rehearsal, scenario.facts.len().saturating_sub(1)),
            Command::Toggle | Command::Left | Command::Right => {
                if let Some(fact) = scenario.facts.get(self.at).filter(|f| f.kind == FactKind::YesNo) {
                    let next = match (talk.flags.get(&fact.id), command) {
                        (None, Command::Left) | (Some(true), Command::Toggle | Command::Right) => Some(false),
                        (Some(false), Command::Toggle | Command::Right) | (Some(true), _) => None,
                        _ => Some(true),
                    };
                    match next {
                        Some(value) => talk.flags.insert(fact.id.clone(), value),
                        None => talk.flags.remove(&fact.id),
                    };
                }
                Go::Stay
            }
            Command::Models => {
                self.take_example(around, scenario, talk, rehearsal);
                Go::Stay
            }
            Command::Back => {
                self.commit(scenario, talk, rehearsal);
                Go::Home
            }
            _ => Go::Stay,
        }
    }

    /// Puts the cursor on a field.
    pub fn point(&mut self, scenario: &Scenario, talk: &mut Talk, rehearsal: &mut Rehearsal, index: usize) -> Go {
        self.leave_for(scenario, talk, rehearsal, index.min(scenario.facts.len().saturating_sub(1)))
    }

    fn leave_for(&mut self, scenario: &Scenario, talk: &mut Talk, rehearsal: &mut Rehearsal, at: usize) -> Go {
        self.commit(scenario, talk, rehearsal);
        match scenario.facts.get(at) {
            Some(fact) => Go::To(Place::Form { fact: fact.id.clone() }),
            None => Go::Stay,
        }
    }

    /// Takes the field's text into the talk.
    fn commit(&mut self, scenario: &Scenario, talk: &mut Talk, rehearsal: &mut Rehearsal) {
        if let (Some(fact), Some(buffer)) = (scenario.facts.get(self.at), &self.buffer) {
            if talk.set_fact(&fact.id, buffer.text()) {
                talk.example = false;
            }
            rehearsal.drafts.remove(&Place::Form { fact: fact.id.clone() }.draft_key());
        }
    }

    /// Fills an empty form with an example case; never mixes it into the user's own.
    fn take_example(
        &mut self,
        around: &mut Around<'_>,
        scenario: &Scenario,
        talk: &mut Talk,
        rehearsal: &mut Rehearsal,
    ) {
        let empty = talk.facts.is_empty() && self.buffer.as_ref().is_none_or(Buffer::is_empty);
        if !empty && !talk.example {
            around.core.tell(Tone::Gap, Word::FormOwnCase, &[]);
            return;
        }
        // Asked for again, the next one comes.
        let told = talk.example_told(scenario, around.core.lang);
        let at = told.and_then(|told| scenario.examples.iter().position(|e| e.id == told.id)).map_or(0, |at| at + 1);
        let Some(example) = scenario.examples.get(at).or(scenario.examples.first()) else { return };
        let example = Talk::example_of(scenario, example, around.core.lang, talk.created);
        *talk = Talk { id: talk.id.clone(), ticks: std::mem::take(&mut talk.ticks), ..example };
        rehearsal.drafts.clear();
        *self = Self::open(scenario, talk, rehearsal, self.at);
        around.core.tell(Tone::Coach, Word::FormExampleTaken, &[]);
    }

    /// What is to be seen.
    pub fn panes<'m>(&'m self, core: &Core, scenario: &Scenario, talk: &Talk) -> Vec<Pane<'m>> {
        let mut blocks = vec![Block::Text(Tone::Coach, core.word(Word::FormIntro).to_owned()), Block::Gap];
        for (index, fact) in scenario.facts.iter().enumerate() {
            match (&self.buffer, index == self.at) {
                (Some(buffer), true) => blocks.push(Block::Editor(Editor {
                    buffer,
                    label: fact.label.get(core.lang).to_owned(),
                    hint: fact.hint.get(core.lang).to_owned(),
                    single_line: true,
                    marks: Vec::new(),
                })),
                _ => blocks.push(Block::Item(field_item(core, fact, talk).at(index, self.at))),
            }
        }
        vec![Pane { name: PaneName::Main, title: core.word(Word::FormTitle).to_owned(), blocks, scroll: 0 }]
    }
}

/// A field that is not being edited.
fn field_item(core: &Core, fact: &Fact, talk: &Talk) -> Item {
    let value = match fact.kind {
        FactKind::Text => talk.fact(&fact.id).map(str::to_owned),
        FactKind::YesNo => {
            talk.flags.get(&fact.id).map(|yes| core.word(if *yes { Word::Yes } else { Word::No }).to_owned())
        }
    };
    let mark = if value.is_some() { Mark::Met } else { Mark::Ahead };
    let item = Item::new(mark, fact.label.get(core.lang));
    match value {
        Some(value) => item.value(value),
        None => item.value(core.word(Word::Empty)).detail(Tone::Muted, fact.hint.get(core.lang)),
    }
}
