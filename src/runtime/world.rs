//! Carries out what the machine asks for: the store, files, the clipboard, the clock.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::{Timestamp, ZonedDateTime};

use super::clock::Clock;
use super::document;
use super::frontend::Frontend;
use super::unsaved::{Owed, Unsaved};
use crate::coach::{Card, Copied, DraftToSave, DrillItem, Effect, World as Report};
use crate::pack::Lang;
use crate::store::{Store, StoreError};

/// How long a line may be unsaved. It counts from the first letter after a save: who types without a
/// pause loses no more than who stops.
const DRAFT_PAUSE: Duration = Duration::from_millis(400);
/// How often a running clock is told the time.
const SECOND: Duration = Duration::from_secs(1);
/// So much after the end of a minute it is reported: the two clocks do not run quite alike, and a report that comes too
/// early would show the minute before for another one.
const LATE: Duration = Duration::from_millis(20);
/// The most talks that the home screen is given.
const LISTED: usize = 200;

/// Where things are saved.
#[derive(Debug)]
pub enum Storage {
    /// In this store.
    Kept(Box<Store>),
    /// Nowhere, because the store cannot be used; the user is told why.
    Failed(StoreError),
    /// Nowhere, because the user wishes so. Only a card that they ask for is written.
    Off,
}

/// How documents are written out; the runtime carries them and does not know what they say.
#[derive(Debug, Clone, Copy)]
pub struct Writers {
    /// The card as plain text, for the clipboard.
    pub card_text: fn(&Card) -> String,
    /// The card as Markdown, for a file.
    pub card_file: fn(&Card) -> String,
}

/// What the machine cannot touch itself.
#[derive(Debug)]
pub struct World {
    storage: Storage,
    /// Where documents are written: the folder in which the program was started.
    folder: PathBuf,
    writers: Writers,
    clock: Clock,
    /// Commits that failed, to be tried again.
    owed: Owed,
    /// Why the last save failed; `None` after one that succeeded.
    failed: Option<StoreError>,
    /// When the line being typed has to be saved.
    draft_at: Option<Instant>,
    /// When the running clock has to be told the time.
    second_at: Option<Instant>,
    /// Since when full minutes are counted, and when the next is over.
    minute_at: Option<(Timestamp, Instant)>,
    /// Whether unreadable rows were told of.
    told_unreadable: bool,
}

/// What came of effects.
#[derive(Debug, Default)]
pub(super) struct Carried {
    /// What the machine is to be told, in order.
    pub reports: Vec<Report>,
    /// Whether the program is to end.
    pub quit: bool,
}

impl World {
    /// A world with this storage, in which documents are written into `folder`.
    pub fn new(storage: Storage, folder: PathBuf, writers: Writers, clock: Clock) -> Self {
        Self {
            storage,
            folder,
            writers,
            clock,
            owed: Owed::default(),
            failed: None,
            draft_at: None,
            second_at: None,
            minute_at: None,
            told_unreadable: false,
        }
    }

    /// The moment.
    pub fn now(&self) -> ZonedDateTime {
        (self.clock.now)()
    }

    /// What the machine is told before anything else.
    pub(super) fn greeting(&self, lang: Lang) -> Option<Report> {
        match &self.storage {
            Storage::Kept(store) => (!store.alone()).then_some(Report::OtherInstance),
            Storage::Failed(error) => Some(Report::NoStore(Some(error.explain(lang)))),
            Storage::Off => Some(Report::NoStore(None)),
        }
    }

