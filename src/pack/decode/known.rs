//! The names of a pack, gathered before anything is decoded, so that files may refer to each other in any order.
//!
//! A file that could not be read may hold any name. As long as one of a kind is missing, unknown names of that kind
//! are not reported: one broken quote must not turn every reference into a mistake.

use super::super::said::Label;
use std::collections::BTreeMap;

use super::super::content::{FactKind, Pack};
use super::super::node::Node;
use super::super::reader::{Reader, is_id};
use super::super::signals::Signals;
use super::super::slots::Facts;
use super::trees::{Kind, Trees};

/// The most names of a kind; references are 16 bits wide, and no trainer writes more.
pub const MAX_NAMES: usize = 4_000;

/// The names of one kind, each with its place in the pack's list.
#[derive(Default)]
pub struct Names {
    all: Vec<String>,
    index: BTreeMap<String, usize>,
    damaged: bool,
    /// How many of them belong to the pack that is extended: an own item of the same name takes the place.
    base: usize,
}

impl Names {
    /// Names that begin with those of the pack that is extended.
    fn over<'b>(base: impl Iterator<Item = &'b str>) -> Self {
        let mut names = Self::default();
        base.for_each(|id| names.add(Some(id.rsplit('/').next().unwrap_or(id))));
        names.base = names.all.len();
        names
    }

    /// The names of the items under `list` in the files of a kind.
    fn scan<'b>(trees: &Trees<'_>, kind: Kind, list: &str, base: impl Iterator<Item = &'b str>) -> Self {
        // Checks and signals must be there; that they are not is told once, not at every reference.
        let mut names = Self::over(base);
        let lacking = matches!(kind, Kind::Checks | Kind::Signals) && names.base == 0 && trees.lacks(kind);
        names.damaged |= lacking || !trees.whole(kind);
        for node in trees.of(kind).filter_map(|tree| tree.node.as_ref()) {
            for item in node.get(list).map(Node::items).unwrap_or_default() {
                names.add_new(item.get("id").and_then(Node::text));
            }
        }
        names
    }

    /// The names of the files of a kind that hold one thing each.
    fn scan_files<'b>(trees: &Trees<'_>, kind: Kind, base: impl Iterator<Item = &'b str>) -> Self {
        let mut names = Self::over(base);
        names.damaged |= !trees.whole(kind);
        for node in trees.of(kind).filter_map(|tree| tree.node.as_ref()) {
            names.add_new(node.get("id").and_then(Node::text));
        }
        names
    }

    /// The names of a list inside one file.
    pub fn scan_list(list: Option<&Node>) -> Self {
        let mut names = Self { damaged: list.is_none(), ..Self::default() };
        for item in list.map(Node::items).unwrap_or_default() {
            names.add_new(item.get("id").and_then(Node::text));
        }
        names
    }

    /// Adds a name that nothing else should have. Where two items have one, the second was meant to be another.
    fn add_new(&mut self, id: Option<&str>) {
        self.damaged |= id.is_some_and(|id| self.index.get(id).is_some_and(|at| *at >= self.base));
        self.add(id);
    }

    fn add(&mut self, id: Option<&str>) {
        let id = id.filter(|id| is_id(id) && self.all.len() < MAX_NAMES);
        let Some(id) = id else {
            self.damaged = true;
            return;
        };
        if self.index.get(id).is_some_and(|at| *at < self.base) {
            return;
        }
        self.index.entry(id.to_owned()).or_insert(self.all.len());
        self.all.push(id.to_owned());
    }

    /// The place of a name in the pack's list; `what` says what is named ("check").
    pub fn find(&self, reader: &mut Reader<'_>, node: &Node, what: Label) -> Option<usize> {
        let text = reader.text(node)?;
        let found = self.index.get(&text).copied();
        if found.is_none() && !self.damaged {
            reader.unknown(node.at, what, &text, &self.all);
        }
        found
    }

    /// The name itself, when it is known.
    pub fn find_name(&self, reader: &mut Reader<'_>, node: &Node, what: Label) -> Option<String> {
        let index = self.find(reader, node, what)?;
        self.all.get(index).cloned()
    }

    /// The place of a name.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// Whether all names of the kind could be read, so that one it lacks is really missing.
    pub fn is_whole(&self) -> bool {
        !self.damaged
    }

    /// All names, in order.
    pub fn all(&self) -> &[String] {
        &self.all
    }
}

