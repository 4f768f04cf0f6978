//! Taking away for good: the rows, and their bytes in the files.

use rusqlite::params;

use super::Store;
use super::error::{StoreError, Trouble};
use super::read::{rows, value};

/// What is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doomed<'i> {
    /// A talk with its rehearsals, calls, follow-ups and what was drilled on its case.
    Talk(&'i str),
    /// A client's file with all talks with that client.
    Client(&'i str),
    /// One rehearsal.
    Rehearsal(&'i str),
    /// Everything.
    All,
}

/// What is, or was, taken away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Talks.
    pub talks: usize,
    /// Rehearsals.
    pub rehearsals: usize,
    /// Follow-ups.
    pub followups: usize,
    /// Clients' files.
    pub clients: usize,
    /// Items of the drill.
    pub drills: usize,
    /// Whether the bytes are gone from the files too: not yet, as long as another window has the store open.
    pub scrubbed: bool,
}

impl Store {
    /// What would go.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn would_remove(&self, what: Doomed<'_>) -> Result<Removed, StoreError> {
        self.count_doomed(what).map_err(|trouble| self.failed(trouble))
    }

    /// Takes something away, overwrites what it left in the file, and packs the file, so that nothing of it can be read
    /// there any more.
    ///
    /// # Errors
    /// The store cannot be written to; nothing is taken away then. When only the packing fails, nothing is an error:
    /// [`Removed::scrubbed`] tells.
    pub fn delete(&mut self, what: Doomed<'_>) -> Result<Removed, StoreError> {
        let mut removed = self.would_remove(what)?;
        self.take_away(what).map_err(|trouble| self.failed(trouble))?;
        removed.scrubbed = self.scrub().unwrap_or(false);
        Ok(removed)
    }

    fn count_doomed(&self, what: Doomed<'_>) -> Result<Removed, Trouble> {
        let count = |sql: &str, id: &str| -> Result<usize, Trouble> {
            let found: i64 = self.connection.prepare_cached(sql)?.query_row(params![id], |row| row.get(0))?;
            Ok(usize::try_from(found).unwrap_or(0))
        };
        let (talk, rehearsal, followup, client, id) = match what {
            Doomed::Talk(id) => ("id = ?1", "talk = ?1", "talk = ?1", "0 AND id = ?1", id),
            Doomed::Client(id) => (
                "client_id = ?1",
                "talk IN (SELECT id FROM talk WHERE client_id = ?1)",
                "client = ?1 OR talk IN (SELECT id FROM talk WHERE client_id = ?1)",
                "id = ?1",
                id,
            ),
            Doomed::Rehearsal(id) => ("0 AND id = ?1", "id = ?1", "0 AND id = ?1", "0 AND id = ?1", id),
            Doomed::All => ("?1 = ''", "?1 = ''", "?1 = ''", "?1 = ''", ""),
        };
        Ok(Removed {
            talks: count(&format!("SELECT count(*) FROM talk WHERE {talk}"), id)?,
            rehearsals: count(&format!("SELECT count(*) FROM rehearsal WHERE {rehearsal}"), id)?,
            followups: count(&format!("SELECT count(*) FROM followup WHERE {followup}"), id)?,
            clients: count(&format!("SELECT count(*) FROM client WHERE {client}"), id)?,
            drills: self.drills_of(what)?.len(),
            scrubbed: false,
        })
    }

    /// The keys of the drill items that were practised on the cases of what goes: their tries hold words of it.
    fn drills_of(&self, what: Doomed<'_>) -> Result<Vec<[String; 3]>, Trouble> {
        let talks: Vec<String> = match what {
            Doomed::Talk(id) => vec![id.to_owned()],
            Doomed::Client(id) => {
                let sql = "SELECT id FROM talk WHERE client_id = ?1";
                rows(&self.connection, sql, [id], &mut 0, |row| value(row, 0))?
            }
            Doomed::Rehearsal(_) => return Ok(Vec::new()),
            Doomed::All => Vec::new(),
        };
        let sql = "SELECT scenario, step, asked, json_extract(state, '$.talk') FROM drill";
        rows(&self.connection, sql, [], &mut 0, |row| {
            let talk: Option<String> = value(row, 3)?;
            let goes = what == Doomed::All || talk.is_some_and(|talk| talks.contains(&talk));
            if goes { Some([value(row, 0)?, value(row, 1)?, value(row, 2)?]) } else { None }
        })
    }

    fn take_away(&mut self, what: Doomed<'_>) -> Result<(), Trouble> {
        let drills = self.drills_of(what)?;
        let transaction = self.transaction()?;
        for [scenario, step, asked] in drills {
            transaction.execute(
                "DELETE FROM drill WHERE scenario = ?1 AND step = ?2 AND asked = ?3",
                params![scenario, step, asked],
            )?;
        }
        match what {
            Doomed::Talk(id) => {
                transaction.execute("DELETE FROM search WHERE id = ?1", [id])?;
                transaction.execute("DELETE FROM talk WHERE id = ?1", [id])?;
            }
            Doomed::Client(id) => {
                let talks = "SELECT id FROM talk WHERE client_id = ?1";
                transaction.execute(&format!("DELETE FROM search WHERE id = ?1 OR id IN ({talks})"), [id])?;
                transaction.execute("DELETE FROM followup WHERE client = ?1", [id])?;
                transaction.execute("DELETE FROM talk WHERE client_id = ?1", [id])?;
                transaction.execute("DELETE FROM client WHERE id = ?1", [id])?;
            }
            Doomed::Rehearsal(id) => {
                transaction.execute("DELETE FROM rehearsal WHERE id = ?1", [id])?;
            }
            Doomed::All => {
                transaction.execute_batch(
                    "DELETE FROM search; DELETE FROM followup; DELETE FROM talk; DELETE FROM client; DELETE FROM drill;",
                )?;
            }
        }
        transaction.commit()?;
        self.seen.get_mut().clear();
        Ok(())
    }

    /// Rewrites the file without what was deleted and empties the write-ahead log. Says whether both could be done.
    fn scrub(&self) -> Result<bool, Trouble> {
        // What was cut off may stand in pages that the log still holds, before and after packing.
        let emptied = |store: &Self| -> Result<bool, Trouble> {
            let busy: i64 = store.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            Ok(busy == 0)
        };
        emptied(self)?;
        self.connection.execute_batch("VACUUM")?;
        emptied(self)
    }
}
