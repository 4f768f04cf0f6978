//! The way through a talk, read off the scenario's data: which stages, which steps, in which order.

use crate::pack::{Path, Scenario, Stage, Step};

use super::talk::Talk;

/// The steps that a talk goes through, in order.
#[derive(Debug, Clone)]
pub struct Flow<'p> {
    /// The path taken.
    pub path: &'p Path,
    /// Its stages.
    pub stages: Vec<&'p Stage>,
    /// Its steps, each with the place of its stage in `stages`.
    pub steps: Vec<(usize, &'p Step)>,
}

impl<'p> Flow<'p> {
    /// The way that a talk takes: the first path whose condition its case meets. `None` only for a
    /// scenario without paths, which no checked pack has.
    pub fn of(scenario: &'p Scenario, talk: &Talk) -> Option<Self> {
        let path = scenario.paths.iter().find(|p| p.when.as_ref().is_none_or(|when| talk.meets(when)))?;
        let stages: Vec<&Stage> = path.stages.iter().filter_map(|i| scenario.stages.get(usize::from(*i))).collect();
        let steps = stages.iter().enumerate().flat_map(|(i, stage)| stage.steps.iter().map(move |step| (i, step)));
        Some(Self { path, steps: steps.collect(), stages })
    }

    /// The place of a step in the order; `None` when this way does not lead there.
    pub fn position(&self, step: &str) -> Option<usize> {
        self.steps.iter().position(|(_, s)| s.id == step)
    }

    /// The step after another.
    pub fn after(&self, step: &str) -> Option<&'p Step> {
        self.steps.get(self.position(step)? + 1).map(|(_, s)| *s)
    }

    /// The step before another.
    pub fn before(&self, step: &str) -> Option<&'p Step> {
        self.steps.get(self.position(step)?.checked_sub(1)?).map(|(_, s)| *s)
    }

    /// The first step.
    pub fn first(&self) -> Option<&'p Step> {
        self.steps.first().map(|(_, s)| *s)
    }
}
