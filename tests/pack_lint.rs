//! What a pack says that its author cannot have meant is told once, at its place, with what to do.
//!
//! As in `pack_mistakes.rs`, each case changes a small clean pack; the sign `§` marks where the diagnostic has to point.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/packs.rs"]
mod packs;

use forthright::pack::{Code, Diagnostic, Gravity, Lang, SourceFile, check as look, lock};
use packs::{base, change, file, in_chinese};

const DELAY: &str = "scenarios/delay.yaml";
const CHECKS: &str = "checks/checks.yaml";
const CLIENTS: &str = "clients/clients.yaml";
const SIGNALS: &str = "signals/signals.yaml";
const WORDS: &str = "words/words.yaml";
const HABITS: &str = "habits/habits.yaml";

fn told(found: &[Diagnostic]) -> String {
    found.iter().map(|d| format!("{d}\n\n")).collect()
}

/// A change: the file, what stands once in it, what to write instead.
type Edit<'e> = (&'e str, &'e str, &'e str);

fn edited(edits: &[Edit<'_>]) -> Vec<SourceFile> {
    let mut files = base();
    for (name, from, to) in edits {
        change(&mut files, name, from, to);
    }
    files
}

/// Looks at a pack with a `§` in it and expects these codes, all at that place.
#[track_caller]
fn at_mark(files: &[SourceFile], lock: Option<&str>, codes: &[Code]) {
    let marked = files.iter().find(|f| f.text.contains('§')).unwrap();
    let before = marked.text.split('§').next().unwrap();
    let line = before.matches('\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() as u32 + 1;
    let clean: Vec<SourceFile> = files.iter().map(|f| file(&f.name, &f.text.replace('§', ""))).collect();
    let mut found = look(&clean, &[], lock);
    found.retain(|one| one.level != Gravity::Note || codes.contains(&one.code));
    let got: Vec<(Code, &str, u32, u32)> =
        found.iter().map(|one| (one.code, one.file.as_str(), one.at.line, one.at.column)).collect();
    let expect: Vec<_> = codes.iter().map(|code| (*code, marked.name.as_str(), line, column)).collect();
    assert_eq!(got, expect, "{}", told(&found));
    let source = clean.iter().find(|f| f.name == marked.name).unwrap().text.lines().nth(line as usize - 1).unwrap();
    for one in &found {
        assert_eq!(one.line, source, "the source line stands beside the message");
        assert!(!one.message.en.is_empty() && !one.help.en.is_empty());
        assert!(one.tell(Lang::Zh).contains(&one.message.zh) && one.tell(Lang::Zh).contains(&one.help.zh));
        in_chinese(one);
    }
}

#[track_caller]
fn check(edits: &[Edit<'_>], code: Code) {
    at_mark(&edited(edits), Some(""), &[code]);
}

/// Expects nothing but notes.
#[track_caller]
fn clean(edits: &[Edit<'_>]) {
    let mut found = look(&edited(edits), &[], Some(""));
    found.retain(|one| one.level != Gravity::Note);
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn the_base_is_clean() {
    let lock = lock(&base(), &[]).unwrap();
    let found = look(&base(), &[], Some(&lock));
    assert!(found.is_empty(), "{}", told(&found));
}

const MET: &str = "met: {signal: states_decision, in_first: 2}";
const FIRES: &str = "fires: {all: [{words: absolutes}, {none: [{denied: gives_reason}]}]}";

#[test]
fn checks_that_nothing_meets() {
    for rule in [
        "{signal: states_decision, in_first: 1, at_least: 2}",
        "{all: [{signal: states_decision}, {none: [{signal: states_decision}]}]}",
        "{all: [{signal: states_decision}, {denied: states_decision}]}",
        "{all: [{signal: states_decision, in_first: 1}, {none: [{signal: states_decision, in_first: 3}]}]}",
        "{all: [{sentences: {at_least: 3}}, {sentences: {at_most: 2}}]}",
        "{all: [{entity: date, at_least: 2}, {none: [{entity: [date, span]}]}]}",
        // What states the decision follows from a reason: it is heard wherever that one is.
        "{all: [{signal: gives_reason}, {none: [{signal: states_decision}]}]}",
        "{all: [{words: absolutes}, {none: [{words: absolutes}]}]}",
    ] {
        check(&[(CHECKS, MET, &format!("met: §{rule}"))], Code::CannotBeMet);
    }
    check(&[(CHECKS, FIRES, &format!("fires: §{EVERYTHING}"))], Code::CannotBeMet);
}

/// A rule that every utterance meets.
const EVERYTHING: &str = "{any: [{sentences: {at_most: 3}}, {sentences: {at_least: 2}}]}";

#[test]
fn checks_that_everything_meets() {
    check(&[(CHECKS, MET, "met: §{any: [{signal: gives_reason}, {none: [{signal: gives_reason}]}]}")], Code::AlwaysMet);
    check(&[(CHECKS, MET, &format!("met: §{EVERYTHING}"))], Code::AlwaysMet);
    check(&[(CHECKS, FIRES, "fires: §{all: [{words: absolutes}, {none: [{words: absolutes}]}]}")], Code::AlwaysMet);
    check(
        &[(
            CHECKS,
            "unsure: {entity: [date, span], at_least: 1}",
            "unsure: §{none: [{signal: states_decision, in_first: 2}]}",
        )],
        Code::AlwaysMet,
    );
}

#[test]
fn parts_of_rules_that_decide_nothing() {
    check(
        &[(CHECKS, "unsure: {entity: [date, span], at_least: 1}", "unsure: §{signal: states_decision, in_first: 1}")],
        Code::IdleRule,
    );
    let dead = "{any: [{signal: states_decision}, §{all: [{words: absolutes}, {none: [{words: absolutes}]}]}]}";
    check(&[(CHECKS, MET, &format!("met: {dead}"))], Code::IdleRule);
    check(&[(CHECKS, MET, &format!("met: {{all: [{{signal: states_decision}}, §{EVERYTHING}]}}"))], Code::IdleRule);
}

/// A check that only the second step has, which waits for what the path there says is not so.
const ANOTHER: &str = "- id: over-promise\n";

fn waiting(when: &str) -> String {
    format!(
        "- id: waits\n  kind: asks\n  title: {{zh: 等着, en: Waits}}\n  missed: {{zh: 没等, en: Did not wait}}\n  why: {{zh: 因为, en: Because}}\n  better: {{zh: 等一下, en: Wait}}\n  when: {when}\n  met: {{signal: gives_reason}}\n  probe: [{{zh: 啊？, en: Eh?}}]\n  source: [C-06]\n  examples:\n    met: [{{zh: 因为下雨, en: Because of rain}}, {{zh: 因为刮风, en: Because of wind}}]\n    missed: [{{zh: 哦, en: Oh}}, {{zh: 嗯, en: Hm}}]\n- id: over-promise\n"
    )
}

#[test]
fn checks_that_never_apply() {
    // On the way to the second step the assessment is missing; past it, it is not.
    let both = |when: &str, first: &str, second: &str| {
        let checks = waiting(when);
        edited(&[
            (CHECKS, ANOTHER, &checks),
            (DELAY, "checks: [news-first, over-promise]", &format!("checks: [{first}]")),
            (DELAY, "checks: [news-first]\n", &format!("checks: [{second}]\n")),
        ])
    };
    let have = "{gate: assessment, is: have}";
    let missing = "{gate: assessment, is: missing}";
    let both_first = "news-first, over-promise";
    at_mark(&both(have, &format!("{both_first}, waits"), "news-first, §waits"), Some(""), &[Code::IdleCheck]);
    at_mark(&both(missing, &format!("{both_first}, §waits"), "news-first, waits"), Some(""), &[Code::IdleCheck]);
    // Where nothing else is listened for, the step is deaf: both are told.
    let files = both(have, &format!("{both_first}, waits"), "waits");
    let files = files.into_iter().map(|f| {
        file(&f.name, &f.text.replace("太快, en: Too quick}, fails: news-first", "太快, en: Too quick}, fails: waits"))
    });
    let found = look(&files.collect::<Vec<_>>(), &[], Some(""));
    let got: Vec<Code> = found.iter().map(|one| one.code).collect();
    assert_eq!(got, [Code::DeafStep, Code::IdleCheck], "{}", told(&found));
    assert_eq!(found[0].at.line, found[1].at.line);
}

#[test]
fn checks_that_nobody_uses() {
    check(
        &[(CHECKS, ANOTHER, &waiting("{fact: fault, is: false}").replace("id: waits", "id: §waits"))],
        Code::UnusedCheck,
    );
    // A pair of lines is a use.
    clean(&[
        (CHECKS, ANOTHER, &waiting("{fact: fault, is: false}")),
        (HABITS, "    check: news-first", "    check: waits"),
    ]);
}

const REASON: &str = "rule: {signal: gives_reason}";
const WORSENS: &str = "rule: {words: absolutes}";

#[test]
fn reactions_that_cannot_close() {
    let never = "{all: [{signal: gives_reason}, {none: [{signal: gives_reason}]}]}";
    check(&[(CLIENTS, REASON, &format!("rule: §{never}"))], Code::CannotClose);
    check(
        &[
            (CLIENTS, REASON, "rule: §{sentences: {at_least: 1}}"),
            (CLIENTS, WORSENS, "rule: {any: [{sentences: {at_least: 1}}, {words: absolutes}]}"),
        ],
        Code::CannotClose,
    );
    check(&[(CLIENTS, REASON, "rule: §{all: [{words: absolutes}, {signal: gives_reason}]}")], Code::CannotClose);
    check(&[(CLIENTS, WORSENS, &format!("rule: §{EVERYTHING}"))], Code::CannotClose);
    check(
        &[(CLIENTS, REASON, "rule: §{all: [{sentences: {at_most: 1}}, {sentences: {at_least: 2}}]}")],
        Code::CannotClose,
    );
    check(&[(CLIENTS, WORSENS, &format!("rule: §{never}"))], Code::CannotWorsen);
    // Silence makes a move whatever else is asked.
    clean(&[(CLIENTS, "rule: {wait: true}", "rule: {any: [{wait: true}, {signal: states_decision}]}")]);
}

#[test]
fn moves_that_are_no_moves() {
    check(&[(CLIENTS, REASON, &format!("rule: §{EVERYTHING}"))], Code::ClosesByItself);
    let same = "rule: {signal: gives_reason}";
    check(&[(CLIENTS, REASON, "rule: §{signal: gives_reason}"), (CLIENTS, "rule: {wait: true}", same)], Code::SameMove);
}

#[test]
fn reactions_and_plans_that_never_come() {
    let calm = |to: &str| {
        let files = base();
        let clients = &files.iter().find(|f| f.name == CLIENTS).unwrap().text;
        let one = clients.split("- id: angry").nth(1).unwrap().split("personas:").next().unwrap().to_owned();
        let mut files = files;
        change(&mut files, CLIENTS, "personas:\n", &format!("- id: {to}{one}personas:\n"));
        files
    };
    at_mark(&calm("§calm"), Some(""), &[Code::UnusedReaction]);
    let mut files = calm("calm");
    change(&mut files, DELAY, "reactions: [angry]", "reactions: [calm]");
    change(&mut files, CLIENTS, "prefers: [angry]", "prefers: [calm]");
    let found = look(&files, &[], Some(""));
    let got: Vec<(Code, &str, u32)> = found.iter().map(|one| (one.code, one.file.as_str(), one.at.line)).collect();
    let plan = files
        .iter()
        .find(|f| f.name == DELAY)
        .unwrap()
        .text
        .lines()
        .position(|l| l.contains("reaction: angry"))
        .unwrap();
    assert_eq!(got, [(Code::UnusedReaction, CLIENTS, 2), (Code::IdlePlan, DELAY, plan as u32 + 1)], "{}", told(&found));
    let mut files = edited(&[(
        CLIENTS,
        "patience: 4, moves_per_answer: 2, reactions: 2",
        "patience: 4, moves_per_answer: 2, reactions: 0",
    )]);
    change(&mut files, CLIENTS, "reactions: 4", "reactions: 0");
    change(&mut files, CLIENTS, "- id: angry", "- id: §angry");
    at_mark(&files, Some(""), &[Code::UnusedReaction]);
}

#[test]
fn paths_that_are_never_taken() {
    let gate = |is: &str| format!("- {{id: {is}, when: {{gate: assessment, is: {is}}}, stages: [note]}}\n");
    let buffer = "- {id: buffer, when: {gate: assessment, is: missing}, stages: [note]}\n";
    let other = "- {id: have, when: {gate: assessment, is: have}, stages: [note, inform]}\n- {id: not-needed, when: {gate: assessment, is: not-needed}, stages: [inform, note]}\n";
    check(
        &[(DELAY, "- {id: main, stages: [inform]}", &format!("{other}- §{{id: main, stages: [inform]}}"))],
        Code::Unreachable,
    );
    check(&[(DELAY, buffer, &format!("{buffer}{}", gate("have").replace("stages: [", "stages: §[")))], Code::SamePaths);
    // A fact may be unknown: true and false leave a case over.
    clean(&[(
        DELAY,
        "- {id: main, stages: [inform]}",
        "- {id: a, when: {fact: fault, is: true}, stages: [note, inform]}\n- {id: b, when: {fact: fault, is: false}, stages: [inform, note]}\n- {id: main, stages: [inform]}",
    )]);
}

#[test]
fn a_choice_that_is_always_best() {
    let bad = "    - {line: {zh: 大家都辛苦了。, en: Everyone worked hard.}, because: {zh: 绕, en: Roundabout}, fails: news-first}\n";
    let more = |fails: &str| {
        let line = |zh: &str, en: &str, fails: &str| {
            format!("    - {{line: {{zh: {zh}, en: {en}}}, because: {{zh: 绕, en: Roundabout}}, fails: {fails}}}\n")
        };
        format!(
            "{bad}{}{}",
            line("先喝口水。", "Have some water.", "news-first"),
            line("绝对没问题的。", "It is absolutely all right.", fails)
        )
    };
    let third = (CHECKS, ANOTHER, waiting("{fact: fault, is: false}"));
    let third = (third.0, third.1, third.2.as_str());
    let checks = (DELAY, "checks: [news-first, over-promise]", "checks: [news-first, over-promise, waits]");
    let one = more("news-first").replacen("    - {", "    - §{", 1);
    check(&[third, checks, (DELAY, bad, &one)], Code::OneTrick);
    clean(&[third, checks, (DELAY, bad, &more("over-promise"))]);
    // One reaction at every step.
    let step = |id: &str| {
        format!(
            "  - id: {id}\n    title: {{zh: 再说, en: Again}}\n    prompt: {{zh: 说{id}, en: Say {id}}}\n    why: {{zh: 因为, en: Because}}\n    checks: [news-first]\n    good: [{{line: {{zh: 上线改到{id}。, en: The launch moves to {id}.}}, because: {{zh: 直接, en: Direct}}}}]\n    bad: [{{line: {{zh: 辛苦了{id}。, en: Well done {id}.}}, because: {{zh: 绕, en: Roundabout}}, fails: news-first}}]\n    reactions: [angry]\n    source: [C-05]\n"
        )
    };
    let steps = |n: usize| (0..n).map(|n| step(&format!("more-{n}"))).collect::<String>();
    let note = "- id: note\n  title";
    check(
        &[(DELAY, note, &format!("{}{note}", steps(2))), (DELAY, "- id: inform\n", "- §id: inform\n")],
        Code::OneTrick,
    );
    clean(&[(DELAY, note, &format!("{}{note}", steps(1)))]);
}

#[test]
fn sources_that_nobody_cites() {
    check(&[("pack.yaml", "papers:\n", "papers:\n- {id: §nobody-1999, title: Nobody 1999}\n")], Code::UnusedSource);
    check(
        &[("pack.yaml", "papers:\n", "- {id: §D, pieces: 3, title: {zh: 延期, en: Late}}\npapers:\n")],
        Code::UnusedSource,
    );
    // What rests on papers alone is worth knowing, and not wrong.
    let files = edited(&[(CLIENTS, "  source: [C-10]", "  source: §[baile-2000]")]);
    at_mark(&files, Some(""), &[Code::PapersOnly]);
}

#[test]
fn texts_that_the_card_has_no_room_for() {
    let long = "长".repeat(21);
    check(
        &[(DELAY, "- {zh: 客观原因, en: circumstances}", &format!("- {{zh: §{long}, en: circumstances}}"))],
        Code::TooLongForCard,
    );
    let label = "label: {zh: 先说, en: Say first}";
    check(&[(DELAY, label, "label: {zh: 先说, en: §What to say first of all}")], Code::TooLongForCard);
    let plan = "先听，再说".repeat(15);
    check(
        &[(DELAY, "plan: {zh: \"先听，再说{change}\"", &format!("plan: {{zh: §\"{plan}{{change}}\""))],
        Code::TooLongForCard,
    );
    let row = "The new date stands in the plan. ".repeat(7);
    check(
        &[(
            DELAY,
            "text: {zh: \"{change}\", en: \"{change}\"}",
            &format!("text: {{zh: \"{{change}}\", en: §\"{row}{{change}}\"}}"),
        )],
        Code::TooLongForCard,
    );
    // What fills the slot counts: the example's own words make the row long.
    let fact = "改到七月六日，".repeat(15);
    check(
        &[
            (DELAY, "change: {zh: 改到 7 月 6 日,", &format!("change: {{zh: {fact}日,")),
            (DELAY, "text: {zh: \"{change}\"", "text: {zh: §\"{change}\""),
            (DELAY, "再说{change}\"", "再说\""),
            (DELAY, "Listen, then {change}", "Listen"),
        ],
        Code::TooLongForCard,
    );
    // Each text fits, and all together do not.
    let phrases: String =
        (0..11).map(|n| format!("- {{zh: {}所以呢{n}, en: phrase {n}}}\n", "客观原因".repeat(4))).collect();
    let text = "很长的一行话".repeat(15);
    let rows: Vec<String> = (0..7)
        .map(|n| format!("{{label: {{zh: 第{n}, en: Row {n}}}, text: {{zh: \"{n}{text}\", en: row {n}}}}}\n"))
        .collect();
    check(
        &[
            (DELAY, "never_say:\n", &format!("never_say:\n{phrases}")),
            (DELAY, "- {label: {zh: 先说", &format!("- §{}- {{label: {{zh: 先说", rows.join("- "))),
        ],
        Code::TooLongForCard,
    );
}

#[test]
fn the_same_text_twice() {
    let good =
        "    - {line: {zh: 上线改到 7 月 6 日。, en: The launch moves to 6 July.}, because: {zh: 直接, en: Direct}}\n";
    check(
        &[(DELAY, good, &format!("{good}{}", good.replace("zh: 上线", "zh: §上线").replace("直接", "很直接")))],
        Code::SameText,
    );
    // A line cannot be good here and bad there.
    check(&[(DELAY, "line: {zh: 行。, en: Sure.}", "line: {zh: §上线改到 7 月 6 日。, en: Sure.}")], Code::SameText);
    check(&[(CLIENTS, "{zh: 又来了？, en: Again?}", "{zh: 又来了？, en: §What is this?}")], Code::SameText);
    check(&[(CLIENTS, "{zh: 等等。, en: Wait.}", "{zh: §我还没说完。, en: Wait.}")], Code::SameText);
    check(
        &[(CHECKS, "{zh: 大家辛苦了。, en: Everyone worked hard.}", "{zh: §项目推迟了。, en: Everyone worked hard.}")],
        Code::SameText,
    );
    check(
        &[
            (
                HABITS,
                "weak: {zh: 再等等看, en: Let us wait and see}",
                "weak: {zh: 项目延期三周, en: Let us wait and see}",
            ),
            (HABITS, "strong: {zh: 项目延期三周", "strong: {zh: §项目延期三周"),
        ],
        Code::SameText,
    );
}

#[test]
fn slots_in_one_language() {
    check(&[(DELAY, "en: \"Tell {client}: {change}\"", "en: §\"Tell them: {change}\"")], Code::UnevenSlots);
    check(&[(DELAY, "zh: \"告诉{client}：{change}\"", "zh: §\"告诉{client}\"")], Code::UnevenSlots);
}

const TERMS: &str =
    "glossary:\n- {id: launch, zh: 上线, en: launch, not: {zh: [投产], en: [go-live, rollout]}}\nwords:";

#[test]
fn terms_of_the_glossary() {
    let terms = (WORDS, "words:", TERMS);
    clean(&[terms]);
    check(
        &[terms, (DELAY, "line: {zh: 上线改到 7 月 6 日。, en: The", "line: {zh: §投产改到 7 月 6 日。, en: The")],
        Code::OffGlossary,
    );
    check(
        &[terms, (DELAY, "en: The launch moves to 6 July.}", "en: §The Go-Live moves to 6 July.}")],
        Code::OffGlossary,
    );
    check(
        &[terms, (HABITS, "do: {zh: 今天就说, en: Say it today}", "do: {zh: 今天就说, en: §Plan the rollout}")],
        Code::OffGlossary,
    );
    // People do not speak by a glossary, and a bad line is not ours.
    clean(&[terms, (DELAY, "en: Everyone worked hard.}, because", "en: The rollout went well.}, because")]);
    clean(&[terms, (CLIENTS, "en: What is this?", "en: What about the rollout?")]);
    // A file of words may hold a glossary alone.
    let mut files = base();
    files.push(file("words/glossary.yaml", TERMS.trim_end_matches("words:")));
    let mut found = look(&files, &[], Some(""));
    found.retain(|one| one.level != Gravity::Note);
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn translations_that_are_stale() {
    let locked = lock(&base(), &[]).unwrap();
    let stale = |edits: &[Edit<'_>]| at_mark(&edited(edits), Some(&locked), &[Code::StaleTranslation]);
    stale(&[(DELAY, "why: {zh: 早说早好, en: Sooner is better}", "why: {zh: 越早越好, en: §Sooner is better}")]);
    stale(&[
        (DELAY, "blurb: {zh: 日子守不住了,", "blurb: {zh: §日子守不住了,"),
        (DELAY, "en: The date won't hold}", "en: The date slips}"),
    ]);
    stale(&[(CLIENTS, "{zh: 接着说。, en: Go on.}", "{zh: 请讲。, en: §Go on.}")]);
    stale(&[("ui/words.yaml", "app.name: {zh: 字, en: word}", "app.name: {zh: 字词, en: §word}")]);
    // Both edited, a text that is new, one that was moved, an utterance of a proof: nothing is stale.
    let fine = |edits: &[Edit<'_>]| {
        let found = look(&edited(edits), &[], Some(&locked));
        assert!(found.is_empty(), "{}", told(&found));
    };
    fine(&[(DELAY, "why: {zh: 早说早好, en: Sooner is better}", "why: {zh: 越早越好, en: The sooner the better}")]);
    fine(&[(
        DELAY,
        "tips: [{zh: 别绕, en: Say it straight}]",
        "tips: [{zh: 别绕弯子, en: No detours}, {zh: 别绕, en: Say it straight}]",
    )]);
    fine(&[(SIGNALS, "{zh: 今天天气好, en: Nice weather today.}", "{zh: 今天下雨, en: Nice weather today.}")]);
    // Without a lock nothing is known, which is a note.
    let found = look(&base(), &[], None);
    assert_eq!(found.iter().map(|one| (one.code, one.level)).collect::<Vec<_>>(), [(Code::NoLock, Gravity::Note)]);
    let found = look(&base(), &[], Some("# head\nhalf a line\n"));
    assert_eq!(found.iter().map(|one| (one.code, one.at.line)).collect::<Vec<_>>(), [(Code::BadLock, 2)]);
    // The lock is the same however often it is made, sorted, and knows no place.
    assert_eq!(lock(&base(), &[]).unwrap(), locked);
    let lines: Vec<&str> = locked.lines().skip(1).collect();
    assert!(lines.is_sorted() && lines.iter().all(|line| line.split('\t').count() == 3));
    assert!(lines.iter().any(|line| line.starts_with("scenarios/delay.yaml stages inform steps news why\t")));
}

/// A pack with mistakes is told of those alone: what is meant cannot be judged yet.
#[test]
fn mistakes_come_first() {
    let files = edited(&[(DELAY, "order: 3", "order: three"), (CLIENTS, REASON, &format!("rule: {EVERYTHING}"))]);
    let found = look(&files, &[], None);
    assert_eq!(found.iter().map(|one| (one.code, one.level)).collect::<Vec<_>>(), [(Code::BadValue, Gravity::Error)]);
}
