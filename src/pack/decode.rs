//! YAML trees → [`Pack`]: names resolved, texts complete, every mistake of every file told at once.

mod checklists;
mod checks;
mod clients;
mod clock;
mod example;
mod idle;
mod interface;
mod known;
mod manifest;
mod parts;
mod paths;
mod rule;
mod scenarios;
mod signals;
mod steps;
mod trees;

pub use trees::SourceFile;

use std::collections::BTreeMap;

use super::content::Pack;
use super::diagnostic::{Code, Diagnostic, Place};
use known::Known;
use trees::Trees;

/// The most mistakes that are listed; a pack with more is not being fixed one by one.
pub const MAX_DIAGNOSTICS: usize = 1_000;

/// Compiles the files of a pack.
///
/// # Errors
/// Every mistake that was found, sorted by file and line; never an empty list.
pub fn compile(sources: &[SourceFile]) -> Result<Pack, Vec<Diagnostic>> {
    compile_beside(sources, Vec::new())
}

/// Compiles the files of a pack beside what was already found wrong in reading them.
pub(super) fn compile_beside(sources: &[SourceFile], found: Vec<Diagnostic>) -> Result<Pack, Vec<Diagnostic>> {
    let mut findings = Findings { found };
    let trees = Trees::parse(sources, &mut findings);
    if let Some(diagnostic) = manifest::other_format(&trees) {
        // Written for another version of this program: whatever else looks wrong would mislead.
        return Err(Findings { found: vec![diagnostic] }.finish(sources));
    }
    let pack = decode(&trees, &mut findings);
    match pack {
        Some(pack) if findings.found.is_empty() => Ok(pack),
        _ => Err(findings.finish(sources)),
    }
}

fn decode(trees: &Trees<'_>, findings: &mut Findings) -> Option<Pack> {
    let known = Known::scan(trees);
    // Everything is decoded before anything is given up, so that all mistakes are told.
    let manifest = manifest::decode(trees, findings);
    let signals = signals::decode(trees, &known, findings);
    let interface = interface::decode(trees, findings);
    let checks = checks::decode(trees, &known, findings);
    let clients = clients::decode(trees, &known, findings);
    let scenarios = scenarios::decode(trees, &known, findings);
    let checklists = checklists::decode(trees, &known, findings);
    let (manifest, clients) = (manifest?, clients?);
    Some(Pack {
        id: manifest.id,
        title: manifest.title,
        articles: manifest.articles,
        papers: manifest.papers,
        scenarios: scenarios?,
        checks: checks?,
        reactions: clients.reactions,
        personas: clients.personas,
        levels: clients.levels,
        checklists: checklists?,
        signals: signals?.into(),
        interface: interface?,
    })
}

/// What was found wrong in all files.
struct Findings {
    found: Vec<Diagnostic>,
}

impl Findings {
    fn add(&mut self, found: Vec<Diagnostic>) {
        self.found.extend(found);
    }

    /// Whether so much was found that nothing more is looked for.
    fn is_full(&self) -> bool {
        self.found.len() > MAX_DIAGNOSTICS
    }

    /// The files that something was found wrong in.
    fn files(&self) -> impl Iterator<Item = &str> {
        self.found.iter().map(|diagnostic| diagnostic.file.as_str())
    }

    /// All of it in order, with the lines of the files.
    fn finish(mut self, sources: &[SourceFile]) -> Vec<Diagnostic> {
        if self.found.is_empty() {
            self.found.push(Diagnostic::new(
                Code::Unreadable,
                "pack.yaml",
                Place::START,
                "the pack could not be put together",
                "check the files that were changed last",
            ));
        }
        self.found.sort_by(|a, b| (&a.file, a.at, a.code).cmp(&(&b.file, b.at, b.code)));
        self.found.dedup();
        let total = self.found.len();
        if total > MAX_DIAGNOSTICS {
            self.found.truncate(MAX_DIAGNOSTICS);
            self.found.push(Diagnostic::new(
                Code::TooMany,
                "pack.yaml",
                Place::START,
                format!("there are more than {MAX_DIAGNOSTICS} mistakes; the first ones are listed"),
                "mend these and check again",
            ));
        }
        let texts: BTreeMap<&str, &str> = sources.iter().map(|s| (s.name.as_str(), s.text.as_str())).collect();
        let with_source = |diagnostic: Diagnostic| match texts.get(diagnostic.file.as_str()) {
            Some(text) => diagnostic.with_source(text),
            None => diagnostic,
        };
        self.found.into_iter().map(with_source).collect()
    }
}
