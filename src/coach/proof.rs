//! Whether a pack teaches what its own checks and client hear.
//!
//! A pack holds lines that somebody wrote as right or wrong: examples of a signal and of a check, models of a step, better
//! lines of a client's move. Whoever copies a model and is told that it misses a check, or reads a bad example that
//! passes, stops believing the judge. So every line is judged here as the program judges it, in both languages.

use jiff::Timestamp;

use crate::listen::{Heard, Listener, State, Verdict, judge};
use crate::pack::{CheckRef, Condition, Lang, Pack, Scenario, Step, Word};

use super::client::weigh;
use super::judge::judge_text;
use super::talk::{GateAnswer, Talk};

/// What came of the lines of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Proof {
    /// Examples of signals.
    pub signals: Lines,
    /// Examples of checks.
    pub checks: Lines,
    /// Models of steps, once for each check of the step.
    pub models: Lines,
    /// Bad lines of steps.
    pub bad: Lines,
    /// Better lines of moves.
    pub moves: Lines,
    /// Both lines of the pairs on habit cards.
    pub pairs: Lines,
}

/// Lines of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    /// How many were judged.
    pub judged: usize,
    /// Those that were judged otherwise than they are filed.
    pub wrong: Vec<Wrong>,
}

/// A line that is judged otherwise than it is filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Where it stands in the pack: `scenario/step/good 0/check zh`.
    pub place: String,
    /// The line.
    pub line: String,
    /// What was wanted of it and did not come.
    pub wanted: Wanted,
    /// The ids of the signals that are heard in it.
    pub heard: Vec<String>,
}

/// What a line is filed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// It carries the signal.
    Carry,
    /// It denies the signal.
    Deny,
    /// Neither.
    Silent,
    /// It passes the check.
    Pass,
    /// It does not pass the check.
    Fail,
    /// It makes the move.
    Move,
    /// It makes the move and nothing worse; it does make things worse.
    NotWorse,
}

impl Wanted {
    /// The sentence for it.
    pub fn word(self) -> Word {
        match self {
            Wanted::Carry => Word::ProofCarry,
            Wanted::Deny => Word::ProofDeny,
            Wanted::Silent => Word::ProofSilent,
            Wanted::Pass => Word::ProofPass,
            Wanted::Fail => Word::ProofFail,
            Wanted::Move => Word::ProofMove,
            Wanted::NotWorse => Word::ProofWorse,
        }
    }
}

impl Proof {
    /// Every kind of line with its name.
    pub fn kinds(&self) -> [(Word, &Lines); 6] {
        [
            (Word::ProofSignals, &self.signals),
            (Word::ProofChecks, &self.checks),
            (Word::ProofModels, &self.models),
            (Word::ProofBad, &self.bad),
            (Word::ProofMoves, &self.moves),
            (Word::ProofPairs, &self.pairs),
        ]
    }
}

impl Lines {
    fn take(
        &mut self,
        right: bool,
        line: &str,
        wanted: Wanted,
        heard: impl Fn() -> Vec<String>,
        place: impl FnOnce() -> String,
    ) {
        self.judged += 1;
        if !right {
            self.wrong.push(Wrong { place: place(), line: line.to_owned(), wanted, heard: heard() });
        }
    }
}

/// Judges every line of a pack.
pub fn prove(pack: &Pack, listener: &Listener) -> Proof {
    let court = Court { pack, listener };
    Proof {
        signals: court.signals(),
        checks: court.checks(),
        models: court.models(),
        bad: court.bad(),
        moves: court.moves(),
        pairs: court.pairs(),
    }
}

struct Court<'p> {
    pack: &'p Pack,
    listener: &'p Listener,
}

