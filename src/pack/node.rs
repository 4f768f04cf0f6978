//! One YAML file as a tree in which every value knows its place.
//!
//! A pack is read in two steps: text → this tree → the types of [`super`]. Decoding from a tree
//! (rather than straight into the types) is what lets one mistake not hide the next.

use super::said::{Label, label, said};
use super::words::Both;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use super::code::Code;
use super::diagnostic::{Diagnostic, Place};

/// The largest pack file that is read, in bytes: ten times the largest shipped one.
pub const MAX_FILE_BYTES: usize = 1 << 20;
/// The deepest nesting that is read: the format itself needs ten.
const MAX_DEPTH: usize = 40;

/// A value with the place where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where the value begins.
    pub at: Place,
    /// The value.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing was written.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the file.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The value of a key, when this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    /// The text, when this is one, without blanks at its ends.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.trim()),
            _ => None,
        }
    }

    /// The whole number, when this is one of that size.
    pub fn number(&self) -> Option<u32> {
        match self.value {
            Value::Int(value) => u32::try_from(value).ok(),
            _ => None,
        }
    }

    /// The items, when this is a list; none otherwise.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }
}

impl Value {
    /// What the value is, for a message.
    pub const fn kind(&self) -> Label {
        match self {
            Value::Null => label("nothing", "空的"),
            Value::Bool(_) => label("true or false", "`true` 或 `false`"),
            Value::Int(_) | Value::Float(_) => label("a number", "数字"),
            Value::Text(_) => label("a text", "文字"),
            Value::List(_) => label("a list", "列表"),
            Value::Map(_) => label("a map", "带键的一组值"),
        }
    }
}

/// Reads `text` of the file named `file` into a tree.
///
/// # Errors
/// One diagnostic: the file is too large, or is not YAML (the place is where reading stopped).
pub fn parse(file: &str, text: &str) -> Result<Node, Diagnostic> {
    if text.len() > MAX_FILE_BYTES {
        let bytes = text.len();
        return Err(Diagnostic::new(
            Code::TooLarge,
            file,
            Place::START,
            said!(en: "the file has {bytes} bytes; at most {MAX_FILE_BYTES} are read", zh: "这个文件有 {bytes} 字节，最多读 {MAX_FILE_BYTES}"),
            said!(en: "split the file: every file of a folder is read", zh: "把文件拆开：文件夹里的每个文件都会读"),
        ));
    }
    let mut options = serde_yaml::options! {
        strict_booleans: true,
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
    };
    options.budget = serde_yaml::budget! {
        max_depth: MAX_DEPTH,
        max_aliases: 0,
        max_anchors: 0,
    };
    match serde_yaml::from_str_with_options::<Spanned<Value>>(text, options) {
        Ok(spanned) => Ok(spanned.into()),
        Err(error) => {
            let at = error.location().map_or(Place::START, |l| Place::new(l.line(), l.column()));
            let (message, hint) = in_words(&error.to_string());
            Err(Diagnostic::new(Code::Syntax, file, at, message, hint))
        }
    }
}

/// What the parser said, without the place (it is told beside the message), and what to do about the commonest slips
/// of people who do not write YAML every day.
fn in_words(error: &str) -> (Both, Both) {
    let first = error.lines().next().unwrap_or_default();
    let first = first.split(" at line ").next().unwrap_or(first);
    let is_limit = first.starts_with("budget breached");
    let lower = first.to_lowercase();
    if lower.contains("alias") || lower.contains("anchor") {
        let message = if is_limit {
            said!(en: "an anchor or alias stands here", zh: "这里有锚点或别名")
        } else {
            by_parser(first)
        };
        (
            message,
            said!(en: "anchors (&) and aliases (*) are not used in packs: write the value out, or put it in quotes", zh: "包里不用锚点（&）和别名（*）：把内容写全，或加引号"),
        )
    } else if lower.contains("depth") || lower.contains("recursion") {
        (
            said!(en: "the nesting is far deeper than the format needs", zh: "套得太深了，格式用不着这么深"),
            said!(en: "check the indentation and the brackets", zh: "检查缩进和括号"),
        )
    } else if is_limit {
        (
            said!(en: "the file holds far more than a pack file does", zh: "这个文件的内容远比一个包文件多"),
            said!(en: "split the file: every file of a folder is read", zh: "把文件拆开：文件夹里的每个文件都会读"),
        )
    } else {
        (
            by_parser(first),
            said!(en: "look here and just before: check the indentation, and put texts that hold ': ', '#' or '{{' in quotes", zh: "看这里和紧挨着的前面：检查缩进；文字里有 `: `、`#` 或 `{{` 时加引号"),
        )
    }
}

/// What the parser alone knows stays in its own words.
fn by_parser(told: &str) -> Both {
    said!(en: "{told}", zh: "写法不合 YAML 的规矩（{told}）")
}

impl From<Spanned<Value>> for Node {
    fn from(spanned: Spanned<Value>) -> Self {
        let at = spanned.referenced;
        Node { at: Place::new(at.line(), at.column()), value: spanned.value }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, number, list or map")
    }

    fn visit_bool<E: de::Error>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }

    fn visit_i64<E: de::Error>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Int(v))
    }

    fn visit_u64<E: de::Error>(self, v: u64) -> Result<Value, E> {
        Ok(i64::try_from(v).map_or(Value::Float(v as f64), Value::Int))
    }

    fn visit_f64<E: de::Error>(self, v: f64) -> Result<Value, E> {
        Ok(Value::Float(v))
    }

    fn visit_str<E: de::Error>(self, v: &str) -> Result<Value, E> {
        Ok(Value::Text(v.to_owned()))
    }

    fn visit_string<E: de::Error>(self, v: String) -> Result<Value, E> {
        Ok(Value::Text(v))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<Spanned<Value>>()? {
            items.push(item.into());
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<Spanned<Value>, Spanned<Value>>()? {
            entries.push((key.into(), value.into()));
        }
        Ok(Value::Map(entries))
    }
}
