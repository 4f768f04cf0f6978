//! Entities and their values, in both languages, against the corpora of `tests/entities/`.
//!
//! A corpus tells how its values are written; to add a form needs no Rust. A form between `<` and `>` is found there and
//! nowhere else in its text; a form without them is found as a whole. A negative holds nothing of that kind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use forthright::listen::Listener;
use forthright::listen::entity::{Entity, EntityKind, Told, Value, When};
use forthright::pack::Signals;
use forthright::text::folded_word;
use jiff::civil::{Date, date};
use serde::Deserialize;

/// What one file holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    today: Date,
    cases: Vec<Case>,
    negatives: Vec<String>,
}

/// One value, and the ways to say it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    value: String,
    forms: Vec<String>,
}

/// Hears every form and every negative of a corpus, and tells all that is wrong at once.
fn check(kind: EntityKind, yaml: &str) {
    let corpus: Corpus = serde_yaml::from_str(yaml).unwrap();
    let listener = Listener::new(&Signals::default());
    let mut wrong = Vec::new();
    let found_in = |text: &str| -> Vec<String> {
        let entities = listener.hear(text, Some(corpus.today)).entities;
        entities.iter().filter(|entity| entity.kind == kind).map(|entity| told(entity, text)).collect()
    };
    for case in &corpus.cases {
        for form in &case.forms {
            let (text, words) = marked(form);
            let expected = format!("{words} = {}", normal(kind, &case.value));
            let found = found_in(&text);
            if found != [expected.as_str()] {
                wrong.push(format!("{text}: expected {expected}, found {found:?}"));
            }
        }
    }
    for text in &corpus.negatives {
        let found = found_in(text);
        if !found.is_empty() {
            wrong.push(format!("{text}: expected nothing, found {found:?}"));
        }
    }
    let forms: usize = corpus.cases.iter().map(|case| case.forms.len()).sum();
    assert!(forms >= 40 && corpus.negatives.len() >= 15, "{forms} forms, {} negatives", corpus.negatives.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The text of a form, and the words in it that are to be found.
fn marked(form: &str) -> (String, &str) {
    let Some((before, rest)) = form.split_once('<') else { return (form.to_owned(), form) };
    let (words, after) = rest.split_once('>').unwrap_or_else(|| panic!("no > in {form}"));
    (format!("{before}{words}{after}"), words)
}

/// The words found and their value, written as in the corpora.
fn told(entity: &Entity, text: &str) -> String {
    let words = entity.span.of(text);
    let value = match &entity.value {
        Value::Date(when) => point(when),
        Value::Span { days, bounded } => length(*days, *bounded),
        Value::Amount { sum, currency } => format!("{} {currency}", rounded(*sum)),
        Value::Percent(share) => format!("{} %", rounded(*share)),
        Value::Count(count) => rounded(*count),
        Value::Named => folded_word(words),
    };
    format!("{words} = {value}")
}

/// `by 2026-06-12 17:00`, `month 6`, `2026-06`, `again`, `named`, `09:00`.
fn point(when: &When) -> String {
    let day = match (when.day, when.told) {
        (Some(day), _) => day.to_string(),
        (None, Told::Cadence) => "again".to_owned(),
        (None, Told::Clock) => String::new(),
        (None, Told::Day { year: Some(year), month: Some(month), day: None }) => format!("{year}-{month:02}"),
        (None, Told::Day { year: None, month: Some(month), day: None }) => format!("month {month}"),
        (None, _) => "named".to_owned(),
    };
    let clock = when.clock.map(|(hour, minute)| format!("{hour:02}:{minute:02}")).unwrap_or_default();
    let bound = if when.bounded { "by" } else { "" };
    [bound, &day, &clock].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn length(days: f64, bounded: bool) -> String {
    format!("{}{days:.4} days", if bounded { "within " } else { "" })
}

/// Two places are enough to tell a third from 33 %.
fn rounded(value: f64) -> String {
    ((value * 100.0).round() / 100.0).to_string()
}

/// A value as the corpus has it, in the writing of `told`: lengths may be in minutes, hours, days, weeks or months.
fn normal(kind: EntityKind, value: &str) -> String {
    match kind {
        EntityKind::Span => {
            let (bounded, rest) = value.strip_prefix("within ").map_or((false, value), |rest| (true, rest));
            let (number, unit) = rest.split_once(' ').unwrap_or_else(|| panic!("no unit in {value}"));
            let days = match unit.trim_end_matches('s') {
                "minute" => 1.0 / 1440.0,
                "hour" => 1.0 / 24.0,
                "day" => 1.0,
                "week" => 7.0,
                "month" => 30.0,
                _ => panic!("unknown unit in {value}"),
            };
            length(number.parse::<f64>().unwrap() * days, bounded)
        }
        EntityKind::Document | EntityKind::Person => folded_word(value),
        _ => value.to_owned(),
    }
}

#[test]
fn dates() {
    check(EntityKind::Date, include_str!("entities/date.yaml"));
}

#[test]
fn spans() {
    check(EntityKind::Span, include_str!("entities/span.yaml"));
}

#[test]
fn amounts() {
    check(EntityKind::Amount, include_str!("entities/amount.yaml"));
}

#[test]
fn percents() {
    check(EntityKind::Percent, include_str!("entities/percent.yaml"));
}

#[test]
fn counts() {
    check(EntityKind::Count, include_str!("entities/count.yaml"));
}

#[test]
fn documents() {
    check(EntityKind::Document, include_str!("entities/document.yaml"));
}

#[test]
fn people() {
    check(EntityKind::Person, include_str!("entities/person.yaml"));
}

/// Where nothing is named, nothing of any kind is found.
#[test]
fn nothing_at_all() {
    for text in ["2 号楼和 3 号机", "the second floor", "万一", "第十五组", "👩‍💻 e\u{301}"] {
        let found = Listener::new(&Signals::default()).hear(text, Some(date(2026, 6, 10))).entities;
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}
