//! `clients/*.yaml`, the parts around a talk: `dossier:`, `debrief:`, `survey:`.

use super::super::said::{label, said};
use std::collections::BTreeSet;

use super::super::around::{DebriefKind, DebriefQuestion, DebriefWhen, DossierField, MAX_DEBRIEF, SurveyQuestion};
use super::super::code::Code;
use super::super::content::FactKind;
use super::super::node::Node;
use super::super::reader::{Fields, Reader};
use super::known::Known;
use super::parts::{choice, sources};

const KINDS: [(&str, DebriefKind); 8] = [
    ("text", DebriefKind::Text),
    ("yes-no", DebriefKind::YesNo),
    ("planned", DebriefKind::Planned),
    ("unplanned", DebriefKind::Unplanned),
    ("promises", DebriefKind::Promises),
    ("questions", DebriefKind::Questions),
    ("agreed", DebriefKind::Agreed),
    ("sure", DebriefKind::Sure),
];

const WHEN: [(&str, DebriefWhen); 6] = [
    ("always", DebriefWhen::Always),
    ("surprised", DebriefWhen::Surprised),
    ("promised", DebriefWhen::Promised),
    ("left-open", DebriefWhen::LeftOpen),
    ("at-fault", DebriefWhen::AtFault),
    ("rehearsed", DebriefWhen::Rehearsed),
];

/// What the files of clients hold of it.
#[derive(Default)]
pub struct Around {
    pub dossier: Vec<DossierField>,
    pub debrief: Vec<DebriefQuestion>,
    pub survey: Vec<SurveyQuestion>,
}

/// The ids that are taken.
#[derive(Default)]
pub struct Taken {
    fields: BTreeSet<String>,
    debrief: BTreeSet<String>,
    survey: BTreeSet<String>,
}

/// Reads the parts out of one file.
pub fn read(reader: &mut Reader<'_>, fields: &mut Fields<'_>, known: &Known, taken: &mut Taken) -> Option<Around> {
    let dossier = fields.optional_list(reader, "dossier", |r, n| field(r, n, known, &mut taken.fields));
    let at = fields.place("debrief");
    let debrief = fields.optional_list(reader, "debrief", |r, n| question(r, n, known, &mut taken.debrief));
    let count = taken.debrief.len();
    if count > MAX_DEBRIEF {
        reader.report(
            Code::Count,
            at,
            said!(en: "the debrief has {count} questions; at most {MAX_DEBRIEF} are asked", zh: "回看有 {count} 个问题，最多问 {MAX_DEBRIEF} 个"),
            said!(en: "keep those whose answers change something", zh: "只留答案真会改变做法的"),
        );
        return None;
    }
    let survey = fields.optional_list(reader, "survey", |r, n| scale(r, n, known, &mut taken.survey));
    Some(Around { dossier: dossier?, debrief: debrief?, survey: survey? })
}

fn field(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<DossierField> {
    let mut fields = reader.fields(node, label("a field of the client's file", "客户档案的一栏"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let group = fields.required(reader, "group", Reader::both);
    let label = fields.required(reader, "label", Reader::both);
    let hint = fields.required(reader, "hint", Reader::both);
    let why = fields.required(reader, "why", Reader::both);
    let fact = fields.optional(reader, "fact", |r, n| known.facts.find(r, n, Some(FactKind::Text)));
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    Some(DossierField { id: id?, group: group?, label: label?, hint: hint?, why: why?, fact: fact?, source: source? })
}

fn question(
    reader: &mut Reader<'_>,
    node: &Node,
    known: &Known,
    ids: &mut BTreeSet<String>,
) -> Option<DebriefQuestion> {
    let mut fields = reader.fields(node, label("a question of the debrief", "回看的问题"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let kind = fields.required(reader, "kind", |r, n| choice(r, n, label("kind of answer", "回答方式"), &KINDS));
    let when = fields.optional(reader, "when", |r, n| choice(r, n, label("moment to ask", "提问时机"), &WHEN));
    let ask = fields.required(reader, "ask", Reader::both);
    let hint = fields.required(reader, "hint", Reader::both);
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    Some(DebriefQuestion {
        id: id?,
        kind: kind?,
        when: when?.unwrap_or(DebriefWhen::Always),
        ask: ask?,
        hint: hint?,
        source: source?,
    })
}

fn scale(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<SurveyQuestion> {
    let mut fields = reader.fields(node, label("a question of the satisfaction check", "满意度回访的问题"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let ask = fields.required(reader, "ask", Reader::both);
    let low = fields.required(reader, "low", Reader::both);
    let high = fields.required(reader, "high", Reader::both);
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    Some(SurveyQuestion { id: id?, ask: ask?, low: low?, high: high?, source: source? })
}
