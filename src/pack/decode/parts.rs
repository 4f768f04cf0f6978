//! Parts that several kinds of content share: sources, conditions, gate states.

use super::super::said::{Label, label, listed, said};
use super::super::words::Both;
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
            reader.report(
                Code::DuplicateId,
                item.at,
                said!(en: "the source `{text}` is cited twice", zh: "出处 `{text}` 写了两遍"),
                said!(en: "cite it once", zh: "写一遍就够"),
            );
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
            Some(near) => said!(en: "did you mean `{near}`?", zh: "是不是想写 `{near}`？"),
            None => {
                said!(en: "cite guidance as `C-05`, or declare the paper in pack.yaml under `papers`", zh: "指引写成 `C-05` 的样子；论文先在 `pack.yaml` 的 `papers` 下面登记")
            }
        };
        reader.report(
            Code::UnknownSource,
            at,
            said!(en: "there is no source `{text}`", zh: "没有 `{text}` 这个出处"),
            help,
        );
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
fn article_trouble(letter: &str, number: &str, known: &Known) -> Option<(Both, Both)> {
    let Some((_, pieces)) = known.articles.iter().find(|(id, _)| id == letter) else {
        if !known.knows_articles {
            return None;
        }
        let letters: Vec<&str> = known.articles.iter().map(|(id, _)| id.as_str()).collect();
        return Some((
            said!(en: "there is no article `{letter}`", zh: "没有文章 `{letter}`"),
            said!(en: "there are: {letters}", zh: "现有：{letters}", letters = listed(&letters)),
        ));
    };
    let value = number.parse::<u32>().unwrap_or(u32::MAX);
    let pieces = pieces.unwrap_or(u32::MAX);
    if value == 0 || value > pieces {
        return Some((
            said!(en: "article `{letter}` has no piece {number}", zh: "文章 `{letter}` 没有第 {number} 条"),
            said!(en: "its pieces run from {letter}-01 to {letter}-{pieces:02}", zh: "它的条目从 `{letter}-01` 到 `{letter}-{pieces:02}`"),
        ));
    }
    let wanted = format!("{value:02}");
    (number != wanted).then(|| {
        (
            said!(en: "`{letter}-{number}` is not how a piece is cited", zh: "条目不写成 `{letter}-{number}`"),
            said!(en: "write `{letter}-{wanted}`", zh: "写成 `{letter}-{wanted}`"),
        )
    })
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