    /// Carries effects out; the commits first and as one, so that lists show what was just saved.
    /// `retry` commits what is owed even if nothing new is to be saved.
    pub(super) fn carry<F: Frontend>(
        &mut self,
        effects: Vec<Effect>,
        retry: bool,
        lang: Lang,
        frontend: &mut F,
    ) -> Carried {
        let told = self.failed.is_some();
        let mut carried = Carried::default();
        let mut commit = retry && self.owes();
        let mut rest = Vec::new();
        for effect in effects {
            match effect {
                Effect::SaveTalk(talk) => {
                    self.owed.add_talk(*talk);
                    commit = true;
                }
                Effect::SaveRehearsal(rehearsal) => {
                    self.owed.add_rehearsal(*rehearsal);
                    commit = true;
                }
                other => rest.push(other),
            }
        }
        if commit {
            carried.reports.extend(self.commit(lang));
        }
        for effect in rest {
            match effect {
                Effect::SaveTalk(_) | Effect::SaveRehearsal(_) => {}
                Effect::SaveDraftSoon => self.draft_soon(),
                Effect::ListTalks => carried.reports.extend(self.talks(lang)),
                Effect::OpenTalk(id) => carried.reports.push(self.open(&id, lang)),
                Effect::ListDrills => carried.reports.extend(self.drills(lang)),
                Effect::SaveDrills(items) => carried.reports.extend(self.save_drills(&items, lang)),
                Effect::ListRehearsals(talk) => carried.reports.extend(self.rehearsals(&talk, lang)),
                Effect::Copy(what) => carried.reports.push(self.copy(&what, lang, frontend)),
                Effect::WriteCard(card) => carried.reports.push(self.write_card(&card, lang)),
                Effect::Seconds(true) => self.second_at = Some((self.clock.steady)() + SECOND),
                Effect::Seconds(false) => self.second_at = None,
                Effect::Minutes(since) => self.count_minutes(since),
                // Leaving with something unsaved needs a user who knows of it.
                Effect::Quit => carried.quit = told || self.failed.is_none(),
            }
        }
        carried
    }

    /// Commits what is owed.
    fn commit(&mut self, lang: Lang) -> Option<Report> {
        let Storage::Kept(store) = &mut self.storage else {
            self.owed = Owed::default();
            return None;
        };
        // Every rehearsal that is saved carries the line being typed.
        self.draft_at = None;
        let result = self.owed.commit(store);
        Some(self.report(result, lang))
    }

    /// Saves the line being typed. `None` when the store wants the whole rehearsal instead.
    pub(super) fn save_draft(&mut self, draft: &DraftToSave, lang: Lang) -> Option<Report> {
        let Storage::Kept(store) = &mut self.storage else { return None };
        let result = store.save_draft(draft);
        match result {
            Ok(false) => None,
            result => Some(self.report(result.map(|_| ()), lang)),
        }
    }

    fn report(&mut self, result: Result<(), StoreError>, lang: Lang) -> Report {
        self.failed = result.err();
        match &self.failed {
            None => Report::Saved,
            Some(error) => Report::SaveFailed(error.explain(lang)),
        }
    }

    /// Whether commits failed and wait to be tried again.
    pub(super) fn owes(&self) -> bool {
        !self.owed.is_empty()
    }

    /// Whether the last save failed.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    /// What could not be saved, for the last message.
    pub(super) fn unsaved(&self) -> Option<Unsaved> {
        let Storage::Kept(store) = &self.storage else { return None };
        let error = self.failed.clone().filter(|_| !self.owed.is_empty())?;
        Some(Unsaved { error, texts: self.owed.texts(store) })
    }

    /// Remembers that a line is being typed. After a failure only a commit tries again: the user was
    /// told, and is not told every half second.
    fn draft_soon(&mut self) {
        if matches!(self.storage, Storage::Kept(_)) && self.failed.is_none() && self.draft_at.is_none() {
            self.draft_at = Some((self.clock.steady)() + DRAFT_PAUSE);
        }
    }

    /// How long nothing has to be done: for ever, when there is no limit.
    pub(super) fn limit(&self) -> Option<Duration> {
        let minute_at = self.minute_at.map(|(_, at)| at);
        let next = [self.draft_at, self.second_at, minute_at].into_iter().flatten().min()?;
        Some(next.saturating_duration_since((self.clock.steady)()))
    }

    /// Whether the line being typed has to be saved now; asking ends the pause.
    pub(super) fn draft_is_due(&mut self) -> bool {
        let now = (self.clock.steady)();
        self.draft_at.take_if(|at| *at <= now).is_some()
    }

    /// Whether a second went by. Seconds that were slept through are not made up for.
    pub(super) fn second_is_due(&mut self) -> bool {
        let now = (self.clock.steady)();
        let Some(at) = self.second_at.filter(|at| *at <= now) else { return false };
        let next = at + SECOND;
        self.second_at = Some(if next > now { next } else { now + SECOND });
        true
    }

