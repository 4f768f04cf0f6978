//! The simulated client, by walking every path: all reactions, all levels, all answers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, reason = "a test that cannot go on says so")]

mod support;

use std::collections::HashSet;

use forthright::coach::{Answer, Mood, Standing, every_answer, plan, walk_turn};
use forthright::pack::{Level, Pack, Reaction, Step};
use support::pack;

fn each(mut check: impl FnMut(&Pack, &Reaction, &Level)) {
    let pack = pack();
    for reaction in &pack.reactions {
        for level in &pack.levels {
            check(&pack, reaction, level);
        }
    }
}

#[test]
fn on_the_hardest_level_no_reaction_closes_on_its_first_answer() {
    let pack = pack();
    let hardest = pack.levels.last().unwrap();
    assert_eq!(hardest.moves_per_answer, 1);
    for reaction in &pack.reactions {
        let walked = walk_turn(reaction, hardest, &every_answer(reaction));
        assert!(walked.eased.unwrap().len() > 1, "{} closes on its first answer", reaction.id);
    }
}

#[test]
fn every_reaction_can_end_well_and_can_end_badly_at_every_level() {
    each(|_, reaction, level| {
        let walked = walk_turn(reaction, level, &every_answer(reaction));
        assert!(walked.eased.is_some() && walked.unresolved.is_some(), "{} on {}", reaction.id, level.id);
        assert!(walked.made.iter().all(|made| *made), "{} on {}: {:?}", reaction.id, level.id, walked.made);
        // What the client says while a move is missing is said at some level at least; the first of them at all.
        assert!(walked.held[0], "{} on {}", reaction.id, level.id);
    });
}

#[test]
fn a_wrong_move_never_softens_and_a_right_one_never_hardens() {
    each(|_, reaction, level| {
        let begin = Standing::begin(reaction, level);
        for answer in every_answer(reaction) {
            let mut next = begin.clone();
            next.take(&answer, level);
            let expected: &[Mood] = match (answer.worsens, answer.makes[0]) {
                (true, _) => &[Mood::Hardening, Mood::Gone],
                (false, true) => &[Mood::Softening, Mood::Eased],
                (false, false) => &[Mood::Waiting, Mood::Gone],
            };
            assert!(expected.contains(&next.mood), "{} {answer:?}: {:?}", reaction.id, next.mood);
        }
    });
}

#[test]
fn moves_count_only_in_their_order() {
    each(|_, reaction, level| {
        let mut standing = Standing::begin(reaction, level);
        let mut makes = vec![true; reaction.moves.len()];
        makes[0] = false;
        standing.take(&Answer { makes, worsens: false }, level);
        assert_eq!(standing.made, 0, "{}: a later move does not stand in for the first", reaction.id);
    });
}

#[test]
fn the_same_seed_draws_the_same_client_and_seeds_differ() {
    let pack = pack();
    for scenario in &pack.scenarios {
        let steps: Vec<&Step> = scenario.stages.iter().flat_map(|s| &s.steps).collect();
        for (persona, level) in pack.personas.iter().zip(pack.levels.iter().cycle()) {
            let plans: Vec<_> = (0..40).map(|seed| plan(&pack, persona, level, &steps, seed)).collect();
            for (seed, one) in plans.iter().enumerate() {
                assert_eq!(*one, plan(&pack, persona, level, &steps, seed as u64));
                let reactions: Vec<_> = one.iter().flatten().collect();
                assert!(reactions.len() <= level.reactions as usize);
                assert_eq!(reactions.iter().collect::<HashSet<_>>().len(), reactions.len(), "no reaction comes twice");
                assert!(!reactions.is_empty(), "{}: somebody reacts", scenario.id);
                for (step, reaction) in steps.iter().zip(one) {
                    assert!(reaction.is_none_or(|r| step.reactions.contains(&r)));
                }
            }
            assert!(plans.iter().collect::<HashSet<_>>().len() > 3, "{} {}", scenario.id, persona.id);
        }
    }
}

#[test]
fn a_persona_leans_to_its_own_reactions() {
    let pack = pack();
    let hard = pack.levels.last().unwrap();
    let mut own = 0;
    let mut other = 0;
    for scenario in &pack.scenarios {
        let steps: Vec<&Step> = scenario.stages.iter().flat_map(|s| &s.steps).collect();
        for persona in &pack.personas {
            for against in pack.personas.iter().filter(|p| p.id != persona.id) {
                for seed in 0..60 {
                    let count = |who| {
                        let plan = plan(&pack, who, hard, &steps, seed);
                        plan.iter().flatten().filter(|r| persona.prefers.contains(r)).count()
                    };
                    own += count(persona);
                    other += count(against);
                }
            }
        }
    }
    assert!(own > other, "{own} of their own against {other}");
}

#[test]
fn temper_makes_every_reaction_worse() {
    let pack = pack();
    let listener = support::listener();
    for reaction in &pack.reactions {
        for said in ["Fine, whatever.", "Calm down, you should have read the contract.", "爱咋咋地。"] {
            let answer = forthright::coach::weigh(reaction, &listener.hear(said, None), said, false);
            assert!(answer.worsens, "{}: {said}", reaction.id);
        }
    }
}
