//! `pack walk`: the whole shipped pack can be reached, and every way that it tells is one that the machine goes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "support/packs.rs"]
#[allow(dead_code, reason = "no pack is written into a folder here")]
mod packs;
#[path = "support/terminal.rs"]
#[allow(dead_code, reason = "commands need no terminal")]
mod pty;
mod support;

use std::sync::OnceLock;

use forthright::coach::{
    Command, Deed, Ending, Meeting, Model, Msg, Place, Rehearsal, ScenarioWalk, Start, Talk, Unreached, WALK_BOUND,
    Walk, Wishes, update, walk,
};
use forthright::listen::Listener;
use forthright::pack::{Lang, Pack, compile};
use pty::{home, run};
use support::{act, listener, now, pack, write};

fn walked() -> &'static Walk {
    static WALKED: OnceLock<Walk> = OnceLock::new();
    WALKED.get_or_init(|| walk(&pack(), &listener(), WALK_BOUND))
}

#[test]
fn everything_in_the_shipped_pack_can_be_reached() {
    let walked = walked();
    assert!(walked.complete);
    assert_eq!(walked.unreached, []);
    assert!(walked.states > 10_000, "{}", walked.states);
}

#[test]
fn on_the_hardest_level_no_reaction_closes_on_its_first_answer() {
    let hardest = pack().levels.last().unwrap().id.clone();
    for reaction in &walked().reactions {
        for turn in reaction.turns.iter().filter(|turn| turn.level == hardest) {
            let eased = turn.ways.iter().find(|(ending, _)| *ending == Ending::Eased).unwrap();
            assert!(eased.1.as_ref().unwrap().len() > 1, "{} {:?}", reaction.id, turn.lang);
        }
    }
}

#[test]
fn a_walk_that_had_to_stop_says_so() {
    for bound in [0, 1, 1_000] {
        let walked = walk(&pack(), &listener(), bound);
        assert!(!walked.complete && walked.states <= bound && !walked.unreached.is_empty(), "{bound}");
    }
}

/// A rehearsal of a meeting, at the step where it comes, with a line said there.
fn arrive(scenario: &ScenarioWalk, step: &str, meeting: &Meeting, level: &str, lang: Lang) -> Model {
    let pack = pack();
    let content = pack.scenario(&scenario.id).unwrap();
    let mut talk = Talk::example(content, lang, now().timestamp());
    let path = scenario.paths.iter().find(|path| path.id == meeting.path).unwrap();
    for setting in path.taken.as_ref().unwrap() {
        setting.apply(&mut talk);
    }
    let place = Place::Step { step: step.to_owned(), drill: false };
    let rehearsal = Rehearsal::new(&talk.id, &meeting.persona, level, meeting.seed, place, now().timestamp());
    let start = Start::Rehearse(Box::new(talk), Some(Box::new(rehearsal)));
    let (mut model, _) = Model::begin(pack, listener(), lang, Wishes::default(), start, &now());
    write(&mut model, if lang == Lang::Zh { "上线要推迟到 7 月 6 日。" } else { "The launch moves to 6 July." });
    act(&mut model, Command::Say);
    model
}

#[test]
fn every_way_that_is_told_is_one_that_the_machine_goes() {
    let walked = walked();
    let mut gone = 0;
    for reaction in &walked.reactions {
        let (scenario, step, meeting) = walked
            .scenarios
            .iter()
            .find_map(|scenario| {
                let mut steps = scenario.steps.iter();
                steps.find_map(|s| Some((scenario, &s.id, s.meetings.iter().find(|m| m.reaction == reaction.id)?)))
            })
            .unwrap();
        // The seed draws the reaction at the level of the meeting; another level may plan otherwise.
        for turn in reaction.turns.iter().filter(|turn| turn.level == meeting.level) {
            for (ending, way) in &turn.ways {
                let mut model = arrive(scenario, step, meeting, &turn.level, turn.lang);
                let standing = model.rehearsal().unwrap().turn(step).unwrap().standing.clone();
                assert_eq!(standing.unwrap().reaction, reaction.id, "the seed brings the reaction");
                for deed in way.as_ref().unwrap() {
                    match deed {
                        Deed::Say { line, .. } => {
                            write(&mut model, line);
                            act(&mut model, Command::Say);
                        }
                        Deed::Wait => drop(act(&mut model, Command::Wait)),
                        Deed::GoOn => drop(update(&mut model, Msg::Do(Command::Skip), &now())),
                    }
                }
                let ended = model.rehearsal().unwrap().turn(step).unwrap().ending;
                assert_eq!(ended, Some(*ending), "{} {:?}: {way:?}", reaction.id, turn.lang);
                gone += 1;
            }
        }
    }
    assert!(gone >= 6 * 14, "{gone}");
}

