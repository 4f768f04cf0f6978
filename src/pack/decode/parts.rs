//! Parts that several kinds of content share: sources, conditions, gate states.

use super::super::said::{Label, label};
use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::content::{Condition, GateState, Sources};
use super::super::diagnostic::Place;
use super::super::node::Node;
use super::super::reader::{Reader, nearest};
use super::super::slots::Facts;
use super::known::{Known, Names};

/// `source:` – pieces of guidance (`C-05`) and papers, at least one.
pub fn sources(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<Sources> {
    let mut seen = BTreeSet::new();
    let read = reader.counted(node, label("sources", "出处"), 1..=60, |reader, item| {
        let text = reader.text(item)?;
        if !seen.insert(text.clone()) {
            reader.report(Code::DuplicateId, item.at, format!("the source `{text}` is cited twice"), "cite it once");
            return None;
        }
        source(reader, item.at, text, known)
    })?;
    let mut sources = Sources::default();
    for source in read {
        match source {
            Source::Guidance(id) => sources.guidance.push(id),
            Source::Paper(index) => sources.papers.push(index),
        }
    }
    Some(sources)
}

enum Source {
    Guidance(String),
    Paper(u16),
}

fn source(reader: &mut Reader<'_>, at: Place, text: String, known: &Known) -> Option<Source> {
    if let Some((letter, number)) = guidance(&text) {
        match article_trouble(letter, number, known) {
            None => return Some(Source::Guidance(text)),
            Some((message, help)) => reader.report(Code::UnknownSource, at, message, help),
        }
        return None;
    }
    if let Some(index) = known.papers.all().iter().position(|id| *id == text) {
        return u16::try_from(index).ok().map(Source::Paper);
    }
    if known.papers.is_whole() {
        let help = match nearest(&text, known.papers.all().iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "cite guidance as `C-05`, or declare the paper in pack.yaml under `papers`".to_owned(),
        };
        reader.report(Code::UnknownSource, at, format!("there is no source `{text}`"), help);
    }
    None
}

/// The letter and the digits of a guidance id.
fn guidance(text: &str) -> Option<(&str, &str)> {
    let (letter, number) = text.split_once('-')?;
    let one_letter = letter.len() == 1 && letter.starts_with(|c: char| c.is_ascii_alphabetic());
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (one_letter && digits).then_some((letter, number))
}

/// What is wrong with a guidance id, and what to do.
fn article_trouble(letter: &str, number: &str, known: &Known) -> Option<(String, String)> {
    let Some((_, pieces)) = known.articles.iter().find(|(id, _)| id == letter) else {
        if !known.knows_articles {
            return None;
        }
        let letters: Vec<&str> = known.articles.iter().map(|(id, _)| id.as_str()).collect();
        return Some((format!("there is no article `{letter}`"), format!("there are: {}", letters.join(", "))));
    };
    let value = number.parse::<u32>().unwrap_or(u32::MAX);
    let pieces = pieces.unwrap_or(u32::MAX);
    if value == 0 || value > pieces {
        return Some((
            format!("article `{letter}` has no piece {number}"),
            format!("its pieces run from {letter}-01 to {letter}-{pieces:02}"),
        ));
    }
    let wanted = format!("{value:02}");
    (number != wanted)
        .then(|| (format!("`{letter}-{number}` is not how a piece is cited"), format!("write `{letter}-{wanted}`")))
}

/// `when:` – `{fact: fault, is: true}` or `{gate: approval, is: missing}`.
pub fn condition(reader: &mut Reader<'_>, node: &Node, facts: &Facts, gate: &Names) -> Option<Condition> {
    let mut fields = reader.fields(
        node,
        label("a condition ({gate: …, is: …} or {fact: …, is: …})", "条件（`{gate: …, is: …}` 或 `{fact: …, is: …}`）"),
    )?;
    let condition = if fields.has("fact") {
        let fact = fields.required(reader, "fact", |r, n| facts.find(r, n, Known::CONDITION_FACT));
        let is = fields.required(reader, "is", Reader::boolean);
        fact.zip(is).map(|(fact, is)| Condition::Fact { fact, is })
    } else {
        let item = fields.required(reader, "gate", |r, n| gate.find_name(r, n, label("gate item", "“上场之前”条目")));
        let is = fields.required(reader, "is", gate_state);
        item.zip(is).map(|(item, is)| Condition::Gate { item, is })
    };
    fields.finish(reader);
    condition
}

/// `have`, `missing` or `not-needed`.
pub fn gate_state(reader: &mut Reader<'_>, node: &Node) -> Option<GateState> {
    const STATES: [(&str, GateState); 3] =
        [("have", GateState::Have), ("missing", GateState::Missing), ("not-needed", GateState::NotNeeded)];
    choice(reader, node, label("state", "状态"), &STATES)
}

/// One of a few words.
pub fn choice<T: Copy, const N: usize>(
    reader: &mut Reader<'_>,
    node: &Node,
    what: Label,
    choices: &[(&str, T); N],
) -> Option<T> {
    let names = choices.map(|(name, _)| name);
    let index = reader.name(node, what, &names)?;
    choices.get(index).map(|(_, value)| *value)
}
