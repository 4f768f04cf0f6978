use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};

use super::Plain;
use super::lines::{Line, MAX_LINE, next};
use crate::coach::{Command, Model, Msg, ScreenName, Start, update, view};
use crate::pack::Lang;
use crate::runtime::{Ended, Frontend, Input};
use crate::text::{Edit, Motion};
use crate::tui::sample::{HOSTILE, ZH, text};
use crate::tui::stage::{Stage, content, example, fresh, machine, now};
use crate::tui::{Palette, Theme};

/// An output that a test can look at.
#[derive(Clone, Default)]
struct Page(Arc<Mutex<Vec<u8>>>);

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Page {
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

/// What a machine was told by lines, and what was printed.
struct Played {
    model: Model,
    said: Vec<Msg>,
    printed: String,
    ended: Ended,
}

fn play(mut model: Model, input: impl Into<Vec<u8>>) -> Played {
    let page = Page::default();
    let words = content().0.interface.clone();
    let mut plain = Plain::new(words, Cursor::new(input.into()), page.clone()).unwrap();
    let mut said = Vec::new();
    loop {
        plain.show(&view(&model)).unwrap();
        match plain.wait(None).unwrap() {
            Input::Messages(messages) => {
                for message in messages {
                    said.push(message.clone());
                    update(&mut model, message, &now());
                }
            }
            Input::End(ended) => return Played { model, said, printed: page.take(), ended },
            Input::Nothing | Input::Suspend => {}
        }
    }
}

fn rehearsing(lang: Lang) -> Model {
    machine(lang, |pack| example(pack, "delay", lang))
}

fn insert(text: &str) -> Msg {
    Msg::Edit(Edit::Insert(text.to_owned()))
}

#[test]
fn lines_of_a_text() {
    let check = |input: &str, expect: &[Msg]| {
        assert_eq!(play(rehearsing(Lang::Zh), input).said, expect, "{input:?}");
    };
    let newline = || Msg::Edit(Edit::Newline);
    check("", &[]);
    check("王总", &[insert("王总")]);
    check("王总\r\n上线要改\n", &[insert("王总"), newline(), insert("上线要改")]);
    check("3\n", &[insert("3")]);
    check("::help\n", &[insert(":help")]);
    check("王总\n\n", &[insert("王总"), Msg::Do(Command::Say)]);
    check(":help\n", &[Msg::Do(Command::Help)]);
    check("：back\n", &[Msg::Do(Command::Back)]);
    check(":往下走\n", &[Msg::Do(Command::Skip)]);
    check(":HELP\n", &[Msg::Do(Command::Help)]);
    check(":copy\n:hlep\n:xyzzy\n:9\n", &[]);
}

#[test]
fn a_text_that_is_written_on_at_its_end() {
    let mut stage = Stage::new(rehearsing(Lang::Zh), (80, 24), Theme::default());
    stage.keys("上线改期<Home>");
    let said = play(stage.model, "王总\n").said;
    assert_eq!(said, [Msg::Edit(Edit::Move(Motion::TextEnd)), Msg::Edit(Edit::Newline), insert("王总")]);
}

#[test]
fn numbers_and_answers() {
    let home = |input: &str| play(machine(Lang::Zh, |_| Start::Home), input);
    assert_eq!(home("3\n").said, [Msg::Point(2), Msg::Do(Command::Choose)]);
    assert_eq!(home("３\n").said, [Msg::Point(2), Msg::Do(Command::Choose)]);
    assert_eq!(home("\n").said, [Msg::Do(Command::Choose)]);
    let wrong = home("99\n0\nabc\n");
    assert_eq!(wrong.said, []);
    assert!(wrong.printed.contains("没有第 99 项"), "{}", wrong.printed);

    // The eighth field of the form asks for yes or no.
    let answered = |line: &str| {
        let model = machine(Lang::En, |pack| fresh(pack, "delay"));
        let played = play(model, format!(":8\n{line}\n"));
        played.model.talk().unwrap().flags.values().copied().collect::<Vec<_>>()
    };
    for (line, expect) in
        [("yes", vec![true]), ("是", vec![true]), ("n", vec![false]), ("No", vec![false]), ("", vec![])]
    {
        assert_eq!(answered(line), expect, "{line:?}");
    }
    let model = machine(Lang::En, |pack| fresh(pack, "delay"));
    let twice = play(model, ":8\nyes\n:8\nno\n");
    assert_eq!(twice.model.talk().unwrap().flags.values().copied().collect::<Vec<_>>(), [false]);
}

#[test]
fn a_form_filled_line_by_line() {
    let model = machine(Lang::Zh, |pack| fresh(pack, "delay"));
    let played = play(model, "王总\n改到 7 月 6 日\n:1\n李总\n:next\n");
    let talk = played.model.talk().unwrap();
    let facts: Vec<&String> = talk.facts.values().collect();
    assert!(facts.iter().any(|f| *f == "李总") && facts.iter().any(|f| *f == "改到 7 月 6 日"), "{facts:?}");
    assert_eq!(view(&played.model).name, ScreenName::Gate);
}

#[test]
fn speaking_aloud() {
    let played = play(rehearsing(Lang::Zh), ":aloud\n\n1\n\n");
    let commands: Vec<_> =
        played.said.iter().filter_map(|m| if let Msg::Do(c) = m { Some(*c) } else { None }).collect();
    assert_eq!(commands, [Command::Aloud, Command::Choose, Command::Toggle, Command::Say]);
    let attempt = played.model.rehearsal().unwrap().attempts.last().unwrap();
    assert_eq!(attempt.ticked.len(), 1);
}

#[test]
fn lines_nobody_vouches_for() {
    let read = |bytes: &[u8]| {
        let mut input = Cursor::new(bytes.to_vec());
        let mut lines = Vec::new();
        loop {
            match next(&mut input).unwrap() {
                Line::End => return lines,
                line => lines.push(line),
            }
        }
    };
    let text = |words: &str| Line::Text(words.to_owned());
    assert_eq!(read(b""), []);
    assert_eq!(read(b"a\r\n\nb"), [text("a"), text(""), text("b")]);
    assert_eq!(read(b"\xff\xfe\nok\n"), [Line::Broken, text("ok")]);
    let long = [vec![b'x'; MAX_LINE + 1], b"\nok".to_vec()].concat();
    assert_eq!(read(&long), [Line::TooLong, text("ok")]);
    let just = [vec![b'x'; MAX_LINE], b"\n".to_vec()].concat();
    assert_eq!(read(&just), [text(&"x".repeat(MAX_LINE))]);

    let played = play(rehearsing(Lang::Zh), [b"\xff\n".to_vec(), long].concat());
    assert!(played.printed.contains("UTF-8") && played.printed.contains("太长"), "{}", played.printed);
    assert_eq!(played.said, [insert("ok")]);
    assert_eq!(played.ended, Ended::Input);
}

#[test]
fn only_what_is_new_is_printed() {
    let page = Page::default();
    let words = content().0.interface.clone();
    let mut plain = Plain::new(words, Cursor::new(Vec::new()), page.clone()).unwrap();
    let mut model = rehearsing(Lang::Zh);
    let mut after = |message: Option<Msg>| {
        if let Some(message) = message {
            update(&mut model, message, &now());
        }
        plain.show(&view(&model)).unwrap();
        page.take()
    };
    let first = after(None);
    assert!(first.contains("== 延期") && first.contains("空行") && first.contains(":say"), "{first}");
    assert_eq!(after(None), "");
    let heard = after(Some(insert("上线改到 7 月 6 日。")));
    assert!(!heard.contains("==") && !heard.contains(":say") && !heard.contains("上线改到 7 月"), "{heard}");
    assert!(heard.contains("说出来约"), "{heard}");
    let turned = after(Some(Msg::Do(Command::Language)));
    assert!(turned.contains(":say say it"), "{turned}");
    let notice = after(Some(Msg::Do(Command::Coach)));
    assert!(notice.contains("The coach"), "{notice}");
}

#[test]
fn nothing_hostile_is_printed() {
    let draft = crate::text::Buffer::new(HOSTILE.words[0]);
    let words = content().0.interface.clone();
    for view in [HOSTILE.step(&draft), HOSTILE.list(2, None)] {
        let page = Page::default();
        let mut plain = Plain::new(words.clone(), Cursor::new(Vec::new()), page.clone()).unwrap();
        plain.show(&view).unwrap();
        plain.copy(HOSTILE.words[1]).unwrap();
        let printed = page.take();
        assert!(!printed.contains(|c: char| c.is_control() && c != '\n'), "{printed:?}");
    }
}

#[test]
fn a_screen_in_lines() {
    let page = Page::default();
    let words = content().0.interface.clone();
    let mut plain = Plain::new(words, Cursor::new(Vec::new()), page.clone()).unwrap();
    let buffer = text(Lang::Zh);
    plain.show(&ZH.step(&buffer)).unwrap();
    plain.show(&ZH.list(2, None)).unwrap();
    insta::assert_snapshot!(page.take());
}

#[test]
fn both_renderers_rehearse_alike() {
    // The same doings as keys and as lines; after each the rehearsal is the same.
    let line = "王总，上线改到 7 月 6 日，晚三周，六月促销用不上。";
    let steps: &[(&str, &str)] = &[
        ("王总早，您那边听到什么没有？<C-d>", "王总早，您那边听到什么没有？\n\n"),
        ("<C-n>", ":next\n"),
        (&format!("{line}<C-d>"), &format!("{line}\n\n")),
        ("对不起，是我们的错，您先说。<C-d>", "对不起，是我们的错，您先说。\n\n"),
        ("<F7>", ":wait\n"),
        ("<C-n>", ":next\n"),
        ("一行<Enter>两行", "一行\n两行\n"),
        ("<C-n><C-n>", ":next\n:next\n"),
        ("<Esc>", ":back\n"),
        ("<F4>", ":coach\n"),
        ("<F5>", ":lang\n"),
        ("<C-n><C-n><C-n><C-n><C-n><C-n><C-n><C-n>", ":next\n:next\n:next\n:next\n:next\n:next\n:next\n:next\n"),
    ];
    let small = (60, 18);
    let theme = Theme { palette: Palette::None, ascii: true };
    let mut stage = Stage::new(rehearsing(Lang::Zh), small, theme);
    let mut input = String::new();
    for (keys, lines) in steps {
        stage.keys(keys);
        input.push_str(lines);
        let played = play(rehearsing(Lang::Zh), input.as_str());
        assert_eq!(stage.model.rehearsal(), played.model.rehearsal(), "{keys}");
        assert_eq!(stage.model.draft(), played.model.draft(), "{keys}");
        assert_eq!(joined(&stage.said), joined(&played.said), "{keys}");
    }
}

/// Messages with texts joined: one renderer tells them letter by letter, the other line by line.
fn joined(messages: &[Msg]) -> Vec<Msg> {
    let mut out: Vec<Msg> = Vec::new();
    for message in messages {
        match (out.last_mut(), message) {
            (Some(Msg::Edit(Edit::Insert(text))), Msg::Edit(Edit::Insert(more))) => text.push_str(more),
            _ => out.push(message.clone()),
        }
    }
    out
}
