//! Numbers as people write them: digits with commas and points, Chinese numerals, English number words.

/// A number read from `chars` at `at`: its value and the place after it.
pub(super) fn read(chars: &[char], at: usize) -> Option<(f64, usize)> {
    digits(chars, at).or_else(|| han(chars, at)).or_else(|| words(chars, at))
}

/// Digits with thousands commas and a decimal point; a following 万, 亿, k, m or *million* multiplies.
pub(super) fn digits(chars: &[char], at: usize) -> Option<(f64, usize)> {
    let mut end = at;
    let mut text = String::new();
    while let Some(&c) = chars.get(end) {
        let next_is_digit = chars.get(end + 1).is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => text.push(c),
            ',' if !text.is_empty()
                && next_is_digit
                && chars.get(end + 1..end + 4).is_some_and(|three| three.iter().all(char::is_ascii_digit)) => {}
            '.' if !text.is_empty() && next_is_digit && !text.contains('.') => text.push(c),
            _ => break,
        }
        end += 1;
    }
    let value: f64 = text.parse().ok()?;
    let blank = usize::from(chars.get(end) == Some(&' '));
    let (times, mut end) = match chars.get(end + blank) {
        Some('万') => (1e4, end + blank + 1),
        Some('亿') => (1e8, end + blank + 1),
        Some('千') => (1e3, end + blank + 1),
        Some('百') if chars.get(end + blank + 1) == Some(&'万') => (1e6, end + blank + 2),
        Some('k') if blank == 0 && !letter(chars, end + 1) => (1e3, end + 1),
        Some('m') if blank == 0 && !letter(chars, end + 1) => (1e6, end + 1),
        Some('b') if blank == 0 && follows(chars, end, "bn") => (1e9, end + 2),
        _ if follows(chars, end + blank, "million") => (1e6, end + blank + 7),
        _ if follows(chars, end + blank, "billion") => (1e9, end + blank + 7),
        _ if follows(chars, end + blank, "thousand") => (1e3, end + blank + 8),
        _ => (1.0, end),
    };
    let mut value = value * times;
    // 3万5千 and 3万5 go on after the unit.
    if times >= 1e4
        && chars.get(end).is_some_and(char::is_ascii_digit)
        && let Some((more, after)) = digits(chars, end)
        && more < times
    {
        value += if after == end + 1 { more * times / 10.0 } else { more };
        end = after;
    }
    end += usize::from(matches!(chars.get(end), Some('多' | '余')));
    Some((value, end))
}

/// Exactly `length` digits at `at`, as they stand, with no digit after them.
pub(super) fn raw(chars: &[char], at: usize, length: usize) -> Option<i16> {
    let text: String = chars.get(at..at + length)?.iter().collect();
    let whole = text.bytes().all(|b| b.is_ascii_digit()) && !chars.get(at + length).is_some_and(char::is_ascii_digit);
    if whole { text.parse().ok() } else { None }
}

/// Chinese numerals: 一百二十三万, 两千五, 二十三, 十, 二〇二六, 两三 (the larger), 三点五万, 半.
pub(super) fn han(chars: &[char], at: usize) -> Option<(f64, usize)> {
    // 万一 is "in case". 陆 and 伍 are surnames where no unit follows them.
    let first = *chars.get(at)?;
    let next = chars.get(at + 1).copied().unwrap_or(' ');
    if matches!(first, '万' | '亿') || FORMAL.contains(first) && han_unit(next).is_none() {
        return None;
    }
    let mut end = at;
    let mut about = false;
    let mut total = 0.0;
    let mut section = 0.0;
    let mut digit: Option<f64> = None;
    let mut last_unit = 1.0;
    let mut plain = 0.0;
    let mut plain_len = 0;
    let mut has_unit = false;
    while let Some(&c) = chars.get(end) {
        if let Some(value) = han_digit(c) {
            // 两三, 七八, 三五: two guesses side by side, of which the later is kept.
            about = plain_len == 1 && !has_unit && (value == plain + 1.0 || plain == 3.0 && value == 5.0);
            digit = Some(value);
            plain = plain * 10.0 + value;
            plain_len += 1;
        } else if let Some(unit) = han_unit(c) {
            has_unit = true;
            if unit >= 1e4 {
                let group = section + digit.unwrap_or(0.0);
                // 一亿二千万 adds its second group; 三千万亿 multiplies all before.
                total = if total > unit { total + group * unit } else { (total + group).max(1.0) * unit };
                section = 0.0;
            } else {
                section += digit.unwrap_or(1.0) * unit;
            }
            digit = None;
            last_unit = unit;
        } else if c == '几' || c == '多' && end > at || matches!(c, '来' | '余') && has_unit && digit.is_none() {
            // "about": 十几, 三十多
        } else {
            break;
        }
        end += 1;
    }
    if end == at || chars.get(at..end).is_some_and(|all| all.iter().all(|c| matches!(c, '多' | '万' | '亿' | '千')))
    {
        return match chars.get(at) {
            Some('半') => Some((0.5, at + 1)),
            _ => None,
        };
    }
    // 两千五 is 2,500 and 三百二 is 320, but 二十三 is 23.
    let rest = match digit {
        Some(value)
            if has_unit && last_unit > 20.0 && chars.get(end.wrapping_sub(2)).copied().and_then(han_unit).is_some() =>
        {
            value * last_unit / 10.0
        }
        Some(value) => value,
        None => 0.0,
    };
    let value = if !has_unit && plain_len > 1 && !about { plain } else { total + section + rest };
    if !has_unit
        && let Some((part, after)) = fraction(chars, end)
        && POINTED.iter().any(|unit| follows(chars, after, unit))
    {
        let (times, after) = match chars.get(after).copied().and_then(han_unit) {
            Some(unit) => (unit, after + 1),
            None => (1.0, after),
        };
        return Some(((value + part) * times, after));
    }
    Some((value, end))
}

