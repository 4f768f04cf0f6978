use proptest::prelude::*;
use ratatui::style::Modifier;

use super::sample::{EN, HOSTILE, ZH, text};
use super::stage::{Stage, coloured, example, fresh, machine, painted, text_of, with_modifier};
use super::theme::{Palette, Theme};
use crate::coach::keys::Focus;
use crate::coach::{Command, Msg, PaneName, ScreenName, Start, view};
use crate::pack::{Lang, Pack};
use crate::text::{Buffer, Edit, Motion};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (200, 60), (40, 15)];

#[test]
fn pictures() {
    for sample in [ZH, EN] {
        let buffer = text(sample.lang);
        for size in SIZES {
            let check = |name: &str, view| {
                let (buf, picture) = painted(&view, size, Theme::default());
                let name = format!("{name}-{}-{}x{}", sample.lang.code(), size.0, size.1);
                insta::assert_snapshot!(name, text_of(&buf, picture.cursor.map(|p| (p.x, p.y))));
            };
            check("step", sample.step(&buffer));
            check("list", sample.list(5, None));
        }
    }
    let field = Buffer::single_line("王总（星环物流）");
    let ascii = Theme { ascii: true, palette: Palette::None };
    let (buf, picture) = painted(&ZH.list(1, Some(&field)), (80, 24), ascii);
    insta::assert_snapshot!("ascii-field", text_of(&buf, picture.cursor.map(|p| (p.x, p.y))));
}

#[test]
fn the_cursor_stands_where_the_next_character_goes() {
    // At 60 columns the text has 56 cells; its first cell is the third one, below the box.
    let check = |text: &str, back: usize, expect: (u16, u16)| {
        let mut buffer = Buffer::new(text);
        for _ in 0..back {
            buffer.apply(&Edit::Move(Motion::Left));
        }
        let (_, picture) = painted(&EN.step(&buffer), (60, 30), Theme::default());
        let desk = picture.editor.unwrap();
        let cursor = picture.cursor.unwrap();
        assert_eq!((cursor.x - desk.area.x, cursor.y - desk.area.y), expect, "{text:?} back {back}");
        assert_eq!((desk.area.x, desk.area.width), (2, 56));
    };
    check("", 0, (0, 0));
    check("abc", 0, (3, 0));
    check("上线", 0, (4, 0));
    check("上线", 1, (2, 0));
    check("a\n", 0, (0, 1));
    check("e\u{301}x", 0, (2, 0));
    check("👩‍👩‍👧中", 0, (4, 0));
    check(&"上".repeat(27), 0, (54, 0));
    check(&"上".repeat(28), 0, (0, 1));
    check(&"上".repeat(28), 1, (54, 0));
    check(&"上".repeat(29), 0, (2, 1));
    check(&"x".repeat(55), 0, (55, 0));
    check(&"x".repeat(56), 0, (0, 1));
}

#[test]
fn the_cursor_in_a_field() {
    let check = |text: &str| {
        let buffer = Buffer::single_line(text);
        for size in SIZES {
            let (buf, picture) = painted(&ZH.list(3, Some(&buffer)), size, Theme::default());
            let cursor = picture.cursor.unwrap();
            let desk = picture.editor.unwrap();
            assert!(desk.area.contains(cursor), "{text:?} {size:?}\n{}", text_of(&buf, Some((cursor.x, cursor.y))));
            if let Some(last) = text.chars().last().filter(|_| cursor.x > desk.area.x) {
                let before =
                    buf[(cursor.x - u16::try_from(crate::text::width(&last.to_string())).unwrap(), cursor.y)].symbol();
                assert_eq!(before, last.to_string());
            }
        }
    };
    check("");
    check("王总（星环物流）");
    check(&"下单系统上线从六月十五日改到七月六日".repeat(5));
    check(&"word ".repeat(40));
}

#[test]
fn nothing_hostile_reaches_a_cell() {
    let draft = Buffer::new(HOSTILE.words[0]);
    for size in SIZES {
        for view in
            [HOSTILE.step(&draft), HOSTILE.list(3, None), HOSTILE.list(3, Some(&Buffer::single_line(HOSTILE.words[1])))]
        {
            let (buf, _) = painted(&view, size, Theme::default());
            for cell in buf.content() {
                let unclean = |c: char| {
                    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}')
                };
                assert!(!cell.symbol().contains(unclean), "{:?}", cell.symbol());
            }
        }
    }
}

#[test]
fn the_selected_item_is_always_seen() {
    for size in SIZES.into_iter().chain([(30, 8), (60, 18), (250, 12)]) {
        for sample in [ZH, EN, HOSTILE] {
            for cursor in 0..14 {
                let (buf, picture) = painted(&sample.list(cursor, None), size, Theme::default());
                let seen = picture.items.iter().any(|(_, index, selected)| *index == cursor && *selected);
                assert!(seen, "{cursor} at {size:?}\n{}", text_of(&buf, None));
                assert!(text_of(&buf, None).contains('›'));
            }
        }
    }
}

