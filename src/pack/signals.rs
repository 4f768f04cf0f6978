//! Signals and word lists: what the listener listens for, as validated data.
//!
//! A signal is heard through *cues*. A cue is a phrase with a weight: strong cues carry the signal alone, fair and weak
//! ones need company, and cues *against* take weight away. Everything here is plain data without illegal states, so that
//! the shipped pack can be stored precompiled.

use serde::{Deserialize, Serialize};

use super::Both;
pub use super::vocabulary::{Vocabulary, WordId};

/// Everything that the listener is built from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Signals {
    /// Word sets that several phrases share.
    pub concepts: Vec<Concept>,
    /// The signals; a signal's place in this list is its index everywhere.
    pub signals: Vec<Signal>,
    /// Word lists that checks ask for by name.
    pub words: Vec<WordList>,
    /// Every word of all of these, once.
    pub vocabulary: Vocabulary,
}

/// A signal, as its place in [`Signals::signals`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SignalId(pub u16);

/// A word list, as its place in [`Signals::words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WordListId(pub u16);

impl Signals {
    /// The signal of that name.
    pub fn id(&self, name: &str) -> Option<SignalId> {
        self.signals.iter().position(|signal| signal.id == name).map(|at| SignalId(at as u16))
    }

    /// The signal behind an id.
    pub fn get(&self, id: SignalId) -> Option<&Signal> {
        self.signals.get(usize::from(id.0))
    }

    /// The name of a signal; empty for an id of another pack.
    pub fn name(&self, id: SignalId) -> &str {
        self.get(id).map_or("", |signal| &signal.id)
    }

    /// The word list of that name.
    pub fn list(&self, name: &str) -> Option<WordListId> {
        self.words.iter().position(|list| list.id == name).map(|at| WordListId(at as u16))
    }
}

/// A set of words in both languages that stands for one idea, used in phrases as `<id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// Its name in phrases.
    pub id: String,
    /// The words, Chinese and English alike.
    pub words: Vec<WordId>,
}

/// A list of words that a check can ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordList {
    /// Its name in rules.
    pub id: String,
    /// The words, Chinese and English alike.
    pub words: Vec<WordId>,
}

/// Whether a coach wants to hear the signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Polarity {
    /// Good to hear.
    Show,
    /// Better not heard.
    Avoid,
}

/// One signal: how it is heard, why it matters, and examples that prove the rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Stable id (`states_decision`).
    pub id: String,
    /// Wanted or not.
    pub polarity: Polarity,
    /// What it is called on screen.
    pub name: Both,
    /// What was heard, in words; shown next to the spans.
    pub why: Both,
    /// The groups of phrases that carry it.
    pub cues: Vec<Cue>,
    /// Look-alikes: a cue that overlaps one of these is not heard.
    pub unless: Vec<Phrase>,
    /// Signals that must not be carried beside it.
    pub without: Vec<SignalId>,
    /// Signals that carry this one with them: whoever does that does this too.
    pub follows: Vec<SignalId>,
    /// The utterances that prove it.
    pub examples: Examples,
}

/// A group of phrases with the same weight and reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// How much a hit counts.
    pub weight: Weight,
    /// How negation, questions and the like change a hit.
    pub reading: Reading,
    /// The phrases.
    pub phrases: Vec<Phrase>,
    /// Whether a pack added it to a signal of another: what was learned knows nothing of it.
    pub added: bool,
}

/// How much a cue counts; a signal is shown from 8 points on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    /// Ten points: enough alone.
    Strong,
    /// Six points: enough with any other cue.
    Fair,
    /// Four points: two together are enough.
    Weak,
    /// Two points: a shade, for what speaks a little for the signal.
    Faint,
    /// Six points off.
    Against,
}

impl Weight {
    /// The points of one hit.
    pub const fn points(self) -> i32 {
        match self {
            Weight::Strong => 10,
            Weight::Fair => 6,
            Weight::Weak => 4,
            Weight::Faint => 2,
            Weight::Against => -6,
        }
    }
}

/// How the words around a hit change it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// Negation denies it; a question, a condition, a plan, a report or a quotation voids it.
    Claim,
    /// The phrase holds its own negation or mood; only a quotation voids it.
    Fixed,
    /// Heard even in a quotation (the client's words, repeated).
    Verbatim,
}

/// A chain of slots with gaps: `<know> .. <feeling>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The first slot.
    pub first: Slot,
    /// What has to follow, each with the gap before it.
    pub then: Vec<(Gap, Slot)>,
}

/// What may lie between two slots of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Gap {
    /// Nothing but blanks (`+`).
    None,
    /// A few words of the same clause (`~~`): 12 Han characters or 5 English words.
    Near,
    /// Anything within the clause (`..`).
    Clause,
    /// Anything within the sentence (`...`).
    Sentence,
}

/// One place in a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slot {
    /// One of these words.
    Words(Vec<WordId>),
    /// A word of a concept (by index into [`Signals::concepts`]).
    Concept(u16),
    /// Something found by the engine rather than spelt out.
    Mark(Mark),
}

/// What the engine finds without being given words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Mark {
    /// The start of a sentence (`<@start>`).
    Start,
    /// The end of a sentence, before its mark (`<@end>`).
    End,
    /// The start of a clause (`<@clause>`).
    Clause,
    /// The end of a clause (`<@close>`).
    Close,
    /// The end of a question (`<@ask>`).
    Ask,
    /// The very start of the utterance (`<@first>`).
    First,
    /// The very end of the utterance (`<@last>`).
    Last,
    /// A day, weekday or clock time that can be met (`<@date>`).
    Date,
    /// A length of time (`<@span>`).
    Span,
    /// A bounded span of time: within two days (`<@within>`).
    Within,
    /// Something that comes round again: every Friday (`<@cadence>`).
    Cadence,
    /// A sum of money (`<@amount>`).
    Amount,
    /// A share (`<@percent>`).
    Percent,
    /// A number with a unit (`<@count>`).
    Count,
    /// A document (`<@document>`).
    Document,
    /// A person or role (`<@person>`).
    Person,
    /// Three or more capital letters or a name in code, the look of a technical term (`<@term>`).
    Term,
}

impl Mark {
    /// Every mark with its name in phrases.
    pub const ALL: [(&'static str, Mark); 17] = [
        ("start", Mark::Start),
        ("end", Mark::End),
        ("clause", Mark::Clause),
        ("close", Mark::Close),
        ("ask", Mark::Ask),
        ("first", Mark::First),
        ("last", Mark::Last),
        ("date", Mark::Date),
        ("span", Mark::Span),
        ("within", Mark::Within),
        ("cadence", Mark::Cadence),
        ("amount", Mark::Amount),
        ("percent", Mark::Percent),
        ("count", Mark::Count),
        ("document", Mark::Document),
        ("person", Mark::Person),
        ("term", Mark::Term),
    ];

    /// The mark of that name.
    pub fn named(name: &str) -> Option<Mark> {
        Mark::ALL.iter().find(|(n, _)| *n == name).map(|(_, mark)| *mark)
    }
}

/// The utterances that prove a signal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Examples {
    /// Each carries the signal.
    pub carries: Vec<Both>,
    /// Each denies it.
    pub denies: Vec<Both>,
    /// Each looks like it and carries nothing.
    pub silent: Vec<Both>,
}
