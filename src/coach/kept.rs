//! A finished talk as a case to learn from: what it was about, what was said, what came of it, what is worth keeping.

use serde::Serialize;

use super::call::EntryKind;
use super::calls::day_shown;
use super::card::title;
use super::talk::Talk;
use super::view::{Block, Tone};
use crate::pack::{DebriefKind, FactKind, Lang, Pack, Scenario, Word};

/// The debrief's question whose answer is the lesson.
const LESSON: &str = "lesson";
/// The question whose answer is what one would say another time.
const DIFFERENTLY: &str = "differently";

/// A finished talk, to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptCase {
    /// The talk's id.
    pub id: String,
    /// The scenario's id.
    pub scenario: String,
    /// Scenario and client.
    pub title: String,
    /// The facts, each with its name.
    pub situation: Vec<(String, String)>,
    /// What the client said and how they reacted, in order.
    pub said: Vec<String>,
    /// What was agreed, promised and left open.
    pub came: Vec<String>,
    /// What was learned.
    pub lesson: Vec<String>,
}

impl KeptCase {
    /// Replaces every text that the user wrote.
    pub fn each_text(&mut self, change: &dyn Fn(&str) -> String) {
        let facts = self.situation.iter_mut().map(|(_, text)| text);
        let rest = self.said.iter_mut().chain(&mut self.came).chain(&mut self.lesson);
        for text in [&mut self.title].into_iter().chain(facts).chain(rest) {
            *text = change(text);
        }
    }
}

/// The case of a talk whose last call was looked back on; none before that.
pub fn kept_case(pack: &Pack, talk: &Talk, lang: Lang) -> Option<KeptCase> {
    let scenario: &Scenario = pack.scenario(&talk.scenario)?;
    let call = talk.last_call().filter(|call| !call.answers.is_empty())?;
    let situation = scenario
        .facts
        .iter()
        .filter(|fact| fact.kind == FactKind::Text)
        .skip(1)
        .filter_map(|fact| Some((fact.label.get(lang).to_owned(), talk.fact(&fact.id)?.to_owned())));
    let reaction = |id: &str| {
        let known = pack.reactions.iter().find(|reaction| reaction.id == id);
        known.map_or(id.to_owned(), |reaction| reaction.title.get(lang).to_owned())
    };
    let say = |word, text: &str| crate::pack::fill(pack.word(word, lang), &[("text", text)]);
    let (mut said, mut came) = (Vec::new(), Vec::new());
    for entry in &call.log {
        match &entry.kind {
            EntryKind::Note(text) => said.push(say(Word::CallEntryNote, text)),
            EntryKind::Reaction(id) => said.push(say(Word::CallEntryReaction, &reaction(id))),
            EntryKind::Agreed(text) => came.push(say(Word::CallEntryAgreed, text)),
            EntryKind::Promise(promise) => {
                let day = promise.due.map(|day| day_shown(day, lang));
                let parts = [Some(promise.what.clone()), Some(promise.who.clone()), day];
                let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                came.push(say(Word::CallEntryPromise, &parts.join(" · ")));
            }
            EntryKind::Question(question) => came.push(say(Word::CallEntryQuestion, &question.text)),
            // What was noted for oneself is no part of a case that others read.
            EntryKind::Private(_) => {}
        }
    }
    let answer = |id: &str| call.answers.get(id).filter(|text| !text.is_empty()).cloned();
    let told = pack.debrief.iter().filter(|q| q.kind == DebriefKind::Text && ![LESSON, DIFFERENTLY].contains(&&*q.id));
    said.extend(told.filter_map(|question| {
        let colon = if lang == Lang::Zh { "" } else { " " };
        Some([question.ask.get(lang), colon, &answer(&question.id)?].concat())
    }));
    Some(KeptCase {
        id: talk.id.clone(),
        scenario: scenario.id.clone(),
        title: title(pack, scenario, talk, lang),
        situation: situation.collect(),
        said,
        came,
        lesson: [LESSON, DIFFERENTLY].iter().filter_map(|id| answer(id)).collect(),
    })
}

/// A kept case as it is read.
pub fn kept_page<'m>(pack: &Pack, lang: Lang, case: &KeptCase) -> Vec<Block<'m>> {
    let heading = |word| Block::Heading(pack.word(word, lang).to_owned());
    let mut blocks = vec![Block::Heading(case.title.clone())];
    blocks.extend(case.situation.iter().map(|(label, text)| Block::Row {
        label: label.clone(),
        text: text.clone(),
        tone: Tone::Plain,
    }));
    for (word, texts, tone) in [
        (Word::KeptSaid, &case.said, Tone::Client),
        (Word::CaseCame, &case.came, Tone::Plain),
        (Word::CaseLesson, &case.lesson, Tone::Strong),
    ] {
        if !texts.is_empty() {
            blocks.extend([Block::Gap, heading(word)]);
            blocks.extend(texts.iter().map(|text| Block::Text(tone, text.clone())));
        }
    }
    blocks
}
