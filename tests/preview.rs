//! `pack preview`: every screen of every scenario, in lines that hold the width.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "commands need no terminal")]
mod pty;
mod support;

use forthright::pack::Lang;
use forthright::text::width;
use pty::{home, run};
use support::pack;

fn preview(args: &[&str]) -> (i32, String, String) {
    let home = home();
    let got = run(home.path(), &[&["pack", "preview"], args].concat(), b"");
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "looking writes nothing");
    got
}

#[test]
fn lines_hold_the_width_and_begin_well() {
    for scenario in &pack().scenarios {
        for cells in ["20", "40", "60", "100"] {
            let (code, out, error) = preview(&[&scenario.id, "--width", cells, "--lang", "both"]);
            assert_eq!(code, 0, "{error}");
            for line in out.lines() {
                assert!(width(line) <= cells.parse().unwrap(), "{cells}: {line}");
                let first = line.trim_start().chars().next().unwrap_or(' ');
                assert!(cells == "20" || !"，。；：！？、」』）》".contains(first), "{cells}: {line}");
                assert!(!line.contains(['{', '}', '\u{1b}']), "{line}");
            }
        }
    }
}

#[test]
fn every_screen_is_there_in_order() {
    let pack = pack();
    for scenario in &pack.scenarios {
        for (lang, code) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let (_, out, _) = preview(&[&scenario.id, "--width", "400", "--lang", code]);
            let steps = scenario.stages.iter().flat_map(|stage| &stage.steps);
            let texts = scenario.facts.iter().map(|fact| fact.label.get(lang));
            let texts = texts.chain(scenario.gate.iter().map(|item| item.ask.get(lang)));
            let texts = texts.chain(steps.map(|step| step.why.get(lang)));
            let texts = texts.chain(scenario.card.iter().map(|row| row.label.get(lang)));
            let mut from = 0;
            for text in texts {
                let at = out.get(from..).unwrap().find(text);
                from += at.unwrap_or_else(|| panic!("{} {code}: no {text:?} after what came before", scenario.id));
            }
        }
    }
}

#[test]
fn a_step_shows_what_belongs_to_it() {
    let pack = pack();
    let (scenario, step) = (&pack.scenarios[0], &pack.scenarios[0].stages[0].steps[0]);
    let (code, out, _) = preview(&[&format!("{}/{}", scenario.id, step.id), "--width", "400", "--lang", "zh"]);
    assert_eq!(code, 0);
    let models = step.good.iter().chain(step.bad.iter().map(|bad| &bad.model)).map(|model| &model.because.zh);
    let checks = step.checks.iter().map(|check| &pack[*check]).flat_map(|c| [&c.title.zh, &c.missed.zh, &c.why.zh]);
    let client = step.reactions.iter().map(|reaction| &pack[*reaction]);
    let client = client.flat_map(|r| [&r.title.zh, &r.opens[0].says.zh, &r.moves[0].better.zh, &r.end_eased.zh]);
    for text in models.chain(checks).chain(client) {
        assert!(out.contains(text.as_str()), "no {text:?} in\n{out}");
    }
}

#[test]
fn wrong_names_and_widths_are_told() {
    for (args, told) in [
        (vec!["dealy"], "delay"),
        (vec!["delay/new", "--lang", "en"], "Did you mean \"delay/news\"?"),
        (vec!["delay/"], "delay/"),
        (vec!["delay", "--width", "3"], "20"),
        (vec!["delay", "/nowhere"], "/nowhere"),
    ] {
        let (code, out, error) = preview(&args);
        assert_eq!((code, out.as_str()), (2, ""), "{args:?}");
        assert!(error.contains(told), "{args:?}: {error}");
    }
}
