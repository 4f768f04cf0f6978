//! What stands on the one-page card has to be read while somebody speaks: it must fit its rows.

use super::super::code::Code;
use super::super::content::{Example, Scenario};
use super::super::interface::fill;
use super::super::said::said;
use super::super::words::{Both, Lang};
use super::ground::{Ground, Spot};

/// The width of a row of the card beside its label, in cells: 80 less a label and its margin.
const ROW: usize = 62;
/// The widest label of a row, in cells.
const LABEL: usize = 18;
/// Rows of a text of the card: more is cut off when the page is full.
const ROWS: usize = 3;
/// Rows of a planned answer, with the reaction in front of it.
const PLAN_ROWS: usize = 2;
/// The widest phrase not to say, in cells: a few stand in one row.
const PHRASE: usize = 40;
/// Lines of the card that the pack itself may fill: the page has 40, and gaps and the user's words want room too.
const PAGE: usize = 32;

/// Looks at every scenario, filled with each of its example cases.
pub fn look(ground: &mut Ground<'_>) {
    for (scenario, spot) in ground.scenarios() {
        for (row, place) in scenario.card.iter().zip(spot.list("card")) {
            for lang in Lang::ALL {
                narrow(ground, place.near("label"), &row.label, lang, LABEL);
            }
            rows(ground, scenario, place.near("text"), &row.text, 0, ROWS);
        }
        for (plan, place) in scenario.if_then.iter().zip(spot.list("if_then")) {
            let title = &ground.pack[plan.reaction].title;
            let lead = crate::text::width(&title.zh).max(crate::text::width(&title.en)) + 3;
            rows(ground, scenario, place.near("plan"), &plan.plan, lead, PLAN_ROWS);
        }
        for (phrase, place) in scenario.never_say.iter().zip(spot.list("never_say")) {
            for lang in Lang::ALL {
                narrow(ground, place, phrase, lang, PHRASE);
            }
        }
        page(ground, scenario, spot);
    }
}

fn narrow(ground: &mut Ground<'_>, place: Spot<'_>, text: &Both, lang: Lang, most: usize) {
    let wide = crate::text::width(text.get(lang));
    if wide > most {
        too_long(
            ground,
            place.near(lang.code()),
            said!(en: "the text takes {wide} cells; the card has {most} for it", zh: "这段文字宽 {wide} 格，谈话卡上只有 {most} 格给它"),
        );
    }
}

/// A text in the language and the example case in which it is the longest.
fn rows(ground: &mut Ground<'_>, scenario: &Scenario, place: Spot<'_>, text: &Both, lead: usize, most: usize) {
    for lang in Lang::ALL {
        let rows =
            scenario.examples.iter().map(|example| height(&filled(text, example, lang), lead)).max().unwrap_or(0);
        if rows > most {
            too_long(
                ground,
                place.near(lang.code()),
                said!(en: "the text takes {rows} rows; the card has {most} for it", zh: "这段文字占 {rows} 行，谈话卡上只有 {most} 行给它"),
            );
        }
    }
}

fn too_long(ground: &mut Ground<'_>, place: Spot<'_>, message: Both) {
    ground.tell(
        Code::TooLongForCard,
        place,
        message,
        said!(en: "shorten it: on the card it is read while somebody speaks", zh: "写短些：谈话卡是一边通话一边看的"),
    );
}

/// The whole card of each example.
fn page(ground: &mut Ground<'_>, scenario: &Scenario, spot: Spot<'_>) {
    let most = Lang::ALL.into_iter().flat_map(|lang| {
        scenario.examples.iter().map(move |example| {
            let rows: usize = scenario.card.iter().map(|row| height(&filled(&row.text, example, lang), 0)).sum();
            let plans: usize = scenario.if_then.iter().map(|plan| height(&filled(&plan.plan, example, lang), 12)).sum();
            let never: Vec<&str> = scenario.never_say.iter().map(|phrase| phrase.get(lang)).collect();
            rows + plans + height(&never.join(" / "), 0) + 2
        })
    });
    let lines = most.max().unwrap_or(0);
    if lines > PAGE {
        ground.tell(
            Code::TooLongForCard,
            spot.near("card"),
            said!(en: "rows, plans and phrases take about {lines} of the 40 lines of the card; {PAGE} leave room for the talk", zh: "各行、预案和忌语约占谈话卡 40 行里的 {lines} 行；不超过 {PAGE} 行，才给谈话本身留得下地方"),
            said!(en: "shorten the longest rows or plans, or take some out", zh: "把最长的行或预案写短，或去掉几条"),
        );
    }
}

fn filled(text: &Both, example: &Example, lang: Lang) -> String {
    let values: Vec<(&str, &str)> = example.texts.iter().map(|(id, text)| (id.as_str(), text.get(lang))).collect();
    fill(text.get(lang), &values)
}

fn height(text: &str, lead: usize) -> usize {
    crate::text::wrap(text, ROW).len() + usize::from(crate::text::width(text) % ROW + lead > ROW && lead > 0)
}
