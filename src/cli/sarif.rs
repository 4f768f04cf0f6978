//! Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for editors and for reviews beside code.

use serde_json::{Value, json};

/// The schema that the output is valid against.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A kind of finding.
pub struct Rule<'r> {
    /// Its stable name.
    pub id: String,
    /// What it is called.
    pub name: &'r str,
    /// What it says.
    pub told: &'r str,
}

/// A log of one run: of the rules, only those that a result names.
pub fn document<'r>(rules: impl Iterator<Item = Rule<'r>>, results: Vec<Value>) -> Value {
    let used = rules.filter(|rule| results.iter().any(|result| result["ruleId"] == rule.id.as_str()));
    let rules: Vec<Value> = used
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": { "text": rule.name },
                "fullDescription": { "text": rule.told },
            })
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "forthright",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A finding at regions of a file.
pub fn result(rule: &str, level: &str, message: &str, file: &str, regions: impl Iterator<Item = Value>) -> Value {
    let uri = uri(file);
    let locations: Vec<Value> = regions
        .map(|region| json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } }))
        .collect();
    json!({ "ruleId": rule, "level": level, "message": { "text": message }, "locations": locations })
}

/// A path as a relative reference of RFC 3986: what is not unreserved is escaped, byte by byte.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
