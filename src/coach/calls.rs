//! A call as it goes: where it stands, what to say next, what was noted down.
//!
//! Nothing here judges. While somebody speaks, a screen may remind and take notes, nothing else.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::call::{Call, Entry, EntryKind, Promise, Question};
use super::flow::Flow;
use super::rehearsal::Rehearsal;
use super::talk::Talk;
use crate::listen::entity::Value;
use crate::listen::{Listener, State};
use crate::pack::{FactKind, Lang, Pack, ReactionRef, Scenario, Stage, Step};
use crate::text::{clean_line, sentences};

/// The most cues of a stage: more cannot be taken in while listening.
pub const MAX_CUES: usize = 5;
/// With fewer cues than this, facts of the case fill up.
const MIN_CUES: usize = 3;
/// For so long an ended call that nobody has looked back on is taken up again, in seconds: the key that ends it is hit
/// by mistake, too.
const TAKEN_UP_AGAIN: i64 = 10 * 60;

impl Call {
    /// A call that begins now.
    pub fn new(stage: &str, now: Timestamp) -> Self {
        Self {
            began: now,
            ended: None,
            stage: stage.to_owned(),
            stage_began: now,
            said: BTreeSet::new(),
            log: Vec::new(),
            answers: BTreeMap::new(),
        }
    }

    /// Whole minutes at this stage, and in all.
    pub fn minutes(&self, now: Timestamp) -> (i64, i64) {
        let whole = |at: Timestamp| at.duration_since(self.began).as_secs().max(0) / 60;
        let now = self.ended.unwrap_or(now);
        // Both change with the same minute, so that the screen changes once a minute.
        ((whole(now) - whole(self.stage_began)).max(0), whole(now))
    }

