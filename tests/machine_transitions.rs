//! The machine by its transition table: from a screen, a command leads to a screen.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

mod support;

use forthright::coach::{Command, Effect, Model, Msg, Place, ScreenName, Start, Wishes, World, update, view};
use forthright::pack::{GateState, Lang};
use forthright::text::Edit;
use support::{act, begin, now, pack, rehearse, write};

fn at(model: &Model) -> ScreenName {
    view(model).name
}

fn home() -> Model {
    begin(Lang::Zh, Wishes::default(), Start::Home).0
}

fn form() -> Model {
    let mut model = home();
    act(&mut model, Command::Choose);
    model
}

fn gate() -> Model {
    let mut model = form();
    act(&mut model, Command::Skip);
    model
}

fn step() -> Model {
    let mut model = gate();
    act(&mut model, Command::Skip);
    model
}

fn client() -> Model {
    let mut model = step();
    write(&mut model, "王总，上线要从 6 月 15 日改到 7 月 6 日。");
    act(&mut model, Command::Say);
    model
}

fn debrief() -> Model {
    let mut model = step();
    for _ in 0..40 {
        if at(&model) == ScreenName::Debrief {
            break;
        }
        act(&mut model, Command::Skip);
    }
    model
}

fn card() -> Model {
    let mut model = debrief();
    act(&mut model, Command::Skip);
    model
}

fn checklist() -> Model {
    let mut model = gate();
    act(&mut model, Command::PageDown);
    for _ in 0..6 {
        act(&mut model, Command::Down);
    }
    act(&mut model, Command::Choose);
    model
}

fn library() -> Model {
    let mut model = home();
    // The shelves stand last: cases, then habit cards.
    act(&mut model, Command::PageDown);
    act(&mut model, Command::Up);
    act(&mut model, Command::Choose);
    model
}

/// The screens, each with a way to it.
const SCREENS: [(ScreenName, fn() -> Model); 9] = [
    (ScreenName::Home, home),
    (ScreenName::Library, library),
    (ScreenName::Form, form),
    (ScreenName::Gate, gate),
    (ScreenName::Step, step),
    (ScreenName::Client, client),
    (ScreenName::Debrief, debrief),
    (ScreenName::Card, card),
    (ScreenName::Checklist, checklist),
];

#[test]
fn every_screen_is_reached() {
    for (name, reach) in SCREENS {
        assert_eq!(at(&reach()), name);
    }
}

#[test]
fn commands_lead_where_the_table_says() {
    use ScreenName::{Card, Checklist, Client, Debrief, Form, Gate, Home, Library, Step};
    let table = [
        (Home, Command::Choose, Form),
        (Home, Command::Say, Home),
        (Library, Command::Choose, Library),
        (Library, Command::Back, Home),
        (Form, Command::Choose, Form),
        (Form, Command::Skip, Gate),
        (Form, Command::Back, Home),
        (Gate, Command::Back, Form),
        (Gate, Command::Skip, Step),
        (Gate, Command::Toggle, Gate),
        (Step, Command::Say, Step),
        (Step, Command::Skip, Step),
        (Step, Command::Back, Gate),
        (Step, Command::Models, Step),
        (Step, Command::Aloud, Step),
        (Client, Command::Say, Client),
        (Client, Command::Wait, Client),
        (Client, Command::Skip, Step),
        (Client, Command::Back, Step),
        (Debrief, Command::Choose, Step),
        (Debrief, Command::Skip, Card),
        (Debrief, Command::Back, Home),
        (Card, Command::Back, Debrief),
        (Card, Command::Choose, Home),
        (Card, Command::Copy, Card),
        (Checklist, Command::Toggle, Checklist),
        (Checklist, Command::Back, Gate),
    ];
    for (from, command, to) in table {
        let reach = SCREENS.iter().find(|(name, _)| *name == from).unwrap().1;
        let mut model = reach();
        act(&mut model, command);
        assert_eq!(at(&model), to, "{from:?} + {command:?}");
    }
}

