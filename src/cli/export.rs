//! `forthright export`: write a document.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::coach::card;
use crate::export::{Format, render_card, render_summary, summary};
use crate::pack::{Lang, Word};

use super::LangChoice;
use super::context::{Context, Named};
use super::error::{Exit, Failure, print_bytes};
use super::files::write_new;

/// The documents by name.
const DOCUMENTS: [(&str, Document); 2] = [("card", Document::Card), ("summary", Document::Summary)];

/// Write a document; a bare scenario uses its example case.
#[derive(Debug, Args)]
pub struct Export {
    /// [TALK|SCENARIO] and the document: card or summary
    #[arg(value_names = ["TALK|SCENARIO", "DOCUMENT"], num_args = 1..=2, required = true)]
    what: Vec<String>,
    /// The format
    #[arg(long, value_enum, default_value_t = Shape::Md)]
    format: Shape,
    /// Write into this file instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file when it is there already
    #[arg(long, requires = "output")]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Document {
    Card,
    Summary,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// JSON.
    Json,
}

impl Export {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        let (name, document) = match self.what.as_slice() {
            [document] => (None, document),
            [name, document] => (Some(name), document),
            _ => return Err(Failure::input(context.say(Word::CliWhich, &[]))),
        };
        let document = self.document(context, document)?;
        let store = context.existing_store()?;
        let named = match name {
            Some(name) => context.named(store.as_ref(), name)?,
            None => context.latest(store.as_ref())?,
        };
        let text = self.render(context, &named, document)?;
        match &self.output {
            None => print_bytes(text.as_bytes()),
            Some(path) => self.write(context, path, &text),
        }
    }

    fn document(&self, context: &Context, name: &str) -> Result<Document, Failure> {
        let found = DOCUMENTS.iter().find(|(known, _)| *known == name);
        found.map(|(_, document)| *document).ok_or_else(|| {
            let names: Vec<&str> = DOCUMENTS.iter().map(|(name, _)| *name).collect();
            context.unknown(Word::CliNoDocument, name, &names)
        })
    }

    fn render(&self, context: &Context, named: &Named, document: Document) -> Result<String, Failure> {
        let format = match self.format {
            Shape::Md => Format::Markdown,
            Shape::Txt => Format::Text,
            Shape::Json => Format::Json,
        };
        let langs = match context.global.lang {
            Some(LangChoice::Both) => vec![Lang::Zh, Lang::En],
            _ => vec![context.lang],
        };
        let context = &context.on(&named.talk.scenario);
        let scenario = context.known_scenario(&named.talk.scenario)?;
        let texts = langs.iter().map(|lang| {
            // An example case is told in the document's language.
            let mut talk = named.talk.clone();
            if *lang != context.lang {
                talk.retell(scenario, *lang);
            }
            let rehearsal = named.rehearsal.as_ref();
            match document {
                Document::Card => {
                    let card = card(&context.pack, &context.listener, scenario, &talk, rehearsal, *lang);
                    render_card(&card, format)
                }
                Document::Summary => {
                    let summary = summary(&context.pack, &context.listener, scenario, &talk, rehearsal, *lang);
                    render_summary(&summary, format)
                }
            }
        });
        let texts: Vec<String> = texts.collect();
        Ok(match (format, texts.as_slice()) {
            (_, [text]) => text.clone(),
            (Format::Json, _) => format!("[{}]\n", texts.join(",")),
            _ => texts.join("\n"),
        })
    }

    fn write(&self, context: &Context, path: &Path, text: &str) -> Result<Exit, Failure> {
        write_new(path, text.as_bytes(), self.force).map(|()| Exit::Fine).map_err(|error| {
            let name = path.to_string_lossy();
            if error.kind() == std::io::ErrorKind::AlreadyExists {
                Failure::input(context.say(Word::CliExists, &[("path", &name)]))
            } else {
                let why = error.to_string();
                Failure::store(context.say(Word::CliCannotWrite, &[("path", &name), ("why", &why)]))
            }
        })
    }
}
