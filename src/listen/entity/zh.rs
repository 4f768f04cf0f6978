//! Chinese days, times and cadences: 下周五, 6 月 15 日, 月底, 明早九点前, 每周一上午.

use std::sync::LazyLock;

use jiff::civil::Weekday;

use super::number::{ByFirst, follows, han, may_begin, read};
use super::quantity::UNITS_ZH;
use super::scan::Recognised;
use super::{EntityKind, Told, Value, When};

/// A point in time, or one that comes round again, that begins at `at`.
pub(super) fn date(chars: &[char], at: usize) -> Option<Recognised> {
    let (mut when, mut end) = cadence(chars, at).or_else(|| day(chars, at)).or_else(|| clock_alone(chars, at))?;
    // 三日内 is a length of time.
    if matches!(when.told, Told::Day { month: None, .. }) && chars.get(end - 1) == Some(&'日') && within(chars, end) {
        return None;
    }
    if when.told != Told::Clock
        && let Some((clock, after)) = time_of_day(chars, end)
    {
        when.clock = clock;
        end = after;
    }
    let tail = skip(chars, end);
    for word in ["之前", "以前", "前", "之内", "以内", "内"] {
        // 前 must not begin another word (前两天, 前台).
        if follows(chars, tail, word)
            && !(word == "前" && chars.get(tail + 1).is_some_and(|c| "后台面期几两三".contains(*c)))
        {
            when.bounded = true;
            end = tail + word.chars().count();
            break;
        }
    }
    Some(Recognised::new(EntityKind::Date, Value::Date(when), end))
}

/// The characters with which a Chinese point in time may begin.
pub(super) fn beginnings() -> impl Iterator<Item = char> {
    let firsts =
        RELATIVE.iter().map(|(word, _)| *word).chain(NAMED).chain(PARTS).filter_map(|word| word.chars().next());
    firsts.chain("每逢隔上下本这当次礼星周腊正冬初零〇一二两俩仨三四五六七八九十廿百千半".chars())
}

fn skip(chars: &[char], at: usize) -> usize {
    at + usize::from(chars.get(at) == Some(&' '))
}

/// 每周五, 每天, 每个工作日, 每两周, 逢周三, 每晚八点.
fn cadence(chars: &[char], at: usize) -> Option<(When, usize)> {
    if !matches!(chars.get(at), Some('每' | '逢' | '隔')) {
        return None;
    }
    let lead = ["每逢", "每隔", "每", "逢", "隔"].into_iter().find(|lead| follows(chars, at, lead))?;
    let mut end = skip(chars, at + lead.chars().count());
    if let Some((_, after)) = read(chars, end) {
        end = skip(chars, after);
    }
    end += usize::from(chars.get(end) == Some(&'个'));
    let units = [
        "工作日",
        "星期",
        "礼拜",
        "半个月",
        "半小时",
        "小时",
        "钟头",
        "周",
        "天",
        "日",
        "月",
        "晚",
        "早",
        "季度",
        "旬末",
        "旬",
        "班",
        "年",
    ];
    let unit = units.into_iter().find(|unit| follows(chars, end, unit))?;
    if lead == "逢" && !matches!(unit, "周" | "星期" | "礼拜") {
        return None;
    }
    end += unit.chars().count();
    if matches!(unit, "周" | "星期" | "礼拜") {
        while let Some(&c) = chars.get(end) {
            if weekday(c).is_some()
                || matches!(c, '、' | '和') && chars.get(end + 1).is_some_and(|c| weekday(*c).is_some() || *c == '周')
            {
                end += 1;
            } else if c == '周' && chars.get(end + 1).is_some_and(|c| weekday(*c).is_some()) {
                end += 2;
            } else {
                break;
            }
        }
    }
    Some((When::new(Told::Cadence), end))
}

fn weekday(c: char) -> Option<Weekday> {
    let offset = match c {
        '日' | '天' | '末' => 6,
        _ => "一二三四五六".chars().position(|d| d == c)? as i8,
    };
    Weekday::from_monday_zero_offset(offset).ok()
}