#[test]
fn every_real_list_shows_its_cursor_on_a_small_screen() {
    for lang in Lang::ALL {
        for (name, mut stage) in screens(lang) {
            stage.resize((40, 15));
            for _ in 0..12 {
                if stage.picture.focus == Some(Focus::List) && !stage.picture.items.is_empty() {
                    assert!(stage.picture.items.iter().any(|(_, _, selected)| *selected), "{name}\n{}", stage.text());
                }
                stage.keys("<Down>");
            }
        }
    }
}

#[test]
fn colour_is_never_needed() {
    let none = Theme { palette: Palette::None, ascii: false };
    for sample in [ZH, EN] {
        let buffer = text(sample.lang);
        let (plain, _) = painted(&sample.step(&buffer), (120, 40), none);
        assert!(!coloured(&plain));
        for palette in [Palette::Auto, Palette::Dark, Palette::Light] {
            let (buf, _) = painted(&sample.step(&buffer), (120, 40), Theme { palette, ascii: false });
            assert!(coloured(&buf));
            assert_eq!(text_of(&buf, None), text_of(&plain, None));
        }
        assert_eq!(with_modifier(&plain, Modifier::UNDERLINED).replace(' ', ""), sample.words[5].replace(' ', ""));
    }
}

#[test]
fn ascii_is_ascii() {
    let ascii = Theme { palette: Palette::Auto, ascii: true };
    let buffer = text(Lang::En);
    for size in SIZES {
        for view in [EN.step(&buffer), EN.list(2, None), EN.list(2, Some(&buffer))] {
            let text = text_of(&painted(&view, size, ascii).0, None);
            // The words themselves keep their own characters.
            assert!(text.chars().all(|c| c.is_ascii() || c == '·'), "{text}");
        }
    }
}

