//! Content: YAML files become validated types; every mistake becomes a diagnostic with its place.

mod around;
mod code;
mod content;
mod decode;
mod diagnostic;
mod document;
mod files;
mod interface;
mod later;
mod layers;
mod lint;
mod node;
pub mod phrase;
mod reader;
pub mod rule;
mod said;
mod shelf;
pub mod signals;
mod slots;
mod vocabulary;
mod words;

pub use around::{DebriefKind, DebriefQuestion, DebriefWhen, DossierField, MAX_DEBRIEF, SurveyQuestion};
pub use code::{Code, Gravity};
pub use content::*;
pub use decode::{MAX_DIAGNOSTICS, SourceFile, check, compile, lock};
pub use diagnostic::{Diagnostic, Place};
pub use document::{
    COLUMNS, Columns, DocumentName, DocumentText, PRIORITIES, STATES, SectionItem, SectionName, SectionText,
};
pub use files::{examine, load, load_on, read};
pub use interface::{Interface, Word, fill};
pub use later::LaterSignals;
pub use lint::LOCK;
pub use node::{MAX_FILE_BYTES, Node, Value, parse};
pub use reader::{Fields, Reader, nearest};
pub use rule::{CheckKind, CheckRule, EntityName, Rule};
pub(crate) use said::said;
pub use said::{Label, Sayable, label, listed};
pub use shelf::{Broken, Files, Shelf};
pub use signals::{SignalId, Signals, WordListId};
pub use slots::slot_names;
pub use words::{Both, Lang};
