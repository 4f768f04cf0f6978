//! Where things stand: the nodes of the files beside the pack that was made from them.

use std::collections::BTreeMap;

use super::super::code::Code;
use super::super::content::{Pack, Scenario};
use super::super::decode::{Kind, Trees};
use super::super::diagnostic::Diagnostic;
use super::super::node::Node;
use super::super::words::Both;

/// A node with its file.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    /// The file.
    pub file: &'a str,
    /// The node.
    pub node: &'a Node,
}

impl<'a> Spot<'a> {
    /// The value of a key.
    pub fn key(self, key: &str) -> Option<Spot<'a>> {
        Some(Spot { file: self.file, node: self.node.get(key)? })
    }

    /// The value of a key where there is one, else the node itself: a place that is near enough.
    pub fn near(self, key: &str) -> Spot<'a> {
        self.key(key).unwrap_or(self)
    }

    /// The items of the list under a key.
    pub fn list(self, key: &str) -> impl Iterator<Item = Spot<'a>> {
        let items = self.node.get(key).map(Node::items).unwrap_or_default();
        items.iter().map(move |node| Spot { file: self.file, node })
    }

    /// An item of the list under a key.
    pub fn item(self, key: &str, index: usize) -> Option<Spot<'a>> {
        let node = self.node.get(key)?.items().get(index)?;
        Some(Spot { file: self.file, node })
    }

    /// The id of the node.
    pub fn id(self) -> Option<&'a str> {
        self.node.get("id")?.text()
    }
}

/// What is looked at, and what was found.
pub struct Ground<'a> {
    /// The pack, with what it extends.
    pub pack: &'a Pack,
    /// Its own files.
    pub trees: &'a Trees<'a>,
    /// What was found.
    pub found: Vec<Diagnostic>,
    items: BTreeMap<(&'static str, &'a str), Spot<'a>>,
}

/// The lists whose items are looked up by their id.
const LISTS: [(Kind, &str); 7] = [
    (Kind::Checks, "checks"),
    (Kind::Clients, "reactions"),
    (Kind::Clients, "personas"),
    (Kind::Clients, "levels"),
    (Kind::Habits, "habits"),
    (Kind::Cases, "cases"),
    (Kind::Signals, "signals"),
];

impl<'a> Ground<'a> {
    /// Gathers the nodes that have ids.
    pub fn new(pack: &'a Pack, trees: &'a Trees<'a>) -> Self {
        let mut items = BTreeMap::new();
        for (kind, list) in LISTS {
            for file in spots(trees, kind) {
                for spot in file.list(list) {
                    if let Some(id) = spot.id() {
                        items.insert((list, id), spot);
                    }
                }
            }
        }
        for (kind, name) in [(Kind::Scenarios, "scenario"), (Kind::Checklists, "checklist")] {
            for spot in spots(trees, kind) {
                if let Some(id) = spot.id() {
                    items.insert((name, id), spot);
                }
            }
        }
        Self { pack, trees, found: Vec::new(), items }
    }

    /// The node of an item, when it stands in the pack's own files.
    pub fn spot(&self, list: &'static str, id: &'a str) -> Option<Spot<'a>> {
        self.items.get(&(list, id)).copied()
    }

    /// The files of a kind.
    pub fn files(&self, kind: Kind) -> impl Iterator<Item = Spot<'a>> {
        spots(self.trees, kind)
    }

    /// The pack's own scenarios, with their nodes.
    pub fn scenarios(&self) -> Vec<(&'a Scenario, Spot<'a>)> {
        let pack = self.pack;
        let own = pack.scenarios.iter().filter(|scenario| scenario.pack == pack.id);
        own.filter_map(|scenario| Some((scenario, self.spot("scenario", scenario.local_id())?))).collect()
    }

    /// Tells of something at a node.
    pub fn tell(&mut self, code: Code, spot: Spot<'_>, message: Both, help: Both) {
        self.found.push(Diagnostic::new(code, spot.file, spot.node.at, message, help));
    }
}

fn spots<'a>(trees: &'a Trees<'a>, kind: Kind) -> impl Iterator<Item = Spot<'a>> {
    trees.of(kind).filter_map(|tree| Some(Spot { file: tree.name, node: tree.node.as_ref()? }))
}
