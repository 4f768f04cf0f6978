//! The screens around a talk: the call, the debrief afterwards, two tries, the chart, the drill, what is due.

use super::stage::{Stage, example, machine, now};
use super::theme::Theme;
use crate::coach::drill::DrillItem;
use crate::coach::{FollowUp, Msg, ScreenName, Start, Talk, TalkSummary, World, view};
use crate::pack::Lang;

const SIZES: [(u16, u16); 5] = [(60, 18), (80, 24), (120, 40), (200, 60), (40, 15)];

fn stage(lang: Lang, start: Start, keys: &str) -> Stage {
    let mut stage = Stage::new(machine(lang, |_| start), (120, 40), Theme::default());
    stage.keys(keys);
    stage
}

fn delay(lang: Lang) -> Talk {
    let model = machine(lang, |_| Start::Home);
    Talk::example(model.pack().scenario("delay").unwrap(), lang, now().timestamp())
}

fn call(lang: Lang, keys: &str) -> Stage {
    let noted = match lang {
        Lang::Zh => {
            "  n海报已经印了，改不了<Enter>p书面方案<Enter>张工<Enter>周五下班前<Enter>q培训的钱谁出<Enter>a先上查询，再上下单<Enter>"
        }
        Lang::En => {
            "  nThe posters are printed<Enter>pThe written plan<Enter>Priya<Enter>by Friday<Enter>qwho pays for the training<Enter>aQueries first, orders later<Enter>"
        }
    };
    stage(lang, Start::Call(Box::new(delay(lang)), None), &format!("{noted}{keys}"))
}

/// A rehearsal in which the step with the news was said twice.
fn twice(lang: Lang, keys: &str) -> Stage {
    let (first, second) = match lang {
        Lang::Zh => (
            "王总，由于一些客观原因，上线可能稍微晚几天，我们保证七月一定上线。",
            "王总，上线要从 6 月 15 日改到 7 月 6 日，晚三周。六月促销用不上新系统，这是我们没测好，对不起。",
        ),
        Lang::En => (
            "Helen, for various reasons the launch may slip a little, but I promise it will definitely go live in July.",
            "Helen, the launch moves from 15 June to 6 July, three weeks late. Your June promotion has to run without it, and that is our fault. I am sorry.",
        ),
    };
    let mut stage = Stage::new(machine(lang, |pack| example(pack, "delay", lang)), (120, 40), Theme::default());
    stage.keys(&format!("<C-n>{first}<C-d>"));
    while view(&stage.model).name != ScreenName::Debrief {
        stage.keys("<C-n>");
    }
    stage.keys(&format!("<Enter><A-a>{second}<C-d>{keys}"));
    stage
}

fn drill(lang: Lang, keys: &str) -> Stage {
    let mut stage = stage(lang, Start::Drill, "");
    let yesterday = now().date().yesterday().unwrap().yesterday().unwrap();
    let item = |step: &str, check: &str| DrillItem::new("delay", step, check, None, now().timestamp(), yesterday);
    let items = vec![item("news", "news-first"), item("cause", "cause-named")];
    stage.send(vec![Msg::World(World::Drills(items))]);
    stage.keys(keys);
    stage
}

fn duties(lang: Lang) -> Stage {
    let mut talk = delay(lang);
    talk.example = false;
    let due = |day: i8| crate::coach::Due { date: jiff::civil::date(2026, 6, day), time: None };
    let what = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    for (n, (text, day)) in [
        (what("发会后纪要", "Send the recap"), 9),
        (what("书面答复费用", "Answer who pays"), 10),
        (what("周报", "Weekly report"), 12),
    ]
    .into_iter()
    .enumerate()
    {
        let mut followup = FollowUp::of_user(Some(&talk.id), None, text, due(day), now().timestamp());
        followup.id = format!("f{n}");
        followup.owner = what("张工", "Priya").to_owned();
        talk.followups.push(followup);
    }
    let mut stage = stage(lang, Start::Home, "");
    stage.send(vec![Msg::World(World::Talks(vec![TalkSummary { talk, place: None, finished: false }]))]);
    stage.keys("<End><Up><Up><Up><Enter><Down><Space>");
    stage
}

fn screens(lang: Lang) -> Vec<(&'static str, Stage)> {
    let lesson = if lang == Lang::Zh { "先给日子，再讲原因" } else { "The date first, then the cause" };
    let mut all = vec![
        ("call", call(lang, "")),
        (
            "call-field",
            call(
                lang,
                if lang == Lang::Zh {
                    "p周五的方案<Enter><Enter>下周三"
                } else {
                    "pthe plan<Enter><Enter>next Wednesday"
                },
            ),
        ),
        ("call-reactions", call(lang, "r<Down>")),
        ("call-answer", call(lang, "r<Down><Enter>")),
        ("after-planned", call(lang, "r<Enter><Enter>e")),
        ("after-promises", call(lang, "e<Enter><Enter>")),
        ("attempts", twice(lang, "v")),
        ("progress", twice(lang, "p")),
        ("drill-asked", drill(lang, "")),
        (
            "drill-written",
            drill(
                lang,
                if lang == Lang::Zh { "<Enter>上线改到 7 月 6 日" } else { "<Enter>The launch moves to 6 July" },
            ),
        ),
        (
            "drill-told",
            drill(lang, if lang == Lang::Zh { "<Enter>由于一些原因<C-d>" } else { "<Enter>For various reasons<C-d>" }),
        ),
        ("duties", duties(lang)),
    ];
    // Through all questions: lists go on, fields take a line.
    let mut after = call(lang, "r<Enter><Enter>r<End><Enter><Enter>e");
    for _ in 0..20 {
        let ended = !after.text().contains('/');
        if ended {
            break;
        }
        let field = view(&after.model).focus == crate::coach::keys::Focus::Field;
        after.keys(&if field { format!("{lesson}<Enter>") } else { "<Enter>".to_owned() });
    }
    let mut case = call(lang, "r<Enter><Enter>e");
    for _ in 0..20 {
        let field = view(&case.model).focus == crate::coach::keys::Focus::Field;
        if view(&case.model).name == ScreenName::Kept {
            break;
        }
        case.keys(&if field { format!("{lesson}<Enter>") } else { "<Enter>".to_owned() });
    }
    all.push(("after-end", after));
    all.push(("kept", case));
    all
}

#[test]
fn pictures_around_a_talk() {
    for lang in Lang::ALL {
        for (name, mut stage) in screens(lang) {
            for size in SIZES {
                stage.resize(size);
                let name = format!("{name}-{}-{}x{}", lang.code(), size.0, size.1);
                insta::assert_snapshot!(name, stage.text());
            }
        }
    }
}

#[test]
fn no_line_begins_with_closing_punctuation() {
    for (name, mut stage) in screens(Lang::Zh) {
        for size in SIZES {
            stage.resize(size);
            for line in stage.text().lines() {
                let parts = line.split('│').map(str::trim_start);
                for part in parts {
                    let first = part.chars().next();
                    assert!(!first.is_some_and(|c| "，。！？；：」』）、”".contains(c)), "{name} {size:?}: {line}");
                }
            }
        }
    }
}

#[test]
fn a_call_fits_a_small_window_and_takes_its_keys() {
    let mut stage = call(Lang::Zh, "");
    stage.resize((60, 18));
    let told = stage.text();
    // The stage, a cue, the newest entry and the keys are there at once.
    for words in ["1/4", "全程 0 分钟", "■", "说定", "n 记", "p 承诺"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let before = stage.text();
    stage.send(vec![Msg::World(World::Minute)]);
    assert_eq!(stage.text(), before, "the moment of the stage stands still");
}
