//! The machine in lines, for pipes, dumb terminals and screen readers.
//!
//! Every screen is printed as lines without any control characters; of a screen that was printed
//! already, only what is new. Lines come in and become the same messages that keys make.

mod answer;
mod lines;
mod script;

#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::coach::{Msg, Notice, ScreenName, ScreenView, StopState, Tone};
use crate::pack::{Interface, Lang, Word};
use crate::runtime::{Ended, Frontend, Input, Mailbox, Signalled, Watched, watch_signals};
use crate::text::clean_line;
use answer::{Answer, Ground};
use lines::Line;
pub use script::page;
use script::{Script, script};

/// The machine in lines.
pub struct Plain<W> {
    words: Words,
    output: W,
    woken: Receiver<Woken>,
    tell: SyncSender<Woken>,
    printed: Option<Printed>,
    ground: Option<Ground>,
    /// Whether time alone woke the program: nobody said anything.
    idle: bool,
}

/// The words of the interface.
struct Words(Interface);

impl Words {
    fn get(&self, word: Word, lang: Lang) -> &str {
        self.0.get(word).get(lang)
    }
}

/// What was printed last.
struct Printed {
    screen: (ScreenName, Option<usize>, Option<String>),
    lang: Lang,
    script: Script,
    notice: Option<Notice>,
}

/// Something that woke the program.
enum Woken {
    Line(io::Result<Line>),
    Signal(Signalled),
    Told(Box<Msg>),
}

/// Lines read ahead at most: what is typed waits in the pipe, not in memory.
const AHEAD: usize = 4;

impl<W: Write> Plain<W> {
    /// Reads lines from `input`, on a thread of its own, and prints to `output`.
    ///
    /// # Errors
    /// The system refuses a thread.
    pub fn new(words: Interface, mut input: impl BufRead + Send + 'static, output: W) -> io::Result<Self> {
        let (tell, woken) = sync_channel(AHEAD);
        let lines = tell.clone();
        thread::Builder::new().name("lines".to_owned()).spawn(move || {
            loop {
                let line = lines::next(&mut input);
                let over = matches!(line, Ok(Line::End) | Err(_));
                if lines.send(Woken::Line(line)).is_err() || over {
                    return;
                }
            }
        })?;
        Ok(Self { words: Words(words), output, woken, tell, printed: None, ground: None, idle: false })
    }

    /// Ends in order when the system or the user asks the process to end, too.
    ///
    /// # Errors
    /// The system refuses to hand signals over.
    pub fn with_signals(self) -> io::Result<Self> {
        let signals = self.tell.clone();
        watch_signals(Watched::Ends, move |signal| signals.send(Woken::Signal(signal)).is_ok())?;
        Ok(self)
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{}", clean_line(text))?;
        self.output.flush()
    }

    fn lang(&self) -> Lang {
        self.printed.as_ref().map_or(Lang::default(), |printed| printed.lang)
    }

    /// A line as input; nothing when the machine need not hear of it.
    fn heard(&mut self, line: Line) -> io::Result<Option<Input>> {
        let word = |plain: &Self, word| plain.words.get(word, plain.lang()).to_owned();
        let told = match line {
            Line::End => return Ok(Some(Input::End(Ended::Input))),
            Line::TooLong => word(self, Word::TooLong),
            Line::Broken => word(self, Word::PlainNotText),
            Line::Text(line) => {
                let answer = self.ground.as_ref().map(|ground| ground.answer(&line, &self.words));
                match answer {
                    None => return Ok(None),
                    Some(Answer::Say(messages)) => return Ok(Some(Input::Messages(messages))),
                    Some(Answer::Tell(text)) => text,
                }
            }
        };
        self.say(&told)?;
        Ok(None)
    }
}

impl<W: Write> Frontend for Plain<W> {
    fn speak(&mut self, words: &Interface) {
        self.words = Words(words.clone());
    }

    fn show(&mut self, view: &ScreenView<'_>) -> io::Result<()> {
        // A minute that is over is no news for a reader: it would talk into the call.
        if self.idle && view.name == ScreenName::Call && view.overlay.is_none() {
            return Ok(());
        }
        let first = self.printed.is_none();
        let here = view.rail.iter().position(|stop| stop.state == StopState::Here);
        let screen = (view.name, here, view.heading().map(str::to_owned));
        let script = script(view, &self.words);
        let before = self.printed.as_ref();
        let same = before.is_some_and(|printed| printed.screen == screen && printed.lang == view.lang);
        let mut news = script.news(before.map(|printed| &printed.script), same, view.focus);
        if first {
            let how = self.words.get(Word::PlainHowTo, view.lang).to_owned();
            news.insert(script.head.len().min(news.len()), how);
        }
        let notice = view.notice.as_ref();
        let told = before.and_then(|printed| printed.notice.as_ref());
        if let Some(notice) = notice.filter(|notice| Some(*notice) != told) {
            let sign = if notice.tone == Tone::Gap { "! " } else { "" };
            news.push([sign, &notice.text].concat());
        }
        if !same && !first {
            writeln!(self.output)?;
        }
        for line in &news {
            writeln!(self.output, "{}", clean_line(line))?;
        }
        self.output.flush()?;
        self.ground = Some(Ground::of(view, &self.words));
        self.printed = Some(Printed { screen, lang: view.lang, script, notice: view.notice.clone() });
        Ok(())
    }

    fn wait(&mut self, limit: Option<Duration>) -> io::Result<Input> {
        let until = limit.map(|limit| Instant::now() + limit);
        self.idle = false;
        loop {
            let woken = match until {
                None => self.woken.recv().ok(),
                Some(until) => match self.woken.recv_timeout(until.saturating_duration_since(Instant::now())) {
                    Ok(woken) => Some(woken),
                    Err(RecvTimeoutError::Timeout) => {
                        self.idle = true;
                        return Ok(Input::Nothing);
                    }
                    Err(RecvTimeoutError::Disconnected) => None,
                },
            };
            match woken {
                None => return Ok(Input::End(Ended::Input)),
                Some(Woken::Told(message)) => return Ok(Input::Messages(vec![*message])),
                Some(Woken::Signal(Signalled::End(ended))) => return Ok(Input::End(ended)),
                Some(Woken::Signal(Signalled::Suspend | Signalled::Resumed)) => {}
                // A terminal that is gone is an input at its end.
                Some(Woken::Line(Err(_))) => return Ok(Input::End(Ended::Input)),
                Some(Woken::Line(Ok(line))) => {
                    // The next notice is news even when it says the same again.
                    if let Some(printed) = &mut self.printed {
                        printed.notice = None;
                    }
                    if let Some(input) = self.heard(line)? {
                        return Ok(input);
                    }
                }
            }
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn mailbox(&self) -> Option<Mailbox> {
        let tell = self.tell.clone();
        Some(Box::new(move |message| tell.send(Woken::Told(Box::new(message))).is_ok()))
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        for line in crate::text::clean_text(text).lines() {
            writeln!(self.output, "{line}")?;
        }
        self.output.flush()
    }
}

impl<W> std::fmt::Debug for Plain<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Plain").finish_non_exhaustive()
    }
}
