//! The listener: built once from the content, then asked about each utterance.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::pack::signals::WordId;
use crate::pack::signals::{Mark, Polarity, Reading, Signals, Weight};
use crate::pack::{Both, Pack, SignalId, WordListId};
use crate::text::Span;

use super::entity::{Entity, Things};
use super::layout::Layout;
use super::lexicon::{Found, Lexicon, LexiconBuilder, SlotId};
use super::phrase::{Chain, Matched, single};
use super::stance::{Cues, Stance};
use crate::text::Folded;

/// Hears signals, entities and words in an utterance. Deterministic; linear in the length of the text.
#[derive(Debug)]
pub struct Listener {
    /// Where the ears come from, when nobody has listened yet.
    pack: Option<Arc<Pack>>,
    ears: OnceLock<Ears>,
}

impl Listener {
    /// Builds a listener from the content.
    pub fn new(signals: &Signals) -> Self {
        Self { pack: None, ears: OnceLock::from(Ears::new(signals)) }
    }

    /// A listener that is built when somebody first listens: the first picture needs none.
    pub fn later(pack: Arc<Pack>) -> Self {
        Self { pack: Some(pack), ears: OnceLock::new() }
    }

    fn ears(&self) -> &Ears {
        self.ears.get_or_init(|| match &self.pack {
            Some(pack) => Ears::new(&pack.signals),
            None => Ears::new(&Signals::default()),
        })
    }

    /// The signal of that name.
    pub fn id(&self, name: &str) -> Option<SignalId> {
        self.ears().id(name)
    }

    /// The name of a signal; empty for an id of another pack.
    pub fn name(&self, id: SignalId) -> &str {
        self.ears().name(id)
    }

    /// Whether the signal is one to show or one to avoid.
    pub fn polarity(&self, id: SignalId) -> Polarity {
        self.ears().polarity(id)
    }

    /// What was heard, in words: the reason of the signal, or of the one that it came with.
    pub fn reason(&self, hearing: &Hearing) -> Option<&Both> {
        self.ears().reason(hearing)
    }

    /// Hears an utterance. `today` lets entities be worked out to days; without it they keep only what is said.
    pub fn hear(&self, text: &str, today: Option<Date>) -> Heard {
        self.ears().hear(text, today)
    }

    /// Every phrase that is found in an utterance.
    pub fn trace(&self, text: &str) -> Vec<Trace> {
        self.ears().trace(text)
    }
}

/// What a listener hears with, built once from the content.
#[derive(Debug)]
struct Ears {
    lexicon: Lexicon,
    cues: Cues,
    signals: Vec<Rules>,
    lists: Vec<SlotId>,
    /// For each slot: the phrases of several slots that it wakes, as (signal, cue).
    wakes: Vec<Vec<(u16, u16)>>,
}

#[derive(Debug)]
struct Rules {
    name: String,
    why: Both,
    polarity: Polarity,
    cues: Vec<CueRule>,
    unless: Vec<Chain>,
    without: Vec<SignalId>,
    follows: Vec<SignalId>,
}

#[derive(Debug)]
struct CueRule {
    weight: Weight,
    reading: Reading,
    /// The slots of a phrase that is more than one of some words: the lexicon finds those whole.
    chain: Option<Chain>,
}

/// What was heard in one utterance. All spans are bytes of the original text, on character boundaries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heard {
    /// The sentences, in order.
    pub sentences: Vec<Span>,
    /// The signals that are shown or denied, in the order of the pack.
    pub signals: Vec<Hearing>,
    /// The things named, in order.
    pub entities: Vec<Entity>,
    /// The words of word lists, in order.
    pub words: Vec<(WordListId, Span)>,
}

/// One signal heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Hearing {
    /// Which.
    pub signal: SignalId,
    /// Carried or denied.
    pub state: State,
    /// 0 to 1: how much speaks for it.
    pub confidence: f32,
    /// The words that carried it, in order, without overlap.
    pub spans: Vec<Span>,
    /// How it was heard.
    pub why: Why,
}

/// What the utterance does with a signal. Signals that are absent are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is carried.
    Shown,
    /// It is said not to be so.
    Denied,
}

/// How a signal was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// By the words of the spans.
    Words,
    /// It comes with another signal.
    With(SignalId),
}

