//! English days, times and cadences: by Friday, 12 May, the 9th, at half three, every other Wednesday.

use jiff::civil::Weekday;

use super::number::{digits, follows, letter, raw, words};
use super::scan::Recognised;
use super::zh::days_of;
use super::{EntityKind, Told, Value, When};

/// A point in time, or one that comes round again, that begins at `at`.
pub(super) fn date(chars: &[char], at: usize) -> Option<Recognised> {
    for lead in BOUNDS.into_iter().filter(|lead| follows(chars, at, lead)) {
        let from = at + lead.len() + 1;
        // "by the end of May" begins at "the end", "by the weekend" at "weekend".
        let article = follows(chars, from, "the").then_some(from + 4);
        let told = [Some(from), article].into_iter().flatten().find_map(|from| point(chars, from, true));
        if let Some((mut when, end)) = told.filter(|_| chars.get(from - 1) == Some(&' ')) {
            when.bounded = true;
            return Some(Recognised::new(EntityKind::Date, Value::Date(when), end));
        }
    }
    let (when, end) = point(chars, at, false)?;
    Some(Recognised::new(EntityKind::Date, Value::Date(when), end))
}

/// A day, a time of day or a cadence at `at`; after a bound a bare hour will do.
fn point(chars: &[char], at: usize, bounded: bool) -> Option<(When, usize)> {
    // Where digits stand, no word needs to be tried.
    let words = !chars.get(at).is_some_and(char::is_ascii_digit);
    let told = if words { cadence(chars, at).or_else(|| day(chars, at)) } else { calendar(chars, at) };
    told.or_else(|| clock(chars, at, bounded))
}

/// The words with which a point in time may begin, beside number words.
pub(super) fn beginnings() -> impl Iterator<Item = &'static str> {
    let days = WEEKDAYS.into_iter().chain(SHORT_DAYS).chain(SPELT).chain(NAMED).chain(["the", "thirtieth"]);
    let beside = BOUNDS.into_iter().chain(EVERY).chain(PARTS_OF_MONTH).chain(BESIDE_HOURS).chain(["on"]);
    let paired = BESIDE_DAYS.map(|(word, _)| word).into_iter().chain(MONTHS.map(|(word, _)| word));
    let hours = HOURS.map(|(word, _)| word).into_iter().chain(TENS.map(|(word, _)| word));
    let relative = RELATIVE.map(|(word, _)| word).into_iter();
    CADENCES.into_iter().chain(days).chain(beside).chain(paired).chain(hours).chain(relative)
}

const BOUNDS: [&str; 4] = ["by", "before", "no later than", "until"];
const CADENCES: [&str; 16] = [
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
];
const EVERY: [&str; 5] = ["every other", "every second", "every single", "every", "each"];
/// What may stand before a weekday, with the weeks that it adds.
const BESIDE_DAYS: [(&str, Option<i8>); 6] =
    [("next", Some(1)), ("last", Some(-1)), ("this", Some(0)), ("this coming", Some(0)), ("on", None), ("come", None)];
const PARTS_OF_MONTH: [&str; 8] =
    ["the end of", "end of", "the middle of", "the start of", "the beginning of", "early", "mid", "late"];
const BESIDE_HOURS: [&str; 11] = [
    "at half past",
    "at half",
    "at quarter past",
    "at quarter to",
    "at",
    "half past",
    "half",
    "a quarter past",
    "a quarter to",
    "quarter past",
    "quarter to",
];
const HOURS: [(&str, i8); 5] = [("noon", 12), ("midday", 12), ("midnight", 0), ("lunch", 12), ("lunchtime", 12)];
const TENS: [(&str, i8); 2] = [("twenty-", 20), ("thirty-", 30)];
const SPELT: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SHORT_DAYS: [&str; 10] = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];
const MONTHS: [(&str, i8); 24] = [
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
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
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
        // "sun", "sat" and "wed" are words too: they count beside a day only; "we sat 2 hours" tells none.
        let beside = chars.get(at + found.len()) == Some(&' ') && calendar(chars, at + found.len() + 1).is_some();
        let index = WEEKDAYS.iter().position(|day| day.starts_with(found.get(..3).unwrap_or("?")))?;
        (beside || !matches!(*found, "sun" | "sat" | "wed" | "mon")).then_some((index, found.len()))
    };
    let (index, length) = long.or_else(plural).or_else(short)?;
    Some((Weekday::from_monday_zero_offset(index as i8).ok()?, at + length))
}