    /// Notes something down. No two entries have the same moment: follow-ups know theirs by it.
    pub fn note(&mut self, kind: EntryKind, now: Timestamp) {
        // As exact as ids are, which tell microseconds.
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        let last = self.log.iter().map(|entry| entry.at).max().filter(|last| *last >= now);
        let next = |last: Timestamp| last.checked_add(SignedDuration::from_micros(1)).unwrap_or(last);
        self.log.push(Entry { at: last.map_or(now, next), stage: self.stage.clone(), kind });
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

    /// The promise that was noted down last, when it is the last entry.
    pub fn last_promise(&mut self) -> Option<&mut Promise> {
        match self.log.last_mut().map(|entry| &mut entry.kind) {
            Some(EntryKind::Promise(promise)) => Some(promise),
            _ => None,
        }
    }

    /// The reactions that came, by id, each once, in the order in which they came.
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

impl Talk {
    /// The call that goes on.
    pub fn open_call(&self) -> Option<&Call> {
        self.calls.iter().rev().find(|call| call.ended.is_none())
    }

    /// The call that goes on, to be changed.
    pub fn open_call_mut(&mut self) -> Option<&mut Call> {
        self.calls.iter_mut().rev().find(|call| call.ended.is_none())
    }

    /// Begins a call, or goes on with the one that is open or was ended a moment ago.
    pub fn begin_call(&mut self, scenario: &Scenario, now: Timestamp) {
        if self.open_call().is_some() {
            return;
        }
        if let Some(last) = self.calls.last_mut()
            && last.answers.is_empty()
            && last.ended.is_some_and(|ended| (0..TAKEN_UP_AGAIN).contains(&now.duration_since(ended).as_secs()))
        {
            last.ended = None;
            return;
        }
        let stage = Flow::of(scenario, self).and_then(|flow| Some(flow.stages.first()?.id.clone()));
        self.calls.push(Call::new(&stage.unwrap_or_default(), now));
    }

    /// Ends the call that goes on.
    pub fn end_call(&mut self, now: Timestamp) {
        if let Some(call) = self.open_call_mut() {
            call.ended = Some(now);
        }
    }
}

/// Something to say at a stage of the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The name under which a tick is kept: `step/number`, or `fact/id`.
    pub key: String,
    /// The words.
    pub text: String,
    /// Whether they are the user's own line.
    pub own: bool,
}

/// What to say at a stage: the user's own sentences, as they were rehearsed last; where there are few, the facts of the
/// case that belong there, and at last the names of the steps.
pub fn cues(
    listener: &Listener,
    scenario: &Scenario,
    talk: &Talk,
    rehearsal: &Rehearsal,
    stage: &Stage,
    lang: Lang,
) -> Vec<Cue> {
    let mut own: Vec<(Cue, usize)> = Vec::new();
    for step in &stage.steps {
        own.extend(lines(listener, step, rehearsal));
    }
    while own.len() > MAX_CUES {
        // What carries least goes first, the later of two.
        let least = own.iter().enumerate().min_by_key(|(at, (_, weight))| (*weight, usize::MAX - at));
        let Some(least) = least.map(|(at, _)| at) else { break };
        own.remove(least);
    }
    let mut cues: Vec<Cue> = own.into_iter().map(|(cue, _)| cue).collect();
    let facts = stage.steps.iter().flat_map(|step| &step.facts);
    for id in facts {
        let Some(fact) = scenario.fact(id).filter(|fact| fact.kind == FactKind::Text) else { continue };
        // Who the client is need not be told to the client.
        let first = scenario.facts.first().is_some_and(|first| first.id == *id);
        let Some(text) = talk.fact(id).filter(|_| !first) else { continue };
        let key = format!("fact/{id}");
        if cues.len() < MIN_CUES && !cues.iter().any(|cue| cue.key == key || cue.text.contains(text)) {
            let colon = if lang == Lang::Zh { "：" } else { ": " };
            let text = [fact.label.get(lang), colon, text].concat();
            cues.push(Cue { key, text, own: false });
        }
    }
    for step in &stage.steps {
        if cues.len() < MIN_CUES && rehearsal.last_try(&step.id).is_none() {
            let text = step.title.get(lang).to_owned();
            cues.push(Cue { key: format!("{}/0", step.id), text, own: false });
        }
    }
    cues
}

/// The sentences of the last try at a step, each with how much it carries.
fn lines(listener: &Listener, step: &Step, rehearsal: &Rehearsal) -> Vec<(Cue, usize)> {
    let Some(attempt) = rehearsal.last_try(&step.id) else { return Vec::new() };
    let spans = sentences(&attempt.text);
    let lines = spans.iter().enumerate().filter_map(|(n, span)| {
        let text = clean_line(attempt.text.get(span.start..span.end)?.trim()).into_owned();
        let heard = listener.hear(&text, None);
        let carried = heard.signals.iter().filter(|hearing| hearing.state == State::Shown).count();
        let weight = 2 * carried + heard.entities.len();
        let cue = Cue { key: format!("{}/{}", step.id, n + 1), text, own: true };
        (!cue.text.is_empty()).then_some((cue, weight))
    });
    lines.collect()
}

/// The reactions to be ready for: those with a planned answer first, then the others that steps of the talk may meet.
pub fn reactions(pack: &Pack, scenario: &Scenario, talk: &Talk) -> (Vec<ReactionRef>, Vec<ReactionRef>) {
    let planned: Vec<ReactionRef> = scenario.if_then.iter().map(|row| row.reaction).collect();
    let mut others: Vec<ReactionRef> = Vec::new();
    let steps = Flow::of(scenario, talk).map(|flow| flow.steps).unwrap_or_default();
    for reaction in steps.iter().flat_map(|(_, step)| &step.reactions) {
        if !planned.contains(reaction) && !others.contains(reaction) && reaction.index() < pack.reactions.len() {
            others.push(*reaction);
        }
    }
    (planned, others)
}

/// The day that words name, seen from today: a calendar day, a weekday, or the end of a span.
pub fn day_named(listener: &Listener, text: &str, today: Date) -> Option<Date> {
    let heard = listener.hear(text, Some(today));
    let day = heard.entities.iter().find_map(|entity| match &entity.value {
        Value::Date(when) => when.day,
        _ => None,
    });
    let span = || {
        heard.entities.iter().find_map(|entity| match entity.value {
            // A span of years is no day to be told here, and a broken number none at all.
            Value::Span { days, .. } if days > 0.0 && days < 1000.0 => {
                today.checked_add(jiff::Span::new().days(days.ceil() as i64)).ok()
            }
            _ => None,
        })
    };
    day.or_else(span)
}

/// A day as it is shown: in full, with its weekday.
pub fn day_shown(day: Date, lang: Lang) -> String {
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    match lang {
        Lang::Zh => {
            let weekday = ["一", "二", "三", "四", "五", "六", "日"].get(at).unwrap_or(&"");
            format!("{} 月 {} 日（周{weekday}）", day.month(), day.day())
        }
        Lang::En => {
            let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].get(at).unwrap_or(&"");
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
            let month = usize::try_from(day.month() - 1).ok().and_then(|at| months.get(at)).unwrap_or(&"");
            format!("{weekday} {} {month}", day.day())
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::coach::rehearsal::{Attempt, Place};

    fn now() -> Timestamp {
        "2026-06-09T08:30:00Z".parse().unwrap()
    }

    fn listener() -> (Pack, Listener) {
        let pack = crate::embedded::pack();
        let listener = Listener::new(&pack.signals);
        (pack, listener)
    }

    #[test]
    fn a_day_is_worked_out_from_what_was_said() {
        let (_, listener) = listener();
        // A Tuesday.
        let today = date(2026, 6, 9);
        let check = |text: &str, expect: Option<Date>| assert_eq!(day_named(&listener, text, today), expect, "{text}");
        check("周五", Some(date(2026, 6, 12)));
        check("周五下班前", Some(date(2026, 6, 12)));
        check("下周三之前", Some(date(2026, 6, 17)));
        check("明天", Some(date(2026, 6, 10)));
        check("7月6日", Some(date(2026, 7, 6)));
        check("七月六号", Some(date(2026, 7, 6)));
        check("三天内", Some(date(2026, 6, 12)));
        check("by Friday", Some(date(2026, 6, 12)));
        check("tomorrow", Some(date(2026, 6, 10)));
        check("6 July", Some(date(2026, 7, 6)));
        check("within two days", Some(date(2026, 6, 11)));
        check("", None);
        check("等董事会开完", None);
        check("when the board has met", None);
        check("👩‍👩‍👧 e\u{301}", None);
    }

    #[test]
    fn a_day_is_told_with_its_weekday() {
        assert_eq!(day_shown(date(2026, 6, 12), Lang::Zh), "6 月 12 日（周五）");
        assert_eq!(day_shown(date(2026, 6, 12), Lang::En), "Fri 12 Jun");
    }

    #[test]
    fn minutes_change_together() {
        let at = |seconds: i64| now() + jiff::SignedDuration::from_secs(seconds);
        let mut call = Call::new("inform", now());
        assert_eq!(call.minutes(at(59)), (0, 0));
        assert_eq!(call.minutes(at(60)), (1, 1));
        call.stage_began = at(90);
        assert_eq!((call.minutes(at(119)), call.minutes(at(120))), ((0, 1), (1, 2)));
        // A clock that was set back counts nothing twice.
        assert_eq!(call.minutes(at(-500)), (0, 0));
        call.ended = Some(at(180));
        assert_eq!(call.minutes(at(9_000)), (2, 3));
    }

    #[test]
    fn a_call_that_was_ended_by_mistake_goes_on() {
        let (pack, _) = listener();
        let scenario = pack.scenario("delay").unwrap();
        let mut talk = Talk::example(scenario, Lang::Zh, now());
        let at = |seconds: i64| now() + jiff::SignedDuration::from_secs(seconds);
        talk.begin_call(scenario, now());
        talk.begin_call(scenario, at(5));
        assert_eq!(talk.calls.len(), 1, "one call at a time");
        assert_eq!(talk.calls[0].stage, "inform");
        talk.end_call(at(10));
        talk.begin_call(scenario, at(20));
        assert_eq!((talk.calls.len(), talk.calls[0].ended), (1, None));
        talk.end_call(at(30));
        talk.begin_call(scenario, at(30 + TAKEN_UP_AGAIN));
        assert_eq!(talk.calls.len(), 2, "later it is another call");
        talk.end_call(at(2_000));
        talk.calls[1].answers.insert("x".into(), "y".into());
        talk.begin_call(scenario, at(2_001));
        assert_eq!(talk.calls.len(), 3, "one that was looked back on is over");
    }

    #[test]
    fn cues_are_the_users_own_lines_then_facts_then_steps() {
        let (pack, listener) = listener();
        let scenario = pack.scenario("delay").unwrap();
        let mut talk = Talk::example(scenario, Lang::Zh, now());
        let mut rehearsal = Rehearsal::new(&talk.id, "blunt", "easy", 7, Place::Gate, now());
        let stage = |id: &str| scenario.stages.iter().find(|stage| stage.id == id).unwrap();
        let of = |talk: &Talk, rehearsal: &Rehearsal, id: &str| {
            cues(&listener, scenario, talk, rehearsal, stage(id), Lang::Zh)
        };
        for id in ["inform", "explain", "solve", "follow-up"] {
            let cues = of(&talk, &rehearsal, id);
            assert!((1..=MAX_CUES).contains(&cues.len()) && cues.iter().all(|cue| !cue.own), "{id}: {cues:?}");
        }
        let text = "王总，您好。上线要从 6 月 15 日改到 7 月 6 日，晚三周。嗯。这事我先跟您说。\
                    六月的促销要改期。是我们没测好，对不起。您看呢？";
        rehearsal.attempts.push(Attempt {
            step: "news".into(),
            text: text.into(),
            ticked: Vec::new(),
            aloud_seconds: None,
            at: now(),
        });
        let own = of(&talk, &rehearsal, "inform");
        assert_eq!(own.len(), MAX_CUES);
        assert!(own.iter().all(|cue| cue.own && text.contains(&cue.text)), "{own:?}");
        assert!(own[0].text.contains("7 月 6 日") || own[1].text.contains("7 月 6 日"), "{own:?}");
        assert!(!own.iter().any(|cue| cue.text == "嗯。"), "what carries nothing goes first: {own:?}");
        talk.facts.clear();
        let steps = of(&talk, &rehearsal, "solve");
        assert!(!steps.is_empty() && steps.iter().all(|cue| cue.key.ends_with("/0")), "{steps:?}");
    }
}
