//! The state of the program, and how it begins.

use std::sync::Arc;

use jiff::{Timestamp, ZonedDateTime};

use super::drill::DrillItem;
use super::flow::Flow;
use super::followup::Calendar;
use super::kept::KeptCase;
use super::msg::{DraftToSave, Effect};
use super::rehearsal::{Draft, Place, Rehearsal};
use super::screens::{
    AfterRoom, AttemptsRoom, CallRoom, CardRoom, ChecklistRoom, ClientRoom, DebriefRoom, Drill, Duties, FormRoom,
    GateRoom, Home, KeptRoom, Library, StepRoom,
};
use super::talk::{Talk, TalkSummary};
use super::view::{Notice, PaneName, Tone};
use crate::listen::Listener;
use crate::pack::{Diagnostic, Lang, Pack, Scenario, Sources, Word};
use crate::text::Buffer;

/// The whole state. It changes through [`super::update()`] alone, and is looked at through
/// [`super::view()`].
#[derive(Debug)]
pub struct Model {
    pub(super) core: Core,
    pub(super) screen: Screen,
    pub(super) overlay: Option<Overlay>,
}

/// What every screen needs.
#[derive(Debug)]
pub(super) struct Core {
    /// All packs; the one in use is one of them.
    pub packs: Vec<Arc<Pack>>,
    /// The pack of the talk on the desk.
    pub pack: Arc<Pack>,
    pub listener: Arc<Listener>,
    pub lang: Lang,
    pub mode: CoachMode,
    pub wishes: Wishes,
    pub saving: Saving,
    /// Why there is no store, until the user was told of it on the way out.
    pub storeless: Option<String>,
    pub talks: Vec<TalkSummary>,
    pub notice: Option<Notice>,
    /// The pane shown where only one fits.
    pub shown: PaneName,
    /// The moment of the last message.
    pub now: ZonedDateTime,
    /// Hides names and sums; none when nobody can.
    pub redact: Option<Redact>,
    /// What was missed, to be practised.
    pub drills: Vec<DrillItem>,
    /// The user's working days and zone.
    pub calendar: Calendar,
}

/// Hides the names and sums of a talk in its case: what has to be hidden, and how, is known to those who write documents.
pub type Redact = fn(&KeptCase, &Pack, &Listener, &Talk, &Rehearsal, &ZonedDateTime, Lang) -> Option<KeptCase>;

/// When the coach tells what it heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CoachMode {
    /// As one types.
    Live,
    /// After the line was said.
    After,
    /// In the debrief alone.
    Off,
}

/// What the user asked of the simulated client beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The persona's id; drawn from the seed when there is none.
    pub persona: Option<String>,
    /// The level's id; the middle one when there is none.
    pub level: Option<String>,
    /// The seed; the moment when there is none.
    pub seed: Option<u64>,
}

/// Whether what was typed is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    /// Everything is in the store.
    Saved,
    /// Something is on its way.
    Pending,
    /// There is no store; why, unless the user asked for none.
    Off(Option<String>),
}

/// What lies over a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Overlay {
    /// Keys and words, scrolled down by so many screenfuls.
    Help(usize),
    /// Something could not be saved; why.
    SaveFailed(String),
    /// The pack was changed and has mistakes; scrolled down by so many screenfuls.
    Broken(Vec<Diagnostic>, usize),
}

/// The screens.
#[derive(Debug)]
pub(super) enum Screen {
    /// Where one begins.
    Home(Home),
    /// Cases and habit cards.
    Library(Library),
    /// Practice of what was missed.
    Drill(Box<Drill>),
    /// What is due.
    Duties(Duties),
    /// Anywhere in a talk.
    Desk(Box<Desk>),
}

/// A talk on the desk: what the user works on.
#[derive(Debug)]
pub(super) struct Desk {
    pub talk: Talk,
    pub rehearsal: Rehearsal,
    /// The place of the talk's scenario in the pack.
    scenario: usize,
    pub room: Room,
    /// Whether the store knows the talk already: an empty form is not worth a row.
    pub kept: bool,
}

/// Where in a talk.
#[derive(Debug)]
pub(super) enum Room {
    Form(FormRoom),
    Gate(GateRoom),
    Step(StepRoom),
    Client(ClientRoom),
    Debrief(DebriefRoom),
    Card(CardRoom),
    Checklist(ChecklistRoom),
    Call(CallRoom),
    After(AfterRoom),
    Kept(KeptRoom),
    Attempts(AttemptsRoom),
}

