//! What happens when something happens. One door for both renderers, the tests and the replays.

use jiff::ZonedDateTime;

use super::client::{Ending, plan_with};
use super::flow::Flow;
use super::judge::judge_attempt;
use super::model::{Core, Desk, Model, Overlay, Room, Saving, Screen};
use super::msg::{Command, Copied, Effect, Msg, Packs, World};
use super::rehearsal::{Attempt, Place};
use super::screens::{Around, Go, Home, begin_turn};
use super::travel::{back_from, onwards, travel};
use super::view::{Notice, PaneName, Tone};
use crate::pack::Word;
use crate::text::{Changed, Edit};

/// The help is never longer than so many screenfuls of the smallest window.
const HELP_SCREENFULS: usize = 12;

/// Takes a message in. What the world has to do for it comes back as effects.
pub fn update(model: &mut Model, msg: Msg, now: &ZonedDateTime) -> Vec<Effect> {
    let mut effects = Vec::new();
    model.core.now = now.clone();
    let calling = model.calling();
    match msg {
        Msg::World(World::Packs(packs)) => take_packs(model, packs, &mut effects),
        Msg::World(world) => report(model, world, now),
        Msg::Do(command) => {
            model.core.notice = None;
            if !overlaid(model, command, &mut effects) && !everywhere(model, command, &mut effects) {
                on_screen(model, command, now, &mut effects);
            }
        }
        Msg::Edit(edit) => {
            model.core.notice = None;
            if model.overlay.is_none() {
                write(model, &edit, &mut effects);
            }
        }
        Msg::Point(index) => {
            model.core.notice = None;
            if model.overlay.is_none() {
                point(model, index, &mut effects);
            }
        }
    }
    if model.calling() != calling {
        effects.push(Effect::Minutes(model.calling()));
    }
    if effects.iter().any(|e| matches!(e, Effect::SaveTalk(_) | Effect::SaveRehearsal(_) | Effect::SaveDraftSoon))
        && model.core.saving == Saving::Saved
    {
        model.core.saving = Saving::Pending;
    }
    effects
}

/// What the world reports.
fn report(model: &mut Model, world: World, now: &ZonedDateTime) {
    let core = &mut model.core;
    match world {
        World::Talks(talks) => {
            let before = core.talks.len();
            core.talks = talks;
            // A rehearsal that has only begun learns from the calls with this client, which come with the list.
            if let Screen::Desk(desk) = &mut model.screen
                && desk.rehearsal.attempts.is_empty()
                && desk.rehearsal.turns.is_empty()
            {
                desk.rehearsal.wished = core.wished(&desk.talk, &[]);
            }
            if let Screen::Home(home) = &mut model.screen {
                home.talks_came(before, core.talks.len());
            }
        }
        World::Rehearsals(talk, all) => {
            if let Screen::Desk(desk) = &mut model.screen
                && desk.talk.id == talk
            {
                let scenario = desk.scenario(core);
                if let Room::Attempts(room) = &mut desk.room {
                    room.rehearsals_came(core, scenario, &desk.talk, &all, &desk.rehearsal);
                }
            }
        }
        World::Drills(items) => {
            core.drills = items;
            if let Screen::Drill(drill) = &mut model.screen {
                drill.items_came(core, &core.drills);
            }
        }
        World::Opened(talk, rehearsal) => {
            let Screen::Home(home) = &mut model.screen else { return };
            // An answer to a wish that the user has left since is no reason to move them.
            if !home.expects(&talk.id) {
                return;
            }
            let scenario = talk.scenario.clone();
            core.take_up(&scenario);
            match Desk::resume(core, *talk, rehearsal.map(|r| *r), now) {
                Some(desk) => model.screen = Screen::Desk(Box::new(desk)),
                None => core.tell(Tone::Gap, Word::HomeUnknownScenario, &[("scenario", &scenario)]),
            }
        }
        World::Saved => {
            core.saving = Saving::Saved;
            if matches!(model.overlay, Some(Overlay::SaveFailed(_))) {
                model.overlay = None;
            }
        }
        World::SaveFailed(why) => {
            core.saving = Saving::Pending;
            model.overlay = Some(Overlay::SaveFailed(why));
        }
        World::NoStore(why) => {
            core.storeless.clone_from(&why);
            if let Some(why) = &why {
                core.tell(Tone::Gap, Word::NoStore, &[("why", why)]);
            }
            core.saving = Saving::Off(why);
        }
        World::OtherInstance => core.tell(Tone::Gap, Word::OtherInstance, &[]),
        World::Copied(Ok(())) => core.tell(Tone::Met, Word::Copied, &[]),
        World::Written(Ok(path)) => core.tell(Tone::Met, Word::Written, &[("path", &path)]),
        World::Told(words) => core.notice = Some(Notice { tone: Tone::Gap, text: words }),
        World::Copied(Err(why)) | World::Written(Err(why)) => {
            core.notice = Some(Notice { tone: Tone::Gap, text: why });
        }
        // These may have something saved: they come by another way.
        World::Packs(_) => {}
        // The moment is taken in with every message.
        World::Minute => {}
        World::Second => {
            if let Screen::Desk(desk) = &mut model.screen
                && let Room::Step(room) = &mut desk.room
            {
                room.second(now);
            }
        }
    }
}

