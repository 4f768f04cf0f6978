//! How the tables come to be: migrations that are only ever added to.

use rusqlite::{Connection, TransactionBehavior};

use super::error::Trouble;

/// One migration a version; the first makes version 1. Stores out there were made by these very
/// words: never change one, add another.
const MIGRATIONS: &[&str] = &[include_str!("migrations/001.sql"), include_str!("migrations/002.sql")];

/// Marks the file as ours ("Frth"), so that another program's database is never taken for a store.
const APPLICATION_ID: i64 = 0x4672_7468;

/// The version that this program writes.
pub const VERSION: i64 = MIGRATIONS.len() as i64;

/// Whether the file is a store that this program can read; nothing is written.
pub fn probe(connection: &Connection) -> Result<i64, Trouble> {
    // The cheapest question that makes SQLite look at the file itself.
    let schema: i64 = pragma(connection, "schema_version")?;
    let version = pragma(connection, "user_version")?;
    let owner = pragma(connection, "application_id")?;
    if version > VERSION && owner == APPLICATION_ID {
        return Err(Trouble::Newer { found: version });
    }
    let fresh = schema == 0 && version == 0 && owner == 0;
    // The numbers stand in the file's header; this reads the list of tables, which every save needs.
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    if fresh || (owner == APPLICATION_ID && (1..=VERSION).contains(&version)) {
        return Ok(version);
    }
    Err(Trouble::Foreign)
}

/// Brings the store up to this program's version, each step in a transaction of its own.
pub fn migrate(connection: &mut Connection, found: i64) -> Result<(), Trouble> {
    if found >= VERSION {
        return Ok(());
    }
    loop {
        // Another instance may be migrating too: who comes second finds the work done.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i64 = pragma(&transaction, "user_version")?;
        let next = usize::try_from(version).ok().and_then(|at| MIGRATIONS.get(at));
        let Some(sql) = next else { return Ok(()) };
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", version + 1)?;
        transaction.commit()?;
    }
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
