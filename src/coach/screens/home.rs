//! Home: talks to go on with, kinds of talk to begin.

use crate::coach::drill::queue;
use crate::coach::flow::Flow;
use crate::coach::model::{Core, Desk, Screen};
use crate::coach::msg::{Command, Effect};
use crate::coach::rehearsal::Place;
use crate::coach::talk::TalkSummary;
use crate::coach::view::{Block, Item, Mark, Pane, PaneName, Tone};
use crate::pack::Word;

use super::duties::due_now;
use super::{Around, Drill, Duties, Library, Shelf, moved};

/// The home screen: a cursor over the talks and then the scenarios.
#[derive(Debug, Default)]
pub struct Home {
    cursor: usize,
    /// Whether the user has moved: until then the list may grow under the cursor.
    touched: bool,
    /// The talk that was asked for and has not come yet.
    asked: Option<String>,
}

impl Home {
    /// Back from a shelf of the library, with the cursor on it.
    pub fn at(core: &Core, shelf: Shelf) -> Self {
        let before = core.talks.len() + core.scenarios().count();
        let at = doors(core).iter().position(|door| *door == Door::Shelf(shelf)).unwrap_or(0);
        Self { cursor: before + at, touched: true, asked: None }
    }

    /// What a command does; a screen to go to, if any.
    pub fn command(&mut self, around: &mut Around<'_>, command: Command) -> Option<Screen> {
        let core = &mut *around.core;
        let len = len(core);
        match command {
            Command::Up | Command::Down => {
                self.touched = true;
                self.cursor = moved(self.cursor, len, command == Command::Down);
            }
            Command::PageUp => self.cursor = 0,
            Command::PageDown => self.cursor = len.saturating_sub(1),
            Command::Choose | Command::Right => match core.talks.get(self.cursor) {
                Some(summary) => {
                    self.asked = Some(summary.talk.id.clone());
                    around.effects.push(Effect::OpenTalk(summary.talk.id.clone()));
                }
                None => return open(around, self.cursor.checked_sub(around.core.talks.len())?),
            },
            _ => {}
        }
        None
    }

    /// Puts the cursor on an item.
    pub fn point(&mut self, core: &Core, index: usize) {
        self.touched = true;
        self.cursor = index.min(len(core).saturating_sub(1));
    }

    /// Whether this talk is waited for; it is no longer.
    pub fn expects(&mut self, id: &str) -> bool {
        self.asked.take_if(|asked| asked == id).is_some()
    }

    /// The list of talks has come: the cursor stays on what it was on.
    pub fn talks_came(&mut self, before: usize, after: usize) {
        if !self.touched {
            self.cursor = 0;
        } else if self.cursor >= before {
            self.cursor = self.cursor - before + after;
        }
    }

    /// What is to be seen.
    pub fn panes<'m>(&self, core: &Core) -> Vec<Pane<'m>> {
        let mut blocks = Vec::new();
        if core.talks.is_empty() {
            blocks.push(Block::Text(Tone::Coach, core.word(Word::HomeWelcome).to_owned()));
        } else {
            blocks.push(Block::Heading(core.word(Word::HomeResume).to_owned()));
        }
        for (index, summary) in core.talks.iter().enumerate() {
            blocks.push(Block::Item(talk_item(core, summary).at(index, self.cursor)));
        }
        blocks.push(Block::Gap);
        blocks.push(Block::Heading(core.word(Word::HomeNew).to_owned()));
        for (index, scenario) in core.scenarios().enumerate() {
            let item = Item::new(Mark::None, scenario.title.get(core.lang));
            let item = item.value(scenario.blurb.get(core.lang));
            blocks.push(Block::Item(item.at(core.talks.len() + index, self.cursor)));
        }
        let before = core.talks.len() + core.scenarios().count();
        blocks.extend([Block::Gap, Block::Heading(core.word(Word::HomeOther).to_owned())]);
        for (index, door) in doors(core).into_iter().enumerate() {
            let (word, count) = match door {
                Door::Due => (Word::HomeDue, due_now(core)),
                Door::Practice => (Word::HomePractice, practice(core)),
                Door::Shelf(shelf) => (shelf.word(), shelf.len(core)),
            };
            // What waits for the user stands out.
            let mark = if count > 0 && !matches!(door, Door::Shelf(_)) { Mark::Here } else { Mark::None };
            let item = Item::new(mark, core.word(word)).value(count.to_string());
            blocks.push(Block::Item(item.at(before + index, self.cursor)));
        }
        vec![Pane { name: PaneName::Main, title: core.word(Word::AppName).to_owned(), blocks, scroll: 0 }]
    }
}

