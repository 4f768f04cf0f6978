//! A case becomes a document: the pack says which sections in which words, the case says what stands in them.

mod inside;
mod outside;

use jiff::ZonedDateTime;
use jiff::civil::Date;

use crate::coach::{Debrief, Flow, Rehearsal, Talk, debrief, title};
use crate::listen::{Listener, State, Value};
use crate::pack::{
    DocumentName, DocumentText, FactKind, GateState, Lang, Pack, Scenario, SectionName, SectionText, SignalId, Word,
    fill, slot_names,
};

use super::action::{Action, actions};
use super::document::{Body, Document, Item, Row, Section};

/// What a document is made from.
#[derive(Clone, Copy)]
pub struct Case<'c> {
    /// The content.
    pub pack: &'c Pack,
    /// Hears what must not go to the client.
    pub listener: &'c Listener,
    /// The talk's scenario.
    pub scenario: &'c Scenario,
    /// The talk.
    pub talk: &'c Talk,
    /// Its last rehearsal.
    pub rehearsal: Option<&'c Rehearsal>,
    /// The moment, in the user's time zone.
    pub now: &'c ZonedDateTime,
    /// The language.
    pub lang: Lang,
}

/// A document, and what was kept out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The document.
    pub document: Document,
    /// The user's own words that do not go to the client, each once.
    pub left_out: Vec<LeftOut>,
}

/// The user's own words that do not go to the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The words.
    pub text: String,
    /// The signals that were heard in them, by name.
    pub signals: Vec<String>,
}

impl Case<'_> {
    /// Makes a document.
    pub fn document(&self, name: DocumentName) -> Made {
        Maker::new(*self, name).make()
    }

    /// The dated actions of the talk, the earliest first.
    pub fn actions(&self) -> Vec<Action> {
        actions(self.pack, self.scenario, self.talk, self.promised(), self.now)
    }

    /// The day that was promised: that of the first promise, else the first day that the next step names.
    fn promised(&self) -> Option<Date> {
        if self.talk.example {
            // The days of an example case are not those of this year.
            return None;
        }
        let noted = self
            .talk
            .promises()
            .filter(|(_, promise)| promise.kept.is_none())
            .filter_map(|(_, promise)| promise.due)
            .min();
        noted.or_else(|| {
            let next = self.pack.document(DocumentName::Report).section(SectionName::Expected)?;
            let text = self.slots(next.items.first()?.text.get(self.lang));
            let today = self.now.date();
            let days =
                self.listener.hear(&text, Some(today)).entities.into_iter().filter_map(|entity| match entity.value {
                    Value::Date(when) => when.day,
                    _ => None,
                });
            days.filter(|day| *day >= today).min()
        })
    }

    /// A text with the facts in its slots. A fact that ends like a sentence does not end twice.
    fn slots(&self, text: &str) -> String {
        const ENDS: [char; 6] = ['。', '.', '；', ';', '，', ','];
        let mut talk = self.talk.clone();
        for fact in talk.facts.values_mut() {
            *fact = fact.trim_end_matches(|c: char| ENDS.contains(&c) || c.is_whitespace()).to_owned();
        }
        talk.fill(self.pack, self.scenario, text, self.lang)
    }

    fn word(&self, word: Word) -> &str {
        self.pack.word(word, self.lang)
    }

    fn say(&self, word: Word, values: &[(&str, &str)]) -> String {
        fill(self.word(word), values)
    }
}

/// Makes one document.
struct Maker<'c> {
    case: Case<'c>,
    name: DocumentName,
    text: &'c DocumentText,
    back: Option<Debrief>,
    actions: Vec<Action>,
    left_out: Vec<LeftOut>,
}

impl<'c> Maker<'c> {
    fn new(case: Case<'c>, name: DocumentName) -> Self {
        let text = case.pack.document(name);
        // Only documents for oneself say what the checks made of the lines.
        let back = case.rehearsal.filter(|_| text.leave_out.is_empty());
        let back = back.map(|r| debrief(case.pack, case.listener, case.scenario, case.talk, r));
        Self { case, name, text, back, actions: case.actions(), left_out: Vec::new() }
    }

    fn make(mut self) -> Made {
        let Case { pack, scenario, talk, lang, .. } = self.case;
        let text = self.text;
        let fits = |section: &&SectionText| section.scenarios.is_empty() || section.scenarios.contains(&scenario.id);
        let sections = text.sections.iter().filter(fits).filter_map(|section| self.section(section)).collect();
        let title = if text.leave_out.is_empty() { title(pack, scenario, talk, lang) } else { self.addressee() };
        let document = Document {
            name: self.name.id(),
            lang,
            scenario: scenario.id.clone(),
            talk: if talk.example { "example".to_owned() } else { talk.id.clone() },
            kind: text.title.get(lang).to_owned(),
            title,
            sections,
        };
        Made { document, left_out: self.left_out }
    }

