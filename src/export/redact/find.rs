//! Where a name stands in a text: as itself, not as a part of another word.

use crate::text::Span;

/// Names that are words of their own, too: they count only as they are written, and not where the word is meant.
const ALSO_WORDS: [&str; 28] = [
    "may", "will", "mark", "grace", "hope", "rose", "bill", "art", "jack", "frank", "april", "june", "august",
    "summer", "dawn", "joy", "faith", "rich", "chase", "grant", "miles", "wade", "drew", "guy", "sue", "pat", "rob",
    "penny",
];
/// What follows a verb that opens a question: "May I …", "Will you …".
const ASKED: [&str; 9] = ["i", "we", "you", "he", "she", "they", "it", "the", "this"];
/// The months among those words: "15 May", "in June".
const MONTHS: [&str; 4] = ["may", "april", "june", "august"];

/// The places at which a name stands, as bytes.
pub fn occurrences(text: &str, name: &str) -> Vec<(usize, usize)> {
    let Some(first) = name.chars().next() else { return Vec::new() };
    let last = name.chars().next_back().unwrap_or(first);
    let lower = name.to_lowercase();
    let also_word = ALSO_WORDS.contains(&lower.as_str());
    // Folding may change the length of a text; then only the name as it is written is looked for.
    let folded = text.to_lowercase();
    let folds = !also_word && folded.len() == text.len() && lower.len() == name.len();
    let (hay, needle) = if folds { (folded.as_str(), lower.as_str()) } else { (text, name) };
    let alone = name.chars().count() == 1;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = hay.get(at..).and_then(|rest| rest.find(needle)) {
        let (start, end) = (at + offset, at + offset + needle.len());
        let before = text.get(..start).and_then(|t| t.chars().next_back());
        let after = text.get(end..).and_then(|t| t.chars().next());
        let whole = !joined(before, first, alone) && !joined(after, last, alone);
        let whole = whole && !goes_on(text, start, end, first, last);
        if whole && !(also_word && means_the_word(text, &lower, Span::new(start, end))) {
            found.push((start, end));
            at = end;
        } else {
            at = start + text.get(start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        }
    }
    found
}

/// Whether a character beside the edge of a name makes it part of another word. Han characters stand side by side
/// without a gap, so a name of two and more counts wherever it stands; a single one only where no other is near.
fn joined(beside: Option<char>, edge: char, alone: bool) -> bool {
    let Some(beside) = beside else { return false };
    if is_mark(beside) {
        return true;
    }
    match (kind(beside), kind(edge)) {
        (Sort::Han, Sort::Han) => alone,
        (Sort::Digit, Sort::Digit) => true,
        (Sort::Letter, Sort::Letter) => true,
        (Sort::Digit, Sort::Letter) | (Sort::Letter, Sort::Digit) => true,
        _ => false,
    }
}

/// Whether a number goes on behind a separator: 200 within 1,200 and within 200.5.
fn goes_on(text: &str, start: usize, end: usize, first: char, last: char) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let separator = |c: Option<char>| c.is_some_and(|c| matches!(c, ',' | '.'));
    let mut before = text.get(..start).unwrap_or_default().chars().rev();
    let mut after = text.get(end..).unwrap_or_default().chars();
    let front = first.is_ascii_digit() && separator(before.next()) && digit(before.next());
    let back = last.is_ascii_digit() && separator(after.next()) && digit(after.next());
    front || back
}

#[derive(PartialEq)]
enum Sort {
    Han,
    Letter,
    Digit,
    Other,
}

fn kind(c: char) -> Sort {
    match c {
        c if is_han(c) => Sort::Han,
        c if c.is_numeric() => Sort::Digit,
        c if c.is_alphabetic() || c == '_' => Sort::Letter,
        _ => Sort::Other,
    }
}

/// Han and its neighbours: what is written without gaps between words.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// A mark that changes the letter before it, or joins it to the next.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{200d}')
}

