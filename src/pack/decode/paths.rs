//! The readiness gate and the ways through a scenario: every stage can be reached, every way can be taken.

use super::super::said::{label, said};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::{Condition, GateItem, GateState, Path, Stage};
use super::super::diagnostic::Place;
use super::super::node::Node;
use super::super::reader::Reader;
use super::parts::{condition, sources};
use super::scenarios::Here;
use super::steps::once;

/// Reads the readiness gate: 5 to 9 items; fewer miss something, more are not read before a call.
pub fn gate(reader: &mut Reader<'_>, node: &Node, here: &Here<'_>) -> Option<Vec<GateItem>> {
    let mut ids = BTreeSet::new();
    reader.counted(node, label("gate items", "“上场之前”条目"), 5..=9, |reader, node| {
        let mut fields = reader.fields(node, label("a gate item", "“上场之前”条目"))?;
        let id = fields.required(reader, "id", |r, n| r.new_id(n, &mut ids));
        let ask = fields.required(reader, "ask", Reader::both);
        let why = fields.required(reader, "why", Reader::both);
        let missing = fields.required(reader, "missing", Reader::both);
        let opens = fields.optional(reader, "opens", |r, n| here.paths.find_name(r, n, label("path", "路")));
        let source = fields.required(reader, "source", |r, n| sources(r, n, here.known));
        fields.finish(reader);
        Some(GateItem { id: id?, ask: ask?, why: why?, missing: missing?, opens: opens?, source: source? })
    })
}

/// Reads the paths: each but the last has a condition.
pub fn paths(reader: &mut Reader<'_>, node: &Node, here: &Here<'_>) -> Option<Vec<Path>> {
    let mut ids = BTreeSet::new();
    let last = node.items().len().saturating_sub(1);
    let mut index = 0;
    let mut taken: Vec<Condition> = Vec::new();
    reader.counted(node, label("paths", "路"), 1..=8, |reader, node| {
        let is_last = index == last;
        index += 1;
        let path = path(reader, node, here, &mut ids)?;
        let problem = match &path.when {
            Some(_) if is_last => (said!(en: "the last path has a `when`, so some talks would have no path", zh: "最后一条路带着 `when`，有些谈话就无路可走"), said!(en: "take `when` out", zh: "去掉 `when`")),
            None if !is_last => (
                said!(en: "a path without `when` is always taken, so the paths after it never are", zh: "没有 `when` 的路总会走，后面的路就永远走不到"),
                said!(en: "add a `when`, or put this path last", zh: "加一个 `when`，或把这条路放到最后"),
            ),
            Some(when) if taken.contains(when) => {
                (said!(en: "an earlier path has the same `when`, so this one is never taken", zh: "前面有一条路的 `when` 一样，这条永远走不到"), said!(en: "change one of the two", zh: "改其中一个"))
            }
            when => {
                taken.extend(when.clone());
                return Some(path);
            }
        };
        reader.report(Code::Unreachable, node.at, problem.0, problem.1);
        None
    })
}

fn path(reader: &mut Reader<'_>, node: &Node, here: &Here<'_>, ids: &mut BTreeSet<String>) -> Option<Path> {
    let mut fields = reader.fields(node, label("a path", "路"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let when = fields.optional(reader, "when", |r, n| condition(r, n, &here.facts, &here.gate));
    let mut seen = BTreeSet::new();
    let stages = fields.required(reader, "stages", |r, n| {
        r.counted(n, label("stages", "阶段"), 1..=12, |reader, node| {
            let stage = here.stages.find(reader, node, label("stage", "阶段"))?;
            once(reader, node, seen.insert(stage))?;
            u16::try_from(stage).ok()
        })
    });
    fields.finish(reader);
    Some(Path { id: id?, when: when?, stages: stages? })
}

/// Checks that gate, paths and stages fit each other.
pub fn fit(reader: &mut Reader<'_>, node: &Node, gate: &[GateItem], paths: &[Path], stages: &[Stage]) -> Option<()> {
    let mut fits = true;
    for (index, stage) in stages.iter().enumerate() {
        if !paths.iter().flat_map(|path| &path.stages).any(|&at| usize::from(at) == index) {
            fits = false;
            let id = &stage.id;
            reader.report(
                Code::Unreachable,
                place(node, "stages", index),
                said!(en: "no path leads to the stage `{id}`", zh: "没有一条路通到阶段 `{id}`"),
                said!(en: "name it under `stages` of a path, or take it out", zh: "写进某条路的 `stages`，或去掉"),
            );
        }
    }
    for (index, item) in gate.iter().enumerate() {
        let Some(opens) = &item.opens else { continue };
        let wanted = Condition::Gate { item: item.id.clone(), is: GateState::Missing };
        if !paths.iter().any(|path| path.id == *opens && path.when.as_ref() == Some(&wanted)) {
            fits = false;
            let id = &item.id;
            reader.report(
                Code::BadValue,
                place(node, "gate", index),
                said!(en: "`{id}` says that it opens the path `{opens}`, but that path does not wait for it", zh: "`{id}` 说它打开路 `{opens}`，可那条路并不看它"),
                said!(en: "give the path `when: {{gate: {id}, is: missing}}`", zh: "给那条路写上 `when: {{gate: {id}, is: missing}}`"),
            );
        }
    }
    fits.then_some(())
}

/// Where an item of a list of the scenario stands.
fn place(node: &Node, list: &str, index: usize) -> Place {
    let item = node.get(list).and_then(|list| list.items().get(index));
    item.map_or(node.at, |item| item.at)
}
