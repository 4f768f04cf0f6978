//! The files of clients, and which talk belongs to which.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::around::{json, state};
use super::error::{StoreError, Trouble};
use super::read::{id, rows, value, words};
use super::save::time;
use super::tidy::tidy_client;
use super::{Store, search};
use crate::coach::{Client, Talk, TalkSummary};
use crate::text::folded_word;

impl Store {
    /// Commits a client's file.
    ///
    /// # Errors
    /// The store cannot be written to, or the file is too large; nothing is changed then.
    pub fn save_client(&mut self, client: &Client) -> Result<(), StoreError> {
        let write = |store: &mut Self| {
            let transaction = store.transaction()?;
            put_client(&transaction, client)?;
            transaction.commit()?;
            Ok(())
        };
        write(self).map_err(|trouble: Trouble| self.failed(trouble))
    }

    /// The files of all clients, the last changed first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn clients(&self) -> Result<Vec<Client>, StoreError> {
        let sql = "SELECT state FROM client ORDER BY changed DESC, id DESC";
        let read = || rows(&self.connection, sql, [], &mut 0, |row| client(&value::<String>(row, 0)?));
        read().map_err(|trouble| self.failed(trouble))
    }

    /// A client's file by its id.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn client(&self, id: &str) -> Result<Option<Client>, StoreError> {
        read_client(&self.connection, id).map_err(|trouble| self.failed(trouble))
    }

    /// The clients that a name means: the one of that id, or that is called so, or else those whose name or id has it
    /// in it. Upper and lower case, full and half width, simplified and traditional are the same.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn find_clients(&self, name: &str) -> Result<Vec<Client>, StoreError> {
        let wanted = folded_word(name.trim());
        let mut all = self.clients()?;
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let names = |client: &Client| -> Vec<String> {
            [&client.name].into_iter().chain(&client.also).map(|name| folded_word(name)).collect()
        };
        let owner = client_named(&self.connection, &wanted).map_err(|trouble| self.failed(trouble))?;
        let one = all.iter().position(|client| client.id == wanted || Some(&client.id) == owner.as_ref());
        if let Some(at) = one {
            return Ok(vec![all.swap_remove(at)]);
        }
        all.retain(|client| client.id.starts_with(&wanted) || names(client).iter().any(|name| name.contains(&wanted)));
        Ok(all)
    }

    /// The talks with a client, the last made first, each whole.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn talks_of(&self, client: &str) -> Result<Vec<TalkSummary>, StoreError> {
        self.reading(|| {
            let sql = "SELECT id FROM talk WHERE client_id = ?1 ORDER BY created DESC, id DESC LIMIT 1000";
            let ids = rows(&self.connection, sql, [client], &mut 0, |row| id(row, 0))?;
            let mut talks = Vec::with_capacity(ids.len());
            for id in ids {
                talks.extend(self.read_summary(&id, &mut 0)?);
            }
            Ok(talks)
        })
    }

    /// Begins a file for every client whom a talk names and who has none, and puts the talk into it. A file that a talk
    /// brought and that nobody has written in takes the talk's new name. Says how many talks were put into files.
    ///
    /// # Errors
    /// The store cannot be written to.
    pub fn adopt(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        let adopt = |store: &mut Self| {
            if orphans(&store.connection)?.is_empty() && misnamed(&store.connection)?.is_empty() {
                return Ok(0);
            }
            let transaction = store.transaction()?;
            let mut put = 0;
            for (talk, name) in orphans(&transaction)? {
                let client = match client_named(&transaction, &name)? {
                    Some(id) => id,
                    None => {
                        let made = free_moment(&transaction, now)?;
                        let client = Client::new(&name, made);
                        put_client(&transaction, &client)?;
                        client.id
                    }
                };
                transaction
                    .prepare_cached("UPDATE talk SET client_id = ?2 WHERE id = ?1")?
                    .execute(params![talk, client])?;
                put += 1;
            }
            for (id, name) in misnamed(&transaction)? {
                let Some(client) = read_client(&transaction, &id)? else { continue };
                if client.is_bare() && client.created == client.changed {
                    put_client(&transaction, &Client { name, ..client })?;
                }
            }
            transaction.commit()?;
            Ok(put)
        };
        adopt(self).map_err(|trouble: Trouble| self.failed(trouble))
    }
}

