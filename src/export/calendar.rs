//! Dated actions as an iCalendar file (RFC 5545).
//!
//! Entries are published (RFC 5546): whoever imports the file again gets every entry by its UID, and the larger SEQUENCE
//! replaces the smaller. What was given up is published as cancelled, for the same reason.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::coach::FollowUpState;
use crate::pack::Lang;
use crate::text::clean_text;

use super::action::Action;

/// The longest line, in bytes, without its end (RFC 5545, 3.1).
const LINE: usize = 75;
/// How long an entry with a time of day takes.
const LASTS: &str = "PT30M";
/// The alarm before an entry with a time of day.
const BEFORE: &str = "-PT30M";
/// The alarm on a whole day: at nine in the morning, after its beginning at midnight.
const MORNING: &str = "PT9H";

/// The words around the actions of a calendar.
#[derive(Debug, Clone, Copy)]
pub struct CalendarWords<'w> {
    /// The languages that the actions are told in.
    pub langs: &'w [Lang],
    /// What the calendar is called.
    pub name: &'w str,
    /// Where the actions come from, for their description.
    pub from: &'w str,
}

/// The actions as an iCalendar file. Days are in the user's time zone; what has no day yet is left out.
pub fn calendar(actions: &[Action], words: CalendarWords<'_>, zone: &TimeZone) -> String {
    let mut out = Lines::default();
    out.plain("BEGIN:VCALENDAR");
    out.plain("VERSION:2.0");
    out.plain("PRODID:-//Forthright//Follow-ups//EN");
    out.plain("CALSCALE:GREGORIAN");
    out.plain("METHOD:PUBLISH");
    out.text("X-WR-CALNAME", words.name);
    for action in actions {
        event(&mut out, action, words, zone);
    }
    out.plain("END:VCALENDAR");
    out.out
}

fn event(out: &mut Lines, action: &Action, words: CalendarWords<'_>, zone: &TimeZone) {
    let Some(due) = action.due else { return };
    let start = due.time.and_then(|time| due.date.to_datetime(time).to_zoned_datetime(zone.clone()).ok());
    out.plain("BEGIN:VEVENT");
    out.text("UID", &format!("{}@forthright", action.id));
    let changed = utc(action.changed);
    out.plain(&format!("DTSTAMP:{changed}"));
    out.plain(&format!("LAST-MODIFIED:{changed}"));
    out.plain(&format!("SEQUENCE:{}", action.sequence));
    match &start {
        Some(start) => {
            out.plain(&format!("DTSTART:{}", utc(start.timestamp())));
            out.plain(&format!("DURATION:{LASTS}"));
        }
        None => {
            out.plain(&format!("DTSTART;VALUE=DATE:{}", day(due.date)));
            if let Ok(next) = due.date.tomorrow() {
                out.plain(&format!("DTEND;VALUE=DATE:{}", day(next)));
            }
        }
    }
    let summary = told(action, words.langs);
    let done = action.state == FollowUpState::Done;
    let summary = if done { format!("✓ {summary}") } else { summary };
    let language = match words.langs {
        [Lang::Zh] => ";LANGUAGE=zh-CN",
        [Lang::En] => ";LANGUAGE=en",
        _ => "",
    };
    out.text(&format!("SUMMARY{language}"), &summary);
    let description = [action.owner.as_str(), words.from];
    let description: Vec<&str> = description.into_iter().filter(|text| !text.is_empty()).collect();
    if !description.is_empty() {
        out.text(&format!("DESCRIPTION{language}"), &description.join("\n"));
    }
    let cancelled = action.state == FollowUpState::Dropped;
    out.plain(if cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    // A day on which something is due is no day on which one is away.
    out.plain("TRANSP:TRANSPARENT");
    if action.state == FollowUpState::Open {
        out.plain("BEGIN:VALARM");
        out.plain("ACTION:DISPLAY");
        out.text("DESCRIPTION", &summary);
        out.plain(&format!("TRIGGER:{}", if start.is_some() { BEFORE } else { MORNING }));
        out.plain("END:VALARM");
    }
    out.plain("END:VEVENT");
}

/// What to do, in one language or in both.
pub(super) fn told(action: &Action, langs: &[Lang]) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for lang in langs {
        let text = action.what(*lang);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join(" / ")
}

fn utc(at: Timestamp) -> String {
    let at = ZonedDateTime::new(at, TimeZone::UTC);
    format!("{}T{:02}{:02}{:02}Z", day(at.date()), at.hour(), at.minute(), at.second())
}

fn day(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year().max(0), date.month(), date.day())
}

/// Content lines, folded, each ending in CRLF.
#[derive(Default)]
struct Lines {
    out: String,
}

impl Lines {
    /// A property with a value of type TEXT.
    fn text(&mut self, name: &str, value: &str) {
        self.plain(&format!("{name}:{}", escape(value)));
    }

    /// A line as it is. Folding never splits a character: what a reader unfolds wrongly would be broken twice over.
    fn plain(&mut self, line: &str) {
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.out.push_str("\r\n ");
                room = LINE - 1;
            }
            self.out.push(c);
            room -= c.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

/// A value of type TEXT (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let text = clean_text(text);
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_folded_between_characters() {
        let check = |value: &str, expect: &str| assert_eq!(escape(value), expect);
        check("a, b; c\\d\ne", "a\\, b\\; c\\\\d\\ne");
        check("发纪要：请求，答复", "发纪要：请求，答复");
        for length in [1, 60, 74, 75, 76, 200] {
            for text in ["x".repeat(length), "中".repeat(length), "a中😀".repeat(length)] {
                let mut lines = Lines::default();
                lines.plain(&text);
                assert!(lines.out.split("\r\n").all(|line| line.len() <= LINE), "{length}");
                assert_eq!(lines.out.replace("\r\n ", "").trim_end(), text);
            }
        }
    }
}