/// Where the program begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// At home.
    Home,
    /// In the form of this new talk.
    New(Box<Talk>),
    /// In this talk, where its last rehearsal stands, or at the first step of a new one.
    Rehearse(Box<Talk>, Option<Box<Rehearsal>>),
    /// In a checklist of this talk.
    Checklist(Box<Talk>, Option<Box<Rehearsal>>, String),
    /// In the call of this talk.
    Call(Box<Talk>, Option<Box<Rehearsal>>),
    /// In a drill.
    Drill,
    /// In the debrief after the last call of this talk.
    After(Box<Talk>, Option<Box<Rehearsal>>),
}

impl Model {
    /// The program as it begins, and what it asks of the world first. A start that names what the
    /// pack does not have begins at home; the commands refuse such names before.
    pub fn begin(
        pack: Arc<Pack>,
        listener: Arc<Listener>,
        lang: Lang,
        wishes: Wishes,
        start: Start,
        now: &ZonedDateTime,
    ) -> (Self, Vec<Effect>) {
        let core = Core {
            packs: vec![pack.clone()],
            pack,
            listener,
            lang,
            mode: CoachMode::Live,
            wishes,
            saving: Saving::Saved,
            storeless: None,
            talks: Vec::new(),
            notice: None,
            shown: PaneName::Main,
            now: now.clone(),
            redact: None,
            drills: Vec::new(),
            calendar: Calendar::default(),
        };
        let mut model = Self { core, screen: Screen::Home(Home::default()), overlay: None };
        let mut effects = vec![Effect::ListTalks, Effect::ListDrills];
        let core = &mut model.core;
        let desk = match start {
            Start::Home => None,
            Start::Drill => {
                model.screen = Screen::Drill(Box::new(Drill::new()));
                None
            }
            Start::New(talk) => Desk::form(core, *talk, now),
            Start::Rehearse(talk, rehearsal) => Desk::rehearse(core, *talk, rehearsal.map(|r| *r), now),
            Start::Checklist(talk, rehearsal, list) => {
                Desk::rehearse(core, *talk, rehearsal.map(|r| *r), now).map(|mut desk| {
                    desk.enter(core, Place::Checklist { list });
                    desk
                })
            }
            Start::After(talk, rehearsal) => Desk::resume(core, *talk, rehearsal.map(|r| *r), now).map(|mut desk| {
                desk.look_back(core, now);
                desk
            }),
            Start::Call(talk, rehearsal) => Desk::resume(core, *talk, rehearsal.map(|r| *r), now).map(|mut desk| {
                desk.begin_call(core, now);
                desk
            }),
        };
        if let Some(desk) = desk {
            if !matches!(desk.room, Room::Form(_)) {
                effects.extend(desk.save());
            }
            model.screen = Screen::Desk(Box::new(desk));
        }
        effects.extend(model.calling().map(|began| Effect::Minutes(Some(began))));
        (model, effects)
    }

    /// The same with other packs beside the one that it began with: their kinds of talk stand on the home screen.
    #[must_use]
    pub fn beside(mut self, packs: Vec<Arc<Pack>>) -> Self {
        if packs.iter().any(|pack| Arc::ptr_eq(pack, &self.core.pack)) {
            self.core.packs = packs;
        }
        self
    }

    /// The program with something that hides names and sums.
    #[must_use]
    pub fn redacting(mut self, redact: Redact) -> Self {
        self.core.redact = Some(redact);
        self
    }

    /// The program with the user's working days and zone.
    #[must_use]
    pub fn counting(mut self, calendar: Calendar) -> Self {
        self.core.calendar = calendar;
        self
    }

    /// The interface language.
    pub fn lang(&self) -> Lang {
        self.core.lang
    }

    /// The pack in use.
    pub fn pack(&self) -> &Pack {
        &self.core.pack
    }

    /// The same, to be kept: two packs differ when they are not one and the same in memory.
    pub fn pack_in_use(&self) -> &Arc<Pack> {
        &self.core.pack
    }

    /// The talk on the desk.
    pub fn talk(&self) -> Option<&Talk> {
        match &self.screen {
            Screen::Desk(desk) => Some(&desk.talk),
            _ => None,
        }
    }

