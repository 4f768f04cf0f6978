//! What goes to the client: whatever the user wrote, no blame, no private note and no result of a check is in it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on says so")]

#[path = "support/full_case.rs"]
mod full_case;
mod support;

use forthright::coach::{Entry, EntryKind, FollowUp, FollowUpChange, FollowUpState, Origin, Promise, Question};
use forthright::export::{html, json, markdown, text};
use forthright::pack::{DocumentName, Lang};
use full_case::{Sample, at, full};
use proptest::prelude::*;
use support::{listener, pack};

const OUTSIDE: [DocumentName; 3] = [DocumentName::Recap, DocumentName::Report, DocumentName::Survey];
const FACTS: [&str; 7] = ["client", "change", "cause", "proof", "impact", "options", "next"];
/// Places in which the user may write something that must not go out.
const BLAMED: usize = FACTS.len() + 6;

/// Sentences of the pack that carry what the documents for the client leave out.
fn blame() -> Vec<String> {
    let pack = pack();
    let kept_in = &pack.document(DocumentName::Recap).leave_out;
    let carrying = kept_in.iter().flat_map(|id| &pack.signals.signals[usize::from(id.0)].examples.carries);
    carrying.flat_map(|both| Lang::ALL.map(|lang| both.get(lang).to_owned())).filter(|line| !line.is_empty()).collect()
}

fn entry(kind: EntryKind) -> Entry {
    Entry { at: at("06-09T09:50"), stage: "solve".to_owned(), kind }
}

/// Puts a line where the user may have written it.
fn put(sample: &mut Sample, place: usize, line: &str) {
    let line = line.to_owned();
    let promise = |what: String, who: String| {
        entry(EntryKind::Promise(Promise { what, who, due: Some("2026-06-18".parse().unwrap()), kept: None }))
    };
    let owed = |of: &FollowUp| FollowUp { id: "f9".to_owned(), origin: Origin::Promise, ..of.clone() };
    let followup = owed(&sample.talk.followups[1]);
    let log = &mut sample.talk.calls[0].log;
    match place.checked_sub(FACTS.len()) {
        None => {
            sample.talk.set_fact(FACTS[place], &line);
        }
        Some(0) => log.push(entry(EntryKind::Agreed(line))),
        Some(1) => log.push(promise(line, "周工".to_owned())),
        Some(2) => log.push(promise("发日志".to_owned(), line)),
        Some(3) => log.push(entry(EntryKind::Question(Question { text: line, answer: None }))),
        Some(4) => sample.talk.followups.push(FollowUp { what: line, ..followup }),
        _ => sample.rehearsal.as_mut().unwrap().attempts[1].text.push_str(&line),
    }
}

/// Writes a word into every place that is the user's alone.
fn keep_private(sample: &mut Sample, word: &str) {
    let talk = &mut sample.talk;
    talk.gate.values_mut().for_each(|answer| answer.note = word.to_owned());
    talk.calls[0].log.push(entry(EntryKind::Private(format!("他说 {word} 别外传"))));
    talk.calls[0].answers.insert("differently".to_owned(), word.to_owned());
    let mut own =
        FollowUp { id: "f8".to_owned(), origin: Origin::User, what: word.to_owned(), ..talk.followups[1].clone() };
    own.history.push(FollowUpChange {
        at: at("06-09T10:00"),
        state: FollowUpState::Open,
        due: own.due,
        why: word.to_owned(),
    });
    talk.followups[1].history[0].why = word.to_owned();
    talk.followups.push(own);
}

/// A document in every format, without the blanks at which lines are broken.
fn told(sample: &Sample, name: DocumentName, lang: Lang) -> String {
    let made = sample.with(lang, |case| case.document(name).document);
    let one = std::slice::from_ref(&made);
    bare(&[markdown(&made), text(&made), html(one), json(one)].concat())
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn every_sentence_of_blame_stays_inside_wherever_it_was_written() {
    let lines = blame();
    assert!(lines.len() >= 10, "{}", lines.len());
    for line in &lines {
        let lang = if line.is_ascii() { Lang::En } else { Lang::Zh };
        let mut sample = full();
        (0..BLAMED).for_each(|place| put(&mut sample, place, line));
        for name in OUTSIDE {
            assert!(!told(&sample, name, lang).contains(&bare(line)), "{line} in {}", name.id());
        }
    }
}

#[test]
fn no_result_of_a_check_goes_out() {
    let (pack, sample) = (pack(), full());
    for (name, lang) in OUTSIDE.into_iter().flat_map(|name| Lang::ALL.map(|lang| (name, lang))) {
        let told = told(&sample, name, lang);
        for words in pack.checks.iter().flat_map(|check| [check.missed.get(lang), check.better.get(lang)]) {
            assert!(!told.contains(&bare(words)), "{words} in {}", name.id());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Blame in any places at once, a private word everywhere: neither goes out.
    #[test]
    fn blame_and_private_words_stay_inside(
        blamed in prop::collection::vec((0usize..BLAMED, any::<prop::sample::Index>()), 1..6),
        word in "(秘|私|密)[a-z]{6}[0-9]{3}",
        english in any::<bool>(),
    ) {
        let lines = blame();
        let mut sample = full();
        keep_private(&mut sample, &word);
        let blamed: Vec<&String> = blamed.into_iter().map(|(place, line)| {
            let line = line.get(&lines);
            put(&mut sample, place, line);
            line
        }).collect();
        let lang = if english { Lang::En } else { Lang::Zh };
        for name in OUTSIDE {
            let told = told(&sample, name, lang);
            prop_assert!(!told.contains(&word), "{} in {}", word, name.id());
            for line in &blamed {
                prop_assert!(!told.contains(&bare(line)), "{} in {}", line, name.id());
            }
        }
    }
}

#[test]
fn the_private_word_is_where_it_belongs() {
    let mut sample = full();
    keep_private(&mut sample, "秘abcdef123");
    assert!(told(&sample, DocumentName::Summary, Lang::Zh).contains("秘abcdef123"), "the test writes what can be read");
    assert!(listener().learned_from().is_some());
}
