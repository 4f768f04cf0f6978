//! The points that the phrases of one signal make.

use crate::pack::signals::Weight;
use crate::text::Span;

use super::stance::Stance;

/// From this many points on the phrases alone show a signal.
pub const SHOWN: i32 = 8;
/// From this many points on a signal that is not shown is denied.
pub const DENIED: i32 = Weight::Fair.points();

/// The phrases of one signal that were found.
#[derive(Debug, Default)]
pub struct Tally {
    /// Each, as often as it stands, up to [`MOST`] times.
    pub hits: Vec<Hit>,
    /// How often each was found.
    times: Vec<u8>,
}

/// A phrase counts once; in a long text some of its first places are enough to find one that counts.
const MOST: u8 = 16;

/// One phrase found. Spans are of the folded text.
#[derive(Debug)]
pub struct Hit {
    /// How much it counts.
    pub weight: Weight,
    /// Its place among the phrases of the signal.
    pub cue: u16,
    /// Whether another pack added it.
    pub added: bool,
    /// What the words around it make of it.
    pub stance: Stance,
    /// From its first part to its last.
    pub whole: Span,
    /// What filled its slots.
    pub parts: Vec<Span>,
}

/// What the phrases say together.
#[derive(Debug, Clone, Default)]
pub struct Points {
    /// For the signal.
    pub claimed: i32,
    /// How many of these are of phrases that another pack added.
    pub added: i32,
    /// That it is not so.
    pub denied: i32,
    /// In a question, a condition, a plan, a report, a quotation or a look-alike: nothing is claimed.
    pub void: i32,
    /// The words that claim it.
    pub claiming: Vec<Span>,
    /// The words that deny it.
    pub denying: Vec<Span>,
}

impl Points {
    /// Claimed, denied, void.
    pub fn all(&self) -> [i32; 3] {
        [self.claimed, self.denied, self.void]
    }
}

impl Tally {
    /// Whether another hit of a phrase is wanted.
    pub fn wants(&self, cue: u16) -> bool {
        self.times.get(usize::from(cue)).is_none_or(|times| *times < MOST)
    }

    /// Takes a hit, if one of its phrase is still wanted.
    pub fn take(&mut self, hit: Hit) {
        let at = usize::from(hit.cue);
        if self.times.len() <= at {
            self.times.resize(at + 1, 0);
        }
        if let Some(times) = self.times.get_mut(at).filter(|times| **times < MOST) {
            *times += 1;
            self.hits.push(hit);
        }
    }

    /// Counts the points. Hits that overlap count once, the heaviest first; a phrase counts once however often it stands.
    pub fn settle(mut self) -> Points {
        self.hits.sort_by_key(|hit| (-hit.weight.points(), hit.whole.start, hit.cue));
        let (claimed, claiming) = self.count(Stance::Claimed, |_| true);
        let (denied, denying) = self.count(Stance::Denied, |_| true);
        let (void, _) = self.count(Stance::Void, |_| true);
        let (added, _) = self.count(Stance::Claimed, |hit| hit.added);
        Points { claimed, added, denied, void, claiming, denying }
    }

    fn count(&self, stance: Stance, which: impl Fn(&Hit) -> bool) -> (i32, Vec<Span>) {
        let mut taken: Vec<&Hit> = Vec::new();
        let mut against: Vec<u16> = Vec::new();
        let mut points = 0;
        for hit in self.hits.iter().filter(|hit| hit.stance == stance && which(hit)) {
            if hit.weight == Weight::Against {
                if !against.contains(&hit.cue) {
                    points += hit.weight.points();
                    against.push(hit.cue);
                }
                continue;
            }
            let overlaps =
                |other: &&Hit| other.parts.iter().any(|part| hit.parts.iter().any(|mine| mine.touches(part)));
            if taken.iter().any(|other| other.cue == hit.cue) || taken.iter().any(overlaps) {
                continue;
            }
            points += hit.weight.points();
            taken.push(hit);
        }
        (points, quoted(&taken))
    }
}

/// The words to quote. Weak words only tip the scale: beside a fair or strong phrase they are not what carried it.
fn quoted(taken: &[&Hit]) -> Vec<Span> {
    let telling = |hit: &&&Hit| hit.weight.points() >= Weight::Fair.points();
    let told_apart = taken.iter().any(|hit| telling(&hit));
    let chosen = taken.iter().filter(|hit| !told_apart || telling(hit));
    let mut spans: Vec<Span> = chosen.flat_map(|hit| &hit.parts).filter(|part| !part.is_empty()).copied().collect();
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
