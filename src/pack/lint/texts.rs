//! Every text of a pack with its address; what the two languages of one text must share.

use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::decode::Kind;
use super::super::node::{Node, Value};
use super::super::said::said;
use super::super::slots::slot_names;
use super::ground::{Ground, Spot};

/// The kinds of files that hold texts, beside the manifest.
const KINDS: [Kind; 10] = [
    Kind::Manifest,
    Kind::Scenarios,
    Kind::Checks,
    Kind::Clients,
    Kind::Checklists,
    Kind::Habits,
    Kind::Cases,
    Kind::Documents,
    Kind::Signals,
    Kind::Interface,
];

/// A text in both languages.
pub struct Text<'a> {
    /// Where it stands: the file, then keys and ids, so that it is found again after others were put before it.
    pub address: String,
    /// The map with `zh` and `en`.
    pub spot: Spot<'a>,
    /// Whether it is a text of the coach or a line to follow: not a bad line, not the client's words, not an example.
    pub ours: bool,
}

impl<'a> Text<'a> {
    /// The text of one language with its place.
    pub fn of(&self, key: &str) -> Option<(Spot<'a>, &'a str)> {
        let spot = self.spot.key(key)?;
        Some((spot, spot.node.text()?))
    }
}

/// Every text of the pack's own files, in the order of the files. Utterances that prove a rule are none: they are found
/// for each language apart.
pub fn texts<'a>(ground: &Ground<'a>) -> Vec<Text<'a>> {
    let mut found = Vec::new();
    for kind in KINDS {
        for spot in ground.files(kind) {
            walk(spot, spot.file.to_owned(), true, &mut found);
        }
    }
    found
}

/// Keys whose texts are the client's words or a line that does not work.
const OTHERS: [&str; 13] = [
    "bad",
    "weak",
    "never_say",
    "opens",
    "holds",
    "says",
    "eased",
    "unresolved",
    "nods",
    "probe",
    "said",
    "dont",
    "mood",
];

fn walk<'a>(spot: Spot<'a>, address: String, ours: bool, found: &mut Vec<Text<'a>>) {
    let at = |node: &'a Node| Spot { file: spot.file, node };
    match &spot.node.value {
        Value::Map(entries) => {
            let both = ["zh", "en"].map(|key| spot.node.get(key).and_then(Node::text));
            if let [Some(_), Some(_)] = both {
                found.push(Text { address, spot, ours });
                return;
            }
            for (key, value) in entries {
                // The examples of checks and signals are utterances, those of scenarios are cases.
                let key = key.text().unwrap_or_default();
                let utterances = key == "examples" && matches!(value.value, Value::Map(_));
                if !utterances {
                    walk(at(value), format!("{address} {key}"), ours && !OTHERS.contains(&key), found);
                }
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = ["id", "reaction", "concept", "signal"].iter().find_map(|key| item.get(key)?.text());
                let name = name.map_or_else(|| index.to_string(), str::to_owned);
                walk(at(item), format!("{address} {name}"), ours, found);
            }
        }
        _ => {}
    }
}

/// Looks for slots that stand in one language only: what they hold is then told in that one alone.
pub fn look(ground: &mut Ground<'_>) {
    for text in texts(ground) {
        let (Some((zh, chinese)), Some((en, english))) = (text.of("zh"), text.of("en")) else { continue };
        let (in_zh, in_en): (BTreeSet<&str>, BTreeSet<&str>) =
            (slot_names(chinese).into_iter().collect(), slot_names(english).into_iter().collect());
        let lacking = in_zh.difference(&in_en).next().map(|slot| (en, "en", slot));
        let lacking = lacking.or_else(|| in_en.difference(&in_zh).next().map(|slot| (zh, "zh", slot)));
        if let Some((place, lang, slot)) = lacking {
            ground.tell(
                Code::UnevenSlots,
                place,
                said!(en: "the text under `{lang}` lacks `{{{slot}}}`, which the other language has", zh: "`{lang}` 下面的文字里没有 `{{{slot}}}`，另一种语言里有"),
                said!(en: "say the same in both languages", zh: "两种语言说的要一样"),
            );
        }
    }
}
