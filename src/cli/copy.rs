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
    let Some(sequence) = sequence(text) else {
        let max = MAX_COPY.to_string();
        return Err(Failure::input(context.say(Word::CliTooLongToCopy, &[("n", &n), ("max", &max)])));
    };
    let why = |error: io::Error| Failure::store(context.say(Word::CliNoTerminal, &[("why", &error.to_string())]));
    send(&sequence).map_err(why)?;
    say(&context.say(Word::CliOnDesk, &[("n", &n)]));
    Ok(Exit::Fine)
}

/// What a terminal takes for a copy; none for a text that it would drop.
fn sequence(text: &str) -> Option<Vec<u8>> {
    if text.len() > MAX_COPY {
        return None;
    }
    let mut sequence = Vec::new();
    sequence.queue(CopyToClipboard::to_clipboard_from(text)).ok()?;
    Some(sequence)
}

/// To the terminal itself: standard output may be a pipe.
fn send(sequence: &[u8]) -> io::Result<()> {
    let mut terminal = OpenOptions::new().write(true).open("/dev/tty")?;
    terminal.write_all(sequence)?;
    terminal.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_longer_than_a_terminal_takes() {
        let length = |n: usize| sequence(&"x".repeat(n)).map(|bytes| bytes.len());
        assert!(length(MAX_COPY).is_some_and(|bytes| bytes <= 100_010), "{:?}", length(MAX_COPY));
        assert_eq!(length(MAX_COPY + 1), None);
        assert!(sequence("王总").unwrap().starts_with(b"\x1b]52;c;"));
    }
}