const RELATIVE: [(&str, i32); 28] = [
    ("大前天", -3),
    ("大后天", 3),
    ("后天", 2),
    ("明天", 1),
    ("今天", 0),
    ("昨天", -1),
    ("前天", -2),
    ("明晚", 1),
    ("明早", 1),
    ("明晨", 1),
    ("今晚", 0),
    ("今早", 0),
    ("今夜", 0),
    ("昨晚", -1),
    ("昨夜", -1),
    ("明儿", 1),
    ("今儿", 0),
    ("昨儿", -1),
    ("后儿", 2),
    ("今日", 0),
    ("明日", 1),
    ("昨日", -1),
    ("当天", 0),
    ("当晚", 0),
    ("当日", 0),
    ("今晨", 0),
    ("后晚", 2),
    ("听日", 1),
];

const NAMED: [&str; 44] = [
    "月底",
    "月初",
    "月中",
    "年底",
    "年初",
    "年前",
    "年后",
    "季末",
    "季度末",
    "周末",
    "元旦",
    "春节",
    "除夕",
    "元宵",
    "清明",
    "劳动节",
    "端午",
    "中秋",
    "国庆",
    "重阳",
    "冬至",
    "腊八",
    "圣诞",
    "双十一",
    "双十二",
    "小年",
    "夏至",
    "立秋",
    "霜降",
    "开学前",
    "这两天内",
    "下个月",
    "下月",
    "本月底",
    "下季度",
    "明年",
    "本季度末",
    "下旬",
    "上旬",
    "中旬",
    "今年底",
    "尾牙",
    "农历新年",
    "下半年",
];

static RELATIVE_AT: LazyLock<ByFirst<i32>> = LazyLock::new(|| ByFirst::new(RELATIVE.into_iter()));
static NAMED_AT: LazyLock<ByFirst<()>> = LazyLock::new(|| ByFirst::new(NAMED.into_iter().map(|word| (word, ()))));

fn day(chars: &[char], at: usize) -> Option<(When, usize)> {
    if let Some((word, days)) = RELATIVE_AT.at(chars, at).next() {
        return Some((When::new(Told::Offset(*days)), at + word.chars().count()));
    }
    if let Some(found) = weekday_told(chars, at) {
        return Some(found);
    }
    if let Some(found) = month_told(chars, at) {
        return Some(found);
    }
    if let Some(found) = lunar(chars, at) {
        return Some(found);
    }
    if let Some(found) = calendar(chars, at) {
        return Some(found);
    }
    let (word, ()) = NAMED_AT.at(chars, at).next()?;
    let end = at + word.chars().count();
    Some((When::new(Told::Named), end + usize::from(chars.get(end) == Some(&'节'))))
}

/// 周五, 下周三, 上个礼拜二, 本星期日; 下周 alone is a part of time, told as named.
fn weekday_told(chars: &[char], at: usize) -> Option<(When, usize)> {
    if !matches!(chars.get(at), Some('下' | '上' | '这' | '本' | '当' | '次' | '隔' | '礼' | '星' | '周')) {
        return None;
    }
    let leads: [(&str, Option<i8>); 16] = [
        ("下下个", Some(2)),
        ("下下", Some(2)),
        ("下个", Some(1)),
        ("下一", Some(1)),
        ("下", Some(1)),
        ("上个", Some(-1)),
        ("上", Some(-1)),
        ("这个", Some(0)),
        ("这", Some(0)),
        ("本", Some(0)),
        ("当", Some(0)),
        ("次", Some(1)),
        ("隔", Some(1)),
        ("礼", None),
        ("星", None),
        ("周", None),
    ];
    for (lead, weeks) in leads {
        if !follows(chars, at, lead) {
            continue;
        }
        let from = if weeks.is_some() { at + lead.chars().count() } else { at };
        for unit in ["星期", "礼拜", "周"] {
            if !follows(chars, from, unit) {
                continue;
            }
            let end = from + unit.chars().count();
            match chars.get(end).copied().and_then(weekday) {
                Some(_)
                    if unit == "周"
                        && weeks.is_none()
                        && chars.get(end + 1).is_some_and(|c| "年期个岁".contains(*c)) => {}
                Some(day) => return Some((When::new(Told::Weekday(day, weeks)), end + 1)),
                // 下周 is a time, 下周期 the next cycle; this week counts as the end of a time only (本周内).
                None if weeks.is_some_and(|w| w > 0) && !chars.get(end).is_some_and(|c| "期年岁".contains(*c)) => {
                    return Some((When::new(Told::Named), end));
                }
                None if weeks == Some(0) && within(chars, end) => return Some((When::new(Told::Named), end)),
                None => {}
            }
        }
    }
    None
}