#[test]
fn every_page_of_the_library_can_be_read_in_both_languages() {
    for (up, count) in [(1, pack().cases.len()), (0, pack().habits.len())] {
        let mut model = home();
        act(&mut model, Command::PageDown);
        for _ in 0..up {
            act(&mut model, Command::Up);
        }
        act(&mut model, Command::Choose);
        act(&mut model, Command::Choose);
        let mut titles = std::collections::BTreeSet::new();
        for _ in 0..count {
            for _ in 0..2 {
                let title = view(&model).heading().unwrap().to_owned();
                assert!(titles.insert(title.clone()), "{title} twice");
                act(&mut model, Command::Language);
            }
            act(&mut model, Command::Right);
        }
        assert_eq!(titles.len(), 2 * count);
        act(&mut model, Command::Back);
        assert_eq!(at(&model), ScreenName::Library);
        act(&mut model, Command::Back);
        assert_eq!(at(&model), ScreenName::Home);
    }
}

#[test]
fn quit_and_language_are_taken_everywhere() {
    for (name, reach) in SCREENS {
        let mut model = reach();
        assert!(act(&mut model, Command::Quit).contains(&Effect::Quit), "{name:?}");
        let before = (model.talk().cloned(), model.rehearsal().map(|r| r.place.clone()));
        act(&mut model, Command::Language);
        assert_eq!(model.lang(), Lang::En, "{name:?}");
        assert_eq!(at(&model), name);
        act(&mut model, Command::Language);
        assert_eq!((model.talk().cloned(), model.rehearsal().map(|r| r.place.clone())), before, "{name:?}");
        act(&mut model, Command::Help);
        assert!(view(&model).overlay.is_some(), "{name:?}");
        assert!(act(&mut model, Command::Quit).contains(&Effect::Quit), "{name:?} under help");
        act(&mut model, Command::Back);
        assert!(view(&model).overlay.is_none() && at(&model) == name, "{name:?}: Back closes help first");
    }
}

#[test]
fn back_then_forward_keeps_the_text() {
    let mut model = step();
    write(&mut model, "写到一半");
    update(&mut model, Msg::Edit(Edit::Move(forthright::text::Motion::Left)), &now());
    act(&mut model, Command::Back);
    assert_eq!(at(&model), ScreenName::Gate);
    act(&mut model, Command::Skip);
    let draft = model.draft().unwrap();
    assert_eq!((draft.text.as_str(), draft.cursor), ("写到一半", "写到一".len()));
}

#[test]
fn a_line_that_was_said_stands_there_again() {
    let mut model = client();
    act(&mut model, Command::Back);
    assert_eq!(model.draft().unwrap().text, "王总，上线要从 6 月 15 日改到 7 月 6 日。");
    assert_eq!(model.rehearsal().unwrap().attempts.len(), 1);
}

#[test]
fn what_was_typed_survives_every_way_out() {
    let mut model = step();
    write(&mut model, "还没说完的话");
    let saved = act(&mut model, Command::Quit);
    let rehearsal = saved.iter().find_map(|effect| match effect {
        Effect::SaveRehearsal(rehearsal) => Some(rehearsal),
        _ => None,
    });
    let rehearsal = rehearsal.unwrap();
    assert_eq!(rehearsal.text_for(&rehearsal.place).text, "还没说完的话");
    // The next start finds the same place with the text in it.
    let talk = model.talk().unwrap().clone();
    let (mut again, _) = begin(Lang::Zh, Wishes::default(), Start::Home);
    let talks = vec![forthright::coach::TalkSummary {
        talk: talk.clone(),
        place: Some(rehearsal.place.clone()),
        finished: false,
    }];
    update(&mut again, Msg::World(World::Talks(talks)), &now());
    assert_eq!(act(&mut again, Command::Choose), vec![Effect::OpenTalk(talk.id.clone())]);
    update(&mut again, Msg::World(World::Opened(Box::new(talk), Some(rehearsal.clone()))), &now());
    assert_eq!(at(&again), ScreenName::Step);
    assert_eq!(again.draft().unwrap().text, "还没说完的话");
}

#[test]
fn a_failed_save_keeps_the_text_and_can_be_tried_again() {
    let mut model = step();
    write(&mut model, "重要的话");
    update(&mut model, Msg::World(World::SaveFailed("disk full".to_owned())), &now());
    assert!(view(&model).overlay.is_some());
    let effects = act(&mut model, Command::Retry);
    assert!(effects.iter().any(|e| matches!(e, Effect::SaveRehearsal(r) if r.text_for(&r.place).text == "重要的话")));
    update(&mut model, Msg::World(World::SaveFailed("disk full".to_owned())), &now());
    let copied = act(&mut model, Command::Copy);
    assert!(format!("{copied:?}").contains("重要的话"));
    act(&mut model, Command::Unsaved);
    assert!(view(&model).overlay.is_none());
    assert_eq!(model.draft().unwrap().text, "重要的话");
}

