//! English days, times and cadences: by Friday, 12 May, the 9th, at half three, every other Wednesday.

use jiff::civil::Weekday;

use super::number::{digits, follows, letter, words};
use super::scan::Recognised;
use super::zh::days_of;
use super::{EntityKind, Told, Value, When};

/// A point in time, or one that comes round again, that begins at `at`.
pub(super) fn date(chars: &[char], at: usize) -> Option<Recognised> {
    let lead = ["by the", "by", "before the", "before", "no later than", "until the", "until", "within"]
        .into_iter()
        .find(|lead| follows(chars, at, lead));
    let from = lead.map_or(at, |lead| at + lead.len() + 1);
    if lead.is_some() && chars.get(from - 1) != Some(&' ') {
        return None;
    }
    let (mut when, end) = if lead == Some("within") {
        return None;
    } else {
        // Where digits stand, no word needs to be tried.
        let words = !chars.get(from).is_some_and(char::is_ascii_digit);
        let told = if words { cadence(chars, from).or_else(|| day(chars, from)) } else { calendar(chars, from) };
        told.or_else(|| clock(chars, from, lead.is_some()))?
    };
    when.bounded |= lead.is_some();
    Some(Recognised::new(EntityKind::Date, Value::Date(when), end))
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SHORT_DAYS: [&str; 10] = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];
const MONTHS: [(&str, i8); 21] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("apr", 4),
    ("aug", 8),
    ("sept", 9),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

fn weekday(chars: &[char], at: usize) -> Option<(Weekday, usize)> {
    if !matches!(chars.get(at), Some('m' | 't' | 'w' | 'f' | 's')) {
        return None;
    }
    let long = WEEKDAYS
        .iter()
        .position(|day| follows(chars, at, day))
        .map(|index| (index, WEEKDAYS.get(index).map_or(0, |day| day.len())));
    let plural = || {
        let index = WEEKDAYS.iter().position(|day| follows_raw(chars, at, day))?;
        let length = WEEKDAYS.get(index)?.len();
        follows(chars, at + length, "s").then_some((index, length + 1))
    };
    let short = || {
        let found = SHORT_DAYS.iter().find(|day| follows(chars, at, day))?;
        // "sun", "sat" and "wed" are words too: they count beside a number or after a bound only.
        let beside = chars.get(at + found.len()) == Some(&' ')
            && chars.get(at + found.len() + 1).is_some_and(char::is_ascii_digit);
        let index = WEEKDAYS.iter().position(|day| day.starts_with(found.get(..3).unwrap_or("?")))?;
        (beside || !matches!(*found, "sun" | "sat" | "wed" | "mon")).then_some((index, found.len()))
    };
    let (index, length) = long.or_else(plural).or_else(short)?;
    Some((Weekday::from_monday_zero_offset(index as i8).ok()?, at + length))
}

/// every Friday, each morning, every other week, weekly, on Mondays, daily.
fn cadence(chars: &[char], at: usize) -> Option<(When, usize)> {
    let told = When::new(Told::Cadence);
    for word in [
        "daily",
        "weekly",
        "fortnightly",
        "monthly",
        "hourly",
        "mondays",
        "tuesdays",
        "wednesdays",
        "thursdays",
        "fridays",
        "saturdays",
        "sundays",
        "once a week",
        "twice a week",
        "once a day",
        "twice a day",
    ] {
        if follows(chars, at, word) {
            return Some((told, at + word.len()));
        }
    }
    let lead = ["every other", "every second", "every single", "every", "each"]
        .into_iter()
        .find(|lead| follows(chars, at, lead))?;
    let mut end = at + lead.len() + 1;
    if let Some((_, after)) = digits(chars, end).or_else(|| words(chars, end)) {
        end = after + 1;
    }
    for skip in ["working", "business", "single", "odd", "even"] {
        if follows(chars, end, skip) {
            end += skip.len() + 1;
        }
    }
    if let Some((_, after)) = weekday(chars, end) {
        let tail = ["morning", "afternoon", "evening", "night", "noon"]
            .into_iter()
            .find(|part| follows(chars, after + 1, part));
        return Some((told, after + tail.map_or(0, |part| part.len() + 1)));
    }
    let unit = [
        "day",
        "days",
        "morning",
        "evening",
        "afternoon",
        "night",
        "week",
        "weeks",
        "fortnight",
        "month",
        "months",
        "quarter",
        "hour",
        "hours",
        "weekday",
        "weekend",
        "half hour",
    ]
    .into_iter()
    .find(|unit| follows(chars, end, unit))?;
    Some((told, end + unit.len()))
}

const RELATIVE: [(&str, i32); 12] = [
    ("the day after tomorrow", 2),
    ("tomorrow morning", 1),
    ("tomorrow afternoon", 1),
    ("tomorrow evening", 1),
    ("tomorrow night", 1),
    ("tomorrow", 1),
    ("today", 0),
    ("tonight", 0),
    ("this afternoon", 0),
    ("this evening", 0),
    ("yesterday", -1),
    ("last night", -1),
];

