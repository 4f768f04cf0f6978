//! Every mistake that a pack can hold is told once, at its place, with what to do.
//!
//! Each case changes one thing in a small clean pack (`tests/packs/base`). The sign `§` in the new text marks where the
//! diagnostic has to point; it is taken out before the pack is compiled.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/packs.rs"]
mod packs;

use forthright::pack::{Code, Diagnostic, SourceFile, compile};
use packs::{base, change, documents, file, in_chinese, interface};

fn changed(name: &str, from: &str, to: &str) -> Vec<SourceFile> {
    let mut files = base();
    change(&mut files, name, from, to);
    files
}

fn mistakes(files: &[SourceFile]) -> Vec<Diagnostic> {
    compile(files).err().unwrap_or_default()
}

fn told(found: &[Diagnostic]) -> String {
    found.iter().map(|d| format!("{d}\n\n")).collect()
}

/// Changes `from` to `to` in the file and expects exactly one diagnostic: this code, at `§`, with this in its help.
#[track_caller]
fn check(name: &str, from: &str, to: &str, code: Code, help: &str) {
    let files = changed(name, from, to);
    let text = &files.iter().find(|f| f.name == name).unwrap().text;
    let before = text.split('§').next().unwrap();
    let line = before.matches('\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() as u32 + 1;
    let clean: Vec<SourceFile> = files.iter().map(|f| file(&f.name, &f.text.replace('§', ""))).collect();
    let found = mistakes(&clean);
    assert_eq!(found.len(), 1, "one mistake is wanted:\n{}", told(&found));
    let one = &found[0];
    assert_eq!((one.code, one.file.as_str()), (code, name), "{one}");
    assert_eq!((one.at.line, one.at.column), (line, column), "{one}");
    let source = clean.iter().find(|f| f.name == name).unwrap().text.lines().nth(line as usize - 1).unwrap_or_default();
    assert_eq!(one.line, source, "the source line stands beside the message");
    assert!(one.help.en.contains(help), "the help should say `{help}`:\n{one}");
    assert!(!one.message.en.is_empty());
    in_chinese(one);
}

/// Expects these diagnostics, as code and line, in the order in which they are told.
#[track_caller]
fn check_all(name: &str, from: &str, to: &str, expect: &[(Code, u32)]) {
    let found = mistakes(&changed(name, from, to));
    let got: Vec<(Code, u32)> = found.iter().map(|d| (d.code, d.at.line)).collect();
    assert_eq!(got, expect, "{}", told(&found));
    found.iter().for_each(in_chinese);
}

#[test]
fn the_base_is_clean() {
    let found = mistakes(&base());
    assert!(found.is_empty(), "{}", told(&found));
    let pack = compile(&base()).unwrap();
    assert_eq!(pack.scenarios.len(), 1);
    assert_eq!(pack.reactions[0].moves.len(), 2);
    assert_eq!(pack[pack.scenarios[0].stages[0].steps[0].checks[1]].id, "over-promise");
}

const DELAY: &str = "scenarios/delay.yaml";
const CHECKS: &str = "checks/checks.yaml";
const CLIENTS: &str = "clients/clients.yaml";
const SIGNALS: &str = "signals/signals.yaml";
const DOCUMENTS: &str = "documents/documents.yaml";
const BEFORE: &str = "checklists/before.yaml";

#[test]
fn yaml() {
    check(DELAY, "hold}\nsource: [C-01]", "hold\nsource§: [C-01]", Code::Syntax, "just before");
    check(DELAY, "order: 3", "order: &three §3", Code::Syntax, "anchors");
    check(DELAY, "order: 3", "order: 3\n§order: 4", Code::DuplicateKey, "keep one");
    check(DELAY, "order: 3", "order: 3\n§7: x", Code::WrongKind, "quotes");
    check(DELAY, "order: 3", "order: §three", Code::BadValue, "digits");
    check(DELAY, "order: 3", "order: §3.5", Code::BadValue, "digits");
    check(DELAY, "order: 3", "order: §-1", Code::BadValue, "digits");
}

#[test]
fn keys() {
    check(DELAY, "order: 3", "order: 3\n§tittle: x", Code::UnknownKey, "title");
    check(DELAY, "order: 3", "order: 3\n§wholly-else: x", Code::UnknownKey, "a scenario has: id, order");
    // What begins after a comma is a key to YAML and the rest of a sentence to its author: told once a text.
    check(DELAY, "en: Late}", "en: Late, §by 12,000 minutes}", Code::UnknownKey, "in quotes");
    check(DELAY, "zh: 延期,", "zh: 超了 12,§000 分钟,", Code::UnknownKey, "in quotes");
    check(DELAY, "en: Late}", "en: Late, §late}", Code::UnknownKey, "in quotes");
    check(DELAY, "id: delay\norder: 3\n", "§id: delay\n", Code::MissingKey, "order:");
    check_all(BEFORE, "{id: quiet, text:", "{id: quiet, txt:", &[(Code::MissingKey, 4), (Code::UnknownKey, 4)]);
}

#[test]
fn kinds() {
    check(DELAY, "tips: [{zh: 别绕, en: Say it straight}]", "tips: §Say it straight", Code::WrongKind, "- item");
    check(DELAY, "title: {zh: 延期, en: Late}", "title: §Late", Code::WrongKind, "key: value");
    check(DELAY, "en: Late}", "en: §2026}", Code::WrongKind, "quotes");
    check(DELAY, "en: Late}", "en: §true}", Code::WrongKind, "quotes");
    check(CLIENTS, "probes: false", "probes: §\"false\"", Code::WrongKind, "without quotes");
}

#[test]
fn texts() {
    check(DELAY, "title: {zh: 延期, en: Late}", "title: §{zh: 延期}", Code::MissingLanguage, "`en:` beside `zh:`");
    check(DELAY, "title: {zh: 延期, en: Late}", "title: {zh: §'  ', en: Late}", Code::BadText, "plain words");
    check(DELAY, "title: {zh: 延期, en: Late}", "title: {zh: §Late, en: 延期}", Code::WrongLanguage, "swapped");
    check(DELAY, "title: {zh: 延期, en: Late}", "title: {zh: 延期, en: §延期}", Code::WrongLanguage, "translated");
    let english = "the date will not hold and that is that";
    check(DELAY, "zh: 日子守不住了", &format!("zh: §{english}"), Code::WrongLanguage, "translated");
    check(DELAY, "en: Late}", r#"en: §"La\e[31mte"}"#, Code::BadText, "plain words");
    check(DELAY, "en: Late}", r#"en: §"La\u202Ete"}"#, Code::BadText, "plain words");
    check(DELAY, "en: Late}", &format!("en: §{}}}", "long ".repeat(500)), Code::BadText, "plain words");
}

#[test]
fn ids() {
    check(DELAY, "id: inform\n", "id: §In Form\n", Code::BadId, "hyphens");
    check(CHECKS, "- id: over-promise", "- id: §news-first", Code::DuplicateId, "another name");
    check(DELAY, "id: note-down", "id: §news", Code::DuplicateId, "another name");
    check(
        DELAY,
        "checks: [news-first, over-promise]",
        "checks: [news-first, §news-first]",
        Code::DuplicateId,
        "one of the two",
    );
    check(DELAY, "source: [C-11]", "source: [C-11, §C-11]", Code::DuplicateId, "once");
    check("pack.yaml", "id: C,", "id: §Cancel,", Code::BadId, "capital letter");
}

#[test]
fn names() {
    check(
        DELAY,
        "checks: [news-first, over-promise]",
        "checks: [news-first, §over-promis]",
        Code::UnknownName,
        "`over-promise`",
    );
    check(DELAY, "reactions: [angry]", "reactions: [§angri]", Code::UnknownName, "`angry`");
    check(DELAY, "reaction: angry", "reaction: §cross", Code::UnknownName, "angry");
    check(DELAY, "facts: [client, change]", "facts: [client, §chnage]", Code::UnknownName, "`change`");
    check(
        DELAY,
        "fails: news-first}\n    reactions",
        "fails: §new-first}\n    reactions",
        Code::UnknownName,
        "`news-first`",
    );
    check(DELAY, "kind: yes-no", "kind: §yesno", Code::UnknownName, "`yes-no`");
    check(
        CHECKS,
        "{signal: states_decision, in",
        "{signal: §state_decision, in",
        Code::UnknownName,
        "`states_decision`",
    );
    check(CHECKS, "{denied: gives_reason}", "{denied: §gives_reasons}", Code::UnknownName, "`gives_reason`");
    check(CHECKS, "{words: absolutes}", "{words: §absolute}", Code::UnknownName, "`absolutes`");
    check(CHECKS, "[date, span]", "[date, §spam]", Code::UnknownName, "`span`");
    check(CHECKS, "kind: warns", "kind: §warn", Code::UnknownName, "`warns`");
    check(CHECKS, "when: {fact: fault", "when: {fact: §falt", Code::UnknownName, "`fault`");
    check(
        CHECKS,
        "when: {fact: fault, is: true}",
        "when: {gate: §aproval, is: missing}",
        Code::UnknownName,
        "`approval`",
    );
    check(CLIENTS, "persona: blunt", "persona: §blnt", Code::UnknownName, "`blunt`");
    check(CLIENTS, "prefers: [angry]", "prefers: [§anger]", Code::UnknownName, "`angry`");
    check(BEFORE, "scenarios: [delay]", "scenarios: [§delays]", Code::UnknownName, "`delay`");
    check(SIGNALS, "follows: [gives_reason]", "follows: [§give_reason]", Code::UnknownName, "`gives_reason`");
    check(SIGNALS, "[项目 .. <late>]", "[§项目 .. <lat>]", Code::UnknownName, "`late`");
    check(SIGNALS, "[项目 .. <late>]", "[§项目 .. <@dat>]", Code::UnknownName, "`<@date>`");
    check(SIGNALS, "[项目 .. <late>]", "[§项目 .. ]", Code::BadText, "between its parts");
}

#[test]
fn sources() {
    check(DELAY, "source: [C-11]", "source: [§C-45]", Code::UnknownSource, "C-01 to C-44");
    check(DELAY, "source: [C-11]", "source: [§C-00]", Code::UnknownSource, "C-01 to C-44");
    check(DELAY, "source: [C-11]", "source: [§C-5]", Code::UnknownSource, "`C-05`");
    check(DELAY, "source: [C-11]", "source: [§C-99999999999999999999]", Code::UnknownSource, "C-44");
    check(DELAY, "source: [C-11]", "source: [§Q-05]", Code::UnknownSource, "there are: C");
    check(DELAY, "source: [C-11]", "source: [§baile-2001]", Code::UnknownSource, "`baile-2000`");
    check(DELAY, "source: [C-11]", "source: §[]", Code::Count, "add");
}

#[test]
fn slots() {
    check(DELAY, "en: \"Tell {client}: {change}\"", "en: §\"Tell {clint}: {change}\"", Code::UnknownSlot, "`{client}`");
    check(DELAY, "en: \"Tell {client}: {change}\"", "en: §\"Tell {fault}\"", Code::UnknownSlot, "text fact");
    check(
        DELAY,
        "en: \"Tell {client}: {change}\"",
        "en: §\"Tell {client\"",
        Code::UnknownSlot,
        "take other braces out",
    );
    check(DELAY, "en: \"Tell {client}: {change}\"", "en: §\"Tell {}\"", Code::UnknownSlot, "client, change");
    check(DELAY, "zh: \"告诉{client}：{change}\"", "zh: §告诉｛client｝", Code::UnknownSlot, "half-width");
    check(
        DELAY,
        "why: {zh: 早说早好, en: Sooner is better}",
        "why: {zh: §\"告诉{client}\", en: Tell}",
        Code::UnknownSlot,
        "plain words",
    );
}

#[test]
fn gate_and_paths() {
    check(
        DELAY,
        "when: {gate: assessment, is: missing}",
        "when: {gate: §assesment, is: missing}",
        Code::UnknownName,
        "`assessment`",
    );
    check(DELAY, "is: missing}, stages", "is: §absent}, stages", Code::UnknownName, "have, missing, not-needed");
    check(DELAY, "{id: main, stages: [inform]}", "{id: main, stages: [§infrom]}", Code::UnknownName, "`inform`");
    check(DELAY, "opens: buffer", "opens: §bufer", Code::UnknownName, "`buffer`");
    let main = "- {id: main, stages: [inform]}";
    check(
        DELAY,
        main,
        "- §{id: main, when: {fact: fault, is: true}, stages: [inform]}",
        Code::Unreachable,
        "take `when` out",
    );
    check(
        DELAY,
        main,
        "- §{id: first, stages: [inform]}\n- {id: main, stages: [inform]}",
        Code::Unreachable,
        "put this path last",
    );
    let same = "- §{id: same, when: {gate: assessment, is: missing}, stages: [note]}\n- {id: main, stages: [inform]}";
    check(DELAY, main, same, Code::Unreachable, "change one");
    check(
        DELAY,
        "- id: note\n",
        "- §id: other\n  title: {zh: 别的, en: Other}\n  steps: [{id: o, title: {zh: 别, en: O}, prompt: {zh: 说, en: Say}, why: {zh: 好, en: Good}, checks: [news-first], good: [{line: {zh: 好, en: Good}, because: {zh: 好, en: Good}}], bad: [{line: {zh: 坏, en: Bad}, because: {zh: 坏, en: Bad}, fails: news-first}], source: [C-01]}]\n- id: note\n",
        Code::Unreachable,
        "`stages` of a path",
    );
    check(DELAY, "- {id: evidence,", "- §{id: evidence, opens: buffer,", Code::BadValue, "is: missing");
}

#[test]
fn steps() {
    let line = "{line: {zh: 行。, en: Sure.}, because: {zh: 太快, en: Too quick}, fails: news-first}";
    let other = line.replace("fails: news-first", "fails: §over-promise");
    check(DELAY, line, &other, Code::BadValue, "news-first");
    check(
        DELAY,
        "bad:\n    - {line: {zh: 行。, en: Sure.}, because: {zh: 太快, en: Too quick}, fails: news-first}",
        "bad: §[]",
        Code::Count,
        "add",
    );
    check(
        DELAY,
        "good:\n    - {line: {zh: 我先记下。, en: Let me note it.}, because: {zh: 稳, en: Steady}}",
        "good: §[]",
        Code::Count,
        "add",
    );
    let tip = "{zh: 别绕, en: Say it straight}";
    check(
        DELAY,
        &format!("tips: [{tip}]"),
        &format!("tips: §[{tip}, {tip}, {tip}, {tip}]"),
        Code::Count,
        "matter most",
    );
}

#[test]
fn facts_and_example() {
    let fact = "- {id: f, kind: text, label: {zh: 事, en: Fact}, hint: {zh: 事, en: fact}, gap: {zh: 事, en: fact}, source: [C-02]}\n";
    let many: String = (0..6).map(|n| fact.replace("id: f,", &format!("id: f{n},"))).collect();
    let mut files = changed(DELAY, "gate:\n- {id: ev", &format!("{many}gate:\n- {{id: ev"));
    let values: String = (0..6).map(|n| format!("    f{n}: {{zh: 事, en: fact}}\n")).collect();
    let delay = files.iter_mut().find(|f| f.name == DELAY).unwrap();
    let values = values.replace("    f", "      f");
    delay.text = delay.text.replace("      fault: true", &format!("{values}      fault: true"));
    let found = mistakes(&files);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::Count], "{}", told(&found));

    check(DELAY, "      client: {zh: 王总, en: Ms Wang}\n      change", "      §change", Code::MissingKey, "`client:`");
    check(DELAY, "    fault: true", "    fault: §{zh: 是, en: yes}", Code::WrongKind, "true or false");
    check(
        DELAY,
        "    fault: true",
        "    fault: true\n      §cleint: {zh: 王总, en: Ms Wang}",
        Code::UnknownName,
        "`client`",
    );
    check(DELAY, "gate: {evidence: have, ass", "gate: §{ass", Code::MissingKey, "`evidence:`");
    check(DELAY, "gate: {evidence: have", "gate: {evidence: §perhaps", Code::UnknownName, "not-needed");
}

#[test]
fn habits_and_cases() {
    const HABITS: &str = "habits/habits.yaml";
    const CASES: &str = "cases/cases.yaml";
    check(HABITS, "check: news-first", "check: §new-first", Code::UnknownName, "`news-first`");
    check(
        HABITS,
        "  source: [C-01]",
        "  §practise: {zh: 说一遍, en: Say it}\n  source: [C-01]",
        Code::UnknownKey,
        "practice",
    );
    check(HABITS, "en: The project is late by three weeks}", "en: §项目延期三周}", Code::WrongLanguage, "swapped");
    check(CASES, "outcome: good", "outcome: §god", Code::UnknownName, "`good`");
    check(CASES, "who: us, zh", "who: §them, zh", Code::UnknownName, "client");
    check(CASES, "  scenario: delay", "  scenario: §dealy", Code::UnknownName, "`delay`");
    check(
        CASES,
        "  said:\n  - {who: us, zh: 要晚三周, en: It is three weeks late}\n  - {",
        "  said:\n  - §{",
        Code::Count,
        "missing",
    );
}

#[test]
fn card_and_clock() {
    check(DELAY, "after: {from: talk, hours: 2}", "after: {from: §tlak, hours: 2}", Code::UnknownName, "`talk`");
    check(DELAY, "after: {from: talk, hours: 2}", "after: §{from: talk}", Code::MissingKey, "working_days");
    check(
        DELAY,
        "after: {from: talk, hours: 2}",
        "after: §{from: talk, hours: 2, days: 1}",
        Code::BadValue,
        "keep one",
    );
    check(DELAY, "after: {from: talk, hours: 2}", "after: {from: talk, hours: §100000}", Code::BadValue, "digits");
    check(DELAY, "every: {days: 7}", "every: §{}", Code::MissingKey, "days");
    check(
        DELAY,
        "card:\n- {label: {zh: 先说, en: Say first}, text: {zh: \"{change}\", en: \"{change}\"}}",
        "card: §[]",
        Code::Count,
        "add",
    );
    check(DELAY, "never_say:\n- {zh: 客观原因, en: circumstances}", "never_say: §[]", Code::Count, "add");
}

#[test]
fn phrases_that_are_never_heard() {
    // An equal phrase, a shorter one of the same weight, a look-alike that stands in it.
    check(SIGNALS, "zh: [因为]", "zh: [因为, §因为]", Code::NeverHeard, "one of the two");
    check(SIGNALS, "zh: [因为]", "zh: [因为, §是因为]", Code::NeverHeard, "longer phrase out");
    check(SIGNALS, "en: [because]", "en: [because, §\"because of|since\"]", Code::NeverHeard, "longer phrase out");
    check(SIGNALS, "en: [because]", "en: [cause~, §\"root causes\"]", Code::NeverHeard, "longer phrase out");
    check(
        SIGNALS,
        "en: [because]}",
        "en: [because]}\n  - {how: fair, reads: fixed, en: [§because]}",
        Code::NeverHeard,
        "one of the two",
    );
    check(
        SIGNALS,
        "en: [because]}",
        "en: [§because of]}\n  unless: {en: [of]}",
        Code::NeverHeard,
        "make the look-alike longer",
    );
    // What words cannot do: stand before the start, after the end, behind the mark that ends their clause.
    check(SIGNALS, "[项目 .. <late>]", "[§项目 .. <@first>]", Code::NeverHeard, "begin with");
    check(SIGNALS, "[项目 .. <late>]", "[§<@last> + 项目]", Code::NeverHeard, "end with");
    check(SIGNALS, "[项目 .. <late>]", "[§项目。 .. <late>]", Code::NeverHeard, "` ... `");
    check(SIGNALS, "en: [because]", "en: [§\"because  of\"]", Code::NeverHeard, "one blank");
    // No mistake: another weight or reading, half a word, a word that a negation tells apart.
    for (from, to) in [
        ("en: [because]}", "en: [because]}\n  - {how: weak, reads: fixed, en: [because of]}"),
        ("en: [because]}", "en: [because, cause, becauses]}"),
        ("[project .. <late>]", "[late, not late]"),
        ("[项目 .. <late>]", "[项目， ... <late>]"),
    ] {
        let found = mistakes(&changed(SIGNALS, from, to));
        assert!(found.is_empty(), "{to}\n{}", told(&found));
    }
}

#[test]
fn boundaries_where_there_are_none() {
    check(SIGNALS, "zh: [因为]", "zh: [§因为~]", Code::BadText, "leave `~` out");
    check(SIGNALS, "zh: [延期, 推迟]", "zh: [延期, §推迟~]", Code::BadText, "leave `~` out");
    check(SIGNALS, "[项目 .. <late>]", "[§项目|计划~ .. <late>]", Code::BadText, "leave `~` out");
}

#[test]
fn signals_without_examples() {
    let carries = "carries: [{zh: 因为下雨, en: Because it rained.}]";
    check(SIGNALS, carries, "§carries: []", Code::Count, "`carries:`");
    let silent = "    silent: [{zh: 今天下雨, en: It rains today.}]\n";
    check(SIGNALS, &format!("{carries}\n{silent}"), &format!("§{carries}\n"), Code::Count, "`silent:`");
    // What a fixed phrase says is never denied, so nothing has to prove it.
    let late = "carries: [{zh: 项目要延期, en: The project will be late.}]\n";
    let denies = "    denies: [{zh: 项目没有推迟, en: The project is not delayed.}]\n";
    check(SIGNALS, &format!("{late}{denies}"), &format!("§{late}"), Code::Count, "`denies:`");
}

#[test]
fn rules() {
    check(
        CHECKS,
        "met: {signal: states_decision, in_first: 2}",
        "met: §{signal: states_decision, words: absolutes}",
        Code::BadValue,
        "all:",
    );
    check(CHECKS, "met: {signal: states_decision, in_first: 2}", "met: §{}", Code::MissingKey, "signal, denied");
    check(
        CHECKS,
        "met: {signal: states_decision, in_first: 2}",
        "met: {sentences: §{at_least: 4, at_most: 2}}",
        Code::BadValue,
        "at_most",
    );
    check(
        CHECKS,
        "met: {signal: states_decision, in_first: 2}",
        "met: {order: §[{signal: states_decision}]}",
        Code::Count,
        "add",
    );
    check(CHECKS, "met: {signal: states_decision, in_first: 2}", "met: {wait: §true}", Code::BadValue, "wait");
    check(CHECKS, "in_first: 2", "in_first: §0", Code::BadValue, "digits");
    let deep = format!("{}§{{signal: states_decision}}{}", "{all: [".repeat(9), "]}".repeat(9));
    check(CHECKS, "met: {signal: states_decision, in_first: 2}", &format!("met: {deep}"), Code::TooLarge, "split");
}

#[test]
fn checks() {
    // A check that warns has `fires`; `met` is then a key that it does not have.
    check_all(CHECKS, "  fires: {all", "  met: {all", &[(Code::MissingKey, 19), (Code::UnknownKey, 26)]);
    check(
        CHECKS,
        "    met:\n    - {zh: 绝对没问题。, en: It is absolutely fine.}\n    - ",
        "    met:\n    - §",
        Code::Count,
        "add",
    );
    check(CHECKS, "when: {fact: fault, is: true}", "when: {fact: §client, is: true}", Code::BadValue, "yes-or-no");
}

#[test]
fn clients() {
    let two = "  - id: reason\n    name: {zh: 说原因, en: give the reason}\n    rule: {signal: gives_reason}\n    holds: [{zh: 为什么？, en: Why?}, {zh: 原因呢？, en: And the reason?}]\n    better: {zh: 因为压测没过。, en: Because the load test failed.}\n";
    let mut files = changed(CLIENTS, two, "");
    let found = mistakes(&files);
    assert_eq!(
        found.iter().map(|d| (d.code, d.at.line)).collect::<Vec<_>>(),
        [(Code::ClosesTooSoon, 10)],
        "{}",
        told(&found)
    );
    // Where one answer may make two moves at every level, one move is a choice of the author.
    let clients = files.iter_mut().find(|f| f.name == CLIENTS).unwrap();
    clients.text = clients.text.replace("moves_per_answer: 1", "moves_per_answer: 2");
    assert!(mistakes(&files).is_empty());

    check(CLIENTS, "  - {zh: 怎么回事？, en: What is this?}\n  - {zh: 又", "  - §{zh: 又", Code::Count, "add");
    let ours = "  - {zh: 怎么回事？, en: What is this?}\n  - {zh: 又来了？, en: Again?}\n";
    check(
        CLIENTS,
        ours,
        &format!("  - §{}", ours.trim_start_matches("  - ").replace("{zh", "{persona: blunt, zh")),
        Code::Count,
        "without `persona`",
    );
    check(
        CLIENTS,
        "eased: [{zh: 好。, en: All right.}, {zh: 行。, en: Fine.}]",
        "eased: §[{zh: 好。, en: All right.}]",
        Code::Count,
        "add",
    );
    check(CLIENTS, "patience: 4", "patience: §0", Code::BadValue, "digits");
}

#[test]
fn manifest() {
    check("pack.yaml", "format: 1", "format: §2", Code::Format, "newer");
    check("pack.yaml", "pieces: 44", "pieces: §0", Code::BadValue, "digits");
    let without: Vec<SourceFile> = base().into_iter().filter(|f| f.name != "pack.yaml").collect();
    let found = mistakes(&without);
    // Sources cannot be judged without the manifest, so they are not.
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::MissingFile], "{}", told(&found));
}

