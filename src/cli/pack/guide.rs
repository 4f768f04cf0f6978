//! `forthright pack guide`: how to write a pack, by example.

use clap::Args;

use crate::cli::context::language;
use crate::cli::error::{Exit, Failure, print_bytes};
use crate::cli::{Global, LangChoice};
use crate::pack::Lang;

/// Print the authoring guide: from `pack new` to a rehearsed talk, by example
#[derive(Debug, Args)]
pub struct Guide {}

impl Guide {
    /// Runs the command.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        let langs = match global.lang {
            Some(LangChoice::Both) => Lang::ALL.to_vec(),
            _ => vec![language(global)],
        };
        let texts: Vec<&str> = langs.into_iter().map(guide).collect();
        print_bytes(texts.join("\n").as_bytes())
    }
}

/// The guide in a language.
fn guide(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => include_str!("../../../content/authoring/guide.zh.md"),
        Lang::En => include_str!("../../../content/authoring/guide.en.md"),
    }
}
