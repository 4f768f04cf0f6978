//! The prep summary: facts, the gate, what was rehearsed, risks, approvals. For oneself, not for the
//! client.

use serde::Serialize;

use crate::coach::{Debrief, Rehearsal, Talk, debrief, title};
use crate::listen::{Listener, Verdict};
use crate::pack::{FactKind, GateState, Lang, Pack, Scenario, Word, fill};

/// The prep summary of a talk, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The language it is written in.
    pub lang: Lang,
    /// The scenario's id.
    pub scenario: String,
    /// Scenario and client.
    pub title: String,
    /// Its parts, in order; a part with nothing in it is left out.
    pub parts: Vec<Part>,
}

/// A part of the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its stable name.
    pub id: &'static str,
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub items: Vec<SummaryItem>,
}

/// A line of the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SummaryItem {
    /// What it is about; may be empty.
    pub label: String,
    /// The words.
    pub text: String,
    /// Whether it is done (a tick box); `None` where there is nothing to tick.
    pub done: Option<bool>,
}

impl SummaryItem {
    fn new(label: impl Into<String>, text: impl Into<String>, done: Option<bool>) -> Self {
        Self { label: label.into(), text: text.into(), done }
    }
}

/// Makes the prep summary of a talk, with what its last rehearsal showed if there was one.
pub fn summary(
    pack: &Pack,
    listener: &Listener,
    scenario: &Scenario,
    talk: &Talk,
    rehearsal: Option<&Rehearsal>,
    lang: Lang,
) -> Summary {
    let word = |word| pack.word(word, lang).to_owned();
    let back = rehearsal.map(|r| debrief(pack, listener, scenario, talk, r));
    let warnings = back.as_ref().map(|back| warnings(pack, back, lang)).unwrap_or_default();
    let mut gaps = warnings;
    let missing = talk.gaps(scenario, lang).into_iter().map(|gap| gap.told(pack, lang));
    gaps.extend(missing.map(|text| SummaryItem::new("", text, None)));
    let parts = vec![
        Part { id: "gaps", heading: word(Word::CardGaps), items: gaps },
        Part { id: "facts", heading: word(Word::SummaryFacts), items: facts(pack, scenario, talk, lang) },
        Part { id: "gate", heading: word(Word::GateTitle), items: gate(pack, scenario, talk, lang) },
        Part { id: "lines", heading: word(Word::SummaryLines), items: lines(scenario, back.as_ref(), lang) },
        Part { id: "watch", heading: word(Word::SummaryWatch), items: watch(pack, scenario, back.as_ref(), lang) },
        Part { id: "if-then", heading: word(Word::SummaryIfThen), items: if_thens(pack, scenario, talk, lang) },
        Part { id: "never-say", heading: word(Word::CardNever), items: never_say(scenario, lang) },
        Part { id: "checklist", heading: list_title(pack, lang), items: before(pack, scenario, talk, lang) },
        Part { id: "clock", heading: word(Word::SummaryClock), items: clock(scenario, lang) },
    ];
    Summary {
        lang,
        scenario: scenario.id.clone(),
        title: title(pack, scenario, talk, lang),
        parts: parts.into_iter().filter(|part| !part.items.is_empty()).collect(),
    }
}

/// Offers in the rehearsed lines that nobody has approved.
fn warnings(pack: &Pack, back: &Debrief, lang: Lang) -> Vec<SummaryItem> {
    let checks = back.gate_warnings.iter().copied();
    checks.map(|check| SummaryItem::new("", pack[check].missed.get(lang), None)).collect()
}

fn facts(pack: &Pack, scenario: &Scenario, talk: &Talk, lang: Lang) -> Vec<SummaryItem> {
    let facts = scenario.facts.iter().map(|fact| {
        let value = match fact.kind {
            FactKind::Text => talk.fact(&fact.id).map(str::to_owned),
            FactKind::YesNo => {
                talk.flags.get(&fact.id).map(|yes| pack.word(if *yes { Word::Yes } else { Word::No }, lang).to_owned())
            }
        };
        let gap = || fill(pack.word(Word::GapInText, lang), &[("gap", fact.gap.get(lang))]);
        SummaryItem::new(fact.label.get(lang), value.unwrap_or_else(gap), None)
    });
    facts.collect()
}

