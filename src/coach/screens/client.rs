//! The client's turn: the client answers what was said and left out, and the user answers back
//! until the reaction is eased, runs out of patience, or is left open.

use crate::coach::client::{self, Ending, Mood, Standing};
use crate::coach::judge::{Judgement, judge_text};
use crate::coach::model::{CoachMode, Core};
use crate::coach::rehearsal::{Attempt, Draft, Rehearsal, Said, Turn};
use crate::coach::talk::Talk;
use crate::coach::view::{Block, Editor, Item, Mark, Pane, PaneName, Tone};
use crate::listen::Verdict;
use crate::pack::{Both, Reaction, ReactionRef, Scenario, Step, Word};
use crate::text::{Buffer, Changed, Edit};

use super::step::MAX_LINE_BYTES;

/// The client's turn after a step.
#[derive(Debug)]
pub struct ClientRoom {
    /// The step's id.
    pub step: String,
    buffer: Buffer,
    /// Whether a line for the move that is missing is shown.
    advice: bool,
}

/// The client's first words after a line: they ask after what was left out, or nod; then the
/// planned reaction, if there is one.
pub fn begin(
    core: &Core,
    rehearsal: &Rehearsal,
    step: &Step,
    attempt: &Attempt,
    judgement: &Judgement,
    planned: Option<ReactionRef>,
) -> Turn {
    let pack = &core.pack;
    let seed = client::seed_for(rehearsal.seed, &step.id);
    let tries = rehearsal.tries(&step.id).count() as u32;
    let level = pack.level(&rehearsal.level);
    let probe = level.is_some_and(|l| l.probes).then(|| probe(core, judgement)).flatten();
    let mut said = vec![Said::You(attempt.text.clone())];
    let first = match probe {
        Some((_, words)) => client::pick(words, seed, tries),
        None if planned.is_none() => nod(core, rehearsal, seed, tries),
        None => None,
    };
    said.extend(first.map(|words| Said::Client(words.clone())));
    let standing = planned.zip(level).map(|(reaction, level)| {
        let reaction = &pack[reaction];
        let words = client::opening(reaction, &rehearsal.persona, pack, seed);
        said.extend(words.map(|words| Said::Client(words.clone())));
        Standing::begin(reaction, level)
    });
    let probe = probe.map(|(id, _)| id);
    let ending = (standing.is_none() && probe.is_none()).then_some(Ending::Nothing);
    Turn { step: step.id.clone(), probe, standing, said, ending }
}

/// The worst missed check that the client would ask after.
fn probe<'c>(core: &'c Core, judgement: &Judgement) -> Option<(String, &'c [Both])> {
    let missed = judgement.worst_first(&core.pack).into_iter().filter(|j| j.verdict == Verdict::NotMet);
    let mut probes = missed.map(|j| &core.pack[j.check]).filter(|check| !check.probe.is_empty());
    probes.next().map(|check| (check.id.clone(), check.probe.as_slice()))
}

/// A short acknowledgement of the persona's.
fn nod<'c>(core: &'c Core, rehearsal: &Rehearsal, seed: u64, turn: u32) -> Option<&'c Both> {
    client::pick(&core.pack.persona(&rehearsal.persona)?.nods, seed, turn)
}

impl ClientRoom {
    /// The turn of a step with the text that stood there.
    pub fn open(step: &str, text: &Draft) -> Self {
        let mut buffer = Buffer::new(&text.text).with_limit(MAX_LINE_BYTES);
        buffer.set_cursor(text.cursor);
        Self { step: step.to_owned(), buffer, advice: false }
    }

    /// The answer being written.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Edits the answer.
    pub fn edit(&mut self, edit: &Edit) -> Changed {
        self.buffer.apply(edit)
    }

    /// Shows or hides a line for the move that is missing.
    pub fn toggle_advice(&mut self) {
        self.advice = !self.advice;
    }

