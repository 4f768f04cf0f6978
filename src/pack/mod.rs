//! Content: YAML files become validated types; every mistake becomes a diagnostic with its place.

mod diagnostic;
mod node;
mod reader;
mod words;

pub use diagnostic::{Code, Diagnostic, Place};
pub use reader::{Fields, Reader, nearest};
pub use node::{Node, Value};
pub use words::{Both, Lang};

