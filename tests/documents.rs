//! Every document in every format and language: of a talk in which everything happened, and of one in which nothing did.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

#[path = "support/full_case.rs"]
mod full_case;
mod support;

use forthright::coach::FollowUpState;
use forthright::export::{Action, CalendarWords, Document, SheetWords, calendar, html, json, markdown, sheet, text};
use forthright::pack::{DocumentName, Lang, SectionName};
use forthright::text::width;
use full_case::{Sample, empty, full};
use icalendar::{CalendarComponent, Component};
use support::{listener, now, pack};

fn document(sample: &Sample, name: DocumentName, lang: Lang) -> Document {
    sample.with(lang, |case| case.document(name).document)
}

fn both(sample: &Sample, name: DocumentName) -> Vec<Document> {
    Lang::ALL.iter().map(|lang| document(sample, name, *lang)).collect()
}

fn actions(sample: &Sample) -> Vec<Action> {
    sample.with(Lang::Zh, |case| case.actions())
}

fn ics(actions: &[Action], langs: &[Lang]) -> String {
    let words = CalendarWords { langs, name: "延期 · 王总, \"A\"; B\\C", from: "来自：延期 · 王总" };
    calendar(actions, words, now().time_zone())
}

fn csv_of(actions: &[Action], langs: &[Lang], program: Option<SectionName>) -> String {
    let pack = pack();
    let section = program.and_then(|name| pack.document(DocumentName::Followups).section(name));
    let columns = section.and_then(|section| section.columns.as_ref());
    sheet(actions, SheetWords { langs, from: "来自：延期 · 王总", columns })
}

/// An HTML file without its style and script, which have no part in what a case says.
fn page(file: &str) -> String {
    let cut = |text: &str, tag: &str| {
        let (before, rest) = text.split_once(&format!("<{tag}>")).unwrap();
        format!("{before}<{tag}>…{}", &rest[rest.find(&format!("</{tag}>")).unwrap()..])
    };
    cut(&cut(file, "style"), "script")
}

#[test]
fn as_they_are_written() {
    for (case, sample) in [("full", full()), ("empty", empty())] {
        for name in DocumentName::ALL {
            let documents = both(&sample, *name);
            let texts = |write: fn(&Document) -> String| documents.iter().map(write).collect::<Vec<_>>().join("\n");
            let id = name.id();
            insta::assert_snapshot!(format!("{case}-{id}-md"), texts(markdown));
            insta::assert_snapshot!(format!("{case}-{id}-txt"), texts(text));
            insta::assert_snapshot!(format!("{case}-{id}-html"), page(&html(&documents)));
            insta::assert_snapshot!(format!("{case}-{id}-json"), json(&documents));
        }
        let actions = actions(&sample);
        for (lang, langs) in [("zh", &[Lang::Zh][..]), ("en", &[Lang::En]), ("both", &Lang::ALL)] {
            insta::assert_snapshot!(format!("{case}-followups-ics-{lang}"), ics(&actions, langs).replace("\r\n", "\n"));
        }
        for program in [None, Some(SectionName::Worktile), Some(SectionName::PingCode), Some(SectionName::Jira)] {
            let name = program.map_or("plain", SectionName::id);
            insta::assert_snapshot!(format!("{case}-followups-csv-{name}"), csv_of(&actions, &[Lang::Zh], program));
        }
    }
}

#[test]
fn json_says_what_the_document_says() {
    for name in DocumentName::ALL {
        let value: serde_json::Value = serde_json::from_str(&json(&[document(&full(), *name, Lang::Zh)])).unwrap();
        assert_eq!((value["document"].as_str(), value["lang"].as_str()), (Some(name.id()), Some("zh")));
        assert!(value["sections"].as_array().unwrap().len() >= 3);
    }
    let two: serde_json::Value = serde_json::from_str(&json(&both(&full(), DocumentName::Card))).unwrap();
    assert_eq!(two[1]["lang"], "en");
}

/// What the user wrote in blame, kept for themselves, or was told by the checks never goes to the client.
#[test]
fn nothing_private_goes_to_the_client() {
    let sample = full();
    let pack = pack();
    for lang in Lang::ALL {
        for name in [DocumentName::Recap, DocumentName::Report, DocumentName::Survey] {
            let made = sample.with(lang, |case| case.document(name));
            let told = markdown(&made.document);
            for words in ["李强", "20 万", "需求老变", "老李", "发会后纪要", "寄样机"] {
                assert!(!told.contains(words), "{words} in\n{told}");
            }
            for check in &pack.checks {
                assert!(!told.contains(check.missed.get(lang)), "{} in\n{told}", check.missed.get(lang));
            }
            let left_out: Vec<&str> = made.left_out.iter().map(|left| left.text.as_str()).collect();
            let expect: &[&str] = if name == DocumentName::Recap {
                &["这都怪你们需求老变，我们只能跟着改"]
            } else {
                &[]
            };
            assert_eq!(left_out, expect);
            assert!(made.left_out.iter().all(|left| left.signals == ["shifts_blame"]), "{:?}", made.left_out);
        }
        let summary = markdown(&document(&sample, DocumentName::Summary, lang));
        assert!(summary.contains("李强"), "the team's own page has the private note");
    }
}

