//! Where clauses part.

use super::{Chars, is_alphanumeric, is_month_or_day};
use crate::text::Span;

/// The clauses of a sentence (a span of the text) in order, each with the mark that ends it,
/// without white space around. They do not overlap and leave out nothing but white space.
///
/// Clauses part at commas, semicolons, colons and dashes (not at 、, which joins a list), and
/// before a word that turns: but, however, although, yet, 但, 但是, 不过, 可是, 然而, 只是, 而是.
/// Marks inside numbers, times and dates part nothing, nor does a mark with no word before it.
pub fn clauses(text: &str, sentence: Span) -> Vec<Span> {
    let chars = Chars::new(text, sentence);
    let mut found: Vec<Span> = Vec::new();
    let mut start = 0;
    let mut words = false; // whether the clause holds a word yet
    let mut quoted = false;
    let mut i = 0;
    while let Some(c) = chars.at(i) {
        let mut next = i + 1;
        let mut cut = None;
        if c == '"' {
            quoted = !quoted;
        } else if let Some(end) = separator_end(&chars, i) {
            next = chars.closers_end(end, &mut quoted);
            while let Some(end) = separator_end(&chars, next) {
                next = chars.closers_end(end, &mut quoted);
            }
            cut = Some(next);
        } else if words && let Some(turn) = turn_start(&chars, i) {
            cut = Some(turn);
        }
        if let Some(cut) = cut.filter(|&cut| words && cut > start) {
            found.extend(chars.trimmed(start, cut));
            start = cut;
            words = false;
        }
        words = words || is_alphanumeric(c);
        i = next;
    }
    let last = chars.trimmed(start, chars.len());
    match (last, found.last_mut()) {
        // Marks alone belong to what they follow.
        (Some(last), Some(before)) if !words => before.end = last.end,
        _ => found.extend(last),
    }
    found
}

/// One past the separator at `i`, if one is there.
fn separator_end(chars: &Chars, i: usize) -> Option<usize> {
    let before = || chars.before(i);
    let next = || chars.at(i + 1);
    let digits = || is_digit(before()) && is_digit(next());
    let parts = match chars.at(i)? {
        '，' | ',' => !(is_in_date(chars, i) || (digits() && groups_thousands(chars, i))),
        '；' | ';' => true,
        // Not 15:30, http://, key:value.
        '：' => !digits(),
        ':' => !digits() && next() != Some('/') && !(is_ascii_word(before()) && is_ascii_word(next())),
        '—' | '―' | '⸺' | '─' | '–' | '-' => return dash_end(chars, i),
        _ => false,
    };
    parts.then_some(i + 1)
}

/// `1,200`; also `1，200`, as Chinese keyboards type it. `选1，2` is a list.
fn groups_thousands(chars: &Chars, i: usize) -> bool {
    let digits = (i + 1..).take(4).take_while(|&j| is_digit(chars.at(j))).count();
    digits == 3 || chars.at(i) == Some(',')
}

/// The comma of `June 5, 2026` or `Friday, June 5`.
fn is_in_date(chars: &Chars, i: usize) -> bool {
    if chars.at(i) != Some(',') {
        return false;
    }
    let from = chars.word_before(i);
    let before = chars.lower(from, i);
    let after = chars.word_after(i + 1);
    let year = after.len() == 4 && (after.starts_with("20") || after.starts_with("19"));
    let is_number = |word: &str| word.chars().next().is_some_and(|c| c.is_ascii_digit());
    if is_month_or_day(&before) {
        return is_month_or_day(&after) || (before.ends_with("day") && is_number(&after) && after.len() <= 2);
    }
    let month = chars.lower(chars.word_before(from), from);
    year && is_number(&before) && before.len() <= 4 && is_month_or_day(&month)
}

/// One past a run of dashes that parts clauses: —— and —, ` – `, ` - ` and `--`; not a range, not
/// a hyphen, not an option's dashes.
fn dash_end(chars: &Chars, i: usize) -> Option<usize> {
    let dash = chars.at(i)?;
    if chars.before(i) == Some(dash) {
        return None;
    }
    let end = (i..).find(|&j| chars.at(j) != Some(dash))?;
    let outer = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let spaced = outer(chars.before(i)) && outer(chars.at(end));
    let left = (0..i).rev().take(3).find_map(|j| chars.at(j).filter(|c| !c.is_whitespace()));
    let right = (end..).take(3).map_while(|j| chars.at(j)).find(|c| !c.is_whitespace());
    let range = end - i == 1
        && is_digit(right)
        && left.is_some_and(|c| c.is_ascii_digit() || "年月日号点时分%％万元".contains(c));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let parts = match dash {
        '-' => spaced || (end - i == 2 && letter(chars.before(i)) && letter(chars.at(end))),
        '–' => spaced,
        _ => true,
    };
    (parts && !range).then_some(end)
}

/// Where a clause begins that a turning word at `i` opens, if one does: at the word, or at an
/// "and" or "even" before it.
fn turn_start(chars: &Chars, i: usize) -> Option<usize> {
    let c = chars.at(i)?;
    if c.is_ascii_alphabetic() {
        let turn = english_turn(chars, i)?;
        let inside = chars.before(i).is_some_and(|c| is_alphanumeric(c) || "'’-_".contains(c));
        return (!inside).then_some(turn);
    }
    chinese_turn(chars, i, c).then_some(i)
}