#[test]
fn interface_words() {
    let mut files = base();
    let ui = files.last_mut().unwrap();
    ui.text = ui.text.replace("app.name:", "app.nam:");
    let found = mistakes(&files);
    let codes: Vec<(Code, &str)> = found.iter().map(|d| (d.code, d.help.en.as_str())).collect();
    assert_eq!(codes[0], (Code::UnknownKey, "did you mean `app.name`?"), "{}", told(&found));
    assert_eq!(codes[1].0, Code::MissingKey);

    files.last_mut().unwrap().text =
        interface().replace("app.name: {zh: 字, en: word}", "app:\n  name: {zh: 开诚, en: \"{n} words\"}");
    let found = mistakes(&files);
    assert_eq!(
        found.iter().map(|d| (d.code, d.at.line)).collect::<Vec<_>>(),
        [(Code::UnknownSlot, 2)],
        "{}",
        told(&found)
    );

    files.last_mut().unwrap().text =
        interface().replace("app.name: {zh: 字, en: word}", "app:\n  name: {zh: 开诚, en: Forthright}");
    assert!(mistakes(&files).is_empty());
    files.push(file("ui/again.yaml", "app.name: {zh: 开诚, en: Forthright}"));
    let found = mistakes(&files);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::DuplicateKey], "{}", told(&found));
}

