//! YAML trees → [`Pack`]: names resolved, texts complete, every mistake of every file told at once.

mod around;
mod cases;
mod checklists;
mod checks;
mod clients;
mod clock;
mod documents;
mod example;
mod glossary;
mod habits;
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
pub(super) use trees::{Kind, Trees};

use std::collections::BTreeMap;

use super::code::Code;
use super::content::Pack;
use super::diagnostic::{Diagnostic, Place};
use super::layers::lay;
use super::lint::lint;
use super::said::said;
use known::Known;

/// The most mistakes that are listed; a pack with more is not being fixed one by one.
pub const MAX_DIAGNOSTICS: usize = 1_000;

/// Compiles the files of a pack.
///
/// # Errors
/// Every mistake that was found, sorted by file and line; never an empty list.
pub fn compile(sources: &[SourceFile]) -> Result<Pack, Vec<Diagnostic>> {
    compile_beside(sources, Vec::new(), &[])
}

/// The pack that these files extend, as far as they say so.
pub(super) fn extends(sources: &[SourceFile]) -> Option<String> {
    of_manifest(sources, "extends")
}

/// What these files call their pack, as far as they say so.
pub(super) fn named(sources: &[SourceFile]) -> Option<String> {
    of_manifest(sources, "id")
}

fn of_manifest(sources: &[SourceFile], key: &str) -> Option<String> {
    let manifest = sources.iter().find(|file| Kind::of(&file.name) == Some(Kind::Manifest))?;
    let trees = Trees::parse(std::slice::from_ref(manifest), &mut Findings { found: Vec::new() });
    manifest::text(&trees, key).map(|(_, text)| text)
}

/// Compiles the files of a pack beside what was already found wrong in reading them.
pub(super) fn compile_beside(
    sources: &[SourceFile],
    found: Vec<Diagnostic>,
    bases: &[&Pack],
) -> Result<Pack, Vec<Diagnostic>> {
    let mut findings = Findings { found };
    let trees = Trees::parse(sources, &mut findings);
    if let Some(diagnostic) = manifest::other_format(&trees) {
        // Written for another version of this program: whatever else looks wrong would mislead.
        return Err(Findings { found: vec![diagnostic] }.finish(sources));
    }
    if !manifest::tells_base(&trees) {
        // Every second name may be one of a base that nobody knows.
        manifest::decode(&trees, &mut findings);
        return Err(findings.finish(sources));
    }
    let base = match manifest::base(&trees, bases) {
        Ok(base) => base,
        // Without what it rests on every second name would be unknown.
        Err(diagnostic) => return Err(Findings { found: vec![diagnostic] }.finish(sources)),
    };
    let pack = decode(&trees, base, &mut findings);
    match pack {
        Some(pack) if findings.found.is_empty() => Ok(pack),
        _ => Err(findings.finish(sources)),
    }
}

/// Everything that is to be said of the files of a pack: what keeps it from being used, or else what keeps it from
/// doing what was meant. `lock` is the text of its translations lock, when it has one.
/// `bases` are the packs that it may extend.
pub fn check(sources: &[SourceFile], bases: &[&Pack], lock: Option<&str>) -> Vec<Diagnostic> {
    check_beside(sources, Vec::new(), bases, lock)
}

/// The same, beside what was already found wrong in reading the files.
pub(super) fn check_beside(
    sources: &[SourceFile],
    found: Vec<Diagnostic>,
    bases: &[&Pack],
    lock: Option<&str>,
) -> Vec<Diagnostic> {
    let pack = match compile_beside(sources, found, bases) {
        Ok(pack) => pack,
        Err(found) => return found,
    };
    let mut findings = Findings { found: Vec::new() };
    let trees = Trees::parse(sources, &mut findings);
    findings.add(lint(&pack, &trees, lock));
    if findings.found.is_empty() { Vec::new() } else { findings.finish(sources) }
}

/// The translations lock of a pack as its files stand now.
///
/// # Errors
/// The files are no pack: every mistake, as [`compile`] tells them.
pub fn lock(sources: &[SourceFile], bases: &[&Pack]) -> Result<String, Vec<Diagnostic>> {
    let pack = compile_beside(sources, Vec::new(), bases)?;
    let trees = Trees::parse(sources, &mut Findings { found: Vec::new() });
    Ok(super::lint::lock_of(&pack, &trees))
}

fn decode(trees: &Trees<'_>, base: Option<&Pack>, findings: &mut Findings) -> Option<Pack> {
    let known = Known::scan(trees, base);
    // Everything is decoded before anything is given up, so that all mistakes are told.
    let manifest = manifest::decode(trees, findings);
    let signals = signals::decode(trees, &known, base, findings);
    let interface = interface::decode(trees, base, findings);
    let checks = checks::decode(trees, &known, findings);
    let clients = clients::decode(trees, &known, base, findings);
    let scenarios = scenarios::decode(trees, &known, findings);
    let checklists = checklists::decode(trees, &known, findings);
    let habits = habits::decode(trees, &known, findings);
    let cases = cases::decode(trees, &known, findings);
    let glossary = glossary::decode(trees, findings);
    let documents = documents::decode(trees, &known, base, findings);
    let (manifest, clients, mut scenarios, mut cases) = (manifest?, clients?, scenarios?, cases?);
    // In the order of the home screen, whatever the files are called.
    cases.sort_by_key(|case| scenarios.iter().position(|scenario| scenario.id == case.scenario));
    let id = manifest.id;
    scenarios.iter_mut().for_each(|scenario| scenario.pack.clone_from(&id));
    let own = Pack {
        layers: vec![id.clone()],
        id,
        title: manifest.title,
        articles: manifest.articles,
        papers: manifest.papers,
        scenarios,
        checks: checks?,
        reactions: clients.reactions,
        personas: clients.personas,
        levels: clients.levels,
        checklists: checklists?,
        habits: habits?,
        cases,
        glossary: glossary?,
        dossier: clients.around.dossier,
        debrief: clients.around.debrief,
        survey: clients.around.survey,
        documents: documents?,
        signals: signals?.into(),
        interface: interface?,
    };
    Some(match base {
        Some(base) => lay(base, own),
        None => own,
    })
}

/// What was found wrong in all files.
pub(super) struct Findings {
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
                said!(en: "the pack could not be put together", zh: "这个包拼不起来"),
                said!(en: "check the files that were changed last", zh: "检查最近改过的文件"),
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
                said!(en: "there are more than {MAX_DIAGNOSTICS} mistakes; the first ones are listed", zh: "错误超过 {MAX_DIAGNOSTICS} 处，只列出前面的"),
                said!(en: "mend these and check again", zh: "先改这些，再检查一遍"),
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
