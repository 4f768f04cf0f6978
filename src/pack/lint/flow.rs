//! Ways that are never gone, steps that listen for nothing, checks and plans that are never asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::super::code::Code;
use super::super::content::{Check, Condition, GateState, Path, Scenario};
use super::super::said::said;
use super::super::words::Both;
use super::ground::{Ground, Spot};

/// Looks at every scenario.
pub fn look(ground: &mut Ground<'_>) {
    for (scenario, spot) in ground.scenarios() {
        paths(ground, scenario, spot);
        steps(ground, scenario, spot);
        plans(ground, scenario, spot);
    }
}

/// A path that earlier ones leave no case to, and two paths that are one.
fn paths(ground: &mut Ground<'_>, scenario: &Scenario, spot: Spot<'_>) {
    for (index, path) in scenario.paths.iter().enumerate() {
        let Some(place) = spot.item("paths", index) else { continue };
        let id = &path.id;
        let earlier = scenario.paths.get(..index).unwrap_or_default();
        if !can_be_taken(path, earlier) {
            ground.tell(
                Code::Unreachable,
                place,
                said!(en: "the path `{id}` is never taken: the paths before it leave no case to it", zh: "路径 `{id}` 永远走不到：前面的路径已经把所有情形都占了"),
                said!(en: "a gate item is have, missing or not-needed, and counts as missing while it is open: drop a `when`", zh: "准备项只有 `have`、`missing`、`not-needed` 三种，没填也算 `missing`：去掉一个 `when`"),
            );
        }
        if let Some(Path { id: same, .. }) = earlier.iter().find(|other| other.stages == path.stages) {
            ground.tell(
                Code::SamePaths,
                place.near("stages"),
                said!(en: "the paths `{same}` and `{id}` lead through the same stages", zh: "路径 `{same}` 和 `{id}` 经过的阶段一模一样"),
                said!(en: "let them differ, or keep one", zh: "让它们有所不同，或只留一条"),
            );
        }
    }
}

/// Whether some case comes to a path past the earlier ones.
fn can_be_taken(path: &Path, earlier: &[Path]) -> bool {
    const STATES: [GateState; 3] = [GateState::Have, GateState::Missing, GateState::NotNeeded];
    let passed: Vec<&Condition> = earlier.iter().filter_map(|path| path.when.as_ref()).collect();
    // An open gate item counts as missing, so three conditions on one item leave nothing over; a fact may be unknown.
    let exhausted = |when: &&Condition| match when {
        Condition::Gate { item, .. } => {
            STATES.iter().all(|state| passed.contains(&&Condition::Gate { item: item.clone(), is: *state }))
        }
        Condition::Fact { .. } => false,
    };
    !path.when.as_ref().is_some_and(|when| passed.contains(&when)) && !passed.iter().any(exhausted)
}

/// Whether two conditions cannot hold for one case.
fn contradict(one: &Condition, two: &Condition) -> bool {
    match (one, two) {
        (Condition::Gate { item, is }, Condition::Gate { item: other, is: stands }) => item == other && is != stands,
        (Condition::Fact { fact, is }, Condition::Fact { fact: other, is: stands }) => fact == other && is != stands,
        _ => false,
    }
}

/// Why a check never applies at a step, if it never does.
fn idle(scenario: &Scenario, stage: usize, check: &Check) -> Option<Both> {
    let when = check.when.as_ref()?;
    let known = match when {
        Condition::Gate { item, .. } => scenario.gate.iter().any(|gate| gate.id == *item),
        Condition::Fact { fact, .. } => scenario.fact(fact).is_some(),
    };
    let (Condition::Gate { item: name, .. } | Condition::Fact { fact: name, .. }) = when;
    if !known {
        return Some(
            said!(en: "it waits for `{name}`, which this scenario does not have", zh: "它要等 `{name}`，而这个场景里没有"),
        );
    }
    let mut through =
        (0..).zip(&scenario.paths).filter(|(_, path)| path.stages.iter().any(|at| usize::from(*at) == stage));
    let never = through.all(|(index, path)| {
        let earlier = scenario.paths.get(..index).unwrap_or_default();
        // Here the path's own condition holds, and those of the paths before it do not.
        path.when.as_ref().is_some_and(|taken| contradict(taken, when))
            || earlier.iter().any(|path| path.when.as_ref() == Some(when))
    });
    never.then(|| said!(en: "it waits for `{name}` to stand as it never does on the paths that lead here", zh: "它要等 `{name}` 是某个样子，而通到这里的路径上从来不是"))
}

fn steps(ground: &mut Ground<'_>, scenario: &Scenario, spot: Spot<'_>) {
    let pack = ground.pack;
    for (at, (stage, stage_spot)) in scenario.stages.iter().zip(spot.list("stages")).enumerate() {
        for (step, place) in stage.steps.iter().zip(stage_spot.list("steps")) {
            let mut listens = false;
            for (check, place) in step.checks.iter().zip(place.list("checks")) {
                let check = &pack[*check];
                let id = &check.id;
                match idle(scenario, at, check) {
                    Some(why) => ground.tell(
                        Code::IdleCheck,
                        place,
                        said!(en: "`{id}` never applies here: {why}", zh: "`{id}` 在这里永远用不上：{why}", why = why),
                        said!(en: "take it out of this step, or change its `when`", zh: "从这一步里去掉，或改它的 `when`"),
                    ),
                    None => listens = true,
                }
            }
            if !listens {
                let id = &step.id;
                ground.tell(
                    Code::DeafStep,
                    place.near("checks"),
                    said!(en: "whatever the case, no check applies at the step `{id}`", zh: "不管什么情形，步骤 `{id}` 上都没有一条检查用得上"),
                    said!(en: "add a check that applies, so that the coach has something to say", zh: "加一条用得上的检查，教练才有话可说"),
                );
            }
        }
    }
}

/// Plans for reactions that cannot come.
fn plans(ground: &mut Ground<'_>, scenario: &Scenario, spot: Spot<'_>) {
    let coming: BTreeSet<_> =
        scenario.stages.iter().flat_map(|stage| &stage.steps).flat_map(|step| step.reactions.iter().copied()).collect();
    let mut told = BTreeMap::new();
    for (plan, place) in scenario.if_then.iter().zip(spot.list("if_then")) {
        if !coming.contains(&plan.reaction) && told.insert(plan.reaction, ()).is_none() {
            let id = &ground.pack[plan.reaction].id;
            ground.tell(
                Code::IdlePlan,
                place.near("reaction"),
                said!(en: "no step of this scenario lets the client react with `{id}`", zh: "这个场景没有哪一步会让客户有 `{id}` 这种反应"),
                said!(en: "list the reaction at a step, or plan for one that comes", zh: "在某一步列上这种反应，或改为准备会来的反应"),
            );
        }
    }
}
