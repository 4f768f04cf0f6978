//! Text without product words: spans, cells, graphemes, sentences and clauses, editing.

mod cells;
mod clean;
mod edit;
mod fold;
mod segment;
mod span;
mod trad;
mod wrap;

pub use cells::{ELLIPSIS, ELLIPSIS_ASCII, fit, fit_with, grapheme_width, head, pad_left, pad_right, width};
pub use clean::{clean_line, clean_text};
pub use edit::{Buffer, Changed, Edit, Motion, View};
pub use fold::{Folded, folded_word};
pub use segment::{clauses, sentences};
pub use span::Span;
pub use wrap::{Row, wrap};
