//! Every path of every scenario, walked by the rules of the machine itself.
//!
//! What a rehearsal can meet is finite: the paths of a scenario ([`Flow`]), its steps, the reaction that the plan may put
//! there for a persona and a level ([`plan`]), and the standings that answers lead to ([`Standing`](super::Standing)). The
//! walk goes through all of it; a turn of a reaction is walked once for a level and a language and counted wherever it
//! can come. Only which seed draws a meeting is searched for, so that whoever reads the report can go there.

mod lines;
mod paths;
mod turn;

use std::collections::BTreeMap;

use super::client::{Answer, Ending, plan};
use super::flow::Flow;
use crate::listen::Listener;
use crate::pack::{Lang, Level, Pack, Persona, Reaction, ReactionRef, Scenario, Step};
use lines::{Possible, Said};
use paths::{Taken, taken};

pub use paths::Setting;
pub use turn::{TurnWalk, every_answer, walk_turn};

/// The states that are walked at most unless somebody asks for more: over ten times those of the shipped pack.
pub const WALK_BOUND: usize = 1_000_000;

/// The seeds that are tried for each persona and level until every meeting was drawn. A meeting that the plan can draw
/// comes up at least once in a few hundred.
const SEEDS: u64 = 2_000;

/// What came of walking a pack.
#[derive(Debug, Clone)]
pub struct Walk {
    /// States that were walked: path, step, persona, level, language, reaction and standing.
    pub states: usize,
    /// The states that were allowed.
    pub bound: usize,
    /// Whether everything was walked. If not, what is missing below may only not have been looked at.
    pub complete: bool,
    /// Every scenario, in the order of the pack.
    pub scenarios: Vec<ScenarioWalk>,
    /// Every reaction, in the order of the pack.
    pub reactions: Vec<ReactionWalk>,
    /// What nothing leads to.
    pub unreached: Vec<Unreached>,
}

/// A scenario, walked.
#[derive(Debug, Clone)]
pub struct ScenarioWalk {
    /// Its id.
    pub id: String,
    /// Its paths.
    pub paths: Vec<PathWalk>,
    /// Its steps, in the order of the stages.
    pub steps: Vec<StepWalk>,
}

/// A path, walked.
#[derive(Debug, Clone)]
pub struct PathWalk {
    /// Its id.
    pub id: String,
    /// What has to be changed of the example case to take it; `None` when no case takes it.
    pub taken: Option<Vec<Setting>>,
    /// Its steps, by id: going on at each of them is the shortest way to its end.
    pub steps: Vec<String>,
}

/// A step, walked.
#[derive(Debug, Clone)]
pub struct StepWalk {
    /// Its id.
    pub id: String,
    /// Whether the walk came here.
    pub reached: bool,
    /// The reactions that can come here.
    pub meetings: Vec<Meeting>,
    /// How the client's turn can end here without a reaction.
    pub quiet: Vec<Ending>,
}

/// A reaction at a step, and who brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The reaction's id.
    pub reaction: String,
    /// The path's id.
    pub path: String,
    /// The persona's id.
    pub persona: String,
    /// The level's id.
    pub level: String,
    /// The seed that draws it there.
    pub seed: u64,
}

/// A reaction, walked.
#[derive(Debug, Clone)]
pub struct ReactionWalk {
    /// Its id.
    pub id: String,
    /// Where it can come, as `scenario/step`.
    pub places: Vec<String>,
    /// Its turn, for each level and language.
    pub turns: Vec<ReactionTurn>,
}

/// A reaction at one level in one language.
#[derive(Debug, Clone)]
pub struct ReactionTurn {
    /// The level's id.
    pub level: String,
    /// The language that is answered in.
    pub lang: Lang,
    /// How many standings there are.
    pub states: usize,
    /// The shortest way to each ending; `None` where none leads.
    pub ways: Vec<(Ending, Option<Vec<Deed>>)>,
}

/// Something that the user does in the client's turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Says a line of the pack.
    Say {
        /// The line.
        line: String,
        /// Moves that it makes, by id, whether or not their turn has come.
        makes: Vec<String>,
        /// Whether it makes it worse.
        worsens: bool,
    },
    /// Stays silent on purpose.
    Wait,
    /// Goes on without an answer.
    GoOn,
}

