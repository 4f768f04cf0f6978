//! `forthright export`: write a document.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::ZonedDateTime;

use crate::coach::{Talk, title};
use crate::export::{
    Action, BOM, CalendarWords, Case, Document, LeftOut, Redactor, Secrets, SheetWords, calendar, html, json, markdown,
    sheet, text,
};
use crate::pack::{Columns, DocumentName, Lang, Scenario, SectionName, Word};

use super::LangChoice;
use super::context::{Context, Named};
use super::copy::copy;
use super::error::{Exit, Failure, print_bytes, say};
use super::files::write_new;

/// Write a document; a bare scenario uses its example case.
#[derive(Debug, Args)]
pub struct Export {
    /// [TALK|SCENARIO] and the document: card, summary, recap, report, followups or survey
    #[arg(value_names = ["TALK|SCENARIO", "DOCUMENT"], num_args = 1..=2, required = true)]
    what: Vec<String>,
    /// The format (default: from the file's name, else Markdown)
    #[arg(long, value_enum)]
    format: Option<Shape>,
    /// Write into this file instead of to standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file when it is there already
    #[arg(long, requires = "output")]
    force: bool,
    /// Put it on the clipboard through the terminal (OSC 52)
    #[arg(long, conflicts_with = "output")]
    copy: bool,
    /// Replace names, amounts and organisations by labels
    #[arg(long)]
    redact: bool,
    /// The task program whose columns a CSV file has
    #[arg(long = "for", value_enum, value_name = "PROGRAM")]
    program: Option<Program>,
    /// Begin a CSV file with a byte order mark, by which spreadsheets know UTF-8
    #[arg(long)]
    bom: bool,
}

/// A format of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// One HTML file, for screen, phone and paper.
    Html,
    /// JSON.
    Json,
    /// iCalendar, for the follow-ups.
    Ics,
    /// A table for task programs, for the follow-ups.
    Csv,
}

/// A program that imports tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Program {
    Worktile,
    Pingcode,
    Jira,
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
        let shape = self.shape(context, document)?;
        let store = context.existing_store()?;
        let mut named = match name {
            Some(name) => context.named(store.as_ref(), name)?,
            None => context.latest(store.as_ref())?,
        };
        drop(store);
        context.up_to_date(&mut named.talk);
        let context = &context.on(&named.talk.scenario);
        let text = Writing::new(self, context, &named)?.write(document, shape);
        match &self.output {
            _ if self.copy => copy(context, &text),
            Some(path) if path.as_os_str() != "-" => self.write(context, path, &text),
            _ => print_bytes(text.as_bytes()),
        }
    }

    fn document(&self, context: &Context, name: &str) -> Result<DocumentName, Failure> {
        DocumentName::of(name).ok_or_else(|| {
            let names: Vec<&str> = DocumentName::ALL.iter().map(|name| name.id()).collect();
            context.unknown(Word::CliNoDocument, name, &names)
        })
    }

    /// The format that was asked for, else that of the file's name.
    fn shape(&self, context: &Context, document: DocumentName) -> Result<Shape, Failure> {
        let ending = self.output.as_ref().and_then(|path| path.extension()).and_then(|ending| ending.to_str());
        let named = ending.and_then(|ending| Shape::from_str(ending, true).ok());
        let shape = self.format.or(named).unwrap_or(Shape::Md);
        let dated = matches!(shape, Shape::Ics | Shape::Csv);
        if dated && document != DocumentName::Followups {
            let format = shape.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
            return Err(Failure::input(context.say(Word::CliNotHere, &[("format", &format)])));
        }
        let option = self.program.map(|_| "--for").or(self.bom.then_some("--bom"));
        match option.filter(|_| shape != Shape::Csv) {
            Some(option) => Err(Failure::input(context.say(Word::CliOnlyCsv, &[("option", option)]))),
            None => Ok(shape),
        }
    }

    fn write(&self, context: &Context, path: &Path, text: &str) -> Result<Exit, Failure> {
        write_new(path, text.as_bytes(), self.force)
            .map(|()| Exit::Fine)
            .map_err(|trouble| context.not_written(path, trouble))
    }
}

/// A document on its way from a talk to text.
struct Writing<'c> {
    options: &'c Export,
    context: &'c Context,
    named: &'c Named,
    scenario: &'c Scenario,
    /// The moment, in the user's time zone: dates are told and reckoned in it.
    now: ZonedDateTime,
    langs: Vec<Lang>,
}

impl<'c> Writing<'c> {
    fn new(options: &'c Export, context: &'c Context, named: &'c Named) -> Result<Self, Failure> {
        let langs = match context.global.lang {
            Some(LangChoice::Both) => Lang::ALL.to_vec(),
            _ => vec![context.lang],
        };
        let scenario = context.known_scenario(&named.talk.scenario)?;
        let now = context.now.clone();
        Ok(Self { options, context, named, scenario, now, langs })
    }

