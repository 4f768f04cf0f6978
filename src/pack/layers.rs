//! A pack that extends another: its own nodes laid over those of the other.
//!
//! One rule for all lists: what has an id that the base has takes its place, everything else is added behind. Only
//! scenarios never take another's place: whoever plays `delay` has talks in the store that rest on it. Of two scenarios
//! with one id the later is called `pack/scenario`.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{Article, Pack};

/// Lays a pack over the one that it extends. The references in `own` count from the first node of the base.
pub(super) fn lay(base: &Pack, mut own: Pack) -> Pack {
    let taken: BTreeSet<&str> = base.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
    let doubles = own.scenarios.iter().filter(|scenario| taken.contains(scenario.id.as_str()));
    let renamed = doubles.map(|scenario| (scenario.id.clone(), format!("{}/{}", own.id, scenario.id))).collect();
    own.rename_scenarios(&renamed);
    let mut pack = base.clone();
    pack.layers.push(own.id.clone());
    (pack.id, pack.title) = (own.id, own.title);
    over(&mut pack.articles, own.articles, |article: &Article| article.letter.to_string());
    over(&mut pack.papers, own.papers, |paper| paper.id.clone());
    over(&mut pack.checks, own.checks, |check| check.id.clone());
    over(&mut pack.reactions, own.reactions, |reaction| reaction.id.clone());
    over(&mut pack.personas, own.personas, |persona| persona.id.clone());
    over(&mut pack.levels, own.levels, |level| level.id.clone());
    over(&mut pack.checklists, own.checklists, |list| list.id.clone());
    over(&mut pack.habits, own.habits, |habit| habit.id.clone());
    over(&mut pack.cases, own.cases, |case| case.id.clone());
    over(&mut pack.glossary, own.glossary, |term| term.id.clone());
    over(&mut pack.documents, own.documents, |document| document.name.id().to_owned());
    pack.documents.sort_by_key(|document| document.name);
    over(&mut pack.dossier, own.dossier, |field| field.id.clone());
    over(&mut pack.debrief, own.debrief, |question| question.id.clone());
    over(&mut pack.survey, own.survey, |question| question.id.clone());
    pack.scenarios.extend(own.scenarios);
    pack.scenarios.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    // These two were read on top of the base's already.
    pack.signals = own.signals;
    pack.interface = own.interface;
    pack
}

/// Lays items over others by their ids: in the order in which [`super::decode`] counts them.
pub(super) fn over<T>(base: &mut Vec<T>, own: Vec<T>, id: impl Fn(&T) -> String) {
    let places: BTreeMap<String, usize> = base.iter().enumerate().map(|(at, item)| (id(item), at)).collect();
    for item in own {
        match places.get(&id(&item)).and_then(|at| base.get_mut(*at)) {
            Some(place) => *place = item,
            None => base.push(item),
        }
    }
}

impl Pack {
    /// Gives scenarios other ids, wherever they are named.
    pub(super) fn rename_scenarios(&mut self, names: &BTreeMap<String, String>) {
        if names.is_empty() {
            return;
        }
        let items = self.checklists.iter_mut().flat_map(|list| &mut list.items).flat_map(|item| &mut item.scenarios);
        let sections = self.documents.iter_mut().flat_map(|document| &mut document.sections);
        let documents = sections.flat_map(|section| {
            let items = section.items.iter_mut().flat_map(|item| &mut item.scenarios);
            section.scenarios.iter_mut().chain(items)
        });
        let habits = self.habits.iter_mut().flat_map(|habit| &mut habit.scenarios);
        let cases = self.cases.iter_mut().map(|case| &mut case.scenario);
        let scenarios = self.scenarios.iter_mut().map(|scenario| &mut scenario.id);
        for id in scenarios.chain(items).chain(documents).chain(habits).chain(cases) {
            if let Some(name) = names.get(id) {
                id.clone_from(name);
            }
        }
    }
}