    /// Counts full minutes since a moment from now on, or no longer.
    fn count_minutes(&mut self, since: Option<Timestamp>) {
        self.minute_at = since.map(|since| {
            let passed = self.now().timestamp().duration_since(since).as_millis().rem_euclid(60_000);
            let left = Duration::from_millis(u64::try_from(60_000 - passed).unwrap_or(60_000));
            (since, (self.clock.steady)() + left + LATE)
        });
    }

    /// Whether a minute is over; asking begins the next.
    pub(super) fn minute_is_due(&mut self) -> bool {
        let now = (self.clock.steady)();
        let Some((since, _)) = self.minute_at.filter(|(_, at)| *at <= now) else { return false };
        self.count_minutes(Some(since));
        true
    }

    fn talks(&mut self, lang: Lang) -> Vec<Report> {
        let now = self.now().timestamp();
        let Storage::Kept(store) = &mut self.storage else { return Vec::new() };
        // Whom a talk names gets a file. What fails here is tried again at the next list, and told where it matters.
        let _ = store.adopt(now);
        match store.talks_and_losses(LISTED) {
            Ok((talks, unreadable)) => {
                let mut reports = vec![Report::Talks(talks)];
                if unreadable > 0 && !self.told_unreadable {
                    self.told_unreadable = true;
                    reports.push(notice(match lang {
                        Lang::Zh => format!("存储里有 {unreadable} 条记录读不出来，跳过了；其余照常"),
                        Lang::En => format!("Records in the store that cannot be read, left out: {unreadable}"),
                    }));
                }
                reports
            }
            Err(error) => vec![notice(error.explain(lang))],
        }
    }

    fn open(&self, id: &str, lang: Lang) -> Report {
        let Storage::Kept(store) = &self.storage else { return notice(gone(lang)) };
        match store.resume(id) {
            Ok(Some((talk, rehearsal))) => Report::Opened(Box::new(talk), rehearsal.map(Box::new)),
            Ok(None) => notice(gone(lang)),
            Err(error) => notice(error.explain(lang)),
        }
    }

    fn drills(&self, lang: Lang) -> Option<Report> {
        let Storage::Kept(store) = &self.storage else { return Some(Report::Drills(Vec::new())) };
        Some(match store.drills() {
            Ok(items) => Report::Drills(items),
            Err(error) => notice(error.explain(lang)),
        })
    }

    fn save_drills(&mut self, items: &[DrillItem], lang: Lang) -> Option<Report> {
        let Storage::Kept(store) = &mut self.storage else { return None };
        store.save_drills(items).err().map(|error| notice(error.explain(lang)))
    }

    fn rehearsals(&self, talk: &str, lang: Lang) -> Option<Report> {
        let Storage::Kept(store) = &self.storage else { return None };
        Some(match store.rehearsals(talk) {
            Ok((all, _)) => Report::Rehearsals(talk.to_owned(), all),
            Err(error) => notice(error.explain(lang)),
        })
    }

    fn copy<F: Frontend>(&self, what: &Copied, lang: Lang, frontend: &mut F) -> Report {
        let result = match what {
            Copied::Text(text) => frontend.copy(text),
            Copied::Card(card) => frontend.copy(&(self.writers.card_text)(card)),
        };
        Report::Copied(result.map_err(|error| match lang {
            Lang::Zh => format!("没能复制：{error}"),
            Lang::En => format!("It could not be copied: {error}"),
        }))
    }

    fn write_card(&self, card: &Card, lang: Lang) -> Report {
        let text = (self.writers.card_file)(card);
        let written = document::write_new(&self.folder, &format!("forthright-{}-card", card.scenario), "md", &text);
        Report::Written(match written {
            Ok(path) => Ok(path.display().to_string()),
            Err(error) => Err(document::explain(&error, &self.folder, lang)),
        })
    }
}

/// Something to tell once.
fn notice(text: String) -> Report {
    Report::Told(text)
}

fn gone(lang: Lang) -> String {
    match lang {
        Lang::Zh => "这次谈话已经不在存储里了".to_owned(),
        Lang::En => "This talk is no longer in the store".to_owned(),
    }
}