/// Something that nothing leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreached {
    /// No case takes this path.
    Path {
        /// The scenario's id.
        scenario: String,
        /// The path's id.
        path: String,
    },
    /// No path that can be taken leads to this step.
    Step {
        /// The scenario's id.
        scenario: String,
        /// The step's id.
        step: String,
    },
    /// This reaction comes nowhere.
    Reaction {
        /// Its id.
        reaction: String,
    },
    /// This reaction never comes at a step that names it.
    Meeting {
        /// The scenario's id.
        scenario: String,
        /// The step's id.
        step: String,
        /// The reaction's id.
        reaction: String,
    },
    /// No line of the pack makes this move in this language, or none in its turn.
    Move {
        /// The reaction's id.
        reaction: String,
        /// The move's id.
        step: String,
        /// The language.
        lang: Lang,
    },
    /// No line of the pack makes it worse in this language.
    Worsens {
        /// The reaction's id.
        reaction: String,
        /// The language.
        lang: Lang,
    },
    /// The reaction never ends so at this level in this language.
    Ending {
        /// The reaction's id.
        reaction: String,
        /// The level's id.
        level: String,
        /// The language.
        lang: Lang,
        /// The ending.
        ending: Ending,
    },
}

/// What has to be changed of the example case to take each path of a scenario that can be taken, by the path's place.
pub fn cases(scenario: &Scenario) -> Vec<(usize, Vec<Setting>)> {
    taken(scenario).0.into_iter().map(|case| (case.path, case.settings)).collect()
}

/// Walks a pack. At most `bound` states are walked; a report that had to stop there says so.
pub fn walk(pack: &Pack, listener: &Listener, bound: usize) -> Walk {
    let mut walker = Walker { pack, bound, states: 0, complete: true, turns: Turns::new() };
    walker.walk_turns(listener);
    let scenarios: Vec<ScenarioWalk> = pack.scenarios.iter().map(|scenario| walker.scenario(scenario)).collect();
    let reactions: Vec<ReactionWalk> = pack.reactions.iter().map(|r| walker.reaction(r, &scenarios)).collect();
    let mut unreached = Vec::new();
    for (scenario, walked) in pack.scenarios.iter().zip(&scenarios) {
        missing_of_scenario(pack, scenario, walked, &mut unreached);
    }
    for (reaction, walked) in pack.reactions.iter().zip(&reactions) {
        walker.missing_of_reaction(reaction, walked, &mut unreached);
    }
    Walk { states: walker.states, bound, complete: walker.complete, scenarios, reactions, unreached }
}

/// The answers that are possible in a language, and what walking with them came to, by level.
struct Answered {
    possible: Vec<Possible>,
    by_level: Vec<TurnWalk>,
}

/// Walked turns, by reaction and language.
type Turns = BTreeMap<(String, Lang), Answered>;

struct Walker<'p> {
    pack: &'p Pack,
    bound: usize,
    states: usize,
    complete: bool,
    turns: Turns,
}

impl<'p> Walker<'p> {
    /// Walks the turn of every reaction at every level in both languages.
    fn walk_turns(&mut self, listener: &Listener) {
        for lang in Lang::ALL {
            let said = Said::hear(self.pack, listener, lang);
            for reaction in &self.pack.reactions {
                let possible = said.answers(reaction, listener);
                let answers: Vec<Answer> = possible.iter().map(|one| one.answer.clone()).collect();
                let by_level = self.pack.levels.iter().map(|level| walk_turn(reaction, level, &answers)).collect();
                self.turns.insert((reaction.id.clone(), lang), Answered { possible, by_level });
            }
        }
    }

