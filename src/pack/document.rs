//! The documents that a talk can be written out as: which there are, which sections each has, and the words around
//! what the talk itself brings.

use serde::{Deserialize, Serialize};

use super::content::Sources;
use super::signals::SignalId;
use super::words::{Both, Lang};

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $id:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$item_doc])* $item),* }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$item),*];

            /// The name in packs, on the command line and in JSON.
            pub const fn id(self) -> &'static str {
                match self { $($name::$item => $id),* }
            }

            /// The one of that name.
            pub fn of(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|name| name.id() == id)
            }
        }
    };
}

names! {
    /// A document.
    DocumentName {
        /// One page to take into the call.
        Card = "card",
        /// Everything that was prepared, for oneself and the team.
        Summary = "summary",
        /// Minutes or a mail to the client after the talk.
        Recap = "recap",
        /// How things stand, to the client.
        Report = "report",
        /// Every dated action of a talk.
        Followups = "followups",
        /// The satisfaction check, to the client.
        Survey = "survey",
    }
}

names! {
    /// A section of a document. What stands in it is the code's; its heading and the words around it are the pack's.
    SectionName {
        /// What is missing, and warnings.
        Gaps = "gaps",
        /// The scenario's rows, numbers first.
        Rows = "rows",
        /// The user's own first words at each step.
        Cues = "cues",
        /// If the client does this, then I say that.
        IfThen = "if-then",
        /// What not to say.
        NeverSay = "never-say",
        /// The facts of the case.
        Facts = "facts",
        /// What backs it.
        Evidence = "evidence",
        /// What it does to the client, and to us.
        Impact = "impact",
        /// What the client can choose from.
        Options = "options",
        /// What must be approved before it may be offered.
        Approvals = "approvals",
        /// The readiness gate.
        Gate = "gate",
        /// What may go wrong.
        Risks = "risks",
        /// What was said in rehearsal.
        Lines = "lines",
        /// What the rehearsed lines meet and miss.
        Checks = "checks",
        /// The checklist before the talk.
        Checklist = "checklist",
        /// Who hears what, when.
        Contacts = "contacts",
        /// What stays among ourselves.
        Inside = "inside",
        /// The first words to the client.
        Opening = "opening",
        /// What the client asked for and said.
        Request = "request",
        /// What we answered.
        Answer = "answer",
        /// What both sides agreed on.
        Agreed = "agreed",
        /// Who does what by when.
        Plan = "plan",
        /// The route that a change takes, and how it may end.
        Change = "change",
        /// What is open, with owner and date.
        Open = "open",
        /// When the client hears next.
        Next = "next",
        /// How things stand.
        State = "state",
        /// What is done.
        Done = "done",
        /// What is not done.
        NotDone = "not-done",
        /// The date to expect.
        Expected = "expected",
        /// What was changed so that it does not happen again.
        Measures = "measures",
        /// What was given up.
        Dropped = "dropped",
        /// The columns for Worktile.
        Worktile = "worktile",
        /// The columns for PingCode.
        PingCode = "pingcode",
        /// The columns for Jira.
        Jira = "jira",
        /// What is asked.
        Questions = "questions",
        /// The last words to the client.
        Closing = "closing",
    }
}

impl DocumentName {
    /// The sections that a document is made of. A pack orders them and may leave none out.
    pub const fn sections(self) -> &'static [SectionName] {
        use SectionName::*;
        match self {
            DocumentName::Card => &[Gaps, Rows, Cues, IfThen, NeverSay],
            DocumentName::Summary => &[
                Gaps, Facts, Evidence, Impact, Options, Approvals, Gate, Risks, Lines, Checks, IfThen, NeverSay,
                Checklist, Contacts, Inside,
            ],
            DocumentName::Recap => &[Opening, Request, Answer, Agreed, Plan, Change, Open, Next, Closing],
            DocumentName::Report => &[Opening, State, Done, NotDone, Expected, Impact, Measures, Open, Next, Closing],
            DocumentName::Followups => &[Open, Done, Dropped, Worktile, PingCode, Jira],
            DocumentName::Survey => &[Opening, Questions, Closing],
        }
    }
}

/// The words of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentText {
    /// Which document.
    pub name: DocumentName,
    /// What it is called.
    pub title: Both,
    /// The user's own words that carry one of these signals are left out of it: it goes to the client.
    pub leave_out: Vec<SignalId>,
    /// Its sections, in the pack's order.
    pub sections: Vec<SectionText>,
}

impl DocumentText {
    /// The words of a section.
    pub fn section(&self, name: SectionName) -> Option<&SectionText> {
        self.sections.iter().find(|section| section.name == name)
    }
}

/// The words of a section, and what of the case it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionText {
    /// Which section.
    pub name: SectionName,
    /// Its heading.
    pub title: Both,
    /// A sentence below the heading; may hold slots.
    pub note: Option<Both>,
    /// What stands there while there is nothing to say; a section without it is left out then.
    pub gap: Option<Both>,
    /// Facts that it shows, by id.
    pub facts: Vec<String>,
    /// Gate items that it shows, by id.
    pub gate: Vec<String>,
    /// Rehearsed sentences that carry one of these signals stand in it as long as nothing better is known.
    pub hears: Vec<SignalId>,
    /// Lines that stand in it as they are; may hold slots.
    pub items: Vec<SectionItem>,
    /// The scenarios it is for, by id; all, when empty.
    pub scenarios: Vec<String>,
    /// The columns of a table for another program.
    pub columns: Option<Columns>,
    /// Where it comes from.
    pub source: Sources,
}

/// A line that stands in a section as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionItem {
    /// The words; may hold slots.
    pub text: Both,
    /// The scenarios it is for, by id; all, when empty.
    pub scenarios: Vec<String>,
}

/// The columns of a table of tasks, as another program calls them, and its words for how a task stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// The headings, in the order of [`COLUMNS`].
    pub headings: Vec<Both>,
    /// The words for low, normal and high.
    pub priorities: Vec<Both>,
    /// The words for open, done and given up.
    pub states: Vec<Both>,
}

/// The columns of a table of tasks.
pub const COLUMNS: [&str; 7] = ["title", "description", "owner", "start", "due", "priority", "status"];
/// How urgent a task is.
pub const PRIORITIES: [&str; 3] = ["low", "normal", "high"];
/// How a task stands.
pub const STATES: [&str; 3] = ["open", "done", "dropped"];

impl Columns {
    /// The text at a place of one of the lists.
    pub fn word(list: &[Both], at: usize, lang: Lang) -> &str {
        list.get(at).map_or("", |text| text.get(lang))
    }
}
