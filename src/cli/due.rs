//! `forthright due`: what is to be done by when, and how it stands.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::coach::followup::{Turn, Unchanged, by_urgency, turn};
use crate::coach::{Calendar, FollowUp, FollowUpState, Talk, Urgency, due_in_words, due_named};
use crate::pack::Word;
use crate::store::Store;
use crate::text::clean_line;

use super::context::Context;
use super::error::{Exit, Failure, print_bytes, say};
use super::list::{Row, Shape, print_rows};

/// The longest action that is taken, in bytes.
const MAX_WHAT: usize = 2_000;

/// What is due, overdue first; ends with 1 when something is overdue.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Due {
    #[command(subcommand)]
    change: Option<Change>,
    /// Also what is done and dropped
    #[arg(long)]
    all: bool,
    /// How
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// It is done; one that comes back gets its next day
    Done {
        /// The follow-up: its id, or any part of it that no other has
        id: String,
        /// What came of it
        #[arg(long)]
        why: Option<String>,
    },
    /// It is due at another time: a date, `+3`, `Friday`, `周五 10:00`
    Move {
        /// The follow-up
        id: String,
        /// When
        when: String,
        /// Why
        #[arg(long)]
        why: Option<String>,
    },
    /// It is given up
    Drop {
        /// The follow-up
        id: String,
        /// Why
        #[arg(long)]
        why: Option<String>,
    },
    /// It is to be done after all
    Reopen {
        /// The follow-up
        id: String,
        /// Why
        #[arg(long)]
        why: Option<String>,
    },
    /// Something else that is to be done
    Add {
        /// What
        what: String,
        /// When: a date, `+3`, `Friday`, `周五 10:00`
        when: String,
        /// For this talk
        #[arg(long, conflicts_with = "client")]
        talk: Option<String>,
        /// For this client
        #[arg(long)]
        client: Option<String>,
        /// Who does it
        #[arg(long)]
        who: Option<String>,
        /// It comes back every so many days
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=730))]
        every: Option<u32>,
    },
}

impl Due {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        match &self.change {
            None => {
                let (rows, overdue) = rows(context, self.all)?;
                if rows.is_empty() && self.format == Shape::Text {
                    say(&context.say(Word::DueNothing, &[]));
                }
                print_rows(&rows, self.format)?;
                Ok(if overdue { Exit::Findings } else { Exit::Fine })
            }
            Some(Change::Add { what, when, talk, client, who, every }) => {
                let place = (talk.as_deref(), client.as_deref());
                add(context, what, when, place, who.as_deref(), *every)
            }
            Some(Change::Done { id, why }) => change(context, id, |_| Ok(Turn::Done), why.as_deref()),
            Some(Change::Drop { id, why }) => change(context, id, |_| Ok(Turn::Drop), why.as_deref()),
            Some(Change::Reopen { id, why }) => change(context, id, |_| Ok(Turn::Reopen), why.as_deref()),
            Some(Change::Move { id, when, why }) => {
                change(context, id, |context| Ok(Turn::Move(day(context, when)?)), why.as_deref())
            }
        }
    }
}

/// The follow-ups, the most urgent first, and whether one is overdue.
pub fn rows(context: &Context, all: bool) -> Result<(Vec<Row>, bool), Failure> {
    let calendar = context.calendar();
    let Some(mut store) = context.existing_store()? else { return Ok((Vec::new(), false)) };
    context.bring_up(&mut store, &calendar)?;
    let mut followups = store.followups(all).map_err(|error| context.failed(&error))?;
    by_urgency(&mut followups);
    let clients = store.clients().map_err(|error| context.failed(&error))?;
    let mut rows = Vec::with_capacity(followups.len());
    let mut talks: std::collections::HashMap<String, Option<Talk>> = Default::default();
    for followup in &followups {
        let talk = match &followup.talk {
            Some(id) => {
                if !talks.contains_key(id) {
                    let found = store.talk(id).map_err(|error| context.failed(&error))?;
                    talks.insert(id.clone(), found.map(|(talk, _)| talk));
                }
                talks.get(id).and_then(Option::as_ref)
            }
            None => None,
        };
        let client = followup.client.as_ref().or(talk.and_then(|talk| talk.client.as_ref()));
        let client = client.and_then(|id| clients.iter().find(|client| client.id == *id));
        let fact = talk.and_then(|talk| talk.fact("client"));
        let name = client.map(|client| client.name.as_str()).or(fact).unwrap_or_default();
        rows.push(row(context, &calendar, followup, talk, name));
    }
    let now = calendar.civil(context.now.timestamp());
    let overdue = followups.iter().any(|followup| followup.urgency(now) == Some(Urgency::Overdue));
    Ok((rows, overdue))
}

fn row(context: &Context, calendar: &Calendar, followup: &FollowUp, talk: Option<&Talk>, client: &str) -> Row {
    let now = calendar.civil(context.now.timestamp());
    let scenario = talk.and_then(|talk| context.scenario_of(&talk.scenario));
    let what = followup.told(scenario, context.lang);
    let urgency = followup.urgency(now);
    let word = match (urgency, followup.state) {
        (Some(Urgency::Overdue), _) => Word::DueOverdue,
        (Some(Urgency::Today), _) => Word::DueToday,
        (Some(Urgency::Later), _) => Word::DueLater,
        (None, FollowUpState::Dropped) => Word::DueDropped,
        (None, _) => Word::DueDone,
    };
    let history: Vec<Value> = followup
        .history
        .iter()
        .map(|change| json!({ "at": change.at, "was": change.state, "due": change.due, "why": change.why }))
        .collect();
    Row {
        cells: vec![
            context.say(word, &[]),
            due_in_words(followup.due, now.date(), context.lang),
            client.to_owned(),
            what.to_owned(),
            followup.owner.clone(),
            followup.id.clone(),
        ],
        json: json!({
            "id": followup.id,
            "urgency": urgency,
            "state": followup.state,
            "date": followup.due.date,
            "time": followup.due.time,
            "what": what,
            "owner": followup.owner,
            "client": client,
            "talk": followup.talk,
            "origin": followup.origin,
            "every_days": followup.every_days,
            "history": history,
        }),
    }
}

