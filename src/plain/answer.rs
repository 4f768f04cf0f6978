//! From a line that was typed to messages, by what was shown last.

use crate::coach::keys::{Focus, binding, by_word, words as command_words};
use crate::coach::{Block, Command, Hint, Msg, ScreenName, ScreenView};
use crate::pack::{Lang, Word};
use crate::text::{Edit, Motion};

use super::Words;
use super::script::say;

/// What of a screen decides what a line means.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    lang: Lang,
    name: ScreenName,
    focus: Focus,
    overlaid: bool,
    commands: Vec<Hint>,
    /// How many items can be pointed at, or rather one more than the last one's place.
    items: usize,
    /// What the selected item says at its side: the answer of a yes-or-no field.
    value: Option<String>,
    /// The text in focus: whether it is empty, and whether its cursor stands at its end.
    text: Option<(bool, bool)>,
    commands_line: String,
}

/// What a line comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// Messages for the machine.
    Say(Vec<Msg>),
    /// Something to tell the user.
    Tell(String),
}

impl Ground {
    pub fn of(view: &ScreenView<'_>, words: &Words) -> Self {
        let blocks = || view.panes.iter().flat_map(|pane| &pane.blocks);
        let items = blocks().filter_map(|block| match block {
            Block::Item(item) => Some(item),
            _ => None,
        });
        let pointable: Vec<_> = items.filter(|item| item.index.is_some()).collect();
        let last = pointable.iter().filter_map(|item| item.index).max();
        let mut texts = blocks().filter_map(|block| match block {
            Block::Editor(editor) => Some(editor),
            _ => None,
        });
        Self {
            lang: view.lang,
            name: view.name,
            focus: view.focus,
            overlaid: view.overlay.is_some(),
            commands: view.commands.clone(),
            items: last.map_or(0, |last| last + 1),
            value: pointable.iter().find(|item| item.selected).map(|item| item.value.clone()),
            text: texts.next().map(|editor| {
                let buffer = editor.buffer;
                (buffer.is_empty(), buffer.cursor() == buffer.text().len())
            }),
            commands_line: super::script::commands(view, words),
        }
    }

    /// What a line means here.
    pub fn answer(&self, line: &str, words: &Words) -> Answer {
        if let Some(rest) = line.strip_prefix("::") {
            return self.write(&[":", rest].concat(), words);
        }
        match line.strip_prefix([':', '：']) {
            Some(word) => self.command(word.trim(), words),
            None => self.write(line, words),
        }
    }

    fn write(&self, line: &str, words: &Words) -> Answer {
        if line.trim().is_empty() {
            return Answer::Say(vec![Msg::Do(self.onwards())]);
        }
        match self.focus {
            Focus::Text => {
                let mut messages = Vec::new();
                if let Some((empty, at_end)) = self.text {
                    if !at_end {
                        messages.push(Msg::Edit(Edit::Move(Motion::TextEnd)));
                    }
                    if !empty {
                        messages.push(Msg::Edit(Edit::Newline));
                    }
                }
                messages.push(Msg::Edit(Edit::Insert(line.to_owned())));
                Answer::Say(messages)
            }
            Focus::Field => {
                let mut messages = vec![Msg::Edit(Edit::SelectAll), Msg::Edit(Edit::Insert(line.to_owned()))];
                messages.push(Msg::Do(Command::Choose));
                Answer::Say(messages)
            }
            Focus::List | Focus::Page | Focus::Call => self.pick(line.trim(), words),
        }
    }

    /// What an empty line does: it says what is written, or chooses.
    fn onwards(&self) -> Command {
        let offered = self.commands.iter().map(|hint| hint.command);
        let first = offered.into_iter().find(|c| matches!(c, Command::Say | Command::Choose));
        match self.focus {
            Focus::Text => Command::Say,
            // While one speaks there is nothing to tick yet: Enter stops the clock.
            Focus::List if self.name == ScreenName::Step && self.items == 0 => Command::Choose,
            _ if self.overlaid => first.unwrap_or(Command::Back),
            _ => first.unwrap_or(Command::Choose),
        }
    }

