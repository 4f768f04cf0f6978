//! What a scenario will look like, screen by screen: for whoever writes one.
//!
//! The screens are those of the machine itself, with the example case on the desk; what only comes up in the course of a
//! rehearsal (what the checks say, how the client reacts) is told beside the step that it belongs to.

use std::sync::Arc;

use jiff::ZonedDateTime;

use super::model::{Model, Screen, Start, Wishes};
use super::msg::{Command, Msg};
use super::rehearsal::Place;
use super::show::view;
use super::talk::Talk;
use super::update::update;
use super::view::{Block, Item, Mark, ScreenView, Tone};
use super::walk::cases;
use crate::listen::Listener;
use crate::pack::{Check, CheckKind, Condition, GateState, Lang, Pack, Reaction, Scenario, Step, Word};

/// Who previews, and how.
#[derive(Debug)]
pub struct Preview<'p> {
    /// The pack.
    pub pack: &'p Arc<Pack>,
    /// The listener made from it.
    pub listener: &'p Arc<Listener>,
    /// The language of the screens.
    pub lang: Lang,
    /// The moment that screens with dates take for now.
    pub now: &'p ZonedDateTime,
}

impl Preview<'_> {
    /// Every screen of a scenario in order: facts, gate, the steps of every path, card. `show` gets each with what belongs
    /// to it.
    pub fn scenario(&self, scenario: &Scenario, show: &mut dyn FnMut(&ScreenView<'_>, &[Block<'static>])) {
        let talk = Talk::example(scenario, self.lang, self.now.timestamp());
        if let Some(fact) = scenario.facts.first() {
            self.screen(&talk, Place::Form { fact: fact.id.clone() }, false, &self.facts(scenario), show);
        }
        self.screen(&talk, Place::Gate, false, &self.gate(scenario), show);
        for step in scenario.stages.iter().flat_map(|stage| &stage.steps) {
            self.step(scenario, step, show);
        }
        self.screen(&talk, Place::Card, false, &[], show);
    }

    /// One step, with its model lines, its checks and the client.
    pub fn step(&self, scenario: &Scenario, step: &Step, show: &mut dyn FnMut(&ScreenView<'_>, &[Block<'static>])) {
        let talk = self.case_for(scenario, step);
        let mut beside = self.checks(step);
        beside.extend(self.client(step));
        self.screen(&talk, Place::Step { step: step.id.clone(), drill: false }, true, &beside, show);
    }

    /// The example case, changed as far as needed to come to a step.
    fn case_for(&self, scenario: &Scenario, step: &Step) -> Talk {
        let mut talk = Talk::example(scenario, self.lang, self.now.timestamp());
        let leads = |path: &crate::pack::Path| {
            let mut stages = path.stages.iter().filter_map(|at| scenario.stages.get(usize::from(*at)));
            stages.any(|stage| stage.steps.iter().any(|s| s.id == step.id))
        };
        let settings = cases(scenario).into_iter().find(|(path, _)| scenario.paths.get(*path).is_some_and(leads));
        for setting in settings.iter().flat_map(|(_, settings)| settings) {
            setting.apply(&mut talk);
        }
        talk
    }

    fn screen(
        &self,
        talk: &Talk,
        place: Place,
        models: bool,
        beside: &[Block<'static>],
        show: &mut dyn FnMut(&ScreenView<'_>, &[Block<'static>]),
    ) {
        let start = Start::Rehearse(Box::new(talk.clone()), None);
        let wishes = Wishes { seed: Some(0), ..Wishes::default() };
        let (mut model, _) = Model::begin(self.pack.clone(), self.listener.clone(), self.lang, wishes, start, self.now);
        if let Screen::Desk(desk) = &mut model.screen {
            desk.enter(&model.core, place);
        }
        if models {
            update(&mut model, Msg::Do(Command::Models), self.now);
        }
        show(&view(&model), beside);
    }

    /// What the fields show while they are empty, and how the card then names the gap.
    fn facts(&self, scenario: &Scenario) -> Vec<Block<'static>> {
        let items = scenario.facts.iter().map(|fact| {
            let item = Item::new(Mark::None, fact.label.get(self.lang)).detail(Tone::Muted, fact.hint.get(self.lang));
            Block::Item(item.detail(Tone::Gap, fact.gap.get(self.lang)))
        });
        items.collect()
    }

    /// Why each item of the gate is asked for, and how the card names it when it is missing.
    fn gate(&self, scenario: &Scenario) -> Vec<Block<'static>> {
        let items = scenario.gate.iter().map(|item| {
            Block::Item(Item::new(Mark::Gap, item.missing.get(self.lang)).detail(Tone::Muted, item.why.get(self.lang)))
        });
        items.collect()
    }

    fn word(&self, word: Word) -> String {
        self.pack.word(word, self.lang).to_owned()
    }

    /// What each check of a step says.
    fn checks(&self, step: &Step) -> Vec<Block<'static>> {
        let checks = step.checks.iter().map(|check| Block::Item(self.check(&self.pack[*check])));
        std::iter::once(Block::Heading(self.word(Word::PreviewChecks))).chain(checks).collect()
    }

    fn check(&self, check: &Check) -> Item {
        let lang = self.lang;
        // A warning is named by what should not be there.
        let (mark, kind, name, other) = match check.rule.kind {
            CheckKind::Asks => (Mark::Ahead, Word::PreviewAsks, &check.title, &check.missed),
            CheckKind::Warns => (Mark::Gap, Word::PreviewWarns, &check.missed, &check.title),
        };
        let mut item = Item::new(mark, name.get(lang)).value(self.word(kind));
        if let Some(when) = &check.when {
            let only = self.pack.word(Word::PreviewOnlyWhen, lang);
            item = item.detail(Tone::Muted, crate::pack::fill(only, &[("condition", &condition(when))]));
        }
        item.detail(Tone::Plain, other.get(lang))
            .detail(Tone::Muted, check.why.get(lang))
            .detail(Tone::Coach, self.better(check.better.get(lang)))
    }

    fn better(&self, line: &str) -> String {
        crate::pack::fill(self.pack.word(Word::Better, self.lang), &[("line", line)])
    }

    /// How the client may react at a step, and what eases it.
    fn client(&self, step: &Step) -> Vec<Block<'static>> {
        if step.reactions.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Heading(self.word(Word::PreviewClient))];
        for reaction in step.reactions.iter().map(|reaction| &self.pack[*reaction]) {
            blocks.extend(self.reaction(reaction));
            blocks.push(Block::Gap);
        }
        blocks
    }

    fn reaction(&self, reaction: &Reaction) -> Vec<Block<'static>> {
        let lang = self.lang;
        let mut blocks = Vec::new();
        for opening in &reaction.opens {
            let persona = opening.persona.map(|who| self.pack[who].title.get(lang));
            let mood = persona.map_or_else(
                || reaction.mood.get(lang).to_owned(),
                |persona| format!("{} · {persona}", reaction.mood.get(lang)),
            );
            blocks.push(Block::Speech {
                who: reaction.title.get(lang).to_owned(),
                mood,
                tone: Tone::Client,
                text: opening.says.get(lang).to_owned(),
            });
        }
        blocks.push(Block::Text(Tone::Muted, self.word(Word::PreviewMoves)));
        for step in &reaction.moves {
            let mut item = Item::new(Mark::Met, step.name.get(lang));
            item.quotes.extend(step.holds.iter().map(|words| words.get(lang).to_owned()));
            blocks.push(Block::Item(item.detail(Tone::Coach, self.better(step.better.get(lang)))));
        }
        blocks.push(Block::Text(Tone::Muted, self.word(Word::PreviewWorse)));
        let says = reaction.worsens.says.iter().map(|words| Item::new(Mark::NotMet, words.get(lang)));
        blocks.extend(says.map(Block::Item));
        blocks.push(Block::Text(Tone::Met, reaction.end_eased.get(lang).to_owned()));
        blocks.push(Block::Text(Tone::NotMet, reaction.end_unresolved.get(lang).to_owned()));
        blocks
    }
}

/// A condition as its author wrote it.
fn condition(when: &Condition) -> String {
    match when {
        Condition::Gate { item, is } => {
            let is = match is {
                GateState::Have => "have",
                GateState::Missing => "missing",
                GateState::NotNeeded => "not-needed",
            };
            format!("{item}: {is}")
        }
        Condition::Fact { fact, is } => format!("{fact}: {is}"),
    }
}
