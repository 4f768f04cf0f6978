//! A kind of talk: its facts, gate, paths, stages with their steps, plans, card, clock, example cases.

use serde::{Deserialize, Serialize};

use super::super::words::Both;
use super::{CheckRef, ReactionRef, Sources};

/// A kind of talk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Scenario {
    /// Its id, unlike any other: its own, or `pack/scenario` where another pack has one with that id.
    pub id: String,
    /// The id of the pack that it comes from.
    pub pack: String,
    /// Its place on the home screen.
    pub order: u32,
    /// Its name.
    pub title: Both,
    /// One line on the home screen.
    pub blurb: Both,
    /// Where it comes from.
    pub source: Sources,
    /// The fields of a case, at most [`MAX_FACTS`].
    pub facts: Vec<Fact>,
    /// The readiness gate.
    pub gate: Vec<GateItem>,
    /// Ways through the stages; the first whose condition holds is taken, the last has none.
    pub paths: Vec<Path>,
    /// All stages of all paths.
    pub stages: Vec<Stage>,
    /// Answers planned for likely reactions.
    pub if_then: Vec<IfThen>,
    /// What not to say, for the card.
    pub never_say: Vec<Both>,
    /// The rows at the top of the card.
    pub card: Vec<CardRow>,
    /// The follow-up clock.
    pub clock: Vec<ClockRow>,
    /// Example cases; never empty. The first serves where none is asked for.
    pub examples: Vec<Example>,
}

/// The most fields a case may have: more is a form nobody fills in before an urgent call.
pub const MAX_FACTS: usize = 8;

impl Scenario {
    /// The id that its own pack has for it.
    pub fn local_id(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or(&self.id)
    }

    /// The fact with this id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|f| f.id == id)
    }

    /// The example case with this id; the first one without.
    pub fn example(&self, id: Option<&str>) -> Option<&Example> {
        match id {
            Some(id) => self.examples.iter().find(|example| example.id == id),
            None => self.examples.first(),
        }
    }

    /// The step with this id, with its stage.
    pub fn step(&self, id: &str) -> Option<(&Stage, &Step)> {
        self.stages.iter().find_map(|stage| Some((stage, stage.steps.iter().find(|s| s.id == id)?)))
    }
}

/// One field of a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fact {
    /// Its id; the same in every scenario.
    pub id: String,
    /// What may be entered.
    pub kind: FactKind,
    /// Its name.
    pub label: Both,
    /// What the empty field shows.
    pub hint: Both,
    /// How a gap is named when the field is empty.
    pub gap: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// What a fact holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactKind {
    /// A short text.
    Text,
    /// Yes or no.
    YesNo,
}

/// One question of the readiness gate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GateItem {
    /// Its id.
    pub id: String,
    /// The question.
    pub ask: Both,
    /// Why it matters.
    pub why: Both,
    /// How the card names it when it is missing.
    pub missing: Both,
    /// The path that opens when it is missing, for the gate screen to say so.
    pub opens: Option<String>,
    /// Where it comes from.
    pub source: Sources,
}

/// A way through the stages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Path {
    /// Its id.
    pub id: String,
    /// When it is taken.
    pub when: Option<Condition>,
    /// Its stages, as indices into [`Scenario::stages`].
    pub stages: Vec<u16>,
}

/// A condition on the user's case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// A gate item stands so.
    Gate {
        /// The gate item's id.
        item: String,
        /// How it must stand.
        is: GateState,
    },
    /// A yes-or-no fact stands so.
    Fact {
        /// The fact's id.
        fact: String,
        /// How it must stand.
        is: bool,
    },
}

/// How a gate item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateState {
    /// It is there.
    Have,
    /// It is not there.
    Missing,
    /// This talk does not need it.
    NotNeeded,
}

/// A part of the talk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// Its name on the rail.
    pub title: Both,
    /// Its steps; never empty.
    pub steps: Vec<Step>,
}

/// One screenful inside a stage: something to say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Step {
    /// Its id, unique in the scenario.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// What to say now; may hold slots.
    pub prompt: Both,
    /// Why.
    pub why: Both,
    /// Short hints; may hold slots.
    pub tips: Vec<Both>,
    /// Facts that one would use here, by id.
    pub facts: Vec<String>,
    /// What the coach listens for, the most important first; never empty.
    pub checks: Vec<CheckRef>,
    /// Lines that work.
    pub good: Vec<ModelLine>,
    /// Lines that do not.
    pub bad: Vec<BadLine>,
    /// How the client may react here.
    pub reactions: Vec<ReactionRef>,
    /// Where it comes from.
    pub source: Sources,
}

/// A line that one could say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ModelLine {
    /// The words.
    pub line: Both,
    /// Why it works, or why it does not.
    pub because: Both,
}

/// A line that does not work, and the check that tells it apart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BadLine {
    /// The words, with the reason.
    pub model: ModelLine,
    /// The check that it fails.
    pub fails: CheckRef,
}

/// A planned answer to a reaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IfThen {
    /// The reaction.
    pub reaction: ReactionRef,
    /// The answer; may hold slots.
    pub plan: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// A row of the card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CardRow {
    /// What it is about.
    pub label: Both,
    /// The text, with slots.
    pub text: Both,
}

/// A dated action that follows from the talk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClockRow {
    /// Its id.
    pub id: String,
    /// From when it counts.
    pub from: ClockFrom,
    /// How long after.
    pub after: ClockAfter,
    /// How often it comes back, in days.
    pub every_days: Option<u32>,
    /// What to do.
    pub action: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// The moment from which a follow-up counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClockFrom {
    /// When we knew.
    Known,
    /// When we talked.
    Talk,
    /// The date that we promised.
    Promised,
    /// When the matter was closed.
    Close,
}

/// A span of the follow-up clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClockAfter {
    /// Hours.
    Hours(u32),
    /// Calendar days.
    Days(u32),
    /// Working days.
    WorkingDays(u32),
}

/// A case that shows the scenario at work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Example {
    /// Its id, unique in the scenario.
    pub id: String,
    /// One line on what it is about.
    pub title: Both,
    /// The text facts, by id.
    pub texts: Vec<(String, Both)>,
    /// The yes-or-no facts, by id.
    pub flags: Vec<(String, bool)>,
    /// How every gate item stands.
    pub gate: Vec<(String, GateState)>,
    /// Where it comes from.
    pub source: Sources,
}