fn day(context: &Context, when: &str) -> Result<crate::coach::Due, Failure> {
    due_named(when, &context.now, &context.listener)
        .ok_or_else(|| Failure::input(context.say(Word::DueNoDay, &[("text", &clean_line(when))])))
}

/// Changes the one follow-up that has this in its id.
fn change(
    context: &Context,
    id: &str,
    turn: impl Fn(&Context) -> Result<Turn, Failure>,
    why: Option<&str>,
) -> Result<Exit, Failure> {
    let wanted = turn(context)?;
    let calendar = context.calendar();
    let mut store = context.store()?;
    context.bring_up(&mut store, &calendar)?;
    let mut followup = one(context, &store, id)?;
    let why = clean_line(why.unwrap_or_default()).into_owned();
    let now = context.now.timestamp();
    let refused = |unchanged: Unchanged| {
        let word = match unchanged {
            Unchanged::Unknown => Word::DueUnknown,
            Unchanged::Already => Word::DueAlready,
            Unchanged::Closed => Word::DueClosed,
        };
        Failure::input(context.say(word, &[("name", id)]))
    };
    let talk = match &followup.talk {
        Some(talk) => store.talk(talk).map_err(|error| context.failed(&error))?.map(|(talk, _)| talk),
        None => None,
    };
    let changed = match talk {
        Some(mut talk) => {
            self::turn(&mut talk, &followup.id, wanted, &why, now, &calendar).map_err(refused)?;
            store.save_talk(&talk).map_err(|error| context.failed(&error))?;
            let changed = talk.followups.iter().find(|own| own.id == followup.id).cloned();
            changed.map_or(Vec::new(), |own| {
                let later = talk.followups.iter().filter(|f| f.created == now && f.state == FollowUpState::Open);
                [own.clone()].into_iter().chain(later.filter(|f| f.id != own.id).cloned()).collect()
            })
        }
        None => {
            let next = followup.turn(wanted, &why, now, &calendar).map_err(refused)?;
            let changed: Vec<FollowUp> = [followup].into_iter().chain(next).collect();
            for followup in &changed {
                store.save_followup(followup).map_err(|error| context.failed(&error))?;
            }
            changed
        }
    };
    let rows: Vec<Row> = changed.iter().map(|followup| row(context, &calendar, followup, None, "")).collect();
    print_rows(&rows, Shape::Text)
}

/// The one follow-up that has this in its id.
fn one(context: &Context, store: &Store, id: &str) -> Result<FollowUp, Failure> {
    let all = store.followups(true).map_err(|error| context.failed(&error))?;
    let id = id.trim();
    if let Some(whole) = all.iter().find(|followup| followup.id == id) {
        return Ok(whole.clone());
    }
    let found: Vec<&FollowUp> = all.iter().filter(|followup| !id.is_empty() && followup.id.contains(id)).collect();
    // Of several the open one is meant: who ticks something off does not think of last week's.
    let open: Vec<&&FollowUp> = found.iter().filter(|followup| followup.state == FollowUpState::Open).collect();
    match (found.as_slice(), open.as_slice()) {
        ([one], _) => Ok((*one).clone()),
        (_, [one]) => Ok((**one).clone()),
        ([], _) => {
            let known: Vec<&str> = all.iter().map(|followup| followup.id.as_str()).take(50).collect();
            Err(context.unknown(Word::DueUnknown, id, &known))
        }
        _ => {
            let names: Vec<&str> = found.iter().map(|followup| followup.id.as_str()).take(20).collect();
            let names = names.join(", ");
            Err(Failure::input(context.say(Word::DueSeveral, &[("name", id), ("names", &names)])))
        }
    }
}

fn add(
    context: &Context,
    what: &str,
    when: &str,
    (talk, client): (Option<&str>, Option<&str>),
    who: Option<&str>,
    every: Option<u32>,
) -> Result<Exit, Failure> {
    let what = clean_line(what.trim()).into_owned();
    if what.is_empty() || what.len() > MAX_WHAT {
        return Err(Failure::input(context.say(Word::DueNoWhat, &[])));
    }
    let due = day(context, when)?;
    let calendar = context.calendar();
    let mut store = context.store()?;
    context.bring_up(&mut store, &calendar)?;
    let now = context.now.timestamp();
    let talk = talk.map(|name| context.stored_talk(&store, name)).transpose()?;
    let client = client.map(|name| context.client_named(&store, name)).transpose()?;
    let client = client.map(|client| client.id).or(talk.as_ref().and_then(|talk| talk.client.clone()));
    let made = FollowUp::of_user(talk.as_ref().map(|talk| talk.id.as_str()), client.as_deref(), &what, due, now);
    let owner = clean_line(who.unwrap_or_default().trim()).into_owned();
    let made = FollowUp { owner, every_days: every, ..made };
    store.save_followup(&made).map_err(|error| context.failed(&error))?;
    print_bytes(format!("{}\n", made.id).as_bytes())
}
