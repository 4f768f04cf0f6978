//! Content around a talk: the fields of a client's file, what is asked after a call, how satisfied the client is.

use serde::{Deserialize, Serialize};

use super::content::Sources;
use super::words::Both;

/// A field of a client's file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DossierField {
    /// Its id.
    pub id: String,
    /// The heading that it stands under; neighbours with the same one belong together.
    pub group: Both,
    /// Its name.
    pub label: Both,
    /// What the empty field shows.
    pub hint: Both,
    /// Why it is worth knowing.
    pub why: Both,
    /// The fact of a new talk that it fills, by id.
    pub fact: Option<String>,
    /// Where it comes from.
    pub source: Sources,
}

/// A question of the debrief after a call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DebriefQuestion {
    /// Its id.
    pub id: String,
    /// How it is answered.
    pub kind: DebriefKind,
    /// When it is asked.
    pub when: DebriefWhen,
    /// The question.
    pub ask: Both,
    /// What the empty answer shows.
    pub hint: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// How a question of the debrief is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DebriefKind {
    /// In a line.
    Text,
    /// With yes or no.
    YesNo,
    /// By ticking those of the planned reactions that came.
    Planned,
    /// By ticking those of the other reactions that came.
    Unplanned,
    /// By adding what was promised.
    Promises,
    /// By adding what is still to be answered.
    Questions,
    /// By adding what both sides agreed on.
    Agreed,
    /// By choosing how sure one is, in three words.
    Sure,
}

/// When a question of the debrief is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DebriefWhen {
    /// After every call.
    Always,
    /// When a reaction came for which nothing was planned.
    Surprised,
    /// When something was promised.
    Promised,
    /// When something is still to be answered.
    LeftOpen,
    /// When our side is at fault.
    AtFault,
    /// When the talk was rehearsed.
    Rehearsed,
}

/// A question of the satisfaction check, answered from 1 to 5.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SurveyQuestion {
    /// Its id.
    pub id: String,
    /// The question.
    pub ask: Both,
    /// What 1 means.
    pub low: Both,
    /// What 5 means.
    pub high: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// The most questions of a debrief: more is a form that nobody fills in with the call still in their ears.
pub const MAX_DEBRIEF: usize = 12;
