//! Places in a text that are filled later: `{client}`.
//!
//! A slot must never reach a screen unfilled, so braces are refused wherever nothing would fill them.

use super::code::Code;
use super::content::FactKind;
use super::diagnostic::Place;
use super::node::Node;
use super::reader::{Reader, is_id, nearest};
use super::said::{label, listed, said};
use super::words::Both;

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
                (Brace::Slot(name), Slots::Named) => (
                    said!(en: "`{{{name}}}` is no slot", zh: "`{{{name}}}` 不是可填的空"),
                    said!(en: "a slot is a lower-case word in braces", zh: "可填的空是花括号里的小写英文词"),
                ),
                (Brace::Slot(name), Slots::None) => (
                    said!(en: "no slot may stand in this text; there is `{{{name}}}`", zh: "这段文字里不能留空，却写了 `{{{name}}}`"),
                    said!(en: "write plain words: only prompts, tips, model lines, plans and card rows are filled", zh: "写普通文字：只有提示、示范句、预案和卡片的行会填空"),
                ),
                (Brace::Loose, _) => (
                    said!(en: "a brace stands alone in the text", zh: "文字里有一个落单的花括号"),
                    said!(en: "a slot is written `{{name}}`; take other braces out", zh: "空写成 `{{name}}`；别的花括号去掉"),
                ),
                (Brace::FullWidth, _) => (
                    said!(en: "a full-width brace stands in the text", zh: "文字里有全角花括号"),
                    said!(en: "slots are written with half-width braces: `{{name}}`", zh: "空要用半角花括号：`{{name}}`"),
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
                let wanted = if wanted == Some(FactKind::YesNo) {
                    label("yes-or-no", "是非")
                } else {
                    label("text", "文字")
                };
                reader.report(
                    Code::BadValue,
                    node.at,
                    said!(en: "a {wanted} fact is wanted here; `{text}` is of the other kind", zh: "这里要一条{wanted}情况，`{text}` 是另一种", wanted = wanted),
                    said!(en: "conditions ask for yes-or-no facts", zh: "条件只能问是非情况"),
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
    fn trouble(&self, name: &str) -> Option<(Both, Both)> {
        match self.facts.iter().find(|(id, _)| id == name) {
            Some((_, Some(FactKind::YesNo))) => Some((
                said!(en: "`{{{name}}}` is a yes-or-no fact, which has no words", zh: "`{{{name}}}` 是是非情况，没有文字可填"),
                said!(en: "use a text fact", zh: "改用文字情况"),
            )),
            Some(_) => None,
            None if self.damaged && is_id(name) => None,
            None => {
                let texts: Vec<&str> = self
                    .facts
                    .iter()
                    .filter(|(_, kind)| *kind != Some(FactKind::YesNo))
                    .map(|(id, _)| id.as_str())
                    .collect();
                let help = match nearest(name, texts.iter().copied()) {
                    Some(near) => said!(en: "did you mean `{{{near}}}`?", zh: "是不是想写 `{{{near}}}`？"),
                    None => {
                        said!(en: "the facts are: {facts}", zh: "现有的情况：{facts}", facts = listed(&texts))
                    }
                };
                Some((said!(en: "no fact fills the slot `{{{name}}}`", zh: "没有一条情况能填 `{{{name}}}`"), help))
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
