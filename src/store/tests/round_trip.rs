//! Any talk and any rehearsal come back as they were.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use proptest::prelude::*;

use super::super::Store;
use super::{draft, folder};
use crate::coach::{
    Attempt, Call, Client, Draft, Due, Ending, Entry, EntryKind, FollowUp, FollowUpChange, FollowUpState, GateAnswer,
    Mood, Origin, Place, Promise, Question, Rehearsal, Said, Standing, Survey, Talk, Turn,
};
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

fn any_date() -> impl Strategy<Value = Date> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn any_due() -> impl Strategy<Value = Due> {
    let time = (0_i8..24, 0_i8..60).prop_map(|(hour, minute)| Time::constant(hour, minute, 0, 0));
    (any_date(), prop::option::of(time)).prop_map(|(date, time)| Due { date, time })
}

fn any_call() -> impl Strategy<Value = Call> {
    let promise = (text(), text(), prop::option::of(any_date()), prop::option::of(moment()))
        .prop_map(|(what, who, due, kept)| EntryKind::Promise(Promise { what, who, due, kept }));
    let question =
        (text(), prop::option::of(text())).prop_map(|(text, answer)| EntryKind::Question(Question { text, answer }));
    let kind = prop_oneof![
        text().prop_map(EntryKind::Note),
        text().prop_map(EntryKind::Private),
        text().prop_map(EntryKind::Agreed),
        name().prop_map(EntryKind::Reaction),
        promise,
        question,
    ];
    let entry = (moment(), name(), kind).prop_map(|(at, stage, kind)| Entry { at, stage, kind });
    (
        (moment(), prop::option::of(moment()), name(), moment()),
        prop::collection::btree_set("[a-z]{1,4}/[0-9]", 0..3),
        prop::collection::vec(entry, 0..5),
        prop::collection::btree_map(name(), text(), 0..3),
    )
        .prop_map(|((began, ended, stage, stage_began), said, log, answers)| Call {
            began,
            ended,
            stage,
            stage_began,
            said,
            log,
            answers,
        })
}

fn any_followup() -> impl Strategy<Value = FollowUp> {
    let origin =
        prop_oneof![name().prop_map(Origin::Clock), Just(Origin::Promise), Just(Origin::Question), Just(Origin::User)];
    let state =
        || prop_oneof![Just(FollowUpState::Open), Just(FollowUpState::Done), Just(FollowUpState::Dropped)].boxed();
    let change =
        (moment(), state(), any_due(), text()).prop_map(|(at, state, due, why)| FollowUpChange { at, state, due, why });
    (
        (origin, text(), text(), prop::option::of(any_date()), any_due()),
        (any::<Option<u32>>(), state(), prop::collection::vec(change, 0..3), moment()),
    )
        .prop_map(|((origin, what, owner, start, due), (every_days, state, history, created))| FollowUp {
            id: String::new(),
            talk: None,
            client: None,
            origin,
            what,
            owner,
            start,
            due,
            every_days,
            state,
            history,
            created,
        })
}

fn any_client() -> impl Strategy<Value = Client> {
    let score = prop::option::of(1_u8..=5);
    let survey = (moment(), prop::option::of(name()), prop::collection::vec(score, 0..4), text())
        .prop_map(|(at, talk, scores, note)| Survey { at, talk, scores, note });
    (
        (name(), "[\u{4e00}-\u{4e20}A-Za-z]{1,6}", prop::collection::btree_set("[A-Z\u{4e00}-\u{4e20}]{1,4}", 0..3)),
        prop::collection::btree_map(name(), text(), 0..4),
        prop::collection::btree_set(name(), 0..3),
        prop::collection::vec(survey, 0..3),
        moment(),
        moment(),
    )
        .prop_map(|((id, name, also), fields, ticks, surveys, created, changed)| Client {
            id,
            name,
            also,
            fields,
            ticks,
            surveys,
            created,
            changed,
        })
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
    let around = (
        prop::option::of(name()),
        prop::option::of(moment()),
        prop::collection::btree_map(moment(), any_call(), 0..3),
        prop::collection::btree_map(name(), any_followup(), 0..3),
        prop::option::of(moment()),
    );
    (name(), name(), any::<bool>(), maps, around, moment(), moment()).prop_map(
        |(
            id,
            scenario,
            example,
            (facts, flags, gate, ticks),
            (client, known, calls, followups, closed),
            created,
            changed,
        )| Talk {
            calls: calls.into_iter().map(|(began, call)| Call { began, ..call }).collect(),
            followups: followups
                .into_iter()
                .map(|(followup, rest)| FollowUp {
                    id: followup,
                    talk: Some(id.clone()),
                    client: client.clone(),
                    ..rest
                })
                .collect(),
            client,
            known,
            closed,
            id,
            scenario,
            example,
            facts,
            flags,
            gate,
            ticks,
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
            wished: vec!["angry".to_owned()],
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
        let mut talk = Talk { id: format!("{}-{}", talk.id, count.get()), ..talk };
        for followup in &mut talk.followups {
            followup.id = format!("{}-{}", talk.id, followup.id);
            followup.talk = Some(talk.id.clone());
        }
        let mut run = Rehearsal { id: format!("r{}", count.get()), talk: talk.id.clone(), ..run };
        store.save(&[&talk], &[&run]).unwrap();
        prop_assert_eq!(store.talk(&talk.id).unwrap(), Some((talk.clone(), Some(run.clone()))));
        let typed = draft(&run, &line);
        store.save_draft(&typed).unwrap();
        run.drafts.insert(run.place.draft_key(), Draft { text: typed.text, cursor: typed.cursor });
        prop_assert_eq!(store.talk(&talk.id).unwrap(), Some((talk, Some(run))));
    });
}

#[test]
fn any_client_comes_back() {
    let (_folder, path) = folder();
    let store = std::cell::RefCell::new(Store::open(&path).unwrap());
    store.borrow().connection.pragma_update(None, "synchronous", "OFF").unwrap();
    let count = std::cell::Cell::new(0);
    proptest!(ProptestConfig::with_cases(200), |(client in any_client(), followup in any_followup())| {
        count.set(count.get() + 1);
        let mut store = store.borrow_mut();
        let client = Client { id: format!("c{}", count.get()), ..client };
        store.save_client(&client).unwrap();
        prop_assert_eq!(store.client(&client.id).unwrap(), Some(client.clone()));
        prop_assert_eq!(store.find_clients(&client.id).unwrap(), vec![client.clone()]);
        let followup = FollowUp { id: format!("f{}", count.get()), client: Some(client.id), ..followup };
        store.save_followup(&followup).unwrap();
        prop_assert!(store.followups(true).unwrap().contains(&followup));
    });
}
