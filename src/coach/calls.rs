//! The call itself: what stands before the user's eyes while they speak, and what they note down. No verdicts: nobody
//! can talk and be judged at once.

use jiff::{SignedDuration, Timestamp};

use super::call::{Call, Entry, EntryKind, Promise, Question};
use super::flow::Flow;
use super::rehearsal::Rehearsal;
use super::talk::Talk;
use crate::pack::{FactKind, Lang, Pack, Scenario, Stage};
use crate::text::{clean_line, sentences, width};

/// The fewest and the most cues of a stage: what one takes in at a glance between two sentences.
pub const CUES: std::ops::RangeInclusive<usize> = 3..=5;
/// A sentence below this width in cells is a greeting or a name, not a cue.
const MIN_CUE: usize = 12;

/// A cue: something that the user means to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its name in [`Call::said`]: `step/number`, or `step/fact` where the user wrote no line.
    pub key: String,
    /// The words: the user's own, or a fact of the case, or the step's name.
    pub text: String,
    /// Whether it was said.
    pub said: bool,
}

/// A planned answer to a reaction, to jump to in the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The reaction's id.
    pub reaction: String,
    /// Its name.
    pub title: String,
    /// What to say then.
    pub plan: String,
}

/// Begins a call, or goes on with the one that was not ended.
pub fn begin<'t>(talk: &'t mut Talk, scenario: &Scenario, now: Timestamp) -> Option<&'t mut Call> {
    if talk.calls.last().is_none_or(|call| call.ended.is_some()) {
        let stage = Flow::of(scenario, talk)?.stages.first()?.id.clone();
        // Calls are told apart by their beginning.
        let taken = talk.calls.last().map_or(Timestamp::MIN, |call| call.began);
        let began = if now > taken { now } else { moved(taken) };
        talk.calls.push(Call {
            began,
            ended: None,
            stage,
            stage_began: began,
            said: Default::default(),
            log: Vec::new(),
            answers: Default::default(),
        });
        talk.changed = now;
    }
    talk.calls.last_mut()
}

impl Call {
    /// Goes to a stage.
    pub fn go_to(&mut self, stage: &str, now: Timestamp) {
        if self.stage != stage {
            self.stage = stage.to_owned();
            self.stage_began = now;
        }
    }

    /// Goes to the stage after this one. `false` at the last.
    pub fn next_stage(&mut self, flow: &Flow<'_>, now: Timestamp) -> bool {
        let at = flow.stages.iter().position(|stage| stage.id == self.stage);
        let Some(next) = flow.stages.get(at.map_or(0, |at| at + 1)) else { return false };
        self.go_to(&next.id, now);
        true
    }

    /// Goes to the stage before this one. `false` at the first.
    pub fn stage_before(&mut self, flow: &Flow<'_>, now: Timestamp) -> bool {
        let at = flow.stages.iter().position(|stage| stage.id == self.stage);
        let Some(before) = at.and_then(|at| flow.stages.get(at.checked_sub(1)?)) else { return false };
        self.go_to(&before.id, now);
        true
    }

    /// Ticks a cue, or takes the tick back.
    pub fn toggle(&mut self, cue: &str) {
        if !self.said.remove(cue) {
            self.said.insert(cue.to_owned());
        }
    }

    /// Notes something down. No two entries have the same moment: follow-ups know theirs by it. Blank ones are left out.
    pub fn note(&mut self, kind: EntryKind, now: Timestamp) -> bool {
        if is_blank(&kind) {
            return false;
        }
        let last = self.log.iter().map(|entry| entry.at).max();
        // As exact as the ids are, which tell microseconds.
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        let at = last.filter(|last| *last >= now).map_or(now, moved);
        self.log.push(Entry { at, stage: self.stage.clone(), kind });
        true
    }

    /// Takes the last entry back.
    pub fn undo(&mut self) -> Option<Entry> {
        self.log.pop()
    }

    /// Ends the call. It stays ended when it was.
    pub fn end(&mut self, now: Timestamp) {
        self.ended.get_or_insert(now.max(self.began));
    }

    /// How long it has gone on, or went on, in whole minutes.
    pub fn minutes(&self, now: Timestamp) -> i64 {
        minutes(self.began, self.ended.unwrap_or(now))
    }

    /// How long it has been at its stage, in whole minutes.
    pub fn stage_minutes(&self, now: Timestamp) -> i64 {
        minutes(self.stage_began, self.ended.unwrap_or(now))
    }

    /// When the screen changes next by itself: at the next full minute of the call.
    pub fn next_minute(&self, now: Timestamp) -> SignedDuration {
        let gone = now.duration_since(self.began).as_secs().max(0);
        SignedDuration::from_secs(60 - gone % 60)
    }

    /// What was promised, in order.
    pub fn promises(&self) -> impl Iterator<Item = &Promise> {
        self.log.iter().filter_map(|entry| match &entry.kind {
            EntryKind::Promise(promise) => Some(promise),
            _ => None,
        })
    }

