//! The field of the form that asks since when the news is known.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

mod support;

use forthright::coach::{Block, Command, Effect, Model, Msg, Start, Talk, Wishes, update, view};
use forthright::pack::Lang;
use forthright::text::Edit;
use support::{act, begin, now, pack, write};

/// The form of a new failure at its last field.
fn at_known() -> Model {
    let pack = pack();
    let talk = Talk::new(pack.scenario("failure").unwrap(), now().timestamp());
    let mut model = begin(Lang::En, Wishes::default(), Start::New(Box::new(talk))).0;
    act(&mut model, Command::PageDown);
    model
}

fn known(model: &Model) -> Option<String> {
    let known = model.talk().unwrap().known?;
    Some(known.to_zoned_datetime(now().time_zone().clone()).datetime().to_string())
}

fn label(model: &Model) -> Option<(String, String)> {
    view(model).panes.iter().flat_map(|pane| &pane.blocks).find_map(|block| match block {
        Block::Editor(editor) => Some((editor.label.clone(), editor.buffer.text().to_owned())),
        _ => None,
    })
}

#[test]
fn it_is_read_as_people_write_it() {
    let check = |text: &str, expect: Option<&str>| {
        let mut model = at_known();
        assert_eq!(label(&model).unwrap().0, "Known since");
        write(&mut model, text);
        let effects = act(&mut model, Command::Up);
        assert_eq!(known(&model).as_deref(), expect, "{text}");
        assert_eq!(view(&model).notice.is_some(), expect.is_none() && !text.is_empty(), "{text}: told what is wrong");
        // Nobody is held up, and what could not be read still stands there.
        act(&mut model, Command::Down);
        let stands = label(&model).unwrap().1;
        assert_eq!(stands.is_empty(), text.is_empty(), "{text}");
        if expect.is_none() {
            assert_eq!(stands, text);
        }
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Quit)));
    };
    check("", None);
    check("16:10", Some("2026-06-09T16:10:00"));
    check("昨天 16:10", Some("2026-06-08T16:10:00"));
    check("yesterday 16:10", Some("2026-06-08T16:10:00"));
    check("2026-06-05", Some("2026-06-05T09:00:00"));
    check("soon 👩‍👩‍👧", None);
    check("tomorrow", None);
}

#[test]
fn it_is_changed_and_taken_back() {
    let mut model = at_known();
    write(&mut model, "16:10");
    act(&mut model, Command::Up);
    act(&mut model, Command::Down);
    assert_eq!(label(&model).unwrap().1, "2026-06-09 16:10", "as it will be read again");
    update(&mut model, Msg::Edit(Edit::SelectAll), &now());
    write(&mut model, "15:00");
    act(&mut model, Command::Language);
    assert_eq!(label(&model).unwrap(), ("什么时候知道的".to_owned(), "15:00".to_owned()));
    act(&mut model, Command::Up);
    assert_eq!(known(&model).as_deref(), Some("2026-06-09T15:00:00"));
    act(&mut model, Command::Down);
    update(&mut model, Msg::Edit(Edit::SelectAll), &now());
    update(&mut model, Msg::Edit(Edit::Delete), &now());
    act(&mut model, Command::Skip);
    assert_eq!(known(&model), None);
}

#[test]
fn a_scenario_without_such_a_clock_does_not_ask() {
    let pack = pack();
    let talk = Talk::new(pack.scenario("refuse").unwrap(), now().timestamp());
    let mut model = begin(Lang::En, Wishes::default(), Start::New(Box::new(talk))).0;
    act(&mut model, Command::PageDown);
    assert_ne!(label(&model).map(|(label, _)| label).as_deref(), Some("Known since"));
}
