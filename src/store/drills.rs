//! What is practised again, and when.

use rusqlite::{Transaction, params};

use super::Store;
use super::around::{json, state};
use super::error::{StoreError, Trouble};
use super::read::{rows, value};
use super::tidy::tidy_drill;
use crate::coach::DrillItem;

impl Store {
    /// Everything in the queue, also what is not due yet.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn drills(&self) -> Result<Vec<DrillItem>, StoreError> {
        let sql = "SELECT state FROM drill ORDER BY scenario, step, asked";
        let read = || {
            rows(&self.connection, sql, [], &mut 0, |row| {
                let mut item: DrillItem = json(&value::<String>(row, 0)?)?;
                tidy_drill(&mut item);
                Some(item)
            })
        };
        read().map_err(|trouble| self.failed(trouble))
    }

    /// Commits items of the queue.
    ///
    /// # Errors
    /// The store cannot be written to; nothing is changed then.
    pub fn save_drills(&mut self, items: &[DrillItem]) -> Result<(), StoreError> {
        let write = |store: &mut Self| {
            let transaction = store.transaction()?;
            for item in items {
                put_drill(&transaction, item)?;
            }
            transaction.commit()?;
            Ok(())
        };
        write(self).map_err(|trouble: Trouble| self.failed(trouble))
    }
}

/// Writes an item.
pub(super) fn put_drill(transaction: &Transaction<'_>, item: &DrillItem) -> Result<(), Trouble> {
    transaction
        .prepare_cached(
            "INSERT INTO drill (scenario, step, asked, state) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (scenario, step, asked) DO UPDATE SET state = ?4",
        )?
        .execute(params![item.scenario, item.step, item.check, state(item)?])?;
    Ok(())
}