    /// Goes through a scenario: every path, level, persona and step.
    fn scenario(&mut self, scenario: &'p Scenario) -> ScenarioWalk {
        let (cases, all) = taken(scenario);
        self.complete &= all;
        let steps = scenario.stages.iter().flat_map(|stage| &stage.steps);
        let mut steps: Vec<StepWalk> = steps.map(StepWalk::new).collect();
        let mut paths: Vec<PathWalk> = Vec::new();
        for (index, path) in scenario.paths.iter().enumerate() {
            let case = cases.iter().find(|case| case.path == index);
            let flow = case.and_then(|case| Flow::of(scenario, &case.talk));
            let way: Vec<&Step> = flow.iter().flat_map(|flow| flow.steps.iter().map(|(_, step)| *step)).collect();
            paths.push(PathWalk {
                id: path.id.clone(),
                taken: case.map(|case: &Taken| case.settings.clone()),
                steps: way.iter().map(|step| step.id.clone()).collect(),
            });
            for level in self.levels() {
                for persona in &self.pack.personas {
                    self.path(&path.id, &way, level, persona, &mut steps);
                }
            }
        }
        ScenarioWalk { id: scenario.id.clone(), paths, steps }
    }

    /// The places of the levels, the middle one first: that is where somebody would look for a meeting.
    fn levels(&self) -> Vec<usize> {
        let middle = self.pack.levels.len() / 2;
        let mut order: Vec<usize> = (0..self.pack.levels.len()).collect();
        order.sort_by_key(|at| at.abs_diff(middle));
        order
    }

