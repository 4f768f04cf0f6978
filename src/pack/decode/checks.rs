//! `checks/*.yaml`: the check catalogue.

use super::super::said::{label, said};
use std::collections::BTreeSet;

use super::super::content::Check;
use super::super::node::Node;
use super::super::reader::Reader;
use super::super::rule::{CheckKind, CheckRule};
use super::super::words::Both;
use super::Findings;
use super::known::Known;
use super::parts::{choice, condition, sources};
use super::rule::{For, rule};
use super::trees::{Kind, Trees};

const KINDS: [(&str, CheckKind); 2] = [("asks", CheckKind::Asks), ("warns", CheckKind::Warns)];

/// Decodes the catalogue.
pub fn decode(trees: &Trees<'_>, known: &Known, findings: &mut Findings) -> Option<Vec<Check>> {
    if !known.extends {
        trees.demand(
            Kind::Checks,
            "checks/checks.yaml",
            said!(en: "the pack has no checks, so no step could listen for anything", zh: "这个包里没有检查，哪一步都没有可听的"),
            said!(en: "write at least one file in checks/", zh: "在 `checks/` 里至少写一个文件"),
            findings,
        )?;
    }
    let mut ids = BTreeSet::new();
    trees.each(Kind::Checks, findings, |reader, node| {
        let mut fields = reader.fields(node, label("a file of checks", "检查文件"))?;
        let checks = fields.required(reader, "checks", |r, n| r.list(n, |r, n| check(r, n, known, &mut ids)));
        fields.finish(reader);
        checks
    })
}

fn check(reader: &mut Reader<'_>, node: &Node, known: &Known, ids: &mut BTreeSet<String>) -> Option<Check> {
    let mut fields = reader.fields(node, label("a check", "检查"))?;
    let id = fields.required(reader, "id", |r, n| r.new_id(n, ids));
    let kind = fields.required(reader, "kind", |r, n| choice(r, n, label("kind of check", "检查类型"), &KINDS));
    let title = fields.required(reader, "title", Reader::both);
    let missed = fields.required(reader, "missed", Reader::both);
    let why = fields.required(reader, "why", Reader::both);
    let better = fields.required(reader, "better", Reader::both);
    let when = fields.optional(reader, "when", |r, n| condition(r, n, &known.facts, &known.gate));
    // A kind that could not be read must not make its rule look wrong too.
    let key = match kind {
        Some(CheckKind::Warns) => "fires",
        Some(CheckKind::Asks) => "met",
        None if fields.has("fires") => "fires",
        None => "met",
    };
    let heard = fields.required(reader, key, |r, n| rule(r, n, known, For::Check));
    let unsure = fields.optional(reader, "unsure", |r, n| rule(r, n, known, For::Check));
    let probe = fields.required(reader, "probe", |r, n| r.counted(n, label("probes", "追问"), 1..=5, Reader::both));
    let source = fields.required(reader, "source", |r, n| sources(r, n, known));
    let examples = fields.required(reader, "examples", examples);
    fields.finish(reader);
    let (met_examples, missed_examples) = examples?;
    Some(Check {
        id: id?,
        title: title?,
        missed: missed?,
        why: why?,
        better: better?,
        when: when?,
        rule: CheckRule { kind: kind?, decides: heard?, unsure: unsure? },
        probe: probe?,
        source: source?,
        met_examples,
        missed_examples,
    })
}

/// Utterances that meet the check, and that do not.
fn examples(reader: &mut Reader<'_>, node: &Node) -> Option<(Vec<Both>, Vec<Both>)> {
    let mut fields = reader.fields(node, label("the examples of a check", "检查的例句"))?;
    let met = fields.required(reader, "met", |r, n| r.counted(n, label("examples", "例句"), 2..=200, Reader::both));
    let missed =
        fields.required(reader, "missed", |r, n| r.counted(n, label("examples", "例句"), 2..=200, Reader::both));
    fields.finish(reader);
    Some((met?, missed?))
}