/// Whether a name that is also a word is meant as the word here.
fn means_the_word(text: &str, lower: &str, at: Span) -> bool {
    let before = text.get(..at.start).unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default();
    // The neighbours, a blank away.
    let left = before.strip_suffix(' ').and_then(|t| t.split(|c: char| !c.is_alphanumeric()).next_back());
    let right = after.strip_prefix(' ').and_then(|t| t.split(|c: char| !c.is_alphanumeric()).next());
    let (left, right) = (left.unwrap_or_default().to_lowercase(), right.unwrap_or_default().to_lowercase());
    if MONTHS.contains(&lower) {
        let in_it = ["in", "of", "until", "by", "since", "early", "late", "mid", "next", "last", "this"];
        if is_day(&left) || is_day(&right) || in_it.contains(&left.as_str()) {
            return true;
        }
    }
    ["may", "will"].contains(&lower) && ASKED.contains(&right.as_str())
}

/// Whether a word beside a month is a day or a year: 15, 15th, 2026.
fn is_day(word: &str) -> bool {
    let number = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    matches!(number.len(), 1 | 2 | 4) && number.bytes().all(|b| b.is_ascii_digit())
}

/// The places of e-mail addresses and of numbers to call.
pub fn addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
        let head = text.get(..at).unwrap_or_default();
        let tail = text.get(at + 1..).unwrap_or_default();
        let before: usize = head.chars().rev().take_while(part).map(char::len_utf8).sum();
        let host: String = tail.chars().take_while(part).collect();
        let host = host.trim_end_matches(['.', '-', '_', '+', '%']);
        if before > 0 && host.contains('.') {
            found.push((at - before, at + 1 + host.len()));
        }
    }
    let mut digits = 0;
    let (mut start, mut end) = (None, 0);
    let mut close = |start: &mut Option<usize>, digits: &mut usize, end: usize| {
        // Nine digits and more without a comma or a point among them are to be called, not counted.
        if let Some(from) = start.take()
            && *digits >= 9
        {
            found.push((from, end));
        }
        *digits = 0;
    };
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                start.get_or_insert(at);
                digits += 1;
                end = at + 1;
            }
            '+' if start.is_none() => start = Some(at),
            ' ' | '-' | '(' | ')' if start.is_some() && at <= end + 1 => {}
            _ => close(&mut start, &mut digits, end),
        }
    }
    close(&mut start, &mut digits, end);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_part_of_another_word() {
        let check = |text: &str, name: &str, expect: usize| {
            assert_eq!(occurrences(text, name).len(), expect, "{name} in {text}");
        };
        check("Ann, the annual report for Ann's team. ANN! Joanna, Anne", "Ann", 3);
        check("请Ann确认", "Ann", 1);
        check("Ann\u{301} is another", "Ann", 0);
        check("Ann2 and 2Ann", "Ann", 0);
        check("国王对王说：王，行李在李那里；李？", "王", 1);
        check("行李在这儿。李：好", "李", 1);
        check("国王，王总，王总监", "王总", 2);
        check("Ask May by 15 May. In May, May I? May agrees. Maybe May Day", "May", 3);
        check("Will will call. Will you? may", "Will", 1);
        check("188 万，88 万，88万", "88 万", 1);
        check("£88,000 £188,000 £88,0001", "£88,000", 1);
        check("王 总", "王总", 0);
    }

    #[test]
    fn addresses_are_found() {
        let check = |text: &str, expect: &[&str]| {
            let found: Vec<&str> = addresses(text).into_iter().map(|(a, b)| text.get(a..b).unwrap()).collect();
            assert_eq!(found, expect, "{text}");
        };
        check("写给 ann.lee@acme.co.uk。", &["ann.lee@acme.co.uk"]);
        check("@all, a@b", &[]);
        check("电话 138 0013 8000，或 +44 20 7946 0018", &["138 0013 8000", "+44 20 7946 0018"]);
        check("412,600 records, 31,200 wrong, 6/15 17:00, 2026-06-15", &[]);
    }
}
