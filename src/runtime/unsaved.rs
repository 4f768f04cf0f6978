//! What the store does not have: commits that failed and are owed, and the words in them.

use std::collections::HashSet;

use crate::coach::{Rehearsal, Said, Talk};
use crate::pack::Lang;
use crate::store::{Store, StoreError};

/// Words that could not be saved on the way out, for the last message to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// Why.
    pub error: StoreError,
    /// The texts that are in no store, the oldest first.
    pub texts: Vec<String>,
}

impl Unsaved {
    /// Why, and the texts themselves, so that they can be taken from the screen.
    pub fn tell(&self, lang: Lang) -> String {
        let why = self.error.explain(lang);
        let mut told = match lang {
            Lang::Zh => format!("有内容没能保存。{why}"),
            Lang::En => format!("Something could not be saved. {why}"),
        };
        if !self.texts.is_empty() {
            told.push_str(match lang {
                Lang::Zh => "\n没存进去的文字：",
                Lang::En => "\nThe words that are not saved:",
            });
        }
        for text in &self.texts {
            told.push_str("\n\n");
            told.push_str(text);
        }
        told
    }
}

/// Commits that have not succeeded yet: the newest state of each talk and rehearsal.
#[derive(Debug, Default)]
pub(super) struct Owed {
    talks: Vec<Talk>,
    rehearsals: Vec<Rehearsal>,
}

impl Owed {
    pub fn is_empty(&self) -> bool {
        self.talks.is_empty() && self.rehearsals.is_empty()
    }

    pub fn add_talk(&mut self, talk: Talk) {
        match self.talks.iter_mut().find(|owed| owed.id == talk.id) {
            Some(owed) => *owed = talk,
            None => self.talks.push(talk),
        }
    }

    pub fn add_rehearsal(&mut self, rehearsal: Rehearsal) {
        match self.rehearsals.iter_mut().find(|owed| owed.id == rehearsal.id) {
            Some(owed) => *owed = rehearsal,
            None => self.rehearsals.push(rehearsal),
        }
    }

    /// Commits what is owed; what fails stays owed.
    pub fn commit(&mut self, store: &mut Store) -> Result<(), StoreError> {
        let talks: Vec<&Talk> = self.talks.iter().collect();
        let rehearsals: Vec<&Rehearsal> = self.rehearsals.iter().collect();
        let Err(error) = store.save(&talks, &rehearsals) else {
            *self = Self::default();
            return Ok(());
        };
        if talks.len() + rehearsals.len() > 1 {
            // One that can never be saved must not keep the others out.
            self.talks.retain(|talk| store.save_talk(talk).is_err());
            self.rehearsals.retain(|rehearsal| store.save_rehearsal(rehearsal).is_err());
        }
        if self.is_empty() { Ok(()) } else { Err(error) }
    }

    /// The words that the store does not have.
    pub fn texts(&self, store: &Store) -> Vec<String> {
        let mut texts = Vec::new();
        for talk in &self.talks {
            let kept = store.talk(&talk.id).ok().flatten().map(|(talk, _)| talk);
            add_new(&mut texts, words_of_talk(talk), kept.as_ref().map(words_of_talk));
        }
        for rehearsal in &self.rehearsals {
            let kept = store.rehearsals(&rehearsal.talk).map(|(kept, _)| kept).unwrap_or_default();
            let kept = kept.iter().find(|kept| kept.id == rehearsal.id);
            add_new(&mut texts, words_of_rehearsal(rehearsal), kept.map(words_of_rehearsal));
        }
        texts
    }
}

fn add_new(texts: &mut Vec<String>, words: Vec<&str>, kept: Option<Vec<&str>>) {
    let kept: HashSet<&str> = kept.into_iter().flatten().collect();
    for text in words {
        if !text.trim().is_empty() && !kept.contains(text) && !texts.iter().any(|told| told == text) {
            texts.push(text.to_owned());
        }
    }
}

fn words_of_talk(talk: &Talk) -> Vec<&str> {
    talk.facts.values().chain(talk.gate.values().map(|answer| &answer.note)).map(String::as_str).collect()
}

fn words_of_rehearsal(rehearsal: &Rehearsal) -> Vec<&str> {
    let attempts = rehearsal.attempts.iter().map(|attempt| attempt.text.as_str());
    let answers = rehearsal.turns.iter().flat_map(|turn| &turn.said).filter_map(|said| match said {
        Said::You(text) => Some(text.as_str()),
        Said::Client(_) | Said::Aloud(_) => None,
    });
    let drafts = rehearsal.drafts.values().map(|draft| draft.text.as_str());
    attempts.chain(answers).chain(drafts).collect()
}
