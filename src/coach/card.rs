//! The card: one page to take into the call. Numbers first, if-thens, what not to say, what is next,
//! and the gaps.

use serde::Serialize;

use crate::listen::Listener;
use crate::pack::{DocumentName, Lang, Pack, Scenario, SectionName, Word};
use crate::text::sentences;

use super::debrief::debrief;
use super::flow::Flow;
use super::rehearsal::Rehearsal;
use super::talk::Talk;

/// The most if-then lines on the card: what one can look up while somebody speaks.
const MAX_IF_THENS: usize = 6;

/// The card of a talk, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The language it is written in.
    pub lang: Lang,
    /// The scenario's id, for the name of a file.
    pub scenario: String,
    /// Scenario and client.
    pub title: String,
    /// Warnings and gaps: they stand on top when there are any.
    pub gaps: Vec<String>,
    /// The scenario's rows, in its order.
    pub rows: Vec<CardLine>,
    /// The user's own opening words, a sentence a step.
    pub cues: Vec<CardLine>,
    /// If the client does this, then I say that.
    pub if_thens: Vec<CardLine>,
    /// What not to say.
    pub never_say: Vec<String>,
    /// The headings of the parts, in the card's language.
    #[serde(skip)]
    pub words: CardWords,
}

/// A labelled line of the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardLine {
    /// What it is about.
    pub label: String,
    /// The words.
    pub text: String,
}

/// The card's own words in its language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardWords {
    /// Before the gaps.
    pub gaps: String,
    /// When there is no gap.
    pub no_gaps: String,
    /// Before the scenario's rows, where they have a heading.
    pub rows: String,
    /// Before the cues.
    pub cues: String,
    /// Before the if-thens.
    pub if_thens: String,
    /// Before what not to say.
    pub never_say: String,
}

/// Makes the card of a talk, with the lines of its last rehearsal if there was one.
pub fn card(
    pack: &Pack,
    listener: &Listener,
    scenario: &Scenario,
    talk: &Talk,
    rehearsal: Option<&Rehearsal>,
    lang: Lang,
) -> Card {
    let slots = |text: &str| talk.fill(pack, scenario, text, lang);
    let rows = scenario
        .card
        .iter()
        .map(|row| CardLine { label: row.label.get(lang).to_owned(), text: slots(row.text.get(lang)) });
    let if_thens = scenario
        .if_then
        .iter()
        .take(MAX_IF_THENS)
        .map(|row| CardLine { label: pack[row.reaction].title.get(lang).to_owned(), text: slots(row.plan.get(lang)) });
    let words = pack.document(DocumentName::Card);
    let heading = |name| words.section(name).map_or_else(String::new, |section| section.title.get(lang).to_owned());
    let none = words.section(SectionName::Gaps).and_then(|section| section.gap.as_ref());
    Card {
        lang,
        scenario: scenario.id.clone(),
        title: title(pack, scenario, talk, lang),
        gaps: gaps(pack, listener, scenario, talk, rehearsal, lang),
        rows: rows.collect(),
        cues: rehearsal.map(|r| cues(scenario, talk, r, lang)).unwrap_or_default(),
        if_thens: if_thens.collect(),
        never_say: scenario.never_say.iter().map(|words| words.get(lang).to_owned()).collect(),
        words: CardWords {
            gaps: heading(SectionName::Gaps),
            no_gaps: none.map_or_else(String::new, |text| text.get(lang).to_owned()),
            rows: heading(SectionName::Rows),
            cues: heading(SectionName::Cues),
            if_thens: heading(SectionName::IfThen),
            never_say: heading(SectionName::NeverSay),
        },
    }
}

/// Scenario and client.
pub fn title(pack: &Pack, scenario: &Scenario, talk: &Talk, lang: Lang) -> String {
    let client = scenario.facts.first().and_then(|fact| talk.fact(&fact.id));
    let client = client.unwrap_or_else(|| pack.word(Word::HomeNoClient, lang));
    let mut title = format!("{} · {client}", scenario.title.get(lang));
    if talk.example {
        title = format!("{title} · {}", pack.word(Word::ExampleCase, lang));
    }
    title
}

/// What is missing, in words: empty facts, missing gate items with who gets them, and offers in the
/// rehearsed lines that nobody has approved.
fn gaps(
    pack: &Pack,
    listener: &Listener,
    scenario: &Scenario,
    talk: &Talk,
    rehearsal: Option<&Rehearsal>,
    lang: Lang,
) -> Vec<String> {
    let warnings = rehearsal.map(|r| debrief(pack, listener, scenario, talk, r).gate_warnings);
    let warnings = warnings.unwrap_or_default().into_iter().map(|check| pack[check].missed.get(lang).to_owned());
    let gaps = talk.gaps(scenario, lang).into_iter().map(|gap| gap.told(pack, lang));
    warnings.chain(gaps).collect()
}

/// The first two sentences of what was said last at each step.
fn cues(scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal, lang: Lang) -> Vec<CardLine> {
    let Some(flow) = Flow::of(scenario, talk) else { return Vec::new() };
    let said = flow.steps.iter().filter_map(|(_, step)| {
        let text = &rehearsal.last_try(&step.id)?.text;
        // A greeting often comes first: the second sentence says what it is about.
        let sentences = sentences(text);
        let (first, last) = (sentences.first()?, sentences.get(1).or(sentences.first())?);
        let opening = text.get(first.start..last.end)?.trim();
        Some(CardLine { label: step.title.get(lang).to_owned(), text: crate::text::clean_line(opening).into_owned() })
    });
    said.collect()
}