    /// The rehearsal on the desk.
    pub fn rehearsal(&self) -> Option<&Rehearsal> {
        match &self.screen {
            Screen::Desk(desk) => Some(&desk.rehearsal),
            _ => None,
        }
    }

    /// When the call that is on the screen began.
    pub(super) fn calling(&self) -> Option<Timestamp> {
        match &self.screen {
            Screen::Desk(desk) if matches!(desk.room, Room::Call(_)) => desk.talk.open_call().map(|call| call.began),
            _ => None,
        }
    }

    /// The line that is being typed and is not in the rehearsal yet.
    pub fn draft(&self) -> Option<DraftToSave> {
        let Screen::Desk(desk) = &self.screen else { return None };
        if !desk.kept {
            return None;
        }
        let buffer = desk.buffer()?;
        Some(DraftToSave {
            rehearsal: desk.rehearsal.id.clone(),
            place: desk.rehearsal.place.clone(),
            text: buffer.text().to_string(),
            cursor: buffer.cursor(),
        })
    }

    /// What has to be saved so that nothing is lost: for a way out that no message announced.
    pub fn everything(&self) -> Vec<Effect> {
        match &self.screen {
            Screen::Desk(desk) if desk.kept || desk.buffer().is_some_and(|b| !b.is_empty()) => desk.save(),
            _ => Vec::new(),
        }
    }
}

impl Core {
    /// The kinds of talk of all packs.
    pub fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        self.packs.iter().flat_map(|pack| &pack.scenarios)
    }

    /// The kind of talk with this id, whichever pack has it.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.pack.scenario(id).or_else(|| self.scenarios().find(|scenario| scenario.id == id))
    }

    /// Takes up the pack that a kind of talk comes from.
    pub fn take_up(&mut self, scenario: &str) {
        if self.pack.scenario(scenario).is_none()
            && let Some(pack) = self.packs.iter().find(|pack| pack.scenario(scenario).is_some())
        {
            self.pack = pack.clone();
            self.listener = Arc::new(Listener::later(pack.clone()));
        }
    }

    /// Takes other packs in place of those there are, and up the one that has this kind of talk, or else the first.
    pub fn replace_packs(&mut self, packs: Vec<Arc<Pack>>, scenario: Option<&str>) {
        let has = |pack: &&Arc<Pack>| scenario.is_some_and(|id| pack.scenario(id).is_some());
        let Some(pack) = packs.iter().find(has).or(packs.first()).cloned() else { return };
        self.listener = Arc::new(Listener::later(pack.clone()));
        self.pack = pack;
        self.packs = packs;
    }

    /// A word of the interface.
    pub fn word(&self, word: Word) -> &str {
        self.pack.word(word, self.lang)
    }

    /// A word of the interface with values in its places.
    pub fn say(&self, word: Word, values: &[(&str, &str)]) -> String {
        crate::pack::fill(self.word(word), values)
    }

    /// The papers that something rests on, told as such: what they say is not from the articles.
    pub fn papers(&self, source: &Sources) -> Option<String> {
        super::page::papers(&self.pack, self.lang, source)
    }

    /// Tells something once.
    pub fn tell(&mut self, tone: Tone, word: Word, values: &[(&str, &str)]) {
        let text = self.say(word, values);
        self.notice = Some(Notice { tone, text });
    }

    /// The seed for a new rehearsal.
    fn seed(&self, now: &ZonedDateTime) -> u64 {
        self.wishes.seed.unwrap_or_else(|| now.timestamp().as_microsecond().unsigned_abs())
    }

    /// The reactions that a new rehearsal of a talk has to bring up: what came in calls with this client. `known` are the
    /// rehearsals that may have closed some of them since.
    pub fn wished(&self, talk: &Talk, known: &[&Rehearsal]) -> Vec<String> {
        let scenario = self.pack.scenario(&talk.scenario);
        let others = self.talks.iter().map(|summary| &summary.talk).filter(|other| other.id != talk.id);
        let others = others.filter(|other| super::afterwards::same_client(scenario, talk, other));
        super::afterwards::wished(std::iter::once(talk).chain(others), known)
    }

    /// Keeps an item of the drill as it stands now.
    pub fn keep_drill(&mut self, item: &DrillItem) {
        let same = |known: &&mut DrillItem| {
            (&known.scenario, &known.step, &known.check) == (&item.scenario, &item.step, &item.check)
        };
        match self.drills.iter_mut().find(same) {
            Some(known) => known.clone_from(item),
            None => self.drills.push(item.clone()),
        }
    }

    /// The persona's id for a new rehearsal: as wished, or by the seed.
    fn persona(&self, seed: u64) -> String {
        let wished = self.wishes.persona.as_deref().and_then(|id| self.pack.persona(id));
        let by_seed = (seed % self.pack.personas.len().max(1) as u64) as usize;
        let persona = wished.or_else(|| self.pack.personas.get(by_seed));
        persona.map(|p| p.id.clone()).unwrap_or_default()
    }

    /// The level's id for a new rehearsal: as wished, or the middle one.
    fn level(&self) -> String {
        let wished = self.wishes.level.as_deref().and_then(|id| self.pack.level(id));
        let middle = self.pack.levels.len() / 2;
        wished.or_else(|| self.pack.levels.get(middle)).map(|l| l.id.clone()).unwrap_or_default()
    }
}

