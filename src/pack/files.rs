//! The only door of this room to the file system: a pack's folder → its files, within limits.
//!
//! A pack may come from anywhere, so nothing outside of its folder is read, nothing that is no plain file, and nothing
//! without a bound.

use super::said::said;
use super::words::Both;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::code::Code;
use super::content::Pack;
use super::decode::{SourceFile, check_beside, compile_beside};
use super::diagnostic::{Diagnostic, Place};
use super::lint::LOCK;
use super::node::MAX_FILE_BYTES;

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
    let bad = |message: Both| {
        let help = said!(en: "write it with `forthright pack check --accept`", zh: "用 `forthright pack check --accept` 写出来");
        Diagnostic::new(Code::BadLock, LOCK, Place::START, message, help)
    };
    if fs::symlink_metadata(&path).is_err() {
        return Ok(None);
    }
    match bounded(&path, MAX_LOCK_BYTES) {
        Ok(Some(bytes)) => String::from_utf8(bytes)
            .map(Some)
            .map_err(|_| bad(said!(en: "the file is not UTF-8", zh: "这个文件不是 UTF-8 编码"))),
        Ok(None) => Err(bad(
            said!(en: "the file is larger than {MAX_LOCK_BYTES} bytes, or is no plain file", zh: "这个文件超过 {MAX_LOCK_BYTES} 字节，或不是普通文件"),
        )),
        Err(error) => Err(bad(said!(en: "the file cannot be read: {error}", zh: "这个文件读不出来（{error}）"))),
    }
}

/// Reads the YAML files of a pack's folder, sorted by name, and tells what could not be read.
pub fn read(folder: &Path) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let mut walk = Walk::default();
    match fs::canonicalize(folder) {
        Ok(root) if root.is_dir() => {
            walk.folder(&root, &root, "", 0);
        }
        Ok(_) => walk.report(
            Code::Unreadable,
            &name_of(folder),
            said!(en: "this is no folder", zh: "这不是文件夹"),
            said!(en: "give the folder with pack.yaml", zh: "给出 `pack.yaml` 所在的文件夹"),
        ),
        Err(error) => {
            let message = said!(en: "the folder cannot be read: {error}", zh: "这个文件夹读不出来（{error}）");
            walk.report(
                Code::Unreadable,
                &name_of(folder),
                message,
                said!(en: "give the folder with pack.yaml", zh: "给出 `pack.yaml` 所在的文件夹"),
            );
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
    fn report(&mut self, code: Code, name: &str, message: Both, help: Both) {
        self.found.push(Diagnostic::new(code, name, Place::START, message, help));
    }

    fn stop(&mut self, name: &str, message: Both) {
        self.report(Code::TooLarge, name, message, said!(en: "a pack is a few dozen files: is this the right folder?", zh: "一个包不过几十个文件：文件夹选对了吗？"));
        self.stopped = true;
    }

    fn folder(&mut self, root: &Path, folder: &Path, prefix: &str, depth: usize) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let name = if prefix.is_empty() { "." } else { prefix };
                let message = said!(en: "the folder cannot be read: {error}", zh: "这个文件夹读不出来（{error}）");
                return self.report(
                    Code::Unreadable,
                    name,
                    message,
                    said!(en: "check who may read it", zh: "看看谁有权读它"),
                );
            }
        };
        // One more than are looked at, so that a folder with too many is told of.
        let mut paths: Vec<PathBuf> = entries.flatten().take(MAX_ENTRIES + 1).map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            self.entries += 1;
            if self.entries > MAX_ENTRIES && !self.stopped {
                self.stop(prefix, said!(en: "the folder holds more than {MAX_ENTRIES} entries", zh: "文件夹里的东西超过了 {MAX_ENTRIES} 个"));
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
                self.report(
                    Code::Unreadable,
                    &name,
                    said!(en: "the file cannot be found", zh: "找不到这个文件"),
                    said!(en: "is it a link to nowhere?", zh: "是不是一个指向别处的空链接？"),
                );
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
                    said!(en: "the file is a link that leaves the pack's folder", zh: "这个文件是指到包外面去的链接"),
                    said!(en: "put the file itself into the folder", zh: "把文件本身放进文件夹"),
                );
            }
        }
    }

    fn file(&mut self, path: &Path, name: String) {
        if self.sources.len() >= MAX_FILES {
            return self.stop(
                &name,
                said!(en: "the pack has more than {MAX_FILES} files", zh: "这个包里的文件超过了 {MAX_FILES} 个"),
            );
        }
        let bytes = match bounded(path, MAX_FILE_BYTES) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                let message = said!(en: "the file is larger than {MAX_FILE_BYTES} bytes, or is no plain file", zh: "这个文件超过 {MAX_FILE_BYTES} 字节，或不是普通文件");
                return self.report(Code::TooLarge, &name, message, said!(en: "split the file: every file of a folder is read", zh: "把文件拆开：文件夹里的每个文件都会读"));
            }
            Err(error) => {
                let message = said!(en: "the file cannot be read: {error}", zh: "这个文件读不出来（{error}）");
                return self.report(
                    Code::Unreadable,
                    &name,
                    message,
                    said!(en: "check who may read it", zh: "看看谁有权读它"),
                );
            }
        };
        self.bytes += bytes.len();
        if self.bytes > MAX_TOTAL_BYTES {
            return self.stop(&name, said!(en: "the files have more than {MAX_TOTAL_BYTES} bytes together", zh: "这些文件加起来超过了 {MAX_TOTAL_BYTES} 字节"));
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
    let help = said!(en: "save the file as UTF-8; some editors write GBK or UTF-16 unless told", zh: "把文件存成 UTF-8；有的编辑器默认存成 `GBK` 或 `UTF-16`");
    let mut diagnostic = Diagnostic::new(
        Code::Unreadable,
        name,
        place,
        said!(en: "the file is not UTF-8 from here on", zh: "从这里起不是 UTF-8 编码"),
        help,
    );
    diagnostic.line = crate::text::clean_line(last).into_owned();
    diagnostic
}
