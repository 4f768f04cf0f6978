//! Writing: each call is one transaction, on the disk when it returns.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::around::put_around;
use super::clients::client_of;
use super::error::{StoreError, Trouble};
use super::search::forget;
use super::{MAX_STATE_BYTES, MAX_TEXT_BYTES, Store, number};
use crate::coach::{DraftToSave, Rehearsal, Talk};
use crate::pack::GateState;

/// The fact whose words name the client in lists and on the command line.
const CLIENT_FACT: &str = "client";

/// A rehearsal that was written: the id that its owner knows, the id of its row, and its `touched`.
struct Written {
    known_as: String,
    id: String,
    touched: i64,
}

impl Store {
    /// Commits talks and rehearsals, all of them or none. Draft rows of the rehearsals go: the
    /// rehearsals carry their drafts themselves.
    ///
    /// # Errors
    /// The store cannot be written to, or something is too large; nothing is changed then.
    pub fn save(&mut self, talks: &[&Talk], rehearsals: &[&Rehearsal]) -> Result<(), StoreError> {
        let written = self.write(talks, rehearsals).map_err(|trouble| self.failed(trouble))?;
        for Written { known_as, id, touched } in written {
            self.seen.get_mut().insert(id.clone(), touched);
            if known_as != id {
                self.forks.insert(known_as, id);
            }
        }
        Ok(())
    }

    /// Commits a talk.
    ///
    /// # Errors
    /// As [`Store::save`].
    pub fn save_talk(&mut self, talk: &Talk) -> Result<(), StoreError> {
        self.save(&[talk], &[])
    }

    /// Commits a rehearsal; its talk is in the store already.
    ///
    /// # Errors
    /// As [`Store::save`].
    pub fn save_rehearsal(&mut self, rehearsal: &Rehearsal) -> Result<(), StoreError> {
        self.save(&[], &[rehearsal])
    }

    /// Commits the line being typed. `false`: the store does not hold the rehearsal as this instance
    /// knows it, so that the whole rehearsal has to be saved.
    ///
    /// # Errors
    /// As [`Store::save`].
    pub fn save_draft(&mut self, draft: &DraftToSave) -> Result<bool, StoreError> {
        let id = self.forks.get(&draft.rehearsal).unwrap_or(&draft.rehearsal).clone();
        let written = self.write_draft(&id, draft).map_err(|trouble| self.failed(trouble))?;
        if let Some(touched) = written {
            self.seen.get_mut().insert(id, touched);
        }
        Ok(written.is_some())
    }

    fn write(&mut self, talks: &[&Talk], rehearsals: &[&Rehearsal]) -> Result<Vec<Written>, Trouble> {
        // Not `Store::transaction`: what this instance has seen is asked for while it runs.
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for talk in talks {
            put_talk(&transaction, talk)?;
        }
        let mut written = Vec::with_capacity(rehearsals.len());
        for rehearsal in rehearsals {
            let mut id = self.forks.get(&rehearsal.id).unwrap_or(&rehearsal.id).clone();
            let stored = touched(&transaction, &id)?;
            if stored.is_some_and(|stored| !ours(self.seen.get_mut().get(&id), stored, self.alone)) {
                id = free_id(&transaction, &rehearsal.id)?;
            }
            let touched = put_rehearsal(&transaction, &Rehearsal { id: id.clone(), ..(*rehearsal).clone() })?;
            written.push(Written { known_as: rehearsal.id.clone(), id, touched });
        }
        transaction.commit()?;
        Ok(written)
    }

    /// Writes a draft row when the rehearsal's row is the one that this instance knows.
    fn write_draft(&mut self, id: &str, draft: &DraftToSave) -> Result<Option<i64>, Trouble> {
        let text = fitting(&draft.text)?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let stored = touched(&transaction, id)?;
        if !stored.is_some_and(|stored| ours(self.seen.get_mut().get(id), stored, self.alone)) {
            return Ok(None);
        }
        let next = next_touched(&transaction)?;
        transaction.prepare_cached("UPDATE rehearsal SET touched = ?2 WHERE id = ?1")?.execute(params![id, next])?;
        transaction
            .prepare_cached(
                "INSERT INTO draft (rehearsal, place, text, cursor, saved) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (rehearsal, place) DO UPDATE SET text = ?3, cursor = ?4, saved = ?5",
            )?
            .execute(params![id, draft.place.draft_key(), text, number(draft.cursor), next])?;
        transaction.commit()?;
        Ok(Some(next))
    }
}

/// Whether a stored rehearsal is as this instance saw it last. One that it never saw came to it from
/// an earlier handle of the same process, or, when it is not alone, from who knows where.
fn ours(seen: Option<&i64>, stored: i64, alone: bool) -> bool {
    seen.map_or(alone, |seen| *seen == stored)
}

/// The time as it is stored: text that sorts.
pub fn time(at: Timestamp) -> String {
    format!("{at:.9}")
}

