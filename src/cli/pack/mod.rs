//! `forthright pack`: tools for content.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::pack::{Word, load};

mod labelled;
mod preview;
mod score;
mod test;
mod train;
mod walk;

use super::Global;
use super::context::{Context, language};
use super::error::{Exit, Failure, print_bytes};

/// Tools for content.
#[derive(Debug, Args)]
pub struct PackTools {
    #[command(subcommand)]
    tool: Tool,
}

#[derive(Debug, Subcommand)]
enum Tool {
    /// Find every mistake in a pack, each with its place and what to do
    Check {
        /// The pack's folder (default: --pack, else the shipped pack)
        path: Option<PathBuf>,
        /// How to tell
        #[arg(long, value_enum, default_value_t = Shape::Text)]
        format: Shape,
    },
    Test(test::Test),
    Walk(walk::WalkPack),
    Preview(preview::Preview),
    Train(train::Train),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For people.
    Text,
    /// A JSON list.
    Json,
}

impl PackTools {
    /// Runs the command.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        match &self.tool {
            Tool::Check { path, format } => check(global, path.as_ref(), *format),
            Tool::Test(test) => test.run(&Context::new(global)?),
            Tool::Walk(walk) => walk.run(global),
            Tool::Preview(preview) => preview.run(global),
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

/// Finds the mistakes of a pack.
fn check(global: &Global, path: Option<&PathBuf>, format: Shape) -> Result<Exit, Failure> {
    let shipped = crate::embedded::pack();
    // The shipped pack was compiled into this program: had it a mistake, there were no program.
    let found = match path.or(global.pack.as_ref()) {
        Some(path) => load(path).err().unwrap_or_default(),
        None => Vec::new(),
    };
    let text = match format {
        Shape::Json => {
            let text = serde_json::to_string_pretty(&found).map_err(|e| Failure::input(e.to_string()))?;
            format!("{text}\n")
        }
        Shape::Text => {
            let (word, n) = match found.len() {
                0 => (Word::CliPackFine, String::new()),
                n => (Word::CliMistakes, n.to_string()),
            };
            let end = crate::pack::fill(shipped.word(word, language(global)), &[("n", &n)]);
            let list: String = found.iter().map(|diagnostic| format!("{diagnostic}\n\n")).collect();
            format!("{list}{end}\n")
        }
    };
    print_bytes(text.as_bytes())?;
    Ok(if found.is_empty() { Exit::Fine } else { Exit::Findings })
}
