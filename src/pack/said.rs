//! What is said of a mistake, in both languages at once, where the mistake is found: neither can drift from the other.

use std::fmt::Display;

use super::words::{Both, Lang};

/// A name of the format in both languages: what is missing, wanted or unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    en: &'static str,
    zh: &'static str,
}

/// A name of the format: English, then Chinese.
pub const fn label(en: &'static str, zh: &'static str) -> Label {
    Label { en, zh }
}

/// What can stand inside a message: the same in both languages (names, numbers) or one for each.
pub trait Sayable {
    /// As it stands in one language.
    fn say(&self, lang: Lang) -> &dyn Display;
}

impl Sayable for Label {
    fn say(&self, lang: Lang) -> &dyn Display {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Sayable for Both {
    fn say(&self, lang: Lang) -> &dyn Display {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Names in a row, as each language writes one.
pub fn listed<S: AsRef<str>>(names: &[S]) -> Both {
    let names = || names.iter().map(AsRef::as_ref);
    let zh: Vec<String> = names().map(|name| format!("`{name}`")).collect();
    Both { zh: zh.join("、"), en: names().collect::<Vec<_>>().join(", ") }
}

/// A message in both languages. Variables of the place stand in both as they are; what differs (a [`Label`], a
/// [`Both`]) is named after the texts: `said!(en: "{what} lacks `{key}`", zh: "{what}缺少 `{key}`", what = label)`.
macro_rules! said {
    (en: $en:literal, zh: $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::pack::Both {
            en: { $(let $name = &$value; let $name = $crate::pack::Sayable::say($name, $crate::pack::Lang::En);)* std::fmt::format(format_args!($en)) },
            zh: { $(let $name = &$value; let $name = $crate::pack::Sayable::say($name, $crate::pack::Lang::Zh);)* std::fmt::format(format_args!($zh)) },
        }
    };
}
pub(crate) use said;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_hold_the_same_names() {
        let (key, what) = ("e\u{301}👩‍👩‍👧", label("a step", "步骤"));
        let both = said!(en: "{what} lacks `{key}`", zh: "{what}缺少 `{key}`", what = what);
        assert_eq!((both.en.as_str(), both.zh.as_str()), ("a step lacks `e\u{301}👩‍👩‍👧`", "步骤缺少 `e\u{301}👩‍👩‍👧`"));
        let names = listed(&["have", "缺"]);
        assert_eq!((names.en.as_str(), names.zh.as_str()), ("have, 缺", "`have`、`缺`"));
    }
}
