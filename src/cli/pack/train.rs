//! `forthright pack train`: learn to hear, from labelled utterances.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{Exit, Failure, print_bytes};
use crate::cli::files::write_new;
use crate::listen::train::{Hands, train};

use super::score::Scores;
use super::{labelled, score};

/// Learn to hear, from labelled utterances
#[derive(Debug, Args)]
pub struct Train {
    /// A folder of `.jsonl` files, one an author: {"text", "signals"} a line
    #[arg(long, value_name = "DIR")]
    labelled: PathBuf,
    /// The model to write; what is there is replaced
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Train {
    /// Runs the command. It prints how well each author is heard by what was learned from others.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let signals = &context.pack.signals;
        let utterances = labelled::read(context, &self.labelled)?;
        let trained = train(signals, &utterances, &Threads);
        write_new(&self.out, &trained.bytes, true)
            .map_err(|error| Failure::store(format!("{}: {error}", self.out.display())))?;
        let mut scores = Scores::default();
        let mut authors = score::ByAuthor::default();
        for ((one, heard), chinese) in utterances.iter().zip(&trained.heard).zip(&trained.chinese) {
            for (signal, heard) in signals.signals.iter().zip(heard) {
                let carried = one.signals.contains(&signal.id);
                scores.count(signal, *chinese, carried, *heard);
                authors.count(&one.author, carried, *heard);
            }
        }
        let told = format!(
            "{}\n{}\n{} utterances, {} runs of words, {} bytes\n",
            scores.table(signals),
            authors.table(),
            utterances.len(),
            trained.runs,
            trained.bytes.len()
        );
        print_bytes(told.as_bytes())
    }
}

/// All processors of the machine.
struct Threads;

impl Hands for Threads {
    fn each<T: Send>(&self, jobs: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let hands = thread::available_parallelism().map_or(1, usize::from);
        let next = AtomicUsize::new(0);
        let mut done: Vec<(usize, T)> = thread::scope(|scope| {
            let helpers: Vec<_> = (0..hands)
                .map(|_| {
                    scope.spawn(|| {
                        let mut mine = Vec::new();
                        loop {
                            let job = next.fetch_add(1, Ordering::Relaxed);
                            if job >= jobs {
                                return mine;
                            }
                            mine.push((job, work(job)));
                        }
                    })
                })
                .collect();
            helpers.into_iter().flat_map(|helper| helper.join().unwrap_or_default()).collect()
        });
        done.sort_by_key(|(job, _)| *job);
        done.into_iter().map(|(_, result)| result).collect()
    }
}
