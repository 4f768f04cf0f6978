//! What the commands around a talk share: the user's calendar, follow-ups brought up to date, clients by name.

use crate::coach::{Calendar, Client, Talk, afterwards, followup};
use crate::pack::Word;
use crate::runtime::{CalendarTrouble, Paths, read_calendar};
use crate::store::{Found, Store};

use super::context::Context;
use super::error::{Failure, say};

/// How many bad lines of a calendar are told.
const BAD_LINES: usize = 5;

impl Context {
    /// The user's working days and zone. What of them cannot be read is told on standard error, and the rest counts.
    pub fn calendar(&self) -> Calendar {
        let folder = Paths::from_env(|name| std::env::var_os(name)).config;
        let (calendar, trouble) = read_calendar(&folder);
        for trouble in trouble {
            match trouble {
                CalendarTrouble::File(path, error) => {
                    let (path, why) = (path.to_string_lossy(), error.to_string());
                    say(&self.say(Word::CliCannotRead, &[("path", &path), ("why", &why)]));
                }
                CalendarTrouble::Lines(path, bad) => {
                    let path = path.to_string_lossy();
                    for line in bad.iter().take(BAD_LINES) {
                        let why = self.say(bad_day(line.why), &[]);
                        let (number, text) = (line.line.to_string(), line.text.as_str());
                        let values = [("path", &*path), ("line", &number), ("text", text), ("why", &why)];
                        say(&self.say(Word::CalendarBadLine, &values));
                    }
                    if bad.len() > BAD_LINES {
                        let n = (bad.len() - BAD_LINES).to_string();
                        say(&self.say(Word::MoreLines, &[("n", &n)]));
                    }
                }
            }
        }
        calendar
    }

    /// Brings the follow-ups of every talk that goes on up to what is known, and every client has a file. A store that
    /// cannot be written to is no reason not to look.
    pub fn bring_up(&self, store: &mut Store, calendar: &Calendar) -> Result<(), Failure> {
        let now = self.now.timestamp();
        store.adopt(now).map_err(|error| self.failed(&error))?;
        for mut talk in store.going_on(now).map_err(|error| self.failed(&error))? {
            let Some(scenario) = self.scenario_of(&talk.scenario) else { continue };
            if followup::bring_up(&mut talk, scenario, self.lang, calendar, now) {
                store.save_talk(&talk).map_err(|error| self.failed(&error))?;
            }
        }
        Ok(())
    }

    /// The reactions with which this talk's client surprised the user: they come up in the next rehearsal.
    pub fn missed_reactions(&self, talk: &Talk) -> Result<Vec<String>, Failure> {
        let Some(client) = &talk.client else { return Ok(Vec::new()) };
        let Some(store) = self.existing_store()? else { return Ok(Vec::new()) };
        let mut talks = Vec::new();
        for summary in store.talks_of(client).map_err(|error| self.failed(&error))? {
            let (rehearsals, _) = store.rehearsals(&summary.talk.id).map_err(|error| self.failed(&error))?;
            talks.push((summary.talk, rehearsals));
        }
        let pack = &self.on(&talk.scenario).pack;
        Ok(afterwards::missed(pack, talks.iter().map(|(talk, rehearsals)| (talk, rehearsals.as_slice()))))
    }

    /// The one client that a name means, with their file.
    pub fn client_named(&self, store: &Store, name: &str) -> Result<Client, Failure> {
        let found = store.find_clients(name).map_err(|error| self.failed(&error))?;
        match <[Client; 1]>::try_from(found) {
            Ok([client]) => Ok(client),
            Err(found) if found.is_empty() => {
                let all = store.clients().map_err(|error| self.failed(&error))?;
                let known: Vec<&str> = all.iter().map(|client| client.name.as_str()).collect();
                Err(self.unknown(Word::ClientNone, name, &known))
            }
            Err(found) => {
                let names: Vec<String> = found.iter().map(|c| format!("{} ({})", c.name, c.id)).collect();
                let names = names.join(", ");
                Err(Failure::input(self.say(Word::CliSeveralClients, &[("name", name), ("names", &names)])))
            }
        }
    }

    /// The one stored talk that a name means.
    pub fn stored_talk(&self, store: &Store, name: &str) -> Result<Talk, Failure> {
        match store.find_talk(name).map_err(|error| self.failed(&error))? {
            Found::One(talk, _) => Ok(*talk),
            Found::Several(talks) => {
                let names: Vec<&str> = talks.iter().map(|talk| talk.id.as_str()).collect();
                Err(Failure::input(self.say(Word::CliSeveral, &[("name", name), ("names", &names.join(", "))])))
            }
            Found::None => {
                let talks = store.talks(50).map_err(|error| self.failed(&error))?;
                let known: Vec<&str> = talks.iter().map(|summary| summary.talk.id.as_str()).collect();
                Err(self.unknown(Word::CliNoTalk, name, &known))
            }
        }
    }
}

fn bad_day(why: crate::coach::BadDay) -> Word {
    use crate::coach::BadDay;
    match why {
        BadDay::NoDate => Word::CalendarNoDate,
        BadDay::NoSuchDay => Word::CalendarNoSuchDay,
        BadDay::Range => Word::CalendarRange,
        BadDay::NoWeekday => Word::CalendarNoWeekday,
    }
}
