//! Training: from labelled utterances to the learned part of the listener.
//!
//! Every signal is learned by itself. First how words speak for it, over whole utterances and over sentences, of which
//! one in each utterance is taken to carry it. Then how much that and the rules are to be believed, and from where on
//! it is said to be heard: both from utterances by authors whom the words were not learned from, as the program will
//! meet them. The same labelled utterances and the same signals give the same bytes.

mod runs;
mod solve;
mod threshold;

use crate::pack::Signals;
use crate::pack::signals::Polarity;

use super::ears::{Ears, Listened};
use super::learned::{DECIDING, Parts, evidence};
use runs::Runs;
use solve::{Matrix, Separator, separate};

pub use threshold::Tally;

/// A labelled utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// Whoever wrote it: what is learned from an author is never proved on the same one.
    pub author: String,
    /// What was said.
    pub text: String,
    /// The ids of the signals that it carries.
    pub signals: Vec<String>,
    /// Whether rules were written on it: then it cannot tell how far rules are to be believed.
    pub seen: bool,
}

/// What training gives.
#[derive(Debug)]
pub struct Trained {
    /// The model, in the layout that the listener reads.
    pub bytes: Vec<u8>,
    /// For each utterance and signal: whether it is heard by what was learned from other authors.
    pub heard: Vec<Vec<bool>>,
    /// For each utterance: whether it counts as Chinese.
    pub chinese: Vec<bool>,
    /// How many runs of words are known.
    pub runs: usize,
}

