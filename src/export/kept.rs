//! Names and sums hidden in a case that is kept.

use jiff::ZonedDateTime;

use super::make::Case;
use super::redact::{Redactor, Secrets};
use crate::coach::{Client, KeptCase, Rehearsal, Talk};
use crate::listen::Listener;
use crate::pack::{Lang, Pack};

/// The case with labels for the names and sums of its talk, its rehearsal and its client's file. None when the pack does
/// not know the talk's scenario: then it is not known what has to be hidden.
pub fn redact_case(
    case: &KeptCase,
    (pack, listener): (&Pack, &Listener),
    (talk, rehearsal, client): (&Talk, Option<&Rehearsal>, Option<&Client>),
    now: &ZonedDateTime,
    lang: Lang,
) -> Option<KeptCase> {
    let scenario = pack.scenario(&talk.scenario)?;
    let source = Case { pack, listener, scenario, talk, rehearsal, now, lang };
    let redactor = Redactor::new(&Secrets::of(&source, client), pack, lang);
    let mut case = case.clone();
    case.each_text(&|text| redactor.text(text));
    Some(case)
}