#[test]
fn one_mistake_does_not_hide_the_next() {
    let mut files = changed(DELAY, "order: 3", "order: three");
    for (name, from, to) in [
        (DELAY, "reactions: [angry]", "reactions: [angri]"),
        (CHECKS, "kind: warns", "kind: warn"),
        ("checklists/before.yaml", "[C-07]", "[C-77]"),
    ] {
        let file = files.iter_mut().find(|f| f.name == name).unwrap();
        file.text = file.text.replace(from, to);
    }
    let found = mistakes(&files);
    let got: Vec<(&str, Code)> = found.iter().map(|d| (d.file.as_str(), d.code)).collect();
    let expect = [
        (BEFORE, Code::UnknownSource),
        (CHECKS, Code::UnknownName),
        (DELAY, Code::BadValue),
        (DELAY, Code::UnknownName),
    ];
    assert_eq!(got, expect, "{}", told(&found));
}

/// A file that cannot be read may hold any name: what refers to it is not reported too.
#[test]
fn a_broken_file_does_not_make_others_look_wrong() {
    let names: Vec<String> = base().into_iter().map(|f| f.name).collect();
    for name in &names {
        let mut files = base();
        let broken = files.iter_mut().find(|f| f.name == *name).unwrap();
        broken.text.push_str("\n\"open: [\n");
        let found = mistakes(&files);
        let got: Vec<(&str, Code)> = found.iter().map(|d| (d.file.as_str(), d.code)).collect();
        assert_eq!(got, [(name.as_str(), Code::Syntax)], "{}", told(&found));
    }
}

