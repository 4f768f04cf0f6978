//! `forthright checklist`: step through a checklist.

use clap::Args;

use crate::coach::{Start, Wishes};
use crate::pack::Word;

use super::context::Context;
use super::error::{Exit, Failure};
use super::session::play;

/// Step through a checklist.
#[derive(Debug, Args)]
pub struct Checklist {
    /// [TALK|SCENARIO] and the checklist; the last talk, and the first checklist, when left out
    #[arg(value_names = ["TALK|SCENARIO", "CHECKLIST"], num_args = 0..=2)]
    what: Vec<String>,
    /// Lines instead of screens
    #[arg(long)]
    plain: bool,
}

impl Checklist {
    /// Runs the command.
    pub fn run(self, context: &Context) -> Result<Exit, Failure> {
        let lists = &context.pack.checklists;
        let known: Vec<&str> = lists.iter().map(|l| l.id.as_str()).collect();
        let first = known.first().copied().unwrap_or_default();
        let (name, list) = match self.what.as_slice() {
            [] => (None, first),
            [one] if context.pack.checklist(one).is_some() => (None, one.as_str()),
            [one] => (Some(one), first),
            [name, list, ..] => (Some(name), list.as_str()),
        };
        if context.pack.checklist(list).is_none() {
            return Err(context.unknown(Word::CliNoChecklist, list, &known));
        }
        let store = context.existing_store()?;
        let named = match name {
            Some(name) => context.named(store.as_ref(), name)?,
            None => context.latest(store.as_ref())?,
        };
        drop(store);
        let start = Start::Checklist(Box::new(named.talk), named.rehearsal.map(Box::new), list.to_owned());
        play(context, start, Wishes::default(), self.plain)
    }
}
