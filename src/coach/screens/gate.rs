//! The readiness gate: what is in hand, what is missing and who gets it; then who the client is.

use crate::coach::flow::Flow;
use crate::coach::model::{CoachMode, Core};
use crate::coach::msg::{Command, Effect};
use crate::coach::rehearsal::{Place, Rehearsal};
use crate::coach::talk::{GateAnswer, MAX_FACT_BYTES, Talk};
use crate::coach::view::{Block, Editor, Item, Mark, Pane, PaneName, Tone};
use crate::pack::{GateItem, GateState, Scenario, Word};
use crate::text::{Buffer, Changed, Edit};

use super::{Around, Go, moved};

/// Rows below the gate's own items: persona, level, coach mode, checklist, begin.
const SETTINGS: [Setting; 5] = [Setting::Begin, Setting::Persona, Setting::Level, Setting::Coach, Setting::Checklist];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    Begin,
    Persona,
    Level,
    Coach,
    Checklist,
}

/// The gate: a cursor over its items and the settings.
#[derive(Debug, Default)]
pub struct GateRoom {
    cursor: usize,
    /// The checklist that is offered, by its place in the pack.
    list: usize,
    /// The note of the item under the cursor, while it is written.
    note: Option<Buffer>,
}

impl GateRoom {
    /// The note that is being written.
    pub fn buffer(&self) -> Option<&Buffer> {
        self.note.as_ref()
    }

    /// Edits the note, which is kept with every change.
    pub fn edit(&mut self, scenario: &Scenario, talk: &mut Talk, edit: &Edit) -> Option<Changed> {
        let buffer = self.note.as_mut()?;
        let changed = buffer.apply(edit);
        let note = buffer.text().trim().to_owned();
        if let Some(answer) = scenario.gate.get(self.cursor).and_then(|item| talk.gate.get_mut(&item.id)) {
            answer.note = note;
        }
        Some(changed)
    }

    /// Puts the cursor on an item.
    pub fn point(&mut self, scenario: &Scenario, index: usize) {
        self.note = None;
        self.cursor = index.min(scenario.gate.len() + SETTINGS.len() - 1);
    }

    /// What a command does.
    pub fn command(
        &mut self,
        around: &mut Around<'_>,
        scenario: &Scenario,
        talk: &mut Talk,
        rehearsal: &mut Rehearsal,
        command: Command,
    ) -> Go {
        if self.note.is_some() {
            match command {
                Command::Choose | Command::Say | Command::Back | Command::Up | Command::Down => {
                    self.note = None;
                    if matches!(command, Command::Choose | Command::Say | Command::Down) {
                        self.step(scenario, true);
                    }
                    around.effects.push(Effect::SaveTalk(Box::new(talk.clone())));
                    return Go::Stay;
                }
                Command::Skip => self.note = None,
                _ => return Go::Stay,
            }
        }
        match command {
            Command::Up | Command::Down => self.step(scenario, command == Command::Down),
            Command::PageUp => self.cursor = 0,
            Command::PageDown => self.cursor = scenario.gate.len(),
            Command::Skip | Command::Say => return begin(scenario, talk, rehearsal),
            Command::Back => {
                let last = scenario.facts.last().map(|f| f.id.clone()).unwrap_or_default();
                return Go::To(Place::Form { fact: last });
            }
            Command::Toggle | Command::Left | Command::Right | Command::Choose => {
                match (scenario.gate.get(self.cursor), self.setting(scenario)) {
                    (Some(item), _) => self.change(around, item, talk, command),
                    (None, Some(Setting::Begin)) if matches!(command, Command::Choose | Command::Right) => {
                        return begin(scenario, talk, rehearsal);
                    }
                    (None, Some(Setting::Checklist)) if command == Command::Choose => {
                        if let Some(list) = around.core.pack.checklists.get(self.list) {
                            return Go::To(Place::Checklist { list: list.id.clone() });
                        }
                    }
                    (None, Some(Setting::Checklist)) => {
                        let last = around.core.pack.checklists.len().saturating_sub(1);
                        self.list = match command {
                            Command::Left => self.list.checked_sub(1).unwrap_or(last),
                            _ if self.list >= last => 0,
                            _ => self.list + 1,
                        };
                    }
                    (None, Some(setting)) => set(around.core, rehearsal, setting, command),
                    (None, None) => {}
                }
            }
            _ => {}
        }
        Go::Stay
    }

