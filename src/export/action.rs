//! The dated actions of a talk, as calendars and task programs want them.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan, ZonedDateTime};

use crate::coach::{Due, FollowUp, FollowUpState, Origin, Promise, Talk};
use crate::pack::{ClockAfter, ClockFrom, ClockRow, Lang, Pack, Scenario, Word, fill};

/// A promise or a far-off action counts from so many days on as not urgent.
const FAR: i32 = 14;
/// Actions counted in hours fall on a time of day; the working day ends here.
const DAY_ENDS: i8 = 18;
/// The working day begins here.
const DAY_BEGINS: i8 = 9;

/// A dated action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Never changed: calendars know the action by it.
    pub id: String,
    /// What to do, in both languages; the user's own words are the same in both.
    pub what: [String; 2],
    /// Who; may be empty.
    pub owner: String,
    /// From when it can be worked on.
    pub start: Option<Date>,
    /// When it is due; `None` while that hangs on something that has not happened.
    pub due: Option<Due>,
    /// On what it hangs, in words, when it has no day yet.
    pub hangs_on: [String; 2],
    /// How urgent it is: a place in [`crate::pack::PRIORITIES`].
    pub priority: usize,
    /// How it stands.
    pub state: FollowUpState,
    /// Where it comes from.
    pub origin: Origin,
    /// How often it comes back, in days.
    pub every_days: Option<u32>,
    /// How often it was changed: a calendar takes the entry with the larger number.
    pub sequence: usize,
    /// When it was last changed.
    pub changed: Timestamp,
}

impl Action {
    /// What to do, in one language.
    pub fn what(&self, lang: Lang) -> &str {
        of(&self.what, lang)
    }

    /// On what it hangs, in one language, while it has no day.
    pub fn hangs_on(&self, lang: Lang) -> &str {
        of(&self.hangs_on, lang)
    }

    /// When, in words.
    pub fn when(&self, pack: &Pack, lang: Lang) -> String {
        match &self.due {
            Some(due) => super::words::due(pack, due, lang),
            None => self.hangs_on(lang).to_owned(),
        }
    }

    /// Whether it was promised to the client, or answers them.
    pub fn is_owed(&self) -> bool {
        matches!(self.origin, Origin::Promise | Origin::Question)
    }
}