fn within(chars: &[char], at: usize) -> bool {
    ["内", "之内", "以内"].into_iter().any(|tail| follows(chars, at, tail))
}

/// 下个月五号, 本月底, 这个月 12 号.
fn month_told(chars: &[char], at: usize) -> Option<(When, usize)> {
    if !matches!(chars.get(at), Some('下' | '上' | '这' | '本' | '当')) {
        return None;
    }
    let lead = ["下个月", "下月", "本月", "这个月", "当月", "上个月", "上月"]
        .into_iter()
        .find(|lead| follows(chars, at, lead))?;
    let end = skip(chars, at + lead.chars().count());
    for part in ["底", "初", "中旬", "上旬", "下旬", "中", "末"] {
        if follows(chars, end, part) {
            return Some((When::new(Told::Named), end + part.chars().count()));
        }
    }
    if within(chars, end) {
        return Some((When::new(Told::Named), end));
    }
    let (value, after) = read(chars, end)?;
    let after = skip(chars, after);
    (matches!(chars.get(after), Some('号' | '日')) && (1.0..=31.0).contains(&value))
        .then(|| (When::new(Told::Named), after + 1))
}

/// 初八, 腊月二十三, 正月初十.
fn lunar(chars: &[char], at: usize) -> Option<(When, usize)> {
    let mut from = at;
    let month = ["腊月", "正月", "冬月"].into_iter().find(|month| follows(chars, at, month));
    if let Some(month) = month {
        from += month.chars().count();
    }
    let first = chars.get(from) == Some(&'初');
    if first {
        from += 1;
    }
    if !first && month.is_none() {
        return None;
    }
    let (value, end) = han(chars, from)?;
    let fits = if first { (1.0..=10.0).contains(&value) } else { (11.0..=30.0).contains(&value) };
    (fits && !chars.get(end).is_some_and(|c| "次步版稿".contains(*c))).then(|| (When::new(Told::Named), end))
}

/// 2026 年 6 月 15 日, 六月底, 6月15前, 15 号.
fn calendar(chars: &[char], at: usize) -> Option<(When, usize)> {
    if !chars.get(at).copied().is_some_and(may_begin) {
        return None;
    }
    let (first, after) = read(chars, at)?;
    let mark = skip(chars, after);
    match chars.get(mark) {
        Some('年') if (1990.0..2100.0).contains(&first) => {
            let from = skip(chars, mark + 1);
            let (month, after) = read(chars, from)?;
            let mark = skip(chars, after);
            (chars.get(mark) == Some(&'月')).then_some(())?;
            month_day(chars, Some(first as i16), month, mark + 1)
        }
        // 两月 are two months.
        Some('月') if first.fract() == 0.0 && !matches!(chars.get(after - 1), Some('两' | '俩' | '仨')) => {
            month_day(chars, None, first, mark + 1)
        }
        Some('号' | '日') if (1.0..=31.0).contains(&first) && first.fract() == 0.0 => {
            // The day of a month that cannot be (2 月 30 日) is no day of its own.
            let before = chars.get(..at).unwrap_or(&[]).iter().rev().find(|c| **c != ' ');
            if before == Some(&'月') {
                return None;
            }
            // 2号空压机, 三号楼: a number, not a day.
            let next = chars.get(mark + 1).copied().unwrap_or(' ');
            if "楼机线库仓井泵塔炉桥馆厅门主变桩文站位码厂客升会锅油车院实章".contains(next)
                || at > 0 && chars.get(at - 1).is_some_and(|c| "第编".contains(*c))
            {
                return None;
            }
            let told = Told::Day { year: None, month: None, day: Some(first as i8) };
            Some((When::new(told), mark + 1))
        }
        _ => None,
    }
}

