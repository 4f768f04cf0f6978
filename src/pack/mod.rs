//! Content: YAML files become validated types; every mistake becomes a diagnostic with its place.

mod words;

pub use words::{Both, Lang};