fn english_turn(chars: &Chars, i: usize) -> Option<usize> {
    // Nearly every word is turned down by its first letters.
    let turning: &[&str] = match chars.at(i)?.to_ascii_lowercase() {
        'b' => &["but"],
        'a' => &["although"],
        'w' => &["whereas"],
        'h' => &["however"],
        't' => &["though"],
        'y' => &["yet"],
        _ => return None,
    };
    let word = *turning.iter().find(|word| chars.stands(i, word))?;
    let end = i + word.len();
    let next = chars.word_after(end);
    let from = chars.word_before(i);
    let before = chars.lower(from, i);
    let before = before.as_str();
    if matches!(chars.at(end), Some('-' | '_')) {
        return None;
    }
    let turns = match word {
        "but" => !matches!(before, "nothing" | "anything" | "none" | "all" | "everything" | "last" | "help"),
        "although" | "whereas" => true,
        "however" => !matches!(next.as_str(), "long" | "much" | "many" | "hard" | "small" | "big" | "late"),
        "though" => before != "as" && !next.is_empty(),
        // The adverb ("not yet", "yet to come", "yet another") turns nothing.
        "yet" => before != "not" && SUBJECTS.contains(&next.as_str()),
        _ => false,
    };
    let joined = matches!((before, word), ("and", _) | ("even", "though"));
    turns.then_some(if joined { from } else { i })
}

/// Words that a clause after "yet" begins with.
const SUBJECTS: [&str; 20] = [
    "i", "we", "you", "they", "he", "she", "it", "this", "that", "these", "those", "there", "the", "our", "your",
    "their", "his", "her", "nobody", "nothing",
];

fn chinese_turn(chars: &Chars, i: usize, c: char) -> bool {
    let before = chars.before(i).unwrap_or(' ');
    let next = chars.at(i + 1).unwrap_or(' ');
    let after = chars.at(i + 2).unwrap_or(' ');
    match (c, next) {
        // 不但, 非但 pair up with 而且; 但愿, 但凡, 但求 are other words.
        ('但', _) => !"不非".contains(before) && !"愿凡求".contains(next),
        // "说不过去", "再好不过", "不过分", "不过三天": no turn.
        ('不', '过') => {
            !"只说看赶忙躲瞒打比抵敌拗熬绕超跳斗骗信气受好大多早当快简逃争拼通".contains(before)
                && !"去来分关问期户审敏瘾界是一二三四五六七八九十两几".contains(after)
                && !after.is_ascii_digit()
        }
        // "这可是", "也可是" stress.
        ('可', '是') => !"这那他她它您你我们也还倒就谁真".contains(before),
        ('然', '而') => !"自突偶必忽虽当显固悄全茫".contains(before),
        // Inside a clause 只是 mostly means "merely"; after a finished verb it turns.
        ('只', '是') => "了完好过".contains(before),
        ('而', '是') => !"从因反然进继时转故既".contains(before),
        _ => false,
    }
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

fn is_ascii_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences;
    use proptest::prelude::*;

    #[test]
    fn where_clauses_part() {
        // `|` marks the cuts.
        let check = |marked: &str| {
            let text = marked.replace('|', "");
            let whole = Span::new(0, text.len());
            let cut: Vec<_> = clauses(&text, whole).iter().map(|span| span.of(&text)).collect();
            let expect: Vec<_> = marked.split('|').map(str::trim).filter(|s| !s.is_empty()).collect();
            assert_eq!(cut, expect, "{text:?}");
        };
        check("");
        check("王总，|上线要改到 7 月 6 日，|晚三周。");
        check("测试、培训、上线都要改；|原因：|压测没过");
        check("并发 1,200，|金额 1，200 元，|选1，|2也行");
        check("今天15:30开会：|谈延期；|见 https://a.b/c");
        check("改期——|晚三周，|6月1日—6月15日");
        check("他说“可以，”|然后走了");
        check("功能做完了|但是还没测");
        check("测完了|但没上线，|但是明天上");
        check("不但晚了，|而且贵了");
        check("但愿没事，|非但没好");
        check("功能都好了|不过还没测，|说不过去，|总共不过三天，|这不过分");
        check("不是需求变了|而是我们漏了，|从而是好的");
        check("做完了|只是没测，|这只是第一步");
        check("早就说了|可是没人听，|这可是大事，|自然而然");
        check("结果很好|然而晚了");
        check("We tested it |but it failed, |however we try.");
        check("We will, |however, |ship");
        check("nothing but the truth, |last but not least");
        check("It passed |and yet we wait, |not yet done, |yet to come, |it is done |yet we wait");
        check("We ship |even though it is late |although small, |as though nothing");
        check("On June 5, 2026 we stop, |Friday, June 5, |we start");
        check("late – |sorry - |but late--|ok well-known 3 - 5 days, |2024-05-01, |run --ascii");
        check("It slipped—|by three weeks");
        check("\"Fine,\" |he said");
        check("Butter, |a tribute");
        check("，好");
        check("好，，|行");
        check("—— 好，”");
        check("ratio 3:1; |key:value; |note: |ok");
        check("e\u{301}te\u{301}，|👩‍👩‍👧 ok");
    }

    proptest! {
        #[test]
        fn clauses_cover_the_sentence(
            text in "(\\PC|[ab1,，；:—\" \\-”（中]|但是|不过|而是| but | yet we | and yet it |June 5, 2026){0,40}",
        ) {
            for sentence in sentences(&text) {
                let mut at = sentence.start;
                for span in clauses(&text, sentence) {
                    prop_assert!(span.start >= at && !span.is_empty());
                    prop_assert!(text.get(at..span.start).unwrap().trim().is_empty());
                    at = span.end;
                }
                prop_assert_eq!(at, sentence.end);
            }
        }
    }
}
