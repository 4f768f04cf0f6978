//! What a pack holds, once it has been checked: no dangling name, no empty text, no missing language.
//!
//! References between nodes are indices into the pack's own lists, made only by the decoder, so
//! looking one up cannot fail.

use serde::{Deserialize, Serialize};

use super::around::{DebriefQuestion, DossierField, SurveyQuestion};
use super::document::{DocumentName, DocumentText};
use super::interface::Interface;
use super::later::LaterSignals;
use super::rule::{CheckRule, Rule};
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

/// A kind of talk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Scenario {
    /// Its id, unlike any other: its own, or `pack/scenario` where another pack has one with that id.
    pub id: String,
    /// The id of the pack that it comes from.
    pub pack: String,
    /// Its place on the home screen.
    pub order: u32,
    /// Its name.
    pub title: Both,
    /// One line on the home screen.
    pub blurb: Both,
    /// Where it comes from.
    pub source: Sources,
    /// The fields of a case, at most [`MAX_FACTS`].
    pub facts: Vec<Fact>,
    /// The readiness gate.
    pub gate: Vec<GateItem>,
    /// Ways through the stages; the first whose condition holds is taken, the last has none.
    pub paths: Vec<Path>,
    /// All stages of all paths.
    pub stages: Vec<Stage>,
    /// Answers planned for likely reactions.
    pub if_then: Vec<IfThen>,
    /// What not to say, for the card.
    pub never_say: Vec<Both>,
    /// The rows at the top of the card.
    pub card: Vec<CardRow>,
    /// The follow-up clock.
    pub clock: Vec<ClockRow>,
    /// Example cases; never empty. The first serves where none is asked for.
    pub examples: Vec<Example>,
}

/// The most fields a case may have: more is a form nobody fills in before an urgent call.
pub const MAX_FACTS: usize = 8;

impl Scenario {
    /// The id that its own pack has for it.
    pub fn local_id(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or(&self.id)
    }

    /// The fact with this id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|f| f.id == id)
    }

    /// The example case with this id; the first one without.
    pub fn example(&self, id: Option<&str>) -> Option<&Example> {
        match id {
            Some(id) => self.examples.iter().find(|example| example.id == id),
            None => self.examples.first(),
        }
    }

    /// The step with this id, with its stage.
    pub fn step(&self, id: &str) -> Option<(&Stage, &Step)> {
        self.stages.iter().find_map(|stage| Some((stage, stage.steps.iter().find(|s| s.id == id)?)))
    }
}

/// One field of a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fact {
    /// Its id; the same in every scenario.
    pub id: String,
    /// What may be entered.
    pub kind: FactKind,
    /// Its name.
    pub label: Both,
    /// What the empty field shows.
    pub hint: Both,
    /// How a gap is named when the field is empty.
    pub gap: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// What a fact holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactKind {
    /// A short text.
    Text,
    /// Yes or no.
    YesNo,
}

/// One question of the readiness gate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GateItem {
    /// Its id.
    pub id: String,
    /// The question.
    pub ask: Both,
    /// Why it matters.
    pub why: Both,
    /// How the card names it when it is missing.
    pub missing: Both,
    /// The path that opens when it is missing, for the gate screen to say so.
    pub opens: Option<String>,
    /// Where it comes from.
    pub source: Sources,
}

/// A way through the stages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Path {
    /// Its id.
    pub id: String,
    /// When it is taken.
    pub when: Option<Condition>,
    /// Its stages, as indices into [`Scenario::stages`].
    pub stages: Vec<u16>,
}

/// A condition on the user's case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// A gate item stands so.
    Gate {
        /// The gate item's id.
        item: String,
        /// How it must stand.
        is: GateState,
    },
    /// A yes-or-no fact stands so.
    Fact {
        /// The fact's id.
        fact: String,
        /// How it must stand.
        is: bool,
    },
}

/// How a gate item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateState {
    /// It is there.
    Have,
    /// It is not there.
    Missing,
    /// This talk does not need it.
    NotNeeded,
}

