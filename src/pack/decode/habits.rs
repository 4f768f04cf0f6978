//! `habits/*.yaml`: habit cards.

use super::super::said::label;
use std::collections::BTreeSet;

use super::super::content::{CheckRef, Habit, Pair};
use super::super::node::Node;
use super::super::reader::Reader;
use super::Findings;
use super::known::Known;
use super::parts::sources;
use super::trees::{Kind, Trees};

/// Decodes the habit cards of all files.
pub fn decode(trees: &Trees<'_>, known: &Known, findings: &mut Findings) -> Option<Vec<Habit>> {
    let mut ids = BTreeSet::new();
    trees.each(Kind::Habits, findings, |reader, node| {
        let mut fields = reader.fields(node, label("a file of habit cards", "习惯卡文件"))?;
        let habits = fields.required(reader, "habits", |r, n| r.list(n, |r, n| habit(r, n, known, &mut ids)));
        fields.finish(reader);
        habits
    })
}

fn habit(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<Habit> {
    let mut fields = reader.fields(node, label("a habit card", "习惯卡"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let title = fields.required(reader, "title", Reader::both);
    let do_this = fields.required(reader, "do", Reader::both);
    let not_this = fields.required(reader, "dont", Reader::both);
    let why = fields.required(reader, "why", Reader::both);
    let scenarios =
        fields.optional_list(reader, "scenarios", |r, n| known.scenarios.find_name(r, n, label("scenario", "场景")));
    let pairs = fields.optional_list(reader, "pairs", |r, n| pair(r, n, known));
    let practice = fields.optional(reader, "practice", Reader::both);
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    Some(Habit {
        id: id?,
        title: title?,
        do_this: do_this?,
        not_this: not_this?,
        why: why?,
        scenarios: scenarios?,
        pairs: pairs?,
        practice: practice?,
        source: source?,
    })
}

fn pair(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Pair> {
    let mut fields = reader.fields(node, label("a pair of lines", "一对说法"))?;
    let scene = fields.required(reader, "scene", Reader::both);
    let weak = fields.required(reader, "weak", Reader::both);
    let strong = fields.required(reader, "strong", Reader::both);
    let because = fields.required(reader, "because", Reader::both);
    let check =
        fields.required(reader, "check", |r, n| CheckRef::new(known.checks.find(r, n, label("check", "检查"))?));
    fields.finish(reader);
    Some(Pair { scene: scene?, weak: weak?, strong: strong?, because: because?, check: check? })
}
