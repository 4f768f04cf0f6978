//! `forthright pack new`: a small complete pack to begin with.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::error::{Exit, Failure, print_bytes, say};
use crate::cli::files::Trouble;
use crate::cli::{Global, LangChoice};
use crate::export::{NewFile, scaffold, scaffold_scenarios};
use crate::pack::{Lang, Word};

/// The longest name: that of an id.
const MAX_NAME: usize = 40;

/// Begin a pack: a small complete one with comments that explain it, in a new folder
#[derive(Debug, Args)]
pub struct NewPack {
    /// Its name: the id of the pack and of its folder
    name: String,
    /// The folder to put it in
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

impl NewPack {
    /// Runs the command. Nothing that is there is touched; a pack that could not be written whole is taken away again.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        let context = Context::new(global)?;
        let told = |word: Word, values: &[(&str, &str)]| Failure::input(context.say(word, values));
        if !is_name(&self.name) {
            return Err(told(Word::NewPackBadName, &[("name", &crate::text::fit(&self.name, MAX_NAME))]));
        }
        // Two packs of one id cannot stand side by side, and none can extend itself.
        if context.packs.iter().any(|pack| pack.layers.contains(&self.name)) {
            return Err(told(Word::NewPackKnown, &[("name", &self.name)]));
        }
        if !self.folder.is_dir() {
            return Err(told(Word::NewPackNoFolder, &[("path", &self.folder.to_string_lossy())]));
        }
        let root = match self.folder == Path::new(".") {
            true => PathBuf::from(&self.name),
            false => self.folder.join(&self.name),
        };
        let langs = match global.lang {
            Some(LangChoice::Both) => Lang::ALL.to_vec(),
            _ => vec![context.lang],
        };
        let files = scaffold(&self.name, &langs);
        write(&root, &files).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => told(Word::NewPackTaken, &[("path", &root.to_string_lossy())]),
            _ => context.not_written(&root, Trouble::from(error)),
        })?;
        let names: String = files.iter().map(|file| format!("{}\n", root.join(file.name).display())).collect();
        let end = print_bytes(names.as_bytes())?;
        say(&context.say(Word::NewPackMade, &[("path", &root.to_string_lossy())]));
        let shown = quoted(&root.to_string_lossy());
        for next in [format!("pack check {shown}"), format!("pack test {shown}")] {
            say(&format!("  forthright {next}"));
        }
        for scenario in scaffold_scenarios() {
            say(&format!("  forthright rehearse {scenario} --pack {shown}"));
        }
        Ok(end)
    }
}

/// Whether a text can name a pack. It becomes a folder, too: no separator, no dot, nothing that a shell would change.
fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.len() <= MAX_NAME && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(fits)
}

/// Writes all files into a folder that is made for them.
///
/// # Errors
/// Something of that name is there (a link counts as what it is, not as what it leads to), or the system's trouble; what
/// was made by then is gone.
fn write(root: &Path, files: &[NewFile]) -> io::Result<()> {
    fs::create_dir(root)?;
    let mut made = vec![root.to_owned()];
    let done = files.iter().try_for_each(|file| one(root, file, &mut made));
    if done.is_err() {
        // Only what was made here, and folders only once they are empty.
        for path in made.iter().rev() {
            let _ = fs::remove_file(path).or_else(|_| fs::remove_dir(path));
        }
    }
    done
}

fn one(root: &Path, file: &NewFile, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let path = root.join(file.name);
    if let Some(folder) = path.parent().filter(|folder| !made.iter().any(|known| known == folder)) {
        fs::create_dir(folder)?;
        made.push(folder.to_owned());
    }
    let mut open = OpenOptions::new().write(true).create_new(true).open(&path)?;
    made.push(path);
    open.write_all(file.text.as_bytes())?;
    open.sync_all()
}

/// A path as a shell reads it.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | ':');
    let begins_well = !path.starts_with(['-', '~']);
    if begins_well && path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in ["a", "acme", "acme-2026", "a-", &"a".repeat(40)] {
            assert!(is_name(good), "{good}");
        }
        for bad in [
            "",
            ".",
            "..",
            "../a",
            "a/b",
            "/a",
            "a\\b",
            "A",
            "1a",
            "-a",
            "_a",
            "a_b",
            "a b",
            "a.b",
            "a\0",
            "a\n",
            "内容",
            "é",
            "a\u{301}",
            "👩‍👩‍👧",
            "~",
            "$HOME",
            &"a".repeat(41),
        ] {
            assert!(!is_name(bad), "{bad:?}");
        }
    }

    #[test]
    fn paths_for_a_shell() {
        for (path, shown) in [
            ("acme", "acme"),
            ("/tmp/内容/acme", "/tmp/内容/acme"),
            ("my packs/acme", "'my packs/acme'"),
            ("it's/acme", r"'it'\''s/acme'"),
            ("-x/acme", "'-x/acme'"),
            ("$HOME/acme", "'$HOME/acme'"),
        ] {
            assert_eq!(quoted(path), shown);
        }
    }

    /// A write that fails halfway leaves nothing behind.
    #[test]
    fn nothing_is_left_of_half_a_pack() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("acme");
        let file = |name| NewFile { name, text: "a: b\n".to_owned() };
        let twice = [file("pack.yaml"), file("words/a.yaml"), file("pack.yaml")];
        assert_eq!(write(&root, &twice).map_err(|error| error.kind()), Err(ErrorKind::AlreadyExists));
        assert!(!root.exists());
        assert!(write(&root, &twice[..2]).is_ok() && root.join("words/a.yaml").is_file());
    }
}
