//! `--redact`: who and what is hidden is hidden everywhere, under the same label, and nothing else is touched.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

#[path = "support/full_case.rs"]
mod full_case;
mod support;

use forthright::coach::EntryKind;
use forthright::export::{Document, Redactor, SecretKind, Secrets, html, json, markdown, text};
use forthright::pack::{DocumentName, Lang};
use full_case::{Sample, full};
use proptest::prelude::*;
use support::pack;

/// Every document of a talk, redacted, in every format as one text.
fn everything(sample: &Sample, lang: Lang) -> String {
    sample.with(lang, |case| {
        let redactor = Redactor::new(&Secrets::of(&case, None), case.pack, lang);
        let mut out = String::new();
        for name in DocumentName::ALL {
            let mut document: Document = case.document(*name).document;
            redactor.document(&mut document);
            let one = std::slice::from_ref(&document);
            out.push_str(&[markdown(&document), text(&document), html(one), json(one)].concat());
        }
        for mut action in case.actions() {
            redactor.action(&mut action);
            out.push_str(&format!("{} {}\n", action.what(lang), action.owner));
        }
        out
    })
}

/// A talk about people and words that hold their names.
fn about(client: &str, line: &str) -> Sample {
    let mut sample = full();
    sample.talk.facts.insert("client".to_owned(), client.to_owned());
    sample.talk.facts.insert("impact".to_owned(), line.to_owned());
    sample.talk.calls[0].log.push(full_case_note(line));
    for followup in &mut sample.talk.followups {
        followup.what = line.to_owned();
    }
    sample
}

fn full_case_note(line: &str) -> forthright::coach::Entry {
    forthright::coach::Entry {
        at: full_case::at("06-09T09:50"),
        stage: "solve".to_owned(),
        kind: EntryKind::Note(line.to_owned()),
    }
}

#[track_caller]
fn check(client: &str, line: &str, hidden: &[&str], kept: &[&str], labels: &[&str], lang: Lang) {
    let told = everything(&about(client, line), lang);
    for word in hidden {
        assert!(!told.contains(word), "{word} is still there\n{}", told.lines().find(|l| l.contains(word)).unwrap());
    }
    for word in kept.iter().chain(labels) {
        assert!(told.contains(word), "{word} is not there\n{told}");
    }
}

#[test]
fn chinese() {
    let line = "王总说国王酒店要付 38 万，李强拿行李来过；请远山科技有限公司报价，打 138 0013 8000";
    let hidden = ["王总", "星环", "38 万", "远山科技", "138 0013", "周工", "小吴", "20 万"];
    let kept = ["国王酒店", "行李", "6 月 15 日", "1,200 人", "38%"];
    check(
        "王总（星环物流）",
        line,
        &hidden,
        &kept,
        &["客户", "客户单位", "金额 1", "人员 1", "单位 1", "联系方式"],
        Lang::Zh,
    );
}

#[test]
fn english() {
    let line = "Ann and May met on 15 May about the annual fee of £88,000; May I say: Ms Lee of Northgate Ltd owes £188,000. \
                Write to ann@acme.com or ann.lee@acme.com, Annette said.";
    let hidden = ["Ann ", "Ann(", "Acme", "£88,000", "£188,000", "Northgate", "ann@acme", "ann.lee@", "Ms Lee"];
    let kept = ["annual fee", "15 May", "May I say", "Annette"];
    check("Ann Lee (Acme Tools)", line, &hidden, &kept, &["Client", "Amount 1", "Contact"], Lang::En);
}

#[test]
fn the_same_thing_has_the_same_label_in_every_document() {
    let sample = full();
    sample.with(Lang::Zh, |case| {
        let secrets = Secrets::of(&case, None);
        let again = Secrets::of(&case, None);
        assert_eq!(secrets.all().collect::<Vec<_>>(), again.all().collect::<Vec<_>>());
        let redactor = Redactor::new(&secrets, case.pack, Lang::Zh);
        let label = redactor.text("周工");
        assert!(label.starts_with("人员 "), "{label}");
        for name in [DocumentName::Recap, DocumentName::Report, DocumentName::Followups, DocumentName::Summary] {
            let mut document = case.document(name).document;
            redactor.document(&mut document);
            assert!(markdown(&document).contains(&label), "{} has no {label}", name.id());
        }
    });
}

