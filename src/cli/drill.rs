//! `forthright drill`: what was missed, once more.

use clap::Args;

use crate::coach::{Start, Wishes};

use super::context::Context;
use super::error::{Exit, Failure};
use super::session::play;

/// Practise what rehearsals missed.
#[derive(Debug, Args)]
pub struct Drill {
    /// Lines instead of screens
    #[arg(long)]
    plain: bool,
}

impl Drill {
    /// Runs the command.
    pub fn run(self, context: &Context) -> Result<Exit, Failure> {
        play(context, Start::Drill, Wishes::default(), self.plain)
    }
}
