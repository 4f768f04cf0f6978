//! What can be found in a talk and in a client's file, and where in it.

use super::call::EntryKind;
use super::dossier::Client;
use super::talk::Talk;
use crate::text::{Folded, fit, folded_word};

/// The most words of a search that count.
pub const MAX_WORDS: usize = 8;
/// How much is shown before the word that was found, in characters.
const BEFORE: usize = 12;

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A fact of the case, by id.
    Fact(String),
    /// The note at a gate item, by id.
    Gate(String),
    /// Something noted down in a call.
    Note,
    /// A promise.
    Promise,
    /// An open question, or its answer.
    Question,
    /// An answer of the debrief, by the question's id.
    Answer(String),
    /// A follow-up.
    FollowUp,
    /// The client's name.
    Name,
    /// A field of the client's file, by id.
    Field(String),
    /// A note on a satisfaction check.
    Survey,
}

/// Every text of a talk with its part.
pub fn texts_of_talk(talk: &Talk) -> Vec<(Part, &str)> {
    let mut texts: Vec<(Part, &str)> = Vec::new();
    texts.extend(talk.facts.iter().map(|(id, text)| (Part::Fact(id.clone()), text.as_str())));
    texts.extend(talk.gate.iter().map(|(id, answer)| (Part::Gate(id.clone()), answer.note.as_str())));
    for call in &talk.calls {
        for entry in &call.log {
            match &entry.kind {
                EntryKind::Note(text) | EntryKind::Private(text) | EntryKind::Agreed(text) => {
                    texts.push((Part::Note, text));
                }
                EntryKind::Promise(promise) => {
                    texts.push((Part::Promise, &promise.what));
                    texts.push((Part::Promise, &promise.who));
                }
                EntryKind::Question(question) => {
                    texts.push((Part::Question, &question.text));
                    texts.extend(question.answer.iter().map(|answer| (Part::Question, answer.as_str())));
                }
                EntryKind::Reaction(_) => {}
            }
        }
        texts.extend(call.answers.iter().map(|(id, text)| (Part::Answer(id.clone()), text.as_str())));
    }
    for followup in &talk.followups {
        texts.push((Part::FollowUp, &followup.what));
        texts.push((Part::FollowUp, &followup.owner));
        texts.extend(followup.history.iter().map(|change| (Part::FollowUp, change.why.as_str())));
    }
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

/// Every text of a client's file with its part.
pub fn texts_of_client(client: &Client) -> Vec<(Part, &str)> {
    let mut texts = vec![(Part::Name, client.name.as_str())];
    texts.extend(client.also.iter().map(|name| (Part::Name, name.as_str())));
    texts.extend(client.fields.iter().map(|(id, text)| (Part::Field(id.clone()), text.as_str())));
    texts.extend(client.surveys.iter().map(|survey| (Part::Survey, survey.note.as_str())));
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

/// All texts in one, folded, a line each: what a store keeps to search in.
pub fn searched(texts: &[(Part, &str)]) -> String {
    let mut all = String::new();
    for (_, text) in texts {
        all.push_str(&folded_word(text));
        all.push('\n');
    }
    all
}

/// The words of a search, folded: each of them has to occur somewhere.
pub fn search_words(query: &str) -> Vec<String> {
    folded_word(query).split_whitespace().take(MAX_WORDS).map(str::to_owned).collect()
}

/// The text that fits the words best, with its part: the one that holds most of them, the first of several. Given as a
/// line of at most `cells` cells that begins shortly before the word.
pub fn best_text(texts: &[(Part, &str)], words: &[String], cells: usize) -> Option<(Part, String)> {
    let mut best: Option<(usize, usize, &Part, &str)> = None;
    for (part, text) in texts {
        let folded = Folded::new(text);
        let places = words.iter().filter_map(|word| folded.text.find(word.as_str()));
        let (held, first) = places.fold((0, usize::MAX), |(held, first), at| (held + 1, first.min(at)));
        if held > best.map_or(0, |(most, ..)| most) {
            let at = folded.original(crate::text::Span::new(first, first)).start;
            best = Some((held, at, part, text));
        }
    }
    let (_, at, part, text) = best?;
    Some((part.clone(), excerpt(text, at, cells)))
}

/// A line of a text around a place in it.
fn excerpt(text: &str, at: usize, cells: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let start = before.char_indices().rev().nth(BEFORE).map_or(0, |(start, _)| start);
    let line = crate::text::clean_line(text.get(start..).unwrap_or(text));
    let line = if start > 0 { format!("…{line}") } else { line.into_owned() };
    fit(&line, cells).into_owned()
}
