//! A real pseudo-terminal with the program in it, and a screen that is read like a person would.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine. Nothing is timed: a test that waits this long fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program in a terminal.
pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    /// Reads what the program writes, until it is asked to let go of the terminal.
    reader: Option<std::thread::JoinHandle<()>>,
    let_go: Arc<std::sync::atomic::AtomicBool>,
    /// The terminal's modes before the program began.
    modes: String,
}

/// A folder for one test, removed at its end.
pub fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

impl Terminal {
    /// Starts the program with these arguments; `home` is its whole world.
    pub fn start(home: &Path, size: (u16, u16), args: &[&str], env: &[(&str, &str)]) -> Self {
        let (cols, rows) = size;
        let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_forthright"));
        command.args(args);
        command.cwd(home);
        command.env_clear();
        command.env("FORTHRIGHT_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("PATH", "/usr/bin:/bin");
        for (name, value) in env {
            command.env(name, value);
        }
        let modes = local_modes(pair.master.as_ref());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(
            std::num::NonZero::new(rows).unwrap(),
            std::num::NonZero::new(cols).unwrap(),
            0,
        )));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (feed, keep) = (screen.clone(), raw.clone());
        let let_go = Arc::new(std::sync::atomic::AtomicBool::new(false));
        let asked = let_go.clone();
        let reader = std::thread::spawn(move || {
            let mut buffer = [0u8; 8192];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if asked.load(std::sync::atomic::Ordering::SeqCst) {
                    return;
                }
                feed.lock().unwrap().process(&buffer[..count]);
                keep.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        let writer = Some(pair.master.take_writer().unwrap());
        Self { child, master: Some(pair.master), writer, screen, raw, reader: Some(reader), let_go, modes }
    }

    /// The screen as lines of text. The second cell of a wide character is left out.
    pub fn text(&self) -> String {
        let parser = self.screen.lock().unwrap();
        parser.screen().contents()
    }

    /// Whether a text is on the screen; blanks and line ends between its characters do not count, so
    /// that a wrapped sentence is found.
    pub fn shows(&self, words: &str) -> bool {
        squeeze(&self.text()).contains(&squeeze(words))
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn wait_for(&self, words: &str) {
        self.wait_until(&format!("«{words}» to be shown"), |terminal| terminal.shows(words));
    }

    /// Waits until one of several texts is on the screen; says which.
    #[track_caller]
    pub fn wait_for_any(&self, words: &[&str]) -> usize {
        self.wait_until(&format!("one of {words:?} to be shown"), |t| words.iter().any(|w| t.shows(w)));
        words.iter().position(|w| self.shows(w)).unwrap_or_default()
    }

    #[track_caller]
    fn wait_until(&self, what: &str, ready: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !ready(self) {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until the screen has been the same for a while.
    pub fn settle(&self) {
        let mut last = self.raw.lock().unwrap().len();
        let mut quiet = 0;
        while quiet < 12 {
            std::thread::sleep(Duration::from_millis(10));
            let now = self.raw.lock().unwrap().len();
            quiet = if now == last { quiet + 1 } else { 0 };
            last = now;
        }
    }

    /// Types bytes.
    pub fn send(&mut self, bytes: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Pastes a text, the way a terminal with bracketed paste does.
    pub fn paste(&mut self, text: &str) {
        assert!(self.screen.lock().unwrap().screen().bracketed_paste(), "bracketed paste is not on");
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        let (cells, lines) = (std::num::NonZero::new(cols).unwrap(), std::num::NonZero::new(rows).unwrap());
        self.screen.lock().unwrap().screen_mut().set_size(lines, cells);
        self.master.as_ref().unwrap().resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Sends a signal to the program.
    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap();
        assert!(status.success());
    }

    /// Whether the program is stopped (state T).
    #[track_caller]
    pub fn wait_stopped(&self) {
        let pid = self.child.process_id().unwrap();
        self.wait_until("the program to stop", |_| {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            stat.rsplit(") ").next().is_some_and(|state| state.starts_with('T'))
        });
    }

    /// Closes the window: every handle of ours on the terminal goes, which the system tells the
    /// program by SIGHUP and by an error on its next read.
    pub fn hang_up(&mut self) {
        self.let_go.store(true, std::sync::atomic::Ordering::SeqCst);
        // The reader wakes with the next picture.
        self.resize(90, 28);
        self.reader.take().unwrap().join().unwrap();
        self.writer = None;
        self.master = None;
    }

    /// Waits for the end and says the exit code.
    #[track_caller]
    pub fn wait_exit(&mut self) -> u32 {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What was written last may still be on its way.
                std::thread::sleep(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(start.elapsed() < PATIENCE, "the program does not end\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Where the cursor is (column, row), and whether it is shown.
    pub fn cursor(&self) -> (u16, u16, bool) {
        let parser = self.screen.lock().unwrap();
        let (row, col) = parser.screen().cursor_position();
        (col, row, !parser.screen().hide_cursor())
    }

    /// What the program left changed of the terminal; empty when everything is as it was.
    pub fn left_behind(&self) -> Vec<String> {
        let parser = self.screen.lock().unwrap();
        let screen = parser.screen();
        let mut found = Vec::new();
        let mut note = |wrong: bool, what: &str| {
            if wrong {
                found.push(what.to_owned());
            }
        };
        note(screen.alternate_screen(), "alternate screen");
        note(screen.hide_cursor(), "hidden cursor");
        note(screen.bracketed_paste(), "bracketed paste");
        note(screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None, "mouse");
        if let Some(master) = &self.master {
            let modes = local_modes(master.as_ref());
            if modes != self.modes {
                found.push(format!("modes {modes} instead of {}", self.modes));
            }
        }
        found
    }

    /// Every byte that the program wrote.
    pub fn bytes(&self) -> Vec<u8> {
        self.raw.lock().unwrap().clone()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The terminal's local modes (echo, line buffering…) in words.
fn local_modes(master: &dyn MasterPty) -> String {
    master.get_termios().map(|t| format!("{:?}", t.local_flags)).unwrap_or_default()
}

/// A text without blanks and without the lines that panes are drawn with.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '│' | '─' | '|')).collect()
}

/// Runs the program without a terminal; exit code, standard output, standard error.
pub fn run(home: &Path, args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_forthright"))
        .args(args)
        .current_dir(home)
        .env_clear()
        .env("FORTHRIGHT_HOME", home)
        .env("LANG", "C.UTF-8")
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = input.to_vec();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&bytes)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}
