//! Everything that can wake the program, on one channel: keys, signals, the terminal's end.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crossterm::event::{Event, read};
use rustix::event::{PollFd, PollFlags, poll};

use crate::coach::Msg;
use crate::runtime::{Ended, Signalled, Watched, watch_signals};

/// Something that woke the program.
#[derive(Debug)]
pub(super) enum Woken {
    /// The terminal tells something.
    Terminal(Event),
    /// A signal came.
    Signal(Signalled),
    /// Somebody else has a message for the machine.
    Told(Box<Msg>),
}

/// Starts the threads that listen. All of them sleep until something comes.
pub(super) fn listen() -> io::Result<(Sender<Woken>, Receiver<Woken>)> {
    let (tell, woken) = channel();
    let signals = tell.clone();
    watch_signals(Watched::All, move |signal| signals.send(Woken::Signal(signal)).is_ok())?;
    let hangup = tell.clone();
    spawn("hangup", move || watch_hangup(&hangup))?;
    let keys = tell.clone();
    spawn("keys", move || read_keys(&keys))?;
    Ok((tell, woken))
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop)
}

fn read_keys(tell: &Sender<Woken>) {
    loop {
        let woken = match read() {
            Ok(event) => Woken::Terminal(event),
            Err(_) => Woken::Signal(Signalled::End(Ended::HangUp)),
        };
        let over = matches!(woken, Woken::Signal(_));
        if tell.send(woken).is_err() || over {
            return;
        }
    }
}

/// Tells when the terminal is gone. Crossterm 0.29 does not: it reads a closed terminal for ever.
/// Asking for no events, `poll` wakes for nothing but that.
fn watch_hangup(tell: &Sender<Woken>) {
    let stdin = io::stdin();
    let opened = if stdin.is_terminal() { None } else { File::open("/dev/tty").ok() };
    let gone = match &opened {
        Some(file) => wait_for_end(PollFd::new(file, PollFlags::empty())),
        None => wait_for_end(PollFd::new(&stdin, PollFlags::empty())),
    };
    if gone {
        let _ = tell.send(Woken::Signal(Signalled::End(Ended::HangUp)));
    }
}

fn wait_for_end(terminal: PollFd<'_>) -> bool {
    let mut terminals = [terminal];
    loop {
        match poll(&mut terminals, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => {
                let [terminal] = &terminals;
                return terminal.revents().intersects(PollFlags::HUP | PollFlags::ERR);
            }
        }
    }
}
