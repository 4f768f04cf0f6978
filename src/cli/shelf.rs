//! The packs there are: the shipped one, those of the user's folder, the one of `--pack`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::pack::{Broken, Code, Diagnostic, Files, Lang, Pack, Place, Shelf, Word, fill, read, said};
use crate::runtime::Paths;

use super::Global;
use super::error::Failure;

/// The most packs that are looked for in the user's folder.
const MAX_PACKS: usize = 32;

/// What the commands work with.
pub struct Packs {
    /// The packs, the one of the command line first.
    pub packs: Vec<Arc<Pack>>,
    /// Packs of the user's folder that cannot be used.
    pub aside: Vec<Broken>,
}

/// The shipped pack with those of the user's folder, and the pack of the command line before them.
///
/// # Errors
/// The mistakes of the pack of the command line.
pub fn shelf(first: Option<Files>) -> Result<Shelf, Vec<Diagnostic>> {
    let mut shelf = Shelf::new(crate::embedded::pack());
    let (own, rest) = folders();
    shelf.fill(own.iter().map(|folder| files(folder)).collect(), first)?;
    shelf.broken.extend(rest.iter().map(|folder| Broken { from: shown(folder), found: vec![too_many()] }));
    Ok(shelf)
}

/// What a pack may rest on: the shipped pack with those of the user's folder, the pack itself left out.
pub fn bases(of: Option<&Files>) -> Shelf {
    let mut shelf = Shelf::new(crate::embedded::pack());
    let others = folders().0.into_iter().map(|folder| files(&folder));
    let id = of.and_then(Files::id);
    shelf.add(others.filter(|other| id.is_none() || other.id() != id).collect());
    shelf
}

/// The folders of the user's packs, and those that are too many.
fn folders() -> (Vec<PathBuf>, Vec<PathBuf>) {
    let folder = Paths::from_env(|name| std::env::var_os(name)).packs;
    let Ok(entries) = std::fs::read_dir(&folder) else { return Default::default() };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| is_pack(path)).collect();
    folders.sort();
    let rest = folders.split_off(folders.len().min(MAX_PACKS));
    (folders, rest)
}

/// A folder that is not hidden. Whether it holds a pack is told by what is wrong with it.
fn is_pack(path: &Path) -> bool {
    let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    !hidden && path.is_dir()
}

fn too_many() -> Diagnostic {
    let message =
        said!(en: "the folder of packs holds more than {MAX_PACKS}", zh: "放包的文件夹里超过了 {MAX_PACKS} 个包");
    Diagnostic::new(
        Code::TooLarge,
        "pack.yaml",
        Place::START,
        message,
        said!(en: "keep those that you use", zh: "只留用得着的"),
    )
}

/// The files of a pack's folder.
pub fn files(folder: &Path) -> Files {
    let (sources, found) = read(folder);
    Files { from: shown(folder), sources, found }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// All packs. One that is asked for and broken is a failure with every mistake; its own words cannot be used for the
/// message, since they may be what is broken.
pub fn packs(global: &Global, lang: Lang) -> Result<Packs, Failure> {
    let first = global.pack.as_ref();
    let mut shelf = shelf(first.map(|folder| files(folder))).map_err(|found| {
        let mut message: String = found.iter().map(|diagnostic| format!("{}\n", diagnostic.tell(lang))).collect();
        message.push_str(&told(Word::CliPackBroken, &first.map(|f| shown(f)).unwrap_or_default(), found.len(), lang));
        Failure::input(message)
    })?;
    let aside = std::mem::take(&mut shelf.broken);
    Ok(Packs { packs: shelf.finish(), aside })
}

/// That a pack was left out.
pub fn left_out(broken: &Broken, lang: Lang) -> String {
    told(Word::CliPackAside, &broken.from, broken.found.len(), lang)
}

fn told(word: Word, path: &str, n: usize, lang: Lang) -> String {
    let shipped = crate::embedded::pack();
    fill(shipped.word(word, lang), &[("path", path), ("n", &n.to_string())])
}
