//! What the commands share: language, pack, listener, the store, names of talks.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::ZonedDateTime;

use crate::coach::{Client, Rehearsal, Talk};
use crate::listen::Listener;
use crate::pack::{Broken, Lang, Pack, Scenario, Word, nearest};
use crate::runtime::{Paths, moment};
use crate::store::{Found, Store, StoreError};

use super::error::{Failure, say};
use super::shelf::{Packs, left_out, packs};
use super::{Global, LangChoice};

/// The most that is read of one file or of standard input, in bytes.
pub const MAX_INPUT: u64 = 32 << 20;

/// How many stored talks are looked through for the nearest name.
const NAMES: usize = 50;

/// What the commands share.
pub struct Context {
    /// The options of every command.
    pub global: Global,
    /// The interface language.
    pub lang: Lang,
    /// All packs, the one of the command line first.
    pub packs: Vec<Arc<Pack>>,
    /// Packs of the user's folder that cannot be used.
    pub aside: Vec<Broken>,
    /// The pack in use.
    pub pack: Arc<Pack>,
    /// The listener made from it.
    pub listener: Arc<Listener>,
    /// The moment at which the command began.
    pub now: ZonedDateTime,
}

/// A talk that the command line names: a stored one, or a scenario's example case.
pub struct Named {
    /// The talk.
    pub talk: Talk,
    /// Its last rehearsal.
    pub rehearsal: Option<Rehearsal>,
    /// The client's file, once there is one.
    pub client: Option<Client>,
}

impl Context {
    /// Reads the options. A pack that is asked for and broken is an error with every mistake.
    pub fn new(global: &Global) -> Result<Self, Failure> {
        let lang = language(global);
        let Packs { packs, aside } = packs(global, lang)?;
        // A shelf has one pack at least: the shipped one.
        let pack = packs.first().cloned().unwrap_or_else(|| Arc::new(crate::embedded::pack()));
        let listener = Arc::new(Listener::later(pack.clone()));
        Ok(Self { global: global.clone(), lang, pack, listener, packs, aside, now: moment() })
    }

    /// The same for commands without screens, where packs that were left out are told of on standard error.
    pub fn told(global: &Global) -> Result<Self, Failure> {
        let context = Self::new(global)?;
        context.aside.iter().for_each(|broken| say(&left_out(broken, context.lang)));
        Ok(context)
    }

    /// The same with the pack that a scenario comes from.
    pub fn on(&self, scenario: &str) -> Self {
        let other = self.packs.iter().find(|pack| pack.scenario(scenario).is_some());
        let other = other.filter(|pack| !Arc::ptr_eq(pack, &self.pack));
        let pack = other.cloned().unwrap_or_else(|| self.pack.clone());
        let listener = match other {
            Some(pack) => Arc::new(Listener::later(pack.clone())),
            None => self.listener.clone(),
        };
        Self {
            global: self.global.clone(),
            lang: self.lang,
            pack,
            listener,
            packs: self.packs.clone(),
            aside: self.aside.clone(),
            now: self.now.clone(),
        }
    }

