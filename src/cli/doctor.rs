//! `forthright doctor`: what the program found around it.

use crate::pack::{Pack, Word};
use crate::runtime::Paths;
use crate::store::Store;
use crate::text::{clean_line, pad_right, width};

use super::Global;
use super::context::{at_terminal, language, store_path};
use super::error::{Exit, Failure, print_bytes, say};
use super::shelf::{Packs, left_out};

/// How many mistakes of a pack are told.
const FIRST: usize = 3;

/// Tells what there is; ends with 3 when the store cannot be used, with 2 when the pack cannot.
pub fn run(global: &Global) -> Result<Exit, Failure> {
    let lang = language(global);
    let shipped = crate::embedded::pack();
    let word = |word: Word| shipped.word(word, lang).to_owned();
    let packs = Paths::from_env(|name| std::env::var_os(name)).packs;
    let store = store_path(global);
    let mut exit = Exit::Fine;
    let state = if global.no_store {
        "--no-store".to_owned()
    } else if !store.exists() {
        word(Word::DoctorNone)
    } else {
        match Store::open(&store) {
            Ok(_) => word(Word::DoctorFine),
            Err(error) => {
                exit = Exit::Store;
                error.explain(lang)
            }
        }
    };
    let mut used: Vec<String> = Vec::new();
    match super::shelf::packs(global, lang) {
        Ok(Packs { packs, aside }) => {
            used.extend(packs.iter().map(|pack| describe(pack)));
            for broken in aside {
                // The first mistakes tell whether it is the folder or the content.
                let first = broken.found.iter().take(FIRST).map(|diagnostic| format!("{}\n", diagnostic.tell(lang)));
                say(&format!("{}{}", first.collect::<String>(), left_out(&broken, lang)));
            }
        }
        Err(failure) => {
            failure.tell();
            exit = Exit::Input;
            used.extend(global.pack.iter().map(|dir| dir.to_string_lossy().into_owned()));
        }
    }
    let colour = match std::env::var_os("NO_COLOR").filter(|value| !value.is_empty()) {
        Some(_) => "NO_COLOR".to_owned(),
        None => std::env::var("COLORTERM").or_else(|_| std::env::var("TERM")).unwrap_or_default(),
    };
    let rows = [
        (Word::DoctorVersion, env!("CARGO_PKG_VERSION").to_owned()),
        (Word::DoctorStore, format!("{} ({state})", store.display())),
        (Word::DoctorPacks, packs.display().to_string()),
        (Word::DoctorLang, lang.code().to_owned()),
        (Word::DoctorTerminal, word(if at_terminal() { Word::DoctorYes } else { Word::DoctorNo })),
        (Word::DoctorColour, colour),
    ];
    let (mut rows, rest) = (rows.to_vec(), used);
    rows.splice(3..3, rest.into_iter().map(|pack| (Word::DoctorPack, pack)));
    let rows: Vec<(String, String)> = rows.into_iter().map(|(label, value)| (word(label), value)).collect();
    let column = rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    let lines = rows.iter().map(|(label, value)| format!("{}  {}\n", pad_right(label, column), clean_line(value)));
    print_bytes(lines.collect::<String>().as_bytes())?;
    Ok(exit)
}

fn describe(pack: &Pack) -> String {
    format!(
        "{} ({} scenarios, {} checks, {} reactions, {} signals)",
        pack.layers.join(" + "),
        pack.scenarios.len(),
        pack.checks.len(),
        pack.reactions.len(),
        pack.signals.signals.len()
    )
}
