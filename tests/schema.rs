//! `pack schema`: takes what the decoder takes and refuses what the decoder refuses, key by key.
//!
//! Two small packs that use every key there is are changed at every place: keys taken out, keys that nobody knows put in,
//! values of another kind. Whatever of that the decoder calls a mistake of form the schema must refuse, and whatever the
//! schema refuses the decoder must, too. So a key that one of them learns fails here until the other knows it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/packs.rs"]
#[allow(dead_code, reason = "no pack is written into a folder here")]
mod packs;
#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "commands need no terminal")]
mod pty;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use forthright::export::{FILE_KINDS, key_meanings, schema};
use forthright::pack::{Code, Diagnostic, Files, Lang, Node, Shelf, SourceFile, Value as Yaml, compile, parse};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// A file as JSON.
type Tree = (String, Value);

fn as_json(node: &Node) -> Value {
    match &node.value {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => json!(value),
        Yaml::Int(value) => json!(value),
        Yaml::Float(value) => json!(value),
        Yaml::Text(value) => json!(value),
        Yaml::List(items) => Value::Array(items.iter().map(as_json).collect()),
        Yaml::Map(entries) => {
            let entries =
                entries.iter().map(|(key, value)| (key.text().unwrap_or_default().to_owned(), as_json(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn tree(name: &str, text: &str) -> Tree {
    (name.to_owned(), as_json(&parse(name, text).unwrap_or_else(|error| panic!("{error}"))))
}

/// The files of a folder.
fn folder(root: &Path) -> Vec<Tree> {
    let mut open = vec![root.to_path_buf()];
    let mut trees = Vec::new();
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "yaml") {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                trees.push(tree(&name, &fs::read_to_string(&path).unwrap()));
            }
        }
    }
    trees.sort_by(|a, b| a.0.cmp(&b.0));
    trees
}

/// What the small pack of the mistake tests does not use.
const MORE_CHECKS: &str = "
checks:
- id: every-rule
  kind: asks
  title: {zh: 样样, en: Every rule}
  missed: {zh: 没有, en: Not there}
  why: {zh: 试, en: To try}
  better: {zh: 上线要晚三周。, en: The launch is three weeks late.}
  when: {gate: evidence, is: have}
  met:
    any:
    - {signal: states_decision, at_least: 2}
    - {order: [{words: absolutes}, {entity: date, at_least: 2}]}
    - {sentences: {at_least: 1, at_most: 9}}
    - {denied: gives_reason}
    - {all: [{none: [{words: absolutes}]}]}
  probe: [{zh: 嗯？, en: Hm?}]
  source: [C-05]
  examples: {met: [{zh: 好, en: Yes}, {zh: 行, en: Fine}], missed: [{zh: 好, en: Yes}, {zh: 行, en: Fine}]}
";
const MORE_CLIENTS: &str = "
reactions:
- id: calm
  title: {zh: 平静, en: Calm}
  mood: {zh: 平静, en: calm}
  opens: [{zh: 好, en: All right}, {zh: 行, en: Fine}, {zh: 嗯, en: Hm}]
  moves:
  - id: first
    name: {zh: 一, en: One}
    rule:
      any:
      - {signal: states_decision, in_first: 2, at_least: 2}
      - {order: [{words: absolutes}, {entity: [date, span], at_least: 2}]}
      - {sentences: {at_least: 1}}
      - {denied: gives_reason}
      - {all: [{none: [{wait: true}]}]}
    holds: [{zh: 好, en: All right}, {zh: 行, en: Fine}]
    better: {zh: 好, en: Yes}
  - {id: second, name: {zh: 二, en: Two}, rule: {wait: true}, holds: [{zh: 好, en: Yes}, {zh: 行, en: Fine}], better: {zh: 好, en: Yes}}
  worsens: {rule: {words: absolutes}, says: [{zh: 好, en: Yes}, {zh: 行, en: Fine}]}
  eased: [{zh: 好, en: Yes}, {zh: 行, en: Fine}]
  unresolved: [{zh: 好, en: Yes}, {zh: 行, en: Fine}]
  ends: {eased: {zh: 好, en: Yes}, unresolved: {zh: 行, en: Fine}}
  source: [C-05]
";
const MORE_AROUND: &str = "
id: between
title: {zh: 平时, en: Between}
per: client
items:
- {id: a, group: {zh: 一组, en: A group}, text: {zh: 做, en: Do}, why: {zh: 好, en: Good}, source: [C-05]}
";
const MORE_HABITS: &str = "
habits:
- id: late
  title: {zh: 晚, en: Late}
  do: {zh: 说, en: Say}
  dont: {zh: 等, en: Wait}
  why: {zh: 好, en: Good}
  scenarios: [delay]
  practice: {zh: 试一次, en: Try once}
  source: [C-05]
";
const MORE_WORDS: &str = "
words:
- {id: more, zh: [多], en: [more]}
glossary:
- {id: client, zh: 客户, en: client, not: {zh: [甲方], en: [customer]}, note: {zh: 只叫客户, en: Always so}}
";
const MORE_SIGNALS: &str = "
signals:
- id: promises
  polarity: show
  name: {zh: 答应, en: Promises}
  why: {zh: 答应了, en: It is promised}
  source: [C-05]
  cues: [{how: strong, reads: claim, zh: [答应], en: [promise]}]
  without: [gives_reason]
  examples: {carries: [{zh: 答应您, en: I promise}], denies: [{zh: 不能答应, en: No promise}], silent: [{zh: 好, en: Yes}]}
";
/// Rows of the clock for each unit.
const MORE_CLOCK: &str = "
- {id: soon, after: {from: known, days: 2}, action: {zh: 说, en: Tell}, source: [C-13]}
- {id: later, after: {from: close, working_days: 2}, action: {zh: 说, en: Tell}, source: [C-13]}
";
/// What a pack says that extends the small one.
const LAYER: [(&str, &str); 3] = [
    (
        "pack.yaml",
        "
format: 1
id: layer
title: {zh: 一层, en: A layer}
extends: base
articles: [{id: C, pieces: 44, title: {zh: 取消, en: Cancelling}}]
papers: [{id: baile-2000, title: Baile}]
",
    ),
    (
        "signals/added.yaml",
        "
add_to:
- {signal: gives_reason, cues: [{how: fair, zh: [由于]}], unless: {zh: [原因不明], en: [for no reason]}, examples: {carries: [{zh: 因为雨, en: Because of rain}], denies: [{zh: 不是因为雨, en: Not because of rain}], silent: [{zh: 下雨了, en: It rains}]}}
- {concept: late, zh: [拖延], en: [slip~]}
",
    ),
    ("words/added.yaml", "add_to: [{words: absolutes, zh: [肯定], en: [surely]}]"),
];

/// The parts around a talk.
const MORE_TALK: &str = "
dossier:
- {id: name, group: {zh: 人, en: People}, label: {zh: 名字, en: Name}, hint: {zh: 王总, en: Ms Wang}, why: {zh: 好叫, en: To call}, fact: client, source: [C-05]}
debrief:
- {id: how, kind: text, when: always, ask: {zh: 怎样, en: How}, hint: {zh: 好, en: Well}, source: [C-05]}
survey:
- {id: happy, ask: {zh: 满意吗, en: Happy}, low: {zh: 不, en: No}, high: {zh: 是, en: Yes}, source: [C-05]}
";
/// Everything that a section may hold.
const MORE_SECTION: &str = "
id: agreed
title: {zh: 约定, en: Agreed}
note: {zh: \"记下{change}\", en: \"Note {change}\"}
gap: {zh: 没有, en: None}
facts: [change]
gate: [evidence]
hears: [gives_reason]
items: [{zh: 一, en: One, scenarios: [delay]}]
scenarios: [delay]
columns:
  title: {zh: 题, en: t}
  description: {zh: 述, en: d}
  owner: {zh: 人, en: o}
  start: {zh: 起, en: s}
  due: {zh: 止, en: d}
  priority: {zh: 急, en: p}
  status: {zh: 态, en: s}
  priorities: {low: {zh: 低, en: l}, normal: {zh: 中, en: n}, high: {zh: 高, en: h}}
  states: {open: {zh: 开, en: o}, done: {zh: 完, en: d}, dropped: {zh: 弃, en: d}}
source: [C-01]
";

/// The two packs, as trees: one whole, and one that lays all of its files over it again, with some more. The words of
/// the interface stand in the first alone, so that the second is quick to read.
fn packs() -> [Vec<Tree>; 2] {
    let mut base: Vec<Tree> = packs::base().iter().map(|file| tree(&file.name, &file.text)).collect();
    base.extend([
        tree("checks/more.yaml", MORE_CHECKS),
        tree("clients/more.yaml", MORE_CLIENTS),
        tree("clients/talk.yaml", MORE_TALK),
        tree("checklists/between.yaml", MORE_AROUND),
        tree("habits/more.yaml", MORE_HABITS),
        tree("words/more.yaml", MORE_WORDS),
        tree("signals/more.yaml", MORE_SIGNALS),
    ]);
    for (name, value) in &mut base {
        if name.starts_with("scenarios/") {
            let rows = tree("clock", MORE_CLOCK).1;
            value["clock"].as_array_mut().unwrap().extend(rows.as_array().unwrap().clone());
        } else if name.starts_with("documents/") {
            let documents = value["documents"].as_array_mut().unwrap();
            let recap = documents.iter().position(|document| document["id"] == "recap").unwrap();
            let mut recap = documents.remove(recap);
            recap["leave_out"] = json!(["gives_reason"]);
            let sections = recap["sections"].as_array_mut().unwrap();
            sections.retain(|section| section["id"] != "agreed");
            sections.insert(0, tree("section", MORE_SECTION).1);
            // The first of a list stands for the others.
            documents.insert(0, recap);
        }
    }
    let interface = |(name, _): &&Tree| !name.starts_with("ui/") && name != "pack.yaml";
    let mut layer: Vec<Tree> = base.iter().filter(interface).cloned().collect();
    layer.extend(LAYER.map(|(name, text)| tree(name, text)));
    [base, layer]
}

fn source((name, value): &Tree) -> SourceFile {
    SourceFile { name: name.clone(), text: value.to_string() }
}

/// What decodes the files of a pack, and tells what is wrong with them.
struct Decoder {
    shelf: Option<Shelf>,
}

impl Decoder {
    fn mistakes(&self, sources: Vec<SourceFile>) -> Vec<Diagnostic> {
        match &self.shelf {
            None => compile(&sources).err().unwrap_or_default(),
            Some(shelf) => {
                let files = Files { from: "layer".to_owned(), sources, found: Vec::new() };
                shelf.clone().put_first(files).err().unwrap_or_default()
            }
        }
    }
}

fn decoders(packs: &[Vec<Tree>; 2]) -> [Decoder; 2] {
    let sources: Vec<SourceFile> = packs[0].iter().map(source).collect();
    let base = compile(&sources).unwrap_or_else(|found| panic!("{}", found[0]));
    [Decoder { shelf: None }, Decoder { shelf: Some(Shelf::new(base)) }]
}

fn kind(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap()
}

fn validators() -> BTreeMap<&'static str, Validator> {
    let validator = |kind| jsonschema::validator_for(&schema(Some(kind), Lang::En)).unwrap();
    FILE_KINDS.iter().map(|(kind, _)| (*kind, validator(kind))).collect()
}

/// The places of a tree: each with the names on the way there, items of lists all called `*`.
fn places(value: &Value, way: &str, pointer: &str, found: &mut Vec<(String, String)>) {
    found.push((way.to_owned(), pointer.to_owned()));
    match value {
        Value::Object(fields) => {
            for (key, below) in fields {
                places(
                    below,
                    &format!("{way}/{key}"),
                    &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(items) => {
            for (index, below) in items.iter().enumerate() {
                places(below, &format!("{way}/*"), &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Every change of the value at a place that is tried.
fn changes(value: &Value) -> Vec<(String, Value)> {
    let others: &[&str] = match value {
        Value::Object(_) => &["null", "\"x\"", "[]"],
        Value::Array(_) => &["null", "\"x\"", "[]", "[7]"],
        Value::Number(_) => &["0", "99999999", "1.5", "\"1\""],
        Value::Bool(_) => &["7", "\"true\""],
        _ => &["null", "7", "\" \"", "\"Zz zz\"", "[]"],
    };
    let mut changes: Vec<(String, Value)> =
        others.iter().map(|text| (format!("is {text}"), serde_json::from_str(text).unwrap())).collect();
    match value {
        Value::Object(fields) => {
            // The words of the interface are many and all alike.
            for key in fields.keys().take(if fields.len() > 40 { 3 } else { 40 }) {
                let mut without = fields.clone();
                without.remove(key);
                changes.push((format!("lacks {key}"), Value::Object(without)));
            }
            let mut more = fields.clone();
            more.insert("zzz".to_owned(), json!("x"));
            changes.push(("has zzz".to_owned(), Value::Object(more)));
        }
        Value::Array(items) if !items.is_empty() => {
            let many = |n: usize| Value::Array(items.iter().cycle().take(n).cloned().collect());
            changes.push(("has one item".to_owned(), many(1)));
            changes.push(("has 300 items".to_owned(), many(300)));
        }
        _ => {}
    }
    changes
}

/// Whether a place lies in a text of two languages that is like all others: the first ones stand for them.
fn like_others(way: &str, texts: &mut usize) -> bool {
    *texts += usize::from(way.ends_with("/zh"));
    (way.ends_with("/zh") || way.ends_with("/en")) && *texts > 8 && !way.contains("opens") && !way.contains("said")
}

/// Mistakes of form, which a schema can see.
const OF_FORM: [Code; 7] = [
    Code::UnknownKey,
    Code::MissingKey,
    Code::WrongKind,
    Code::MissingLanguage,
    Code::Count,
    Code::BadId,
    Code::BadText,
];

/// What only the decoder can see: what an example says of each fact and gate item depends on the scenario, and which
/// words of the interface and which files a pack needs are questions to all files together.
fn out_of_sight(way: &str, file: &str, change: &str) -> bool {
    way.contains("/examples/*/facts")
        || way.contains("/examples/*/gate")
        || kind(file) == "ui" && way.is_empty()
        || change == "lacks extends"
}

#[test]
fn schema_and_decoder_refuse_the_same() {
    let packs = packs();
    let decoders = decoders(&packs);
    let validators = validators();
    let (mut tried, mut texts, mut wrong) = (0, 0, Vec::new());
    for (trees, decoder) in packs.iter().zip(&decoders) {
        let sources: Vec<SourceFile> = trees.iter().map(source).collect();
        let found = decoder.mistakes(sources.clone());
        assert_eq!(found.iter().map(|d| format!("{d}")).collect::<String>(), "");
        let mut seen = BTreeSet::new();
        for (file, whole) in trees {
            let validator = &validators[kind(file)];
            let error = validator.iter_errors(whole).next();
            assert!(error.is_none(), "{file}: {}", error.unwrap());
            let mut all = Vec::new();
            places(whole, "", "", &mut all);
            for (way, pointer) in all {
                // Of the first pack what the second lacks; of a list what its first item shows, but every kind of rule.
                let first = decoder.shelf.is_none();
                let known = !seen.insert(format!("{} {way}", kind(file)))
                    && !way.contains("/any/")
                    && !way.contains("add_to")
                    && !way.contains("/clock/*/after");
                let word = kind(file) == "ui" && !["", "/app.name", "/cli.no-step"].contains(&way.as_str());
                if known || word || like_others(&way, &mut texts) || first && kind(file) != "ui" {
                    continue;
                }
                for (change, value) in changes(whole.pointer(&pointer).unwrap()) {
                    let mut changed = whole.clone();
                    *changed.pointer_mut(&pointer).unwrap() = value;
                    let refused = !validator.is_valid(&changed);
                    // What the second pack names stands in the first: the manifest and the changed file are enough.
                    let changed = SourceFile { name: file.clone(), text: changed.to_string() };
                    let manifest = sources.iter().find(|source| source.name == "pack.yaml" && *file != "pack.yaml");
                    let others = sources
                        .iter()
                        .filter(|source| first && source.name != *file)
                        .chain(manifest.filter(|_| !first));
                    let found = decoder.mistakes(others.cloned().chain([changed]).collect());
                    let of_form = found.iter().any(|d| d.file == *file && OF_FORM.contains(&d.code));
                    tried += 1;
                    let told =
                        || found.first().map(|d| format!("{} {}", d.code.name(), d.message.en)).unwrap_or_default();
                    if of_form && !refused && !out_of_sight(&way, file, &change) {
                        wrong.push(format!("the decoder alone refuses {file}{pointer}, which {change}: {}", told()));
                    }
                    if refused && found.is_empty() {
                        wrong.push(format!("the schema alone refuses {file}{pointer}, which {change}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 1_500, "{tried}");
}

#[test]
fn the_shipped_pack_and_the_new_one_are_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let validators = validators();
    let any = jsonschema::validator_for(&schema(None, Lang::Zh)).unwrap();
    for pack in ["client-talks"] {
        for (file, whole) in folder(&root.join(pack)) {
            for validator in [&validators[kind(&file)], &any] {
                let error = validator.iter_errors(&whole).next();
                assert!(
                    error.is_none(),
                    "{pack}/{file}: {} at {}",
                    error.as_ref().unwrap(),
                    error.as_ref().unwrap().instance_path()
                );
            }
        }
    }
}

#[test]
fn the_schema_is_a_schema_of_its_draft() {
    for kind in FILE_KINDS.map(|(kind, _)| Some(kind)).into_iter().chain([None]) {
        let schema = schema(kind, Lang::En);
        assert!(schema["$schema"].as_str().unwrap().contains("2020-12"));
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
    }
}

/// Every key that the schema knows, as `thing.key`, without the words of the interface.
fn known_keys() -> Vec<(String, String)> {
    let mut keys = Vec::new();
    for (name, definition) in schema(None, Lang::En)["$defs"].as_object().unwrap() {
        let branches = definition["oneOf"].as_array().cloned().unwrap_or_default();
        for one in std::iter::once(definition).chain(&branches) {
            for key in one["properties"].as_object().iter().flat_map(|properties| properties.keys()) {
                keys.push((name.clone(), key.clone()));
            }
        }
    }
    keys.retain(|(name, _)| !["ui", "text", "text-with-slots"].contains(&name.as_str()));
    keys.sort();
    keys.dedup();
    keys
}

#[test]
fn every_key_has_a_meaning_and_every_meaning_a_key() {
    let meanings = key_meanings();
    // The rule of an answer is told as the rule of a check is.
    let name = |name: &str| if name == "answer-rule" { "rule".to_owned() } else { name.to_owned() };
    let keys: Vec<String> = known_keys().into_iter().map(|(thing, key)| format!("{}.{key}", name(&thing))).collect();
    for key in &keys {
        let (zh, en) = meanings.get(key).unwrap_or_else(|| panic!("keys.yaml says nothing about {key}"));
        assert!(!zh.is_empty() && !en.is_empty(), "{key}");
    }
    for key in meanings.keys() {
        assert!(keys.contains(key), "keys.yaml explains {key}, which nothing has");
    }
    for lang in [Lang::Zh, Lang::En] {
        let schema = schema(None, lang);
        let told = schema["$defs"]["answer-rule"]["oneOf"][0]["properties"]["signal"]["description"].as_str().unwrap();
        assert_eq!(told.is_ascii(), lang == Lang::En);
    }
}

#[test]
fn the_two_packs_use_every_key() {
    // A key that is taken out of the schema makes some file of the two packs invalid, so each is tried above.
    let packs = packs();
    let whole = schema(None, Lang::En);
    for (name, key) in known_keys() {
        let mut without = whole.clone();
        let definition = &mut without["$defs"][&name];
        let mut forget = |one: &mut Value| {
            if let Some(properties) = one["properties"].as_object_mut()
                && properties.remove(&key).is_some()
            {
                let required = one["required"].as_array_mut().unwrap();
                required.retain(|required| *required != json!(key));
            }
        };
        match definition["oneOf"].is_array() && definition["properties"].is_null() {
            true => definition["oneOf"].as_array_mut().unwrap().iter_mut().for_each(&mut forget),
            false => forget(definition),
        }
        let mentions = |file: &Value| file.to_string().contains(&format!("\"{key}\":"));
        let mut files = packs.iter().flatten().filter(|(_, file)| mentions(file));
        let used = files.any(|(file, value)| {
            let definition = FILE_KINDS.iter().find(|(name, _)| *name == kind(file)).unwrap().1;
            without["anyOf"] = json!([{ "$ref": format!("#/$defs/{definition}") }]);
            !jsonschema::validator_for(&without).unwrap().is_valid(value)
        });
        assert!(used, "no file here has {name}.{key}: add it to MORE_… above");
    }
}

#[test]
fn the_command_prints_it() {
    let home = pty::home();
    let (code, out, _) = pty::run(home.path(), &["pack", "schema", "--file", "scenarios", "--lang", "zh"], b"");
    assert_eq!(code, 0);
    let printed: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(printed, schema(Some("scenarios"), Lang::Zh));
    let (code, out, error) = pty::run(home.path(), &["pack", "schema", "--file", "scenario"], b"");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("scenarios"), "{error}");
}
