//! Several packs: one extends another, one is broken, two have a scenario of the same name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/packs.rs"]
mod packs;

use std::sync::Arc;

use forthright::listen::{Listener, State};
use forthright::pack::{Code, Files, Gravity, Pack, Shelf, SourceFile, check, compile};
use packs::{base, change, file};

/// A pack that extends the small one: a scenario, words for a list and a concept, a signal, a check in place of another.
fn acme() -> Vec<SourceFile> {
    let delay = base().into_iter().find(|f| f.name == "scenarios/delay.yaml").unwrap().text;
    let checks = base().into_iter().find(|f| f.name == "checks/checks.yaml").unwrap().text;
    let news = checks.split("- id: over-promise").next().unwrap().replace("News first", "Our news first");
    vec![
        file(
            "pack.yaml",
            "format: 1\nid: acme\nextends: base\ntitle: {zh: 我们的, en: Ours}\npapers:\n- {id: us-2026, title: Us 2026}\n",
        ),
        file("scenarios/delay.yaml", &delay.replace("source: [C-14]", "source: [us-2026]")),
        file(
            "scenarios/moving.yaml",
            &delay
                .replace("id: delay", "id: moving")
                .replace("news-first, over-promise", "news-first, over-promise, thanks"),
        ),
        file("checks/a.yaml", &news),
        file(
            "checks/b.yaml",
            &news
                .replace("id: news-first", "id: thanks")
                .replace("met: {signal: states_decision, in_first: 2}", "met: {signal: thanks}"),
        ),
        file("words/more.yaml", "add_to:\n- {words: absolutes, zh: [包在我身上], en: [trust me]}\n"),
        file(
            "signals/more.yaml",
            "add_to:\n- {concept: late, zh: [顺延], en: [slip~]}\n- signal: gives_reason\n  cues: [{how: strong, reads: fixed, zh: [怪下雨], en: [blame the rain]}, {how: strong, zh: [病根 ~~ 工单], en: [what drives it ~~ tickets]}]\nsignals:\n- id: thanks\n  polarity: show\n  name: {zh: 道谢, en: Thanks}\n  why: {zh: 道谢了, en: Thanks are given}\n  cues: [{how: strong, zh: [谢谢], en: [thank you]}]\n  examples: {carries: [{zh: 谢谢您, en: Thank you.}], denies: [{zh: 不谢谢您, en: No thank you.}], silent: [{zh: 好的, en: Fine.}]}\n",
        ),
        file(
            "checklists/ours.yaml",
            "id: ours\ntitle: {zh: 自己的, en: Ours}\nitems:\n- {id: one, text: {zh: 一, en: One}, why: {zh: 因为, en: Because}, scenarios: [delay], source: [C-07]}\n",
        ),
    ]
}

fn files(from: &str, sources: Vec<SourceFile>) -> Files {
    Files { from: from.to_owned(), sources, found: Vec::new() }
}

fn shelf(others: Vec<Files>) -> Shelf {
    let mut shelf = Shelf::new(compile(&base()).unwrap());
    shelf.add(others);
    shelf
}

fn ids(packs: &[Arc<Pack>]) -> Vec<Vec<&str>> {
    packs.iter().map(|pack| pack.scenarios.iter().map(|s| s.id.as_str()).collect()).collect()
}

#[test]
fn a_pack_extends_another() {
    let shelf = shelf(vec![files("acme", acme())]);
    assert_eq!(shelf.broken, []);
    let packs = shelf.finish();
    assert_eq!(ids(&packs), [["acme/delay", "delay", "moving"]]);
    let pack = &packs[0];
    assert_eq!(pack.layers, ["base", "acme"]);
    // A check of the same name took the place, one of another stands behind.
    assert_eq!(pack.checks.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["news-first", "over-promise", "thanks"]);
    assert_eq!(pack.checks[0].title.en, "Our news first");
    let own = pack.scenario("moving").unwrap();
    let named: Vec<&str> = own.stages[0].steps[0].checks.iter().map(|c| pack[*c].id.as_str()).collect();
    assert_eq!(named, ["news-first", "over-promise", "thanks"]);
    assert_eq!(pack[own.stages[0].steps[0].reactions[0]].id, "angry");
    assert_eq!(
        pack.papers[usize::from(pack.scenario("acme/delay").unwrap().examples[0].source.papers[0])].id,
        "us-2026"
    );
    // What a checklist says of `delay` is meant for the pack's own; the base's still for the base's.
    assert_eq!(pack.checklist("ours").unwrap().items[0].scenarios, ["acme/delay"]);
    assert_eq!(pack.checklist("before").unwrap().items[0].scenarios, ["delay"]);
    assert_eq!(pack.word(forthright::pack::Word::AppName, forthright::pack::Lang::En), "word");
}