    /// Goes through the steps of a path with one client.
    fn path(&mut self, path: &str, way: &[&'p Step], at: usize, persona: &Persona, steps: &mut [StepWalk]) {
        let Some(level) = self.pack.levels.get(at) else { return };
        let mut wanted: Vec<(usize, ReactionRef)> = Vec::new();
        for (place, step) in way.iter().enumerate() {
            let Some(walked) = steps.iter_mut().find(|walked| walked.id == step.id) else { continue };
            let quiet = quiet_endings(self.pack, step, level);
            let reactions: &[ReactionRef] = if level.reactions == 0 { &[] } else { &step.reactions };
            let states =
                Lang::ALL.len() * (1 + quiet.len()) + reactions.iter().map(|r| self.turn_states(*r, at)).sum::<usize>();
            if self.states.saturating_add(states) > self.bound {
                self.complete = false;
                return;
            }
            self.states += states;
            walked.reached = true;
            walked.quiet.extend(quiet.into_iter().filter(|ending| !walked.quiet.contains(ending)).collect::<Vec<_>>());
            let met = |r: &&ReactionRef| walked.meetings.iter().any(|m| m.reaction == self.pack[**r].id);
            wanted.extend(reactions.iter().filter(|r| !met(r)).map(|r| (place, *r)));
        }
        for seed in 0..SEEDS {
            if wanted.is_empty() {
                return;
            }
            let drawn = plan(self.pack, persona, level, way, seed);
            wanted.retain(|(place, reaction)| {
                let Some(step) = way.get(*place).filter(|_| drawn.get(*place) == Some(&Some(*reaction))) else {
                    return true;
                };
                if let Some(walked) = steps.iter_mut().find(|walked| walked.id == step.id) {
                    walked.meetings.push(Meeting {
                        reaction: self.pack[*reaction].id.clone(),
                        path: path.to_owned(),
                        persona: persona.id.clone(),
                        level: level.id.clone(),
                        seed,
                    });
                }
                false
            });
        }
    }

    /// The standings of a reaction's turn at a level, in all languages together.
    fn turn_states(&self, reaction: ReactionRef, level: usize) -> usize {
        let id = &self.pack[reaction].id;
        let turns = Lang::ALL.into_iter().filter_map(|lang| self.turns.get(&(id.clone(), lang))?.by_level.get(level));
        turns.map(|turn| turn.states).sum()
    }

    fn reaction(&self, reaction: &Reaction, scenarios: &[ScenarioWalk]) -> ReactionWalk {
        let mut places = Vec::new();
        for scenario in scenarios {
            for step in &scenario.steps {
                if step.meetings.iter().any(|meeting| meeting.reaction == reaction.id) {
                    places.push(format!("{}/{}", scenario.id, step.id));
                }
            }
        }
        let mut turns = Vec::new();
        for (at, level) in self.pack.levels.iter().enumerate() {
            for lang in Lang::ALL {
                let Some(answered) = self.turns.get(&(reaction.id.clone(), lang)) else { continue };
                let Some(walked) = answered.by_level.get(at) else { continue };
                let ways = [Ending::Eased, Ending::Unresolved, Ending::LeftOpen].map(|ending| {
                    let deeds = walked.way(ending).map(|way| deeds(reaction, &answered.possible, way, ending));
                    (ending, deeds)
                });
                turns.push(ReactionTurn { level: level.id.clone(), lang, states: walked.states, ways: ways.to_vec() });
            }
        }
        ReactionWalk { id: reaction.id.clone(), places, turns }
    }

    /// What of a reaction nothing leads to.
    fn missing_of_reaction(&self, reaction: &Reaction, walked: &ReactionWalk, unreached: &mut Vec<Unreached>) {
        let id = || reaction.id.clone();
        if walked.places.is_empty() {
            unreached.push(Unreached::Reaction { reaction: id() });
        }
        for lang in Lang::ALL {
            let Some(answered) = self.turns.get(&(reaction.id.clone(), lang)) else { continue };
            for (at, step) in reaction.moves.iter().enumerate() {
                if !answered.by_level.iter().any(|turn| turn.made.get(at) == Some(&true)) {
                    unreached.push(Unreached::Move { reaction: id(), step: step.id.clone(), lang });
                }
            }
            if answered.by_level.iter().all(|turn| turn.worse.is_none()) {
                unreached.push(Unreached::Worsens { reaction: id(), lang });
            }
        }
        for turn in &walked.turns {
            for (ending, _) in turn.ways.iter().filter(|(_, way)| way.is_none()) {
                let (level, lang) = (turn.level.clone(), turn.lang);
                unreached.push(Unreached::Ending { reaction: id(), level, lang, ending: *ending });
            }
        }
    }
}

impl StepWalk {
    fn new(step: &Step) -> Self {
        Self { id: step.id.clone(), reached: false, meetings: Vec::new(), quiet: Vec::new() }
    }
}

/// How a turn can end at a step when no reaction was planned there: nothing came up, or the client asked after a check
/// and was answered or not.
fn quiet_endings(pack: &Pack, step: &Step, level: &Level) -> Vec<Ending> {
    let mut endings = vec![Ending::Nothing];
    if level.probes && step.checks.iter().any(|check| !pack[*check].probe.is_empty()) {
        endings.extend([Ending::Eased, Ending::LeftOpen]);
    }
    endings
}

/// A way in words: what is said, and that one goes on where the turn is left open.
fn deeds(reaction: &Reaction, possible: &[Possible], way: &[usize], ending: Ending) -> Vec<Deed> {
    let said = way.iter().filter_map(|at| possible.get(*at)).map(|one| match &one.line {
        None => Deed::Wait,
        Some(line) => {
            let made = reaction.moves.iter().zip(&one.answer.makes).filter(|(_, made)| **made);
            let makes = made.map(|(step, _)| step.id.clone()).collect();
            Deed::Say { line: line.clone(), makes, worsens: one.answer.worsens }
        }
    });
    let on = (ending == Ending::LeftOpen).then_some(Deed::GoOn);
    said.chain(on).collect()
}

/// What of a scenario nothing leads to.
fn missing_of_scenario(pack: &Pack, scenario: &Scenario, walked: &ScenarioWalk, unreached: &mut Vec<Unreached>) {
    let id = || scenario.id.clone();
    for path in walked.paths.iter().filter(|path| path.taken.is_none()) {
        unreached.push(Unreached::Path { scenario: id(), path: path.id.clone() });
    }
    let steps = scenario.stages.iter().flat_map(|stage| &stage.steps);
    for (step, walked) in steps.zip(&walked.steps) {
        if !walked.reached {
            unreached.push(Unreached::Step { scenario: id(), step: step.id.clone() });
            continue;
        }
        for reaction in step.reactions.iter().map(|r| &pack[*r].id) {
            if !walked.meetings.iter().any(|meeting| meeting.reaction == *reaction) {
                let (step, reaction) = (step.id.clone(), reaction.clone());
                unreached.push(Unreached::Meeting { scenario: id(), step, reaction });
            }
        }
    }
}
