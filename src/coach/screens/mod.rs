//! One file a screen: its state, what a command does there, and what is to be seen.

mod after;
mod attempts;
mod call;
mod card;
mod checklist;
mod client;
mod debrief;
mod drill;
mod duties;
mod form;
mod gate;
mod home;
mod kept;
mod library;
mod step;

pub(super) use after::AfterRoom;
pub(super) use attempts::AttemptsRoom;
pub(super) use call::CallRoom;
pub(super) use card::CardRoom;
pub(super) use checklist::ChecklistRoom;
pub(super) use client::{ClientRoom, begin as begin_turn};
pub(super) use debrief::DebriefRoom;
pub(super) use drill::Drill;
pub(super) use duties::Duties;
pub(super) use form::FormRoom;
pub(super) use gate::GateRoom;
pub(super) use home::Home;
pub(super) use kept::KeptRoom;
pub(super) use library::{Library, Shelf};
pub(super) use step::StepRoom;

use super::model::Core;
use super::msg::Effect;
use super::rehearsal::Place;

/// What a command in a talk leads to, beside its effects.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Go {
    /// Stay.
    Stay,
    /// Go to a place of the talk.
    To(Place),
    /// Begin a new rehearsal of the talk.
    Again,
    /// Begin the call, or go on with it.
    Call,
    /// Look back on the call.
    After,
    /// Read the finished talk as a case.
    Case,
    /// Put the last two tries at this step side by side.
    Compare(String),
    /// Show the checks of all rehearsals.
    Chart,
    /// Go home.
    Home,
}

/// What a command needs around it.
pub(super) struct Around<'a> {
    pub core: &'a mut Core,
    pub now: &'a jiff::ZonedDateTime,
    pub effects: &'a mut Vec<Effect>,
}

/// A cursor in a list of `len` items, moved by one; it stops at the ends.
pub(super) fn moved(cursor: usize, len: usize, down: bool) -> usize {
    if down { (cursor + 1).min(len.saturating_sub(1)) } else { cursor.saturating_sub(1) }
}
