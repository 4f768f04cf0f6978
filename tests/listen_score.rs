//! How well the listener hears: precision, recall and F1 for each signal and language, on the tune part and on the fold.
//!
//! `tests/labelled/README.md` tells what the two parts are. `LISTEN_MISSES=states_decision:en cargo test --test listen_score`
//! prints what was missed and what was heard wrongly — of the tune part only, and it can print nothing else.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

mod labelled_set;

use std::collections::BTreeMap;

use forthright::listen::State;
use labelled_set::{Utterance, content, in_fold, utterances};

#[derive(Default, Clone, Copy)]
struct Count {
    right: u32,
    wrong: u32,
    missed: u32,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.wrong).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.right) / f64::from((self.right + self.missed).max(1))
    }

    fn f1(&self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((2 * self.right + self.wrong + self.missed).max(1))
    }

    fn row(&self) -> String {
        format!("{:.2} {:.2} {:.2} ", self.precision(), self.recall(), self.f1())
    }
}

/// What the fold must reach, in hundredths of micro F1; and the precision of the signals to avoid. Raise it when it rises.
const FLOOR: [(&str, f64, f64); 2] = [("zh", 0.69, 0.73), ("en", 0.66, 0.71)];

/// For tuning: `LISTEN_PROBE='signal:text'` prints the phrases found in a text.
#[test]
fn probe() {
    let Ok(probe) = std::env::var("LISTEN_PROBE") else { return };
    let content = content();
    let listener = forthright::listen::Listener::new(&content);
    for probe in probe.split('#') {
        let Some((name, text)) = probe.split_once(':') else { continue };
        println!("{probe}");
        let Some(id) = listener.id(name) else { continue };
        let weights: Vec<_> = content
            .get(id)
            .map(|s| s.cues.iter().flat_map(|c| c.phrases.iter().map(|_| (c.weight, c.reading))).collect())
            .unwrap_or_default();
        for trace in listener.trace(text).into_iter().filter(|t| t.signal == id) {
            let words: Vec<&str> = trace.parts.iter().map(|part| part.of(text)).collect();
            println!("   {:?} claimed {} {words:?}", weights.get(trace.phrase), trace.claimed);
        }
    }
}

/// For tuning: `LISTEN_TRACE=file` writes every phrase found in the tune part as JSON lines.
#[test]
fn trace_of_the_tune_part() {
    let Ok(file) = std::env::var("LISTEN_TRACE") else { return };
    let content = content();
    let listener = forthright::listen::Listener::new(&content);
    let mut lines = String::new();
    let examples = content.signals.iter().flat_map(|signal| {
        let kinds = [
            ("carries", &signal.examples.carries),
            ("denies", &signal.examples.denies),
            ("silent", &signal.examples.silent),
        ];
        kinds.into_iter().flat_map(move |(kind, texts)| {
            texts.iter().enumerate().flat_map(move |(at, both)| {
                [("zh", &both.zh), ("en", &both.en)].map(|(lang, text)| Utterance {
                    id: format!("{}:{kind}:{at}:{lang}", signal.id),
                    lang: lang.to_owned(),
                    text: text.clone(),
                    signals: if kind == "carries" { vec![signal.id.clone()] } else { Vec::new() },
                })
            })
        })
    });
    for Utterance { id, lang, text, signals } in utterances().into_iter().filter(|u| !in_fold(&u.id)).chain(examples) {
        for trace in listener.trace(&text) {
            let words: Vec<&str> = trace.parts.iter().map(|part| part.of(&text)).collect();
            let labelled = signals.iter().any(|name| name == listener.name(trace.signal));
            lines += &serde_json::json!({"id": id, "lang": lang, "signal": listener.name(trace.signal), "phrase": trace.phrase, "claimed": trace.claimed, "words": words, "spans": trace.parts.iter().map(|p| [p.start, p.end]).collect::<Vec<_>>(), "right": labelled}).to_string();
            lines.push('\n');
        }
    }
    std::fs::write(file, lines).unwrap();
}

#[test]
fn the_fold_stays_above_its_floor() {
    let signals = content();
    let listener = forthright::listen::Listener::new(&signals);
    let misses = std::env::var("LISTEN_MISSES").unwrap_or_default();
    let (wanted_signal, wanted_lang) = misses.split_once(':').unwrap_or((&misses, ""));
    let mut counts: BTreeMap<(bool, String, String), Count> = BTreeMap::new();
    for Utterance { id, lang, text, signals: labels } in utterances() {
        let fold = in_fold(&id);
        let heard = listener.hear(&text, None);
        let shown: Vec<&str> =
            heard.signals.iter().filter(|h| h.state == State::Shown).map(|h| listener.name(h.signal)).collect();
        for signal in &signals.signals {
            let labelled = labels.contains(&signal.id);
            let carried = shown.contains(&signal.id.as_str());
            let count = Count {
                right: u32::from(labelled && carried),
                wrong: u32::from(!labelled && carried),
                missed: u32::from(labelled && !carried),
            };
            counts.entry((fold, lang.clone(), signal.id.clone())).or_default().add(count);
            if !fold
                && labelled != carried
                && wanted_signal == signal.id
                && (wanted_lang.is_empty() || wanted_lang == lang)
            {
                let words: Vec<&str> = heard
                    .signals
                    .iter()
                    .filter(|h| listener.name(h.signal) == signal.id)
                    .flat_map(|h| &h.spans)
                    .map(|s| s.of(&text))
                    .collect();
                println!(
                    "{} {text}   [{}] {}",
                    if labelled { "MISSED" } else { "WRONG " },
                    words.join(" / "),
                    labels.join(" ")
                );
            }
        }
    }
    println!("{:22} {:^30} {:^30}", "", "zh  tune           fold", "en  tune           fold");
    println!("{:22} {:15}{:15} {:15}{:15}", "", "P    R    F1", "P    R    F1", "P    R    F1", "P    R    F1");
    let mut totals: BTreeMap<(bool, &str, bool), Count> = BTreeMap::new();
    for signal in &signals.signals {
        let mut row = format!("{:22} ", signal.id);
        for lang in ["zh", "en"] {
            for fold in [false, true] {
                let count = counts.get(&(fold, lang.to_owned(), signal.id.clone())).copied().unwrap_or_default();
                row += &count.row();
                totals.entry((fold, lang, false)).or_default().add(count);
                if signal.polarity == forthright::pack::signals::Polarity::Avoid {
                    totals.entry((fold, lang, true)).or_default().add(count);
                }
            }
            row += " ";
        }
        println!("{row}");
    }
    for (title, avoid) in [("all (micro)", false), ("to avoid", true)] {
        let cells: Vec<String> = ["zh", "en"]
            .iter()
            .flat_map(|lang| {
                [false, true].map(|fold| totals.get(&(fold, lang, avoid)).copied().unwrap_or_default().row())
            })
            .collect();
        println!("{title:22} {}", cells.join(" "));
    }
    for (lang, f1, precision) in FLOOR {
        let all = totals[&(true, lang, false)];
        let avoid = totals[&(true, lang, true)];
        assert!(all.f1() >= f1, "{lang}: micro F1 on the fold fell to {:.3}", all.f1());
        assert!(
            avoid.precision() >= precision,
            "{lang}: precision of the signals to avoid fell to {:.3}",
            avoid.precision()
        );
    }
}
