//! The case form: at most eight short fields, each of which may stay empty, and where the scenario's clock counts from
//! the news one more: since when it is known.

use jiff::ZonedDateTime;

use crate::coach::model::Core;
use crate::coach::moment::{BadMoment, past_moment};
use crate::coach::msg::Command;
use crate::coach::rehearsal::{Place, Rehearsal};
use crate::coach::talk::{MAX_FACT_BYTES, Talk};
use crate::coach::view::{Block, Editor, Item, Mark, Pane, PaneName, Tone};
use crate::pack::{ClockFrom, Fact, FactKind, Scenario, Word};
use crate::text::{Buffer, Edit};

use super::{Around, Go, moved};

/// The id of the field that every scenario has whose clock counts from the news.
pub const KNOWN: &str = "known-since";

/// How many fields the form of a scenario has.
fn fields(scenario: &Scenario) -> usize {
    scenario.facts.len() + usize::from(asks_known(scenario))
}

/// Whether the form asks since when the news is known.
fn asks_known(scenario: &Scenario) -> bool {
    scenario.clock.iter().any(|row| row.from == ClockFrom::Known)
}

/// The id of a field.
fn field(scenario: &Scenario, at: usize) -> Option<&str> {
    let known = (at == scenario.facts.len() && asks_known(scenario)).then_some(KNOWN);
    scenario.facts.get(at).map(|fact| fact.id.as_str()).or(known)
}