/// A part of the talk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stage {
    /// Its id.
    pub id: String,
    /// Its name on the rail.
    pub title: Both,
    /// Its steps; never empty.
    pub steps: Vec<Step>,
}

/// One screenful inside a stage: something to say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Step {
    /// Its id, unique in the scenario.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// What to say now; may hold slots.
    pub prompt: Both,
    /// Why.
    pub why: Both,
    /// Short hints; may hold slots.
    pub tips: Vec<Both>,
    /// Facts that one would use here, by id.
    pub facts: Vec<String>,
    /// What the coach listens for, the most important first; never empty.
    pub checks: Vec<CheckRef>,
    /// Lines that work.
    pub good: Vec<ModelLine>,
    /// Lines that do not.
    pub bad: Vec<BadLine>,
    /// How the client may react here.
    pub reactions: Vec<ReactionRef>,
    /// Where it comes from.
    pub source: Sources,
}

/// A line that one could say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ModelLine {
    /// The words.
    pub line: Both,
    /// Why it works, or why it does not.
    pub because: Both,
}

/// A line that does not work, and the check that tells it apart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BadLine {
    /// The words, with the reason.
    pub model: ModelLine,
    /// The check that it fails.
    pub fails: CheckRef,
}

/// A planned answer to a reaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IfThen {
    /// The reaction.
    pub reaction: ReactionRef,
    /// The answer; may hold slots.
    pub plan: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// A row of the card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CardRow {
    /// What it is about.
    pub label: Both,
    /// The text, with slots.
    pub text: Both,
}

/// A dated action that follows from the talk.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClockRow {
    /// Its id.
    pub id: String,
    /// From when it counts.
    pub from: ClockFrom,
    /// How long after.
    pub after: ClockAfter,
    /// How often it comes back, in days.
    pub every_days: Option<u32>,
    /// What to do.
    pub action: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// The moment from which a follow-up counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClockFrom {
    /// When we knew.
    Known,
    /// When we talked.
    Talk,
    /// The date that we promised.
    Promised,
    /// When the matter was closed.
    Close,
}

/// A span of the follow-up clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClockAfter {
    /// Hours.
    Hours(u32),
    /// Calendar days.
    Days(u32),
    /// Working days.
    WorkingDays(u32),
}

/// A case that shows the scenario at work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Example {
    /// Its id, unique in the scenario.
    pub id: String,
    /// One line on what it is about.
    pub title: Both,
    /// The text facts, by id.
    pub texts: Vec<(String, Both)>,
    /// The yes-or-no facts, by id.
    pub flags: Vec<(String, bool)>,
    /// How every gate item stands.
    pub gate: Vec<(String, GateState)>,
    /// Where it comes from.
    pub source: Sources,
}

/// What a step asks of an utterance.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Check {
    /// Its id.
    pub id: String,
    /// How it is named when it is met.
    pub title: Both,
    /// How it is named when it is not met.
    pub missed: Both,
    /// Why it matters.
    pub why: Both,
    /// One better line.
    pub better: Both,
    /// When it applies; always, when there is none.
    pub when: Option<Condition>,
    /// Whether it asks or warns, and what decides it.
    pub rule: CheckRule,
    /// What the client says when it was missed.
    pub probe: Vec<Both>,
    /// Where it comes from.
    pub source: Sources,
    /// Utterances that meet it.
    pub met_examples: Vec<Both>,
    /// Utterances that do not.
    pub missed_examples: Vec<Both>,
}

/// How a client may react.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reaction {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// The client's mood when it comes.
    pub mood: Both,
    /// How it is put.
    pub opens: Vec<Opening>,
    /// What eases it, in order; at least two.
    pub moves: Vec<Move>,
    /// What makes it worse.
    pub worsens: Worsens,
    /// The client's words when it closes well.
    pub eased: Vec<Both>,
    /// The client's words when patience is out.
    pub unresolved: Vec<Both>,
    /// The debrief's sentence when it closed well.
    pub end_eased: Both,
    /// The debrief's sentence when patience ran out.
    pub end_unresolved: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// One wording of a reaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Opening {
    /// Who puts it so; anyone, when there is none.
    pub persona: Option<PersonaRef>,
    /// The words.
    pub says: Both,
}

