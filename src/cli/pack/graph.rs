//! `forthright pack graph`: the flow of scenarios, drawn by Mermaid or Graphviz.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Global;
use crate::cli::error::{Exit, Failure, print_bytes};
use crate::export::{GraphFormat, graph};
use crate::pack::Scenario;

use super::context_of;

/// Print the flow of a pack's scenarios: paths, stages, steps, reactions
#[derive(Debug, Args)]
pub struct Graph {
    /// The pack's folder (default: --pack, else the shipped pack)
    path: Option<PathBuf>,
    /// Only this scenario
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
    /// For which program
    #[arg(long, value_enum, default_value_t = Shape::Mermaid)]
    format: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// A Mermaid flowchart.
    Mermaid,
    /// Graphviz DOT.
    Dot,
}

impl Graph {
    /// Runs the command. Of a pack that extends another only its own scenarios are drawn, unless one is named.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        let mut context = context_of(global, self.path.as_ref())?;
        if let Some(name) = &self.scenario {
            context = context.on(&context.known_scenario(name)?.id);
        }
        let pack = &context.pack;
        let wanted: Vec<&Scenario> = match &self.scenario {
            Some(name) => vec![context.known_scenario(name)?],
            None => pack.scenarios.iter().filter(|scenario| scenario.pack == pack.id).collect(),
        };
        let format = match self.format {
            Shape::Mermaid => GraphFormat::Mermaid,
            Shape::Dot => GraphFormat::Dot,
        };
        print_bytes(graph(pack, &wanted, context.lang, format).as_bytes())
    }
}
