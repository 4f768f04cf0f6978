//! `forthright client`: the file of a client, shown and edited in lines.

use clap::{Args, Subcommand};

use crate::coach::{Client, Talk, Urgency, day_in_words, due_in_words, kept, unkept};
use crate::pack::Word;
use crate::store::Store;
use crate::text::{clean_line, clean_text};

use super::context::Context;
use super::error::{Exit, Failure, print_bytes, say};

/// The longest field that is kept, in bytes.
const MAX_FIELD: usize = 10_000;

/// A client's file: shown, or changed.
#[derive(Debug, Args)]
pub struct ClientFile {
    /// The client: the name, a part of it, or the id
    name: String,
    #[command(subcommand)]
    change: Option<Change>,
}

#[derive(Debug, Subcommand)]
enum Change {
    /// Begin a file
    New,
    /// Write a field; an empty text clears it
    Set {
        /// The field's id
        field: String,
        /// What to write
        text: String,
    },
    /// Give the client another name; the old one still leads here
    Rename {
        /// The new name
        name: String,
    },
}

impl ClientFile {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let now = context.now.timestamp();
        match &self.change {
            None => {
                let Some(mut store) = context.existing_store()? else {
                    return Err(context.unknown(Word::ClientNone, &self.name, &[]));
                };
                context.bring_up(&mut store, &context.calendar())?;
                let client = context.client_named(&store, &self.name)?;
                show(context, &store, &client)
            }
            Some(Change::New) => {
                let name = clean_line(self.name.trim()).into_owned();
                if name.is_empty() {
                    return Err(Failure::input(context.say(Word::ClientNoName, &[])));
                }
                let mut store = context.store()?;
                store.adopt(now).map_err(|error| context.failed(&error))?;
                let same = store.find_clients(&name).map_err(|error| context.failed(&error))?;
                let client = match same.into_iter().find(|client| client.name == name) {
                    Some(client) => client,
                    None => {
                        let client = Client::new(&name, now);
                        store.save_client(&client).map_err(|error| context.failed(&error))?;
                        client
                    }
                };
                print_bytes(format!("{}\n", client.id).as_bytes())
            }
            Some(Change::Set { field, text }) => self.change(context, |client| {
                let known: Vec<&str> = context.pack.dossier.iter().map(|field| field.id.as_str()).collect();
                if !known.contains(&field.as_str()) {
                    return Err(context.unknown(Word::ClientNoField, field, &known));
                }
                if text.len() > MAX_FIELD {
                    return Err(Failure::input(context.say(Word::TooLong, &[])));
                }
                client.set_field(field, &clean_text(text), now);
                Ok(())
            }),
            Some(Change::Rename { name }) => self.change(context, |client| {
                if name.trim().is_empty() {
                    return Err(Failure::input(context.say(Word::ClientNoName, &[])));
                }
                client.rename(&clean_line(name), now);
                Ok(())
            }),
        }
    }

    fn change(
        &self,
        context: &Context,
        change: impl FnOnce(&mut Client) -> Result<(), Failure>,
    ) -> Result<Exit, Failure> {
        let mut store = context.store()?;
        store.adopt(context.now.timestamp()).map_err(|error| context.failed(&error))?;
        let mut client = context.client_named(&store, &self.name)?;
        change(&mut client)?;
        store.save_client(&client).map_err(|error| context.failed(&error))?;
        Ok(Exit::Fine)
    }
}

