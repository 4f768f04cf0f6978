//! What really happened: the call itself as it was noted down, and what was asked afterwards.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One call with the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// When it began.
    pub began: Timestamp,
    /// When it ended; `None` while it goes on.
    pub ended: Option<Timestamp>,
    /// The stage it is at, by id.
    pub stage: String,
    /// When that stage began.
    pub stage_began: Timestamp,
    /// Cues that were said, as `step/number`.
    pub said: BTreeSet<String>,
    /// What was noted down, in order.
    pub log: Vec<Entry>,
    /// Answers of the debrief afterwards, by the question's id.
    pub answers: BTreeMap<String, String>,
}

/// Something noted down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// At which stage, by id.
    pub stage: String,
    /// What.
    pub kind: EntryKind,
}

/// What is noted down in a call or after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// The client's own words.
    Note(String),
    /// For ourselves alone; it never enters a document for the client.
    Private(String),
    /// What both sides agreed on.
    Agreed(String),
    /// What was promised.
    Promise(Promise),
    /// What is still to be answered.
    Question(Question),
    /// The client reacted so, by the reaction's id.
    Reaction(String),
}

/// A promise to the client, or of the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// What.
    pub what: String,
    /// Who keeps it; may be empty.
    pub who: String,
    /// By when, when a day was named.
    pub due: Option<Date>,
    /// When it was kept; `None` while it is open.
    pub kept: Option<Timestamp>,
}

/// A question that the call left open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The question.
    pub text: String,
    /// The answer, once there is one.
    pub answer: Option<String>,
}
