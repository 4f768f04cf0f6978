//! A talk as a document: values in, text out.

mod format;
mod layout;
mod summary;

pub use format::{Format, card_json, card_markdown, card_text, render_card, render_summary};
pub use summary::{Part, Summary, SummaryItem, summary};
