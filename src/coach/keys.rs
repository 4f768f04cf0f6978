//! The one key table: key → command or edit, hint bar, help overlay, plain mode's words, README.

use crate::pack::Word;
use crate::text::{Edit, Motion};

use super::msg::Command;

/// A key as a terminal sends it, without the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift (not told for characters, which carry it themselves).
    pub shift: bool,
}

/// The keys that have a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named as on the keyboard")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// Where the keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Focus {
    /// A list: letters are commands.
    List,
    /// One line of a form: letters are text, Enter goes on.
    Field,
    /// A text: letters are text, Enter breaks the line.
    Text,
    /// The call: letters note things down.
    Call,
    /// Something to read on which one was writing a moment ago: letters mean nothing, so that what is still being
    /// typed does no harm.
    Page,
}

use Focus::{Call, Field, List, Page, Text};

/// A row of the table: a command with its keys.
#[derive(Debug)]
pub struct Binding {
    /// The command.
    pub command: Command,
    /// What it does, in words.
    pub label: Word,
    /// The word that plain mode takes for it.
    pub word: &'static str,
    /// The key as the hint bar and the help show it.
    pub shown: &'static str,
    keys: &'static [Key],
    at: &'static [Focus],
}

/// A row of the table: an edit with its keys.
#[derive(Debug)]
pub struct EditBinding {
    /// What it does, in words.
    pub label: Word,
    /// The key as the help shows it.
    pub shown: &'static str,
    keys: &'static [Key],
    edit: fn(Room) -> Edit,
}

/// The room of the text in focus, in cells and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Cells a row.
    pub cells: usize,
    /// Rows.
    pub rows: usize,
}

const fn key(code: Code) -> Key {
    Key { code, ctrl: false, alt: false, shift: false }
}

const fn ch(c: char) -> Key {
    key(Code::Char(c))
}

const fn ctrl(c: char) -> Key {
    Key { code: Code::Char(c), ctrl: true, alt: false, shift: false }
}

const fn alt(c: char) -> Key {
    Key { code: Code::Char(c), ctrl: false, alt: true, shift: false }
}

const fn with_ctrl(code: Code) -> Key {
    Key { code, ctrl: true, alt: false, shift: false }
}

const fn with_alt(code: Code) -> Key {
    Key { code, ctrl: false, alt: true, shift: false }
}

const fn with_shift(code: Code) -> Key {
    Key { code, ctrl: false, alt: false, shift: true }
}

const EVERYWHERE: &[Focus] = &[List, Field, Text, Page, Call];
/// Everywhere but in the call, where the key shown is another one.
const ELSEWHERE: &[Focus] = &[List, Field, Text, Page];
const LISTS: &[Focus] = &[List];
const CALLS: &[Focus] = &[Call];
const LISTS_AND_CALLS: &[Focus] = &[List, Call];
const LINES: &[Focus] = &[List, Field, Page, Call];
const TEXTS: &[Focus] = &[Text];

macro_rules! bind {
    ($($command:ident, $word:literal, $label:ident, $shown:literal, $at:expr, [$($key:expr),* $(,)?];)*) => {
        &[$(Binding {
            command: Command::$command,
            word: $word,
            label: Word::$label,
            shown: $shown,
            at: $at,
            keys: &[$($key),*],
        }),*]
    };
}

