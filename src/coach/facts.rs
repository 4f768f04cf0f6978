//! Whether a line already uses a fact of the case.

use crate::text::clean_line;

/// The shortest piece of a fact that tells: two Han characters or four letters.
const MIN_HAN: usize = 2;
const MIN_LETTERS: usize = 4;

/// Whether `line` holds a number of the fact, or a tenth of its word pieces and at least one.
/// A rough reading on purpose: it feeds a quiet reminder, never a verdict.
pub fn used(fact: &str, line: &str) -> bool {
    let fact = clean_line(fact).to_lowercase();
    let line = line.to_lowercase();
    let numbers = fact.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() >= 2);
    let mut numbers = numbers.peekable();
    if numbers.peek().is_some() {
        return numbers.any(|n| line.contains(n));
    }
    pieces(&fact).iter().any(|piece| line.contains(piece.as_str()))
}

/// Latin words of four letters and more, and pairs of neighbouring Han characters.
fn pieces(fact: &str) -> Vec<String> {
    let words = fact.split(|c: char| !c.is_ascii_alphanumeric());
    let mut out: Vec<String> = words.filter(|w| w.len() >= MIN_LETTERS).map(str::to_owned).collect();
    let mut run: Vec<char> = Vec::new();
    for c in fact.chars() {
        if c.is_alphabetic() && !c.is_ascii() {
            run.push(c);
            if run.len() >= MIN_HAN {
                out.push(run.iter().rev().take(MIN_HAN).rev().collect());
            }
        } else {
            run.clear();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::used;

    #[test]
    fn a_fact_is_used_when_its_number_or_a_telling_word_is_said() {
        let check = |fact: &str, line: &str, expect: bool| assert_eq!(used(fact, line), expect, "{fact} in {line}");
        check("上线从 6 月 15 日改到 7 月 6 日", "要晚到 15 号以后", true);
        check("库存锁有缺陷", "是库存那块的问题", true);
        check("库存锁有缺陷", "是支付那块的问题", false);
        check("June promotion", "your promotion moves", true);
        check("June promotion", "the date moves", false);
        check("38 % of orders time out", "38 percent timed out", true);
        check("38 % of orders time out", "orders time out", false);
        check("", "anything", false);
    }
}
