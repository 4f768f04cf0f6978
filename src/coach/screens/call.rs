//! Call mode: beside the real call. What to say at this stage, one key for everything that is noted down, no verdicts.
//!
//! The screen changes when a key is pressed and when a minute is over, and at no other time: somebody is speaking.

use crate::coach::call::{Call, EntryKind, Promise, Question};
use crate::coach::calls::{Cue, cues, day_named, day_shown, reactions};
use crate::coach::flow::Flow;
use crate::coach::model::Core;
use crate::coach::msg::Command;
use crate::coach::rehearsal::{CallField, Draft, Place, Rehearsal};
use crate::coach::talk::{MAX_FACT_BYTES, Talk};
use crate::coach::view::{Block, Editor, Item, Mark, Pane, PaneName, Tone};
use crate::pack::{ReactionRef, Scenario, Stage, Word};
use crate::text::{Buffer, Changed, Edit, clean_line};

use super::{Around, Go, moved};

/// The call: a cursor over the cues of the stage, and what is being written or looked up.
#[derive(Debug)]
pub struct CallRoom {
    cues: Vec<Cue>,
    cursor: usize,
    field: Option<(CallField, Buffer)>,
    /// The day that the field names, when it asks for one.
    day: Option<jiff::civil::Date>,
    reacting: Option<Reacting>,
}

/// The reactions, to find the planned answer: each with its id, those with a planned answer first.
#[derive(Debug, Clone)]
struct Reacting {
    list: Vec<(ReactionRef, String)>,
    planned: usize,
    cursor: usize,
    /// Whether the answer to the one under the cursor is shown.
    open: bool,
}

impl CallRoom {
    /// The call that goes on, at a field or at its cues. `before` is the room that one comes from, if it was the call.
    pub fn open(
        core: &Core,
        scenario: &Scenario,
        talk: &Talk,
        rehearsal: &Rehearsal,
        field: Option<CallField>,
        text: &Draft,
        before: Option<&CallRoom>,
    ) -> Option<Self> {
        talk.open_call()?;
        let field = field.map(|field| {
            let mut buffer = Buffer::single_line(&text.text).with_limit(MAX_FACT_BYTES);
            buffer.set_cursor(text.cursor);
            (field, buffer)
        });
        let mut room = Self {
            cues: Vec::new(),
            cursor: 0,
            field,
            day: None,
            reacting: before.and_then(|room| room.reacting.clone()),
        };
        room.cue(core, scenario, talk, rehearsal);
        if let Some(before) = before {
            room.cursor = before.cursor.min(room.cues.len().saturating_sub(1));
        }
        room.hear_day(core);
        Some(room)
    }

    /// Finds the cues of the stage, and puts the cursor on the first that was not said.
    pub fn cue(&mut self, core: &Core, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal) {
        let Some(call) = talk.open_call() else { return };
        let stage = stage(scenario, talk, call).map(|(_, _, stage)| stage);
        self.cues = match stage {
            Some(stage) => cues(&core.listener, scenario, talk, rehearsal, stage, core.lang),
            None => Vec::new(),
        };
        self.cursor = self.cues.iter().position(|cue| !call.said.contains(&cue.key)).unwrap_or(0);
    }

    /// The field that is being written.
    pub fn buffer(&self) -> Option<&Buffer> {
        self.field.as_ref().map(|(_, buffer)| buffer)
    }

    /// Whether an answer to a reaction is looked for or shown.
    pub fn reacting(&self) -> bool {
        self.reacting.is_some()
    }

    /// Edits the field.
    pub fn edit(&mut self, core: &Core, edit: &Edit) -> Option<Changed> {
        let changed = self.field.as_mut()?.1.apply(edit);
        self.hear_day(core);
        Some(changed)
    }

    fn hear_day(&mut self, core: &Core) {
        self.day = match &self.field {
            Some((CallField::When | CallField::Promise, buffer)) => {
                day_named(&core.listener, buffer.text(), core.now.date())
            }
            _ => None,
        };
    }

    /// Puts the cursor on an item.
    pub fn point(&mut self, index: usize) {
        match &mut self.reacting {
            Some(reacting) if reacting.open => {}
            Some(reacting) => reacting.cursor = index.min(reacting.list.len().saturating_sub(1)),
            None => self.cursor = index.min(self.cues.len().saturating_sub(1)),
        }
    }

