//! The command line: one file a subcommand.

mod call;
mod case;
mod checklist;
mod client;
mod context;
mod copy;
mod debrief;
mod doctor;
mod drill;
mod due;
mod duties;
mod error;
mod export;
mod files;
mod keep;
mod list;
mod listen;
mod new;
mod pack;
mod rehearse;
mod sarif;
mod search;
mod session;
mod shelf;
mod survey;

use std::path::PathBuf;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};

use crate::pack::Lang;

pub use error::{Exit, Failure};

use context::Context;

/// A coach for the hard conversations with a client. 开诚：难开口的话，先在这里练一遍。
#[derive(Debug, Parser)]
#[command(
    name = "forthright",
    version,
    about,
    after_help = "Exit codes: 0 fine, 1 findings, 2 usage, content or input error, 3 the store or a file failed."
)]
pub struct Args {
    /// What is wanted of every command.
    #[command(flatten)]
    pub global: Global,
    /// The command; the home screen when there is none.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, Clone, Parser)]
pub struct Global {
    /// Interface language (default: from the locale); for `listen`, the text's language
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangChoice>,
    /// A folder with content: its kinds of talk come first, those of the shipped pack stay
    #[arg(long, global = true, value_name = "DIR")]
    pub pack: Option<PathBuf>,
    /// The store's file
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "no_store")]
    pub store: Option<PathBuf>,
    /// Write nothing to disk
    #[arg(long, global = true)]
    pub no_store: bool,
    /// Lines and marks in ASCII
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Colours
    #[arg(long, global = true, value_enum, default_value_t = Theme::Auto)]
    pub theme: Theme,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangChoice {
    /// From the locale (or from the text).
    Auto,
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
    /// Both, side by side (documents).
    Both,
}

impl LangChoice {
    /// The one language that was chosen, if one was.
    pub fn one(self) -> Option<Lang> {
        match self {
            LangChoice::Zh => Some(Lang::Zh),
            LangChoice::En => Some(Lang::En),
            LangChoice::Auto | LangChoice::Both => None,
        }
    }
}

/// Colours of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// What suits any background.
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// No colours.
    None,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a talk: from a facts file, or in the form
    New(new::New),
    /// Rehearse a talk; a bare scenario uses its example case
    Rehearse(rehearse::Rehearse),
    /// Call mode, beside the real call: what to say, and one key for each note
    Call(call::Call),
    /// Look back on a call: what came, what was promised, what is open
    Debrief(debrief::Debrief),
    /// Print a finished talk as a case, with names and sums hidden
    Case(case::Case),
    /// Practise what rehearsals missed: three minutes
    Drill(drill::Drill),
    /// Step through a checklist
    Checklist(checklist::Checklist),
    /// What is to be done by when, overdue first; ends with 1 when something is overdue
    Due(due::Due),
    /// The file of a client: shown, or changed
    Client(client::ClientFile),
    /// The satisfaction check of a client: three questions, and their answers kept
    Survey(survey::Survey),
    /// Find talks and clients by any of their words
    Search(search::Search),
    /// The matter is over: the satisfaction check follows from that day
    Close(keep::Close),
    /// Write a document; a bare scenario uses its example case
    Export(export::Export),
    /// Hear a text: signals, and with --step the checks
    Listen(listen::Listen),
    /// List what there is
    List(list::List),
    /// Tools for content
    Pack(pack::PackTools),
    /// Write the whole store into one file
    Backup(keep::Backup),
    /// Merge a backup into the store
    Restore(keep::Restore),
    /// Take a talk, a client, a rehearsal or everything away for good
    Delete(keep::Delete),
    /// Shell completions
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The man page
    Man,
    /// What Forthright found: paths, terminal, language, colour, pack
    Doctor,
}

/// Runs the program and says how it ended.
pub fn main() -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no errors; clap knows the stream for each.
            let code = if error.use_stderr() { Exit::Input } else { Exit::Fine };
            return match error.print() {
                Ok(()) => code,
                Err(_) => Exit::Input,
            };
        }
    };
    match run(args) {
        Ok(exit) => exit,
        Err(failure) => {
            failure.tell();
            failure.exit
        }
    }
}

fn run(args: Args) -> Result<Exit, Failure> {
    let Args { global, command } = args;
    match command {
        Some(Command::Completions { shell }) => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "forthright", &mut out);
            error::print_bytes(&out)
        }
        Some(Command::Man) => {
            let mut out = Vec::new();
            let page = clap_mangen::Man::new(Args::command());
            page.render(&mut out).map_err(|e| Failure::input(e.to_string()))?;
            error::print_bytes(&out)
        }
        Some(Command::Pack(tools)) => tools.run(&global),
        Some(Command::Listen(listen)) => listen.run(&Context::told(&global)?),
        Some(Command::New(new)) => new.run(&Context::new(&global)?),
        Some(Command::Rehearse(rehearse)) => rehearse.run(&Context::new(&global)?),
        Some(Command::Call(call)) => call.run(&Context::new(&global)?),
        Some(Command::Debrief(debrief)) => debrief.run(&Context::new(&global)?),
        Some(Command::Case(case)) => case.run(&Context::told(&global)?),
        Some(Command::Drill(drill)) => drill.run(&Context::new(&global)?),
        Some(Command::Checklist(checklist)) => checklist.run(&Context::told(&global)?),
        Some(Command::Export(export)) => export.run(&Context::told(&global)?),
        Some(Command::List(list)) => list.run(&Context::told(&global)?),
        Some(Command::Due(due)) => due.run(&Context::told(&global)?),
        Some(Command::Client(client)) => client.run(&Context::told(&global)?),
        Some(Command::Survey(survey)) => survey.run(&Context::told(&global)?),
        Some(Command::Search(search)) => search.run(&Context::told(&global)?),
        Some(Command::Close(close)) => close.run(&Context::told(&global)?),
        Some(Command::Backup(backup)) => backup.run(&Context::told(&global)?),
        Some(Command::Restore(restore)) => restore.run(&Context::told(&global)?),
        Some(Command::Delete(delete)) => delete.run(&Context::told(&global)?),
        Some(Command::Doctor) => doctor::run(&global),
        None => rehearse::home(&Context::new(&global)?),
    }
}
