//! After the call: what is asked, what was predicted against what happened, and what comes back in the next rehearsal.

use jiff::Timestamp;

use super::call::{Call, EntryKind};
use super::rehearsal::Rehearsal;
use super::talk::Talk;
use crate::pack::{DebriefKind, DebriefQuestion, DebriefWhen, MAX_DEBRIEF, Pack, Scenario};

/// The most reactions that come back in one rehearsal because the call brought them.
const MAX_WISHED: usize = 2;

/// A question of the debrief with what can be ticked as its answer.
#[derive(Debug, Clone)]
pub struct Ask<'p> {
    /// The question.
    pub question: &'p DebriefQuestion,
    /// Reactions to tick, by id; empty for other kinds.
    pub options: Vec<&'p str>,
}

/// What is asked after a call, at most [`MAX_DEBRIEF`] questions. It follows from what was answered: what nobody promised
/// is not asked after. Asked anew after each answer, the questions that were answered stay.
pub fn questions<'p>(
    pack: &'p Pack,
    scenario: &'p Scenario,
    talk: &Talk,
    call: &Call,
    rehearsals: &[Rehearsal],
) -> Vec<Ask<'p>> {
    let planned = planned(pack, scenario, rehearsals);
    let others: Vec<&str> =
        pack.reactions.iter().map(|reaction| reaction.id.as_str()).filter(|id| !planned.contains(id)).collect();
    let asked = pack.debrief.iter().filter(|question| {
        let holds = match question.when {
            DebriefWhen::Always => true,
            DebriefWhen::Surprised => call.reactions().iter().any(|came| !planned.contains(came)),
            DebriefWhen::Promised => call.promises().next().is_some(),
            DebriefWhen::LeftOpen => call.questions().any(|question| question.answer.is_none()),
            DebriefWhen::AtFault => talk.flags.get("fault") == Some(&true),
            DebriefWhen::Rehearsed => rehearsals.iter().any(|rehearsal| !rehearsal.attempts.is_empty()),
        };
        holds || call.answers.contains_key(&question.id)
    });
    asked
        .take(MAX_DEBRIEF)
        .map(|question| Ask {
            question,
            options: match question.kind {
                DebriefKind::Planned => planned.clone(),
                DebriefKind::Unplanned => others.clone(),
                _ => Vec::new(),
            },
        })
        .collect()
}

/// The reactions that the user was prepared for: those with a planned answer, and those that came in a rehearsal.
pub fn planned<'p>(pack: &'p Pack, scenario: &Scenario, rehearsals: &[Rehearsal]) -> Vec<&'p str> {
    let mut planned: Vec<&str> = scenario.if_then.iter().map(|row| pack[row.reaction].id.as_str()).collect();
    let met = rehearsals.iter().flat_map(|r| &r.turns).filter_map(|turn| turn.standing.as_ref());
    for standing in met {
        if let Some(reaction) = pack.reaction(&standing.reaction).filter(|r| !planned.contains(&r.id.as_str())) {
            planned.push(&reaction.id);
        }
    }
    planned
}

/// Sets which of some reactions came: those ticked are noted down, those that are not are taken out again. Reactions
/// that are not among the options stay.
pub fn set_reactions(call: &mut Call, options: &[&str], ticked: &[&str], now: Timestamp) {
    call.log.retain(|entry| match &entry.kind {
        EntryKind::Reaction(id) => !options.contains(&id.as_str()) || ticked.contains(&id.as_str()),
        _ => true,
    });
    for id in ticked {
        if !call.reactions().contains(id) {
            call.note(EntryKind::Reaction((*id).to_owned()), now);
        }
    }
}

/// Takes an answer in words; a blank one takes it back.
pub fn answer(call: &mut Call, question: &str, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        call.answers.remove(question);
    } else {
        call.answers.insert(question.to_owned(), text.to_owned());
    }
}

/// What was predicted against what happened, by reaction id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Against {
    /// Prepared for, and came.
    pub came: Vec<String>,
    /// Prepared for, and did not come.
    pub stayed_away: Vec<String>,
    /// Came, and nobody was prepared.
    pub surprised: Vec<String>,
}

/// Compares a call with what was prepared.
pub fn against(pack: &Pack, scenario: &Scenario, call: &Call, rehearsals: &[Rehearsal]) -> Against {
    let planned = planned(pack, scenario, rehearsals);
    let came = call.reactions();
    let own = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
    Against {
        came: own(planned.iter().copied().filter(|id| came.contains(id)).collect()),
        stayed_away: own(planned.iter().copied().filter(|id| !came.contains(id)).collect()),
        surprised: own(came.iter().copied().filter(|id| !planned.contains(id)).collect()),
    }
}

