//! `forthright pack test`: prove the lines of a pack, and score its listener on labelled utterances.

use std::path::PathBuf;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{Exit, Failure, print_bytes};
use crate::coach::prove;
use crate::listen::State;
use crate::pack::{SignalId, Word};
use crate::text::clean_line;

use super::labelled;
use super::score::Scores;

/// How many of the worst misses are told.
const WORST: usize = 20;

/// Prove every example and line of the pack; with --labelled, score the listener
#[derive(Debug, Args)]
pub struct Test {
    /// The pack's folder (default: --pack, else the shipped pack)
    pub path: Option<PathBuf>,
    /// Labelled utterances to score on: a file or a folder of `.jsonl`, {"text", "signals"} a line
    #[arg(long, value_name = "FILE")]
    labelled: Option<PathBuf>,
}

impl Test {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        match &self.labelled {
            Some(path) => score(context, path),
            None => proof(context),
        }
    }
}

/// Judges every line of the pack.
fn proof(context: &Context) -> Result<Exit, Failure> {
    let proof = prove(&context.pack, &context.listener);
    let (mut told, mut summary, mut wrong) = (String::new(), String::new(), 0);
    for (kind, lines) in proof.kinds() {
        for line in &lines.wrong {
            let heard = match line.heard.is_empty() {
                true => context.say(Word::ProofHeardNothing, &[]),
                false => context.say(Word::ProofHeard, &[("names", &line.heard.join(" "))]),
            };
            let (place, text) = (clean_line(&line.place), clean_line(&line.line));
            told += &format!("{place}\n    {text}\n    {} {heard}\n\n", context.say(line.wanted.word(), &[]));
        }
        wrong += lines.wrong.len();
        let (n, bad) = (format!("{:5}", lines.judged), lines.wrong.len().to_string());
        let kind = context.say(kind, &[]);
        summary += &format!("{}\n", context.say(Word::ProofCount, &[("n", &n), ("kind", &kind), ("wrong", &bad)]));
    }
    print_bytes(format!("{told}{summary}").as_bytes())?;
    Ok(if wrong == 0 { Exit::Fine } else { Exit::Findings })
}

/// A mistake of the listener.
struct Miss<'u> {
    /// How far on the wrong side.
    by: f32,
    signal: SignalId,
    carried: bool,
    text: &'u str,
}

/// Scores the listener, signal by signal, and tells where it errs most.
fn score(context: &Context, path: &std::path::Path) -> Result<Exit, Failure> {
    let signals = &context.pack.signals;
    let utterances = labelled::read(context, path)?;
    let mut scores = Scores::default();
    let mut misses: Vec<Miss<'_>> = Vec::new();
    for one in &utterances {
        let heard = context.listener.hear(&one.text, None);
        let leanings = context.listener.leanings(&one.text);
        for (index, signal) in signals.signals.iter().enumerate() {
            let id = SignalId(index as u16);
            let carried = one.signals.contains(&signal.id);
            let shown = heard.signals.iter().any(|hearing| hearing.signal == id && hearing.state == State::Shown);
            scores.count(signal, heard.chinese, carried, shown);
            if carried != shown {
                let by = leanings.get(index).copied().unwrap_or_default().abs();
                misses.push(Miss { by, signal: id, carried, text: &one.text });
            }
        }
    }
    misses.sort_by(|a, b| b.by.total_cmp(&a.by).then_with(|| a.text.cmp(b.text)));
    let mut told =
        format!("{}{} utterances; the worst of {} misses:\n", scores.table(signals), utterances.len(), misses.len());
    for miss in misses.iter().take(WORST) {
        let what = if miss.carried { "missed" } else { "wrong " };
        told += &format!("{what} {}  {}\n", signals.name(miss.signal), clean_line(miss.text));
    }
    print_bytes(told.as_bytes())
}
