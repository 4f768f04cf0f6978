//! `scenarios/*.yaml`: kinds of talk.

use super::super::said::{label, said};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::{CardRow, Fact, FactKind, IfThen, MAX_FACTS, ReactionRef, Scenario};
use super::super::diagnostic::{Diagnostic, Place};
use super::super::node::Node;
use super::super::reader::Reader;
use super::super::slots::{Facts, Slots};
use super::Findings;
use super::clock;
use super::example;
use super::known::{Known, Names};
use super::parts::{choice, sources};
use super::paths;
use super::steps;
use super::trees::{Kind, Trees};

/// What can be named inside one scenario, and in the pack around it.
pub struct Here<'k> {
    pub known: &'k Known,
    pub facts: Facts,
    pub gate: Names,
    pub stages: Names,
    pub paths: Names,
}

impl<'k> Here<'k> {
    fn scan(node: &Node, known: &'k Known) -> Self {
        let mut facts = Facts::default();
        facts.scan(node);
        let names = |list| Names::scan_list(node.get(list));
        Self { known, facts, gate: names("gate"), stages: names("stages"), paths: names("paths") }
    }
}

/// Decodes all scenarios, one a file, in the order of the home screen.
pub fn decode(trees: &Trees<'_>, known: &Known, findings: &mut Findings) -> Option<Vec<Scenario>> {
    let mut ids = BTreeSet::new();
    let mut scenarios =
        trees.each(Kind::Scenarios, findings, |reader, node| Some(vec![scenario(reader, node, known, &mut ids)?]))?;
    if scenarios.is_empty() && !known.extends && trees.whole(Kind::Scenarios) {
        findings.add(vec![Diagnostic::new(
            Code::Count,
            "pack.yaml",
            Place::START,
            said!(en: "the pack has no scenario, so there is nothing to talk about", zh: "这个包里没有场景，没什么可谈的"),
            said!(en: "write at least one file in scenarios/", zh: "在 `scenarios/` 里至少写一个文件"),
        )]);
        return None;
    }
    scenarios.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    Some(scenarios)
}

fn scenario(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<Scenario> {
    let here = Here::scan(node, known);
    let mut fields = reader.fields(node, label("a scenario", "场景"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let order = fields.required(reader, "order", |r, n| r.number(n, 1..=999));
    let title = fields.required(reader, "title", Reader::both);
    let blurb = fields.required(reader, "blurb", Reader::both);
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    let facts = fields.required(reader, "facts", |r, n| facts(r, n, known));
    let gate = fields.required(reader, "gate", |r, n| paths::gate(r, n, &here));
    let paths = fields.required(reader, "paths", |r, n| paths::paths(r, n, &here));
    let stages = fields.required(reader, "stages", |r, n| steps::stages(r, n, &here));
    let if_then = fields.required(reader, "if_then", |r, n| if_then(r, n, &here));
    let never_say =
        fields.required(reader, "never_say", |r, n| r.counted(n, label("phrases", "别说的话"), 1..=12, Reader::both));
    let card = fields.required(reader, "card", |r, n| card(r, n, &here));
    let clock = fields.required(reader, "clock", |r, n| clock::clock(r, n, known));
    let examples = fields.required(reader, "examples", |r, n| example::examples(r, n, node, &here));
    fields.finish(reader);
    let (gate, paths, stages) = (gate?, paths?, stages?);
    paths::fit(reader, node, &gate, &paths, &stages)?;
    Some(Scenario {
        id: id?,
        // The manifest says which.
        pack: String::new(),
        order: order?,
        title: title?,
        blurb: blurb?,
        source: source?,
        facts: facts?,
        gate,
        paths,
        stages,
        if_then: if_then?,
        never_say: never_say?,
        card: card?,
        clock: clock?,
        examples: examples?,
    })
}

fn facts(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Vec<Fact>> {
    const KINDS: [(&str, FactKind); 2] = [("text", FactKind::Text), ("yes-no", FactKind::YesNo)];
    let mut ids = BTreeSet::new();
    reader.counted(node, label("facts", "情况"), 1..=MAX_FACTS, |reader, node| {
        let mut fields = reader.fields(node, label("a fact", "情况"))?;
        let id = fields.required(reader, "id", |r, n| r.new_id(n, &mut ids));
        let kind = fields.required(reader, "kind", |r, n| choice(r, n, label("kind of fact", "情况的种类"), &KINDS));
        let label = fields.required(reader, "label", Reader::both);
        let hint = fields.required(reader, "hint", Reader::both);
        let gap = fields.required(reader, "gap", Reader::both);
        let source = fields.required(reader, "source", |r, n| sources(r, n, known));
        fields.finish(reader);
        Some(Fact { id: id?, kind: kind?, label: label?, hint: hint?, gap: gap?, source: source? })
    })
}

fn if_then(reader: &mut Reader<'_>, node: &Node, here: &Here<'_>) -> Option<Vec<IfThen>> {
    let mut seen = BTreeSet::new();
    reader.counted(node, label("planned answers", "事先想好的接话"), 1..=8, |reader, node| {
        let mut fields = reader.fields(node, label("a planned answer", "事先想好的接话"))?;
        let reaction = fields.required(reader, "reaction", |reader, node| {
            let reaction = ReactionRef::new(here.known.reactions.find(reader, node, label("reaction", "反应"))?)?;
            steps::once(reader, node, seen.insert(reaction)).map(|()| reaction)
        });
        let plan = fields.required(reader, "plan", |r, n| r.both_with(n, Slots::Facts(&here.facts)));
        let source = fields.required(reader, "source", |r, n| sources(r, n, here.known));
        fields.finish(reader);
        Some(IfThen { reaction: reaction?, plan: plan?, source: source? })
    })
}

fn card(reader: &mut Reader<'_>, node: &Node, here: &Here<'_>) -> Option<Vec<CardRow>> {
    reader.counted(node, label("rows of the card", "卡片的行"), 1..=8, |reader, node| {
        let mut fields = reader.fields(node, label("a row of the card", "卡片的行"))?;
        let label = fields.required(reader, "label", Reader::both);
        let text = fields.required(reader, "text", |r, n| r.both_with(n, Slots::Facts(&here.facts)));
        fields.finish(reader);
        Some(CardRow { label: label?, text: text? })
    })
}
