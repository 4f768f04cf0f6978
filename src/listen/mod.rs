//! What an utterance carries: signals, entities, words, checks.
//!
//! An utterance is *folded* (one way of writing), laid out in sentences and clauses, and searched once for every word of
//! the content. A phrase whose words were found is matched within its scope; the words around it decide whether it is
//! claimed, denied or void; the points of what is claimed decide which signals are shown.

mod ears;
pub mod entity;
mod layout;
mod learned;
mod lexicon;
mod listener;
mod phrase;
mod points;
mod rule;
mod stance;
pub mod train;
mod verdict;

pub use entity::{Entity, EntityKind, Value};
pub use listener::{Heard, Hearing, Listener, State, Trace, Why};
pub use rule::Outcome;
pub use verdict::{Judged, Verdict, judge};
