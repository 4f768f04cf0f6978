//! From what the terminal tells to messages. Keys are read by what was shown last.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::painter::Picture;
use crate::coach::keys::{self, Code, Focus, Key, Room};
use crate::coach::{Command, Msg, PaneName};
use crate::text::{Edit, Motion};

/// Rows that one notch of the wheel scrolls.
const NOTCH: isize = 3;

/// What a key, a paste or the mouse comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pressed {
    /// Nothing.
    Nothing,
    /// Messages for the machine.
    Say(Vec<Msg>),
    /// A pane is to be scrolled, which the machine need not know.
    Scroll(PaneName, isize),
    /// The shell is wanted.
    Suspend,
}

/// What a key comes to.
pub(super) fn key(event: &KeyEvent, picture: &Picture) -> Pressed {
    if event.kind == KeyEventKind::Release {
        return Pressed::Nothing;
    }
    let Some(key) = known(event) else { return Pressed::Nothing };
    if key == (Key { code: Code::Char('z'), ctrl: true, alt: false, shift: false }) {
        return Pressed::Suspend;
    }
    let focus = picture.focus.unwrap_or(Focus::List);
    if let Some(lines) = scrolls_page(key, picture) {
        return lines;
    }
    if let Some(command) = keys::command(key, focus) {
        return Pressed::Say(vec![Msg::Do(command)]);
    }
    let room = picture.editor.map_or(Room { cells: 1, rows: 1 }, |editor| editor.room);
    match keys::edit(key, focus, room) {
        Some(edit) => Pressed::Say(written(edit, picture)),
        None => Pressed::Nothing,
    }
}

/// A paste goes into the text in focus, whole.
pub(super) fn paste(text: String, picture: &Picture) -> Pressed {
    match picture.focus {
        None | Some(Focus::List | Focus::Page | Focus::Call) => Pressed::Nothing,
        Some(_) => Pressed::Say(written(Edit::Paste(text), picture)),
    }
}

/// An edit. Where one pane has the whole screen and it is another one, writing turns to the page
/// that is written on: nobody types blindly.
fn written(edit: Edit, picture: &Picture) -> Vec<Msg> {
    let turns = match (picture.alone, picture.shown) {
        (true, Some(PaneName::Main)) => 1,
        (true, Some(PaneName::Heard)) => 2,
        _ => 0,
    };
    let turns = if picture.focus == Some(Focus::Text) { turns } else { 0 };
    let turn = std::iter::repeat_n(Msg::Do(Command::Pane), turns);
    turn.chain([Msg::Edit(edit)]).collect()
}

/// While a text has the focus, the page keys leaf through the pane that the user turned to.
fn scrolls_page(key: Key, picture: &Picture) -> Option<Pressed> {
    let pane = picture.shown.filter(|pane| *pane != PaneName::Write)?;
    let down = match key.code {
        Code::PageDown => true,
        Code::PageUp => false,
        _ => return None,
    };
    if picture.focus != Some(Focus::Text) || key.ctrl || key.alt || key.shift {
        return None;
    }
    let (area, _) = picture.panes.iter().find(|(_, name)| *name == pane)?;
    let rows = isize::try_from(area.height.saturating_sub(1).max(1)).unwrap_or(1);
    Some(Pressed::Scroll(pane, if down { rows } else { -rows }))
}

/// What the mouse comes to.
pub(super) fn mouse(event: &MouseEvent, picture: &Picture) -> Pressed {
    let at = (event.column, event.row).into();
    let inside = |area: &ratatui::layout::Rect| area.contains(at);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            if let Some((_, command)) = picture.hints.iter().find(|(area, _)| inside(area)) {
                return Pressed::Say(vec![Msg::Do(*command)]);
            }
            if let Some(editor) = picture.editor.filter(|editor| inside(&editor.area)) {
                let row = editor.scroll + usize::from(event.row - editor.area.y);
                let col = usize::from(event.column - editor.area.x);
                let to = Motion::To { row, col, cells: editor.room.cells };
                return Pressed::Say(vec![Msg::Edit(Edit::Move(to))]);
            }
            match picture.items.iter().find(|(area, ..)| inside(area)) {
                Some((_, _, true)) => chosen(picture),
                Some((_, index, false)) => Pressed::Say(vec![Msg::Point(*index)]),
                None => Pressed::Nothing,
            }
        }
        MouseEventKind::ScrollUp => wheel(false, &inside, picture),
        MouseEventKind::ScrollDown => wheel(true, &inside, picture),
        _ => Pressed::Nothing,
    }
}

/// A click on the selected item chooses it, or ticks it where there is nothing to choose.
fn chosen(picture: &Picture) -> Pressed {
    let offered = |command: &Command| picture.commands.contains(command);
    match [Command::Choose, Command::Toggle].into_iter().find(offered) {
        Some(command) => Pressed::Say(vec![Msg::Do(command)]),
        None => Pressed::Nothing,
    }
}

/// The wheel moves through a list, and scrolls any other pane.
fn wheel(down: bool, inside: &dyn Fn(&ratatui::layout::Rect) -> bool, picture: &Picture) -> Pressed {
    let command = if down { Command::Down } else { Command::Up };
    if matches!(picture.focus, Some(Focus::List | Focus::Call)) && picture.commands.contains(&command) {
        return Pressed::Say(vec![Msg::Do(command)]);
    }
    if let Some(editor) = picture.editor.filter(|editor| inside(&editor.area)) {
        let cells = editor.room.cells;
        let motion = if down { Motion::Down { cells } } else { Motion::Up { cells } };
        return match picture.focus {
            Some(Focus::Text) => Pressed::Say(vec![Msg::Edit(Edit::Move(motion)); NOTCH.unsigned_abs()]),
            _ => Pressed::Nothing,
        };
    }
    match picture.panes.iter().find(|(area, _)| inside(area)) {
        Some((_, pane)) => Pressed::Scroll(*pane, if down { NOTCH } else { -NOTCH }),
        None => Pressed::Nothing,
    }
}

/// The key without the terminal's ways of telling it.
fn known(event: &KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let (code, shift) = match event.code {
        // Ctrl with a letter does not tell capitals apart on most terminals: none are told here.
        KeyCode::Char(c) if ctrl => (Code::Char(c.to_ascii_lowercase()), false),
        KeyCode::Char(c) => (Code::Char(c), false),
        KeyCode::Enter => (Code::Enter, shift),
        KeyCode::Esc => (Code::Esc, shift),
        KeyCode::Tab => (Code::Tab, shift),
        KeyCode::BackTab => (Code::Tab, true),
        KeyCode::Backspace => (Code::Backspace, shift),
        KeyCode::Delete => (Code::Delete, shift),
        KeyCode::Up => (Code::Up, shift),
        KeyCode::Down => (Code::Down, shift),
        KeyCode::Left => (Code::Left, shift),
        KeyCode::Right => (Code::Right, shift),
        KeyCode::Home => (Code::Home, shift),
        KeyCode::End => (Code::End, shift),
        KeyCode::PageUp => (Code::PageUp, shift),
        KeyCode::PageDown => (Code::PageDown, shift),
        KeyCode::F(n) => (Code::F(n), shift),
        _ => return None,
    };
    Some(Key { code, ctrl, alt, shift })
}
