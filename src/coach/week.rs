//! The user's working days: the days of the week, holidays, and days that are worked all the same.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::text::{clean_line, folded_word};

/// The longest stretch that one line of holidays may name, in days: more is a slip of the year.
const MAX_RANGE: i32 = 366;
/// How far the next working day is looked for, in days. A calendar that is off for longer is a mistake.
const MAX_AHEAD: u32 = 3_660;

/// Which days are worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// From Monday to Sunday.
    worked: [bool; 7],
    /// Days that differ from the week: whether they are worked, and their name.
    special: BTreeMap<Date, (bool, String)>,
}

/// A line that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What it says, cleaned.
    pub text: String,
    /// What is wrong.
    pub why: BadDay,
}

/// What is wrong with a line of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadDay {
    /// It does not begin with a date.
    NoDate,
    /// There is no such day: 30 February.
    NoSuchDay,
    /// The last day of the stretch lies before the first, or more than a year after it.
    Range,
    /// It names no day of the week.
    NoWeekday,
}

impl Default for Week {
    /// Monday to Friday, no holidays.
    fn default() -> Self {
        Self { worked: [true, true, true, true, true, false, false], special: BTreeMap::new() }
    }
}

impl Week {
    /// Whether a day is worked.
    pub fn works(&self, day: Date) -> bool {
        match self.special.get(&day) {
            Some((worked, _)) => *worked,
            None => self.worked[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()) % 7],
        }
    }

    /// The name of a holiday, or of a day that is worked all the same; empty when it has none.
    pub fn name(&self, day: Date) -> &str {
        self.special.get(&day).map_or("", |(_, name)| name)
    }

    /// The day that lies so many working days after another. After 0 working days it is the same day when that is
    /// worked, or else the next one that is. A calendar without working days counts all days.
    pub fn after(&self, day: Date, working_days: u32) -> Date {
        let mut left = working_days;
        let mut at = day;
        for _ in 0..MAX_AHEAD {
            if self.works(at) && left == 0 {
                return at;
            }
            let Ok(next) = at.checked_add(1.day()) else { return at };
            at = next;
            left = left.saturating_sub(u32::from(self.works(at)));
            if left == 0 && self.works(at) {
                return at;
            }
        }
        day.checked_add(i64::from(working_days).days()).unwrap_or(Date::MAX)
    }

    /// Reads the days of the week that are worked: `Mon-Fri`, `Mon Tue Thu`, `周一到周五`, `周日 周一`, a line or more.
    /// Lines that begin with `#` say nothing. What cannot be read is told and changes nothing.
    pub fn read_week(&mut self, text: &str) -> Vec<BadLine> {
        let mut bad = Vec::new();
        let mut worked = [false; 7];
        for (number, line) in lines(text) {
            match weekdays(line) {
                Some(days) => days.into_iter().for_each(|day| worked[day % 7] = true),
                None => bad.push(bad_line(number, line, BadDay::NoWeekday)),
            }
        }
        if bad.is_empty() && worked.contains(&true) {
            self.worked = worked;
        }
        bad
    }

    /// Reads holidays, one a line: `2026-10-01 National Day`, `2026-10-01..2026-10-07 国庆节`, and with `work` (or 上班)
    /// a day that is worked all the same: `2026-10-10 work 调休`. Lines that begin with `#` say nothing. What can be read
    /// is taken, what cannot is told.
    pub fn read_holidays(&mut self, text: &str) -> Vec<BadLine> {
        let mut bad = Vec::new();
        for (number, line) in lines(text) {
            match holiday(line) {
                Ok((first, last, worked, name)) => {
                    let days = first.series(1.day()).take_while(|day| *day <= last);
                    self.special.extend(days.map(|day| (day, (worked, name.clone()))));
                }
                Err(why) => bad.push(bad_line(number, line, why)),
            }
        }
        bad
    }
}

fn bad_line(line: usize, text: &str, why: BadDay) -> BadLine {
    BadLine { line, text: clean_line(crate::text::head(text, 60)).into_owned(), why }
}

/// The lines that say something, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let numbered = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    numbered.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

const NAMES: [[&str; 3]; 7] = [
    ["monday", "mon", "一"],
    ["tuesday", "tue", "二"],
    ["wednesday", "wed", "三"],
    ["thursday", "thu", "四"],
    ["friday", "fri", "五"],
    ["saturday", "sat", "六"],
    ["sunday", "sun", "日"],
];

/// The day of the week that a word names, from Monday.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let word = folded_word(word);
    let word = ["星期", "礼拜", "周"].iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(&word);
    let word = if word == "天" { "日" } else { word };
    let at = NAMES.iter().position(|names| names.contains(&word))?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// The days that a line names: single ones and stretches.
fn weekdays(line: &str) -> Option<Vec<usize>> {
    let line = folded_word(line).replace([',', ';', '、', '，'], " ");
    let line = ["到", "至", "~", "–", "—"].iter().fold(line, |line, dash| line.replace(dash, "-"));
    let mut days = Vec::new();
    for part in line.replace(" - ", "-").split_whitespace() {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |word: &str| Some(usize::from(weekday(word)?.to_monday_zero_offset().unsigned_abs()));
        let (first, last) = (number(first)?, number(last)?);
        // A week may begin on any day: Sunday to Thursday.
        days.extend((0..7).map(|n| (first + n) % 7).take((last + 7 - first) % 7 + 1));
    }
    (!days.is_empty()).then_some(days)
}

