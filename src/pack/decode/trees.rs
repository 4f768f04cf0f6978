//! The files of a pack, parsed and sorted by kind.

use super::super::code::Code;
use super::super::diagnostic::{Diagnostic, Place};
use super::super::node::{Node, parse};
use super::super::reader::Reader;
use super::super::said::{listed, said};
use super::super::words::Both;
use super::Findings;

/// One file of a pack as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name relative to the pack's folder, with `/` between the parts.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What a file of a pack holds; its folder says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Manifest,
    Scenarios,
    Checks,
    Clients,
    Checklists,
    Habits,
    Cases,
    Documents,
    Words,
    Signals,
    Interface,
}

/// The folders of a pack.
const FOLDERS: [(&str, Kind); 10] = [
    ("scenarios", Kind::Scenarios),
    ("checks", Kind::Checks),
    ("clients", Kind::Clients),
    ("checklists", Kind::Checklists),
    ("habits", Kind::Habits),
    ("cases", Kind::Cases),
    ("documents", Kind::Documents),
    ("words", Kind::Words),
    ("signals", Kind::Signals),
    ("ui", Kind::Interface),
];

impl Kind {
    /// What a file of this name holds, when it belongs to a pack.
    pub fn of(name: &str) -> Option<Kind> {
        let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?;
        match stem.split_once('/') {
            None => (stem == "pack").then_some(Kind::Manifest),
            Some((folder, file)) if !file.is_empty() && !file.contains('/') => {
                FOLDERS.iter().find(|(name, _)| *name == folder).map(|(_, kind)| *kind)
            }
            Some(_) => None,
        }
    }
}

/// One file; without a tree when it could not be read.
pub struct Tree<'s> {
    pub name: &'s str,
    kind: Kind,
    pub node: Option<Node>,
}

/// All files of a pack that belong there.
pub struct Trees<'s> {
    trees: Vec<Tree<'s>>,
    /// Kinds of which a file did not even reach the parser.
    lost: Vec<Kind>,
}

impl<'s> Trees<'s> {
    /// Parses every file. What was found wrong before (in reading the folder) marks kinds as incomplete.
    pub fn parse(sources: &'s [SourceFile], findings: &mut Findings) -> Self {
        let lost = findings.files().filter_map(Kind::of).collect();
        let mut trees = Vec::new();
        for SourceFile { name, text } in sources {
            let Some(kind) = Kind::of(name) else {
                findings.add(vec![unexpected(name)]);
                continue;
            };
            // Some editors put a byte order mark in front; it means nothing.
            let node = match parse(name, text.strip_prefix('\u{feff}').unwrap_or(text)) {
                Ok(node) => Some(node),
                Err(diagnostic) => {
                    findings.add(vec![diagnostic]);
                    None
                }
            };
            trees.push(Tree { name, kind, node });
        }
        trees.sort_by_key(|tree| tree.name);
        Self { trees, lost }
    }

    /// The files of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Tree<'s>> {
        self.trees.iter().filter(move |tree| tree.kind == kind)
    }

    /// Whether every file of the kind could be read, so that a name it lacks is really missing.
    pub fn whole(&self, kind: Kind) -> bool {
        !self.lost.contains(&kind) && self.of(kind).all(|tree| tree.node.is_some())
    }

    /// Whether a pack has no file of a kind at all.
    pub fn lacks(&self, kind: Kind) -> bool {
        !self.lost.contains(&kind) && self.of(kind).next().is_none()
    }

    /// Reports that there is no file of a kind: once, not at every place that names what it would hold.
    pub fn demand(&self, kind: Kind, name: &str, why: Both, help: Both, findings: &mut Findings) -> Option<()> {
        if self.lacks(kind) {
            findings.add(vec![Diagnostic::new(Code::MissingFile, name, Place::START, why, help)]);
            return None;
        }
        Some(())
    }

    /// Reads every file of a kind and joins what they hold; `None` when something was wrong.
    pub fn each<T>(
        &self,
        kind: Kind,
        findings: &mut Findings,
        mut read: impl FnMut(&mut Reader<'_>, &Node) -> Option<Vec<T>>,
    ) -> Option<Vec<T>> {
        let mut all = Some(Vec::new());
        for tree in self.of(kind) {
            let items = tree.node.as_ref().filter(|_| !findings.is_full()).and_then(|node| {
                let mut reader = Reader::new(tree.name);
                let items = read(&mut reader, node);
                let found = reader.finish();
                let clean = found.is_empty();
                findings.add(found);
                items.filter(|_| clean)
            });
            all = match (all, items) {
                (Some(mut all), Some(items)) => {
                    all.extend(items);
                    Some(all)
                }
                _ => None,
            };
        }
        all
    }
}

fn unexpected(name: &str) -> Diagnostic {
    let folders: Vec<&str> = FOLDERS.iter().map(|(folder, _)| *folder).collect();
    Diagnostic::new(
        Code::UnexpectedFile,
        name,
        Place::START,
        said!(en: "this file belongs to no part of a pack, so nothing would read it", zh: "这个文件不属于包里的任何部分，没有东西会读它"),
        said!(en: "a pack holds pack.yaml and files in the folders {folders}", zh: "包里只有 `pack.yaml` 和这些文件夹里的文件：{folders}", folders = listed(&folders)),
    )
}
