//! Files of clients, follow-ups of several windows, search.

use jiff::civil::date;

use super::super::{HitIn, Store};
use super::{at, folder, rehearsal, sql, talk};
use crate::coach::{
    Call, Client, Due, Entry, EntryKind, FollowUp, FollowUpChange, FollowUpState, Origin, Part, Promise, Talk,
};

fn followup(talk: &Talk, id: &str) -> FollowUp {
    FollowUp {
        id: format!("{}-{id}", talk.id),
        talk: Some(talk.id.clone()),
        client: None,
        origin: Origin::Clock(id.to_owned()),
        what: "发纪要".to_owned(),
        owner: String::new(),
        start: None,
        due: Due { date: date(2026, 11, 24), time: None },
        every_days: None,
        state: FollowUpState::Open,
        history: Vec::new(),
        created: at(1),
    }
}

fn done(followup: &FollowUp) -> FollowUp {
    let change = FollowUpChange { at: at(9), state: followup.state, due: followup.due, why: String::new() };
    FollowUp { state: FollowUpState::Done, history: vec![change], ..followup.clone() }
}

fn call(kind: EntryKind) -> Call {
    Call {
        began: at(5),
        ended: Some(at(6)),
        stage: "inform".to_owned(),
        stage_began: at(5),
        said: Default::default(),
        log: vec![Entry { at: at(5), stage: "inform".to_owned(), kind }],
        answers: Default::default(),
    }
}

#[test]
fn a_second_talk_with_a_client_finds_the_file() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let (first, second, other) = (talk(1, "王总（星环物流）"), talk(2, "王总(星環物流) "), talk(3, "Acme"));
    let example = Talk { example: true, ..talk(4, "示例客户") };
    store.save(&[&first, &second, &other, &example], &[]).unwrap();
    assert_eq!(store.adopt(at(9)).unwrap(), 3);
    assert_eq!(store.adopt(at(9)).unwrap(), 0, "once is enough");
    let names: Vec<String> = store.clients().unwrap().into_iter().map(|client| client.name).collect();
    assert_eq!(
        names,
        ["Acme", "王总（星环物流）"],
        "width and traditional characters are the same; examples have none"
    );
    let client = store.find_clients("星环").unwrap().remove(0);
    let talks: Vec<String> = store.talks_of(&client.id).unwrap().into_iter().map(|t| t.talk.id).collect();
    assert_eq!(talks, [second.id, first.id.clone()]);
    // A window that read the talk before it had a client does not take the client away.
    store.save_talk(&first).unwrap();
    assert_eq!(store.talk(&first.id).unwrap().unwrap().0.client, Some(client.id));
}

#[test]
fn a_name_that_was_mistyped_in_the_only_talk_is_mended_in_a_bare_file() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut case = talk(1, "王");
    store.save_talk(&case).unwrap();
    store.adopt(at(2)).unwrap();
    case.set_fact("client", "王总");
    store.save_talk(&case).unwrap();
    store.adopt(at(3)).unwrap();
    let mut client = store.clients().unwrap().remove(0);
    assert_eq!((client.name.as_str(), store.clients().unwrap().len()), ("王总", 1));
    // What somebody wrote in keeps its name.
    client.set_field("manner", "blunt", at(4));
    store.save_client(&client).unwrap();
    case.set_fact("client", "李总");
    store.save_talk(&case).unwrap();
    store.adopt(at(5)).unwrap();
    assert_eq!(store.clients().unwrap()[0].name, "王总");
}

#[test]
fn who_is_renamed_is_found_by_both_names() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut client = Client::new("Acme", at(1));
    assert!(client.rename("Acme Holding", at(2)) && !client.rename("  ", at(2)));
    store.save_client(&client).unwrap();
    store.save_client(&Client::new("ACME", at(3))).unwrap();
    for (name, found) in [("acme", &client), ("Acme Holding", &client), (client.id.as_str(), &client)] {
        assert_eq!(&store.find_clients(name).unwrap()[0], found, "{name}");
    }
    store.save_talk(&talk(4, "acme")).unwrap();
    store.adopt(at(5)).unwrap();
    assert_eq!(store.talks_of(&client.id).unwrap().len(), 1);
    assert_eq!(store.find_clients(" ").unwrap(), []);
}

