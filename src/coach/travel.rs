//! From place to place: where a command in a talk leads, and what is committed on the way.

use jiff::ZonedDateTime;

use super::drill::missed;
use super::flow::Flow;
use super::model::{Core, Desk, Model, Room, Screen};
use super::msg::Effect;
use super::rehearsal::{Place, Rehearsal};
use super::screens::{AttemptsRoom, Go, Home};
use super::view::{PaneName, Tone};
use crate::pack::Word;

/// The step after this one, or the debrief.
pub(super) fn onwards(core: &Core, desk: &Desk, step: &str) -> Go {
    let flow = Flow::of(desk.scenario(core), &desk.talk);
    match flow.as_ref().and_then(|flow| flow.after(step)) {
        Some(next) => Go::To(Place::Step { step: next.id.clone(), drill: false }),
        None => Go::To(Place::Debrief),
    }
}

/// The step before this one, or the gate.
pub(super) fn back_from(scenario: &crate::pack::Scenario, desk: &Desk) -> Go {
    let Place::Step { step, .. } = &desk.rehearsal.place else { return Go::To(Place::Gate) };
    let flow = Flow::of(scenario, &desk.talk);
    match flow.as_ref().and_then(|flow| flow.before(step)) {
        Some(before) => Go::To(Place::Step { step: before.id.clone(), drill: false }),
        None => Go::To(Place::Gate),
    }
}

/// Goes where a command led. Every step of the way is committed.
pub(super) fn travel(model: &mut Model, go: Go, now: &ZonedDateTime, effects: &mut Vec<Effect>) {
    let Screen::Desk(desk) = &mut model.screen else { return };
    match go {
        Go::Stay => {}
        Go::To(place) => {
            if place == Place::Debrief {
                // A rehearsal in which nothing was said is none.
                desk.rehearsal.finished = !desk.rehearsal.attempts.is_empty();
            }
            // Where one pane fits, the task comes first; the first letter turns to the text.
            let writes = matches!(place, Place::Call { field: Some(_) });
            model.core.shown = if writes { PaneName::Write } else { PaneName::Main };
            let said = matches!(desk.rehearsal.place, Place::Step { .. } | Place::Client { .. });
            if matches!(place, Place::After { question: None, .. }) {
                desk.bring_up(&model.core);
            }
            desk.enter(&model.core, place);
            if said {
                queue_missed(&mut model.core, desk, effects);
            }
            if desk.kept {
                effects.retain(|e| !matches!(e, Effect::SaveTalk(_) | Effect::SaveRehearsal(_)));
                effects.extend(desk.save());
            }
        }
        Go::Call => {
            model.core.shown = PaneName::Main;
            desk.kept = true;
            desk.talk.changed = now.timestamp();
            desk.begin_call(&model.core, now);
            effects.extend(desk.save());
        }
        Go::After => {
            model.core.shown = PaneName::Main;
            desk.rehearsal.place = Place::Gate;
            desk.look_back(&model.core, now);
            effects.extend(desk.save());
        }
        Go::Compare(step) => {
            let scenario = desk.scenario(&model.core);
            let step = scenario.step(&step).map(|(_, step)| step);
            match step.and_then(|step| AttemptsRoom::pair(&model.core, &desk.talk, step, &desk.rehearsal)) {
                Some(room) => {
                    model.core.shown = PaneName::Main;
                    desk.room = Room::Attempts(room);
                }
                None => model.core.tell(Tone::Gap, Word::TryOnlyOne, &[]),
            }
        }
        Go::Chart => {
            model.core.shown = PaneName::Main;
            let mut room = AttemptsRoom::chart();
            // Where nothing is stored, the rehearsal on the desk is all there is.
            let scenario = desk.scenario(&model.core);
            room.rehearsals_came(&model.core, scenario, &desk.talk, &[], &desk.rehearsal);
            desk.room = Room::Attempts(room);
            effects.push(Effect::ListRehearsals(desk.talk.id.clone()));
        }
        Go::Case => {
            model.core.shown = PaneName::Main;
            desk.read_case(&model.core);
        }
        Go::Again => {
            let talk = desk.talk.clone();
            let old = desk.rehearsal.clone();
            let fresh =
                Rehearsal::new(&talk.id, &old.persona, &old.level, next_seed(&old, now), Place::Gate, now.timestamp());
            let fresh = Rehearsal { wished: model.core.wished(&talk, &[&old]), ..fresh };
            if let Some(desk) = Desk::resume(&model.core, talk, Some(fresh), now) {
                effects.extend(desk.save());
                model.screen = Screen::Desk(Box::new(desk));
            }
        }
        Go::Home => {
            desk.keep_draft();
            if desk.kept || !desk.talk.facts.is_empty() {
                effects.retain(|e| !matches!(e, Effect::SaveTalk(_) | Effect::SaveRehearsal(_)));
                effects.extend(desk.save());
            }
            effects.push(Effect::ListTalks);
            model.screen = Screen::Home(Home::default());
            model.core.shown = PaneName::Main;
        }
    }
}

/// What a rehearsal missed comes up again in a drill. Only one that was just gone through counts: who reads an old debrief
/// once more has missed nothing since.
fn queue_missed(core: &mut Core, desk: &Desk, effects: &mut Vec<Effect>) {
    let Room::Debrief(room) = &desk.room else { return };
    let (now, today) = (core.now.timestamp(), core.now.date());
    let (scenario, talk) = (&desk.talk.scenario, Some(desk.talk.id.as_str()));
    let changed = missed(&core.pack, scenario, talk, room.back(), &core.drills, now, today);
    if !changed.is_empty() {
        changed.iter().for_each(|item| core.keep_drill(item));
        effects.push(Effect::SaveDrills(changed));
    }
}

/// Another client for another rehearsal.
fn next_seed(old: &Rehearsal, now: &ZonedDateTime) -> u64 {
    old.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(now.timestamp().as_microsecond().unsigned_abs())
}
