//! A step: the prompt, the line that the user writes or speaks, and what the coach hears in it.

use jiff::{Timestamp, ZonedDateTime};

use crate::coach::judge::{Judged, Judgement, MAX_HEARD_BYTES, applying, judge_text};
use crate::coach::model::{CoachMode, Core};
use crate::coach::msg::{Command, Effect};
use crate::coach::pace::seconds_to_say;
use crate::coach::rehearsal::{Attempt, Draft};
use crate::coach::talk::Talk;
use crate::coach::view::{Block, Editor, Item, Mark, Pane, PaneName, Tone};
use crate::listen::Verdict;
use crate::pack::{CheckKind, Pack, Scenario, Step, Word};
use crate::text::{Buffer, Changed, Edit, Span};

use super::moved;

/// The most that an editor holds, in bytes: far more than anyone says, little enough to stay quick.
pub const MAX_LINE_BYTES: usize = 4 << 20;

/// One step of the talk.
#[derive(Debug)]
pub struct StepRoom {
    /// The step's id.
    pub step: String,
    /// Whether it is tried again after the debrief.
    pub drill: bool,
    /// Whether something was said here before.
    again: bool,
    buffer: Buffer,
    judgement: Judgement,
    /// Whether the model lines are shown.
    models: bool,
    /// Which of the missed checks shows its better line.
    advice: Option<usize>,
    aloud: Option<Aloud>,
}

/// Saying it aloud: first a clock runs, then one ticks what was said.
#[derive(Debug)]
struct Aloud {
    began: Timestamp,
    /// Set when the clock was stopped.
    seconds: Option<u32>,
    /// The checks to tick, by id, and whether they are.
    ticks: Vec<(String, bool)>,
    cursor: usize,
    /// The clock as last told.
    now: Timestamp,
}

impl StepRoom {
    /// A step with the text that stood there.
    pub fn open(core: &Core, talk: &Talk, step: &Step, drill: bool, text: &Draft) -> Self {
        let mut buffer = Buffer::new(&text.text).with_limit(MAX_LINE_BYTES);
        buffer.set_cursor(text.cursor);
        let mut room = Self {
            step: step.id.clone(),
            drill,
            again: !text.text.is_empty(),
            buffer,
            judgement: Judgement::default(),
            models: false,
            advice: None,
            aloud: None,
        };
        room.listen(core, talk, step);
        room
    }

    /// The line being written.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Edits the line; listens again when the text is another one.
    pub fn edit(&mut self, core: &Core, talk: &Talk, step: &Step, edit: &Edit) -> Changed {
        let changed = self.buffer.apply(edit);
        if changed == Changed::Text {
            self.advice = None;
            self.listen(core, talk, step);
        }
        changed
    }

    /// Hears the line again, when the coach listens live.
    pub fn listen(&mut self, core: &Core, talk: &Talk, step: &Step) {
        self.judgement = if core.mode == CoachMode::Live && !self.buffer.is_empty() {
            judge_text(&core.pack, &core.listener, talk, step, self.buffer.text())
        } else {
            Judgement::default()
        };
    }

    /// Whether the keys go to a list (what was said aloud) rather than to the text.
    pub fn ticking(&self) -> bool {
        self.aloud.is_some()
    }

