//! Where things lie on this machine.

use std::ffi::OsString;
use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The folder of the program inside the folder for data.
const FOLDER: &str = "forthright";
/// The folder of who has no home.
const HOMELESS: &str = ".forthright";
const STORE: &str = "forthright.db";
const PACKS: &str = "packs";

/// Where things lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The store.
    pub store: PathBuf,
    /// The folder of the user's own packs.
    pub packs: PathBuf,
}

impl Paths {
    /// Reads the places from the environment: `FORTHRIGHT_HOME`, or else a folder where the system
    /// keeps data (`XDG_DATA_HOME`, `~/.local/share`; on Windows the roaming application data). An
    /// empty or relative value counts as not set, as the XDG base directory specification has it. Who
    /// has no home keeps things in a folder where the program was started.
    pub fn from_env(env: impl Fn(&str) -> Option<OsString>) -> Self {
        let folder = |name: &str| env(name).map(PathBuf::from).filter(|path| path.is_absolute());
        if let Some(home) = folder("FORTHRIGHT_HOME") {
            return Self::inside(home);
        }
        let data = if cfg!(windows) {
            None
        } else {
            folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
        };
        let data = data.or_else(|| Some(etcetera::choose_base_strategy().ok()?.data_dir()));
        Self::inside(data.map_or_else(|| PathBuf::from(HOMELESS), |data| data.join(FOLDER)))
    }

    fn inside(folder: PathBuf) -> Self {
        Self { store: folder.join(STORE), packs: folder.join(PACKS) }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn check(env: &[(&str, &str)], store: &str) {
        let read = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
        let paths = Paths::from_env(read);
        assert_eq!(paths.store, PathBuf::from(store), "{env:?}");
        assert_eq!(paths.packs, paths.store.with_file_name("packs"));
    }

    #[test]
    fn places() {
        check(&[("HOME", "/home/li")], "/home/li/.local/share/forthright/forthright.db");
        check(&[("HOME", "/home/li"), ("XDG_DATA_HOME", "/data")], "/data/forthright/forthright.db");
        check(&[("HOME", "/home/li"), ("XDG_DATA_HOME", "")], "/home/li/.local/share/forthright/forthright.db");
        check(&[("HOME", "/home/li"), ("XDG_DATA_HOME", "data")], "/home/li/.local/share/forthright/forthright.db");
        let own = ("FORTHRIGHT_HOME", "/tmp/开诚");
        check(&[own, ("HOME", "/home/li"), ("XDG_DATA_HOME", "/data")], "/tmp/开诚/forthright.db");
        check(&[("FORTHRIGHT_HOME", ""), ("XDG_DATA_HOME", "/data")], "/data/forthright/forthright.db");
        check(&[("FORTHRIGHT_HOME", "./here"), ("XDG_DATA_HOME", "/data")], "/data/forthright/forthright.db");
    }

    #[test]
    fn without_environment_the_system_is_asked() {
        let paths = Paths::from_env(|_| None);
        assert!(paths.store.is_absolute() || paths.store.starts_with(HOMELESS));
    }
}
