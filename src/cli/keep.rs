//! `forthright backup`, `restore`, `delete`, `close`: the store out and in, and what is over.

use std::io::{BufRead, IsTerminal, Read, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::pack::Word;
use crate::store::{BackupError, Doomed, Removed, Restored, Store, Tally};
use crate::text::clean_line;

use super::context::Context;
use super::error::{Exit, Failure, print_bytes, say};
use super::files::write_new;

/// The largest backup that is read, in bytes.
const MAX_BACKUP: u64 = 1 << 30;

/// Write the whole store into one file.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file; `-` writes to standard output
    file: PathBuf,
    /// Replace the file when it is there already
    #[arg(long)]
    force: bool,
}

impl Backup {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let Some(store) = context.existing_store()? else {
            let why = context.say(Word::DoctorNone, &[]);
            return Err(Failure::store(context.say(Word::CliNeedsStore, &[("why", &why)])));
        };
        let bytes = store.backup(context.now.timestamp()).map_err(|error| context.failed(&error))?;
        if self.file.as_os_str() == "-" {
            return print_bytes(&bytes);
        }
        let name = self.file.to_string_lossy();
        write_new(&self.file, &bytes, self.force).map_err(|trouble| context.not_written(&self.file, trouble))?;
        say(&context.say(Word::Written, &[("path", &name)]));
        Ok(Exit::Fine)
    }
}

/// Merge a backup into the store; a second time changes nothing.
#[derive(Debug, Args)]
pub struct Restore {
    /// The file; `-` reads standard input
    file: PathBuf,
    /// Only count
    #[arg(long)]
    dry_run: bool,
}

impl Restore {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let name = self.file.to_string_lossy();
        let bytes = self.read(context, &name)?;
        let restored = if self.dry_run && !context.store_path().exists() {
            // Counting makes no store: an empty one elsewhere counts the same.
            let folder = tempfile::tempdir().map_err(|error| Failure::store(error.to_string()))?;
            let mut empty = Store::open(&folder.path().join("empty.db")).map_err(|error| context.failed(&error))?;
            empty.restore(&bytes, true)
        } else {
            context.store()?.restore(&bytes, self.dry_run)
        };
        let restored = restored.map_err(|error| refused(context, &name, &error))?;
        print_bytes(counts(context, &restored).as_bytes())?;
        if self.dry_run {
            say(&context.say(Word::RestoreDry, &[]));
        }
        Ok(Exit::Fine)
    }

    fn read(&self, context: &Context, name: &str) -> Result<Vec<u8>, Failure> {
        let cannot = |error: std::io::Error| {
            Failure::input(context.say(Word::CliCannotRead, &[("path", name), ("why", &error.to_string())]))
        };
        let mut bytes = Vec::new();
        if self.file.as_os_str() == "-" {
            std::io::stdin().lock().take(MAX_BACKUP + 1).read_to_end(&mut bytes).map_err(cannot)?;
        } else {
            let file = std::fs::File::open(&self.file).map_err(cannot)?;
            file.take(MAX_BACKUP + 1).read_to_end(&mut bytes).map_err(cannot)?;
        }
        if bytes.len() as u64 > MAX_BACKUP {
            let max = format!("{} MB", MAX_BACKUP >> 20);
            return Err(Failure::input(context.say(Word::CliTooLarge, &[("path", name), ("max", &max)])));
        }
        Ok(bytes)
    }
}

fn refused(context: &Context, path: &str, error: &BackupError) -> Failure {
    let input = |word: Word, values: &[(&str, &str)]| {
        let values: Vec<(&str, &str)> = [("path", path)].into_iter().chain(values.iter().copied()).collect();
        Failure::input(context.say(word, &values))
    };
    match error {
        BackupError::NotABackup => input(Word::RestoreNot, &[]),
        BackupError::Newer(format) => input(Word::RestoreNewer, &[("format", &format.to_string())]),
        BackupError::Length { wanted, found } => {
            input(Word::RestoreCut, &[("wanted", &wanted.to_string()), ("found", &found.to_string())])
        }
        BackupError::Damaged => input(Word::RestoreDamaged, &[]),
        BackupError::Line(line) => input(Word::RestoreLine, &[("line", &line.to_string())]),
        BackupError::Store(error) => context.failed(error),
    }
}

fn counts(context: &Context, restored: &Restored) -> String {
    let rows = [
        (Word::CountClients, restored.clients),
        (Word::CountTalks, restored.talks),
        (Word::CountRehearsals, restored.rehearsals),
        (Word::CountFollowUps, restored.followups),
        (Word::CountDrills, restored.drills),
    ];
    let line = |(word, tally): (Word, Tally)| {
        let [new, changed, same] = [tally.new, tally.changed, tally.same].map(|n| n.to_string());
        let values = [("new", new.as_str()), ("changed", &changed), ("same", &same)];
        format!("{}: {}\n", context.say(word, &[]), context.say(Word::RestoreCount, &values))
    };
    rows.into_iter().map(line).collect()
}

