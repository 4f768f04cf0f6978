//! From the state to what is to be seen.

use super::flow::Flow;
use super::keys::{BINDINGS, EDITS, Focus, TEXT_EDITS, binding};
use super::model::{Core, Desk, Model, Overlay, Room, Saving, Screen};
use super::msg::Command;
use super::rehearsal::Place;
use super::view::{Block, Hint, Pane, PaneName, ScreenName, ScreenView, Stop, StopState, Tone};
use crate::pack::{Diagnostic, Word};

/// What is to be seen of the state.
pub fn view(model: &Model) -> ScreenView<'_> {
    let core = &model.core;
    let focus = focus(model);
    let (name, title, aside, rail, panes) = match &model.screen {
        Screen::Home(home) => {
            let title = core.word(Word::AppName).to_owned();
            (ScreenName::Home, title, core.word(Word::LanguageName).to_owned(), Vec::new(), home.panes(core))
        }
        Screen::Library(library) => {
            let title = core.word(Word::AppName).to_owned();
            (ScreenName::Library, title, core.word(Word::LanguageName).to_owned(), Vec::new(), library.panes(core))
        }
        Screen::Drill(drill) => {
            let title = core.word(Word::DrillTitle).to_owned();
            (ScreenName::Drill, title, String::new(), Vec::new(), drill.panes(core))
        }
        Screen::Duties(duties) => {
            let title = core.word(Word::DutiesTitle).to_owned();
            (ScreenName::Duties, title, String::new(), Vec::new(), duties.panes(core))
        }
        Screen::Desk(desk) => {
            (screen_name(desk), title(core, desk), aside(core, desk), rail(core, desk), panes(core, desk))
        }
    };
    let shown = match panes.iter().any(|pane| pane.name == core.shown) {
        true => core.shown,
        false => panes.first().map_or(PaneName::Main, |pane| pane.name),
    };
    ScreenView {
        name,
        lang: core.lang,
        focus,
        title,
        aside,
        rail,
        shown,
        commands: hints(core, &commands(model, panes.len()), focus),
        panes,
        notice: core.notice.clone(),
        overlay: model.overlay.as_ref().map(|overlay| overlay_pane(core, overlay)),
        saved: saved(core).to_owned(),
    }
}

/// Where the keys go.
pub fn focus(model: &Model) -> Focus {
    if model.overlay.is_some() {
        return Focus::List;
    }
    if matches!(&model.screen, Screen::Drill(drill) if drill.buffer().is_some()) {
        return Focus::Text;
    }
    let Screen::Desk(desk) = &model.screen else { return Focus::List };
    match &desk.room {
        Room::Form(room) if room.buffer().is_some() => Focus::Field,
        Room::Gate(room) if room.buffer().is_some() => Focus::Field,
        Room::Step(room) if !room.ticking() => Focus::Text,
        Room::Client(room) if turn_open(desk, &room.step) => Focus::Text,
        Room::Client(_) => Focus::Page,
        Room::Call(room) if room.buffer().is_some() => Focus::Field,
        Room::After(room) if room.buffer().is_some() => Focus::Field,
        Room::Call(_) => Focus::Call,
        _ => Focus::List,
    }
}

fn turn_open(desk: &Desk, step: &str) -> bool {
    desk.rehearsal.turn(step).is_some_and(|turn| turn.ending.is_none())
}

fn screen_name(desk: &Desk) -> ScreenName {
    match &desk.room {
        Room::Form(_) => ScreenName::Form,
        Room::Gate(_) => ScreenName::Gate,
        Room::Step(_) => ScreenName::Step,
        Room::Client(_) => ScreenName::Client,
        Room::Debrief(_) => ScreenName::Debrief,
        Room::Card(_) => ScreenName::Card,
        Room::Checklist(_) => ScreenName::Checklist,
        Room::Call(_) => ScreenName::Call,
        Room::After(_) => ScreenName::After,
        Room::Kept(_) => ScreenName::Kept,
        Room::Attempts(_) => ScreenName::Attempts,
    }
}

/// Scenario, client, and that it is the example when it is.
fn title(core: &Core, desk: &Desk) -> String {
    super::card::title(&core.pack, desk.scenario(core), &desk.talk, core.lang)
}

/// Who the simulated client is and how hard; nothing where the client is the real one.
fn aside(core: &Core, desk: &Desk) -> String {
    if matches!(desk.room, Room::Call(_) | Room::After(_) | Room::Kept(_)) {
        return String::new();
    }
    let persona = core.pack.persona(&desk.rehearsal.persona).map(|p| p.title.get(core.lang));
    let level = core.pack.level(&desk.rehearsal.level).map(|l| l.title.get(core.lang));
    let words: Vec<&str> = persona.into_iter().chain(level).collect();
    core.say(Word::AsideClient, &[("client", &words.join(" · "))])
}