/// What follows a number read out with a point: 三点五万, but 三点五个人 is five people at three.
const POINTED: &[&str] =
    &["万", "亿", "倍", "成", "元", "块", "天", "小时", "%", "个百分", "个点", "个月", "个小时", "个工作日"];

/// What stands after the point of a number read out: 点五, 点二五.
pub(super) fn fraction(chars: &[char], at: usize) -> Option<(f64, usize)> {
    let (mut end, mut value, mut worth) = (at + 1, 0.0, 0.1);
    while let Some(digit) = chars.get(end).copied().and_then(han_digit) {
        value += digit * worth;
        worth /= 10.0;
        end += 1;
    }
    (chars.get(at) == Some(&'点') && end > at + 1).then_some((value, end))
}

/// The end of the Chinese numeral that begins at `at`; `at` itself when none does.
pub(super) fn numeral_end(chars: &[char], at: usize) -> usize {
    // 万一 is a word, after which a number of its own may stand.
    if chars.get(at) == Some(&'万') && chars.get(at + 1) == Some(&'一') {
        return at + 2;
    }
    let numeral = |c: &char| han_digit(*c).is_some() || han_unit(*c).is_some();
    at + chars.get(at..).unwrap_or(&[]).iter().take_while(|c| numeral(c)).count()
}

/// The Chinese characters with which a number may begin.
pub(super) fn beginnings() -> impl Iterator<Item = char> {
    "几半百千十廿零〇一二两俩三仨四五六七八九".chars().chain(FORMAL.chars())
}

/// The numerals of contracts and cheques.
const FORMAL: &str = "壹贰叁肆伍陆柒捌玖";

/// Whether a number or a sum may begin with this character.
pub(super) fn may_begin(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '几' | '半' | '多' | '¥' | '￥' | '€' | '£')
        || han_digit(c).is_some()
        || han_unit(c).is_some()
}

fn han_digit(c: char) -> Option<f64> {
    let value = match c {
        '零' | '〇' => 0.0,
        '一' | '壹' => 1.0,
        '二' | '两' | '俩' | '贰' => 2.0,
        '三' | '仨' | '叁' => 3.0,
        '四' | '肆' => 4.0,
        '五' | '伍' => 5.0,
        '六' | '陆' => 6.0,
        '七' | '柒' => 7.0,
        '八' | '捌' => 8.0,
        '九' | '玖' => 9.0,
        _ => return None,
    };
    Some(value)
}

fn han_unit(c: char) -> Option<f64> {
    match c {
        '十' | '拾' => Some(10.0),
        '廿' => Some(20.0),
        '百' | '佰' => Some(100.0),
        '千' | '仟' => Some(1e3),
        '万' => Some(1e4),
        '亿' => Some(1e8),
        _ => None,
    }
}

const WORDS: [(&str, f64); 35] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
    ("thousand", 1000.0),
    ("a hundred", 100.0),
    ("half a", 0.5),
    ("half an", 0.5),
    ("a dozen", 12.0),
    ("dozens of", 24.0),
    ("a couple of", 2.0),
];

/// What an English number word begins with.
pub(super) fn word_beginnings() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

