//! The debrief after the call: a few short questions, then what was expected against what came.

use crate::coach::afterwards::{asked, foreseen, unsaid};
use crate::coach::call::{Call, EntryKind, Promise, Question};
use crate::coach::calls::{day_named, day_shown, reactions};
use crate::coach::model::Core;
use crate::coach::msg::Command;
use crate::coach::rehearsal::{AfterField, Draft, Place, Rehearsal};
use crate::coach::talk::{MAX_FACT_BYTES, Talk};
use crate::coach::view::{Block, Editor, Item, Mark, Pane, PaneName, Tone};
use crate::pack::{DebriefKind, DebriefQuestion, Pack, ReactionRef, Scenario, Word};
use crate::text::{Buffer, Changed, Edit, clean_line};

use super::call::{entry_item, promise_line};
use super::{Around, Go, moved};

/// The longest answer, in bytes: short answers are given.
const MAX_ANSWER_BYTES: usize = 2 * MAX_FACT_BYTES;

/// One question of the debrief, or its end.
#[derive(Debug)]
pub struct AfterRoom {
    /// The question's id; none at the end.
    question: Option<String>,
    field: Option<(AfterField, Buffer)>,
    /// The day that the field names.
    day: Option<jiff::civil::Date>,
    cursor: usize,
}

/// What can be chosen at a question.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Choice {
    /// Go on to the next question.
    On,
    /// An answer, as it is kept, and its word.
    Answer(&'static str, Word),
    /// A reaction, to be ticked.
    Reaction(ReactionRef),
    /// An entry of the log, by its place there.
    Entry(usize),
    /// Another entry.
    Add,
}

/// Where one goes from the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Home,
    Again,
    Case,
}

/// The doors of the end.
const DOORS: [Door; 3] = [Door::Case, Door::Again, Door::Home];

impl AfterRoom {
    /// The debrief of the last call, at a question or at its end.
    pub fn open(
        core: &Core,
        talk: &Talk,
        question: Option<&str>,
        field: Option<AfterField>,
        text: &Draft,
    ) -> Option<Self> {
        let call = talk.last_call()?;
        let asked = question.and_then(|id| core.pack.debrief.iter().find(|question| question.id == id));
        let answer = asked.filter(|question| question.kind == DebriefKind::Text).map(|_| AfterField::Answer);
        let field = field.or(answer).map(|field| {
            let standing = standing(call, question, field);
            let text = if text.text.is_empty() { standing } else { text.text.clone() };
            (field, Buffer::single_line(&text).with_limit(MAX_ANSWER_BYTES))
        });
        let mut room = Self { question: asked.map(|question| question.id.clone()), field, day: None, cursor: 0 };
        room.hear_day(core);
        Some(room)
    }

    /// The field that is being written.
    pub fn buffer(&self) -> Option<&Buffer> {
        self.field.as_ref().map(|(_, buffer)| buffer)
    }

    /// Whether this is the end of the debrief.
    pub fn ended(&self) -> bool {
        self.question.is_none()
    }

    /// Edits the field.
    pub fn edit(&mut self, core: &Core, edit: &Edit) -> Option<Changed> {
        let changed = self.field.as_mut()?.1.apply(edit);
        self.hear_day(core);
        Some(changed)
    }

    fn hear_day(&mut self, core: &Core) {
        self.day = match &self.field {
            Some((AfterField::When(_), buffer)) => day_named(&core.listener, buffer.text(), core.now.date()),
            _ => None,
        };
    }

    /// Puts the cursor on an item.
    pub fn point(&mut self, index: usize) {
        self.cursor = index;
    }

