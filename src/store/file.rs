//! The file itself: private, no link, and known to be a database before SQLite touches it.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{StoreError, Trouble};

/// What every SQLite file begins with.
const HEADER: &[u8; 16] = b"SQLite format 3\0";

/// Makes sure that there is a file that may become or already be a store. Gives its path with every
/// link in the *folder* resolved, so that SQLite can be told to follow none.
///
/// # Errors
/// Folder or file cannot be made or read, or the file is a link, no file, or no database.
pub fn prepare(path: &Path) -> Result<PathBuf, StoreError> {
    let name = path.file_name().ok_or_else(|| StoreError::new(Trouble::NotAFile, path))?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    make_folder(folder).map_err(|error| StoreError::new(error, folder))?;
    let folder = fs::canonicalize(folder).map_err(|error| StoreError::new(error, folder))?;
    let path = folder.join(name);
    let failed = |trouble: Trouble| StoreError::new(trouble, &path);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_symlink() => return Err(failed(Trouble::Symlink)),
        Ok(found) if !found.is_file() => return Err(failed(Trouble::NotAFile)),
        Ok(_) => check_header(&path).map_err(failed)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            match private(OpenOptions::new().create_new(true), &path) {
                Ok(_) => {}
                // Another instance was quicker.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(failed(error.into())),
            }
        }
        Err(error) => return Err(failed(error.into())),
    }
    Ok(path)
}

/// An empty file becomes a store; anything else must say that it is a database.
fn check_header(path: &Path) -> Result<(), Trouble> {
    let mut file = File::open(path)?;
    make_private(&file);
    let mut start = Vec::with_capacity(HEADER.len());
    file.by_ref().take(HEADER.len() as u64).read_to_end(&mut start)?;
    if start.is_empty() || start == HEADER { Ok(()) } else { Err(Trouble::NotADatabase) }
}

/// Takes the lock beside the store; `None` when another instance has it. The system gives the lock
/// back when this process ends, however it ends. Where locks do not work, everyone is alone.
///
/// # Errors
/// The lock file cannot be made.
pub fn lock(store: &Path) -> Result<(Option<File>, bool), StoreError> {
    let path = store.with_extension("lock");
    if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
        return Err(StoreError::new(Trouble::Symlink, &path));
    }
    let file = private(OpenOptions::new().create(true), &path).map_err(|error| StoreError::new(error, &path))?;
    match file.try_lock() {
        Ok(()) => Ok((Some(file), true)),
        Err(TryLockError::WouldBlock) => Ok((None, false)),
        Err(TryLockError::Error(_)) => Ok((None, true)),
    }
}

/// Opens a file that only its owner may read, whatever the umask says.
fn private(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    options.read(true).write(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}

/// Takes everyone else's rights on an older file. SQLite gives its helper files the same rights.
/// Refusal is no reason to stop: the file is somebody else's then, and SQLite will tell.
fn make_private(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Ok(found) = file.metadata() {
            let mode = found.permissions().mode();
            if mode & 0o077 != 0 {
                let _ = file.set_permissions(fs::Permissions::from_mode(mode & 0o700));
            }
        }
    }
    #[cfg(not(unix))]
    let _ = file;
}

/// Makes the folder and those above it that are missing; only their owner may enter them.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