    /// What is to be answered, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.log.iter().filter_map(|entry| match &entry.kind {
            EntryKind::Question(question) => Some(question),
            _ => None,
        })
    }

    /// The reactions that came, by id, in order, each once.
    pub fn reactions(&self) -> Vec<&str> {
        let mut came: Vec<&str> = Vec::new();
        for entry in &self.log {
            if let EntryKind::Reaction(id) = &entry.kind
                && !came.contains(&id.as_str())
            {
                came.push(id);
            }
        }
        came
    }
}

fn is_blank(kind: &EntryKind) -> bool {
    let text = match kind {
        EntryKind::Note(text) | EntryKind::Private(text) | EntryKind::Agreed(text) | EntryKind::Reaction(text) => text,
        EntryKind::Promise(promise) => &promise.what,
        EntryKind::Question(question) => &question.text,
    };
    text.trim().is_empty()
}

fn minutes(from: Timestamp, to: Timestamp) -> i64 {
    (to.duration_since(from).as_secs() / 60).max(0)
}

/// The next moment that an id can tell apart.
fn moved(at: Timestamp) -> Timestamp {
    at.checked_add(SignedDuration::from_micros(1)).unwrap_or(at)
}

/// The cues of a stage: three to five sentences of the user's own lines, one of each step before a second of any, in the
/// order in which they are said. Where the user wrote too little, facts of the case fill up, and last the steps' names.
pub fn cues(
    scenario: &Scenario,
    talk: &Talk,
    rehearsal: Option<&Rehearsal>,
    call: &Call,
    stage: &Stage,
    lang: Lang,
) -> Vec<Cue> {
    // By step: the sentences of what was said there last, with their numbers.
    let lines: Vec<Vec<(usize, String)>> =
        stage.steps.iter().map(|step| rehearsal.map(|r| own(r, &step.id)).unwrap_or_default()).collect();
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    let longest = lines.iter().map(Vec::len).max().unwrap_or(0);
    for round in 0..longest {
        let left = CUES.end() - chosen.len();
        let fitting = lines.iter().enumerate().filter(|(_, line)| line.len() > round).take(left);
        chosen.extend(fitting.map(|(step, _)| (step, round)));
    }
    chosen.sort_unstable();
    let mut cues: Vec<(String, String)> = Vec::new();
    for (at, round) in chosen {
        if let (Some(step), Some((number, text))) = (stage.steps.get(at), lines.get(at).and_then(|l| l.get(round))) {
            cues.push((format!("{}/{number}", step.id), text.clone()));
        }
    }
    fill_up(&mut cues, scenario, talk, stage, lang);
    cues.into_iter().map(|(key, text)| Cue { said: call.said.contains(&key), key, text }).collect()
}