fn of(both: &[String; 2], lang: Lang) -> &str {
    let [zh, en] = both;
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The actions of a talk, the earliest first: its follow-ups; as long as it has none, what the scenario's clock asks for,
/// reckoned as if the talk were held now.
pub fn actions(
    pack: &Pack,
    scenario: &Scenario,
    talk: &Talk,
    promised: Option<Date>,
    now: &ZonedDateTime,
) -> Vec<Action> {
    let mut actions: Vec<Action> = if talk.followups.is_empty() {
        let rows = scenario.clock.iter();
        let rows = rows.map(|row| from_row(pack, scenario, row, talk, promised, now));
        rows.chain(talk.promises().enumerate().map(|(at, (_, promise))| from_promise(talk, at, promise, now))).collect()
    } else {
        talk.followups.iter().map(|followup| from_followup(scenario, followup, now)).collect()
    };
    // What has no day stands last; among equals, the order of the talk stays.
    actions.sort_by_key(|action| (action.due.is_none(), action.due));
    actions
}

fn from_followup(scenario: &Scenario, followup: &FollowUp, now: &ZonedDateTime) -> Action {
    let row = match &followup.origin {
        Origin::Clock(id) => scenario.clock.iter().find(|row| row.id == *id),
        _ => None,
    };
    // A row of the clock that nobody reworded is told in the reader's language.
    let untouched = row.filter(|row| Lang::ALL.iter().any(|lang| row.action.get(*lang) == followup.what));
    let what = match untouched {
        Some(row) => Lang::ALL.map(|lang| row.action.get(lang).to_owned()),
        None => [followup.what.clone(), followup.what.clone()],
    };
    Action {
        id: followup.id.clone(),
        what,
        owner: followup.owner.clone(),
        start: followup.start,
        due: Some(followup.due),
        hangs_on: Default::default(),
        priority: priority(&followup.origin, Some(followup.due), now),
        state: followup.state,
        origin: followup.origin.clone(),
        every_days: followup.every_days,
        sequence: followup.history.len(),
        changed: followup.history.iter().map(|change| change.at).max().unwrap_or(followup.created),
    }
}

fn from_row(
    pack: &Pack,
    scenario: &Scenario,
    row: &ClockRow,
    talk: &Talk,
    promised: Option<Date>,
    now: &ZonedDateTime,
) -> Action {
    let here = |at: Timestamp| at.to_zoned_datetime(now.time_zone().clone()).datetime();
    let held = talk.calls.iter().filter_map(|call| call.ended).max();
    let base = match row.from {
        ClockFrom::Known => Some(here(talk.known.unwrap_or(talk.created))),
        ClockFrom::Talk => Some(held.map_or_else(|| now.datetime(), here)),
        ClockFrom::Promised => promised.map(|date| date.at(DAY_ENDS, 0, 0, 0)),
        ClockFrom::Close => talk.closed.map(here),
    };
    let due = base.and_then(|base| after(base, row));
    let origin = Origin::Clock(row.id.clone());
    Action {
        // An example case is made anew each time; its actions still are the same ones.
        id: format!("{}-{}", if talk.example { example_id(scenario, talk) } else { talk.id.clone() }, row.id),
        what: Lang::ALL.map(|lang| row.action.get(lang).to_owned()),
        owner: String::new(),
        start: None,
        due,
        hangs_on: Lang::ALL.map(|lang| hangs_on(pack, row, lang)),
        priority: priority(&origin, due, now),
        state: FollowUpState::Open,
        origin,
        every_days: row.every_days,
        sequence: 0,
        changed: talk.changed,
    }
}

/// What an example case is called in ids.
fn example_id(scenario: &Scenario, talk: &Talk) -> String {
    let example = Lang::ALL.into_iter().find_map(|lang| talk.example_told(scenario, lang));
    let example = example.map_or("own", |example| example.id.as_str());
    format!("example-{}-{example}", talk.scenario)
}

fn from_promise(talk: &Talk, at: usize, promise: &Promise, now: &ZonedDateTime) -> Action {
    let due = promise.due.map(|date| Due { date, time: None });
    Action {
        id: format!("{}-promise-{}", talk.id, at + 1),
        what: [promise.what.clone(), promise.what.clone()],
        owner: promise.who.clone(),
        start: None,
        due,
        hangs_on: Default::default(),
        priority: priority(&Origin::Promise, due, now),
        state: if promise.kept.is_some() { FollowUpState::Done } else { FollowUpState::Open },
        origin: Origin::Promise,
        every_days: None,
        sequence: usize::from(promise.kept.is_some()),
        changed: promise.kept.unwrap_or(talk.changed),
    }
}

/// The moment so long after another. Hours that end at night move to the next morning; working days leave out the
/// weekend.
fn after(base: DateTime, row: &ClockRow) -> Option<Due> {
    match row.after {
        ClockAfter::Hours(hours) => {
            let at = base.checked_add(i64::from(hours).hours()).ok()?;
            let begins = Time::constant(DAY_BEGINS, 0, 0, 0);
            let (date, time) = match at.hour() {
                // What must be done so many hours after we knew waits for no morning.
                _ if row.from == ClockFrom::Known => (at.date(), Time::constant(at.hour(), at.minute(), 0, 0)),
                hour if hour < DAY_BEGINS => (at.date(), begins),
                hour if hour >= DAY_ENDS => (at.date().tomorrow().ok()?, begins),
                _ => (at.date(), Time::constant(at.hour(), at.minute(), 0, 0)),
            };
            Some(Due { date, time: Some(time) })
        }
        ClockAfter::Days(days) => {
            let date = base.date().checked_add(i64::from(days).days()).ok()?;
            Some(Due { date, time: None })
        }
        ClockAfter::WorkingDays(days) => {
            let mut date = base.date();
            let mut left = days;
            while left > 0 {
                date = date.tomorrow().ok()?;
                left -= u32::from(date.weekday().to_monday_zero_offset() < 5);
            }
            Some(Due { date, time: None })
        }
    }
}

fn hangs_on(pack: &Pack, row: &ClockRow, lang: Lang) -> String {
    let word = match row.from {
        ClockFrom::Promised => Word::WhenPromised,
        _ => Word::WhenClosed,
    };
    let n = match row.after {
        ClockAfter::Hours(n) | ClockAfter::Days(n) | ClockAfter::WorkingDays(n) => n,
    };
    fill(pack.word(word, lang), &[("n", &n.to_string())])
}

/// High: promised, or overdue; low: far off; normal: the rest.
fn priority(origin: &Origin, due: Option<Due>, now: &ZonedDateTime) -> usize {
    let (low, normal, high) = (0, 1, 2);
    let days = due.and_then(|due| now.date().until(due.date).ok()).map(|span| span.get_days());
    match (origin, days) {
        (_, Some(..0)) | (Origin::Promise, _) => high,
        (_, None | Some(FAR..)) => low,
        _ => normal,
    }
}