    fn asked<'p>(&self, pack: &'p Pack) -> Option<&'p DebriefQuestion> {
        let id = self.question.as_ref()?;
        pack.debrief.iter().find(|question| question.id == *id)
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
        let pack = around.core.pack.clone();
        let Some(question) = self.asked(&pack) else { return self.at_end(scenario, talk, rehearsal, &pack, command) };
        let order: Vec<String> = match talk.last_call() {
            Some(call) => asked(&pack, scenario, talk, rehearsal, call).iter().map(|q| q.id.clone()).collect(),
            None => return Go::To(Place::Gate),
        };
        let here = order.iter().position(|id| *id == question.id);
        let to = |question: Option<&String>| Go::To(Place::After { question: question.cloned(), field: None });
        let next = || to(here.map_or(order.first(), |here| order.get(here + 1)));
        let before = || match here.and_then(|here| here.checked_sub(1)) {
            Some(before) => to(order.get(before)),
            None => Go::To(Place::Gate),
        };
        if self.field.is_some() {
            let answers = question.kind == DebriefKind::Text;
            return match command {
                Command::Choose | Command::Say | Command::Skip | Command::Down => {
                    let field = self.write_down(around, talk, rehearsal, question.kind);
                    match field {
                        _ if answers => next(),
                        field => Go::To(Place::After { question: Some(question.id.clone()), field }),
                    }
                }
                Command::Back | Command::Up if answers => before(),
                Command::Back => Go::To(Place::After { question: Some(question.id.clone()), field: None }),
                _ => Go::Stay,
            };
        }
        let Some(call) = talk.last_call() else { return Go::To(Place::Gate) };
        let choices = choices(&around.core.pack, scenario, talk, call, question.kind);
        let kept = |talk: &mut Talk, answer: &str| {
            if let Some(call) = talk.last_call_mut() {
                call.answers.insert(question.id.clone(), answer.to_owned());
            }
        };
        match command {
            Command::Up | Command::Down => {
                self.cursor = moved(self.cursor, choices.len(), command == Command::Down);
            }
            Command::PageUp => self.cursor = 0,
            Command::PageDown => self.cursor = choices.len().saturating_sub(1),
            Command::Back | Command::Left => return before(),
            Command::Skip | Command::Say => {
                if choices.contains(&Choice::On) {
                    kept(talk, "");
                }
                return next();
            }
            Command::Choose | Command::Toggle | Command::Right => {
                let write = |field| Go::To(Place::After { question: Some(question.id.clone()), field: Some(field) });
                match choices.get(self.cursor) {
                    Some(Choice::On) => {
                        kept(talk, "");
                        return next();
                    }
                    Some(Choice::Answer(answer, _)) => {
                        kept(talk, answer);
                        return next();
                    }
                    Some(Choice::Reaction(reaction)) => {
                        let id = pack[*reaction].id.clone();
                        let now = around.now.timestamp();
                        if let Some(call) = talk.last_call_mut() {
                            tick(call, &id, now);
                        }
                        // Enter leads back to "go on", Space to the next one.
                        self.cursor = match command {
                            Command::Toggle => moved(self.cursor, choices.len(), true),
                            _ => 0,
                        };
                    }
                    Some(Choice::Entry(at)) => return write(AfterField::What(*at)),
                    Some(Choice::Add) => return write(AfterField::What(call.log.len())),
                    None => {}
                }
            }
            _ => {}
        }
        Go::Stay
    }

    /// Writes the field down; gives the field that comes next.
    fn write_down(
        &mut self,
        around: &mut Around<'_>,
        talk: &mut Talk,
        rehearsal: &mut Rehearsal,
        kind: DebriefKind,
    ) -> Option<AfterField> {
        let (field, buffer) = self.field.take()?;
        let place = Place::After { question: self.question.clone(), field: Some(field) };
        rehearsal.drafts.remove(&place.draft_key());
        rehearsal.drafts.remove(&rehearsal.place.draft_key());
        let text = clean_line(buffer.text().trim()).into_owned();
        let day = self.day.take();
        let call = talk.last_call_mut()?;
        match field {
            AfterField::Answer => {
                call.answers.insert(self.question.clone()?, text);
                None
            }
            AfterField::What(at) if text.is_empty() => {
                // An entry without words is none.
                if at < call.log.len() {
                    call.log.remove(at);
                }
                None
            }
            AfterField::What(at) => {
                if at >= call.log.len() {
                    let kind = match kind {
                        DebriefKind::Promises => EntryKind::Promise(Promise {
                            due: day_named(&around.core.listener, &text, around.core.now.date()),
                            what: text,
                            who: String::new(),
                            kept: None,
                        }),
                        DebriefKind::Questions => EntryKind::Question(Question { text, answer: None }),
                        _ => EntryKind::Agreed(text),
                    };
                    let at = call.log.len();
                    call.note(kind, around.now.timestamp());
                    return (call.last_promise().is_some()).then_some(AfterField::Who(at));
                }
                match &mut call.log.get_mut(at)?.kind {
                    EntryKind::Promise(promise) => {
                        promise.what = text;
                        return Some(AfterField::Who(at));
                    }
                    EntryKind::Question(question) => question.text = text,
                    EntryKind::Agreed(agreed) => *agreed = text,
                    _ => {}
                }
                None
            }
            AfterField::Who(at) => {
                if let EntryKind::Promise(promise) = &mut call.log.get_mut(at)?.kind {
                    promise.who = text;
                }
                Some(AfterField::When(at))
            }
            AfterField::When(at) => {
                if let EntryKind::Promise(promise) = &mut call.log.get_mut(at)?.kind {
                    match day {
                        _ if text.is_empty() => promise.due = None,
                        Some(day) => promise.due = Some(day),
                        None => around.core.tell(Tone::Gap, Word::AfterNoDay, &[("when", &text)]),
                    }
                }
                None
            }
        }
    }

    fn at_end(&mut self, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal, pack: &Pack, command: Command) -> Go {
        match command {
            Command::Up | Command::Down => {
                self.cursor = moved(self.cursor, DOORS.len(), command == Command::Down);
            }
            Command::PageUp => self.cursor = 0,
            Command::PageDown => self.cursor = DOORS.len().saturating_sub(1),
            Command::Choose | Command::Right => match DOORS.get(self.cursor) {
                Some(Door::Case) => return Go::Case,
                Some(Door::Again) => return Go::Again,
                Some(Door::Home) | None => return Go::Home,
            },
            Command::Skip | Command::Say => return Go::Home,
            Command::Back | Command::Left => {
                let last = talk.last_call().and_then(|call| {
                    let asked = asked(pack, scenario, talk, rehearsal, call);
                    asked.last().map(|question| question.id.clone())
                });
                return match last {
                    Some(last) => Go::To(Place::After { question: Some(last), field: None }),
                    None => Go::To(Place::Gate),
                };
            }
            _ => {}
        }
        Go::Stay
    }

    /// What is to be seen.
    pub fn panes<'m>(&'m self, core: &Core, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal) -> Vec<Pane<'m>> {
        let Some(call) = talk.last_call() else { return Vec::new() };
        let title = core.word(Word::AfterTitle).to_owned();
        let Some(question) = self.asked(&core.pack) else {
            let blocks = self.end(core, scenario, talk, rehearsal, call);
            return vec![Pane { name: PaneName::Main, title, blocks, scroll: 0 }];
        };
        let order = asked(&core.pack, scenario, talk, rehearsal, call);
        let here = order.iter().position(|one| one.id == question.id).map_or(0, |here| here + 1);
        let place = format!("{here}/{}", order.len());
        let mut blocks =
            vec![Block::Text(Tone::Muted, place), Block::Text(Tone::Strong, question.ask.get(core.lang).to_owned())];
        if let Some((field, buffer)) = &self.field {
            blocks.push(Block::Gap);
            let label = match field {
                AfterField::Answer => Word::You,
                AfterField::Who(_) => Word::CallWho,
                AfterField::When(_) => Word::CallWhen,
                AfterField::What(_) => match question.kind {
                    DebriefKind::Promises => Word::CallPromise,
                    DebriefKind::Questions => Word::CallQuestion,
                    _ => Word::CallAgreed,
                },
            };
            let hint = match field {
                AfterField::Who(_) => core.word(Word::CallWhoHint),
                AfterField::When(_) => core.word(Word::CallWhenHint),
                _ => question.hint.get(core.lang),
            };
            blocks.push(Block::Editor(Editor {
                buffer,
                label: core.word(label).to_owned(),
                hint: hint.to_owned(),
                single_line: true,
                marks: Vec::new(),
            }));
            if let Some(day) = self.day {
                let day = day_shown(day, core.lang);
                blocks.push(Block::Text(Tone::Coach, core.say(Word::CallDay, &[("day", &day)])));
            }
        } else {
            blocks.push(Block::Text(Tone::Muted, question.hint.get(core.lang).to_owned()));
            blocks.push(Block::Gap);
            let choices = choices(&core.pack, scenario, talk, call, question.kind);
            for (index, choice) in choices.iter().enumerate() {
                let item = choice_item(core, call, question, choice);
                blocks.push(Block::Item(item.at(index, self.cursor)));
            }
        }
        vec![Pane { name: PaneName::Main, title, blocks, scroll: 0 }]
    }

    /// What was expected against what came, and where to go from here.
    fn end<'m>(
        &self,
        core: &Core,
        scenario: &Scenario,
        talk: &Talk,
        rehearsal: &Rehearsal,
        call: &Call,
    ) -> Vec<Block<'m>> {
        let mut blocks = Vec::new();
        for (index, door) in DOORS.iter().enumerate() {
            let word = match door {
                Door::Case => Word::AfterCase,
                Door::Again => Word::AfterAgain,
                Door::Home => Word::DoorDone,
            };
            blocks.push(Block::Item(Item::new(Mark::None, core.word(word)).at(index, self.cursor)));
        }
        blocks.extend([Block::Gap, Block::Heading(core.word(Word::AfterForeseen).to_owned())]);
        for one in foreseen(&core.pack, scenario, rehearsal, call) {
            let (mark, word) = match (one.came, one.expected) {
                (true, true) => (Mark::Met, Word::AfterCame),
                (true, false) => (Mark::Gap, Word::AfterSurprise),
                (false, _) => (Mark::Ahead, Word::AfterStayedAway),
            };
            let title = core.pack[one.reaction].title.get(core.lang);
            blocks.push(Block::Item(Item::new(mark, title).value(core.word(word))));
        }
        let unsaid = unsaid(&core.listener, scenario, talk, rehearsal, call, core.lang);
        if !unsaid.is_empty() {
            blocks.extend([Block::Gap, Block::Heading(core.word(Word::AfterUnsaid).to_owned())]);
            blocks.extend(unsaid.into_iter().map(|cue| Block::Item(Item::new(Mark::Unticked, cue.text))));
        }
        let noted = |kind: &&EntryKind| !matches!(kind, EntryKind::Reaction(_));
        let log: Vec<&EntryKind> = call.log.iter().map(|entry| &entry.kind).filter(noted).collect();
        if !log.is_empty() {
            blocks.extend([Block::Gap, Block::Heading(core.word(Word::CallNoted).to_owned())]);
            blocks.extend(log.into_iter().map(|kind| Block::Item(entry_item(core, kind))));
        }
        let answers: Vec<Block<'m>> = core
            .pack
            .debrief
            .iter()
            .filter_map(|question| {
                let answer = call.answers.get(&question.id).filter(|answer| !answer.is_empty())?;
                let text = match answer_word(question.kind, answer) {
                    Some(word) => core.word(word).to_owned(),
                    None => answer.clone(),
                };
                Some(Block::Item(Item::new(Mark::None, question.ask.get(core.lang)).detail(Tone::You, text)))
            })
            .collect();
        if !answers.is_empty() {
            blocks.extend([Block::Gap, Block::Heading(core.word(Word::AfterAnswers).to_owned())]);
            blocks.extend(answers);
        }
        blocks
    }
}

