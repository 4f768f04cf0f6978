//! The ways through a scenario, and the case that takes each.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::coach::flow::Flow;
use crate::coach::talk::{GateAnswer, Talk};
use crate::pack::{Condition, GateState, Lang, Scenario};

/// The most cases of one scenario that are tried.
const MAX_CASES: usize = 1 << 16;

/// Something about a case that a path waits for, as the user would set it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Setting {
    /// A gate item stands so.
    Gate {
        /// The item's id.
        item: String,
        /// `have`, `missing` or `not-needed`.
        is: &'static str,
    },
    /// A yes-or-no fact stands so.
    Fact {
        /// The fact's id.
        fact: String,
        /// How it stands.
        is: bool,
    },
}

impl Setting {
    /// Sets it in a case.
    pub fn apply(&self, talk: &mut Talk) {
        match self {
            Setting::Gate { item, is } => {
                let state = STATES.iter().find(|(name, _)| name == is).map_or(GateState::Missing, |(_, state)| *state);
                talk.gate.insert(item.clone(), GateAnswer { state, note: String::new() });
            }
            Setting::Fact { fact, is } => {
                talk.flags.insert(fact.clone(), *is);
            }
        }
    }
}

/// A case that takes a path.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    /// The path's place in the scenario.
    pub path: usize,
    /// What has to be changed of the example case.
    pub settings: Vec<Setting>,
    /// The case.
    pub talk: Talk,
}

/// Every path that some case takes, each with the case nearest to the example; and whether all cases were tried.
pub(super) fn taken(scenario: &Scenario) -> (Vec<Taken>, bool) {
    let example = Talk::example(scenario, Lang::En, Timestamp::UNIX_EPOCH);
    let conditions: Vec<&Condition> = scenario.paths.iter().filter_map(|path| path.when.as_ref()).collect();
    let choices = choices(&conditions);
    let cases = choices.iter().fold(1usize, |cases, choice| cases.saturating_mul(choice.len() + 1));
    let mut best: Vec<Option<Taken>> = scenario.paths.iter().map(|_| None).collect();
    for number in 0..cases.min(MAX_CASES) {
        let mut talk = example.clone();
        let mut settings = Vec::new();
        let mut rest = number;
        for choice in &choices {
            let at = rest % (choice.len() + 1);
            rest /= choice.len() + 1;
            // 0 leaves it as the example has it.
            if let Some(setting) = at.checked_sub(1).and_then(|at| choice.get(at)) {
                setting.apply(&mut talk);
                settings.push(setting.clone());
            }
        }
        let Some(flow) = Flow::of(scenario, &talk) else { continue };
        let Some(path) = scenario.paths.iter().position(|path| path.id == flow.path.id) else { continue };
        if let Some(slot) = best.get_mut(path)
            && slot.as_ref().is_none_or(|known| settings.len() < known.settings.len())
        {
            *slot = Some(Taken { path, settings, talk });
        }
    }
    (best.into_iter().flatten().collect(), cases <= MAX_CASES)
}

/// What can be set of each thing that some path waits for.
fn choices(conditions: &[&Condition]) -> Vec<Vec<Setting>> {
    let mut items = BTreeSet::new();
    let mut facts = BTreeSet::new();
    for condition in conditions {
        match condition {
            Condition::Gate { item, .. } => items.insert(item),
            Condition::Fact { fact, .. } => facts.insert(fact),
        };
    }
    let gate = items
        .into_iter()
        .map(|item| STATES.iter().map(|(is, _)| Setting::Gate { item: item.clone(), is }).collect::<Vec<_>>());
    let facts = facts.into_iter().map(|fact| [true, false].map(|is| Setting::Fact { fact: fact.clone(), is }).to_vec());
    gate.chain(facts).collect()
}

const STATES: [(&str, GateState); 3] =
    [("have", GateState::Have), ("missing", GateState::Missing), ("not-needed", GateState::NotNeeded)];
