//! Moments and days as people type them: `2026-11-23 16:10`, `16:10`, `昨天 16:10`, `yesterday 4 pm`, `周五`, `+3`.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan, ZonedDateTime};

use super::followup::Due;
use super::week::{BadDay, date_at_start};
use crate::listen::entity::{Told, When};
use crate::listen::{Listener, Value};
use crate::text::{Span, folded_word};

/// When a day is told without a time, the news is taken to have come at the beginning of a working day.
const MORNING: Time = Time::constant(9, 0, 0, 0);

/// Why a moment was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadMoment {
    /// It names no moment.
    Unreadable,
    /// It lies ahead: what is not known yet cannot be waited for.
    Ahead,
}

/// The moment that a text names, which has to lie behind `now`: a time alone is the last one of its kind, a day of the
/// week the last such day, a day without a time its morning.
///
/// # Errors
/// The text names no moment, or one ahead.
pub fn past_moment(text: &str, now: &ZonedDateTime, listener: &Listener) -> Result<Timestamp, BadMoment> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return behind(at, now);
    }
    if let Ok(zoned) = text.parse::<ZonedDateTime>() {
        return behind(zoned.timestamp(), now);
    }
    let at = named(text, now, listener).and_then(|named| last_of_its_kind(named, now));
    behind(at.ok_or(BadMoment::Unreadable)?, now)
}

/// The last moment that fits what is named.
fn last_of_its_kind(named: Named, now: &ZonedDateTime) -> Option<Timestamp> {
    let stamp = |at: DateTime| at.to_zoned_datetime(now.time_zone().clone()).map(|at| at.timestamp()).ok();
    let at = match named {
        // "16:10" at nine in the morning is yesterday's.
        Named { date: None, time: Some(time), .. } => {
            let today = now.date().to_datetime(time);
            let day = if stamp(today)? > now.timestamp() { now.date().checked_sub(1.day()).ok()? } else { now.date() };
            day.to_datetime(time)
        }
        Named { date: Some(date), time, step } => {
            let mut date = date;
            let at = |date: Date| date.to_datetime(time.unwrap_or(MORNING));
            if let Some(step) = step.filter(|_| date > now.date()) {
                date = date.checked_sub(step).ok()?;
            }
            let morning = stamp(at(date))?;
            // This morning, told before nine: now.
            if time.is_none() && date == now.date() && morning > now.timestamp() { now.datetime() } else { at(date) }
        }
        Named { date: None, time: None, .. } => return None,
    };
    stamp(at)
}

/// The day, and perhaps the time, at which something is to be done: a time alone is today's, a day of the week the next
/// such day, `+3` three days from now.
pub fn due_named(text: &str, now: &ZonedDateTime, listener: &Listener) -> Option<Due> {
    let text = text.trim();
    let folded = folded_word(text);
    if let Some(days) = folded.strip_prefix('+') {
        let days: i64 = days.trim_end_matches(['d', '天', ' ']).parse().ok()?;
        return Some(Due { date: now.date().checked_add(jiff::Span::new().try_days(days).ok()?).ok()?, time: None });
    }
    let named = named(text, now, listener)?;
    named.date.or(named.time.map(|_| now.date())).map(|date| Due { date, time: named.time })
}

/// What a text names.
struct Named {
    date: Option<Date>,
    time: Option<Time>,
    /// How far back the day before of its kind lies: a week for a day of the week, a year for a day of the year.
    step: Option<jiff::Span>,
}

fn named(text: &str, now: &ZonedDateTime, listener: &Listener) -> Option<Named> {
    let folded = folded_word(text).replace(" at ", " ");
    let folded = folded.trim();
    let date = date_at_start(folded);
    if date == Err(BadDay::NoSuchDay) {
        return None;
    }
    if let Ok((date, rest)) = date {
        let rest = rest.trim_start_matches(['t', ' ', ',', '，']);
        return match time(rest) {
            Some(time) => Some(Named { date: Some(date), time: Some(time), step: None }),
            None => rest.is_empty().then_some(Named { date: Some(date), time: None, step: None }),
        };
    }
    if let Some(time) = time(folded) {
        return Some(Named { date: None, time: Some(time), step: None });
    }
    let now_words = ["now", "just now", "现在", "刚才", "刚刚"];
    if now_words.contains(&folded) {
        return Some(Named { date: Some(now.date()), time: Some(now.time()), step: None });
    }
    heard(text, now.date(), listener)
}

/// What the listener hears in it.
fn heard(text: &str, today: Date, listener: &Listener) -> Option<Named> {
    let heard = listener.hear(text, Some(today));
    if !is_all(text, heard.entities.iter().map(|entity| entity.span)) {
        return None;
    }
    let whens: Vec<&When> = heard
        .entities
        .iter()
        .filter_map(|entity| match &entity.value {
            Value::Date(when) => Some(when),
            _ => None,
        })
        .collect();
    let day = whens.iter().find(|when| when.day.is_some());
    let clock = whens.iter().find_map(|when| when.clock);
    let time = clock.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    let step = day.and_then(|when| match when.told {
        Told::Weekday(_, None) => Some(7.days()),
        Told::Day { year: None, month: Some(_), .. } => Some(1.year()),
        Told::Day { month: None, .. } => Some(1.month()),
        _ => None,
    });
    let date = day.and_then(|when| when.day);
    (date.is_some() || time.is_some()).then_some(Named { date, time, step })
}