#[test]
fn every_step_and_tick_is_committed_at_once() {
    let saves =
        |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::SaveRehearsal(_) | Effect::SaveTalk(_)));
    let mut model = form();
    assert!(saves(&write(&mut model, "王")), "the first letter puts the talk into the store");
    assert_eq!(write(&mut model, "总"), vec![Effect::SaveDraftSoon]);
    assert!(saves(&act(&mut model, Command::Choose)), "a fact");
    act(&mut model, Command::Skip);
    assert!(saves(&act(&mut model, Command::Toggle)), "a gate item");
    act(&mut model, Command::Skip);
    write(&mut model, "要晚三周。");
    assert!(saves(&act(&mut model, Command::Say)), "a line");
    assert!(saves(&act(&mut checklist(), Command::Toggle)), "a tick");
}

#[test]
fn an_empty_form_leaves_no_talk_behind() {
    let mut model = form();
    let effects = act(&mut model, Command::Back);
    assert!(!effects.iter().any(|e| matches!(e, Effect::SaveTalk(_))), "{effects:?}");
}

#[test]
fn the_example_is_taken_only_into_an_empty_form() {
    let mut model = form();
    act(&mut model, Command::Models);
    assert!(model.talk().unwrap().example && !model.talk().unwrap().facts.is_empty());
    let mut own = form();
    write(&mut own, "我的客户");
    act(&mut own, Command::Models);
    assert!(!own.talk().unwrap().example && own.talk().unwrap().facts.is_empty());
}

#[test]
fn refusing_without_an_assessment_opens_the_buffer_path() {
    let refuse = pack().scenario("refuse").unwrap().clone();
    let opens = refuse.gate.iter().find(|item| item.opens.is_some()).unwrap();
    let path = opens.opens.clone().unwrap();
    let stages = |model: &Model| view(model).rail.iter().map(|stop| stop.label.clone()).collect::<Vec<_>>();
    let mut model = rehearse("refuse", Lang::Zh, "normal", 1);
    let main = stages(&model);
    act(&mut model, Command::Back);
    let index = refuse.gate.iter().position(|item| item.id == opens.id).unwrap();
    update(&mut model, Msg::Point(index), &now());
    while model.talk().unwrap().gate_state(&opens.id) != Some(GateState::Missing) {
        act(&mut model, Command::Right);
    }
    let buffered = stages(&model);
    assert_ne!(main, buffered);
    let expected = refuse.paths.iter().find(|p| p.id == path).unwrap();
    assert_eq!(buffered.len(), expected.stages.len() + 1);
}

#[test]
fn money_offered_without_approval_warns_in_the_stage_and_on_the_card() {
    let mut model = rehearse("failure", Lang::Zh, "easy", 1);
    assert_eq!(model.talk().unwrap().gate_state("approval"), Some(GateState::Missing));
    let pack = pack();
    let warning = pack.check("unapproved-offer").unwrap().missed.zh.clone();
    for _ in 0..60 {
        let place = model.rehearsal().unwrap().place.clone();
        match place {
            Place::Step { step, .. } => {
                let (_, step) = pack.scenario("failure").unwrap().step(&step).unwrap();
                if step.checks.iter().any(|c| pack[*c].id == "unapproved-offer") {
                    write(&mut model, "这次的损失我们赔偿，退还您 5 万元。");
                    let shown = format!("{:?}", view(&model).panes);
                    assert!(shown.contains(&warning), "{shown}");
                    act(&mut model, Command::Say);
                } else {
                    act(&mut model, Command::Skip);
                }
            }
            Place::Client { .. } => {
                act(&mut model, Command::Skip);
            }
            _ => break,
        }
    }
    act(&mut model, Command::Skip);
    assert_eq!(at(&model), ScreenName::Card);
    assert!(format!("{:?}", view(&model).panes).contains(&warning));
}

