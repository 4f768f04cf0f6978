//! One turn of the client, walked: every standing that answers can lead to, and the shortest way to each ending.

use std::collections::{HashMap, VecDeque};

use crate::coach::client::{Answer, Ending, Mood, Reply, Standing};
use crate::pack::{Level, Reaction};

/// Every answer there could be, as far as a reaction can tell: which moves it makes, and whether it hurts.
pub fn every_answer(reaction: &Reaction) -> Vec<Answer> {
    // A pack allows four moves; the cap keeps a hand-made reaction from asking for more than memory holds.
    let moves = reaction.moves.len().min(16);
    let makes = (0..1u32 << moves).map(|bits| (0..moves).map(|m| bits >> m & 1 == 1).collect::<Vec<bool>>());
    makes.flat_map(|makes| [false, true].map(|worsens| Answer { makes: makes.clone(), worsens })).collect()
}

/// What came of walking a turn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TurnWalk {
    /// How many standings there are, the first one included.
    pub states: usize,
    /// The shortest way to a good close: answers by their place in the list that was walked with.
    pub eased: Option<Vec<usize>>,
    /// The shortest way to the end of the client's patience.
    pub unresolved: Option<Vec<usize>>,
    /// The shortest way to an answer that made it worse.
    pub worse: Option<Vec<usize>>,
    /// For each move of the reaction, whether some way makes it.
    pub made: Vec<bool>,
    /// For each move of the reaction, whether the client ever says what it says while that move is missing.
    pub held: Vec<bool>,
}

impl TurnWalk {
    /// The shortest way to an ending. A turn can always be left open: one goes on.
    pub fn way(&self, ending: Ending) -> Option<&[usize]> {
        match ending {
            Ending::Eased => self.eased.as_deref(),
            Ending::Unresolved => self.unresolved.as_deref(),
            Ending::LeftOpen | Ending::Nothing => Some(&[]),
        }
    }
}

/// What tells one standing from another; how many answers led there does not.
type State = (usize, u32, Mood);

/// Walks a reaction at a level with these answers, from its beginning to all its ends. Of ways of one length the one
/// whose answers stand earlier in the list is kept. Patience only falls and moves only rise, so the walk ends.
pub fn walk_turn(reaction: &Reaction, level: &Level, answers: &[Answer]) -> TurnWalk {
    let count = reaction.moves.len();
    let mut walk = TurnWalk { made: vec![false; count], held: vec![false; count], ..TurnWalk::default() };
    let state = |standing: &Standing| -> State { (standing.made, standing.patience, standing.mood) };
    let begin = Standing::begin(reaction, level);
    // Every state with the one before it and the answer between them.
    let mut came: HashMap<State, Option<(State, usize)>> = HashMap::from([(state(&begin), None)]);
    let mut open = VecDeque::from([begin]);
    while let Some(standing) = open.pop_front() {
        for (index, answer) in answers.iter().enumerate() {
            let mut next = standing.clone();
            match next.take(answer, level) {
                Reply::Hold(at) => mark(&mut walk.held, at),
                Reply::Worse if walk.worse.is_none() => {
                    walk.worse = Some([way(&came, state(&standing)), vec![index]].concat());
                }
                _ => {}
            }
            (standing.made..next.made).for_each(|at| mark(&mut walk.made, at));
            if came.contains_key(&state(&next)) {
                continue;
            }
            came.insert(state(&next), Some((state(&standing), index)));
            let end = match next.ending() {
                Some(Ending::Eased) => &mut walk.eased,
                Some(_) => &mut walk.unresolved,
                None => {
                    open.push_back(next);
                    continue;
                }
            };
            // Breadth first: the first way found is a shortest one.
            end.get_or_insert_with(|| way(&came, state(&next)));
        }
    }
    walk.states = came.len();
    walk
}

fn mark(list: &mut [bool], at: usize) {
    if let Some(flag) = list.get_mut(at) {
        *flag = true;
    }
}

/// The answers that led to a state, the first one first.
fn way(came: &HashMap<State, Option<(State, usize)>>, to: State) -> Vec<usize> {
    let mut way = Vec::new();
    let mut at = to;
    while let Some(Some((before, answer))) = came.get(&at) {
        way.push(*answer);
        at = *before;
    }
    way.reverse();
    way
}