/// Every command with its keys; the first row of a command that fits the focus is shown. Ctrl-Enter
/// does not arrive in every terminal, so the key shown for *say* is the one that always does.
/// Ctrl-Z belongs to the shell (it suspends), so undo is Alt-Z.
pub const BINDINGS: &[Binding] = bind! {
    Say, "say", KeySay, "Ctrl-D", EVERYWHERE,
        [ctrl('d'), with_alt(Code::Enter), with_ctrl(Code::Enter)];
    Choose, "ok", KeyChoose, "Enter", LINES, [key(Code::Enter)];
    Toggle, "tick", KeyToggle, "Space", LISTS_AND_CALLS, [ch(' '), ch('x')];
    Up, "up", KeyUp, "↑", LISTS_AND_CALLS, [key(Code::Up), ch('k')];
    Up, "up", KeyUp, "↑", &[Field], [key(Code::Up), with_shift(Code::Tab)];
    Down, "down", KeyDown, "↓", LISTS_AND_CALLS, [key(Code::Down), ch('j')];
    Down, "down", KeyDown, "↓", &[Field], [key(Code::Down), key(Code::Tab)];
    Left, "left", KeyLeft, "←", LISTS, [key(Code::Left), ch('h')];
    Left, "left", KeyStageBack, "←", CALLS, [key(Code::Left), ch('h')];
    Right, "right", KeyRight, "→", LISTS, [key(Code::Right), ch('l')];
    PageUp, "pageup", KeyPageUp, "PgUp", LISTS_AND_CALLS, [key(Code::PageUp), key(Code::Home), ch('g')];
    PageUp, "pageup", KeyPageUp, "PgUp", &[Field, Page], [key(Code::PageUp)];
    PageDown, "pagedown", KeyPageDown, "PgDn", LISTS_AND_CALLS, [key(Code::PageDown), key(Code::End), ch('G')];
    PageDown, "pagedown", KeyPageDown, "PgDn", &[Field, Page], [key(Code::PageDown)];
    Advice, "advice", KeyAdvice, "Tab", &[List, Text], [key(Code::Tab)];
    Models, "models", KeyModels, "F2", EVERYWHERE, [key(Code::F(2))];
    Aloud, "aloud", KeyAloud, "F3", &[List, Text], [key(Code::F(3))];
    Wait, "wait", KeyWait, "F7", TEXTS, [key(Code::F(7))];
    Skip, "next", KeySkip, "Ctrl-N", ELSEWHERE, [ctrl('n')];
    Skip, "next", KeyStageOn, "→", CALLS, [key(Code::Right), ch('l'), ctrl('n')];
    Call, "call", KeyCall, "t", LISTS, [ch('t')];
    LookBack, "after", KeyLookBack, "d", LISTS, [ch('d')];
    Compare, "compare", KeyCompare, "v", LISTS, [ch('v')];
    Progress, "progress", KeyProgress, "p", LISTS, [ch('p')];
    Drop, "drop", KeyDrop, "Del", LISTS, [key(Code::Delete)];
    Note, "note", KeyNote, "n", CALLS, [ch('n')];
    Promise, "promise", KeyPromise, "p", CALLS, [ch('p')];
    Ask, "question", KeyAsk, "q", CALLS, [ch('q')];
    React, "reaction", KeyReact, "r", CALLS, [ch('r')];
    Agree, "agreed", KeyAgree, "a", CALLS, [ch('a')];
    TakeBack, "takeback", KeyTakeBack, "u", CALLS, [ch('u')];
    HangUp, "end", KeyHangUp, "e", CALLS, [ch('e')];
    Copy, "copy", KeyCopy, "c", LISTS, [ch('c')];
    Write, "write", KeyWrite, "w", LISTS, [ch('w')];
    Retry, "retry", KeyRetry, "r", LISTS, [ch('r')];
    Unsaved, "unsaved", KeyUnsaved, "u", LISTS, [ch('u')];
    Pane, "pane", KeyPane, "F6", EVERYWHERE, [key(Code::F(6))];
    Coach, "coach", KeyCoach, "F4", EVERYWHERE, [key(Code::F(4))];
    Language, "lang", KeyLanguage, "F5", EVERYWHERE, [key(Code::F(5))];
    Back, "back", KeyBack, "Esc", EVERYWHERE, [key(Code::Esc)];
    Help, "help", KeyHelp, "F1", &[Field, Text, Page], [key(Code::F(1))];
    Help, "help", KeyHelp, "F1", LISTS_AND_CALLS, [key(Code::F(1)), ch('?')];
    Quit, "quit", KeyQuit, "q", LISTS, [ch('q'), ctrl('q'), ctrl('c')];
    Quit, "quit", KeyQuit, "Ctrl-Q", &[Field, Text, Page, Call], [ctrl('q'), ctrl('c')];
};

macro_rules! edits {
    ($($label:ident, $shown:literal, [$($key:expr),* $(,)?], $edit:expr;)*) => {
        &[$(EditBinding { label: Word::$label, shown: $shown, keys: &[$($key),*], edit: $edit }),*]
    };
}