    fn step(&mut self, scenario: &Scenario, down: bool) {
        self.cursor = moved(self.cursor, scenario.gate.len() + SETTINGS.len(), down);
    }

    fn setting(&self, scenario: &Scenario) -> Option<Setting> {
        SETTINGS.get(self.cursor.checked_sub(scenario.gate.len())?).copied()
    }

    /// Changes the item under the cursor: the next or last state, or its note.
    fn change(&mut self, around: &mut Around<'_>, item: &GateItem, talk: &mut Talk, command: Command) {
        let state = talk.gate_state(&item.id);
        if command == Command::Choose {
            match state {
                Some(GateState::Missing | GateState::NotNeeded) => {
                    let note = talk.gate.get(&item.id).map(|a| a.note.clone()).unwrap_or_default();
                    self.note = Some(Buffer::single_line(&note).with_limit(MAX_FACT_BYTES));
                }
                Some(GateState::Have) => self.cursor += 1,
                None => set_state(talk, item, Some(GateState::Have)),
            }
        } else {
            const ROUND: [Option<GateState>; 4] =
                [None, Some(GateState::Have), Some(GateState::Missing), Some(GateState::NotNeeded)];
            let at = ROUND.iter().position(|s| *s == state).unwrap_or(0);
            let step = if command == Command::Left { ROUND.len() - 1 } else { 1 };
            set_state(talk, item, ROUND[(at + step) % ROUND.len()]);
        }
        around.effects.push(Effect::SaveTalk(Box::new(talk.clone())));
    }

    /// What is to be seen.
    pub fn panes<'m>(&'m self, core: &Core, scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal) -> Vec<Pane<'m>> {
        let mut blocks = vec![Block::Text(Tone::Coach, core.word(Word::GateIntro).to_owned()), Block::Gap];
        for (index, item) in scenario.gate.iter().enumerate() {
            let here = index == self.cursor;
            blocks.push(Block::Item(gate_item(core, item, talk, here).at(index, self.cursor)));
            if let (true, Some(buffer)) = (here, &self.note) {
                let missing = talk.gate_state(&item.id) == Some(GateState::Missing);
                blocks.push(Block::Editor(Editor {
                    buffer,
                    label: core.word(if missing { Word::GateWhoWhen } else { Word::GateBecause }).to_owned(),
                    hint: String::new(),
                    single_line: true,
                    marks: Vec::new(),
                }));
            }
        }
        blocks.push(Block::Gap);
        if let Some(note) = path_note(core, scenario, talk) {
            blocks.push(Block::Text(Tone::Gap, note));
        }
        for (index, setting) in SETTINGS.iter().enumerate() {
            let item = setting_item(core, rehearsal, *setting, self.list);
            blocks.push(Block::Item(item.at(scenario.gate.len() + index, self.cursor)));
        }
        vec![Pane { name: PaneName::Main, title: core.word(Word::GateTitle).to_owned(), blocks, scroll: 0 }]
    }
}

fn set_state(talk: &mut Talk, item: &GateItem, state: Option<GateState>) {
    match state {
        Some(state) => {
            let answer = talk.gate.entry(item.id.clone());
            answer.or_insert(GateAnswer { state, note: String::new() }).state = state;
        }
        None => {
            talk.gate.remove(&item.id);
        }
    }
}

/// Goes to the first step; the gate advises, it never locks.
fn begin(scenario: &Scenario, talk: &Talk, rehearsal: &Rehearsal) -> Go {
    let Some(flow) = Flow::of(scenario, talk) else { return Go::Stay };
    // Coming back from a look at the gate, one goes on at the first step that nothing was said at.
    let open = flow.steps.iter().find(|(_, step)| rehearsal.last_try(&step.id).is_none());
    match open.or(flow.steps.first()) {
        Some((_, step)) => Go::To(Place::Step { step: step.id.clone(), drill: false }),
        None => Go::Stay,
    }
}

