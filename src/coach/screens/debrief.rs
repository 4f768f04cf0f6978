//! The debrief: where the client stands, what to do next, and the talk from top to bottom.

use crate::coach::debrief::{Debrief, Outcome, StepBack, debrief};
use crate::coach::flow::Flow;
use crate::coach::model::Core;
use crate::coach::msg::Command;
use crate::coach::rehearsal::{Place, Rehearsal};
use crate::coach::talk::Talk;
use crate::coach::view::{Block, Item, Mark, Pane, PaneName, Tone};
use crate::listen::Verdict;
use crate::pack::{CheckKind, CheckRef, Scenario, Word};

use super::client::ending_text;
use super::step::{sorted_marks, verdict_item};
use super::{Go, moved};

/// The debrief: a cursor over the doors and then the steps.
#[derive(Debug)]
pub struct DebriefRoom {
    back: Debrief,
    cursor: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Weakest(usize),
    Card,
    Again,
    Done,
}

impl DebriefRoom {
    /// Looks back on the rehearsal.
    pub fn open(core: &Core, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal) -> Self {
        let back = debrief(&core.pack, &core.listener, scenario, talk, rehearsal);
        // After a drill the cursor is on the step that was drilled, so that the change is seen.
        let drilled = match &rehearsal.place {
            Place::Step { step, drill: true } => back.steps.iter().position(|s| s.step == *step),
            _ => None,
        };
        let mut room = Self { back, cursor: 0 };
        if let Some(step) = drilled {
            room.cursor = room.doors().len() + step;
        }
        room
    }

    fn doors(&self) -> Vec<Door> {
        let weakest = self.back.weakest.map(Door::Weakest);
        weakest.into_iter().chain([Door::Card, Door::Again, Door::Done]).collect()
    }

    fn len(&self) -> usize {
        self.doors().len() + self.back.steps.len()
    }

    /// What was looked back on.
    pub fn back(&self) -> &Debrief {
        &self.back
    }

    /// Puts the cursor on a door or a step.
    pub fn point(&mut self, index: usize) {
        self.cursor = index.min(self.len().saturating_sub(1));
    }

    /// What a command does.
    pub fn command(&mut self, command: Command) -> Go {
        let drill = |index: usize| match self.back.steps.get(index) {
            Some(back) => Go::To(Place::Step { step: back.step.clone(), drill: true }),
            None => Go::Stay,
        };
        match command {
            Command::Up | Command::Down => self.cursor = moved(self.cursor, self.len(), command == Command::Down),
            Command::PageUp => self.cursor = 0,
            Command::PageDown => self.cursor = self.len().saturating_sub(1),
            Command::Choose | Command::Right => {
                return match self.doors().get(self.cursor) {
                    Some(Door::Weakest(step)) => drill(*step),
                    Some(Door::Card) => Go::To(Place::Card),
                    Some(Door::Again) => Go::Again,
                    Some(Door::Done) => Go::Home,
                    None => drill(self.cursor - self.doors().len()),
                };
            }
            Command::Compare => {
                // The step under the cursor; among the doors, the first that was tried again.
                let here = self.cursor.checked_sub(self.doors().len()).and_then(|at| self.back.steps.get(at));
                let step = here.or_else(|| self.back.steps.iter().find(|step| step.change.is_some()));
                return step.map_or(Go::Stay, |step| Go::Compare(step.step.clone()));
            }
            Command::Progress => return Go::Chart,
            Command::Skip | Command::Say => return Go::To(Place::Card),
            _ => {}
        }
        Go::Stay
    }

    /// What is to be seen.
    pub fn panes<'m>(&self, core: &Core, scenario: &Scenario, talk: &Talk) -> Vec<Pane<'m>> {
        let mut blocks = vec![Block::Text(Tone::Strong, core.word(outcome_word(self.back.outcome)).to_owned())];
        for turn in self.back.steps.iter().filter_map(|s| s.turn.as_ref()) {
            if let (Some(ending), true) = (turn.ending, turn.standing.is_some()) {
                blocks.push(Block::Text(Tone::Client, ending_text(core, turn, ending)));
            }
        }
        blocks.push(Block::Gap);
        for (index, door) in self.doors().iter().enumerate() {
            blocks.push(Block::Item(self.door_item(core, scenario, *door).at(index, self.cursor)));
        }
        blocks.push(Block::Gap);
        let doors = self.doors().len();
        let stages = Flow::of(scenario, talk).map(|flow| flow.stages).unwrap_or_default();
        let mut stage = None;
        for (index, back) in self.back.steps.iter().enumerate() {
            if stage != Some(back.stage) {
                stage = Some(back.stage);
                if let Some(title) = stages.get(back.stage) {
                    blocks.push(Block::Heading(title.title.get(core.lang).to_owned()));
                }
            }
            blocks.extend(self.step_blocks(core, scenario, back, doors + index));
        }
        vec![Pane { name: PaneName::Main, title: core.word(Word::Debrief).to_owned(), blocks, scroll: 0 }]
    }

