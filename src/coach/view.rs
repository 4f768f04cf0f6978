//! What is to be seen: words and allowed commands, not widgets. Both renderers show the same view.

use super::keys::Focus;
use super::msg::Command;
use crate::pack::Lang;
use crate::text::{Buffer, Span};

/// One screen.
#[derive(Debug)]
pub struct ScreenView<'m> {
    /// Which screen.
    pub name: ScreenName,
    /// The language of its words.
    pub lang: Lang,
    /// Where the keys go.
    pub focus: Focus,
    /// What the screen is about: scenario, client, headline.
    pub title: String,
    /// What stands at the right of the title: mode, who the client is.
    pub aside: String,
    /// The stages; empty outside of a talk.
    pub rail: Vec<Stop>,
    /// The panes in reading order.
    pub panes: Vec<Pane<'m>>,
    /// The pane to show where only one fits.
    pub shown: PaneName,
    /// What can be done now, the most likely first.
    pub commands: Vec<Hint>,
    /// Something to tell once.
    pub notice: Option<Notice>,
    /// What lies over the screen.
    pub overlay: Option<Pane<'m>>,
    /// Whether everything is saved, in words.
    pub saved: String,
}

impl ScreenView<'_> {
    /// The first heading of the screen's main pane: tells one step from the next.
    pub fn heading(&self) -> Option<&str> {
        let main = self.panes.iter().find(|pane| pane.name == PaneName::Main)?;
        main.blocks.iter().find_map(|block| match block {
            Block::Heading(text) => Some(text.as_str()),
            _ => None,
        })
    }
}

/// The screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named as in the plan of the house")]
pub enum ScreenName {
    Home,
    Library,
    Form,
    Gate,
    Step,
    Client,
    Debrief,
    Card,
    Checklist,
    Call,
    After,
    Kept,
    Attempts,
    Drill,
    Duties,
}

/// A stage on the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Its name.
    pub label: String,
    /// Where it lies.
    pub state: StopState,
}

/// Where a stage lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopState {
    /// Gone through.
    Done,
    /// Here.
    Here,
    /// Ahead.
    Ahead,
}

/// The panes of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaneName {
    /// What is asked, what the client says, lists and documents.
    Main,
    /// Where the user writes.
    Write,
    /// What the coach heard.
    Heard,
}

/// A part of the screen.
#[derive(Debug)]
pub struct Pane<'m> {
    /// Which.
    pub name: PaneName,
    /// Its name in words.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block<'m>>,
    /// Screenfuls that the user has gone down; the renderer stops at the end.
    pub scroll: usize,
}

/// What a stretch of words means. The theme gives it a colour, never without a mark or word beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary words.
    Plain,
    /// Less important.
    Muted,
    /// The user's own words.
    You,
    /// The client's words.
    Client,
    /// The coach's words.
    Coach,
    /// Good.
    Met,
    /// Missed.
    NotMet,
    /// Cannot tell.
    CantTell,
    /// A gap or a warning.
    Gap,
    /// What matters most.
    Strong,
    /// Words that another text no longer has.
    Gone,
    /// Words that another text did not have.
    New,
}

/// A mark before an item. Every meaning has one, so that colour never carries it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// No mark.
    None,
    /// Met.
    Met,
    /// Not met.
    NotMet,
    /// Cannot tell.
    CantTell,
    /// A gap or a warning.
    Gap,
    /// Here.
    Here,
    /// Ahead.
    Ahead,
    /// Ticked.
    Ticked,
    /// Not ticked yet.
    Unticked,
}

/// A block of a pane.
#[derive(Debug)]
pub enum Block<'m> {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(Tone, String),
    /// Somebody speaks.
    Speech {
        /// Who.
        who: String,
        /// In which mood; may be empty.
        mood: String,
        /// Whose voice.
        tone: Tone,
        /// The words.
        text: String,
    },
    /// An item of a list, or a verdict.
    Item(Item),
    /// A label with a text.
    Row {
        /// The label.
        label: String,
        /// The text.
        text: String,
        /// What it means.
        tone: Tone,
    },
    /// A text with some of its words marked.
    Marked {
        /// The text.
        text: String,
        /// Stretches of it that counted, in order, not overlapping.
        marks: Vec<(Span, Tone)>,
    },
    /// Marks in rows and columns: how something went from time to time.
    Chart {
        /// What the columns are.
        label: String,
        /// Their names, the oldest first; short.
        columns: Vec<String>,
        /// What each row is about, with a mark a column.
        rows: Vec<(String, Vec<Mark>)>,
    },
    /// A text that is being edited.
    Editor(Editor<'m>),
    /// A line of a document, shown as it stands.
    Line(String),
    /// Some room.
    Gap,
}

/// An item of a list, or a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its place among the items that can be pointed at; `None` when it cannot.
    pub index: Option<usize>,
    /// Whether the cursor is on it.
    pub selected: bool,
    /// Its mark.
    pub mark: Mark,
    /// What it is about.
    pub label: String,
    /// A word at its side: a value, a state; may be empty.
    pub value: String,
    /// The words that decided it.
    pub quotes: Vec<String>,
    /// More about it.
    pub detail: Vec<(Tone, String)>,
}

impl Item {
    /// An item with a mark and a label alone.
    pub fn new(mark: Mark, label: impl Into<String>) -> Self {
        Self {
            index: None,
            selected: false,
            mark,
            label: label.into(),
            value: String::new(),
            quotes: Vec::new(),
            detail: Vec::new(),
        }
    }

    /// Makes it one that can be pointed at.
    #[must_use]
    pub fn at(mut self, index: usize, cursor: usize) -> Self {
        self.index = Some(index);
        self.selected = index == cursor;
        self
    }

    /// Adds a word at its side.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// Adds a line of detail.
    #[must_use]
    pub fn detail(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.detail.push((tone, text.into()));
        self
    }
}

/// A text that is being edited.
#[derive(Debug)]
pub struct Editor<'m> {
    /// The text with its cursor.
    pub buffer: &'m Buffer,
    /// What it is for.
    pub label: String,
    /// What the empty field shows.
    pub hint: String,
    /// Whether it is one line of a form (Enter goes on) or a text (Enter breaks the line).
    pub single_line: bool,
    /// Stretches that counted, in order, not overlapping.
    pub marks: Vec<(Span, Tone)>,
}

/// A command that can be used now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The command.
    pub command: Command,
    /// The key to show.
    pub key: &'static str,
    /// The word that plain mode takes for it.
    pub word: &'static str,
    /// What it does, in words.
    pub label: String,
}

/// Something to tell once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The words.
    pub text: String,
}