/// One phrase found, before the points are counted: for the pack's own tests ("does every phrase fire?").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The signal that the phrase belongs to.
    pub signal: SignalId,
    /// The place of the phrase among those of the signal, in the order of the pack.
    pub phrase: usize,
    /// Whether it was claimed after a look around it.
    pub claimed: bool,
    /// The words found for each slot.
    pub parts: Vec<Span>,
}

/// From this many points on a signal is shown.
const SHOWN: i32 = 8;

impl Ears {
    /// Builds a listener from the content.
    fn new(signals: &Signals) -> Self {
        let mut builder = LexiconBuilder::default();
        let concept_words: Vec<Vec<WordId>> = signals.concepts.iter().map(|concept| concept.words.clone()).collect();
        let concepts: Vec<SlotId> = concept_words.iter().map(|words| builder.slot(words)).collect();
        let lists = signals.words.iter().map(|list| builder.slot(&list.words)).collect();
        let mut rules = Vec::with_capacity(signals.signals.len());
        for (index, signal) in signals.signals.iter().enumerate() {
            let mut cue_rules: Vec<CueRule> = Vec::new();
            for cue in &signal.cues {
                for phrase in &cue.phrases {
                    let chain = match single(phrase, &concept_words) {
                        Some(words) => {
                            builder.phrase(words, index as u16, cue_rules.len() as u16);
                            None
                        }
                        None => Some(Chain::new(phrase, &concepts, &mut builder)),
                    };
                    cue_rules.push(CueRule { weight: cue.weight, reading: cue.reading, chain });
                }
            }
            rules.push(Rules {
                name: signal.id.clone(),
                why: signal.why.clone(),
                polarity: signal.polarity,
                cues: cue_rules,
                unless: signal.unless.iter().map(|phrase| Chain::new(phrase, &concepts, &mut builder)).collect(),
                without: signal.without.clone(),
                follows: signal.follows.clone(),
            });
        }
        let lexicon = builder.build(signals.vocabulary.clone());
        let mut wakes: Vec<Vec<(u16, u16)>> = vec![Vec::new(); lexicon.slots()];
        for (signal, rule) in rules.iter().enumerate() {
            for (cue, rule) in rule.cues.iter().enumerate() {
                let first = rule.chain.as_ref().and_then(|chain| wakes.get_mut(chain.first as usize));
                if let Some(woken) = first {
                    woken.push((signal as u16, cue as u16));
                }
            }
        }
        Self { lexicon, cues: Cues::new(), signals: rules, lists, wakes }
    }

    /// The signal of that name.
    fn id(&self, name: &str) -> Option<SignalId> {
        self.signals.iter().position(|rules| rules.name == name).map(|at| SignalId(at as u16))
    }

    /// The name of a signal; empty for an id of another pack.
    fn name(&self, id: SignalId) -> &str {
        self.signals.get(usize::from(id.0)).map_or("", |rules| &rules.name)
    }

    /// Whether the signal is one to show or one to avoid.
    fn polarity(&self, id: SignalId) -> Polarity {
        self.signals.get(usize::from(id.0)).map_or(Polarity::Show, |rules| rules.polarity)
    }

    /// What was heard, in words: the reason of the signal, or of the one that it came with.
    fn reason(&self, hearing: &Hearing) -> Option<&Both> {
        let id = match hearing.why {
            Why::Words => hearing.signal,
            Why::With(other) => other,
        };
        self.signals.get(usize::from(id.0)).map(|rules| &rules.why)
    }

    /// Hears an utterance. `today` lets entities be worked out to days; without it they keep only what is said.
    fn hear(&self, text: &str, today: Option<Date>) -> Heard {
        let folded = Folded::new(text);
        let layout = Layout::new(text, &folded);
        let things = Things::read(text, &folded, today);
        let mut found = self.lexicon.find(&folded.text);
        mark(&mut found, &layout, &things);
        let signals = self.weigh(&folded, &found, &layout);
        let mut words: Vec<(WordListId, Span)> = Vec::new();
        for (index, slot) in self.lists.iter().enumerate() {
            words.extend(
                longest(found.of(*slot)).into_iter().map(|span| (WordListId(index as u16), folded.original(span))),
            );
        }
        words.sort_by_key(|(list, span)| (span.start, *list));
        let entities =
            things.entities.into_iter().map(|entity| Entity { span: folded.original(entity.span), ..entity }).collect();
        let sentences = layout.sentences.iter().map(|sentence| folded.original(sentence.span)).collect();
        Heard { sentences, signals, entities, words }
    }