#[test]
fn what_is_added_is_heard() {
    let packs = shelf(vec![files("acme", acme())]).finish();
    let pack = &packs[0];
    let listener = Listener::new(&pack.signals);
    let carried = |text: &str| -> Vec<String> {
        let heard = listener.hear(text, None);
        let shown = heard.signals.iter().filter(|h| h.state == State::Shown);
        let mut names: Vec<String> = shown.map(|h| pack.signals.name(h.signal).to_owned()).collect();
        names.extend(heard.words.iter().map(|(list, _)| pack.signals.words[usize::from(list.0)].id.clone()));
        names
    };
    for (text, name) in [
        ("谢谢您", "thanks"),
        ("Thank you.", "thanks"),
        ("包在我身上", "absolutes"),
        ("Trust me.", "absolutes"),
        ("绝对没问题", "absolutes"),
    ] {
        assert!(carried(text).iter().any(|heard| heard == name), "{text}: {:?}", carried(text));
    }
    // What was learned of a shipped signal knows nothing of the added phrases: those decide by themselves.
    for (text, shown) in [
        ("这事怪下雨。", true),
        ("Blame the rain.", true),
        ("他说：“怪下雨。”", false),
        ("病根是工单多了一倍。", true),
        ("那病根不是工单多了一倍。", false),
        ("What drives it is twice the tickets.", true),
        ("What drives it is not twice the tickets.", false),
        ("Is what drives it twice the tickets?", false),
    ] {
        assert_eq!(carried(text).iter().any(|heard| heard == "gives_reason"), shown, "{text}: {:?}", carried(text));
    }
    let concept = pack.signals.concepts.iter().find(|c| c.id == "late").unwrap();
    let words: Vec<&str> = concept.words.iter().map(|id| pack.signals.vocabulary.word(*id as usize)).collect();
    assert_eq!(words, ["延期", "推迟", "late", "delay", "顺延", "slip"]);
}

