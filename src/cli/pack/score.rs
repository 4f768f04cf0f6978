//! Tables of precision, recall and F1.

use std::collections::BTreeMap;

use crate::listen::train::Tally;
use crate::pack::signals::{Polarity, Signal, Signals};
use crate::text::pad_right;

/// Verdicts counted by signal and language.
#[derive(Debug, Default)]
pub struct Scores {
    of: BTreeMap<(String, bool), Tally>,
}

impl Scores {
    /// Counts a verdict.
    pub fn count(&mut self, signal: &Signal, chinese: bool, carried: bool, heard: bool) {
        self.of.entry((signal.id.clone(), chinese)).or_default().count(carried, heard);
    }

    /// A line a signal, and the sums: all, those to show, those to avoid; and the mean of the signals' F1 (macro).
    pub fn table(&self, signals: &Signals) -> String {
        let of = |id: &str, chinese: bool| self.of.get(&(id.to_owned(), chinese)).copied().unwrap_or_default();
        let mut out = format!("{:24}{:21}{}\n", "", "zh", "en");
        out += &format!("{:24}{:21}{}\n", "", "P    R    F1", "P    R    F1");
        let mut row = |name: &str, zh: String, en: String| out += &format!("{}{zh}{en}\n", pad_right(name, 24));
        let mut macros = [0.0; 2];
        for signal in &signals.signals {
            let both = [of(&signal.id, true), of(&signal.id, false)];
            macros.iter_mut().zip(&both).for_each(|(sum, tally)| *sum += tally.f1() / signals.signals.len() as f64);
            row(&signal.id, figures(&both[0]), figures(&both[1]));
        }
        for (name, wanted) in
            [("all (micro)", None), ("to show", Some(Polarity::Show)), ("to avoid", Some(Polarity::Avoid))]
        {
            let sum = |chinese: bool| {
                let mut sum = Tally::default();
                let wanted = signals.signals.iter().filter(|s| wanted.is_none_or(|wanted| s.polarity == wanted));
                wanted.for_each(|signal| sum.add(of(&signal.id, chinese)));
                figures(&sum)
            };
            row(name, sum(true), sum(false));
        }
        let f1 = |value: f64| format!("          {value:.3}{:6}", "");
        row("all (macro)", f1(macros[0]), f1(macros[1]));
        out
    }
}

/// Verdicts counted by author.
#[derive(Debug, Default)]
pub struct ByAuthor {
    of: BTreeMap<String, Tally>,
}

impl ByAuthor {
    /// Counts a verdict.
    pub fn count(&mut self, author: &str, carried: bool, heard: bool) {
        self.of.entry(author.to_owned()).or_default().count(carried, heard);
    }

    /// A line an author.
    pub fn table(&self) -> String {
        let mut out = String::new();
        for (author, tally) in &self.of {
            out += &format!("{}{}\n", pad_right(author, 24), figures(tally));
        }
        out
    }
}

fn figures(tally: &Tally) -> String {
    let part = |value: f64| format!("{value:.2} ");
    format!("{}{}{:.3}{:6}", part(tally.precision()), part(tally.recall()), tally.f1(), "")
}