#[test]
fn a_recap_says_who_does_what_by_when_and_when_they_hear_next() {
    let recap = text(&document(&full(), DocumentName::Recap, Lang::Zh));
    for words in [
        "2026 年 6 月 9 日 周二 09:30，约 22 分钟",
        "海报都印好了",
        "按 B 走",
        "修好库存锁（周工，2026 年 6 月 20 日 周六）",
        "印好的海报谁出钱？（我，2026 年 6 月 11 日 周四 18:00）",
        "最晚 2026 年 6 月 11 日",
    ] {
        assert!(recap.contains(words), "no {words} in\n{recap}");
    }
    let report = text(&document(&full(), DocumentName::Report, Lang::En));
    for words in ["[x] 发压测报告 (我, Tue 9 June 2026)", "[ ] 修好库存锁 (周工, Sat 20 June 2026)", "压测提前四周跑"]
    {
        assert!(report.contains(words), "no {words} in\n{report}");
    }
}

/// Values that try to be markup.
const HOSTILE: [&str; 14] = [
    "*bold* _it_ **x** ~~s~~ `code`",
    "[link](http://x) ![image](http://y) [a][b] [c]: http://z",
    "<b>tag</b> <script>alert(1)</script> <!-- c --> <http://auto.link>",
    "# heading",
    "- item\n- item\n\n1. one\n2) two",
    "> quoted\n\n    code",
    "&lt; &amp; &#35; &copy;",
    "```\nfence\n```",
    "[x] done",
    "***",
    "| a | b |\n|---|---|\n| c | d |",
    "Title\n=====\n\nTitle\n---",
    "\\*escaped\\* \\",
    "中文 **粗** e\u{301} 👩‍👩‍👧 \u{202e}evil\u{202c} \u{1b}[31mred",
];

fn hostile(value: &str) -> Sample {
    let mut sample = full();
    for fact in ["client", "change", "cause", "proof", "impact", "options", "next"] {
        sample.talk.facts.insert(fact.to_owned(), value.to_owned());
    }
    for entry in &mut sample.talk.calls[0].log {
        if let forthright::coach::EntryKind::Note(text) = &mut entry.kind {
            *text = value.to_owned();
        }
    }
    for followup in &mut sample.talk.followups {
        followup.what = value.to_owned();
        followup.owner = value.to_owned();
    }
    sample
}

/// The markup that a CommonMark parser sees: what stands where, without the words.
fn markup(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Options, Parser};
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let shape = Parser::new_ext(markdown, options).filter_map(|event| match event {
        Event::Text(_) => None,
        Event::Start(tag) => Some(format!("{tag:?}").split(['(', '{', ' ']).next().unwrap().to_owned()),
        Event::End(_) => None,
        other => Some(format!("{other:?}")),
    });
    shape.collect()
}

#[test]
fn no_value_makes_markup_in_markdown() {
    for name in DocumentName::ALL {
        for lang in Lang::ALL {
            let plain = markup(&markdown(&document(&hostile("plain words"), *name, lang)));
            for value in HOSTILE {
                let told = markdown(&document(&hostile(value), *name, lang));
                assert_eq!(markup(&told), plain, "{value} in\n{told}");
            }
        }
    }
}

#[test]
fn markdown_reads_as_the_words_that_were_written() {
    use pulldown_cmark::{Event, Parser};
    for value in ["*x* [a](b) <i> 1. & &lt; \\ ]: `c`", "王总（星环）：38% 超时 ~ 3_4_5 $x$"] {
        let told = markdown(&document(&hostile(value), DocumentName::Recap, Lang::Zh));
        let read: String = Parser::new(&told)
            .filter_map(|event| match event {
                Event::Text(text) => Some(text.into_string()),
                _ => None,
            })
            .collect();
        assert!(read.contains(value), "{value} in\n{read}");
    }
}

#[test]
fn plain_text_keeps_to_its_width() {
    for name in DocumentName::ALL {
        for value in HOSTILE.iter().copied().chain(["长".repeat(600).as_str(), "x".repeat(1_500).as_str()]) {
            let told = text(&document(&hostile(value), *name, Lang::Zh));
            assert!(told.lines().all(|line| width(line) <= 80), "{told}");
            assert!(!told.contains('\u{1b}') && !told.contains('\u{202e}'));
            assert!(*name != DocumentName::Card || told.lines().count() <= 40, "{told}");
        }
    }
}