#[test]
fn what_was_done_in_one_window_does_not_come_back_from_another() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut case = talk(1, "Acme");
    case.followups = vec![followup(&case, "record")];
    store.save_talk(&case).unwrap();
    let stale = case.clone();
    case.followups[0] = done(&case.followups[0]);
    case.followups.push(followup(&case, "review"));
    case.calls = vec![call(EntryKind::Note("说好周四答复".to_owned()))];
    store.save_talk(&case).unwrap();
    store.save_talk(&stale).unwrap();
    let found = store.talk(&case.id).unwrap().unwrap().0;
    assert_eq!(found.followups, case.followups, "neither the tick nor the new one is lost");
    assert_eq!(found.calls, case.calls, "the call is not lost");
    let open: Vec<String> = store.followups(false).unwrap().into_iter().map(|f| f.id).collect();
    assert_eq!(open, [case.followups[1].id.clone()]);
    assert_eq!(store.followups(true).unwrap().len(), 2);
}

#[test]
fn rows_that_cannot_be_read_and_foreign_words() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut case = talk(1, "Acme");
    case.followups = vec![followup(&case, "record"), followup(&case, "review")];
    case.calls = vec![call(EntryKind::Note("a\u{1b}[31mb\u{202e}".to_owned()))];
    store.save_talk(&case).unwrap();
    store.save_client(&Client::new("Ring\u{1b}]0;x\u{7}star", at(1))).unwrap();
    drop(store);
    sql(
        &path,
        "UPDATE followup SET state = '{' WHERE id LIKE '%review'; INSERT INTO client VALUES ('x','x','null','')",
    );
    let mut store = Store::open(&path).unwrap();
    let found = store.talk(&case.id).unwrap().unwrap().0;
    assert_eq!((found.followups.len(), &found.calls[0].log[0].kind), (1, &EntryKind::Note("ab".to_owned())));
    assert_eq!(store.talks_and_losses(9).unwrap().1, 1);
    let names: Vec<String> = store.clients().unwrap().into_iter().map(|client| client.name).collect();
    assert_eq!(names, ["Ringstar"]);
    assert_eq!(store.search("ringstar", 9).unwrap().len(), 1);
}

#[test]
fn everything_is_found() {
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    let mut case = talk(1, "星河零售");
    case.set_fact("change", "上线从 6 月 15 日改到 7 月 6 日");
    let promise = Promise { what: "周四前给书面答复".to_owned(), who: "Kai".to_owned(), due: None, kept: None };
    case.calls = vec![call(EntryKind::Promise(promise))];
    case.followups = vec![FollowUp { what: "Send the 100% recap".to_owned(), ..followup(&case, "record") }];
    let mut client = Client::new("Ms Wang", at(2));
    client.set_field("manner", "likes figures first，先看数字", at(2));
    store.save(&[&case, &Talk { example: true, ..talk(7, "Kai of the example") }], &[&rehearsal(3, &case)]).unwrap();
    store.save_client(&client).unwrap();
    let mut check = |query: &str, expect: &[(&str, Option<Part>)]| {
        let hits = store.search(query, 9).unwrap();
        let found: Vec<(&str, Option<Part>)> = hits
            .iter()
            .map(|hit| {
                let of = match &hit.what {
                    HitIn::Talk(_) => "talk",
                    HitIn::Client(_) => "client",
                };
                (of, hit.part.clone())
            })
            .collect();
        assert_eq!(found, expect, "{query}");
    };
    check("星河", &[("talk", Some(Part::Fact("client".to_owned())))]);
    check("河", &[("talk", Some(Part::Fact("client".to_owned())))]);
    check("書面答復", &[("talk", Some(Part::Promise))]);
    check("KAI", &[("talk", Some(Part::Promise))]);
    check("100%", &[("talk", Some(Part::FollowUp))]);
    check("王工", &[("talk", Some(Part::Gate("date".to_owned())))]);
    check("7 月 星河", &[("talk", Some(Part::Fact("change".to_owned())))]);
    check("figures 数字", &[("client", Some(Part::Field("manner".to_owned())))]);
    check("wang", &[("client", Some(Part::Name))]);
    check("日子守不住", &[("talk", None)]);
    check("星河 nowhere", &[]);
    check("%", &[("talk", Some(Part::FollowUp))]);
    check("  ", &[]);
    // What changes is found as it is now.
    case.set_fact("change", "取消了");
    store.save_talk(&case).unwrap();
    assert_eq!(store.search("改到", 9).unwrap(), []);
    assert_eq!(store.search("取消", 9).unwrap()[0].text, "取消了");
}

