//! Documents for oneself: the card and the summary.

use crate::coach::{CardLine, Ending, EntryKind, FollowUpState, card};
use crate::listen::Verdict;
use crate::pack::{Checklist, GateState, SectionName, SectionText, Word};

use super::{Body, Case, Item, Maker, Row};

impl Maker<'_> {
    /// A section of the card.
    pub(super) fn card(&self, name: SectionName) -> Body {
        let Case { pack, listener, scenario, talk, rehearsal, lang, .. } = self.case;
        let card = card(pack, listener, scenario, talk, rehearsal, lang);
        let rows = |lines: Vec<CardLine>| Body::Rows(lines.into_iter().map(|l| Row::new(l.label, l.text)).collect());
        let items = |lines: Vec<String>| Body::Items(lines.into_iter().map(Item::new).collect());
        match name {
            SectionName::Gaps => items(card.gaps),
            SectionName::Rows => rows(card.rows),
            SectionName::Cues => rows(card.cues),
            SectionName::IfThen => rows(card.if_thens),
            _ => items(card.never_say),
        }
    }

    /// A section of the summary.
    pub(super) fn summary(&self, text: &SectionText) -> Body {
        match text.name {
            SectionName::Gaps => Body::Items(self.gaps()),
            SectionName::Gate => Body::Items(self.rest_of_gate()),
            SectionName::Risks => Body::Items(self.risks()),
            SectionName::Lines => Body::Rows(self.lines()),
            SectionName::Checks => Body::Items(self.checks()),
            SectionName::IfThen => self.card(SectionName::IfThen),
            SectionName::NeverSay => self.card(SectionName::NeverSay),
            SectionName::Checklist => Body::Items(self.checklist()),
            SectionName::Contacts => Body::Rows(self.contacts(text)),
            SectionName::Inside => Body::Items(self.private()),
            _ => Body::Rows([self.fact_rows(&text.facts), self.gate_rows(&text.gate)].concat()),
        }
    }

    /// Empty facts, missing gate items, and offers in the rehearsed lines that nobody has approved.
    fn gaps(&self) -> Vec<Item> {
        let Case { pack, scenario, talk, lang, .. } = self.case;
        let warnings = self.back.iter().flat_map(|back| &back.gate_warnings).map(|check| pack[*check].missed.get(lang));
        let warnings = warnings.map(Item::new);
        let gaps = talk.gaps(scenario, lang).into_iter().map(|gap| Item::new(gap.told(pack, lang)));
        warnings.chain(gaps).collect()
    }

    fn gate_rows(&self, ids: &[String]) -> Vec<Row> {
        let Case { scenario, lang, .. } = self.case;
        let items = ids.iter().filter_map(|id| scenario.gate.iter().find(|item| item.id == *id));
        items.map(|item| Row::new(item.ask.get(lang), self.gate_state(&item.id).0)).collect()
    }

    /// The gate items that no other section shows.
    fn rest_of_gate(&self) -> Vec<Item> {
        let Case { scenario, lang, .. } = self.case;
        let shown = |id: &String| self.text.sections.iter().any(|section| section.gate.contains(id));
        let rest = scenario.gate.iter().filter(|item| !shown(&item.id));
        let items = rest.map(|item| {
            let (state, done) = self.gate_state(&item.id);
            Item { when: state, ..Item::tick(item.ask.get(lang), done) }
        });
        items.collect()
    }

    /// What is missing and why it matters, what the client was not eased about in rehearsal, promises that are late.
    fn risks(&self) -> Vec<Item> {
        let Case { pack, scenario, talk, now, lang, .. } = self.case;
        let open = scenario.gate.iter().filter(|item| {
            let state = talk.gate_state(&item.id);
            state.is_none_or(|state| state == GateState::Missing)
        });
        let open = open.map(|item| {
            let values = [("label", item.missing.get(lang)), ("text", item.why.get(lang))];
            Item::new(self.case.say(Word::LabelText, &values))
        });
        let turns = self.back.iter().flat_map(|back| &back.steps).filter_map(|step| step.turn.as_ref());
        let angry = turns.filter(|turn| matches!(turn.ending, Some(Ending::Unresolved | Ending::LeftOpen)));
        let angry = angry.filter_map(|turn| {
            let reaction = pack.reaction(turn.standing.as_ref()?.reaction.as_str())?;
            Some(Item::new(reaction.end_unresolved.get(lang)))
        });
        let late = self.actions.iter().filter(|action| {
            let late = action.due.is_some_and(|due| due.date < now.date());
            late && action.state == FollowUpState::Open && action.is_owed()
        });
        let late = late.map(|action| {
            let told = self.item(action).told(lang);
            Item::new(self.case.say(Word::LatePromise, &[("what", &told)]))
        });
        let mut seen: Vec<Item> = Vec::new();
        for item in open.chain(angry).chain(late) {
            if !seen.contains(&item) {
                seen.push(item);
            }
        }
        seen
    }

    /// What was said last at each step, whole.
    fn lines(&self) -> Vec<Row> {
        let Case { scenario, lang, .. } = self.case;
        let said = self.back.iter().flat_map(|back| &back.steps).filter_map(|step| {
            let (attempt, _) = step.last.as_ref()?;
            let (_, content) = scenario.step(&step.step)?;
            (!attempt.text.is_empty()).then(|| Row::new(content.title.get(lang), attempt.text.as_str()))
        });
        said.collect()
    }

    /// What the rehearsed lines miss, with a better line each, then what they meet.
    fn checks(&self) -> Vec<Item> {
        let Case { pack, scenario, lang, .. } = self.case;
        let mut items = Vec::new();
        for step in self.back.iter().flat_map(|back| &back.steps) {
            let (Some((_, judgement)), Some((_, content))) = (&step.last, scenario.step(&step.step)) else { continue };
            let title = content.title.get(lang);
            let label = |text: &str| self.case.say(Word::LabelText, &[("label", title), ("text", text)]);
            let telling = judgement.worst_first(pack);
            for judged in telling.iter().filter(|j| j.verdict == Verdict::NotMet) {
                let check = &pack[judged.check];
                let better = self.case.say(Word::Better, &[("line", check.better.get(lang))]);
                items.push(Item { when: better, ..Item::tick(label(check.missed.get(lang)), false) });
            }
            let met: Vec<&str> =
                telling.iter().filter(|j| j.verdict == Verdict::Met).map(|j| j.name(pack, lang)).collect();
            if !met.is_empty() {
                items.push(Item::tick(label(&met.join(" · ")), true));
            }
        }
        items
    }

    /// The first checklist's items for this scenario, with their ticks.
    fn checklist(&self) -> Vec<Item> {
        let Case { pack, scenario, talk, lang, .. } = self.case;
        let Some(list) = before(&pack.checklists) else { return Vec::new() };
        let fits = list.items.iter().filter(|i| i.scenarios.is_empty() || i.scenarios.contains(&scenario.id));
        let items =
            fits.map(|item| Item::tick(item.text.get(lang), talk.ticks.contains(&format!("{}/{}", list.id, item.id))));
        items.collect()
    }

    /// The way that was chosen, then who hears what, when.
    fn contacts(&self, text: &SectionText) -> Vec<Row> {
        let lang = self.case.lang;
        let open = self.actions.iter().filter(|action| action.state == FollowUpState::Open);
        let dates = open.map(|action| {
            let item = self.item(action);
            let told = Item { when: String::new(), ..item.clone() }.told(lang);
            Row::new(item.when, told)
        });
        self.gate_rows(&text.gate).into_iter().chain(dates).collect()
    }

    /// What was noted for ourselves alone.
    fn private(&self) -> Vec<Item> {
        let log = self.case.talk.calls.iter().flat_map(|call| &call.log);
        let notes = log.filter_map(|entry| match &entry.kind {
            EntryKind::Private(text) => Some(Item::new(text.as_str())),
            _ => None,
        });
        notes.collect()
    }
}

/// The checklist for before the talk, which is the first that belongs to a talk.
fn before(lists: &[Checklist]) -> Option<&Checklist> {
    lists.iter().find(|list| list.id == "before").or(lists.first())
}
