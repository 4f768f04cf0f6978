//! What can go wrong with the store, in words for the person who has to mend it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::schema::VERSION;
use crate::pack::Lang;

/// Something went wrong with the store. Nothing that was in it has been changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// What went wrong.
    pub trouble: Trouble,
    /// The file or folder that it is about.
    pub path: PathBuf,
}

/// What can go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The file is not a database.
    NotADatabase,
    /// The file is a database that is damaged.
    Damaged,
    /// The file is another program's database.
    Foreign,
    /// A newer version of this program made it.
    Newer {
        /// The version of the store.
        found: i64,
    },
    /// The file is a symbolic link: what is private is not written through one.
    Symlink,
    /// There is a folder, or something else that is no file, in its place.
    NotAFile,
    /// The file or its folder may not be written to.
    ReadOnly,
    /// The disk is full.
    Full,
    /// Another program holds it for too long.
    Busy,
    /// A text or a rehearsal is larger than the store takes.
    TooLong,
    /// The system refuses; its own words.
    System(String),
    /// The database refuses; its own words.
    Database(String),
}

impl StoreError {
    pub(super) fn new(trouble: impl Into<Trouble>, path: &Path) -> Self {
        Self { trouble: trouble.into(), path: path.to_owned() }
    }

    /// What went wrong, where, and what to do about it.
    pub fn explain(&self, lang: Lang) -> String {
        let path = self.path.display();
        match lang {
            Lang::Zh => self.trouble.in_chinese(&path),
            Lang::En => self.trouble.in_english(&path),
        }
    }
}

impl Trouble {
    fn in_english(&self, path: &dyn fmt::Display) -> String {
        match self {
            Trouble::NotADatabase => format!(
                "{path} is not a Forthright store; it was left as it is. Move it away, or name another file with --store."
            ),
            Trouble::Damaged => {
                format!("The store {path} is damaged; it was left as it is. Move it away and restore your last backup.")
            }
            Trouble::Foreign => {
                format!("{path} belongs to another program; it was left as it is. Name another file with --store.")
            }
            Trouble::Newer { found } => format!(
                "The store {path} was made by a newer Forthright (version {found}; this one knows {VERSION}). Update Forthright, or name another file with --store."
            ),
            Trouble::Symlink => format!(
                "{path} is a symbolic link, and private notes are not written through one. Name the file itself with --store."
            ),
            Trouble::NotAFile => {
                format!("{path} is in the way: it is not a file. Move it, or name another file with --store.")
            }
            Trouble::ReadOnly => {
                format!("{path} may not be written to. Change its permissions, or name another file with --store.")
            }
            Trouble::Full => format!("The disk that holds {path} is full. Make room, then try again."),
            Trouble::Busy => format!("Another program keeps {path} locked. Close it, then try again."),
            Trouble::TooLong => {
                format!("This is too long to be stored in {path}. Shorten it, or begin a new rehearsal.")
            }
            Trouble::System(why) => {
                format!("{path} cannot be used: {why}. Check the disk and the permissions, then try again.")
            }
            Trouble::Database(why) => {
                format!("The store {path} refuses: {why}. Try again; if it stays, restore your last backup.")
            }
        }
    }

    fn in_chinese(&self, path: &dyn fmt::Display) -> String {
        match self {
            Trouble::NotADatabase => {
                format!("{path} 不是开诚的存储文件，没有动它。请把它移走，或用 --store 指定别的文件。")
            }
            Trouble::Damaged => format!("存储文件 {path} 已损坏，没有动它。请把它移走，再恢复最近的备份。"),
            Trouble::Foreign => format!("{path} 是别的程序的数据库，没有动它。请用 --store 指定别的文件。"),
            Trouble::Newer { found } => format!(
                "存储文件 {path} 由更新版本的开诚写成（版本 {found}，本程序只认到 {VERSION}）。请升级开诚，或用 --store 指定别的文件。"
            ),
            Trouble::Symlink => format!("{path} 是符号链接，私密内容不经链接写入。请用 --store 直接指定文件本身。"),
            Trouble::NotAFile => format!("{path} 不是文件，占了存储的位置。请把它移走，或用 --store 指定别的文件。"),
            Trouble::ReadOnly => format!("{path} 不能写入。请修改权限，或用 --store 指定别的文件。"),
            Trouble::Full => format!("{path} 所在的磁盘满了。请腾出空间再重试。"),
            Trouble::Busy => format!("{path} 一直被别的程序占用。请关闭那个程序再重试。"),
            Trouble::TooLong => format!("内容太长，{path} 存不下。请缩短一些，或另开一次排练。"),
            Trouble::System(why) => format!("{path} 用不了：{why}。请检查磁盘和权限，再重试。"),
            Trouble::Database(why) => format!("存储文件 {path} 拒绝操作：{why}。请重试；仍不行就恢复最近的备份。"),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.explain(Lang::En))
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error().map(|failure| failure.code);
        match code {
            Some(ErrorCode::NotADatabase) => Trouble::NotADatabase,
            Some(ErrorCode::DatabaseCorrupt) => Trouble::Damaged,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => {
                Trouble::ReadOnly
            }
            Some(ErrorCode::DiskFull) => Trouble::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Trouble::Busy,
            Some(ErrorCode::TooBig) => Trouble::TooLong,
            Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => Trouble::System(error.to_string()),
            _ => Trouble::Database(error.to_string()),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Trouble::Full,
            io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => Trouble::NotAFile,
            _ => Trouble::System(error.to_string()),
        }
    }
}