#[test]
fn too_small_says_so() {
    for (lang, words) in [(Lang::Zh, "窗口"), (Lang::En, "window")] {
        let sample = if lang == Lang::Zh { ZH } else { EN };
        let text = text_of(&painted(&sample.list(0, None), (29, 8), Theme::default()).0, None);
        assert!(text.contains(words) && text.contains("30×8"), "{text}");
        let text = text_of(&painted(&sample.list(0, None), (30, 7), Theme::default()).0, None);
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn the_mouse() {
    let mut stage = Stage::new(machine(Lang::Zh, |_| Start::Home), (80, 24), Theme::default());
    let click = |stage: &mut Stage, needle: &str| {
        let text = stage.text();
        let row = text.lines().position(|line| line.contains(needle)).unwrap_or_else(|| panic!("{needle}\n{text}"));
        stage.click(5, u16::try_from(row).unwrap());
    };
    click(&mut stage, "延期");
    assert_eq!(stage.said, [Msg::Point(2)]);
    click(&mut stage, "延期");
    assert_eq!(stage.said.last(), Some(&Msg::Do(Command::Choose)));
    assert_eq!(view(&stage.model).name, ScreenName::Form);

    let mut stage = Stage::new(machine(Lang::Zh, |pack| example(pack, "delay", Lang::Zh)), (80, 24), Theme::default());
    stage.keys("上线改到七月");
    let desk = stage.picture.editor.unwrap();
    stage.click(desk.area.x + 4, desk.area.y);
    stage.keys("，");
    assert!(stage.text().contains("上线，▏改到七月"), "{}", stage.text());
}

#[test]
fn typing_turns_to_the_page_that_is_written_on() {
    let mut stage = Stage::new(machine(Lang::Zh, |pack| example(pack, "delay", Lang::Zh)), (40, 15), Theme::default());
    stage.keys("<F6><F6>");
    assert_eq!(stage.picture.shown, Some(PaneName::Heard));
    stage.keys("王总");
    assert_eq!(stage.picture.shown, Some(PaneName::Write));
    assert!(stage.text().contains("王总▏"), "{}", stage.text());
}

#[test]
fn the_shown_pane_can_be_leafed_through_while_writing() {
    let mut stage = Stage::new(machine(Lang::En, |pack| example(pack, "delay", Lang::En)), (80, 24), Theme::default());
    stage.keys("<F2>");
    let before = stage.text();
    assert_eq!(stage.picture.shown, Some(PaneName::Main));
    stage.keys("<PgDn>");
    let after = stage.text();
    assert_ne!(before, after);
    stage.keys("<PgDn><PgDn><PgDn><PgUp><PgUp><PgUp><PgUp>");
    assert_eq!(stage.text(), before);
}

/// Prints every screen at every size: `cargo test --lib tui::tests::look -- --ignored --nocapture`.
#[test]
#[ignore = "for looking at"]
fn look() {
    let only = std::env::var("LOOK").unwrap_or_default();
    for lang in [Lang::Zh, Lang::En] {
        for (name, mut stage) in screens(lang) {
            for size in SIZES {
                let title = format!("{name} {} {}x{}", lang.code(), size.0, size.1);
                if !title.contains(&only) {
                    continue;
                }
                stage.resize(size);
                println!("#### {title}\n{}", stage.text());
            }
        }
    }
}

/// Every screen with something on it.
fn screens(lang: Lang) -> Vec<(&'static str, Stage)> {
    let line = match lang {
        Lang::Zh => {
            "王总，上线要从 6 月 15 日改到 7 月 6 日，晚三周。由于一些客观原因，测试没有通过，我们保证七月一定上线。"
        }
        Lang::En => {
            "Mr Wang, the launch moves from 15 June to 6 July, three weeks late. For various reasons the tests failed; I promise it will definitely go live in July."
        }
    };
    let begin = |start: &dyn Fn(&Pack) -> Start, keys: &str| {
        let mut stage = Stage::new(machine(lang, start), (120, 40), Theme::default());
        stage.keys(keys);
        stage
    };
    let rehearse = |keys: &str| begin(&|pack| example(pack, "delay", lang), keys);
    let through = |keys: &str| {
        let mut stage = rehearse("");
        while view(&stage.model).name != ScreenName::Debrief {
            let focus = view(&stage.model).focus;
            stage.keys(&match focus {
                Focus::Text => format!("{line}<C-d>"),
                _ => "<Enter>".to_owned(),
            });
            if view(&stage.model).name == ScreenName::Client {
                stage.keys("<C-n>");
            }
        }
        stage.keys(keys);
        stage
    };
    vec![
        ("home", begin(&|_| Start::Home, "<Down>")),
        ("form", begin(&|pack| fresh(pack, "delay"), "<F2><Down><Down>")),
        ("form-empty", begin(&|pack| fresh(pack, "delay"), "")),
        ("gate", begin(&|pack| fresh(pack, "delay"), "<F2><C-n><Enter><Down><Space><Space>")),
        ("step", rehearse("")),
        ("step-written", rehearse(line)),
        ("step-advice", rehearse(&format!("{line}<Tab>"))),
        ("step-models", rehearse("<F2>")),
        ("step-aloud", rehearse("<F3><Enter>")),
        ("client", rehearse(&format!("{line}<C-d>"))),
        ("client-advice", rehearse(&format!("{line}<C-d><Tab>"))),
        ("debrief", through("")),
        ("debrief-step", through("<Down><Down><Down><Down><Down><Down>")),
        ("card", through("<Down><Enter>")),
        ("checklist", begin(&|pack| fresh(pack, "delay"), "<F2><C-n><End><Down><Down><Down><Down><Enter><Space>")),
        ("help", rehearse("<F1>")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_view_fits_any_size(
        size in (1u16..=250, 1u16..=80),
        draft in "(\\PC|[ab c，。“”\n\u{301}\u{200d}👩🇨🇳中文\u{1b}]){0,120}",
        which in 0usize..4,
        shown in 0usize..3,
        ascii: bool,
        scroll in prop::sample::select(vec![0, 1, 5, usize::MAX]),
    ) {
        let buffer = Buffer::new(&draft);
        let line = Buffer::single_line(&draft);
        for sample in [ZH, EN, HOSTILE] {
            let mut view = match which {
                0 => sample.step(&buffer),
                1 => sample.list(draft.len() % 14, None),
                2 => sample.list(draft.len() % 14, Some(&line)),
                _ => {
                    let mut view = sample.step(&buffer);
                    view.overlay = sample.list(99, None).panes.pop();
                    view
                }
            };
            view.shown = [PaneName::Main, PaneName::Write, PaneName::Heard][shown];
            for pane in view.panes.iter_mut().chain(&mut view.overlay) {
                pane.scroll = scroll;
            }
            let theme = Theme { palette: Palette::Auto, ascii };
            let (buf, picture) = painted(&view, size, theme);
            if let Some(cursor) = picture.cursor {
                prop_assert!(buf.area.contains(cursor));
            }
        }
    }
}

/// What a key costs: `cargo test --release --lib tui::tests::speed -- --ignored --nocapture`.
#[test]
#[ignore = "for measuring"]
fn speed() {
    use std::time::Instant;
    for size in [(80, 24), (120, 40), (200, 60)] {
        let model = machine(Lang::Zh, |pack| example(pack, "delay", Lang::Zh));
        let mut stage = Stage::new(model, size, Theme::default());
        stage.send(vec![Msg::Edit(Edit::Insert("王总，上线要改到七月，晚三周，压测超时。".repeat(100)))]);
        let mut cost = |what: &str, act: &mut dyn FnMut(&mut Stage)| {
            let mut times: Vec<_> = (0..200)
                .map(|_| {
                    let from = Instant::now();
                    act(&mut stage);
                    from.elapsed()
                })
                .collect();
            times.sort();
            println!("{size:?} {what}: median {:?}, 99th {:?}", times[100], times[197]);
        };
        cost("key", &mut |stage| stage.keys("好"));
        cost("view and paint", &mut Stage::show);
        cost("view", &mut |stage| {
            std::hint::black_box(view(&stage.model));
        });
    }
}
