//! `forthright call`: beside the real call.

use clap::Args;

use crate::coach::{Start, Wishes};

use super::context::Context;
use super::error::{Exit, Failure};
use super::session::play;

/// Call mode: what to say, and one key for each note.
#[derive(Debug, Args)]
pub struct Call {
    /// A talk (its id or client) or a scenario; the last talk when there is none
    #[arg(value_name = "TALK|SCENARIO")]
    name: Option<String>,
    /// Lines instead of screens
    #[arg(long)]
    plain: bool,
}

impl Call {
    /// Runs the command.
    pub fn run(self, context: &Context) -> Result<Exit, Failure> {
        let named = context.named_or_latest(self.name.as_deref())?;
        let start = Start::Call(Box::new(named.talk), named.rehearsal.map(Box::new));
        play(context, start, Wishes::default(), self.plain)
    }
}
