//! Watching a folder while somebody writes in it.
//!
//! The system tells of changes (inotify on Linux, what `notify` knows elsewhere), so nothing wakes while nothing
//! happens; looking at file times on every key would show a change only when a key comes, and an author looks at the
//! screen with their hands in the editor.

use std::io;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher, recommended_watcher};

/// How long it has to be quiet before a change is told: editors write a file in several strokes.
const QUIET: Duration = Duration::from_millis(60);
/// How long a change is held back at the most.
const STROKES: u32 = 20;

/// Calls `changed` after files in the folder, or in folders in it, were changed, on a thread that sleeps in between. The
/// thread ends when `changed` says that nobody listens any more.
///
/// # Errors
/// The system does not let the folder be watched.
pub fn watch_folder(folder: &Path, changed: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    let (tell, told) = channel();
    let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| writes(event.kind)) {
            let _ = tell.send(());
        }
    })
    .map_err(io::Error::other)?;
    watcher.watch(folder, RecursiveMode::Recursive).map_err(io::Error::other)?;
    thread::Builder::new().name("pack".to_owned()).spawn(move || {
        // The watcher lives as long as somebody waits for it.
        let _watcher = watcher;
        while told.recv().is_ok() {
            let more = |_: &u32| matches!(told.recv_timeout(QUIET), Ok(()) | Err(RecvTimeoutError::Disconnected));
            let _strokes = (0..STROKES).take_while(more).count();
            if !changed() {
                break;
            }
        }
    })?;
    Ok(())
}

/// Whether an event says that something may differ: reading does not, our own least of all.
fn writes(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => true,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_change_is_told_once_and_reading_is_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("scenarios")).unwrap();
        let file = folder.path().join("scenarios/延期.yaml");
        fs::write(&file, "a").unwrap();
        let (tell, told) = channel();
        watch_folder(folder.path(), move || tell.send(()).is_ok()).unwrap();
        let within = |ms| told.recv_timeout(Duration::from_millis(ms)).is_ok();
        assert!(!within(150));
        fs::read(&file).unwrap();
        assert!(!within(300), "reading wakes nobody");
        for text in ["b", "bc", "bcd"] {
            fs::write(&file, text).unwrap();
        }
        assert!(within(2_000));
        assert!(!within(300), "three strokes are one change");
        // As editors save: another file takes the place.
        fs::write(folder.path().join("new"), "x").unwrap();
        fs::rename(folder.path().join("new"), &file).unwrap();
        assert!(within(2_000));
    }
}