impl Court<'_> {
    fn signals(&self) -> Lines {
        let mut lines = Lines::default();
        for (index, signal) in self.pack.signals.signals.iter().enumerate() {
            let kinds = [
                ("carries", &signal.examples.carries, Some(State::Shown), Wanted::Carry),
                ("denies", &signal.examples.denies, Some(State::Denied), Wanted::Deny),
                ("silent", &signal.examples.silent, None, Wanted::Silent),
            ];
            for (kind, examples, filed, wanted) in kinds {
                each(examples, |number, both, lang| {
                    let line = both.get(lang);
                    let heard = self.listener.hear(line, None);
                    let state = heard.signals.iter().find(|h| usize::from(h.signal.0) == index).map(|h| h.state);
                    lines.take(
                        state == filed,
                        line,
                        wanted,
                        || self.shown(&heard),
                        || format!("{}/{kind} {number} {}", signal.id, lang.code()),
                    );
                });
            }
        }
        lines
    }

    fn checks(&self) -> Lines {
        let mut lines = Lines::default();
        for check in &self.pack.checks {
            for (kind, filed, wanted, examples) in [
                ("met", Verdict::Met, Wanted::Pass, &check.met_examples),
                ("missed", Verdict::NotMet, Wanted::Fail, &check.missed_examples),
            ] {
                each(examples, |number, both, lang| {
                    let line = both.get(lang);
                    let heard = self.listener.hear(line, None);
                    let verdict = judge(&check.rule, &heard, line).verdict;
                    lines.take(
                        verdict == filed,
                        line,
                        wanted,
                        || self.shown(&heard),
                        || format!("{}/{kind} {number} {}", check.id, lang.code()),
                    );
                });
            }
        }
        lines
    }

    fn models(&self) -> Lines {
        let mut lines = Lines::default();
        self.each_step(|scenario, step, talk, lang| {
            for (number, model) in step.good.iter().enumerate() {
                let line = model.line.get(lang);
                let judgement = judge_text(self.pack, self.listener, talk, step, line);
                for judged in &judgement.verdicts {
                    let check = &self.pack[judged.check].id;
                    lines.take(
                        judged.verdict != Verdict::NotMet,
                        line,
                        Wanted::Pass,
                        || self.shown(&judgement.heard),
                        || format!("{}/{}/good {number}/{check} {}", scenario.id, step.id, lang.code()),
                    );
                }
            }
        });
        lines
    }

    fn bad(&self) -> Lines {
        let mut lines = Lines::default();
        self.each_step(|scenario, step, talk, lang| {
            for (number, bad) in step.bad.iter().enumerate() {
                let line = bad.model.line.get(lang);
                let talk = self.concerned(talk, bad.fails);
                let judgement = judge_text(self.pack, self.listener, &talk, step, line);
                let verdict = judgement.verdicts.iter().find(|j| j.check == bad.fails).map(|j| j.verdict);
                let check = &self.pack[bad.fails].id;
                lines.take(
                    verdict == Some(Verdict::NotMet),
                    line,
                    Wanted::Fail,
                    || self.shown(&judgement.heard),
                    || format!("{}/{}/bad {number}/{check} {}", scenario.id, step.id, lang.code()),
                );
            }
        });
        lines
    }

    fn moves(&self) -> Lines {
        let mut lines = Lines::default();
        for reaction in &self.pack.reactions {
            for (number, step) in reaction.moves.iter().enumerate() {
                for lang in Lang::ALL {
                    let line = step.better.get(lang);
                    let heard = self.listener.hear(line, None);
                    let answer = weigh(reaction, &heard, line, false);
                    let makes = answer.makes.get(number).copied().unwrap_or(false);
                    lines.take(
                        makes && !answer.worsens,
                        line,
                        if makes { Wanted::NotWorse } else { Wanted::Move },
                        || self.shown(&heard),
                        || format!("{}/{} {}", reaction.id, step.id, lang.code()),
                    );
                }
            }
        }
        lines
    }

    /// The weak line fails the check that tells the two apart, the strong one does not.
    fn pairs(&self) -> Lines {
        let mut lines = Lines::default();
        for habit in &self.pack.habits {
            for (number, pair) in habit.pairs.iter().enumerate() {
                for (kind, both, fails) in [("weak", &pair.weak, true), ("strong", &pair.strong, false)] {
                    for lang in Lang::ALL {
                        let line = both.get(lang);
                        let check = &self.pack[pair.check];
                        let heard = self.listener.hear(line, None);
                        let verdict = judge(&check.rule, &heard, line).verdict;
                        lines.take(
                            (verdict == Verdict::NotMet) == fails,
                            line,
                            if fails { Wanted::Fail } else { Wanted::Pass },
                            || self.shown(&heard),
                            || format!("{}/pair {number}/{kind}/{} {}", habit.id, check.id, lang.code()),
                        );
                    }
                }
            }
        }
        lines
    }

    /// Every step of every scenario with its example case, in both languages.
    fn each_step(&self, mut visit: impl FnMut(&Scenario, &Step, &Talk, Lang)) {
        for scenario in &self.pack.scenarios {
            for lang in Lang::ALL {
                let talk = Talk::example(scenario, lang, Timestamp::UNIX_EPOCH);
                for step in scenario.stages.iter().flat_map(|stage| &stage.steps) {
                    visit(scenario, step, &talk, lang);
                }
            }
        }
    }

    /// A talk in which a check applies that only some talks are asked for.
    fn concerned(&self, talk: &Talk, check: CheckRef) -> Talk {
        let mut talk = talk.clone();
        match &self.pack[check].when {
            Some(Condition::Gate { item, is }) => {
                talk.gate.insert(item.clone(), GateAnswer { state: *is, note: String::new() });
            }
            Some(Condition::Fact { fact, is }) => {
                talk.flags.insert(fact.clone(), *is);
            }
            None => {}
        }
        talk
    }

    /// The ids of the signals that are shown.
    fn shown(&self, heard: &Heard) -> Vec<String> {
        let shown = heard.signals.iter().filter(|hearing| hearing.state == State::Shown);
        shown.map(|hearing| self.listener.name(hearing.signal).to_owned()).collect()
    }
}

/// Every example in both languages, with its number.
fn each(examples: &[crate::pack::Both], mut visit: impl FnMut(usize, &crate::pack::Both, Lang)) {
    for (number, both) in examples.iter().enumerate() {
        Lang::ALL.into_iter().for_each(|lang| visit(number, both, lang));
    }
}
