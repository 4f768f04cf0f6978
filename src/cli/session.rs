//! Plays the machine: on the screens, or in lines where there is no terminal.

use std::path::PathBuf;
use std::sync::Mutex;

use crate::coach::{Model, Msg, Packs, Start, Wishes, World as Report, update};
use crate::export::{card_document, markdown, redact_case, text};
use crate::pack::{Shelf, Word};
use crate::plain::Plain;
use crate::runtime::{
    Clock, End, Ended, Finished, Frontend, Mailbox, RunError, Storage, World, Writers, moment, run, watch_folder,
};
use crate::store::Store;
use crate::tui::{Palette, Theme, Tui};

use super::context::{Context, at_terminal};
use super::error::{Exit, Failure, say};
use super::shelf::{files, left_out, shelf};

/// Plays from a start until the user leaves.
pub fn play(context: &Context, start: Start, wishes: Wishes, plain: bool) -> Result<Exit, Failure> {
    let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let writers =
        Writers { card_text: |card| text(&card_document(card)), card_file: |card| markdown(&card_document(card)) };
    let world = World::new(storage(context), folder, writers, Clock::system());
    let context = &context.on(scenario(&start));
    let (pack, listener) = (context.pack.clone(), context.listener.clone());
    let (model, effects) = Model::begin(pack, listener, context.lang, wishes, start, &moment());
    let mut model = model.beside(context.packs.clone()).counting(context.calendar()).redacting(
        |case, pack, listener, talk, rehearsal, now, lang| {
            redact_case(case, (pack, listener), (talk, Some(rehearsal), None), now, lang)
        },
    );
    if !context.aside.is_empty() {
        let told: Vec<String> = context.aside.iter().map(|broken| left_out(broken, context.lang)).collect();
        update(&mut model, Msg::World(Report::Told(told.join(" "))), &moment());
    }
    let words = context.pack.interface.clone();
    let cannot = |error: std::io::Error| Failure::store(error.to_string());
    if plain || !at_terminal() {
        let input = std::io::BufReader::new(std::io::stdin());
        let mut lines = Plain::new(words, input, std::io::stdout()).and_then(Plain::with_signals).map_err(cannot)?;
        follow(context, lines.mailbox());
        finish(context, run(model, effects, &mut lines, world))
    } else {
        let mut screens = Tui::enter(words, theme(context)).map_err(cannot)?;
        follow(context, screens.mailbox());
        let ended = run(model, effects, &mut screens, world);
        // The terminal is given back before anything is told.
        drop(screens);
        finish(context, ended)
    }
}

/// The kind of talk that a start is about.
fn scenario(start: &Start) -> &str {
    match start {
        Start::New(talk) | Start::Rehearse(talk, _) | Start::Checklist(talk, ..) => &talk.scenario,
        _ => "",
    }
}

/// While a pack of the command line is in use, changes in its folder are taken up as they are saved.
fn follow(context: &Context, mailbox: Option<Mailbox>) {
    let (Some(folder), Some(mailbox)) = (context.global.pack.clone(), mailbox) else { return };
    let lang = context.lang;
    // What was read last; saving a file as it was is no change.
    let last = Mutex::new(files(&folder).sources);
    let watched = folder.clone();
    let changed = move || {
        let now = files(&watched);
        match last.lock() {
            Ok(last) if *last == now.sources && now.found.is_empty() => return true,
            Ok(mut last) => last.clone_from(&now.sources),
            Err(_) => return false,
        }
        let packs = Packs(shelf(Some(now)).map(Shelf::finish));
        mailbox(Msg::World(Report::Packs(packs)))
    };
    if let Err(error) = watch_folder(&folder, changed) {
        let word = context.pack.word(Word::PackUnwatched, lang);
        say(&crate::pack::fill(word, &[("path", &folder.to_string_lossy()), ("why", &error.to_string())]));
    }
}

/// Where things are saved. A store that cannot be used is told on the screen; one can rehearse
/// without it.
fn storage(context: &Context) -> Storage {
    if context.global.no_store {
        return Storage::Off;
    }
    match Store::open(&context.store_path()) {
        Ok(store) => Storage::Kept(Box::new(store)),
        Err(error) => Storage::Failed(error),
    }
}

fn theme(context: &Context) -> Theme {
    let colourless = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let palette = match context.global.theme {
        super::Theme::None => Palette::None,
        _ if colourless => Palette::None,
        super::Theme::Dark => Palette::Dark,
        super::Theme::Light => Palette::Light,
        super::Theme::Auto => Palette::guess(std::env::var("COLORFGBG").ok().as_deref()),
    };
    Theme { palette, ascii: context.global.ascii }
}

/// How it ended: quietly when the user left; with the way back when the input or the window did.
fn finish(context: &Context, ended: Result<Finished, RunError>) -> Result<Exit, Failure> {
    let finished = match ended {
        Ok(finished) => finished,
        Err(error) => return Err(Failure::store(error.tell(context.lang))),
    };
    let exit = match finished.end {
        End::Quit | End::Ended(Ended::Input) => Exit::Fine,
        End::Ended(Ended::HangUp) => Exit::Signal(1),
        End::Ended(Ended::Signal(number)) => Exit::Signal(u8::try_from(number).unwrap_or(15)),
    };
    if let (Some(talk), End::Ended(_)) = (finished.model.talk(), finished.end) {
        let kept = !context.global.no_store && context.store_path().exists();
        let command = format!("forthright rehearse {}", talk.id);
        let word = if kept { Word::PlainResume } else { Word::PlainNotSaved };
        say(&crate::pack::fill(context.pack.word(word, finished.model.lang()), &[("command", &command)]));
    }
    Ok(exit)
}
