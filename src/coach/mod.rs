//! The machine: what a talk is, how a rehearsal goes, what is to be seen.
//!
//! `update` takes a message into the state and says what the world has to do; `view` says what is to
//! be seen. Nothing here touches a terminal, a file, a clock or chance: the moment and the seed are
//! given.

mod afterwards;
mod around;
mod attempts;
mod call;
mod calls;
mod card;
mod case;
mod client;
mod debrief;
mod difference;
mod dossier;
pub mod drill;
mod facts;
mod flow;
pub mod followup;
mod judge;
mod kept;
pub mod keys;
mod model;
mod moment;
mod msg;
mod pace;
mod page;
mod preview;
mod proof;
mod rehearsal;
mod screens;
mod search;
mod show;
mod talk;
mod told;
mod travel;
mod update;
mod view;
mod waiting;
mod walk;
mod week;

pub use afterwards::{Foreseen, asked, foreseen, unsaid, wished};
pub use attempts::{Pair, Progress, Try, pair, progress};
pub use call::{Call, Entry, EntryKind, Promise, Question};
pub use calls::{Cue, MAX_CUES, cues, day_named, day_shown};
pub use card::{Card, CardLine, CardWords, card, title};
pub use case::read_case;
pub use client::{Answer, Ending, Mood, Reply, Standing, plan, plan_with, weigh};
pub use debrief::{Change, Debrief, Outcome, StepBack, compare, debrief};
pub use dossier::{Client, Kept, OpenPromise, Survey, kept, prefill, unkept};
pub use drill::{DrillItem, DrillTry};
pub use flow::Flow;
pub use followup::{Calendar, Due, FollowUp, FollowUpChange, FollowUpState, Origin, Urgency};
pub use judge::{Judged, Judgement, MAX_HEARD_BYTES, judge_attempt, judge_text};
pub use kept::{KeptCase, kept_case, kept_page};
pub use model::{CoachMode, Model, Redact, Start, Wishes};
pub use moment::{BadMoment, due_named, past_moment};
pub use msg::{Command, Copied, DraftToSave, Effect, Msg, Packs, World};
pub use pace::{HAN_A_MINUTE, WORDS_A_MINUTE, seconds_to_say};
pub use page::{case_page, habit_page, outcome};
pub use preview::Preview;
pub use proof::{Lines, Proof, Wanted, Wrong, prove};
pub use rehearsal::{AfterField, Attempt, CallField, Draft, Place, Rehearsal, Said, Turn};
pub use search::{MAX_WORDS, Part, best_text, search_words, searched, texts_of_client, texts_of_talk};
pub use show::{focus, view};
pub use talk::{Gap, GateAnswer, MAX_FACT_BYTES, Talk, TalkSummary};
pub use told::{day_in_words, due_in_words, moment_in_words, span_in_words};
pub use update::update;
pub use view::{
    Block, Editor, Hint, Item, Mark, Notice, Pane, PaneName, ScreenName, ScreenView, Stop, StopState, Tone,
};
pub use waiting::{ClockLine, clock, waiting};
pub use walk::{
    Deed, Meeting, PathWalk, ReactionTurn, ReactionWalk, ScenarioWalk, Setting, StepWalk, TurnWalk, Unreached,
    WALK_BOUND, Walk, every_answer, walk, walk_turn,
};
pub use week::{BadDay, BadLine, Week};
