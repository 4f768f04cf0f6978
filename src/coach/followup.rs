//! Dated actions that a talk brings with it: from the scenario's clock, from promises and open questions, from the user.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::call::EntryKind;
use super::talk::{Talk, id_at};
use super::week::Week;
use crate::pack::{ClockAfter, ClockFrom, ClockRow, Lang, Scenario};

/// What dates are counted with: the user's working days and time zone.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The working days.
    pub week: Week,
    /// The time zone.
    pub zone: TimeZone,
}

impl Default for Calendar {
    /// Monday to Friday, in UTC.
    fn default() -> Self {
        Self { week: Week::default(), zone: TimeZone::UTC }
    }
}

impl Calendar {
    /// The user's day and time of a moment.
    pub fn civil(&self, at: Timestamp) -> DateTime {
        at.to_zoned_datetime(self.zone.clone()).datetime()
    }

    /// The user's day of a moment.
    pub fn day(&self, at: Timestamp) -> Date {
        self.civil(at).date()
    }
}

/// A dated action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// Unique in a store, and never changed: calendars know the action by it. One that comes back has an id of its own
    /// each time.
    pub id: String,
    /// The talk it belongs to, by id; `None` when it belongs to the client alone.
    pub talk: Option<String>,
    /// The client it belongs to, by id.
    pub client: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// What to do.
    pub what: String,
    /// Who does it; may be empty.
    pub owner: String,
    /// From when it can be worked on.
    pub start: Option<Date>,
    /// When it is due, in the user's time zone.
    pub due: Due,
    /// Whether it comes back, in days after it was due.
    pub every_days: Option<u32>,
    /// How it stands.
    pub state: FollowUpState,
    /// What changed, the oldest first.
    pub history: Vec<FollowUpChange>,
    /// When it was made.
    pub created: Timestamp,
}

/// When something is due: a day, and perhaps the time of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The day.
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
}

/// Where a follow-up comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// A row of the scenario's follow-up clock, by id.
    Clock(String),
    /// A promise made in the call.
    Promise,
    /// A question that the call left open.
    Question,
    /// The user.
    User,
}

/// How a follow-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FollowUpState {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

/// One change of a follow-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpChange {
    /// When it was changed.
    pub at: Timestamp,
    /// How it stood before.
    pub state: FollowUpState,
    /// When it was due before.
    pub due: Due,
    /// Why; may be empty.
    pub why: String,
}

/// How urgent an open follow-up is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// Its day, or its time of today, is over.
    Overdue,
    /// It is due today.
    Today,
    /// It is due later.
    Later,
}

/// What is to become of a follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is done.
    Done,
    /// It is due at another time.
    Move(Due),
    /// It is given up.
    Drop,
    /// It is to be done after all.
    Reopen,
}

/// Why a follow-up stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchanged {
    /// There is none of that id.
    Unknown,
    /// It stands so already.
    Already,
    /// It is done or dropped: only what is open can be moved.
    Closed,
}

impl Due {
    /// The moment of the clock by which it has to be done: the end of the day when no time is told.
    fn end(self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::MAX))
    }
}

impl FollowUp {
    /// An action that the user sets for a talk or a client.
    pub fn of_user(talk: Option<&str>, client: Option<&str>, what: &str, due: Due, now: Timestamp) -> Self {
        Self {
            id: id_at('f', now),
            talk: talk.map(str::to_owned),
            client: client.map(str::to_owned),
            origin: Origin::User,
            what: what.trim().to_owned(),
            owner: String::new(),
            start: None,
            due,
            every_days: None,
            state: FollowUpState::Open,
            history: Vec::new(),
            created: now,
        }
    }

    /// How urgent it is; `None` when it is not open.
    pub fn urgency(&self, now: DateTime) -> Option<Urgency> {
        (self.state == FollowUpState::Open).then(|| match self.due.end() {
            end if end < now => Urgency::Overdue,
            _ if self.due.date == now.date() => Urgency::Today,
            _ => Urgency::Later,
        })
    }

