//! The drill: what was missed comes back. First how sure one is, then the line, then the result beside it.

use std::collections::VecDeque;

use crate::coach::drill::{DrillItem, DrillTry, queue};
use crate::coach::judge::{Judged, judge_text};
use crate::coach::model::Core;
use crate::coach::msg::{Command, Effect};
use crate::coach::talk::Talk;
use crate::coach::view::{Block, Editor, Item, Mark, Pane, PaneName, Tone};
use crate::listen::Verdict;
use crate::pack::{Check, CheckRef, Pack, Scenario, Step, Word};
use crate::text::{Buffer, Changed, Edit};

use super::step::MAX_LINE_BYTES;
use super::{Around, moved};

/// How sure one can be: what is kept, and the word.
const SURE: [(u8, Word); 3] = [(1, Word::SureNot), (3, Word::SureFair), (5, Word::SureVery)];

/// A drill: what is still to come, where one is, and what came of it.
#[derive(Debug)]
pub struct Drill {
    rest: VecDeque<DrillItem>,
    at: At,
    done: Vec<Done>,
    /// Whether the queue has come.
    came: bool,
}

/// Where one is with an item.
#[derive(Debug)]
enum At {
    /// Nothing is left, or nothing has come yet.
    Nowhere,
    /// How sure are you?
    Asked { item: Box<DrillItem>, cursor: usize },
    /// Writing the line.
    Writing { item: Box<DrillItem>, sure: u8, buffer: Box<Buffer> },
    /// Reading what came of it.
    Told { item: Box<DrillItem>, sure: u8, text: String, judged: Option<Judged> },
}

/// An item that was practised.
#[derive(Debug)]
struct Done {
    item: DrillItem,
    sure: u8,
    met: bool,
}

impl Drill {
    /// A drill whose queue has not come yet.
    pub fn new() -> Self {
        Self { rest: VecDeque::new(), at: At::Nowhere, done: Vec::new(), came: false }
    }

    /// The queue has come.
    pub fn items_came(&mut self, core: &Core, items: &[DrillItem]) {
        if self.came {
            return;
        }
        self.came = true;
        self.rest = queue(&core.pack, items, core.now.date()).into();
        self.next();
    }

    fn next(&mut self) {
        self.at = match self.rest.pop_front() {
            Some(item) => At::Asked { item: Box::new(item), cursor: 1 },
            None => At::Nowhere,
        };
    }

    /// The line that is being written.
    pub fn buffer(&self) -> Option<&Buffer> {
        match &self.at {
            At::Writing { buffer, .. } => Some(buffer),
            _ => None,
        }
    }

    /// Whether something is to be chosen, and not only read.
    pub fn asking(&self) -> bool {
        matches!(self.at, At::Asked { .. })
    }

    /// Edits the line.
    pub fn edit(&mut self, edit: &Edit) -> Option<Changed> {
        match &mut self.at {
            At::Writing { buffer, .. } => Some(buffer.apply(edit)),
            _ => None,
        }
    }

    /// Puts the cursor on an item.
    pub fn point(&mut self, index: usize) {
        if let At::Asked { cursor, .. } = &mut self.at {
            *cursor = index.min(SURE.len() - 1);
        }
    }

