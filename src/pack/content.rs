//! What a pack holds, once it has been checked: no dangling name, no empty text, no missing language.
//!
//! References between nodes are indices into the pack's own lists, made only by the decoder, so
//! looking one up cannot fail.

mod client;
mod library;
mod scenario;

pub use client::*;
pub use library::*;
pub use scenario::*;

use serde::{Deserialize, Serialize};

use super::around::{DebriefQuestion, DossierField, SurveyQuestion};
use super::document::{DocumentName, DocumentText};
use super::interface::Interface;
use super::later::LaterSignals;
use super::words::{Both, Lang};

/// The format version that this program reads.
pub const FORMAT: u32 = 1;

/// A whole pack.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pack {
    /// The pack's id.
    pub id: String,
    /// The ids of what it is made of: what it extends, from the ground up, and itself last.
    pub layers: Vec<String>,
    /// Its name.
    pub title: Both,
    /// The articles whose guidance it cites.
    pub articles: Vec<Article>,
    /// The papers it cites: what they say is "not from the articles".
    pub papers: Vec<Paper>,
    /// Kinds of talk, in the order of the home screen.
    pub scenarios: Vec<Scenario>,
    /// The check catalogue.
    pub checks: Vec<Check>,
    /// How a client may react.
    pub reactions: Vec<Reaction>,
    /// Who the client may be; never empty.
    pub personas: Vec<Persona>,
    /// How hard the client is, from easy to hard; never empty.
    pub levels: Vec<Level>,
    /// Checklists around a call.
    pub checklists: Vec<Checklist>,
    /// Habit cards: the why behind the method, and lines side by side.
    pub habits: Vec<Habit>,
    /// Talks of others to learn from.
    pub cases: Vec<Case>,
    /// One thing, one word: what texts are checked against.
    pub glossary: Vec<Term>,
    /// The fields of a client's file.
    pub dossier: Vec<DossierField>,
    /// What is asked after a call, at most [`super::MAX_DEBRIEF`].
    pub debrief: Vec<DebriefQuestion>,
    /// The satisfaction check.
    pub survey: Vec<SurveyQuestion>,
    /// The words of the documents, in the order of [`DocumentName::ALL`].
    pub documents: Vec<DocumentText>,
    /// What the listener hears and how.
    pub signals: LaterSignals,
    /// The words of the interface.
    pub interface: Interface,
}

macro_rules! reference {
    ($(#[$doc:meta])* $name:ident => $list:ident: $item:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(u16);

        impl $name {
            /// The place of the node in the pack's list. Only the decoder makes references.
            pub(super) fn new(index: usize) -> Option<Self> {
                u16::try_from(index).ok().map(Self)
            }

            /// The place of the node in the pack's list.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }

        impl std::ops::Index<$name> for Pack {
            type Output = $item;

            fn index(&self, at: $name) -> &$item {
                &self.$list[at.index()]
            }
        }
    };
}

reference!(
    /// A check of the catalogue.
    CheckRef => checks: Check
);
reference!(
    /// A reaction of the client.
    ReactionRef => reactions: Reaction
);
reference!(
    /// A persona of the client.
    PersonaRef => personas: Persona
);

/// An article whose pieces of guidance are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The letter before the numbers.
    pub letter: char,
    /// How many pieces it has.
    pub pieces: u32,
    /// Its title.
    pub title: Both,
}

/// A paper that a node rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its id.
    pub id: String,
    /// Author, year, topic.
    pub title: String,
}

/// Where a node comes from: at least one piece of guidance or paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Sources {
    /// Pieces of guidance, as `C-05`.
    pub guidance: Vec<String>,
    /// Papers, as indices into [`Pack::papers`].
    pub papers: Vec<u16>,
}

impl Pack {
    /// The scenario with this id.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|s| s.id == id)
    }

    /// The checklist with this id.
    pub fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|c| c.id == id)
    }

    /// The reference to the check at this place of the catalogue.
    pub fn check_ref(&self, index: usize) -> Option<CheckRef> {
        CheckRef::new(index).filter(|_| index < self.checks.len())
    }

    /// The reference to the reaction at this place.
    pub fn reaction_ref(&self, index: usize) -> Option<ReactionRef> {
        ReactionRef::new(index).filter(|_| index < self.reactions.len())
    }

    /// The reference to the reaction with this id.
    pub fn reaction_named(&self, id: &str) -> Option<ReactionRef> {
        self.reaction_ref(self.reactions.iter().position(|reaction| reaction.id == id)?)
    }

    /// The check with this id.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|c| c.id == id)
    }

    /// The reaction with this id.
    pub fn reaction(&self, id: &str) -> Option<&Reaction> {
        self.reactions.iter().find(|r| r.id == id)
    }

    /// The persona with this id.
    pub fn persona(&self, id: &str) -> Option<&Persona> {
        self.personas.iter().find(|p| p.id == id)
    }

    /// The level with this id.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|l| l.id == id)
    }

    /// The words of a document. The decoder leaves none out.
    pub fn document(&self, name: DocumentName) -> &DocumentText {
        &self.documents[name as usize]
    }

    /// A word of the interface.
    pub fn word(&self, word: super::interface::Word, lang: Lang) -> &str {
        self.interface.get(word).get(lang)
    }
}
