//! The strict raw mirror: takes a tree apart key by key and collects every mistake on the way.
//!
//! Each `read` returns `None` after it has reported; a caller reads all keys before it gives up on
//! a value, so that one mistake does not hide the next.

use std::collections::BTreeSet;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};
use super::node::{Node, Value};
use super::said::{Label, label, listed, said};
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
    pub fn report(&mut self, code: Code, at: Place, message: Both, help: Both) {
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
    pub fn fields<'n>(&mut self, node: &'n Node, what: Label) -> Option<Fields<'n>> {
        let Value::Map(entries) = &node.value else {
            self.report(
                Code::WrongKind,
                node.at,
                said!(en: "{what} is wanted here, as keys with values; this is {kind}", zh: "这里要写{what}，一行一个键和它的值；现在写的是{kind}", what = what, kind = node.value.kind()),
                said!(en: "write `key: value` lines, indented by two more spaces", zh: "一行写一个 `key: value`，比上一层多缩进两个空格"),
            );
            return None;
        };
        if entries.len() > MAX_LIST {
            self.report(
                Code::TooLarge,
                node.at,
                {
 let count = entries.len();
said!(en: "the map has {count} keys; at most {MAX_LIST} are read", zh: "这里有 {count} 个键，最多读 {MAX_LIST} 个")},
                said!(en: "split it", zh: "拆成几份"),
            );
            return None;
        }
        let mut fields = Fields { what, at: node.at, entries: Vec::new(), known: Vec::new() };
        for (key, value) in entries {
            let Value::Text(name) = &key.value else {
                self.report(
                    Code::WrongKind,
                    key.at,
                    said!(en: "a key is wanted here; this is {kind}", zh: "这里要写一个键，现在写的是{kind}", kind = key.value.kind()),
                    said!(en: "keys are words; put one that looks like a number in quotes", zh: "键要用文字写；看起来像数字的，加上引号"),
                );
                continue;
            };
            if fields.entries.iter().any(|e| e.name == name) {
                self.report(
                    Code::DuplicateKey,
                    key.at,
                    said!(en: "`{name}` is written twice in {what}", zh: "{what}里 `{name}` 写了两次", what = what),
                    said!(en: "keep one of the two", zh: "两个里留一个"),
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
                said!(en: "a list is wanted here; this is {kind}", zh: "这里要写列表，现在写的是{kind}", kind = node.value.kind()),
                said!(en: "write one `- item` a line, or `[item, item]`", zh: "一行写一个 `- item`，或者写成 `[item, item]`"),
            );
            return None;
        };
        if items.len() > MAX_LIST {
            self.report(
                Code::TooLarge,
                node.at,
                {
 let count = items.len();
said!(en: "the list has {count} items; at most {MAX_LIST} are read", zh: "列表有 {count} 项，最多读 {MAX_LIST} 项")},
                said!(en: "split it", zh: "拆成几份"),
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
        what: Label,
        range: std::ops::RangeInclusive<usize>,
        read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Option<Vec<T>> {
        let list = self.list(node, read);
        let count = node.items().len();
        if matches!(node.value, Value::List(_)) && !range.contains(&count) {
            let (low, high) = (*range.start(), *range.end());
            let wanted = if high >= MAX_LIST {
                said!(en: "at least {low}", zh: "至少 {low} 个")
            } else {
                said!(en: "{low} to {high}", zh: "{low} 到 {high} 个")
            };
            let help = if count < low {
                said!(en: "add what is missing", zh: "把缺的补上")
            } else {
                said!(en: "keep the ones that matter most", zh: "只留最要紧的")
            };
            let message = said!(en: "{what}: {wanted} are wanted, there are {count}", zh: "{what}：要有{wanted}，现在有 {count} 个", what = what, wanted = wanted);
            self.report(Code::Count, node.at, message, help);
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
                said!(en: "a text is wanted here; this is {kind}", zh: "这里要写文字，现在写的是{kind}", kind = node.value.kind()),
                said!(en: "put it in quotes", zh: "把它放进引号里"),
            );
            return None;
        };
        let trimmed = text.trim();
        let problem = if trimmed.is_empty() {
            said!(en: "the text is empty", zh: "文字是空的")
        } else if crate::text::clean_text(trimmed) != trimmed {
            said!(en: "the text holds control, invisible or direction-changing characters", zh: "文字里有控制字符、看不见的字符或改变书写方向的字符")
        } else if trimmed.chars().count() > most {
            said!(en: "the text is longer than {most} characters", zh: "文字超过了 {most} 个字")
        } else {
            return Some(trimmed.to_owned());
        };
        self.report(Code::BadText, node.at, problem, said!(en: "write plain words; leave the key out if there is nothing to say", zh: "写普通文字；没什么可说就把这个键删掉"));
        None
    }

    /// A text in both languages, without slots.
    pub fn both(&mut self, node: &Node) -> Option<Both> {
        self.both_with(node, Slots::None)
    }

    /// A text in both languages, with the slots that may stand in it.
    pub fn both_with(&mut self, node: &Node, slots: Slots<'_>) -> Option<Both> {
        let mut fields =
            self.fields(node, label("a text in both languages ({zh: …, en: …})", "中英两种文字（`{zh: …, en: …}`）"))?;
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
                    {
 let code = lang.code();
said!(en: "the text has no `{code}`", zh: "这段文字缺少 `{code}`")},
                    {
 let (code, other) = (lang.code(), lang.other().code());
said!(en: "add `{code}:` beside `{other}:`; both languages are always written", zh: "在 `{other}:` 旁边加上 `{code}:`；两种语言都要写")},
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
                said!(en: "`{text}` is no id", zh: "`{text}` 不能当 `id`"),
                said!(en: "use lower-case letters, digits and hyphens, beginning with a letter, at most 40 characters", zh: "用小写字母、数字和连字符，以字母开头，最多 40 个字符"),
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
                said!(en: "the id `{id}` is used twice", zh: "`{id}` 用了两次"),
                said!(en: "give one of the two another name", zh: "给其中一个换个名字"),
            );
            return None;
        }
        Some(id)
    }

    /// A name out of `known`; `what` says what is named ("check"). Returns its index.
    pub fn name<S: AsRef<str>>(&mut self, node: &Node, what: Label, known: &[S]) -> Option<usize> {
        let text = self.text(node)?;
        if let Some(index) = known.iter().position(|k| k.as_ref() == text) {
            return Some(index);
        }
        self.unknown(node.at, what, &text, known);
        None
    }

    /// Reports a name that is none of `known`, with the nearest one.
    pub fn unknown<S: AsRef<str>>(&mut self, at: Place, what: Label, text: &str, known: &[S]) {
        if self.is_full() {
            return;
        }
        let help = match nearest(text, known.iter().map(AsRef::as_ref)) {
            Some(near) => said!(en: "did you mean `{near}`?", zh: "是不是想写 `{near}`？"),
            None if known.len() <= 12 && !known.is_empty() => {
                said!(en: "there are: {names}", zh: "可以写：{names}", names = listed(known))
            }
            None => {
                said!(en: "declare the {what} first, or use one that exists", zh: "先写好这个{what}，或者用已有的", what = what)
            }
        };
        self.report(
            Code::UnknownName,
            at,
            said!(en: "there is no {what} `{text}`", zh: "没有叫 `{text}` 的{what}", what = what),
            help,
        );
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, node: &Node) -> Option<bool> {
        if let Value::Bool(value) = node.value {
            return Some(value);
        }
        self.report(
            Code::WrongKind,
            node.at,
            said!(en: "`true` or `false` is wanted here; this is {kind}", zh: "这里要写 `true` 或 `false`，现在写的是{kind}", kind = node.value.kind()),
            said!(en: "write true or false, without quotes", zh: "写 `true` 或 `false`，不加引号"),
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
                {
 let (low, high) = (range.start(), range.end());
said!(en: "a whole number from {low} to {high} is wanted here", zh: "这里要写 {low} 到 {high} 的整数")},
                said!(en: "write the number in digits, without quotes", zh: "用阿拉伯数字写，不加引号"),
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
        {
 let code = lang.code();
said!(en: "the text under `{code}` is in the other language", zh: "`{code}` 下面写的是另一种语言")},
        said!(en: "zh holds Chinese, en holds English: are the two swapped, or is one not translated?", zh: "`zh` 写中文，`en` 写英文：是不是放反了，或者有一个没翻译？"),
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
    what: Label,
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
                Some(near) => said!(en: "is `{near}` meant to be `{key}`?", zh: "`{near}` 是不是想写成 `{key}`？"),
                None => said!(en: "add `{key}:`", zh: "补上 `{key}:`"),
            };
            reader.report(
                Code::MissingKey,
                self.at,
                said!(en: "{what} lacks `{key}`", zh: "{what}缺少 `{key}`", what = self.what),
                help,
            );
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
                    let message = {
                        let name = entry.name;
                        said!(en: "a text ends at the comma before `{name}`", zh: "文字在 `{name}` 前面的逗号那里断开了")
                    };
                    reader.report(
                        Code::UnknownKey,
                        entry.at,
                        message,
                        said!(en: "put a text that holds a comma in quotes", zh: "文字里有逗号，就把整段放进引号"),
                    );
                }
                continue;
            }
            let help = match nearest(entry.name, self.known.iter().copied()) {
                Some(near) => said!(en: "did you mean `{near}`?", zh: "是不是想写 `{near}`？"),
                None if self.known.is_empty() => said!(en: "take it out", zh: "删掉它"),
                None => {
                    said!(en: "take it out; {what} has: {names}", zh: "删掉它；{what}可以写：{names}", what = self.what, names = listed(&self.known))
                }
            };
            reader.report(
                Code::UnknownKey,
                entry.at,
                {
                    let name = entry.name;
                    said!(en: "{what} has no key `{name}`", zh: "{what}里没有 `{name}` 这个键", what = self.what)
                },
                help,
            );
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
