//! Checks and moves whose rules decide nothing, and those that nobody asks for.

use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::rule::{CheckKind, Rule};
use super::ground::{Ground, Spot};
use super::logic::Logic;

/// Looks at every check and every reaction.
pub fn look(ground: &mut Ground<'_>) {
    checks(ground);
    reactions(ground);
}

fn checks(ground: &mut Ground<'_>) {
    let pack = ground.pack;
    let logic = Logic::new(&pack.signals);
    let steps = || pack.scenarios.iter().flat_map(|s| &s.stages).flat_map(|stage| &stage.steps);
    let paired = pack.habits.iter().flat_map(|habit| &habit.pairs).map(|pair| pair.check);
    let used: BTreeSet<usize> =
        steps().flat_map(|step| step.checks.iter().copied()).chain(paired).map(|check| check.index()).collect();
    for (index, check) in pack.checks.iter().enumerate() {
        let Some(spot) = ground.spot("checks", &check.id) else { continue };
        let (decides, kind) = (&check.rule.decides, check.rule.kind);
        let key = if kind == CheckKind::Asks { "met" } else { "fires" };
        let (holds, fails) = (logic.possible(&[decides], &[]), logic.possible(&[], &[decides]));
        let trouble = match (kind, holds, fails) {
            (_, true, true) => None,
            (CheckKind::Asks, false, _) => {
                Some((Code::CannotBeMet, "no utterance can meet it: the rule contradicts itself"))
            }
            (CheckKind::Warns, false, _) => Some((Code::AlwaysMet, "it can never fire: the rule contradicts itself")),
            (CheckKind::Asks, _, false) => Some((Code::AlwaysMet, "every utterance meets it")),
            (CheckKind::Warns, _, false) => Some((Code::CannotBeMet, "it fires at every utterance")),
        };
        match trouble {
            Some((code, why)) => ground.tell(
                code,
                spot.near(key),
                format!("`{}` decides nothing: {why}", check.id),
                "look for parts that exclude each other, or that ask for nothing",
            ),
            None => {
                unsure(ground, &logic, spot, decides, check.rule.unsure.as_ref());
                parts(ground, &logic, spot.near(key), decides);
            }
        }
        if !used.contains(&index) {
            ground.tell(
                Code::UnusedCheck,
                spot.near("id"),
                format!("no step listens for `{}`", check.id),
                "list it under `checks` of a step, or take it out",
            );
        }
    }
}

/// `unsure` is looked at only where the rule does not hold.
fn unsure(ground: &mut Ground<'_>, logic: &Logic<'_>, spot: Spot<'_>, decides: &Rule, unsure: Option<&Rule>) {
    let Some(unsure) = unsure else { return };
    if !logic.possible(&[unsure], &[decides]) {
        ground.tell(
            Code::IdleRule,
            spot.near("unsure"),
            "`unsure` never decides: wherever it holds, the rule holds as well",
            "it is asked only where the rule does not hold; take it out or widen it",
        );
    } else if !logic.possible(&[], &[decides, unsure]) {
        ground.tell(
            Code::AlwaysMet,
            spot.near("unsure"),
            "the check never says no: where the rule does not hold, `unsure` does",
            "narrow `unsure`",
        );
    }
}

/// The branches of `any` that can never hold.
fn parts(ground: &mut Ground<'_>, logic: &Logic<'_>, spot: Spot<'_>, rule: &Rule) {
    let (key, rules) = match rule {
        Rule::Any(rules) => ("any", rules),
        Rule::All(rules) => ("all", rules),
        _ => return,
    };
    for (rule, spot) in rules.iter().zip(spot.list(key)) {
        if key == "any" && !logic.possible(&[rule], &[]) {
            ground.tell(
                Code::IdleRule,
                spot,
                "this part can never hold, so it decides nothing",
                "look for parts that exclude each other",
            );
        } else if key == "all" && !logic.possible(&[], &[rule]) {
            ground.tell(Code::IdleRule, spot, "this part always holds, so it asks for nothing", "take it out");
        } else {
            parts(ground, logic, spot, rule);
        }
    }
}

fn reactions(ground: &mut Ground<'_>) {
    let pack = ground.pack;
    let logic = Logic::new(&pack.signals);
    let steps = pack.scenarios.iter().flat_map(|s| &s.stages).flat_map(|stage| &stage.steps);
    let coming: BTreeSet<usize> = steps.flat_map(|step| step.reactions.iter().map(|r| r.index())).collect();
    let none_at_all = pack.levels.iter().all(|level| level.reactions == 0);
    for (index, reaction) in pack.reactions.iter().enumerate() {
        let Some(spot) = ground.spot("reactions", &reaction.id) else { continue };
        if !coming.contains(&index) || none_at_all {
            let why = if none_at_all { "every level has `reactions: 0`" } else { "no step lists it under `reactions`" };
            ground.tell(
                Code::UnusedReaction,
                spot.near("id"),
                format!("`{}` can never come: {why}", reaction.id),
                "let a step and a level allow it, or take it out",
            );
        }
        let worsens = &reaction.worsens.rule;
        let always_worse = !logic.possible(&[], &[worsens]);
        let worse = spot.key("worsens").map(|spot| spot.near("rule"));
        if let Some(place) = worse {
            if always_worse {
                let message = format!("`{}` cannot be closed: every answer makes it worse", reaction.id);
                ground.tell(Code::CannotClose, place, message, "narrow the rule under `worsens`");
            } else if !logic.possible(&[worsens], &[]) {
                let message = format!("no answer can make `{}` worse: the rule contradicts itself", reaction.id);
                ground.tell(Code::CannotWorsen, place, message, "look for parts that exclude each other");
            }
        }
        let mut before: Vec<&Rule> = Vec::new();
        for (step, place) in reaction.moves.iter().zip(spot.list("moves")) {
            let place = place.near("rule");
            let id = &step.id;
            let by_silence = waits(&step.rule);
            if !by_silence && !logic.possible(&[&step.rule], &[]) {
                ground.tell(
                    Code::CannotClose,
                    place,
                    format!("`{}` cannot be closed: no answer makes the move `{id}`", reaction.id),
                    "look for parts of the rule that exclude each other",
                );
            } else if !by_silence && !always_worse && !logic.possible(&[&step.rule], &[worsens]) {
                ground.tell(
                    Code::CannotClose,
                    place,
                    format!("`{}` cannot be closed: what makes the move `{id}` also makes it worse", reaction.id),
                    "an answer that worsens makes no move: let the two rules differ",
                );
            } else if !logic.possible(&[], &[&step.rule]) {
                ground.tell(
                    Code::ClosesByItself,
                    place,
                    format!("any answer makes the move `{id}`"),
                    "let it ask for something that can be missing",
                );
            } else if before.contains(&&step.rule) {
                ground.tell(
                    Code::SameMove,
                    place,
                    format!("the move `{id}` asks for the same as a move before it"),
                    "let each move ask for something else",
                );
            }
            before.push(&step.rule);
        }
    }
}

/// Whether silence alone makes a move: then nothing that is said has to.
fn waits(rule: &Rule) -> bool {
    match rule {
        Rule::Wait => true,
        Rule::Any(rules) => rules.iter().any(waits),
        Rule::All(rules) => !rules.is_empty() && rules.iter().all(waits),
        _ => false,
    }
}
