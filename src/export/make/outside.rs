//! Documents for the client: minutes, progress report, satisfaction check.
//!
//! Nothing of the checks, no private note and no row of the internal clock comes here; the user's own words only when
//! nothing is heard in them that the document leaves out.

use crate::coach::{Call, EntryKind, FollowUpState, Question};
use crate::pack::{DocumentName, SectionName, SectionText, Word, slot_names};
use crate::text::clean_line;

use super::super::words;
use super::{Body, Case, Item, Maker};

impl<'c> Maker<'c> {
    /// A section of a document for the client.
    pub(super) fn outside(&mut self, text: &'c SectionText) -> Body {
        let items = match text.name {
            SectionName::Opening => return Body::Paragraphs(self.opening()),
            SectionName::Request => self.notes(|kind| match kind {
                EntryKind::Note(words) => Some(words),
                _ => None,
            }),
            SectionName::Agreed => {
                let agreed = self.notes(|kind| match kind {
                    EntryKind::Agreed(words) => Some(words),
                    _ => None,
                });
                agreed.into_iter().filter(|item| self.may_go_out(&item.text)).collect()
            }
            SectionName::Plan => self.plan(),
            SectionName::Open => self.open(),
            SectionName::Next => return self.next(text),
            SectionName::Done => self.done(),
            SectionName::NotDone => self.not_done(),
            SectionName::Questions => self.questions(),
            _ => Vec::new(),
        };
        if !items.is_empty() {
            return Body::Items(items);
        }
        // Where things that are owed have their days already, an empty "next step" is no gap.
        let dated = self.actions.iter().any(|a| a.is_owed() && a.state == FollowUpState::Open && a.due.is_some());
        if text.name == SectionName::Expected && dated && self.lacks_facts(text) {
            return Body::Items(Vec::new());
        }
        let told = [self.given(text), self.heard(&text.hears)].concat();
        match self.name {
            DocumentName::Survey => Body::Items(told.into_iter().map(Item::new).collect()),
            _ if told.len() > 1 => Body::Items(told.into_iter().map(Item::new).collect()),
            _ => Body::Paragraphs(told),
        }
    }

    /// The questions of the satisfaction check, as their answers are kept.
    fn questions(&self) -> Vec<Item> {
        let Case { pack, lang, .. } = self.case;
        let questions = pack.survey.iter().map(|question| {
            let (low, high) = (question.low.get(lang), question.high.get(lang));
            let scale = self.case.say(Word::SurveyScale, &[("low", low), ("high", high)]);
            Item { when: scale, ..Item::new(question.ask.get(lang)) }
        });
        questions.collect()
    }

    /// Whether a fact that the section's lines name is empty.
    fn lacks_facts(&self, text: &SectionText) -> bool {
        let lines = text.items.iter().map(|item| item.text.get(self.case.lang));
        lines.flat_map(slot_names).any(|id| self.case.talk.fact(id).is_none())
    }

