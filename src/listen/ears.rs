//! The ears: everything that the listener hears with, and how the evidence for a signal comes together.

use jiff::civil::Date;

use crate::pack::signals::{Cue, Mark, Polarity, Reading, Signals, Weight, WordId};
use crate::pack::{Both, SignalId, WordListId};
use crate::text::{Folded, Span};

use super::entity::{Entity, Things};
use super::layout::{Layout, Piece};
use super::learned::{Model, Scores, evidence};
use super::lexicon::{Found, Lexicon, LexiconBuilder, SlotId};
use super::listener::{Heard, Hearing, State, Trace, Why};
use super::phrase::{Chain, single, whole};
use super::points::{DENIED, Hit, Points, SHOWN, Tally};
use super::stance::{Cues, Moods, Stance};

/// What a listener hears with, built once from the content.
#[derive(Debug)]
pub struct Ears {
    /// What was learned; without it the rules decide alone.
    model: Option<Model>,
    /// For each signal its place in the model.
    known: Vec<Option<usize>>,
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
    added: bool,
    /// The slots of a phrase that is more than one of some words: the lexicon finds those whole.
    chain: Option<Chain>,
}

/// How far above the bound what was learned must lie to be believed against words that deny or claim nothing.
const SURE: f32 = 1.5;

impl Ears {
    /// Ears with what the program has learned.
    pub fn new(signals: &Signals) -> Self {
        let mut ears = Self::by_rules(signals);
        ears.model = Model::shipped();
        if let Some(model) = &ears.model {
            let place = |rules: &Rules| model.names().iter().position(|name| *name == rules.name);
            ears.known = ears.signals.iter().map(place).collect();
        }
        ears
    }

    /// Ears that know the rules of the content and nothing else.
    pub fn by_rules(signals: &Signals) -> Self {
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
                    let Cue { weight, reading, added, .. } = *cue;
                    cue_rules.push(CueRule { weight, reading, added, chain });
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
        let known = vec![None; rules.len()];
        Self { model: None, known, lexicon, cues: Cues::new(), signals: rules, lists, wakes }
    }

    /// The digest of the utterances that the model was learned from.
    pub fn learned_from(&self) -> Option<u64> {
        self.model.as_ref().map(Model::learned_from)
    }

    /// The signal of that name.
    pub fn id(&self, name: &str) -> Option<SignalId> {
        self.signals.iter().position(|rules| rules.name == name).map(|at| SignalId(at as u16))
    }

    /// The name of a signal; empty for an id of another pack.
    pub fn name(&self, id: SignalId) -> &str {
        self.signals.get(usize::from(id.0)).map_or("", |rules| &rules.name)
    }

    /// Whether the signal is one to show or one to avoid.
    pub fn polarity(&self, id: SignalId) -> Polarity {
        self.signals.get(usize::from(id.0)).map_or(Polarity::Show, |rules| rules.polarity)
    }

    /// What was heard, in words: the reason of the signal, or of the one that it came with.
    pub fn reason(&self, hearing: &Hearing) -> Option<&Both> {
        let id = match hearing.why {
            Why::Words => hearing.signal,
            Why::With(other) => other,
        };
        self.signals.get(usize::from(id.0)).map(|rules| &rules.why)
    }

    /// Hears an utterance. `today` lets entities be worked out to days; without it they keep only what is said.
    pub fn hear(&self, text: &str, today: Option<Date>) -> Heard {
        let Read { folded, layout, things, tallies, moods, words } = self.read(text, today);
        let points: Vec<Points> = tallies.into_iter().map(Tally::settle).collect();
        let said = self.said(&folded.text, &layout, moods);
        let signals = self.weigh(&folded, &layout, &said, points);
        let entities = things.entities.into_iter();
        let entities = entities.map(|entity| Entity { span: folded.original(entity.span), ..entity }).collect();
        let sentences = layout.sentences.iter().map(|sentence| folded.original(sentence.span)).collect();
        Heard { chinese: said.chinese, sentences, signals, entities, words }
    }

