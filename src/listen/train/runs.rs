//! The runs of words of the utterances that are learned from, as sparse rows.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::listen::ears::Listened;
use crate::listen::learned::{RARITY_STEPS, runs, tokens};

use super::solve::Matrix;

/// A run that fewer utterances hold is not learned: it says more about its author than about the signal.
const FEWEST: u32 = 4;

/// Every run that is learned, and the rows made of them.
#[derive(Debug)]
pub struct Runs {
    keys: Vec<u32>,
    /// How rare each run is, in steps of [`RARITY_STEPS`].
    steps: Vec<u8>,
    /// A row an utterance.
    pub utterances: Matrix,
    /// A row a sentence.
    pub sentences: Matrix,
    /// Where the sentences of each utterance end.
    ends: Vec<usize>,
}

impl Runs {
    /// The runs of what was heard.
    pub fn new(heard: &[Listened]) -> Self {
        let found: Vec<Vec<Vec<u32>>> = heard.iter().map(sentences).collect();
        let mut utterances = BTreeMap::<u32, u32>::new();
        for keys in found.iter().map(|sentences| joined(sentences)) {
            for key in keys {
                *utterances.entry(key).or_default() += 1;
            }
        }
        let (mut keys, mut steps) = (Vec::new(), Vec::new());
        for (key, count) in utterances {
            if count >= FEWEST {
                // Sparck Jones 1972: the rarer a term, the more it tells; one is added so that none counts for nothing.
                let rarity = ((1.0 + heard.len() as f64) / (1.0 + f64::from(count))).ln() + 1.0;
                keys.push(key);
                steps.push((rarity * f64::from(RARITY_STEPS)).round().clamp(1.0, 255.0) as u8);
            }
        }
        let mut runs =
            Self { keys, steps, utterances: Matrix::default(), sentences: Matrix::default(), ends: Vec::new() };
        for sentences in &found {
            let row = runs.row(&joined(sentences));
            runs.utterances.push(row);
            for sentence in sentences {
                let row = runs.row(sentence);
                runs.sentences.push(row);
            }
            runs.ends.push(runs.sentences.len());
        }
        runs
    }

    /// How many runs are learned.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The key of a run.
    pub fn key(&self, run: usize) -> u32 {
        self.keys.get(run).copied().unwrap_or_default()
    }

    /// How rare a run is, in steps.
    pub fn steps(&self, run: usize) -> u8 {
        self.steps.get(run).copied().unwrap_or_default()
    }

    /// How rare a run is.
    pub fn rarity(&self, run: usize) -> f64 {
        f64::from(self.steps(run)) / f64::from(RARITY_STEPS)
    }

    /// The rows of the sentences of an utterance.
    pub fn sentences_of(&self, utterance: usize) -> Range<usize> {
        let from = utterance.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        from..self.ends.get(utterance).copied().unwrap_or(from)
    }

    /// The known runs among keys, weighed by rarity and measured to length one.
    fn row(&self, keys: &[u32]) -> Vec<(u32, f32)> {
        let known = keys.iter().filter_map(|key| self.keys.binary_search(key).ok());
        let row: Vec<(u32, f64)> = known.map(|run| (run as u32, self.rarity(run))).collect();
        let length = row.iter().map(|(_, rarity)| rarity * rarity).sum::<f64>().sqrt();
        row.into_iter().map(|(run, rarity)| (run, (rarity / length) as f32)).collect()
    }
}

/// The keys of each sentence, each once.
fn sentences(heard: &Listened) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    let keys = |sentence| {
        let mut keys = Vec::new();
        tokens(&heard.folded, sentence, &mut found);
        runs(&found, |key, _, _| {
            keys.push(key);
            true
        });
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    heard.sentences.iter().copied().map(keys).collect()
}

/// The keys of a whole utterance, each once.
fn joined(sentences: &[Vec<u32>]) -> Vec<u32> {
    let mut keys: Vec<u32> = sentences.iter().flatten().copied().collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