    fn last_call(&self) -> Option<&'c Call> {
        self.case.talk.calls.last()
    }

    /// When the talk was held, or as of when a report speaks.
    fn opening(&self) -> Vec<String> {
        let Case { pack, now, lang, .. } = self.case;
        match (self.name, self.last_call()) {
            (DocumentName::Recap, Some(call)) => {
                let began = call.began.to_zoned_datetime(now.time_zone().clone());
                let minutes = call.ended.map(|end| (end.as_second() - call.began.as_second()).max(0) / 60);
                let day = words::day(pack, began.date(), lang);
                let values = [("day", day.as_str()), ("time", &words::clock(began.time()))];
                let mut told = self.case.say(Word::TalkHeld, &values);
                if let Some(minutes) = minutes.filter(|n| *n > 0) {
                    told = self.case.say(Word::TalkLasted, &[("held", &told), ("n", &minutes.to_string())]);
                }
                vec![told]
            }
            (DocumentName::Report, _) => {
                vec![self.case.say(Word::ReportAsOf, &[("day", &words::day(pack, now.date(), lang))])]
            }
            _ => Vec::new(),
        }
    }

    /// What was noted in the last call, of one kind.
    fn notes(&self, pick: impl Fn(&'c EntryKind) -> Option<&'c String>) -> Vec<Item> {
        let log = self.last_call().map(|call| call.log.as_slice()).unwrap_or_default();
        log.iter().filter_map(|entry| pick(&entry.kind)).map(|words| Item::new(clean_line(words))).collect()
    }

    /// What was promised in the last call.
    fn plan(&mut self) -> Vec<Item> {
        let Case { pack, lang, .. } = self.case;
        let log = self.last_call().map(|call| call.log.as_slice()).unwrap_or_default();
        let promised: Vec<Item> = log
            .iter()
            .filter_map(|entry| match &entry.kind {
                EntryKind::Promise(promise) => Some(Item {
                    text: promise.what.clone(),
                    done: None,
                    owner: promise.who.clone(),
                    when: promise.due.map(|date| words::day(pack, date, lang)).unwrap_or_default(),
                }),
                _ => None,
            })
            .collect();
        promised.into_iter().filter(|item| self.may_go_out(&item.text)).collect()
    }

    /// Questions that nobody has answered yet, with who answers them by when where that is known.
    fn open(&mut self) -> Vec<Item> {
        let asked: Vec<&Question> = self
            .case
            .talk
            .calls
            .iter()
            .flat_map(|call| &call.log)
            .filter_map(|entry| match &entry.kind {
                EntryKind::Question(question) if question.answer.is_none() => Some(question),
                _ => None,
            })
            .collect();
        let mut items = Vec::new();
        for question in asked {
            let action = self.actions.iter().find(|a| a.is_owed() && a.what(self.case.lang).contains(&question.text));
            let (owner, when) = match action {
                Some(action) => (action.owner.clone(), self.item(action).when),
                None => Default::default(),
            };
            items.push(Item { text: question.text.clone(), done: None, owner, when });
        }
        items.into_iter().filter(|item| self.may_go_out(&item.text)).collect()
    }

    /// The day on which the client hears next: the earliest thing owed to them, or the next report.
    fn next(&mut self, text: &'c SectionText) -> Body {
        let Case { pack, now, lang, .. } = self.case;
        let held = self.last_call().is_some();
        let due = self.actions.iter().filter(|action| {
            let told = action.is_owed() || action.every_days.is_some();
            told && action.state == FollowUpState::Open
        });
        let days = due.filter_map(|action| action.due).filter(|due| held && due.date >= now.date());
        match days.min() {
            Some(due) => {
                let day = words::due(pack, &due, lang);
                Body::Paragraphs(vec![self.case.say(Word::HearBy, &[("day", &day)])])
            }
            None => Body::Paragraphs([self.given(text), self.heard(&text.hears)].concat()),
        }
    }

    /// Promises kept and questions answered, the earliest first.
    fn done(&mut self) -> Vec<Item> {
        let Case { pack, talk, now, lang, .. } = self.case;
        let day = |at: jiff::Timestamp| words::day(pack, at.to_zoned_datetime(now.time_zone().clone()).date(), lang);
        let kept = talk.promises().filter_map(|(_, promise)| {
            let at = promise.kept?;
            Some(Item { text: promise.what.clone(), done: Some(true), owner: promise.who.clone(), when: day(at) })
        });
        let mut items: Vec<Item> = kept.collect();
        for action in self.actions.iter().filter(|a| a.is_owed() && a.state == FollowUpState::Done) {
            if !items.iter().any(|item| item.text == action.what(lang)) {
                let (text, owner) = (action.what(lang).to_owned(), action.owner.clone());
                items.push(Item { text, done: Some(true), owner, when: day(action.changed) });
            }
        }
        items.into_iter().filter(|item| self.may_go_out(&item.text)).collect()
    }

    /// What is owed and not done, with the day on which it can be expected.
    fn not_done(&mut self) -> Vec<Item> {
        let Case { pack, talk, lang, .. } = self.case;
        let mut items: Vec<Item> = Vec::new();
        for action in self.actions.iter().filter(|a| a.is_owed() && a.state == FollowUpState::Open) {
            items.push(Item { done: Some(false), ..self.item(action) });
        }
        for (_, promise) in talk.promises().filter(|(_, promise)| promise.kept.is_none()) {
            let given_up = self.actions.iter().any(|action| action.what(lang) == promise.what);
            if !given_up {
                let when = promise.due.map(|date| words::day(pack, date, lang)).unwrap_or_default();
                let (text, owner) = (promise.what.clone(), promise.who.clone());
                items.push(Item { text, done: Some(false), owner, when });
            }
        }
        items.into_iter().filter(|item| self.may_go_out(&item.text)).collect()
    }
}
