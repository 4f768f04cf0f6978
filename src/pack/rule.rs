//! Rules over what was heard: the language in which checks and reactions say what they ask for.

use serde::{Deserialize, Serialize};

use super::signals::{SignalId, WordListId};

/// Something that holds for an utterance or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// A signal is carried.
    Signal {
        /// Which.
        id: SignalId,
        /// Only in the first so many sentences.
        in_first: Option<u8>,
        /// In at least so many separate places (1 when not given).
        at_least: u8,
    },
    /// A signal is denied: *we have no other way*.
    Denied(SignalId),
    /// A word of the list occurs.
    Words(WordListId),
    /// Things of these kinds are named.
    Entity {
        /// Any of these.
        kinds: Vec<EntityName>,
        /// So many of them.
        at_least: u8,
    },
    /// The first is heard, and before the second; holds also when the second is not heard.
    Order(Box<Rule>, Box<Rule>),
    /// The utterance has that many sentences.
    Sentences {
        /// No fewer.
        at_least: u8,
        /// No more.
        at_most: u8,
    },
    /// All hold.
    All(Vec<Rule>),
    /// One of them holds.
    Any(Vec<Rule>),
    /// None holds.
    None(Vec<Rule>),
    /// The user stays silent (reactions only).
    Wait,
}

/// A kind of entity, as rules name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EntityName {
    /// A day, weekday or time.
    Date,
    /// A length of time.
    Span,
    /// A sum of money.
    Amount,
    /// A share.
    Percent,
    /// A number with its unit.
    Count,
    /// A document.
    Document,
    /// A person or a role.
    Person,
}

impl EntityName {
    /// Every kind with its name in rules.
    pub const ALL: [(&'static str, EntityName); 7] = [
        ("date", EntityName::Date),
        ("span", EntityName::Span),
        ("amount", EntityName::Amount),
        ("percent", EntityName::Percent),
        ("count", EntityName::Count),
        ("document", EntityName::Document),
        ("person", EntityName::Person),
    ];

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

/// Whether a check asks for something or warns of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckKind {
    /// Something should be carried.
    Asks,
    /// Something should not be there.
    Warns,
}

/// What decides a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckRule {
    /// Asks or warns.
    pub kind: CheckKind,
    /// `met` of a check that asks, `fires` of one that warns.
    pub decides: Rule,
    /// When this holds instead, nobody can tell.
    pub unsure: Option<Rule>,
}
