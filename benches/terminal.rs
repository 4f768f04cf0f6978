//! What a person waits for in a real pseudo-terminal: start to first picture, processor time of a key, rest.
//!
//! `cargo bench --bench terminal` prints the figures, beside nano and vim where they are installed: machines are
//! noisy, so only figures of one run compare.
#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on says so")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

const ROUNDS: usize = 25;
const KEYS: usize = 200;
/// How much Chinese stands in the editor while keys are measured, in characters.
const CHARS: usize = 2_000;
const SAID: &str = "王总，上线要从 6 月 15 日改到 7 月 6 日，晚三周。库存锁有缺陷，是我们评估不足。";

struct Program {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Arc<Mutex<Vec<u8>>>,
    _master: Box<dyn MasterPty + Send>,
}

impl Program {
    fn start(program: &Path, args: &[&str], home: &Path) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.cwd(home);
        command.env("FORTHRIGHT_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let output = Arc::new(Mutex::new(Vec::new()));
        let (keep, mut reader) = (output.clone(), pair.master.try_clone_reader().unwrap());
        std::thread::spawn(move || {
            let mut buffer = [0u8; 65_536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                keep.lock().unwrap().extend_from_slice(&buffer[..count]);
            }
        });
        let writer = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        Self { child, writer, output, _master: pair.master }
    }

    fn shows(&self, words: &str) -> bool {
        let output = self.output.lock().unwrap();
        output.windows(words.len()).any(|window| window == words.as_bytes())
    }

    fn wait_for(&self, words: &str) {
        let start = Instant::now();
        while !self.shows(words) {
            assert!(start.elapsed() < Duration::from_secs(20), "«{words}» is never shown");
            std::thread::sleep(Duration::from_micros(50));
        }
    }

    fn settle(&self) {
        let (mut last, mut quiet) = (0, 0);
        while quiet < 20 {
            std::thread::sleep(Duration::from_millis(10));
            let now = self.output.lock().unwrap().len();
            quiet = if now == last { quiet + 1 } else { 0 };
            last = now;
        }
    }

    fn send(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Processor time of all its threads so far, in nanoseconds.
    fn cpu(&self) -> u64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.process_id().unwrap())).unwrap();
        let times = threads.map(|thread| {
            let told = fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap_or_default();
            told.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0)
        });
        times.sum()
    }

    /// How often it was woken so far.
    fn wakes(&self) -> u64 {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.process_id().unwrap())).unwrap();
        let wakes = threads.map(|thread| {
            let told = fs::read_to_string(thread.unwrap().path().join("status")).unwrap_or_default();
            let line = told.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line.and_then(|n| n.trim().parse::<u64>().ok()).unwrap_or(0)
        });
        wakes.sum()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A program to compare: where it is, what it is given, and what its first picture shows.
struct Case {
    name: &'static str,
    path: PathBuf,
    args: Vec<String>,
    first: &'static str,
}

fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn main() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("draft.txt");
    let text: String = SAID.chars().cycle().take(CHARS).collect();
    fs::write(&file, &text).unwrap();
    let draft = file.to_string_lossy().into_owned();
    let own = PathBuf::from(env!("CARGO_BIN_EXE_forthright"));
    // The store is made at the first start; the second start is the usual one.
    Program::start(&own, &["--lang", "en"], home.path()).settle();
    let mut cases = vec![Case {
        name: "forthright",
        path: own.clone(),
        args: vec!["--lang".into(), "en".into()],
        first: "Cancelled",
    }];
    if let Some(path) = installed("nano") {
        cases.push(Case { name: "nano", path, args: vec![draft.clone()], first: "GNU nano" });
    }
    if let Some(path) = installed("vim") {
        cases.push(Case { name: "vim", path, args: vec!["-n".into(), draft.clone()], first: "draft.txt" });
    }
    first_picture(&cases, home.path());
    keys(&cases, home.path(), &text);
    rest(&own, home.path());
}

/// From the start of the process to the first picture, the programs taking turns.
fn first_picture(cases: &[Case], home: &Path) {
    let mut times = vec![Vec::new(); cases.len()];
    for _ in 0..ROUNDS {
        for (case, times) in cases.iter().zip(&mut times) {
            let args: Vec<&str> = case.args.iter().map(String::as_str).collect();
            let start = Instant::now();
            let program = Program::start(&case.path, &args, home);
            program.wait_for(case.first);
            times.push(start.elapsed());
        }
    }
    for (case, times) in cases.iter().zip(&mut times) {
        times.sort();
        println!(
            "first picture  {:<11} median {:>7.2} ms  best {:>6.2} ms",
            case.name,
            times[times.len() / 2].as_secs_f64() * 1e3,
            times[0].as_secs_f64() * 1e3
        );
    }
}

/// Processor time of a typed character with 2,000 Chinese characters in the editor and every check live.
fn keys(cases: &[Case], home: &Path, text: &str) {
    for case in cases {
        let args: Vec<String> = match case.name {
            "forthright" => ["rehearse", "delay", "--lang", "zh", "--no-store"].map(str::to_owned).to_vec(),
            _ => case.args.clone(),
        };
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let mut program = Program::start(&case.path, &args, home);
        program.settle();
        match case.name {
            "forthright" => program.send(&format!("\x1b[200~{text}\x1b[201~")),
            "vim" => program.send("GA"),
            _ => {}
        }
        program.settle();
        let before = program.cpu();
        for _ in 0..KEYS {
            program.send("好");
            std::thread::sleep(Duration::from_millis(4));
        }
        program.settle();
        let each = (program.cpu() - before) as f64 / KEYS as f64 / 1e6;
        println!("a key          {:<11} {each:>7.3} ms of processor time", case.name);
    }
}

/// What happens while nothing happens.
fn rest(own: &Path, home: &Path) {
    let program = Program::start(own, &["--lang", "en"], home);
    program.settle();
    let (cpu, wakes) = (program.cpu(), program.wakes());
    std::thread::sleep(Duration::from_secs(5));
    println!(
        "5 s of rest    forthright  {} wake-ups, {} ns of processor time",
        program.wakes() - wakes,
        program.cpu() - cpu
    );
}