/// Whether a text is nothing but these stretches: "Friday or so" names no day that one could be held to.
fn is_all(text: &str, spans: impl Iterator<Item = Span>) -> bool {
    let mut rest = text.as_bytes().to_vec();
    for span in spans {
        if let Some(named) = rest.get_mut(span.start..span.end) {
            named.fill(b' ');
        }
    }
    // Spans end at characters, so that what is left is text.
    let rest = folded_word(&String::from_utf8_lossy(&rest));
    let mut words =
        rest.split(|c: char| c.is_whitespace() || ",，、.。:：".contains(c)).filter(|word| !word.is_empty());
    words.all(|word| ["at", "on", "by", "the", "of", "的", "在", "于"].contains(&word))
}

/// A time of day and nothing else: `16:10`, `16：10`, `16:10:30`.
fn time(text: &str) -> Option<Time> {
    let mut parts = text.trim().split(':');
    let mut number = || -> Option<Option<i8>> {
        match parts.next() {
            None => Some(None),
            Some(part) => {
                let digits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
                if digits { part.parse().ok().map(Some) } else { None }
            }
        }
    };
    let (hour, minute, second) = (number()??, number()??, number()?);
    Time::new(hour, minute, second.unwrap_or(0), 0).ok().filter(|_| parts.next().is_none())
}

fn behind(at: Timestamp, now: &ZonedDateTime) -> Result<Timestamp, BadMoment> {
    if at > now.timestamp() { Err(BadMoment::Ahead) } else { Ok(at) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use jiff::tz::TimeZone;

    use super::*;

    fn listener() -> Listener {
        Listener::new(&crate::embedded::pack().signals)
    }

    /// Monday, 23 November 2026, 17:00 in Shanghai.
    fn now() -> ZonedDateTime {
        "2026-11-23T09:00:00Z".parse::<Timestamp>().unwrap().to_zoned_datetime(TimeZone::get("Asia/Shanghai").unwrap())
    }

    #[test]
    fn moments_behind() {
        let (listener, now) = (listener(), now());
        let check = |text: &str, expect: &str| {
            let at = past_moment(text, &now, &listener)
                .map(|at| at.to_zoned_datetime(now.time_zone().clone()).datetime().to_string());
            assert_eq!(at.as_deref(), Ok(expect), "{text}");
        };
        check("2026-11-23 16:10", "2026-11-23T16:10:00");
        check("2026-11-23T16:10", "2026-11-23T16:10:00");
        check("2026-11-23T08:10:00Z", "2026-11-23T16:10:00");
        check("2026/11/20 9:05", "2026-11-20T09:05:00");
        check("2026年11月20日 16：10", "2026-11-20T16:10:00");
        check("2026-11-20", "2026-11-20T09:00:00");
        check("16:10", "2026-11-23T16:10:00");
        check(" 18:30 ", "2026-11-22T18:30:00");
        check("yesterday 16:10", "2026-11-22T16:10:00");
        check("Yesterday at 16:10", "2026-11-22T16:10:00");
        check("昨天 16:10", "2026-11-22T16:10:00");
        check("昨天下午4点10分", "2026-11-22T16:10:00");
        check("前天", "2026-11-21T09:00:00");
        check("today", "2026-11-23T09:00:00");
        check("刚才", "2026-11-23T17:00:00");
        check("周五 16:10", "2026-11-20T16:10:00");
        check("上周五 16:10", "2026-11-20T16:10:00");
        check("Friday 16:10", "2026-11-20T16:10:00");
        check("11 月 20 日 16:10", "2026-11-20T16:10:00");
        check("20 November, 16:10", "2026-11-20T16:10:00");
    }

    #[test]
    fn what_is_no_moment_behind() {
        let (listener, now) = (listener(), now());
        let check =
            |text: &str, expect: BadMoment| assert_eq!(past_moment(text, &now, &listener), Err(expect), "{text}");
        use BadMoment::{Ahead, Unreadable};
        for text in ["", "soon", "25:70", "2026-02-30 10:00", "16:10 or so maybe", "王总", "2026-11-23 later", "👩‍👩‍👧"]
        {
            check(text, Unreadable);
        }
        for text in ["2026-11-23 17:01", "tomorrow 16:10", "明天 16:10", "2027-01-01", "9998-12-31 23:59"] {
            check(text, Ahead);
        }
    }

    #[test]
    fn days_ahead() {
        let (listener, now) = (listener(), now());
        let check = |text: &str, expect: Option<(Date, Option<Time>)>| {
            let due = due_named(text, &now, &listener).map(|due| (due.date, due.time));
            assert_eq!(due, expect, "{text}");
        };
        check("2026-11-30", Some((date(2026, 11, 30), None)));
        check("2026-11-30 10:00", Some((date(2026, 11, 30), Some(time(10, 0, 0, 0)))));
        check("+3", Some((date(2026, 11, 26), None)));
        check("＋3 天", Some((date(2026, 11, 26), None)));
        check("周五", Some((date(2026, 11, 27), None)));
        check("Friday 10:00", Some((date(2026, 11, 27), Some(time(10, 0, 0, 0)))));
        check("明天", Some((date(2026, 11, 24), None)));
        check("下周三", Some((date(2026, 12, 2), None)));
        check("18:00", Some((date(2026, 11, 23), Some(time(18, 0, 0, 0)))));
        for text in ["", "someday", "2026-02-30", "+", "+99999999999", "30 February"] {
            check(text, None);
        }
    }
}
