//! A screen as lines to read out: no escape sequences, no boxes, one idea a line.

use crate::coach::keys::Focus;
use crate::coach::{Block, Command, Item, Mark, Pane, PaneName, ScreenName, ScreenView, StopState, Tone};
use crate::pack::{Lang, Word, fill};
use crate::text::{clean_line, clean_text};

use super::Words;

/// A screen in lines, part by part, so that only what is new need be printed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Script {
    /// Title, who the client is, the stages.
    pub head: Vec<String>,
    /// What is asked; lists and documents.
    pub main: Vec<String>,
    /// The text that stands in the editor, with what it is for.
    pub write: Vec<String>,
    /// What was heard.
    pub heard: Vec<String>,
    /// What lies over the screen.
    pub overlay: Vec<String>,
    /// What can be done now.
    pub commands: Vec<String>,
}

/// Writes a screen down.
pub(super) fn script(view: &ScreenView<'_>, words: &Words) -> Script {
    use PaneName::{Heard, Main, Write};
    let answers = [Word::Yes, Word::No].map(|word| words.get(word, view.lang)).join(" / ");
    let asks = view.name == ScreenName::Form && view.focus == Focus::List;
    let scribe = Scribe { lang: view.lang, answers: asks.then_some(answers) };
    let pane = |name| {
        let pane = view.panes.iter().find(|pane| pane.name == name);
        pane.map(|pane| scribe.pane(pane)).unwrap_or_default()
    };
    Script {
        head: scribe.head(view),
        main: titled(pane(Main), view, Main),
        write: pane(Write),
        heard: titled(pane(Heard), view, Heard),
        overlay: view.overlay.as_ref().map(|pane| scribe.pane(pane)).unwrap_or_default(),
        commands: vec![commands(view, words)],
    }
}

