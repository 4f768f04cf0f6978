//! What was learned from labelled utterances: the shipped model and how it is read.

mod grams;
mod model;

use std::borrow::Cow;

pub use grams::{runs, tokens};
pub use model::{DECIDING, Model, Parts, RARITY_STEPS, Scores, evidence};

/// The bytes that `forthright pack train` wrote, from the utterances of `tests/labelled`.
static SHIPPED: &[u8] = include_bytes!("../../../assets/listener.model");

impl Model {
    /// The model that the program ships with.
    pub fn shipped() -> Option<Self> {
        Model::read(Cow::Borrowed(SHIPPED)).ok()
    }
}
