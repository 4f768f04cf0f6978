//! The drill: what failed comes back, further apart each time it goes well.
//!
//! Practice that is spread out is kept longer than practice in one go, and a test shows what one cannot do where a
//! feeling does not (Davis 2006): so confidence is asked before each answer and shown beside the result, and nothing is
//! decided by it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::listen::Verdict;
use crate::pack::Pack;

use super::debrief::Debrief;

/// After how many days an item comes back: the first after a failure, the next after each success. After the last one
/// it is known.
pub const INTERVALS: [u32; 5] = [1, 3, 7, 16, 35];
/// How many items one drill has: six lines, said and judged, take about three minutes.
pub const QUEUE: usize = 6;
/// The highest confidence.
pub const SURE: u8 = 5;

/// A check that was missed at a step, to be practised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillItem {
    /// The scenario's id.
    pub scenario: String,
    /// The step's id.
    pub step: String,
    /// The check's id.
    pub check: String,
    /// The talk whose case it is practised on, by id; the example when there is none.
    pub talk: Option<String>,
    /// How often in a row it went well.
    pub passed: u8,
    /// The day from which it comes up; `None` once it is known.
    pub due: Option<Date>,
    /// Every try, the oldest first.
    pub tries: Vec<DrillTry>,
    /// When it was first missed.
    pub created: Timestamp,
}

/// One try at an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillTry {
    /// When.
    pub at: Timestamp,
    /// How sure the user was beforehand, from 1 to [`SURE`]; `None` when they did not say.
    pub sure: Option<u8>,
    /// Whether the check was met.
    pub met: bool,
    /// What was said.
    pub text: String,
}

impl DrillItem {
    /// An item for a check that was missed; it comes up on the next day.
    pub fn new(scenario: &str, step: &str, check: &str, talk: Option<&str>, now: Timestamp, today: Date) -> Self {
        Self {
            scenario: scenario.to_owned(),
            step: step.to_owned(),
            check: check.to_owned(),
            talk: talk.map(str::to_owned),
            passed: 0,
            due: after(today, 0),
            tries: Vec::new(),
            created: now,
        }
    }

    /// Takes a try in: a success moves the item to the next interval, after the last one it is known; a failure brings
    /// it back to the first.
    pub fn answer(&mut self, tried: DrillTry, today: Date) {
        self.passed = if tried.met { self.passed.saturating_add(1) } else { 0 };
        self.due = after(today, usize::from(self.passed));
        self.tries.push(tried);
    }

    /// Whether it is to be practised today.
    pub fn is_due(&self, today: Date) -> bool {
        self.due.is_some_and(|due| due <= today)
    }

    fn is(&self, scenario: &str, step: &str, check: &str) -> bool {
        self.scenario == scenario && self.step == step && self.check == check
    }
}

/// The day of an interval; none after the last.
fn after(today: Date, passed: usize) -> Option<Date> {
    INTERVALS.get(passed).and_then(|days| today.checked_add(i64::from(*days).days()).ok())
}

/// Puts what a rehearsal missed into the queue. A check that is there already and went well before comes back after a
/// day; one that waits keeps its day. Gives the items that changed.
pub fn missed(
    pack: &Pack,
    scenario: &str,
    talk: Option<&str>,
    debrief: &Debrief,
    queue: &[DrillItem],
    now: Timestamp,
    today: Date,
) -> Vec<DrillItem> {
    let mut changed = Vec::new();
    for back in &debrief.steps {
        let Some((_, judgement)) = &back.last else { continue };
        for judged in judgement.verdicts.iter().filter(|judged| judged.verdict == Verdict::NotMet) {
            let check = &pack[judged.check].id;
            match queue.iter().find(|item| item.is(scenario, &back.step, check)) {
                None => changed.push(DrillItem::new(scenario, &back.step, check, talk, now, today)),
                Some(item) if item.passed > 0 => {
                    let due = after(today, 0);
                    changed.push(DrillItem { passed: 0, due, talk: talk.map(str::to_owned), ..item.clone() });
                }
                Some(_) => {}
            }
        }
    }
    changed
}

