//! Values in, text out: a talk as a document, a pack's flow as a graph, a pack's files as a schema.

mod format;
mod graph;
mod layout;
mod schema;
mod summary;

pub use format::{Format, card_json, card_markdown, card_text, render_card, render_summary};
pub use graph::{GraphFormat, graph};
pub use schema::{FILE_KINDS, key_meanings, schema};
pub use summary::{Part, Summary, SummaryItem, summary};
