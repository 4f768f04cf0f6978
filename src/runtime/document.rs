//! Writing a document into a new file.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::pack::Lang;

/// How many names are tried before giving up.
const MAX_NAMES: usize = 999;

/// Writes a text into a new file `STEM.EXTENSION`, or `STEM-2.EXTENSION` and so on when there are
/// such files. Never touches what is there, never writes through a link; only the owner may read it.
///
/// # Errors
/// The file cannot be made or written; what was begun is removed.
pub fn write_new(folder: &Path, stem: &str, extension: &str, text: &str) -> io::Result<PathBuf> {
    // The name comes from content: nothing in it may lead out of the folder.
    let stem: String = stem.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
    for n in 1..=MAX_NAMES {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let path = folder.join(format!("{stem}{number}.{extension}"));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = match options.open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        if let Err(error) = file.write_all(text.as_bytes()).and_then(|()| file.sync_all()) {
            let _ = fs::remove_file(&path);
            return Err(error);
        }
        return Ok(path);
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

/// Why a document could not be written into the folder, and what to do.
pub fn explain(error: &io::Error, folder: &Path, lang: Lang) -> String {
    let folder = folder.display();
    match (lang, error.kind()) {
        (Lang::Zh, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            format!("{folder} 不能写入，请换一个文件夹再启动")
        }
        (Lang::En, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) => {
            format!("{folder} may not be written to; start from another folder")
        }
        (Lang::Zh, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
            format!("{folder} 所在的磁盘满了，请腾出空间再试")
        }
        (Lang::En, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {
            format!("The disk that holds {folder} is full; make room and try again")
        }
        (Lang::Zh, _) => format!("没能写进 {folder}：{error}"),
        (Lang::En, _) => format!("It could not be written into {folder}: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_taken_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| write_new(folder.path(), "forthright-delay-card", "md", text).unwrap();
        assert_eq!(write("一").file_name().unwrap(), "forthright-delay-card.md");
        assert_eq!(write("二").file_name().unwrap(), "forthright-delay-card-2.md");
        assert_eq!(fs::read_to_string(folder.path().join("forthright-delay-card.md")).unwrap(), "一");
        let odd = write_new(folder.path(), "../延期/a b", "md", "三").unwrap();
        assert_eq!(odd, folder.path().join("---延期-a-b.md"));
    }

    #[cfg(unix)]
    #[test]
    fn private_and_never_through_a_link() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&target, folder.path().join("card.md")).unwrap();
        let path = write_new(folder.path(), "card", "md", "text").unwrap();
        assert_eq!(path.file_name().unwrap(), "card-2.md");
        assert!(!target.exists());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_missing_folder_is_explained() {
        let folder = Path::new("/nowhere/at/all");
        let error = write_new(folder, "card", "md", "text").unwrap_err();
        for lang in Lang::ALL {
            assert!(explain(&error, folder, lang).contains("/nowhere/at/all"));
        }
    }
}