#[test]
fn a_calendar_is_read_by_another_parser() {
    let sample = full();
    for langs in [&[Lang::Zh][..], &[Lang::En], &Lang::ALL] {
        let actions = actions(&sample);
        let file = ics(&actions, langs);
        assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "folded, CRLF");
        let read: icalendar::Calendar = file.parse().unwrap();
        let events: Vec<_> = read
            .components
            .iter()
            .map(|component| match component {
                CalendarComponent::Event(event) => event,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(events.len(), 5);
        let by = |id: &str| *events.iter().find(|e| e.get_uid() == Some(&format!("{id}@forthright"))).unwrap();
        assert_eq!(by("f5").property_value("STATUS"), Some("CANCELLED"));
        assert_eq!(by("f2").property_value("SEQUENCE"), Some("1"), "a change counts");
        assert_eq!(by("f3").property_value("DTSTART"), Some("20260611T100000Z"), "18:00 in Shanghai");
        assert_eq!(by("f2").property_value("DTSTART"), Some("20260620"));
        let summary = by("f5").get_summary().unwrap();
        assert_eq!(summary, "=HYPERLINK(\"x\")；给王总寄样机, 别忘了\\发票", "escaped and back");
        assert!(by("f1").get_summary().unwrap().starts_with('✓'));
        assert_eq!(file.matches("BEGIN:VALARM").count(), 3, "an alarm for what is open");
    }
}

#[test]
fn the_same_follow_up_keeps_its_entry() {
    let mut sample = full();
    let uids = |sample: &Sample| -> Vec<String> {
        let file = ics(&actions(sample), &[Lang::Zh]);
        let mut uids: Vec<String> = file.lines().filter(|l| l.starts_with("UID:")).map(str::to_owned).collect();
        uids.sort();
        uids
    };
    let before = uids(&sample);
    for followup in &mut sample.talk.followups {
        followup.due.date = followup.due.date.tomorrow().unwrap();
        followup.state = FollowUpState::Dropped;
    }
    assert_eq!(uids(&sample), before);
}

#[test]
fn a_calendar_of_ten_thousand() {
    let mut sample = full();
    let one = sample.talk.followups[1].clone();
    sample.talk.followups = (0..10_000)
        .map(|n| forthright::coach::FollowUp {
            id: format!("f{n}"), what: format!("第 {n} 件，要做"), ..one.clone()
        })
        .collect();
    let actions = actions(&sample);
    let start = std::time::Instant::now();
    let file = ics(&actions, &Lang::ALL);
    let table = csv_of(&actions, &Lang::ALL, None);
    let took = start.elapsed();
    println!("10,000 entries as calendar and table: {took:?}, {} and {} bytes", file.len(), table.len());
    assert!(took.as_secs() < 10, "{took:?}");
    let read: icalendar::Calendar = file.parse().unwrap();
    assert_eq!(read.components.len(), 10_000);
    assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), 10_000);
    let list = markdown(&document(&sample, DocumentName::Followups, Lang::Zh));
    assert_eq!(list.matches("\n- [ ] ").count(), 10_000);
}

#[test]
fn a_table_is_read_back() {
    let actions = actions(&full());
    let table = csv_of(&actions, &[Lang::Zh], Some(SectionName::Worktile));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(headings, ["任务标题", "任务描述", "负责人", "开始时间", "截止时间", "优先级", "任务状态"]);
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(rows.len(), 5);
    let row = |what: &str| rows.iter().find(|row| row[0].contains(what)).unwrap();
    assert_eq!(&row("修好")[2..], ["周工", "2026-06-10", "2026-06-20", "较高", "未开始"]);
    assert_eq!(&row("样机")[4..], ["2026-06-12", "普通", "已取消"]);
    assert!(row("样机")[0].starts_with("'="), "no formula");
    assert!(row("海报")[1].starts_with("18:00\n"), "the time of day is told");
    for program in [None, Some(SectionName::Worktile), Some(SectionName::PingCode), Some(SectionName::Jira)] {
        for lang in Lang::ALL {
            for value in ["=1+1", "+1", "-1", "@x", "\t=x", " =x", "a\"b,c\nd"] {
                let table = csv_of(&self::actions(&hostile(value)), &[lang], program);
                let mut reader = csv::Reader::from_reader(table.as_bytes());
                assert_eq!(reader.headers().unwrap().len(), 7);
                for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
                {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
                }
            }
        }
    }
}

#[test]
fn an_empty_talk_names_what_is_missing() {
    for lang in Lang::ALL {
        for name in [DocumentName::Recap, DocumentName::Report, DocumentName::Survey] {
            let told = text(&document(&empty(), name, lang));
            let mark = if lang == Lang::Zh { "〔缺：" } else { "[missing: " };
            assert!(told.contains(mark), "{told}");
            assert!(!told.contains('{'), "{told}");
        }
    }
    assert!(listener().learned_from().is_some());
}