    /// Every phrase that is found in an utterance.
    pub fn trace(&self, text: &str) -> Vec<Trace> {
        let Read { folded, tallies, .. } = self.read(text, None);
        let hits =
            |(index, tally): (usize, Tally)| tally.hits.into_iter().map(move |hit| (SignalId(index as u16), hit));
        let traces = tallies.into_iter().enumerate().flat_map(hits).map(|(signal, hit)| Trace {
            signal,
            phrase: usize::from(hit.cue),
            claimed: hit.stance == Stance::Claimed,
            parts: hit.parts.into_iter().map(|part| folded.original(part)).collect(),
        });
        traces.collect()
    }

    /// What the trainer learns from: an utterance as the rules hear it.
    pub fn listen(&self, text: &str) -> Listened {
        let Read { folded, layout, tallies, moods, .. } = self.read(text, None);
        Listened {
            moods,
            points: tallies.into_iter().map(|tally| tally.settle().all()).collect(),
            sentences: layout.sentences.iter().map(|sentence| sentence.span).collect(),
            chinese: chinese(&folded.text),
            folded: folded.text,
        }
    }

    /// How far each signal is from being heard: above zero it is, unless words deny it. For finding the worst mistakes.
    pub fn leanings(&self, text: &str) -> Vec<f32> {
        let Read { folded, layout, tallies, moods, .. } = self.read(text, None);
        let said = self.said(&folded.text, &layout, moods);
        let points = tallies.into_iter().map(Tally::settle).enumerate();
        points.map(|(index, points)| self.lean(index, &said, &points)).collect()
    }

    /// Reads an utterance, piece by piece: its things, its phrases, the moods of its sentences.
    fn read(&self, text: &str, today: Option<Date>) -> Read {
        let folded = Folded::new(text);
        let layout = Layout::new(text, &folded);
        let mut things = Things::default();
        let mut tallies: Vec<Tally> = (0..self.signals.len()).map(|_| Tally::default()).collect();
        let mut moods = Vec::with_capacity(layout.sentences.len());
        let mut words: Vec<(WordListId, Span)> = Vec::new();
        let (mut found, mut cues) = (Found::default(), Found::default());
        for piece in layout.pieces(folded.text.len()) {
            let here = Things::read(text, &folded, piece.span, today);
            self.lexicon.find(&folded.text, piece.span, &mut found);
            mark(&mut found, &layout, &piece, &here);
            self.cues.find(&folded.text, piece.span, &mut cues);
            self.tally(&folded.text, &found, &cues, &layout, &mut tallies);
            moods.extend(self.cues.moods(&cues, &layout, piece.sentences.clone()));
            for (index, slot) in self.lists.iter().enumerate() {
                let list = WordListId(index as u16);
                words.extend(longest(found.of(*slot)).into_iter().map(|span| (list, folded.original(span))));
            }
            things.entities.extend(here.entities);
        }
        words.sort_by_key(|(list, span)| (span.start, *list));
        Read { folded, layout, things, tallies, moods, words }
    }