    /// What a command does.
    pub fn command(
        &mut self,
        around: &mut Around<'_>,
        scenario: &Scenario,
        talk: &mut Talk,
        rehearsal: &mut Rehearsal,
        command: Command,
    ) -> Go {
        if self.field.is_some() {
            return self.in_field(around, talk, rehearsal, command);
        }
        if self.reacting.is_some() {
            return self.among_reactions(around, talk, command);
        }
        let to = |field| Go::To(Place::Call { field: Some(field) });
        match command {
            Command::Up | Command::Down => {
                self.cursor = moved(self.cursor, self.cues.len(), command == Command::Down);
            }
            Command::PageUp => self.cursor = 0,
            Command::PageDown => self.cursor = self.cues.len().saturating_sub(1),
            Command::Toggle | Command::Choose => self.tick(talk),
            Command::Skip | Command::Say => self.turn(around.core, scenario, talk, rehearsal, true),
            Command::Left => self.turn(around.core, scenario, talk, rehearsal, false),
            Command::Note => return to(CallField::Note),
            Command::Promise => return to(CallField::Promise),
            Command::Ask => return to(CallField::Question),
            Command::Agree => return to(CallField::Agreed),
            Command::React => {
                let pack = &around.core.pack;
                let (planned, others) = reactions(pack, scenario, talk);
                let list = planned.iter().chain(&others).map(|at| (*at, pack[*at].id.clone()));
                self.reacting = Some(Reacting { list: list.collect(), planned: planned.len(), cursor: 0, open: false });
                around.core.shown = PaneName::Main;
            }
            Command::TakeBack => {
                if let Some(entry) = talk.open_call_mut().and_then(|call| call.log.pop()) {
                    let what = entry_item(around.core, &entry.kind).label;
                    around.core.tell(Tone::Plain, Word::CallTakenBack, &[("what", &what)]);
                }
            }
            Command::HangUp => {
                talk.end_call(around.now.timestamp());
                return Go::After;
            }
            Command::Back => return Go::To(Place::Gate),
            _ => {}
        }
        Go::Stay
    }

    /// Ticks the cue under the cursor and goes on to the next that was not said.
    fn tick(&mut self, talk: &mut Talk) {
        let (Some(cue), Some(call)) = (self.cues.get(self.cursor), talk.open_call_mut()) else { return };
        if call.said.remove(&cue.key) {
            return;
        }
        call.said.insert(cue.key.clone());
        let later = self.cues.iter().skip(self.cursor).position(|cue| !call.said.contains(&cue.key));
        if let Some(next) = later {
            self.cursor += next;
        }
    }

    /// Goes to the next stage or the one before.
    fn turn(&mut self, core: &Core, scenario: &Scenario, talk: &mut Talk, rehearsal: &Rehearsal, on: bool) {
        let next = {
            let Some(flow) = Flow::of(scenario, talk) else { return };
            let at = talk.open_call().and_then(|call| flow.stages.iter().position(|stage| stage.id == call.stage));
            let at = moved(at.unwrap_or(0), flow.stages.len(), on);
            flow.stages.get(at).map(|stage| stage.id.clone())
        };
        if let (Some(next), Some(call)) = (next, talk.open_call_mut())
            && call.stage != next
        {
            call.stage = next;
            call.stage_began = core.now.timestamp();
            self.cue(core, scenario, talk, rehearsal);
        }
    }

    fn in_field(
        &mut self,
        around: &mut Around<'_>,
        talk: &mut Talk,
        rehearsal: &mut Rehearsal,
        command: Command,
    ) -> Go {
        let cues = Go::To(Place::Call { field: None });
        match command {
            Command::Choose | Command::Say | Command::Skip | Command::Down => {}
            // What was typed stays a draft: the same key brings it back.
            Command::Back | Command::Up => return cues,
            _ => return Go::Stay,
        }
        let Some((field, buffer)) = self.field.take() else { return Go::Stay };
        rehearsal.drafts.remove(&Place::Call { field: Some(field) }.draft_key());
        let text = clean_line(buffer.text().trim()).into_owned();
        let (day, now) = (self.day.take(), around.now.timestamp());
        let Some(call) = talk.open_call_mut() else { return cues };
        let next = match field {
            _ if text.is_empty() && !matches!(field, CallField::Who) => None,
            CallField::Note => {
                call.note(EntryKind::Note(text), now);
                None
            }
            CallField::Agreed => {
                call.note(EntryKind::Agreed(text), now);
                None
            }
            CallField::Question => {
                call.note(EntryKind::Question(Question { text, answer: None }), now);
                None
            }
            // The promise is kept as soon as it has words; who and when are added to it.
            CallField::Promise => {
                call.note(EntryKind::Promise(Promise { what: text, who: String::new(), due: day, kept: None }), now);
                Some(CallField::Who)
            }
            CallField::Who => {
                if let Some(promise) = call.last_promise() {
                    promise.who = text;
                }
                Some(CallField::When)
            }
            CallField::When => {
                if let Some(promise) = call.last_promise() {
                    match day {
                        Some(day) => promise.due = Some(day),
                        // Words that name no day are kept with the promise.
                        None => {
                            let word = Word::CallWithWords;
                            promise.what = around.core.say(word, &[("what", &promise.what), ("when", &text)]);
                            around.core.tell(Tone::Gap, Word::CallNoDay, &[("when", &text)]);
                        }
                    }
                }
                None
            }
        };
        Go::To(Place::Call { field: next })
    }

