//! The user's own case: one conversation ahead.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::call::{Call, EntryKind, Promise};
use super::followup::FollowUp;
use crate::pack::{Condition, Example, FactKind, GateState, Lang, Pack, Scenario, Word};

/// The longest fact that is kept, in bytes: a fact is a line, not a document.
pub const MAX_FACT_BYTES: usize = 2_000;

/// One conversation ahead: the scenario, the facts, how the gate stands, what is ticked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Unique in a store; made from the moment of creation.
    pub id: String,
    /// The scenario's id.
    pub scenario: String,
    /// Whether the facts are those of the scenario's example case.
    pub example: bool,
    /// Text facts by id; an empty one is left out.
    pub facts: BTreeMap<String, String>,
    /// Yes-or-no facts by id; an open one is left out.
    pub flags: BTreeMap<String, bool>,
    /// How the gate stands, by item; an open one is left out.
    pub gate: BTreeMap<String, GateAnswer>,
    /// Ticked checklist items, as `checklist/item`.
    pub ticks: BTreeSet<String>,
    /// The client's file, by id, once there is one.
    pub client: Option<String>,
    /// Since when the bad news is known: from then on the client is kept waiting.
    pub known: Option<Timestamp>,
    /// The calls that were held, the oldest first.
    pub calls: Vec<Call>,
    /// What follows from the talk.
    pub followups: Vec<FollowUp>,
    /// When the matter was closed.
    pub closed: Option<Timestamp>,
    /// When the talk was made.
    pub created: Timestamp,
    /// When anything in it last changed.
    pub changed: Timestamp,
}

/// How one gate item stands for a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateAnswer {
    /// There, missing, or not needed.
    pub state: GateState,
    /// Who gets it by when (missing), or why it is not needed; may be empty.
    pub note: String,
}

/// A talk in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkSummary {
    /// The talk.
    pub talk: Talk,
    /// Where its last rehearsal stands; `None` before the first.
    pub place: Option<super::rehearsal::Place>,
    /// Whether that rehearsal was gone through to its end.
    pub finished: bool,
}

/// The name of a thing that the store keeps, from the moment at which it was made: no two moments
/// of one machine share a microsecond, so ids sort by age and need no random source.
pub fn id_at(kind: char, now: Timestamp) -> String {
    format!("{kind}{:x}", now.as_microsecond())
}

impl Talk {
    /// An empty talk of a scenario.
    pub fn new(scenario: &Scenario, now: Timestamp) -> Self {
        Self {
            id: id_at('t', now),
            scenario: scenario.id.clone(),
            example: false,
            facts: BTreeMap::new(),
            flags: BTreeMap::new(),
            gate: BTreeMap::new(),
            ticks: BTreeSet::new(),
            client: None,
            known: None,
            calls: Vec::new(),
            followups: Vec::new(),
            closed: None,
            created: now,
            changed: now,
        }
    }

    /// A scenario's first example case in one language.
    pub fn example(scenario: &Scenario, lang: Lang, now: Timestamp) -> Self {
        match scenario.examples.first() {
            Some(example) => Self::example_of(scenario, example, lang, now),
            None => Self::new(scenario, now),
        }
    }

    /// One of a scenario's example cases in one language.
    pub fn example_of(scenario: &Scenario, example: &Example, lang: Lang, now: Timestamp) -> Self {
        let mut talk = Self::new(scenario, now);
        talk.example = true;
        talk.tell(example, lang);
        let gate = example.gate.iter();
        talk.gate =
            gate.map(|(item, state)| (item.clone(), GateAnswer { state: *state, note: String::new() })).collect();
        talk
    }

