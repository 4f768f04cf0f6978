//! Each kind of file and each thing in it, as the decoder reads them: `pack/decode` has a function for each.

use serde_json::{Map, Value, json};

use super::parts::{
    ID, Key, MAX_LIST, any_list, choice, list, may, must, number, object, plain_text, refer, slot_text, text, with,
};
use crate::pack::{COLUMNS, DocumentName, EntityName, FORMAT, MAX_DEBRIEF, MAX_FACTS, PRIORITIES, STATES, Word};

/// Every definition by its name.
pub fn definitions() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    all.extend(shared());
    all.extend(manifest());
    all.extend(scenario());
    all.extend(steps());
    all.extend(checks());
    all.extend(rules("rule", false));
    all.extend(rules("answer-rule", true));
    all.extend(clients());
    all.extend(around());
    all.extend(signals());
    all.extend(documents());
    let mut all: Vec<(String, Value)> = all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    all.extend(interface());
    all
}

type Definitions = Vec<(&'static str, Value)>;

fn both() -> Value {
    refer("text")
}

fn filled() -> Value {
    refer("text-with-slots")
}

fn id() -> Value {
    refer("id")
}

fn sources() -> Key {
    must("source", refer("sources"))
}

fn strings() -> Value {
    any_list(text())
}

/// What stands in many places.
fn shared() -> Definitions {
    let languages = |one: fn() -> Value| object(vec![must("zh", one()), must("en", one())]);
    vec![
        ("id", json!({ "type": "string", "pattern": ID })),
        ("text", languages(plain_text)),
        ("text-with-slots", languages(slot_text)),
        (
            "sources",
            with(
                list(json!({ "type": "string", "pattern": "^([A-Z]-[0-9]{2,4}|[a-z][a-z0-9_-]{0,39})$" }), 1..=60),
                "uniqueItems",
                json!(true),
            ),
        ),
        ("gate-state", choice(&["have", "missing", "not-needed"])),
        (
            "condition",
            json!({ "oneOf": [
                object(vec![must("gate", id()), must("is", refer("gate-state"))]),
                object(vec![must("fact", id()), must("is", json!({ "type": "boolean" }))]),
            ] }),
        ),
    ]
}

fn manifest() -> Definitions {
    vec![
        (
            "pack",
            object(vec![
                must("format", json!({ "const": FORMAT })),
                must("id", id()),
                must("title", both()),
                may("extends", text()),
                may("articles", any_list(refer("article"))),
                may("papers", any_list(refer("paper"))),
            ]),
        ),
        (
            "article",
            object(vec![
                must("id", json!({ "type": "string", "pattern": "^[A-Z]$" })),
                must("pieces", number(1..=9_999)),
                must("title", both()),
            ]),
        ),
        ("paper", object(vec![must("id", id()), must("title", text())])),
    ]
}

fn scenario() -> Definitions {
    vec![
        (
            "scenario",
            object(vec![
                must("id", id()),
                must("order", number(1..=999)),
                must("title", both()),
                must("blurb", both()),
                sources(),
                must("facts", list(refer("fact"), 1..=MAX_FACTS)),
                must("gate", list(refer("gate-item"), 5..=9)),
                must("paths", list(refer("path"), 1..=8)),
                must("stages", list(refer("stage"), 1..=12)),
                must("if_then", list(refer("if-then"), 1..=8)),
                must("never_say", list(both(), 1..=12)),
                must("card", list(refer("card-row"), 1..=8)),
                must("clock", list(refer("clock-row"), 1..=24)),
                must("examples", list(refer("example"), 1..=12)),
            ]),
        ),
        (
            "fact",
            object(vec![
                must("id", id()),
                must("kind", choice(&["text", "yes-no"])),
                must("label", both()),
                must("hint", both()),
                must("gap", both()),
                sources(),
            ]),
        ),
        (
            "gate-item",
            object(vec![
                must("id", id()),
                must("ask", both()),
                must("why", both()),
                must("missing", both()),
                may("opens", id()),
                sources(),
            ]),
        ),
        ("path", object(vec![must("id", id()), may("when", refer("condition")), must("stages", list(id(), 1..=12))])),
        ("if-then", object(vec![must("reaction", id()), must("plan", filled()), sources()])),
        ("card-row", object(vec![must("label", both()), must("text", filled())])),
        (
            "clock-row",
            object(vec![
                must("id", id()),
                must("after", refer("after")),
                may("every", refer("every")),
                must("action", both()),
                sources(),
            ]),
        ),
        (
            "after",
            with(
                object(vec![
                    must("from", choice(&["known", "talk", "promised", "close"])),
                    may("hours", number(0..=1_000)),
                    may("days", number(0..=730)),
                    may("working_days", number(0..=500)),
                ]),
                "oneOf",
                json!([{ "required": ["hours"] }, { "required": ["days"] }, { "required": ["working_days"] }]),
            ),
        ),
        ("every", object(vec![must("days", number(1..=365))])),
        (
            "example",
            object(vec![
                must("id", id()),
                must("title", both()),
                must(
                    "facts",
                    json!({ "type": "object", "additionalProperties": { "anyOf": [both(), { "type": "boolean" }] } }),
                ),
                must("gate", json!({ "type": "object", "additionalProperties": refer("gate-state") })),
                sources(),
            ]),
        ),
    ]
}

fn steps() -> Definitions {
    vec![
        ("stage", object(vec![must("id", id()), must("title", both()), must("steps", list(refer("step"), 1..=12))])),
        (
            "step",
            object(vec![
                must("id", id()),
                must("title", both()),
                must("prompt", filled()),
                must("why", both()),
                may("tips", list(filled(), 0..=3)),
                may("facts", any_list(id())),
                must("checks", list(id(), 1..=8)),
                must("good", list(refer("good-line"), 1..=12)),
                must("bad", list(refer("bad-line"), 1..=12)),
                may("reactions", list(id(), 0..=6)),
                sources(),
            ]),
        ),
        ("good-line", object(vec![must("line", filled()), must("because", both())])),
        ("bad-line", object(vec![must("line", filled()), must("because", both()), must("fails", id())])),
    ]
}

fn checks() -> Definitions {
    let rule = || refer("rule");
    let asks = |kind: &str, has: &str, lacks: &str| {
        json!({
            "if": { "properties": { "kind": { "const": kind } }, "required": ["kind"] },
            "then": { "required": [has], "properties": { lacks: false } },
        })
    };
    let check = object(vec![
        must("id", id()),
        must("kind", choice(&["asks", "warns"])),
        must("title", both()),
        must("missed", both()),
        must("why", both()),
        must("better", both()),
        may("when", refer("condition")),
        may("met", rule()),
        may("fires", rule()),
        may("unsure", rule()),
        must("probe", list(both(), 1..=5)),
        sources(),
        must("examples", refer("check-examples")),
    ]);
    vec![
        ("checks", object(vec![must("checks", any_list(refer("check")))])),
        ("check", with(check, "allOf", json!([asks("asks", "met", "fires"), asks("warns", "fires", "met")]))),
        ("check-examples", object(vec![must("met", list(both(), 2..=200)), must("missed", list(both(), 2..=200))])),
    ]
}

/// The ten forms of a rule; silence is one of a reaction alone.
fn rules(name: &'static str, waits: bool) -> Definitions {
    let count = || number(1..=50);
    let several = |range| list(refer(name), range);
    let kinds = EntityName::ALL.map(|(name, _)| name);
    let mut forms = vec![
        object(vec![must("signal", id()), may("in_first", count()), may("at_least", count())]),
        object(vec![must("denied", id())]),
        object(vec![must("words", id())]),
        object(vec![
            must("entity", json!({ "anyOf": [choice(&kinds), list(choice(&kinds), 1..=kinds.len())] })),
            may("at_least", count()),
        ]),
        object(vec![must("order", several(2..=2))]),
        object(vec![must("sentences", refer("sentences"))]),
        object(vec![must("all", several(1..=20))]),
        object(vec![must("any", several(1..=20))]),
        object(vec![must("none", several(1..=20))]),
    ];
    let mut all: Definitions = Vec::new();
    if waits {
        forms.push(object(vec![must("wait", json!({ "const": true }))]));
    } else {
        let bounds = object(vec![may("at_least", count()), may("at_most", count())]);
        all.push(("sentences", with(bounds, "minProperties", json!(1))));
    }
    all.push((name, json!({ "oneOf": forms })));
    all
}

fn clients() -> Definitions {
    let heard = || refer("answer-rule");
    let sayings = || list(both(), 2..=30);
    let title_and_note = || [must("title", both()), must("note", both())];
    let persona = [must("id", id())].into_iter().chain(title_and_note()).chain([
        may("prefers", any_list(id())),
        must("nods", list(both(), 3..=30)),
        sources(),
    ]);
    let level = [must("id", id())].into_iter().chain(title_and_note()).chain([
        must("patience", number(1..=20)),
        must("moves_per_answer", number(1..=4)),
        must("reactions", number(0..=20)),
        must("probes", json!({ "type": "boolean" })),
    ]);
    vec![
        (
            "clients",
            object(vec![
                may("reactions", any_list(refer("reaction"))),
                may("personas", any_list(refer("persona"))),
                may("levels", any_list(refer("level"))),
                may("dossier", any_list(refer("dossier-field"))),
                may("debrief", list(refer("debrief-question"), 0..=MAX_DEBRIEF)),
                may("survey", any_list(refer("survey-question"))),
            ]),
        ),
        (
            "dossier-field",
            object(vec![
                must("id", id()),
                must("group", both()),
                must("label", both()),
                must("hint", both()),
                must("why", both()),
                may("fact", id()),
                sources(),
            ]),
        ),
        (
            "debrief-question",
            object(vec![
                must("id", id()),
                must(
                    "kind",
                    choice(&["text", "yes-no", "planned", "unplanned", "promises", "questions", "agreed", "sure"]),
                ),
                may("when", choice(&["always", "surprised", "promised", "left-open", "at-fault", "rehearsed"])),
                must("ask", both()),
                must("hint", both()),
                sources(),
            ]),
        ),
        (
            "survey-question",
            object(vec![must("id", id()), must("ask", both()), must("low", both()), must("high", both()), sources()]),
        ),
        (
            "reaction",
            object(vec![
                must("id", id()),
                must("title", both()),
                must("mood", both()),
                must("opens", list(refer("opening"), 3..=60)),
                must("moves", list(refer("move"), 1..=4)),
                must("worsens", refer("worsens")),
                must("eased", sayings()),
                must("unresolved", sayings()),
                must("ends", refer("ends")),
                sources(),
            ]),
        ),
        ("opening", object(vec![may("persona", id()), must("zh", plain_text()), must("en", plain_text())])),
        (
            "move",
            object(vec![
                must("id", id()),
                must("name", both()),
                must("rule", heard()),
                must("holds", sayings()),
                must("better", both()),
            ]),
        ),
        ("worsens", object(vec![must("rule", heard()), must("says", sayings())])),
        ("ends", object(vec![must("eased", both()), must("unresolved", both())])),
        ("persona", object(persona.collect())),
        ("level", object(level.collect())),
    ]
}

/// Checklists, habit cards and cases.
fn around() -> Definitions {
    vec![
        (
            "checklist",
            object(vec![
                must("id", id()),
                must("title", both()),
                may("per", choice(&["talk", "client"])),
                must("items", list(refer("checklist-item"), 1..=200)),
            ]),
        ),
        (
            "checklist-item",
            object(vec![
                must("id", id()),
                may("group", both()),
                must("text", both()),
                must("why", both()),
                may("scenarios", any_list(id())),
                sources(),
            ]),
        ),
        ("habits", object(vec![must("habits", any_list(refer("habit")))])),
        (
            "habit",
            object(vec![
                must("id", id()),
                must("title", both()),
                must("do", both()),
                must("dont", both()),
                must("why", both()),
                may("scenarios", any_list(id())),
                may("pairs", any_list(refer("pair"))),
                may("practice", both()),
                sources(),
            ]),
        ),
        (
            "pair",
            object(vec![
                must("scene", both()),
                must("weak", both()),
                must("strong", both()),
                must("because", both()),
                must("check", id()),
            ]),
        ),
        ("cases", object(vec![must("cases", any_list(refer("case")))])),
        (
            "case",
            object(vec![
                must("id", id()),
                must("scenario", id()),
                must("outcome", choice(&["good", "bad", "mixed"])),
                must("trade", both()),
                must("title", both()),
                must("situation", both()),
                must("said", list(refer("turn"), 2..=20)),
                must("came", both()),
                must("lesson", both()),
                sources(),
            ]),
        ),
        (
            "turn",
            object(vec![must("who", choice(&["us", "client"])), must("zh", plain_text()), must("en", plain_text())]),
        ),
    ]
}

/// Signals, concepts, word lists and the glossary.
fn signals() -> Definitions {
    let words = || {
        let lists = object(vec![must("id", id()), may("zh", strings()), may("en", strings())]);
        let some = |key: &str| json!({ "required": [key], "properties": { key: { "minItems": 1 } } });
        with(lists, "anyOf", json!([some("zh"), some("en")]))
    };
    // What is read as a claim can be denied, and an example shows how.
    let claim =
        json!({ "anyOf": [{ "not": { "required": ["reads"] } }, { "properties": { "reads": { "const": "claim" } } }] });
    let denied = json!({ "required": ["denies"], "properties": { "denies": { "minItems": 1 } } });
    let deniable = json!({
        "if": { "properties": { "cues": { "contains": claim } } },
        "then": { "properties": { "examples": denied } },
    });
    let additions = || may("add_to", any_list(refer("addition")));
    vec![
        (
            "words",
            with(
                object(vec![
                    may("words", any_list(refer("word-list"))),
                    may("glossary", any_list(refer("term"))),
                    additions(),
                ]),
                "anyOf",
                json!([{ "required": ["words"] }, { "required": ["glossary"] }, { "required": ["add_to"] }]),
            ),
        ),
        ("word-list", words()),
        (
            "term",
            object(vec![
                must("id", id()),
                must("zh", plain_text()),
                must("en", plain_text()),
                may("not", refer("not")),
                may("note", both()),
            ]),
        ),
        ("not", object(vec![may("zh", strings()), may("en", strings())])),
        (
            "signals",
            object(vec![
                may("concepts", any_list(refer("concept"))),
                may("signals", any_list(refer("signal"))),
                additions(),
            ]),
        ),
        ("concept", words()),
        (
            "signal",
            with(
                object(vec![
                    must("id", id()),
                    must("polarity", choice(&["show", "avoid"])),
                    must("name", both()),
                    must("why", both()),
                    may("source", refer("sources")),
                    must("cues", list(refer("cue"), 1..=200)),
                    may("unless", refer("phrases")),
                    may("without", any_list(id())),
                    may("follows", any_list(id())),
                    must("examples", refer("signal-examples")),
                ]),
                "allOf",
                json!([deniable]),
            ),
        ),
        (
            "cue",
            object(vec![
                must("how", choice(&["strong", "fair", "weak", "faint", "against"])),
                may("reads", choice(&["claim", "fixed", "verbatim"])),
                may("zh", strings()),
                may("en", strings()),
            ]),
        ),
        ("phrases", object(vec![may("zh", strings()), may("en", strings())])),
        (
            "signal-examples",
            object(vec![
                must("carries", list(both(), 1..=MAX_LIST)),
                may("denies", any_list(both())),
                must("silent", list(both(), 1..=MAX_LIST)),
            ]),
        ),
        (
            "added-examples",
            object(vec![
                may("carries", any_list(both())),
                may("denies", any_list(both())),
                may("silent", any_list(both())),
            ]),
        ),
        (
            "addition",
            json!({ "oneOf": [
                object(vec![must("words", id()), may("zh", strings()), may("en", strings())]),
                object(vec![must("concept", id()), may("zh", strings()), may("en", strings())]),
                object(vec![
                    must("signal", id()),
                    may("cues", any_list(refer("cue"))),
                    may("unless", refer("phrases")),
                    may("examples", refer("added-examples")),
                ]),
            ] }),
        ),
    ]
}

/// The words of the documents: each document has sections of its own.
fn documents() -> Definitions {
    let named = |keys: &[&'static str]| keys.iter().map(|key| must(key, both())).collect::<Vec<_>>();
    let forms = DocumentName::ALL.iter().map(|name| {
        let ids: Vec<&str> = name.sections().iter().map(|section| section.id()).collect();
        let section = json!({ "allOf": [refer("section"), { "properties": { "id": choice(&ids) } }] });
        json!({
            "if": { "properties": { "id": { "const": name.id() } }, "required": ["id"] },
            "then": { "properties": { "sections": list(section, ids.len()..=ids.len()) } },
        })
    });
    let forms: Vec<Value> = forms.collect();
    let names: Vec<&str> = DocumentName::ALL.iter().map(|name| name.id()).collect();
    let document = object(vec![
        must("id", choice(&names)),
        must("title", both()),
        may("leave_out", any_list(id())),
        must("sections", list(refer("section"), 1..=40)),
    ]);
    let columns = [named(&COLUMNS), vec![must("priorities", refer("priorities")), must("states", refer("states"))]];
    vec![
        ("documents", object(vec![must("documents", list(refer("document"), 1..=names.len()))])),
        ("document", with(document, "allOf", json!(forms))),
        (
            "section",
            object(vec![
                must("id", id()),
                must("title", both()),
                may("note", filled()),
                may("gap", both()),
                may("facts", any_list(id())),
                may("gate", any_list(id())),
                may("hears", any_list(id())),
                may("items", any_list(refer("section-item"))),
                may("scenarios", any_list(id())),
                may("columns", refer("columns")),
                sources(),
            ]),
        ),
        (
            "section-item",
            object(vec![must("zh", slot_text()), must("en", slot_text()), may("scenarios", any_list(id()))]),
        ),
        ("columns", object(columns.into_iter().flatten().collect())),
        ("priorities", object(named(&PRIORITIES))),
        ("states", object(named(&STATES))),
    ]
}

/// The words of the interface: every key of the table, whole or in branches.
fn interface() -> Vec<(String, Value)> {
    fn branch(prefix: &str) -> Value {
        let mut properties = Map::new();
        for word in Word::ALL {
            let Some(rest) = word.key().strip_prefix(prefix) else { continue };
            properties.insert(rest.to_owned(), refer("text-with-slots"));
            if let Some((first, _)) = rest.split_once('.') {
                let below = branch(&format!("{prefix}{first}."));
                properties.insert(first.to_owned(), below);
            }
        }
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
    vec![("ui".to_owned(), branch(""))]
}