/// The reactions with which a client surprised us, the latest talk first, at most two, and none that a rehearsal after
/// that call met: they come up in the next rehearsal for that client. `talks` are the client's, each with its rehearsals.
pub fn missed<'t>(pack: &Pack, talks: impl IntoIterator<Item = (&'t Talk, &'t [Rehearsal])>) -> Vec<String> {
    let mut talks: Vec<(&Talk, &[Rehearsal])> = talks.into_iter().collect();
    talks.sort_by_key(|(talk, _)| std::cmp::Reverse(talk.calls.last().map(|call| call.began)));
    let met_since = |id: &str, since: Timestamp| {
        let later = talks.iter().flat_map(|(_, rehearsals)| rehearsals.iter()).filter(|r| r.began > since);
        later.flat_map(|r| &r.turns).any(|turn| turn.standing.as_ref().is_some_and(|s| s.reaction == id))
    };
    let mut missed: Vec<String> = Vec::new();
    for (talk, rehearsals) in &talks {
        let Some(scenario) = pack.scenario(&talk.scenario) else { continue };
        for call in talk.calls.iter().rev() {
            let before: Vec<Rehearsal> = rehearsals.iter().filter(|r| r.began < call.began).cloned().collect();
            for id in against(pack, scenario, call, &before).surprised {
                if pack.reaction(&id).is_some() && !missed.contains(&id) && !met_since(&id, call.began) {
                    missed.push(id);
                }
            }
        }
    }
    missed.truncate(MAX_WISHED);
    missed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::{Mood, Place, Promise, Standing, Turn};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    fn run(talk: &Talk, began: i64, met: &str) -> Rehearsal {
        let mut run = Rehearsal::new(&talk.id, "blunt", "normal", 7, Place::Gate, at(began));
        let standing = Standing { reaction: met.to_owned(), made: 0, patience: 2, mood: Mood::Fresh, answers: 0 };
        run.turns.push(Turn {
            step: "news".to_owned(),
            probe: None,
            standing: Some(standing),
            said: Vec::new(),
            ending: None,
        });
        run
    }

    #[test]
    fn what_came_unprepared_comes_back_until_it_was_rehearsed() {
        let pack = crate::embedded::pack();
        let scenario = pack.scenario("delay").unwrap();
        let mut talk = Talk::new(scenario, at(0));
        let prepared = planned(&pack, scenario, &[]);
        let strangers: Vec<&str> =
            pack.reactions.iter().map(|r| r.id.as_str()).filter(|id| !prepared.contains(id)).collect();
        talk.begin_call(scenario, at(100));
        let call = talk.calls.last_mut().unwrap();
        set_reactions(call, &prepared, &prepared[..1], at(110));
        set_reactions(call, &strangers, &strangers[..2], at(111));
        call.ended = Some(at(120));
        let told = against(&pack, scenario, &talk.calls[0], &[]);
        assert_eq!(
            (told.came.as_slice(), told.surprised.as_slice()),
            (
                [prepared[0].to_owned()].as_slice(),
                strangers[..2].iter().map(|id| (*id).to_owned()).collect::<Vec<_>>().as_slice()
            )
        );
        assert_eq!(told.stayed_away.len(), prepared.len() - 1);
        assert_eq!(missed(&pack, [(&talk, [].as_slice())]), strangers[..2]);
        // Rehearsed before the call: no surprise. After it: practised.
        for began in [50, 500] {
            let runs = [run(&talk, began, strangers[0])];
            assert_eq!(missed(&pack, [(&talk, runs.as_slice())]), strangers[1..2], "{began}");
        }
        let call = talk.calls.last_mut().unwrap();
        set_reactions(call, &strangers, &[], at(130));
        assert_eq!(call.reactions(), prepared[..1], "unticked; the others stay");
    }

    #[test]
    fn what_is_asked_follows_from_what_happened() {
        let pack = crate::embedded::pack();
        assert!(!pack.debrief.is_empty() && pack.debrief.len() <= MAX_DEBRIEF);
        let scenario = pack.scenario("failure").unwrap();
        let mut talk = Talk::new(scenario, at(0));
        talk.begin_call(scenario, at(1));
        let ids = |talk: &Talk, runs: &[Rehearsal]| -> Vec<String> {
            let asked = questions(&pack, scenario, talk, &talk.calls[0], runs);
            asked.iter().map(|ask| ask.question.id.clone()).collect()
        };
        let few = ids(&talk, &[]);
        let promise = Promise { what: "Thursday".to_owned(), who: String::new(), due: None, kept: None };
        talk.calls[0].note(EntryKind::Promise(promise), at(2));
        talk.flags.insert("fault".to_owned(), true);
        let more = ids(&talk, &[]);
        assert!(few.len() < more.len() && more.len() <= MAX_DEBRIEF, "{few:?} {more:?}");
        // What was answered does not vanish.
        let last = more.iter().find(|id| !few.contains(id)).unwrap().clone();
        answer(&mut talk.calls[0], &last, " 说了 ");
        talk.flags.clear();
        talk.calls[0].log.clear();
        assert!(ids(&talk, &[]).contains(&last));
        answer(&mut talk.calls[0], &last, " ");
        assert_eq!(ids(&talk, &[]), few);
    }
}