    /// What to do, in a language: an action of the clock that nobody has reworded is told in the pack's words.
    pub fn told<'f>(&'f self, scenario: Option<&'f Scenario>, lang: Lang) -> &'f str {
        let Origin::Clock(row) = &self.origin else { return &self.what };
        let row = scenario.and_then(|scenario| scenario.clock.iter().find(|known| known.id == *row));
        match row {
            Some(row) if [&row.action.zh, &row.action.en].contains(&&self.what) => row.action.get(lang),
            _ => &self.what,
        }
    }

    /// Changes how it stands, and keeps how it stood. One that comes back gives its next time when it is done.
    ///
    /// # Errors
    /// It stands so already, or is closed.
    pub fn turn(
        &mut self,
        turn: Turn,
        why: &str,
        now: Timestamp,
        calendar: &Calendar,
    ) -> Result<Option<FollowUp>, Unchanged> {
        let open = self.state == FollowUpState::Open;
        let (state, due) = match turn {
            Turn::Done if self.state != FollowUpState::Done => (FollowUpState::Done, self.due),
            Turn::Drop if self.state != FollowUpState::Dropped => (FollowUpState::Dropped, self.due),
            Turn::Reopen if !open => (FollowUpState::Open, self.due),
            Turn::Move(_) if !open => return Err(Unchanged::Closed),
            Turn::Move(due) if due != self.due => (FollowUpState::Open, due),
            _ => return Err(Unchanged::Already),
        };
        let before = FollowUpChange { at: now, state: self.state, due: self.due, why: why.trim().to_owned() };
        self.history.push(before);
        self.state = state;
        self.due = due;
        Ok(if turn == Turn::Done && open { self.next(now, calendar) } else { None })
    }

    /// The next time of one that comes back: the first of its days after today.
    fn next(&self, now: Timestamp, calendar: &Calendar) -> Option<FollowUp> {
        let every = self.every_days.filter(|days| *days > 0)?;
        let today = calendar.day(now);
        let mut date = self.due.date.checked_add(i64::from(every).days()).ok()?;
        if date <= today {
            let behind = (today - date).get_days().unsigned_abs() / every + 1;
            date = date.checked_add(i64::from(behind * every).days()).ok()?;
        }
        let (base, n) = match self.id.rsplit_once('.') {
            Some((base, n)) => (base, n.parse().unwrap_or(1_u32)),
            None => (self.id.as_str(), 1),
        };
        Some(FollowUp {
            id: format!("{base}.{}", n.saturating_add(1)),
            due: Due { date, time: self.due.time },
            start: None,
            state: FollowUpState::Open,
            history: Vec::new(),
            created: now,
            ..self.clone()
        })
    }
}

/// Puts what is most urgent first: overdue, then by day and time; what has no time comes at the end of its day. What is
/// closed comes last, the latest first.
pub fn by_urgency(followups: &mut [FollowUp]) {
    followups.sort_by(|a, b| {
        let open = |f: &FollowUp| f.state != FollowUpState::Open;
        let closed = |f: &FollowUp| f.history.last().map(|change| change.at);
        open(a).cmp(&open(b)).then_with(|| {
            if open(a) { closed(b).cmp(&closed(a)) } else { (a.due.end(), &a.id).cmp(&(b.due.end(), &b.id)) }
        })
    });
}