/// every Friday, each morning, every other week, weekly, on Mondays, daily.
fn cadence(chars: &[char], at: usize) -> Option<(When, usize)> {
    let told = When::new(Told::Cadence);
    for word in CADENCES {
        if follows(chars, at, word) {
            return Some((told, at + word.len()));
        }
    }
    let plural = |at: usize| weekday(chars, at).filter(|(_, end)| *end > at + 6 && chars.get(end - 1) == Some(&'s'));
    if follows(chars, at, "on")
        && let Some((_, end)) = plural(at + 3)
    {
        return Some((told, end));
    }
    let lead = EVERY.into_iter().find(|lead| follows(chars, at, lead))?;
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

const RELATIVE: [(&str, i32); 13] = [
    ("the day before yesterday", -2),
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
    for (lead, weeks) in BESIDE_DAYS {
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
    if let Some(found) = part_of_month(chars, at) {
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

/// The end of June, early May, mid-March: certain to the month.
fn part_of_month(chars: &[char], at: usize) -> Option<(When, usize)> {
    let lead = PARTS_OF_MONTH.into_iter().find(|lead| follows(chars, at, lead))?;
    let (month, end) = month(chars, at + lead.len() + 1)?;
    Some((When::new(Told::Day { year: None, month: Some(month), day: None }), end))
}

fn bound_before(chars: &[char], at: usize) -> bool {
    // As whole words: "again may" is no "in May".
    ["by ", "before ", "in ", "until ", "after "].iter().any(|bound| {
        at.checked_sub(bound.len())
            .is_some_and(|from| follows_raw(chars, from, bound) && (from == 0 || !letter(chars, from - 1)))
    })
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

/// 12 May, May 12th, the 9th, the first of July, 2026-06-15, 2026/6/15, in June.
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
    if let Some(found) = by_figures(chars, from) {
        return Some(found);
    }
    if let Some((day, end)) = spelt(chars, from)
        && follows(chars, end, " of")
        && let Some((month, after)) = month(chars, end + 4)
    {
        return in_year(chars, month, day, after);
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

/// 2026-06-15, 2026/6/15, 2026.6.15: the year first, so that nobody has to guess which is the month.
fn by_figures(chars: &[char], at: usize) -> Option<(When, usize)> {
    let year = raw(chars, at, 4).filter(|year| (1990..2100).contains(year))?;
    let sign = *chars.get(at + 4).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let short = |at: usize| raw(chars, at, 2).map(|n| (n, at + 2)).or_else(|| raw(chars, at, 1).map(|n| (n, at + 1)));
    let (month, mark) = short(at + 5).filter(|(month, _)| (1..=12).contains(month))?;
    let (day, end) = short(mark + 1).filter(|_| chars.get(mark) == Some(&sign))?;
    let (month, day) = (month as i8, day as i8);
    (day >= 1 && day <= days_of(Some(year), month))
        .then(|| (When::new(Told::Day { year: Some(year), month: Some(month), day: Some(day) }), end))
}

/// The first, the twenty-third.
fn spelt(chars: &[char], at: usize) -> Option<(i8, usize)> {
    let small = |at: usize| SPELT.iter().position(|word| follows(chars, at, word));
    for (tens, value) in TENS {
        if follows_raw(chars, at, tens)
            && let Some(index) = small(at + tens.len()).filter(|index| *index < 9)
        {
            let length = SPELT.get(index).map_or(0, |word| word.len());
            return Some((value + index as i8 + 1, at + tens.len() + length));
        }
    }
    if follows(chars, at, "thirtieth") {
        return Some((30, at + 9));
    }
    let index = small(at)?;
    Some((index as i8 + 1, at + SPELT.get(index)?.len()))
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
    let lead = BESIDE_HOURS.into_iter().find(|lead| follows(chars, at, lead));
    let from = lead.map_or(at, |lead| at + lead.len() + 1);
    let mut when = When::new(Told::Clock);
    for (word, hour) in HOURS {
        if follows(chars, from, word) && (lead == Some("at") || bounded || word == "noon" || word == "midday") {
            when.clock = Some((hour, 0));
            return Some((when, from + word.len()));
        }
    }
    let (hour, after) = digits(chars, from).or_else(|| words(chars, from))?;
    if !(0.0..=24.0).contains(&hour) || hour.fract() != 0.0 && chars.get(after) != Some(&':') {
        // 3.30 pm, at 3.30.
        let late = ["am", "pm", "a.m", "p.m"].into_iter().any(|late| {
            follows(chars, after, late) || chars.get(after) == Some(&' ') && follows(chars, after + 1, late)
        });
        let dotted = hour.fract() != 0.0 && hour < 24.0 && (lead.is_some() || late);
        if !dotted {
            return None;
        }
    }
    let mut end = after;
    let said = |word: &str| lead.is_some_and(|lead| lead.contains(word));
    let mut minute = match (said("half"), said("quarter past"), said("quarter to")) {
        (true, ..) => 30,
        (_, true, _) => 15,
        (.., true) => 45,
        // 3.30 pm has the minutes after the point.
        _ if after >= from + 4 && chars.get(after - 3) == Some(&'.') => (hour.fract() * 100.0).round() as i8,
        _ => 0,
    };
    let hour = if said("quarter to") { hour - 1.0 } else { hour };
    if minute > 59 {
        return None;
    }
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
    let percent = matches!(chars.get(end), Some('-' | '/')) || matches!(chars.get(end + blank), Some('%' | '€' | '£'));
    let led = said("at") || said("half") || said("quarter");
    if !sure && (!(led || bounded) || unit || percent || hour < 1.0 || hour > 12.0 && said("half")) {
        return None;
    }
    when.clock = Some((hour as i8 + late, minute));
    Some((when, end))
}
