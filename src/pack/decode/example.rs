//! The example cases of a scenario: complete, so that the scenario can be shown at work before anything is typed.

use super::super::said::{Label, label, said};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::{Example, FactKind};
use super::super::node::Node;
use super::super::reader::{Fields, Reader};
use super::super::words::Both;
use super::parts::{gate_state, sources};
use super::scenarios::Here;

/// Reads the example cases; `scenario` is the tree around them.
pub fn examples(reader: &mut Reader<'_>, node: &Node, scenario: &Node, here: &Here<'_>) -> Option<Vec<Example>> {
    let mut ids = BTreeSet::new();
    reader.counted(node, label("example cases", "示例"), 1..=12, |r, n| example(r, n, scenario, here, &mut ids))
}

fn example(
    reader: &mut Reader<'_>,
    node: &Node,
    scenario: &Node,
    here: &Here<'_>,
    ids: &mut BTreeSet<String>,
) -> Option<Example> {
    let mut fields = reader.fields(node, label("an example case", "示例"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let title = fields.required(reader, "title", Reader::both);
    let facts = fields.required(reader, "facts", |r, n| facts(r, n, scenario));
    let gate = fields.required(reader, "gate", |r, n| {
        every(r, n, scenario, "gate", label("gate item", "“上场之前”条目"), |r, n, _| gate_state(r, n))
    });
    let source = fields.required(reader, "source", |r, n| sources(r, n, here.known));
    fields.finish(reader);
    let (texts, flags) = facts?;
    Some(Example { id: id?, title: title?, texts, flags, gate: gate?, source: source? })
}

enum Value {
    Text(Both),
    Flag(bool),
}

type Facts = (Vec<(String, Both)>, Vec<(String, bool)>);

fn facts(reader: &mut Reader<'_>, node: &Node, scenario: &Node) -> Option<Facts> {
    let values =
        every(reader, node, scenario, "facts", label("fact", "情况"), |reader, node, fact| match kind(fact)? {
            FactKind::Text => reader.both(node).map(Value::Text),
            FactKind::YesNo => reader.boolean(node).map(Value::Flag),
        })?;
    let (mut texts, mut flags) = (Vec::new(), Vec::new());
    for (id, value) in values {
        match value {
            Value::Text(text) => texts.push((id, text)),
            Value::Flag(flag) => flags.push((id, flag)),
        }
    }
    Some((texts, flags))
}

fn kind(fact: &Node) -> Option<FactKind> {
    match fact.get("kind")?.text()? {
        "text" => Some(FactKind::Text),
        "yes-no" => Some(FactKind::YesNo),
        _ => None,
    }
}

/// Reads a map that has a value for every item of the scenario's list, and no other key.
fn every<T>(
    reader: &mut Reader<'_>,
    node: &Node,
    scenario: &Node,
    list: &str,
    what: Label,
    mut read: impl FnMut(&mut Reader<'_>, &Node, &Node) -> Option<T>,
) -> Option<Vec<(String, T)>> {
    let mut fields: Fields<'_> = reader.fields(node, label("a value for each", "各项的值"))?;
    let items = scenario.get(list).map(Node::items).unwrap_or_default();
    let ids: Vec<(&str, &Node)> = items.iter().filter_map(|item| Some((item.get("id")?.text()?, item))).collect();
    let mut whole = ids.len() == items.len();
    let written = fields.rest();
    let mut values = Vec::new();
    for (id, item) in &ids {
        let value = match written.iter().find(|(name, ..)| name == id) {
            Some((_, _, value)) => read(reader, value, item),
            None => {
                reader.report(
                    Code::MissingKey,
                    node.at,
                    said!(en: "the example says nothing about the {what} `{id}`", zh: "示例里没写{what} `{id}`", what = what),
                    said!(en: "add `{id}:`; an example is complete", zh: "补上 `{id}:`；示例要写全"),
                );
                None
            }
        };
        match value {
            Some(value) => values.push(((*id).to_owned(), value)),
            None => whole = false,
        }
    }
    let known: Vec<&str> = ids.iter().map(|(id, _)| *id).collect();
    for (name, at, _) in written.iter().filter(|(name, ..)| !known.contains(name)) {
        whole = false;
        if ids.len() == items.len() {
            reader.unknown(*at, what, name, &known);
        }
    }
    whole.then_some(values)
}