/// The small pack of the mistake tests with some text changed.
fn changed(file: &str, from: &str, to: &str) -> Pack {
    let mut sources = packs::base();
    packs::change(&mut sources, file, from, to);
    compile(&sources).unwrap_or_else(|found| panic!("{}", found[0]))
}

/// Changes the small pack and expects that the walk misses just these, beside what it misses anyway.
#[track_caller]
fn check(file: &str, from: &str, to: &str, wanted: &[Unreached]) {
    let missing = |pack: &Pack| walk(pack, &Listener::new(&pack.signals), WALK_BOUND).unreached;
    let before = missing(&changed("pack.yaml", "format: 1", "format: 1"));
    let after = missing(&changed(file, from, to));
    let fresh: Vec<Unreached> = after.into_iter().filter(|one| !before.contains(one)).collect();
    assert_eq!(fresh, wanted);
}

#[test]
fn what_nothing_leads_to_is_named() {
    let delay = || "delay".to_owned();
    let angry = || "angry".to_owned();
    let shadowing = "- {id: buffer, when: {gate: assessment, is: missing}, stages: [note]}";
    let all = format!(
        "{shadowing}\n- {{id: b, when: {{gate: assessment, is: have}}, stages: [note]}}\n\
         - {{id: c, when: {{gate: assessment, is: not-needed}}, stages: [note]}}"
    );
    check(
        "scenarios/delay.yaml",
        shadowing,
        &all,
        &[
            Unreached::Path { scenario: delay(), path: "main".to_owned() },
            Unreached::Step { scenario: delay(), step: "news".to_owned() },
            Unreached::Reaction { reaction: angry() },
        ],
    );
    check("scenarios/delay.yaml", "    reactions: [angry]\n", "", &[Unreached::Reaction { reaction: angry() }]);
    let moves = [Lang::Zh, Lang::En].map(|lang| Unreached::Move { reaction: angry(), step: "reason".to_owned(), lang });
    let ending = |level: &str, lang| Unreached::Ending {
        reaction: angry(),
        level: level.to_owned(),
        lang,
        ending: Ending::Eased,
    };
    check(
        "clients/clients.yaml",
        "rule: {signal: gives_reason}",
        "rule: {entity: amount, at_least: 9}",
        &[
            moves.to_vec(),
            vec![
                ending("easy", Lang::Zh),
                ending("easy", Lang::En),
                ending("hard", Lang::Zh),
                ending("hard", Lang::En),
            ],
        ]
        .concat(),
    );
    let worsens = [Lang::Zh, Lang::En].map(|lang| Unreached::Worsens { reaction: angry(), lang });
    check("clients/clients.yaml", "rule: {words: absolutes}", "rule: {entity: amount, at_least: 9}", &worsens);
    // A level on which nobody reacts is no mistake as long as another has reactions.
    check("clients/clients.yaml", "reactions: 2, probes: false", "reactions: 0, probes: false", &[]);
}

#[test]
fn the_contract_of_the_command() {
    let home = home();
    let (code, out, _) = run(home.path(), &["pack", "walk", "--lang", "en"], b"");
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("rehearse delay --persona") && out.contains("All of it was walked"), "{out}");
    let (code, out, _) = run(home.path(), &["pack", "walk", "--format", "json"], b"");
    assert_eq!(code, 0);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["complete"], true);
    assert_eq!(report["coverage"]["steps"]["reached"], report["coverage"]["steps"]["all"]);
    assert!(report["reactions"][0]["turns"][0]["endings"][0]["way"].is_array());
    let (code, out, _) = run(home.path(), &["pack", "walk", "--bound", "100", "--lang", "en"], b"");
    assert_eq!(code, 1);
    assert!(out.contains("bound of 100"), "{out}");
    let (code, out, error) = run(home.path(), &["pack", "walk", "/nowhere"], b"");
    assert_eq!((code, out.as_str()), (2, ""), "{error}");
}