    /// Whom a document for the client is for. What kind of talk it was is a word of ours, not for them.
    fn addressee(&mut self) -> String {
        let Case { scenario, talk, .. } = self.case;
        let client = scenario.facts.first().and_then(|fact| talk.fact(&fact.id));
        let client = client.filter(|client| self.may_go_out(client));
        let client = client.unwrap_or_else(|| self.case.word(Word::HomeNoClient));
        if talk.example { format!("{client} · {}", self.case.word(Word::ExampleCase)) } else { client.to_owned() }
    }

    /// A section, unless there is nothing to say and no word for that.
    fn section(&mut self, text: &'c SectionText) -> Option<Section> {
        let Case { lang, .. } = self.case;
        let mut body = self.body(text);
        if body.is_empty()
            && let Some(gap) = &text.gap
        {
            // A card says "nothing" as an answer; elsewhere it is a gap to be filled.
            let plain = text.facts.is_empty() && matches!(text.name, SectionName::Gaps);
            let plain = plain || self.name == DocumentName::Followups;
            let gap = gap.get(lang);
            let told = match (plain, text.name) {
                (true, _) => gap.to_owned(),
                (_, SectionName::Opening) => self.case.say(Word::DraftNote, &[("note", gap)]),
                _ => self.case.say(Word::GapInText, &[("gap", gap)]),
            };
            body = Body::Paragraphs(vec![told]);
        }
        let alone = matches!(text.name, SectionName::Opening | SectionName::Closing | SectionName::Inside);
        if body.is_empty() && !alone {
            return None;
        }
        let note = text.note.as_ref().map(|note| self.note(note.get(lang)));
        let heading = text.title.get(lang).to_owned();
        Some(Section { id: text.name.id(), heading, note: note.unwrap_or_default(), body })
    }

    /// What stands under a heading, without the sentences whose facts may not go out.
    fn note(&mut self, note: &str) -> String {
        let sentences = crate::text::sentences(note);
        // A sentence takes the blank after it along.
        let ends = sentences.iter().skip(1).map(|next| next.start).chain([note.len()]);
        let whole = sentences.iter().zip(ends).filter_map(|(span, end)| note.get(span.start..end));
        let kept: Vec<&str> = whole.filter(|line| self.facts_go_out(line)).collect();
        sentence(&self.case.slots(kept.concat().trim()))
    }

    fn body(&mut self, text: &'c SectionText) -> Body {
        match self.name {
            DocumentName::Card => self.card(text.name),
            DocumentName::Summary => self.summary(text),
            DocumentName::Recap | DocumentName::Report | DocumentName::Survey => self.outside(text),
            DocumentName::Followups => self.followups(text.name),
        }
    }

    /// Every dated action, by how it stands.
    fn followups(&self, name: SectionName) -> Body {
        use crate::coach::FollowUpState::{Done, Dropped, Open};
        let state = match name {
            SectionName::Open => Open,
            SectionName::Done => Done,
            SectionName::Dropped => Dropped,
            _ => return Body::Items(Vec::new()),
        };
        let items = self.actions.iter().filter(|action| action.state == state).map(|action| {
            let mut item = self.item(action);
            item.done = (state != Dropped).then_some(state == Done);
            item
        });
        Body::Items(items.collect())
    }

    fn item(&self, action: &Action) -> Item {
        let Case { pack, lang, .. } = self.case;
        let mut when = action.when(pack, lang);
        if let Some(days) = action.every_days {
            let again = self.case.say(Word::EveryDays, &[("n", &days.to_string())]);
            when = self.case.say(Word::DateAgain, &[("when", &when), ("again", &again)]);
        }
        Item { text: action.what(lang).to_owned(), done: None, owner: action.owner.clone(), when }
    }

    /// The facts that a section shows, with their labels.
    fn fact_rows(&self, ids: &[String]) -> Vec<Row> {
        let Case { scenario, talk, lang, .. } = self.case;
        let facts = ids.iter().filter_map(|id| scenario.fact(id));
        let rows = facts.map(|fact| {
            let value = match fact.kind {
                FactKind::Text => talk.fact(&fact.id).map(str::to_owned),
                FactKind::YesNo => {
                    let yes = talk.flags.get(&fact.id);
                    yes.map(|yes| self.case.word(if *yes { Word::Yes } else { Word::No }).to_owned())
                }
            };
            let gap = || self.case.say(Word::GapInText, &[("gap", fact.gap.get(lang))]);
            Row::new(fact.label.get(lang), value.unwrap_or_else(gap))
        });
        rows.collect()
    }