#[test]
fn aloud_a_clock_runs_then_ticks_count() {
    let mut model = rehearse("delay", Lang::En, "easy", 1);
    assert_eq!(act(&mut model, Command::Aloud), vec![Effect::Seconds(true)]);
    let later = now().checked_add(jiff::Span::new().seconds(18)).unwrap();
    update(&mut model, Msg::World(World::Second), &later);
    assert!(format!("{:?}", view(&model).panes).contains("00:18"));
    assert!(update(&mut model, Msg::Do(Command::Aloud), &later).contains(&Effect::Seconds(false)));
    act(&mut model, Command::Toggle);
    let effects = act(&mut model, Command::Say);
    assert!(effects.iter().any(|e| matches!(e, Effect::SaveRehearsal(_))));
    let attempt = model.rehearsal().unwrap().attempts[0].clone();
    assert_eq!((attempt.aloud_seconds, attempt.ticked.len()), (Some(18), 1));
}

#[test]
fn a_drill_comes_back_to_the_debrief_and_shows_what_it_brought() {
    let mut model = rehearse("delay", Lang::Zh, "easy", 3);
    write(&mut model, "由于一些客观原因，项目可能要稍微延后。");
    act(&mut model, Command::Say);
    for _ in 0..60 {
        if at(&model) == ScreenName::Debrief {
            break;
        }
        act(&mut model, Command::Skip);
    }
    act(&mut model, Command::Choose);
    assert!(matches!(model.rehearsal().unwrap().place, Place::Step { drill: true, .. }));
    let good = {
        let pack = pack();
        let Place::Step { step, .. } = model.rehearsal().unwrap().place.clone() else { unreachable!() };
        pack.scenario("delay").unwrap().step(&step).unwrap().1.good[0].line.zh.clone()
    };
    update(&mut model, Msg::Edit(Edit::SelectAll), &now());
    write(&mut model, &good);
    act(&mut model, Command::Say);
    assert_eq!(at(&model), ScreenName::Debrief);
    let gained = pack().word(forthright::pack::Word::Gained, Lang::Zh).to_owned();
    assert!(format!("{:?}", view(&model).panes).contains(&gained));
    assert_eq!(model.rehearsal().unwrap().attempts.len(), 2);
}

#[test]
fn an_example_is_told_anew_in_the_other_language_and_stays_the_example() {
    let mut model = form();
    act(&mut model, Command::Models);
    act(&mut model, Command::Language);
    act(&mut model, Command::Choose);
    let scenario = &pack().scenarios[0];
    let talk = model.talk().unwrap();
    assert!(talk.example);
    for (id, text) in &scenario.examples[0].texts {
        assert_eq!(talk.fact(id), Some(text.en.as_str()));
    }
}

#[test]
fn what_the_user_wrote_is_never_translated() {
    let mut model = form();
    act(&mut model, Command::Models);
    update(&mut model, Msg::Edit(Edit::SelectAll), &now());
    write(&mut model, "我的客户");
    act(&mut model, Command::Language);
    act(&mut model, Command::Choose);
    let talk = model.talk().unwrap();
    assert_eq!(talk.fact("client"), Some("我的客户"));
    assert!(!talk.example);
}

#[test]
fn a_store_that_works_again_is_told() {
    let mut model = step();
    write(&mut model, "字");
    update(&mut model, Msg::World(World::SaveFailed("full".to_owned())), &now());
    act(&mut model, Command::Unsaved);
    let said = |model: &Model| view(model).saved;
    assert_eq!(said(&model), pack().word(forthright::pack::Word::NotSaving, Lang::Zh));
    update(&mut model, Msg::World(World::Saved), &now());
    assert_eq!(said(&model), pack().word(forthright::pack::Word::Saved, Lang::Zh));
}

#[test]
fn the_coach_speaks_live_after_or_in_the_debrief_alone() {
    let missed = pack().check("cause-named").unwrap().missed.zh.clone();
    let seen = |model: &Model| format!("{:?}", view(model).panes);
    // At the step, at the client's turn, in the debrief: whether the coach tells what it heard.
    for (presses, told) in [(0, [true, true, true]), (1, [false, true, true]), (2, [false, false, true])] {
        let mut model = rehearse("delay", Lang::Zh, "easy", 3);
        for _ in 0..presses {
            act(&mut model, Command::Coach);
        }
        let scenario = pack().scenario("delay").unwrap().clone();
        for _ in 0..40 {
            let Place::Step { step, .. } = model.rehearsal().unwrap().place.clone() else {
                act(&mut model, Command::Skip);
                continue;
            };
            let (_, step) = scenario.step(&step).unwrap();
            if step.checks.iter().any(|check| pack()[*check].id == "cause-named") {
                break;
            }
            act(&mut model, Command::Skip);
        }
        write(&mut model, "由于一些客观原因，要晚几天。");
        let live = seen(&model).contains(&missed);
        act(&mut model, Command::Say);
        let after = seen(&model).contains(&missed);
        while at(&model) != ScreenName::Debrief {
            act(&mut model, Command::Skip);
        }
        assert_eq!([live, after, seen(&model).contains(&missed)], told, "{presses} presses");
    }
}