/// Prepare, then the stages of the path.
fn rail(core: &Core, desk: &Desk) -> Vec<Stop> {
    let Some(flow) = Flow::of(desk.scenario(core), &desk.talk) else { return Vec::new() };
    let here = match &desk.rehearsal.place {
        Place::Form { .. } | Place::Gate | Place::Checklist { .. } => 0,
        Place::Step { step, .. } | Place::Client { step } => {
            flow.position(step).and_then(|at| flow.steps.get(at)).map_or(0, |(stage, _)| stage + 1)
        }
        Place::Debrief | Place::Card | Place::After { .. } => flow.stages.len() + 1,
        Place::Call { .. } => {
            let stage = desk.talk.open_call().map(|call| call.stage.as_str());
            flow.stages.iter().position(|s| Some(s.id.as_str()) == stage).map_or(0, |at| at + 1)
        }
    };
    let calling = matches!(desk.room, Room::Call(_) | Room::After(_) | Room::Kept(_));
    let said = |index: usize| {
        if calling {
            return true;
        }
        let steps = flow.steps.iter().filter(|(stage, _)| stage + 1 == index);
        index == 0 || steps.into_iter().any(|(_, step)| desk.rehearsal.last_try(&step.id).is_some())
    };
    let labels = std::iter::once(core.word(Word::Prepare)).chain(flow.stages.iter().map(|s| s.title.get(core.lang)));
    let stops = labels.enumerate().map(|(index, label)| Stop {
        label: label.to_owned(),
        state: match index.cmp(&here) {
            // What was passed over in silence is not done.
            std::cmp::Ordering::Less if !said(index) => StopState::Ahead,
            std::cmp::Ordering::Less => StopState::Done,
            std::cmp::Ordering::Equal => StopState::Here,
            std::cmp::Ordering::Greater => StopState::Ahead,
        },
    });
    stops.collect()
}

fn panes<'m>(core: &'m Core, desk: &'m Desk) -> Vec<Pane<'m>> {
    let scenario = desk.scenario(core);
    match &desk.room {
        Room::Form(room) => room.panes(core, scenario, &desk.talk),
        Room::Gate(room) => room.panes(core, scenario, &desk.talk, &desk.rehearsal),
        Room::Step(room) => match scenario.step(&room.step) {
            Some((_, step)) => room.panes(core, scenario, &desk.talk, step),
            None => Vec::new(),
        },
        Room::Client(room) => room.panes(core, scenario, &desk.talk, &desk.rehearsal),
        Room::Debrief(room) => room.panes(core, scenario, &desk.talk),
        Room::Card(room) => room.panes(core),
        Room::Checklist(room) => room.panes(core, &desk.talk),
        Room::Call(room) => room.panes(core, scenario, &desk.talk),
        Room::Kept(room) => room.panes(core),
        Room::Attempts(room) => room.panes(core, scenario),
        Room::After(room) => room.panes(core, scenario, &desk.talk, &desk.rehearsal),
    }
}

/// What can be done now, the most likely first.
fn commands(model: &Model, panes: usize) -> Vec<Command> {
    use Command::{
        Advice, Agree, Aloud, Ask, Back, Call, Choose, Coach, Compare, Copy, Down, Drop, HangUp, Help, Language, Left,
        LookBack, Models, Note, Pane, Progress, Promise, Quit, React, Retry, Right, Say, Skip, TakeBack, Toggle,
        Unsaved, Up, Wait, Write,
    };
    match &model.overlay {
        Some(Overlay::Help(_) | Overlay::Broken(..)) => return vec![Back, Up, Down],
        Some(Overlay::SaveFailed(_)) => return vec![Retry, Copy, Unsaved, Quit],
        None => {}
    }
    let mut list = match &model.screen {
        Screen::Home(_) => vec![Choose, Up, Down],
        Screen::Library(library) if library.reading() => vec![Back, Down, Up, Right, Left],
        Screen::Library(_) => vec![Choose, Up, Down, Back],
        Screen::Drill(drill) if drill.buffer().is_some() => vec![Say, Skip, Back],
        Screen::Drill(drill) if drill.asking() => vec![Choose, Skip, Up, Down, Back],
        Screen::Drill(_) => vec![Choose, Back],
        Screen::Duties(_) => vec![Toggle, Right, Left, Drop, Up, Down, Back],
        Screen::Desk(desk) => match &desk.room {
            Room::Form(room) if room.buffer().is_some() => vec![Choose, Models, Skip, Up, Down, Back],
            Room::Form(_) => vec![Toggle, Choose, Models, Skip, Up, Down, Back],
            Room::Gate(room) if room.buffer().is_some() => vec![Choose, Back],
            Room::Gate(_) => vec![Choose, Toggle, Left, Right, Skip, Call, LookBack, Up, Down, Back],
            Room::Step(room) if room.ticking() => vec![Aloud, Toggle, Say, Up, Down, Back],
            Room::Step(_) => vec![Say, Advice, Models, Aloud, Skip, Back, Coach],
            Room::Client(room) if turn_open(desk, &room.step) => vec![Say, Wait, Advice, Skip, Back],
            Room::Client(_) => vec![Choose, Skip, Back],
            Room::Attempts(room) if room.pairs() => vec![Back, Left, Right, Down, Up],
            Room::Attempts(_) => vec![Back, Down, Up],
            Room::Debrief(_) => vec![Choose, Compare, Progress, Call, LookBack, Up, Down, Back],
            Room::Card(_) => vec![Copy, Write, Call, LookBack, Choose, Up, Down, Back],
            Room::After(room) if room.buffer().is_some() => vec![Choose, Back],
            Room::After(room) if room.ended() => vec![Choose, Up, Down, Back],
            Room::After(_) => vec![Choose, Toggle, Skip, Up, Down, Back],
            Room::Kept(_) => vec![Back, Toggle, Down, Up],
            Room::Call(room) if room.buffer().is_some() => vec![Choose, Back],
            Room::Call(room) if room.reacting() => vec![Choose, Up, Down, Back],
            Room::Call(_) => {
                vec![Toggle, Note, Promise, Ask, React, Skip, Agree, HangUp, TakeBack, Left, Up, Down, Back]
            }
            Room::Checklist(_) => vec![Toggle, Up, Down, Back],
        },
    };
    if panes > 1 {
        list.push(Pane);
    }
    list.extend([Help, Language, Quit]);
    list
}

