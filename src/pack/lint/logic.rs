//! What rules imply: whether some utterance could make a rule hold, whether any could make it fail.
//!
//! A rule is taken apart into what is heard and what is not (a tableau: Smullyan 1968). A branch closes when two of its
//! parts cannot be heard together; a rule can hold when one branch stays open. The answer errs on one side only: what is
//! called impossible is impossible, while "possible" may be wrong, since nothing is known of words.

use super::super::rule::{EntityName, Rule};
use super::super::signals::{SignalId, Signals, WordListId};

/// The most parts that are taken apart before a rule counts as possible: the shipped ones need a few dozen.
const BUDGET: u32 = 20_000;

/// What two signals have to do with each other.
pub struct Logic<'p> {
    signals: &'p Signals,
}

impl<'p> Logic<'p> {
    /// The logic of rules over these signals.
    pub fn new(signals: &'p Signals) -> Self {
        Self { signals }
    }

    /// Whether some utterance could make all of `hold` hold and all of `fail` fail.
    pub fn possible(&self, hold: &[&Rule], fail: &[&Rule]) -> bool {
        let hold = hold.iter().map(|rule| (*rule, true));
        let open = hold.chain(fail.iter().map(|rule| (*rule, false))).collect();
        let mut budget = BUDGET;
        self.open(open, &mut Branch::default(), &mut budget)
    }

