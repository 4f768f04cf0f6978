//! Any talk and any rehearsal come back as they were.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;

use super::super::Store;
use super::{draft, folder};
use crate::coach::{Attempt, Draft, Ending, GateAnswer, Mood, Place, Rehearsal, Said, Standing, Talk, Turn};
use crate::pack::{Both, GateState};
use crate::text::clean_text;

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,12}",
        "[\u{4e00}-\u{4e20}，。？]{0,6}",
        Just("e\u{301}".to_owned()),
        Just("👩‍👩‍👧".to_owned()),
        Just("\n".to_owned()),
        "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| clean_text(&pieces.concat()).into_owned())
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9-]{0,10}"
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (0_i64..4_000_000_000, 0_i32..1_000_000_000).prop_map(|(second, ns)| Timestamp::new(second, ns).unwrap())
}

fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        name().prop_map(|fact| Place::Form { fact }),
        Just(Place::Gate),
        (name(), any::<bool>()).prop_map(|(step, drill)| Place::Step { step, drill }),
        name().prop_map(|step| Place::Client { step }),
        Just(Place::Debrief),
        Just(Place::Card),
        name().prop_map(|list| Place::Checklist { list }),
    ]
}

fn any_talk() -> impl Strategy<Value = Talk> {
    let state = prop_oneof![Just(GateState::Have), Just(GateState::Missing), Just(GateState::NotNeeded)];
    let answer = (state, text()).prop_map(|(state, note)| GateAnswer { state, note });
    let maps = (
        prop::collection::btree_map(name(), text(), 0..5),
        prop::collection::btree_map(name(), any::<bool>(), 0..4),
        prop::collection::btree_map(name(), answer, 0..4),
        prop::collection::btree_set(name(), 0..4),
    );
    (name(), name(), any::<bool>(), maps, moment(), moment()).prop_map(
        |(id, scenario, example, (facts, flags, gate, ticks), created, changed)| Talk {
            id,
            scenario,
            example,
            facts,
            flags,
            gate,
            ticks,
            client: None,
            known: None,
            calls: Vec::new(),
            followups: Vec::new(),
            closed: None,
            created,
            changed,
        },
    )
}

fn any_rehearsal() -> impl Strategy<Value = Rehearsal> {
    let attempt = (name(), text(), prop::collection::vec(name(), 0..3), any::<Option<u32>>(), moment())
        .prop_map(|(step, text, ticked, aloud_seconds, at)| Attempt { step, text, ticked, aloud_seconds, at });
    let said =
        prop_oneof![text().prop_map(Said::You), (text(), text()).prop_map(|(zh, en)| Said::Client(Both { zh, en })),];
    let mood = prop_oneof![Just(Mood::Fresh), Just(Mood::Waiting), Just(Mood::Eased), Just(Mood::Gone)];
    let standing = (name(), 0_usize..5, any::<u32>(), mood, any::<u32>())
        .prop_map(|(reaction, made, patience, mood, answers)| Standing { reaction, made, patience, mood, answers });
    let ending = prop_oneof![Just(Ending::Eased), Just(Ending::LeftOpen), Just(Ending::Nothing)];
    let turn = (
        name(),
        prop::option::of(name()),
        prop::option::of(standing),
        prop::collection::vec(said, 0..3),
        prop::option::of(ending),
    )
        .prop_map(|(step, probe, standing, said, ending)| Turn { step, probe, standing, said, ending });
    let draft = text().prop_map(|text| Draft { cursor: text.chars().next().map_or(0, char::len_utf8), text });
    let drafts: BoxedStrategy<BTreeMap<String, Draft>> = prop::collection::btree_map(name(), draft, 0..3).boxed();
    let lists = (prop::collection::vec(attempt, 0..4), prop::collection::vec(turn, 0..3), drafts);
    (any::<u64>(), name(), name(), any_place(), lists, any::<bool>(), moment()).prop_map(
        |(seed, persona, level, place, (attempts, turns, drafts), finished, began)| Rehearsal {
            id: "r1".to_owned(),
            talk: String::new(),
            seed,
            persona,
            level,
            place,
            attempts,
            turns,
            drafts,
            finished,
            began,
        },
    )
}

#[test]
fn any_talk_and_rehearsal_come_back() {
    let (_folder, path) = folder();
    let store = std::cell::RefCell::new(Store::open(&path).unwrap());
    // Ordinary speed instead of one disk access a case.
    store.borrow().connection.pragma_update(None, "synchronous", "OFF").unwrap();
    let count = std::cell::Cell::new(0);
    proptest!(ProptestConfig::with_cases(200), |(talk in any_talk(), run in any_rehearsal(), line in text())| {
        count.set(count.get() + 1);
        let mut store = store.borrow_mut();
        let talk = Talk { id: format!("{}-{}", talk.id, count.get()), ..talk };
        let mut run = Rehearsal { id: format!("r{}", count.get()), talk: talk.id.clone(), ..run };
        store.save(&[&talk], &[&run]).unwrap();
        prop_assert_eq!(store.talk(&talk.id).unwrap(), Some((talk.clone(), Some(run.clone()))));
        let typed = draft(&run, &line);
        store.save_draft(&typed).unwrap();
        run.drafts.insert(run.place.draft_key(), Draft { text: typed.text, cursor: typed.cursor });
        prop_assert_eq!(store.talk(&talk.id).unwrap(), Some((talk, Some(run))));
    });
}
