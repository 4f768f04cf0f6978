//! `forthright list`: what there is.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::coach::{TalkSummary, case_page, day_in_words, habit_page, outcome, unkept};
use crate::pack::Word;
use crate::text::{clean_line, pad_right, width};

use super::case::{Case, kept};
use super::context::{Context, Named};
use super::error::{Exit, Failure, print_bytes};

/// How many talks are listed at the most.
const MAX_TALKS: usize = 1_000;

/// List what there is.
#[derive(Debug, Args)]
pub struct List {
    /// What to list
    #[arg(value_enum)]
    what: What,
    /// One case or habit card to read, by its id
    id: Option<String>,
    /// How
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Kinds of talk.
    Scenarios,
    /// Your talks.
    Talks,
    /// The clients of your talks.
    Clients,
    /// Talks of others, to learn from.
    Cases,
    /// Habit cards.
    Habits,
    /// Dated actions, done and dropped ones too.
    Followups,
    /// Promises that are not kept, the earliest first.
    Promises,
    /// Rehearsals, by talk.
    Rehearsals,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// Columns.
    Text,
    /// A JSON list.
    Json,
}

impl List {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        if let Some(id) = &self.id {
            return self.read(context, id);
        }
        let rows = match self.what {
            What::Scenarios => scenarios(context),
            What::Cases => {
                let mut rows = own_cases(context)?;
                rows.extend(cases(context));
                rows
            }
            What::Habits => habits(context),
            What::Talks => stored(context)?.iter().map(|s| talk(context, s)).collect(),
            What::Clients => clients(context)?,
            What::Followups => super::due::rows(context, true)?.0,
            What::Promises => promises(context)?,
            What::Rehearsals => {
                let stored = stored(context)?;
                stored.iter().filter(|s| s.place.is_some()).map(|s| rehearsal(context, s)).collect()
            }
        };
        print_rows(&rows, self.format)
    }
}

impl List {
    /// Prints one page.
    fn read(&self, context: &Context, id: &str) -> Result<Exit, Failure> {
        let lang = context.lang;
        if self.what == What::Cases && stored(context)?.iter().any(|summary| summary.talk.id == id) {
            return Case::of(id).run(context);
        }
        let (page, known): (_, Vec<&str>) = match self.what {
            What::Cases => {
                let mut all = context.packs.iter().flat_map(|pack| pack.cases.iter().map(move |case| (pack, case)));
                let known = all.clone().map(|(_, case)| case.id.as_str()).collect();
                (all.find(|(_, case)| case.id == id).map(|(pack, case)| case_page(pack, lang, case)), known)
            }
            What::Habits => {
                let mut all = context.packs.iter().flat_map(|pack| pack.habits.iter().map(move |card| (pack, card)));
                let known = all.clone().map(|(_, habit)| habit.id.as_str()).collect();
                (all.find(|(_, habit)| habit.id == id).map(|(pack, habit)| habit_page(pack, lang, habit)), known)
            }
            _ => (None, Vec::new()),
        };
        let page = page.ok_or_else(|| context.unknown(Word::CliNoPage, id, &known))?;
        print_bytes((crate::plain::page(&page, lang).join("\n") + "\n").as_bytes())
    }
}

/// A row: cells for people, an object for scripts.
pub struct Row {
    /// What people see.
    pub cells: Vec<String>,
    /// What scripts read.
    pub json: Value,
}

/// Prints rows.
pub fn print_rows(rows: &[Row], shape: Shape) -> Result<Exit, Failure> {
    let text = match shape {
        Shape::Json => {
            let values: Vec<&Value> = rows.iter().map(|row| &row.json).collect();
            let text = serde_json::to_string_pretty(&values).map_err(|e| Failure::input(e.to_string()))?;
            format!("{text}\n")
        }
        Shape::Text => columns(rows),
    };
    print_bytes(text.as_bytes())
}

fn scenarios(context: &Context) -> Vec<Row> {
    let rows = context.scenarios().map(|scenario| {
        let examples: Vec<Value> =
            scenario.examples.iter().map(|e| json!({ "id": e.id, "title": e.title.get(context.lang) })).collect();
        let (title, blurb) = (scenario.title.get(context.lang), scenario.blurb.get(context.lang));
        Row {
            cells: vec![scenario.id.clone(), title.to_owned(), blurb.to_owned()],
            json: json!({ "id": scenario.id, "title": title, "blurb": blurb, "examples": examples }),
        }
    });
    rows.collect()
}

/// The user's own finished talks as cases, names and sums hidden.
fn own_cases(context: &Context) -> Result<Vec<Row>, Failure> {
    let talks = stored(context)?.into_iter().filter(|summary| !summary.talk.example);
    let rows = talks.filter_map(|summary| {
        let case = kept(context, &Named { talk: summary.talk, rehearsal: None, client: None }, false)?;
        let own = context.pack.word(Word::LibraryOwn, context.lang);
        Some(Row {
            cells: [&case.id, &case.scenario, own, &case.title].map(str::to_owned).to_vec(),
            json: json!({
                "id": case.id,
                "scenario": case.scenario,
                "outcome": Value::Null,
                "title": case.title,
                "situation": case.situation,
                "said": case.said,
                "came": case.came,
                "lesson": case.lesson,
            }),
        })
    });
    Ok(rows.collect())
}

