//! The two who answer: what the coach asks of a line, and how the client takes it.

use serde::{Deserialize, Serialize};

use super::super::rule::{CheckRule, Rule};
use super::super::words::Both;
use super::{Condition, PersonaRef, ReactionRef, Sources};

/// What a step asks of an utterance.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Check {
    /// Its id.
    pub id: String,
    /// How it is named when it is met.
    pub title: Both,
    /// How it is named when it is not met.
    pub missed: Both,
    /// Why it matters.
    pub why: Both,
    /// One better line.
    pub better: Both,
    /// When it applies; always, when there is none.
    pub when: Option<Condition>,
    /// Whether it asks or warns, and what decides it.
    pub rule: CheckRule,
    /// What the client says when it was missed.
    pub probe: Vec<Both>,
    /// Where it comes from.
    pub source: Sources,
    /// Utterances that meet it.
    pub met_examples: Vec<Both>,
    /// Utterances that do not.
    pub missed_examples: Vec<Both>,
}

/// How a client may react.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reaction {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// The client's mood when it comes.
    pub mood: Both,
    /// How it is put.
    pub opens: Vec<Opening>,
    /// What eases it, in order; at least two.
    pub moves: Vec<Move>,
    /// What makes it worse.
    pub worsens: Worsens,
    /// The client's words when it closes well.
    pub eased: Vec<Both>,
    /// The client's words when patience is out.
    pub unresolved: Vec<Both>,
    /// The debrief's sentence when it closed well.
    pub end_eased: Both,
    /// The debrief's sentence when patience ran out.
    pub end_unresolved: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// One wording of a reaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Opening {
    /// Who puts it so; anyone, when there is none.
    pub persona: Option<PersonaRef>,
    /// The words.
    pub says: Both,
}

/// Something the user does that eases a reaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Move {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Both,
    /// How it is heard.
    pub rule: Rule,
    /// What the client says while it is still missing.
    pub holds: Vec<Both>,
    /// One line that makes it.
    pub better: Both,
}

/// What makes a reaction worse.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Worsens {
    /// How it is heard.
    pub rule: Rule,
    /// What the client then says.
    pub says: Vec<Both>,
}

/// Who the client is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Persona {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// One line on what to expect.
    pub note: Both,
    /// Reactions that this client leans to.
    pub prefers: Vec<ReactionRef>,
    /// What this client says when nothing was left out.
    pub nods: Vec<Both>,
    /// Where it comes from.
    pub source: Sources,
}

/// How hard the client is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// One line on what to expect.
    pub note: Both,
    /// Answers without the right move that the client bears.
    pub patience: u32,
    /// Moves that one answer can make.
    pub moves_per_answer: u32,
    /// Reactions in one rehearsal at the most.
    pub reactions: u32,
    /// Whether the client asks after what a line left out.
    pub probes: bool,
}
