//! A choice that is always best: where one habit gets through everything, nothing is learnt.
//!
//! What counts as such, in this product:
//!
//! * *One check for every slip.* All bad lines of a step (three or more) fail the same check, though the step listens
//!   for three or more: whoever minds that one never meets the others.
//! * *One answer for every reaction.* Three or more reactions of a scenario open to the same first move: whoever always
//!   begins so is always right.
//! * *One reaction.* All steps of a scenario (three or more) let the client react in one and the same way.
//! * *One length.* In every step of a scenario (five or more) the longest line is a good one, or the shortest, in both
//!   languages: the length gives away which to take.

use std::collections::BTreeMap;

use super::super::code::Code;
use super::super::content::{ReactionRef, Scenario, Step};
use super::super::rule::Rule;
use super::super::said::{label, said};
use super::super::words::Lang;
use super::ground::{Ground, Spot};

/// From how many of a kind on sameness is no accident.
const FEW: usize = 3;
/// From how many steps on the length of lines gives them away.
const STEPS: usize = 5;

/// Looks at every scenario.
pub fn look(ground: &mut Ground<'_>) {
    for (scenario, spot) in ground.scenarios() {
        for (stage, place) in scenario.stages.iter().zip(spot.list("stages")) {
            for (step, place) in stage.steps.iter().zip(place.list("steps")) {
                one_check(ground, step, place);
            }
        }
        one_answer(ground, scenario, spot);
        one_reaction(ground, scenario, spot);
        one_length(ground, scenario, spot);
    }
}

fn steps(scenario: &Scenario) -> impl Iterator<Item = &Step> {
    scenario.stages.iter().flat_map(|stage| &stage.steps)
}

fn one_check(ground: &mut Ground<'_>, step: &Step, spot: Spot<'_>) {
    let Some(first) = step.bad.first() else { return };
    if step.checks.len() >= FEW && step.bad.len() >= FEW && step.bad.iter().all(|bad| bad.fails == first.fails) {
        let check = &ground.pack[first.fails].id;
        let (count, id) = (step.bad.len(), &step.id);
        ground.tell(
            Code::OneTrick,
            spot.near("bad"),
            said!(en: "all {count} bad lines of `{id}` fail `{check}`: minding that one is always enough", zh: "`{id}` 的 {count} 句反例都只栽在 `{check}` 上：光注意这一条就够了"),
            said!(en: "write bad lines that fail other checks of the step", zh: "写几句过不了这一步其他检查的反例"),
        );
    }
}

fn one_answer(ground: &mut Ground<'_>, scenario: &Scenario, spot: Spot<'_>) {
    let pack = ground.pack;
    let mut reactions: Vec<ReactionRef> = steps(scenario).flat_map(|step| step.reactions.iter().copied()).collect();
    reactions.sort_unstable();
    reactions.dedup();
    let first = |at: &ReactionRef| pack[*at].moves.first().map(|step| &step.rule);
    let rules: Vec<&Rule> = reactions.iter().filter_map(first).collect();
    let (count, id) = (rules.len(), &scenario.id);
    if count >= FEW && rules.iter().all(|rule| Some(rule) == rules.first()) {
        ground.tell(
            Code::OneTrick,
            spot.near("stages"),
            said!(en: "all {count} reactions of `{id}` open to the same first move", zh: "`{id}` 的 {count} 种反应，第一步都吃同一招"),
            said!(en: "let reactions ask for different things first: people do", zh: "让不同的反应先要不同的东西：人就是这样"),
        );
    }
}

fn one_reaction(ground: &mut Ground<'_>, scenario: &Scenario, spot: Spot<'_>) {
    let mut counts: BTreeMap<ReactionRef, usize> = BTreeMap::new();
    let reacting = steps(scenario).filter(|step| !step.reactions.is_empty());
    let mut met = 0;
    for step in reacting {
        met += 1;
        step.reactions.iter().for_each(|reaction| *counts.entry(*reaction).or_default() += 1);
    }
    if let (true, Some((reaction, _))) = (met >= FEW && counts.len() == 1, counts.first_key_value()) {
        let (id, scenario) = (&ground.pack[*reaction].id, &scenario.id);
        ground.tell(
            Code::OneTrick,
            spot.near("stages"),
            said!(en: "at every step of `{scenario}` the client reacts with `{id}`", zh: "`{scenario}` 的每一步，客户都只有 `{id}` 这一种反应"),
            said!(en: "list other reactions too", zh: "把别的反应也列进去"),
        );
    }
}

fn one_length(ground: &mut Ground<'_>, scenario: &Scenario, spot: Spot<'_>) {
    let steps: Vec<&Step> = steps(scenario).collect();
    if steps.len() < STEPS {
        return;
    }
    let id = &scenario.id;
    for (what, longest) in [(label("longest", "最长"), true), (label("shortest", "最短"), false)] {
        if steps.iter().all(|step| Lang::ALL.iter().all(|lang| given_away(step, *lang, longest))) {
            ground.tell(
                Code::OneTrick,
                spot.near("stages"),
                said!(en: "at every step of `{id}` the {what} line is a good one", zh: "`{id}` 的每一步，{what}的那句总是正例", what = what),
                said!(en: "let some good lines be short and some bad ones long, and the other way round", zh: "正例有长有短，反例也有长有短，别让长短泄了底"),
            );
        }
    }
}

/// Whether the longest (or the shortest) line of a step is a good one.
fn given_away(step: &Step, lang: Lang, longest: bool) -> bool {
    let length = |text: &str| crate::text::width(text);
    let good = step.good.iter().map(|line| length(line.line.get(lang)));
    let bad = step.bad.iter().map(|line| length(line.model.line.get(lang)));
    if longest { good.max() > bad.max() } else { good.min() < bad.min() }
}
