//! The strict raw mirror: takes a tree apart key by key and collects every mistake on the way.
//!
//! Each `read` returns `None` after it has reported; a caller reads all keys before it gives up on
//! a value, so that one mistake does not hide the next.

use std::collections::BTreeSet;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::node::{Node, Value};
use super::slots::Slots;
use super::words::{Both, Lang, stands_for};

/// The longest text of a pack, in characters: more than a screenful is no prompt.
const MAX_TEXT_CHARS: usize = 2_000;
/// The longest list and the largest map of a pack.
const MAX_LIST: usize = 5_000;
/// The most mistakes that are told of one file.
const MAX_FOUND: usize = 300;

/// Reads one file and remembers what was wrong in it.
pub struct Reader<'f> {
    file: &'f str,
    found: Vec<Diagnostic>,
}

impl<'f> Reader<'f> {
    /// A reader for the file with this name.
    pub fn new(file: &'f str) -> Self {
        Self { file, found: Vec::new() }
    }

    /// The file's name.
    pub fn file(&self) -> &'f str {
        self.file
    }

    /// What was found wrong.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Reports a mistake.
    pub fn report(&mut self, code: Code, at: Place, message: impl Into<String>, help: impl Into<String>) {
        if self.is_full() {
            return;
        }
        self.found.push(Diagnostic::new(code, self.file, at, message, help));
    }

    /// Whether so much was found wrong that nothing more is written down.
    pub fn is_full(&self) -> bool {
        self.found.len() >= MAX_FOUND
    }

    /// The keys of a map. `what` names the thing for messages ("a fact").
    pub fn fields<'n>(&mut self, node: &'n Node, what: &'static str) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            self.report(
                Code::WrongKind,
                node.at,
                format!("{what} is wanted here, as keys with values; this is {}", node.value.kind()),
                "write `key: value` lines, indented by two more spaces",
            );
            return None;
        };
        if entries.len() > MAX_LIST {
            self.report(
                Code::TooLarge,
                node.at,
                format!("the map has {} keys; at most {MAX_LIST} are read", entries.len()),
                "split it",
            );
            return None;
        }
        let mut fields = Fields { what, at: node.at, entries: Vec::new(), known: Vec::new() };
        for (key, value) in entries {
            let Value::Text(name) = &key.value else {
                self.report(
                    Code::WrongKind,
                    key.at,
                    format!("a key is wanted here; this is {}", key.value.kind()),
                    "keys are words; put one that looks like a number in quotes",
                );
                continue;
            };
            if fields.entries.iter().any(|e| e.name == name) {
                self.report(
                    Code::DuplicateKey,
                    key.at,
                    format!("`{name}` is written twice in {what}"),
                    "keep one of the two",
                );
                continue;
            }
            fields.entries.push(Entry { name, at: key.at, value, used: false });
        }
        Some(fields)
    }

    /// The items of a list, each read by `read`; items with mistakes are left out after reporting.
    pub fn list<T>(&mut self, node: &Node, mut read: impl FnMut(&mut Self, &Node) -> Option<T>) -> Option<Vec<T>> {
        let Value::List(items) = &node.value else {
            self.report(
                Code::WrongKind,
                node.at,
                format!("a list is wanted here; this is {}", node.value.kind()),
                "write one `- item` a line, or `[item, item]`",
            );
            return None;
        };
        if items.len() > MAX_LIST {
            self.report(
                Code::TooLarge,
                node.at,
                format!("the list has {} items; at most {MAX_LIST} are read", items.len()),
                "split it",
            );
            return None;
        }
        let read: Vec<Option<T>> = items.iter().map(|item| read(self, item)).collect();
        // An item that could not be read was reported; the list must not look complete without it.
        read.into_iter().collect()
    }

    /// A list whose length lies in `range`; `what` names its items ("good lines").
    pub fn counted<T>(
        &mut self,
        node: &Node,
        what: &str,
        range: std::ops::RangeInclusive<usize>,
        read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        let list = self.list(node, read);
        let count = node.items().len();
        if matches!(node.value, Value::List(_)) && !range.contains(&count) {
            let (low, high) = (*range.start(), *range.end());
            let wanted = if high >= MAX_LIST { format!("at least {low}") } else { format!("{low} to {high}") };
            let help = if count < low { "add what is missing" } else { "keep the ones that matter most" };
            self.report(Code::Count, node.at, format!("{what}: {wanted} are wanted, there are {count}"), help);
            return None;
        }
        list
    }

    /// A text in one language or none: not empty, no control characters.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        self.text_up_to(node, MAX_TEXT_CHARS)
    }

    /// A text of at most so many characters.
    pub fn text_up_to(&mut self, node: &Node, most: usize) -> Option<String> {
        let Value::Text(text) = &node.value else {
            self.report(
                Code::WrongKind,
                node.at,
                format!("a text is wanted here; this is {}", node.value.kind()),
                "put it in quotes",
            );
            return None;
        };
        let trimmed = text.trim();
        let problem = if trimmed.is_empty() {
            "the text is empty".to_owned()
        } else if crate::text::clean_text(trimmed) != trimmed {
            "the text holds control, invisible or direction-changing characters".to_owned()
        } else if trimmed.chars().count() > most {
            format!("the text is longer than {most} characters")
        } else {
            return Some(trimmed.to_owned());
        };
        self.report(Code::BadText, node.at, problem, "write plain words; leave the key out if there is nothing to say");
        None
    }

    /// A text in both languages, without slots.
    pub fn both(&mut self, node: &Node) -> Option<Both> {
        self.both_with(node, Slots::None)
    }

    /// A text in both languages, with the slots that may stand in it.
    pub fn both_with(&mut self, node: &Node, slots: Slots<'_>) -> Option<Both> {
        let mut fields = self.fields(node, "a text in both languages ({zh: …, en: …})")?;
        let both = self.both_of(&mut fields, slots);
        fields.finish(self);
        both
    }

    /// The keys `zh` and `en` of a map that may hold other keys too.
    pub fn both_of(&mut self, fields: &mut Fields<'_>, slots: Slots<'_>) -> Option<Both> {
        fields.known.extend(["zh", "en"]);
        let mut read = |reader: &mut Self, lang: Lang| {
            let Some(node) = fields.take(lang.code()) else {
                reader.report(
                    Code::MissingLanguage,
                    fields.at,
                    format!("the text has no `{}`", lang.code()),
                    format!(
                        "add `{}:` beside `{}:`; both languages are always written",
                        lang.code(),
                        lang.other().code()
                    ),
                );
                return None;
            };
            let text = reader.text(node)?;
            slots.check(reader, node.at, &text)?;
            Some(text)
        };
        let zh = read(self, Lang::Zh);
        let en = read(self, Lang::En);
        let both = Both { zh: zh?, en: en? };
        let slip = Lang::ALL.into_iter().find(|lang| both.is_swapped() || !stands_for(both.get(*lang), *lang));
        if let Some(lang) = slip {
            wrong_language(self, fields.place(lang.code()), lang);
            return None;
        }
        Some(both)
    }

    /// A list of texts in both languages.
    pub fn boths(&mut self, node: &Node) -> Option<Vec<Both>> {
        self.list(node, Self::both)
    }

    /// An id: lower-case words joined by hyphens or underscores, at most 40 characters.
    pub fn id(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        if !is_id(&text) {
            self.report(
                Code::BadId,
                node.at,
                format!("`{text}` is no id"),
                "use lower-case letters, digits and hyphens, beginning with a letter, at most 40 characters",
            );
            return None;
        }
        Some(text)
    }

    /// An id that must not stand in `taken` yet; it is added.
    pub fn new_id(&mut self, node: &Node, taken: &mut BTreeSet<String>) -> Option<String> {
        let id = self.id(node)?;
        if !taken.insert(id.clone()) {
            self.report(
                Code::DuplicateId,
                node.at,
                format!("the id `{id}` is used twice"),
                "give one of the two another name",
            );
            return None;
        }
        Some(id)
    }

    /// A name out of `known`; `what` says what is named ("check"). Returns its index.
    pub fn name<S: AsRef<str>>(&mut self, node: &Node, what: &str, known: &[S]) -> Option<usize> {
        let text = self.text(node)?;
        if let Some(index) = known.iter().position(|k| k.as_ref() == text) {
            return Some(index);
        }
        self.unknown(node.at, what, &text, known);
        None
    }

    /// Reports a name that is none of `known`, with the nearest one.
    pub fn unknown<S: AsRef<str>>(&mut self, at: Place, what: &str, text: &str, known: &[S]) {
        if self.is_full() {
            return;
        }
        let help = match nearest(text, known.iter().map(AsRef::as_ref)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.len() <= 12 && !known.is_empty() => {
                format!("there are: {}", known.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "))
            }
            None => format!("declare the {what} first, or use one that exists"),
        };
        self.report(Code::UnknownName, at, format!("there is no {what} `{text}`"), help);
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node) -> Option<bool> {
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        self.report(
            Code::WrongKind,
            node.at,
            format!("`true` or `false` is wanted here; this is {}", node.value.kind()),
            "write true or false, without quotes",
        );
        None
    }

    /// A whole number within `range`.
    pub fn number(&mut self, node: &Node, range: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let number = match node.value {
            Value::Int(value) => u32::try_from(value).ok().filter(|n| range.contains(n)),
            _ => None,
        };
        if number.is_none() {
            self.report(
                Code::BadValue,
                node.at,
                format!("a whole number from {} to {} is wanted here", range.start(), range.end()),
                "write the number in digits, without quotes",
            );
        }
        number
    }
}

