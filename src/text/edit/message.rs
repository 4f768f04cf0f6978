//! What the user does to a buffer, and what came of it.

use serde::{Deserialize, Serialize};

/// Something the user does to a [`Buffer`](super::Buffer). Messages of this type can be recorded and replayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Types characters; replaces the selection.
    Insert(String),
    /// Begins a new line. Nothing on a single line.
    Newline,
    /// Inserts foreign text, cleaned, as a step of its own.
    Paste(String),
    /// Deletes the selection or the grapheme before the cursor.
    Backspace,
    /// Deletes the selection or the grapheme after the cursor.
    Delete,
    /// Deletes to the start of the word (in Chinese: two characters).
    DeleteWordBack,
    /// Deletes to the end of the word (in Chinese: two characters).
    DeleteWordForward,
    /// Cuts to the end of the line; at the end of the line, its newline.
    KillToEnd,
    /// Cuts to the start of the line.
    KillToStart,
    /// Inserts what was last cut or copied.
    Yank,
    /// Moves the cursor and drops the selection.
    Move(Motion),
    /// Moves the cursor and keeps the other end of the selection where it was.
    Select(Motion),
    /// Selects the whole text.
    SelectAll,
    /// Cuts the selection.
    Cut,
    /// Copies the selection.
    Copy,
    /// Takes the last step back.
    Undo,
    /// Makes the last undone step again.
    Redo,
}

/// A way for the cursor to go. Widths (`cells`) are those that the text is shown at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    /// One grapheme back; without selecting, to the start of a selection.
    Left,
    /// One grapheme on; without selecting, to the end of a selection.
    Right,
    /// To the start of the word; in Chinese, of the run of characters between punctuation.
    WordLeft,
    /// To the end of the word; in Chinese, of the run of characters between punctuation.
    WordRight,
    /// To the start of the line (up to the newline, not of the visual row).
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
    /// One visual row up; from the first, to the start of the text.
    Up {
        /// Width of the rows.
        cells: usize,
    },
    /// One visual row down; from the last, to the end of the text.
    Down {
        /// Width of the rows.
        cells: usize,
    },
    /// `rows` visual rows up.
    PageUp {
        /// Width of the rows.
        cells: usize,
        /// How many.
        rows: usize,
    },
    /// `rows` visual rows down.
    PageDown {
        /// Width of the rows.
        cells: usize,
        /// How many.
        rows: usize,
    },
    /// To a cell, as with the mouse. The row counts from the top of the text, not of the pane: add
    /// [`View::scroll`](super::View::scroll).
    To {
        /// Row of the text at this width.
        row: usize,
        /// Cell of the row.
        col: usize,
        /// Width of the rows.
        cells: usize,
    },
}

/// What an [`Edit`] came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The text is another one.
    Text,
    /// Only the cursor or the selection moved.
    Cursor,
    /// Nothing to see.
    Nothing,
    /// The text would have grown beyond its limit; all is as before.
    Refused,
}
