//! Where a rehearsal stands: what each step carried and missed, how the client ended, what to drill.

use crate::listen::{Listener, Verdict, judge};
use crate::pack::{Check, CheckKind, CheckRef, Condition, Pack, Scenario, Step};

use super::client::Ending;
use super::flow::Flow;
use super::judge::{Judgement, head, judge_attempt};
use super::rehearsal::{Attempt, Rehearsal, Said, Turn};
use super::talk::Talk;

/// A rehearsal looked back on.
#[derive(Debug, Clone)]
pub struct Debrief {
    /// Every step of the way, in order.
    pub steps: Vec<StepBack>,
    /// The place in `steps` of the step that would gain most from another try; `None` when nothing
    /// that was said missed anything.
    pub weakest: Option<usize>,
    /// How the client ended as a whole.
    pub outcome: Outcome,
    /// Warnings with a condition on the gate that fired anywhere in what was said.
    pub gate_warnings: Vec<CheckRef>,
}

/// One step looked back on.
#[derive(Debug, Clone)]
pub struct StepBack {
    /// The stage's place in the flow.
    pub stage: usize,
    /// The step's id.
    pub step: String,
    /// What was said there last, with the coach's verdicts; `None` when nothing was.
    pub last: Option<(Attempt, Judgement)>,
    /// Against the try before: checks gained and lost.
    pub change: Option<Change>,
    /// How the client's turn ended.
    pub turn: Option<Turn>,
}

/// What a second try brought against the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Checks met now and not before.
    pub gained: Vec<CheckRef>,
    /// Checks met before and not now.
    pub lost: Vec<CheckRef>,
}

/// How the client ended as a whole. A talk can be good while the answer is no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything that came up was closed well.
    Closed,
    /// Some of it was, some was not.
    Mixed,
    /// Nothing that came up was closed well.
    Open,
    /// Nothing came up.
    Quiet,
}

/// Looks back on a rehearsal.
pub fn debrief(pack: &Pack, listener: &Listener, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal) -> Debrief {
    let steps: Vec<StepBack> = match Flow::of(scenario, talk) {
        Some(flow) => {
            let steps = flow.steps.iter();
            steps.map(|(stage, step)| step_back(pack, listener, talk, rehearsal, *stage, step)).collect()
        }
        None => Vec::new(),
    };
    let gate_warnings = gate_warnings(pack, listener, talk, &steps);
    Debrief { weakest: weakest(&steps), outcome: outcome(&steps), steps, gate_warnings }
}

fn step_back(
    pack: &Pack,
    listener: &Listener,
    talk: &Talk,
    rehearsal: &Rehearsal,
    stage: usize,
    step: &Step,
) -> StepBack {
    let judged = |attempt: &Attempt| judge_attempt(pack, listener, talk, step, attempt);
    let mut tries = rehearsal.tries(&step.id).rev();
    let last = tries.next().map(|attempt| (attempt.clone(), judged(attempt)));
    let before = tries.next().map(judged);
    let change = last.as_ref().zip(before).map(|((_, now), before)| compare(&before, now));
    StepBack { stage, step: step.id.clone(), last, change, turn: rehearsal.turn(&step.id).cloned() }
}

/// What the later of two judgements of a step gained and lost.
pub fn compare(before: &Judgement, now: &Judgement) -> Change {
    let met = |judgement: &Judgement, check: CheckRef| {
        judgement.verdicts.iter().any(|j| j.check == check && j.verdict == Verdict::Met)
    };
    let checks = now.verdicts.iter().map(|j| j.check);
    Change {
        gained: checks.clone().filter(|c| met(now, *c) && !met(before, *c)).collect(),
        lost: checks.filter(|c| !met(now, *c) && met(before, *c)).collect(),
    }
}

/// The step that would gain most: the one whose more important checks are missed; when nothing was
/// missed, the first that was skipped.
fn weakest(steps: &[StepBack]) -> Option<usize> {
    let said = steps.iter().enumerate().filter_map(|(i, back)| Some((i, back.last.as_ref()?.1.weakness())));
    let worst = said.filter(|(_, weakness)| *weakness > 0).max_by_key(|(i, weakness)| (*weakness, usize::MAX - i));
    let skipped = steps.iter().position(|back| back.last.is_none());
    worst.map(|(i, _)| i).or(skipped)
}

fn outcome(steps: &[StepBack]) -> Outcome {
    let endings = steps.iter().filter_map(|back| back.turn.as_ref()?.ending);
    let endings: Vec<Ending> = endings.filter(|e| *e != Ending::Nothing).collect();
    let eased = endings.iter().filter(|e| **e == Ending::Eased).count();
    match (endings.len(), eased) {
        (0, _) => Outcome::Quiet,
        (all, eased) if all == eased => Outcome::Closed,
        (_, 0) => Outcome::Open,
        _ => Outcome::Mixed,
    }
}

/// Warnings with a condition on the gate that fire anywhere in what was said: an offer that nobody has approved belongs
/// on every document that is taken into the call, whichever step it was made at.
fn gate_warnings(pack: &Pack, listener: &Listener, talk: &Talk, steps: &[StepBack]) -> Vec<CheckRef> {
    let said: Vec<&str> = steps
        .iter()
        .flat_map(|back| {
            let line = back.last.iter().map(|(attempt, _)| attempt.text.as_str());
            let turn = back.turn.iter().flat_map(|turn| &turn.said);
            // A turn begins with the line that it answers, which may have been said better since.
            let answers = turn.skip(1).filter_map(|said| match said {
                Said::You(text) => Some(text.as_str()),
                Said::Client(_) => None,
            });
            line.chain(answers)
        })
        .map(head)
        .filter(|text| !text.is_empty())
        .collect();
    let gated = pack.checks.iter().enumerate().filter(|(_, check)| {
        let on_gate = matches!(&check.when, Some(when @ Condition::Gate { .. }) if talk.meets(when));
        on_gate && check.rule.kind == CheckKind::Warns
    });
    let fires = |check: &Check| {
        said.iter().any(|text| judge(&check.rule, &listener.hear(text, None), text).verdict == Verdict::NotMet)
    };
    gated.filter(|(_, check)| fires(check)).filter_map(|(index, _)| pack.check_ref(index)).collect()
}
