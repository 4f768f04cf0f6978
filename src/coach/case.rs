//! A talk from a facts file: YAML that a person or a script wrote.

use jiff::Timestamp;

use crate::pack::{Diagnostic, FactKind, GateState, Node, Reader, Scenario, Value, label, parse, said};
use crate::text::clean_line;

use super::talk::{GateAnswer, MAX_FACT_BYTES, Talk};

/// Reads a facts file for a scenario: fact ids with texts or true/false, and `gate:` with
/// `item: have|missing|not-needed` or `item: {state: …, note: …}`.
///
/// # Errors
/// Every mistake with its place: unknown facts and items with the nearest name, wrong kinds, texts
/// that are too long. Nothing of a file with mistakes is used.
pub fn read_case(file: &str, text: &str, scenario: &Scenario, now: Timestamp) -> Result<Talk, Vec<Diagnostic>> {
    let with_source = |found: Vec<Diagnostic>| -> Vec<Diagnostic> {
        found.into_iter().map(|diagnostic| diagnostic.with_source(text)).collect()
    };
    let node = parse(file, text).map_err(|found| with_source(vec![found]))?;
    let mut reader = Reader::new(file);
    let talk = read(&mut reader, &node, scenario, now);
    match (talk, reader.finish()) {
        (Some(talk), found) if found.is_empty() => Ok(talk),
        (_, found) => Err(with_source(found)),
    }
}

fn read(reader: &mut Reader<'_>, node: &Node, scenario: &Scenario, now: Timestamp) -> Option<Talk> {
    let mut talk = Talk::new(scenario, now);
    let mut fields = reader.fields(node, label("a facts file", "情况文件"))?;
    let gate = fields.optional(reader, "gate", |reader, node| read_gate(reader, node, scenario, &mut talk));
    for (name, at, node) in fields.rest() {
        let known: Vec<&str> = scenario.facts.iter().map(|f| f.id.as_str()).chain(["gate"]).collect();
        let key = Node { at, value: Value::Text(name.to_owned()) };
        let Some(fact) = reader.name(&key, label("fact", "情况"), &known).and_then(|at| scenario.facts.get(at))
        else {
            continue;
        };
        match fact.kind {
            FactKind::YesNo => {
                if let Some(value) = reader.boolean(node) {
                    talk.flags.insert(fact.id.clone(), value);
                }
            }
            FactKind::Text => {
                if let Some(text) = fact_text(reader, node) {
                    talk.set_fact(&fact.id, &text);
                }
            }
        }
    }
    fields.finish(reader);
    gate.map(|_| talk)
}

/// A fact's text. Numbers are taken as they would be read; an empty one is an empty fact.
fn fact_text(reader: &mut Reader<'_>, node: &Node) -> Option<String> {
    let text = match &node.value {
        Value::Null => return Some(String::new()),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Text(text) if text.trim().is_empty() => return Some(String::new()),
        Value::Text(text) => clean_line(text.trim()).into_owned(),
        _ => return reader.text(node),
    };
    let bytes = text.len();
    if bytes > MAX_FACT_BYTES {
        reader.report(
            crate::pack::Code::TooLarge,
            node.at,
            said!(en: "the fact has {bytes} bytes; at most {MAX_FACT_BYTES} are kept", zh: "这条情况有 {bytes} 字节，最多存 {MAX_FACT_BYTES}"),
            said!(en: "a fact is one line: shorten it", zh: "一条情况只写一行：写短些"),
        );
        return None;
    }
    Some(text)
}

fn read_gate(reader: &mut Reader<'_>, node: &Node, scenario: &Scenario, talk: &mut Talk) -> Option<()> {
    let mut fields = reader.fields(node, label("the gate", "“上场之前”"))?;
    let known: Vec<&str> = scenario.gate.iter().map(|item| item.id.as_str()).collect();
    for (name, at, node) in fields.rest() {
        let key = Node { at, value: Value::Text(name.to_owned()) };
        let item = reader.name(&key, label("gate item", "“上场之前”条目"), &known).and_then(|at| scenario.gate.get(at));
        let answer = match &node.value {
            Value::Map(_) => read_answer(reader, node),
            _ => state(reader, node).map(|state| GateAnswer { state, note: String::new() }),
        };
        if let (Some(item), Some(answer)) = (item, answer) {
            talk.gate.insert(item.id.clone(), answer);
        }
    }
    fields.finish(reader);
    Some(())
}

fn read_answer(reader: &mut Reader<'_>, node: &Node) -> Option<GateAnswer> {
    let mut fields = reader.fields(node, label("a gate item", "“上场之前”条目"))?;
    let state = fields.required(reader, "state", state);
    let note = fields.optional(reader, "note", fact_text);
    fields.finish(reader);
    Some(GateAnswer { state: state?, note: note?.unwrap_or_default() })
}

fn state(reader: &mut Reader<'_>, node: &Node) -> Option<GateState> {
    const STATES: [(&str, GateState); 3] =
        [("have", GateState::Have), ("missing", GateState::Missing), ("not-needed", GateState::NotNeeded)];
    let names: Vec<&str> = STATES.iter().map(|(name, _)| *name).collect();
    reader.name(node, label("state", "状态"), &names).map(|at| STATES[at].1)
}
