//! Things named in an utterance: days, spans of time, sums, shares, counts, documents, people.

mod en;
mod gate;
mod number;
mod quantity;
mod scan;
mod things;
mod zh;

use jiff::civil::{Date, Weekday};

pub use crate::pack::rule::EntityName as EntityKind;
use crate::pack::signals::Mark;
use crate::text::Span;

use crate::text::Folded;

pub(crate) use scan::Scan;

/// One thing named, with its place in the original text.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// What kind.
    pub kind: EntityKind,
    /// Where (bytes of the original text).
    pub span: Span,
    /// What it says.
    pub value: Value,
}

/// What an entity says.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A point in time; the day is worked out when today is known and the words fix one.
    Date(When),
    /// A length of time in days (an hour is 1/24; a month 30; a working day counts as one).
    Span {
        /// Days.
        days: f64,
        /// Whether it is bounded: *within* two days.
        bounded: bool,
    },
    /// A sum of money; the currency as an ISO code.
    Amount {
        /// In whole units of the currency.
        sum: f64,
        /// ISO 4217.
        currency: &'static str,
    },
    /// Hundredths.
    Percent(f64),
    /// A number of something.
    Count(f64),
    /// A document or a person, as written in the text.
    Named,
}

/// A point in time.
#[derive(Debug, Clone, PartialEq)]
pub struct When {
    /// How the day is told.
    pub told: Told,
    /// The day, when the words and today's date fix one.
    pub day: Option<Date>,
    /// Hour and minute, when told.
    pub clock: Option<(i8, i8)>,
    /// Whether it is the end of a time to do something in: *by* Friday, 周五之前.
    pub bounded: bool,
}

/// How a day is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told {
    /// A calendar day; the parts that are left out are `None`.
    Day {
        /// Year.
        year: Option<i16>,
        /// Month, 1 to 12.
        month: Option<i8>,
        /// Day of the month.
        day: Option<i8>,
    },
    /// A weekday, with weeks to add: 0 this week, 1 next week, −1 last week; `None` the next one to come.
    Weekday(Weekday, Option<i8>),
    /// Days from today.
    Offset(i32),
    /// A named or lunar day, a holiday, the end of a month: certain, but not worked out here.
    Named,
    /// A clock time alone.
    Clock,
    /// Again and again: every Friday.
    Cadence,
}

impl When {
    /// A point told in this way, nothing else known.
    pub fn new(told: Told) -> Self {
        Self { told, day: None, clock: None, bounded: false }
    }

    /// Works the day out from today.
    fn settle(&mut self, today: Option<Date>) {
        let Some(today) = today else { return };
        self.day = match self.told {
            Told::Day { year, month, day: Some(day) } => {
                let year_then = year.unwrap_or_else(|| today.year());
                let month_then = month.unwrap_or_else(|| today.month());
                let first = Date::new(year_then, month_then, day).ok();
                // Without a year or a month, the next such day is meant.
                match first {
                    Some(date) if date < today && year.is_none() && month.is_some() => {
                        Date::new(year_then + 1, month_then, day)
                            .ok()
                            .filter(|later| (*later - today).get_days() < 300)
                            .or(Some(date))
                    }
                    Some(date) if date < today && month.is_none() => date.checked_add(jiff::Span::new().months(1)).ok(),
                    other => other,
                }
            }
            Told::Weekday(weekday, weeks) => {
                let monday =
                    today.checked_sub(jiff::Span::new().days(i64::from(today.weekday().to_monday_zero_offset()))).ok();
                let days = i64::from(weekday.to_monday_zero_offset());
                let in_week =
                    |week: i64| monday.and_then(|m| m.checked_add(jiff::Span::new().days(days + 7 * week)).ok());
                match weeks {
                    Some(weeks) => in_week(i64::from(weeks)),
                    None => in_week(0).filter(|date| *date >= today).or_else(|| in_week(1)),
                }
            }
            Told::Offset(days) => today.checked_add(jiff::Span::new().days(i64::from(days))).ok(),
            _ => None,
        };
    }
}

/// What was found, still in folded places, with the marks that phrases may ask for.
#[derive(Debug, Default)]
pub(crate) struct Things {
    /// The entities (folded spans).
    pub entities: Vec<Entity>,
    /// Technical terms (folded spans).
    pub terms: Vec<Span>,
}

impl Things {
    /// Reads a stretch of a folded text once.
    pub fn read(original: &str, folded: &Folded, stretch: Span, today: Option<Date>) -> Self {
        let scan = Scan::new(folded.original(stretch).of(original), stretch.of(&folded.text), stretch.start);
        let mut things = Things { entities: scan.entities(), terms: scan.terms() };
        for entity in &mut things.entities {
            if let Value::Date(when) = &mut entity.value {
                when.settle(today);
            }
        }
        things
    }

    /// The stretches that a mark of phrases stands for.
    pub fn marked(&self, mark: Mark) -> Vec<Span> {
        let wanted = |entity: &&Entity| match (mark, &entity.value) {
            // What is past is no date to keep.
            (Mark::Date, Value::Date(when)) => !matches!(when.told, Told::Offset(..0) | Told::Weekday(_, Some(..0))),
            (Mark::Cadence, Value::Date(when)) => when.told == Told::Cadence,
            (Mark::Span, Value::Span { .. }) => true,
            (Mark::Within, Value::Span { bounded, .. }) => *bounded,
            (Mark::Amount, Value::Amount { .. }) => true,
            (Mark::Percent, Value::Percent(_)) => true,
            (Mark::Count, Value::Count(_)) => true,
            (Mark::Document, Value::Named) => entity.kind == EntityKind::Document,
            (Mark::Person, Value::Named) => entity.kind == EntityKind::Person,
            _ => false,
        };
        match mark {
            Mark::Term => self.terms.clone(),
            _ => self.entities.iter().filter(wanted).map(|entity| entity.span).collect(),
        }
    }
}
