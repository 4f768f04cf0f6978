//! What the loop asks of a renderer.

use std::io;
use std::time::Duration;

use crate::coach::{Msg, ScreenView};
use crate::pack::Interface;

/// A way of showing the machine to a person and hearing what they do.
pub trait Frontend {
    /// Shows what is to be seen.
    ///
    /// # Errors
    /// The terminal is gone or refuses to be written to: the loop saves everything and ends.
    fn show(&mut self, view: &ScreenView<'_>) -> io::Result<()>;

    /// Waits for what the user does next, for at most `limit` (for ever, when there is none). Keys
    /// are read by what was shown last.
    ///
    /// # Errors
    /// The terminal is gone: the loop saves everything and ends.
    fn wait(&mut self, limit: Option<Duration>) -> io::Result<Input>;

    /// Gives the terminal back and stops the process until the user comes back to it; returns then.
    /// Everything is saved before.
    ///
    /// # Errors
    /// The terminal cannot be put back.
    fn suspend(&mut self) -> io::Result<()>;

    /// Where others leave messages for the machine while it waits: a leaf of paper under the door. `None` where nobody
    /// reads it.
    fn mailbox(&self) -> Option<Mailbox> {
        None
    }

    /// Takes up the words of another pack: the one in use was changed, or the user went to another. What the machine shows
    /// has its own words in it; these are for what a renderer says of itself.
    fn speak(&mut self, words: &Interface);

    /// Hands a text to the user's clipboard.
    ///
    /// # Errors
    /// The terminal refuses to be written to.
    fn copy(&mut self, text: &str) -> io::Result<()>;
}

/// Takes a message; says whether somebody still reads it.
pub type Mailbox = Box<dyn Fn(Msg) -> bool + Send>;

/// What the user did.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// Messages for the machine, in order; none when only the size changed and the screen has to be
    /// shown again.
    Messages(Vec<Msg>),
    /// The limit passed and nothing happened.
    Nothing,
    /// The user wants the shell back for a while (Ctrl-Z, SIGTSTP).
    Suspend,
    /// It is over: save everything.
    End(Ended),
}

/// Why it is over without the user having asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The input is at its end (plain mode).
    Input,
    /// The terminal was closed, or SIGHUP came.
    HangUp,
    /// SIGTERM or SIGINT came.
    Signal(i32),
}
