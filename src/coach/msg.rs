//! What can happen to the machine, and what it asks of the world.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::drill::DrillItem;
use super::rehearsal::{Place, Rehearsal};
use super::talk::{Talk, TalkSummary};
use crate::pack::{Diagnostic, Pack};
use crate::text::Edit;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The user asked for something.
    Do(Command),
    /// The user edits the text in focus.
    Edit(Edit),
    /// The user points at an item of the list in focus (counted from 0).
    Point(usize),
    /// The world reports.
    World(World),
}

/// What the user can ask for. The key table gives each its keys and its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Say what is written; answer the client.
    Say,
    /// Go on without saying anything.
    Skip,
    /// Choose the item under the cursor.
    Choose,
    /// Tick or change the item under the cursor.
    Toggle,
    /// One item up.
    Up,
    /// One item down.
    Down,
    /// The value before.
    Left,
    /// The next value.
    Right,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// One step back.
    Back,
    /// A better line for what was missed.
    Advice,
    /// Model lines, good and bad.
    Models,
    /// Speak instead of typing.
    Aloud,
    /// Stay silent for a moment.
    Wait,
    /// Coach live, after, or off.
    Coach,
    /// The other language.
    Language,
    /// Turn the page where only one pane fits.
    Pane,
    /// Copy the document, or the text that could not be saved.
    Copy,
    /// Write the document into a file.
    Write,
    /// Save again.
    Retry,
    /// Go on without saving.
    Unsaved,
    /// Begin the call, or go on with it.
    Call,
    /// Note down the client's words.
    Note,
    /// Note down a promise.
    Promise,
    /// Note down an open question.
    Ask,
    /// Look up the answer to a reaction.
    React,
    /// Note down what was agreed.
    Agree,
    /// Take the last entry back.
    TakeBack,
    /// End the call.
    HangUp,
    /// Look back on the call.
    LookBack,
    /// Give a follow-up up.
    Drop,
    /// Two tries side by side.
    Compare,
    /// The checks of all rehearsals.
    Progress,
    /// Keys and words.
    Help,
    /// Leave; everything is saved.
    Quit,
}

/// What the world reports.
#[derive(Debug, Clone, PartialEq)]
pub enum World {
    /// The talks in the store, the last changed first.
    Talks(Vec<TalkSummary>),
    /// A talk that was asked for, with its last rehearsal.
    Opened(Box<Talk>, Option<Box<Rehearsal>>),
    /// All that was asked to be saved is saved.
    Saved,
    /// Something could not be saved; why, in words.
    SaveFailed(String),
    /// There is no store to save to; why, in words (`None`: the user asked for none).
    NoStore(Option<String>),
    /// Another instance has the store open.
    OtherInstance,
    /// The text was handed to the terminal's clipboard, or why not.
    Copied(Result<(), String>),
    /// The document was written to this file, or why not.
    Written(Result<String, String>),
    /// Something that the user should know, in words.
    Told(String),
    /// What there is to be practised.
    Drills(Vec<DrillItem>),
    /// The rehearsals of the talk with this id, the last saved first.
    Rehearsals(String, Vec<Rehearsal>),
    /// A second went by while a clock runs.
    Second,
    /// A minute of the call is over.
    Minute,
    /// The packs were read again, since one of them was changed while the program runs.
    Packs(Packs),
}

/// All packs as they stand now, or what is wrong with the one that was changed.
#[derive(Debug, Clone)]
pub struct Packs(pub Result<Vec<Arc<Pack>>, Vec<Diagnostic>>);

impl PartialEq for Packs {
    /// The same mistakes, or the very same packs: two readings of one folder are two.
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Ok(one), Ok(two)) => one.len() == two.len() && one.iter().zip(two).all(|(a, b)| Arc::ptr_eq(a, b)),
            (Err(one), Err(two)) => one == two,
            _ => false,
        }
    }
}

/// What the machine asks of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Commit a talk.
    SaveTalk(Box<Talk>),
    /// Commit a rehearsal (without the line being typed).
    SaveRehearsal(Box<Rehearsal>),
    /// Save the line being typed after a short pause.
    SaveDraftSoon,
    /// List the talks.
    ListTalks,
    /// Fetch a talk with its last rehearsal.
    OpenTalk(String),
    /// Fetch what there is to be practised.
    ListDrills,
    /// Commit what was practised, or is to be.
    SaveDrills(Vec<DrillItem>),
    /// Fetch the rehearsals of a talk.
    ListRehearsals(String),
    /// Put something on the clipboard.
    Copy(Copied),
    /// Write the card into a new file in the folder where the program was started.
    WriteCard(Box<Card>),
    /// Report every second from now on, or stop.
    Seconds(bool),
    /// Report every full minute since that moment, or stop.
    Minutes(Option<Timestamp>),
    /// Leave.
    Quit,
}

/// What goes to the clipboard.
#[derive(Debug, Clone, PartialEq)]
pub enum Copied {
    /// A text of the user's.
    Text(String),
    /// The card, as plain text.
    Card(Box<Card>),
}

/// A line that is being typed, to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftToSave {
    /// The rehearsal's id.
    pub rehearsal: String,
    /// Where it is typed.
    pub place: Place,
    /// The text.
    pub text: String,
    /// The cursor, in bytes.
    pub cursor: usize,
}
