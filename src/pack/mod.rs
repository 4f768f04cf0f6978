//! Content: YAML files become validated types; every mistake becomes a diagnostic with its place.

pub mod phrase;
pub mod rule;
pub mod signals;
#[doc(hidden)]
pub mod signals_raw;
mod words;

pub use rule::{CheckKind, CheckRule, Rule};
pub use signals::{SignalId, Signals, WordListId};
pub use words::{Both, Lang};
