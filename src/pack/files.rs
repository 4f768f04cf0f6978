//! The only door of this room to the file system: a pack's folder → its files, within limits.
//!
//! A pack may come from anywhere, so nothing outside of its folder is read, nothing that is no plain file, and nothing
//! without a bound.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::code::Code;
use super::content::Pack;
use super::decode::{SourceFile, check_beside, compile_beside};
use super::diagnostic::{Diagnostic, Place};
use super::lint::LOCK;
use super::node::MAX_FILE_BYTES;
use super::said::Wording;

/// The most files of a pack.
const MAX_FILES: usize = 200;
/// The most bytes of all files together.
const MAX_TOTAL_BYTES: usize = 16 << 20;
/// The largest translations lock that is read, in bytes.
const MAX_LOCK_BYTES: usize = 4 << 20;
/// The most entries that are looked at, whatever they are.
const MAX_ENTRIES: usize = 5_000;
/// How deep folders are looked into; a pack itself needs one.
const MAX_DEPTH: usize = 3;

/// Reads and compiles the pack in a folder.
///
/// # Errors
/// Every mistake that was found, sorted by file and line; never an empty list.
pub fn load(folder: &Path) -> Result<Pack, Vec<Diagnostic>> {
    load_on(folder, &[])
}

/// Reads and compiles the pack in a folder, which may extend one of these.
///
/// # Errors
/// Every mistake that was found, sorted by file and line; never an empty list.
pub fn load_on(folder: &Path, bases: &[&Pack]) -> Result<Pack, Vec<Diagnostic>> {
    let (sources, found) = read(folder);
    let lost = sources.is_empty() && !found.is_empty();
    if lost { Err(found) } else { compile_beside(&sources, found, bases) }
}

/// Reads the pack in a folder and tells everything that is to be said of it, with its translations lock; empty when
/// nothing is.
pub fn examine(folder: &Path, bases: &[&Pack]) -> Vec<Diagnostic> {
    let (sources, found) = read(folder);
    if sources.is_empty() && !found.is_empty() {
        return found;
    }
    match read_lock(folder) {
        Ok(lock) => check_beside(&sources, found, bases, lock.as_deref()),
        Err(diagnostic) => {
            let mut all = check_beside(&sources, found, bases, Some(""));
            all.push(diagnostic);
            all
        }
    }
}

/// The text of the translations lock, when there is one.
fn read_lock(folder: &Path) -> Result<Option<String>, Diagnostic> {
    let path = folder.join(LOCK);
    let bad = |message: String| {
        Diagnostic::new(Code::BadLock, LOCK, Place::START, message, "write it with `forthright pack check --accept`")
    };
    if fs::symlink_metadata(&path).is_err() {
        return Ok(None);
    }
    match bounded(&path, MAX_LOCK_BYTES) {
        Ok(Some(bytes)) => String::from_utf8(bytes).map(Some).map_err(|_| bad("the file is not UTF-8".to_owned())),
        Ok(None) => Err(bad(format!("the file is larger than {MAX_LOCK_BYTES} bytes, or is no plain file"))),
        Err(error) => Err(bad(format!("the file cannot be read: {error}"))),
    }
}

/// Reads the YAML files of a pack's folder, sorted by name, and tells what could not be read.
pub fn read(folder: &Path) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let mut walk = Walk::default();
    match fs::canonicalize(folder) {
        Ok(root) if root.is_dir() => {
            walk.folder(&root, &root, "", 0);
        }
        Ok(_) => walk.report(Code::Unreadable, &name_of(folder), "this is no folder", "give the folder with pack.yaml"),
        Err(error) => {
            let message = format!("the folder cannot be read: {error}");
            walk.report(Code::Unreadable, &name_of(folder), message, "give the folder with pack.yaml");
        }
    }
    (walk.sources, walk.found)
}

fn name_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[derive(Default)]
struct Walk {
    sources: Vec<SourceFile>,
    found: Vec<Diagnostic>,
    entries: usize,
    bytes: usize,
    /// A limit on the whole pack was passed: nothing more is read.
    stopped: bool,
}

