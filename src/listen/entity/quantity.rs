//! Quantities: shares, sums of money, lengths of time, counts.

use super::number::{digits, follows, fraction, han, letter, read, words};
use super::scan::Recognised;
use super::{EntityKind, Value};

/// A share, a sum, a length of time or a count that begins at `at`.
pub(super) fn quantity(chars: &[char], at: usize) -> Option<Recognised> {
    // 第三天, 第五组: a place in a row, not a quantity.
    let before = chars.get(..at).unwrap_or(&[]).iter().rev().take(2).find(|c| **c != ' ');
    if before == Some(&'第') {
        return None;
    }
    percent(chars, at).or_else(|| amount(chars, at)).or_else(|| span(chars, at)).or_else(|| count(chars, at))
}

/// 40 %, forty per cent, two thirds of, 百分之六十二, 六成, 三分之一, 一半, 5 个点.
fn percent(chars: &[char], at: usize) -> Option<Recognised> {
    let told = |value: f64, end: usize| Some(Recognised::new(EntityKind::Percent, Value::Percent(value), end));
    if follows(chars, at, "百分之") {
        let (value, end) = read(chars, at + 3 + usize::from(chars.get(at + 3) == Some(&' ')))?;
        return match fraction(chars, end) {
            Some((part, end)) => told(value + part, end),
            None => told(value, end),
        };
    }
    if follows(chars, at, "百分百") {
        return told(100.0, at + 3);
    }
    if follows(chars, at, "一半") {
        return told(50.0, at + 2);
    }
    if chars.get(at).is_some_and(char::is_ascii_alphabetic)
        && let Some(found) = part_of(chars, at)
    {
        return Some(found);
    }
    let (value, after) = read(chars, at)?;
    let mark = after + usize::from(chars.get(after) == Some(&' '));
    if follows(chars, after, "分之") {
        let (part, end) = read(chars, after + 2)?;
        return told(part / value * 100.0, end);
    }
    for word in ["%", "percent", "per cent", "percentage points", "percentage point", "个百分点", "个点"] {
        if follows(chars, mark, word) {
            return told(value, mark + word.chars().count());
        }
    }
    let next = chars.get(after + 1).copied().unwrap_or(' ');
    if chars.get(after) == Some(&'成') && (0.1..=10.0).contains(&value) && !"为了功立本员交果长熟都型像".contains(next)
    {
        let half = read(chars, after + 1).filter(|(more, _)| *more < 10.0);
        return match half {
            Some((more, end)) if more >= 1.0 => told(value * 10.0 + more, end),
            Some((_, end)) => told(value * 10.0 + 5.0, end),
            None => told(value * 10.0, after + 1 + usize::from(next == '多')),
        };
    }
    None
}

/// Half of, a third of, three quarters of, two thirds. Without *of*, a quarter is a time and a third party someone else.
fn part_of(chars: &[char], at: usize) -> Option<Recognised> {
    if follows(chars, at, "half of") {
        return Some(Recognised::new(EntityKind::Percent, Value::Percent(50.0), at + 4));
    }
    let (value, after) = words(chars, at).or_else(|| follows(chars, at, "a").then_some((1.0, at + 1)))?;
    let parts = [
        ("half", 2.0),
        ("third", 3.0),
        ("thirds", 3.0),
        ("quarter", 4.0),
        ("quarters", 4.0),
        ("fifth", 5.0),
        ("fifths", 5.0),
        ("tenth", 10.0),
        ("tenths", 10.0),
    ];
    let (part, whole) = parts.into_iter().find(|(part, _)| follows(chars, after + 1, part))?;
    let end = after + 1 + part.len();
    let sure = follows(chars, end, " of") || part.ends_with('s') && part != "quarters";
    sure.then(|| Recognised::new(EntityKind::Percent, Value::Percent(value / whole * 100.0), end))
}

/// Whether these characters stand at `at`, whatever comes after.
fn begins(chars: &[char], at: usize, text: &str) -> bool {
    text.chars().enumerate().all(|(index, c)| chars.get(at + index) == Some(&c))
}

/// What stands before a sum of money.
const SIGNS: [(&str, &str); 14] = [
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("us$", "USD"),
    ("hk$", "HKD"),
    ("cny", "CNY"),
    ("hkd", "HKD"),
    ("rmb", "CNY"),
    ("eur", "EUR"),
    ("usd", "USD"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
];

/// What stands before a length of time that is bounded.
const WITHIN: [&str; 5] = ["within the next", "within", "in the next", "in under", "over the next"];

/// The words with which a quantity may begin, beside number words.
pub(super) fn beginnings() -> impl Iterator<Item = &'static str> {
    SIGNS.iter().map(|(sign, _)| *sign).chain(WITHIN).chain(["half", "a", "an"])
}

