//! Days and hours in the words of a language.

use jiff::civil::{Date, Time};

use crate::coach::Due;
use crate::pack::{Lang, Pack, Word, fill};

/// A day, as it is written in a letter.
pub fn day(pack: &Pack, date: Date, lang: Lang) -> String {
    let weekdays = pack.word(Word::DateWeekdays, lang);
    let months = pack.word(Word::DateMonths, lang);
    let nth =
        |list: &str, at: i8| list.split_whitespace().nth(usize::try_from(at).unwrap_or(0)).unwrap_or("").to_owned();
    let values = [
        ("year", date.year().to_string()),
        ("month", nth(months, date.month() - 1)),
        ("day", date.day().to_string()),
        ("weekday", nth(weekdays, date.weekday().to_monday_zero_offset())),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(pack.word(Word::DateDay, lang), &values)
}

/// Hours and minutes.
pub fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// When something is due.
pub fn due(pack: &Pack, due: &Due, lang: Lang) -> String {
    let day = day(pack, due.date, lang);
    match due.time {
        Some(time) => format!("{day} {}", clock(time)),
        None => day,
    }
}
