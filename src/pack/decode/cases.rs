//! `cases/*.yaml`: talks of others to learn from.

use super::super::said::label;
use std::collections::BTreeSet;

use super::super::content::{Case, CaseOutcome, CaseTurn};
use super::super::node::Node;
use super::super::reader::Reader;
use super::super::slots::Slots;
use super::Findings;
use super::known::Known;
use super::parts::{choice, sources};
use super::trees::{Kind, Trees};

/// Decodes the cases of all files.
pub fn decode(trees: &Trees<'_>, known: &Known, findings: &mut Findings) -> Option<Vec<Case>> {
    let mut ids = BTreeSet::new();
    trees.each(Kind::Cases, findings, |reader, node| {
        let mut fields = reader.fields(node, label("a file of cases", "案例文件"))?;
        let cases = fields.required(reader, "cases", |r, n| r.list(n, |r, n| case(r, n, known, &mut ids)));
        fields.finish(reader);
        cases
    })
}

fn case(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<Case> {
    const OUTCOMES: [(&str, CaseOutcome); 3] =
        [("good", CaseOutcome::Good), ("bad", CaseOutcome::Bad), ("mixed", CaseOutcome::Mixed)];
    let mut fields = reader.fields(node, label("a case", "案例"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let scenario =
        fields.required(reader, "scenario", |r, n| known.scenarios.find_name(r, n, label("scenario", "场景")));
    let outcome = fields.required(reader, "outcome", |r, n| choice(r, n, label("outcome", "结局"), &OUTCOMES));
    let trade = fields.required(reader, "trade", Reader::both);
    let title = fields.required(reader, "title", Reader::both);
    let situation = fields.required(reader, "situation", Reader::both);
    let said = fields.required(reader, "said", |r, n| r.counted(n, label("turns", "对话"), 2..=20, turn));
    let came = fields.required(reader, "came", Reader::both);
    let lesson = fields.required(reader, "lesson", Reader::both);
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    Some(Case {
        id: id?,
        scenario: scenario?,
        outcome: outcome?,
        trade: trade?,
        title: title?,
        situation: situation?,
        said: said?,
        came: came?,
        lesson: lesson?,
        source: source?,
    })
}

fn turn(reader: &mut Reader<'_>, node: &Node) -> Option<CaseTurn> {
    const WHO: [(&str, bool); 2] = [("us", true), ("client", false)];
    let mut fields = reader.fields(node, label("a turn", "一句对话"))?;
    let by_us = fields.required(reader, "who", |r, n| choice(r, n, label("speaker", "说话人"), &WHO));
    let says = reader.both_of(&mut fields, Slots::None);
    fields.finish(reader);
    Some(CaseTurn { by_us: by_us?, says: says? })
}