/// Changes a follow-up of a talk. A promise's follow-up that is done keeps the promise, and one that comes back puts its
/// next time into the talk unless the matter is closed.
///
/// # Errors
/// There is none of that id, it stands so already, or it is closed.
pub fn turn(
    talk: &mut Talk,
    id: &str,
    turn: Turn,
    why: &str,
    now: Timestamp,
    calendar: &Calendar,
) -> Result<(), Unchanged> {
    let followup = talk.followups.iter_mut().find(|followup| followup.id == id).ok_or(Unchanged::Unknown)?;
    let next = followup.turn(turn, why, now, calendar)?;
    let (origin, state) = (followup.origin.clone(), followup.state);
    if origin == Origin::Promise {
        let at = Stamp::of(id);
        let entries = talk.calls.iter_mut().flat_map(|call| &mut call.log);
        for entry in entries.filter(|entry| Some(Stamp(entry.at.as_microsecond())) == at) {
            if let EntryKind::Promise(promise) = &mut entry.kind {
                promise.kept = (state == FollowUpState::Done).then_some(now);
            }
        }
    }
    if let Some(next) = next.filter(|next| talk.closed.is_none() && talk.followups.iter().all(|f| f.id != next.id)) {
        talk.followups.push(next);
    }
    talk.changed = now;
    Ok(())
}

/// The moment of a promise or question, as it stands in its follow-up's id.
#[derive(PartialEq, Eq)]
struct Stamp(i64);

impl Stamp {
    fn of(id: &str) -> Option<Self> {
        let (_, stamp) = id.rsplit_once('-')?;
        i64::from_str_radix(stamp.get(1..)?, 16).ok().map(Stamp)
    }
}

/// Brings a talk's follow-ups up to what is known: rows of the clock whose moment is known, promises, open questions.
/// What is there is never taken away. An open one that nobody has moved follows its moment; a promise kept, a question
/// answered and the first talk held close theirs. Says whether anything changed.
///
/// Examples have none: they are nobody's duty.
pub fn bring_up(talk: &mut Talk, scenario: &Scenario, lang: Lang, calendar: &Calendar, now: Timestamp) -> bool {
    if talk.example {
        return false;
    }
    let before = talk.followups.clone();
    for wanted in wanted(talk, scenario, lang, calendar, now) {
        let Wanted { followup, settled } = wanted;
        let standing = match talk.followups.iter_mut().find(|standing| standing.id == followup.id) {
            Some(standing) => {
                if standing.state == FollowUpState::Open && standing.history.is_empty() {
                    standing.due = followup.due;
                }
                standing
            }
            // What is settled before it was ever listed needs no entry.
            None if settled.is_some() => continue,
            None => {
                talk.followups.push(followup);
                continue;
            }
        };
        if let Some(at) = settled.filter(|_| standing.state == FollowUpState::Open) {
            // Cannot fail: it is open.
            let _ = standing.turn(Turn::Done, "", at, calendar);
        }
    }
    talk.followups != before
}

/// A follow-up that a talk asks for, and when it was settled without anybody ticking it off.
struct Wanted {
    followup: FollowUp,
    settled: Option<Timestamp>,
}

fn wanted(talk: &Talk, scenario: &Scenario, lang: Lang, calendar: &Calendar, now: Timestamp) -> Vec<Wanted> {
    let mut all = Vec::new();
    let make = |id: String, origin: Origin, what: &str, due: Due| FollowUp {
        id,
        origin,
        created: now,
        ..FollowUp::of_user(Some(&talk.id), talk.client.as_deref(), what, due, now)
    };
    for row in &scenario.clock {
        for (n, from) in moments(talk, row, calendar).into_iter().enumerate() {
            let id =
                if n == 0 { format!("{}-{}", talk.id, row.id) } else { format!("{}-{}-{}", talk.id, row.id, n + 1) };
            let followup = FollowUp {
                every_days: row.every_days,
                ..make(id, Origin::Clock(row.id.clone()), row.action.get(lang), due(from, row.after, calendar))
            };
            all.push(Wanted { followup, settled: first_talk_held(talk, row) });
        }
    }
    for entry in talk.calls.iter().flat_map(|call| &call.log) {
        let day = calendar.day(entry.at);
        // What has no day is forgotten: it is asked for on the next working day.
        let soon = Due { date: calendar.week.after(day, 1), time: None };
        let id = |kind: char| format!("{}-{kind}{:x}", talk.id, entry.at.as_microsecond());
        match &entry.kind {
            EntryKind::Promise(promise) if !promise.what.trim().is_empty() => {
                let due = promise.due.map_or(soon, |date| Due { date, time: None });
                let followup = make(id('p'), Origin::Promise, &promise.what, due);
                all.push(Wanted {
                    followup: FollowUp { owner: promise.who.clone(), start: Some(day), ..followup },
                    settled: promise.kept,
                });
            }
            EntryKind::Question(question) if !question.text.trim().is_empty() => {
                let followup = make(id('q'), Origin::Question, &question.text, soon);
                let settled = question.answer.as_ref().map(|_| entry.at.max(now));
                all.push(Wanted { followup: FollowUp { start: Some(day), ..followup }, settled });
            }
            _ => {}
        }
    }
    all
}

