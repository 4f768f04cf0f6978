//! What the checks of a step make of an utterance.

use crate::listen::{Heard, Listener, Verdict, judge};
use crate::pack::{Check, CheckKind, CheckRef, Pack, Step};
use crate::text::Span;

use super::rehearsal::Attempt;
use super::talk::Talk;

/// The longest text that is listened to, in bytes: an utterance is a minute of speech, and a
/// pasted book must not slow the keys down. What lies beyond is kept, and the screen says so.
pub const MAX_HEARD_BYTES: usize = 24_000;

/// One check's verdict on an utterance.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The check.
    pub check: CheckRef,
    /// The verdict.
    pub verdict: Verdict,
    /// The words that decided it.
    pub spans: Vec<Span>,
    /// Whether the user ticked it after saying it aloud.
    pub ticked: bool,
}

impl Judged {
    /// Whether it is worth telling: a warning that did not fire is not.
    pub fn telling(&self, pack: &Pack) -> bool {
        pack[self.check].rule.kind == CheckKind::Asks || self.verdict != Verdict::Met
    }

    /// How it is named on the screen.
    pub fn name<'p>(&self, pack: &'p Pack, lang: crate::pack::Lang) -> &'p str {
        let check = &pack[self.check];
        match self.verdict {
            Verdict::NotMet => check.missed.get(lang),
            Verdict::Met | Verdict::CantTell => check.title.get(lang),
        }
    }
}

/// What was heard in an utterance, and what a step's checks make of it.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// What was heard.
    pub heard: Heard,
    /// A verdict for every check of the step that applies, in the step's order.
    pub verdicts: Vec<Judged>,
}

impl Judgement {
    /// Verdicts worth telling, the worst first, in the step's order among equals.
    pub fn worst_first(&self, pack: &Pack) -> Vec<&Judged> {
        let mut list: Vec<&Judged> = self.verdicts.iter().filter(|j| j.telling(pack)).collect();
        list.sort_by_key(|j| match (j.verdict, pack[j.check].rule.kind) {
            (Verdict::NotMet, CheckKind::Warns) => 0,
            (Verdict::NotMet, CheckKind::Asks) => 1,
            (Verdict::CantTell, _) => 2,
            (Verdict::Met, _) => 3,
        });
        list
    }

    /// How many checks are not met, the earlier ones of a step counting more: for finding the
    /// weakest step, never shown.
    pub fn weakness(&self) -> usize {
        let count = self.verdicts.len();
        let missed = self.verdicts.iter().enumerate().filter(|(_, j)| j.verdict == Verdict::NotMet);
        missed.map(|(i, _)| count - i).sum()
    }
}

/// The checks of a step that apply to a talk.
pub fn applying<'p>(pack: &'p Pack, talk: &'p Talk, step: &'p Step) -> impl Iterator<Item = (CheckRef, &'p Check)> {
    let checks = step.checks.iter().map(|at| (*at, &pack[*at]));
    checks.filter(|(_, check)| check.when.as_ref().is_none_or(|when| talk.meets(when)))
}

/// Listens to an utterance and judges it by the checks of a step.
pub fn judge_text(pack: &Pack, listener: &Listener, talk: &Talk, step: &Step, text: &str) -> Judgement {
    let text = head(text);
    let heard = listener.hear(text, None);
    let verdicts = applying(pack, talk, step).map(|(at, check)| {
        let judged = judge(&check.rule, &heard, text);
        Judged { check: at, verdict: judged.verdict, spans: judged.spans, ticked: false }
    });
    let verdicts = verdicts.collect();
    Judgement { heard, verdicts }
}

/// Judges an attempt: what was written and what was ticked after saying it aloud both count.
pub fn judge_attempt(pack: &Pack, listener: &Listener, talk: &Talk, step: &Step, attempt: &Attempt) -> Judgement {
    let mut judgement = judge_text(pack, listener, talk, step, &attempt.text);
    if attempt.aloud_seconds.is_some() {
        for judged in &mut judgement.verdicts {
            let check = &pack[judged.check];
            if check.rule.kind == CheckKind::Asks && judged.verdict != Verdict::Met {
                judged.ticked = attempt.ticked.contains(&check.id);
                judged.verdict = if judged.ticked { Verdict::Met } else { Verdict::NotMet };
            }
        }
    }
    judgement
}

/// The part of a text that is listened to.
pub fn head(text: &str) -> &str {
    if text.len() <= MAX_HEARD_BYTES {
        return text;
    }
    let mut end = MAX_HEARD_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
