//! Entities and their values, in both languages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use forthright::listen::Listener;
use forthright::listen::entity::{Entity, EntityKind, Told, Value};
use forthright::pack::Signals;
use jiff::civil::{Date, date};

/// A Wednesday.
const TODAY: Date = date(2026, 6, 10);

fn entities(text: &str) -> Vec<Entity> {
    Listener::new(&Signals::default()).hear(text, Some(TODAY)).entities
}

fn told(text: &str) -> Vec<String> {
    entities(text)
        .iter()
        .map(|entity| {
            let words = entity.span.of(text);
            match &entity.value {
                Value::Date(when) => {
                    let day = when.day.map(|day| day.to_string()).unwrap_or_else(|| match when.told {
                        Told::Cadence => "again".to_owned(),
                        _ => "?".to_owned(),
                    });
                    let clock = when.clock.map(|(hour, minute)| format!(" {hour:02}:{minute:02}")).unwrap_or_default();
                    format!("{words} = {day}{clock}{}", if when.bounded { " at most" } else { "" })
                }
                Value::Span { days, bounded } => {
                    format!("{words} = {days:.2} d{}", if *bounded { " at most" } else { "" })
                }
                Value::Amount { sum, currency } => format!("{words} = {sum} {currency}"),
                Value::Percent(share) => format!("{words} = {share:.0} %"),
                Value::Count(count) => format!("{words} = {count}"),
                Value::Named => format!("{words} = {:?}", entity.kind),
            }
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "{text}");
}

#[test]
fn chinese_days() {
    check("我周五给您", &["周五 = 2026-06-12"]);
    check("下周三上午十点前", &["下周三上午十点前 = 2026-06-17 10:00 at most"]);
    check("明天下午 3 点半", &["明天下午 3 点半 = 2026-06-11 15:30"]);
    check("6 月 15 日之前", &["6 月 15 日之前 = 2026-06-15 at most"]);
    check("2027年1月3号", &["2027年1月3号 = 2027-01-03"]);
    check("２０２７年１月３号", &["２０２７年１月３号 = 2027-01-03"]);
    check("六月二十三号", &["六月二十三号 = 2026-06-23"]);
    check("月底", &["月底 = ?"]);
    check("每周五下午五点", &["每周五下午五点 = again 17:00"]);
    check("腊月二十三", &["腊月二十三 = ?"]);
    check("昨天", &["昨天 = 2026-06-09"]);
    check("2 号楼和 3 号机", &[]);
}

#[test]
fn english_days() {
    check("by Friday", &["by Friday = 2026-06-12 at most"]);
    check("on Tuesday the 16th of June", &["on Tuesday the 16th of June = 2026-06-16"]);
    check("next Monday at nine", &["next Monday at nine = 2026-06-15 09:00"]);
    check("12 May 2026", &["12 May 2026 = 2026-05-12"]);
    check("June 30", &["June 30 = 2026-06-30"]);
    check("tomorrow at 16:00", &["tomorrow at 16:00 = 2026-06-11 16:00"]);
    check("every other Wednesday", &["every other Wednesday = again"]);
    check("2026-07-01", &["2026-07-01 = 2026-07-01"]);
    check("the second floor", &[]);
}

#[test]
fn days_that_are_none() {
    assert!(entities("2月30日").iter().all(|entity| !matches!(&entity.value, Value::Date(when) if when.day.is_some())));
    assert!(entities("30 February").iter().all(|entity| entity.kind != EntityKind::Date));
    assert!(entities("2027-02-29").iter().all(|entity| entity.kind != EntityKind::Date));
}

#[test]
fn quantities() {
    check("两个工作日内", &["两个工作日内 = 2.00 d at most"]);
    check("三天", &["三天 = 3.00 d"]);
    check("within two working days", &["within two working days = 2.00 d at most"]);
    check("a fortnight", &["a fortnight = 14.00 d"]);
    check("38 万元", &["38 万元 = 380000 CNY"]);
    check("四十万块", &["四十万块 = 400000 CNY"]);
    check("$86,500", &["$86,500 = 86500 USD"]);
    check("2.1m euros", &["2.1m euros = 2100000 EUR"]);
    check("百分之六十二", &["百分之六十二 = 62 %"]);
    check("六成", &["六成 = 60 %"]);
    check("三分之一", &["三分之一 = 33 %"]);
    check("41 %", &["41 % = 41 %"]);
    check("四十六个", &["四十六个 = 46"]);
    check("57 payslips", &["57 = 57"]);
}

#[test]
fn documents_and_people() {
    check("会议纪要", &["会议纪要 = Document"]);
    check("the change request", &["change request = Document"]);
    check("王总", &["王总 = Person"]);
    check("由老周负责", &["老周 = Person"]);
    check("Mr Lee", &["Mr Lee = Person"]);
}
