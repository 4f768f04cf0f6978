//! Writing a file that somebody asked for.

use std::io::Write;
use std::path::Path;

/// Writes a file whole or not at all, for its owner alone (0600). What is there already stays,
/// unless `replace` says otherwise; a symbolic link is replaced, never written through.
///
/// # Errors
/// `AlreadyExists` when something is there and stays; whatever else the system says.
pub fn write_new(path: &Path, bytes: &[u8], replace: bool) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let kept = if replace { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map(drop).map_err(|error| error.error)
}