fn month_day(chars: &[char], year: Option<i16>, month: f64, from: usize) -> Option<(When, usize)> {
    if !(1.0..=12.0).contains(&month) {
        return None;
    }
    let month = month as i8;
    let at = skip(chars, from);
    for part in ["底", "初", "中旬", "上旬", "下旬", "中", "末", "份"] {
        if follows(chars, at, part) {
            return Some((When::new(Told::Day { year, month: Some(month), day: None }), at + part.chars().count()));
        }
    }
    match read(chars, at) {
        Some((day, after)) if (1.0..=31.0).contains(&day) && day.fract() == 0.0 => {
            let mark = skip(chars, after);
            let marked = matches!(chars.get(mark), Some('号' | '日'));
            // 6月15前 is a day; 6 月 15 个人 and 六月三个人 count people in June.
            let figures = chars.get(at).is_none_or(char::is_ascii_digit);
            let last = chars.get(mark).is_none_or(|c| "前之以，。、；！,.;!)）".contains(*c));
            let counted = chars.get(mark).is_some_and(|c| UNITS_ZH.contains(*c) || "天周年分点".contains(*c));
            if !marked && (counted || figures && !last) {
                return Some((When::new(Told::Day { year, month: Some(month), day: None }), from));
            }
            let day = day as i8;
            if day > days_of(year, month) {
                return None;
            }
            Some((
                When::new(Told::Day { year, month: Some(month), day: Some(day) }),
                if marked { mark + 1 } else { after },
            ))
        }
        // A day that no month has (三月三十二日) leaves no month behind.
        Some((_, after)) if matches!(chars.get(skip(chars, after)), Some('号' | '日')) => None,
        // 三月半 is three and a half months, not March.
        Some((0.5, _)) => None,
        _ => Some((When::new(Told::Day { year, month: Some(month), day: None }), from)),
    }
}

