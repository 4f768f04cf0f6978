//! `documents/*.yaml`: the words of the documents. Every document and every section that the program writes must be
//! there, and nothing else.

use super::super::said::{Label, label, listed, said};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::Pack;
use super::super::diagnostic::{Diagnostic, Place};
use super::super::document::{
    COLUMNS, Columns, DocumentName, DocumentText, PRIORITIES, STATES, SectionItem, SectionName, SectionText,
};
use super::super::node::Node;
use super::super::reader::Reader;
use super::super::signals::SignalId;
use super::super::slots::Slots;
use super::super::words::Both;
use super::Findings;
use super::known::Known;
use super::parts::sources;
use super::trees::{Kind, Trees};

/// Decodes all documents. What a base has need not be written again.
pub fn decode(
    trees: &Trees<'_>,
    known: &Known,
    base: Option<&Pack>,
    findings: &mut Findings,
) -> Option<Vec<DocumentText>> {
    let why =
        said!(en: "the pack has no documents, so nothing could be written out", zh: "这个包里没有文档，什么也导不出来");
    let help = said!(en: "add files under documents/ with a list `documents:`", zh: "在 `documents/` 下面加文件，里面写一个 `documents:` 列表");
    if base.is_none() {
        trees.demand(Kind::Documents, "documents/documents.yaml", why, help, findings)?;
    }
    let mut seen = BTreeSet::new();
    let documents = trees.each(Kind::Documents, findings, |reader, node| {
        let mut fields = reader.fields(node, label("a file of documents", "文档文件"))?;
        let list = fields.required(reader, "documents", |r, n| {
            r.counted(n, label("documents", "文档"), 1..=DocumentName::ALL.len(), |r, n| {
                document(r, n, known, &mut seen)
            })
        });
        fields.finish(reader);
        list
    });
    let has =
        |name: &DocumentName| seen.contains(name) || base.is_some_and(|b| b.documents.iter().any(|d| d.name == *name));
    let lacking: Vec<&str> = DocumentName::ALL.iter().filter(|name| !has(name)).map(|name| name.id()).collect();
    if !lacking.is_empty() {
        if trees.whole(Kind::Documents) && documents.is_some() {
            let file = trees.of(Kind::Documents).next().map_or("documents/documents.yaml", |tree| tree.name);
            let message = said!(en: "the pack lacks the document {lacking}", zh: "这个包里缺文档 {lacking}", lacking = listed(&lacking));
            let help = said!(en: "add it to the list `documents:` of a file under documents/", zh: "加到 `documents/` 下某个文件的 `documents:` 列表里");
            findings.add(vec![Diagnostic::new(Code::MissingKey, file, Place::START, message, help)]);
        }
        return None;
    }
    let mut documents = documents?;
    documents.sort_by_key(|document| document.name);
    Some(documents)
}

fn document(
    reader: &mut Reader<'_>,
    node: &Node,
    known: &Known,
    seen: &mut BTreeSet<DocumentName>,
) -> Option<DocumentText> {
    let mut fields = reader.fields(node, label("a document", "文档"))?;
    let name = fields.required(reader, "id", |r, n| {
        let names: Vec<&str> = DocumentName::ALL.iter().map(|name| name.id()).collect();
        let name = r.name(n, label("document", "文档"), &names).and_then(|at| DocumentName::ALL.get(at).copied())?;
        once(r, n, seen.insert(name), name.id())?;
        Some(name)
    });
    let title = fields.required(reader, "title", Reader::both);
    let leave_out = fields.optional_list(reader, "leave_out", |r, n| signal(r, n, known));
    let at = fields.place("sections");
    let mut taken = BTreeSet::new();
    let sections = match name {
        None => {
            fields.expect(&["sections"]);
            return None;
        }
        Some(name) => fields.required(reader, "sections", |r, n| {
            r.counted(n, label("sections", "部分"), 1..=40, |r, n| section(r, n, name, known, &mut taken))
        }),
    };
    fields.finish(reader);
    let (name, sections) = (name?, sections?);
    let lacking: Vec<&str> =
        name.sections().iter().filter(|section| !taken.contains(section)).map(|section| section.id()).collect();
    if !lacking.is_empty() {
        let name = name.id();
        let message = said!(en: "the document `{name}` lacks the section {lacking}", zh: "文档 `{name}` 缺这些部分：{lacking}", lacking = listed(&lacking));
        reader.report(Code::MissingKey, at, message, said!(en: "add `- {{id: …, title: {{zh: …, en: …}}, source: […]}}` for each", zh: "每个补一行 `- {{id: …, title: {{zh: …, en: …}}, source: […]}}`"));
        return None;
    }
    Some(DocumentText { name, title: title?, leave_out: leave_out?, sections })
}

