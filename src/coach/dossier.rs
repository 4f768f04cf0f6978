//! The file of one client: who they are, what they need, what was promised to them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is kept about one client, over all talks with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Unique in a store; made from the moment of creation.
    pub id: String,
    /// How lists and talks name them; never blank.
    pub name: String,
    /// The fields of the file, by the pack's id; an empty one is left out.
    pub fields: BTreeMap<String, String>,
    /// Ticked items of checklists that are kept per client, as `checklist/item`.
    pub ticks: BTreeSet<String>,
    /// What they answered when they were asked how satisfied they are, the oldest first.
    pub surveys: Vec<Survey>,
    /// When the file was begun.
    pub created: Timestamp,
    /// When anything in it last changed.
    pub changed: Timestamp,
}

/// One satisfaction check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    /// When it was answered.
    pub at: Timestamp,
    /// The talk that it followed, by id.
    pub talk: Option<String>,
    /// An answer a question, from 1 to 5; `None` where none was given.
    pub scores: Vec<Option<u8>>,
    /// What else they said; may be empty.
    pub note: String,
}
