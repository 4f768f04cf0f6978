//! The clock that the client hears ticking: how long they have been kept waiting, and what has to be done by when.
//!
//! People put bad news off (Tan et al. 2003, the "mum effect"): what helps is to see the time.

use jiff::Timestamp;
use serde::Serialize;

use super::followup::{Calendar, Urgency, due};
use super::talk::Talk;
use super::told::{due_in_words, moment_in_words, span_in_words};
use crate::pack::{ClockFrom, Lang, Pack, Scenario, Word};

/// A line of the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClockLine {
    /// How urgent it is.
    pub urgency: Urgency,
    /// The line in words.
    pub text: String,
    /// The row of the scenario's clock, by id; `None` for the line on the waiting itself.
    pub row: Option<String>,
}

/// How long the client is, or was, kept waiting, in minutes, and whether they still are. `None` when it is not known
/// since when the news is known.
pub fn waiting(talk: &Talk, now: Timestamp) -> Option<(i64, bool)> {
    let known = talk.known?;
    let told = talk.calls.first().map(|call| call.began);
    let until = told.unwrap_or(now).max(known);
    Some((until.duration_since(known).as_secs() / 60, told.is_none()))
}

/// The clock of a talk: first the waiting, then what counts from the news on, the most urgent first. Empty when it is
/// not known since when the news is known; what counts from the talk on is among its follow-ups.
pub fn clock(
    pack: &Pack,
    scenario: &Scenario,
    talk: &Talk,
    calendar: &Calendar,
    now: Timestamp,
    lang: Lang,
) -> Vec<ClockLine> {
    let (Some(known), Some((minutes, still))) = (talk.known, waiting(talk, now)) else { return Vec::new() };
    let say = |word: Word, values: &[(&str, &str)]| crate::pack::fill(pack.word(word, lang), values);
    let here = calendar.civil(now);
    let since = moment_in_words(calendar.civil(known), here.date(), lang);
    let span = span_in_words(minutes, lang);
    let word = if still { Word::ClockWaiting } else { Word::ClockWaited };
    let waited = say(word, &[("known", &since), ("span", &span)]);
    if !still || talk.closed.is_some() {
        return vec![ClockLine { urgency: Urgency::Later, text: waited, row: None }];
    }
    let mut rows: Vec<(jiff::civil::DateTime, ClockLine)> = Vec::new();
    for row in scenario.clock.iter().filter(|row| row.from == ClockFrom::Known) {
        let by = due(known, row.after, calendar);
        let end = by.date.to_datetime(by.time.unwrap_or(jiff::civil::Time::MAX));
        let when = due_in_words(by, here.date(), lang);
        let action = talk.fill(pack, scenario, row.action.get(lang), lang);
        let left = end.duration_since(here).as_secs() / 60;
        let (urgency, word) = match left {
            ..0 => (Urgency::Overdue, Word::ClockLate),
            _ if by.date == here.date() => (Urgency::Today, Word::ClockBy),
            _ => (Urgency::Later, Word::ClockBy),
        };
        let span = span_in_words(left.abs(), lang);
        let text = say(word, &[("action", &action), ("when", &when), ("span", &span)]);
        rows.push((end, ClockLine { urgency, text, row: Some(row.id.clone()) }));
    }
    rows.sort_by_key(|(end, _)| *end);
    let urgency = rows.iter().map(|(_, line)| line.urgency).min().unwrap_or(Urgency::Later);
    let first = ClockLine { urgency, text: waited, row: None };
    [first].into_iter().chain(rows.into_iter().map(|(_, line)| line)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn what_the_articles_ask_by_when() {
        let pack = crate::embedded::pack();
        let scenario = pack.scenario("failure").unwrap();
        let calendar = Calendar { zone: TimeZone::get("Asia/Shanghai").unwrap(), ..Calendar::default() };
        let known: Timestamp = "2026-11-23T08:10:00Z".parse().unwrap();
        let mut talk = Talk::new(scenario, known);
        let lines = |talk: &Talk, at: Timestamp, lang: Lang| clock(&pack, scenario, talk, &calendar, at, lang);
        assert_eq!(lines(&talk, known, Lang::En), []);
        talk.known = Some(known);
        let soon = lines(&talk, known + 50.minutes(), Lang::En);
        assert!(soon[0].text.contains("50 min") && soon[0].text.contains("23 Nov, 16:10"), "{soon:?}");
        let first = soon.iter().find(|line| line.row.as_deref() == Some("first-talk")).unwrap();
        assert!(first.text.contains("24 Nov, 16:10") && first.text.contains("23 h 10 min"), "{first:?}");
        assert_eq!((soon[0].urgency, first.urgency), (Urgency::Today, Urgency::Later), "a new bad fact: the same day");
        let late = lines(&talk, known + 27.hours(), Lang::Zh);
        assert_eq!(late[0].urgency, Urgency::Overdue);
        assert!(
            late[0].text.contains("1 天 3 小时") && late.iter().any(|line| line.text.contains("3 小时")),
            "{late:?}"
        );
        talk.begin_call(scenario, known + 5.hours());
        let held = lines(&talk, known + 40.hours(), Lang::Zh);
        assert_eq!((held.len(), held[0].text.contains("5 小时")), (1, true), "{held:?}");
        assert_eq!(waiting(&talk, known + 40.hours()), Some((300, false)));
    }
}
