//! What a pack says that its author cannot have meant: nothing here keeps a pack from being used, and everything here
//! keeps it from doing what was intended.
//!
//! Lints look at the decoded pack, where names are resolved, and take their places from the trees. Of a pack that
//! extends another only its own nodes are looked at: what has no place in its files is not its author's to mend.

mod card;
mod choice;
mod flow;
mod glossary;
mod ground;
mod lock;
mod logic;
mod rules;
mod sources;
mod texts;
mod twice;

use super::content::Pack;
use super::decode::Trees;
use super::diagnostic::Diagnostic;
use ground::Ground;

pub use lock::LOCK;

/// The translations lock of a pack as it stands now.
pub fn lock_of(pack: &Pack, trees: &Trees<'_>) -> String {
    lock::lock(&Ground::new(pack, trees))
}

/// Looks at a pack without errors. `lock` is the text of its translations lock, when it has one.
pub fn lint(pack: &Pack, trees: &Trees<'_>, lock: Option<&str>) -> Vec<Diagnostic> {
    let mut ground = Ground::new(pack, trees);
    for look in [flow::look, rules::look, choice::look, card::look, sources::look, twice::look, texts::look] {
        look(&mut ground);
    }
    glossary::look(&mut ground);
    lock::look(&mut ground, lock);
    ground.found
}