    fn door_item(&self, core: &Core, scenario: &Scenario, door: Door) -> Item {
        match door {
            Door::Weakest(step) => {
                let id = self.back.steps.get(step).map(|s| s.step.as_str()).unwrap_or_default();
                let title = scenario.step(id).map(|(_, step)| step.title.get(core.lang)).unwrap_or_default();
                Item::new(Mark::Here, core.word(Word::DoorWeakest)).value(title)
            }
            Door::Card => Item::new(Mark::None, core.word(Word::DoorCard)),
            Door::Again => Item::new(Mark::None, core.word(Word::DoorAgain)),
            Door::Done => Item::new(Mark::None, core.word(Word::DoorDone)),
        }
    }

    /// A step: its name, what was said with the words that counted marked, what was met and missed.
    fn step_blocks<'m>(&self, core: &Core, scenario: &Scenario, back: &StepBack, index: usize) -> Vec<Block<'m>> {
        let title = scenario.step(&back.step).map(|(_, step)| step.title.get(core.lang)).unwrap_or_default();
        let mark = match &back.last {
            None => Mark::Ahead,
            Some((_, judgement)) if judgement.weakness() == 0 => Mark::Met,
            Some(_) => Mark::NotMet,
        };
        let mut item = Item::new(mark, title).at(index, self.cursor);
        if back.last.is_none() {
            item = item.value(core.word(Word::DebriefSkipped));
        }
        let mut blocks = vec![Block::Item(item)];
        let Some((attempt, judgement)) = &back.last else { return blocks };
        if !attempt.text.is_empty() {
            let marks = judgement.verdicts.iter().flat_map(|judged| {
                let tone = match (judged.verdict, core.pack[judged.check].rule.kind) {
                    (Verdict::Met, CheckKind::Asks) => Tone::Met,
                    (Verdict::NotMet, _) => Tone::NotMet,
                    _ => Tone::CantTell,
                };
                judged.spans.iter().map(move |span| (*span, tone))
            });
            blocks.push(Block::Marked { text: attempt.text.clone(), marks: sorted_marks(marks.collect()) });
        }
        if let Some(seconds) = attempt.aloud_seconds {
            let text = core.say(Word::SaidAloud, &[("n", &seconds.to_string())]);
            blocks.push(Block::Text(Tone::Muted, text));
        }
        if let Some(change) = &back.change {
            blocks.extend(self.change(core, Word::Gained, &change.gained, Tone::Met));
            blocks.extend(self.change(core, Word::Lost, &change.lost, Tone::NotMet));
        }
        for judged in judgement.worst_first(&core.pack) {
            let missed = judged.verdict == Verdict::NotMet;
            blocks.push(Block::Item(verdict_item(core, judged, &attempt.text, missed && index == self.cursor)));
        }
        blocks
    }

    /// What another try brought, by name.
    fn change<'m>(&self, core: &Core, word: Word, checks: &[CheckRef], tone: Tone) -> Option<Block<'m>> {
        let names: Vec<&str> = checks.iter().map(|check| core.pack[*check].title.get(core.lang)).collect();
        let row = Block::Row { label: core.word(word).to_owned(), text: names.join(" · "), tone };
        (!names.is_empty()).then_some(row)
    }
}

fn outcome_word(outcome: Outcome) -> Word {
    match outcome {
        Outcome::Closed => Word::OutcomeClosed,
        Outcome::Mixed => Word::OutcomeMixed,
        Outcome::Open => Word::OutcomeOpen,
        Outcome::Quiet => Word::OutcomeQuiet,
    }
}
