//! What every document is made of, whatever it says and however it is written.

use serde::Serialize;

use crate::pack::{DocumentName, Lang, SectionName};

/// A document in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// Which document, by its name in packs.
    #[serde(rename = "document")]
    pub name: &'static str,
    /// The language it is written in.
    pub lang: Lang,
    /// The scenario's id.
    pub scenario: String,
    /// The talk's id; an example case has none of its own.
    pub talk: String,
    /// What the document is called.
    pub kind: String,
    /// Scenario and client.
    pub title: String,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its name in packs.
    pub id: &'static str,
    /// Its heading.
    pub heading: String,
    /// A sentence below the heading; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What stands in it.
    #[serde(flatten)]
    pub body: Body,
}

/// What stands in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// Labels with texts.
    Rows(Vec<Row>),
    /// A list.
    Items(Vec<Item>),
    /// Running text.
    Paragraphs(Vec<String>),
}

/// A labelled line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// The words.
    pub text: String,
}

/// One thing of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Item {
    /// The words.
    pub text: String,
    /// Whether it is done (a tick box); `None` where there is nothing to tick.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
    /// Who; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// When, in words; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub when: String,
}

impl Document {
    /// Whether this is that document.
    pub fn is(&self, name: DocumentName) -> bool {
        self.name == name.id()
    }

    /// What stands on top: what the document is, and of what. A card says the second alone.
    pub fn heading(&self) -> String {
        if self.is(DocumentName::Card) { self.title.clone() } else { format!("{} · {}", self.kind, self.title) }
    }

    /// The section of that name.
    pub fn section(&self, name: SectionName) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == name.id())
    }

    /// Changes every text that a reader sees.
    pub fn each_text(&mut self, mut change: impl FnMut(&mut String)) {
        change(&mut self.title);
        for section in &mut self.sections {
            change(&mut section.note);
            match &mut section.body {
                Body::Rows(rows) => {
                    for row in rows {
                        change(&mut row.label);
                        change(&mut row.text);
                    }
                }
                Body::Items(items) => {
                    for item in items {
                        change(&mut item.text);
                        change(&mut item.owner);
                        change(&mut item.when);
                    }
                }
                Body::Paragraphs(texts) => texts.iter_mut().for_each(&mut change),
            }
        }
    }
}

impl Body {
    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        match self {
            Body::Rows(rows) => rows.is_empty(),
            Body::Items(items) => items.is_empty(),
            Body::Paragraphs(texts) => texts.is_empty(),
        }
    }
}

impl Row {
    /// A labelled line.
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: text.into() }
    }
}

impl Item {
    /// A line with nothing to tick.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A line to tick.
    pub fn tick(text: impl Into<String>, done: bool) -> Self {
        Self { text: text.into(), done: Some(done), ..Self::default() }
    }

    /// Who and when, as they stand behind the words; empty when neither is known.
    pub fn by(&self, lang: Lang) -> String {
        let comma = match lang {
            Lang::Zh => "，",
            Lang::En => ", ",
        };
        let parts = [self.owner.as_str(), self.when.as_str()];
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(comma)
    }

    /// The words with who and when in brackets.
    pub fn told(&self, lang: Lang) -> String {
        match (self.by(lang), lang) {
            (by, _) if by.is_empty() => self.text.clone(),
            (by, Lang::Zh) => format!("{}（{by}）", self.text),
            (by, Lang::En) => format!("{} ({by})", self.text),
        }
    }
}