/// The moments from which a row counts. What follows a call within a day or two (the record, the answers) follows each
/// call; what follows later (a review, a revisit) follows the first one only.
fn moments(talk: &Talk, row: &ClockRow, calendar: &Calendar) -> Vec<Timestamp> {
    let held = || talk.calls.iter().filter_map(|call| call.ended);
    match row.from {
        ClockFrom::Known => talk.known.into_iter().collect(),
        ClockFrom::Close => talk.closed.into_iter().collect(),
        ClockFrom::Talk if row.every_days.is_none() && is_soon(row.after) => held().collect(),
        ClockFrom::Talk => held().take(1).collect(),
        ClockFrom::Promised => {
            let first = talk.promises().filter_map(|(_, promise)| promise.due).min();
            let noon =
                first.map(|day| day.to_datetime(Time::constant(12, 0, 0, 0)).to_zoned_datetime(calendar.zone.clone()));
            noon.and_then(Result::ok).map(|noon| noon.timestamp()).into_iter().collect()
        }
    }
}

fn is_soon(after: ClockAfter) -> bool {
    matches!(after, ClockAfter::Hours(..=48) | ClockAfter::Days(..=2) | ClockAfter::WorkingDays(..=2))
}

/// A span in hours from the news is the time within which the first talk has to be held; the call settles it.
fn first_talk_held(talk: &Talk, row: &ClockRow) -> Option<Timestamp> {
    let is_first = row.from == ClockFrom::Known && matches!(row.after, ClockAfter::Hours(_));
    talk.calls.first().map(|call| call.began).filter(|_| is_first)
}

