//! What can be said to a client: the lines of the pack, heard once, and what each does to a reaction.
//!
//! An answer counts as possible when some line of the pack gives it. So the walk says of every move not only that the
//! machine would take it, but which words make it.

use jiff::Timestamp;

use crate::coach::client::{Answer, weigh};
use crate::coach::talk::Talk;
use crate::listen::{Heard, Listener};
use crate::pack::{Both, Lang, Pack, Reaction};

/// The lines of a pack in one language, heard.
pub(super) struct Said {
    lang: Lang,
    lines: Vec<(String, Heard)>,
}

/// Something that can be answered, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Possible {
    /// The line; none for a silence.
    pub line: Option<String>,
    /// What it does to the reaction.
    pub answer: Answer,
}

impl Said {
    /// Hears every line of a pack that somebody could say.
    pub fn hear(pack: &Pack, listener: &Listener, lang: Lang) -> Self {
        let mut lines: Vec<String> = spoken(pack, lang);
        // Of lines that do the same the shortest is told.
        lines.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        lines.dedup();
        let heard = |line: String| {
            let heard = listener.hear(&line, None);
            (line, heard)
        };
        Self { lang, lines: lines.into_iter().map(heard).collect() }
    }

    /// The different answers that can be given to a reaction: first what its author wrote for it, then silence, then
    /// whatever other line does something else.
    pub fn answers(&self, reaction: &Reaction, listener: &Listener) -> Vec<Possible> {
        let mut possible: Vec<Possible> = Vec::new();
        let mut add = |line: Option<&str>, answer: Answer| {
            if !possible.iter().any(|known| known.answer == answer) {
                possible.push(Possible { line: line.map(str::to_owned), answer });
            }
        };
        let silence = Heard::default();
        for line in self.better_lines(reaction) {
            add(Some(&line), weigh(reaction, &listener.hear(&line, None), &line, false));
        }
        add(None, weigh(reaction, &silence, "", true));
        for (line, heard) in &self.lines {
            add(Some(line), weigh(reaction, heard, line, false));
        }
        possible
    }

    /// The better lines of a reaction's moves: each alone, then runs of them said together.
    fn better_lines(&self, reaction: &Reaction) -> Vec<String> {
        let better: Vec<&str> = reaction.moves.iter().map(|m| m.better.get(self.lang)).collect();
        let between = if self.lang == Lang::Zh { "" } else { " " };
        let mut lines = Vec::new();
        for length in 1..=better.len() {
            lines.extend(better.windows(length).map(|run| run.join(between)));
        }
        lines
    }
}

/// Every line of the pack that is somebody's utterance towards the client, right or wrong.
fn spoken(pack: &Pack, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |both: &Both| lines.push(both.get(lang).to_owned());
    for signal in &pack.signals.signals {
        let examples = &signal.examples;
        [&examples.carries, &examples.denies, &examples.silent].into_iter().flatten().for_each(&mut add);
    }
    for check in &pack.checks {
        [&check.met_examples, &check.missed_examples].into_iter().flatten().for_each(&mut add);
        add(&check.better);
    }
    pack.reactions.iter().flat_map(|reaction| &reaction.moves).for_each(|step| add(&step.better));
    for scenario in &pack.scenarios {
        scenario.never_say.iter().for_each(&mut add);
    }
    for scenario in &pack.scenarios {
        let talk = Talk::example(scenario, lang, Timestamp::UNIX_EPOCH);
        for step in scenario.stages.iter().flat_map(|stage| &stage.steps) {
            let models = step.good.iter().chain(step.bad.iter().map(|bad| &bad.model));
            lines.extend(models.map(|model| talk.fill(pack, scenario, model.line.get(lang), lang)));
        }
    }
    lines
}
