//! Search over everything, as one types.
//!
//! One row a talk and a client holds all their words, folded, and a search reads the rows from the last changed one on.
//! That finds any part of a Chinese name from its first character, which an index of words or of three-character runs
//! cannot, and leaves no words behind in an index when a talk is deleted. A row is made when somebody searches: saving
//! only drops the old one.

use rusqlite::{Connection, Transaction, params, params_from_iter};

use super::Store;
use super::error::{StoreError, Trouble};
use super::read::{id, rows, value};
use super::save::time;
use crate::coach::{Client, Part, Talk, best_text, search_words, searched, texts_of_client, texts_of_talk};

/// How wide the line is that is shown of a hit, in cells.
const CELLS: usize = 60;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The talk or the client's file.
    pub what: HitIn,
    /// Where in it; `None` when it is in a line that was said in a rehearsal.
    pub part: Option<Part>,
    /// The words around the place.
    pub text: String,
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HitIn {
    /// In this talk.
    Talk(Box<Talk>),
    /// In the file of this client.
    Client(Box<Client>),
}

impl Store {
    /// What holds every word of the query, the last changed first, at most `limit`. What is in lines that were said in
    /// rehearsals comes after everything else. A query without words finds nothing.
    ///
    /// # Errors
    /// The store cannot be read, or not be written to when something was changed since the last search.
    pub fn search(&mut self, query: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let words = search_words(query);
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        self.make_searchable().map_err(|trouble| self.failed(trouble))?;
        self.reading(|| {
            let mut hits = Vec::new();
            for (id, client) in self.found(&words, limit)? {
                hits.extend(if client { self.client_hit(&id, &words)? } else { self.talk_hit(&id, &words)? });
            }
            if hits.len() < limit {
                self.said(&words, limit, &mut hits)?;
            }
            Ok(hits)
        })
    }

    /// The ids of the rows that hold every word.
    fn found(&self, words: &[String], limit: usize) -> Result<Vec<(String, bool)>, Trouble> {
        let conditions: Vec<String> = (1..=words.len()).map(|n| format!("instr(text, ?{n}) > 0")).collect();
        let sql = format!(
            "SELECT id, client FROM search WHERE {} ORDER BY changed DESC LIMIT {limit}",
            conditions.join(" AND ")
        );
        rows(&self.connection, &sql, params_from_iter(words), &mut 0, |row| Some((id(row, 0)?, value(row, 1)?)))
    }

    fn talk_hit(&self, id: &str, words: &[String]) -> Result<Option<Hit>, Trouble> {
        let Some(talk) = self.read_talk(id, &mut 0)? else { return Ok(None) };
        let best = best_text(&texts_of_talk(&talk), words, CELLS);
        Ok(best.map(|(part, text)| Hit { what: HitIn::Talk(Box::new(talk)), part: Some(part), text }))
    }

    fn client_hit(&self, id: &str, words: &[String]) -> Result<Option<Hit>, Trouble> {
        let sql = "SELECT state FROM client WHERE id = ?1";
        let found = rows(&self.connection, sql, [id], &mut 0, |row| super::clients::client(&value::<String>(row, 0)?))?;
        let Some(client) = found.into_iter().next() else { return Ok(None) };
        let best = best_text(&texts_of_client(&client), words, CELLS);
        Ok(best.map(|(part, text)| Hit { what: HitIn::Client(Box::new(client)), part: Some(part), text }))
    }

    /// Adds talks in whose rehearsals something was said that holds every word.
    fn said(&self, words: &[String], limit: usize, hits: &mut Vec<Hit>) -> Result<(), Trouble> {
        // What was said is kept as it was written; `like` takes upper and lower case of Latin letters as the same.
        let conditions: Vec<String> = (1..=words.len()).map(|n| format!("said LIKE ?{n} ESCAPE '\\'")).collect();
        let sql = format!(
            "SELECT rehearsal.talk, said FROM attempt JOIN rehearsal ON rehearsal.id = attempt.rehearsal
             WHERE {} ORDER BY at DESC LIMIT {}",
            conditions.join(" AND "),
            limit.saturating_mul(4)
        );
        let wanted = words.iter().map(|word| {
            let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            format!("%{escaped}%")
        });
        let found = rows(&self.connection, &sql, params_from_iter(wanted), &mut 0, |row| {
            Some((id(row, 0)?, super::read::words(row, 1)?))
        })?;
        for (id, said) in found {
            let known = |hit: &Hit| matches!(&hit.what, HitIn::Talk(talk) if talk.id == id);
            if hits.len() >= limit {
                break;
            }
            if hits.iter().any(known) {
                continue;
            }
            let Some(talk) = self.read_talk(&id, &mut 0)? else { continue };
            let line = best_text(&[(Part::Note, said.as_str())], words, CELLS);
            let text = line.map(|(_, text)| text).unwrap_or_default();
            hits.push(Hit { what: HitIn::Talk(Box::new(talk)), part: None, text });
        }
        Ok(())
    }

    /// Makes the rows of what was changed since the last search.
    fn make_searchable(&mut self) -> Result<(), Trouble> {
        let missing = |table: &str| {
            let sql = format!("SELECT id FROM {table} WHERE id NOT IN (SELECT id FROM search)");
            rows(&self.connection, &sql, [], &mut 0, |row| id(row, 0))
        };
        let (talks, clients) = (missing("talk")?, missing("client")?);
        if talks.is_empty() && clients.is_empty() {
            return Ok(());
        }
        let mut made = Vec::with_capacity(talks.len() + clients.len());
        for id in talks {
            if let Some(talk) = self.read_talk(&id, &mut 0)?.filter(|talk| !talk.example) {
                made.push((id, false, talk.changed, searched(&texts_of_talk(&talk))));
            } else {
                // What cannot be read, and examples, are not looked at again at every search.
                made.push((id, false, jiff::Timestamp::UNIX_EPOCH, String::new()));
            }
        }
        for id in clients {
            let sql = "SELECT state FROM client WHERE id = ?1";
            let found =
                rows(&self.connection, sql, [&id], &mut 0, |row| super::clients::client(&value::<String>(row, 0)?))?;
            let client = found.into_iter().next();
            let text = client.as_ref().map(|client| searched(&texts_of_client(client))).unwrap_or_default();
            made.push((id, true, client.map_or(jiff::Timestamp::UNIX_EPOCH, |client| client.changed), text));
        }
        let transaction = self.transaction()?;
        {
            let mut insert = transaction
                .prepare_cached("INSERT OR REPLACE INTO search (id, client, changed, text) VALUES (?1, ?2, ?3, ?4)")?;
            for (id, client, changed, text) in made {
                insert.execute(params![id, client, time(changed), text])?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

/// Drops the row of what was changed.
pub(super) fn forget(transaction: &Transaction<'_>, id: &str) -> Result<(), Trouble> {
    let connection: &Connection = transaction;
    connection.prepare_cached("DELETE FROM search WHERE id = ?1")?.execute([id])?;
    Ok(())
}
