//! Text without product words: spans, cells, graphemes, sentences and clauses, editing.

mod span;

pub use span::Span;
/// stopgap
pub fn clean_line(s: &str) -> std::borrow::Cow<'_, str> { s.into() }
/// stopgap
pub fn width(s: &str) -> usize { unicode_width::UnicodeWidthStr::width(s) }
/// stopgap
pub fn clean_text(s: &str) -> std::borrow::Cow<'_, str> { s.into() }