impl Desk {
    /// A new talk at its form.
    pub fn new_talk(core: &Core, scenario: &str, now: &ZonedDateTime) -> Option<Self> {
        Self::form(core, Talk::new(core.pack.scenario(scenario)?, now.timestamp()), now)
    }

    /// A new talk at its form, whose first facts may be known.
    pub fn form(core: &Core, talk: Talk, now: &ZonedDateTime) -> Option<Self> {
        let fact = core.pack.scenario(&talk.scenario)?.facts.first().map(|f| f.id.clone()).unwrap_or_default();
        Self::open(core, talk, None, Place::Form { fact }, false, now)
    }

    /// A talk where its last rehearsal stands, or at the first step of a new one.
    pub fn rehearse(core: &Core, talk: Talk, last: Option<Rehearsal>, now: &ZonedDateTime) -> Option<Self> {
        let first = {
            let scenario = core.pack.scenario(&talk.scenario)?;
            Flow::of(scenario, &talk)?.first()?.id.clone()
        };
        let last = last.filter(|r| {
            !r.finished
                && !matches!(r.place, Place::Form { .. } | Place::Gate | Place::Call { .. } | Place::After { .. })
        });
        Self::open(core, talk, last, Place::Step { step: first, drill: false }, true, now)
    }

    /// A talk as it was left: where its last rehearsal stands, or at the gate of a new one.
    pub fn resume(core: &Core, talk: Talk, last: Option<Rehearsal>, now: &ZonedDateTime) -> Option<Self> {
        Self::open(core, talk, last, Place::Gate, true, now)
    }

    fn open(
        core: &Core,
        talk: Talk,
        rehearsal: Option<Rehearsal>,
        place: Place,
        kept: bool,
        now: &ZonedDateTime,
    ) -> Option<Self> {
        let scenario = core.pack.scenarios.iter().position(|s| s.id == talk.scenario)?;
        let rehearsal = rehearsal.unwrap_or_else(|| {
            let seed = core.seed(now);
            let rehearsal = Rehearsal::new(&talk.id, &core.persona(seed), &core.level(), seed, place, now.timestamp());
            Rehearsal { wished: core.wished(&talk, &[]), ..rehearsal }
        });
        let place = rehearsal.place.clone();
        let mut desk = Self { talk, rehearsal, scenario, room: Room::Gate(GateRoom::default()), kept };
        desk.enter(core, place);
        Some(desk)
    }

