//! The simulated client: who reacts where, how an answer eases or worsens a reaction, and which
//! words the client finds. Everything is drawn from the rehearsal's seed.
//!
//! A client that gives in too soon teaches nothing: a reaction closes only after the right moves in
//! order, and where a level allows one move an answer, never on the first answer.

use serde::{Deserialize, Serialize};

use crate::listen::Heard;
use crate::pack::{Both, Level, Pack, Persona, PersonaRef, Reaction, ReactionRef, Rule, Step};

/// How often a persona's own reactions and wordings are drawn against the others.
const LEANING: u64 = 3;
/// What a wrong move costs of the patience; an answer that makes no move costs one.
const WORSENED_COST: u32 = 2;

/// How a reaction stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The reaction's id.
    pub reaction: String,
    /// How many of its moves were made.
    pub made: usize,
    /// Answers without the right move that the client still bears.
    pub patience: u32,
    /// The client's mood.
    pub mood: Mood,
    /// Answers heard so far.
    pub answers: u32,
}

/// The client's mood towards what was said last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mood {
    /// As the reaction began.
    Fresh,
    /// A move was made.
    Softening,
    /// Still waiting.
    Waiting,
    /// Something made it worse.
    Hardening,
    /// Closed well.
    Eased,
    /// Patience is out.
    Gone,
}

/// How a reaction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ending {
    /// It closed well: agreement, a next step, or a no that was taken well.
    Eased,
    /// Patience ran out.
    Unresolved,
    /// The user went on without closing it.
    LeftOpen,
    /// There was nothing to close.
    Nothing,
}

/// What an answer did, as far as a reaction is concerned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// For each move of the reaction, whether the answer makes it.
    pub makes: Vec<bool>,
    /// Whether it makes things worse.
    pub worsens: bool,
}

/// What the client wants to say next, before words are found for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Words for the answer that made it worse.
    Worse,
    /// Words while a move is missing, by its place.
    Hold(usize),
    /// The closing words.
    Eased,
    /// The last words.
    Gone,
}

impl Standing {
    /// A reaction that has just been put.
    pub fn begin(reaction: &Reaction, level: &Level) -> Self {
        Self { reaction: reaction.id.clone(), made: 0, patience: level.patience, mood: Mood::Fresh, answers: 0 }
    }

    /// Whether it is still open.
    pub fn open(&self) -> bool {
        !matches!(self.mood, Mood::Eased | Mood::Gone)
    }

    /// How it ended, when it has.
    pub fn ending(&self) -> Option<Ending> {
        match self.mood {
            Mood::Eased => Some(Ending::Eased),
            Mood::Gone => Some(Ending::Unresolved),
            _ => None,
        }
    }

    /// Takes an answer in, and says what the client wants to say to it. A closed reaction stays closed.
    pub fn take(&mut self, answer: &Answer, level: &Level) -> Reply {
        if !self.open() {
            return if self.mood == Mood::Eased { Reply::Eased } else { Reply::Gone };
        }
        self.answers += 1;
        if answer.worsens {
            self.mood = Mood::Hardening;
            self.patience = self.patience.saturating_sub(WORSENED_COST);
            return self.out_of_patience().unwrap_or(Reply::Worse);
        }
        let missing = answer.makes.get(self.made..).unwrap_or_default();
        let made = missing.iter().take(level.moves_per_answer as usize).take_while(|made| **made).count();
        self.made += made;
        if self.made >= answer.makes.len() {
            self.mood = Mood::Eased;
            return Reply::Eased;
        }
        if made > 0 {
            self.mood = Mood::Softening;
            return Reply::Hold(self.made);
        }
        self.mood = Mood::Waiting;
        self.patience = self.patience.saturating_sub(1);
        self.out_of_patience().unwrap_or(Reply::Hold(self.made))
    }

    fn out_of_patience(&mut self) -> Option<Reply> {
        (self.patience == 0).then(|| {
            self.mood = Mood::Gone;
            Reply::Gone
        })
    }
}

/// What an answer does to a reaction. `waited` is the user staying silent on purpose.
pub fn weigh(reaction: &Reaction, heard: &Heard, text: &str, waited: bool) -> Answer {
    let holds = |rule: &Rule| if waited { waits(rule) } else { rule.weigh(heard, text).holds };
    Answer {
        makes: reaction.moves.iter().map(|m| holds(&m.rule)).collect(),
        worsens: !waited && holds(&reaction.worsens.rule),
    }
}

