//! Languages, and text that stands in both side by side.

use serde::{Deserialize, Serialize};

/// A language of the product. Both are equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// Both languages, in the order in which packs write them.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// The code used on the command line and in packs.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// The other language.
    pub const fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }
}

/// A text in both languages, so that neither can drift from the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Both {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Both {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Both {
    /// Whether the Chinese seems to stand in the English place.
    pub(super) fn is_swapped(&self) -> bool {
        // A language is named in itself, so the button that changes it reads "English" in Chinese.
        let names_language = [&self.zh, &self.en].iter().any(|text| ["中文", "English"].contains(&text.as_str()));
        !names_language && !self.zh.chars().any(is_han) && self.en.chars().any(is_han)
    }
}

/// Whether a text may stand for a language: a Chinese text in the English place, or an English sentence in the
/// Chinese one, is a slip; a name, a number or a term stands for both.
pub(super) fn stands_for(text: &str, lang: Lang) -> bool {
    let han = text.chars().any(is_han);
    match lang {
        Lang::Zh => han || text.split_whitespace().filter(|word| is_english(word)).count() < 6,
        Lang::En => !han || text == "中文" || text.chars().any(|c| c.is_ascii_alphabetic()),
    }
}

fn is_english(word: &str) -> bool {
    word.chars().filter(|c| c.is_ascii_lowercase()).count() >= 2
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}