    fn among_reactions(&mut self, around: &Around<'_>, talk: &mut Talk, command: Command) -> Go {
        let Some(reacting) = &mut self.reacting else { return Go::Stay };
        let len = reacting.list.len();
        match command {
            // The answer was read: back to the cues.
            Command::Choose | Command::Toggle | Command::Back | Command::React if reacting.open => self.reacting = None,
            Command::Back | Command::React | Command::Left => self.reacting = None,
            _ if reacting.open => {}
            Command::Up | Command::Down => reacting.cursor = moved(reacting.cursor, len, command == Command::Down),
            Command::PageUp => reacting.cursor = 0,
            Command::PageDown => reacting.cursor = len.saturating_sub(1),
            Command::Choose | Command::Toggle | Command::Skip => {
                if let (Some((_, id)), Some(call)) = (reacting.list.get(reacting.cursor), talk.open_call_mut()) {
                    reacting.open = true;
                    call.note(EntryKind::Reaction(id.clone()), around.now.timestamp());
                }
            }
            _ => {}
        }
        Go::Stay
    }

    /// What is to be seen.
    pub fn panes<'m>(&'m self, core: &Core, scenario: &Scenario, talk: &Talk) -> Vec<Pane<'m>> {
        let Some(call) = talk.open_call() else { return Vec::new() };
        let mut main = match &self.reacting {
            Some(reacting) => reacting_blocks(core, scenario, talk, reacting),
            None => self.cue_blocks(call),
        };
        if let Some(headline) = headline(core, scenario, talk, call) {
            main.insert(0, Block::Heading(headline));
        }
        if self.field.is_some() || !call.log.is_empty() {
            main.push(Block::Gap);
        }
        let mut panes =
            vec![Pane { name: PaneName::Main, title: core.word(Word::CallCues).to_owned(), blocks: main, scroll: 0 }];
        if let Some((field, buffer)) = &self.field {
            let (label, hint) = field_words(*field);
            let mut blocks = vec![Block::Editor(Editor {
                buffer,
                label: core.word(label).to_owned(),
                hint: core.word(hint).to_owned(),
                single_line: true,
                marks: Vec::new(),
            })];
            if let Some(day) = self.day {
                let day = day_shown(day, core.lang);
                blocks.push(Block::Text(Tone::Coach, core.say(Word::CallDay, &[("day", &day)])));
            }
            blocks.push(Block::Gap);
            panes.push(Pane { name: PaneName::Write, title: core.word(label).to_owned(), blocks, scroll: 0 });
        }
        if !call.log.is_empty() {
            let entries = call.log.iter().rev().map(|entry| Block::Item(entry_item(core, &entry.kind)));
            let title = core.word(Word::CallNoted).to_owned();
            panes.push(Pane { name: PaneName::Heard, title, blocks: entries.collect(), scroll: 0 });
        }
        panes
    }

    fn cue_blocks<'m>(&self, call: &Call) -> Vec<Block<'m>> {
        let cues = self.cues.iter().enumerate().map(|(index, cue)| {
            let mark = if call.said.contains(&cue.key) { Mark::Ticked } else { Mark::Unticked };
            Block::Item(Item::new(mark, cue.text.clone()).at(index, self.cursor))
        });
        cues.collect()
    }
}

/// The stage at which the call is, with its place and how many there are.
fn stage<'p>(scenario: &'p Scenario, talk: &Talk, call: &Call) -> Option<(usize, usize, &'p Stage)> {
    let flow = Flow::of(scenario, talk)?;
    // Another way through the talk may have no such stage: then it is the first.
    let at = flow.stages.iter().position(|stage| stage.id == call.stage).unwrap_or(0);
    Some((at, flow.stages.len(), *flow.stages.get(at)?))
}

