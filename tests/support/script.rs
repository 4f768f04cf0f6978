//! A scripted user, and a time that passes when the script says so.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a script that cannot go on is a mistake in the test")]

use std::cell::Cell;
use std::collections::VecDeque;
use std::io;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use forthright::coach::{Command, Msg, ScreenName, ScreenView};
use forthright::pack::{Interface, Word};
use forthright::runtime::{Ended, Frontend, Input};
use forthright::text::Edit;

use super::now;

thread_local! {
    static PASSED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// A time that passes when a script says so.
pub fn steady() -> Instant {
    static ORIGIN: OnceLock<Instant> = OnceLock::new();
    *ORIGIN.get_or_init(Instant::now) + PASSED.get()
}

pub fn later() -> jiff::ZonedDateTime {
    now().checked_add(jiff::SignedDuration::try_from(PASSED.get()).unwrap()).unwrap()
}

/// What the user, or the world around the program, does next.
pub enum Step {
    Send(Vec<Msg>),
    /// Time passes; nothing else happens.
    Pass(u64),
    /// The test looks around.
    Look(Box<dyn FnOnce(&Seen)>),
    Suspend,
    End(Ended),
    Fail,
}

pub fn act(command: Command) -> Step {
    Step::Send(vec![Msg::Do(command)])
}

pub fn write(text: &str) -> Step {
    Step::Send(vec![Msg::Edit(Edit::Insert(text.to_owned()))])
}

pub fn look(at: impl FnOnce(&Seen) + 'static) -> Step {
    Step::Look(Box::new(at))
}

/// What was shown last.
#[derive(Default)]
pub struct Seen {
    pub name: Option<ScreenName>,
    pub notice: String,
    /// What the program was called, each time that the words changed.
    pub spoken: Vec<String>,
    pub saved: String,
    pub overlay: Option<String>,
    pub panes: String,
    pub limit: Option<Duration>,
    pub shows: usize,
}

#[derive(Default)]
pub struct Script {
    pub steps: VecDeque<Step>,
    pub seen: Seen,
    pub panic_at: Option<usize>,
    pub fail_at: Option<usize>,
    pub suspended: usize,
    pub copied: Vec<String>,
    pub copy_fails: bool,
}

impl Frontend for Script {
    fn speak(&mut self, words: &Interface) {
        self.seen.spoken.push(words.get(Word::AppName).en.clone());
    }

    fn show(&mut self, view: &ScreenView<'_>) -> io::Result<()> {
        let seen = &mut self.seen;
        seen.shows += 1;
        assert_ne!(Some(seen.shows), self.panic_at, "the painter slips");
        if Some(seen.shows) == self.fail_at {
            return Err(io::Error::from(io::ErrorKind::BrokenPipe));
        }
        seen.name = Some(view.name);
        seen.notice = view.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
        seen.saved.clone_from(&view.saved);
        seen.overlay = view.overlay.as_ref().map(|pane| format!("{pane:?}"));
        seen.panes = format!("{:?}", view.panes);
        Ok(())
    }

    fn wait(&mut self, limit: Option<Duration>) -> io::Result<Input> {
        self.seen.limit = limit;
        match self.steps.pop_front() {
            Some(Step::Send(messages)) => Ok(Input::Messages(messages)),
            Some(Step::Pass(millis)) => {
                PASSED.set(PASSED.get() + Duration::from_millis(millis));
                Ok(Input::Nothing)
            }
            Some(Step::Look(at)) => {
                at(&self.seen);
                Ok(Input::Nothing)
            }
            Some(Step::Suspend) => Ok(Input::Suspend),
            Some(Step::End(ended)) => Ok(Input::End(ended)),
            Some(Step::Fail) => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
            None => panic!("the script is over"),
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.suspended += 1;
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        if self.copy_fails {
            return Err(io::Error::other("no clipboard"));
        }
        self.copied.push(text.to_owned());
        Ok(())
    }
}