#[test]
fn an_extension_is_checked_with_its_base_and_for_itself() {
    let base = compile(&base()).unwrap();
    let found = check(&acme(), &[&base], None);
    let wrong: Vec<_> = found.iter().filter(|d| d.level != Gravity::Note).map(|d| d.to_string()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    // Without the base, that alone is told.
    let found = check(&acme(), &[], None);
    assert_eq!(found.iter().map(|d| (d.code, d.at.line)).collect::<Vec<_>>(), [(Code::UnknownName, 3)]);
    let mut other = acme();
    change(&mut other, "pack.yaml", "extends: base", "extends: bse");
    let found = check(&other, &[&base], None);
    assert_eq!((found[0].code, found[0].help.en.as_str()), (Code::UnknownName, "did you mean `base`?"));
    // Names of the base are known, others are not.
    let mut other = acme();
    change(&mut other, "scenarios/moving.yaml", "thanks]", "thank]");
    let found = check(&other, &[&base], None);
    assert_eq!(found[0].code, Code::UnknownName);
    assert_eq!(found[0].help.en, "did you mean `thanks`?");
    // An addition to what nobody has.
    let mut other = acme();
    change(&mut other, "words/more.yaml", "absolutes", "absolute");
    assert_eq!(check(&other, &[&base], None)[0].help.en, "did you mean `absolutes`?");
}

#[test]
fn a_broken_pack_hides_no_other() {
    let mut broken = acme();
    change(&mut broken, "pack.yaml", "id: acme", "id: broken");
    change(&mut broken, "scenarios/moving.yaml", "order: 3", "order: three");
    let nothing = Files { from: "nothing".to_owned(), sources: Vec::new(), found: Vec::new() };
    let shelf = shelf(vec![files("broken", broken), nothing, files("zacme", acme())]);
    let aside: Vec<(&str, Code)> = shelf.broken.iter().map(|b| (b.from.as_str(), b.found[0].code)).collect();
    assert_eq!(aside, [("broken", Code::BadValue), ("nothing", Code::MissingFile)]);
    assert_eq!(ids(&shelf.finish()), [["acme/delay", "delay", "moving"]]);
}

#[test]
fn packs_that_stand_alone_stand_beside() {
    let mut alone = base();
    change(&mut alone, "pack.yaml", "id: base", "id: other");
    let packs = shelf(vec![files("alone", alone.clone())]).finish();
    assert_eq!(ids(&packs), [["delay"], ["other/delay"]]);
    // Its cases follow the name of their scenario.
    assert_eq!(packs[1].cases[0].scenario, "other/delay");
    // The same id twice is no pack.
    let twice = shelf(vec![files("a", alone.clone()), files("b", alone)]);
    assert_eq!(
        twice.broken.iter().map(|b| (b.from.as_str(), b.found[0].code)).collect::<Vec<_>>(),
        [("b", Code::DuplicateId)]
    );
}

#[test]
fn the_pack_of_the_command_line_comes_first() {
    let mut shelf = shelf(Vec::new());
    shelf.put_first(files("acme", acme())).unwrap();
    assert_eq!(ids(&shelf.clone().finish()), [["delay", "base/delay", "moving"]]);
    let pack = &shelf.finish()[0];
    assert_eq!(pack.scenario("delay").unwrap().pack, "acme");
    assert_eq!(pack.checklist("ours").unwrap().items[0].scenarios, ["delay"]);
    assert_eq!(pack.checklist("before").unwrap().items[0].scenarios, ["base/delay"]);
    // A copy of the base takes its place, so that one can write at it.
    let mut shelf = Shelf::new(compile(&base()).unwrap());
    let mut copy = base();
    change(&mut copy, "scenarios/delay.yaml", "title: {zh: 延期, en: Late}", "title: {zh: 延期, en: Later}");
    shelf.put_first(files("copy", copy)).unwrap();
    let packs = shelf.finish();
    assert_eq!((packs.len(), packs[0].scenarios[0].title.en.as_str()), (1, "Later"));
}

#[test]
fn packs_that_extend_each_other_in_any_order() {
    let mut top = vec![file("pack.yaml", "format: 1\nid: top\nextends: acme\ntitle: {zh: 顶上, en: Top}\n")];
    let packs = shelf(vec![files("a-top", top.clone()), files("b-acme", acme())]);
    assert_eq!(packs.broken, []);
    assert_eq!(packs.finish()[0].layers, ["base", "acme", "top"]);
    // Two in a circle, and one that extends itself: both are told of, and the loop ends.
    change(&mut top, "pack.yaml", "extends: acme", "extends: round");
    let round = vec![file("pack.yaml", "format: 1\nid: round\nextends: top\ntitle: {zh: 圆, en: Round}\n")];
    let own = vec![file("pack.yaml", "format: 1\nid: own\nextends: own\ntitle: {zh: 己, en: Own}\n")];
    let packs = shelf(vec![files("a", top), files("b", round), files("c", own)]);
    assert_eq!(packs.broken.iter().map(|b| b.found[0].code).collect::<Vec<_>>(), [Code::UnknownName; 3]);
    assert_eq!(ids(&packs.finish()), [["delay"]]);
}

/// What `tests/pack_hostile.rs` holds for packs of their own holds for those that extend another.
#[test]
fn hostile_extensions() {
    let head = "format: 1\nid: bad\nextends: base\ntitle: {zh: 坏, en: Bad}\n";
    for (name, text, code) in [
        ("words/a.yaml", "add_to: &a [*a]", Code::Syntax),
        ("words/a.yaml", "add_to: [{words: absolutes, zh: [\"\\e[2J\"]}]", Code::BadText),
        ("words/a.yaml", "add_to: {words: absolutes}", Code::WrongKind),
        ("words/a.yaml", "glossary: [{id: a, zh: 甲, en: a, not: {zh: [1]}}]", Code::WrongKind),
        ("signals/a.yaml", "add_to: [{signal: nothing, cues: []}]", Code::UnknownName),
        ("signals/a.yaml", "add_to: [{signal: gives_reason, cues: [{how: loud, en: [a]}]}]", Code::UnknownName),
    ] {
        let found = check(&[file("pack.yaml", head), file(name, text)], &[&compile(&base()).unwrap()], None);
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [code], "{text}: {found:?}");
    }
    let many = "- {words: absolutes, zh: [绝对]}\n".repeat(6_000);
    let found = check(
        &[file("pack.yaml", head), file("words/a.yaml", &format!("add_to:\n{many}"))],
        &[&compile(&base()).unwrap()],
        None,
    );
    assert_eq!(found[0].code, Code::TooLarge);
    let long = format!("format: 1\nid: bad\nextends: \"{}\\e[2J\"\ntitle: {{zh: 坏, en: Bad}}\n", "x".repeat(100_000));
    let found = check(&[file("pack.yaml", &long)], &[], None);
    let told = found[0].to_string();
    assert!(told.chars().count() < 3_000 && !told.contains('\u{1b}'));
}

