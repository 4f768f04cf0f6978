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
    /// The folder of what the user sets: working days and holidays.
    pub config: PathBuf,
}

impl Paths {
    /// Reads the places from the environment: `FORTHRIGHT_HOME`, or else a folder where the system
    /// keeps data (`XDG_DATA_HOME`, `~/.local/share`; on Windows the roaming application data) and one
    /// where it keeps settings (`XDG_CONFIG_HOME`, `~/.config`). An empty or relative value counts as not set, as the XDG base directory specification has it. Who
    /// has no home keeps things in a folder where the program was started.
    pub fn from_env(env: impl Fn(&str) -> Option<OsString>) -> Self {
        let folder = |name: &str| env(name).map(PathBuf::from).filter(|path| path.is_absolute());
        if let Some(home) = folder("FORTHRIGHT_HOME") {
            return Self::inside(home.clone(), home);
        }
        let place = |name: &str, below: &str| {
            let home = || folder("HOME").map(|home| home.join(below));
            if cfg!(windows) { None } else { folder(name).or_else(home) }
        };
        let system = || etcetera::choose_base_strategy().ok();
        let inside = |found: Option<PathBuf>| found.map_or_else(|| PathBuf::from(HOMELESS), |f| f.join(FOLDER));
        let data = place("XDG_DATA_HOME", ".local/share").or_else(|| Some(system()?.data_dir()));
        let config = place("XDG_CONFIG_HOME", ".config").or_else(|| Some(system()?.config_dir()));
        Self::inside(inside(data), inside(config))
    }

    fn inside(data: PathBuf, config: PathBuf) -> Self {
        Self { store: data.join(STORE), packs: data.join(PACKS), config }
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
    fn settings_lie_where_settings_lie() {
        let config = |env: &[(&str, &str)]| {
            let read = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
            Paths::from_env(read).config
        };
        assert_eq!(config(&[("HOME", "/home/li")]), PathBuf::from("/home/li/.config/forthright"));
        assert_eq!(
            config(&[("HOME", "/home/li"), ("XDG_CONFIG_HOME", "/etc/li")]),
            PathBuf::from("/etc/li/forthright")
        );
        assert_eq!(config(&[("FORTHRIGHT_HOME", "/tmp/开诚"), ("HOME", "/home/li")]), PathBuf::from("/tmp/开诚"));
    }

    #[test]
    fn without_environment_the_system_is_asked() {
        let paths = Paths::from_env(|_| None);
        assert!(paths.store.is_absolute() || paths.store.starts_with(HOMELESS));
    }
}
