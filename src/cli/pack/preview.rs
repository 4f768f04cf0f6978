//! `forthright pack preview`: what the user will see of a scenario, without rehearsing it.

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{Exit, Failure, print_bytes};
use crate::cli::{Global, LangChoice};
use crate::coach::{Block, Preview as Screens, ScreenView};
use crate::pack::{Lang, Scenario, Word};
use crate::tui::{LEAST_CELLS, Print};

use super::context_of;

/// The widest page, in cells.
const MOST_CELLS: usize = 400;

/// Print what the user will see of a scenario or of one step: screens, model lines, checks, the client
#[derive(Debug, Args)]
pub struct Preview {
    /// The scenario, or one step of it
    #[arg(value_name = "SCENARIO[/STEP]")]
    what: String,
    /// The pack's folder (default: --pack, else the shipped pack)
    path: Option<PathBuf>,
    /// Cells a line
    #[arg(long, value_name = "CELLS", default_value_t = 80, value_parser = cells)]
    width: usize,
}

fn cells(text: &str) -> Result<usize, String> {
    let cells = text.parse::<usize>().ok().filter(|cells| (LEAST_CELLS..=MOST_CELLS).contains(cells));
    cells.ok_or_else(|| format!("a number from {LEAST_CELLS} to {MOST_CELLS}"))
}

impl Preview {
    /// Runs the command.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        let context = context_of(global, self.path.as_ref())?;
        let (name, step) = match self.what.split_once('/') {
            Some((name, step)) => (name, Some(step)),
            None => (self.what.as_str(), None),
        };
        let context = context.on(&context.known_scenario(name)?.id);
        let scenario = context.known_scenario(name)?;
        let langs = match global.lang {
            Some(LangChoice::Both) => Lang::ALL.to_vec(),
            _ => vec![context.lang],
        };
        let mut out = String::new();
        for lang in langs {
            self.one(&context, lang, scenario, step, &mut out)?;
        }
        print_bytes(out.as_bytes())
    }

    fn one(
        &self,
        context: &Context,
        lang: Lang,
        scenario: &Scenario,
        step: Option<&str>,
        out: &mut String,
    ) -> Result<(), Failure> {
        let screens = Screens { pack: &context.pack, listener: &context.listener, lang, now: &context.now };
        let print = Print { cells: self.width, ascii: context.global.ascii };
        let mut show = |view: &ScreenView<'_>, beside: &[Block<'static>]| {
            let blank = std::iter::once(String::new());
            let lines = print.screen(view).into_iter().chain(blank.clone()).chain(print.blocks(beside, lang));
            let mut before = None;
            for line in lines.chain(blank) {
                // Two blank lines in a row say no more than one.
                if !(line.is_empty() && before.is_some_and(|empty: bool| empty)) {
                    out.push_str(&line);
                    out.push('\n');
                }
                before = Some(line.is_empty());
            }
        };
        match step {
            None => screens.scenario(scenario, &mut show),
            Some(id) => match scenario.step(id) {
                Some((_, step)) => screens.step(scenario, step, &mut show),
                None => {
                    let steps = scenario.stages.iter().flat_map(|stage| &stage.steps);
                    let known: Vec<String> = steps.map(|step| format!("{}/{}", scenario.id, step.id)).collect();
                    let known: Vec<&str> = known.iter().map(String::as_str).collect();
                    return Err(context.unknown(Word::CliNoStep, &self.what, &known));
                }
            },
        }
        Ok(())
    }
}
