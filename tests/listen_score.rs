//! How well the listener hears utterances that nothing was learned from, and where its model comes from.
//!
//! `tests/labelled/README.md` tells what the parts are. `cargo test --test listen_score -- --nocapture` prints the sums;
//! `forthright pack test --labelled tests/labelled/fold` prints every signal.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

mod labelled_set;

use std::collections::HashSet;

use forthright::listen::train::{Hands, Labelled, Tally, digest, train};
use forthright::listen::{Listener, State};
use forthright::pack::signals::Polarity;
use labelled_set::{content, labelled, utterances};

/// What the fold must reach: micro F1, macro F1, and the precision of the signals to avoid. Raise it when it rises.
const FLOOR: [(&str, f64, f64, f64); 2] = [("zh", 0.84, 0.83, 0.82), ("en", 0.79, 0.76, 0.83)];

#[test]
fn the_fold_stays_above_its_floor() {
    let signals = content();
    let listener = Listener::new(&signals);
    for (lang, micro, macro_mean, precision) in FLOOR {
        let mut tallies = vec![Tally::default(); signals.signals.len()];
        for utterance in utterances("fold").iter().filter(|u| u.lang == lang) {
            let heard = listener.hear(&utterance.text, None);
            for (index, (signal, tally)) in signals.signals.iter().zip(&mut tallies).enumerate() {
                let shown =
                    |h: &forthright::listen::Hearing| usize::from(h.signal.0) == index && h.state == State::Shown;
                tally.count(utterance.signals.contains(&signal.id), heard.signals.iter().any(shown));
            }
        }
        let (mut all, mut avoid) = (Tally::default(), Tally::default());
        for (signal, tally) in signals.signals.iter().zip(&tallies) {
            all.add(*tally);
            if signal.polarity == Polarity::Avoid {
                avoid.add(*tally);
            }
        }
        let mean = tallies.iter().map(Tally::f1).sum::<f64>() / tallies.len() as f64;
        println!("{lang}: micro {:.3}, macro {mean:.3}, avoid precision {:.3}", all.f1(), avoid.precision());
        assert!(all.f1() >= micro, "{lang}: micro F1 on the fold fell to {:.3}", all.f1());
        assert!(mean >= macro_mean, "{lang}: macro F1 on the fold fell to {mean:.3}");
        assert!(avoid.precision() >= precision, "{lang}: precision to avoid fell to {:.3}", avoid.precision());
    }
}

/// The model tells what it was learned from: whoever changes the utterances has to train anew.
#[test]
fn the_shipped_model_was_learned_from_these_utterances() {
    let listener = Listener::new(&content());
    assert_eq!(
        listener.learned_from(),
        Some(digest(&labelled("learn"))),
        "run `forthright pack train --labelled tests/labelled/learn --out assets/listener.model`"
    );
}

/// Nothing of the fold stands among what is learned from.
#[test]
fn the_fold_is_not_learned_from() {
    let learned: HashSet<String> = utterances("learn").into_iter().map(|u| u.text).collect();
    let fold = utterances("fold");
    assert!(fold.len() > 600);
    for utterance in fold {
        assert!(!learned.contains(&utterance.text), "{} is learned from", utterance.id);
    }
}

/// Every label is a signal of the content, every id stands once, and no utterance stands twice.
#[test]
fn the_labels_are_whole() {
    let signals = content();
    let (mut ids, mut texts) = (HashSet::new(), HashSet::new());
    for utterance in utterances("learn").into_iter().chain(utterances("fold")) {
        for label in &utterance.signals {
            assert!(signals.id(label).is_some(), "{}: {label}", utterance.id);
        }
        assert!(
            !utterance.text.trim().is_empty() && ["zh", "en"].contains(&utterance.lang.as_str()),
            "{}",
            utterance.id
        );
        assert!(ids.insert(utterance.id.clone()), "{} stands twice", utterance.id);
        assert!(texts.insert(utterance.text), "the text of {} stands twice", utterance.id);
    }
}

struct OneAfterTheOther;

impl Hands for OneAfterTheOther {
    fn each<T: Send>(&self, jobs: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
        (0..jobs).map(work).collect()
    }
}

struct Backwards;

impl Hands for Backwards {
    fn each<T: Send>(&self, jobs: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let mut done: Vec<T> = (0..jobs).rev().map(work).collect();
        done.reverse();
        done
    }
}

/// The same utterances give the same bytes, whoever does which job when; other utterances give others.
#[test]
fn training_is_reproducible() {
    let signals = content();
    let few: Vec<Labelled> = labelled("learn").into_iter().step_by(97).collect();
    let once = train(&signals, &few, &OneAfterTheOther);
    assert_eq!(once.bytes, train(&signals, &few, &Backwards).bytes);
    assert_ne!(once.bytes, train(&signals, &few[1..], &OneAfterTheOther).bytes);
    assert_ne!(digest(&few), digest(&few[1..]));
}

/// What is learned from some authors helps to hear another one: more is heard rightly than by hearing nothing or all.
#[test]
fn training_learns() {
    let signals = content();
    let some: Vec<Labelled> = labelled("learn").into_iter().step_by(12).collect();
    let trained = train(&signals, &some, &OneAfterTheOther);
    let mut tally = Tally::default();
    for (one, heard) in some.iter().zip(&trained.heard) {
        for (signal, heard) in signals.signals.iter().zip(heard) {
            tally.count(one.signals.contains(&signal.id), *heard);
        }
    }
    assert!(tally.f1() > 0.5, "{tally:?}");
}
