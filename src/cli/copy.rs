//! A document on the clipboard, through the terminal (OSC 52).

use std::fs::OpenOptions;
use std::io::{self, Write};

use crossterm::QueueableCommand;
use crossterm::clipboard::CopyToClipboard;

use crate::pack::Word;

use super::context::Context;
use super::error::{Exit, Failure, say};

/// The most bytes that are copied: 74,994 make 99,992 in base 64, and several terminals drop a sequence of more than
/// 100,000 bytes without a word.
pub const MAX_COPY: usize = 74_994;

/// Puts a text on the clipboard of the terminal that the program was started from.
pub fn copy(context: &Context, text: &str) -> Result<Exit, Failure> {
    let n = text.len().to_string();
    if text.len() > MAX_COPY {
        let max = MAX_COPY.to_string();
        return Err(Failure::input(context.say(Word::CliTooLongToCopy, &[("n", &n), ("max", &max)])));
    }
    send(text).map_err(|error| Failure::store(context.say(Word::CliNoTerminal, &[("why", &error.to_string())])))?;
    say(&context.say(Word::CliOnDesk, &[("n", &n)]));
    Ok(Exit::Fine)
}

/// To the terminal itself: standard output may be a pipe.
fn send(text: &str) -> io::Result<()> {
    let mut sequence = Vec::new();
    sequence.queue(CopyToClipboard::to_clipboard_from(text))?;
    let mut terminal = OpenOptions::new().write(true).open("/dev/tty")?;
    terminal.write_all(&sequence)?;
    terminal.flush()
}
