//! Whether a rule holds for what was heard, and the words that decided it.

use crate::pack::Rule;
use crate::text::Span;

use super::{Heard, Hearing, State};

/// Whether a rule holds, and the words that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// It holds.
    pub holds: bool,
    /// The words that decided it; empty when it holds because something is absent.
    pub spans: Vec<Span>,
}

impl Outcome {
    fn with(spans: Vec<Span>) -> Self {
        Self { holds: !spans.is_empty(), spans }
    }
}

impl Rule {
    /// Weighs the rule. [`Rule::Wait`] holds for an utterance without words.
    pub fn weigh(&self, heard: &Heard, text: &str) -> Outcome {
        match self {
            Rule::Signal { id, in_first, at_least } => {
                let hearing =
                    heard.signals.iter().find(|hearing| hearing.signal == *id && hearing.state == State::Shown);
                let Some(hearing) = hearing else { return Outcome::default() };
                let limit = in_first.map_or(usize::MAX, |count| end_of(heard, count));
                let spans: Vec<Span> = hearing.spans.iter().copied().filter(|span| span.start < limit).collect();
                let enough = places(heard, &spans) >= usize::from((*at_least).max(1));
                Outcome { holds: enough, spans: if enough { spans } else { Vec::new() } }
            }
            Rule::Denied(id) => {
                let denied = |hearing: &&Hearing| hearing.signal == *id && hearing.state == State::Denied;
                Outcome::with(
                    heard.signals.iter().find(denied).map(|hearing| hearing.spans.clone()).unwrap_or_default(),
                )
            }
            Rule::Words(list) => {
                Outcome::with(heard.words.iter().filter(|(id, _)| id == list).map(|(_, span)| *span).collect())
            }
            Rule::Entity { kinds, at_least } => {
                let spans: Vec<Span> = heard
                    .entities
                    .iter()
                    .filter(|entity| kinds.contains(&entity.kind))
                    .map(|entity| entity.span)
                    .collect();
                Outcome { holds: spans.len() >= usize::from((*at_least).max(1)), spans }
            }
            Rule::Order(first, second) => {
                let first = first.weigh(heard, text);
                let second = second.weigh(heard, text);
                let start = |outcome: &Outcome| outcome.spans.first().map(|span| span.start);
                let in_order = match (start(&first), start(&second)) {
                    (Some(one), Some(two)) => one <= two,
                    _ => true,
                };
                Outcome { holds: first.holds && (!second.holds || in_order), spans: first.spans }
            }
            Rule::Sentences { at_least, at_most } => {
                let count = heard.sentences.len();
                Outcome { holds: count >= usize::from(*at_least) && count <= usize::from(*at_most), spans: Vec::new() }
            }
            Rule::All(rules) => {
                let outcomes: Vec<Outcome> = rules.iter().map(|rule| rule.weigh(heard, text)).collect();
                Outcome { holds: outcomes.iter().all(|outcome| outcome.holds), spans: joined(outcomes) }
            }
            Rule::Any(rules) => {
                let held: Vec<Outcome> =
                    rules.iter().map(|rule| rule.weigh(heard, text)).filter(|outcome| outcome.holds).collect();
                Outcome { holds: !held.is_empty(), spans: joined(held) }
            }
            Rule::None(rules) => {
                let holds = rules.iter().all(|rule| !rule.weigh(heard, text).holds);
                Outcome { holds, spans: Vec::new() }
            }
            Rule::Wait => Outcome { holds: !text.chars().any(char::is_alphanumeric), spans: Vec::new() },
        }
    }
}

/// Where the first `count` sentences end.
fn end_of(heard: &Heard, count: u8) -> usize {
    match usize::from(count).checked_sub(1) {
        Some(last) => heard.sentences.get(last).map_or(usize::MAX, |span| span.end),
        None => 0,
    }
}

/// In how many sentences the words stand, or how many separate stretches they are when that is more.
fn places(heard: &Heard, spans: &[Span]) -> usize {
    let in_sentences =
        heard.sentences.iter().filter(|sentence| spans.iter().any(|span| span.touches(sentence))).count();
    in_sentences.max(usize::from(!spans.is_empty()))
}

/// All spans in order, without doubles.
fn joined(outcomes: Vec<Outcome>) -> Vec<Span> {
    let mut spans: Vec<Span> =
        outcomes.into_iter().filter(|outcome| outcome.holds).flat_map(|outcome| outcome.spans).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}