    /// Answers the client with what is written, or with a silence. Says whether there was an
    /// answer to take: an empty line alone is none.
    pub fn answer(&mut self, core: &Core, talk: &Talk, rehearsal: &mut Rehearsal, step: &Step, waited: bool) -> bool {
        let text = if waited { String::new() } else { self.buffer.text().trim().to_owned() };
        if text.is_empty() && !waited {
            return false;
        }
        let seed = client::seed_for(rehearsal.seed, &step.id);
        let nod = nod(core, rehearsal, seed, 1).cloned();
        let level = core.pack.level(&rehearsal.level);
        let Some(turn) = rehearsal.turns.iter_mut().rev().find(|t| t.step == self.step && t.ending.is_none()) else {
            return false;
        };
        turn.said.push(Said::You(text.clone()));
        let reaction = turn.standing.as_ref().and_then(|s| core.pack.reaction(&s.reaction));
        match (&mut turn.standing, reaction, level) {
            (Some(standing), Some(reaction), Some(level)) => {
                let heard = core.listener.hear(crate::coach::judge::head(&text), None);
                let answer = client::weigh(reaction, &heard, crate::coach::judge::head(&text), waited);
                let reply = standing.take(&answer, level);
                let words = client::words(reaction, reply, seed, standing.answers);
                turn.said.extend(words.map(|words| Said::Client(words.clone())));
                turn.ending = standing.ending();
            }
            // The client only asked after something: one answer settles it, well or not.
            _ => {
                let judgement = judge_text(&core.pack, &core.listener, talk, step, &text);
                let asked = turn.probe.as_deref().and_then(|id| core.pack.check(id));
                let met = judgement.verdicts.iter().any(|j| {
                    j.verdict == Verdict::Met && Some(core.pack[j.check].id.as_str()) == turn.probe.as_deref()
                });
                let again = asked.and_then(|check| client::pick(&check.probe, seed, 1)).cloned();
                let reply = if met { nod } else { again.or(nod) };
                turn.said.extend(reply.map(Said::Client));
                turn.ending = Some(if met { Ending::Eased } else { Ending::LeftOpen });
            }
        }
        self.buffer.take();
        self.advice = false;
        true
    }

