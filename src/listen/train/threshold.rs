//! From where on a signal is said to be heard, and how right that is.

/// How often something was said rightly, wrongly, and not said where it should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Carried and heard.
    pub right: u32,
    /// Heard and not carried.
    pub wrong: u32,
    /// Carried and not heard.
    pub missed: u32,
}

impl Tally {
    /// Counts one verdict.
    pub fn count(&mut self, carried: bool, heard: bool) {
        match (carried, heard) {
            (true, true) => self.right += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    /// How much of what was heard was carried; 1 when nothing was heard.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// How much of what was carried was heard; 1 when nothing was carried.
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// How much recall counts against precision, squared (van Rijsbergen 1979): a wrong accusation costs more trust than a
/// missed one.
const RECALL: f64 = 0.7;
const RECALL_OF_AVOID: f64 = 0.3;

/// The bound above which something is best said to be heard, given how far each example lies on the side of it.
pub fn bound(sides: &[(f64, bool)], avoid: bool) -> f64 {
    let recall = if avoid { RECALL_OF_AVOID } else { RECALL };
    let carried = sides.iter().filter(|(_, carried)| *carried).count() as f64;
    let mut order: Vec<&(f64, bool)> = sides.iter().collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut right = 0.0;
    let (mut most, mut found) = (0.0, f64::INFINITY);
    for (at, (side, is_carried)) in order.iter().enumerate() {
        right += if *is_carried { 1.0 } else { 0.0 };
        let worth = (1.0 + recall) * right / (at as f64 + 1.0 + recall * carried);
        if worth > most {
            let next = order.get(at + 1).map_or(side - 1.0, |(next, _)| *next);
            (most, found) = (worth, (side + next) / 2.0);
        }
    }
    // With nothing to learn from, nothing is heard.
    if found.is_finite() { found } else { 1e6 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_lies_between_those_who_carry_and_those_who_do_not() {
        let sides = [(2.0, true), (1.5, true), (0.5, false), (-1.0, false)];
        assert_eq!(bound(&sides, false), 1.0);
        // One wrong is borne for one more right when recall counts, and is not when accusing.
        let mixed = [(3.0, true), (2.0, false), (1.0, true)];
        assert_eq!(bound(&mixed, false), 0.5);
        assert_eq!(bound(&mixed, true), 2.5);
        assert_eq!(bound(&[], false), 1e6);
        assert_eq!(bound(&[(1.0, false)], false), 1e6);
    }

    #[test]
    fn tallies() {
        let mut tally = Tally::default();
        for (carried, heard) in [(true, true), (true, false), (false, true), (false, false)] {
            tally.count(carried, heard);
        }
        assert_eq!((tally.precision(), tally.recall(), tally.f1()), (0.5, 0.5, 0.5));
        assert_eq!(Tally::default().f1(), 1.0);
    }
}
