//! One run through a talk: the tries at each step, and what the client said.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::pack::Both;

use super::client::{Ending, Standing};
use super::talk::id_at;

/// One run through a talk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// Unique in a store.
    pub id: String,
    /// The talk's id.
    pub talk: String,
    /// What the client's behaviour is drawn from: the same seed gives the same client.
    pub seed: u64,
    /// The persona's id.
    pub persona: String,
    /// The level's id.
    pub level: String,
    /// Reactions that are to come, by id: the client brought them in a call and nobody was prepared.
    #[serde(default)]
    pub wished: Vec<String>,
    /// Where the user is.
    pub place: Place,
    /// Every try, the oldest first.
    pub attempts: Vec<Attempt>,
    /// Every exchange with the client, the oldest first.
    pub turns: Vec<Turn>,
    /// Lines that are being typed, by place; what is said moves into the attempts.
    pub drafts: BTreeMap<String, Draft>,
    /// Whether the debrief was reached.
    pub finished: bool,
    /// When it began.
    pub began: Timestamp,
}

/// Where the user is in a rehearsal; ids, so that it outlives changes of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Place {
    /// The case form, at a field.
    Form {
        /// The fact's id.
        fact: String,
    },
    /// The readiness gate.
    Gate,
    /// Writing what to say at a step.
    Step {
        /// The step's id.
        step: String,
        /// Whether it is tried again after the debrief.
        drill: bool,
    },
    /// Answering the client after a step.
    Client {
        /// The step's id.
        step: String,
    },
    /// The debrief.
    Debrief,
    /// The card.
    Card,
    /// A checklist.
    Checklist {
        /// The checklist's id.
        list: String,
    },
    /// The call itself.
    Call {
        /// What is being noted down, if anything.
        field: Option<CallField>,
    },
    /// The debrief after the call.
    After {
        /// The question's id; none at the end, where what was expected stands against what came.
        question: Option<String>,
        /// What is being written, if anything is beside the answer.
        field: Option<AfterField>,
    },
}

/// What one can be writing in the debrief after the call. Entries are told by their place in the call's log; the place
/// after the last one is a new entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterField {
    /// The answer to the question.
    Answer,
    /// The words of an entry.
    What(usize),
    /// Who keeps a promise.
    Who(usize),
    /// By when it is kept.
    When(usize),
}

/// What one can be noting down during a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CallField {
    /// The client's own words.
    Note,
    /// What is promised.
    Promise,
    /// Who keeps the promise.
    Who,
    /// By when it is kept.
    When,
    /// What is still to be answered.
    Question,
    /// What both sides agree on.
    Agreed,
}

impl Place {
    /// The name under which a draft of this place is kept.
    pub fn draft_key(&self) -> String {
        match self {
            Place::Form { fact } => format!("fact/{fact}"),
            Place::Gate => "gate".to_owned(),
            Place::Step { step, .. } => format!("step/{step}"),
            Place::Client { step } => format!("client/{step}"),
            Place::Debrief => "debrief".to_owned(),
            Place::Card => "card".to_owned(),
            Place::Checklist { list } => format!("checklist/{list}"),
            Place::After { question, field } => {
                let question = question.as_deref().unwrap_or("end");
                match field {
                    None | Some(AfterField::Answer) => format!("after/{question}"),
                    Some(AfterField::What(at)) => format!("after/{question}/what-{at}"),
                    Some(AfterField::Who(at)) => format!("after/{question}/who-{at}"),
                    Some(AfterField::When(at)) => format!("after/{question}/when-{at}"),
                }
            }
            Place::Call { field: None } => "call".to_owned(),
            Place::Call { field: Some(field) } => {
                let field = match field {
                    CallField::Note => "note",
                    CallField::Promise => "promise",
                    CallField::Who => "who",
                    CallField::When => "when",
                    CallField::Question => "question",
                    CallField::Agreed => "agreed",
                };
                format!("call/{field}")
            }
        }
    }
}

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// The cursor, in bytes.
    pub cursor: usize,
}

/// One try at a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The step's id.
    pub step: String,
    /// What was written; may be empty when it was said aloud.
    pub text: String,
    /// Checks that the user ticked after saying it aloud, by id.
    pub ticked: Vec<String>,
    /// How long it was spoken, in seconds, when it was said aloud.
    pub aloud_seconds: Option<u32>,
    /// When it was said.
    pub at: Timestamp,
}

/// One exchange with the client after a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The step's id.
    pub step: String,
    /// The check that the client asked after, by id.
    pub probe: Option<String>,
    /// How the reaction stands, when there is one.
    pub standing: Option<Standing>,
    /// What was said, in order.
    pub said: Vec<Said>,
    /// How it ended; `None` while it is open.
    pub ending: Option<Ending>,
}

/// Something said in a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Said {
    /// The user's own words; empty for a silence.
    You(String),
    /// The user spoke, so many seconds, and wrote nothing.
    Aloud(u32),
    /// The client's words, in both languages, so that they follow a change of language.
    Client(Both),
}

impl Rehearsal {
    /// A rehearsal that is about to begin at the case form.
    pub fn new(talk: &str, persona: &str, level: &str, seed: u64, place: Place, now: Timestamp) -> Self {
        Self {
            id: id_at('r', now),
            talk: talk.to_owned(),
            seed,
            persona: persona.to_owned(),
            level: level.to_owned(),
            wished: Vec::new(),
            place,
            attempts: Vec::new(),
            turns: Vec::new(),
            drafts: BTreeMap::new(),
            finished: false,
            began: now,
        }
    }

    /// The tries at a step, the oldest first.
    pub fn tries<'r>(&'r self, step: &'r str) -> impl DoubleEndedIterator<Item = &'r Attempt> {
        self.attempts.iter().filter(move |a| a.step == step)
    }

    /// The last try at a step.
    pub fn last_try(&self, step: &str) -> Option<&Attempt> {
        self.attempts.iter().rev().find(|a| a.step == step)
    }

    /// The last exchange after a step.
    pub fn turn(&self, step: &str) -> Option<&Turn> {
        self.turns.iter().rev().find(|t| t.step == step)
    }

    /// The text with which the editor of a place opens: the draft, or else what was said there last.
    pub fn text_for(&self, place: &Place) -> Draft {
        if let Some(draft) = self.drafts.get(&place.draft_key()) {
            return draft.clone();
        }
        let text = match place {
            Place::Step { step, .. } => self.last_try(step).map(|a| a.text.clone()).unwrap_or_default(),
            _ => String::new(),
        };
        Draft { cursor: text.len(), text }
    }
}