/// Whether a text is an id: lower-case words joined by hyphens or underscores.
pub(super) fn is_id(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

fn wrong_language(reader: &mut Reader<'_>, at: Place, lang: Lang) {
    reader.report(
        Code::WrongLanguage,
        at,
        format!("the text under `{}` is in the other language", lang.code()),
        "zh holds Chinese, en holds English: are the two swapped, or is one not translated?",
    );
}

struct Entry<'n> {
    name: &'n str,
    at: Place,
    value: &'n Node,
    used: bool,
}

/// The keys of one map while they are being read.
pub struct Fields<'n> {
    what: &'static str,
    /// Where the map begins.
    pub at: Place,
    entries: Vec<Entry<'n>>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The value of `key`, marked as read.
    fn take(&mut self, key: &str) -> Option<&'n Node> {
        let entry = self.entries.iter_mut().find(|e| e.name == key)?;
        entry.used = true;
        Some(entry.value)
    }

    /// Whether the key is written.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|e| e.name == key)
    }

    /// Where the value of `key` stands; the map's own place when it is not written.
    pub fn place(&self, key: &str) -> Place {
        self.entries.iter().find(|e| e.name == key).map_or(self.at, |e| e.value.at)
    }

    /// The keys that were not read yet, with their nodes; marks them as read.
    pub fn rest(&mut self) -> Vec<(&'n str, Place, &'n Node)> {
        let fresh = self.entries.iter_mut().filter(|e| !e.used);
        fresh
            .map(|e| {
                e.used = true;
                (e.name, e.at, e.value)
            })
            .collect()
    }

    /// Reads a key that must be there.
    pub fn required<'f, T>(
        &mut self,
        reader: &mut Reader<'f>,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'f>, &'n Node) -> Option<T>,
    ) -> Option<T> {
        self.known.push(key);
        let Some(node) = self.take(key) else {
            let near = self.entries.iter().filter(|e| !e.used).map(|e| e.name);
            let help = match nearest(key, near) {
                Some(near) => format!("is `{near}` meant to be `{key}`?"),
                None => format!("add `{key}:`"),
            };
            reader.report(Code::MissingKey, self.at, format!("{} lacks `{key}`", self.what), help);
            return None;
        };
        read(reader, node)
    }

    /// Reads a key that may be left out. `None` when it was there and wrong.
    pub fn optional<'f, T>(
        &mut self,
        reader: &mut Reader<'f>,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'f>, &'n Node) -> Option<T>,
    ) -> Option<Option<T>> {
        self.known.push(key);
        match self.take(key) {
            None => Some(None),
            Some(node) => read(reader, node).map(Some),
        }
    }

    /// Reads a list that may be left out.
    pub fn optional_list<'f, T>(
        &mut self,
        reader: &mut Reader<'f>,
        key: &'static str,
        read: impl FnMut(&mut Reader<'f>, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.optional(reader, key, |r, node| r.list(node, read)).map(Option::unwrap_or_default)
    }

    /// Names keys that belong here, for the help beside a mistyped one.
    pub fn expect(&mut self, keys: &[&'static str]) {
        self.known.extend(keys);
    }

    /// Reports keys that nothing has read.
    pub fn finish(self, reader: &mut Reader<'_>) {
        let mut cut = false;
        for entry in self.entries.iter().filter(|e| !e.used) {
            // `{zh: 涨到 108,000 元}`: for YAML the text ends at the comma, and a key without a value begins.
            let of_words = !is_id(entry.name) || self.known.contains(&"zh");
            let rest_of_a_text = matches!(entry.value.value, Value::Null) && of_words;
            if rest_of_a_text {
                if !std::mem::replace(&mut cut, true) {
                    let message = format!("a text ends at the comma before `{}`", entry.name);
                    reader.report(Code::UnknownKey, entry.at, message, "put a text that holds a comma in quotes");
                }
                continue;
            }
            let help = match nearest(entry.name, self.known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if self.known.is_empty() => "take it out".to_owned(),
                None => format!("take it out; {} has: {}", self.what, self.known.join(", ")),
            };
            reader.report(Code::UnknownKey, entry.at, format!("{} has no key `{}`", self.what, entry.name), help);
        }
    }
}

/// The name nearest to a mistyped one, when one is near enough to be meant.
pub fn nearest<'k>(text: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // Names are short; comparing two long texts would cost their product.
    let short = |name: &str| name.len() <= 80;
    if !short(text) {
        return None;
    }
    let wanted = text.to_lowercase();
    let scored =
        known.filter(|name| short(name)).map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.82).then_some(best.1)
}