/// The longest that a month can be, in that year when it is known.
pub(super) fn days_of(year: Option<i16>, month: i8) -> i8 {
    match month {
        2 => jiff::civil::Date::new(year.unwrap_or(2028), 2, 1).map_or(29, |date| date.days_in_month()),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const PARTS: [&str; 20] = [
    "上午",
    "下午",
    "晚上",
    "早上",
    "中午",
    "傍晚",
    "凌晨",
    "半夜",
    "清晨",
    "夜里",
    "晚",
    "早",
    "晌午",
    "上半天",
    "午前",
    "午后",
    "收工",
    "下班",
    "散会",
    "今晚",
];

type Clock = (Option<(i8, i8)>, usize);

/// A part of the day and a clock time after a day: 下午三点, 晚八点, 16:00, 收工前.
fn time_of_day(chars: &[char], at: usize) -> Option<Clock> {
    let from = skip(chars, at);
    let part = PARTS.into_iter().filter(|part| follows(chars, from, part)).max_by_key(|part| part.len());
    let after = from + part.map_or(0, |part| part.chars().count());
    // 今晚八点 has told the part of the day already.
    let told = part.or_else(|| matches!(chars.get(at.wrapping_sub(1)), Some('晚' | '夜')).then_some("晚"));
    match clock(chars, skip(chars, after), told) {
        Some((clock, end)) => Some((Some(clock), end)),
        None => part.map(|_| (None, after)),
    }
}

/// 三点半, 十点, 16:00, 20 点 15 分.
fn clock(chars: &[char], at: usize, part: Option<&str>) -> Option<((i8, i8), usize)> {
    let (hour, after) = read(chars, at)?;
    // 几点 asks.
    if !(0.0..=24.0).contains(&hour) || hour.fract() != 0.0 || chars.get(at) == Some(&'几') {
        return None;
    }
    let late = part == Some("中午") && hour < 3.0
        || part.is_some_and(|part| matches!(part, "下午" | "晚上" | "傍晚" | "晚" | "夜里" | "午后" | "今晚"));
    let hour = hour as i8 + if late && hour < 12.0 { 12 } else { 0 };
    let mark = skip(chars, after);
    match chars.get(mark) {
        Some(':') => {
            let (minute, end) = read(chars, mark + 1)?;
            (chars.get(mark + 1).is_some_and(char::is_ascii_digit) && minute < 60.0 && end == mark + 3)
                .then_some(((hour, minute as i8), end))
        }
        Some('点') if !chars.get(mark + 1).is_some_and(|c| "钱儿小都没也意点子赞心".contains(*c)) => {
            let from = skip(chars, mark + 1);
            match chars.get(from) {
                Some('半') => Some(((hour, 30), from + 1)),
                Some('整' | '钟') => Some(((hour, 0), from + 1)),
                Some('一') if chars.get(from + 1) == Some(&'刻') => Some(((hour, 15), from + 2)),
                Some('三') if chars.get(from + 1) == Some(&'刻') => Some(((hour, 45), from + 2)),
                _ => match read(chars, from) {
                    Some((minute, end)) if minute < 60.0 && chars.get(skip(chars, end)) == Some(&'分') => {
                        Some(((hour, minute as i8), skip(chars, end) + 1))
                    }
                    // 9点30, 九点四十; but 九点十个人 counts people.
                    Some((minute, end))
                        if (10.0..60.0).contains(&minute)
                            && minute.fract() == 0.0
                            && !chars
                                .get(skip(chars, end))
                                .is_some_and(|c| UNITS_ZH.contains(*c) || "天周%".contains(*c)) =>
                    {
                        Some(((hour, minute as i8), end))
                    }
                    _ => Some(((hour, 0), mark + 1)),
                },
            }
        }
        _ => None,
    }
}

/// A clock time without a day: 下午三点, 八点半; a bare N 点 needs a part of the day or a bound after it.
fn clock_alone(chars: &[char], at: usize) -> Option<(When, usize)> {
    let (clock, end) = match PARTS.into_iter().filter(|part| follows(chars, at, part)).max_by_key(|part| part.len()) {
        Some(part) => {
            let after = at + part.chars().count();
            match clock(chars, skip(chars, after), Some(part)) {
                Some((clock, end)) => (Some(clock), end),
                // 下班前, 中午前: bounded parts of the day count, bare ones do not.
                None if matches!(part, "下班" | "收工" | "中午" | "傍晚" | "午前")
                    && chars.get(after) == Some(&'前') =>
                {
                    (None, after)
                }
                None => return None,
            }
        }
        None => {
            let (clock, end) = clock(chars, at, None)?;
            if chars.get(end - 1) == Some(&'点') && points(chars, at, end) {
                return None;
            }
            (Some(clock), end)
        }
    };
    let mut when = When::new(Told::Clock);
    when.clock = clock;
    Some((when, end))
}

/// Whether N 点 says a little (快一点) or N points (这两点, 三点要求) rather than an hour.
fn points(chars: &[char], at: usize, end: usize) -> bool {
    let bounded = ["前", "之前", "以前"].into_iter().any(|tail| follows(chars, end, tail));
    let little = chars.get(at) == Some(&'一') && end == at + 2;
    let told = at > 0 && chars.get(at - 1).is_some_and(|c| "这那有说讲充下".contains(*c));
    let named = ["要求", "建议", "原因", "意见", "问题", "说明", "想法", "理由"];
    !bounded && (little || told || named.into_iter().any(|noun| follows(chars, end, noun)))
}