/// Whoever writes at a pack of the folder names it on the command line, too: it stands there once, as it is written now,
/// and what rests on it still does.
#[test]
fn a_pack_of_the_folder_on_the_command_line() {
    let top = vec![file("pack.yaml", "format: 1\nid: top\nextends: acme\ntitle: {zh: 顶上, en: Top}\n")];
    let mut now = acme();
    change(&mut now, "scenarios/moving.yaml", "order: 3", "order: 1");
    let fill = |first: Vec<SourceFile>| {
        let mut shelf = Shelf::new(compile(&base()).unwrap());
        let done = shelf.fill(vec![files("p/acme", acme()), files("p/top", top.clone())], Some(files("acme", first)));
        (done, shelf)
    };
    let (done, shelf) = fill(now.clone());
    assert_eq!((done, shelf.broken.as_slice()), (Ok(()), &[][..]));
    let packs = shelf.finish();
    assert_eq!(ids(&packs), [["moving", "delay", "base/delay"]]);
    assert_eq!(packs[0].layers, ["base", "acme", "top"]);
    // A copy of the base on the command line: what rests on the base rests on the copy.
    let (done, shelf) = fill(base());
    assert_eq!((done, shelf.broken.as_slice()), (Ok(()), &[][..]));
    assert_eq!(shelf.finish()[0].layers, ["base", "acme", "top"]);
    // A mistake in it is told, and the folder's older self does not hide it.
    change(&mut now, "scenarios/moving.yaml", "order: 1", "order: one");
    assert_eq!(fill(now).0.unwrap_err()[0].code, Code::BadValue);
    // Without one, the folder's packs stand as they do.
    let mut shelf = Shelf::new(compile(&base()).unwrap());
    assert_eq!(shelf.fill(vec![files("p/acme", acme())], None), Ok(()));
    assert_eq!(ids(&shelf.finish()), [["acme/delay", "delay", "moving"]]);
}

/// While nobody knows what a pack extends, its other names cannot be judged: the manifest alone is told.
#[test]
fn a_manifest_that_cannot_be_used_is_the_only_mistake() {
    let base = compile(&base()).unwrap();
    for (from, to, code, line) in [
        ("extends: base", "extend: base", Code::UnknownKey, 3),
        ("extends: base", "Extends: base", Code::UnknownKey, 3),
        ("extends: base", "extends: [base]", Code::WrongKind, 3),
        ("extends: base", "extends: bse", Code::UnknownName, 3),
        ("id: acme", "id: 'acme", Code::Syntax, 2),
        ("id: acme", "id: acme: b", Code::Syntax, 2),
    ] {
        let mut files = acme();
        change(&mut files, "pack.yaml", from, to);
        let found = check(&files, &[&base], None);
        assert_eq!(found.iter().map(|d| (d.code, d.at.line)).collect::<Vec<_>>(), [(code, line)], "{to}: {found:#?}");
    }
    let rest: Vec<SourceFile> = acme().into_iter().filter(|f| f.name != "pack.yaml").collect();
    assert_eq!(check(&rest, &[&base], None).iter().map(|d| d.code).collect::<Vec<_>>(), [Code::MissingFile]);
}

/// A word of the interface has the places that the program fills; another one would be shown with its braces.
#[test]
fn words_of_the_interface_hold_what_the_program_fills() {
    let told = |ui: &str| -> Vec<(Code, u32, u32)> {
        let mut under = base();
        let words = under.iter_mut().find(|f| f.name == "ui/words.yaml").unwrap();
        words.text =
            words.text.replace("home.gaps: {zh: 字, en: word}", "home.gaps: {zh: \"缺 {n}\", en: \"{n} gaps\"}");
        let under = compile(&under).unwrap();
        let mut files = acme();
        files.push(file("ui/ours.yaml", ui));
        let found = check(&files, &[&under], None);
        found.iter().filter(|d| d.level != Gravity::Note).map(|d| (d.code, d.at.line, d.at.column)).collect()
    };
    assert_eq!(told("home.gaps: {zh: \"还缺 {n} 样\", en: \"still {n} missing\"}\n"), []);
    assert_eq!(told("home.gaps: {zh: 有缺, en: gaps}\n"), []);
    let slot = (Code::UnknownSlot, 1, 12);
    assert_eq!(told("home.gaps: {zh: \"缺 {count}\", en: \"{count} gaps\"}\n"), [slot]);
    assert_eq!(told("app.saved: {zh: \"存好 {n}\", en: \"Saved {n}\"}\n"), [slot]);
}
