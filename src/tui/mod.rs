//! The machine on a terminal: full screens with keys and the mouse.
//!
//! [`Tui`] owns the terminal. What a screen looks like is decided by the painter and the parts it
//! calls, which know no terminal; what a key means, by the table of the coach.

mod editor;
mod flow;
mod hints;
mod input;
mod layout;
mod paint;
mod painter;
mod press;
mod printed;
mod rail;
mod terminal;
mod theme;

#[cfg(test)]
mod around_tests;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
pub(crate) mod stage;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::Event;
use crossterm::{cursor, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::coach::{Msg, ScreenView};
use crate::pack::Interface;
use crate::runtime::{Ended, Frontend, Input, Mailbox, Signalled, stop_process};
use input::Woken;
use painter::{Painter, Picture};
use press::Pressed;
pub use printed::{LEAST_CELLS, Print};
pub use theme::{Palette, Theme};

/// The machine on a terminal.
pub struct Tui {
    painter: Painter,
    /// The bytes of a frame, written in one go.
    frame: Vec<u8>,
    woken: Receiver<Woken>,
    tell: Sender<Woken>,
    /// What is on the terminal, and what comes next.
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    picture: Picture,
    /// Whether nothing of what is on the terminal can be relied on.
    stale: bool,
    /// Continue signals that a suspension of our own brings with it.
    expected: usize,
    /// Input that came behind keys that were taken in with others.
    left_over: Option<Input>,
}

impl Tui {
    /// Takes the terminal. It is given back when the value is dropped, and on a panic.
    ///
    /// # Errors
    /// There is no terminal, or the system refuses threads or signals.
    pub fn enter(words: Interface, theme: Theme) -> io::Result<Self> {
        let size = size()?;
        let (tell, woken) = input::listen()?;
        terminal::take()?;
        Ok(Self {
            painter: Painter::new(words, theme),
            frame: Vec::new(),
            woken,
            tell,
            shown: Buffer::empty(size),
            next: Buffer::empty(size),
            cursor: None,
            picture: Picture::default(),
            stale: true,
            expected: 0,
            left_over: None,
        })
    }

    /// What woke the program, as input; nothing when the machine need not hear of it.
    fn heard(&mut self, woken: Woken) -> io::Result<Option<Input>> {
        let pressed = match woken {
            Woken::Told(message) => return Ok(Some(Input::Messages(vec![*message]))),
            Woken::Signal(Signalled::End(ended)) => return Ok(Some(Input::End(ended))),
            Woken::Signal(Signalled::Suspend) => return Ok(Some(Input::Suspend)),
            Woken::Signal(Signalled::Resumed) => {
                if self.expected > 0 {
                    self.expected -= 1;
                    return Ok(None);
                }
                // Somebody stopped us from outside: the shell has had the terminal since.
                terminal::give_back();
                terminal::take()?;
                self.stale = true;
                return Ok(Some(Input::Messages(Vec::new())));
            }
            Woken::Terminal(Event::Key(key)) => {
                panic_if_asked(&key);
                press::key(&key, &self.picture)
            }
            Woken::Terminal(Event::Paste(text)) => press::paste(text, &self.picture),
            Woken::Terminal(Event::Mouse(mouse)) => press::mouse(&mouse, &self.picture),
            Woken::Terminal(Event::Resize(..)) => {
                self.stale = true;
                return Ok(Some(Input::Messages(Vec::new())));
            }
            Woken::Terminal(Event::FocusGained | Event::FocusLost) => Pressed::Nothing,
        };
        Ok(match pressed {
            Pressed::Nothing => None,
            Pressed::Suspend => Some(Input::Suspend),
            Pressed::Say(messages) => Some(Input::Messages(messages)),
            Pressed::Scroll(pane, lines) => {
                self.painter.nudge(pane, lines);
                Some(Input::Messages(Vec::new()))
            }
        })
    }

    /// Writes what differs between the screen that is and the one to be, in one go.
    fn flush(&mut self) -> io::Result<()> {
        let same = !self.stale && self.cursor == self.picture.cursor;
        let mut changes = self.shown.diff_iter(&self.next).peekable();
        if same && changes.peek().is_none() {
            return Ok(());
        }
        // Terminals that know synchronized updates (2026) show the frame at once; the others do
        // not care. The cursor is hidden meanwhile: it would be seen running about.
        self.frame.clear();
        self.frame.extend_from_slice(b"\x1b[?2026h\x1b[?25l");
        if self.stale {
            self.frame.extend_from_slice(b"\x1b[0m\x1b[2J");
        }
        CrosstermBackend::new(&mut self.frame).draw(changes)?;
        if let Some(Position { x, y }) = self.picture.cursor {
            queue!(self.frame, cursor::MoveTo(x, y), cursor::Show)?;
        }
        self.frame.extend_from_slice(b"\x1b[?2026l");
        write(&self.frame)?;
        self.cursor = self.picture.cursor;
        self.stale = false;
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(())
    }
}

impl Frontend for Tui {
    fn speak(&mut self, words: &Interface) {
        self.painter.speak(words.clone());
    }

    fn show(&mut self, view: &ScreenView<'_>) -> io::Result<()> {
        let size = size()?;
        if self.next.area != size {
            self.next.resize(size);
            self.shown.resize(size);
            self.stale = true;
        }
        if self.stale {
            self.shown.reset();
        }
        self.next.reset();
        self.picture = self.painter.paint(view, &mut self.next);
        self.flush()
    }

    fn wait(&mut self, limit: Option<Duration>) -> io::Result<Input> {
        if let Some(input) = self.left_over.take() {
            return Ok(input);
        }
        let until = limit.map(|limit| Instant::now() + limit);
        loop {
            let woken = match until {
                None => self.woken.recv().ok(),
                Some(until) => match self.woken.recv_timeout(until.saturating_duration_since(Instant::now())) {
                    Ok(woken) => Some(woken),
                    Err(RecvTimeoutError::Timeout) => return Ok(Input::Nothing),
                    Err(RecvTimeoutError::Disconnected) => None,
                },
            };
            let Some(woken) = woken else { return Ok(Input::End(Ended::HangUp)) };
            match self.heard(woken)? {
                None => {}
                Some(Input::Messages(messages)) => return self.with_pending(messages),
                Some(input) => return Ok(input),
            }
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        terminal::give_back();
        self.expected += 1;
        stop_process()?;
        terminal::take()?;
        self.stale = true;
        Ok(())
    }

    fn mailbox(&self) -> Option<Mailbox> {
        let tell = self.tell.clone();
        Some(Box::new(move |message| tell.send(Woken::Told(Box::new(message))).is_ok()))
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.frame.clear();
        queue!(self.frame, CopyToClipboard::to_clipboard_from(text))?;
        write(&self.frame)
    }
}

impl Tui {
    /// Takes in what else has been typed already, so that a burst of keys is one picture. Stops at
    /// the first message that is more than an edit: it may change what the next key means.
    fn with_pending(&mut self, mut messages: Vec<Msg>) -> io::Result<Input> {
        while messages.iter().all(|message| matches!(message, Msg::Edit(_))) && !messages.is_empty() {
            let Ok(woken) = self.woken.try_recv() else { break };
            match self.heard(woken)? {
                None => {}
                Some(Input::Messages(more)) if more.is_empty() => break,
                Some(Input::Messages(more)) => messages.extend(more),
                Some(input) => {
                    self.left_over = Some(input);
                    break;
                }
            }
        }
        Ok(Input::Messages(messages))
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        terminal::give_back();
    }
}

impl std::fmt::Debug for Tui {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tui").field("area", &self.next.area).finish_non_exhaustive()
    }
}

fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

fn size() -> io::Result<Rect> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(Rect { x: 0, y: 0, width, height })
}

/// Builds for development panic when the key named in `FORTHRIGHT_TEST_PANIC` (`F9`) comes, so that
/// a test can see the terminal given back.
fn panic_if_asked(key: &crossterm::event::KeyEvent) {
    if cfg!(debug_assertions) {
        let wanted = std::env::var("FORTHRIGHT_TEST_PANIC").ok();
        let is_wanted = wanted.is_some_and(|wanted| wanted == key.code.to_string());
        assert!(!is_wanted, "asked to panic at {}", key.code);
    }
}