/// The packs were changed while the program runs. What was said, what is being typed and the place stay; mistakes lie
/// over the screen until they are mended or put aside.
fn take_packs(model: &mut Model, packs: Packs, effects: &mut Vec<Effect>) {
    let unsaved = matches!(model.overlay, Some(Overlay::SaveFailed(_)));
    let packs = match packs.0 {
        Ok(packs) => packs,
        // Words that could not be saved matter more than a pack.
        Err(found) if unsaved => {
            return model.core.tell(Tone::Gap, Word::PackBroken, &[("n", &found.len().to_string())]);
        }
        Err(found) => {
            model.overlay = Some(Overlay::Broken(found, 0));
            return;
        }
    };
    if matches!(model.overlay, Some(Overlay::Broken(..))) {
        model.overlay = None;
    }
    let core = &mut model.core;
    match &mut model.screen {
        Screen::Desk(desk) => {
            let place = desk.rehearsal.place.clone();
            // A clock that runs stands still: the step may not be the same any more.
            effects.push(Effect::Seconds(false));
            core.replace_packs(packs, Some(&desk.talk.scenario));
            match desk.take_in(core) {
                Some(()) if desk.rehearsal.place == place => core.tell(Tone::Coach, Word::PackReloaded, &[]),
                Some(()) => core.tell(Tone::Gap, Word::PackStepGone, &[]),
                None => {
                    let scenario = desk.talk.scenario.clone();
                    core.tell(Tone::Gap, Word::HomeUnknownScenario, &[("scenario", &scenario)]);
                    if desk.kept {
                        effects.extend(desk.save());
                    }
                    effects.push(Effect::ListTalks);
                    model.screen = Screen::Home(Home::default());
                }
            }
        }
        // A line that is being written is not thrown away; an item knows its step by name.
        Screen::Drill(drill) if drill.buffer().is_some() => core.replace_packs(packs, None),
        Screen::Home(_) | Screen::Library(_) | Screen::Drill(_) | Screen::Duties(_) => {
            core.replace_packs(packs, None);
            core.tell(Tone::Coach, Word::PackReloaded, &[]);
            // Lists may have become shorter than where the cursor stands.
            model.screen = Screen::Home(Home::default());
        }
    }
}

/// Commands while something lies over the screen. Says whether the command was used up.
fn overlaid(model: &mut Model, command: Command, effects: &mut Vec<Effect>) -> bool {
    match (&mut model.overlay, command) {
        (None, _) | (Some(_), Command::Quit | Command::Language) => false,
        (Some(Overlay::Help(scroll) | Overlay::Broken(_, scroll)), Command::Down | Command::PageDown) => {
            *scroll = (*scroll + 1).min(HELP_SCREENFULS);
            true
        }
        (Some(Overlay::Help(scroll) | Overlay::Broken(_, scroll)), Command::Up | Command::PageUp) => {
            *scroll = scroll.saturating_sub(1);
            true
        }
        (Some(Overlay::Help(_)), _) => {
            model.overlay = None;
            true
        }
        (Some(Overlay::SaveFailed(_)), Command::Retry | Command::Choose) => {
            model.overlay = None;
            effects.extend(model.everything());
            true
        }
        (Some(Overlay::SaveFailed(_)), Command::Copy) => {
            let text = model.draft().map(|d| d.text).filter(|text| !text.is_empty());
            let last = || model.rehearsal().and_then(|r| r.attempts.last()).map(|a| a.text.clone());
            effects.push(Effect::Copy(Copied::Text(text.or_else(last).unwrap_or_default())));
            true
        }
        (Some(Overlay::SaveFailed(why)), Command::Unsaved | Command::Back) => {
            model.core.saving = Saving::Off(Some(std::mem::take(why)));
            model.overlay = None;
            true
        }
        (Some(Overlay::SaveFailed(_)), _) => true,
        (Some(Overlay::Broken(..)), Command::Back) => {
            model.overlay = None;
            true
        }
        // Behind the mistakes nothing is done: the step that one sees is not the one that is being written.
        (Some(Overlay::Broken(..)), _) => true,
    }
}