/// What to practise today: what has waited longest first, and no step twice before every step had its turn, so that a
/// drill does not ask for the same line again and again.
pub fn queue(pack: &Pack, items: &[DrillItem], today: Date) -> Vec<DrillItem> {
    let known = |item: &&DrillItem| {
        let step = pack.scenario(&item.scenario).and_then(|scenario| scenario.step(&item.step));
        step.is_some() && pack.check(&item.check).is_some()
    };
    let mut due: Vec<&DrillItem> = items.iter().filter(|item| item.is_due(today)).filter(known).collect();
    due.sort_by_key(|item| (item.due, item.created));
    let mut chosen: Vec<&DrillItem> = Vec::with_capacity(due.len());
    let mut again: Vec<&DrillItem> = Vec::new();
    for item in due {
        let told = chosen.iter().any(|other| other.scenario == item.scenario && other.step == item.step);
        if told { again.push(item) } else { chosen.push(item) }
    }
    chosen.into_iter().chain(again).take(QUEUE).cloned().collect()
}

/// Confidence beside the result, over all tries of some items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Calibration {
    /// Sure (4 or 5) and right.
    pub sure_met: usize,
    /// Sure and wrong: what is worth looking at.
    pub sure_missed: usize,
    /// Unsure (1 to 3) and right.
    pub unsure_met: usize,
    /// Unsure and wrong.
    pub unsure_missed: usize,
}

/// Counts how confidence and result went together.
pub fn calibration<'i>(items: impl IntoIterator<Item = &'i DrillItem>) -> Calibration {
    let mut count = Calibration::default();
    for tried in items.into_iter().flat_map(|item| &item.tries) {
        match (tried.sure, tried.met) {
            (Some(4..), true) => count.sure_met += 1,
            (Some(4..), false) => count.sure_missed += 1,
            (Some(_), true) => count.unsure_met += 1,
            (Some(_), false) => count.unsure_missed += 1,
            (None, _) => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn item(step: &str, due: i8) -> DrillItem {
        let mut item = DrillItem::new("delay", step, "news-first", None, Timestamp::UNIX_EPOCH, date(2026, 11, 1));
        item.due = Some(date(2026, 11, due));
        item
    }

    fn tried(met: bool) -> DrillTry {
        DrillTry { at: Timestamp::UNIX_EPOCH, sure: Some(4), met, text: "日子守不住了。".to_owned() }
    }

    #[test]
    fn what_goes_well_comes_back_further_apart_until_it_is_known() {
        let mut item = item("news", 1);
        let mut today = date(2026, 11, 23);
        item.answer(tried(false), today);
        assert_eq!(item.due, Some(date(2026, 11, 24)));
        for days in [3, 7, 16, 35] {
            today = item.due.unwrap();
            item.answer(tried(true), today);
            assert_eq!(item.due, Some(today + i64::from(days).days()));
        }
        item.answer(tried(true), item.due.unwrap());
        assert_eq!(item.due, None, "known");
        item.answer(tried(false), date(2027, 3, 1));
        assert_eq!((item.due, item.passed), (Some(date(2027, 3, 2)), 0), "failed again: from the start");
        assert_eq!(calibration([&item]), Calibration { sure_met: 5, sure_missed: 2, ..Calibration::default() });
    }

    #[test]
    fn six_items_the_longest_waiting_first_and_no_step_twice_in_a_row() {
        let pack = crate::embedded::pack();
        let scenario = pack.scenario("delay").unwrap();
        let steps: Vec<&str> = scenario.stages.iter().flat_map(|s| &s.steps).map(|s| s.id.as_str()).collect();
        let mut items: Vec<DrillItem> = (0..8).map(|n| item(steps[n % 4], 1 + n as i8)).collect();
        for (n, item) in items.iter_mut().enumerate() {
            item.check = pack.checks[n].id.clone();
        }
        let chosen = queue(&pack, &items, date(2026, 11, 7));
        let order: Vec<&str> = chosen.iter().map(|item| item.step.as_str()).collect();
        assert_eq!(order, [steps[0], steps[1], steps[2], steps[3], steps[0], steps[1]]);
        assert!(queue(&pack, &items, date(2026, 10, 31)).is_empty(), "nothing is due yet");
        items[0].step = "gone-from-the-pack".to_owned();
        assert!(queue(&pack, &items, date(2026, 11, 7)).iter().all(|item| item.step != "gone-from-the-pack"));
    }
}
