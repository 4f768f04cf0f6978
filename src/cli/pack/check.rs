//! `forthright pack check`: everything that is to be said of a pack.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::cli::Global;
use crate::cli::context::language;
use crate::cli::error::{Exit, Failure, print_bytes};
use crate::cli::files::write_new;
use crate::cli::sarif::{Rule, document, result};
use crate::cli::shelf::{bases, files};
use crate::pack::{Code, Diagnostic, Gravity, LOCK, Lang, Pack, Word, examine, fill, lock, read};

/// Find every mistake in a pack, each with its place and what to do
#[derive(Debug, Args)]
pub struct Check {
    /// The pack's folder (default: --pack, else the shipped pack)
    path: Option<PathBuf>,
    /// How to tell
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
    /// List notes, too: what is worth knowing and not wrong
    #[arg(long)]
    notes: bool,
    /// Say that the two languages of every text agree: writes translations.lock
    #[arg(long)]
    accept: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For people.
    Text,
    /// A JSON list.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

impl Check {
    /// Runs the command. Ends with 1 when something is wrong; notes alone are fine.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        let lang = language(global);
        let shipped = crate::embedded::pack();
        let folder = self.path.as_ref().or(global.pack.as_ref());
        let shelf = bases(folder.map(|folder| files(folder)).as_ref());
        let bases = shelf.packs();
        if self.accept {
            let no_folder = || Failure::input(shipped.word(Word::CliPackNoFolder, lang));
            return accept(folder.ok_or_else(no_folder)?, &bases, &shipped, lang);
        }
        // The shipped pack was compiled into this program: had it a mistake, there were no program.
        let found = folder.map(|folder| examine(folder, &bases)).unwrap_or_default();
        let text = match self.format {
            Shape::Json => pretty(&found.iter().map(|one| one.told(lang)).collect::<Vec<_>>())?,
            Shape::Sarif => pretty(&sarif(&found, folder.map(PathBuf::as_path), lang))?,
            Shape::Text => self.told(&found, &shipped, lang),
        };
        print_bytes(text.as_bytes())?;
        let wrong = found.iter().any(|diagnostic| diagnostic.level != Gravity::Note);
        Ok(if wrong { Exit::Findings } else { Exit::Fine })
    }

    fn told(&self, found: &[Diagnostic], shipped: &Pack, lang: Lang) -> String {
        let count = |level: Gravity| found.iter().filter(|diagnostic| diagnostic.level == level).count();
        let (errors, warnings, notes) = (count(Gravity::Error), count(Gravity::Warning), count(Gravity::Note));
        let shown = found.iter().filter(|diagnostic| self.notes || diagnostic.level != Gravity::Note);
        let mut text: String = shown.map(|diagnostic| format!("{}\n\n", diagnostic.tell(lang))).collect();
        let word = if errors + warnings == 0 { Word::CliPackFine } else { Word::CliPackFound };
        let values = [("errors", errors.to_string()), ("warnings", warnings.to_string()), ("n", notes.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        text += &fill(shipped.word(word, lang), &values);
        text.push('\n');
        if notes > 0 && !self.notes {
            text += &fill(shipped.word(Word::CliPackNotes, lang), &values);
            text.push('\n');
        }
        text
    }
}

/// Writes the lock. A pack with mistakes gets none: what it says cannot be told yet.
fn accept(folder: &Path, bases: &[&Pack], shipped: &Pack, lang: Lang) -> Result<Exit, Failure> {
    let (sources, unread) = read(folder);
    let text = if unread.is_empty() { lock(&sources, bases) } else { Err(unread) };
    let text = text.map_err(|found| {
        let told: Vec<String> = found.iter().map(|diagnostic| diagnostic.tell(lang)).collect();
        Failure::input(told.join("\n\n"))
    })?;
    let path = folder.join(LOCK);
    write_new(&path, text.as_bytes(), true).map_err(|error| Failure::store(format!("{}: {error}", path.display())))?;
    let n = text.lines().filter(|line| !line.starts_with('#')).count().to_string();
    print_bytes(format!("{}\n", fill(shipped.word(Word::CliPackAccepted, lang), &[("n", &n)])).as_bytes())
}

fn pretty(value: &impl serde::Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::input(error.to_string()))?;
    Ok(format!("{text}\n"))
}

/// The findings as a SARIF log; files are named from where the program was started.
fn sarif(found: &[Diagnostic], folder: Option<&Path>, lang: Lang) -> serde_json::Value {
    let id = |code: Code| format!("pack/{}", code.name());
    let rules = Code::ALL.iter().map(|code| Rule { id: id(*code), name: code.name(), told: code.about(lang) });
    let results = found.iter().map(|diagnostic| {
        let file = folder.unwrap_or(Path::new("")).join(&diagnostic.file);
        let message = format!("{}\n{}", diagnostic.message.get(lang), diagnostic.help.get(lang));
        let mut region = json!({ "startLine": diagnostic.at.line, "startColumn": diagnostic.at.column });
        if !diagnostic.line.is_empty() {
            region["snippet"] = json!({ "text": diagnostic.line });
        }
        result(&id(diagnostic.code), diagnostic.level.name(), &message, &file.to_string_lossy(), [region].into_iter())
    });
    document(rules, results.collect())
}
