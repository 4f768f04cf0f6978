//! Carries out what the machine asks of the world, and owns the loop.

mod calendar;
mod clock;
mod document;
mod frontend;
mod paths;
mod run;
mod signals;
mod unsaved;
mod watch;
mod world;

pub use calendar::{CalendarTrouble, HOLIDAYS, WEEK, read_calendar};
pub use clock::{Clock, moment, zone};
pub use frontend::{Ended, Frontend, Input, Mailbox};
pub use paths::Paths;
pub use run::{End, Finished, RunError, run};
pub use signals::{Signalled, Watched, stop as stop_process, watch as watch_signals};
pub use unsaved::Unsaved;
pub use watch::watch_folder;
pub use world::{Storage, World, Writers};