/// What stands in a field before anything is written there.
fn standing(call: &Call, question: Option<&str>, field: AfterField) -> String {
    let entry = |at: usize| call.log.get(at).map(|entry| &entry.kind);
    let text = match field {
        AfterField::Answer => question.and_then(|id| call.answers.get(id)).cloned(),
        AfterField::What(at) => match entry(at) {
            Some(EntryKind::Promise(promise)) => Some(promise.what.clone()),
            Some(EntryKind::Question(question)) => Some(question.text.clone()),
            Some(EntryKind::Agreed(text)) => Some(text.clone()),
            _ => None,
        },
        AfterField::Who(at) => match entry(at) {
            Some(EntryKind::Promise(promise)) => Some(promise.who.clone()),
            _ => None,
        },
        AfterField::When(at) => match entry(at) {
            // As an ISO date, which both languages read back.
            Some(EntryKind::Promise(Promise { due: Some(day), .. })) => Some(day.to_string()),
            _ => None,
        },
    };
    text.unwrap_or_default()
}

/// Ticks a reaction that came, or takes the tick away.
fn tick(call: &mut Call, id: &str, now: jiff::Timestamp) {
    let is = |kind: &EntryKind| matches!(kind, EntryKind::Reaction(known) if known == id);
    if call.log.iter().any(|entry| is(&entry.kind)) {
        call.log.retain(|entry| !is(&entry.kind));
    } else {
        call.note(EntryKind::Reaction(id.to_owned()), now);
    }
}

