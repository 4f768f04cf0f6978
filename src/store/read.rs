//! Reading. Nothing read is trusted: ids must be plain, words are cleaned, what cannot be understood
//! is left out and counted.

use jiff::Timestamp;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::error::{StoreError, Trouble};
use super::save::{free_id, gate_named};
use super::tidy::clean;
use super::{MAX_ROWS, MAX_STATE_BYTES, MAX_TEXT_BYTES, Store, number};
use crate::coach::{Draft, GateAnswer, Place, Rehearsal, Said, Talk, TalkSummary};
use crate::text::{clean_line, clean_text};

/// The most talks that are listed at once.
pub const MAX_LISTED: usize = 1_000;
/// How many unreadable rehearsals of one talk are passed over in search of a readable one.
const MAX_PASSED_OVER: usize = 50;

/// What a name on the command line means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing in the store.
    None,
    /// This talk, with the rehearsal that was saved last.
    One(Box<Talk>, Option<Box<Rehearsal>>),
    /// Any of these, the last worked on first.
    Several(Vec<Talk>),
}

impl Store {
    /// The talks, the last worked on first, at most `limit` of them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn talks(&self, limit: usize) -> Result<Vec<TalkSummary>, StoreError> {
        Ok(self.talks_and_losses(limit)?.0)
    }

    /// [`Store::talks`], and how many rows of what was looked at could not be understood.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn talks_and_losses(&self, limit: usize) -> Result<(Vec<TalkSummary>, usize), StoreError> {
        self.reading(|| self.read_talks(limit))
    }

    /// A talk with the rehearsal that was saved last, lines that were being typed included.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn talk(&self, id: &str) -> Result<Option<(Talk, Option<Rehearsal>)>, StoreError> {
        self.reading(|| self.read_talk_and_rehearsal(id))
    }

    /// A talk to go on with: as [`Store::talk`], but beside another instance an unfinished rehearsal
    /// comes as a copy under a new id, so that neither overwrites the other.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn resume(&self, id: &str) -> Result<Option<(Talk, Option<Rehearsal>)>, StoreError> {
        let mut found = self.talk(id)?;
        let last = found.as_mut().and_then(|(_, rehearsal)| rehearsal.as_mut());
        if let Some(rehearsal) = last.filter(|rehearsal| !self.alone && !rehearsal.finished) {
            rehearsal.id = free_id(&self.connection, &rehearsal.id).map_err(|error| self.failed(error))?;
        }
        Ok(found)
    }

    /// Every readable rehearsal of a talk, the last saved first, and how many could not be understood.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn rehearsals(&self, talk: &str) -> Result<(Vec<Rehearsal>, usize), StoreError> {
        let mut unreadable = 0;
        let found = self.reading(|| self.read_rehearsals(talk, MAX_LISTED, &mut unreadable))?;
        Ok((found.into_iter().map(|(rehearsal, _)| rehearsal).collect(), unreadable))
    }

    /// The talk that a name on the command line means: the one of that id, or that of this very
    /// client, or else the one whose id begins with the name or whose client's name contains it.
    /// Upper and lower case are the same.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn find_talk(&self, name: &str) -> Result<Found, StoreError> {
        self.reading(|| {
            let ids = self.named(name)?;
            if let [id] = ids.as_slice() {
                let found = self.read_talk_and_rehearsal(id)?;
                return Ok(found.map_or(Found::None, |(talk, last)| Found::One(Box::new(talk), last.map(Box::new))));
            }
            let mut talks = Vec::new();
            for id in ids.into_iter().take(MAX_LISTED) {
                talks.extend(self.read_talk(&id, &mut 0)?);
            }
            Ok(if talks.is_empty() { Found::None } else { Found::Several(talks) })
        })
    }

    /// Reads within one transaction: all of it from the same moment, and the file locked once.
    pub(super) fn reading<T>(&self, read: impl FnOnce() -> Result<T, Trouble>) -> Result<T, StoreError> {
        let read = || {
            let transaction = self.connection.unchecked_transaction()?;
            let found = read()?;
            transaction.finish()?;
            Ok(found)
        };
        read().map_err(|trouble: Trouble| self.failed(trouble))
    }

    fn named(&self, name: &str) -> Result<Vec<String>, Trouble> {
        let wanted = name.trim().to_lowercase();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!("SELECT talk.id, coalesce(talk.client, '') FROM talk {LAST_WORKED_ON}");
        let all = self.rows(&sql, [], &mut 0, |row| Some((id(row, 0)?, words(row, 1)?.to_lowercase())))?;
        let of = |fits: &dyn Fn(&str, &str) -> bool| -> Vec<String> {
            all.iter().filter(|(id, client)| fits(id, client)).map(|(id, _)| id.clone()).collect()
        };
        let mut found = of(&|id, _| id == wanted);
        if found.is_empty() {
            found = of(&|_, client| client.trim() == wanted);
        }
        if found.is_empty() {
            found = of(&|id, client| id.starts_with(&wanted) || client.contains(&wanted));
        }
        Ok(found)
    }

    fn read_talks(&self, limit: usize) -> Result<(Vec<TalkSummary>, usize), Trouble> {
        let mut unreadable = 0;
        let sql = format!("SELECT talk.id FROM talk {LAST_WORKED_ON} LIMIT ?1");
        let ids = self.rows(&sql, [number(limit.min(MAX_LISTED))], &mut unreadable, |row| id(row, 0))?;
        let mut talks = Vec::with_capacity(ids.len());
        for id in &ids {
            talks.extend(self.read_summary(id, &mut unreadable)?);
        }
        Ok((talks, unreadable))
    }

    pub(super) fn read_summary(&self, talk: &str, unreadable: &mut usize) -> Result<Option<TalkSummary>, Trouble> {
        let Some(talk) = self.read_talk(talk, unreadable)? else { return Ok(None) };
        let sql = "SELECT place, finished FROM rehearsal WHERE talk = ?1 ORDER BY touched DESC LIMIT ?2";
        let standing = self.rows(sql, params![talk.id, number(MAX_PASSED_OVER)], unreadable, |row| {
            let place: String = value(row, 0)?;
            Some((serde_json::from_str::<Place>(&place).ok()?, value(row, 1)?))
        })?;
        let (place, finished) = standing.into_iter().next().map_or((None, false), |(place, done)| (Some(place), done));
        Ok(Some(TalkSummary { talk, place, finished }))
    }

    fn read_talk_and_rehearsal(&self, id: &str) -> Result<Option<(Talk, Option<Rehearsal>)>, Trouble> {
        let Some(talk) = self.read_talk(id, &mut 0)? else { return Ok(None) };
        let last = self.read_rehearsals(id, 1, &mut 0)?.into_iter().next();
        let rehearsal = last.map(|(rehearsal, touched)| {
            self.seen.borrow_mut().insert(rehearsal.id.clone(), touched);
            rehearsal
        });
        Ok(Some((talk, rehearsal)))
    }

    pub(super) fn read_talk(&self, talk: &str, unreadable: &mut usize) -> Result<Option<Talk>, Trouble> {
        let sql = "SELECT id, scenario, example, created, changed, client_id, known, closed FROM talk WHERE id = ?1";
        let found = self.rows(sql, [talk], unreadable, |row| {
            Some(Talk {
                id: id(row, 0)?,
                scenario: id(row, 1)?,
                example: value(row, 2)?,
                facts: Default::default(),
                flags: Default::default(),
                gate: Default::default(),
                ticks: Default::default(),
                client: if value::<Option<String>>(row, 5)?.is_some() { Some(id(row, 5)?) } else { None },
                known: some_time(row, 6)?,
                calls: Vec::new(),
                followups: Vec::new(),
                closed: some_time(row, 7)?,
                created: time(row, 3)?,
                changed: time(row, 4)?,
            })
        })?;
        let Some(mut talk) = found.into_iter().next() else { return Ok(None) };
        let sql = "SELECT id, text, flag FROM fact WHERE talk = ?1 LIMIT ?2";
        let facts = self.rows(sql, params![talk.id, number(MAX_ROWS)], unreadable, |row| {
            let text = if value::<Option<String>>(row, 1)?.is_some() { Some(words(row, 1)?) } else { None };
            Some((id(row, 0)?, text, value::<Option<bool>>(row, 2)?))
        })?;
        for (id, text, flag) in facts {
            talk.flags.extend(flag.map(|flag| (id.clone(), flag)));
            talk.facts.extend(text.map(|text| (id, text)));
        }
        let sql = "SELECT item, state, note FROM gate WHERE talk = ?1 LIMIT ?2";
        let gate = self.rows(sql, params![talk.id, number(MAX_ROWS)], unreadable, |row| {
            let state = gate_named(&value::<String>(row, 1)?)?;
            Some((id(row, 0)?, GateAnswer { state, note: words(row, 2)? }))
        })?;
        talk.gate = gate.into_iter().collect();
        let sql = "SELECT item FROM tick WHERE talk = ?1 LIMIT ?2";
        talk.ticks =
            self.rows(sql, params![talk.id, number(MAX_ROWS)], unreadable, |row| id(row, 0))?.into_iter().collect();
        self.read_around(&mut talk, unreadable)?;
        Ok(Some(talk))
    }

    /// The first `wanted` readable rehearsals of a talk with their `touched`, the last saved first.
    pub(super) fn read_rehearsals(
        &self,
        talk: &str,
        wanted: usize,
        unreadable: &mut usize,
    ) -> Result<Vec<(Rehearsal, i64)>, Trouble> {
        let mut found = Vec::new();
        let sql = "SELECT id, touched FROM rehearsal WHERE talk = ?1 ORDER BY touched DESC LIMIT ?2";
        let limit = wanted.saturating_add(MAX_PASSED_OVER);
        let rows =
            self.rows(sql, params![talk, number(limit)], unreadable, |row| Some((id(row, 0)?, value(row, 1)?)))?;
        for (id, touched) in rows {
            match self.read_rehearsal(&id, talk)? {
                Some(rehearsal) => found.push((rehearsal, touched)),
                None => *unreadable += 1,
            }
            if found.len() == wanted {
                break;
            }
        }
        Ok(found)
    }

    pub(super) fn read_rehearsal(&self, id: &str, talk: &str) -> Result<Option<Rehearsal>, Trouble> {
        let state: Option<String> = self
            .connection
            .prepare_cached("SELECT state FROM rehearsal WHERE id = ?1 AND octet_length(state) <= ?2")?
            .query_row(params![id, number(MAX_STATE_BYTES)], |row| Ok(row.get(0).ok()))
            .optional()?
            .flatten();
        let rehearsal = state.and_then(|state| serde_json::from_str::<Rehearsal>(&state).ok());
        let Some(mut rehearsal) = rehearsal.filter(|r| r.id == id && r.talk == talk) else { return Ok(None) };
        let sql = "SELECT place, text, cursor FROM draft WHERE rehearsal = ?1 LIMIT ?2";
        let drafts = self.rows(sql, params![id, number(MAX_ROWS)], &mut 0, |row| {
            let cursor = usize::try_from(value::<i64>(row, 2)?).ok()?;
            Some((value(row, 0)?, Draft { text: words(row, 1)?, cursor }))
        })?;
        rehearsal.drafts.extend::<Vec<(String, Draft)>>(drafts);
        tidy(&mut rehearsal);
        Ok(Some(rehearsal))
    }

    /// The rows that can be understood; the others are counted.
    fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        unreadable: &mut usize,
        read: impl Fn(&Row<'_>) -> Option<T>,
    ) -> Result<Vec<T>, Trouble> {
        rows(&self.connection, sql, params, unreadable, read)
    }
}

