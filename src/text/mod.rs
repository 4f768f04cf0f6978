//! Text without product words: spans, cells, graphemes, sentences and clauses, editing.

mod span;

pub use span::Span;
