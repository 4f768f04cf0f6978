//! The whole store in one file, and back: a first line that says what follows, then a record a line.
//!
//! The first line tells how many bytes follow and their checksum, so that a file that was cut off or changed is refused
//! before anything of it is used. Restoring merges: nothing that is here is lost, of two versions the later one counts,
//! and a second time changes nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::around::{json, put_followup};
use super::clients::put_client;
use super::error::{StoreError, Trouble};
use super::read::{id, rows};
use super::save::{put_rehearsal, put_talk};
use super::{MAX_ROWS, Store};
use crate::coach::{Call, Client, DrillItem, FollowUp, Rehearsal, Talk};
use crate::text::clean_line;

/// The version of the format that this program writes.
pub const FORMAT: u32 = 1;
/// What the first line begins with.
const MAGIC: &str = "{\"forthright-backup\":";

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    #[serde(rename = "forthright-backup")]
    format: u32,
    made: Timestamp,
    bytes: usize,
    checksum: String,
}

/// A record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Record {
    Client(Box<Client>),
    Talk(Box<Talk>),
    Rehearsal(Box<Rehearsal>),
    FollowUp(Box<FollowUp>),
    Drill(Box<DrillItem>),
}

/// Why a file was not restored; the store is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupError {
    /// The file is no backup.
    NotABackup,
    /// A newer version of this program made it.
    Newer(u32),
    /// It ends too soon, or something was added to it.
    Length {
        /// How many bytes should follow the first line.
        wanted: usize,
        /// How many do.
        found: usize,
    },
    /// Its checksum does not fit its bytes.
    Damaged,
    /// A line cannot be understood; its number, from 1.
    Line(usize),
    /// The store failed.
    Store(StoreError),
}

/// How many of one kind were new, changed and the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Not here before.
    pub new: usize,
    /// Here, and brought up to a later version.
    pub changed: usize,
    /// Here as they are, or in a later version.
    pub same: usize,
}

/// What restoring did, or would do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// Clients' files.
    pub clients: Tally,
    /// Talks.
    pub talks: Tally,
    /// Rehearsals.
    pub rehearsals: Tally,
    /// Follow-ups of clients alone; those of talks belong to them.
    pub followups: Tally,
    /// Items of the drill.
    pub drills: Tally,
}

