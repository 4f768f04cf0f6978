//! Stages and their steps: what to say, and what the coach listens for.

use super::super::said::{label, listed, said};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::{BadLine, CheckRef, ModelLine, ReactionRef, Stage, Step};
use super::super::node::Node;
use super::super::reader::{Fields, Reader};
use super::super::slots::Slots;
use super::super::words::Both;
use super::known::Known;
use super::parts::sources;
use super::scenarios::Here;

/// Reads the stages of a scenario.
pub fn stages(reader: &mut Reader<'_>, node: &Node, here: &Here<'_>) -> Option<Vec<Stage>> {
    let (mut stage_ids, mut step_ids) = (BTreeSet::new(), BTreeSet::new());
    reader.counted(node, label("stages", "阶段"), 1..=12, |reader, node| {
        let mut fields = reader.fields(node, label("a stage", "阶段"))?;
        let id = fields.required(reader, "id", |r, n| r.new_id(n, &mut stage_ids));
        let title = fields.required(reader, "title", Reader::both);
        let steps = fields.required(reader, "steps", |r, n| {
            r.counted(n, label("steps", "步骤"), 1..=12, |r, n| step(r, n, here, &mut step_ids))
        });
        fields.finish(reader);
        Some(Stage { id: id?, title: title?, steps: steps? })
    })
}

fn step(reader: &mut Reader<'_>, node: &Node, here: &Here<'_>, ids: &mut BTreeSet<String>) -> Option<Step> {
    let slots = Slots::Facts(&here.facts);
    let mut fields = reader.fields(node, label("a step", "步骤"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let title = fields.required(reader, "title", Reader::both);
    let prompt = fields.required(reader, "prompt", |r, n| r.both_with(n, slots));
    let why = fields.required(reader, "why", Reader::both);
    let tips = fields
        .optional(reader, "tips", |r, n| r.counted(n, label("tips", "提示"), 0..=3, |r, n| r.both_with(n, slots)));
    let facts = fields.optional_list(reader, "facts", |r, n| here.facts.find(r, n, None));
    let checks = fields.required(reader, "checks", |r, n| checks(r, n, here.known));
    // Which checks the step names is known even when one of them does not exist.
    let named: Vec<&str> =
        node.get("checks").map(Node::items).unwrap_or_default().iter().filter_map(Node::text).collect();
    let good = fields.required(reader, "good", |r, n| {
        r.counted(n, label("good lines", "好的说法"), 1..=12, |r, n| good(r, n, slots))
    });
    let bad = fields.required(reader, "bad", |r, n| {
        r.counted(n, label("bad lines", "不好的说法"), 1..=12, |r, n| bad(r, n, slots, &named, here.known))
    });
    let reactions = fields.optional(reader, "reactions", |r, n| reactions(r, n, here.known));
    let source = fields.required(reader, "source", |r, n| sources(r, n, here.known));
    fields.finish(reader);
    Some(Step {
        id: id?,
        title: title?,
        prompt: prompt?,
        why: why?,
        tips: tips?.unwrap_or_default(),
        facts: facts?,
        checks: checks?,
        good: good?,
        bad: bad?,
        reactions: reactions?.unwrap_or_default(),
        source: source?,
    })
}

fn checks(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Vec<CheckRef>> {
    let mut seen = BTreeSet::new();
    reader.counted(node, label("checks", "检查"), 1..=8, |reader, node| {
        let check = CheckRef::new(known.checks.find(reader, node, label("check", "检查"))?)?;
        once(reader, node, seen.insert(check)).map(|()| check)
    })
}

fn reactions(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Vec<ReactionRef>> {
    let mut seen = BTreeSet::new();
    reader.counted(node, label("reactions", "反应"), 0..=6, |reader, node| {
        let reaction = ReactionRef::new(known.reactions.find(reader, node, label("reaction", "反应"))?)?;
        once(reader, node, seen.insert(reaction)).map(|()| reaction)
    })
}

/// Reports a name that stands twice in a list.
pub fn once(reader: &mut Reader<'_>, node: &Node, fresh: bool) -> Option<()> {
    if !fresh {
        let name = node.text().unwrap_or_default();
        reader.report(
            Code::DuplicateId,
            node.at,
            said!(en: "`{name}` stands twice in the list", zh: "`{name}` 在列表里写了两遍"),
            said!(en: "keep one of the two", zh: "只留一个"),
        );
    }
    fresh.then_some(())
}

fn good(reader: &mut Reader<'_>, node: &Node, slots: Slots<'_>) -> Option<ModelLine> {
    let mut fields = reader.fields(node, label("a good line", "好的说法"))?;
    let model = model(reader, &mut fields, slots);
    fields.finish(reader);
    model
}

fn bad(reader: &mut Reader<'_>, node: &Node, slots: Slots<'_>, checks: &[&str], known: &Known) -> Option<BadLine> {
    let mut fields = reader.fields(node, label("a bad line", "不好的说法"))?;
    let model = model(reader, &mut fields, slots);
    let fails = fields.required(reader, "fails", |reader, node| {
        let fails = CheckRef::new(known.checks.find(reader, node, label("check", "检查"))?)?;
        let name = node.text().unwrap_or_default();
        if !checks.contains(&name) {
            reader.report(
                Code::BadValue,
                node.at,
                said!(en: "this step does not listen for `{name}`, so it could not tell the line apart", zh: "这一步并不听 `{name}`，分不出这句话"),
                said!(en: "name one of the step's checks: {checks}", zh: "写这一步的检查之一：{checks}", checks = listed(checks)),
            );
            return None;
        }
        Some(fails)
    });
    fields.finish(reader);
    Some(BadLine { model: model?, fails: fails? })
}

fn model(reader: &mut Reader<'_>, fields: &mut Fields<'_>, slots: Slots<'_>) -> Option<ModelLine> {
    let line: Option<Both> = fields.required(reader, "line", |r, n| r.both_with(n, slots));
    let because = fields.required(reader, "because", Reader::both);
    Some(ModelLine { line: line?, because: because? })
}
