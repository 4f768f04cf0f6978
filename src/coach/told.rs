//! Days, moments and spans in words of either language.

use jiff::civil::{Date, DateTime, Time};

use super::followup::Due;
use crate::pack::Lang;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day: `23 Nov`, `11 月 23 日`; with the year when it is not this one.
pub fn day_in_words(day: Date, today: Date, lang: Lang) -> String {
    let (year, month, number) = (day.year(), day.month(), day.day());
    let name = usize::from(month.unsigned_abs()).checked_sub(1).and_then(|at| MONTHS.get(at)).unwrap_or(&"");
    match (lang, year == today.year()) {
        (Lang::Zh, true) => format!("{month} 月 {number} 日"),
        (Lang::Zh, false) => format!("{year} 年 {month} 月 {number} 日"),
        (Lang::En, true) => format!("{number} {name}"),
        (Lang::En, false) => format!("{number} {name} {year}"),
    }
}

/// A day with its time, when there is one: `23 Nov, 16:10`, `11 月 23 日 16:10`.
pub fn due_in_words(due: Due, today: Date, lang: Lang) -> String {
    let day = day_in_words(due.date, today, lang);
    match (due.time, lang) {
        (None, _) => day,
        (Some(time), Lang::Zh) => format!("{day} {}", clock(time)),
        (Some(time), Lang::En) => format!("{day}, {}", clock(time)),
    }
}

/// A moment: a day with its time.
pub fn moment_in_words(at: DateTime, today: Date, lang: Lang) -> String {
    due_in_words(Due { date: at.date(), time: Some(at.time()) }, today, lang)
}

/// A span of minutes, as exact as it matters: `45 min`, `17 h 50 min`, `3 d 2 h`, `12 d`.
pub fn span_in_words(minutes: i64, lang: Lang) -> String {
    let minutes = minutes.max(0);
    let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let (d, h, m) = match lang {
        Lang::Zh => ("天", "小时", "分钟"),
        Lang::En => ("d", "h", "min"),
    };
    match (days, hours, rest) {
        (0, 0, rest) => format!("{rest} {m}"),
        (0, hours, 0) => format!("{hours} {h}"),
        (0, hours, rest) => format!("{hours} {h} {rest} {m}"),
        (days @ 7.., _, _) | (days, 0, _) => format!("{days} {d}"),
        (days, hours, _) => format!("{days} {d} {hours} {h}"),
    }
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn both_languages() {
        let today = date(2026, 11, 23);
        let moment = |at: DateTime, zh: &str, en: &str| {
            assert_eq!(moment_in_words(at, today, Lang::Zh), zh);
            assert_eq!(moment_in_words(at, today, Lang::En), en);
        };
        moment(datetime(2026, 11, 23, 16, 5, 0, 0), "11 月 23 日 16:05", "23 Nov, 16:05");
        moment(datetime(2027, 1, 2, 0, 0, 0, 0), "2027 年 1 月 2 日 00:00", "2 Jan 2027, 00:00");
        let span = |minutes: i64, zh: &str, en: &str| {
            assert_eq!(span_in_words(minutes, Lang::Zh), zh);
            assert_eq!(span_in_words(minutes, Lang::En), en);
        };
        span(-5, "0 分钟", "0 min");
        span(45, "45 分钟", "45 min");
        span(60, "1 小时", "1 h");
        span(1_070, "17 小时 50 分钟", "17 h 50 min");
        span(4_450, "3 天 2 小时", "3 d 2 h");
        span(2_890, "2 天", "2 d");
        span(17_300, "12 天", "12 d");
    }
}