pub(super) fn put_talk(transaction: &Transaction<'_>, talk: &Talk) -> Result<(), Trouble> {
    let client = talk.fact(CLIENT_FACT).map(fitting).transpose()?;
    transaction
        .prepare_cached(
            "INSERT INTO talk (id, scenario, client, example, created, changed, client_id, known, closed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET scenario = ?2, client = ?3, example = ?4, created = ?5, changed = ?6,
                 client_id = coalesce(?7, client_id), known = ?8, closed = ?9",
        )?
        .execute(params![
            talk.id,
            talk.scenario,
            client,
            talk.example,
            time(talk.created),
            time(talk.changed),
            client_of(transaction, talk, client)?,
            talk.known.map(time),
            talk.closed.map(time)
        ])?;
    for table in ["fact", "gate", "tick"] {
        transaction.prepare_cached(&format!("DELETE FROM {table} WHERE talk = ?1"))?.execute([&talk.id])?;
    }
    let facts: BTreeSet<&String> = talk.facts.keys().chain(talk.flags.keys()).collect();
    let mut insert = transaction.prepare_cached("INSERT INTO fact (talk, id, text, flag) VALUES (?1, ?2, ?3, ?4)")?;
    for id in facts {
        let text = talk.facts.get(id).map(|text| fitting(text)).transpose()?;
        insert.execute(params![talk.id, id, text, talk.flags.get(id)])?;
    }
    let mut insert =
        transaction.prepare_cached("INSERT INTO gate (talk, item, state, note) VALUES (?1, ?2, ?3, ?4)")?;
    for (item, answer) in &talk.gate {
        insert.execute(params![talk.id, item, gate_name(answer.state), fitting(&answer.note)?])?;
    }
    let mut insert = transaction.prepare_cached("INSERT INTO tick (talk, item) VALUES (?1, ?2)")?;
    for item in &talk.ticks {
        insert.execute([&talk.id, item])?;
    }
    put_around(transaction, talk)?;
    forget(transaction, &talk.id)
}

/// Writes a rehearsal and gives its new `touched`.
pub(super) fn put_rehearsal(transaction: &Transaction<'_>, rehearsal: &Rehearsal) -> Result<i64, Trouble> {
    let state = serde_json::to_string(rehearsal).map_err(|error| Trouble::Database(error.to_string()))?;
    if state.len() > MAX_STATE_BYTES {
        return Err(Trouble::TooLong);
    }
    let place = serde_json::to_string(&rehearsal.place).map_err(|error| Trouble::Database(error.to_string()))?;
    let changed = rehearsal.attempts.last().map_or(rehearsal.began, |attempt| attempt.at);
    let next = next_touched(transaction)?;
    transaction
        .prepare_cached(
            "INSERT INTO rehearsal (id, talk, seed, persona, level, place, state, finished, began, changed, touched)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET talk = ?2, seed = ?3, persona = ?4, level = ?5, place = ?6, state = ?7,
                 finished = ?8, began = ?9, changed = ?10, touched = ?11",
        )?
        .execute(params![
            rehearsal.id,
            rehearsal.talk,
            rehearsal.seed.cast_signed(),
            rehearsal.persona,
            rehearsal.level,
            place,
            state,
            rehearsal.finished,
            time(rehearsal.began),
            time(changed),
            next
        ])?;
    put_attempts(transaction, rehearsal)?;
    transaction.prepare_cached("DELETE FROM draft WHERE rehearsal = ?1")?.execute([&rehearsal.id])?;
    Ok(next)
}

/// Attempts are only ever added, so those that are there stay.
fn put_attempts(transaction: &Transaction<'_>, rehearsal: &Rehearsal) -> Result<(), Trouble> {
    let known: i64 = transaction
        .prepare_cached("SELECT count(*) FROM attempt WHERE rehearsal = ?1 AND n < ?2")?
        .query_row(params![rehearsal.id, number(rehearsal.attempts.len())], |row| row.get(0))?;
    transaction
        .prepare_cached("DELETE FROM attempt WHERE rehearsal = ?1 AND n >= ?2")?
        .execute(params![rehearsal.id, known])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO attempt (rehearsal, n, step, said, aloud_seconds, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (n, attempt) in (0_i64..).zip(&rehearsal.attempts).skip_while(|(n, _)| *n < known) {
        insert.execute(params![
            rehearsal.id,
            n,
            attempt.step,
            attempt.text,
            attempt.aloud_seconds,
            time(attempt.at)
        ])?;
    }
    Ok(())
}

fn touched(connection: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT touched FROM rehearsal WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}

fn next_touched(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT coalesce(max(touched), 0) + 1 FROM rehearsal")?.query_row([], |row| row.get(0))
}

/// An id for another rehearsal of the same origin.
pub fn free_id(connection: &Connection, origin: &str) -> rusqlite::Result<String> {
    let mut n = 2_u64;
    loop {
        let id = format!("{origin}-{n}");
        if touched(connection, &id)?.is_none() {
            return Ok(id);
        }
        n += 1;
    }
}

/// The text, when it is not too long to be kept.
fn fitting(text: &str) -> Result<&str, Trouble> {
    if text.len() <= MAX_TEXT_BYTES { Ok(text) } else { Err(Trouble::TooLong) }
}

/// The name of a gate state in the store; the pack's own name, which is stable.
fn gate_name(state: GateState) -> &'static str {
    match state {
        GateState::Have => "have",
        GateState::Missing => "missing",
        GateState::NotNeeded => "not-needed",
    }
}

/// The gate state of that name.
pub fn gate_named(name: &str) -> Option<GateState> {
    [GateState::Have, GateState::Missing, GateState::NotNeeded].into_iter().find(|state| gate_name(*state) == name)
}
