//! Places in a text that are filled later: `{client}`.
//!
//! A slot must never reach a screen unfilled, so braces are refused wherever nothing would fill them.

use super::code::Code;
use super::content::FactKind;
use super::diagnostic::Place;
use super::node::Node;
use super::reader::{Reader, is_id, nearest};
use super::said::label;

/// The slots that a text may hold.
#[derive(Clone, Copy)]
pub enum Slots<'a> {
    /// None: braces are refused.
    None,
    /// Text facts of the scenario.
    Facts(&'a Facts),
    /// Any name, filled by the interface.
    Named,
}

impl Slots<'_> {
    /// Reports what is wrong with the braces of a text; `None` when something is.
    pub fn check(self, reader: &mut Reader<'_>, at: Place, text: &str) -> Option<()> {
        for brace in braces(text) {
            let (message, help) = match (brace, self) {
                (Brace::Slot(name), Slots::Facts(facts)) => match facts.trouble(name) {
                    Some(trouble) => trouble,
                    None => continue,
                },
                (Brace::Slot(name), Slots::Named) if is_id(name) => continue,
                (Brace::Slot(name), Slots::Named) => {
                    (format!("`{{{name}}}` is no slot"), "a slot is a lower-case word in braces".to_owned())
                }
                (Brace::Slot(name), Slots::None) => (
                    format!("no slot may stand in this text; there is `{{{name}}}`"),
                    "write plain words: only prompts, tips, model lines, plans and card rows are filled".to_owned(),
                ),
                (Brace::Loose, _) => (
                    "a brace stands alone in the text".to_owned(),
                    "a slot is written `{name}`; take other braces out".to_owned(),
                ),
                (Brace::FullWidth, _) => (
                    "a full-width brace stands in the text".to_owned(),
                    "slots are written with half-width braces: `{name}`".to_owned(),
                ),
            };
            reader.report(Code::UnknownSlot, at, message, help);
            return None;
        }
        Some(())
    }
}

/// The slot names of a text, in order.
pub fn slot_names(text: &str) -> Vec<&str> {
    let slot = |brace| match brace {
        Brace::Slot(name) => Some(name),
        Brace::Loose | Brace::FullWidth => None,
    };
    braces(text).into_iter().filter_map(slot).collect()
}

/// The most fact names that are kept: looking one up is a walk along the list.
const MAX_KNOWN: usize = 500;

/// The facts of one scenario, or of all, as far as they could be read.
#[derive(Default)]
pub struct Facts {
    facts: Vec<(String, Option<FactKind>)>,
    damaged: bool,
}

impl Facts {
    /// Adds the facts of a scenario's tree.
    pub fn scan(&mut self, scenario: &Node) {
        let Some(facts) = scenario.get("facts") else {
            self.damaged = true;
            return;
        };
        for fact in facts.items() {
            if self.facts.len() == MAX_KNOWN {
                self.damaged = true;
                return;
            }
            let kind = match fact.get("kind").and_then(Node::text) {
                Some("text") => Some(FactKind::Text),
                Some("yes-no") => Some(FactKind::YesNo),
                _ => None,
            };
            match fact.get("id").and_then(Node::text) {
                Some(id) if is_id(id) => self.add(id, kind),
                _ => self.damaged = true,
            }
        }
    }

    /// Adds a fact; the first of a name stays.
    pub fn add(&mut self, id: &str, kind: Option<FactKind>) {
        if !self.facts.iter().any(|(known, _)| known == id) {
            self.facts.push((id.to_owned(), kind));
        }
    }

    /// Remembers that a scenario could not be read: unknown names may stand in it.
    pub fn damage(&mut self) {
        self.damaged = true;
    }

    /// The name of a fact, of the wanted kind when one is wanted.
    pub fn find(&self, reader: &mut Reader<'_>, node: &Node, wanted: Option<FactKind>) -> Option<String> {
        let text = reader.text(node)?;
        match self.facts.iter().find(|(id, _)| *id == text) {
            Some((_, kind)) if wanted.is_none() || kind.is_none() || *kind == wanted => Some(text),
            Some(_) => {
                let wanted = if wanted == Some(FactKind::YesNo) { "yes-or-no" } else { "text" };
                reader.report(
                    Code::BadValue,
                    node.at,
                    format!("a {wanted} fact is wanted here; `{text}` is of the other kind"),
                    "conditions ask for yes-or-no facts",
                );
                None
            }
            None if self.damaged => None,
            None => {
                let known: Vec<&str> = self.facts.iter().map(|(id, _)| id.as_str()).collect();
                reader.unknown(node.at, label("fact", "情况"), &text, &known);
                None
            }
        }
    }

    /// What is wrong with a slot of this name, and what to do.
    fn trouble(&self, name: &str) -> Option<(String, String)> {
        match self.facts.iter().find(|(id, _)| id == name) {
            Some((_, Some(FactKind::YesNo))) => {
                Some((format!("`{{{name}}}` is a yes-or-no fact, which has no words"), "use a text fact".to_owned()))
            }
            Some(_) => None,
            None if self.damaged && is_id(name) => None,
            None => {
                let texts =
                    self.facts.iter().filter(|(_, kind)| *kind != Some(FactKind::YesNo)).map(|(id, _)| id.as_str());
                let help = match nearest(name, texts.clone()) {
                    Some(near) => format!("did you mean `{{{near}}}`?"),
                    None => format!("the facts are: {}", texts.collect::<Vec<_>>().join(", ")),
                };
                Some((format!("no fact fills the slot `{{{name}}}`"), help))
            }
        }
    }
}

/// A brace of a text, with what it holds.
#[derive(Clone, Copy)]
enum Brace<'t> {
    Slot(&'t str),
    Loose,
    FullWidth,
}

fn braces(text: &str) -> Vec<Brace<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '｛', '｝']) {
        let (brace, after) = match rest.get(at..) {
            Some(tail) if tail.starts_with('{') => match tail.get(1..).and_then(|t| t.split_once('}')) {
                Some((name, after)) if !name.contains('{') => (Brace::Slot(name), after),
                _ => (Brace::Loose, tail.get(1..).unwrap_or_default()),
            },
            Some(tail) if tail.starts_with('}') => (Brace::Loose, tail.get(1..).unwrap_or_default()),
            Some(tail) => (Brace::FullWidth, tail.get('｛'.len_utf8()..).unwrap_or_default()),
            None => break,
        };
        found.push(brace);
        rest = after;
    }
    found
}
