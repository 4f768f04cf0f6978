//! Documents as JSON.

use super::document::Document;

/// The document as JSON, ending in a newline; several (one a language) as a list.
pub fn json(documents: &[Document]) -> String {
    // Strings, lists and flags alone: there is nothing here that JSON could refuse.
    let text = match documents {
        [one] => serde_json::to_string_pretty(one),
        several => serde_json::to_string_pretty(several),
    };
    let mut text = text.unwrap_or_default();
    text.push('\n');
    text
}
