//! Where talks and rehearsals are kept: one SQLite file, private to its owner.
//!
//! Every save is a transaction that is on the disk when it returns (write-ahead log, full
//! synchronisation): a process that is killed loses nothing that was saved. What is read is not
//! trusted: a row that cannot be understood is left out and counted, and hides no other.
//!
//! # Two instances
//! The first one holds a lock file beside the store. One that finds it taken works on *copies* of
//! unfinished rehearsals ([`Store::resume`]). And whoever finds at a save that a rehearsal was saved
//! by somebody else since it was read, or finds one that it never read while it is not alone, goes on
//! under a new id. So neither overwrites the other; the rehearsal saved last is the one found next
//! time. Of a talk's facts, the last word counts.

mod around;
mod backup;
mod clients;
mod drills;
mod error;
mod file;
mod read;
mod remove;
mod save;
mod schema;
mod search;
#[cfg(test)]
mod tests;
mod tidy;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

pub use backup::{BackupError, Restored, Tally};
pub use error::{StoreError, Trouble};
pub use read::{Found, MAX_LISTED};
pub use remove::{Doomed, Removed};
pub use search::{Hit, HitIn};

/// How long a save waits for another instance to finish its own.
const PATIENCE: Duration = Duration::from_millis(1000);
/// The largest rehearsal that is kept, in bytes of JSON: a few of the longest lines that an editor
/// takes, and thousands of ordinary ones.
const MAX_STATE_BYTES: usize = 64 << 20;
/// The largest single text that is kept, in bytes; editors stop well before.
const MAX_TEXT_BYTES: usize = 16 << 20;
/// The most facts, gate items or ticks of one talk that are read.
const MAX_ROWS: usize = 10_000;

/// The store.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Held, never read: closing it gives the lock back.
    _lock: Option<File>,
    alone: bool,
    /// How each rehearsal stood when this instance last read or saved it.
    seen: RefCell<HashMap<String, i64>>,
    /// Rehearsals that go on under another id, because somebody else saved them too.
    forks: HashMap<String, String>,
}

impl Store {
    /// Opens the store, and makes it when it is missing: folders for their owner alone, then the
    /// file. A file that cannot be used is left as it is.
    ///
    /// # Errors
    /// The file is no store, damaged, newer than this program, a link, or cannot be written to.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let path = file::prepare(path)?;
        let (connection, lock, alone) = Self::connect(&path)?;
        Ok(Self { connection, path, _lock: lock, alone, seen: RefCell::default(), forks: HashMap::new() })
    }

    fn connect(path: &Path) -> Result<(Connection, Option<File>, bool), StoreError> {
        let failed = |trouble: Trouble| StoreError::new(trouble, path);
        let flags =
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let mut connection = Connection::open_with_flags(path, flags).map_err(|e| failed(e.into()))?;
        connection.busy_timeout(PATIENCE).map_err(|e| failed(e.into()))?;
        connection.set_prepared_statement_cache_capacity(48);
        let version = schema::probe(&connection).map_err(failed)?;
        // SQLite opens what it may not write to all the same, for reading.
        if connection.is_readonly("main").map_err(|e| failed(e.into()))? {
            return Err(failed(Trouble::ReadOnly));
        }
        let (lock, alone) = file::lock(path)?;
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;";
        connection.execute_batch(settings).map_err(|e| failed(e.into()))?;
        schema::migrate(&mut connection, version).map_err(failed)?;
        Ok((connection, lock, alone))
    }

    /// Whether no other instance had the store open when this one opened it.
    pub fn alone(&self) -> bool {
        self.alone
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A transaction that is taken for writing at once: a reader that becomes a writer could find itself outdated.
    fn transaction(&mut self) -> Result<Transaction<'_>, Trouble> {
        Ok(self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
    }

    fn failed(&self, trouble: impl Into<Trouble>) -> StoreError {
        StoreError::new(trouble, &self.path)
    }
}

/// A count as SQLite takes it.
fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