    /// Which of the scenario's example cases this is, told in a language; none when anything was changed.
    pub fn example_told<'s>(&self, scenario: &'s Scenario, lang: Lang) -> Option<&'s Example> {
        let told = |e: &&Example| e.texts.iter().all(|(id, text)| self.fact(id) == Some(text.get(lang)));
        scenario.examples.iter().find(told).filter(|_| self.example)
    }

    /// Puts an example's facts in, in one language.
    fn tell(&mut self, example: &Example, lang: Lang) {
        self.facts = example.texts.iter().map(|(id, text)| (id.clone(), text.get(lang).to_owned())).collect();
        self.flags = example.flags.iter().cloned().collect();
    }

    /// After a change of language, an example whose facts nobody touched is told in the new one.
    /// What the user wrote is never translated.
    pub fn retell(&mut self, scenario: &Scenario, lang: Lang) -> bool {
        let Some(example) = self.example_told(scenario, lang.other()) else { return false };
        self.tell(example, lang);
        true
    }

    /// Every promise of every call with the moment at which it was made, the oldest first.
    pub fn promises(&self) -> impl Iterator<Item = (Timestamp, &Promise)> {
        let entries = self.calls.iter().flat_map(|call| &call.log);
        entries.filter_map(|entry| match &entry.kind {
            EntryKind::Promise(promise) => Some((entry.at, promise)),
            _ => None,
        })
    }

    /// A text fact; `None` when it is empty.
    pub fn fact(&self, id: &str) -> Option<&str> {
        self.facts.get(id).map(String::as_str).filter(|text| !text.trim().is_empty())
    }

    /// Sets a text fact; blank removes it. Says whether anything changed.
    pub fn set_fact(&mut self, id: &str, text: &str) -> bool {
        let text = text.trim();
        if text.is_empty() {
            return self.facts.remove(id).is_some();
        }
        self.facts.insert(id.to_owned(), text.to_owned()).as_deref() != Some(text)
    }

    /// How a gate item stands; `None` when it is open.
    pub fn gate_state(&self, item: &str) -> Option<GateState> {
        self.gate.get(item).map(|answer| answer.state)
    }

    /// Whether a condition holds for this case. An open gate item counts as missing: what nobody
    /// has checked is not there.
    pub fn meets(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Gate { item, is } => self.gate_state(item).unwrap_or(GateState::Missing) == *is,
            Condition::Fact { fact, is } => self.flags.get(fact) == Some(is),
        }
    }

    /// Fills the slots of a text with the facts; an empty fact shows as a gap in words.
    pub fn fill(&self, pack: &Pack, scenario: &Scenario, text: &str, lang: Lang) -> String {
        let values: Vec<(&str, String)> = scenario
            .facts
            .iter()
            .map(|fact| {
                let value = match (fact.kind, self.flags.get(&fact.id)) {
                    (FactKind::YesNo, Some(true)) => pack.word(Word::Yes, lang).to_owned(),
                    (FactKind::YesNo, Some(false)) => pack.word(Word::No, lang).to_owned(),
                    _ => match self.fact(&fact.id) {
                        Some(text) => text.to_owned(),
                        None => crate::pack::fill(pack.word(Word::GapInText, lang), &[("gap", fact.gap.get(lang))]),
                    },
                };
                (fact.id.as_str(), value)
            })
            .collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(id, value)| (*id, value.as_str())).collect();
        crate::pack::fill(text, &values)
    }

    /// What is still missing: empty facts and missing gate items, each in words, with the note of
    /// who gets it by when.
    pub fn gaps(&self, scenario: &Scenario, lang: Lang) -> Vec<Gap> {
        let facts = scenario.facts.iter().filter(|fact| match fact.kind {
            FactKind::Text => self.fact(&fact.id).is_none(),
            FactKind::YesNo => !self.flags.contains_key(&fact.id),
        });
        let facts = facts.map(|fact| Gap { what: fact.gap.get(lang).to_owned(), note: String::new() });
        let gate = scenario.gate.iter().filter_map(|item| {
            let answer = self.gate.get(&item.id)?;
            (answer.state == GateState::Missing)
                .then(|| Gap { what: item.missing.get(lang).to_owned(), note: answer.note.clone() })
        });
        facts.chain(gate).collect()
    }
}

/// Something that is still missing before the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What, in words.
    pub what: String,
    /// Who gets it by when; may be empty.
    pub note: String,
}

impl Gap {
    /// The gap in words, with the note when there is one.
    pub fn told(&self, pack: &Pack, lang: Lang) -> String {
        if self.note.is_empty() {
            return self.what.clone();
        }
        crate::pack::fill(pack.word(Word::GapWithNote, lang), &[("gap", &self.what), ("note", &self.note)])
    }
}
