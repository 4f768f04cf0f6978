//! Signals from the shell and the system, told to whoever waits for input.

use std::io;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::frontend::Ended;

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signalled {
    /// It is over.
    End(Ended),
    /// The shell wants its terminal back.
    Suspend,
    /// The process goes on after it was stopped.
    Resumed,
}

/// Which signals to listen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watched {
    /// Those that end the program.
    Ends,
    /// Those that end it, stop it and let it go on.
    All,
}

/// Tells every signal to `tell`, on a thread that sleeps between them. The thread ends when `tell`
/// says that nobody listens any more.
///
/// # Errors
/// The system refuses to hand signals over.
pub fn watch(which: Watched, tell: impl Fn(Signalled) -> bool + Send + 'static) -> io::Result<()> {
    let ends = [SIGTERM, SIGINT, SIGHUP];
    let all = [SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT];
    let mut signals = match which {
        Watched::Ends => Signals::new(ends)?,
        Watched::All => Signals::new(all)?,
    };
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let told = tell(match signal {
                SIGHUP => Signalled::End(Ended::HangUp),
                SIGTSTP => Signalled::Suspend,
                SIGCONT => Signalled::Resumed,
                other => Signalled::End(Ended::Signal(other)),
            });
            if !told {
                break;
            }
        }
    })?;
    Ok(())
}

/// Stops the process, as the shell's Ctrl-Z does, until it is let go on.
///
/// # Errors
/// The system refuses.
pub fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(SIGTSTP)
}