    /// Adds every phrase found, with its stance, to the tally of its signal.
    fn tally(&self, text: &str, found: &Found, cues: &Found, layout: &Layout, tallies: &mut [Tally]) {
        let before: Vec<usize> = tallies.iter().map(|tally| tally.hits.len()).collect();
        let mut take = |signal: u16, cue: u16, parts: &[Span]| {
            let signal = usize::from(signal);
            let rule = self.signals.get(signal).and_then(|rules| rules.cues.get(usize::from(cue)));
            let (Some(rule), Some(tally)) = (rule, tallies.get_mut(signal)) else { return false };
            if tally.wants(cue) {
                let stance = self.cues.stance(rule.reading, parts, text, cues, layout);
                let (whole, parts) = (whole(parts), parts.to_vec());
                tally.take(Hit { weight: rule.weight, cue, added: rule.added, stance, whole, parts });
            }
            tally.wants(cue)
        };
        for (signal, cue, span) in &found.phrases {
            take(*signal, *cue, &[*span]);
        }
        for slot in &found.awake {
            for &(signal, cue) in self.wakes.get(*slot as usize).map_or(&[][..], Vec::as_slice) {
                let rules = self.signals.get(usize::from(signal));
                let rule = rules.and_then(|rules| rules.cues.get(usize::from(cue)));
                if let Some(chain) = rule.and_then(|rule| rule.chain.as_ref()) {
                    chain.matches(text, found, layout, |parts| take(signal, cue, parts));
                }
            }
        }
        // The look-alikes of a signal are sought only when there is something that could be one.
        for ((rules, tally), before) in self.signals.iter().zip(tallies).zip(before) {
            let new = tally.hits.get_mut(before..).unwrap_or_default();
            if new.is_empty() {
                continue;
            }
            for chain in &rules.unless {
                chain.matches(text, found, layout, |parts| {
                    let other = whole(parts);
                    new.iter_mut().filter(|hit| other.touches(&hit.whole)).for_each(|hit| hit.stance = Stance::Void);
                    true
                });
            }
        }
    }

    /// What was learned of the words of an utterance.
    fn said(&self, folded: &str, layout: &Layout, moods: Vec<Moods>) -> Said {
        let sentences = layout.sentences.iter().map(|sentence| sentence.span);
        let scores = self.model.as_ref().map(|model| model.score(folded, sentences)).unwrap_or_default();
        Said { chinese: chinese(folded), scores, moods }
    }

    /// How far a signal is from being heard: by what was learned and by the points of its phrases, or by these alone.
    fn lean(&self, index: usize, said: &Said, points: &Points) -> f32 {
        match self.learned(index) {
            Some((model, place)) => {
                let best = said.scores.at.get(place).and_then(|best| said.moods.get(*best));
                let rules = evidence(points.all(), best.copied().unwrap_or_default());
                model.decide(place, said.chinese, &said.scores, &rules)
            }
            None => by_points(points.claimed),
        }
    }

    /// The model, and the place of a signal in it.
    fn learned(&self, index: usize) -> Option<(&Model, usize)> {
        self.model.as_ref().zip(self.known.get(index).copied().flatten())
    }