    /// What a command does that stays at the step.
    pub fn command(
        &mut self,
        core: &mut Core,
        talk: &Talk,
        step: &Step,
        command: Command,
        now: &ZonedDateTime,
    ) -> Vec<Effect> {
        match command {
            Command::Models => self.models = !self.models,
            Command::Advice => self.next_advice(&core.pack),
            Command::Aloud => return self.speak(core, talk, step, now),
            Command::Up | Command::Down => {
                if let Some(aloud) = &mut self.aloud {
                    aloud.cursor = moved(aloud.cursor, aloud.ticks.len(), command == Command::Down);
                }
            }
            Command::Toggle | Command::Choose => {
                if let Some(aloud) = &mut self.aloud.as_mut().filter(|a| a.seconds.is_some()) {
                    if let Some((_, said)) = aloud.ticks.get_mut(aloud.cursor) {
                        *said = !*said;
                    }
                } else if command == Command::Choose {
                    return self.speak(core, talk, step, now);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    /// Points at a check to tick.
    pub fn point(&mut self, index: usize) {
        if let Some(aloud) = &mut self.aloud {
            aloud.cursor = index.min(aloud.ticks.len().saturating_sub(1));
        }
    }

    /// A second went by.
    pub fn second(&mut self, now: &ZonedDateTime) {
        if let Some(aloud) = &mut self.aloud {
            aloud.now = now.timestamp();
        }
    }

    /// Puts the model lines away; says whether they were there.
    pub fn close_models(&mut self) -> bool {
        std::mem::take(&mut self.models)
    }

    /// Leaves speaking without counting it; says whether there was something to leave.
    pub fn stop_speaking(&mut self) -> bool {
        self.aloud.take().is_some()
    }

    /// The attempt that *say* makes, and nothing when nothing was written or said. The line moves
    /// out of the editor.
    pub fn attempt(&mut self, now: &ZonedDateTime) -> Option<Attempt> {
        let written = !self.buffer.text().trim().is_empty();
        let aloud = self.aloud.take();
        if !written && aloud.is_none() {
            return None;
        }
        let seconds = aloud.as_ref().map(|a| a.seconds.unwrap_or_else(|| elapsed(a.began, now.timestamp())));
        let ticked = aloud.map(|a| a.ticks.into_iter().filter(|(_, said)| *said).map(|(id, _)| id).collect());
        Some(Attempt {
            step: self.step.clone(),
            text: self.buffer.text().trim().to_owned(),
            ticked: ticked.unwrap_or_default(),
            aloud_seconds: seconds,
            at: now.timestamp(),
        })
    }

    /// Starts the clock; stops it; starts it anew.
    fn speak(&mut self, core: &mut Core, talk: &Talk, step: &Step, now: &ZonedDateTime) -> Vec<Effect> {
        let now = now.timestamp();
        match &mut self.aloud {
            Some(aloud) if aloud.seconds.is_none() => {
                aloud.seconds = Some(elapsed(aloud.began, now));
                core.tell(Tone::Coach, Word::AloudTick, &[]);
                vec![Effect::Seconds(false)]
            }
            _ => {
                let asks = applying(&core.pack, talk, step).filter(|(_, check)| check.rule.kind == CheckKind::Asks);
                let ticks = asks.map(|(_, check)| (check.id.clone(), false)).collect();
                self.aloud = Some(Aloud { began: now, seconds: None, ticks, cursor: 0, now });
                vec![Effect::Seconds(true)]
            }
        }
    }

    fn next_advice(&mut self, pack: &Pack) {
        let missed = self.missed(pack).len();
        self.advice = match self.advice {
            None if missed > 0 => Some(0),
            Some(at) if at + 1 < missed => Some(at + 1),
            _ => None,
        };
    }

    fn missed(&self, pack: &Pack) -> Vec<&Judged> {
        let worst = self.judgement.worst_first(pack);
        worst.into_iter().filter(|j| j.verdict == Verdict::NotMet).collect()
    }

    /// What is to be seen.
    pub fn panes<'m>(&'m self, core: &Core, scenario: &Scenario, talk: &Talk, step: &Step) -> Vec<Pane<'m>> {
        vec![self.main(core, scenario, talk, step), self.write(core), self.heard(core, scenario, talk, step)]
    }

    fn main<'m>(&self, core: &Core, scenario: &Scenario, talk: &Talk, step: &Step) -> Pane<'m> {
        let lang = core.lang;
        let fill = |text: &str| talk.fill(&core.pack, scenario, text, lang);
        let mut blocks = Vec::new();
        if self.drill {
            let word = if self.again { Word::DrillAgain } else { Word::DrillFirst };
            blocks.push(Block::Text(Tone::Strong, core.word(word).to_owned()));
        }
        blocks.push(Block::Heading(step.title.get(lang).to_owned()));
        blocks.push(Block::Text(Tone::Plain, fill(step.prompt.get(lang))));
        blocks.push(Block::Text(Tone::Muted, step.why.get(lang).to_owned()));
        for tip in &step.tips {
            blocks.push(Block::Item(Item::new(Mark::None, fill(tip.get(lang)))));
        }
        if self.models {
            blocks.push(Block::Gap);
            blocks.extend(model_lines(core, scenario, talk, step));
            blocks.extend(core.papers(&step.source).map(|note| Block::Text(Tone::Muted, note)));
        }
        Pane { name: PaneName::Main, title: core.word(Word::PaneTask).to_owned(), blocks, scroll: 0 }
    }

    fn write<'m>(&'m self, core: &Core) -> Pane<'m> {
        let mut blocks = Vec::new();
        if let Some(aloud) = &self.aloud {
            blocks.extend(self.speaking(core, aloud));
        } else {
            blocks.push(Block::Editor(Editor {
                buffer: &self.buffer,
                label: core.word(Word::You).to_owned(),
                hint: core.word(Word::WriteHint).to_owned(),
                single_line: false,
                marks: self.marks(core),
            }));
        }
        Pane { name: PaneName::Write, title: core.word(Word::PaneWrite).to_owned(), blocks, scroll: 0 }
    }

