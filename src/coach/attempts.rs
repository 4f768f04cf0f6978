//! Every try is kept: two of them side by side, and the checks over all rehearsals of a talk.

use crate::listen::{Listener, Verdict};
use crate::pack::{CheckRef, Pack, Scenario, Step};
use crate::text::Span;

use super::debrief::{Change, compare};
use super::difference::changed;
use super::flow::Flow;
use super::judge::{Judgement, head, judge_attempt};
use super::rehearsal::{Attempt, Rehearsal};
use super::talk::Talk;

/// The most rehearsals that are told side by side: what one can take in, and what fits.
pub const MAX_REHEARSALS: usize = 12;

/// Two tries at a step.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The earlier one, with the stretches that are gone from it.
    pub before: Try,
    /// The later one, with the stretches that are new in it.
    pub after: Try,
    /// Checks gained and lost.
    pub change: Change,
}

/// One of two tries.
#[derive(Debug, Clone)]
pub struct Try {
    /// Which try at the step, counted from 1.
    pub number: usize,
    /// The try.
    pub attempt: Attempt,
    /// The coach's verdicts.
    pub judgement: Judgement,
    /// The stretches that the other one does not have.
    pub own: Vec<Span>,
}

/// Puts a try (counted from 0) beside the one before it. None when there is no such pair.
pub fn pair(
    pack: &Pack,
    listener: &Listener,
    talk: &Talk,
    step: &Step,
    rehearsal: &Rehearsal,
    later: usize,
) -> Option<Pair> {
    let tries: Vec<&Attempt> = rehearsal.tries(&step.id).collect();
    let (before, after) = (*tries.get(later.checked_sub(1)?)?, *tries.get(later)?);
    let (gone, new) = changed(head(&before.text), head(&after.text));
    let told = |number: usize, attempt: &Attempt, own: Vec<Span>| Try {
        number,
        attempt: attempt.clone(),
        judgement: judge_attempt(pack, listener, talk, step, attempt),
        own,
    };
    let (before, after) = (told(later, before, gone), told(later + 1, after, new));
    let change = compare(&before.judgement, &after.judgement);
    Some(Pair { before, after, change })
}

/// Checks by rehearsal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many rehearsals there are columns for.
    pub rehearsals: usize,
    /// A check a row, with its verdict in every rehearsal; none where it was not asked for.
    pub rows: Vec<(CheckRef, Vec<Option<Verdict>>)>,
}

/// How the checks went from rehearsal to rehearsal. Rehearsals are given oldest first; those in which nothing was said
/// are left out. A check that is asked for at several steps went as it went where it went worst.
pub fn progress(
    pack: &Pack,
    listener: &Listener,
    scenario: &Scenario,
    talk: &Talk,
    rehearsals: &[&Rehearsal],
) -> Progress {
    let said: Vec<&&Rehearsal> = rehearsals.iter().filter(|rehearsal| !rehearsal.attempts.is_empty()).collect();
    let said = said.get(said.len().saturating_sub(MAX_REHEARSALS)..).unwrap_or_default();
    let steps = Flow::of(scenario, talk).map(|flow| flow.steps).unwrap_or_default();
    let mut rows: Vec<(CheckRef, Vec<Option<Verdict>>)> = Vec::new();
    for (column, rehearsal) in said.iter().enumerate() {
        for (_, step) in &steps {
            let Some(attempt) = rehearsal.last_try(&step.id) else { continue };
            for judged in judge_attempt(pack, listener, talk, step, attempt).verdicts {
                let at = rows.iter().position(|(check, _)| *check == judged.check).unwrap_or_else(|| {
                    rows.push((judged.check, vec![None; said.len()]));
                    rows.len() - 1
                });
                if let Some(cell) = rows.get_mut(at).and_then(|(_, cells)| cells.get_mut(column)) {
                    *cell = Some(cell.map_or(judged.verdict, |known| worse(known, judged.verdict)));
                }
            }
        }
    }
    // A warning that never fired is no news.
    let asks = |check: CheckRef| pack[check].rule.kind == crate::pack::CheckKind::Asks;
    rows.retain(|(check, cells)| asks(*check) || cells.iter().flatten().any(|verdict| *verdict != Verdict::Met));
    Progress { rehearsals: said.len(), rows }
}

fn worse(one: Verdict, other: Verdict) -> Verdict {
    let rank = |verdict: Verdict| match verdict {
        Verdict::NotMet => 0,
        Verdict::CantTell => 1,
        Verdict::Met => 2,
    };
    if rank(one) <= rank(other) { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::rehearsal::Place;
    use crate::pack::Lang;

    fn said(step: &str, text: &str) -> Attempt {
        Attempt {
            step: step.to_owned(),
            text: text.to_owned(),
            ticked: Vec::new(),
            aloud_seconds: None,
            at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn two_tries_and_all_rehearsals() {
        let pack = crate::embedded::pack();
        let listener = Listener::new(&pack.signals);
        let scenario = pack.scenario("delay").unwrap();
        let talk = Talk::example(scenario, Lang::Zh, jiff::Timestamp::UNIX_EPOCH);
        let (_, step) = scenario.step("cause").unwrap();
        let run = || Rehearsal::new(&talk.id, "blunt", "easy", 7, Place::Gate, jiff::Timestamp::UNIX_EPOCH);
        let mut first = run();
        first.attempts.push(said("cause", "由于一些客观原因，要晚一点。"));
        assert!(pair(&pack, &listener, &talk, step, &first, 1).is_none(), "one try is no pair");
        first.attempts.push(said("cause", &step.good[0].line.zh));
        let told = pair(&pack, &listener, &talk, step, &first, 1).unwrap();
        assert_eq!((told.before.number, told.after.number), (1, 2));
        assert!(!told.change.gained.is_empty() && told.change.lost.is_empty(), "{:?}", told.change);
        assert!(!told.before.own.is_empty() && !told.after.own.is_empty());
        assert!(pair(&pack, &listener, &talk, step, &first, 2).is_none());
        let (empty, mut second) = (run(), run());
        second.attempts.push(said("cause", "由于一些客观原因。"));
        let told = progress(&pack, &listener, scenario, &talk, &[&first, &empty, &second]);
        assert_eq!(told.rehearsals, 2, "where nothing was said, nothing went well or badly");
        let cause = told.rows.iter().find(|(check, _)| pack[*check].id == "cause-named").unwrap();
        assert_eq!(cause.1, [Some(Verdict::Met), Some(Verdict::NotMet)]);
        assert_eq!(progress(&pack, &listener, scenario, &talk, &[]), Progress::default());
    }
}