    /// The talk's scenario.
    pub fn scenario<'p>(&self, core: &'p Core) -> &'p Scenario {
        // The index was found in this pack when the desk was opened, and packs never shrink.
        &core.pack.scenarios[self.scenario]
    }

    /// Comes to the same place again after the packs were changed; what was done and what is being typed stay. A place
    /// that the pack no longer has leads to the gate. `None` when the pack no longer has this kind of talk.
    pub fn take_in(&mut self, core: &Core) -> Option<()> {
        self.keep_draft();
        self.scenario = core.pack.scenarios.iter().position(|s| s.id == self.talk.scenario)?;
        // What is being typed was kept: the old room has nothing to add to it.
        self.room = Room::Gate(GateRoom::default());
        self.enter(core, self.rehearsal.place.clone());
        Some(())
    }

    /// Comes to the same place again with a fresh text in it.
    pub fn reopen(&mut self, core: &Core) {
        let place = self.rehearsal.place.clone();
        self.rehearsal.drafts.remove(&place.draft_key());
        self.room = Room::Gate(GateRoom::default());
        self.enter(core, place);
    }

    /// Goes to a place; what is being typed here is kept. A place that the pack or the path no
    /// longer has leads to the gate.
    pub fn enter(&mut self, core: &Core, place: Place) {
        self.keep_draft();
        let scenario = self.scenario(core);
        let text = self.rehearsal.text_for(&place);
        let room = match &place {
            Place::Form { fact } => Some(Room::Form(FormRoom::open(core, scenario, &self.talk, &self.rehearsal, fact))),
            Place::Gate => Some(Room::Gate(GateRoom::default())),
            Place::Step { step, drill } => {
                scenario.step(step).map(|(_, step)| Room::Step(StepRoom::open(core, &self.talk, step, *drill, &text)))
            }
            Place::Client { step } => {
                let known = scenario.step(step).is_some() && self.rehearsal.turn(step).is_some();
                known.then(|| Room::Client(ClientRoom::open(step, &text)))
            }
            Place::Debrief => Some(Room::Debrief(DebriefRoom::open(core, scenario, &self.talk, &self.rehearsal))),
            Place::Card => Some(Room::Card(CardRoom::open(core, scenario, &self.talk, &self.rehearsal))),
            Place::Checklist { list } => {
                core.pack.checklist(list).map(|list| Room::Checklist(ChecklistRoom::open(list, scenario)))
            }
            Place::After { question, field } => {
                AfterRoom::open(core, &self.talk, question.as_deref(), *field, &text).map(Room::After)
            }
            Place::Call { field } => {
                let before = match &self.room {
                    Room::Call(room) => Some(room),
                    _ => None,
                };
                let room = CallRoom::open(core, scenario, &self.talk, &self.rehearsal, *field, &text, before);
                room.map(Room::Call)
            }
        };
        match room {
            Some(room) => {
                self.room = room;
                self.rehearsal.place = place;
            }
            None => {
                self.room = Room::Gate(GateRoom::default());
                self.rehearsal.place = Place::Gate;
            }
        }
    }

    /// The text that is being typed.
    pub fn buffer(&self) -> Option<&Buffer> {
        match &self.room {
            Room::Form(room) => room.buffer(),
            Room::Gate(room) => room.buffer(),
            Room::Step(room) => Some(room.buffer()),
            Room::Client(room) => Some(room.buffer()),
            Room::Call(room) => room.buffer(),
            Room::After(room) => room.buffer(),
            Room::Debrief(_) | Room::Card(_) | Room::Checklist(_) | Room::Kept(_) | Room::Attempts(_) => None,
        }
    }

    /// Whether the field of the form that is being written holds something else than its fact.
    pub fn touched(&self) -> bool {
        match (&self.room, &self.rehearsal.place) {
            (Room::Form(room), Place::Form { .. }) => {
                room.buffer().is_some_and(|buffer| buffer.text() != room.standing())
            }
            _ => false,
        }
    }

    /// Keeps the line being typed in the rehearsal, so that coming back finds it.
    pub fn keep_draft(&mut self) {
        self.rehearsal = self.with_draft();
    }

    /// The rehearsal with the line being typed in it. A line that is the same as what would stand
    /// there anyway is no draft.
    fn with_draft(&self) -> Rehearsal {
        let mut rehearsal = self.rehearsal.clone();
        let Some(buffer) = self.buffer() else { return rehearsal };
        let place = &self.rehearsal.place;
        rehearsal.drafts.remove(&place.draft_key());
        let standing = match place {
            Place::Form { .. } => match &self.room {
                Room::Form(room) => room.standing().to_owned(),
                _ => return rehearsal,
            },
            Place::Gate => return rehearsal,
            _ => rehearsal.text_for(place).text,
        };
        if buffer.text() != standing {
            let draft = Draft { cursor: buffer.cursor(), text: buffer.text().to_owned() };
            rehearsal.drafts.insert(place.draft_key(), draft);
        }
        rehearsal
    }

    /// Commits the talk and the rehearsal with the line being typed.
    pub fn save(&self) -> Vec<Effect> {
        vec![Effect::SaveTalk(Box::new(self.talk.clone())), Effect::SaveRehearsal(Box::new(self.with_draft()))]
    }
}
