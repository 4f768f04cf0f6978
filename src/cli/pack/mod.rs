//! `forthright pack`: tools for content.

use clap::{Args, Subcommand};

mod check;
mod labelled;
mod score;
mod test;
mod train;

use super::Global;
use super::context::Context;
use super::error::{Exit, Failure};

/// Tools for content.
#[derive(Debug, Args)]
pub struct PackTools {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(Debug, Subcommand)]
enum Tool {
    Check(check::Check),
    Test(test::Test),
    Train(train::Train),
}

impl PackTools {
    /// Runs the command.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        match &self.tool {
            Tool::Check(check) => check.run(global),
            Tool::Test(test) => test.run(&Context::new(global)?),
            Tool::Train(train) => train.run(&Context::new(global)?),
        }
    }
}