/// Figures: `cargo test --release --lib store::tests::around::figures -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn figures() {
    use std::time::Instant;
    let (_folder, path) = folder();
    let mut store = Store::open(&path).unwrap();
    store.connection.pragma_update(None, "synchronous", "OFF").unwrap();
    let words = ["接口", "压测", "促销", "仓库", "退款", "验收", "报表", "权限", "迁移", "培训"];
    let text = |n: usize, length: usize| -> String {
        (0..length).map(|k| words[(n * 7 + k * 13 + k * k) % words.len()]).collect::<Vec<_>>().join("，")
    };
    let talks: Vec<Talk> = (0..10_000)
        .map(|n| {
            let mut case = talk(n as i64, &format!("客户{}号", n % 900));
            for (fact, length) in [("change", 8), ("cause", 12), ("impact", 14), ("options", 20), ("next", 12)] {
                case.set_fact(fact, &text(n, length));
            }
            case.calls = vec![call(EntryKind::Note(format!("第{n}次 {}", text(n + 1, 15))))];
            case.followups = vec![followup(&case, "record"), followup(&case, "review"), followup(&case, "survey")];
            case
        })
        .collect();
    for hundred in talks.chunks(100) {
        store.save(&hundred.iter().collect::<Vec<_>>(), &[]).unwrap();
    }
    let mut time = |what: &str, work: &mut dyn FnMut(&mut Store) -> usize| {
        let begin = Instant::now();
        let first = work(&mut store);
        let cold = begin.elapsed();
        let mut times: Vec<_> = (0..9)
            .map(|_| {
                let begin = Instant::now();
                work(&mut store);
                begin.elapsed()
            })
            .collect();
        times.sort();
        println!("{what:28} {first:6} found; first {cold:?}, then {:?}", times[4]);
    };
    time("adopt", &mut |store| store.adopt(at(99_999)).unwrap());
    time("search, first fills", &mut |store| store.search("促销", 50).unwrap().len());
    time("search, one hit at the end", &mut |store| store.search("第3次", 50).unwrap().len());
    time("search, nothing", &mut |store| store.search("没有这个词", 50).unwrap().len());
    time("search, two words", &mut |store| store.search("客户17号 退款", 50).unwrap().len());
    time("clients", &mut |store| store.clients().unwrap().len());
    time("talks of a client", &mut |store| {
        let client = store.find_clients("客户17号").unwrap().remove(0);
        store.talks_of(&client.id).unwrap().len()
    });
    time("open follow-ups", &mut |store| store.followups(false).unwrap().len());
    time("talks 200", &mut |store| store.talks(200).unwrap().len());
    time("find by name", &mut |store| usize::from(store.find_talk("客户17号").unwrap() != super::super::Found::None));
    println!("{} KB", std::fs::metadata(&path).unwrap().len() / 1024);
}
