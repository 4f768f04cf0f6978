//! The learned part of the listener: how much each short run of words speaks for each signal.
//!
//! A linear model, twice: once over the whole utterance, once over each sentence, of which the best one counts. Every
//! run that is known weighs by how rare it is, and a text is measured against its own length. What the rules found is
//! added last, with weights learned from utterances that the rules were not written on. All weights are whole numbers
//! of 8 bits; the few divisions and roots are exact in IEEE arithmetic, so the same words give the same bytes anywhere.

use std::borrow::Cow;

use crate::text::Span;

use super::grams::{Token, runs, tokens};
use crate::listen::stance::{MOODS, Moods};

/// The first bytes of a model, with the version of its layout.
const MAGIC: &[u8; 8] = b"FTHEAR06";
/// How finely the rarity of a run is kept: in parts of one.
pub const RARITY_STEPS: f32 = 16.0;
/// How many numbers decide a signal in one language.
pub const DECIDING: usize = 2 + EVIDENCE + 1;
/// How many of them weigh what the rules found: see [`evidence`].
pub const EVIDENCE: usize = 3 + MOODS;
/// Entries of the index: one for each first 16 bits of a key, and the end.
const INDEX: usize = (1 << 16) + 1;

/// A model, read where it lies.
#[derive(Debug, Clone)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    from: u64,
    names: Vec<String>,
    /// For each language (English, Chinese) and signal: the weights of the whole, of the best sentence, of the
    /// evidence of the rules, and what is added always.
    decide: Vec<[f32; DECIDING]>,
    rows: usize,
    index: usize,
    keys: usize,
    rarity: usize,
    weights: usize,
}

/// Bytes that are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoModel;

/// How an utterance scores before the rules are asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scores {
    /// For each signal: the utterance as a whole.
    pub whole: Vec<f32>,
    /// For each signal: its best sentence.
    pub best: Vec<f32>,
    /// For each signal: which sentence is the best one.
    pub at: Vec<usize>,
}

impl Model {
    /// Reads a model, all of it checked: no number in it can lead outside.
    ///
    /// # Errors
    /// When the bytes are not those that [`Parts::bytes`] makes.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, NoModel> {
        let mut from = Cursor { bytes: &bytes, at: 0 };
        if from.take(MAGIC.len())? != MAGIC {
            return Err(NoModel);
        }
        let learned_from = u64::from_le_bytes(*from.take(8)?.first_chunk().ok_or(NoModel)?);
        let count = from.number()?;
        let rows = from.number()?;
        let mut names = Vec::new();
        for _ in 0..count {
            let length = usize::from(*from.take(1)?.first().ok_or(NoModel)?);
            names.push(String::from_utf8(from.take(length)?.to_vec()).map_err(|_| NoModel)?);
        }
        let mut decide = Vec::new();
        for _ in 0..2 * count {
            let mut of = [0.0; DECIDING];
            for weight in &mut of {
                *weight = f32::from_bits(u32::try_from(from.number()?).map_err(|_| NoModel)?);
            }
            decide.push(of);
        }
        let index = from.at;
        from.take(4 * INDEX)?;
        let keys = from.at;
        from.take(rows.checked_mul(4).ok_or(NoModel)?)?;
        let rarity = from.at;
        from.take(rows)?;
        let weights = from.at;
        from.take(rows.checked_mul(2 * count).ok_or(NoModel)?)?;
        if from.at != bytes.len() || names.is_empty() {
            return Err(NoModel);
        }
        Ok(Self { from: learned_from, names, decide, rows, index, keys, rarity, weights, bytes })
    }

    /// The digest of the utterances that it was learned from.
    pub fn learned_from(&self) -> u64 {
        self.from
    }

    /// The signals that it knows, in its order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Scores an utterance: a folded text and its sentences. Linear in its length.
    pub fn score(&self, text: &str, sentences: impl Iterator<Item = Span>) -> Scores {
        let count = self.names.len();
        let mut scores = Scores { whole: vec![0.0; count], best: vec![f32::MIN; count], at: vec![0; count] };
        let mut whole = Sum::new(count);
        let mut one = Sum::new(count);
        let mut seen = Seen::new(self.rows);
        let mut seen_here = Seen::new(self.rows);
        let (mut found, mut here) = (Vec::new(), Vec::new());
        for (number, sentence) in sentences.enumerate() {
            tokens(text, sentence, &mut found);
            runs(&found, |key, _, _| {
                let row = self.row(key);
                if let Some(row) = row
                    && seen_here.first_time(row)
                {
                    here.push(row as u32);
                }
                row.is_some()
            });
            for row in here.drain(..).map(|row| row as usize) {
                seen_here.forget(row);
                let (rarity, weights) = (self.rarity(row), self.weights(row));
                let (for_whole, for_one) = weights.split_at(count.min(weights.len()));
                one.add(rarity, for_one);
                if seen.first_time(row) {
                    whole.add(rarity, for_whole);
                }
            }
            one.drain(|signal, score| {
                if let (Some(best), Some(at)) = (scores.best.get_mut(signal), scores.at.get_mut(signal))
                    && score > *best
                {
                    (*best, *at) = (score, number);
                }
            });
        }
        whole.drain(|signal, score| {
            if let Some(place) = scores.whole.get_mut(signal) {
                *place = score;
            }
        });
        for best in scores.best.iter_mut().filter(|best| **best == f32::MIN) {
            *best = 0.0;
        }
        scores
    }

    /// What decides: carried when it is above zero.
    pub fn decide(&self, signal: usize, chinese: bool, scores: &Scores, rules: &[f32; EVIDENCE]) -> f32 {
        let place = usize::from(chinese) * self.names.len() + signal;
        let Some([whole, best, by_rules @ .., always]) = self.decide.get(place) else { return -1.0 };
        let of = |list: &[f32]| list.get(signal).copied().unwrap_or(0.0);
        let by_rules: f32 = by_rules.iter().zip(rules).map(|(weight, found)| weight * found).sum();
        whole * of(&scores.whole) + best * of(&scores.best) + by_rules + always
    }

    /// How much each token of a sentence speaks for a signal: every run shares its weight among its tokens.
    pub fn shares(&self, text: &str, sentence: Span, signal: usize) -> Vec<(Token, f32)> {
        let mut found = Vec::new();
        tokens(text, sentence, &mut found);
        let mut shares = vec![0.0f32; found.len()];
        runs(&found, |key, first, length| {
            let Some(row) = self.row(key) else { return false };
            let weight = self.weights(row).get(self.names.len() + signal).map_or(0.0, |byte| f32::from(*byte as i8));
            for share in shares.iter_mut().skip(first).take(length) {
                *share += weight / length as f32;
            }
            true
        });
        found.into_iter().zip(shares).collect()
    }

    /// The row of a run, when it is known.
    fn row(&self, key: u32) -> Option<usize> {
        let first = (key >> 16) as usize;
        let from = self.number(self.index, first);
        let to = self.number(self.index, first + 1).min(self.rows);
        (from..to).find(|row| self.number(self.keys, *row) as u32 == key)
    }

    fn rarity(&self, row: usize) -> u8 {
        self.bytes.get(self.rarity + row).copied().unwrap_or(0)
    }

    fn weights(&self, row: usize) -> &[u8] {
        let width = 2 * self.names.len();
        self.bytes.get(self.weights + row * width..).and_then(|rest| rest.get(..width)).unwrap_or_default()
    }

    fn number(&self, table: usize, at: usize) -> usize {
        let bytes = self.bytes.get(table + 4 * at..).and_then(|rest| rest.first_chunk::<4>());
        bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
    }
}