/// Whether staying silent makes a move.
fn waits(rule: &Rule) -> bool {
    match rule {
        Rule::Wait => true,
        Rule::Any(rules) => rules.iter().any(waits),
        Rule::All(rules) => !rules.is_empty() && rules.iter().all(waits),
        _ => false,
    }
}

/// Which steps meet which reaction: at most the level's number, no reaction twice, leaning to what
/// the persona prefers. Steps are given in their order; the result is by step.
pub fn plan(pack: &Pack, persona: &Persona, level: &Level, steps: &[&Step], seed: u64) -> Vec<Option<ReactionRef>> {
    plan_with(pack, persona, level, steps, seed, &[])
}

/// [`plan`], with reactions that are to come up first, wherever a step may meet them: a real client reacted so.
pub fn plan_with(
    pack: &Pack,
    persona: &Persona,
    level: &Level,
    steps: &[&Step],
    seed: u64,
    wished: &[ReactionRef],
) -> Vec<Option<ReactionRef>> {
    let mut draw = Draw::new(seed);
    let mut order: Vec<usize> = (0..steps.len()).filter(|i| !steps[*i].reactions.is_empty()).collect();
    draw.shuffle(&mut order);
    let mut plan: Vec<Option<ReactionRef>> = vec![None; steps.len()];
    let mut used: Vec<ReactionRef> = Vec::new();
    for reaction in wished.iter().take(level.reactions as usize).filter(|at| at.index() < pack.reactions.len()) {
        let meets = |index: &&usize| plan[**index].is_none() && steps[**index].reactions.contains(reaction);
        if let (Some(index), false) = (order.iter().find(meets), used.contains(reaction)) {
            plan[*index] = Some(*reaction);
            used.push(*reaction);
        }
    }
    for index in order {
        if used.len() >= level.reactions as usize {
            break;
        }
        if plan[index].is_some() {
            continue;
        }
        let open: Vec<(ReactionRef, u64)> = steps[index]
            .reactions
            .iter()
            .filter(|r| !used.contains(r) && r.index() < pack.reactions.len())
            .map(|r| (*r, if persona.prefers.contains(r) { LEANING } else { 1 }))
            .collect();
        let total: u64 = open.iter().map(|(_, weight)| weight).sum();
        if total == 0 {
            continue;
        }
        let mut point = draw.below(total);
        for (reaction, weight) in open {
            if point < weight {
                plan[index] = Some(reaction);
                used.push(reaction);
                break;
            }
            point -= weight;
        }
    }
    plan
}

/// Opening words of a reaction that fit a persona: those written for this persona, more often than those for anyone.
pub fn opening<'p>(reaction: &'p Reaction, persona: &str, pack: &Pack, seed: u64) -> Option<&'p Both> {
    let weight = |who: Option<PersonaRef>| match who {
        Some(who) if pack[who].id == persona => LEANING,
        Some(_) => 0,
        None => 1,
    };
    let total = reaction.opens.iter().map(|opening| weight(opening.persona)).sum();
    let mut point = Draw::new(seed).below(total);
    for opening in &reaction.opens {
        let weight = weight(opening.persona);
        if point < weight {
            return Some(&opening.says);
        }
        point -= weight;
    }
    None
}

/// Words for a reply; `turn` keeps a client from saying the same twice in a row.
pub fn words(reaction: &Reaction, reply: Reply, seed: u64, turn: u32) -> Option<&Both> {
    let list = match reply {
        Reply::Worse => &reaction.worsens.says,
        Reply::Hold(at) => &reaction.moves.get(at)?.holds,
        Reply::Eased => &reaction.eased,
        Reply::Gone => &reaction.unresolved,
    };
    pick(list, seed, turn)
}

/// One of several wordings, moving on by one each turn.
pub fn pick(list: &[Both], seed: u64, turn: u32) -> Option<&Both> {
    let start = Draw::new(seed).below(list.len() as u64);
    let index = (start + u64::from(turn)).checked_rem(list.len() as u64)?;
    list.get(index as usize)
}

/// Mixes a name into a seed, so that each step draws on its own.
pub fn seed_for(seed: u64, name: &str) -> u64 {
    // FNV-1a, 64 bit: stable over platforms and versions, which the standard hasher does not promise.
    name.bytes()
        .fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// A small deterministic generator (SplitMix64, Steele, Lea & Flood 2014): the same seed draws the
/// same numbers on every machine.
struct Draw(u64);

impl Draw {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or(0)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}