    /// Takes the parts of a branch apart. Says whether a branch stays open.
    fn open<'r>(&self, mut rest: Vec<(&'r Rule, bool)>, branch: &mut Branch<'r>, budget: &mut u32) -> bool {
        let Some((rule, holds)) = rest.pop() else { return true };
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            return true;
        }
        match (rule, holds) {
            (Rule::All(rules), true) => {
                rest.extend(rules.iter().map(|rule| (rule, true)));
                self.open(rest, branch, budget)
            }
            (Rule::Any(rules), false) | (Rule::None(rules), true) => {
                rest.extend(rules.iter().map(|rule| (rule, false)));
                self.open(rest, branch, budget)
            }
            (Rule::All(rules), false) => self.one(rules, false, &rest, branch, budget),
            (Rule::Any(rules), true) | (Rule::None(rules), false) => self.one(rules, true, &rest, branch, budget),
            // Where only the first is heard the order holds; where both are, it may or may not.
            (Rule::Order(first, _), true) => {
                rest.push((first, true));
                self.open(rest, branch, budget)
            }
            (Rule::Order(first, second), false) => {
                let mut both = rest.clone();
                both.extend([(&**first, true), (&**second, true)]);
                rest.push((first, false));
                let mark = branch.heard.len();
                let open = self.open(rest, branch, budget);
                branch.heard.truncate(mark);
                open || (first != second && self.open(both, branch, budget))
            }
            (Rule::Sentences { at_least, at_most }, true) => {
                let kept = branch.sentences;
                branch.sentences = (kept.0.max(*at_least), kept.1.min(*at_most));
                let open = branch.fits() && self.open(rest, branch, budget);
                branch.sentences = kept;
                open
            }
            (Rule::Sentences { at_least, at_most }, false) => {
                let kept = branch.sentences;
                let fewer = at_least.checked_sub(1).map(|most| (kept.0, kept.1.min(most)));
                let more = at_most.checked_add(1).map(|least| (kept.0.max(least), kept.1));
                let open = [fewer, more].into_iter().flatten().any(|bounds| {
                    branch.sentences = bounds;
                    branch.fits() && self.open(rest.clone(), branch, budget)
                });
                branch.sentences = kept;
                open
            }
            _ => self.part(Part::of(rule), holds, rest, branch, budget),
        }
    }

    /// One of these has to hold, or to fail.
    fn one<'r>(
        &self,
        rules: &'r [Rule],
        holds: bool,
        rest: &[(&'r Rule, bool)],
        branch: &mut Branch<'r>,
        budget: &mut u32,
    ) -> bool {
        rules.iter().any(|rule| {
            let mark = branch.heard.len();
            let mut rest = rest.to_vec();
            rest.push((rule, holds));
            let open = self.open(rest, branch, budget);
            branch.heard.truncate(mark);
            open
        })
    }

    /// Something that is heard or is not.
    fn part<'r>(
        &self,
        part: Option<Part<'r>>,
        holds: bool,
        rest: Vec<(&'r Rule, bool)>,
        branch: &mut Branch<'r>,
        budget: &mut u32,
    ) -> bool {
        let Some(part) = part else { return self.open(rest, branch, budget) };
        if branch.heard.iter().any(|(other, heard)| self.exclude((part, holds), (*other, *heard)))
            || (holds && part.never())
        {
            return false;
        }
        let kept = branch.sentences;
        if let (Part::Signal { at_least, .. }, true) = (part, holds) {
            branch.sentences.0 = kept.0.max(at_least);
        }
        branch.heard.push((part, holds));
        let open = branch.fits() && self.open(rest, branch, budget);
        branch.heard.pop();
        branch.sentences = kept;
        open
    }

    /// Whether two parts cannot be so in one utterance.
    fn exclude(&self, one: (Part<'_>, bool), two: (Part<'_>, bool)) -> bool {
        match (one, two) {
            ((yes, true), (no, false)) | ((no, false), (yes, true)) => self.brings(yes, no),
            ((one, true), (two, true)) => self.never_together(one, two) || self.never_together(two, one),
            ((_, false), (_, false)) => false,
        }
    }

    /// Whether hearing the first means that the second is heard too.
    fn brings(&self, first: Part<'_>, second: Part<'_>) -> bool {
        match (first, second) {
            (
                Part::Signal { id, in_first, at_least },
                Part::Signal { id: other, in_first: within, at_least: wanted },
            ) => {
                let looser = match (in_first, within) {
                    (_, None) => true,
                    (Some(first), Some(within)) => first <= within,
                    (None, Some(_)) => false,
                };
                let same = id == other && looser && at_least >= wanted;
                // A signal that follows another is heard wherever that one is.
                let follows = self.signals.get(other).is_some_and(|signal| signal.follows.contains(&id));
                same || (follows && within.is_none() && wanted <= 1)
            }
            (Part::Entity { kinds, at_least }, Part::Entity { kinds: within, at_least: wanted }) => {
                kinds.iter().all(|kind| within.contains(kind)) && at_least >= wanted
            }
            (first, second) => first == second,
        }
    }

    /// Whether two parts exclude each other.
    fn never_together(&self, one: Part<'_>, two: Part<'_>) -> bool {
        match (one, two) {
            // A signal is carried or denied, never both.
            (Part::Signal { id, .. }, Part::Denied(other)) => id == other,
            // Silence carries nothing.
            (Part::Wait, other) => other != Part::Wait,
            (Part::Signal { id, .. }, Part::Signal { id: other, .. }) => {
                let (one, two) = (self.signals.get(id), self.signals.get(other));
                one.zip(two).is_some_and(|(one, two)| {
                    // What comes along with a third signal is not asked what it stands beside.
                    one.without.contains(&other) && one.follows.is_empty() && two.follows.is_empty()
                })
            }
            _ => false,
        }
    }
}

/// What is heard and not heard in one kind of utterance.
struct Branch<'r> {
    heard: Vec<(Part<'r>, bool)>,
    sentences: (u8, u8),
}

impl Default for Branch<'_> {
    fn default() -> Self {
        Self { heard: Vec::new(), sentences: (0, u8::MAX) }
    }
}

impl Branch<'_> {
    /// Whether a number of sentences lies within the bounds.
    fn fits(&self) -> bool {
        self.sentences.0 <= self.sentences.1
    }
}

/// Something that an utterance has or has not.
#[derive(Clone, Copy, PartialEq)]
enum Part<'r> {
    Signal { id: SignalId, in_first: Option<u8>, at_least: u8 },
    Denied(SignalId),
    Words(WordListId),
    Entity { kinds: &'r [EntityName], at_least: u8 },
    Wait,
}

impl<'r> Part<'r> {
    fn of(rule: &'r Rule) -> Option<Self> {
        Some(match rule {
            Rule::Signal { id, in_first, at_least } => {
                Part::Signal { id: *id, in_first: *in_first, at_least: *at_least }
            }
            Rule::Denied(id) => Part::Denied(*id),
            Rule::Words(list) => Part::Words(*list),
            Rule::Entity { kinds, at_least } => Part::Entity { kinds, at_least: *at_least },
            Rule::Wait => Part::Wait,
            _ => return None,
        })
    }

