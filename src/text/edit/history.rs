//! Undo and redo as the changes themselves, grouped into steps the size of a word.

use std::collections::VecDeque;

/// Steps kept for undo; older ones are forgotten.
const STEPS: usize = 1_000;
/// Bytes of changed text kept for undo, so that pastes do not pile up for ever.
const BYTES: usize = 16 << 20;

/// `removed` gave way to `inserted` at byte `at`.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
}

/// Where the cursor and the other end of the selection stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub cursor: usize,
    pub anchor: Option<usize>,
}

#[derive(Debug, Clone)]
struct Step {
    change: Change,
    before: Place,
    after: Place,
}

/// Changes of one kind that follow each other join one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Typing; `starts_word` begins a new step.
    Type { starts_word: bool },
    /// Deleting to the left, character by character; `ends_word` begins a new step.
    Rub { ends_word: bool },
    /// All else: a step of its own.
    Other,
}

/// What can be undone and redone.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    bytes: usize,
    open: Option<Kind>,
}

impl History {
    /// Remembers a change that was made, and forgets what could be redone.
    pub fn record(&mut self, change: Change, kind: Kind, before: Place, after: Place) {
        self.redo.clear();
        self.bytes += change.removed.len() + change.inserted.len();
        if !self.join(&change, kind, after) {
            self.undo.push_back(Step { change, before, after });
        }
        self.open = Some(kind);
        while self.undo.len() > STEPS || (self.bytes > BYTES && self.undo.len() > 1) {
            if let Some(Step { change, .. }) = self.undo.pop_front() {
                self.bytes -= change.removed.len() + change.inserted.len();
            }
        }
    }

    /// Lets the next change begin a new step.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// The change that takes the last step back, and where the cursor stood before it.
    pub fn undo(&mut self) -> Option<(Change, Place)> {
        let step = self.undo.pop_back()?;
        self.open = None;
        self.bytes -= step.change.removed.len() + step.change.inserted.len();
        let Change { at, removed, inserted } = step.change.clone();
        let back = (Change { at, removed: inserted, inserted: removed }, step.before);
        self.redo.push(step);
        Some(back)
    }

    /// The change that makes the last undone step again, and where the cursor stood after it.
    pub fn redo(&mut self) -> Option<(Change, Place)> {
        let step = self.redo.pop()?;
        self.open = None;
        self.bytes += step.change.removed.len() + step.change.inserted.len();
        let again = (step.change.clone(), step.after);
        self.undo.push_back(step);
        Some(again)
    }

    fn join(&mut self, change: &Change, kind: Kind, after: Place) -> bool {
        let Some(Step { change: last, after: last_after, .. }) = self.undo.back_mut() else {
            return false;
        };
        match (self.open, kind) {
            (Some(Kind::Type { .. }), Kind::Type { starts_word: false })
                if change.removed.is_empty() && change.at == last.at + last.inserted.len() =>
            {
                last.inserted.push_str(&change.inserted);
            }
            (Some(Kind::Rub { .. }), Kind::Rub { ends_word: false })
                if last.inserted.is_empty() && change.at + change.removed.len() == last.at =>
            {
                last.at = change.at;
                last.removed.insert_str(0, &change.removed);
            }
            _ => return false,
        }
        *last_after = after;
        true
    }
}