/// The evidence of the rules, as the deciding weights take it: the points that they claim, deny and find void, by ten and
/// within bounds, and the moods of the sentence that speaks most for the signal.
pub fn evidence(points: [i32; 3], moods: Moods) -> [f32; EVIDENCE] {
    let [claimed, denied, void] = points.map(|points| points.clamp(-10, 20) as f32 / 10.0);
    let [condition, plan, report, negation, question, quotation, contrary] =
        moods.map(|holds| f32::from(u8::from(holds)));
    [claimed, denied, void, condition, plan, report, negation, question, quotation, contrary]
}

/// Sums of weights, one a signal, and the measure of the text that they come from.
struct Sum {
    sums: Vec<i32>,
    /// What was added since these were last emptied into the sums: narrow numbers are added many at once.
    latest: Vec<i16>,
    added: usize,
    squares: u64,
}

/// So many weights of 8 bits never overflow 16.
const NARROW: usize = i16::MAX as usize / 128;

impl Sum {
    fn new(count: usize) -> Self {
        Self { sums: vec![0; count], latest: vec![0; count], added: 0, squares: 0 }
    }

    fn add(&mut self, rarity: u8, weights: &[u8]) {
        self.squares += u64::from(rarity) * u64::from(rarity);
        for (sum, weight) in self.latest.iter_mut().zip(weights) {
            *sum += i16::from(*weight as i8);
        }
        self.added += 1;
        if self.added == NARROW {
            self.widen();
        }
    }

    fn widen(&mut self) {
        for (sum, latest) in self.sums.iter_mut().zip(&mut self.latest) {
            *sum += i32::from(std::mem::take(latest));
        }
        self.added = 0;
    }

    /// Gives each signal's score and begins anew.
    fn drain(&mut self, mut take: impl FnMut(usize, f32)) {
        self.widen();
        let measure = (self.squares as f32).sqrt().max(1.0) / RARITY_STEPS;
        for (signal, sum) in self.sums.iter_mut().enumerate() {
            take(signal, *sum as f32 / measure);
            *sum = 0;
        }
        self.squares = 0;
    }
}

/// Which rows were seen.
struct Seen(Vec<u64>);

impl Seen {
    fn new(rows: usize) -> Self {
        Self(vec![0; rows / 64 + 1])
    }