    /// The words that fired a warning, underlined where they are written: what to keep stands in
    /// the side pane, what to change is best seen in place.
    fn marks(&self, core: &Core) -> Vec<(Span, Tone)> {
        let fired = self
            .judgement
            .verdicts
            .iter()
            .filter(|j| j.verdict == Verdict::NotMet && core.pack[j.check].rule.kind == CheckKind::Warns);
        sorted_marks(fired.flat_map(|j| j.spans.iter().map(|span| (*span, Tone::NotMet))).collect())
    }

    fn speaking<'m>(&self, core: &Core, aloud: &Aloud) -> Vec<Block<'m>> {
        let seconds = aloud.seconds.unwrap_or_else(|| elapsed(aloud.began, aloud.now));
        let clock = format!("{:02}:{:02}", seconds / 60, seconds % 60);
        let running = aloud.seconds.is_none();
        let intro = if running { Word::AloudRunning } else { Word::AloudTick };
        let mut blocks = vec![
            Block::Row { label: core.word(Word::AloudClock).to_owned(), text: clock, tone: Tone::Strong },
            Block::Text(Tone::Coach, core.word(intro).to_owned()),
        ];
        for (index, (id, said)) in aloud.ticks.iter().enumerate() {
            let Some(check) = core.pack.check(id) else { continue };
            let mark = if *said { Mark::Ticked } else { Mark::Unticked };
            let item = Item::new(mark, check.title.get(core.lang));
            blocks.push(Block::Item(if running { item } else { item.at(index, aloud.cursor) }));
        }
        blocks
    }

    fn heard<'m>(&self, core: &Core, scenario: &Scenario, talk: &Talk, step: &Step) -> Pane<'m> {
        let mut blocks = Vec::new();
        let text = self.buffer.text();
        match core.mode {
            CoachMode::Live if text.trim().is_empty() => blocks.extend(listening_for(core, talk, step)),
            CoachMode::Live => {
                let missed = self.missed(&core.pack);
                for judged in self.judgement.worst_first(&core.pack) {
                    let advised = self.advice.and_then(|at| missed.get(at)).is_some_and(|m| m.check == judged.check);
                    blocks.push(Block::Item(verdict_item(core, judged, text, advised)));
                }
                if text.len() > MAX_HEARD_BYTES {
                    let n = MAX_HEARD_BYTES.to_string();
                    blocks.push(Block::Text(Tone::Gap, core.say(Word::HeardHead, &[("n", &n)])));
                }
            }
            CoachMode::After => blocks.push(Block::Text(Tone::Muted, core.word(Word::HeardAfter).to_owned())),
            CoachMode::Off => blocks.push(Block::Text(Tone::Muted, core.word(Word::HeardOff).to_owned())),
        }
        let unused = unused_facts(core, scenario, talk, step, text);
        if !unused.is_empty() {
            let label = core.word(Word::Unused).to_owned();
            blocks.push(Block::Row { label, text: unused.join(" · "), tone: Tone::Muted });
        }
        if !text.trim().is_empty() {
            let seconds = seconds_to_say(text);
            let (word, n) = match seconds {
                0..120 => (Word::TakesSeconds, seconds),
                _ => (Word::TakesMinutes, seconds.div_ceil(60)),
            };
            blocks.push(Block::Text(Tone::Muted, core.say(word, &[("n", &n.to_string())])));
        }
        Pane { name: PaneName::Heard, title: core.word(Word::PaneHeard).to_owned(), blocks, scroll: 0 }
    }
}

