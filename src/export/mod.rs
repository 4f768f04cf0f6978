//! Values in, text out: a talk as a document, and, for authors, a pack's flow as a graph and its files as a schema.
//!
//! [`Case::document`] makes one [`Document`] of sections, rows and items; a renderer a format writes it. Calendars and
//! task programs want dated [`Action`]s instead.

mod action;
mod calendar;
mod card;
mod document;
mod graph;
mod html;
mod json;
mod kept;
mod layout;
mod make;
mod markdown;
mod plain;
mod redact;
mod scaffold;
mod schema;
mod sheet;
mod words;

pub use action::Action;
pub use calendar::{CalendarWords, calendar};
pub use card::{CARD_LINES, card_document};
pub use document::{Body, Document, Item, Row, Section};
pub use graph::{GraphFormat, graph};
pub use html::html;
pub use json::json;
pub use kept::redact_case;
pub use make::{Case, LeftOut, Made};
pub use markdown::markdown;
pub use plain::text;
pub use redact::{Kind as SecretKind, Redactor, Secrets};
pub use scaffold::{NewFile, scaffold, scaffold_scenarios};
pub use schema::{FILE_KINDS, key_meanings, schema};
pub use sheet::{BOM, SheetWords, sheet};