/// Commands that mean the same on every screen. Says whether the command was used up.
fn everywhere(model: &mut Model, command: Command, effects: &mut Vec<Effect>) -> bool {
    match command {
        Command::Help => model.overlay = Some(Overlay::Help(0)),
        Command::Quit if leaving_loses(model) => {}
        Command::Quit => {
            effects.extend(model.everything());
            effects.push(Effect::Quit);
        }
        Command::Language => change_language(model, effects),
        Command::Coach => {
            model.core.mode = model.core.mode.next();
            let word = model.core.word(model.core.mode.word()).to_owned();
            model.core.tell(Tone::Coach, Word::CoachIs, &[("mode", &word)]);
            relisten(model);
        }
        Command::Pane => {
            model.core.shown = match model.core.shown {
                PaneName::Main => PaneName::Write,
                PaneName::Write => PaneName::Heard,
                PaneName::Heard => PaneName::Main,
            };
        }
        _ => return false,
    }
    true
}

/// Where there is no store, the first wish to leave is answered by what would be lost, and how to take it along. Says
/// whether it was.
fn leaving_loses(model: &mut Model) -> bool {
    let written = model.rehearsal().is_some_and(|r| !r.attempts.is_empty() || !r.drafts.is_empty())
        || model.talk().is_some_and(|talk| !talk.facts.is_empty() && !talk.example)
        || matches!(&model.screen, Screen::Desk(desk) if desk.buffer().is_some_and(|b| !b.is_empty()));
    match model.core.storeless.take_if(|_| written) {
        Some(why) => {
            model.overlay = Some(Overlay::SaveFailed(why));
            true
        }
        None => false,
    }
}

/// The other language: everything stays, an untouched example is told anew.
fn change_language(model: &mut Model, effects: &mut Vec<Effect>) {
    let core = &mut model.core;
    core.lang = core.lang.other();
    let Screen::Desk(desk) = &mut model.screen else { return };
    let scenario = desk.scenario(core);
    if !desk.touched() && desk.talk.retell(scenario, core.lang) {
        // The fields are told anew: what stood in them is not the user's own.
        if matches!(desk.room, Room::Form(_)) {
            desk.reopen(core);
        }
        if desk.kept {
            effects.extend(desk.save());
        }
    }
    if let Room::Call(room) = &mut desk.room {
        room.cue(core, scenario, &desk.talk, &desk.rehearsal);
    }
    if matches!(desk.room, Room::Kept(_)) {
        desk.read_case(core);
    }
    // The card is made for a language: it is made again.
    if matches!(desk.room, Room::Card(_)) {
        desk.reopen(core);
    }
}

/// The coach's mode has changed: what is being written is heard again, or no longer.
fn relisten(model: &mut Model) {
    if let Screen::Desk(desk) = &mut model.screen {
        let scenario = desk.scenario(&model.core);
        if let Room::Step(room) = &mut desk.room
            && let Some((_, step)) = scenario.step(&room.step)
        {
            room.listen(&model.core, &desk.talk, step);
        }
    }
}

/// Commands that a screen answers.
fn on_screen(model: &mut Model, command: Command, now: &ZonedDateTime, effects: &mut Vec<Effect>) {
    let core = &mut model.core;
    match &mut model.screen {
        Screen::Home(home) => {
            if command == Command::Back {
                effects.push(Effect::Quit);
                return;
            }
            let mut around = Around { core, now, effects };
            if let Some(screen) = home.command(&mut around, command) {
                model.screen = screen;
                model.core.shown = PaneName::Main;
            }
        }
        Screen::Library(library) => {
            if library.command(core, command) {
                effects.push(Effect::ListTalks);
                model.screen = Screen::Home(Home::at(core, library.shelf));
            }
        }
        Screen::Drill(drill) => {
            let mut around = Around { core, now, effects };
            if drill.command(&mut around, command) {
                effects.push(Effect::ListTalks);
                model.screen = Screen::Home(Home::default());
            }
        }
        Screen::Duties(duties) => {
            let mut around = Around { core, now, effects };
            if duties.command(&mut around, command) {
                effects.push(Effect::ListTalks);
                model.screen = Screen::Home(Home::default());
            }
        }
        Screen::Desk(desk) => {
            let before = (desk.talk.clone(), desk.rehearsal.persona.clone(), desk.rehearsal.level.clone());
            let go = in_room(core, desk, command, now, effects);
            let after = (&desk.talk, &desk.rehearsal.persona, &desk.rehearsal.level);
            if (&before.0, &before.1, &before.2) != after {
                desk.talk.changed = now.timestamp();
                desk.kept = true;
                effects.retain(|e| !matches!(e, Effect::SaveTalk(_)));
                effects.extend(desk.save());
            }
            travel(model, go, now, effects);
        }
    }
}