fn cases(context: &Context) -> Vec<Row> {
    let (pack, lang) = (&context.pack, context.lang);
    let rows = context.packs.iter().flat_map(|pack| &pack.cases).map(|case| {
        let (title, trade) = (case.title.get(lang), case.trade.get(lang));
        let ended = pack.word(outcome(case.outcome).1, lang);
        let said = case
            .said
            .iter()
            .map(|turn| json!({ "who": if turn.by_us { "us" } else { "client" }, "says": turn.says.get(lang) }));
        Row {
            cells: [&case.id, &case.scenario, ended, title].map(str::to_owned).to_vec(),
            json: json!({
                "id": case.id,
                "scenario": case.scenario,
                "outcome": case.outcome,
                "trade": trade,
                "title": title,
                "situation": case.situation.get(lang),
                "said": said.collect::<Vec<_>>(),
                "came": case.came.get(lang),
                "lesson": case.lesson.get(lang),
            }),
        }
    });
    rows.collect()
}

fn habits(context: &Context) -> Vec<Row> {
    let lang = context.lang;
    let rows = context.packs.iter().flat_map(|pack| &pack.habits).map(|habit| {
        let pairs = habit.pairs.iter().map(|pair| {
            json!({
                "scene": pair.scene.get(lang),
                "weak": pair.weak.get(lang),
                "strong": pair.strong.get(lang),
                "because": pair.because.get(lang),
            })
        });
        Row {
            cells: vec![habit.id.clone(), habit.title.get(lang).to_owned(), habit.do_this.get(lang).to_owned()],
            json: json!({
                "id": habit.id,
                "title": habit.title.get(lang),
                "do": habit.do_this.get(lang),
                "dont": habit.not_this.get(lang),
                "why": habit.why.get(lang),
                "pairs": pairs.collect::<Vec<_>>(),
            }),
        }
    });
    rows.collect()
}

fn stored(context: &Context) -> Result<Vec<TalkSummary>, Failure> {
    let Some(store) = context.existing_store()? else { return Ok(Vec::new()) };
    store.talks(MAX_TALKS).map_err(|error| context.failed(&error))
}

fn client<'t>(context: &Context, summary: &'t TalkSummary) -> &'t str {
    let scenario = context.scenario_of(&summary.talk.scenario);
    let fact = scenario.and_then(|s| s.facts.first());
    fact.and_then(|fact| summary.talk.fact(&fact.id)).unwrap_or_default()
}

fn talk(context: &Context, summary: &TalkSummary) -> Row {
    let talk = &summary.talk;
    let client = client(context, summary);
    let gaps = context.scenario_of(&talk.scenario).map_or(0, |s| talk.gaps(s, context.lang).len());
    Row {
        cells: vec![talk.id.clone(), talk.scenario.clone(), client.to_owned(), talk.changed.to_string()],
        json: json!({
            "id": talk.id,
            "scenario": talk.scenario,
            "client": client,
            "example": talk.example,
            "gaps": gaps,
            "rehearsed": summary.finished,
            "created": talk.created.to_string(),
            "changed": talk.changed.to_string(),
        }),
    }
}

fn clients(context: &Context) -> Result<Vec<Row>, Failure> {
    let Some(mut store) = context.existing_store()? else { return Ok(Vec::new()) };
    store.adopt(context.now.timestamp()).map_err(|error| context.failed(&error))?;
    let mut rows = Vec::new();
    for client in store.clients().map_err(|error| context.failed(&error))? {
        let talks = store.talks_of(&client.id).map_err(|error| context.failed(&error))?;
        let open = unkept(talks.iter().map(|summary| &summary.talk)).len();
        let last = client.surveys.last().map(|survey| &survey.scores);
        rows.push(Row {
            cells: vec![client.id.clone(), client.name.clone(), talks.len().to_string()],
            json: json!({
                "id": client.id,
                "client": client.name,
                "also": client.also,
                "talks": talks.len(),
                "unkept": open,
                "fields": client.fields,
                "survey": last,
                "changed": client.changed.to_string(),
            }),
        });
    }
    Ok(rows)
}

fn promises(context: &Context) -> Result<Vec<Row>, Failure> {
    let talks: Vec<TalkSummary> = stored(context)?.into_iter().filter(|summary| !summary.talk.example).collect();
    let today = context.now.date();
    let rows = unkept(talks.iter().map(|summary| &summary.talk)).into_iter().map(|open| {
        let due = open.promise.due.map(|day| day_in_words(day, today, context.lang)).unwrap_or_default();
        let client = open.talk.fact("client").unwrap_or_default();
        let cells = [&due, client, &open.promise.what, &open.promise.who, &open.talk.id];
        Row {
            cells: cells.map(str::to_owned).to_vec(),
            json: json!({
                "talk": open.talk.id,
                "client": client,
                "what": open.promise.what,
                "who": open.promise.who,
                "due": open.promise.due,
                "made": open.made,
            }),
        }
    });
    Ok(rows.collect())
}

fn rehearsal(context: &Context, summary: &TalkSummary) -> Row {
    let client = client(context, summary);
    let state = if summary.finished { "finished" } else { "open" };
    Row {
        cells: vec![summary.talk.id.clone(), summary.talk.scenario.clone(), client.to_owned(), state.to_owned()],
        json: json!({
            "talk": summary.talk.id,
            "scenario": summary.talk.scenario,
            "client": client,
            "finished": summary.finished,
        }),
    }
}

/// Cells in columns; what a fact holds cannot break the rows.
fn columns(rows: &[Row]) -> String {
    let cell = |text: &str| crate::text::fit(&clean_line(text), 60).into_owned();
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.cells.iter().map(|c| cell(c)).collect()).collect();
    let count = cells.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|column| cells.iter().filter_map(|row| row.get(column)).map(|c| width(c)).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for row in &cells {
        let padded: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| pad_right(cell, *width)).collect();
        out.push_str(padded.join("  ").trim_end());
        out.push('\n');
    }
    out
}