/// ¥38 万, 四十万元, $86,500, 2.1m euros.
fn amount(chars: &[char], at: usize) -> Option<Recognised> {
    let told = |sum: f64, currency: &'static str, end: usize| {
        Some(Recognised::new(EntityKind::Amount, Value::Amount { sum, currency }, end))
    };
    for (sign, currency) in SIGNS {
        if begins(chars, at, sign) {
            let from = at + sign.chars().count();
            let from = from + usize::from(chars.get(from) == Some(&' '));
            if let Some((sum, end)) = digits(chars, from) {
                return told(sum, currency, end);
            }
        }
    }
    let (sum, after) = read(chars, at)?;
    let mark = after + usize::from(chars.get(after) == Some(&' '));
    for (unit, currency) in [
        ("万元", "CNY"),
        ("块钱", "CNY"),
        ("元", "CNY"),
        ("块", "CNY"),
        ("人民币", "CNY"),
        ("美元", "USD"),
        ("美金", "USD"),
        ("欧元", "EUR"),
        ("英镑", "GBP"),
        ("港币", "HKD"),
        ("万块", "CNY"),
        ("us dollars", "USD"),
        ("dollars", "USD"),
        ("dollar", "USD"),
        ("euros", "EUR"),
        ("euro", "EUR"),
        ("pounds", "GBP"),
        ("quid", "GBP"),
        ("cents", "USD"),
        ("francs", "CHF"),
        ("yuan", "CNY"),
        ("rmb", "CNY"),
        ("cny", "CNY"),
        ("usd", "USD"),
        ("eur", "EUR"),
        ("gbp", "GBP"),
        ("chf", "CHF"),
        ("grand", "GBP"),
        ("million euros", "EUR"),
        ("€", "EUR"),
        ("£", "GBP"),
    ] {
        if follows(chars, mark, unit) {
            let wrong = unit == "元" && chars.get(mark + 1).is_some_and(|c| "旦宵件素月老".contains(*c))
                || unit == "块" && chars.get(mark + 1).is_some_and(|c| "板电地瓷砖屏木石试钢玻儿侧蛋饼".contains(*c));
            let times = if unit.starts_with('万') {
                1e4
            } else if unit.starts_with("million") {
                1e6
            } else {
                1.0
            };
            // 一块去 is "together".
            let wrong = wrong || unit == "块" && chars.get(at) == Some(&'一') && after == at + 1;
            // 哪一块, 这三块: pieces, not money.
            let wrong = wrong || unit == "块" && at > 0 && chars.get(at - 1).is_some_and(|c| "哪这那每".contains(*c));
            return if wrong { None } else { told(sum * times, currency, mark + unit.chars().count()) };
        }
    }
    None
}

/// 两个工作日内, 三天, within ten days, a fortnight.
fn span(chars: &[char], at: usize) -> Option<Recognised> {
    let lead = WITHIN.into_iter().find(|lead| follows(chars, at, lead));
    let from = lead.map_or(at, |lead| at + lead.len() + 1);
    let (mut value, after) = match read(chars, from) {
        Some(found) => found,
        None if follows(chars, from, "a") && chars.get(from + 1) == Some(&' ') => (1.0, from + 1),
        None if follows(chars, from, "an") => (1.0, from + 2),
        None => return None,
    };
    let mut mark = after + usize::from(chars.get(after) == Some(&' '));
    let mut latin = false;
    for skip in ["full ", "working ", "business ", "clear ", "calendar ", "more ", "whole ", "extra "] {
        if begins(chars, mark, skip) {
            mark += skip.len();
        }
    }
    // A two-week delay, a 10-day plan.
    mark += usize::from(mark == after && chars.get(mark) == Some(&'-') && chars.get(mark + 1) != Some(&'-'));
    if chars.get(mark) == Some(&'个') {
        mark += 1;
        match chars.get(mark) {
            Some('半') => {
                value += 0.5;
                mark += 1;
            }
            Some('多') => mark += 1,
            _ => {}
        }
        mark += usize::from(chars.get(mark) == Some(&' '));
    }
    let zh_units = [
        ("工作日", 1.0),
        ("分钟", 1.0 / 1440.0),
        ("小时", 1.0 / 24.0),
        ("钟头", 1.0 / 24.0),
        ("星期", 7.0),
        ("礼拜", 7.0),
        ("季度", 91.0),
        ("自然日", 1.0),
        ("天", 1.0),
        ("周", 7.0),
        ("月", 30.0),
        ("年", 365.0),
        ("宿", 1.0),
        ("夜", 1.0),
        ("秒", 1.0 / 86400.0),
    ];
    let en_units = [
        ("day", 1.0),
        ("days", 1.0),
        ("d", 1.0),
        ("week", 7.0),
        ("weeks", 7.0),
        ("wks", 7.0),
        ("fortnight", 14.0),
        ("month", 30.0),
        ("months", 30.0),
        ("hour", 1.0 / 24.0),
        ("hours", 1.0 / 24.0),
        ("h", 1.0 / 24.0),
        ("hrs", 1.0 / 24.0),
        ("min", 1.0 / 1440.0),
        ("mins", 1.0 / 1440.0),
        ("minute", 1.0 / 1440.0),
        ("minutes", 1.0 / 1440.0),
        ("year", 365.0),
        ("years", 365.0),
        ("night", 1.0),
        ("nights", 1.0),
        ("quarter", 91.0),
        ("quarters", 91.0),
    ];
    let (unit, length) = zh_units
        .iter()
        .find(|(unit, _)| follows(chars, mark, unit))
        .or_else(|| {
            latin = true;
            en_units.iter().find(|(unit, _)| follows(chars, mark, unit))
        })
        .copied()
        // 三日内 is within three days; 三日 alone is a day of the month.
        .or_else(|| {
            let within = ["日内", "日之内", "日以内"].into_iter().any(|tail| follows(chars, mark, tail));
            latin = false;
            within.then_some(("日", 1.0))
        })?;
    // 几天 says no length, 三月 is a month's name (两月 is not), 二〇二六年 a year.
    let pair = |c: &char| matches!(c, '两' | '俩' | '仨' | '个' | '半' | '多');
    if value == 0.0
        || unit == "月" && !chars.get(mark.wrapping_sub(1)).is_some_and(pair)
        || unit == "年" && value > 200.0
    {
        return None;
    }
    let mut end = mark + unit.chars().count();
    // 两天半, an hour and a half; but 三天半夜 goes on at night.
    if matches!(unit, "天" | "年" | "周") && chars.get(end) == Some(&'半') && chars.get(end + 1) != Some(&'夜') {
        value += 0.5;
        end += 1;
    } else if latin && value == 1.0 && follows(chars, end, " and a half") {
        value += 0.5;
        end += 11;
    } else if !latin && chars.get(end) == Some(&'多') {
        end += 1;
    }
    let mut bounded = lead.is_some();
    if latin && chars.get(end) == Some(&'\'') {
        end += if follows(chars, end, "'s") { 2 } else { usize::from(unit.ends_with('s')) };
    }
    let tail = end + usize::from(chars.get(end) == Some(&' '));
    for word in ["之内", "以内", "内", "之后", "以后", "后", "from now", "from today", "later"] {
        if follows(chars, tail, word) {
            bounded |= !matches!(word, "later");
            end = tail + word.chars().count();
            break;
        }
    }
    Some(Recognised::new(EntityKind::Span, Value::Span { days: value * length, bounded }, end))
}