impl Store {
    /// Everything in the store as one file.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn backup(&self, now: Timestamp) -> Result<Vec<u8>, StoreError> {
        let records = self.reading(|| self.records())?;
        let mut body = Vec::new();
        for record in &records {
            serde_json::to_writer(&mut body, record).map_err(|e| self.failed(Trouble::Database(e.to_string())))?;
            body.push(b'\n');
        }
        let head = Head { format: FORMAT, made: now, bytes: body.len(), checksum: checksum(&body) };
        let mut file = serde_json::to_vec(&head).map_err(|e| self.failed(Trouble::Database(e.to_string())))?;
        file.push(b'\n');
        file.extend(body);
        Ok(file)
    }

    /// Merges a backup into the store, all of it or nothing, and tells what that did. With `dry_run` it only tells.
    ///
    /// # Errors
    /// The file is no whole backup of a known version, or the store failed; nothing is changed then.
    pub fn restore(&mut self, file: &[u8], dry_run: bool) -> Result<Restored, BackupError> {
        let records = read(file)?;
        let merged = self.merge(records).map_err(|trouble| BackupError::Store(self.failed(trouble)))?;
        if !dry_run {
            self.write_records(&merged.records).map_err(|trouble| BackupError::Store(self.failed(trouble)))?;
        }
        Ok(merged.told)
    }

    fn records(&self) -> Result<Vec<Record>, Trouble> {
        let mut records: Vec<Record> = Vec::new();
        let clients = self.clients().map_err(|error| error.trouble)?;
        records.extend(clients.into_iter().map(|client| Record::Client(Box::new(client))));
        let talks = rows(&self.connection, "SELECT id FROM talk ORDER BY id", [], &mut 0, |row| id(row, 0))?;
        for talk in talks {
            let Some(talk) = self.read_talk(&talk, &mut 0)? else { continue };
            let rehearsals = self.read_rehearsals(&talk.id, usize::MAX, &mut 0)?;
            records.push(Record::Talk(Box::new(talk)));
            // The last saved comes last, so that it is the last saved again.
            records.extend(rehearsals.into_iter().rev().map(|(rehearsal, _)| Record::Rehearsal(Box::new(rehearsal))));
        }
        let alone = self.followups(true).map_err(|error| error.trouble)?;
        let alone = alone.into_iter().filter(|followup| followup.talk.is_none());
        records.extend(alone.map(|followup| Record::FollowUp(Box::new(followup))));
        let drills = self.drills().map_err(|error| error.trouble)?;
        records.extend(drills.into_iter().map(|item| Record::Drill(Box::new(item))));
        Ok(records)
    }

    /// What has to be written so that the store holds the records too.
    fn merge(&self, records: Vec<Record>) -> Result<Merged, Trouble> {
        let mut merged = Merged::default();
        let drills = self.drills().map_err(|error| error.trouble)?;
        let alone = self.followups(true).map_err(|error| error.trouble)?;
        for record in records {
            match record {
                Record::Client(client) => {
                    let here = self.client(&client.id).map_err(|error| error.trouble)?;
                    let whole = joined(&here, *client, later_client);
                    merged.take(|told| &mut told.clients, here, whole, |it| Record::Client(Box::new(it)));
                }
                Record::Talk(talk) => {
                    let here = self.read_talk(&talk.id, &mut 0)?;
                    let whole = joined(&here, *talk, later_talk);
                    merged.take(|told| &mut told.talks, here, whole, |it| Record::Talk(Box::new(it)));
                }
                Record::Rehearsal(run) => {
                    let here = self.read_rehearsal(&run.id, &run.talk)?;
                    let whole = joined(&here, *run, later_rehearsal);
                    merged.take(|told| &mut told.rehearsals, here, whole, |it| Record::Rehearsal(Box::new(it)));
                }
                Record::FollowUp(followup) => {
                    let here = alone.iter().find(|here| here.id == followup.id).cloned();
                    let whole = joined(&here, *followup, later_followup);
                    merged.take(|told| &mut told.followups, here, whole, |it| Record::FollowUp(Box::new(it)));
                }
                Record::Drill(item) => {
                    let same = |here: &&DrillItem| {
                        (&here.scenario, &here.step, &here.check) == (&item.scenario, &item.step, &item.check)
                    };
                    let here = drills.iter().find(same).cloned();
                    let whole = match &here {
                        Some(here) if here.tries.len() >= item.tries.len() => here.clone(),
                        _ => *item,
                    };
                    merged.take(|told| &mut told.drills, here, whole, |it| Record::Drill(Box::new(it)));
                }
            }
        }
        Ok(merged)
    }

    fn write_records(&mut self, records: &[Record]) -> Result<(), Trouble> {
        let mut drills = Vec::new();
        let transaction = self.transaction()?;
        for record in records {
            match record {
                Record::Client(client) => put_client(&transaction, client)?,
                Record::Talk(talk) => put_talk(&transaction, talk)?,
                Record::Rehearsal(run) => {
                    put_rehearsal(&transaction, run)?;
                }
                Record::FollowUp(followup) => put_followup(&transaction, followup, MAX_ROWS)?,
                Record::Drill(item) => drills.push(item),
            }
        }
        for item in drills {
            super::drills::put_drill(&transaction, item)?;
        }
        transaction.commit()?;
        // What this instance knew of rehearsals may be outdated now.
        self.seen.get_mut().clear();
        Ok(())
    }
}

/// What is here and what comes, as one.
fn joined<T: Clone>(here: &Option<T>, there: T, later: fn(T, T) -> T) -> T {
    match here {
        Some(here) => later(here.clone(), there),
        None => there,
    }
}

/// What has to be written, and the tally.
#[derive(Default)]
struct Merged {
    records: Vec<Record>,
    told: Restored,
}

impl Merged {
    fn take<T: PartialEq>(
        &mut self,
        tally: impl Fn(&mut Restored) -> &mut Tally,
        here: Option<T>,
        whole: T,
        record: impl Fn(T) -> Record,
    ) {
        let tally = tally(&mut self.told);
        match here {
            Some(here) if here == whole => tally.same += 1,
            Some(_) => {
                tally.changed += 1;
                self.records.push(record(whole));
            }
            None => {
                tally.new += 1;
                self.records.push(record(whole));
            }
        }
    }
}