/// A command in a room of a talk.
fn in_room(core: &mut Core, desk: &mut Desk, command: Command, now: &ZonedDateTime, effects: &mut Vec<Effect>) -> Go {
    let pack = core.pack.clone();
    let Some(scenario) = pack.scenario(&desk.talk.scenario) else { return Go::Home };
    if matches!(desk.room, Room::Gate(_) | Room::Debrief(_) | Room::Card(_)) {
        match command {
            Command::Call => return Go::Call,
            Command::LookBack => return Go::After,
            _ => {}
        }
    }
    let mut around = Around { core, now, effects };
    match &mut desk.room {
        Room::Form(room) => room.command(&mut around, scenario, &mut desk.talk, &mut desk.rehearsal, command),
        Room::Gate(room) => room.command(&mut around, scenario, &mut desk.talk, &mut desk.rehearsal, command),
        Room::Card(room) => room.command(&mut around, command),
        Room::Checklist(room) => room.command(&mut around, &mut desk.talk, command),
        Room::Kept(room) => room.command(command),
        Room::Attempts(room) => room.command(around.core, scenario, &desk.talk, &desk.rehearsal, command),
        Room::After(room) => room.command(&mut around, scenario, &mut desk.talk, &mut desk.rehearsal, command),
        Room::Call(room) => room.command(&mut around, scenario, &mut desk.talk, &mut desk.rehearsal, command),
        Room::Debrief(room) => match command {
            Command::Back => Go::Home,
            _ => room.command(command),
        },
        Room::Step(room) => {
            let Some((_, step)) = scenario.step(&room.step) else { return Go::To(Place::Gate) };
            match command {
                Command::Say => match room.attempt(now) {
                    Some(attempt) => {
                        effects.push(Effect::Seconds(false));
                        say(core, desk, attempt)
                    }
                    None => {
                        core.tell(Tone::Gap, Word::NothingSaid, &[]);
                        Go::Stay
                    }
                },
                Command::Back if room.stop_speaking() => {
                    effects.push(Effect::Seconds(false));
                    Go::Stay
                }
                Command::Back if room.close_models() => Go::Stay,
                Command::Back if room.drill => Go::To(Place::Debrief),
                Command::Skip if room.drill => Go::To(Place::Debrief),
                Command::Back => back_from(scenario, desk),
                Command::Skip => {
                    let step = room.step.clone();
                    onwards(core, desk, &step)
                }
                _ => {
                    turn_to(core, command);
                    effects.extend(room.command(core, &desk.talk, step, command, now));
                    Go::Stay
                }
            }
        }
        Room::Client(room) => {
            let Some((_, step)) = scenario.step(&room.step) else { return Go::To(Place::Gate) };
            let open = desk.rehearsal.turn(&room.step).is_some_and(|turn| turn.ending.is_none());
            let id = room.step.clone();
            match command {
                Command::Say | Command::Wait if open => {
                    if room.answer(core, &desk.talk, &mut desk.rehearsal, step, command == Command::Wait) {
                        // What was typed is said now: no draft stays behind.
                        desk.rehearsal.drafts.remove(&Place::Client { step: id }.draft_key());
                        effects.extend(desk.save());
                    } else {
                        core.tell(Tone::Gap, Word::NothingAnswered, &[]);
                    }
                    Go::Stay
                }
                Command::Say | Command::Choose | Command::Right if !open => onwards(core, desk, &id),
                Command::Skip => {
                    if let Some(turn) = desk.rehearsal.turns.iter_mut().rev().find(|t| t.step == id) {
                        turn.ending.get_or_insert(Ending::LeftOpen);
                    }
                    onwards(core, desk, &id)
                }
                Command::Advice | Command::Models => {
                    turn_to(core, Command::Advice);
                    room.toggle_advice();
                    Go::Stay
                }
                Command::Back | Command::Left => Go::To(Place::Step { step: id, drill: false }),
                _ => Go::Stay,
            }
        }
    }
}

/// Where one pane fits, what was asked for is turned to.
fn turn_to(core: &mut Core, command: Command) {
    match command {
        Command::Advice => core.shown = PaneName::Heard,
        Command::Models => core.shown = PaneName::Main,
        _ => {}
    }
}