    /// What is to be seen.
    pub fn panes<'m>(&'m self, core: &Core, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal) -> Vec<Pane<'m>> {
        let Some(turn) = rehearsal.turn(&self.step) else { return Vec::new() };
        let mut panes = vec![self.main(core, scenario, talk, turn)];
        if turn.ending.is_none() {
            let editor = Editor {
                buffer: &self.buffer,
                label: core.word(Word::You).to_owned(),
                hint: core.word(Word::AnswerHint).to_owned(),
                single_line: false,
                marks: Vec::new(),
            };
            let title = core.word(Word::PaneWrite).to_owned();
            panes.push(Pane { name: PaneName::Write, title, blocks: vec![Block::Editor(editor)], scroll: 0 });
        }
        panes.push(self.heard(core, scenario, talk, rehearsal, turn));
        panes
    }

    fn main<'m>(&self, core: &Core, scenario: &Scenario, talk: &Talk, turn: &Turn) -> Pane<'m> {
        let who = client_name(core, scenario, talk);
        let reaction = turn.standing.as_ref().and_then(|s| Some((s, core.pack.reaction(&s.reaction)?)));
        let mood = reaction.map(|(standing, reaction)| mood_word(core, standing, reaction)).unwrap_or_default();
        let mut blocks = Vec::new();
        // The last exchange matters; what came before is there to scroll to in a long turn.
        let last_client = turn.said.iter().rposition(|s| matches!(s, Said::Client(_)));
        for (index, said) in turn.said.iter().enumerate() {
            blocks.push(match said {
                Said::You(text) => Block::Speech {
                    who: core.word(Word::You).to_owned(),
                    mood: String::new(),
                    tone: Tone::Muted,
                    text: if text.is_empty() { core.word(Word::YouWait).to_owned() } else { text.clone() },
                },
                Said::Client(words) => Block::Speech {
                    who: who.clone(),
                    mood: if Some(index) == last_client { mood.clone() } else { String::new() },
                    tone: Tone::Client,
                    text: words.get(core.lang).to_owned(),
                },
            });
        }
        if let Some(ending) = turn.ending {
            blocks.push(Block::Gap);
            blocks.push(Block::Text(Tone::Coach, ending_text(core, turn, ending)));
        }
        // The newest words are the ones to read: the renderer shows the end of a long turn.
        Pane { name: PaneName::Main, title: who, blocks, scroll: usize::MAX }
    }

    fn heard<'m>(&self, core: &Core, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal, turn: &Turn) -> Pane<'m> {
        let mut blocks = Vec::new();
        let attempt = rehearsal.last_try(&self.step);
        let step = scenario.step(&self.step).map(|(_, step)| step);
        if core.mode != CoachMode::Off
            && let (Some(attempt), Some(step)) = (attempt, step)
        {
            blocks.push(Block::Text(Tone::Muted, core.word(Word::HeardInLine).to_owned()));
            let judgement = crate::coach::judge::judge_attempt(&core.pack, &core.listener, talk, step, attempt);
            for judged in judgement.worst_first(&core.pack) {
                blocks.push(Block::Item(super::step::verdict_item(core, judged, &attempt.text, false)));
            }
        }
        let reaction = turn.standing.as_ref().and_then(|s| Some((s, core.pack.reaction(&s.reaction)?)));
        if let (Some((standing, reaction)), true) = (reaction, self.advice)
            && let Some(next) = reaction.moves.get(standing.made)
        {
            blocks.push(Block::Gap);
            blocks.push(Block::Row {
                label: core.word(Word::NextMove).to_owned(),
                text: next.name.get(core.lang).to_owned(),
                tone: Tone::Coach,
            });
            let line = core.say(Word::Better, &[("line", next.better.get(core.lang))]);
            blocks.push(Block::Text(Tone::Coach, line));
        }
        if let Some((standing, reaction)) = reaction {
            let made = reaction.moves.iter().take(standing.made);
            let made = made.map(|m| Block::Item(Item::new(Mark::Met, m.name.get(core.lang))));
            if core.mode != CoachMode::Off && standing.made > 0 {
                blocks.push(Block::Text(Tone::Muted, core.word(Word::MovesMade).to_owned()));
                blocks.extend(made);
            }
        }
        Pane { name: PaneName::Heard, title: core.word(Word::PaneHeard).to_owned(), blocks, scroll: 0 }
    }
}

/// How the client is called: as the case says, else "the client".
pub(in crate::coach) fn client_name(core: &Core, scenario: &Scenario, talk: &Talk) -> String {
    let named = scenario.facts.first().and_then(|fact| talk.fact(&fact.id));
    named.unwrap_or_else(|| core.word(Word::TheClient)).to_owned()
}

/// The client's mood in a word.
fn mood_word(core: &Core, standing: &Standing, reaction: &Reaction) -> String {
    let word = match standing.mood {
        Mood::Fresh => return reaction.mood.get(core.lang).to_owned(),
        Mood::Softening => Word::MoodSoftening,
        Mood::Waiting => Word::MoodWaiting,
        Mood::Hardening => Word::MoodHardening,
        Mood::Eased => Word::MoodEased,
        Mood::Gone => Word::MoodGone,
    };
    core.word(word).to_owned()
}

/// How a turn ended, in a sentence with its reason.
pub(in crate::coach) fn ending_text(core: &Core, turn: &Turn, ending: Ending) -> String {
    let reaction = turn.standing.as_ref().and_then(|s| core.pack.reaction(&s.reaction));
    match (ending, reaction) {
        (Ending::Eased, Some(reaction)) => reaction.end_eased.get(core.lang).to_owned(),
        (Ending::Unresolved, Some(reaction)) => reaction.end_unresolved.get(core.lang).to_owned(),
        (Ending::LeftOpen, Some(reaction)) => {
            core.say(Word::EndLeftOpen, &[("reaction", reaction.title.get(core.lang))])
        }
        (Ending::Eased, None) => core.word(Word::EndAnswered).to_owned(),
        (Ending::LeftOpen | Ending::Unresolved, None) => core.word(Word::EndUnanswered).to_owned(),
        (Ending::Nothing, _) => core.word(Word::EndNothing).to_owned(),
    }
}