fn hints(core: &Core, commands: &[Command], focus: Focus) -> Vec<Hint> {
    let rows = commands.iter().filter_map(|command| binding(*command, focus));
    let hints = rows.map(|row| Hint {
        command: row.command,
        key: row.shown,
        word: row.word,
        label: core.word(row.label).to_owned(),
    });
    hints.collect()
}

fn saved(core: &Core) -> &str {
    core.word(match core.saving {
        Saving::Saved => Word::Saved,
        Saving::Pending => Word::Saving,
        Saving::Off(_) => Word::NotSaving,
    })
}

fn overlay_pane<'m>(core: &Core, overlay: &Overlay) -> Pane<'m> {
    match overlay {
        Overlay::Help(scroll) => {
            let mut blocks = vec![Block::Text(Tone::Plain, core.word(Word::HelpIntro).to_owned()), Block::Gap];
            let mut told = Vec::new();
            for row in BINDINGS {
                if !told.contains(&row.command) {
                    told.push(row.command);
                    blocks.push(key_row(core, row.shown, row.label));
                }
            }
            blocks.push(Block::Gap);
            blocks.push(Block::Heading(core.word(Word::HelpEditing).to_owned()));
            for row in EDITS.iter().chain(TEXT_EDITS) {
                blocks.push(key_row(core, row.shown, row.label));
            }
            Pane { name: PaneName::Main, title: core.word(Word::KeyHelp).to_owned(), blocks, scroll: *scroll }
        }
        Overlay::Broken(found, scroll) => mistakes(core, found, *scroll),
        Overlay::SaveFailed(why) => {
            let blocks = vec![
                Block::Text(Tone::Gap, core.say(Word::SaveFailed, &[("why", why)])),
                Block::Gap,
                Block::Text(Tone::Plain, core.word(Word::SaveFailedHelp).to_owned()),
            ];
            Pane { name: PaneName::Main, title: core.word(Word::NotSaving).to_owned(), blocks, scroll: 0 }
        }
    }
}

/// How many mistakes of a pack are shown: who mends these sees the next.
const SHOWN_MISTAKES: usize = 12;

/// Mistakes of the pack that is being written.
fn mistakes<'m>(core: &Core, found: &[Diagnostic], scroll: usize) -> Pane<'m> {
    let mut blocks = vec![Block::Text(Tone::Plain, core.word(Word::PackBrokenHelp).to_owned())];
    for one in found.iter().take(SHOWN_MISTAKES) {
        let place = format!("{}:{}:{} [{}]", one.file, one.at.line, one.at.column, one.code.name());
        blocks.extend([Block::Gap, Block::Heading(place)]);
        if !one.line.is_empty() {
            blocks.push(Block::Text(Tone::Plain, one.excerpt()));
        }
        blocks.push(Block::Text(Tone::Gap, one.message.get(core.lang).to_owned()));
        blocks.push(Block::Text(Tone::Coach, one.help.get(core.lang).to_owned()));
    }
    let title = core.say(Word::PackBroken, &[("n", &found.len().to_string())]);
    Pane { name: PaneName::Main, title, blocks, scroll }
}

fn key_row<'m>(core: &Core, shown: &str, label: Word) -> Block<'m> {
    Block::Row { label: shown.to_owned(), text: core.word(label).to_owned(), tone: Tone::Plain }
}
