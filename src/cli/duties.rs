//! What the commands around a talk share: the user's calendar, follow-ups brought up to date, clients by name.

use std::path::Path;

use crate::coach::{Calendar, Client, Talk, followup};
use crate::pack::Word;
use crate::runtime::{CalendarTrouble, Paths, read_calendar};
use crate::store::{Found, Store};

use super::context::Context;
use super::error::{Failure, say};
use super::files::Trouble;

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

    /// Brings the follow-ups of one talk up to what is known, without keeping them.
    pub fn up_to_date(&self, talk: &mut Talk) {
        if let Some(scenario) = self.scenario_of(&talk.scenario).filter(|_| !talk.example) {
            followup::bring_up(talk, scenario, self.lang, &self.calendar(), self.now.timestamp());
        }
    }

    /// The failure for a file that could not be written, and what to do.
    pub fn not_written(&self, path: &Path, trouble: Trouble) -> Failure {
        let name = path.to_string_lossy();
        let why = match trouble {
            Trouble::Exists => return Failure::input(self.say(Word::CliExists, &[("path", &name)])),
            Trouble::NoPlainFile => self.say(Word::CliNoPlainFile, &[]),
            Trouble::NoFolder => self.say(Word::CliNoFolder, &[]),
            Trouble::Denied => self.say(Word::CliDenied, &[]),
            Trouble::Full => self.say(Word::CliDiskFull, &[]),
            Trouble::Other(error) => error.to_string(),
        };
        Failure::store(self.say(Word::CliCannotWrite, &[("path", &name), ("why", &why)]))
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