/// The rows that can be understood; the others are counted.
pub(super) fn rows<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    unreadable: &mut usize,
    read: impl Fn(&Row<'_>) -> Option<T>,
) -> Result<Vec<T>, Trouble> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        match read(row) {
            Some(item) => found.push(item),
            None => *unreadable += 1,
        }
    }
    Ok(found)
}

/// Sorts talks by what was last done for them: a change of the case or an attempt.
const LAST_WORKED_ON: &str = "ORDER BY max(talk.changed, coalesce((SELECT max(rehearsal.changed) FROM rehearsal
     WHERE rehearsal.talk = talk.id), '')) DESC, talk.id DESC";

pub(super) fn value<T: FromSql>(row: &Row<'_>, at: usize) -> Option<T> {
    row.get(at).ok()
}

/// An id: nothing in it that a terminal would take for more than text.
pub(super) fn id(row: &Row<'_>, at: usize) -> Option<String> {
    value::<String>(row, at).filter(|id| !id.is_empty() && id.len() <= 500 && clean_line(id) == *id)
}

/// Words of the user's; cleaned, as they were when they were typed.
pub(super) fn words(row: &Row<'_>, at: usize) -> Option<String> {
    let text = value::<String>(row, at).filter(|text| text.len() <= MAX_TEXT_BYTES)?;
    Some(clean_text(&text).into_owned())
}

fn time(row: &Row<'_>, at: usize) -> Option<Timestamp> {
    value::<String>(row, at)?.parse().ok()
}

/// A time that may be left out; the outer `None` stands for one that cannot be understood.
fn some_time(row: &Row<'_>, at: usize) -> Option<Option<Timestamp>> {
    if value::<Option<String>>(row, at)?.is_some() { time(row, at).map(Some) } else { Some(None) }
}

/// Cleans every word of a rehearsal, and puts cursors where the text has room for them.
fn tidy(rehearsal: &mut Rehearsal) {
    rehearsal.attempts.iter_mut().for_each(|attempt| clean(&mut attempt.text));
    for said in rehearsal.turns.iter_mut().flat_map(|turn| &mut turn.said) {
        match said {
            Said::Aloud(_) => {}
            Said::You(text) => clean(text),
            Said::Client(both) => {
                clean(&mut both.zh);
                clean(&mut both.en);
            }
        }
    }
    for draft in rehearsal.drafts.values_mut() {
        clean(&mut draft.text);
        draft.cursor = draft.text.floor_char_boundary(draft.cursor);
    }
}