const NAMED: [&str; 46] = [
    "the end of the week",
    "the end of this week",
    "the end of next week",
    "the end of the month",
    "the end of the day",
    "the end of the year",
    "the end of the quarter",
    "end of week",
    "end of month",
    "end of day",
    "end of business",
    "end of play",
    "close of business",
    "close of play",
    "month end",
    "year end",
    "eod",
    "eow",
    "cob",
    "next week",
    "next month",
    "next quarter",
    "next year",
    "this week",
    "this month",
    "christmas",
    "easter",
    "new year",
    "ramadan",
    "eid",
    "diwali",
    "thanksgiving",
    "midsummer",
    "whitsun",
    "the weekend",
    "this weekend",
    "the new year",
    "the week after next",
    "the week after",
    "boxing day",
    "black friday",
    "lunchtime",
    "the morning after",
    "first thing",
    "spring",
    "autumn",
];

fn day(chars: &[char], at: usize) -> Option<(When, usize)> {
    for (word, days) in RELATIVE {
        if follows(chars, at, word) {
            return Some((When::new(Told::Offset(days)), at + word.len()));
        }
    }
    for (lead, weeks) in [
        ("next", Some(1)),
        ("last", Some(-1)),
        ("this", Some(0)),
        ("this coming", Some(0)),
        ("on", None),
        ("come", None),
    ] {
        if follows(chars, at, lead)
            && let Some((day, end)) = weekday(chars, at + lead.len() + 1)
        {
            return Some(with_date(chars, day, weeks, end));
        }
    }
    if let Some((day, end)) = weekday(chars, at) {
        return Some(with_date(chars, day, None, end));
    }
    if let Some(found) = calendar(chars, at) {
        return Some(found);
    }
    let named = NAMED.iter().filter(|word| follows(chars, at, word)).max_by_key(|word| word.len())?;
    // A season, a feast or this week is a point in time only after a bound.
    let loose = matches!(
        *named,
        "spring" | "autumn" | "this week" | "this month" | "first thing" | "christmas" | "easter" | "new year"
    );
    let bound = at > 0 && bound_before(chars, at);
    (!loose || bound).then(|| (When::new(Told::Named), at + named.len()))
}

fn bound_before(chars: &[char], at: usize) -> bool {
    let before: String = chars.get(at.saturating_sub(8)..at).unwrap_or(&[]).iter().collect();
    ["by ", "before ", "in ", "until ", "after "].iter().any(|bound| before.ends_with(bound))
}

/// A weekday, with a calendar day or a part of the day after it when there is one.
fn with_date(chars: &[char], day: Weekday, weeks: Option<i8>, end: usize) -> (When, usize) {
    for glue in [", ", " the ", " "] {
        if follows_raw(chars, end, glue)
            && let Some((when, after)) = calendar(chars, end + glue.len() - if glue == " the " { 4 } else { 0 })
        {
            return (when, after);
        }
    }
    let part = [" morning", " afternoon", " evening", " night", " noon", " lunchtime", " week"]
        .into_iter()
        .find(|part| follows(chars, end, part));
    (When::new(Told::Weekday(day, weeks)), end + part.map_or(0, str::len))
}

fn follows_raw(chars: &[char], at: usize, text: &str) -> bool {
    text.chars().enumerate().all(|(index, c)| chars.get(at + index) == Some(&c))
}

fn month(chars: &[char], at: usize) -> Option<(i8, usize)> {
    MONTHS
        .iter()
        .filter(|(name, _)| follows(chars, at, name))
        .max_by_key(|(name, _)| name.len())
        .map(|(name, number)| (*number, at + name.len()))
}

/// 12 May, May 12th, the 9th, 2026-06-15, 15/6, in June.
fn calendar(chars: &[char], at: usize) -> Option<(When, usize)> {
    if let Some((month, end)) = month(chars, at) {
        if let Some((day, after)) = ordinal(chars, end + 1).filter(|_| chars.get(end) == Some(&' ')) {
            return in_year(chars, month, day, after);
        }
        // A bare month counts after a bound; "may" and "march" are words too.
        return bound_before(chars, at)
            .then(|| (When::new(Told::Day { year: None, month: Some(month), day: None }), end));
    }
    let the = follows(chars, at, "the");
    let from = if the { at + 4 } else { at };
    if let Some((year, after)) = digits(chars, from)
        && after == from + 4
        && chars.get(after) == Some(&'-')
        && let (Some((month, dash)), true) = (digits(chars, after + 1), (1990.0..2100.0).contains(&year))
        && let Some((day, end)) = digits(chars, dash + 1).filter(|_| chars.get(dash) == Some(&'-'))
        && (1.0..=12.0).contains(&month)
        && day >= 1.0
        && day <= f64::from(days_of(Some(year as i16), month as i8))
    {
        return Some((
            When::new(Told::Day { year: Some(year as i16), month: Some(month as i8), day: Some(day as i8) }),
            end,
        ));
    }
    let (day, end) = ordinal(chars, from)?;
    let is_ordinal = chars.get(end - 1).is_some_and(char::is_ascii_alphabetic);
    let glue = if follows(chars, end, " of") { 4 } else { 1 };
    if let Some((month, after)) = month(chars, end + glue).filter(|_| chars.get(end) == Some(&' ')) {
        return in_year(chars, month, day, after);
    }
    let noun = chars.get(end) == Some(&' ')
        && ["floor", "time", "edition", "page", "item", "attempt", "version", "century", "birthday", "street", "year"]
            .iter()
            .any(|noun| follows(chars, end + 1, noun));
    (the && is_ordinal && !noun).then(|| (When::new(Told::Day { year: None, month: None, day: Some(day) }), end))
}