/// A page to read in lines.
pub fn page(blocks: &[Block<'_>], lang: Lang) -> Vec<String> {
    let scribe = Scribe { lang, answers: None };
    let mut lines = Vec::new();
    blocks.iter().for_each(|block| scribe.block(block, &mut lines));
    lines
}

/// Lines below the name of their pane, where the screen's own title does not tell it: what was heard
/// stands apart from what is asked.
fn titled(mut lines: Vec<String>, view: &ScreenView<'_>, name: PaneName) -> Vec<String> {
    let told =
        name == PaneName::Heard || matches!(view.name, ScreenName::Form | ScreenName::Gate | ScreenName::Checklist);
    let pane = view.panes.iter().find(|pane| pane.name == name && told);
    if let Some(pane) = pane.filter(|_| !lines.is_empty()) {
        lines.insert(0, format!("# {}", clean_line(&pane.title)));
    }
    lines
}

/// The commands that can be used now, with their words.
pub(super) fn commands(view: &ScreenView<'_>, words: &Words) -> String {
    let told: Vec<String> = view
        .commands
        .iter()
        // Every pane is printed: there is no page to turn.
        .filter(|hint| hint.command != Command::Pane)
        .map(|hint| format!(":{} {}", hint.word, clean_line(&hint.label)))
        .collect();
    let colon = if view.lang == Lang::Zh { "：" } else { ": " };
    [words.get(Word::PlainCommands, view.lang), colon, &told.join(", ")].concat()
}

/// Writes parts of a screen down.
struct Scribe {
    lang: Lang,
    /// What the selected item can be answered with, when it is a yes-or-no field.
    answers: Option<String>,
}

impl Scribe {
    fn head(&self, view: &ScreenView<'_>) -> Vec<String> {
        let mut lines = vec![format!("== {} ==", clean_line(&view.title))];
        if !view.aside.is_empty() && view.name != crate::coach::ScreenName::Home {
            lines.push(clean_line(&view.aside).into_owned());
        }
        let stops = view.rail.iter().map(|stop| {
            let label = clean_line(&stop.label);
            match stop.state {
                StopState::Done => format!("+ {label}"),
                StopState::Here => format!("* {label} *"),
                StopState::Ahead => label.into_owned(),
            }
        });
        let stops: Vec<String> = stops.collect();
        if !stops.is_empty() {
            lines.push(stops.join(" > "));
        }
        lines
    }

    fn pane(&self, pane: &Pane<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        pane.blocks.iter().for_each(|block| self.block(block, &mut lines));
        lines
    }

    fn block(&self, block: &Block<'_>, lines: &mut Vec<String>) {
        match block {
            Block::Heading(text) => lines.push(format!("# {}", clean_line(text))),
            Block::Text(tone, text) => lines.extend(several(&self.marked_tone(*tone), text)),
            Block::Line(text) => lines.push(clean_line(text).into_owned()),
            Block::Speech { who, mood, text, .. } => {
                let mood = match (mood.is_empty(), self.lang) {
                    (true, _) => String::new(),
                    (false, Lang::Zh) => format!("（{}）", clean_line(mood)),
                    (false, Lang::En) => format!(" ({})", clean_line(mood)),
                };
                let (colon, open, close) = match self.lang {
                    Lang::Zh => ("：", "「", "」"),
                    Lang::En => (": ", "“", "”"),
                };
                let text = clean_line(text);
                lines.push([&*clean_line(who), &mood, colon, open, &text, close].concat());
            }
            Block::Item(item) => self.item(item, lines),
            Block::Row { label, text, tone } => {
                let colon = if self.lang == Lang::Zh { "：" } else { ": " };
                let mark = self.marked_tone(*tone);
                lines.push([&mark, &*clean_line(label), colon, &clean_line(text)].concat());
            }
            Block::Marked { text, marks } => lines.extend(several("  ", &compared(text, marks))),
            Block::Chart { label, columns, rows } => {
                let colon = if self.lang == Lang::Zh { "：" } else { ": " };
                lines.push([&*clean_line(label), colon, &columns.join(" ")].concat());
                for (name, marks) in rows {
                    let marks: Vec<&str> = marks.iter().map(|mark| chart_sign(*mark)).collect();
                    lines.push([&*clean_line(name), colon, &marks.join(" ")].concat());
                }
            }
            Block::Editor(editor) => {
                let label = clean_line(&editor.label);
                let hint = clean_line(&editor.hint);
                let (open, close, colon) = match self.lang {
                    Lang::Zh => ("（", "）", "："),
                    Lang::En => (" (", ")", ":"),
                };
                let hint = if hint.is_empty() { String::new() } else { [open, &hint, close].concat() };
                lines.push([">> ", &label, &hint, colon].concat());
                if !editor.buffer.is_empty() {
                    lines.extend(several("   ", editor.buffer.text()));
                }
            }
            Block::Gap => {}
        }
    }

    /// The sign before a text whose meaning a screen would tell by colour.
    fn marked_tone(&self, tone: Tone) -> String {
        match tone {
            Tone::Gap => "! ".to_owned(),
            Tone::NotMet => "x ".to_owned(),
            Tone::Met => "+ ".to_owned(),
            _ => String::new(),
        }
    }

    fn item(&self, item: &Item, lines: &mut Vec<String>) {
        let mut line = match item.index {
            Some(index) => format!("{}. ", index + 1),
            None => String::new(),
        };
        line.push_str(sign(item.mark));
        line.push_str(&clean_line(&item.label));
        if let Some(answers) = self.answers.as_ref().filter(|_| item.selected) {
            let (open, close) = if self.lang == Lang::Zh { ("（", "）") } else { (" (", ")") };
            line = [">> ", &line, open, answers, close].concat();
        }
        if !item.value.is_empty() {
            // A question needs no colon before its answer.
            let asks = line.ends_with(['?', '？']);
            line.push_str(match self.lang {
                _ if asks => " ",
                Lang::Zh => "：",
                Lang::En => ": ",
            });
            line.push_str(&clean_line(&item.value));
        }
        for quote in &item.quotes {
            let (open, close) = match self.lang {
                Lang::Zh => (" 「", "」"),
                Lang::En => (" “", "”"),
            };
            line.push_str(open);
            line.push_str(&clean_line(quote));
            line.push_str(close);
        }
        lines.push(line);
        for (_, detail) in &item.detail {
            lines.extend(several("   ", detail));
        }
    }
}

/// A text with brackets around the words that another one does not have; what else is marked is told elsewhere.
fn compared(text: &str, marks: &[(crate::text::Span, Tone)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (span, tone) in marks {
        let (open, close) = match tone {
            Tone::Gone => ("[-", "-]"),
            Tone::New => ("{+", "+}"),
            _ => continue,
        };
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(open);
        out.push_str(text.get(span.start..span.end).unwrap_or_default());
        out.push_str(close);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A mark of a chart.
fn chart_sign(mark: Mark) -> &'static str {
    match sign(mark).trim_end() {
        "" => ".",
        sign => sign,
    }
}

/// The lines of a text, each with a sign or room before it.
fn several(before: &str, text: &str) -> Vec<String> {
    clean_text(text).lines().map(|line| [before, line].concat()).collect()
}

/// A mark as a screen reader and any terminal can tell it.
fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::None => "",
        Mark::Met => "+ ",
        Mark::NotMet => "x ",
        Mark::CantTell => "? ",
        Mark::Gap => "! ",
        Mark::Here => "* ",
        Mark::Ahead => "o ",
        Mark::Ticked => "[x] ",
        Mark::Unticked => "[ ] ",
    }
}

impl Script {
    /// The lines to print after `before` was: those of another screen all, of the same screen only
    /// what is new.
    pub fn news(&self, before: Option<&Script>, same_screen: bool, focus: Focus) -> Vec<String> {
        let mut out = Vec::new();
        let Some(before) = before.filter(|_| same_screen) else {
            out.extend(match before {
                Some(before) => fresh_alone(&self.head, &before.head),
                None => self.head.clone(),
            });
            for part in [&self.main, &self.heard, &self.write, &self.overlay, &self.commands] {
                out.extend(part.iter().cloned());
            }
            return out;
        };
        if self.overlay != before.overlay && !self.overlay.is_empty() {
            out.extend(self.overlay.iter().cloned());
            out.extend(self.commands.iter().cloned());
            return out;
        }
        out.extend(fresh_alone(&self.head, &before.head));
        out.extend(fresh(&self.main, &before.main));
        if self.heard != before.heard {
            out.extend(self.heard.iter().cloned());
        }
        // What was just typed stands on the terminal already; only a text of another place, or a
        // list in its stead, is told.
        let label = |script: &Script| script.write.first().cloned();
        if label(self) != label(before) {
            out.extend(self.write.iter().cloned());
        } else if focus == Focus::List {
            out.extend(fresh(&self.write, &before.write));
        }
        if self.commands != before.commands {
            out.extend(self.commands.iter().cloned());
        }
        out
    }
}

/// The lines that were not there before; all of them when hardly any was.
fn fresh(now: &[String], before: &[String]) -> Vec<String> {
    let new = fresh_alone(now, before);
    if new.len() * 2 > now.len() { now.to_vec() } else { new }
}

/// The lines that were not there before.
fn fresh_alone(now: &[String], before: &[String]) -> Vec<String> {
    let mut old: Vec<&String> = before.iter().collect();
    let new = now.iter().filter(|line| match old.iter().position(|known| known == line) {
        Some(at) => {
            old.remove(at);
            false
        }
        None => true,
    });
    new.cloned().collect()
}

/// A text of the interface with values in its places.
pub(super) fn say(words: &Words, lang: Lang, word: Word, values: &[(&str, &str)]) -> String {
    fill(words.get(word, lang), values)
}