/// Since when the news is known, as it stands in the field: it is read again as it is written.
fn known_text(talk: &Talk, now: &ZonedDateTime) -> String {
    let Some(known) = talk.known else { return String::new() };
    known.to_zoned_datetime(now.time_zone().clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The form, at one of its fields.
#[derive(Debug)]
pub struct FormRoom {
    at: usize,
    /// What stands in the field when nothing is typed.
    standing: String,
    /// The field's text, when the field takes text.
    buffer: Option<Buffer>,
}

impl FormRoom {
    /// The form at a field, with what was typed there before.
    pub fn open(core: &Core, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal, id: &str) -> Self {
        let at = (0..fields(scenario)).find(|at| field(scenario, *at) == Some(id)).unwrap_or(0);
        let id = field(scenario, at).unwrap_or_default();
        let standing = match scenario.facts.get(at) {
            Some(fact) => talk.fact(&fact.id).unwrap_or_default().to_owned(),
            None => known_text(talk, &core.now),
        };
        let takes_text = scenario.facts.get(at).is_none_or(|fact| fact.kind == FactKind::Text);
        let buffer = takes_text.then(|| {
            let kept = rehearsal.drafts.get(&Place::Form { fact: id.to_owned() }.draft_key());
            let mut buffer = Buffer::single_line(kept.map_or(&standing, |draft| &draft.text));
            buffer = buffer.with_limit(MAX_FACT_BYTES);
            if let Some(draft) = kept {
                buffer.set_cursor(draft.cursor);
            }
            buffer
        });
        Self { at, standing, buffer }
    }

    /// What stands in the field when nothing is typed.
    pub fn standing(&self) -> &str {
        &self.standing
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
            Command::Choose | Command::Down if self.at + 1 < fields(scenario) => {
                self.leave_for(around.core, scenario, talk, rehearsal, self.at + 1)
            }
            Command::Choose | Command::Skip | Command::Say => {
                self.commit(around.core, scenario, talk, rehearsal);
                Go::To(Place::Gate)
            }
            Command::Up | Command::Down => {
                let next = moved(self.at, fields(scenario), command == Command::Down);
                self.leave_for(around.core, scenario, talk, rehearsal, next)
            }
            Command::PageUp => self.leave_for(around.core, scenario, talk, rehearsal, 0),
            Command::PageDown => {
                self.leave_for(around.core, scenario, talk, rehearsal, fields(scenario).saturating_sub(1))
            }
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
                self.commit(around.core, scenario, talk, rehearsal);
                Go::Home
            }
            _ => Go::Stay,
        }
    }

    /// Puts the cursor on a field.
    pub fn point(
        &mut self,
        core: &mut Core,
        scenario: &Scenario,
        talk: &mut Talk,
        rehearsal: &mut Rehearsal,
        index: usize,
    ) -> Go {
        self.leave_for(core, scenario, talk, rehearsal, index.min(fields(scenario).saturating_sub(1)))
    }

    fn leave_for(
        &mut self,
        core: &mut Core,
        scenario: &Scenario,
        talk: &mut Talk,
        rehearsal: &mut Rehearsal,
        at: usize,
    ) -> Go {
        self.commit(core, scenario, talk, rehearsal);
        match field(scenario, at) {
            Some(id) => Go::To(Place::Form { fact: id.to_owned() }),
            None => Go::Stay,
        }
    }

    /// Takes the field's text into the talk.
    fn commit(&mut self, core: &mut Core, scenario: &Scenario, talk: &mut Talk, rehearsal: &mut Rehearsal) {
        let (Some(id), Some(buffer)) = (field(scenario, self.at), &self.buffer) else { return };
        if scenario.facts.get(self.at).is_some() {
            if talk.set_fact(id, buffer.text()) {
                talk.example = false;
            }
        } else if !take_known(core, talk, buffer.text(), &self.standing) {
            // What cannot be read stays as it was typed, and nobody is held up by it.
            return;
        }
        self.standing = buffer.text().to_owned();
        rehearsal.drafts.remove(&Place::Form { fact: id.to_owned() }.draft_key());
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
        let (known, ticks) = (talk.known, std::mem::take(&mut talk.ticks));
        *talk = Talk { id: talk.id.clone(), ticks, known, ..example };
        rehearsal.drafts.clear();
        *self = Self::open(around.core, scenario, talk, rehearsal, field(scenario, self.at).unwrap_or_default());
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
        if asks_known(scenario) {
            blocks.push(self.known_block(core, scenario, talk));
        }
        vec![Pane { name: PaneName::Main, title: core.word(Word::FormTitle).to_owned(), blocks, scroll: 0 }]
    }

    /// The field that asks since when the news is known.
    fn known_block<'m>(&'m self, core: &Core, scenario: &Scenario, talk: &Talk) -> Block<'m> {
        let (label, hint) = (core.word(Word::KnownLabel).to_owned(), core.word(Word::KnownHint).to_owned());
        let index = scenario.facts.len();
        if let Some(buffer) = self.buffer.as_ref().filter(|_| index == self.at) {
            return Block::Editor(Editor { buffer, label, hint, single_line: true, marks: Vec::new() });
        }
        let value = known_text(talk, &core.now);
        let item = Item::new(if value.is_empty() { Mark::Ahead } else { Mark::Met }, &label);
        let item = match value.as_str() {
            "" => item.value(core.word(Word::Empty)).detail(Tone::Muted, &hint),
            value => item.value(value),
        };
        Block::Item(item.at(index, self.at))
    }
}

/// Takes in since when the news is known; blank takes it back. Says whether the text was understood, and tells the user
/// when it was not.
fn take_known(core: &mut Core, talk: &mut Talk, text: &str, standing: &str) -> bool {
    let text = text.trim();
    // What was not touched keeps its seconds.
    if text == standing && talk.known.is_some() {
        return true;
    }
    if text.is_empty() {
        talk.known = None;
        return true;
    }
    let word = match past_moment(text, &core.now, &core.listener) {
        Ok(known) => {
            talk.known = Some(known);
            return true;
        }
        Err(BadMoment::Unreadable) => Word::KnownUnreadable,
        Err(BadMoment::Ahead) => Word::KnownAhead,
    };
    core.tell(Tone::Gap, word, &[("text", &crate::text::fit(text, 40))]);
    false
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