/// When something is due: hours are counted on the clock, whatever summer time does to it; days in the calendar.
pub(super) fn due(from: Timestamp, after: ClockAfter, calendar: &Calendar) -> Due {
    let day = calendar.day(from);
    let date = |date: Date| Due { date, time: None };
    match after {
        ClockAfter::Hours(hours) => match from.checked_add(i64::from(hours).hours()) {
            Ok(at) => {
                let at = calendar.civil(at);
                let time = Time::constant(at.hour(), at.minute(), 0, 0);
                Due { date: at.date(), time: Some(time) }
            }
            Err(_) => date(Date::MAX),
        },
        ClockAfter::Days(days) => date(day.checked_add(i64::from(days).days()).unwrap_or(Date::MAX)),
        // From a day that is not worked one counts as from the evening before it.
        ClockAfter::WorkingDays(days) => date(calendar.week.after(day, days)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime, time};

    use super::*;
    use crate::coach::{Call, Entry, Promise, Question};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn calendar(zone: &str) -> Calendar {
        Calendar { week: Week::default(), zone: TimeZone::get(zone).unwrap() }
    }

    fn held(began: Timestamp, log: Vec<EntryKind>) -> Call {
        let log = log.into_iter().enumerate().map(|(n, kind)| {
            let at = began + i64::try_from(n).unwrap().seconds();
            Entry { at, stage: "inform".to_owned(), kind }
        });
        Call {
            began,
            ended: Some(began + 30.minutes()),
            stage: "inform".to_owned(),
            stage_began: began,
            said: Default::default(),
            log: log.collect(),
            answers: Default::default(),
        }
    }

    fn failure() -> (crate::pack::Pack, Talk) {
        let pack = crate::embedded::pack();
        let talk = Talk::new(pack.scenario("failure").unwrap(), at("2026-11-23T08:10:00Z"));
        (pack, talk)
    }

    #[test]
    fn spans_of_the_clock() {
        use ClockAfter::{Days, Hours, WorkingDays};
        let mut shanghai = calendar("Asia/Shanghai");
        assert_eq!(shanghai.week.read_holidays("2026-10-01..2026-10-07\n2026-10-10 work"), []);
        let check = |calendar: &Calendar, from: &str, after: ClockAfter, expect: DateTime, timed: bool| {
            let due = due(at(from), after, calendar);
            assert_eq!(due.date.to_datetime(due.time.unwrap_or(Time::MIN)), expect, "{from} {after:?}");
            assert_eq!(due.time.is_some(), timed);
        };
        check(&shanghai, "2026-11-23T08:10:30Z", Hours(24), datetime(2026, 11, 24, 16, 10, 0, 0), true);
        check(&shanghai, "2026-11-23T20:10:00Z", Days(0), datetime(2026, 11, 24, 0, 0, 0, 0), false);
        check(&shanghai, "2026-11-27T08:10:00Z", WorkingDays(1), datetime(2026, 11, 30, 0, 0, 0, 0), false);
        check(&shanghai, "2026-09-30T08:10:00Z", WorkingDays(3), datetime(2026, 10, 10, 0, 0, 0, 0), false);
        // The night of 25 October 2026 has 25 hours in Berlin, that of 29 March 23.
        let berlin = calendar("Europe/Berlin");
        check(&berlin, "2026-10-24T14:10:00Z", Hours(24), datetime(2026, 10, 25, 15, 10, 0, 0), true);
        check(&berlin, "2026-10-24T14:10:00Z", Days(1), datetime(2026, 10, 25, 0, 0, 0, 0), false);
        check(&berlin, "2026-03-28T14:10:00Z", Hours(24), datetime(2026, 3, 29, 16, 10, 0, 0), true);
        check(&berlin, "2026-03-28T22:30:00Z", Hours(3), datetime(2026, 3, 29, 3, 30, 0, 0), true);
        check(&berlin, "9999-12-30T00:00:00Z", Hours(1000), datetime(9999, 12, 31, 0, 0, 0, 0), false);
    }

    #[test]
    fn a_failure_from_the_news_to_the_close() {
        let (pack, mut talk) = failure();
        let scenario = pack.scenario("failure").unwrap();
        let calendar = calendar("Asia/Shanghai");
        let now = at("2026-11-23T09:00:00Z");
        let ids = |talk: &Talk| -> Vec<String> {
            let short = |f: &FollowUp| f.id.strip_prefix(&format!("{}-", talk.id)).unwrap().to_owned();
            talk.followups.iter().map(short).collect()
        };
        assert!(!bring_up(&mut talk, scenario, Lang::En, &calendar, now), "nothing is known yet");
        talk.known = Some(at("2026-11-23T08:10:00Z"));
        assert!(bring_up(&mut talk, scenario, Lang::En, &calendar, now));
        assert!(!bring_up(&mut talk, scenario, Lang::En, &calendar, now), "once");
        assert_eq!(ids(&talk), ["first-talk", "new-bad-fact"]);
        assert_eq!(talk.followups[0].due, Due { date: date(2026, 11, 24), time: Some(time(16, 10, 0, 0)) });
        // The moment is corrected: what nobody moved follows.
        talk.known = Some(at("2026-11-23T07:00:00Z"));
        bring_up(&mut talk, scenario, Lang::En, &calendar, now);
        assert_eq!(talk.followups[0].due.time, Some(time(15, 0, 0, 0)));
        // The call settles the first talk; promises and questions get their days.
        let promise = |what: &str, due| {
            EntryKind::Promise(Promise { what: what.to_owned(), who: "Kai".to_owned(), due, kept: None })
        };
        let question = EntryKind::Question(Question { text: "Who pays?".to_owned(), answer: None });
        let log = vec![promise("answer on the licence", Some(date(2026, 11, 26))), promise("list", None), question];
        talk.calls = vec![held(at("2026-11-24T01:30:00Z"), log)];
        bring_up(&mut talk, scenario, Lang::En, &calendar, at("2026-11-24T02:00:00Z"));
        assert_eq!(talk.followups[0].state, FollowUpState::Done);
        let made = ids(&talk);
        let rows = ["record", "open-questions", "update", "review", "report-review"];
        assert!(rows.iter().all(|row| made.iter().any(|id| id == row)), "{made:?}");
        let dues: Vec<(Origin, Date, String)> = talk
            .followups
            .iter()
            .filter(|f| matches!(f.origin, Origin::Promise | Origin::Question))
            .map(|f| (f.origin.clone(), f.due.date, f.owner.clone()))
            .collect();
        let (kai, none) = ("Kai".to_owned(), String::new());
        let expect = [
            (Origin::Promise, date(2026, 11, 26), kai.clone()),
            (Origin::Promise, date(2026, 11, 25), kai),
            (Origin::Question, date(2026, 11, 25), none),
        ];
        assert_eq!(dues, expect);
        // A promise kept by its follow-up, one by the user's word.
        let id = talk.followups.iter().find(|f| f.what == "list").unwrap().id.clone();
        turn(&mut talk, &id, Turn::Done, "sent", at("2026-11-24T05:00:00Z"), &calendar).unwrap();
        assert_eq!(talk.promises().filter(|(_, p)| p.kept.is_some()).count(), 1);
        turn(&mut talk, &id, Turn::Reopen, "", at("2026-11-24T05:01:00Z"), &calendar).unwrap();
        assert_eq!(talk.promises().filter(|(_, p)| p.kept.is_some()).count(), 0);
        if let EntryKind::Promise(promise) = &mut talk.calls[0].log[0].kind {
            promise.kept = Some(at("2026-11-25T00:00:00Z"));
        }
        bring_up(&mut talk, scenario, Lang::En, &calendar, at("2026-11-25T00:00:00Z"));
        let kept = talk.followups.iter().find(|f| f.what == "answer on the licence").unwrap();
        assert_eq!(kept.state, FollowUpState::Done);
        // A second call has its own record, the review is still the first one's.
        talk.calls.push(held(at("2026-12-01T01:30:00Z"), Vec::new()));
        bring_up(&mut talk, scenario, Lang::En, &calendar, at("2026-12-01T02:00:00Z"));
        let made = ids(&talk);
        assert!(made.contains(&"record-2".to_owned()) && !made.contains(&"review-2".to_owned()), "{made:?}");
        talk.closed = Some(at("2026-12-20T01:00:00Z"));
        bring_up(&mut talk, scenario, Lang::En, &calendar, at("2026-12-20T01:00:00Z"));
        let asked = talk.followups.iter().find(|f| f.id.ends_with("-satisfaction")).unwrap();
        assert_eq!(asked.due.date, date(2027, 1, 3));
        assert!(asked.told(Some(scenario), Lang::Zh).contains("三个问题"));
    }

    #[test]
    fn what_comes_back_comes_back_once_and_after_today() {
        let (pack, mut talk) = failure();
        let scenario = pack.scenario("failure").unwrap();
        let calendar = calendar("Asia/Shanghai");
        talk.calls = vec![held(at("2026-11-24T01:30:00Z"), Vec::new())];
        bring_up(&mut talk, scenario, Lang::Zh, &calendar, at("2026-11-24T02:00:00Z"));
        let base = format!("{}-update", talk.id);
        let due = |talk: &Talk, id: &str| talk.followups.iter().find(|f| f.id == id).map(|f| f.due.date);
        assert_eq!(due(&talk, &base), Some(date(2026, 12, 1)));
        turn(&mut talk, &base, Turn::Done, "", at("2026-11-30T02:00:00Z"), &calendar).unwrap();
        assert_eq!(due(&talk, &format!("{base}.2")), Some(date(2026, 12, 8)), "done early: the days stay");
        turn(&mut talk, &format!("{base}.2"), Turn::Done, "", at("2026-12-23T02:00:00Z"), &calendar).unwrap();
        assert_eq!(due(&talk, &format!("{base}.3")), Some(date(2026, 12, 29)), "what was missed is not made up for");
        bring_up(&mut talk, scenario, Lang::Zh, &calendar, at("2026-12-23T02:00:00Z"));
        assert_eq!(talk.followups.iter().filter(|f| f.id.starts_with(&base)).count(), 3);
        turn(&mut talk, &format!("{base}.3"), Turn::Drop, "不用了", at("2026-12-24T02:00:00Z"), &calendar).unwrap();
        assert!(due(&talk, &format!("{base}.4")).is_none(), "dropped: it comes no more");
    }

    #[test]
    fn what_stands_so_already_is_told() {
        let due = Due { date: date(2026, 11, 24), time: None };
        let later = Due { date: date(2026, 11, 30), time: Some(time(9, 0, 0, 0)) };
        let now = at("2026-11-23T08:10:00Z");
        let mut one = FollowUp::of_user(None, Some("c1"), " visit ", due, now);
        let calendar = Calendar::default();
        let mut check = |wanted, expect: Result<(), Unchanged>, length: usize| {
            let result = one.turn(wanted, "", now, &calendar).map(|_| ());
            assert_eq!((result, one.history.len()), (expect, length), "{wanted:?}");
        };
        check(Turn::Reopen, Err(Unchanged::Already), 0);
        check(Turn::Move(due), Err(Unchanged::Already), 0);
        check(Turn::Move(later), Ok(()), 1);
        check(Turn::Done, Ok(()), 2);
        check(Turn::Done, Err(Unchanged::Already), 2);
        check(Turn::Move(due), Err(Unchanged::Closed), 2);
        check(Turn::Drop, Ok(()), 3);
        check(Turn::Reopen, Ok(()), 4);
        assert_eq!(one.due, later);
        let (_, mut talk) = failure();
        assert_eq!(turn(&mut talk, "nobody", Turn::Done, "", now, &calendar), Err(Unchanged::Unknown));
    }

    #[test]
    fn the_most_urgent_first() {
        let now = datetime(2026, 11, 24, 10, 0, 0, 0);
        let made = at("2026-11-01T08:10:00Z");
        let make = |name: &str, day: i8, hour: Option<i8>| {
            let due = Due { date: date(2026, 11, day), time: hour.map(|hour| time(hour, 0, 0, 0)) };
            FollowUp { id: name.to_owned(), ..FollowUp::of_user(None, None, name, due, made) }
        };
        let all =
            [make("later", 25, None), make("today", 24, None), make("noon", 24, Some(12)), make("nine", 24, Some(9))];
        let mut gone = make("gone", 1, None);
        gone.turn(Turn::Drop, "", made, &Calendar::default()).unwrap();
        let mut list = all.to_vec();
        list.push(gone);
        list.push(make("yesterday", 23, None));
        by_urgency(&mut list);
        let told: Vec<(&str, Option<Urgency>)> = list.iter().map(|f| (f.id.as_str(), f.urgency(now))).collect();
        use Urgency::{Later, Overdue, Today};
        let expect = [
            ("yesterday", Some(Overdue)),
            ("nine", Some(Overdue)),
            ("noon", Some(Today)),
            ("today", Some(Today)),
            ("later", Some(Later)),
            ("gone", None),
        ];
        assert_eq!(told, expect);
    }

    #[test]
    fn an_example_has_no_duties() {
        let (pack, _) = failure();
        let scenario = pack.scenario("failure").unwrap();
        let mut example = Talk::example(scenario, Lang::En, at("2026-11-23T08:10:00Z"));
        example.known = Some(at("2026-11-23T08:10:00Z"));
        assert!(!bring_up(&mut example, scenario, Lang::En, &Calendar::default(), at("2026-11-23T08:10:00Z")));
    }
}