/// A line was said: the client answers, or, in a drill, the debrief tells what it brought.
fn say(core: &Core, desk: &mut Desk, attempt: Attempt) -> Go {
    let scenario = desk.scenario(core);
    let Some((_, step)) = scenario.step(&attempt.step) else { return Go::To(Place::Gate) };
    desk.rehearsal.drafts.remove(&desk.rehearsal.place.draft_key());
    let judgement = judge_attempt(&core.pack, &core.listener, &desk.talk, step, &attempt);
    desk.rehearsal.attempts.push(attempt.clone());
    if matches!(desk.rehearsal.place, Place::Step { drill: true, .. }) {
        return Go::To(Place::Debrief);
    }
    let planned = Flow::of(scenario, &desk.talk).and_then(|flow| {
        let steps: Vec<_> = flow.steps.iter().map(|(_, step)| *step).collect();
        let rehearsal = &desk.rehearsal;
        let (persona, level) = (core.pack.persona(&rehearsal.persona)?, core.pack.level(&rehearsal.level)?);
        let wished = rehearsal.wished.iter();
        let wished: Vec<_> = wished.filter_map(|id| core.pack.reaction_named(id)).collect();
        let plan = plan_with(&core.pack, persona, level, &steps, rehearsal.seed, &wished);
        *plan.get(flow.position(&step.id)?)?
    });
    let turn = begin_turn(core, &desk.rehearsal, step, &attempt, &judgement, planned);
    desk.rehearsal.turns.push(turn);
    Go::To(Place::Client { step: step.id.clone() })
}

/// The text in focus is edited. The first letter of a new talk puts it into the store.
fn write(model: &mut Model, edit: &Edit, effects: &mut Vec<Effect>) {
    let core = &mut model.core;
    if let Screen::Drill(drill) = &mut model.screen {
        if drill.edit(edit) == Some(Changed::Refused) {
            core.tell(Tone::Gap, Word::TooLong, &[]);
        }
        core.shown = PaneName::Write;
        return;
    }
    let Screen::Desk(desk) = &mut model.screen else { return };
    let pack = core.pack.clone();
    let Some(scenario) = pack.scenario(&desk.talk.scenario) else { return };
    let changed = match &mut desk.room {
        Room::Form(room) => room.edit(edit),
        Room::Gate(room) => room.edit(scenario, &mut desk.talk, edit),
        Room::Call(room) => room.edit(core, edit),
        Room::After(room) => room.edit(core, edit),
        Room::Step(room) if !room.ticking() => {
            scenario.step(&room.step).map(|(_, step)| room.edit(core, &desk.talk, step, edit))
        }
        Room::Client(room) => {
            let open = desk.rehearsal.turn(&room.step).is_some_and(|turn| turn.ending.is_none());
            open.then(|| room.edit(edit))
        }
        _ => None,
    };
    if changed.is_some() {
        core.shown = PaneName::Write;
    }
    match changed {
        Some(Changed::Text) if !desk.kept => {
            desk.kept = true;
            effects.extend(desk.save());
        }
        Some(Changed::Text) => effects.push(Effect::SaveDraftSoon),
        Some(Changed::Cursor) if desk.kept => effects.push(Effect::SaveDraftSoon),
        Some(Changed::Refused) => core.tell(Tone::Gap, Word::TooLong, &[]),
        _ => {}
    }
}

/// The user points at an item.
fn point(model: &mut Model, index: usize, effects: &mut Vec<Effect>) {
    let core = &mut model.core;
    match &mut model.screen {
        Screen::Home(home) => home.point(core, index),
        Screen::Library(library) => library.point(core, index),
        Screen::Drill(drill) => drill.point(index),
        Screen::Duties(duties) => duties.point(index),
        Screen::Desk(desk) => {
            let pack = core.pack.clone();
            let Some(scenario) = pack.scenario(&desk.talk.scenario) else { return };
            match &mut desk.room {
                Room::Form(room) => {
                    let go = room.point(core, scenario, &mut desk.talk, &mut desk.rehearsal, index);
                    if let Go::To(place) = go {
                        desk.enter(core, place);
                        if desk.kept {
                            effects.extend(desk.save());
                        }
                    }
                }
                Room::Gate(room) => room.point(scenario, index),
                Room::Step(room) => room.point(index),
                Room::Debrief(room) => room.point(index),
                Room::Checklist(room) => room.point(index),
                Room::Call(room) => room.point(index),
                Room::After(room) => room.point(index),
                Room::Client(_) | Room::Card(_) | Room::Kept(_) | Room::Attempts(_) => {}
            }
        }
    }
}
