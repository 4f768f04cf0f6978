//! What is due: the follow-ups of all talks, overdue first; done, moved or dropped with a key.

use jiff::ToSpan;

use crate::coach::followup::{Turn, by_urgency, turn};
use crate::coach::model::Core;
use crate::coach::msg::{Command, Effect};
use crate::coach::told::due_in_words;
use crate::coach::view::{Block, Item, Mark, Pane, PaneName, Tone};
use crate::coach::{Due, FollowUp, FollowUpState, Urgency};
use crate::pack::Word;

use super::{Around, moved};

/// The follow-ups, with a cursor. What was done here stays in its place until one leaves, so that it can be taken back.
#[derive(Debug)]
pub struct Duties {
    list: Vec<FollowUp>,
    cursor: usize,
}

/// The open follow-ups of the talks, the most urgent first.
pub fn open_followups(core: &Core) -> Vec<FollowUp> {
    let talks = core.talks.iter().map(|summary| &summary.talk).filter(|talk| !talk.example);
    let open = talks.flat_map(|talk| &talk.followups).filter(|followup| followup.state == FollowUpState::Open);
    let mut list: Vec<FollowUp> = open.cloned().collect();
    by_urgency(&mut list);
    list
}

/// How many are due today or before.
pub fn due_now(core: &Core) -> usize {
    let now = core.now.datetime();
    let due = |followup: &FollowUp| matches!(followup.urgency(now), Some(Urgency::Overdue | Urgency::Today));
    open_followups(core).iter().filter(|followup| due(followup)).count()
}

impl Duties {
    /// The list as it stands.
    pub fn new(core: &Core) -> Self {
        Self { list: open_followups(core), cursor: 0 }
    }

    /// Puts the cursor on an item.
    pub fn point(&mut self, index: usize) {
        self.cursor = index.min(self.list.len().saturating_sub(1));
    }

    /// What a command does; `true` leads home.
    pub fn command(&mut self, around: &mut Around<'_>, command: Command) -> bool {
        match command {
            Command::Up | Command::Down => {
                self.cursor = moved(self.cursor, self.list.len(), command == Command::Down);
            }
            Command::PageUp => self.cursor = 0,
            Command::PageDown => self.cursor = self.list.len().saturating_sub(1),
            Command::Toggle | Command::Choose => {
                let open = self.here().is_some_and(|followup| followup.state == FollowUpState::Open);
                self.turn(around, |_| Some(if open { Turn::Done } else { Turn::Reopen }));
            }
            Command::Drop => self.turn(around, |_| Some(Turn::Drop)),
            Command::Left | Command::Right => {
                let days = if command == Command::Right { 1 } else { -1 };
                let today = around.core.now.date();
                self.turn(around, |due| {
                    // What is overdue is moved from today on: nobody needs a day that is over.
                    let from = due.date.max(today.checked_sub(1.day()).ok()?);
                    let date = from.checked_add(days.days()).ok()?;
                    (date >= today).then_some(Turn::Move(Due { date, time: due.time }))
                });
            }
            Command::Back => return true,
            _ => {}
        }
        false
    }

    fn here(&self) -> Option<&FollowUp> {
        self.list.get(self.cursor)
    }

    /// Changes the follow-up under the cursor, in its talk, and keeps it.
    fn turn(&mut self, around: &mut Around<'_>, what: impl Fn(Due) -> Option<Turn>) {
        let Some(here) = self.list.get_mut(self.cursor) else { return };
        let core = &mut *around.core;
        let Some(what) = what(here.due) else { return };
        let calendar = core.calendar.clone();
        let summary = core.talks.iter_mut().find(|summary| Some(&summary.talk.id) == here.talk.as_ref());
        let Some(talk) = summary.map(|summary| &mut summary.talk) else { return };
        if turn(talk, &here.id, what, "", around.now.timestamp(), &calendar).is_ok() {
            if let Some(changed) = talk.followups.iter().find(|followup| followup.id == here.id) {
                here.clone_from(changed);
            }
            around.effects.push(Effect::SaveTalk(Box::new(talk.clone())));
        }
    }

    /// What is to be seen.
    pub fn panes<'m>(&self, core: &Core) -> Vec<Pane<'m>> {
        let mut blocks = Vec::new();
        if self.list.is_empty() {
            blocks.push(Block::Text(Tone::Coach, core.word(Word::DutiesNone).to_owned()));
        }
        if !self.list.is_empty() {
            blocks.extend([Block::Text(Tone::Muted, core.word(Word::DutiesHow).to_owned()), Block::Gap]);
        }
        for (index, followup) in self.list.iter().enumerate() {
            blocks.push(Block::Item(item(core, followup).at(index, self.cursor)));
        }
        vec![Pane { name: PaneName::Main, title: core.word(Word::DutiesTitle).to_owned(), blocks, scroll: 0 }]
    }
}

/// A follow-up: when, what, whose, for whom.
fn item(core: &Core, followup: &FollowUp) -> Item {
    let talk = core.talks.iter().map(|summary| &summary.talk).find(|talk| Some(&talk.id) == followup.talk.as_ref());
    let scenario = talk.and_then(|talk| core.scenario(&talk.scenario));
    let day = due_in_words(followup.due, core.now.date(), core.lang);
    let (mark, state) = match (followup.state, followup.urgency(core.now.datetime())) {
        (FollowUpState::Done, _) => (Mark::Met, Some(Word::DutiesDone)),
        (FollowUpState::Dropped, _) => (Mark::NotMet, Some(Word::DutiesDropped)),
        (_, Some(Urgency::Overdue)) => (Mark::Gap, Some(Word::DutiesLate)),
        (_, Some(Urgency::Today)) => (Mark::Here, Some(Word::DutiesToday)),
        _ => (Mark::Ahead, None),
    };
    let client = talk.zip(scenario).and_then(|(talk, scenario)| talk.fact(&scenario.facts.first()?.id));
    let what = followup.told(scenario, core.lang).to_owned();
    let parts = [state.map(|word| core.word(word)), Some(followup.owner.as_str()), client];
    let rest: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Item::new(mark, format!("{day} · {what}")).detail(Tone::Muted, rest.join(" · "))
}
