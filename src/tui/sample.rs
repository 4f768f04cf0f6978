//! Screens made by hand, which content cannot change.

use crate::coach::keys::{Focus, binding};
use crate::coach::{
    Block, Command, Editor, Hint, Item, Mark, Notice, Pane, PaneName, ScreenName, ScreenView, Stop, StopState, Tone,
};
use crate::pack::Lang;
use crate::text::{Buffer, Span};

/// Words of a sample screen in both languages, or what a hostile pack might hold.
pub(crate) struct Sample {
    pub lang: Lang,
    pub title: &'static str,
    pub words: [&'static str; 6],
    pub stages: [&'static str; 5],
}

pub(crate) const ZH: Sample = Sample {
    lang: Lang::Zh,
    title: "延期 · 王总 · 上线从 6/15 改到 7/6",
    words: [
        "先说结论，再停一停。对方最先想知道：还能不能按时，对他意味着什么。",
        "怎么现在才说？六月的促销海报都印好了。",
        "王总",
        "有点急",
        "原因说得空",
        "一些客观原因",
    ],
    stages: ["准备", "告知", "解释", "解决", "跟进"],
};

pub(crate) const EN: Sample = Sample {
    lang: Lang::En,
    title: "Late · Helen Wang · launch moves from 15 June to 6 July",
    words: [
        "Say the news first, then stop. They want to know: is the date still safe, and what does it mean for them?",
        "Why am I only hearing this now? The June posters are printed.",
        "Helen Wang",
        "pressed",
        "The cause says nothing",
        "various reasons",
    ],
    stages: ["Prepare", "Inform", "Explain", "Solve", "Follow up"],
};

/// Escape sequences, controls, bidi tricks and things without width, wherever words can stand.
pub(crate) const HOSTILE: Sample = Sample {
    lang: Lang::Zh,
    title: "\u{1b}[2J\u{1b}]0;owned\u{7}标题\u{202e}逆\u{9b}31m",
    words: [
        "\u{1b}[31m红\u{1b}[0m\r\n\u{8}\u{8}\u{7f}\u{0}行\u{b}二\u{c}三\u{85}四\u{2028}五",
        "\u{1b}P1;1|q\u{1b}\\“\u{1b}]52;c;aGk=\u{7}”",
        "\u{301}\u{200b}\u{feff}王\u{e0041}总",
        "\u{90}\u{9c}\t急",
        "👩‍👩‍👧🇨🇳❤\u{fe0f}\u{1b}[?1049l",
        "\u{1b}",
    ],
    stages: ["\u{1b}[A准\n备", "\u{7}", "", "\u{9d}x\u{9c}", "\u{2066}跟进"],
};

/// A text of the user's for [`step`].
pub(crate) fn text(lang: Lang) -> Buffer {
    Buffer::new(match lang {
        Lang::Zh => {
            "王总，上线要从 6 月 15 日改到 7 月 6 日，晚三周。由于一些客观原因，测试没有通过，我们保证七月一定上线。"
        }
        Lang::En => {
            "Helen, the launch moves from 15 June to 6 July, three weeks late. For various reasons the tests failed."
        }
    })
}

fn hints(commands: &[Command], focus: Focus, label: &str) -> Vec<Hint> {
    let rows = commands.iter().filter_map(|command| binding(*command, focus));
    rows.map(|row| Hint { command: row.command, key: row.shown, word: row.word, label: label.to_owned() }).collect()
}

impl Sample {
    fn view<'m>(&self, name: ScreenName, focus: Focus, panes: Vec<Pane<'m>>, commands: &[Command]) -> ScreenView<'m> {
        let states = [StopState::Done, StopState::Here, StopState::Ahead, StopState::Ahead, StopState::Ahead];
        let rail = self.stages.iter().zip(states).map(|(label, state)| Stop { label: (*label).to_owned(), state });
        ScreenView {
            name,
            lang: self.lang,
            focus,
            title: self.title.to_owned(),
            aside: self.words[2].to_owned(),
            rail: rail.collect(),
            shown: panes[0].name,
            panes,
            commands: hints(commands, focus, self.stages[1]),
            notice: Some(Notice { tone: Tone::Gap, text: self.words[1].to_owned() }),
            overlay: None,
            saved: self.stages[0].to_owned(),
        }
    }

