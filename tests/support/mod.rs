//! What several test files share: the shipped pack, a fixed moment, a model to begin with.
#![allow(dead_code, reason = "not every test file needs all of it")]

pub mod script;

use std::sync::{Arc, OnceLock};

use forthright::coach::{Command, Effect, Model, Msg, Start, Talk, Wishes, update};
use forthright::listen::Listener;
use forthright::pack::{Lang, Pack, load};
use forthright::text::Edit;
use jiff::ZonedDateTime;

/// The shipped pack, read from its folder.
pub fn pack() -> Arc<Pack> {
    static PACK: OnceLock<Arc<Pack>> = OnceLock::new();
    let compiled = || {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/client-talks");
        match load(&folder) {
            Ok(pack) => Arc::new(pack),
            Err(found) => panic!("{}", found.iter().map(|d| format!("{d}\n")).collect::<String>()),
        }
    };
    PACK.get_or_init(compiled).clone()
}

/// A listener made from it.
pub fn listener() -> Arc<Listener> {
    static LISTENER: OnceLock<Arc<Listener>> = OnceLock::new();
    LISTENER.get_or_init(|| Arc::new(Listener::new(&pack().signals))).clone()
}

/// A fixed moment.
pub fn now() -> ZonedDateTime {
    "2026-06-09T16:30:00+08:00[Asia/Shanghai]".parse().unwrap()
}

/// The program at the beginning.
pub fn begin(lang: Lang, wishes: Wishes, start: Start) -> (Model, Vec<Effect>) {
    Model::begin(pack(), listener(), lang, wishes, start, &now())
}

/// A rehearsal of a scenario's example case, at its first step.
pub fn rehearse(scenario: &str, lang: Lang, level: &str, seed: u64) -> Model {
    let pack = pack();
    let talk = Talk::example(pack.scenario(scenario).unwrap(), lang, now().timestamp());
    let wishes = Wishes { persona: None, level: Some(level.to_owned()), seed: Some(seed), ..Wishes::default() };
    begin(lang, wishes, Start::Rehearse(Box::new(talk), None)).0
}

/// Gives a command.
pub fn act(model: &mut Model, command: Command) -> Vec<Effect> {
    update(model, Msg::Do(command), &now())
}

/// Types a text.
pub fn write(model: &mut Model, text: &str) -> Vec<Effect> {
    update(model, Msg::Edit(Edit::Paste(text.to_owned())), &now())
}