/// A number with a unit after it: 46 个, 三台, 57 payslips.
fn count(chars: &[char], at: usize) -> Option<Recognised> {
    let told = |value: f64, end: usize| Some(Recognised::new(EntityKind::Count, Value::Count(value), end));
    if at > 0 && chars.get(at - 1) == Some(&'编') || chars.get(at).is_some_and(char::is_ascii_digit) && coded(chars, at)
    {
        return None;
    }
    // 几个, 一件: an article, nothing that could be checked. 十几个 is about a dozen, and 一万 a figure.
    if matches!(chars.get(at), Some('几' | '一')) && han(chars, at).is_some_and(|(_, after)| after == at + 1) {
        return None;
    }
    if let Some((value, after)) = digits(chars, at).or_else(|| han(chars, at)) {
        let mark = after + usize::from(chars.get(after) == Some(&' '));
        let year = chars.get(mark) == Some(&'年') && (1900.0..2100.0).contains(&value);
        if year || value == 0.0 && chars.get(at) == Some(&'几') || matches!(chars.get(mark), Some('号' | '日' | '月'))
        {
            return None;
        }
        if let Some(&unit) = chars.get(mark)
            && UNITS_ZH.contains(unit)
        {
            return told(value, mark + 1);
        }
        if letter(chars, mark) && mark > after
            || chars.get(after).is_none_or(|c| *c != '-') && chars.get(at).is_some_and(char::is_ascii_digit)
        {
            return told(value, after);
        }
        return None;
    }
    let (value, after) = words(chars, at)?;
    (value >= 2.0 && chars.get(after) == Some(&' ') && letter(chars, after + 1))
        .then(|| Recognised::new(EntityKind::Count, Value::Count(value), after))
}

/// What Chinese counts by.
pub(super) const UNITS_ZH: &str = "个台份家人名位套条件张次笔万倍辆架批吨米秒人米平层页只块根棵封遍度兆克例单户场盒箱桶组项间步期款种家字章瓶包篇行帧支道双排盏栋节处颗滴柜尊匹户";

/// How far to either side the digits of one number are looked for.
const REACH: usize = 24;

/// Whether these digits are part of a telephone number, a version or an address: 138 0013 8000, 2.3.1, 192.168.0.1.
fn coded(chars: &[char], at: usize) -> bool {
    let digit = |place: usize| chars.get(place).is_some_and(char::is_ascii_digit);
    let joint = |place: usize| matches!(chars.get(place), Some(' ' | '-' | '.' | '+' | '(' | ')'));
    let (mut from, mut to) = (at, at);
    while at - from < REACH && from > 0 && (digit(from - 1) || joint(from - 1) && (from < 2 || digit(from - 2))) {
        from -= 1;
    }
    while to - at < REACH && (digit(to) || joint(to) && digit(to + 1)) {
        to += 1;
    }
    let run = chars.get(from..to).unwrap_or(&[]);
    let figures = run.iter().filter(|c| c.is_ascii_digit()).count();
    let points = run.iter().filter(|c| **c == '.').count();
    figures >= 9 || points >= 2
}
