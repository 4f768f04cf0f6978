//! What is read and ticked beside the talks: checklists, habit cards, terms, cases.

use serde::{Deserialize, Serialize};

use super::super::words::Both;
use super::{CheckRef, Sources};

/// A list to step through around a call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checklist {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// Whose ticks they are.
    pub per: TicksOf,
    /// Its items; never empty.
    pub items: Vec<ChecklistItem>,
}

/// Whose ticks a checklist keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TicksOf {
    /// Each talk has its own.
    Talk,
    /// Each client has their own, over all talks.
    Client,
}

/// One item of a checklist.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// Its id.
    pub id: String,
    /// The heading under which it stands, with its neighbours of the same heading.
    pub group: Option<Both>,
    /// What to do.
    pub text: Both,
    /// Why.
    pub why: Both,
    /// The scenarios it is for, by id; all, when empty.
    pub scenarios: Vec<String>,
    /// Where it comes from.
    pub source: Sources,
}

/// A habit card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Habit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// What to do, in a line.
    pub do_this: Both,
    /// What not to do, in a line.
    pub not_this: Both,
    /// Why.
    pub why: Both,
    /// The scenarios it is for, by id; all, when empty.
    pub scenarios: Vec<String>,
    /// Lines side by side.
    pub pairs: Vec<Pair>,
    /// A small exercise.
    pub practice: Option<Both>,
    /// Where it comes from.
    pub source: Sources,
}

/// Two ways to say a thing, and the check that tells them apart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pair {
    /// When it is said.
    pub scene: Both,
    /// The line that does not work: it fails the check.
    pub weak: Both,
    /// The line that does: it does not fail it.
    pub strong: Both,
    /// Why.
    pub because: Both,
    /// What tells them apart.
    pub check: CheckRef,
}

/// A term of the product, and the words that are not to be used for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The term.
    pub term: Both,
    /// Chinese words that are not to be used for it.
    pub not_zh: Vec<String>,
    /// English words that are not to be used for it.
    pub not_en: Vec<String>,
    /// When it is said, for authors.
    pub note: Option<Both>,
}

/// A talk of somebody else, told to learn from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// The kind of talk, by the scenario's id.
    pub scenario: String,
    /// How it ended.
    pub outcome: CaseOutcome,
    /// In which trade it happened.
    pub trade: Both,
    /// Its name.
    pub title: Both,
    /// How things stood.
    pub situation: Both,
    /// What was said, in order; at least two turns.
    pub said: Vec<CaseTurn>,
    /// What came of it.
    pub came: Both,
    /// What is to be learnt.
    pub lesson: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseOutcome {
    /// Well.
    Good,
    /// Badly.
    Bad,
    /// Some of each.
    Mixed,
}

/// Something said in a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseTurn {
    /// Whether we said it, and not the client.
    pub by_us: bool,
    /// The words.
    pub says: Both,
}
