//! `forthright` and `forthright rehearse`: the screens, or plain lines.

use clap::Args;

use crate::coach::{Start, Wishes};
use crate::pack::Word;

use super::context::Context;
use super::error::{Exit, Failure};
use super::session::play;

/// Rehearse a talk; a bare scenario uses its example case.
#[derive(Debug, Args)]
pub struct Rehearse {
    /// A talk (its id or client) or a scenario; the last talk when there is none
    #[arg(value_name = "TALK|SCENARIO")]
    name: Option<String>,
    /// Who the client is
    #[arg(long)]
    persona: Option<String>,
    /// How hard the client is
    #[arg(long)]
    level: Option<String>,
    /// The same number gives the same client
    #[arg(long)]
    seed: Option<u64>,
    /// Lines instead of screens
    #[arg(long)]
    plain: bool,
}

impl Rehearse {
    /// Runs the command.
    pub fn run(self, context: &Context) -> Result<Exit, Failure> {
        let named = context.named_or_latest(self.name.as_deref())?;
        // Who the client can be is said by the pack that the talk comes from.
        let context = &context.on(&named.talk.scenario);
        let pack = &context.pack;
        if let Some(name) = self.persona.as_deref().filter(|id| pack.persona(id).is_none()) {
            let known: Vec<&str> = pack.personas.iter().map(|p| p.id.as_str()).collect();
            return Err(context.unknown(Word::CliNoPersona, name, &known));
        }
        if let Some(name) = self.level.as_deref().filter(|id| pack.level(id).is_none()) {
            let known: Vec<&str> = pack.levels.iter().map(|l| l.id.as_str()).collect();
            return Err(context.unknown(Word::CliNoLevel, name, &known));
        }
        let wishes = Wishes { persona: self.persona, level: self.level, seed: self.seed };
        let start = Start::Rehearse(Box::new(named.talk), named.rehearsal.map(Box::new));
        play(context, start, wishes, self.plain)
    }
}

/// The home screen.
pub fn home(context: &Context) -> Result<Exit, Failure> {
    play(context, Start::Home, Wishes::default(), false)
}
