//! Checks and moves whose rules decide nothing, and those that nobody asks for.

use std::collections::BTreeSet;

use super::super::code::Code;
use super::super::rule::{CheckKind, Rule};
use super::super::said::{label, said};
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
        let id = &check.id;
        let Some(spot) = ground.spot("checks", id) else { continue };
        let (decides, kind) = (&check.rule.decides, check.rule.kind);
        let key = if kind == CheckKind::Asks { "met" } else { "fires" };
        let (holds, fails) = (logic.possible(&[decides], &[]), logic.possible(&[], &[decides]));
        let trouble = match (kind, holds, fails) {
            (_, true, true) => None,
            (CheckKind::Asks, false, _) => Some((
                Code::CannotBeMet,
                label("no utterance can meet it: the rule contradicts itself", "没有一句话能做到，规则自相矛盾"),
            )),
            (CheckKind::Warns, false, _) => Some((
                Code::AlwaysMet,
                label("it can never fire: the rule contradicts itself", "它永远不会报，规则自相矛盾"),
            )),
            (CheckKind::Asks, _, false) => {
                Some((Code::AlwaysMet, label("every utterance meets it", "随便说什么都算做到")))
            }
            (CheckKind::Warns, _, false) => {
                Some((Code::CannotBeMet, label("it fires at every utterance", "随便说什么都会报")))
            }
        };
        match trouble {
            Some((code, why)) => ground.tell(
                code,
                spot.near(key),
                said!(en: "`{id}` decides nothing: {why}", zh: "`{id}` 什么也判断不了：{why}", why = why),
                said!(en: "look for parts that exclude each other, or that ask for nothing", zh: "找找互相排斥的条件，或什么也没要求的条件"),
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
                said!(en: "no step listens for `{id}`", zh: "没有哪一步在听 `{id}`"),
                said!(en: "list it under `checks` of a step, or take it out", zh: "列到某一步的 `checks` 下面，或去掉"),
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
            said!(en: "`unsure` never decides: wherever it holds, the rule holds as well", zh: "`unsure` 从来轮不到：它成立的地方，规则也成立"),
            said!(en: "it is asked only where the rule does not hold; take it out or widen it", zh: "规则不成立时才会问它；去掉它，或放宽它"),
        );
    } else if !logic.possible(&[], &[decides, unsure]) {
        ground.tell(
            Code::AlwaysMet,
            spot.near("unsure"),
            said!(en: "the check never says no: where the rule does not hold, `unsure` does", zh: "这条检查从来不会说没做到：规则不成立时，`unsure` 总是成立"),
            said!(en: "narrow `unsure`", zh: "收紧 `unsure`"),
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
                said!(en: "this part can never hold, so it decides nothing", zh: "这个条件永远不成立，等于没写"),
                said!(en: "look for parts that exclude each other", zh: "找找互相排斥的条件"),
            );
        } else if key == "all" && !logic.possible(&[], &[rule]) {
            ground.tell(
                Code::IdleRule,
                spot,
                said!(en: "this part always holds, so it asks for nothing", zh: "这个条件总是成立，等于没要求"),
                said!(en: "take it out", zh: "去掉它"),
            );
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
        let whom = &reaction.id;
        let Some(spot) = ground.spot("reactions", whom) else { continue };
        if !coming.contains(&index) || none_at_all {
            let why = if none_at_all {
                label("every level has `reactions: 0`", "所有难度都写着 `reactions: 0`")
            } else {
                label("no step lists it under `reactions`", "没有哪一步把它列在 `reactions` 下面")
            };
            ground.tell(
                Code::UnusedReaction,
                spot.near("id"),
                said!(en: "`{whom}` can never come: {why}", zh: "`{whom}` 永远不会出现：{why}", why = why),
                said!(en: "let a step and a level allow it, or take it out", zh: "让某一步和某个难度用得上它，或去掉"),
            );
        }
        let worsens = &reaction.worsens.rule;
        let always_worse = !logic.possible(&[], &[worsens]);
        let worse = spot.key("worsens").map(|spot| spot.near("rule"));
        if let Some(place) = worse {
            if always_worse {
                let message = said!(en: "`{whom}` cannot be closed: every answer makes it worse", zh: "`{whom}` 收不了场：怎么答都会更糟");
                ground.tell(
                    Code::CannotClose,
                    place,
                    message,
                    said!(en: "narrow the rule under `worsens`", zh: "收紧 `worsens` 下面的规则"),
                );
            } else if !logic.possible(&[worsens], &[]) {
                let message = said!(en: "no answer can make `{whom}` worse: the rule contradicts itself", zh: "怎么答都不会让 `{whom}` 更糟：规则自相矛盾");
                ground.tell(
                    Code::CannotWorsen,
                    place,
                    message,
                    said!(en: "look for parts that exclude each other", zh: "找找互相排斥的条件"),
                );
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
                    said!(en: "`{whom}` cannot be closed: no answer makes the move `{id}`", zh: "`{whom}` 收不了场：没有一种回答做得到 `{id}` 这一招"),
                    said!(en: "look for parts of the rule that exclude each other", zh: "找找规则里互相排斥的条件"),
                );
            } else if !by_silence && !always_worse && !logic.possible(&[&step.rule], &[worsens]) {
                ground.tell(
                    Code::CannotClose,
                    place,
                    said!(en: "`{whom}` cannot be closed: what makes the move `{id}` also makes it worse", zh: "`{whom}` 收不了场：能做到 `{id}` 这一招的回答，也都会让它更糟"),
                    said!(en: "an answer that worsens makes no move: let the two rules differ", zh: "让情况更糟的回答不算一招：把两条规则分开"),
                );
            } else if !logic.possible(&[], &[&step.rule]) {
                ground.tell(
                    Code::ClosesByItself,
                    place,
                    said!(en: "any answer makes the move `{id}`", zh: "随便怎么答都算做到 `{id}` 这一招"),
                    said!(en: "let it ask for something that can be missing", zh: "让它要求一样可能缺的东西"),
                );
            } else if before.contains(&&step.rule) {
                ground.tell(
                    Code::SameMove,
                    place,
                    said!(en: "the move `{id}` asks for the same as a move before it", zh: "`{id}` 这一招要求的和前面一招一样"),
                    said!(en: "let each move ask for something else", zh: "让每一招要求不同的东西"),
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