    fn write(&self, name: DocumentName, shape: Shape) -> String {
        match shape {
            Shape::Ics => self.calendar(),
            Shape::Csv => self.sheet(),
            Shape::Html => html(&self.documents(name)),
            Shape::Json => json(&self.documents(name)),
            Shape::Md => self.documents(name).iter().map(markdown).collect::<Vec<_>>().join("\n"),
            Shape::Txt => self.documents(name).iter().map(text).collect::<Vec<_>>().join("\n"),
        }
    }

    /// The document in every language that is wanted. What was left out of it is told once.
    fn documents(&self, name: DocumentName) -> Vec<Document> {
        let mut told: Vec<LeftOut> = Vec::new();
        let documents = self.langs.iter().map(|lang| {
            let talk = self.talk(*lang);
            let case = self.case(&talk, *lang);
            let mut made = case.document(name);
            for left_out in made.left_out {
                if !told.contains(&left_out) {
                    told.push(left_out);
                }
            }
            if let Some(redactor) = self.redactor(&case) {
                redactor.document(&mut made.document);
            }
            made.document
        });
        let documents = documents.collect();
        for LeftOut { text, signals } in told {
            let text = crate::text::fit(&crate::text::clean_line(&text), 200).into_owned();
            say(&self.context.say(Word::CliLeftOut, &[("signals", &signals.join(", ")), ("text", &text)]));
        }
        self.tell_redacted();
        documents
    }

    /// The talk as it is told in a language: an example case is told in the document's.
    fn talk(&self, lang: Lang) -> Talk {
        let mut talk = self.named.talk.clone();
        if lang != self.context.lang {
            talk.retell(self.scenario, lang);
        }
        talk
    }

    fn case<'t>(&'t self, talk: &'t Talk, lang: Lang) -> Case<'t> {
        Case {
            pack: &self.context.pack,
            listener: &self.context.listener,
            scenario: self.scenario,
            talk,
            rehearsal: self.named.rehearsal.as_ref(),
            now: &self.now,
            lang,
        }
    }

    fn redactor(&self, case: &Case<'_>) -> Option<Redactor> {
        let secrets = self.options.redact.then(|| Secrets::of(case, self.named.client.as_ref()))?;
        Some(Redactor::new(&secrets, case.pack, case.lang))
    }

    fn tell_redacted(&self) {
        let lang = self.langs.first().copied().unwrap_or_default();
        if let Some(redactor) = self.redactor(&self.case(&self.talk(lang), lang)) {
            say(&self.context.say(Word::CliRedacted, &[("n", &redactor.labels().to_string())]));
        }
    }

    /// The actions, and where they come from.
    fn actions(&self) -> (Vec<Action>, String) {
        let lang = self.langs.first().copied().unwrap_or_default();
        let talk = self.talk(lang);
        let case = self.case(&talk, lang);
        let mut actions = case.actions();
        let mut from = title(case.pack, case.scenario, &talk, lang);
        if let Some(redactor) = self.redactor(&case) {
            actions.iter_mut().for_each(|action| redactor.action(action));
            from = redactor.text(&from);
        }
        self.tell_redacted();
        (actions, from)
    }

    fn calendar(&self) -> String {
        let (actions, title) = self.actions();
        let lang = self.langs.first().copied().unwrap_or_default();
        let from = crate::pack::fill(self.context.pack.word(Word::FromTalk, lang), &[("title", &title)]);
        let words = CalendarWords { langs: &self.langs, name: &title, from: &from };
        calendar(&actions, words, self.now.time_zone())
    }

    fn sheet(&self) -> String {
        let (actions, title) = self.actions();
        let lang = self.langs.first().copied().unwrap_or_default();
        let from = crate::pack::fill(self.context.pack.word(Word::FromTalk, lang), &[("title", &title)]);
        let table = sheet(&actions, SheetWords { langs: &self.langs, from: &from, columns: self.columns(lang) });
        if self.options.bom { format!("{BOM}{table}") } else { table }
    }

    /// The columns of the program that the table is for; how to import them is told.
    fn columns(&self, lang: Lang) -> Option<&Columns> {
        let section = match self.options.program? {
            Program::Worktile => SectionName::Worktile,
            Program::Pingcode => SectionName::PingCode,
            Program::Jira => SectionName::Jira,
        };
        let section = self.context.pack.document(DocumentName::Followups).section(section)?;
        if let Some(note) = &section.note {
            say(&format!(
                "{}{}",
                section.title.get(lang),
                match lang {
                    Lang::Zh => format!("：{}", note.get(lang)),
                    Lang::En => format!(": {}", note.get(lang)),
                }
            ));
        }
        section.columns.as_ref()
    }
}