    /// What a command does; `true` leads home.
    pub fn command(&mut self, around: &mut Around<'_>, command: Command) -> bool {
        match (&mut self.at, command) {
            (At::Asked { cursor, .. }, Command::Up | Command::Down) => {
                *cursor = moved(*cursor, SURE.len(), command == Command::Down);
            }
            (At::Asked { item, cursor }, Command::Choose | Command::Toggle | Command::Right | Command::Say) => {
                let sure = SURE.get(*cursor).map_or(3, |(sure, _)| *sure);
                let buffer = Box::new(Buffer::new("").with_limit(MAX_LINE_BYTES));
                self.at = At::Writing { item: item.clone(), sure, buffer };
                around.core.shown = PaneName::Write;
            }
            (At::Writing { item, sure, buffer }, Command::Say) => {
                let text = buffer.text().trim().to_owned();
                if text.is_empty() {
                    around.core.tell(Tone::Gap, Word::NothingSaid, &[]);
                    return false;
                }
                let (mut item, sure) = (item.clone(), *sure);
                let judged = judged(around.core, &item, &text);
                let met = judged.as_ref().is_some_and(|judged| judged.verdict == Verdict::Met);
                let tried = DrillTry { at: around.now.timestamp(), sure: Some(sure), met, text: text.clone() };
                item.answer(tried, around.core.now.date());
                around.core.keep_drill(&item);
                around.effects.push(Effect::SaveDrills(vec![(*item).clone()]));
                self.done.push(Done { item: (*item).clone(), sure, met });
                self.at = At::Told { item, sure, text, judged };
                around.core.shown = PaneName::Main;
            }
            // What is left out comes back another time.
            (At::Asked { .. } | At::Writing { .. }, Command::Skip) => {
                self.next();
                around.core.shown = PaneName::Main;
            }
            (At::Writing { item, sure, .. }, Command::Back) => {
                let cursor = SURE.iter().position(|(known, _)| known == sure).unwrap_or(1);
                self.at = At::Asked { item: item.clone(), cursor };
                around.core.shown = PaneName::Main;
            }
            (At::Told { .. }, Command::Choose | Command::Say | Command::Skip | Command::Right) => {
                self.next();
                around.core.shown = PaneName::Main;
            }
            (At::Nowhere, Command::Choose | Command::Skip) | (_, Command::Back) => return true,
            _ => {}
        }
        false
    }

    /// What is to be seen.
    pub fn panes<'m>(&'m self, core: &Core) -> Vec<Pane<'m>> {
        let title = core.word(Word::DrillTitle).to_owned();
        let mut main = Vec::new();
        let item = match &self.at {
            At::Asked { item, .. } | At::Writing { item, .. } | At::Told { item, .. } => Some(item),
            At::Nowhere => None,
        };
        let Some(item) = item else {
            return vec![Pane { name: PaneName::Main, title, blocks: self.end(core), scroll: 0 }];
        };
        let here = self.done.len() + usize::from(!matches!(self.at, At::Told { .. }));
        let all = (here + self.rest.len()).to_string();
        let Some(known) = known(&core.pack, item) else { return Vec::new() };
        let place = core.say(Word::DrillPlace, &[("n", &here.to_string()), ("all", &all)]);
        main.push(Block::Text(Tone::Muted, format!("{place} · {}", known.scenario.title.get(core.lang))));
        main.push(Block::Heading(known.step.title.get(core.lang).to_owned()));
        let talk = case(core, item, known.scenario);
        let prompt = talk.fill(&core.pack, known.scenario, known.step.prompt.get(core.lang), core.lang);
        main.push(Block::Text(Tone::Plain, prompt));
        let label = core.word(Word::DrillAsked).to_owned();
        main.push(Block::Row { label, text: known.check.title.get(core.lang).to_owned(), tone: Tone::Strong });
        let facts = known.step.facts.iter().filter_map(|id| {
            let fact = known.scenario.fact(id)?;
            let text = talk.fact(id)?.to_owned();
            Some(Block::Row { label: fact.label.get(core.lang).to_owned(), text, tone: Tone::Muted })
        });
        main.extend(facts);
        main.push(Block::Gap);
        let mut panes = Vec::new();
        match &self.at {
            At::Asked { cursor, .. } => {
                main.push(Block::Text(Tone::Coach, core.word(Word::DrillHowSure).to_owned()));
                for (index, (_, word)) in SURE.iter().enumerate() {
                    main.push(Block::Item(Item::new(Mark::None, core.word(*word)).at(index, *cursor)));
                }
            }
            At::Writing { buffer, .. } => panes.push(Pane {
                name: PaneName::Write,
                title: core.word(Word::You).to_owned(),
                blocks: vec![Block::Editor(Editor {
                    buffer,
                    label: core.word(Word::You).to_owned(),
                    hint: core.word(Word::DrillHint).to_owned(),
                    single_line: false,
                    marks: Vec::new(),
                })],
                scroll: 0,
            }),
            At::Told { item, sure, text, judged } => main.extend(told(core, item, *sure, text, judged.as_ref())),
            At::Nowhere => {}
        }
        panes.insert(0, Pane { name: PaneName::Main, title, blocks: main, scroll: 0 });
        panes
    }

    /// What the drill brought.
    fn end<'m>(&self, core: &Core) -> Vec<Block<'m>> {
        let mut blocks = Vec::new();
        if self.done.is_empty() {
            if self.came {
                blocks.push(Block::Text(Tone::Coach, core.word(Word::DrillNone).to_owned()));
            }
            return blocks;
        }
        blocks.push(Block::Heading(core.word(Word::DrillDone).to_owned()));
        for done in &self.done {
            let Some(known) = known(&core.pack, &done.item) else { continue };
            let mark = if done.met { Mark::Met } else { Mark::NotMet };
            let label = format!("{} · {}", known.step.title.get(core.lang), known.check.title.get(core.lang));
            blocks.push(Block::Item(Item::new(mark, label).value(sure_word(core, done.sure))));
            blocks.push(Block::Text(Tone::Muted, comes_back(core, &done.item)));
        }
        blocks
    }
}