/// What stands below the kinds of talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Due,
    Practice,
    Shelf(Shelf),
}

/// The doors in their order; a shelf that holds nothing has none.
fn doors(core: &Core) -> Vec<Door> {
    let shelves = Shelf::ALL.into_iter().filter(|shelf| shelf.len(core) > 0).map(Door::Shelf);
    [Door::Due, Door::Practice].into_iter().chain(shelves).collect()
}

/// How much there is to practise today.
fn practice(core: &Core) -> usize {
    queue(&core.pack, &core.drills, core.now.date()).len()
}

/// How many items the cursor can be on.
fn len(core: &Core) -> usize {
    core.talks.len() + core.scenarios().count() + doors(core).len()
}

/// What stands below the talks: a new talk of a scenario, or a shelf.
fn open(around: &mut Around<'_>, index: usize) -> Option<Screen> {
    let core = &mut *around.core;
    let scenario = core.scenarios().nth(index).map(|scenario| scenario.id.clone());
    match scenario {
        Some(scenario) => {
            core.take_up(&scenario);
            let desk = Desk::new_talk(core, &scenario, around.now)?;
            Some(Screen::Desk(Box::new(desk)))
        }
        None => match doors(core).get(index.checked_sub(core.scenarios().count())?)? {
            Door::Due => Some(Screen::Duties(Duties::new(core))),
            Door::Practice => {
                let mut drill = Drill::new();
                drill.items_came(core, &core.drills);
                Some(Screen::Drill(Box::new(drill)))
            }
            Door::Shelf(shelf) => Some(Screen::Library(Library::new(*shelf))),
        },
    }
}

/// A talk in the list: what it is about, where it stands, what is missing.
fn talk_item(core: &Core, summary: &TalkSummary) -> Item {
    let talk = &summary.talk;
    let Some(scenario) = core.scenario(&talk.scenario) else {
        let label = core.say(Word::HomeUnknownScenario, &[("scenario", &talk.scenario)]);
        return Item::new(Mark::Gap, label);
    };
    let client = scenario.facts.first().and_then(|fact| talk.fact(&fact.id));
    let client = client.unwrap_or_else(|| core.word(Word::HomeNoClient));
    let label = format!("{} · {client}", scenario.title.get(core.lang));
    let mark = if summary.finished { Mark::Met } else { Mark::Here };
    let mut value = vec![stands(core, summary)];
    if talk.example {
        value.push(core.word(Word::ExampleCase).to_owned());
    }
    let gaps = talk.gaps(scenario, core.lang);
    if !gaps.is_empty() {
        value.push(core.say(Word::HomeGaps, &[("n", &gaps.len().to_string())]));
    }
    Item::new(mark, label).value(value.join(" · "))
}

/// Where a talk stands, in words.
fn stands(core: &Core, summary: &TalkSummary) -> String {
    if summary.finished {
        return core.word(Word::HomeRehearsed).to_owned();
    }
    let (scenario, place) = match (core.scenario(&summary.talk.scenario), &summary.place) {
        (Some(scenario), Some(place)) => (scenario, place),
        _ => return core.word(Word::Prepare).to_owned(),
    };
    let step = match place {
        Place::Step { step, .. } | Place::Client { step } => step,
        Place::Debrief | Place::Card => return core.word(Word::Debrief).to_owned(),
        Place::Call { .. } if summary.talk.open_call().is_some() => return core.word(Word::HomeCalling).to_owned(),
        Place::Call { .. } => return core.word(Word::HomeCalled).to_owned(),
        Place::After { .. } => return core.word(Word::HomeCalled).to_owned(),
        Place::Form { .. } | Place::Gate | Place::Checklist { .. } => return core.word(Word::Prepare).to_owned(),
    };
    let flow = Flow::of(scenario, &summary.talk);
    let found = flow.as_ref().and_then(|flow| {
        let at = flow.position(step)?;
        let stage = flow.stages.get(flow.steps.get(at)?.0)?;
        Some(format!("{} {}/{}", stage.title.get(core.lang), at + 1, flow.steps.len()))
    });
    found.unwrap_or_else(|| core.word(Word::Prepare).to_owned())
}