/// The same holds for an item whose id cannot be read.
#[test]
fn a_broken_id_does_not_make_others_look_wrong() {
    check(CHECKS, "- id: over-promise", "- id: §Over Promise", Code::BadId, "hyphens");
    check(CLIENTS, "- id: angry", "- id: §[angry]", Code::WrongKind, "quotes");
    check(DELAY, "- {id: change, kind", "- {id: §7, kind", Code::WrongKind, "quotes");
}

#[test]
fn files_that_belong_nowhere() {
    for name in ["habit/x.yaml", "x.yaml", "scenarios/deep/x.yaml", "scenarios/.yaml"] {
        let mut files = base();
        files.push(file(name, "id: x"));
        let found = mistakes(&files);
        let got: Vec<(&str, Code)> = found.iter().map(|d| (d.file.as_str(), d.code)).collect();
        assert_eq!(got, [(name, Code::UnexpectedFile)], "{}", told(&found));
    }
}

#[test]
fn documents_and_their_sections() {
    const AGREED: &str = "{id: agreed, title: {zh: 段, en: recap agreed}, source: [C-01]}";
    check(DOCUMENTS, "- id: recap\n", "- id: §racap\n", Code::UnknownName, "did you mean `recap`?");
    check(DOCUMENTS, "- id: recap\n", "- id: §card\n", Code::DuplicateId, "keep one");
    check(DOCUMENTS, AGREED, &AGREED.replace("id: agreed", "id: §agred"), Code::UnknownName, "did you mean `agreed`?");
    check(DOCUMENTS, AGREED, &AGREED.replace("id: agreed", "id: §never-say"), Code::UnknownName, "there are: opening");
    check(DOCUMENTS, AGREED, &AGREED.replace("id: agreed", "id: §request"), Code::DuplicateId, "keep one");
    check(DOCUMENTS, AGREED, &AGREED.replace("}, source", "}, facts: [§chnge], source"), Code::UnknownName, "change");
    check(DOCUMENTS, AGREED, &AGREED.replace("}, source", "}, gate: [§nothing], source"), Code::UnknownName, "");
    check(
        DOCUMENTS,
        AGREED,
        &AGREED.replace("}, source", "}, hears: [§gives_reasn], source"),
        Code::UnknownName,
        "gives_reason",
    );
    check(DOCUMENTS, AGREED, &AGREED.replace("}, source", "}, §hear: [x], source"), Code::UnknownKey, "hears");
    let slot = |text: &str| AGREED.replace("}, source", &format!("}}, note: {{zh: 好, en: §\"{text}\"}}, source"));
    check(DOCUMENTS, AGREED, &slot("about {chnge}"), Code::UnknownSlot, "change");
    let columns = "columns: {title: {zh: 题, en: t}, description: {zh: 述, en: d}, owner: {zh: 人, en: o}, start: {zh: 始, en: s}, \
                   due: {zh: 止, en: d}, priority: {zh: 急, en: p}, status: {zh: 态, en: s}, \
                   priorities: {low: {zh: 低, en: l}, normal: {zh: 中, en: n}, high: {zh: 高, en: h}}, \
                   states: {open: {zh: 开, en: o}, done: {zh: 完, en: d}, dropped: {zh: 弃, en: d}}}";
    let with = |columns: &str| AGREED.replace("}, source", &format!("}}, {columns}, source"));
    assert!(mistakes(&changed(DOCUMENTS, AGREED, &with(columns))).is_empty());
    let lacking = with(&columns.replace("columns: {", "columns: §{").replace("owner: {zh: 人, en: o}, ", ""));
    check(DOCUMENTS, AGREED, &lacking, Code::MissingKey, "owner");
    let without = |line: &str| mistakes(&changed(DOCUMENTS, line, ""));
    let found = without(&format!("  - {AGREED}\n"));
    assert_eq!(found.len(), 1, "{}", told(&found));
    assert!(found[0].message.en.contains("`recap` lacks the section agreed"), "{}", found[0]);
    let text = documents();
    let survey = text.split_once("- id: survey").unwrap().1;
    let found = without(&format!("- id: survey{survey}"));
    assert_eq!((found.len(), found[0].code), (1, Code::MissingKey), "{}", told(&found));
    assert!(found[0].message.en.contains("lacks the document survey"), "{}", found[0]);
}