    /// The scenarios of all packs.
    pub fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        self.packs.iter().flat_map(|pack| &pack.scenarios)
    }

    /// The scenario with this id.
    pub fn scenario_of(&self, id: &str) -> Option<&Scenario> {
        self.scenarios().find(|scenario| scenario.id == id)
    }

    /// A message with values in its places.
    pub fn say(&self, word: Word, values: &[(&str, &str)]) -> String {
        crate::pack::fill(self.pack.word(word, self.lang), values)
    }

    /// A failure for a name that nothing has, with the nearest one or all of them.
    pub fn unknown(&self, word: Word, name: &str, known: &[&str]) -> Failure {
        let mut message = self.say(word, &[("name", &crate::text::fit(name, 60))]);
        let near = nearest(name, known.iter().copied());
        let help = match near {
            Some(near) => self.say(Word::CliDidYouMean, &[("name", near)]),
            None => self.say(Word::CliThereAre, &[("names", &known.join(", "))]),
        };
        message.push('\n');
        message.push_str(&help);
        Failure::input(message)
    }

    /// The scenario of this name: its id, or its title in either language.
    pub fn scenario(&self, name: &str) -> Option<&Scenario> {
        let wanted = name.trim().to_lowercase();
        self.scenarios().find(|scenario| {
            let titles = [&scenario.id, &scenario.title.zh, &scenario.title.en];
            titles.iter().any(|title| title.to_lowercase() == wanted)
        })
    }

    /// The scenario of this name, or a failure with the nearest one.
    pub fn known_scenario(&self, name: &str) -> Result<&Scenario, Failure> {
        self.scenario(name).ok_or_else(|| {
            let known: Vec<&str> = self.scenarios().map(|s| s.id.as_str()).collect();
            self.unknown(Word::CliNoScenario, name, &known)
        })
    }

    /// Where the store's file is, or would be.
    pub fn store_path(&self) -> PathBuf {
        store_path(&self.global)
    }

    /// The store when there is one already: for commands that only look.
    pub fn existing_store(&self) -> Result<Option<Store>, Failure> {
        let path = self.store_path();
        if self.global.no_store || !path.exists() {
            return Ok(None);
        }
        self.open(&path).map(Some)
    }

    /// The store, made when it is not there yet.
    pub fn store(&self) -> Result<Store, Failure> {
        if self.global.no_store {
            return Err(Failure::store(self.say(Word::CliNeedsStore, &[("why", "--no-store")])));
        }
        self.open(&self.store_path())
    }

    fn open(&self, path: &Path) -> Result<Store, Failure> {
        Store::open(path).map_err(|error| {
            let why = error.explain(self.lang);
            Failure::store(self.say(Word::CliNeedsStore, &[("why", &why)]))
        })
    }

    /// What a failed look into the store is to the command.
    pub fn failed(&self, error: &StoreError) -> Failure {
        Failure::store(error.explain(self.lang))
    }

    /// The talk that a name on the command line means: a stored talk, or a scenario, whose example
    /// case serves so that everything works before anything is set up.
    pub fn named(&self, store: Option<&Store>, name: &str) -> Result<Named, Failure> {
        if let Some(scenario) = self.scenario(name) {
            return Ok(self.example(scenario));
        }
        if let Some((scenario, id)) = name.rsplit_once('/')
            && let Some(scenario) = self.scenario(scenario)
        {
            let Some(example) = scenario.example(Some(id)) else {
                let known: Vec<&str> = scenario.examples.iter().map(|e| e.id.as_str()).collect();
                return Err(self.unknown(Word::CliNoExample, id, &known));
            };
            let talk = Talk::example_of(scenario, example, self.lang, self.now.timestamp());
            return Ok(Named { talk, rehearsal: None, client: None });
        }
        let mut known: Vec<String> = self.scenarios().map(|s| s.id.clone()).collect();
        if let Some(store) = store {
            match store.find_talk(name).map_err(|error| self.failed(&error))? {
                Found::None => {
                    let talks = store.talks(NAMES).map_err(|error| self.failed(&error))?;
                    known.extend(talks.into_iter().map(|summary| summary.talk.id));
                }
                Found::One(talk, _) => return self.stored(store, &talk.id),
                Found::Several(talks) => {
                    let names: Vec<&str> = talks.iter().map(|talk| talk.id.as_str()).collect();
                    let names = names.join(", ");
                    return Err(Failure::input(self.say(Word::CliSeveral, &[("name", name), ("names", &names)])));
                }
            }
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        Err(self.unknown(Word::CliNoScenario, name, &known))
    }

    /// [`Context::named`], or the talk that was worked on last when there is no name.
    pub fn named_or_latest(&self, name: Option<&str>) -> Result<Named, Failure> {
        match name {
            // A scenario by name needs no store: a broken one is told on the screen, not here.
            Some(name) if self.scenario(name).is_some() => self.named(None, name),
            Some(name) => self.named(self.existing_store()?.as_ref(), name),
            None => self.latest(self.existing_store()?.as_ref()),
        }
    }

    /// A stored talk to go on with.
    fn stored(&self, store: &Store, id: &str) -> Result<Named, Failure> {
        match store.resume(id).map_err(|error| self.failed(&error))? {
            Some((talk, rehearsal)) => {
                let client = talk.client.as_deref().map(|id| store.client(id)).transpose();
                let client = client.map_err(|error| self.failed(&error))?.flatten();
                Ok(Named { talk, rehearsal, client })
            }
            None => Err(self.unknown(Word::CliNoScenario, id, &[])),
        }
    }

    /// The talk that was worked on last.
    pub fn latest(&self, store: Option<&Store>) -> Result<Named, Failure> {
        if let Some(store) = store {
            let talks = store.talks(1).map_err(|error| self.failed(&error))?;
            if let Some(summary) = talks.into_iter().next() {
                return self.stored(store, &summary.talk.id);
            }
        }
        let known: Vec<&str> = self.scenarios().map(|s| s.id.as_str()).collect();
        let which = self.say(Word::CliWhich, &[]);
        let names = self.say(Word::CliThereAre, &[("names", &known.join(", "))]);
        Err(Failure::input(format!("{which}\n{names}")))
    }

    /// A scenario's example case.
    pub fn example(&self, scenario: &Scenario) -> Named {
        Named { talk: Talk::example(scenario, self.lang, self.now.timestamp()), rehearsal: None, client: None }
    }
}

