//! After the call: what is asked, what was expected against what came, and what the next rehearsal has to bring up.

use super::call::{Call, EntryKind};
use super::calls::{Cue, cues};
use super::client::Ending;
use super::flow::Flow;
use super::rehearsal::Rehearsal;
use super::talk::Talk;
use crate::listen::Listener;
use crate::pack::{DebriefQuestion, DebriefWhen, Lang, Pack, ReactionRef, Scenario};

/// The fact that tells whether our side is at fault.
const FAULT: &str = "fault";
/// The most reactions that the next rehearsal is asked to bring up.
const MAX_WISHED: usize = 4;

impl Talk {
    /// The call that is looked back on: the last one that is over.
    pub fn last_call(&self) -> Option<&Call> {
        self.calls.iter().rev().find(|call| call.ended.is_some())
    }

    /// The call that is looked back on, to be changed.
    pub fn last_call_mut(&mut self) -> Option<&mut Call> {
        self.calls.iter_mut().rev().find(|call| call.ended.is_some())
    }
}

/// The questions of the debrief that fit what happened, in the pack's order.
pub fn asked<'p>(
    pack: &'p Pack,
    scenario: &Scenario,
    talk: &Talk,
    rehearsal: &Rehearsal,
    call: &Call,
) -> Vec<&'p DebriefQuestion> {
    let any = |of: fn(&EntryKind) -> bool| call.log.iter().any(|entry| of(&entry.kind));
    let fits = |question: &&DebriefQuestion| match question.when {
        DebriefWhen::Always => true,
        DebriefWhen::Surprised => call.reactions().iter().any(|id| !is_planned(pack, scenario, id)),
        DebriefWhen::Promised => any(|kind| matches!(kind, EntryKind::Promise(_))),
        DebriefWhen::LeftOpen => any(|kind| matches!(kind, EntryKind::Question(_))),
        DebriefWhen::AtFault => talk.flags.get(FAULT) == Some(&true),
        DebriefWhen::Rehearsed => !rehearsal.attempts.is_empty(),
    };
    pack.debrief.iter().filter(fits).collect()
}

/// Whether the scenario has a planned answer to a reaction.
fn is_planned(pack: &Pack, scenario: &Scenario, id: &str) -> bool {
    scenario.if_then.iter().any(|row| pack[row.reaction].id == id)
}

/// One reaction, expected or not, come or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreseen {
    /// The reaction.
    pub reaction: ReactionRef,
    /// Whether an answer was planned, or a rehearsal brought it up.
    pub expected: bool,
    /// Whether it came.
    pub came: bool,
}

/// What was expected against what came: first what came as expected, then what came unexpected, then what did not come.
pub fn foreseen(pack: &Pack, scenario: &Scenario, rehearsal: &Rehearsal, call: &Call) -> Vec<Foreseen> {
    let came = call.reactions();
    let rehearsed: Vec<&str> =
        rehearsal.turns.iter().filter_map(|turn| Some(turn.standing.as_ref()?.reaction.as_str())).collect();
    let all = (0..pack.reactions.len()).filter_map(|index| Some((pack.reaction_ref(index)?, &pack.reactions[index])));
    let mut list: Vec<Foreseen> = all
        .map(|(reaction, known)| Foreseen {
            reaction,
            expected: is_planned(pack, scenario, &known.id) || rehearsed.contains(&known.id.as_str()),
            came: came.contains(&known.id.as_str()),
        })
        .filter(|one| one.expected || one.came)
        .collect();
    list.sort_by_key(|one| (!one.came, !one.expected));
    list
}

/// The user's own lines that were to be said and were not.
pub fn unsaid(
    listener: &Listener,
    scenario: &Scenario,
    talk: &Talk,
    rehearsal: &Rehearsal,
    call: &Call,
    lang: Lang,
) -> Vec<Cue> {
    let Some(flow) = Flow::of(scenario, talk) else { return Vec::new() };
    let all = flow.stages.iter().flat_map(|stage| cues(listener, scenario, talk, rehearsal, stage, lang));
    // Where nothing was ticked, ticking was not used: that nothing was said would be a wrong conclusion.
    all.filter(|cue| cue.own && !call.said.is_empty() && !call.said.contains(&cue.key)).collect()
}

/// The reactions that the next rehearsal with this client has to bring up, by id: those that came in a call and that no
/// rehearsal has closed well since. The latest calls come first.
pub fn wished<'t>(talks: impl IntoIterator<Item = &'t Talk>, rehearsals: &[&Rehearsal]) -> Vec<String> {
    let mut calls: Vec<&Call> =
        talks.into_iter().flat_map(|talk| &talk.calls).filter(|call| call.ended.is_some()).collect();
    calls.sort_by_key(|call| std::cmp::Reverse(call.began));
    let mut wished: Vec<String> = Vec::new();
    for (call, id) in calls.iter().flat_map(|call| call.reactions().into_iter().map(move |id| (call, id))) {
        let closed = rehearsals.iter().filter(|rehearsal| rehearsal.began > call.began).any(|rehearsal| {
            rehearsal.turns.iter().any(|turn| {
                turn.ending == Some(Ending::Eased) && turn.standing.as_ref().is_some_and(|s| s.reaction == id)
            })
        });
        if !closed && wished.len() < MAX_WISHED && !wished.iter().any(|known| known == id) {
            wished.push(id.to_owned());
        }
    }
    wished
}

/// Whether two talks are with the same client: the same file, or the same name where there is no file.
pub fn same_client(scenario: Option<&Scenario>, one: &Talk, other: &Talk) -> bool {
    if one.id == other.id {
        return true;
    }
    if let (Some(one), Some(other)) = (&one.client, &other.client) {
        return one == other;
    }
    let first = scenario.and_then(|scenario| scenario.facts.first());
    first.is_some_and(|fact| one.fact(&fact.id).is_some() && one.fact(&fact.id) == other.fact(&fact.id))
}
