//! Writing a file that somebody asked for.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Why a file was not written.
#[derive(Debug)]
pub enum Trouble {
    /// Something is there, and nobody said to replace it.
    Exists,
    /// A folder, a device or a pipe is there.
    NoPlainFile,
    /// Its folder is not there.
    NoFolder,
    /// The user may not write there.
    Denied,
    /// No room is left, or the file would be larger than allowed.
    Full,
    /// Whatever else the system says.
    Other(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::AlreadyExists => Trouble::Exists,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Trouble::NoFolder,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Trouble::Denied,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Trouble::Full,
            _ => Trouble::Other(error),
        }
    }
}

/// In the system's words, where nobody has a pack at hand.
impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = match self {
            Trouble::Exists => ErrorKind::AlreadyExists,
            Trouble::NoPlainFile => ErrorKind::IsADirectory,
            Trouble::NoFolder => ErrorKind::NotFound,
            Trouble::Denied => ErrorKind::PermissionDenied,
            Trouble::Full => ErrorKind::StorageFull,
            Trouble::Other(error) => return error.fmt(f),
        };
        kind.fmt(f)
    }
}

/// Writes a file whole or not at all, for its owner alone (0600). What is there already stays,
/// unless `replace` says otherwise; a symbolic link is replaced, never written through.
///
/// # Errors
/// [`Trouble`]; nothing is left behind.
pub fn write_new(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Trouble> {
    if let Ok(there) = path.symlink_metadata() {
        if !replace {
            return Err(Trouble::Exists);
        }
        // A rename would put a file in the place of /dev/null.
        if !there.is_file() && !there.is_symlink() {
            return Err(Trouble::NoPlainFile);
        }
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let kept = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map(drop).map_err(|error| Trouble::from(error.error))
}