/// Everything that can be referred to.
pub struct Known {
    /// Whether the pack extends another, so that not everything need stand in its own files.
    pub extends: bool,
    /// Letters of articles, with the number of their pieces where it could be read.
    pub articles: Vec<(String, Option<u32>)>,
    /// Whether all letters could be read, so that one that is not there is really missing.
    pub knows_articles: bool,
    pub papers: Names,
    pub concepts: Names,
    pub signals: Names,
    pub words: Names,
    pub checks: Names,
    pub reactions: Names,
    pub personas: Names,
    pub scenarios: Names,
    /// Facts of any scenario.
    pub facts: Facts,
    /// Gate items of any scenario.
    pub gate: Names,
}

impl Known {
    /// Gathers the names of all files.
    pub fn scan(trees: &Trees<'_>, base: Option<&Pack>) -> Self {
        let mut facts = Facts::default();
        let mut gate = Names { damaged: !trees.whole(Kind::Scenarios), ..Names::default() };
        if gate.damaged {
            facts.damage();
        }
        for scenario in base.iter().flat_map(|base| &base.scenarios) {
            scenario.facts.iter().for_each(|fact| facts.add(&fact.id, Some(fact.kind)));
            scenario.gate.iter().for_each(|item| gate.add(Some(&item.id)));
        }
        for node in trees.of(Kind::Scenarios).filter_map(|tree| tree.node.as_ref()) {
            facts.scan(node);
            let items = node.get("gate").map(Node::items).unwrap_or_default();
            gate.damaged |= items.is_empty();
            for item in items {
                gate.add(item.get("id").and_then(Node::text));
            }
        }
        let manifest = trees.of(Kind::Manifest).find_map(|tree| tree.node.as_ref());
        let articles = manifest.and_then(|node| node.get("articles")).map(Node::items).unwrap_or_default();
        let article = |item: &Node| {
            let letter = item.get("id")?.text().filter(|id| matches!(id.as_bytes(), [b'A'..=b'Z']))?;
            // Without a number, any piece may exist.
            let pieces = item.get("pieces").and_then(Node::number).filter(|pieces| *pieces > 0);
            Some((letter.to_owned(), pieces))
        };
        let letters: Vec<_> = articles.iter().take(MAX_NAMES).filter_map(article).collect();
        let mut letters = letters;
        let own = articles.len() == letters.len();
        for article in base.iter().flat_map(|base| &base.articles) {
            let letter = article.letter.to_string();
            if letters.iter().all(|(own, _)| *own != letter) {
                letters.push((letter, Some(article.pieces)));
            }
        }
        let mut papers = Names::over(base.iter().flat_map(|base| &base.papers).map(|paper| paper.id.as_str()));
        papers.damaged |= manifest.is_none();
        for paper in manifest.and_then(|node| node.get("papers")).map(Node::items).unwrap_or_default() {
            papers.add(paper.get("id").and_then(Node::text));
        }
        let of = |list: fn(&Signals) -> Vec<&String>| {
            base.map(|base| list(&base.signals)).unwrap_or_default().into_iter().map(String::as_str)
        };
        Self {
            extends: base.is_some(),
            knows_articles: manifest.is_some() && own,
            articles: letters,
            papers,
            concepts: Names::scan(trees, Kind::Signals, "concepts", of(|s| s.concepts.iter().map(|c| &c.id).collect())),
            signals: Names::scan(trees, Kind::Signals, "signals", of(|s| s.signals.iter().map(|c| &c.id).collect())),
            words: Names::scan(trees, Kind::Words, "words", of(|s| s.words.iter().map(|c| &c.id).collect())),
            checks: Names::scan(trees, Kind::Checks, "checks", ids(base, |p| &p.checks, |c| &c.id)),
            reactions: Names::scan(trees, Kind::Clients, "reactions", ids(base, |p| &p.reactions, |c| &c.id)),
            personas: Names::scan(trees, Kind::Clients, "personas", ids(base, |p| &p.personas, |c| &c.id)),
            scenarios: Names::scan_files(trees, Kind::Scenarios, ids(base, |p| &p.scenarios, |c| &c.id)),
            facts,
            gate,
        }
    }

    /// The kind of fact that conditions ask for.
    pub const CONDITION_FACT: Option<FactKind> = Some(FactKind::YesNo);
}

/// The ids of a list of the pack that is extended.
fn ids<'b, T: 'b>(
    base: Option<&'b Pack>,
    list: fn(&'b Pack) -> &'b Vec<T>,
    id: fn(&'b T) -> &'b String,
) -> impl Iterator<Item = &'b str> {
    base.into_iter().flat_map(list).map(move |item| id(item).as_str())
}
