//! Content: YAML files become validated types; every mistake becomes a diagnostic with its place.

mod content;
mod decode;
mod diagnostic;
mod document;
mod files;
mod interface;
mod later;
mod node;
pub mod phrase;
mod reader;
pub mod rule;
pub mod signals;
mod slots;
mod vocabulary;
mod words;

pub use content::*;
pub use decode::{MAX_DIAGNOSTICS, SourceFile, compile};
pub use diagnostic::{Code, Diagnostic, Place};
pub use document::{
    COLUMNS, Columns, DocumentName, DocumentText, PRIORITIES, STATES, SectionItem, SectionName, SectionText,
};
pub use files::load;
pub use interface::{Interface, Word, fill};
pub use later::LaterSignals;
pub use node::{MAX_FILE_BYTES, Node, Value, parse};
pub use reader::{Fields, Reader, nearest};
pub use rule::{CheckKind, CheckRule, Rule};
pub use signals::{SignalId, Signals, WordListId};
pub use slots::slot_names;
pub use words::{Both, Lang};
