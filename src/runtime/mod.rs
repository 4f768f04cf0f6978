//! Carries out what the machine asks of the world, and owns the loop.

mod frontend;

pub use frontend::{Ended, Frontend, Input};
