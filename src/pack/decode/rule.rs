//! Rules: what a check or a move listens for.

use super::super::code::Code;
use super::super::node::{Node, Value};
use super::super::reader::{Fields, Reader};
use super::super::rule::{EntityName, Rule};
use super::super::said::{Label, label, listed, said};
use super::super::signals::{SignalId, WordListId};
use super::known::Known;
use super::parts::choice;

/// How deep rules may stand in each other.
const MAX_DEPTH: usize = 8;
/// The highest count that a rule may ask for.
const MAX_COUNT: u32 = 50;
/// The forms of a rule, by the key that each has.
const FORMS: [(&str, Form); 10] = [
    ("signal", Form::Signal),
    ("denied", Form::Denied),
    ("words", Form::Words),
    ("entity", Form::Entity),
    ("order", Form::Order),
    ("sentences", Form::Sentences),
    ("all", Form::All),
    ("any", Form::Any),
    ("none", Form::None),
    ("wait", Form::Wait),
];

#[derive(Clone, Copy)]
enum Form {
    Signal,
    Denied,
    Words,
    Entity,
    Order,
    Sentences,
    All,
    Any,
    None,
    Wait,
}

/// Whom a rule judges.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// A check judges a line.
    Check,
    /// A reaction judges an answer, and no answer is one.
    Reaction,
}

/// Reads a rule.
pub fn rule(reader: &mut Reader<'_>, node: &Node, known: &Known, of: For) -> Option<Rule> {
    Rules { known, of }.read(reader, node, 0)
}

struct Rules<'k> {
    known: &'k Known,
    of: For,
}

impl Rules<'_> {
    fn read(&self, reader: &mut Reader<'_>, node: &Node, depth: usize) -> Option<Rule> {
        if depth > MAX_DEPTH {
            reader.report(
                Code::TooLarge,
                node.at,
                said!(en: "rules stand more than {MAX_DEPTH} deep in each other", zh: "规则套规则超过了 {MAX_DEPTH} 层"),
                said!(en: "nobody can follow such a rule: split the check", zh: "这样的规则没人看得懂：把检查拆开"),
            );
            return None;
        }
        let mut fields = reader.fields(node, label("a rule", "规则"))?;
        let written: Vec<Form> = FORMS.iter().filter(|(key, _)| fields.has(key)).map(|(_, form)| *form).collect();
        let rule = match written.as_slice() {
            [form] => self.form(reader, &mut fields, *form, depth),
            [] => {
                let names = FORMS.map(|(key, _)| key);
                reader.report(
                    Code::MissingKey,
                    node.at,
                    said!(en: "the rule says nothing to listen for", zh: "这条规则没写要听什么"),
                    said!(en: "a rule has one of: {names}", zh: "规则要写其中一个：{names}", names = listed(&names)),
                );
                // The unknown key, with the nearest name, is told as well.
                fields.expect(&names);
                None
            }
            _ => {
                reader.report(
                    Code::BadValue,
                    node.at,
                    said!(en: "the rule asks for several things at once", zh: "这条规则一次问了好几样"),
                    said!(en: "one thing a rule; join them as `{{all: [{{…}}, {{…}}]}}` or `{{any: [{{…}}, {{…}}]}}`", zh: "一条规则问一样；几样合起来写成 `{{all: [{{…}}, {{…}}]}}` 或 `{{any: [{{…}}, {{…}}]}}`"),
                );
                return None;
            }
        };
        fields.finish(reader);
        rule
    }

    fn form(&self, r: &mut Reader<'_>, fields: &mut Fields<'_>, form: Form, depth: usize) -> Option<Rule> {
        let known = self.known;
        match form {
            Form::Signal => {
                let id = fields.required(r, "signal", |r, n| signal(r, n, known));
                let in_first = fields.optional(r, "in_first", count);
                let at_least = fields.optional(r, "at_least", count);
                Some(Rule::Signal { id: id?, in_first: in_first?, at_least: at_least?.unwrap_or(1) })
            }
            Form::Denied => fields.required(r, "denied", |r, n| signal(r, n, known)).map(Rule::Denied),
            Form::Words => fields.required(r, "words", |r, n| words(r, n, known)).map(Rule::Words),
            Form::Entity => {
                let kinds = fields.required(r, "entity", entities);
                let at_least = fields.optional(r, "at_least", count);
                Some(Rule::Entity { kinds: kinds?, at_least: at_least?.unwrap_or(1) })
            }
            Form::Order => {
                let pair = fields.required(r, "order", |r, n| {
                    self.several(r, n, label("rules in order", "前后两条规则"), 2..=2, depth)
                })?;
                let [first, second]: [Rule; 2] = pair.try_into().ok()?;
                Some(Rule::Order(Box::new(first), Box::new(second)))
            }
            Form::Sentences => fields.required(r, "sentences", sentences),
            Form::All => self.group(r, fields, "all", depth).map(Rule::All),
            Form::Any => self.group(r, fields, "any", depth).map(Rule::Any),
            Form::None => self.group(r, fields, "none", depth).map(Rule::None),
            Form::Wait => fields.required(r, "wait", |r, n| self.wait(r, n)),
        }
    }

    fn group(&self, r: &mut Reader<'_>, fields: &mut Fields<'_>, key: &'static str, depth: usize) -> Option<Vec<Rule>> {
        fields.required(r, key, |r, n| self.several(r, n, label("rules", "规则"), 1..=20, depth))
    }

    fn several(
        &self,
        reader: &mut Reader<'_>,
        node: &Node,
        what: Label,
        range: std::ops::RangeInclusive<usize>,
        depth: usize,
    ) -> Option<Vec<Rule>> {
        reader.counted(node, what, range, |r, n| self.read(r, n, depth + 1))
    }

    fn wait(&self, reader: &mut Reader<'_>, node: &Node) -> Option<Rule> {
        let waits = reader.boolean(node)?;
        if waits && self.of == For::Reaction {
            return Some(Rule::Wait);
        }
        let (message, help) = if waits {
            (
                said!(en: "a check judges what is said; it cannot hear silence", zh: "检查看的是说了什么，听不到沉默"),
                said!(en: "take `wait` out; only moves of a reaction wait", zh: "去掉 `wait`；只有反应里的动作会等"),
            )
        } else {
            (
                said!(en: "`wait: false` asks for nothing", zh: "`wait: false` 等于没写"),
                said!(en: "write `{{none: [{{wait: true}}]}}`, or take it out", zh: "写成 `{{none: [{{wait: true}}]}}`，或去掉"),
            )
        };
        reader.report(Code::BadValue, node.at, message, help);
        None
    }
}