/// What can be chosen at a question.
fn choices(pack: &Pack, scenario: &Scenario, talk: &Talk, call: &Call, kind: DebriefKind) -> Vec<Choice> {
    let entries = |of: fn(&EntryKind) -> bool| {
        let found = call.log.iter().enumerate().filter(move |(_, entry)| of(&entry.kind));
        let found = found.map(|(at, _)| Choice::Entry(at));
        [Choice::On].into_iter().chain(found).chain([Choice::Add]).collect()
    };
    let (planned, others) = reactions(pack, scenario, talk);
    let ticks =
        |list: Vec<ReactionRef>| [Choice::On].into_iter().chain(list.into_iter().map(Choice::Reaction)).collect();
    match kind {
        DebriefKind::Text => Vec::new(),
        DebriefKind::YesNo => vec![Choice::Answer("yes", Word::Yes), Choice::Answer("no", Word::No)],
        DebriefKind::Sure => SURE.iter().map(|(answer, word)| Choice::Answer(answer, *word)).collect(),
        DebriefKind::Planned => ticks(planned),
        DebriefKind::Unplanned => ticks(others),
        DebriefKind::Agreed => entries(|kind| matches!(kind, EntryKind::Agreed(_))),
        DebriefKind::Promises => entries(|kind| matches!(kind, EntryKind::Promise(_))),
        DebriefKind::Questions => entries(|kind| matches!(kind, EntryKind::Question(_))),
    }
}

