//! `forthright new`: make a talk.

use std::path::PathBuf;

use clap::Args;

use crate::coach::{BadMoment, Start, Talk, Wishes, day_in_words, past_moment, prefill, read_case, unkept};
use crate::pack::{MAX_FILE_BYTES, Scenario, Word};
use crate::text::{clean_line, fit};

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
    /// Since when the news is known: `16:10`, `yesterday 16:10`, `2026-11-23 16:10`
    #[arg(long, value_name = "WHEN")]
    known: Option<String>,
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
                    let list: String =
                        found.iter().map(|diagnostic| format!("{}\n", diagnostic.tell(context.lang))).collect();
                    let n = found.len().to_string();
                    let end = context.say(Word::CliFactsBroken, &[("path", &name), ("n", &n)]);
                    Failure::input(format!("{list}{end}"))
                })?
            }
        };
        if let (Some(client), Some(fact)) = (&self.client, scenario.facts.first()) {
            talk.set_fact(&fact.id, &crate::text::clean_line(client));
        }
        if let Some(text) = &self.known {
            talk.known = Some(past_moment(text, &context.now, &context.listener).map_err(|bad| {
                let word = match bad {
                    BadMoment::Unreadable => Word::KnownUnreadable,
                    BadMoment::Ahead => Word::KnownAhead,
                };
                Failure::input(context.say(word, &[("text", &fit(text, 60))]))
            })?);
        }
        if self.client.is_some() {
            known_client(context, scenario, &mut talk)?;
        }
        if self.facts.is_none() && (at_terminal() || self.client.is_none()) {
            return play(context, Start::New(Box::new(talk)), Wishes::default(), false);
        }
        let mut store = context.store()?;
        store.save_talk(&talk).map_err(|error| context.failed(&error))?;
        context.bring_up(&mut store, &context.calendar())?;
        say(&context.say(Word::CliNewTalk, &[("id", &talk.id)]));
        print_bytes(format!("{}\n", talk.id).as_bytes())
    }
}

/// Takes over what the client's file knows, and tells what was promised to them and is still open: they will ask.
fn known_client(context: &Context, scenario: &Scenario, talk: &mut Talk) -> Result<(), Failure> {
    let Some(name) = scenario.facts.first().and_then(|fact| talk.fact(&fact.id)).map(str::to_owned) else {
        return Ok(());
    };
    let Some(mut store) = context.existing_store()? else { return Ok(()) };
    store.adopt(context.now.timestamp()).map_err(|error| context.failed(&error))?;
    let found = store.find_clients(&name).map_err(|error| context.failed(&error))?;
    let [client] = found.as_slice() else { return Ok(()) };
    prefill(&context.on(&talk.scenario).pack, scenario, talk, client);
    let talks = store.talks_of(&client.id).map_err(|error| context.failed(&error))?;
    let open = unkept(talks.iter().map(|summary| &summary.talk));
    if !open.is_empty() {
        say(&context.say(Word::ClientUnkept, &[]));
    }
    for open in open {
        let due = open.promise.due.map(|day| day_in_words(day, context.now.date(), context.lang)).unwrap_or_default();
        let parts = [due.as_str(), &open.promise.what, &open.promise.who];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        say(&format!("  {}", clean_line(&parts.join(" · "))));
    }
    Ok(())
}
