//! Sources that nobody cites, and nodes that rest on papers alone.

use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::decode::Kind;
use super::super::node::{Node, Value};
use super::super::said::said;
use super::super::words::Both;
use super::ground::{Ground, Spot};

/// Every kind of file whose nodes have sources.
pub const SOURCED: [Kind; 8] = [
    Kind::Scenarios,
    Kind::Checks,
    Kind::Clients,
    Kind::Checklists,
    Kind::Habits,
    Kind::Cases,
    Kind::Documents,
    Kind::Signals,
];

/// Looks at every `source:` and at what pack.yaml declares.
pub fn look(ground: &mut Ground<'_>) {
    let pack = ground.pack;
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    let mut alone = Vec::new();
    for kind in SOURCED {
        for file in ground.files(kind) {
            walk(file, &mut |spot| {
                let ids: Vec<&str> = spot.list("source").filter_map(|source| source.node.text()).collect();
                if !ids.is_empty() && ids.iter().all(|id| pack.papers.iter().any(|paper| paper.id == *id)) {
                    alone.push(spot.near("source"));
                }
                cited.extend(ids);
            });
        }
    }
    for place in alone {
        ground.tell(
            Code::PapersOnly,
            place,
            said!(en: "this rests on papers alone: it is shown as not from the articles", zh: "这里只有论文作依据，界面上会标明不出自那几篇文章"),
            said!(en: "cite a piece of guidance too, when one says it", zh: "如果哪条指引也这么说，把它一并写上"),
        );
    }
    unused(ground, &cited);
}

fn unused(ground: &mut Ground<'_>, cited: &BTreeSet<&str>) {
    let Some(manifest) = ground.files(Kind::Manifest).next() else { return };
    let tell = |ground: &mut Ground<'_>, place: Spot<'_>, what: Both| {
        let help = said!(en: "cite it where it is followed, or take it out", zh: "在用到的地方引用它，或去掉");
        ground.tell(
            Code::UnusedSource,
            place.near("id"),
            said!(en: "nobody cites the {what}", zh: "没有任何地方引用{what}", what = what),
            help,
        );
    };
    for place in manifest.list("papers") {
        if let Some(id) = place.id().filter(|id| !cited.contains(id)) {
            tell(ground, place, said!(en: "paper `{id}`", zh: "论文 `{id}`"));
        }
    }
    for place in manifest.list("articles") {
        let used = |letter: &str| cited.iter().any(|id| id.split_once('-').is_some_and(|(of, _)| of == letter));
        if let Some(letter) = place.id().filter(|letter| !used(letter)) {
            tell(ground, place, said!(en: "article `{letter}`", zh: "文章 `{letter}`"));
        }
    }
}

/// Every map of a file.
fn walk<'a>(spot: Spot<'a>, see: &mut impl FnMut(Spot<'a>)) {
    let at = |node: &'a Node| Spot { file: spot.file, node };
    match &spot.node.value {
        Value::Map(entries) => {
            see(spot);
            entries.iter().for_each(|(_, value)| walk(at(value), see));
        }
        Value::List(items) => items.iter().for_each(|item| walk(at(item), see)),
        _ => {}
    }
}
