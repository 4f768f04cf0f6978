//! The listener: built once from the content, then asked about each utterance.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::pack::signals::{Polarity, Signals};
use crate::pack::{Both, Pack, SignalId, WordListId};
use crate::text::Span;

use super::ears::Ears;
use super::entity::Entity;

/// Hears signals, entities and words in an utterance. Deterministic; linear in the length of the text.
#[derive(Debug)]
pub struct Listener {
    /// Where the ears come from, when nobody has listened yet.
    pack: Option<Arc<Pack>>,
    ears: OnceLock<Ears>,
}

impl Listener {
    /// Builds a listener from the content.
    pub fn new(signals: &Signals) -> Self {
        Self { pack: None, ears: OnceLock::from(Ears::new(signals)) }
    }

    /// A listener that is built when somebody first listens: the first picture needs none.
    pub fn later(pack: Arc<Pack>) -> Self {
        Self { pack: Some(pack), ears: OnceLock::new() }
    }

    fn ears(&self) -> &Ears {
        self.ears.get_or_init(|| match &self.pack {
            Some(pack) => Ears::new(&pack.signals),
            None => Ears::new(&Signals::default()),
        })
    }

    /// The digest of the utterances that the learned part comes from ([`super::train::digest`]); none without one.
    pub fn learned_from(&self) -> Option<u64> {
        self.ears().learned_from()
    }

    /// The signal of that name.
    pub fn id(&self, name: &str) -> Option<SignalId> {
        self.ears().id(name)
    }

    /// The name of a signal; empty for an id of another pack.
    pub fn name(&self, id: SignalId) -> &str {
        self.ears().name(id)
    }

    /// Whether the signal is one to show or one to avoid.
    pub fn polarity(&self, id: SignalId) -> Polarity {
        self.ears().polarity(id)
    }

    /// What was heard, in words: the reason of the signal, or of the one that it came with.
    pub fn reason(&self, hearing: &Hearing) -> Option<&Both> {
        self.ears().reason(hearing)
    }

    /// Hears an utterance. `today` lets entities be worked out to days; without it they keep only what is said.
    pub fn hear(&self, text: &str, today: Option<Date>) -> Heard {
        self.ears().hear(text, today)
    }

    /// How far each signal of the pack is from being heard, in its order: above zero it is heard, unless words deny it.
    pub fn leanings(&self, text: &str) -> Vec<f32> {
        self.ears().leanings(text)
    }

    /// Every phrase that is found in an utterance.
    pub fn trace(&self, text: &str) -> Vec<Trace> {
        self.ears().trace(text)
    }
}

/// What was heard in one utterance. All spans are bytes of the original text, on character boundaries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heard {
    /// Whether it counts as Chinese: a Han character stands for about two Latin letters.
    pub chinese: bool,
    /// The sentences, in order.
    pub sentences: Vec<Span>,
    /// The signals that are shown or denied, in the order of the pack.
    pub signals: Vec<Hearing>,
    /// The things named, in order.
    pub entities: Vec<Entity>,
    /// The words of word lists, in order.
    pub words: Vec<(WordListId, Span)>,
}

/// One signal heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Hearing {
    /// Which.
    pub signal: SignalId,
    /// Carried or denied.
    pub state: State,
    /// 0 to 1: how much speaks for it.
    pub confidence: f32,
    /// The words that carried it, in order, without overlap.
    pub spans: Vec<Span>,
    /// How it was heard.
    pub why: Why,
}

/// What the utterance does with a signal. Signals that are absent are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is carried.
    Shown,
    /// It is said not to be so.
    Denied,
}

/// How a signal was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// By the words of the spans.
    Words,
    /// It comes with another signal.
    With(SignalId),
}

/// One phrase found, before the points are counted: for the pack's own tests ("does every phrase fire?").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The signal that the phrase belongs to.
    pub signal: SignalId,
    /// The place of the phrase among those of the signal, in the order of the pack.
    pub phrase: usize,
    /// Whether it was claimed after a look around it.
    pub claimed: bool,
    /// The words found for each slot.
    pub parts: Vec<Span>,
}
