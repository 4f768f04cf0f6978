//! `forthright new`: make a talk.

use std::path::PathBuf;

use clap::Args;

use crate::coach::{Start, Talk, Wishes, read_case};
use crate::pack::{MAX_FILE_BYTES, Word};

use super::context::{Context, at_terminal, read_text_up_to};
use super::error::{Exit, Failure, print_bytes, say};
use super::session::play;

/// Make a talk: from a facts file, or in the form.
#[derive(Debug, Args)]
pub struct New {
    /// The kind of talk
    scenario: String,
    /// The client
    #[arg(long)]
    client: Option<String>,
    /// Facts in YAML: fact ids with texts; `-` reads standard input
    #[arg(long, value_name = "FILE")]
    facts: Option<PathBuf>,
}

impl New {
    /// Runs the command.
    pub fn run(self, context: &Context) -> Result<Exit, Failure> {
        let scenario = context.known_scenario(&self.scenario)?;
        let now = context.now.timestamp();
        let mut talk = match &self.facts {
            None => Talk::new(scenario, now),
            Some(path) => {
                let path = Some(path.as_path()).filter(|p| p.as_os_str() != "-");
                let name = path.map_or("-".into(), |p| p.to_string_lossy()).into_owned();
                let text = read_text_up_to(context, path, MAX_FILE_BYTES as u64)?;
                read_case(&name, &text, scenario, now).map_err(|found| {
                    let list: String = found.iter().map(|diagnostic| format!("{diagnostic}\n")).collect();
                    let n = found.len().to_string();
                    let end = context.say(Word::CliFactsBroken, &[("path", &name), ("n", &n)]);
                    Failure::input(format!("{list}{end}"))
                })?
            }
        };
        if let (Some(client), Some(fact)) = (&self.client, scenario.facts.first()) {
            talk.set_fact(&fact.id, &crate::text::clean_line(client));
        }
        if self.facts.is_none() && (at_terminal() || self.client.is_none()) {
            return play(context, Start::New(Box::new(talk)), Wishes::default(), false);
        }
        let mut store = context.store()?;
        store.save_talk(&talk).map_err(|error| context.failed(&error))?;
        say(&context.say(Word::CliNewTalk, &[("id", &talk.id)]));
        print_bytes(format!("{}\n", talk.id).as_bytes())
    }
}
