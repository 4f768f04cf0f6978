//! How a command ends: its exit code, and the one message that goes with it.

use std::io::Write as _;
use std::process::{ExitCode, Termination};

use crate::text::clean_line;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: fine.
    Fine,
    /// 1: findings: a check not met under `--strict`, mistakes in a pack.
    Findings,
    /// 2: usage, content or input error.
    Input,
    /// 3: the store or a file failed.
    Store,
    /// 128 and the signal's number: ended by a signal, everything saved.
    Signal(u8),
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(match self {
            Exit::Fine => 0,
            Exit::Findings => 1,
            Exit::Input => 2,
            Exit::Store => 3,
            Exit::Signal(number) => 128u8.saturating_add(number),
        })
    }
}

/// A command that could not do what it was asked for.
#[derive(Debug)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// What went wrong, where, what to do; may be several lines.
    message: String,
}

impl Failure {
    /// A mistake in the usage, the content or the input.
    pub fn input(message: impl Into<String>) -> Self {
        Self { exit: Exit::Input, message: message.into() }
    }

    /// The store or a file failed.
    pub fn store(message: impl Into<String>) -> Self {
        Self { exit: Exit::Store, message: message.into() }
    }

    /// Tells the message on standard error; whatever it quotes is made safe line by line.
    pub fn tell(&self) {
        say(&self.message);
    }
}

/// Writes a message to standard error. Nobody may be listening: that is no reason to fail.
pub fn say(message: &str) {
    let mut err = std::io::stderr().lock();
    for line in message.lines() {
        // Carets stand under columns: only the control characters go, the blanks stay.
        let _ = writeln!(err, "{}", clean_line(line));
    }
}

/// Writes a document to standard output. A reader that has had enough (a closed pipe) is fine.
pub fn print_bytes(bytes: &[u8]) -> Result<Exit, Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(Exit::Fine),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(Exit::Fine),
        Err(error) => Err(Failure::store(error.to_string())),
    }
}