/// First and last day, whether they are worked, and the name.
fn holiday(line: &str) -> Result<(Date, Date, bool, String), BadDay> {
    let (first, rest) = date_at_start(line)?;
    let dash = ["..", "~", "～", "到", "至"].iter().find_map(|dash| rest.trim_start().strip_prefix(dash));
    let (last, rest) = match dash {
        Some(rest) => date_at_start(rest.trim_start())?,
        None => (first, rest),
    };
    if last < first || (last - first).get_days() > MAX_RANGE {
        return Err(BadDay::Range);
    }
    let rest = rest.trim();
    let (word, name) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let worked = matches!(folded_word(word).as_str(), "work" | "works" | "上班" | "班");
    let name = if worked { name } else { rest };
    Ok((first, last, worked, clean_line(name.trim()).into_owned()))
}

/// A date written with dashes, slashes, points or 年月日, and what follows it.
pub(super) fn date_at_start(text: &str) -> Result<(Date, &str), BadDay> {
    let mut numbers: Vec<i16> = Vec::new();
    let mut rest = text;
    while numbers.len() < 3 {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest.get(..digits).and_then(|digits| digits.parse().ok()).ok_or(BadDay::NoDate)?;
        numbers.push(number);
        rest = rest.get(digits..).unwrap_or_default();
        let signs: &[char] = match numbers.len() {
            1 => &['-', '/', '.', '年'],
            2 => &['-', '/', '.', '月'],
            _ => &['日', '号'],
        };
        match rest.strip_prefix(signs) {
            Some(after) => rest = after,
            None if numbers.len() < 3 => return Err(BadDay::NoDate),
            None => {}
        }
    }
    let [year, month, day] = numbers.as_slice() else { return Err(BadDay::NoDate) };
    let small = |number: &i16| i8::try_from(*number).map_err(|_| BadDay::NoSuchDay);
    if *year < 1900 {
        return Err(BadDay::NoDate);
    }
    let date = Date::new(*year, small(month)?, small(day)?).map_err(|_| BadDay::NoSuchDay)?;
    Ok((date, rest))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_week_is_read_as_people_write_it() {
        let check = |text: &str, expect: &str| {
            let mut week = Week::default();
            assert_eq!(week.read_week(text), [], "{text}");
            // Monday, 23 November 2026, and the six days after it.
            let worked: String = (23..30).map(|day| if week.works(date(2026, 11, day)) { 'x' } else { '.' }).collect();
            assert_eq!(worked, expect, "{text}");
        };
        check("", "xxxxx..");
        check("# nothing", "xxxxx..");
        check("Mon-Fri", "xxxxx..");
        check("Mon - Fri", "xxxxx..");
        check("周一到周六", "xxxxxx.");
        check("星期日~星期四", "xxxx..x");
        check("Sunday-Thursday", "xxxx..x");
        check("mon, TUE\nＴＨＵ", "xx.x...");
        check("礼拜天、周一", "x.....x");
        let mut week = Week::default();
        let bad = week.read_week("Mon\n\nweekdays");
        assert_eq!(bad, [BadLine { line: 3, text: "weekdays".to_owned(), why: BadDay::NoWeekday }]);
        assert_eq!(week, Week::default(), "half a week is none");
    }

    #[test]
    fn holidays_and_days_worked_all_the_same() {
        let mut week = Week::default();
        let text =
            "\u{feff}# 2026\r\n2026-10-01..2026-10-07 国庆节\n2026/10/10 work 调休\n2026年9月20日 上班\n2026-12-25\n";
        assert_eq!(week.read_holidays(text), []);
        let check = |day: Date, worked: bool, name: &str| {
            assert_eq!((week.works(day), week.name(day)), (worked, name), "{day}");
        };
        check(date(2026, 9, 30), true, "");
        check(date(2026, 10, 1), false, "国庆节");
        check(date(2026, 10, 7), false, "国庆节");
        check(date(2026, 10, 8), true, "");
        check(date(2026, 10, 10), true, "调休");
        check(date(2026, 9, 20), true, "");
        check(date(2026, 12, 25), false, "");
        let after = |day: Date, n: u32, expect: Date| assert_eq!(week.after(day, n), expect, "{day} + {n}");
        after(date(2026, 9, 30), 0, date(2026, 9, 30));
        after(date(2026, 9, 30), 1, date(2026, 10, 8));
        after(date(2026, 9, 30), 3, date(2026, 10, 10));
        after(date(2026, 9, 30), 4, date(2026, 10, 12));
        after(date(2026, 10, 3), 0, date(2026, 10, 8));
        after(date(2026, 11, 27), 1, date(2026, 11, 30));
        after(date(2026, 11, 28), 1, date(2026, 11, 30));
        after(Date::MAX, 3, Date::MAX);
    }

    #[test]
    fn bad_lines_are_told_with_their_number_and_the_others_count() {
        let mut week = Week::default();
        let text = "2026-02-30 无此日\nChristmas\n2026-10-07..2026-10-01\n2026-10-01..2036-10-01\n2026-13-01\n26-1-1\n2026-01-01 元旦";
        let bad: Vec<(usize, BadDay)> = week.read_holidays(text).into_iter().map(|bad| (bad.line, bad.why)).collect();
        use BadDay::{NoDate, NoSuchDay, Range};
        assert_eq!(bad, [(1, NoSuchDay), (2, NoDate), (3, Range), (4, Range), (5, NoSuchDay), (6, NoDate)]);
        assert!(!week.works(date(2026, 1, 1)));
    }

    #[test]
    fn ten_thousand_lines_and_a_calendar_without_working_days() {
        let text: String = date(2000, 1, 1).series(1.day()).take(10_000).map(|day| format!("{day} off\n")).collect();
        let mut week = Week::default();
        assert_eq!(week.read_holidays(&text), []);
        assert_eq!(week.after(date(2000, 1, 3), 2), date(2000, 1, 5), "all days count where none is worked");
    }
}
