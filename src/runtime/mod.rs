//! Carries out what the machine asks of the world, and owns the loop.

mod frontend;
mod signals;

pub use frontend::{Ended, Frontend, Input};
pub use signals::{Signalled, Watched, stop as stop_process, watch as watch_signals};