    /// The signals: by the points of the phrases that were found, and by what was learned.
    fn weigh(&self, folded: &Folded, layout: &Layout, said: &Said, points: Vec<Points>) -> Vec<Hearing> {
        let heard = points.into_iter().enumerate().map(|(index, points)| {
            // What a pack added to a signal was never weighed against what was learned: enough of it decides.
            let lean = self.lean(index, said, &points).max(by_points(points.added));
            // Words that deny a signal or claim nothing, and none that claim it: what else was said must be very sure.
            let unclaimed = points.denied.max(points.void) >= DENIED && points.claimed <= 0;
            let (state, sure, mut spans) = if lean > if unclaimed { SURE } else { 0.0 } {
                (State::Shown, lean, points.claiming)
            } else if points.denied >= DENIED {
                (State::Denied, points.denied as f32 / DENIED as f32, points.denying)
            } else {
                return None;
            };
            if spans.is_empty()
                && let Some((model, place)) = self.learned(index)
            {
                spans = telling(model, place, &said.scores, &folded.text, layout).into_iter().collect();
            }
            let spans = spans.into_iter().map(|span| folded.original(span)).collect();
            let signal = SignalId(index as u16);
            Some(Hearing { signal, state, confidence: confidence(sure), spans, why: Why::Words })
        });
        self.combine(heard.collect())
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

/// An utterance, read.
struct Read {
    folded: Folded,
    layout: Layout,
    things: Things,
    /// The phrases of each signal.
    tallies: Vec<Tally>,
    /// The moods of each sentence.
    moods: Vec<Moods>,
    /// The words of word lists, in places of the original.
    words: Vec<(WordListId, Span)>,
}

/// What was learned of the words of an utterance.
struct Said {
    chinese: bool,
    scores: Scores,
    /// The moods of each sentence.
    moods: Vec<Moods>,
}

/// An utterance as the rules hear it.
#[derive(Debug, Default)]
pub struct Listened {
    /// The text in one way of writing.
    pub folded: String,
    /// Its sentences.
    pub sentences: Vec<Span>,
    /// Whether it counts as Chinese.
    pub chinese: bool,
    points: Vec<[i32; 3]>,
    /// The moods of each sentence.
    pub moods: Vec<Moods>,
}

impl Listened {
    /// The points for a signal, against it, and of what claims nothing.
    pub fn points(&self, signal: usize) -> [i32; 3] {
        self.points.get(signal).copied().unwrap_or_default()
    }
}

/// How far points alone are from showing a signal: above zero they do.
fn by_points(claimed: i32) -> f32 {
    (claimed + 1 - SHOWN) as f32 / SHOWN as f32
}

/// Whether a folded text counts as Chinese: a Han character stands for about two Latin letters.
fn chinese(text: &str) -> bool {
    let (mut han, mut latin) = (0usize, 0usize);
    for c in text.chars() {
        match c {
            'a'..='z' => latin += 1,
            '\u{3400}'..='\u{9fff}' => han += 1,
            _ => {}
        }
    }
    han * 2 > latin
}

/// How sure, from 0 to 1, given how far from the bound. One division: the same on every machine.
fn confidence(sure: f32) -> f32 {
    0.5 + 0.5 * sure / (1.0 + sure.abs())
}

/// The words that weighed most for a signal, where no phrase quotes them: the stretch of its best sentence whose tokens
/// speak for it most, all in all (Kadane's greatest sum).
fn telling(model: &Model, signal: usize, scores: &Scores, text: &str, layout: &Layout) -> Option<Span> {
    let sentence = layout.sentences.get(*scores.at.get(signal)?)?.span;
    let shares = model.shares(text, sentence, signal);
    let (mut best, mut sum, mut start) = (None, 0.0, 0);
    let mut most = 0.0;
    for (at, (token, share)) in shares.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += share;
        if sum > most {
            let first = shares.get(start).map_or(token.span.start, |(first, _)| first.span.start);
            (most, best) = (sum, Some(Span::new(first, token.span.end)));
        }
    }
    // A mark of punctuation or a single character tells a reader nothing.
    let telling = best.filter(|span| span.of(text).chars().filter(|c| c.is_alphanumeric()).count() > 1);
    Some(telling.unwrap_or(sentence))
}

/// Adds what the engine itself finds in a piece to what the words found.
fn mark(found: &mut Found, layout: &Layout, piece: &Piece, things: &Things) {
    let point = |byte: usize| Span::new(byte, byte);
    let sentences = layout.sentences.get(piece.sentences.clone()).unwrap_or_default();
    let clauses = layout.clauses.get(piece.clauses.clone()).unwrap_or_default();
    let first = layout.sentences.first().filter(|_| piece.sentences.start == 0);
    let last = layout.sentences.last().filter(|_| piece.sentences.end == layout.sentences.len());
    found.mark(Mark::Start, sentences.iter().map(|s| point(s.span.start)).collect());
    found.mark(Mark::End, sentences.iter().map(|s| point(s.words_end)).collect());
    found.mark(Mark::Ask, sentences.iter().filter(|s| s.asks).map(|s| point(s.words_end)).collect());
    found.mark(Mark::First, first.map(|s| point(s.span.start)).into_iter().collect());
    found.mark(Mark::Last, last.map(|s| point(s.words_end)).into_iter().collect());
    found.mark(Mark::Clause, clauses.iter().map(|c| point(c.span.start)).collect());
    found.mark(Mark::Close, clauses.iter().map(|c| point(c.span.end)).collect());
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
