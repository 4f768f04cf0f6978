//! `forthright doctor`: what the program found around it.

use crate::pack::{Pack, Word};
use crate::runtime::Paths;
use crate::store::Store;
use crate::text::{clean_line, pad_right, width};

use super::Global;
use super::context::{at_terminal, language, load_pack, store_path};
use super::error::{Exit, Failure, print_bytes};

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
    let pack = match &global.pack {
        None => describe(&shipped),
        Some(dir) => match load_pack(dir, lang) {
            Ok(pack) => describe(&pack),
            Err(failure) => {
                failure.tell();
                exit = Exit::Input;
                dir.to_string_lossy().into_owned()
            }
        },
    };
    let colour = match std::env::var_os("NO_COLOR").filter(|value| !value.is_empty()) {
        Some(_) => "NO_COLOR".to_owned(),
        None => std::env::var("COLORTERM").or_else(|_| std::env::var("TERM")).unwrap_or_default(),
    };
    let rows = [
        (Word::DoctorVersion, env!("CARGO_PKG_VERSION").to_owned()),
        (Word::DoctorStore, format!("{} ({state})", store.display())),
        (Word::DoctorPacks, packs.display().to_string()),
        (Word::DoctorPack, pack),
        (Word::DoctorLang, lang.code().to_owned()),
        (Word::DoctorTerminal, word(if at_terminal() { Word::DoctorYes } else { Word::DoctorNo })),
        (Word::DoctorColour, colour),
    ];
    let rows: Vec<(String, String)> = rows.into_iter().map(|(label, value)| (word(label), value)).collect();
    let column = rows.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    let lines = rows.iter().map(|(label, value)| format!("{}  {}\n", pad_right(label, column), clean_line(value)));
    print_bytes(lines.collect::<String>().as_bytes())?;
    Ok(exit)
}

fn describe(pack: &Pack) -> String {
    format!(
        "{} ({} scenarios, {} checks, {} reactions, {} signals)",
        pack.id,
        pack.scenarios.len(),
        pack.checks.len(),
        pack.reactions.len(),
        pack.signals.signals.len()
    )
}