impl Walk {
    fn report(&mut self, code: Code, name: &str, message: impl Wording, help: impl Wording) {
        self.found.push(Diagnostic::new(code, name, Place::START, message, help));
    }

    fn stop(&mut self, name: &str, message: String) {
        self.report(Code::TooLarge, name, message, "a pack is a few dozen files: is this the right folder?");
        self.stopped = true;
    }

    fn folder(&mut self, root: &Path, folder: &Path, prefix: &str, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let name = if prefix.is_empty() { "." } else { prefix };
                let message = format!("the folder cannot be read: {error}");
                return self.report(Code::Unreadable, name, message, "check who may read it");
            }
        };
        // One more than are looked at, so that a folder with too many is told of.
        let mut paths: Vec<PathBuf> = entries.flatten().take(MAX_ENTRIES + 1).map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            self.entries += 1;
            if self.entries > MAX_ENTRIES && !self.stopped {
                self.stop(prefix, format!("the folder holds more than {MAX_ENTRIES} entries"));
            }
            if self.stopped {
                return;
            }
            self.entry(root, &path, prefix, depth);
        }
    }

    fn entry(&mut self, root: &Path, path: &Path, prefix: &str, depth: usize) {
        let Some(last) = path.file_name() else { return };
        let last = last.to_string_lossy();
        if last.starts_with('.') {
            return;
        }
        let name = if prefix.is_empty() { last.into_owned() } else { format!("{prefix}/{last}") };
        let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        let Ok(real) = fs::canonicalize(path) else {
            if is_yaml {
                self.report(Code::Unreadable, &name, "the file cannot be found", "is it a link to nowhere?");
            }
            return;
        };
        if real.is_dir() {
            // A linked folder could lead out, or back in a circle.
            if depth < MAX_DEPTH && real.starts_with(root) && !path.is_symlink() {
                self.folder(root, path, &name, depth + 1);
            }
        } else if is_yaml {
            if real.starts_with(root) {
                self.file(&real, name);
            } else {
                self.report(
                    Code::Unreadable,
                    &name,
                    "the file is a link that leaves the pack's folder",
                    "put the file itself into the folder",
                );
            }
        }
    }

    fn file(&mut self, path: &Path, name: String) {
        if self.sources.len() >= MAX_FILES {
            return self.stop(&name, format!("the pack has more than {MAX_FILES} files"));
        }
        let bytes = match bounded(path, MAX_FILE_BYTES) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                let message = format!("the file is larger than {MAX_FILE_BYTES} bytes, or is no plain file");
                return self.report(Code::TooLarge, &name, message, "split the file: every file of a folder is read");
            }
            Err(error) => {
                let message = format!("the file cannot be read: {error}");
                return self.report(Code::Unreadable, &name, message, "check who may read it");
            }
        };
        self.bytes += bytes.len();
        if self.bytes > MAX_TOTAL_BYTES {
            return self.stop(&name, format!("the files have more than {MAX_TOTAL_BYTES} bytes together"));
        }
        match String::from_utf8(bytes) {
            Ok(text) => self.sources.push(SourceFile { name, text }),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let before = error.as_bytes().get(..good).unwrap_or_default();
                self.found.push(not_utf8(&name, &String::from_utf8_lossy(before)));
            }
        }
    }
}

/// The bytes of a plain file, `None` when it is none or too large.
fn bounded(path: &Path, most: usize) -> std::io::Result<Option<Vec<u8>>> {
    // Looked at before it is opened: opening a pipe would wait for its other end.
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= most).then_some(bytes))
}

/// The diagnostic for a file that stops being UTF-8 after `before`.
fn not_utf8(name: &str, before: &str) -> Diagnostic {
    let line = before.matches('\n').count() as u64 + 1;
    let last = before.rsplit('\n').next().unwrap_or_default();
    let place = Place::new(line, last.chars().count() as u64 + 1);
    let help = "save the file as UTF-8; some editors write GBK or UTF-16 unless told";
    let mut diagnostic = Diagnostic::new(Code::Unreadable, name, place, "the file is not UTF-8 from here on", help);
    diagnostic.line = crate::text::clean_line(last).into_owned();
    diagnostic
}