fn set(core: &mut Core, rehearsal: &mut Rehearsal, setting: Setting, command: Command) {
    let turn = |at: Option<usize>, len: usize| {
        let at = at.unwrap_or(0);
        if command == Command::Left { (at + len.saturating_sub(1)) % len.max(1) } else { (at + 1) % len.max(1) }
    };
    match setting {
        Setting::Persona => {
            let list = &core.pack.personas;
            let next = turn(list.iter().position(|p| p.id == rehearsal.persona), list.len());
            if let Some(persona) = list.get(next) {
                rehearsal.persona.clone_from(&persona.id);
            }
        }
        Setting::Level => {
            let list = &core.pack.levels;
            let next = turn(list.iter().position(|l| l.id == rehearsal.level), list.len());
            if let Some(level) = list.get(next) {
                rehearsal.level.clone_from(&level.id);
            }
        }
        Setting::Coach => core.mode = core.mode.next(),
        Setting::Begin | Setting::Checklist => {}
    }
}

fn setting_item(core: &Core, rehearsal: &Rehearsal, setting: Setting, list: usize) -> Item {
    match setting {
        Setting::Begin => Item::new(Mark::Here, core.word(Word::GateBegin)),
        Setting::Persona => {
            let persona = core.pack.persona(&rehearsal.persona);
            let item = Item::new(Mark::None, core.word(Word::GatePersona));
            match persona {
                Some(p) => item.value(p.title.get(core.lang)).detail(Tone::Muted, p.note.get(core.lang)),
                None => item,
            }
        }
        Setting::Level => {
            let level = core.pack.level(&rehearsal.level);
            let item = Item::new(Mark::None, core.word(Word::GateLevel));
            match level {
                Some(l) => item.value(l.title.get(core.lang)).detail(Tone::Muted, l.note.get(core.lang)),
                None => item,
            }
        }
        Setting::Coach => Item::new(Mark::None, core.word(Word::GateCoach)).value(core.word(core.mode.word())),
        Setting::Checklist => {
            let title = core.pack.checklists.get(list).map(|list| list.title.get(core.lang));
            Item::new(Mark::None, core.word(Word::GateChecklist)).value(title.unwrap_or_default())
        }
    }
}

fn gate_item(core: &Core, item: &GateItem, talk: &Talk, here: bool) -> Item {
    let answer = talk.gate.get(&item.id);
    let (mark, state) = match answer.map(|a| a.state) {
        None => (Mark::Ahead, Word::GateOpen),
        Some(GateState::Have) => (Mark::Met, Word::GateHave),
        Some(GateState::Missing) => (Mark::Gap, Word::GateMissing),
        Some(GateState::NotNeeded) => (Mark::Ticked, Word::GateNotNeeded),
    };
    let mut view = Item::new(mark, item.ask.get(core.lang)).value(core.word(state));
    if let Some(note) = answer.map(|a| a.note.as_str()).filter(|note| !note.is_empty()) {
        view = view.detail(Tone::You, note);
    }
    if here {
        view = view.detail(Tone::Muted, item.why.get(core.lang));
        let bare = answer.is_some_and(|a| a.note.is_empty() && a.state != GateState::Have);
        if bare {
            view = view.detail(Tone::Coach, core.word(Word::GateNoteHint));
        }
    }
    view
}

/// Says that another way through the talk is open, when a gate item opens one.
fn path_note(core: &Core, scenario: &Scenario, talk: &Talk) -> Option<String> {
    let flow = Flow::of(scenario, talk)?;
    flow.path.when.as_ref()?;
    let stages: Vec<&str> = flow.stages.iter().map(|s| s.title.get(core.lang)).collect();
    Some(core.say(Word::GateOtherPath, &[("stages", &stages.join(" → "))]))
}

impl CoachMode {
    /// The next mode.
    pub fn next(self) -> Self {
        match self {
            CoachMode::Live => CoachMode::After,
            CoachMode::After => CoachMode::Off,
            CoachMode::Off => CoachMode::Live,
        }
    }

    /// Its name.
    pub fn word(self) -> Word {
        match self {
            CoachMode::Live => Word::CoachLive,
            CoachMode::After => Word::CoachAfter,
            CoachMode::Off => Word::CoachOff,
        }
    }
}