fn gate(pack: &Pack, scenario: &Scenario, talk: &Talk, lang: Lang) -> Vec<SummaryItem> {
    let items = scenario.gate.iter().map(|item| {
        let answer = talk.gate.get(&item.id);
        let (word, done) = match answer.map(|a| a.state) {
            Some(GateState::Have) => (Word::GateHave, true),
            Some(GateState::NotNeeded) => (Word::GateNotNeeded, true),
            Some(GateState::Missing) => (Word::GateMissing, false),
            None => (Word::GateOpen, false),
        };
        let state = pack.word(word, lang);
        let note = answer.map(|a| a.note.as_str()).filter(|note| !note.is_empty());
        let text = match note {
            Some(note) => fill(pack.word(Word::GapWithNote, lang), &[("gap", state), ("note", note)]),
            None => state.to_owned(),
        };
        SummaryItem::new(item.ask.get(lang), text, Some(done))
    });
    items.collect()
}

/// What was said last at each step, whole.
fn lines(scenario: &Scenario, back: Option<&Debrief>, lang: Lang) -> Vec<SummaryItem> {
    let steps = back.map(|b| b.steps.as_slice()).unwrap_or_default();
    let said = steps.iter().filter_map(|step| {
        let (attempt, _) = step.last.as_ref()?;
        let (_, content) = scenario.step(&step.step)?;
        (!attempt.text.is_empty()).then(|| SummaryItem::new(content.title.get(lang), attempt.text.clone(), None))
    });
    said.collect()
}

/// What the rehearsed lines still miss, with one better line each.
fn watch(pack: &Pack, scenario: &Scenario, back: Option<&Debrief>, lang: Lang) -> Vec<SummaryItem> {
    let mut items = Vec::new();
    for step in back.map(|b| b.steps.as_slice()).unwrap_or_default() {
        let (Some((_, judgement)), Some((_, content))) = (&step.last, scenario.step(&step.step)) else { continue };
        for judged in judgement.worst_first(pack).into_iter().filter(|j| j.verdict == Verdict::NotMet) {
            let check = &pack[judged.check];
            let label = format!("{} · {}", content.title.get(lang), check.missed.get(lang));
            let better = fill(pack.word(Word::Better, lang), &[("line", check.better.get(lang))]);
            items.push(SummaryItem::new(label, better, None));
        }
    }
    items
}

fn if_thens(pack: &Pack, scenario: &Scenario, talk: &Talk, lang: Lang) -> Vec<SummaryItem> {
    let rows = scenario.if_then.iter().map(|row| {
        let plan = talk.fill(pack, scenario, row.plan.get(lang), lang);
        SummaryItem::new(pack[row.reaction].title.get(lang), plan, None)
    });
    rows.collect()
}

fn never_say(scenario: &Scenario, lang: Lang) -> Vec<SummaryItem> {
    scenario.never_say.iter().map(|words| SummaryItem::new("", words.get(lang), None)).collect()
}

fn list_title(pack: &Pack, lang: Lang) -> String {
    pack.checklists.first().map(|list| list.title.get(lang).to_owned()).unwrap_or_default()
}

/// The first checklist's items for this scenario, with their ticks.
fn before(pack: &Pack, scenario: &Scenario, talk: &Talk, lang: Lang) -> Vec<SummaryItem> {
    let Some(list) = pack.checklists.first() else { return Vec::new() };
    let fits = list.items.iter().filter(|i| i.scenarios.is_empty() || i.scenarios.contains(&scenario.id));
    let items = fits.map(|item| {
        let done = talk.ticks.contains(&format!("{}/{}", list.id, item.id));
        SummaryItem::new("", item.text.get(lang), Some(done))
    });
    items.collect()
}

/// What follows from the talk.
fn clock(scenario: &Scenario, lang: Lang) -> Vec<SummaryItem> {
    scenario.clock.iter().map(|row| SummaryItem::new("", row.action.get(lang), Some(false))).collect()
}
