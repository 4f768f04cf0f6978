//! The loop: show, wait, take in, carry out; and every way out of it saves.

use std::any::Any;
use std::fmt;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use super::frontend::{Ended, Frontend, Input};
use super::unsaved::Unsaved;
use super::world::World;
use crate::coach::{Command, Effect, Model, Msg, Place, World as Report, update, view};
use crate::pack::{Lang, Pack};

/// The loop has come to its end, and everything is saved.
#[derive(Debug)]
pub struct Finished {
    /// The machine as it stood.
    pub model: Model,
    /// Why it ended.
    pub end: End,
}

/// Why the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The user left.
    Quit,
    /// The world ended it.
    Ended(Ended),
}

/// The loop ended, and not everything is well.
#[derive(Debug)]
pub enum RunError {
    /// The terminal is gone.
    Terminal {
        /// What it said.
        error: io::Error,
        /// What could not be saved then, if anything.
        unsaved: Option<Unsaved>,
    },
    /// Something could not be saved.
    Unsaved {
        /// Why the loop ended.
        end: End,
        /// What, and why not.
        unsaved: Unsaved,
    },
}

/// Runs the machine until the user leaves, the input ends or the terminal is gone. `effects` are
/// those with which the model began; they are carried out before the first picture, so that it shows
/// the talks. When nothing is to be done, nothing wakes.
///
/// A panic inside is passed on after everything was saved; what could not be saved is written to the
/// standard error stream then, since no answer can be given.
///
/// # Errors
/// The terminal is gone, or something could not be saved on the way out.
pub fn run<F: Frontend>(
    model: Model,
    effects: Vec<Effect>,
    frontend: &mut F,
    world: World,
) -> Result<Finished, RunError> {
    let spoken = model.pack_in_use().clone();
    let mut turn = Loop { model, frontend, world, spoken };
    match catch_unwind(AssertUnwindSafe(|| turn.go(effects))) {
        Ok(ended) => turn.finish(ended),
        Err(panic) => turn.pass_on(panic),
    }
}

struct Loop<'f, F> {
    model: Model,
    frontend: &'f mut F,
    world: World,
    /// The pack whose words the front end has.
    spoken: Arc<Pack>,
}