/// Every edit with its keys. Keys with Shift select; characters and pastes are edits of their own.
pub const EDITS: &[EditBinding] = edits! {
    EditUndo, "Alt-Z", [alt('z'), ctrl('_'), ctrl('7'), ctrl('/')], |_| Edit::Undo;
    EditRedo, "Alt-Y", [alt('y'), alt('Z')], |_| Edit::Redo;
    EditWordLeft, "Ctrl-←", [with_ctrl(Code::Left), with_alt(Code::Left), alt('b')], |_| Edit::Move(Motion::WordLeft);
    EditWordRight, "Ctrl-→", [with_ctrl(Code::Right), with_alt(Code::Right), alt('f')], |_| Edit::Move(Motion::WordRight);
    EditLineStart, "Home", [key(Code::Home), ctrl('a')], |_| Edit::Move(Motion::LineStart);
    EditLineEnd, "End", [key(Code::End), ctrl('e')], |_| Edit::Move(Motion::LineEnd);
    EditTextStart, "Ctrl-Home", [with_ctrl(Code::Home), alt('<')], |_| Edit::Move(Motion::TextStart);
    EditTextEnd, "Ctrl-End", [with_ctrl(Code::End), alt('>')], |_| Edit::Move(Motion::TextEnd);
    EditKillEnd, "Ctrl-K", [ctrl('k')], |_| Edit::KillToEnd;
    EditKillStart, "Ctrl-U", [ctrl('u')], |_| Edit::KillToStart;
    EditKillWord, "Ctrl-W", [ctrl('w'), with_ctrl(Code::Backspace), with_alt(Code::Backspace)], |_| Edit::DeleteWordBack;
    EditKillNext, "Alt-D", [alt('d'), with_ctrl(Code::Delete)], |_| Edit::DeleteWordForward;
    EditYank, "Ctrl-Y", [ctrl('y'), ctrl('v')], |_| Edit::Yank;
    EditCut, "Ctrl-X", [ctrl('x')], |_| Edit::Cut;
    EditSelectAll, "Alt-A", [alt('a')], |_| Edit::SelectAll;
    EditRubOut, "Backspace", [key(Code::Backspace), ctrl('h')], |_| Edit::Backspace;
    EditDelete, "Delete", [key(Code::Delete)], |_| Edit::Delete;
    EditLeft, "←", [key(Code::Left), ctrl('b')], |_| Edit::Move(Motion::Left);
    EditRight, "→", [key(Code::Right), ctrl('f')], |_| Edit::Move(Motion::Right);
};

/// Edits that only a text of several lines has.
pub const TEXT_EDITS: &[EditBinding] = edits! {
    EditNewline, "Enter", [key(Code::Enter)], |_| Edit::Newline;
    EditUp, "↑", [key(Code::Up), ctrl('p')], |room| Edit::Move(Motion::Up { cells: room.cells });
    EditDown, "↓", [key(Code::Down)], |room| Edit::Move(Motion::Down { cells: room.cells });
    EditPageUp, "PgUp", [key(Code::PageUp)], |room| Edit::Move(Motion::PageUp { cells: room.cells, rows: room.rows });
    EditPageDown, "PgDn", [key(Code::PageDown)], |room| Edit::Move(Motion::PageDown { cells: room.cells, rows: room.rows });
};

/// The command that a key stands for.
pub fn command(key: Key, focus: Focus) -> Option<Command> {
    let fits = BINDINGS.iter().find(|b| b.at.contains(&focus) && b.keys.contains(&key));
    fits.map(|b| b.command)
}

/// The edit that a key stands for, in a text that has this room.
pub fn edit(key: Key, focus: Focus, room: Room) -> Option<Edit> {
    if matches!(focus, List | Page | Call) {
        return None;
    }
    if let (Code::Char(c), false, false) = (key.code, key.ctrl, key.alt) {
        return Some(Edit::Insert(c.to_string()));
    }
    let find = |key: Key| {
        let several = TEXT_EDITS.iter().filter(|_| focus == Text);
        EDITS.iter().chain(several).find(|b| b.keys.contains(&key)).map(|b| (b.edit)(room))
    };
    if let Some(edit) = find(key) {
        return Some(edit);
    }
    // Shift with a motion selects.
    match find(Key { shift: false, ..key }) {
        Some(Edit::Move(motion)) if key.shift => Some(Edit::Select(motion)),
        _ => None,
    }
}

/// The row of a command to show where the keys go there.
pub fn binding(command: Command, focus: Focus) -> Option<&'static Binding> {
    BINDINGS.iter().find(|b| b.command == command && b.at.contains(&focus))
}

/// The command that a word of plain mode stands for.
pub fn by_word(word: &str) -> Option<Command> {
    BINDINGS.iter().find(|b| b.word == word).map(|b| b.command)
}

/// Every word of plain mode.
pub fn words() -> impl Iterator<Item = &'static str> {
    BINDINGS.iter().map(|b| b.word)
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Code, Focus, Key, Room, command, edit};
    use crate::text::Edit;

    #[test]
    fn while_one_writes_letters_are_letters() {
        for code in 0x20u8..0x7f {
            let c = char::from(code);
            let key = Key { code: Code::Char(c), ctrl: false, alt: false, shift: false };
            for focus in [Focus::Field, Focus::Text] {
                assert_eq!(command(key, focus), None, "{c:?} is a command in {focus:?}");
                let room = Room { cells: 10, rows: 3 };
                assert_eq!(edit(key, focus, room), Some(Edit::Insert(c.to_string())));
            }
            assert_eq!(command(key, Focus::Page), None, "{c:?} does something on a page");
        }
    }

    #[test]
    fn every_command_has_a_key_and_a_word_of_its_own() {
        for row in BINDINGS {
            assert!(!row.keys.is_empty() && !row.at.is_empty() && !row.word.is_empty());
            let same = BINDINGS.iter().filter(|other| other.word == row.word);
            assert!(same.into_iter().all(|other| other.command == row.command), "{}", row.word);
        }
    }
}