/// The stage, and how long it and the whole call have taken.
fn headline(core: &Core, scenario: &Scenario, talk: &Talk, call: &Call) -> Option<String> {
    let (at, all, stage) = stage(scenario, talk, call)?;
    let (here, whole) = call.minutes(core.now.timestamp());
    let values = [
        ("n", &*(at + 1).to_string()),
        ("all", &all.to_string()),
        ("stage", stage.title.get(core.lang)),
        ("here", &here.to_string()),
        ("whole", &whole.to_string()),
    ];
    Some(core.say(Word::CallHeadline, &values))
}

/// The reactions to choose from, or the answer to the chosen one.
fn reacting_blocks<'m>(core: &Core, scenario: &Scenario, talk: &Talk, reacting: &Reacting) -> Vec<Block<'m>> {
    let chosen = reacting.list.get(reacting.cursor).filter(|_| reacting.open);
    if let Some((reaction, _)) = chosen {
        return answer_blocks(core, scenario, talk, *reaction);
    }
    let mut blocks = Vec::new();
    for (index, (reaction, _)) in reacting.list.iter().enumerate() {
        if index == reacting.planned {
            blocks.extend([Block::Gap, Block::Text(Tone::Muted, core.word(Word::CallUnplanned).to_owned())]);
        }
        let title = core.pack[*reaction].title.get(core.lang);
        blocks.push(Block::Item(Item::new(Mark::None, title).at(index, reacting.cursor)));
    }
    blocks
}

/// The planned answer to a reaction; where there is none, what eases it, in order.
fn answer_blocks<'m>(core: &Core, scenario: &Scenario, talk: &Talk, reaction: ReactionRef) -> Vec<Block<'m>> {
    let known = &core.pack[reaction];
    let mut blocks = vec![Block::Text(Tone::Client, known.title.get(core.lang).to_owned()), Block::Gap];
    match scenario.if_then.iter().find(|row| row.reaction == reaction) {
        Some(row) => {
            let plan = talk.fill(&core.pack, scenario, row.plan.get(core.lang), core.lang);
            blocks.push(Block::Text(Tone::Strong, plan));
        }
        None => {
            for (n, step) in known.moves.iter().enumerate() {
                let label = format!("{} {}", n + 1, step.name.get(core.lang));
                blocks.push(Block::Item(Item::new(Mark::None, label).detail(Tone::Strong, step.better.get(core.lang))));
            }
        }
    }
    blocks
}

/// An entry of the log: its mark says what it is.
pub fn entry_item(core: &Core, kind: &EntryKind) -> Item {
    let say = |word, text: &str| core.say(word, &[("text", text)]);
    match kind {
        EntryKind::Note(text) => Item::new(Mark::None, say(Word::CallEntryNote, text)),
        EntryKind::Private(text) => Item::new(Mark::None, say(Word::CallEntryPrivate, text)),
        EntryKind::Agreed(text) => Item::new(Mark::Met, say(Word::CallEntryAgreed, text)),
        EntryKind::Promise(promise) => {
            Item::new(Mark::Ahead, say(Word::CallEntryPromise, &promise_line(core, promise)))
        }
        EntryKind::Question(question) => {
            let mark = if question.answer.is_some() { Mark::Met } else { Mark::CantTell };
            Item::new(mark, say(Word::CallEntryQuestion, &question.text))
        }
        EntryKind::Reaction(id) => {
            let title = core.pack.reactions.iter().find(|reaction| reaction.id == *id);
            let title = title.map_or(id.as_str(), |reaction| reaction.title.get(core.lang));
            Item::new(Mark::Here, say(Word::CallEntryReaction, title))
        }
    }
}

/// What, who, when.
pub fn promise_line(core: &Core, promise: &Promise) -> String {
    let day = promise.due.map(|day| day_shown(day, core.lang));
    let rest: Vec<&str> =
        [promise.who.as_str()].into_iter().filter(|who| !who.is_empty()).chain(day.as_deref()).collect();
    [promise.what.as_str()].into_iter().chain(rest).collect::<Vec<_>>().join(" · ")
}

/// What a field is called, and what it shows while it is empty.
fn field_words(field: CallField) -> (Word, Word) {
    match field {
        CallField::Note => (Word::CallNote, Word::CallNoteHint),
        CallField::Promise => (Word::CallPromise, Word::CallPromiseHint),
        CallField::Who => (Word::CallWho, Word::CallWhoHint),
        CallField::When => (Word::CallWhen, Word::CallWhenHint),
        CallField::Question => (Word::CallQuestion, Word::CallQuestionHint),
        CallField::Agreed => (Word::CallAgreed, Word::CallAgreedHint),
    }
}