    /// Whether it asks for more places than it looks at.
    fn never(self) -> bool {
        matches!(self, Part::Signal { in_first: Some(first), at_least, .. } if at_least > first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signal(id: u16) -> Rule {
        Rule::Signal { id: SignalId(id), in_first: None, at_least: 1 }
    }

    fn within(id: u16, first: u8, at_least: u8) -> Rule {
        Rule::Signal { id: SignalId(id), in_first: Some(first), at_least }
    }

    fn sentences(at_least: u8, at_most: u8) -> Rule {
        Rule::Sentences { at_least, at_most }
    }

    fn check(rule: Rule, holds: bool, fails: bool) {
        let signals = Signals::default();
        let logic = Logic::new(&signals);
        assert_eq!((logic.possible(&[&rule], &[]), logic.possible(&[], &[&rule])), (holds, fails), "{rule:?}");
    }

    #[test]
    fn rules_that_can_hold_and_can_fail() {
        for rule in [
            signal(0),
            Rule::All(vec![signal(0), Rule::None(vec![signal(1)])]),
            Rule::Any(vec![signal(0), Rule::Denied(SignalId(0))]),
            Rule::Order(Box::new(signal(0)), Box::new(signal(1))),
            Rule::All(vec![sentences(0, 4), within(0, 2, 2)]),
            Rule::All(vec![within(0, 1, 1), Rule::None(vec![within(0, 3, 2)])]),
            Rule::All(vec![signal(0), Rule::None(vec![within(0, 1, 1)])]),
            Rule::Wait,
        ] {
            check(rule, true, true);
        }
    }

    #[test]
    fn rules_that_contradict_themselves() {
        let date = |kinds: &[EntityName], at_least| Rule::Entity { kinds: kinds.to_vec(), at_least };
        for rule in [
            Rule::All(vec![signal(0), Rule::None(vec![signal(0)])]),
            Rule::All(vec![signal(0), Rule::Denied(SignalId(0))]),
            Rule::All(vec![within(0, 1, 1), Rule::None(vec![signal(0)])]),
            Rule::All(vec![within(0, 1, 1), Rule::None(vec![within(0, 2, 1)])]),
            Rule::All(vec![sentences(3, 255), sentences(0, 2)]),
            Rule::All(vec![sentences(0, 1), Rule::Signal { id: SignalId(0), in_first: None, at_least: 2 }]),
            within(0, 1, 2),
            Rule::All(vec![Rule::Wait, signal(0)]),
            Rule::All(vec![
                date(&[EntityName::Date], 2),
                Rule::None(vec![date(&[EntityName::Date, EntityName::Span], 1)]),
            ]),
            Rule::All(vec![
                Rule::Any(vec![signal(0), signal(1)]),
                Rule::None(vec![signal(0)]),
                Rule::None(vec![signal(1)]),
            ]),
            Rule::All(vec![Rule::Order(Box::new(signal(0)), Box::new(signal(1))), Rule::None(vec![signal(0)])]),
        ] {
            check(rule, false, true);
        }
    }

    #[test]
    fn rules_that_hold_of_everything() {
        for rule in [
            Rule::Any(vec![signal(0), Rule::None(vec![signal(0)])]),
            Rule::None(vec![Rule::All(vec![signal(0), Rule::Denied(SignalId(0))])]),
            sentences(0, 255),
            Rule::Any(vec![sentences(0, 3), sentences(2, 255)]),
        ] {
            check(rule, true, false);
        }
    }

    #[test]
    fn what_follows_from_what() {
        let signals = Signals::default();
        let logic = Logic::new(&signals);
        let implies = |first: &Rule, second: &Rule| !logic.possible(&[first], &[second]);
        assert!(implies(&within(0, 1, 1), &signal(0)));
        assert!(!implies(&signal(0), &within(0, 1, 1)));
        assert!(implies(&Rule::All(vec![signal(0), signal(1)]), &signal(1)));
        assert!(implies(&signal(1), &Rule::Any(vec![signal(0), signal(1)])));
        assert!(!implies(&Rule::Any(vec![signal(0), signal(1)]), &signal(1)));
    }
}