    /// A number, or a yes or no.
    fn pick(&self, line: &str, words: &Words) -> Answer {
        if let Some(number) = number(line) {
            return self.item(number, words);
        }
        if self.name == ScreenName::Form
            && let Some(yes) = self.yes_or_no(line, words)
        {
            let mut messages: Vec<Msg> = self.towards(yes, words).into_iter().map(Msg::Do).collect();
            messages.push(Msg::Do(Command::Choose));
            return Answer::Say(messages);
        }
        let how = if self.commands_line.is_empty() { String::new() } else { self.commands_line.clone() };
        Answer::Tell(say(words, self.lang, Word::PlainNoText, &[("hint", &how)]))
    }

    fn item(&self, number: usize, words: &Words) -> Answer {
        let Some(index) = number.checked_sub(1).filter(|index| *index < self.items && !self.overlaid) else {
            return Answer::Tell(say(words, self.lang, Word::PlainNoItem, &[("n", &number.to_string())]));
        };
        let offered = |command| self.commands.iter().any(|hint| hint.command == command);
        let then = match () {
            // In the form a number goes to a field; an answer or an empty line goes on.
            _ if self.name == ScreenName::Form => None,
            _ if offered(Command::Toggle) && !offered(Command::Choose) => Some(Command::Toggle),
            _ => Some(Command::Choose),
        };
        Answer::Say([Msg::Point(index)].into_iter().chain(then.map(Msg::Do)).collect())
    }

    /// `:word`, `:3`, or the command's name in the screen's language.
    fn command(&self, word: &str, words: &Words) -> Answer {
        if let Some(number) = number(word) {
            return self.item(number, words);
        }
        let lower = word.to_lowercase();
        let named = self.commands.iter().find(|hint| hint.label.to_lowercase() == lower);
        let Some(command) = by_word(&lower).or(named.map(|hint| hint.command)) else {
            let hint = match near(&lower) {
                Some(near) => say(words, self.lang, Word::PlainDidYouMean, &[("word", near)]),
                None => self.commands_line.clone(),
            };
            return Answer::Tell(say(words, self.lang, Word::PlainUnknown, &[("word", word), ("hint", &hint)]));
        };
        let offered = self.commands.iter().any(|hint| hint.command == command);
        // What a screen does not offer but a key would do is let through: both renderers can do
        // the same.
        if offered || (!self.overlaid && binding(command, self.focus).is_some()) {
            Answer::Say(vec![Msg::Do(command)])
        } else {
            Answer::Tell(say(words, self.lang, Word::PlainNotHere, &[("word", word)]))
        }
    }

    /// Commands that turn a yes-or-no field to an answer.
    fn towards(&self, yes: bool, words: &Words) -> Option<Command> {
        let is = |word| self.value.as_deref() == Some(words.get(word, self.lang));
        let now = if is(Word::Yes) { Some(true) } else { is(Word::No).then_some(false) };
        match (now, yes) {
            (None, true) => Some(Command::Right),
            (None, false) => Some(Command::Left),
            (Some(true), false) => Some(Command::Right),
            (Some(false), true) => Some(Command::Left),
            (Some(true), true) | (Some(false), false) => None,
        }
    }

    fn yes_or_no(&self, line: &str, words: &Words) -> Option<bool> {
        let line = line.to_lowercase();
        let is = |word: Word| Lang::ALL.iter().any(|lang| words.get(word, *lang).to_lowercase() == line);
        match line.as_str() {
            "y" | "yes" | "是" | "有" | "对" => Some(true),
            "n" | "no" | "否" | "没有" | "不" => Some(false),
            _ if is(Word::Yes) => Some(true),
            _ if is(Word::No) => Some(false),
            _ => None,
        }
    }
}

/// A number in ASCII or full-width digits.
fn number(line: &str) -> Option<usize> {
    let digits: String = line
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - 0xff10 + 0x30).unwrap_or(c),
            _ => c,
        })
        .collect();
    let plain = digits.chars().all(|c| c.is_ascii_digit()) && !digits.is_empty();
    plain.then(|| digits.parse().unwrap_or(usize::MAX))
}

/// The command word that a mistyped one is nearest to, if it is near.
fn near(word: &str) -> Option<&'static str> {
    let scored = command_words().map(|known| (strsim::damerau_levenshtein(word, known), known));
    let (distance, known) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= 2 && distance < known.len()).then_some(known)
}
