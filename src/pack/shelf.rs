//! Several packs side by side: the shipped one, those of the user's folder, the one of the command line.
//!
//! A pack that extends another is laid over it and stands in its place; a pack of its own stands beside. One that
//! cannot be read is set aside with its mistakes and hides nothing.

use super::said::said;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::code::Code;
use super::content::Pack;
use super::decode::{SourceFile, compile_beside, extends, named};
use super::diagnostic::{Diagnostic, Place};

/// The files of a pack as they were read, with what was wrong in reading them.
#[derive(Debug, Clone)]
pub struct Files {
    /// Where they come from, for messages: the folder.
    pub from: String,
    /// The files.
    pub sources: Vec<SourceFile>,
    /// What could not be read.
    pub found: Vec<Diagnostic>,
}

impl Files {
    /// What the files call their pack, as far as they say so.
    pub fn id(&self) -> Option<String> {
        named(&self.sources)
    }
}

/// A pack that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Where it lies.
    pub from: String,
    /// Its mistakes; never empty.
    pub found: Vec<Diagnostic>,
}

/// Packs, the first one first.
#[derive(Debug, Clone)]
pub struct Shelf {
    packs: Vec<Pack>,
    /// The ids of packs and layers in the order in which their scenarios are called by their bare ids.
    order: Vec<String>,
    /// What was set aside.
    pub broken: Vec<Broken>,
}

impl Shelf {
    /// A shelf with one pack.
    pub fn new(pack: Pack) -> Self {
        Self { order: pack.layers.clone(), packs: vec![pack], broken: Vec::new() }
    }

    /// Puts packs beside and over what stands there, in the order of their names; each after what it extends.
    pub fn add(&mut self, packs: Vec<Files>) {
        let mut waiting = packs;
        waiting.sort_by(|a, b| a.from.cmp(&b.from));
        while !waiting.is_empty() {
            let known = |files: &Files| extends(&files.sources).is_none_or(|id| self.has(&id));
            // Where nobody can go first, the next one is told what is wrong with it.
            let next = waiting.iter().position(known).unwrap_or(0);
            let files = waiting.remove(next);
            let from = files.from.clone();
            if let Err(found) = self.put(files, false) {
                self.broken.push(Broken { from, found });
            }
        }
    }

    /// Puts the packs of the user's folder beside and over what stands there, and the pack of the command line before all
    /// of them. Whoever writes at a pack of the folder names it on the command line, too: then the folder's is left out,
    /// and what rests on it is laid over the other.
    ///
    /// # Errors
    /// The mistakes of the pack of the command line; the packs that do not rest on it are there all the same.
    pub fn fill(&mut self, packs: Vec<Files>, first: Option<Files>) -> Result<(), Vec<Diagnostic>> {
        let Some(first) = first else {
            self.add(packs);
            return Ok(());
        };
        let mut under = packs;
        let mut over = Vec::new();
        if let Some(id) = first.id() {
            under.retain(|files| files.id().as_ref() != Some(&id));
            let mut rests = BTreeSet::from([id]);
            let on =
                |files: &Files, rests: &BTreeSet<String>| extends(&files.sources).is_some_and(|id| rests.contains(&id));
            while let Some(at) = under.iter().position(|files| on(files, &rests)) {
                let files = under.remove(at);
                rests.extend(files.id());
                over.push(files);
            }
        }
        self.add(under);
        self.put_first(first)?;
        self.add(over);
        Ok(())
    }

    /// Puts a pack before all others; its scenarios are called by their bare ids, and it takes the place of one with
    /// the same id.
    ///
    /// # Errors
    /// Its mistakes; the shelf stays as it was.
    pub fn put_first(&mut self, files: Files) -> Result<(), Vec<Diagnostic>> {
        self.put(files, true)
    }

    fn put(&mut self, files: Files, first: bool) -> Result<(), Vec<Diagnostic>> {
        if files.sources.is_empty() && !files.found.is_empty() {
            return Err(files.found);
        }
        let bases: Vec<&Pack> = self.packs.iter().collect();
        let pack = compile_beside(&files.sources, files.found, &bases)?;
        let id = pack.id.clone();
        if let Some(base) = pack.layers.len().checked_sub(2).and_then(|at| pack.layers.get(at)) {
            if self.has(&id) {
                return Err(vec![taken(&id)]);
            }
            let at = self.packs.iter().position(|other| other.layers.contains(base)).unwrap_or(0);
            self.packs.splice(at..=at, [pack]);
        } else if let Some(at) = self.packs.iter().position(|other| other.layers.contains(&id)) {
            if !first {
                return Err(vec![taken(&id)]);
            }
            // What was laid over the old one goes with it.
            let gone = self.packs.remove(at);
            self.order.retain(|other| !gone.layers.contains(other));
            self.packs.insert(0, pack);
        } else {
            let at = if first { 0 } else { self.packs.len() };
            self.packs.insert(at, pack);
        }
        let at = if first { 0 } else { self.order.len() };
        self.order.insert(at, id);
        Ok(())
    }

    fn has(&self, id: &str) -> bool {
        self.packs.iter().any(|pack| pack.layers.iter().any(|layer| layer == id))
    }

    /// The packs as they stand now, for a pack that extends one of them.
    pub fn packs(&self) -> Vec<&Pack> {
        self.packs.iter().collect()
    }

    /// The packs, each scenario with an id that no other has: its own, or `pack/scenario` where that is taken.
    pub fn finish(mut self) -> Vec<Arc<Pack>> {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut names: Vec<BTreeMap<String, String>> = vec![BTreeMap::new(); self.packs.len()];
        for id in &self.order {
            for (pack, names) in self.packs.iter().zip(&mut names) {
                for scenario in pack.scenarios.iter().filter(|scenario| scenario.pack == *id) {
                    let local = scenario.local_id();
                    let name = if taken.insert(local.to_owned()) { local.to_owned() } else { format!("{id}/{local}") };
                    names.insert(scenario.id.clone(), name);
                }
            }
        }
        self.packs.iter_mut().zip(&names).for_each(|(pack, names)| pack.rename_scenarios(names));
        self.packs.into_iter().map(Arc::new).collect()
    }
}

fn taken(id: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateId,
        "pack.yaml",
        Place::START,
        said!(en: "another pack is called `{id}` already", zh: "已经有一个包叫 `{id}`"),
        said!(en: "give one of the two another `id` in its pack.yaml", zh: "在其中一个的 `pack.yaml` 里换一个 `id`"),
    )
}