impl<F: Frontend> Loop<'_, F> {
    fn go(&mut self, effects: Vec<Effect>) -> io::Result<End> {
        let greeting = self.world.greeting(self.model.lang());
        self.report(greeting);
        if self.carry(effects, false) {
            return Ok(End::Quit);
        }
        loop {
            self.speak();
            self.frontend.show(&view(&self.model))?;
            match self.frontend.wait(self.world.limit())? {
                Input::Messages(messages) => {
                    for message in messages {
                        if self.take(message) {
                            return Ok(End::Quit);
                        }
                    }
                }
                Input::Nothing => {}
                Input::Suspend => self.suspend()?,
                Input::End(ended) => return Ok(End::Ended(ended)),
            }
            self.what_is_due();
        }
    }

    /// Gives the front end the words of the pack in use, when that is another than before.
    fn speak(&mut self) {
        if !Arc::ptr_eq(&self.spoken, self.model.pack_in_use()) {
            self.spoken = self.model.pack_in_use().clone();
            self.frontend.speak(&self.spoken.interface);
        }
    }

    /// Takes a message of the user's in. Says whether the program is to end.
    fn take(&mut self, message: Msg) -> bool {
        // Where the user stands may have nothing left to save, when what failed was left behind.
        let answers_failure = self.world.owes()
            && matches!(message, Msg::Do(Command::Retry | Command::Choose))
            && view(&self.model).overlay.is_some();
        let effects = update(&mut self.model, message, &self.world.now());
        self.carry(effects, answers_failure)
    }

    /// Has effects carried out and tells the machine what came of them. Says whether the program is
    /// to end.
    fn carry(&mut self, effects: Vec<Effect>, retry: bool) -> bool {
        let carried = self.world.carry(effects, retry, self.model.lang(), self.frontend);
        self.report(carried.reports);
        carried.quit
    }

    fn report(&mut self, reports: impl IntoIterator<Item = Report>) {
        for report in reports {
            let effects = update(&mut self.model, Msg::World(report), &self.world.now());
            self.carry(effects, false);
        }
    }

    /// What the clock asks for.
    fn what_is_due(&mut self) {
        if self.world.second_is_due() {
            self.report([Report::Second]);
        }
        if self.world.minute_is_due() {
            self.report([Report::Minute]);
        }
        if self.world.draft_is_due() {
            self.save_draft();
        }
    }

    /// Saves the line being typed; where the line alone does not do, the talk and the rehearsal.
    fn save_draft(&mut self) {
        let Some(draft) = self.model.draft() else { return };
        // What is typed at the gate is part of the talk.
        let saved = match draft.place {
            Place::Gate => None,
            _ => self.world.save_draft(&draft, self.model.lang()),
        };
        match saved {
            Some(report) => self.report([report]),
            None => {
                self.carry(self.model.everything(), false);
            }
        }
    }

    /// Gives the terminal back for a while. Who does not know yet that something is unsaved is told
    /// instead: a stopped program is easily forgotten.
    fn suspend(&mut self) -> io::Result<()> {
        let told = self.world.has_failed();
        self.save_everything();
        if self.world.has_failed() && !told { Ok(()) } else { self.frontend.suspend() }
    }

    fn save_everything(&mut self) {
        self.carry(self.model.everything(), true);
        // The rehearsal does not carry a line that stands as it stood; the cursor in it may have moved.
        let draft = self.model.draft().filter(|draft| matches!(draft.place, Place::Step { .. } | Place::Client { .. }));
        if let Some(draft) = draft.filter(|_| !self.world.has_failed()) {
            let _ = self.world.save_draft(&draft, self.model.lang());
        }
    }

    fn finish(mut self, ended: io::Result<End>) -> Result<Finished, RunError> {
        if !matches!(ended, Ok(End::Quit)) || self.world.owes() {
            self.save_everything();
        }
        match (ended, self.world.unsaved()) {
            (Ok(end), None) => Ok(Finished { model: self.model, end }),
            (Ok(end), Some(unsaved)) => Err(RunError::Unsaved { end, unsaved }),
            (Err(error), unsaved) => Err(RunError::Terminal { error, unsaved }),
        }
    }

    /// Saves what can be saved and lets the panic go on.
    fn pass_on(mut self, panic: Box<dyn Any + Send>) -> ! {
        let lang = self.model.lang();
        let unsaved = catch_unwind(AssertUnwindSafe(|| {
            self.save_everything();
            self.world.unsaved()
        }));
        if let Ok(Some(unsaved)) = unsaved {
            let _ = writeln!(io::stderr(), "{}", unsaved.tell(lang));
        }
        resume_unwind(panic)
    }
}

impl RunError {
    /// What could not be saved, if anything.
    pub fn unsaved(&self) -> Option<&Unsaved> {
        match self {
            RunError::Terminal { unsaved, .. } => unsaved.as_ref(),
            RunError::Unsaved { unsaved, .. } => Some(unsaved),
        }
    }

    /// What happened, with the texts that are in no store, for the last message to the user.
    pub fn tell(&self, lang: Lang) -> String {
        match (self, lang) {
            (RunError::Unsaved { unsaved, .. } | RunError::Terminal { unsaved: Some(unsaved), .. }, _) => {
                unsaved.tell(lang)
            }
            (RunError::Terminal { error, unsaved: None }, Lang::Zh) => format!("终端不能用了，内容都已保存：{error}"),
            (RunError::Terminal { error, unsaved: None }, Lang::En) => {
                format!("The terminal is gone; everything is saved: {error}")
            }
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tell(Lang::En))
    }
}

impl std::error::Error for RunError {}
