//! The machine by properties: whatever happens, in whatever order.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

mod support;

use forthright::coach::{Command, Effect, Model, Msg, Place, Start, Wishes, World, update, view};
use forthright::pack::Lang;
use forthright::text::{Edit, Motion};
use proptest::prelude::*;
use support::{begin, now, pack};

const COMMANDS: [Command; 22] = [
    Command::Say,
    Command::Skip,
    Command::Choose,
    Command::Toggle,
    Command::Up,
    Command::Down,
    Command::Left,
    Command::Right,
    Command::PageUp,
    Command::PageDown,
    Command::Back,
    Command::Advice,
    Command::Models,
    Command::Aloud,
    Command::Wait,
    Command::Coach,
    Command::Language,
    Command::Pane,
    Command::Copy,
    Command::Write,
    Command::Help,
    Command::Retry,
];

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("王总，上线要从 6 月 15 日改到 7 月 6 日，晚三周。".to_owned()),
        Just("I know June matters to you. Which of the two would you rather have?".to_owned()),
        Just("这不是我们的问题，是你们需求变了。".to_owned()),
        Just("抱歉，是我们没有早点说。周五 17:00 前给您书面答复，王工负责。".to_owned()),
        Just("我们退还您 3 万元。\u{1b}[31m".to_owned()),
        "\\PC{0,40}",
        any::<String>(),
    ]
}

fn message() -> impl Strategy<Value = Msg> {
    prop_oneof![
        6 => prop::sample::select(COMMANDS.to_vec()).prop_map(Msg::Do),
        // Going on must be likely, or no sequence leaves the first screens.
        3 => Just(Msg::Do(Command::Skip)),
        2 => Just(Msg::Do(Command::Say)),
        4 => line().prop_map(|text| Msg::Edit(Edit::Paste(text))),
        1 => Just(Msg::Edit(Edit::Undo)),
        1 => Just(Msg::Edit(Edit::Move(Motion::WordLeft))),
        1 => Just(Msg::Edit(Edit::SelectAll)),
        1 => Just(Msg::Edit(Edit::Backspace)),
        2 => (0usize..30).prop_map(Msg::Point),
        1 => Just(Msg::World(World::SaveFailed("no room".to_owned()))),
        1 => Just(Msg::World(World::Saved)),
        1 => Just(Msg::World(World::Second)),
    ]
}

fn at_home() -> Model {
    begin(Lang::Zh, Wishes { seed: Some(7), ..Wishes::default() }, Start::Home).0
}

/// Everything that a person would see, in words.
fn seen(model: &Model) -> String {
    format!("{:?}", view(model))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_panics_and_back_and_quit_are_taken_in_every_state(
        messages in prop::collection::vec(message(), 1..70)
    ) {
        let mut model = at_home();
        for message in messages {
            update(&mut model, message, &now());
            let shown = view(&model);
            prop_assert!(!shown.panes.is_empty());
            prop_assert!(shown.commands.iter().any(|hint| hint.command == Command::Quit)
                || shown.overlay.is_some());
        }
        prop_assert!(update(&mut model, Msg::Do(Command::Quit), &now()).contains(&Effect::Quit));
        // Back leads home from anywhere in a bounded number of steps, and leaves there.
        let mut left = false;
        for _ in 0..40 {
            left |= update(&mut model, Msg::Do(Command::Back), &now()).contains(&Effect::Quit);
        }
        prop_assert!(left);
    }

    #[test]
    fn the_same_messages_give_the_same_end(messages in prop::collection::vec(message(), 1..60)) {
        let mut one = at_home();
        let mut two = at_home();
        for message in messages {
            let first = update(&mut one, message.clone(), &now());
            let second = update(&mut two, message, &now());
            prop_assert_eq!(first, second);
        }
        prop_assert_eq!(seen(&one), seen(&two));
        prop_assert_eq!(one.rehearsal(), two.rehearsal());
    }

    #[test]
    fn back_then_forward_keeps_any_text(text in "\\PC{1,60}", scenario in 0usize..4) {
        let id = pack().scenarios[scenario].id.clone();
        let mut model = support::rehearse(&id, Lang::En, "easy", 5);
        support::write(&mut model, &text);
        let before = model.draft().unwrap();
        support::act(&mut model, Command::Back);
        support::act(&mut model, Command::Skip);
        prop_assert_eq!(model.draft().unwrap(), before);
    }

    #[test]
    fn what_is_committed_leads_back_to_the_same_place(messages in prop::collection::vec(message(), 1..60)) {
        let mut model = at_home();
        for message in messages {
            update(&mut model, message, &now());
        }
        let saved = model.everything();
        let rehearsal = saved.iter().find_map(|e| match e { Effect::SaveRehearsal(r) => Some(r.clone()), _ => None });
        let talk = saved.iter().find_map(|e| match e { Effect::SaveTalk(t) => Some(t.clone()), _ => None });
        if let (Some(rehearsal), Some(talk)) = (rehearsal, talk) {
            let json = serde_json::to_string(&rehearsal).unwrap();
            let back: forthright::coach::Rehearsal = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(&back, rehearsal.as_ref());
            let place = back.place.clone();
            let draft = model.draft();
            let mut again = at_home();
            let summary = forthright::coach::TalkSummary { talk: (*talk).clone(), place: Some(place.clone()), finished: false };
            update(&mut again, Msg::World(World::Talks(vec![summary])), &now());
            update(&mut again, Msg::Do(Command::Choose), &now());
            update(&mut again, Msg::World(World::Opened(talk, Some(Box::new(back)))), &now());
            prop_assert_eq!(&again.rehearsal().unwrap().place, &place);
            if !matches!(place, Place::Gate) {
                prop_assert_eq!(again.draft().map(|d| d.text), draft.map(|d| d.text));
            }
        }
    }
}