/// Where the store's file is, or would be.
pub fn store_path(global: &Global) -> PathBuf {
    let found = || Paths::from_env(|name| std::env::var_os(name)).store;
    global.store.clone().unwrap_or_else(found)
}

/// The interface language: as asked for, else from the locale.
pub fn language(global: &Global) -> Lang {
    let asked = global.lang.and_then(LangChoice::one);
    asked.unwrap_or_else(|| {
        let locale = sys_locale::get_locale().unwrap_or_default().to_lowercase();
        if locale.starts_with("zh") { Lang::Zh } else { Lang::En }
    })
}

/// Whether a person sits at a terminal that can show screens.
pub fn at_terminal() -> bool {
    let dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    !dumb && std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// A text from a file, or from standard input. At most [`MAX_INPUT`], UTF-8 only.
pub fn read_text(context: &Context, path: Option<&Path>) -> Result<String, Failure> {
    read_text_up_to(context, path, MAX_INPUT)
}

/// A text of at most `max` bytes from a file, or from standard input.
pub fn read_text_up_to(context: &Context, path: Option<&Path>, max: u64) -> Result<String, Failure> {
    let name = path.map_or("-".into(), |p| p.to_string_lossy());
    let cannot = |error: std::io::Error| {
        Failure::input(context.say(Word::CliCannotRead, &[("path", &name), ("why", &error.to_string())]))
    };
    let mut bytes = Vec::new();
    match path {
        Some(path) => {
            let file = std::fs::File::open(path).map_err(cannot)?;
            // Larger than allowed is said at once; the limit below holds for pipes and growing files.
            let long = file.metadata().map_err(cannot)?.len() > max;
            if !long {
                file.take(max + 1).read_to_end(&mut bytes).map_err(cannot)?;
            } else {
                return Err(too_large(context, &name, max));
            }
        }
        None => {
            std::io::stdin().lock().take(max + 1).read_to_end(&mut bytes).map_err(cannot)?;
        }
    }
    if bytes.len() as u64 > max {
        return Err(too_large(context, &name, max));
    }
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|b| **b == b'\n').count() + 1;
        Failure::input(context.say(Word::CliNotText, &[("path", &name), ("line", &line.to_string())]))
    })
}

fn too_large(context: &Context, name: &str, max: u64) -> Failure {
    let max = if max >= 1 << 20 { format!("{} MB", max >> 20) } else { format!("{} kB", max >> 10) };
    Failure::input(context.say(Word::CliTooLarge, &[("path", name), ("max", &max)]))
}