#[test]
fn what_a_pack_must_hold() {
    let without = |name: &str| base().into_iter().filter(|f| f.name != name).collect::<Vec<_>>();
    let codes = |name| mistakes(&without(name)).iter().map(|d| d.code).collect::<Vec<_>>();
    assert!(codes(DELAY).contains(&Code::Count));
    assert!(codes(CLIENTS).contains(&Code::Count));
    assert_eq!(codes("ui/words.yaml"), [Code::MissingKey]);
    assert_eq!(codes(SIGNALS), [Code::MissingFile]);
    assert_eq!(codes(CHECKS), [Code::MissingFile]);
    assert_eq!(codes(DOCUMENTS), [Code::MissingFile]);
    assert!(codes("checklists/before.yaml").is_empty());
    assert!(compile(&[]).is_err());
}

/// What is right though it looks odd.
#[test]
fn odd_but_right() {
    for (name, from, to) in [
        // A language is named in itself; a term stands for both languages.
        (DELAY, "title: {zh: 延期, en: Late}", "title: {zh: English, en: 中文}"),
        (DELAY, "title: {zh: 延期, en: Late}", "title: {zh: API, en: API}"),
        (DELAY, "title: {zh: 延期, en: Late}", "title: {zh: 上线 API, en: Ms Wang (王总)}"),
        (DELAY, "title: {zh: 延期, en: Late}", "title: {zh: 延期👩‍👩‍👧, en: \"cafe\\u0301\"}"),
        (DELAY, "order: 3", "\"order\": 3 # 第三"),
        (DELAY, "hours: 2", "working_days: 0"),
        (CHECKS, "in_first: 2", "in_first: 2, at_least: 2"),
        (CHECKS, "{denied: gives_reason}", "{order: [{signal: gives_reason}, {sentences: {at_most: 4}}]}"),
        (CHECKS, "met: {signal: states_decision, in_first: 2}", "met: {entity: date}"),
        (SIGNALS, "[因为]", "[因为 + <@date>, 由于]"),
        ("words/words.yaml", "zh: [绝对], ", ""),
    ] {
        let found = mistakes(&changed(name, from, to));
        assert!(found.is_empty(), "{to}\n{}", told(&found));
    }
    // Windows leaves a mark in front and returns at the ends.
    let windows = |f: &SourceFile| file(&f.name, &format!("\u{feff}{}", f.text.replace('\n', "\r\n")));
    let found = mistakes(&base().iter().map(windows).collect::<Vec<_>>());
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn scenarios_stand_in_their_order() {
    let mut files = base();
    let delay = files.iter().find(|f| f.name == DELAY).unwrap().text.clone();
    for (id, order) in [("zeal", 1), ("alpha", 9), ("beta", 1)] {
        let text = delay.replace("id: delay", &format!("id: {id}")).replace("order: 3", &format!("order: {order}"));
        files.push(file(&format!("scenarios/{id}.yaml"), &text));
    }
    let pack = compile(&files).unwrap();
    assert_eq!(pack.scenarios.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["beta", "zeal", "delay", "alpha"]);
}

/// A pack survives its precompiled form, reference by reference.
#[test]
fn bytes() {
    let pack = compile(&base()).unwrap();
    let bytes = postcard::to_allocvec(&pack).unwrap();
    let back: forthright::pack::Pack = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(postcard::to_allocvec(&back).unwrap(), bytes);
    assert_eq!(back[back.scenarios[0].if_then[0].reaction].id, "angry");
    assert_eq!(back.signals.get(back.signals.signals[0].follows[0]).unwrap().id, "gives_reason");
}