    fn first_time(&mut self, row: usize) -> bool {
        let Some(word) = self.0.get_mut(row / 64) else { return false };
        let bit = 1u64 << (row % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    fn forget(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / 64) {
            *word &= !(1u64 << (row % 64));
        }
    }
}

/// What a model is written from.
#[derive(Debug, Default)]
pub struct Parts {
    /// The digest of the utterances that it was learned from.
    pub from: u64,
    /// The signals.
    pub names: Vec<String>,
    /// For each language (English, Chinese) and signal, what decides.
    pub decide: Vec<[f32; DECIDING]>,
    /// For each run: its key, its rarity in steps, and two weights a signal: all for the whole, then all for a sentence.
    pub rows: Vec<(u32, u8, Vec<i8>)>,
}

impl Parts {
    /// The bytes of the model, little-endian: magic; digest of the utterances; how many signals and runs; names; deciding weights; the index by
    /// the first 16 bits of a key; keys in order; rarities; weights.
    pub fn bytes(mut self) -> Vec<u8> {
        self.rows.sort_by_key(|(key, _, _)| *key);
        let mut out = MAGIC.to_vec();
        out.extend(self.from.to_le_bytes());
        let number = |out: &mut Vec<u8>, n: usize| out.extend((n as u32).to_le_bytes());
        number(&mut out, self.names.len());
        number(&mut out, self.rows.len());
        for name in &self.names {
            out.push(name.len().min(255) as u8);
            out.extend(name.bytes().take(255));
        }
        for weight in self.decide.iter().flatten() {
            out.extend(weight.to_bits().to_le_bytes());
        }
        for first in 0..INDEX {
            let before = self.rows.partition_point(|(key, _, _)| ((key >> 16) as usize) < first);
            number(&mut out, before);
        }
        out.extend(self.rows.iter().flat_map(|(key, _, _)| key.to_le_bytes()));
        out.extend(self.rows.iter().map(|(_, rarity, _)| *rarity));
        out.extend(self.rows.iter().flat_map(|(_, _, weights)| weights.iter().map(|weight| *weight as u8)));
        out
    }
}

/// Reads bytes one after the other.
struct Cursor<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Cursor<'b> {
    fn take(&mut self, count: usize) -> Result<&'b [u8], NoModel> {
        let piece = self.bytes.get(self.at..).and_then(|rest| rest.get(..count)).ok_or(NoModel)?;
        self.at += count;
        Ok(piece)
    }

    fn number(&mut self) -> Result<usize, NoModel> {
        let bytes = self.take(4)?.first_chunk::<4>().ok_or(NoModel)?;
        Ok(u32::from_le_bytes(*bytes) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(word: &str) -> u32 {
        let (mut found, mut keys) = (Vec::new(), Vec::new());
        tokens(word, Span::new(0, word.len()), &mut found);
        runs(&found, |key, first, length| {
            keys.extend((first == 1 && length == 1).then_some(key));
            true
        });
        keys[0]
    }

    /// Two signals: "sorry" speaks for the first, "late" for the second and against the first.
    fn model() -> Model {
        let parts = Parts {
            from: 7,
            names: vec!["apologises".to_owned(), "states_decision".to_owned()],
            decide: vec![[1.0, 1.0, 1.0, -1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0]; 4],
            rows: vec![(key_of("sorry"), 32, vec![1, 0, 1, 0]), (key_of("late"), 16, vec![-5, 20, -5, 20])],
        };
        Model::read(Cow::Owned(parts.bytes())).unwrap()
    }

    #[test]
    fn words_speak_for_signals() {
        let (model, text) = (model(), "sorry. it is late.");
        let sentences = [Span::new(0, 6), Span::new(7, 18)];
        let scores = model.score(text, sentences.into_iter());
        assert_eq!(scores.at, [0, 1]);
        assert_eq!(scores.best, [1.0 * 16.0 / 32.0, 20.0]);
        assert!(scores.whole[0] < scores.whole[1]);
        assert!(model.decide(1, true, &scores, &evidence([0; 3], [false; MOODS])) > 0.0);
        assert!(
            model.decide(0, true, &scores, &evidence([0, 20, 20], [false; MOODS]))
                < model.decide(0, true, &scores, &evidence([0; 3], [false; MOODS]))
        );
        let shares = model.shares(text, sentences[1], 1);
        let best = shares.iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap();
        assert_eq!(best.0.span.of(text), "late");
    }

    #[test]
    fn a_model_tells_what_it_was_learned_from() {
        assert_eq!(model().learned_from(), 7);
    }

    #[test]
    fn no_text_scores_nothing() {
        let scores = model().score("", std::iter::empty());
        assert_eq!((scores.whole, scores.best), (vec![0.0; 2], vec![0.0; 2]));
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        let whole =
            Parts { from: 7, names: vec!["a".to_owned()], decide: vec![[0.0; DECIDING]; 2], rows: Vec::new() }.bytes();
        assert!(Model::read(Cow::Owned(whole.clone())).is_ok());
        for cut in [0, 7, 8, 15, 20, 28, whole.len() - 1] {
            assert_eq!(Model::read(Cow::Owned(whole[..cut].to_vec())).unwrap_err(), NoModel, "cut at {cut}");
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert!(Model::read(Cow::Owned(longer)).is_err());
        let mut huge = whole;
        huge[20..24].fill(0xff);
        assert!(Model::read(Cow::Owned(huge)).is_err());
    }
}
