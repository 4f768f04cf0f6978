//! The files of a pack as a JSON Schema (draft 2020-12), for editors that complete and check while one writes.
//!
//! The decoder of [`crate::pack`] decides what a pack is. The schema says the same as far as a schema can: names of
//! other nodes, slots of a scenario and what holds between files are the decoder's alone. `tests/schema.rs` feeds both
//! the same mistakes, key by key, so that they cannot drift apart.

mod files;
mod parts;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::pack::{Lang, Node, parse};

/// The kinds of files of a pack: the folder (or `pack` for pack.yaml) and the definition of what such a file holds.
pub const FILE_KINDS: [(&str, &str); 11] = [
    ("pack", "pack"),
    ("scenarios", "scenario"),
    ("checks", "checks"),
    ("clients", "clients"),
    ("checklists", "checklist"),
    ("habits", "habits"),
    ("cases", "cases"),
    ("documents", "documents"),
    ("words", "words"),
    ("signals", "signals"),
    ("ui", "ui"),
];

/// What each key means, in both languages.
const KEYS: &str = include_str!("../../../content/authoring/keys.yaml");

/// The schema. Of one kind of file when `kind` names one of [`FILE_KINDS`], else of any file; `lang` is that of the
/// descriptions.
pub fn schema(kind: Option<&str>, lang: Lang) -> Value {
    let meanings = key_meanings();
    let told: Map<String, Value> = files::definitions()
        .into_iter()
        .map(|(name, mut definition)| {
            // An answer is judged by the rules of checks, and by silence.
            let thing = if name == "answer-rule" { "rule" } else { &name };
            describe(thing, &mut definition, &meanings, lang);
            (name, definition)
        })
        .collect();
    let wanted = FILE_KINDS.iter().filter(|(file, _)| kind.is_none_or(|kind| kind == *file));
    let wanted: Vec<Value> = wanted.map(|(_, definition)| parts::refer(definition)).collect();
    let title = match kind {
        Some("pack") => "Forthright: pack.yaml".to_owned(),
        Some(kind) => format!("Forthright: a file of {kind}/"),
        None => "Forthright: a file of a pack".to_owned(),
    };
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "anyOf": wanted,
        "$defs": told,
    })
}

/// What each key means, as `thing.key`; a thing is a definition of the schema.
pub fn key_meanings() -> BTreeMap<String, (String, String)> {
    // The file is part of the program; a test reads all of it.
    let entries = parse("keys.yaml", KEYS).map(|node| match node.value {
        crate::pack::Value::Map(entries) => entries,
        _ => Vec::new(),
    });
    let text = |node: &Node, key: &str| node.get(key).and_then(Node::text).unwrap_or_default().to_owned();
    let entries = entries.unwrap_or_default().into_iter();
    entries
        .filter_map(|(key, value)| Some((key.text()?.to_owned(), (text(&value, "zh"), text(&value, "en")))))
        .collect()
}

/// Puts the meaning of each key beside it, wherever in the definition its properties stand.
fn describe(name: &str, definition: &mut Value, meanings: &BTreeMap<String, (String, String)>, lang: Lang) {
    let Value::Object(fields) = definition else { return };
    if let Some(Value::Object(properties)) = fields.get_mut("properties") {
        for (key, property) in properties {
            if let (Some((zh, en)), Value::Object(property)) = (meanings.get(&format!("{name}.{key}")), property) {
                let told = if lang == Lang::Zh { zh } else { en };
                property.insert("description".to_owned(), Value::String(told.clone()));
            }
        }
    }
    for branches in ["oneOf", "anyOf"] {
        if let Some(Value::Array(branches)) = fields.get_mut(branches) {
            branches.iter_mut().for_each(|branch| describe(name, branch, meanings, lang));
        }
    }
}