/// Talks that name a client and belong to none, with the name.
fn orphans(connection: &Connection) -> Result<Vec<(String, String)>, Trouble> {
    let sql = "SELECT id, client FROM talk WHERE client_id IS NULL AND example = 0 AND trim(client) <> '' ORDER BY id";
    rows(connection, sql, [], &mut 0, |row| Some((id(row, 0)?, words(row, 1)?)))
}

/// Clients with one talk only, which calls them by a name that nobody has, with that name.
fn misnamed(connection: &Connection) -> Result<Vec<(String, String)>, Trouble> {
    let sql = "SELECT client.id, max(talk.client), client.name FROM client JOIN talk ON talk.client_id = client.id
         WHERE trim(coalesce(talk.client, '')) <> '' GROUP BY client.id
         HAVING count(*) = 1 AND max(talk.client) <> client.name";
    let found = rows(connection, sql, [], &mut 0, |row| Some((id(row, 0)?, words(row, 1)?)))?;
    let mut free = Vec::new();
    for (client, name) in found {
        let owner = client_named(connection, &name)?;
        let whole = read_client(connection, &client)?.is_some_and(|c| c.is_bare() && c.created == c.changed);
        if owner.is_none_or(|owner| owner == client) && whole {
            free.push((client, name));
        }
    }
    Ok(free)
}

/// A moment at or after `now` whose id no client has.
fn free_moment(connection: &Connection, now: Timestamp) -> Result<Timestamp, Trouble> {
    let mut at = now;
    while read_client(connection, &Client::new("", at).id)?.is_some() {
        at = at.checked_add(SignedDuration::from_micros(1)).map_err(|error| Trouble::System(error.to_string()))?;
    }
    Ok(at)
}

/// The client that goes by this name.
pub(super) fn client_named(connection: &Connection, name: &str) -> Result<Option<String>, Trouble> {
    let mut statement = connection.prepare_cached("SELECT client FROM client_name WHERE name = ?1")?;
    Ok(statement.query_row([folded_word(name.trim())], |row| row.get(0)).optional()?)
}

/// The client that a talk belongs to: the one whose name it tells, or else the one it was given.
pub(super) fn client_of(connection: &Connection, talk: &Talk, name: Option<&str>) -> Result<Option<String>, Trouble> {
    let named = match name {
        Some(name) if !talk.example => client_named(connection, name)?,
        _ => None,
    };
    Ok(named.or_else(|| talk.client.clone()))
}

/// Writes a client's file.
pub(super) fn put_client(transaction: &Transaction<'_>, client: &Client) -> Result<(), Trouble> {
    transaction
        .prepare_cached(
            "INSERT INTO client (id, name, state, changed) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET name = ?2, state = ?3, changed = ?4",
        )?
        .execute(params![client.id, client.name, state(client)?, time(client.changed)])?;
    transaction.prepare_cached("DELETE FROM client_name WHERE client = ?1")?.execute([&client.id])?;
    let names: BTreeSet<String> =
        [&client.name].into_iter().chain(&client.also).map(|name| folded_word(name.trim())).collect();
    // A name that somebody else has stays theirs.
    let mut insert = transaction.prepare_cached("INSERT OR IGNORE INTO client_name (name, client) VALUES (?1, ?2)")?;
    for name in names.iter().filter(|name| !name.is_empty()) {
        insert.execute(params![name, client.id])?;
    }
    search::forget(transaction, &client.id)
}

fn read_client(connection: &Connection, id: &str) -> Result<Option<Client>, Trouble> {
    let mut statement = connection.prepare_cached("SELECT state FROM client WHERE id = ?1")?;
    let found: Option<String> = statement.query_row([id], |row| row.get(0)).optional()?;
    Ok(found.and_then(|state| client(&state)))
}

/// A client out of its JSON.
pub(super) fn client(state: &str) -> Option<Client> {
    let mut client: Client = json(state)?;
    tidy_client(&mut client);
    (!client.name.trim().is_empty()).then_some(client)
}