/// Reads a file and checks it before anything of it is used.
fn read(file: &[u8]) -> Result<Vec<Record>, BackupError> {
    let end = file.iter().position(|byte| *byte == b'\n').unwrap_or(file.len());
    let (first, body) = (file.get(..end).unwrap_or_default(), file.get(end + 1..).unwrap_or_default());
    let first = std::str::from_utf8(first).map_err(|_| BackupError::NotABackup)?;
    if !first.starts_with(MAGIC) {
        return Err(BackupError::NotABackup);
    }
    // A later format may say other things beside its number.
    let format: Option<serde_json::Value> = serde_json::from_str(first).ok();
    let format = format.and_then(|head| head.get("forthright-backup")?.as_u64());
    if let Some(newer) = format.filter(|format| *format > u64::from(FORMAT)) {
        return Err(BackupError::Newer(u32::try_from(newer).unwrap_or(u32::MAX)));
    }
    let head: Head = serde_json::from_str(first).map_err(|_| BackupError::Damaged)?;
    if head.bytes != body.len() {
        return Err(BackupError::Length { wanted: head.bytes, found: body.len() });
    }
    if head.checksum != checksum(body) {
        return Err(BackupError::Damaged);
    }
    let text = std::str::from_utf8(body).map_err(|_| BackupError::Damaged)?;
    let mut records = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let record = json(line).filter(is_sound).ok_or(BackupError::Line(n + 2))?;
        records.push(record);
    }
    Ok(records)
}

/// Whether the ids of a record are such as this program makes: who writes a checksum can write anything.
fn is_sound(record: &Record) -> bool {
    let plain = |id: &str| !id.is_empty() && id.len() <= 500 && clean_line(id) == id;
    match record {
        Record::Client(client) => plain(&client.id) && !client.name.trim().is_empty(),
        Record::Talk(talk) => {
            let own = |followup: &FollowUp| plain(&followup.id) && followup.talk.as_ref() == Some(&talk.id);
            plain(&talk.id) && plain(&talk.scenario) && talk.followups.iter().all(own)
        }
        Record::Rehearsal(run) => plain(&run.id) && plain(&run.talk),
        Record::FollowUp(followup) => plain(&followup.id) && followup.talk.is_none(),
        Record::Drill(item) => plain(&item.scenario) && plain(&item.step) && plain(&item.check),
    }
}

/// The checksum of the records: FNV-1a with 64 bits, against accidents and not against malice.
fn checksum(bytes: &[u8]) -> String {
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{sum:016x}")
}

/// The later talk with the calls and follow-ups of both.
fn later_talk(here: Talk, there: Talk) -> Talk {
    let (mut winner, other) = if there.changed > here.changed { (there, here) } else { (here, there) };
    let mut calls: BTreeMap<Timestamp, Call> = other.calls.into_iter().map(|call| (call.began, call)).collect();
    calls.extend(std::mem::take(&mut winner.calls).into_iter().map(|call| (call.began, call)));
    winner.calls = calls.into_values().collect();
    for followup in other.followups {
        match winner.followups.iter_mut().find(|own| own.id == followup.id) {
            Some(own) => *own = later_followup(own.clone(), followup),
            None => winner.followups.push(followup),
        }
    }
    winner
}

/// The version with the longer history.
fn later_followup(here: FollowUp, there: FollowUp) -> FollowUp {
    if there.history.len() > here.history.len() { there } else { here }
}

/// The later file with the answers of both.
fn later_client(here: Client, there: Client) -> Client {
    let (mut winner, other) = if there.changed > here.changed { (there, here) } else { (here, there) };
    for survey in other.surveys {
        if winner.surveys.iter().all(|own| own.at != survey.at) {
            winner.surveys.push(survey);
        }
    }
    winner.surveys.sort_by_key(|survey| survey.at);
    winner.also.extend(other.also);
    winner
}

/// The rehearsal with more in it.
fn later_rehearsal(here: Rehearsal, there: Rehearsal) -> Rehearsal {
    let much = |run: &Rehearsal| (run.attempts.len(), run.turns.len(), run.finished);
    if much(&there) > much(&here) { there } else { here }
}