/// Does jobs side by side; the core knows no threads.
pub trait Hands {
    /// The results of `work(0)` to `work(jobs - 1)`, in order.
    fn each<T: Send>(&self, jobs: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T>;
}

/// In how many groups authors are put; each is heard by what was learned from the others.
const GROUPS: usize = 6;
/// How much a mistake counts against plain weights, for words and for the deciding weights.
const COST: f64 = 0.8;
/// How often the sentence that carries a signal is chosen anew.
const CHOICES: usize = 2;

/// Trains a model for the signals, on utterances.
pub fn train(signals: &Signals, labelled: &[Labelled], hands: &impl Hands) -> Trained {
    let ears = Ears::by_rules(signals);
    let heard: Vec<Listened> = hands.each(labelled.len(), |at| match labelled.get(at) {
        Some(one) => ears.listen(&one.text),
        None => Listened::default(),
    });
    let runs = Runs::new(&heard);
    let groups = groups(labelled);
    let names: Vec<String> = signals.signals.iter().map(|signal| signal.id.clone()).collect();
    let lessons = Lessons { runs: &runs, heard: &heard, groups: &groups, labelled };
    let learned: Vec<Lesson> = hands.each(names.len(), |signal| {
        let name = names.get(signal).map_or("", String::as_str);
        let carried: Vec<bool> = labelled.iter().map(|one| one.signals.iter().any(|id| id == name)).collect();
        let avoid = signals.signals.get(signal).is_some_and(|signal| signal.polarity == Polarity::Avoid);
        lessons.learn(signal, &carried, avoid)
    });
    let judged = (0..labelled.len())
        .map(|at| learned.iter().map(|lesson| lesson.judged.get(at).copied().unwrap_or(false)).collect())
        .collect();
    let (count, chinese) = (runs.len(), heard.iter().map(|one| one.chinese).collect());
    Trained {
        bytes: Parts { from: digest(labelled), ..parts(names, &runs, &learned) }.bytes(),
        heard: judged,
        chinese,
        runs: count,
    }
}

/// A number that stands for the utterances and their labels, in their order, whoever wrote them (FNV-1a, 64 bits).
pub fn digest(labelled: &[Labelled]) -> u64 {
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for one in labelled {
        let labels = one.signals.iter().flat_map(|label| label.bytes().chain([b' ']));
        for byte in one.text.bytes().chain([b'\n']).chain(labels).chain([b'\n']) {
            number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    number
}

/// The group of each utterance: authors take turns, in the order of their names.
fn groups(labelled: &[Labelled]) -> Vec<usize> {
    let mut authors: Vec<&str> = labelled.iter().map(|one| one.author.as_str()).collect();
    authors.sort_unstable();
    authors.dedup();
    let place = |author: &str| authors.binary_search(&author).unwrap_or(0);
    labelled.iter().map(|one| place(&one.author) % GROUPS).collect()
}

struct Lessons<'l> {
    runs: &'l Runs,
    heard: &'l [Listened],
    groups: &'l [usize],
    labelled: &'l [Labelled],
}

/// How an utterance scores for a signal, and which of its sentences speaks most for it.
#[derive(Debug, Clone, Copy, Default)]
struct Score {
    whole: f64,
    best: f64,
    carrier: usize,
}

/// What was learned of one signal.
#[derive(Debug, Default)]
struct Lesson {
    whole: Vec<f64>,
    best: Vec<f64>,
    /// For English and for Chinese.
    decide: [[f64; DECIDING]; 2],
    judged: Vec<bool>,
}

impl Lessons<'_> {
    fn learn(&self, signal: usize, carried: &[bool], avoid: bool) -> Lesson {
        // Each group, heard by what the others taught.
        let mut scores = vec![Score::default(); carried.len()];
        for group in 0..GROUPS {
            let taught: Vec<usize> = self.members(|g| g != group);
            let (whole, best) = self.words(&taught, carried);
            for at in self.members(|g| g == group) {
                scores[at] = self.score(&whole, &best, at);
            }
        }
        let (whole, best) = self.words(&self.members(|_| true), carried);
        let mut lesson = Lesson { judged: vec![false; carried.len()], ..Lesson::default() };
        for (chinese, decide) in lesson.decide.iter_mut().enumerate() {
            let of_language = |at: &usize| self.heard.get(*at).is_some_and(|one| usize::from(one.chinese) == chinese);
            let mut decisive = Matrix::default();
            for (score, heard) in scores.iter().zip(self.heard) {
                let moods = heard.moods.get(score.carrier).copied().unwrap_or_default();
                let rules = evidence(heard.points(signal), moods);
                let of = [score.whole as f32, score.best as f32].into_iter().chain(rules);
                decisive.push(of.enumerate().map(|(column, value)| (column as u32, value)));
            }
            // The deciding weights of a group come from the other groups, and so does the bound.
            let all: Vec<usize> = (0..carried.len()).filter(of_language).collect();
            let fresh = |at: &&usize| !self.labelled.get(**at).is_some_and(|one| one.seen);
            let rows = |list: &[usize]| -> Vec<(usize, bool)> {
                list.iter().filter(fresh).map(|at| (*at, carried[*at])).collect()
            };
            let bounded = |list: &[usize]| {
                let decided = separate(&decisive, DECIDING - 1, &rows(list), COST);
                let sides: Vec<(f64, bool)> =
                    list.iter().filter(fresh).map(|at| (decided.side(&decisive, *at), carried[*at])).collect();
                let bound = threshold::bound(&sides, avoid);
                Separator { always: decided.always - bound, ..decided }
            };
            for group in 0..GROUPS {
                let (theirs, others): (Vec<usize>, Vec<usize>) = all.iter().partition(|at| self.groups[**at] == group);
                let decided = bounded(&others);
                for at in theirs {
                    lesson.judged[at] = decided.side(&decisive, at) > 0.0;
                }
            }
            let decided = bounded(&all);
            decide.iter_mut().zip(&decided.weights).for_each(|(place, weight)| *place = *weight);
            // What the words always add is added once, at the end.
            let [by_whole, by_best] = [decide[0], decide[1]];
            decide[DECIDING - 1] = decided.always + by_whole * whole.always + by_best * best.always;
        }
        Lesson { whole: whole.weights, best: best.weights, ..lesson }
    }

    /// The utterances of some groups.
    fn members(&self, which: impl Fn(usize) -> bool) -> Vec<usize> {
        self.groups.iter().enumerate().filter(|(_, group)| which(**group)).map(|(at, _)| at).collect()
    }

    /// How words speak for a signal: over whole utterances, and over the sentences that carry it.
    fn words(&self, taught: &[usize], carried: &[bool]) -> (Separator, Separator) {
        let rows: Vec<(usize, bool)> = taught.iter().map(|at| (*at, carried[*at])).collect();
        let whole = separate(&self.runs.utterances, self.runs.len(), &rows, COST);
        let mut best = whole.clone();
        for _ in 0..CHOICES {
            let mut rows = Vec::new();
            for &at in taught {
                let sentences = self.runs.sentences_of(at);
                if carried[at] {
                    let side = |row: &usize| best.side(&self.runs.sentences, *row);
                    let carrier = sentences.max_by(|a, b| side(a).total_cmp(&side(b)).then(b.cmp(a)));
                    rows.extend(carrier.map(|row| (row, true)));
                } else {
                    rows.extend(sentences.map(|row| (row, false)));
                }
            }
            best = separate(&self.runs.sentences, self.runs.len(), &rows, COST);
        }
        (whole, best)
    }

    /// How an utterance scores: as a whole, and its best sentence.
    fn score(&self, whole: &Separator, best: &Separator, at: usize) -> Score {
        let whole = whole.side(&self.runs.utterances, at);
        let mut score = Score { whole, best: best.always, carrier: 0 };
        for (carrier, row) in self.runs.sentences_of(at).enumerate() {
            let side = best.side(&self.runs.sentences, row);
            if carrier == 0 || side > score.best {
                score = Score { whole, best: side, carrier };
            }
        }
        score
    }
}

/// The weights as whole numbers of 8 bits, a scale a signal; the scales go into the deciding weights.
fn parts(names: Vec<String>, runs: &Runs, learned: &[Lesson]) -> Parts {
    let scale = |weights: &[f64]| {
        let most = weights.iter().enumerate().map(|(run, weight)| (weight * runs.rarity(run)).abs());
        most.fold(0.0, f64::max).max(1e-9) / f64::from(i8::MAX)
    };
    let scales: Vec<(f64, f64)> = learned.iter().map(|one| (scale(&one.whole), scale(&one.best))).collect();
    let whole_number = |weights: &[f64], run: usize, scale: f64| {
        let weight = weights.get(run).copied().unwrap_or(0.0) * runs.rarity(run);
        (weight / scale).round() as i8
    };
    let rows = (0..runs.len())
        .map(|run| {
            let whole = learned.iter().zip(&scales).map(|(one, (scale, _))| whole_number(&one.whole, run, *scale));
            let best = learned.iter().zip(&scales).map(|(one, (_, scale))| whole_number(&one.best, run, *scale));
            (runs.key(run), runs.steps(run), whole.chain(best).collect())
        })
        .collect();
    let decide = [0, 1].into_iter().flat_map(|chinese: usize| {
        learned.iter().zip(&scales).map(move |(one, (whole, best))| {
            let mut of = one.decide[chinese];
            of[0] *= whole;
            of[1] *= best;
            of.map(|weight| weight as f32)
        })
    });
    Parts { from: 0, names, decide: decide.collect(), rows }
}
