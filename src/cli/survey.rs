//! `forthright survey`: the satisfaction check of a client, kept in their file.

use std::io::{BufRead, IsTerminal, Write};

use clap::Args;

use crate::coach::{Client, Survey as Answers};
use crate::pack::Word;
use crate::store::{Found, Store};
use crate::text::clean_text;

use super::context::Context;
use super::error::{Exit, Failure, print_bytes, say};

/// The longest note that is kept, in bytes.
const MAX_NOTE: usize = 10_000;

/// The satisfaction check: three questions, answered from 1 to 5 and kept in the client's file.
#[derive(Debug, Args)]
pub struct Survey {
    /// A talk or a client
    #[arg(value_name = "TALK|CLIENT")]
    name: String,
    /// The answers in order, `-` for none; asked for when left out
    #[arg(value_name = "1-5", allow_negative_numbers = true)]
    scores: Vec<String>,
    /// What else they said
    #[arg(long)]
    note: Option<String>,
}

impl Survey {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let asked = &context.pack.survey;
        if asked.is_empty() {
            return Err(Failure::input(context.say(Word::SurveyNone, &[])));
        }
        let mut store = context.store()?;
        store.adopt(context.now.timestamp()).map_err(|error| context.failed(&error))?;
        let (mut client, talk) = self.client(context, &store)?;
        let mut note = self.note.clone().unwrap_or_default();
        let scores = if self.scores.is_empty() {
            ask(context, &mut note)?
        } else {
            if self.scores.len() != asked.len() {
                let n = asked.len().to_string();
                return Err(Failure::input(context.say(Word::SurveyCount, &[("n", &n)])));
            }
            self.scores.iter().map(|text| score(context, text)).collect::<Result<Vec<_>, _>>()?
        };
        if scores.iter().all(Option::is_none) && note.trim().is_empty() {
            say(&context.say(Word::SurveyNothing, &[]));
            return Ok(Exit::Fine);
        }
        if note.len() > MAX_NOTE {
            return Err(Failure::input(context.say(Word::TooLong, &[])));
        }
        let note = clean_text(note.trim()).into_owned();
        let at = context.now.timestamp();
        client.surveys.push(Answers { at, talk, scores, note });
        client.changed = at;
        store.save_client(&client).map_err(|error| context.failed(&error))?;
        say(&context.say(Word::SurveyKept, &[("name", &client.name)]));
        Ok(Exit::Fine)
    }

    /// The client that is meant: by a talk, or by name.
    fn client(&self, context: &Context, store: &Store) -> Result<(Client, Option<String>), Failure> {
        if let Ok(Found::One(talk, _)) = store.find_talk(&self.name)
            && let Some(id) = &talk.client
            && let Some(client) = store.client(id).map_err(|error| context.failed(&error))?
        {
            return Ok((client, Some(talk.id)));
        }
        Ok((context.client_named(store, &self.name)?, None))
    }
}

/// Asks in lines; what cannot be read is asked again, an empty line is no answer.
fn ask(context: &Context, note: &mut String) -> Result<Vec<Option<u8>>, Failure> {
    let lang = context.lang;
    let mut lines = std::io::stdin().lock().lines();
    let mut next = || lines.next().transpose().map_err(|error| Failure::input(error.to_string()));
    let tell = |text: &str| -> Result<(), Failure> {
        print_bytes(text.as_bytes())?;
        std::io::stdout().flush().map_err(|error| Failure::store(error.to_string()))
    };
    let mut scores = Vec::new();
    for question in &context.pack.survey {
        let scale = format!("1 {} … 5 {}", question.low.get(lang), question.high.get(lang));
        tell(&format!("{}\n  {scale}\n", question.ask.get(lang)))?;
        scores.push(loop {
            let Some(line) = next()? else { break None };
            match score(context, &line) {
                Ok(score) => break score,
                Err(failure) if std::io::stdin().is_terminal() => failure.tell(),
                Err(failure) => return Err(failure),
            }
        });
    }
    if note.is_empty() {
        tell(&format!("{}\n", context.say(Word::SurveyNote, &[])))?;
        *note = next()?.unwrap_or_default();
    }
    Ok(scores)
}

/// A score in ASCII or full-width digits; `-` or nothing is none.
fn score(context: &Context, text: &str) -> Result<Option<u8>, Failure> {
    match crate::text::folded_word(text.trim()).as_str() {
        "" | "-" => Ok(None),
        one @ ("1" | "2" | "3" | "4" | "5") => Ok(one.parse().ok()),
        other => Err(Failure::input(context.say(Word::SurveyScore, &[("text", &crate::text::fit(other, 20))]))),
    }
}
