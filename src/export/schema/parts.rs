//! What definitions are made of.

use serde_json::{Map, Value, json};

/// An id, as the decoder reads ids.
pub const ID: &str = "^[a-z][a-z0-9_-]{0,39}$";

/// A definition by its name.
pub fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// A key of an object.
pub struct Key {
    name: &'static str,
    value: Value,
    required: bool,
}

/// A key that must be there.
pub fn must(name: &'static str, value: Value) -> Key {
    Key { name, value, required: true }
}

/// A key that may be left out.
pub fn may(name: &'static str, value: Value) -> Key {
    Key { name, value, required: false }
}

/// An object with these keys and no others.
pub fn object(keys: Vec<Key>) -> Value {
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let properties: Map<String, Value> = keys.into_iter().map(|key| (key.name.to_owned(), key.value)).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// A definition with something more that must hold.
pub fn with(mut definition: Value, key: &str, value: Value) -> Value {
    if let Value::Object(fields) = &mut definition {
        fields.insert(key.to_owned(), value);
    }
    definition
}

/// A list of at least and at most so many.
pub fn list(items: Value, range: std::ops::RangeInclusive<usize>) -> Value {
    json!({ "type": "array", "items": items, "minItems": range.start(), "maxItems": range.end() })
}

/// A list of any length.
pub fn any_list(items: Value) -> Value {
    json!({ "type": "array", "items": items, "maxItems": MAX_LIST })
}

/// The longest list that is read.
pub const MAX_LIST: usize = 5_000;

/// One of these words.
pub fn choice(words: &[&str]) -> Value {
    json!({ "enum": words })
}

/// A whole number within a range.
pub fn number(range: std::ops::RangeInclusive<u32>) -> Value {
    json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() })
}

/// A text that is not blank.
pub fn text() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

/// A text in one language, without slots.
pub fn plain_text() -> Value {
    json!({ "type": "string", "allOf": [{ "pattern": "\\S" }, { "pattern": "^[^{}｛｝]*$" }] })
}

/// A text in one language that may hold slots.
pub fn slot_text() -> Value {
    json!({ "type": "string", "allOf": [{ "pattern": "\\S" }, { "pattern": "^([^{}｛｝]|\\{[a-z][a-z0-9_-]*\\})*$" }] })
}
