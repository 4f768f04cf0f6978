//! Dated actions that a talk brings with it.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// A dated action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Unique in a store, and never changed: calendars know the action by it.
    pub id: String,
    /// The talk it belongs to, by id; `None` when it belongs to the client alone.
    pub talk: Option<String>,
    /// The client it belongs to, by id.
    pub client: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// What to do.
    pub what: String,
    /// Who does it; may be empty.
    pub owner: String,
    /// From when it can be worked on.
    pub start: Option<Date>,
    /// When it is due, in the user's time zone.
    pub due: Due,
    /// Whether it comes back, in days after it was done.
    pub every_days: Option<u32>,
    /// How it stands.
    pub state: FollowUpState,
    /// What changed, the oldest first.
    pub history: Vec<FollowUpChange>,
    /// When it was made.
    pub created: Timestamp,
}

/// When something is due: a day, and perhaps the time of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
}

/// Where a follow-up comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A row of the scenario's follow-up clock, by id.
    Clock(String),
    /// A promise made in the call.
    Promise,
    /// A question that the call left open.
    Question,
    /// The user.
    User,
}

/// How a follow-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FollowUpState {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

/// One change of a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpChange {
    /// When it was changed.
    pub at: Timestamp,
    /// How it stood before.
    pub state: FollowUpState,
    /// When it was due before.
    pub due: Due,
    /// Why; may be empty.
    pub why: String,
}
