//! The file of one client: who they are, what they need, what was promised to them; and what a second talk with the
//! same client takes over from it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::call::Promise;
use super::talk::{Talk, id_at};
use crate::pack::{FactKind, Pack, Scenario};

/// What is kept about one client, over all talks with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Unique in a store; made from the moment of creation.
    pub id: String,
    /// How lists and talks name them; never blank.
    pub name: String,
    /// Other names under which talks know them: who is renamed keeps the old name here.
    #[serde(default)]
    pub also: BTreeSet<String>,
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

impl Client {
    /// A file with nothing but a name in it.
    pub fn new(name: &str, now: Timestamp) -> Self {
        Self {
            id: id_at('c', now),
            name: name.trim().to_owned(),
            also: BTreeSet::new(),
            fields: BTreeMap::new(),
            ticks: BTreeSet::new(),
            surveys: Vec::new(),
            created: now,
            changed: now,
        }
    }

    /// A field of the file; `None` when it is empty.
    pub fn field(&self, id: &str) -> Option<&str> {
        self.fields.get(id).map(String::as_str).filter(|text| !text.trim().is_empty())
    }

    /// Sets a field; blank removes it. Says whether anything changed.
    pub fn set_field(&mut self, id: &str, text: &str, now: Timestamp) -> bool {
        let text = text.trim();
        let changed = if text.is_empty() {
            self.fields.remove(id).is_some()
        } else {
            self.fields.insert(id.to_owned(), text.to_owned()).as_deref() != Some(text)
        };
        if changed {
            self.changed = now;
        }
        changed
    }

    /// Gives the client another name; the old one still leads here. A blank one is refused.
    pub fn rename(&mut self, name: &str, now: Timestamp) -> bool {
        let name = name.trim();
        if name.is_empty() || name == self.name {
            return false;
        }
        self.also.remove(name);
        self.also.insert(std::mem::replace(&mut self.name, name.to_owned()));
        self.changed = now;
        true
    }

    /// Whether nothing was ever entered: such a file goes with the talk that made it.
    pub fn is_bare(&self) -> bool {
        self.fields.is_empty() && self.ticks.is_empty() && self.surveys.is_empty() && self.also.is_empty()
    }
}

/// Fills what is empty in a new talk with what the client's file knows: the client's name, and the facts that fields of
/// the file stand for. Says which facts were filled.
pub fn prefill(pack: &Pack, scenario: &Scenario, talk: &mut Talk, client: &Client) -> Vec<String> {
    let name = scenario.facts.first().map(|fact| (fact.id.clone(), client.name.clone()));
    let fields =
        pack.dossier.iter().filter_map(|field| Some((field.fact.clone()?, client.field(&field.id)?.to_owned())));
    let mut filled = Vec::new();
    for (fact, text) in name.into_iter().chain(fields) {
        let takes = scenario.fact(&fact).is_some_and(|fact| fact.kind == FactKind::Text);
        if takes && talk.fact(&fact).is_none() && talk.set_fact(&fact, &text) {
            filled.push(fact);
        }
    }
    talk.client = Some(client.id.clone());
    filled
}

/// A promise that is still open, and the talk in which it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenPromise<'t> {
    /// The talk.
    pub talk: &'t Talk,
    /// The promise.
    pub promise: &'t Promise,
    /// When it was made.
    pub made: Timestamp,
}

/// The promises of a client's talks that are not kept: those with a day first, the earliest on top. They are what the
/// client will ask about first.
pub fn unkept<'t>(talks: impl IntoIterator<Item = &'t Talk>) -> Vec<OpenPromise<'t>> {
    let mut open: Vec<OpenPromise<'t>> = Vec::new();
    for talk in talks {
        for (made, promise) in talk.promises().filter(|(_, promise)| promise.kept.is_none()) {
            open.push(OpenPromise { talk, promise, made });
        }
    }
    open.sort_by_key(|open| (open.promise.due.is_none(), open.promise.due, open.made));
    open
}

/// How a client's promises went: kept in time, kept late, open, and open past their day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// Kept by their day, or without one.
    pub in_time: usize,
    /// Kept after their day.
    pub late: usize,
    /// Still open and not past their day.
    pub open: usize,
    /// Open past their day.
    pub overdue: usize,
}

/// Counts how promises went. `day` tells the user's day of a moment.
pub fn kept<'t>(
    talks: impl IntoIterator<Item = &'t Talk>,
    today: jiff::civil::Date,
    day: impl Fn(Timestamp) -> jiff::civil::Date,
) -> Kept {
    let mut count = Kept::default();
    for (_, promise) in talks.into_iter().flat_map(Talk::promises) {
        match (promise.kept, promise.due) {
            (Some(at), Some(due)) if day(at) > due => count.late += 1,
            (Some(_), _) => count.in_time += 1,
            (None, Some(due)) if due < today => count.overdue += 1,
            (None, _) => count.open += 1,
        }
    }
    count
}