/// Something the user does that eases a reaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Move {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Both,
    /// How it is heard.
    pub rule: Rule,
    /// What the client says while it is still missing.
    pub holds: Vec<Both>,
    /// One line that makes it.
    pub better: Both,
}

/// What makes a reaction worse.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Worsens {
    /// How it is heard.
    pub rule: Rule,
    /// What the client then says.
    pub says: Vec<Both>,
}

/// Who the client is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Persona {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// One line on what to expect.
    pub note: Both,
    /// Reactions that this client leans to.
    pub prefers: Vec<ReactionRef>,
    /// What this client says when nothing was left out.
    pub nods: Vec<Both>,
    /// Where it comes from.
    pub source: Sources,
}

/// How hard the client is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// One line on what to expect.
    pub note: Both,
    /// Answers without the right move that the client bears.
    pub patience: u32,
    /// Moves that one answer can make.
    pub moves_per_answer: u32,
    /// Reactions in one rehearsal at the most.
    pub reactions: u32,
    /// Whether the client asks after what a line left out.
    pub probes: bool,
}

/// A list to step through around a call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checklist {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// Whose ticks they are.
    pub per: TicksOf,
    /// Its items; never empty.
    pub items: Vec<ChecklistItem>,
}

/// Whose ticks a checklist keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TicksOf {
    /// Each talk has its own.
    Talk,
    /// Each client has their own, over all talks.
    Client,
}

/// One item of a checklist.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// Its id.
    pub id: String,
    /// The heading under which it stands, with its neighbours of the same heading.
    pub group: Option<Both>,
    /// What to do.
    pub text: Both,
    /// Why.
    pub why: Both,
    /// The scenarios it is for, by id; all, when empty.
    pub scenarios: Vec<String>,
    /// Where it comes from.
    pub source: Sources,
}

/// A habit card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Habit {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// What to do, in a line.
    pub do_this: Both,
    /// What not to do, in a line.
    pub not_this: Both,
    /// Why.
    pub why: Both,
    /// The scenarios it is for, by id; all, when empty.
    pub scenarios: Vec<String>,
    /// Lines side by side.
    pub pairs: Vec<Pair>,
    /// A small exercise.
    pub practice: Option<Both>,
    /// Where it comes from.
    pub source: Sources,
}

/// Two ways to say a thing, and the check that tells them apart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pair {
    /// When it is said.
    pub scene: Both,
    /// The line that does not work: it fails the check.
    pub weak: Both,
    /// The line that does: it does not fail it.
    pub strong: Both,
    /// Why.
    pub because: Both,
    /// What tells them apart.
    pub check: CheckRef,
}

/// A term of the product, and the words that are not to be used for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The term.
    pub term: Both,
    /// Chinese words that are not to be used for it.
    pub not_zh: Vec<String>,
    /// English words that are not to be used for it.
    pub not_en: Vec<String>,
    /// When it is said, for authors.
    pub note: Option<Both>,
}

/// A talk of somebody else, told to learn from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// The kind of talk, by the scenario's id.
    pub scenario: String,
    /// How it ended.
    pub outcome: CaseOutcome,
    /// In which trade it happened.
    pub trade: Both,
    /// Its name.
    pub title: Both,
    /// How things stood.
    pub situation: Both,
    /// What was said, in order; at least two turns.
    pub said: Vec<CaseTurn>,
    /// What came of it.
    pub came: Both,
    /// What is to be learnt.
    pub lesson: Both,
    /// Where it comes from.
    pub source: Sources,
}

/// How a case ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseOutcome {
    /// Well.
    Good,
    /// Badly.
    Bad,
    /// Some of each.
    Mixed,
}

/// Something said in a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseTurn {
    /// Whether we said it, and not the client.
    pub by_us: bool,
    /// The words.
    pub says: Both,
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