fn signal(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<SignalId> {
    u16::try_from(known.signals.find(reader, node, label("signal", "信号"))?).ok().map(SignalId)
}

fn words(reader: &mut Reader<'_>, node: &Node, known: &Known) -> Option<WordListId> {
    u16::try_from(known.words.find(reader, node, label("word list", "词表"))?).ok().map(WordListId)
}

fn count(reader: &mut Reader<'_>, node: &Node) -> Option<u8> {
    reader.number(node, 1..=MAX_COUNT).and_then(|count| u8::try_from(count).ok())
}

fn entities(reader: &mut Reader<'_>, node: &Node) -> Option<Vec<EntityName>> {
    match node.value {
        Value::List(_) => reader.counted(node, label("entity kinds", "要找的种类"), 1..=EntityName::ALL.len(), entity),
        _ => entity(reader, node).map(|kind| vec![kind]),
    }
}

fn entity(reader: &mut Reader<'_>, node: &Node) -> Option<EntityName> {
    choice(reader, node, label("entity kind", "要找的种类"), &EntityName::ALL)
}

fn sentences(reader: &mut Reader<'_>, node: &Node) -> Option<Rule> {
    let mut fields = reader.fields(node, label("a number of sentences", "句数"))?;
    let at_least = fields.optional(reader, "at_least", count);
    let at_most = fields.optional(reader, "at_most", count);
    fields.finish(reader);
    let (at_least, at_most) = (at_least?, at_most?);
    let problem = match (at_least, at_most) {
        (None, None) => said!(en: "the number of sentences has no bound", zh: "句数没有写上限或下限"),
        (Some(low), Some(high)) if low > high => {
            said!(en: "no text has at least more and at most fewer sentences", zh: "下限比上限还大，没有一段话符合")
        }
        _ => {
            return Some(Rule::Sentences { at_least: at_least.unwrap_or(0), at_most: at_most.unwrap_or(u8::MAX) });
        }
    };
    reader.report(
        Code::BadValue,
        node.at,
        problem,
        said!(en: "write `{{at_most: 4}}` or `{{at_least: 2}}`", zh: "写成 `{{at_most: 4}}` 或 `{{at_least: 2}}`"),
    );
    None
}