/// The sentences of the last try at a step that say something.
fn own(rehearsal: &Rehearsal, step: &str) -> Vec<(usize, String)> {
    let Some(attempt) = rehearsal.last_try(step) else { return Vec::new() };
    let all: Vec<(usize, String)> = sentences(&attempt.text)
        .iter()
        .enumerate()
        .filter_map(|(n, span)| Some((n, clean_line(attempt.text.get(span.start..span.end)?.trim()).into_owned())))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let telling: Vec<_> = all.iter().filter(|(_, text)| width(text) >= MIN_CUE).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

fn fill_up(cues: &mut Vec<(String, String)>, scenario: &Scenario, talk: &Talk, stage: &Stage, lang: Lang) {
    let facts = stage.steps.iter().flat_map(|step| step.facts.iter().map(move |fact| (step, fact)));
    for (step, id) in facts {
        let Some(fact) = scenario.fact(id).filter(|fact| fact.kind == FactKind::Text) else { continue };
        let key = format!("{}/{id}", step.id);
        let told = cues.iter().any(|(known, _)| known.rsplit('/').next() == Some(id));
        if cues.len() >= *CUES.start() || told {
            continue;
        }
        if let Some(text) = talk.fact(id) {
            cues.push((key, format!("{}: {}", fact.label.get(lang), clean_line(text))));
        }
    }
    for step in &stage.steps {
        let told = cues.iter().any(|(key, _)| key.split('/').next() == Some(step.id.as_str()));
        if cues.len() < *CUES.start() && !told {
            cues.push((format!("{}/title", step.id), step.title.get(lang).to_owned()));
        }
    }
}

/// The answers planned for reactions, in the scenario's order, with the facts in them.
pub fn plans(pack: &Pack, scenario: &Scenario, talk: &Talk, lang: Lang) -> Vec<Plan> {
    let plans = scenario.if_then.iter().map(|row| {
        let reaction = &pack[row.reaction];
        Plan {
            reaction: reaction.id.clone(),
            title: reaction.title.get(lang).to_owned(),
            plan: talk.fill(pack, scenario, row.plan.get(lang), lang),
        }
    });
    plans.collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::coach::{Attempt, Place};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn a_call_from_its_beginning_to_its_end() {
        let pack = crate::embedded::pack();
        let scenario = pack.scenario("delay").unwrap();
        let mut talk = Talk::new(scenario, at(0));
        begin(&mut talk, scenario, at(10)).unwrap();
        begin(&mut talk, scenario, at(20)).unwrap();
        assert_eq!(talk.calls.len(), 1, "a call that was not ended goes on");
        let flow_talk = talk.clone();
        let flow = Flow::of(scenario, &flow_talk).unwrap();
        let call = talk.calls.last_mut().unwrap();
        assert!(!call.stage_before(&flow, at(30)));
        for stage in &flow.stages[1..] {
            assert!(call.next_stage(&flow, at(130)));
            assert_eq!((call.stage.as_str(), call.stage_minutes(at(200))), (stage.id.as_str(), 1));
        }
        assert!(!call.next_stage(&flow, at(140)), "the last stage");
        assert!(call.note(EntryKind::Note("我们六月的促销怎么办？".to_owned()), at(150)));
        assert!(!call.note(EntryKind::Note("  ".to_owned()), at(150)));
        let promise = Promise { what: "周四前答复".to_owned(), who: String::new(), due: None, kept: None };
        assert!(call.note(EntryKind::Promise(promise), at(150)));
        assert!(call.note(EntryKind::Reaction("angry".to_owned()), at(100)));
        assert!(call.note(EntryKind::Reaction("angry".to_owned()), at(160)));
        let times: std::collections::BTreeSet<i64> = call.log.iter().map(|e| e.at.as_microsecond()).collect();
        assert_eq!(times.len(), 4, "no two entries at one moment");
        assert_eq!((call.reactions(), call.promises().count()), (vec!["angry"], 1));
        assert_eq!(call.next_minute(at(10 + 59)), SignedDuration::from_secs(1));
        call.undo();
        call.toggle("news/0");
        call.toggle("why/0");
        call.toggle("news/0");
        assert_eq!(call.said.len(), 1);
        call.end(at(610));
        call.end(at(9_999));
        assert_eq!(call.minutes(at(9_999)), 10);
        begin(&mut talk, scenario, at(610)).unwrap();
        assert_eq!(talk.calls.len(), 2, "a new call after the end");
    }

    #[test]
    fn cues_are_the_users_own_words() {
        let pack = crate::embedded::pack();
        let scenario = pack.scenario("delay").unwrap();
        let mut talk = Talk::example(scenario, Lang::Zh, at(0));
        begin(&mut talk, scenario, at(1)).unwrap();
        let place = Place::Gate;
        let mut run = Rehearsal::new(&talk.id, "blunt", "normal", 7, place, at(0));
        let check = |run: Option<&Rehearsal>, talk: &Talk, stage: &Stage, expect: &[&str]| {
            let cues = cues(scenario, talk, run, &talk.calls[0], stage, Lang::Zh);
            assert!(CUES.contains(&cues.len()) || cues.len() == stage.steps.len(), "{cues:?}");
            let keys: std::collections::BTreeSet<&str> = cues.iter().map(|cue| cue.key.as_str()).collect();
            assert_eq!(keys.len(), cues.len());
            for words in expect {
                assert!(cues.iter().any(|cue| cue.text.contains(words)), "{words}: {cues:?}");
            }
        };
        let stage = &scenario.stages[0];
        // Nothing was written: the facts of the case stand in.
        check(None, &talk, stage, &["6 月 15 日"]);
        check(None, &Talk { facts: Default::default(), ..talk.clone() }, stage, &[]);
        let attempt = |step: &str, text: &str| Attempt {
            step: step.to_owned(),
            text: text.to_owned(),
            ticked: Vec::new(),
            aloud_seconds: None,
            at: at(0),
        };
        let news = &stage.steps.iter().find(|s| s.facts.contains(&"change".to_owned())).unwrap().id;
        run.attempts
            .push(attempt(news, "王总。上线要从 6 月 15 日改到 7 月 6 日。晚三周，是我们估少了。我知道您难办。"));
        check(Some(&run), &talk, stage, &["上线要从 6 月 15 日改到 7 月 6 日。", "晚三周"]);
        let greeting = cues(scenario, &talk, Some(&run), &talk.calls[0], stage, Lang::Zh);
        assert!(greeting.iter().all(|cue| cue.text != "王总。"), "{greeting:?}");
        for scenario in &pack.scenarios {
            let mut talk = Talk::example(scenario, Lang::En, at(0));
            begin(&mut talk, scenario, at(1) + 1.second()).unwrap();
            for stage in &scenario.stages {
                let cues = cues(scenario, &talk, None, &talk.calls[0], stage, Lang::En);
                assert!(!cues.is_empty() && cues.len() <= *CUES.end(), "{} {}", scenario.id, stage.id);
            }
            assert!(!plans(&pack, scenario, &talk, Lang::En).is_empty());
        }
    }
}