/// Take something away for good, from the store's file too.
#[derive(Debug, Args)]
pub struct Delete {
    /// What
    #[arg(value_enum)]
    what: What,
    /// Which: an id, or a name where it is clear
    #[arg(value_name = "ID", required_if_eq_any = [("what", "talk"), ("what", "client"), ("what", "rehearsal")])]
    id: Option<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// A talk with its rehearsals, calls and follow-ups.
    Talk,
    /// A client's file with all talks with that client.
    Client,
    /// One rehearsal.
    Rehearsal,
    /// Everything.
    All,
}

impl Delete {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let name = self.id.as_deref().unwrap_or_default();
        let Some(mut store) = context.existing_store()? else {
            say(&context.say(Word::DeleteNothing, &[]));
            return Ok(Exit::Fine);
        };
        let id = match self.what {
            What::All => String::new(),
            What::Talk => context.stored_talk(&store, name)?.id,
            What::Client => {
                store.adopt(context.now.timestamp()).map_err(|error| context.failed(&error))?;
                context.client_named(&store, name)?.id
            }
            What::Rehearsal => name.to_owned(),
        };
        let doomed = match self.what {
            What::All => Doomed::All,
            What::Talk => Doomed::Talk(&id),
            What::Client => Doomed::Client(&id),
            What::Rehearsal => Doomed::Rehearsal(&id),
        };
        let would = store.would_remove(doomed).map_err(|error| context.failed(&error))?;
        if would == Removed::default() {
            if self.what == What::All {
                say(&context.say(Word::DeleteNothing, &[]));
                return Ok(Exit::Fine);
            }
            return Err(context.unknown(Word::DeleteUnknown, name, &[]));
        }
        say(&told(context, &would));
        if !self.yes && !agreed(context)? {
            return Ok(Exit::Fine);
        }
        let removed = store.delete(doomed).map_err(|error| context.failed(&error))?;
        say(&context.say(if removed.scrubbed { Word::DeleteDone } else { Word::DeleteLater }, &[]));
        Ok(Exit::Fine)
    }
}

/// What would go, in words.
fn told(context: &Context, would: &Removed) -> String {
    let counts = [
        (Word::CountClients, would.clients),
        (Word::CountTalks, would.talks),
        (Word::CountRehearsals, would.rehearsals),
        (Word::CountFollowUps, would.followups),
        (Word::CountDrills, would.drills),
    ];
    let some = counts.into_iter().filter(|(_, n)| *n > 0);
    let told: Vec<String> = some.map(|(word, n)| format!("{} {n}", context.say(word, &[]))).collect();
    context.say(Word::DeleteWhat, &[("what", &told.join(" · "))])
}

/// Asks on a terminal; without one nobody can agree.
fn agreed(context: &Context) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::input(context.say(Word::DeleteNeedsYes, &[])));
    }
    let ask = context.say(Word::DeleteAsk, &[]);
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "{ask} ").and_then(|()| err.flush());
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|error| Failure::input(error.to_string()))?;
    let yes = matches!(line.trim().to_lowercase().as_str(), "y" | "yes" | "是" | "好");
    if !yes {
        say(&context.say(Word::DeleteKept, &[]));
    }
    Ok(yes)
}

/// Close a talk: the matter is over, and the satisfaction check follows from that day.
#[derive(Debug, Args)]
pub struct Close {
    /// The talk
    talk: String,
    /// It is not over after all
    #[arg(long)]
    reopen: bool,
}

impl Close {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let mut store = context.store()?;
        let mut talk = context.stored_talk(&store, &self.talk)?;
        let now = context.now.timestamp();
        let name = clean_line(talk.fact("client").unwrap_or(&talk.id)).into_owned();
        if talk.closed.is_some() != self.reopen {
            let word = if self.reopen { Word::CloseOpenAlready } else { Word::CloseAlready };
            return Err(Failure::input(context.say(word, &[("name", &name)])));
        }
        talk.closed = (!self.reopen).then_some(now);
        talk.changed = now;
        store.save_talk(&talk).map_err(|error| context.failed(&error))?;
        context.bring_up(&mut store, &context.calendar())?;
        say(&context.say(if self.reopen { Word::CloseReopened } else { Word::CloseDone }, &[("name", &name)]));
        Ok(Exit::Fine)
    }
}