/// Whole seconds between two moments.
fn elapsed(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.as_second().saturating_sub(from.as_second())).unwrap_or(0)
}

/// Marks in order, those that overlap an earlier one left out.
pub(super) fn sorted_marks(mut marks: Vec<(Span, Tone)>) -> Vec<(Span, Tone)> {
    marks.sort_by_key(|(span, _)| (span.start, span.end));
    let mut end = 0;
    marks.retain(|(span, _)| {
        let fits = span.start >= end && !span.is_empty();
        if fits {
            end = span.end;
        }
        fits
    });
    marks
}

/// Before a word is written: what the coach will listen for.
fn listening_for<'m>(core: &Core, talk: &Talk, step: &Step) -> Vec<Block<'m>> {
    let asks = applying(&core.pack, talk, step).filter(|(_, check)| check.rule.kind == CheckKind::Asks);
    asks.map(|(_, check)| Block::Item(Item::new(Mark::Ahead, check.title.get(core.lang)))).collect()
}

/// A verdict: mark, what it is about, the words that decided it; a better line where it is asked for.
pub(super) fn verdict_item(core: &Core, judged: &Judged, text: &str, advised: bool) -> Item {
    let check = &core.pack[judged.check];
    let mark = match (judged.verdict, check.rule.kind) {
        (Verdict::Met, _) => Mark::Met,
        (Verdict::NotMet, CheckKind::Asks) => Mark::NotMet,
        (Verdict::NotMet, CheckKind::Warns) => Mark::Gap,
        (Verdict::CantTell, _) => Mark::CantTell,
    };
    let mut item = Item::new(mark, judged.name(&core.pack, core.lang));
    item.quotes = quotes(judged, text);
    if judged.verdict == Verdict::CantTell {
        item = item.value(core.word(Word::CantTell));
    }
    if judged.ticked {
        item = item.value(core.word(Word::TickedAloud));
    }
    if advised {
        item = item
            .detail(Tone::Muted, check.why.get(core.lang))
            .detail(Tone::Coach, core.say(Word::Better, &[("line", check.better.get(core.lang))]));
        if let Some(note) = core.papers(&check.source) {
            item = item.detail(Tone::Muted, note);
        }
    }
    item
}

/// The words that decided a verdict, the first two, each short.
fn quotes(judged: &Judged, text: &str) -> Vec<String> {
    let words = judged.spans.iter().map(|span| span.of(text).trim()).filter(|words| !words.is_empty());
    words.take(2).map(|words| crate::text::fit(&words.replace('\n', " "), 36).into_owned()).collect()
}

/// Facts that one would use here and that the line does not hold yet, by their names. A fact counts
/// as used when the line holds one of its numbers or longer words.
fn unused_facts(core: &Core, scenario: &Scenario, talk: &Talk, step: &Step, text: &str) -> Vec<String> {
    let facts = step.facts.iter().filter_map(|id| Some((scenario.fact(id)?, talk.fact(id)?)));
    let unused = facts.filter(|(_, value)| !crate::coach::facts::used(value, text));
    unused.map(|(fact, _)| fact.label.get(core.lang).to_owned()).collect()
}

/// Good and bad model lines with what makes them so.
fn model_lines<'m>(core: &Core, scenario: &Scenario, talk: &Talk, step: &Step) -> Vec<Block<'m>> {
    let lang = core.lang;
    let fill = |text: &str| talk.fill(&core.pack, scenario, text, lang);
    let good = step.good.iter().map(|model| (Mark::Met, model));
    let bad = step.bad.iter().map(|bad| (Mark::NotMet, &bad.model));
    let lines = good.chain(bad).map(|(mark, model)| {
        let item = Item::new(mark, fill(model.line.get(lang)));
        Block::Item(item.detail(Tone::Muted, model.because.get(lang)))
    });
    std::iter::once(Block::Heading(core.word(Word::ModelLines).to_owned())).chain(lines).collect()
}