    /// A step: somebody speaks, a text is written, verdicts are told.
    pub fn step<'m>(&self, buffer: &'m Buffer) -> ScreenView<'m> {
        let [prompt, said, who, mood, label, quote] = self.words.map(str::to_owned);
        let quoted = |mark, value: &str| {
            Block::Item(Item {
                quotes: vec![quote.clone()],
                ..Item::new(mark, label.clone()).value(value).detail(Tone::Coach, said.clone())
            })
        };
        let text = buffer.text();
        let at = text.find(self.words[5]).unwrap_or(0);
        let marks = vec![(Span::new(at, (at + self.words[5].len()).min(text.len())), Tone::NotMet)];
        let main = vec![
            Block::Heading(label.clone()),
            Block::Text(Tone::Plain, prompt.clone()),
            Block::Item(Item::new(Mark::None, quote.clone())),
            Block::Gap,
            Block::Speech { who: who.clone(), mood, tone: Tone::Client, text: said.clone() },
        ];
        let heard = vec![
            quoted(Mark::NotMet, ""),
            quoted(Mark::Gap, ""),
            quoted(Mark::CantTell, self.stages[2]),
            quoted(Mark::Met, ""),
            Block::Row { label: label.clone(), text: prompt, tone: Tone::Muted },
        ];
        let editor = Editor { buffer, label: self.stages[3].to_owned(), hint: said.clone(), single_line: false, marks };
        let pane = |name, blocks| Pane { name, title: who.clone(), blocks, scroll: 0 };
        let panes = vec![
            pane(PaneName::Main, main),
            pane(PaneName::Write, vec![Block::Editor(editor)]),
            pane(PaneName::Heard, heard),
        ];
        use Command::{Advice, Help, Quit, Say};
        self.view(ScreenName::Step, Focus::Text, panes, &[Say, Advice, Command::Pane, Help, Quit])
    }

    /// A list with a cursor, values, rows and marked words; `field` is edited in its midst.
    pub fn list<'m>(&self, cursor: usize, field: Option<&'m Buffer>) -> ScreenView<'m> {
        let [prompt, said, .., label, quote] = self.words.map(str::to_owned);
        let mut blocks = vec![Block::Text(Tone::Coach, prompt.clone()), Block::Gap];
        let marks = [Mark::Met, Mark::Gap, Mark::Ahead, Mark::Ticked, Mark::Unticked, Mark::Here, Mark::None];
        for (index, mark) in marks.iter().cycle().take(14).enumerate() {
            match field {
                Some(buffer) if index == cursor => blocks.push(Block::Editor(Editor {
                    buffer,
                    label: label.clone(),
                    hint: said.clone(),
                    single_line: true,
                    marks: Vec::new(),
                })),
                _ => {
                    let item = Item::new(*mark, label.clone()).value(self.stages[index % 5]).at(index, cursor);
                    blocks.push(Block::Item(item.detail(Tone::Muted, quote.clone())));
                }
            }
        }
        let mark = Span::new(0, prompt.char_indices().nth(4).map_or(0, |(at, _)| at));
        blocks.push(Block::Marked { text: prompt.clone(), marks: vec![(mark, Tone::Met)] });
        blocks.push(Block::Row { label: quote, text: said, tone: Tone::Plain });
        blocks.push(Block::Line(prompt));
        let pane = Pane { name: PaneName::Main, title: label, blocks, scroll: 0 };
        let focus = if field.is_some() { Focus::Field } else { Focus::List };
        use Command::{Choose, Down, Help, Toggle, Up};
        self.view(ScreenName::Form, focus, vec![pane], &[Choose, Toggle, Up, Down, Help])
    }
}