    /// Every phrase that is found in an utterance.
    fn trace(&self, text: &str) -> Vec<Trace> {
        let folded = Folded::new(text);
        let layout = Layout::new(text, &folded);
        let things = Things::read(text, &folded, None);
        let mut found = self.lexicon.find(&folded.text);
        mark(&mut found, &layout, &things);
        let tallies = self.tally(&folded, &found, &layout);
        let mut traces = Vec::new();
        for (index, tally) in tallies.into_iter().enumerate() {
            let alike = self.alike(index, &tally, &folded, &found, &layout);
            for hit in tally.hits {
                traces.push(Trace {
                    signal: SignalId(index as u16),
                    phrase: usize::from(hit.cue),
                    claimed: hit.stance == Stance::Claimed && !alike.iter().any(|other| other.touches(&hit.whole)),
                    parts: hit.parts.into_iter().map(|part| folded.original(part)).collect(),
                });
            }
        }
        traces
    }

    /// The look-alikes of a signal, sought only when there is something that could be one.
    fn alike(&self, index: usize, tally: &Tally, folded: &Folded, found: &Found, layout: &Layout) -> Vec<Span> {
        match self.signals.get(index) {
            Some(rules) if !tally.hits.is_empty() => rules
                .unless
                .iter()
                .flat_map(|chain| chain.matches(&folded.text, found, layout))
                .map(|matched| matched.whole())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Every phrase found, with its stance, by signal.
    fn tally(&self, folded: &Folded, found: &Found, layout: &Layout) -> Vec<Tally> {
        let cues = self.cues.find(&folded.text);
        let mut tallies: Vec<Tally> = (0..self.signals.len()).map(|_| Tally::default()).collect();
        let mut take = |signal: u16, cue: u16, matched: Matched| {
            let signal = usize::from(signal);
            let rule = self.signals.get(signal).and_then(|rules| rules.cues.get(usize::from(cue)));
            if let (Some(rule), Some(tally)) = (rule, tallies.get_mut(signal)) {
                let stance = self.cues.stance(rule.reading, &matched, &folded.text, &cues, layout);
                tally.hits.push(Hit { weight: rule.weight, cue, stance, whole: matched.whole(), parts: matched.parts });
            }
        };
        for (signal, cue, span) in &found.phrases {
            take(*signal, *cue, Matched { parts: vec![*span] });
        }
        for slot in &found.awake {
            for &(signal, cue) in self.wakes.get(*slot as usize).map_or(&[][..], Vec::as_slice) {
                let rules = self.signals.get(usize::from(signal));
                let chain =
                    rules.and_then(|rules| rules.cues.get(usize::from(cue))).and_then(|rule| rule.chain.as_ref());
                for matched in chain.map(|chain| chain.matches(&folded.text, found, layout)).unwrap_or_default() {
                    take(signal, cue, matched);
                }
            }
        }
        tallies
    }

    /// The signals, by the points of the phrases that were found.
    fn weigh(&self, folded: &Folded, found: &Found, layout: &Layout) -> Vec<Hearing> {
        let mut heard: Vec<Option<Hearing>> = Vec::with_capacity(self.signals.len());
        for (index, tally) in self.tally(folded, found, layout).into_iter().enumerate() {
            let alike = self.alike(index, &tally, folded, found, layout);
            heard.push(tally.settle(SignalId(index as u16), &alike, folded));
        }
        self.combine(heard)
    }

    /// The algebra over signals: what must stand alone, and what brings another with it.
    fn combine(&self, mut heard: Vec<Option<Hearing>>) -> Vec<Hearing> {
        let shown = |heard: &[Option<Hearing>], id: &SignalId| {
            heard.get(usize::from(id.0)).and_then(Option::as_ref).is_some_and(|hearing| hearing.state == State::Shown)
        };
        let base = heard.clone();
        for (rules, hearing) in self.signals.iter().zip(heard.iter_mut()) {
            if rules.without.iter().any(|other| shown(&base, other)) {
                *hearing = None;
            }
        }
        let base = heard.clone();
        for (index, rules) in self.signals.iter().enumerate() {
            let already =
                heard.get(index).and_then(Option::as_ref).is_some_and(|hearing| hearing.state == State::Shown);
            let Some(other) = rules.follows.iter().find(|other| shown(&base, other)) else { continue };
            if !already
                && let Some(Some(from)) = base.get(usize::from(other.0))
                && let Some(place) = heard.get_mut(index)
            {
                *place = Some(Hearing { signal: SignalId(index as u16), why: Why::With(*other), ..from.clone() });
            }
        }
        heard.into_iter().flatten().collect()
    }
}

/// Adds what the engine itself finds to what the words found.
fn mark(found: &mut Found, layout: &Layout, things: &Things) {
    let point = |byte: usize| Span::new(byte, byte);
    found.mark(Mark::Start, layout.sentences.iter().map(|s| point(s.span.start)).collect());
    found.mark(Mark::End, layout.sentences.iter().map(|s| point(s.words_end)).collect());
    found.mark(Mark::Ask, layout.sentences.iter().filter(|s| s.asks).map(|s| point(s.words_end)).collect());
    found.mark(Mark::First, layout.sentences.first().map(|s| point(s.span.start)).into_iter().collect());
    found.mark(Mark::Last, layout.sentences.last().map(|s| point(s.words_end)).into_iter().collect());
    found.mark(Mark::Clause, layout.clauses.iter().map(|c| point(c.span.start)).collect());
    found.mark(Mark::Close, layout.clauses.iter().map(|c| point(c.span.end)).collect());
    for kind in [
        Mark::Date,
        Mark::Span,
        Mark::Within,
        Mark::Cadence,
        Mark::Amount,
        Mark::Percent,
        Mark::Count,
        Mark::Document,
        Mark::Person,
        Mark::Term,
    ] {
        found.mark(kind, things.marked(kind));
    }
}

/// The longest of hits that overlap.
fn longest(hits: &[Span]) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for hit in hits {
        match kept.last_mut() {
            Some(last) if last.touches(hit) => {
                if hit.end - hit.start > last.end - last.start {
                    *last = *hit;
                }
            }
            _ => kept.push(*hit),
        }
    }
    kept
}

#[derive(Debug, Default)]
struct Tally {
    hits: Vec<Hit>,
}

#[derive(Debug)]
struct Hit {
    weight: Weight,
    cue: u16,
    stance: Stance,
    whole: Span,
    parts: Vec<Span>,
}

impl Tally {
    /// Counts the points. Hits that overlap count once, the heaviest first; a phrase counts once however often it stands.
    fn settle(mut self, signal: SignalId, alike: &[Span], folded: &Folded) -> Option<Hearing> {
        self.hits.retain(|hit| hit.stance != Stance::Void && !alike.iter().any(|other| other.touches(&hit.whole)));
        self.hits.sort_by_key(|hit| (-hit.weight.points(), hit.whole.start, hit.cue));
        let count = |stance: Stance| {
            let mut taken: Vec<&Hit> = Vec::new();
            let mut points = 0;
            for hit in self.hits.iter().filter(|hit| hit.stance == stance) {
                if hit.weight == Weight::Against {
                    if !taken.iter().any(|other| other.cue == hit.cue) {
                        points += hit.weight.points();
                    }
                    continue;
                }
                let overlaps = taken
                    .iter()
                    .any(|other| other.parts.iter().any(|part| hit.parts.iter().any(|mine| mine.touches(part))));
                if overlaps || taken.iter().any(|other| other.cue == hit.cue) {
                    continue;
                }
                points += hit.weight.points();
                taken.push(hit);
            }
            (points, taken)
        };
        let (points, taken) = count(Stance::Claimed);
        let (state, points, taken) = if points >= SHOWN {
            (State::Shown, points, taken)
        } else {
            let (points, taken) = count(Stance::Denied);
            if points < Weight::Fair.points() {
                return None;
            }
            (State::Denied, points, taken)
        };
        // Weak words only tip the scale: beside a fair or strong phrase they are not what carried the signal.
        let telling = |hit: &&&Hit| hit.weight.points() >= Weight::Fair.points();
        let told_apart = taken.iter().any(|hit| telling(&hit));
        let mut spans: Vec<Span> = taken
            .iter()
            .filter(|hit| !told_apart || telling(hit))
            .flat_map(|hit| &hit.parts)
            .filter(|part| !part.is_empty())
            .map(|part| folded.original(*part))
            .collect();
        spans.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        let confidence = 1.0 - (-(points as f32) / 8.0).exp();
        Some(Hearing { signal, state, confidence, spans: merged, why: Why::Words })
    }
}
