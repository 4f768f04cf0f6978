//! Phrases as packs write them.
//!
//! `a|b|c` one of these words · `cancel~` the word may go on · `<feeling>` a word of a concept · `<@date>` something the
//! engine finds · between slots: ` + ` side by side, ` ~~ ` a few words between, ` .. ` same clause, ` ... ` same sentence.

use super::signals::{Gap, Literal, Mark, Phrase, Slot};

/// Reads a phrase. `concept` finds the index of a concept by its id.
///
/// # Errors
/// Says what is wrong: an unknown concept or mark, an empty slot, a gap without a slot.
pub fn parse(text: &str, concept: &dyn Fn(&str) -> Option<u16>) -> Result<Phrase, PhraseError> {
    let mut slots: Vec<(Gap, Slot)> = Vec::new();
    let mut words = String::new();
    let mut gap = None;
    for token in text.split(' ') {
        let next = match token {
            "+" => Gap::None,
            "~~" => Gap::Near,
            ".." => Gap::Clause,
            "..." => Gap::Sentence,
            word => {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
                continue;
            }
        };
        slots.push((gap.unwrap_or(Gap::None), slot(&words, concept)?));
        words.clear();
        gap = Some(next);
    }
    slots.push((gap.unwrap_or(Gap::None), slot(&words, concept)?));
    let mut slots = slots.into_iter();
    let Some((_, first)) = slots.next() else { return Err(PhraseError::Empty) };
    Ok(Phrase { first, then: slots.collect() })
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhraseError {
    /// A slot holds no word.
    Empty,
    /// No concept of that id.
    UnknownConcept(String),
    /// No mark of that name.
    UnknownMark(String),
}

fn slot(text: &str, concept: &dyn Fn(&str) -> Option<u16>) -> Result<Slot, PhraseError> {
    let text = text.trim();
    if let Some(name) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return match name.strip_prefix('@') {
            Some(mark) => Mark::named(mark).map(Slot::Mark).ok_or_else(|| PhraseError::UnknownMark(mark.to_owned())),
            None => concept(name).map(Slot::Concept).ok_or_else(|| PhraseError::UnknownConcept(name.to_owned())),
        };
    }
    let mut words = Vec::new();
    for word in text.split('|') {
        words.push(literal(word).ok_or(PhraseError::Empty)?);
    }
    Ok(Slot::Words(words))
}

/// One word; `None` when it is empty.
pub fn literal(word: &str) -> Option<Literal> {
    let word = word.trim();
    let (text, stem) = match word.strip_suffix('~') {
        Some(text) => (text, true),
        None => (word, false),
    };
    (!text.is_empty()).then(|| Literal { text: text.to_owned(), stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases() {
        let concept = |name: &str| (name == "feeling").then_some(3);
        let phrase = parse("know|see~ .. <feeling> + <@end>", &concept).unwrap();
        assert_eq!(
            phrase.first,
            Slot::Words(vec![Literal { text: "know".into(), stem: false }, Literal { text: "see".into(), stem: true }])
        );
        assert_eq!(phrase.then, vec![(Gap::Clause, Slot::Concept(3)), (Gap::None, Slot::Mark(Mark::End))]);
        assert_eq!(parse("we can not", &concept).unwrap().then, vec![]);
        assert_eq!(parse("<feling>", &concept), Err(PhraseError::UnknownConcept("feling".into())));
        assert_eq!(parse("<@dat>", &concept), Err(PhraseError::UnknownMark("dat".into())));
        assert_eq!(parse("a .. ", &concept), Err(PhraseError::Empty));
        assert_eq!(parse("a||b", &concept), Err(PhraseError::Empty));
    }
}
