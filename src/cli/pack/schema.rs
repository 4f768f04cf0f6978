//! `forthright pack schema`: the JSON Schema of a pack's files.

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::cli::Global;
use crate::cli::context::language;
use crate::cli::error::{Exit, Failure, print_bytes};
use crate::export::{FILE_KINDS, schema};

/// Print the JSON Schema of a pack's files, for editors that complete and check while one writes
#[derive(Debug, Args)]
pub struct Schema {
    /// Only files of this kind: the folder they stand in, or `pack` for pack.yaml
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(FILE_KINDS.map(|(file, _)| file)))]
    file: Option<String>,
}

impl Schema {
    /// Runs the command. The descriptions are in the interface language.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        let schema = schema(self.file.as_deref(), language(global));
        let text = serde_json::to_string_pretty(&schema).map_err(|e| Failure::input(e.to_string()))?;
        print_bytes(format!("{text}\n").as_bytes())
    }
}