/// English number words, up to *two hundred and fifty thousand*.
pub(super) fn words(chars: &[char], at: usize) -> Option<(f64, usize)> {
    // Every number word begins with one of these: most places stop here.
    let may_begin = matches!(chars.get(at), Some('a' | 'd' | 'e' | 'f' | 'h' | 'n' | 'o' | 's' | 't'));
    if !may_begin || at > 0 && letter(chars, at - 1) {
        return None;
    }
    let mut end = at;
    let mut total: f64 = 0.0;
    let mut any = false;
    loop {
        let found = WORDS.iter().filter(|(word, _)| follows(chars, end, word)).max_by_key(|(word, _)| word.len());
        let Some((word, value)) = found else { break };
        if *value >= 100.0 && any && *word != "a hundred" {
            total = total.max(1.0) * value;
        } else {
            total += value;
        }
        any = true;
        end += word.len();
        let joint =
            if follows(chars, end, " and ") { 5 } else { usize::from(matches!(chars.get(end), Some(' ' | '-'))) };
        // After twenty anything may follow, after two only hundred or thousand.
        let goes_on = |(word, next): &(&str, f64)| {
            joint > 0 && (*value >= 20.0 || *next >= 100.0) && follows(chars, end + joint, word)
        };
        if !WORDS.iter().any(goes_on) {
            break;
        }
        end += joint;
    }
    if any && follows(chars, end, " and a half") {
        return Some((total + 0.5, end + 11));
    }
    any.then_some((total, end))
}

/// Whether a letter or digit stands at `at`.
pub(super) fn letter(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_alphanumeric)
}

/// Whether `word` stands at `at` as a whole word (for Latin words) or at all (for Han).
#[inline]
pub(super) fn follows(chars: &[char], at: usize, word: &str) -> bool {
    // Most words fail on their first character.
    chars.get(at).copied() == word.chars().next() && follows_on(chars, at, word)
}

fn follows_on(chars: &[char], at: usize, word: &str) -> bool {
    let mut end = at;
    for c in word.chars() {
        if chars.get(end) != Some(&c) {
            return false;
        }
        end += 1;
    }
    let latin = word.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
    !(latin && letter(chars, end))
}

/// Words by their first character, so that a place of a text is compared with few of them.
pub(super) struct ByFirst<T>(Vec<(char, Vec<(&'static str, T)>)>);

impl<T> ByFirst<T> {
    /// Takes the words in their order.
    pub fn new(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut lists: Vec<(char, Vec<(&'static str, T)>)> = Vec::new();
        for (word, told) in words {
            let Some(first) = word.chars().next() else { continue };
            match lists.binary_search_by_key(&first, |(c, _)| *c) {
                Ok(at) => lists[at].1.push((word, told)),
                Err(at) => lists.insert(at, (first, vec![(word, told)])),
            }
        }
        Self(lists)
    }

    /// The words that stand at `at`, in their order.
    pub fn at<'w>(&'w self, chars: &'w [char], at: usize) -> impl Iterator<Item = &'w (&'static str, T)> + 'w {
        let list = chars.get(at).and_then(|c| self.0.binary_search_by_key(c, |(first, _)| *first).ok());
        let words = list.and_then(|list| self.0.get(list)).map_or(&[][..], |(_, words)| words.as_slice());
        words.iter().filter(move |(word, _)| follows(chars, at, word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let cases = [
            ("1,306", 1306.0),
            ("62.5", 62.5),
            ("38万", 380_000.0),
            ("120k", 120_000.0),
            ("2.1m", 2_100_000.0),
            ("二十三", 23.0),
            ("十", 10.0),
            ("两千五", 2500.0),
            ("三百二", 320.0),
            ("一百二十万", 1_200_000.0),
            ("二〇二六", 2026.0),
            ("四百四十一", 441.0),
            ("半", 0.5),
            ("两三", 3.0),
            ("三点五万", 35_000.0),
            ("3万5千", 35_000.0),
            ("1万5", 15_000.0),
            ("叁拾捌万", 380_000.0),
            ("十来", 10.0),
            ("一亿二千万", 120_000_000.0),
            ("two and a half", 2.5),
            ("六十多", 60.0),
            ("廿三", 23.0),
            ("twenty-five", 25.0),
            ("two hundred and fifty", 250.0),
            ("a dozen", 12.0),
            ("nine", 9.0),
            ("3 million", 3_000_000.0),
        ];
        for (text, value) in cases {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(read(&chars, 0), Some((value, chars.len())), "{text}");
        }
        for text in ["none", "万", "tent", "多", "万一", "陆"] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(read(&chars, 0), None, "{text}");
        }
    }
}