    /// How a gate item stands, in words, with the note of who gets it by when.
    fn gate_state(&self, item: &str) -> (String, bool) {
        let answer = self.case.talk.gate.get(item);
        let (word, done) = match answer.map(|a| a.state) {
            Some(GateState::Have) => (Word::GateHave, true),
            Some(GateState::NotNeeded) => (Word::GateNotNeeded, true),
            Some(GateState::Missing) => (Word::GateMissing, false),
            None => (Word::GateOpen, false),
        };
        let state = self.case.word(word);
        let note = answer.map(|a| a.note.as_str()).filter(|note| !note.is_empty());
        let told = note.map(|note| self.case.say(Word::GapWithNote, &[("gap", state), ("note", note)]));
        (told.unwrap_or_else(|| state.to_owned()), done)
    }

    /// The lines of a section that stand in the pack, with the facts in their slots; without those whose facts may not
    /// go out.
    fn given(&mut self, text: &'c SectionText) -> Vec<String> {
        let Case { scenario, lang, .. } = self.case;
        let fits = text.items.iter().filter(|i| i.scenarios.is_empty() || i.scenarios.contains(&scenario.id));
        let mut lines = Vec::new();
        for item in fits {
            let line = item.text.get(lang);
            if self.facts_go_out(line) {
                lines.push(sentence(&self.case.slots(line)));
            }
        }
        lines
    }

    /// Whether every fact in the line's slots may go out. Each is asked about, so that each that stays inside is told.
    fn facts_go_out(&mut self, line: &str) -> bool {
        let talk = self.case.talk;
        let facts = slot_names(line).into_iter().filter_map(|id| talk.fact(id));
        facts.filter(|fact| !self.may_go_out(fact)).count() == 0
    }

    /// Rehearsed sentences that carry one of the signals, in the order of the talk, without lines that stay inside.
    fn heard(&mut self, signals: &[SignalId]) -> Vec<String> {
        let Case { listener, scenario, talk, rehearsal, .. } = self.case;
        let (Some(rehearsal), Some(flow)) = (rehearsal, Flow::of(scenario, talk)) else { return Vec::new() };
        let mut sentences = Vec::new();
        for (_, step) in &flow.steps {
            let Some(text) = rehearsal.last_try(&step.id).map(|attempt| attempt.text.as_str()) else { continue };
            let heard = listener.hear(text, None);
            let spans: Vec<_> = heard
                .signals
                .iter()
                .filter(|hearing| hearing.state == State::Shown && signals.contains(&hearing.signal))
                .flat_map(|hearing| &hearing.spans)
                .collect();
            if spans.is_empty() || !self.may_go_out(text) {
                continue;
            }
            let carrying = heard.sentences.iter().filter(|s| spans.iter().any(|w| w.start < s.end && s.start < w.end));
            let words = carrying.map(|sentence| crate::text::clean_line(sentence.of(text).trim()).into_owned());
            sentences.extend(words);
        }
        sentences
    }

    /// Whether the user's own words may go to the reader of this document; what may not is remembered.
    fn may_go_out(&mut self, text: &str) -> bool {
        if self.text.leave_out.is_empty() {
            return true;
        }
        let listener = self.case.listener;
        let heard = listener.hear(text, None);
        let kept_in =
            heard.signals.iter().filter(|h| h.state == State::Shown && self.text.leave_out.contains(&h.signal));
        let signals: Vec<String> = kept_in.map(|h| listener.name(h.signal).to_owned()).collect();
        if signals.is_empty() {
            return true;
        }
        let left_out = LeftOut { text: text.to_owned(), signals };
        if !self.left_out.contains(&left_out) {
            self.left_out.push(left_out);
        }
        false
    }
}

/// A line that begins or ends with a fact reads like a sentence all the same: a capital, and a stop in the script of
/// the last word; none behind a gap.
fn sentence(line: &str) -> String {
    let line = match line.strip_suffix(['。', '.']) {
        Some(body) if body.ends_with(['〕', ']']) => body.to_owned(),
        Some(body)
            if line.ends_with('.')
                && body.ends_with(|c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()) =>
        {
            format!("{body}。")
        }
        _ => line.to_owned(),
    };
    let mut chars = line.chars();
    match chars.next() {
        Some(first) if first.is_ascii_lowercase() => format!("{}{}", first.to_ascii_uppercase(), chars.as_str()),
        _ => line,
    }
}
