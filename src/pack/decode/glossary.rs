//! `words/*.yaml` under `glossary:`: one thing, one word.

use super::super::said::label;
use std::collections::BTreeSet;

use super::super::content::Term;
use super::super::node::Node;
use super::super::reader::Reader;
use super::Findings;
use super::trees::{Kind, Trees};

/// Decodes the glossaries of all files of words.
pub fn decode(trees: &Trees<'_>, findings: &mut Findings) -> Option<Vec<Term>> {
    let mut ids = BTreeSet::new();
    trees.each(Kind::Words, findings, |reader, node| {
        // The other lists of the file are read beside; a file that is no map was told of there.
        let Some(list) = node.get("glossary") else { return Some(Vec::new()) };
        reader.list(list, |r, n| term(r, n, &mut ids))
    })
}

fn term(reader: &mut Reader<'_>, node: &Node, ids: &mut BTreeSet<String>) -> Option<Term> {
    let mut fields = reader.fields(node, label("a term", "术语"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let wrong = fields.optional(reader, "not", |reader, node| {
        let mut fields = reader.fields(node, label("the words not to use", "不用的词"))?;
        let zh = fields.optional_list(reader, "zh", Reader::text);
        let en = fields.optional_list(reader, "en", Reader::text);
        fields.finish(reader);
        zh.zip(en)
    });
    let note = fields.optional(reader, "note", Reader::both);
    let term = reader.both_of(&mut fields, super::super::slots::Slots::None);
    fields.finish(reader);
    let (not_zh, not_en) = wrong?.unwrap_or_default();
    Some(Term { id: id?, term: term?, not_zh, not_en, note: note? })
}
