//! `forthright search`: everything that was written, found by any part of it.

use clap::Args;
use serde_json::json;

use crate::coach::Part;
use crate::pack::Word;
use crate::store::HitIn;

use super::context::Context;
use super::error::{Exit, Failure, say};
use super::list::{Row, Shape, print_rows};

/// Find talks and clients by any of their words.
#[derive(Debug, Args)]
pub struct Search {
    /// Words, all of which have to occur; parts of words do
    #[arg(required = true)]
    words: Vec<String>,
    /// How many hits at the most
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// How
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
}

impl Search {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let hits = match context.existing_store()? {
            Some(mut store) => {
                let found = store.search(&self.words.join(" "), usize::from(self.limit));
                found.map_err(|error| context.failed(&error))?
            }
            None => Vec::new(),
        };
        let rows: Vec<Row> = hits
            .iter()
            .map(|hit| {
                let (kind, id, name) = match &hit.what {
                    HitIn::Talk(talk) => ("talk", &talk.id, talk.fact("client").unwrap_or_default()),
                    HitIn::Client(client) => ("client", &client.id, client.name.as_str()),
                };
                let part = part(context, hit.part.as_ref());
                Row {
                    cells: vec![id.clone(), name.to_owned(), part.clone(), hit.text.clone()],
                    json: json!({ "kind": kind, "id": id, "client": name, "part": part, "text": hit.text }),
                }
            })
            .collect();
        if rows.is_empty() && self.format == Shape::Text {
            say(&context.say(Word::SearchNothing, &[]));
        }
        print_rows(&rows, self.format)
    }
}

/// The part in words.
fn part(context: &Context, part: Option<&Part>) -> String {
    let lang = context.lang;
    let pack = &context.pack;
    let own = |word: Word| context.say(word, &[]);
    match part {
        None => own(Word::PartLine),
        Some(Part::Fact(id)) => {
            let fact = context.scenarios().find_map(|scenario| scenario.fact(id));
            fact.map_or(id.clone(), |fact| fact.label.get(lang).to_owned())
        }
        Some(Part::Gate(_)) => own(Word::PartGate),
        Some(Part::Note | Part::Answer(_) | Part::Survey) => own(Word::PartNote),
        Some(Part::Promise) => own(Word::PartPromise),
        Some(Part::Question) => own(Word::PartQuestion),
        Some(Part::FollowUp) => own(Word::PartFollowUp),
        Some(Part::Name) => own(Word::PartName),
        Some(Part::Field(id)) => {
            let field = pack.dossier.iter().find(|field| field.id == *id);
            field.map_or(id.clone(), |field| field.label.get(lang).to_owned())
        }
    }
}
