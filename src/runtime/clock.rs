//! What time it is.

use std::time::Instant;

use jiff::ZonedDateTime;

/// Where the time comes from; tests put their own in.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The time of day, for what the user sees and what is stored.
    pub now: fn() -> ZonedDateTime,
    /// A time that never jumps, for pauses.
    pub steady: fn() -> Instant,
}

impl Clock {
    /// The system's clocks.
    pub fn system() -> Self {
        Self { now: ZonedDateTime::now, steady: Instant::now }
    }
}
