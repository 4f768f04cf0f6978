//! `checklists/*.yaml`: lists to step through around a call.

use super::super::said::label;
use std::collections::BTreeSet;

use super::super::content::{Checklist, ChecklistItem, TicksOf};
use super::super::node::Node;
use super::super::reader::Reader;
use super::Findings;
use super::known::Known;
use super::parts::{choice, sources};
use super::trees::{Kind, Trees};

/// Decodes all checklists, one a file.
pub fn decode(trees: &Trees<'_>, known: &Known, findings: &mut Findings) -> Option<Vec<Checklist>> {
    let mut ids = BTreeSet::new();
    trees.each(Kind::Checklists, findings, |reader, node| Some(vec![checklist(reader, node, known, &mut ids)?]))
}

fn checklist(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<Checklist> {
    let mut fields = reader.fields(node, label("a checklist", "清单"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let title = fields.required(reader, "title", Reader::both);
    const PER: [(&str, TicksOf); 2] = [("talk", TicksOf::Talk), ("client", TicksOf::Client)];
    let per = fields.optional(reader, "per", |r, n| choice(r, n, label("owner of ticks", "打勾归属"), &PER));
    let mut taken = BTreeSet::new();
    let items = fields.required(reader, "items", |r, n| {
        r.counted(n, label("items", "条目"), 1..=200, |r, n| item(r, n, known, &mut taken))
    });
    fields.finish(reader);
    Some(Checklist { id: id?, title: title?, per: per?.unwrap_or(TicksOf::Talk), items: items? })
}

fn item(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<ChecklistItem> {
    let mut fields = reader.fields(node, label("an item of a checklist", "清单条目"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let group = fields.optional(reader, "group", Reader::both);
    let text = fields.required(reader, "text", Reader::both);
    let why = fields.required(reader, "why", Reader::both);
    let scenarios =
        fields.optional_list(reader, "scenarios", |r, n| known.scenarios.find_name(r, n, label("scenario", "场景")));
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    Some(ChecklistItem { id: id?, group: group?, text: text?, why: why?, scenarios: scenarios?, source: source? })
}
