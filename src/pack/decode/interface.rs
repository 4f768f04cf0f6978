//! `ui/*.yaml`: the words of the interface, under the keys of [`Word`].

use super::super::said::{label, listed, said};
use std::collections::{BTreeMap, BTreeSet};

use super::super::code::Code;
use super::super::content::Pack;
use super::super::diagnostic::{Diagnostic, Place};
use super::super::interface::{Interface, Word};
use super::super::node::{Node, Value};
use super::super::reader::{Reader, nearest};
use super::super::slots::{Slots, slot_names};
use super::super::words::Both;
use super::Findings;
use super::trees::{Kind, Trees};

/// How deep keys may be nested: `home: {resume: {zh: …}}` is two.
const MAX_DEPTH: usize = 4;

/// Decodes all files into one table.
pub fn decode(trees: &Trees<'_>, base: Option<&Pack>, findings: &mut Findings) -> Option<Interface> {
    let mut table = Table { places: Word::ALL.iter().map(|word| (word.key(), *word)).collect(), seen: BTreeSet::new() };
    let texts = trees.each(Kind::Interface, findings, |reader, node| {
        let mut found = Vec::new();
        table.branch(reader, node, "", 0, &mut found)?;
        for (key, at, text) in &found {
            let word = table.places.get(key).copied();
            if let Some((old, word)) = base.zip(word) {
                unfilled(reader, *at, text, old.interface.get(word));
            }
        }
        Some(found.into_iter().map(|(key, _, text)| (key, text)).collect())
    });
    let lacking: Vec<&str> = table.places.keys().copied().filter(|key| !table.seen.contains(*key)).collect();
    if !lacking.is_empty() && base.is_none() {
        if trees.whole(Kind::Interface) {
            findings.add(vec![missing(trees, &lacking)]);
        }
        return None;
    }
    let mut texts: BTreeMap<&str, Both> = texts?.into_iter().collect();
    Interface::new(
        Word::ALL
            .iter()
            .filter_map(|word| texts.remove(word.key()).or_else(|| base.map(|base| base.interface.get(*word).clone())))
            .collect(),
    )
}

/// Reports a `{name}` place that the word has in no base: nothing fills it, and the user would see the braces.
fn unfilled(reader: &mut Reader<'_>, at: Place, text: &Both, old: &Both) {
    let known: BTreeSet<&str> = slot_names(&old.zh).into_iter().collect();
    if let Some(name) = slot_names(&text.zh).into_iter().find(|name| !known.contains(name)) {
        let names: Vec<String> = known.iter().map(|name| format!("{{{name}}}")).collect();
        let help = match names.is_empty() {
            true => said!(en: "this word has no slots: write it without braces", zh: "这里没有可填的空：别写花括号"),
            false => said!(en: "this word can hold {names}", zh: "这里可以写 {names}", names = listed(&names)),
        };
        reader.report(
            Code::UnknownSlot,
            at,
            said!(en: "nothing fills `{{{name}}}` here", zh: "这里没有东西可以填 `{{{name}}}`"),
            help,
        );
    }
}

fn missing(trees: &Trees<'_>, lacking: &[&str]) -> Diagnostic {
    let shown = listed(lacking.get(..8).unwrap_or(lacking));
    let rest = lacking.len().saturating_sub(8);
    let more = if rest > 0 { said!(en: " and {rest} more", zh: "，还有 {rest} 个") } else { Both::default() };
    let file = trees.of(Kind::Interface).next().map_or("ui/words.yaml", |tree| tree.name);
    Diagnostic::new(
        Code::MissingKey,
        file,
        Place::START,
        said!(en: "the interface lacks {shown}{more}", zh: "界面文字里缺 {shown}{more}", shown = shown, more = more),
        said!(en: "add each as `key: {{zh: …, en: …}}` in a file of ui/", zh: "在 `ui/` 的文件里逐个补上 `key: {{zh: …, en: …}}`"),
    )
}

struct Table {
    places: BTreeMap<&'static str, Word>,
    /// Keys that were written, rightly or not.
    seen: BTreeSet<String>,
}

impl Table {
    fn branch(
        &mut self,
        reader: &mut Reader<'_>,
        node: &Node,
        prefix: &str,
        depth: usize,
        found: &mut Vec<(&'static str, Place, Both)>,
    ) -> Option<()> {
        let mut fields = reader.fields(node, label("words of the interface", "界面文字"))?;
        for (name, at, value) in fields.rest() {
            let key = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            match self.places.get_key_value(key.as_str()) {
                Some((key, _)) => {
                    if self.seen.insert((*key).to_owned()) {
                        found.extend(text(reader, value).map(|text| (*key, value.at, text)));
                    } else {
                        let message = said!(en: "`{key}` is written twice", zh: "`{key}` 写了两遍");
                        reader.report(
                            Code::DuplicateKey,
                            at,
                            message,
                            said!(en: "keep one of the two", zh: "只留一个"),
                        );
                    }
                }
                None if self.is_branch(&key) && depth < MAX_DEPTH && matches!(value.value, Value::Map(_)) => {
                    self.branch(reader, value, &key, depth + 1, found)?;
                }
                None => {
                    let help = match nearest(&key, self.places.keys().copied()) {
                        Some(near) => said!(en: "did you mean `{near}`?", zh: "是不是想写 `{near}`？"),
                        None => {
                            said!(en: "take it out: this program shows no such word", zh: "去掉它：程序里没有这句界面文字")
                        }
                    };
                    reader.report(
                        Code::UnknownKey,
                        at,
                        said!(en: "the interface has no `{key}`", zh: "界面文字里没有 `{key}` 这一条"),
                        help,
                    );
                }
            }
        }
        Some(())
    }

    /// Whether keys of the table go on after this one.
    fn is_branch(&self, key: &str) -> bool {
        self.places.keys().any(|known| known.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
    }
}

/// A text with the same `{name}` places in both languages, else one of them would leave something out.
fn text(reader: &mut Reader<'_>, node: &Node) -> Option<Both> {
    let both = reader.both_with(node, Slots::Named)?;
    let names = |text| slot_names(text).into_iter().collect::<BTreeSet<_>>();
    let (zh, en) = (names(&both.zh), names(&both.en));
    if let Some(name) = zh.symmetric_difference(&en).next() {
        reader.report(
            Code::UnknownSlot,
            node.at,
            said!(en: "`{{{name}}}` stands in one language only", zh: "`{{{name}}}` 只有一种语言里有"),
            said!(en: "the two texts hold the same slots", zh: "两种语言里要填的空要一样"),
        );
        return None;
    }
    Some(both)
}
