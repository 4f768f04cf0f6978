//! What time it is.

use std::time::Instant;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

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
        Self { now: moment, steady: Instant::now }
    }
}

/// This moment. In UTC: nothing that is shown depends on the user's zone yet, and finding it out reads the system's
/// whole zone database, which took a tenth of the time to the first picture.
pub fn moment() -> ZonedDateTime {
    ZonedDateTime::new(Timestamp::now(), TimeZone::UTC)
}