fn section(
    reader: &mut Reader<'_>,
    node: &Node,
    document: DocumentName,
    known: &Known,
    taken: &mut BTreeSet<SectionName>,
) -> Option<SectionText> {
    let mut fields = reader.fields(node, label("a section of a document", "文档的一部分"))?;
    let name = fields.required(reader, "id", |r, n| {
        let names: Vec<&str> = document.sections().iter().map(|name| name.id()).collect();
        let name = r.name(n, label("section", "部分"), &names).and_then(|at| document.sections().get(at).copied())?;
        once(r, n, taken.insert(name), name.id())?;
        Some(name)
    });
    let title = fields.required(reader, "title", Reader::both);
    let note = fields.optional(reader, "note", |r, n| r.both_with(n, Slots::Facts(&known.facts)));
    let gap = fields.optional(reader, "gap", Reader::both);
    let facts = fields.optional_list(reader, "facts", |r, n| known.facts.find(r, n, None));
    let gate =
        fields.optional_list(reader, "gate", |r, n| known.gate.find_name(r, n, label("gate item", "“上场之前”条目")));
    let hears = fields.optional_list(reader, "hears", |r, n| signal(r, n, known));
    let items = fields.optional_list(reader, "items", |r, n| item(r, n, known));
    let scenarios =
        fields.optional_list(reader, "scenarios", |r, n| known.scenarios.find_name(r, n, label("scenario", "场景")));
    let columns = fields.optional(reader, "columns", columns);
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    fields.finish(reader);
    Some(SectionText {
        name: name?,
        title: title?,
        note: note?,
        gap: gap?,
        facts: facts?,
        gate: gate?,
        hears: hears?,
        items: items?,
        scenarios: scenarios?,
        columns: columns?,
        source: source?,
    })
}

fn item(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<SectionItem> {
    let mut fields = reader.fields(node, label("a line of a section", "文档里的一行"))?;
    let text = reader.both_of(&mut fields, Slots::Facts(&known.facts));
    let scenarios =
        fields.optional_list(reader, "scenarios", |r, n| known.scenarios.find_name(r, n, label("scenario", "场景")));
    fields.finish(reader);
    Some(SectionItem { text: text?, scenarios: scenarios? })
}

/// `columns:` – a heading a column, and the words for how urgent a task is and how it stands.
fn columns(reader: &mut Reader<'_>, node: &Node) -> Option<Columns> {
    let mut fields = reader.fields(node, label("the columns of a table", "表格的列"))?;
    let headings = named(reader, &mut fields, &COLUMNS);
    let priorities = fields
        .required(reader, "priorities", |r, n| words(r, n, label("words for priorities", "优先级的说法"), &PRIORITIES));
    let states =
        fields.required(reader, "states", |r, n| words(r, n, label("words for states", "状态的说法"), &STATES));
    fields.finish(reader);
    Some(Columns { headings: headings?, priorities: priorities?, states: states? })
}

fn words(reader: &mut Reader<'_>, node: &Node, what: Label, keys: &[&'static str]) -> Option<Vec<Both>> {
    let mut fields = reader.fields(node, what)?;
    let texts = named(reader, &mut fields, keys);
    fields.finish(reader);
    texts
}

/// A text under each of these keys, in their order.
fn named(
    reader: &mut Reader<'_>,
    fields: &mut super::super::reader::Fields<'_>,
    keys: &[&'static str],
) -> Option<Vec<Both>> {
    let texts: Vec<Option<Both>> = keys.iter().map(|key| fields.required(reader, key, Reader::both)).collect();
    texts.into_iter().collect()
}

fn signal(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<SignalId> {
    u16::try_from(known.signals.find(reader, node, label("signal", "信号"))?).ok().map(SignalId)
}

/// Reports a name that is there already.
fn once(reader: &mut Reader<'_>, node: &Node, fresh: bool, id: &str) -> Option<()> {
    if !fresh {
        reader.report(
            Code::DuplicateId,
            node.at,
            said!(en: "`{id}` is written twice", zh: "`{id}` 写了两遍"),
            said!(en: "keep one of the two", zh: "只留一个"),
        );
    }
    fresh.then_some(())
}