#[test]
fn example_cases_show_no_name() {
    for scenario in &pack().scenarios {
        for (example, lang) in scenario.examples.iter().flat_map(|example| Lang::ALL.map(|lang| (example, lang))) {
            let mut sample = full();
            sample.talk = forthright::coach::Talk::example_of(scenario, example, lang, full_case::at("06-08T09:00"));
            sample.rehearsal = None;
            let told = everything(&sample, lang);
            let client = example.texts.iter().find(|(id, _)| id == "client").unwrap().1.get(lang);
            for name in client.split(['（', '(', '）', ')']).map(str::trim).filter(|name| !name.is_empty()) {
                assert!(!told.contains(name), "{name} in {}", scenario.id);
            }
        }
    }
    for (scenario, names) in [("cancel", ["陆雯", "Lena"]), ("failure", ["何岚", "Priya"]), ("refuse", ["孙悦", "Sue"])]
    {
        for (lang, name) in Lang::ALL.into_iter().zip(names) {
            let mut sample = full();
            let pack = pack();
            let scenario = pack.scenario(scenario).unwrap();
            sample.talk = forthright::coach::Talk::example(scenario, lang, full_case::at("06-08T09:00"));
            sample.rehearsal = None;
            let told = everything(&sample, lang);
            assert!(!told.contains(name), "{name}: {}", told.lines().find(|l| l.contains(name)).unwrap());
        }
    }
}

/// A redactor for names alone.
fn redactor(names: &[&str]) -> Redactor {
    let mut secrets = Secrets::default();
    for (n, name) in names.iter().enumerate() {
        secrets.add(name, SecretKind::Person(n + 1));
    }
    Redactor::new(&secrets, &pack(), Lang::En)
}

/// Names, each with words that hold it and are none of it.
const NAMES: [(&str, &[&str]); 7] = [
    ("Ann", &["annual", "Annette", "Joanna", "banner", "Ann2", "Anna"]),
    ("May", &["Maybe", "Mayor", "dismay", "Mayday"]),
    ("Li", &["List", "Lithium", "Berlin", "ALIEN"]),
    ("王", &["国王", "王冠", "女王蜂"]),
    ("李", &["行李", "李子树", "桃李"]),
    ("Ingrid Ås", &["Ingrid Åström", "XIngrid Ås"]),
    ("王小明", &["王小", "小明", "王大明"]),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Names go, words that hold them stay, and going over it again changes nothing.
    #[test]
    fn names_go_and_words_stay(
        pieces in prop::collection::vec((0usize..NAMES.len(), 0usize..6, any::<bool>(), 0usize..6), 1..12),
    ) {
        let redactor = redactor(&NAMES.map(|(name, _)| name));
        let (mut text, mut expect) = (String::new(), String::new());
        for (at, word, is_name, between) in pieces {
            let (name, words) = NAMES[at];
            let word = if is_name { name } else { words[word % words.len()] };
            let label = format!("Person {}", at + 1);
            let gap = [" , ", ". ", "：", "（", "\n", " — "][between];
            text.push_str(word);
            text.push_str(gap);
            expect.push_str(if is_name { &label } else { word });
            expect.push_str(gap);
        }
        let once = redactor.text(&text);
        prop_assert_eq!(&once, &expect);
        prop_assert_eq!(redactor.text(&once), once);
    }

    /// Whatever stands around a name, it goes; whatever a text holds, nothing breaks.
    #[test]
    fn nothing_breaks(before in "(\\PC|王|é|\u{301}|👩‍👩‍👧|@|[0-9]){0,12}", after in "(\\PC|总|\u{200d}|[.@,]){0,12}") {
        let redactor = redactor(&["王总", "Ann Lee", "£88,000", "38 万"]);
        for name in ["王总", "Ann Lee", "£88,000"] {
            let told = redactor.text(&format!("{before} {name} {after}"));
            let alone = !after.starts_with(|c: char| ('\u{300}'..='\u{36f}').contains(&c));
            prop_assert!(!alone || !told.contains(&format!(" {name} ")), "{}", told);
            let _ = redactor.text(&format!("{before}{name}{after}"));
        }
    }
}
