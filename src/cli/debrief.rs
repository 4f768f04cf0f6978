//! `forthright debrief`: the hour after the call.

use clap::Args;

use crate::coach::{Start, Wishes};

use super::context::Context;
use super::error::{Exit, Failure};
use super::session::play;

/// Look back on a call.
#[derive(Debug, Args)]
pub struct Debrief {
    /// A talk (its id or client) or a scenario; the last talk when there is none
    #[arg(value_name = "TALK|SCENARIO")]
    name: Option<String>,
    /// Lines instead of screens
    #[arg(long)]
    plain: bool,
}

impl Debrief {
    /// Runs the command.
    pub fn run(self, context: &Context) -> Result<Exit, Failure> {
        let named = context.named_or_latest(self.name.as_deref())?;
        let start = Start::After(Box::new(named.talk), named.rehearsal.map(Box::new));
        play(context, start, Wishes::default(), self.plain)
    }
}
