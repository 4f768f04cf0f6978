//! Every piece of guidance of the five articles is carried by the product, by a node of each kind that it is meant for.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};

use forthright::embedded;
use forthright::pack::{Pack, Sources};

/// What each piece needs: `C-05 step:explain check`.
const WANTED: &str = include_str!("guidance.txt");

/// The kinds of nodes that cite each piece.
#[derive(Default)]
struct Cited<'p>(BTreeMap<&'p str, BTreeSet<String>>);

impl<'p> Cited<'p> {
    fn by(&mut self, kind: &str, source: &'p Sources) {
        for id in &source.guidance {
            self.0.entry(id).or_default().insert(kind.to_owned());
        }
    }

    fn of(pack: &'p Pack) -> Self {
        let mut cited = Self::default();
        for scenario in &pack.scenarios {
            for stage in &scenario.stages {
                // The stages of the path for a live request count as what they are: its refusal, its follow-up.
                let kind = if stage.id.contains("follow-up") { "followup" } else { stage.id.as_str() };
                stage.steps.iter().for_each(|step| cited.by(&format!("step:{kind}"), &step.source));
            }
            scenario.gate.iter().for_each(|item| cited.by("item:before", &item.source));
            scenario.clock.iter().for_each(|row| cited.by("followup", &row.source));
            scenario.if_then.iter().for_each(|row| cited.by("reaction", &row.source));
        }
        pack.checks.iter().for_each(|check| cited.by("check", &check.source));
        pack.reactions.iter().for_each(|reaction| cited.by("reaction", &reaction.source));
        for list in &pack.checklists {
            list.items.iter().for_each(|item| cited.by(&format!("item:{}", list.id), &item.source));
        }
        pack.cases.iter().for_each(|case| cited.by("case", &case.source));
        pack.habits.iter().for_each(|habit| cited.by("train", &habit.source));
        pack.dossier.iter().for_each(|field| cited.by("dossier", &field.source));
        let sections = pack.documents.iter().flat_map(|document| &document.sections);
        sections.for_each(|section| cited.by("export", &section.source));
        cited
    }
}

#[test]
fn every_piece_is_carried_by_a_node_of_its_kind() {
    let pack = embedded::pack();
    let cited = Cited::of(&pack);
    let mut missing = Vec::new();
    let (mut pieces, mut places) = (0, 0);
    for line in WANTED.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let id = words.next().unwrap();
        pieces += 1;
        for kind in words {
            places += 1;
            if !cited.0.get(id).is_some_and(|kinds| kinds.contains(kind)) {
                missing.push(format!("{id} by a node of the kind {kind}"));
            }
        }
    }
    assert_eq!((pieces, places), (256, 378));
    assert!(missing.is_empty(), "{} of {places} are missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn the_list_is_that_of_the_pack() {
    let pack = embedded::pack();
    let listed = |letter: char| WANTED.lines().filter(|line| line.starts_with(letter)).count();
    for article in &pack.articles {
        assert_eq!(listed(article.letter), article.pieces as usize, "article {}", article.letter);
    }
}
