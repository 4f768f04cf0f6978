//! A mistake in a pack: what it is, where it stands, what to do.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::{Code, Gravity};
use super::words::{Both, Lang};

/// A place in a file, counted from 1; columns are characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

impl Place {
    /// The beginning of a file.
    pub const START: Place = Place { line: 1, column: 1 };

    /// A place from the parser's numbers; what the parser does not know becomes 1.
    pub fn new(line: u64, column: u64) -> Self {
        let fit = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).max(1);
        Self { line: fit(line), column: fit(column) }
    }
}

/// One mistake in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake.
    pub code: Code,
    /// How grave it is.
    pub level: Gravity,
    /// The file, relative to the pack's folder.
    pub file: String,
    /// Where in the file.
    pub at: Place,
    /// The line of the file, as it stands (made safe to print), when the file could be read.
    pub line: String,
    /// What is wrong.
    pub message: Box<Both>,
    /// What to do.
    pub help: Box<Both>,
}

/// A mistake as it is told in one language, for JSON.
#[derive(Debug, Serialize)]
pub struct Told<'d> {
    code: Code,
    level: Gravity,
    file: &'d str,
    at: Place,
    line: &'d str,
    message: &'d str,
    help: &'d str,
}

impl Diagnostic {
    /// A diagnostic whose source line is filled in later by [`Diagnostic::with_source`].
    pub fn new(code: Code, file: &str, at: Place, message: Both, help: Both) -> Self {
        let brief_both = |both: Both| Box::new(Both { zh: brief(&both.zh), en: brief(&both.en) });
        let (message, help) = (brief_both(message), brief_both(help));
        Self { code, level: code.level(), file: brief(file), at, line: String::new(), message, help }
    }

    /// Adds the source line from the whole text of the file.
    #[must_use]
    pub fn with_source(mut self, text: &str) -> Self {
        let index = (self.at.line as usize).saturating_sub(1);
        let line = text.lines().nth(index).unwrap_or_default();
        self.line = crate::text::clean_line(line).chars().take(4_000).collect();
        self
    }
}

/// The longest message, in characters: a pack may hold names of any length.
const MAX_MESSAGE_CHARS: usize = 400;

/// Names from a pack stand in messages, and a pack is not trusted: no control characters, no endless line.
fn brief(text: &str) -> String {
    let clean = crate::text::clean_line(text);
    if clean.chars().count() <= MAX_MESSAGE_CHARS {
        return clean.into_owned();
    }
    clean.chars().take(MAX_MESSAGE_CHARS).chain(['…']).collect()
}

impl Diagnostic {
    /// The part of the source line around the place.
    pub fn excerpt(&self) -> String {
        window(&self.line, self.at.column as usize - 1).0.trim().to_owned()
    }

    /// The diagnostic in one language, under the same names in both.
    pub fn told(&self, lang: Lang) -> Told<'_> {
        let Self { code, level, file, at, line, message, help } = self;
        Told { code: *code, level: *level, file, at: *at, line, message: message.get(lang), help: help.get(lang) }
    }

    /// The diagnostic with its place and the line, in one language.
    pub fn tell(&self, lang: Lang) -> String {
        let Place { line, column } = self.at;
        let clean = |text: &str| crate::text::clean_line(text).into_owned();
        let (told, help) = (clean(self.message.get(lang)), clean(self.help.get(lang)));
        let level = if self.level == Gravity::Error { String::new() } else { format!("{}: ", self.level.name()) };
        let mut text = format!("{}:{line}:{column}: {level}{told} [{}]\n", clean(&self.file), self.code.name());
        if !self.line.is_empty() {
            let (shown, before) = window(&self.line, column as usize - 1);
            let gutter = line.to_string().len();
            text += &format!(" {line} | {shown}\n");
            text += &format!(" {:gutter$} | {}^\n", "", " ".repeat(crate::text::width(&before)));
        }
        text + &format!(" = {help}")
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tell(Lang::En))
    }
}

/// How much of a long line is shown around the place, in characters to each side.
const AROUND: usize = 48;

/// The part of a line around a place, and what of that part stands before the place.
fn window(line: &str, place: usize) -> (String, String) {
    let chars: Vec<char> = line.chars().collect();
    let place = place.min(chars.len());
    let (from, to) = if chars.len() <= 2 * AROUND {
        (0, chars.len())
    } else {
        (place.saturating_sub(AROUND), place.saturating_add(AROUND).min(chars.len()))
    };
    let cut = |more: bool| if more { "…" } else { "" };
    let part = |range: std::ops::Range<usize>| chars.get(range).unwrap_or_default().iter().collect::<String>();
    let before = format!("{}{}", cut(from > 0), part(from..place));
    (format!("{before}{}{}", part(place..to), cut(to < chars.len())), before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(text: &str) -> Both {
        Both { zh: text.to_owned(), en: text.to_owned() }
    }

    fn shown(line: &str, column: u64) -> String {
        let mut diagnostic =
            Diagnostic::new(Code::BadValue, "a.yaml", Place::new(1, column), alike("wrong"), alike("mend it"));
        diagnostic.line = line.to_owned();
        diagnostic.to_string()
    }

    #[test]
    fn the_mark_stands_under_the_place() {
        assert_eq!(shown("a: b", 4), "a.yaml:1:4: wrong [bad-value]\n 1 | a: b\n   |    ^\n = mend it");
        // Chinese is two cells wide, so the mark moves along.
        assert_eq!(shown("题目: b", 5), "a.yaml:1:5: wrong [bad-value]\n 1 | 题目: b\n   |       ^\n = mend it");
        assert_eq!(shown("ab", 9), "a.yaml:1:9: wrong [bad-value]\n 1 | ab\n   |   ^\n = mend it");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}X{}", "词".repeat(300), "后".repeat(300));
        let text = shown(&line, 301);
        let mut lines = text.lines().skip(1);
        let part = lines.next().unwrap();
        assert_eq!(part.chars().filter(|c| *c == '…').count(), 2);
        assert!(part.chars().count() < 110);
        let mark = lines.next().unwrap().find('^').unwrap();
        assert_eq!(crate::text::width(part.split('X').next().unwrap()), mark);
    }

    #[test]
    fn names_from_a_pack_cannot_reach_the_terminal() {
        let found = Diagnostic::new(
            Code::UnknownKey,
            "\u{1b}[2J.yaml",
            Place::START,
            alike("no `\u{1b}]0;x\u{7}`\nsecond"),
            alike("try\r"),
        );
        let text = found.with_source("\u{1b}[31mred\u{202e}").to_string();
        assert!(text.lines().count() == 4 && text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        let long = Diagnostic::new(Code::UnknownKey, "a", Place::START, alike(&"x".repeat(9_999)), alike(""));
        assert!(long.message.en.chars().count() < 500);
    }
}
