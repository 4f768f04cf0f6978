//! A talk on the desk beside the real call: calling, looking back, and what follows.

use jiff::ZonedDateTime;

use super::model::{Core, Desk, Room};
use super::rehearsal::Place;
use super::screens::KeptRoom;

impl Desk {
    /// Begins the call, or goes on with it where it stands.
    pub fn begin_call(&mut self, core: &Core, now: &ZonedDateTime) {
        let scenario = self.scenario(core);
        self.talk.begin_call(scenario, now.timestamp());
        let field = match self.rehearsal.place {
            Place::Call { field } => field,
            _ => None,
        };
        self.enter(core, Place::Call { field });
    }

    /// What was promised and left open becomes follow-ups.
    pub fn bring_up(&mut self, core: &Core) {
        let scenario = self.scenario(core);
        let now = core.now.timestamp();
        super::followup::bring_up(&mut self.talk, scenario, core.lang, &core.calendar, now);
    }

    /// Opens the talk as a case to read.
    pub fn read_case(&mut self, core: &Core) {
        let Some(case) = super::kept::kept_case(&core.pack, &self.talk, core.lang) else { return };
        let redacted = core.redact.and_then(|redact| {
            redact(&case, &core.pack, &core.listener, &self.talk, &self.rehearsal, &core.now, core.lang)
        });
        self.room = Room::Kept(KeptRoom::new(case, redacted));
    }

    /// Looks back on the last call: where one was, else at the first question without an answer. Without a call, one that was held
    /// elsewhere is taken to have just ended.
    pub fn look_back(&mut self, core: &Core, now: &ZonedDateTime) {
        let scenario = self.scenario(core);
        if self.talk.open_call().is_some() || self.talk.last_call().is_none() {
            self.talk.begin_call(scenario, now.timestamp());
            self.talk.end_call(now.timestamp());
        }
        if matches!(self.rehearsal.place, Place::After { .. }) {
            return;
        }
        let question = self.talk.last_call().and_then(|call| {
            let asked = super::afterwards::asked(&core.pack, scenario, &self.talk, &self.rehearsal, call);
            let open = asked.into_iter().find(|question| !call.answers.contains_key(&question.id));
            open.map(|question| question.id.clone())
        });
        self.enter(core, Place::After { question, field: None });
    }
}
