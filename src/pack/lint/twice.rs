//! The same words twice where two wordings are wanted: it sounds like a machine, and a line cannot be good and bad.

use std::collections::BTreeMap;

use super::super::code::Code;
use super::super::decode::Kind;
use super::super::said::{Label, label, said};
use super::super::words::Lang;
use super::ground::{Ground, Spot};

/// Looks at every place where wordings stand side by side.
pub fn look(ground: &mut Ground<'_>) {
    let mut groups: Vec<(Label, Vec<Spot<'_>>)> = Vec::new();
    for scenario in ground.files(Kind::Scenarios) {
        let steps: Vec<Spot<'_>> = scenario.list("stages").flat_map(|stage| stage.list("steps")).collect();
        let lines = steps.iter().flat_map(|step| step.list("good").chain(step.list("bad")));
        groups.push((label("model line", "示范句"), lines.filter_map(|line| line.key("line")).collect()));
        groups.push((label("prompt", "提示"), steps.iter().filter_map(|step| step.key("prompt")).collect()));
        groups.push((
            label("planned answer", "预案"),
            scenario.list("if_then").filter_map(|plan| plan.key("plan")).collect(),
        ));
        groups.push((label("phrase", "忌语"), scenario.list("never_say").collect()));
        groups.push((label("question", "问题"), scenario.list("gate").filter_map(|item| item.key("ask")).collect()));
    }
    for file in ground.files(Kind::Checks) {
        for check in file.list("checks") {
            let examples = check.near("examples");
            groups.push((label("example", "例句"), examples.list("met").chain(examples.list("missed")).collect()));
            groups.push((label("probe", "追问"), check.list("probe").collect()));
        }
    }
    for file in ground.files(Kind::Clients) {
        for reaction in file.list("reactions") {
            groups.push((label("opening", "开场"), reaction.list("opens").collect()));
            groups.push((label("sentence", "话"), reaction.list("eased").chain(reaction.list("unresolved")).collect()));
            groups
                .push((label("sentence", "话"), reaction.list("moves").flat_map(|step| step.list("holds")).collect()));
            groups.push((label("sentence", "话"), reaction.near("worsens").list("says").collect()));
        }
        groups.extend(file.list("personas").map(|persona| (label("nod", "应声"), persona.list("nods").collect())));
    }
    for kind in [Kind::Checklists] {
        for list in ground.files(kind) {
            groups.push((label("item", "条目"), list.list("items").filter_map(|item| item.key("text")).collect()));
        }
    }
    for file in ground.files(Kind::Habits) {
        let pairs: Vec<Spot<'_>> = file.list("habits").flat_map(|habit| habit.list("pairs")).collect();
        let lines = pairs.iter().flat_map(|pair| [pair.key("weak"), pair.key("strong")]).flatten();
        groups.push((label("line", "句子"), lines.collect()));
    }
    for (what, spots) in groups {
        same(ground, what, &spots);
    }
}

/// Tells of every text of a group that stands in it before, once a text.
fn same(ground: &mut Ground<'_>, what: Label, spots: &[Spot<'_>]) {
    let mut seen: BTreeMap<(Lang, &str), u32> = BTreeMap::new();
    for spot in spots {
        let twin = Lang::ALL.into_iter().find_map(|lang| {
            let node = spot.node.get(lang.code())?;
            let first = *seen.get(&(lang, node.text()?))?;
            Some((spot.near(lang.code()), first))
        });
        if let Some((place, line)) = twin {
            ground.tell(
                Code::SameText,
                place,
                said!(en: "this {what} stands in line {line} already", zh: "这里的{what}和第 {line} 行的一样", what = what),
                said!(en: "write another wording, or take one of the two out", zh: "换个说法，或去掉其中一个"),
            );
            continue;
        }
        for lang in Lang::ALL {
            if let Some(node) = spot.node.get(lang.code())
                && let Some(text) = node.text()
            {
                seen.insert((lang, text), node.at.line);
            }
        }
    }
}
