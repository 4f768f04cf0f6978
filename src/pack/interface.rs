//! The words of the interface: a typed table, filled from `ui/*.yaml`.

use serde::{Deserialize, Serialize};

use super::words::Both;

macro_rules! interface {
    ($($name:ident = $key:literal),* $(,)?) => {
        /// A word or sentence of the interface; the text itself stands in the pack.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the key beside each name says what it is")]
        pub enum Word { $($name),* }

        impl Word {
            /// Every word, in the order of the table.
            pub const ALL: &[Word] = &[$(Word::$name),*];

            /// The key in `ui/*.yaml`.
            pub const fn key(self) -> &'static str {
                match self { $(Word::$name => $key),* }
            }
        }
    };
}

interface! {
    AppName = "app.name",
}

/// All words of the interface in both languages, in the order of [`Word::ALL`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Interface(Vec<Both>);

impl Interface {
    /// A table from texts in the order of [`Word::ALL`]; `None` when their number differs.
    pub(super) fn new(texts: Vec<Both>) -> Option<Self> {
        (texts.len() == Word::ALL.len()).then_some(Self(texts))
    }

    /// The text of a word.
    pub fn get(&self, word: Word) -> &Both {
        &self.0[word as usize]
    }
}

/// Puts values into the `{name}` places of an interface text. A place without a value stays.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                match values.iter().find(|(key, _)| *key == name) {
                    Some((_, value)) => out.push_str(value),
                    None => {
                        out.push('{');
                        out.push_str(name);
                        out.push('}');
                    }
                }
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
