//! What a user waits for. Figures are for comparing within one run; machines are noisy.
//!
//! `cargo bench` prints them. The start of the whole program is measured by `benches/start.sh`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

use std::sync::Arc;

use divan::{Bencher, black_box};
use forthright::coach::{Model, Msg, Start, Talk, Wishes, update, view};
use forthright::listen::Listener;
use forthright::pack::{Lang, Pack};
use forthright::text::{Edit, Motion};
use jiff::ZonedDateTime;

const SAID: &str = "王总，上线要从 6 月 15 日改到 7 月 6 日，晚三周。周二压测 1,200 并发时下单有 38 % 超时，\
    库存锁有缺陷，是我们评估不足。我知道您六月的促销都定了，这很为难。";

fn main() {
    divan::main();
}

fn pack() -> Arc<Pack> {
    Arc::new(forthright::embedded::pack())
}

fn now() -> ZonedDateTime {
    ZonedDateTime::now()
}

/// A step of the shipped pack with `chars` Chinese characters written.
fn at_step(chars: usize) -> Model {
    let pack = pack();
    let listener = Arc::new(Listener::new(&pack.signals));
    let scenario = pack.scenarios.iter().find(|s| s.order == 3).unwrap_or(&pack.scenarios[0]);
    let talk = Talk::example(scenario, Lang::Zh, now().timestamp());
    let start = Start::Rehearse(Box::new(talk), None);
    let (mut model, _) = Model::begin(pack.clone(), listener, Lang::Zh, Wishes::default(), start, &now());
    let text: String = SAID.chars().cycle().take(chars).collect();
    update(&mut model, Msg::Edit(Edit::Paste(text)), &now());
    model
}

/// Starting: the shipped pack out of its bytes.
#[divan::bench]
fn start_pack() -> Pack {
    forthright::embedded::pack()
}

/// Starting: the listener out of the pack.
#[divan::bench]
fn start_listener(bencher: Bencher) {
    let pack = pack();
    bencher.bench(|| Listener::new(black_box(&pack.signals)));
}

/// The whole listener on one utterance.
#[divan::bench(args = [1, 10])]
fn hear_utterance(bencher: Bencher, times: usize) {
    let pack = pack();
    let listener = Listener::new(&pack.signals);
    let text = SAID.repeat(times);
    bencher.counter(divan::counter::BytesCount::of_str(&text)).bench(|| listener.hear(black_box(&text), None));
}

/// The listener on a megabyte of one language: the utterances of the fold again and again.
#[divan::bench(args = ["zh", "en"], sample_count = 20)]
fn hear_megabyte(bencher: Bencher, lang: &str) {
    let pack = pack();
    let listener = Listener::new(&pack.signals);
    let text = said(lang).repeat(30);
    let text = &text[..text.floor_char_boundary(1_000_000)];
    bencher.counter(divan::counter::BytesCount::of_str(text)).bench(|| listener.hear(black_box(text), None));
}

/// The listener, warm, on a draft of 1,000 characters.
#[divan::bench(args = ["zh", "en"])]
fn hear_draft(bencher: Bencher, lang: &str) {
    let pack = pack();
    let listener = Listener::new(&pack.signals);
    let text: String = said(lang).chars().take(1000).collect();
    bencher.counter(divan::counter::BytesCount::of_str(&text)).bench(|| listener.hear(black_box(&text), None));
}

/// What the fold says in a language, one utterance after the other.
fn said(lang: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Utterance {
        lang: String,
        text: String,
    }
    let mut said = String::new();
    for file in std::fs::read_dir("tests/labelled/fold").unwrap() {
        for line in std::fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            let utterance: Utterance = serde_json::from_str(line).unwrap();
            if utterance.lang == lang {
                said += &utterance.text;
                said.push(if lang == "zh" { '\n' } else { ' ' });
            }
        }
    }
    said
}

/// A key at a step with all checks live: the machine takes it in and says what is to be seen.
#[divan::bench(args = [200, 2000])]
fn key_in_machine(bencher: Bencher, chars: usize) {
    let now = now();
    let mut model = at_step(chars);
    bencher.bench_local(|| {
        update(&mut model, Msg::Edit(Edit::Insert("好".to_owned())), &now);
        update(&mut model, Msg::Edit(Edit::Backspace), &now);
        black_box(view(&model).panes.len())
    });
}

/// A motion of the cursor: nothing is listened to again.
#[divan::bench]
fn motion_in_machine(bencher: Bencher) {
    let now = now();
    let mut model = at_step(2000);
    bencher.bench_local(|| {
        update(&mut model, Msg::Edit(Edit::Move(Motion::Left)), &now);
        update(&mut model, Msg::Edit(Edit::Move(Motion::Right)), &now);
        black_box(view(&model).panes.len())
    });
}

/// A store of 10,000 talks with some 900 characters each.
fn full_store(folder: &std::path::Path) -> forthright::store::Store {
    let pack = pack();
    let scenario = pack.scenario("failure").unwrap();
    let mut store = forthright::store::Store::open(&folder.join("forthright.db")).unwrap();
    let words = ["接口", "压测", "促销", "仓库", "退款", "验收", "报表", "权限", "迁移", "培训"];
    let text = |n: usize, length: usize| -> String {
        (0..length).map(|k| words[(n * 7 + k * 13 + k * k) % words.len()]).collect::<Vec<_>>().join("，")
    };
    let made = now().timestamp();
    let talks: Vec<Talk> = (0..10_000_usize)
        .map(|n| {
            let mut talk = Talk::new(scenario, made + jiff::SignedDuration::from_secs(n as i64));
            talk.set_fact("client", &format!("客户{}号", n % 900));
            for (fact, length) in [("change", 40), ("cause", 60), ("impact", 60), ("options", 80), ("next", 60)] {
                talk.set_fact(fact, &text(n, length));
            }
            talk
        })
        .collect();
    for part in talks.chunks(1_000) {
        store.save(&part.iter().collect::<Vec<_>>(), &[]).unwrap();
    }
    store.search("促销", 1).unwrap();
    store
}

/// A search as one types, over 10,000 talks: a word of everyone, a name of one in nine hundred, and nothing.
#[divan::bench(args = ["促销", "客户17号", "没有这个词"])]
fn search_10_000_talks(bencher: Bencher, query: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = full_store(folder.path());
    bencher.bench_local(|| store.search(black_box(query), 50).unwrap());
}