/// How sure one is, in three words.
const SURE: [(&str, Word); 3] = [("unsure", Word::SureNot), ("fair", Word::SureFair), ("sure", Word::SureVery)];

/// The word of an answer that was chosen.
fn answer_word(kind: DebriefKind, answer: &str) -> Option<Word> {
    match (kind, answer) {
        (DebriefKind::YesNo, "yes") => Some(Word::Yes),
        (DebriefKind::YesNo, "no") => Some(Word::No),
        (DebriefKind::Sure, answer) => SURE.iter().find(|(known, _)| *known == answer).map(|(_, word)| *word),
        _ => None,
    }
}

fn choice_item(core: &Core, call: &Call, question: &DebriefQuestion, choice: &Choice) -> Item {
    match choice {
        Choice::On => Item::new(Mark::None, core.word(Word::AfterOn)),
        Choice::Add => Item::new(Mark::None, core.word(Word::AfterAdd)),
        Choice::Answer(answer, word) => {
            let chosen = call.answers.get(&question.id).is_some_and(|known| known == answer);
            Item::new(if chosen { Mark::Here } else { Mark::Ahead }, core.word(*word))
        }
        Choice::Reaction(reaction) => {
            let known = &core.pack[*reaction];
            let mark = if call.reactions().contains(&known.id.as_str()) { Mark::Ticked } else { Mark::Unticked };
            Item::new(mark, known.title.get(core.lang))
        }
        Choice::Entry(at) => match call.log.get(*at).map(|entry| &entry.kind) {
            Some(EntryKind::Promise(promise)) => {
                let item = Item::new(Mark::Ahead, promise_line(core, promise));
                let lacks = promise.who.is_empty() || promise.due.is_none();
                if lacks { item.detail(Tone::Gap, core.word(Word::AfterLacks)) } else { item }
            }
            Some(kind) => entry_item(core, kind),
            None => Item::new(Mark::None, ""),
        },
    }
}
