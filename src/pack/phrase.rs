//! Phrases as packs write them.
//!
//! `a|b|<feeling>` one of these (words, concepts, marks) · `cancel~` the word may go on · `<feeling>` a word of a concept · `<@date>` something the
//! engine finds · between slots: ` + ` side by side, ` ~~ ` a few words between, ` .. ` same clause, ` ... ` same sentence.

use super::signals::{Gap, Mark, Phrase, Slot};
use super::vocabulary::Interner;

/// Reads a phrase. `concept` finds the index of a concept by its id; words get preliminary places from `interner`.
///
/// A slot that mixes words with concepts or marks (`late|<feeling>`) makes one phrase for each kind.
///
/// # Errors
/// Says what is wrong: an unknown concept or mark, an empty slot, a gap without a slot.
pub fn parse(
    text: &str,
    concept: &dyn Fn(&str) -> Option<u16>,
    interner: &mut Interner,
) -> Result<Vec<Phrase>, PhraseError> {
    let mut chains: Vec<Vec<(Gap, Slot)>> = vec![Vec::new()];
    let mut words = String::new();
    let mut gap = Gap::None;
    for token in text.split(' ').map(Some).chain([None]) {
        let next = match token {
            Some("+") => Gap::None,
            Some("~~") => Gap::Near,
            Some("..") => Gap::Clause,
            Some("...") => Gap::Sentence,
            None => Gap::None,
            Some(word) => {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
                continue;
            }
        };
        let kinds = slots(&words, concept, interner)?;
        chains = chains
            .iter()
            .flat_map(|chain| kinds.iter().map(|kind| [chain.as_slice(), &[(gap, kind.clone())]].concat()))
            .collect();
        words.clear();
        gap = next;
    }
    let phrases = chains.into_iter().filter_map(|chain| {
        let mut chain = chain.into_iter();
        let (_, first) = chain.next()?;
        Some(Phrase { first, then: chain.collect() })
    });
    Ok(phrases.collect())
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

/// The kinds of a slot: its words together, then each concept and mark.
fn slots(text: &str, concept: &dyn Fn(&str) -> Option<u16>, interner: &mut Interner) -> Result<Vec<Slot>, PhraseError> {
    let mut words = Vec::new();
    let mut kinds = Vec::new();
    for part in text.split('|') {
        match part.trim().strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            Some(name) => kinds.push(match name.strip_prefix('@') {
                Some(mark) => {
                    Mark::named(mark).map(Slot::Mark).ok_or_else(|| PhraseError::UnknownMark(mark.to_owned()))?
                }
                None => concept(name).map(Slot::Concept).ok_or_else(|| PhraseError::UnknownConcept(name.to_owned()))?,
            }),
            None => {
                let (word, stem) = literal(part).ok_or(PhraseError::Empty)?;
                words.push(interner.add(word, stem));
            }
        }
    }
    if !words.is_empty() {
        kinds.insert(0, Slot::Words(words));
    }
    Ok(kinds)
}

/// One word and whether it may go on; `None` when it is empty.
pub fn literal(word: &str) -> Option<(&str, bool)> {
    let word = word.trim();
    let (text, stem) = match word.strip_suffix('~') {
        Some(text) => (text, true),
        None => (word, false),
    };
    (!text.is_empty()).then_some((text, stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases() {
        let concept = |name: &str| (name == "feeling").then_some(3);
        let mut words = Interner::default();
        let mut parse = |text: &str, concept: &dyn Fn(&str) -> Option<u16>| parse(text, concept, &mut words);
        let phrases = parse("know|see~ .. <feeling> + <@end>", &concept).unwrap();
        let know = Slot::Words(vec![0, 1]);
        assert_eq!(
            phrases,
            vec![Phrase {
                first: know,
                then: vec![(Gap::Clause, Slot::Concept(3)), (Gap::None, Slot::Mark(Mark::End))]
            }]
        );
        assert_eq!(parse("we can not", &concept).unwrap().len(), 1);
        assert_eq!(parse("late|<feeling>|<@date> .. soon", &concept).unwrap().len(), 3);
        assert_eq!(parse("<feling>", &concept), Err(PhraseError::UnknownConcept("feling".into())));
        assert_eq!(parse("<@dat>", &concept), Err(PhraseError::UnknownMark("dat".into())));
        assert_eq!(parse("a .. ", &concept), Err(PhraseError::Empty));
        assert_eq!(parse("a||b", &concept), Err(PhraseError::Empty));
    }
}