#[test]
fn a_written_line_says_how_long_it_takes_to_say() {
    let mut model = rehearse("delay", Lang::Zh, "easy", 3);
    write(&mut model, &"好".repeat(120));
    let words = forthright::pack::fill(pack().word(forthright::pack::Word::TakesSeconds, Lang::Zh), &[("n", "30")]);
    assert!(format!("{:?}", view(&model).panes).contains(&words));
}

#[test]
fn money_offered_in_an_answer_to_the_client_is_on_the_card_too() {
    let mut model = rehearse("failure", Lang::En, "normal", 2);
    let warning = pack().check("unapproved-offer").unwrap().missed.en.clone();
    for _ in 0..40 {
        match model.rehearsal().unwrap().place.clone() {
            Place::Step { .. } => {
                write(&mut model, "The switch-over failed.");
                act(&mut model, Command::Say);
            }
            Place::Client { step } if model.rehearsal().unwrap().turn(&step).unwrap().ending.is_none() => {
                write(&mut model, "We will refund you 20,000 euros.");
                act(&mut model, Command::Say);
                break;
            }
            _ => {
                act(&mut model, Command::Skip);
            }
        }
    }
    while at(&model) != ScreenName::Card {
        act(&mut model, Command::Skip);
    }
    assert!(format!("{:?}", view(&model).panes).contains(&warning));
}

#[test]
fn escape_puts_the_model_lines_away_first() {
    let mut model = step();
    act(&mut model, Command::Models);
    act(&mut model, Command::Back);
    assert_eq!(at(&model), ScreenName::Step);
    act(&mut model, Command::Back);
    assert_eq!(at(&model), ScreenName::Gate);
}

#[test]
fn a_rehearsal_in_which_nothing_was_said_is_not_done() {
    use forthright::coach::StopState;
    let model = debrief();
    assert!(!model.rehearsal().unwrap().finished);
    let done = view(&model).rail.into_iter().filter(|stop| stop.state == StopState::Done).count();
    assert_eq!(done, 1, "prepare alone");
}

#[test]
fn what_is_still_typed_when_an_exchange_ends_does_nothing() {
    let mut model = client();
    act(&mut model, Command::Skip);
    let mut model = {
        // Any closed turn will do: back to the first one.
        act(&mut model, Command::Back);
        model
    };
    write(&mut model, "x");
    act(&mut model, Command::Say);
    while view(&model).focus == forthright::coach::keys::Focus::Text {
        write(&mut model, "Fine, whatever.");
        act(&mut model, Command::Say);
    }
    assert_eq!(at(&model), ScreenName::Client);
    assert_eq!(view(&model).focus, forthright::coach::keys::Focus::Page);
    let before = format!("{:?}", view(&model).panes);
    write(&mut model, "quit this, hear me");
    assert_eq!(format!("{:?}", view(&model).panes), before);
}

#[test]
fn a_line_said_aloud_is_no_silence() {
    let mut model = rehearse("delay", Lang::En, "normal", 1);
    act(&mut model, Command::Aloud);
    act(&mut model, Command::Aloud);
    act(&mut model, Command::Say);
    assert_eq!(at(&model), ScreenName::Client);
    let silent = pack().word(forthright::pack::Word::YouWait, Lang::En).to_owned();
    assert!(!format!("{:?}", view(&model).panes).contains(&silent));
}

#[test]
fn without_a_store_leaving_is_told_what_would_be_lost_once() {
    let mut model = step();
    update(&mut model, Msg::World(World::NoStore(Some("no room".to_owned()))), &now());
    write(&mut model, "重要的话");
    assert!(!act(&mut model, Command::Quit).contains(&Effect::Quit));
    assert!(view(&model).overlay.is_some());
    assert!(act(&mut model, Command::Quit).contains(&Effect::Quit));
}
