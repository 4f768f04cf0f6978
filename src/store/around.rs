//! What happens around a talk: calls and follow-ups as parts of it, follow-ups of a client alone.
//!
//! A window that does not know of a call or a follow-up must not wipe it out: saving a talk adds and changes, and only
//! [`Store::delete`] takes away. Of a follow-up the version with the longer history counts, so that what was ticked off
//! in one window does not come back from another.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{StoreError, Trouble};
use super::read::{MAX_LISTED, id, rows, value};
use super::save::time;
use super::tidy::{tidy_call, tidy_followup};
use super::{MAX_ROWS, MAX_STATE_BYTES, Store, number};
use crate::coach::{Call, FollowUp, FollowUpState, Talk};

/// For how many days after its close a talk may still bring follow-ups.
const CLOSED_DAYS: i64 = 30;

impl Store {
    /// The follow-ups of all talks and clients, the earliest day first; only the open ones unless `all`. Those of
    /// example cases are left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn followups(&self, all: bool) -> Result<Vec<FollowUp>, StoreError> {
        let read = || {
            let sql = "SELECT followup.state FROM followup LEFT JOIN talk ON talk.id = followup.talk
                 WHERE coalesce(talk.example, 0) = 0 AND followup.open >= ?1 ORDER BY followup.due, followup.id";
            rows(&self.connection, sql, [i64::from(!all)], &mut 0, |row| followup(&value::<String>(row, 0)?))
        };
        read().map_err(|trouble: Trouble| self.failed(trouble))
    }

    /// The talks whose follow-ups may change: something counts from them, and they are not closed, or not for long. They
    /// come whole.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn going_on(&self, now: Timestamp) -> Result<Vec<Talk>, StoreError> {
        let since = now.checked_sub(SignedDuration::from_hours(24 * CLOSED_DAYS)).unwrap_or(Timestamp::MIN);
        self.reading(|| {
            let sql = "SELECT id FROM talk WHERE example = 0 AND (closed IS NULL OR closed > ?1)
                 AND (known IS NOT NULL OR closed IS NOT NULL OR EXISTS (SELECT 1 FROM call WHERE call.talk = talk.id))";
            let ids = rows(&self.connection, sql, [time(since)], &mut 0, |row| id(row, 0))?;
            let mut talks = Vec::with_capacity(ids.len());
            for id in ids {
                talks.extend(self.read_talk(&id, &mut 0)?);
            }
            Ok(talks)
        })
    }

    /// Commits a follow-up that belongs to a client alone, or one of a talk that is in the store.
    ///
    /// # Errors
    /// The store cannot be written to.
    pub fn save_followup(&mut self, followup: &FollowUp) -> Result<(), StoreError> {
        let write = |store: &mut Self| {
            let transaction = store.transaction()?;
            let n = MAX_ROWS;
            put_followup(&transaction, followup, n)?;
            if let Some(talk) = &followup.talk {
                super::search::forget(&transaction, talk)?;
            }
            transaction.commit()?;
            Ok(())
        };
        write(self).map_err(|trouble: Trouble| self.failed(trouble))
    }

    /// Reads the parts of a talk that lie around it.
    pub(super) fn read_around(&self, talk: &mut Talk, unreadable: &mut usize) -> Result<(), Trouble> {
        let sql = "SELECT state FROM call WHERE talk = ?1 ORDER BY began LIMIT ?2";
        talk.calls = rows(&self.connection, sql, params![talk.id, number(MAX_LISTED)], unreadable, |row| {
            let mut call: Call = json(&value::<String>(row, 0)?)?;
            tidy_call(&mut call);
            Some(call)
        })?;
        let sql = "SELECT state FROM followup WHERE talk = ?1 ORDER BY n, id LIMIT ?2";
        talk.followups = rows(&self.connection, sql, params![talk.id, number(MAX_ROWS)], unreadable, |row| {
            followup(&value::<String>(row, 0)?)
        })?;
        Ok(())
    }
}

/// Writes the parts of a talk that lie around it.
pub(super) fn put_around(transaction: &Transaction<'_>, talk: &Talk) -> Result<(), Trouble> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO call (talk, began, state) VALUES (?1, ?2, ?3) ON CONFLICT (talk, began) DO UPDATE SET state = ?3",
    )?;
    for call in &talk.calls {
        insert.execute(params![talk.id, time(call.began), state(call)?])?;
    }
    for (n, followup) in talk.followups.iter().enumerate() {
        put_followup(transaction, followup, n)?;
    }
    Ok(())
}

/// Writes a follow-up, unless the store has a version with a longer history.
pub(super) fn put_followup(transaction: &Transaction<'_>, changed: &FollowUp, n: usize) -> Result<(), Trouble> {
    let stored: Option<String> = transaction
        .prepare_cached("SELECT state FROM followup WHERE id = ?1")?
        .query_row([&changed.id], |row| row.get(0))
        .optional()?;
    let stored = stored.and_then(|state| followup(&state));
    if stored.is_some_and(|stored| stored.history.len() > changed.history.len()) {
        return Ok(());
    }
    transaction
        .prepare_cached(
            "INSERT INTO followup (id, talk, client, n, open, due, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET talk = ?2, client = ?3, n = min(n, ?4), open = ?5, due = ?6, state = ?7",
        )?
        .execute(params![
            changed.id,
            changed.talk,
            changed.client,
            number(n),
            changed.state == FollowUpState::Open,
            changed.due.date.to_string(),
            state(changed)?
        ])?;
    Ok(())
}

/// A follow-up out of its JSON.
pub(super) fn followup(state: &str) -> Option<FollowUp> {
    let mut followup: FollowUp = json(state)?;
    tidy_followup(&mut followup);
    Some(followup)
}

/// A value as JSON, when it is not too large to be kept.
pub(super) fn state(value: &impl Serialize) -> Result<String, Trouble> {
    let state = serde_json::to_string(value).map_err(|error| Trouble::Database(error.to_string()))?;
    if state.len() > MAX_STATE_BYTES { Err(Trouble::TooLong) } else { Ok(state) }
}

/// A value out of its JSON.
pub(super) fn json<T: DeserializeOwned>(state: &str) -> Option<T> {
    serde_json::from_str(state).ok()
}