/// What the pack knows of an item.
struct Known<'p> {
    scenario: &'p Scenario,
    step: &'p Step,
    check: &'p Check,
    at: CheckRef,
}

fn known<'p>(pack: &'p Pack, item: &DrillItem) -> Option<Known<'p>> {
    let scenario = pack.scenario(&item.scenario)?;
    let (_, step) = scenario.step(&item.step)?;
    let at = pack.checks.iter().position(|check| check.id == item.check)?;
    Some(Known { scenario, step, check: pack.checks.get(at)?, at: pack.check_ref(at)? })
}

/// The case to practise on: the user's own, where it is still there.
fn case(core: &Core, item: &DrillItem, scenario: &Scenario) -> Talk {
    let own = core.talks.iter().map(|summary| &summary.talk).find(|talk| Some(&talk.id) == item.talk.as_ref());
    own.cloned().unwrap_or_else(|| Talk::example(scenario, core.lang, item.created))
}

/// The verdict of the item's check on a line.
fn judged(core: &Core, item: &DrillItem, text: &str) -> Option<Judged> {
    let known = known(&core.pack, item)?;
    let talk = case(core, item, known.scenario);
    let judgement = judge_text(&core.pack, &core.listener, &talk, known.step, text);
    judgement.verdicts.into_iter().find(|judged| judged.check == known.at)
}

/// The result, with how sure one was beside it, and a better line when it was missed.
fn told<'m>(core: &Core, item: &DrillItem, sure: u8, text: &str, judged: Option<&Judged>) -> Vec<Block<'m>> {
    let (Some(known), Some(judged)) = (known(&core.pack, item), judged) else { return Vec::new() };
    let (mark, tone) = match judged.verdict {
        Verdict::Met => (Mark::Met, Tone::Met),
        Verdict::NotMet => (Mark::NotMet, Tone::NotMet),
        Verdict::CantTell => (Mark::CantTell, Tone::CantTell),
    };
    let marks = super::step::sorted_marks(judged.spans.iter().map(|span| (*span, tone)).collect());
    let name = judged.name(&core.pack, core.lang);
    let mut item_told = Item::new(mark, name);
    if judged.verdict != Verdict::Met {
        let scenario = known.scenario;
        let better =
            case(core, item, scenario).fill(&core.pack, scenario, known.check.better.get(core.lang), core.lang);
        item_told = item_told.detail(Tone::Coach, better);
    }
    vec![
        Block::Marked { text: text.to_owned(), marks },
        Block::Item(item_told),
        Block::Row {
            label: core.word(Word::DrillSure).to_owned(),
            text: sure_word(core, sure).to_owned(),
            tone: Tone::Plain,
        },
        Block::Text(Tone::Muted, comes_back(core, item)),
    ]
}

fn sure_word(core: &Core, sure: u8) -> &str {
    core.word(SURE.iter().find(|(known, _)| *known == sure).map_or(Word::SureFair, |(_, word)| *word))
}

/// When the item comes back.
fn comes_back(core: &Core, item: &DrillItem) -> String {
    let today = core.now.date();
    match item.due {
        Some(due) => {
            let days = (due - today).get_days().max(1).to_string();
            core.say(Word::DrillBack, &[("n", &days)])
        }
        None => core.word(Word::DrillKnown).to_owned(),
    }
}
