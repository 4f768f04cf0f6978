//! The verdict of a check over what was heard.

use crate::pack::{CheckKind, CheckRule, Rule};
use crate::text::Span;

use super::{Heard, State};

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Verdict {
    /// It is satisfied.
    Met,
    /// It is not: something asked for is missing, or something warned of is there.
    NotMet,
    /// Nobody can tell from these words.
    CantTell,
}

/// A verdict with the words that decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What the check says.
    pub verdict: Verdict,
    /// The words; may be empty when something is missing.
    pub spans: Vec<Span>,
}

/// Judges a check. A text with fewer than two letters tells nothing.
pub fn judge(check: &CheckRule, heard: &Heard, text: &str) -> Judged {
    let told = |verdict, spans| Judged { verdict, spans };
    if text.chars().filter(|c| c.is_alphabetic()).take(2).count() < 2 {
        return told(Verdict::CantTell, Vec::new());
    }
    let decided = check.decides.weigh(heard, text);
    let unsure = || check.unsure.as_ref().map(|rule| rule.weigh(heard, text)).filter(|outcome| outcome.holds);
    match check.kind {
        CheckKind::Asks if decided.holds => told(Verdict::Met, decided.spans),
        CheckKind::Asks => match unsure() {
            Some(outcome) => told(Verdict::CantTell, outcome.spans),
            None => told(Verdict::NotMet, spoiling(&check.decides, heard)),
        },
        CheckKind::Warns if decided.holds => told(Verdict::NotMet, decided.spans),
        CheckKind::Warns => match unsure() {
            Some(outcome) => told(Verdict::CantTell, outcome.spans),
            None => told(Verdict::Met, Vec::new()),
        },
    }
}

/// The words that deny what was asked for.
fn spoiling(rule: &Rule, heard: &Heard) -> Vec<Span> {
    let mut spans = Vec::new();
    gather(rule, heard, &mut spans);
    spans.sort_unstable();
    spans.dedup();
    spans
}

fn gather(rule: &Rule, heard: &Heard, spans: &mut Vec<Span>) {
    match rule {
        Rule::Signal { id, .. } => {
            let denied = heard.signals.iter().filter(|hearing| hearing.signal == *id && hearing.state == State::Denied);
            spans.extend(denied.flat_map(|hearing| hearing.spans.iter().copied()));
        }
        Rule::All(rules) | Rule::Any(rules) => rules.iter().for_each(|rule| gather(rule, heard, spans)),
        Rule::Order(first, _) => gather(first, heard, spans),
        // What must not be there and is: it spoils the check.
        Rule::None(rules) => {
            for rule in rules {
                let outcome = rule.weigh(heard, "");
                if outcome.holds {
                    spans.extend(outcome.spans);
                }
            }
        }
        _ => {}
    }
}
