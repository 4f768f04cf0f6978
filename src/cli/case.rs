//! `forthright case`: a finished talk as a case to learn from.

use clap::Args;

use crate::coach::{KeptCase, kept_case, kept_page};
use crate::export::redact_case;
use crate::pack::Word;

use super::context::{Context, Named};
use super::error::{Exit, Failure, print_bytes};

/// Print a finished talk as a case.
#[derive(Debug, Args)]
pub struct Case {
    /// A talk (its id or client); the last talk when there is none
    #[arg(value_name = "TALK")]
    name: Option<String>,
    /// Leave names and sums as they are
    #[arg(long)]
    names: bool,
}

impl Case {
    /// The case of a talk, names and sums hidden.
    pub fn of(talk: &str) -> Self {
        Self { name: Some(talk.to_owned()), names: false }
    }

    /// Runs the command.
    pub fn run(self, context: &Context) -> Result<Exit, Failure> {
        let named = context.named_or_latest(self.name.as_deref())?;
        let case = kept(context, &named, self.names).ok_or_else(|| {
            Failure::input(
                context.say(Word::CliNoCase, &[("command", &format!("forthright debrief {}", named.talk.id))]),
            )
        })?;
        let page = kept_page(&context.pack, context.lang, &case);
        print_bytes((crate::plain::page(&page, context.lang).join("\n") + "\n").as_bytes())
    }
}

/// The case of a talk, redacted unless names are wanted.
pub fn kept(context: &Context, named: &Named, names: bool) -> Option<KeptCase> {
    let case = kept_case(&context.pack, &named.talk, context.lang)?;
    if names {
        return Some(case);
    }
    let source = (&named.talk, named.rehearsal.as_ref(), named.client.as_ref());
    redact_case(&case, (&context.pack, &context.listener), source, &context.now, context.lang)
}
