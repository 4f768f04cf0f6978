//! Two tries at a step side by side, and the checks over all rehearsals.

use crate::coach::attempts::{Pair, Progress, Try, pair, progress};
use crate::coach::model::Core;
use crate::coach::msg::Command;
use crate::coach::rehearsal::{Place, Rehearsal};
use crate::coach::talk::Talk;
use crate::coach::view::{Block, Item, Mark, Pane, PaneName, Tone};
use crate::listen::Verdict;
use crate::pack::{CheckRef, Scenario, Step, Word};

use super::Go;

/// Two tries, or the chart.
#[derive(Debug)]
pub enum AttemptsRoom {
    /// Two tries at a step.
    Pair {
        /// The step's id.
        step: String,
        /// The later of the two, counted from 0.
        later: usize,
        /// The two.
        pair: Box<Pair>,
        /// Screenfuls down.
        scroll: usize,
    },
    /// The checks by rehearsal; not counted yet while they are fetched.
    Chart(Option<Progress>, usize),
}

impl AttemptsRoom {
    /// The last two tries at a step. None where there is but one.
    pub fn pair(core: &Core, talk: &Talk, step: &Step, rehearsal: &Rehearsal) -> Option<Self> {
        let later = rehearsal.tries(&step.id).count().checked_sub(1)?;
        let pair = pair(&core.pack, &core.listener, talk, step, rehearsal, later)?;
        Some(Self::Pair { step: step.id.clone(), later, pair: Box::new(pair), scroll: 0 })
    }

    /// The chart, which waits for the rehearsals.
    pub fn chart() -> Self {
        Self::Chart(None, 0)
    }

    /// The rehearsals have come, the last saved first; the one on the desk may not be among them.
    pub fn rehearsals_came(
        &mut self,
        core: &Core,
        scenario: &Scenario,
        talk: &Talk,
        all: &[Rehearsal],
        desk: &Rehearsal,
    ) {
        let Self::Chart(told, _) = self else { return };
        let mut list: Vec<&Rehearsal> = all.iter().filter(|rehearsal| rehearsal.id != desk.id).collect();
        list.push(desk);
        list.sort_by_key(|rehearsal| rehearsal.began);
        *told = Some(progress(&core.pack, &core.listener, scenario, talk, &list));
    }

    /// What a command does.
    pub fn command(
        &mut self,
        core: &Core,
        scenario: &Scenario,
        talk: &Talk,
        rehearsal: &Rehearsal,
        command: Command,
    ) -> Go {
        let down = |scroll: &mut usize| *scroll = (*scroll + 1).min(40);
        match (&mut *self, command) {
            (Self::Pair { scroll, .. } | Self::Chart(_, scroll), Command::Down | Command::PageDown) => down(scroll),
            (Self::Pair { scroll, .. } | Self::Chart(_, scroll), Command::Up | Command::PageUp) => {
                *scroll = scroll.saturating_sub(1);
            }
            (Self::Pair { step, later, pair: told, scroll }, Command::Left | Command::Right) => {
                let next = if command == Command::Left { later.saturating_sub(1) } else { *later + 1 };
                let found = scenario
                    .step(step)
                    .and_then(|(_, step)| pair(&core.pack, &core.listener, talk, step, rehearsal, next));
                if let Some(found) = found {
                    (*later, *scroll) = (next, 0);
                    **told = found;
                }
            }
            (_, Command::Back | Command::Choose | Command::Skip) => return Go::To(Place::Debrief),
            _ => {}
        }
        Go::Stay
    }

    /// Whether two tries are shown.
    pub fn pairs(&self) -> bool {
        matches!(self, Self::Pair { .. })
    }

    /// What is to be seen.
    pub fn panes<'m>(&self, core: &Core, scenario: &Scenario) -> Vec<Pane<'m>> {
        match self {
            Self::Pair { step, pair, scroll, .. } => {
                let title = scenario.step(step).map(|(_, step)| step.title.get(core.lang)).unwrap_or_default();
                let mut before = try_blocks(core, &pair.before, Tone::Gone);
                before.insert(0, Block::Text(Tone::Strong, title.to_owned()));
                let mut after = try_blocks(core, &pair.after, Tone::New);
                after.extend(change(core, Word::TryGained, &pair.change.gained, Mark::Met));
                after.extend(change(core, Word::TryLost, &pair.change.lost, Mark::NotMet));
                if pair.change.gained.is_empty() && pair.change.lost.is_empty() {
                    after.push(Block::Text(Tone::Muted, core.word(Word::TrySame).to_owned()));
                }
                let title = core.word(Word::TryTitle).to_owned();
                let name = core.word(Word::TryChanged).to_owned();
                vec![
                    Pane { name: PaneName::Main, title, blocks: before, scroll: *scroll },
                    Pane { name: PaneName::Heard, title: name, blocks: after, scroll: *scroll },
                ]
            }
            Self::Chart(told, scroll) => {
                let blocks = match told {
                    Some(told) if told.rehearsals > 0 => chart_blocks(core, told),
                    Some(_) => vec![Block::Text(Tone::Muted, core.word(Word::ProgressNone).to_owned())],
                    None => Vec::new(),
                };
                let title = core.word(Word::ProgressTitle).to_owned();
                vec![Pane { name: PaneName::Main, title, blocks, scroll: *scroll }]
            }
        }
    }
}

/// One try, with what the other does not have marked.
fn try_blocks<'m>(core: &Core, told: &Try, tone: Tone) -> Vec<Block<'m>> {
    let number = core.say(Word::TryNumber, &[("n", &told.number.to_string())]);
    let text = match told.attempt.aloud_seconds {
        Some(seconds) if told.attempt.text.is_empty() => core.say(Word::SaidAloud, &[("n", &seconds.to_string())]),
        _ => told.attempt.text.clone(),
    };
    let marks =
        if text == told.attempt.text { told.own.iter().map(|span| (*span, tone)).collect() } else { Vec::new() };
    vec![Block::Heading(number), Block::Marked { text, marks }, Block::Gap]
}

fn change<'m>(core: &Core, word: Word, checks: &[CheckRef], mark: Mark) -> Vec<Block<'m>> {
    let items = checks.iter().map(|check| {
        let title = core.pack[*check].title.get(core.lang);
        Block::Item(Item::new(mark, core.say(word, &[("check", title)])))
    });
    items.collect()
}

fn chart_blocks<'m>(core: &Core, told: &Progress) -> Vec<Block<'m>> {
    let mark = |verdict: &Option<Verdict>| match verdict {
        Some(Verdict::Met) => Mark::Met,
        Some(Verdict::NotMet) => Mark::NotMet,
        Some(Verdict::CantTell) => Mark::CantTell,
        None => Mark::None,
    };
    let rows = told
        .rows
        .iter()
        .map(|(check, cells)| (core.pack[*check].title.get(core.lang).to_owned(), cells.iter().map(mark).collect()));
    let columns = (1..=told.rehearsals).map(|n| n.to_string()).collect();
    let label = core.word(Word::ProgressColumns).to_owned();
    vec![Block::Chart { label, columns, rows: rows.collect() }]
}
