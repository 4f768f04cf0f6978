//! The strict raw mirror: takes a tree apart key by key and collects every mistake on the way.
//!
//! Each `read` returns `None` after it has reported; a caller reads all keys before it gives up on
//! a value, so that one mistake does not hide the next.

use std::collections::BTreeSet;

use super::diagnostic::{Code, Diagnostic, Place};
use super::node::{Node, Value};
use super::words::Both;

/// The longest text of a pack, in characters: more than a screenful is no prompt.
const MAX_TEXT_CHARS: usize = 2_000;
/// The longest list of a pack.
const MAX_LIST: usize = 5_000;

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
        self.found.push(Diagnostic::new(code, self.file, at, message, help));
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

    /// A text in one language or none: not empty, no control characters.
    pub fn text(&mut self, node: &Node) -> Option<String> {
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
            "the text is empty"
        } else if crate::text::clean_text(trimmed) != trimmed {
            "the text holds control, invisible or direction-changing characters"
        } else if trimmed.chars().count() > MAX_TEXT_CHARS {
            "the text is longer than 2,000 characters"
        } else {
            return Some(trimmed.to_owned());
        };
        self.report(Code::BadText, node.at, problem, "write plain words; leave the key out if there is nothing to say");
        None
    }

    /// A text in both languages.
    pub fn both(&mut self, node: &Node) -> Option<Both> {
        let mut fields = self.fields(node, "a text in both languages ({zh: …, en: …})")?;
        let both = self.both_of(&mut fields);
        fields.finish(self);
        both
    }

    /// The keys `zh` and `en` of a map that may hold other keys too.
    pub fn both_of(&mut self, fields: &mut Fields<'_>) -> Option<Both> {
        let mut read = |reader: &mut Self, lang: &str, other: &str| match fields.take(lang) {
            Some(node) => reader.text(node),
            None => {
                reader.report(
                    Code::MissingLanguage,
                    fields.at,
                    format!("the text has no `{lang}`"),
                    format!("add `{lang}:` beside `{other}:`; both languages are always written"),
                );
                None
            }
        };
        let zh = read(self, "zh", "en");
        let en = read(self, "en", "zh");
        Some(Both { zh: zh?, en: en? })
    }

    /// A list of texts in both languages.
    pub fn boths(&mut self, node: &Node) -> Option<Vec<Both>> {
        self.list(node, Self::both)
    }

    /// An id: lower-case words joined by hyphens or underscores, at most 40 characters.
    pub fn id(&mut self, node: &Node) -> Option<String> {
        let text = self.text(node)?;
        let fits = text.len() <= 40
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
        if !fits {
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
        let help = match nearest(&text, known.iter().map(AsRef::as_ref)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.len() <= 12 && !known.is_empty() => {
                format!("there are: {}", known.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", "))
            }
            None => format!("declare the {what} first, or use one that exists"),
        };
        self.report(Code::UnknownName, node.at, format!("there is no {what} `{text}`"), help);
        None
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
    pub fn required<T>(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'_>, &'n Node) -> Option<T>,
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
    pub fn optional<T>(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'_>, &'n Node) -> Option<T>,
    ) -> Option<Option<T>> {
        self.known.push(key);
        match self.take(key) {
            None => Some(None),
            Some(node) => read(reader, node).map(Some),
        }
    }

    /// Reads a list that may be left out.
    pub fn optional_list<T>(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
        read: impl FnMut(&mut Reader<'_>, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.optional(reader, key, |r, node| r.list(node, read)).map(Option::unwrap_or_default)
    }

    /// Reports keys that nothing has read.
    pub fn finish(self, reader: &mut Reader<'_>) {
        for entry in self.entries.iter().filter(|e| !e.used) {
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
    let wanted = text.to_lowercase();
    let scored = known.map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= 0.82).then_some(best.1)
}
