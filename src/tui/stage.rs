//! A terminal for tests: the machine, the painter and the keys, without a terminal.

use std::sync::{Arc, OnceLock};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::painter::{Painter, Picture};
use super::press::{self, Pressed};
use super::theme::Theme;
use crate::coach::{Effect, Model, Msg, ScreenView, Start, Talk, Wishes, update, view};
use crate::listen::Listener;
use crate::pack::{Lang, Pack};
use crate::text::width;

/// The machine on a stage.
pub(crate) struct Stage {
    pub model: Model,
    painter: Painter,
    pub buf: Buffer,
    pub(super) picture: Picture,
    /// Every message so far.
    pub said: Vec<Msg>,
    pub effects: Vec<Effect>,
}

/// A moment at which everything happens.
pub(crate) fn now() -> jiff::ZonedDateTime {
    "2026-06-10T09:00:00+08:00[Asia/Shanghai]".parse().unwrap()
}

/// The shipped pack and its listener.
pub(crate) fn content() -> (Arc<Pack>, Arc<Listener>) {
    static CONTENT: OnceLock<(Arc<Pack>, Arc<Listener>)> = OnceLock::new();
    let made = CONTENT.get_or_init(|| {
        let pack = crate::embedded::pack();
        let listener = Listener::new(&pack.signals);
        (Arc::new(pack), Arc::new(listener))
    });
    made.clone()
}

/// A machine at a start, with a client that is always the same.
pub(crate) fn machine(lang: Lang, start: impl FnOnce(&Pack) -> Start) -> Model {
    let (pack, listener) = content();
    let start = start(&pack);
    let wishes = Wishes { persona: None, level: None, seed: Some(7), ..Wishes::default() };
    Model::begin(pack, listener, lang, wishes, start, &now()).0
}

/// The start of a rehearsal of a scenario's example case.
pub(crate) fn example(pack: &Pack, scenario: &str, lang: Lang) -> Start {
    let talk = Talk::example(pack.scenario(scenario).unwrap(), lang, now().timestamp());
    Start::Rehearse(Box::new(talk), None)
}

/// The start of a new talk.
pub(crate) fn fresh(pack: &Pack, scenario: &str) -> Start {
    Start::New(Box::new(Talk::new(pack.scenario(scenario).unwrap(), now().timestamp())))
}

impl Stage {
    pub fn new(model: Model, size: (u16, u16), theme: Theme) -> Self {
        let painter = Painter::new(model.pack().interface.clone(), theme);
        let buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let mut stage =
            Self { model, painter, buf, picture: Picture::default(), said: Vec::new(), effects: Vec::new() };
        stage.show();
        stage
    }

    pub fn resize(&mut self, size: (u16, u16)) {
        self.buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        self.show();
    }

    pub fn show(&mut self) {
        self.buf.reset();
        self.picture = self.painter.paint(&view(&self.model), &mut self.buf);
    }

    pub fn send(&mut self, messages: Vec<Msg>) {
        for message in messages {
            self.said.push(message.clone());
            self.effects.extend(update(&mut self.model, message, &now()));
        }
        self.show();
    }

    /// Types keys: `<Enter>`, `<C-d>`, `<A-z>`, `<F2>` and the like; all else is itself.
    pub fn keys(&mut self, script: &str) {
        let mut rest = script;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
            let event = match named {
                Some((name, after)) => {
                    rest = after;
                    key(name)
                }
                None => {
                    rest = rest.get(c.len_utf8()..).unwrap();
                    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
                }
            };
            self.take(press::key(&event, &self.picture));
        }
    }

    /// Clicks on a cell.
    pub fn click(&mut self, column: u16, row: u16) {
        let kind = MouseEventKind::Down(MouseButton::Left);
        let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        self.take(press::mouse(&event, &self.picture));
    }

    fn take(&mut self, pressed: Pressed) {
        match pressed {
            Pressed::Say(messages) => self.send(messages),
            Pressed::Scroll(pane, lines) => {
                self.painter.nudge(pane, lines);
                self.show();
            }
            Pressed::Nothing | Pressed::Suspend => {}
        }
    }

    /// The screen as text, a row a line, with `▏` where the cursor stands.
    pub fn text(&self) -> String {
        text_of(&self.buf, self.picture.cursor.map(|p| (p.x, p.y)))
    }
}

/// Paints a view by itself.
pub(super) fn painted(view: &ScreenView<'_>, size: (u16, u16), theme: Theme) -> (Buffer, Picture) {
    let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    let mut painter = Painter::new(content().0.interface.clone(), theme);
    let picture = painter.paint(view, &mut buf);
    (buf, picture)
}

/// A buffer as text; a wide character takes its one place.
pub(crate) fn text_of(buf: &Buffer, cursor: Option<(u16, u16)>) -> String {
    let mut out = String::new();
    for y in buf.area.y..buf.area.bottom() {
        let mut row = String::new();
        let mut x = buf.area.x;
        while x < buf.area.right() {
            if cursor == Some((x, y)) {
                row.push('▏');
            }
            let symbol = buf[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(width(symbol).max(1)).unwrap();
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out
}

/// Whether any cell has a colour.
pub(crate) fn coloured(buf: &Buffer) -> bool {
    buf.content().iter().any(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset)
}

/// The words that have a modifier, joined row by row.
pub(crate) fn with_modifier(buf: &Buffer, modifier: Modifier) -> String {
    buf.content().iter().filter(|cell| cell.modifier.contains(modifier)).map(|cell| cell.symbol()).collect()
}

/// A key by its name.
pub(crate) fn key(name: &str) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    let mut base = name;
    while let Some((modifier, rest)) = base.split_once('-').filter(|(_, rest)| !rest.is_empty()) {
        modifiers |= match modifier {
            "C" => KeyModifiers::CONTROL,
            "A" => KeyModifiers::ALT,
            "S" => KeyModifiers::SHIFT,
            other => panic!("modifier {other}"),
        };
        base = rest;
    }
    let code = match base {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BS" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Space" => KeyCode::Char(' '),
        other => match other.strip_prefix('F').and_then(|n| n.parse().ok()) {
            Some(n) => KeyCode::F(n),
            None => KeyCode::Char(other.chars().next().unwrap()),
        },
    };
    KeyEvent::new(code, modifiers)
}