/// A day of a month with the year after it, when one is told; a day that the month has not is none.
fn in_year(chars: &[char], month: i8, day: i8, end: usize) -> Option<(When, usize)> {
    let from = end + usize::from(chars.get(end) == Some(&',')) + 1;
    let year = digits(chars, from).filter(|(year, after)| {
        *after == from + 4 && (1990.0..2100.0).contains(year) && chars.get(from - 1) == Some(&' ')
    });
    let (year, end) = year.map_or((None, end), |(year, after)| (Some(year as i16), after));
    (day <= days_of(year, month)).then(|| (When::new(Told::Day { year, month: Some(month), day: Some(day) }), end))
}

/// 9, 9th, 21st.
fn ordinal(chars: &[char], at: usize) -> Option<(i8, usize)> {
    let mut end = at;
    while end < at + 2 && chars.get(end).is_some_and(char::is_ascii_digit) {
        end += 1;
    }
    let text: String = chars.get(at..end)?.iter().collect();
    let day: i8 = text.parse().ok()?;
    if chars.get(end).is_some_and(char::is_ascii_digit) || !(1..=31).contains(&day) {
        return None;
    }
    for suffix in ["st", "nd", "rd", "th"] {
        if follows(chars, end, suffix) {
            return Some((day, end + 2));
        }
    }
    (!letter(chars, end) && !matches!(chars.get(end), Some(':' | '.'))
        || chars.get(end) == Some(&'.') && !chars.get(end + 1).is_some_and(char::is_ascii_digit))
    .then_some((day, end))
}

/// 3 pm, at nine, 16:00, noon, half three.
fn clock(chars: &[char], at: usize, bounded: bool) -> Option<(When, usize)> {
    let lead = ["at half past", "at half", "at", "half past", "half"].into_iter().find(|lead| follows(chars, at, lead));
    let from = lead.map_or(at, |lead| at + lead.len() + 1);
    let mut when = When::new(Told::Clock);
    for (word, hour) in [("noon", 12), ("midday", 12), ("midnight", 0), ("lunch", 12), ("lunchtime", 12)] {
        if follows(chars, from, word) && (lead == Some("at") || bounded || word == "noon" || word == "midday") {
            when.clock = Some((hour, 0));
            return Some((when, from + word.len()));
        }
    }
    let (hour, after) = digits(chars, from).or_else(|| words(chars, from))?;
    if !(0.0..=24.0).contains(&hour) || hour.fract() != 0.0 && chars.get(after) != Some(&':') {
        let dotted = hour.fract() != 0.0 && hour < 24.0 && lead.is_some();
        if !dotted {
            return None;
        }
    }
    let mut end = after;
    let mut minute = if lead.is_some_and(|lead| lead.contains("half")) { 30 } else { 0 };
    let mut sure = false;
    if chars.get(end) == Some(&':')
        && let Some((minutes, after)) = digits(chars, end + 1)
        && after == end + 3
        && minutes < 60.0
    {
        minute = minutes as i8;
        end = after;
        sure = true;
    }
    let blank = usize::from(chars.get(end) == Some(&' '));
    let mut late = 0;
    for (suffix, add) in
        [("a.m.", 0), ("p.m.", 12), ("a.m", 0), ("p.m", 12), ("am", 0), ("pm", 12), ("o'clock", 0), ("sharp", 0)]
    {
        if follows(chars, end + blank, suffix) {
            late = if hour < 12.0 { add } else { 0 };
            end += blank + suffix.len();
            sure = true;
            break;
        }
    }
    let unit = chars.get(end) == Some(&' ') && chars.get(end + 1).is_some_and(|c| c.is_ascii_alphabetic()) && {
        let next: String = chars.get(end + 1..).unwrap_or(&[]).iter().take_while(|c| c.is_ascii_alphabetic()).collect();
        !matches!(
            next.as_str(),
            "on" | "tomorrow"
                | "today"
                | "tonight"
                | "and"
                | "in"
                | "with"
                | "to"
                | "for"
                | "sharp"
                | "every"
                | "each"
                | "so"
                | "or"
                | "but"
                | "the"
                | "if"
                | "when"
        )
    };
    let percent = matches!(chars.get(end), Some('%' | '-' | '/'));
    if !sure && (!(lead.is_some_and(|lead| lead.starts_with("at")) || bounded) || unit || percent || hour < 1.0) {
        return None;
    }
    when.clock = Some((hour as i8 + late, minute));
    Some((when, end))
}
