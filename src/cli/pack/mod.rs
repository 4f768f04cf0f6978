//! `forthright pack`: tools for content.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

mod check;
mod graph;
mod guide;
mod labelled;
mod new;
mod preview;
mod schema;
mod score;
mod test;
mod train;
mod walk;

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
    Walk(walk::WalkPack),
    Preview(preview::Preview),
    Schema(schema::Schema),
    Graph(graph::Graph),
    New(new::NewPack),
    Guide(guide::Guide),
    Train(train::Train),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl PackTools {
    /// Runs the command.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        match &self.tool {
            Tool::Check(check) => check.run(global),
            Tool::Test(test) => test.run(&context_of(global, test.path.as_ref())?),
            Tool::Walk(walk) => walk.run(global),
            Tool::Preview(preview) => preview.run(global),
            Tool::Schema(schema) => schema.run(global),
            Tool::Graph(graph) => graph.run(global),
            Tool::New(new) => new.run(global),
            Tool::Guide(guide) => guide.run(global),
            Tool::Train(train) => train.run(&Context::new(global)?),
        }
    }
}

/// The context of a tool that works on the pack of a folder: that of the command, else that of `--pack`, else the shipped one.
fn context_of(global: &Global, path: Option<&PathBuf>) -> Result<Context, Failure> {
    let mut global = global.clone();
    if path.is_some() {
        global.pack = path.cloned();
    }
    Context::new(&global)
}