/// The file: unkept promises first, because they are what the client asks about first.
fn show(context: &Context, store: &Store, client: &Client) -> Result<Exit, Failure> {
    let lang = context.lang;
    let calendar = context.calendar();
    let now = calendar.civil(context.now.timestamp());
    let summaries = store.talks_of(&client.id).map_err(|error| context.failed(&error))?;
    let talks: Vec<&Talk> = summaries.iter().map(|summary| &summary.talk).collect();
    let mut out = vec![client.name.clone(), client.id.clone()];
    let mut part = |heading: Word, lines: Vec<String>| {
        if !lines.is_empty() {
            out.push(String::new());
            out.push(context.say(heading, &[]));
            out.extend(lines.into_iter().map(|line| format!("  {}", clean_line(&line))));
        }
    };
    let promises = unkept(talks.iter().copied()).into_iter().map(|open| {
        let due = open.promise.due.map(|day| day_in_words(day, now.date(), lang)).unwrap_or_default();
        let late = open.promise.due.is_some_and(|day| day < now.date());
        let mark = if late { context.say(Word::DueOverdue, &[]) } else { String::new() };
        [mark, due, open.promise.what.clone(), open.promise.who.clone()]
            .into_iter()
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    });
    part(Word::ClientUnkept, promises.collect());
    let count = kept(talks.iter().copied(), now.date(), |at| calendar.day(at));
    if count != Default::default() {
        let [in_time, late, open, overdue] =
            [count.in_time, count.late, count.open, count.overdue].map(|n| n.to_string());
        let values = [("kept", in_time.as_str()), ("late", &late), ("open", &open), ("overdue", &overdue)];
        part(Word::ClientPromises, vec![context.say(Word::ClientKept, &values)]);
    }
    let mut due = store.followups(false).map_err(|error| context.failed(&error))?;
    due.retain(|f| {
        f.client.as_ref() == Some(&client.id) || f.talk.as_ref().is_some_and(|id| talks.iter().any(|t| t.id == *id))
    });
    crate::coach::followup::by_urgency(&mut due);
    let due = due.iter().map(|followup| {
        let talk = talks.iter().find(|talk| followup.talk.as_ref() == Some(&talk.id));
        let scenario = talk.and_then(|talk| context.scenario_of(&talk.scenario));
        let late = followup.urgency(now) == Some(Urgency::Overdue);
        let mark = if late { format!("{} · ", context.say(Word::DueOverdue, &[])) } else { String::new() };
        format!("{mark}{} · {}", due_in_words(followup.due, now.date(), lang), followup.told(scenario, lang))
    });
    part(Word::ClientDue, due.collect());
    for field in &context.pack.dossier {
        if let Some(text) = client.field(&field.id) {
            let label = format!("{} ({})", field.label.get(lang), field.id);
            out.push(String::new());
            out.push(label);
            out.extend(text.lines().map(|line| format!("  {}", clean_line(line))));
        }
    }
    let empty: Vec<&str> =
        context.pack.dossier.iter().filter(|field| client.field(&field.id).is_none()).map(|f| f.id.as_str()).collect();
    let mut part = |heading: Word, lines: Vec<String>| {
        if !lines.is_empty() {
            out.push(String::new());
            out.push(context.say(heading, &[]));
            out.extend(lines.into_iter().map(|line| format!("  {}", clean_line(&line))));
        }
    };
    let surveys = client.surveys.iter().map(|survey| {
        let scores: Vec<String> =
            survey.scores.iter().map(|score| score.map_or("–".to_owned(), |score| score.to_string())).collect();
        let day = day_in_words(calendar.day(survey.at), now.date(), lang);
        format!("{day} · {} {}", scores.join(" "), survey.note).trim_end().to_owned()
    });
    part(Word::ClientSurveys, surveys.collect());
    let told = talks.iter().map(|talk| {
        let title = context.scenario_of(&talk.scenario).map_or(talk.scenario.as_str(), |s| s.title.get(lang));
        let day = day_in_words(calendar.day(talk.created), now.date(), lang);
        format!("{day} · {title} · {}", talk.id)
    });
    part(Word::ClientTalks, told.collect());
    if !empty.is_empty() {
        say(&context.say(Word::ClientEmpty, &[("fields", &empty.join(", "))]));
    }
    print_bytes((out.join("\n") + "\n").as_bytes())
}
