//! Stopgap decoding of the signal files with serde; replaced by the pack's own decoder.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::phrase;
use super::signals::*;
use super::Both;

#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields, default)]
struct Forms { zh: Vec<String>, en: Vec<String> }
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConcept { id: String, #[serde(default)] zh: Vec<String>, #[serde(default)] en: Vec<String> }
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCue { how: String, #[serde(default)] reads: Option<String>, #[serde(default)] zh: Vec<String>, #[serde(default)] en: Vec<String> }
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawExamples { carries: Vec<Pair>, denies: Vec<Pair>, silent: Vec<Pair> }
#[derive(Deserialize, Default, Clone)]
#[serde(deny_unknown_fields)]
struct Pair { zh: String, en: String }
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSignal { id: String, polarity: String, name: Pair, why: Pair, #[serde(default)] source: Vec<String>, cues: Vec<RawCue>, #[serde(default)] unless: Forms, #[serde(default)] without: Vec<String>, #[serde(default)] follows: Vec<String>, examples: RawExamples }
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawFile { concepts: Vec<RawConcept>, signals: Vec<RawSignal>, words: Vec<RawConcept> }

/// Decodes files (name → text).
pub fn decode(files: &BTreeMap<String, String>) -> Result<Signals, String> {
    let mut all = RawFile::default();
    for (name, text) in files {
        let mut raw: RawFile = serde_yaml::from_str(text).map_err(|e| format!("{name}: {e}"))?;
        all.concepts.append(&mut raw.concepts);
        all.signals.append(&mut raw.signals);
        all.words.append(&mut raw.words);
    }
    let literals = |c: &RawConcept| -> Vec<Literal> { c.zh.iter().chain(&c.en).filter_map(|w| phrase::literal(w)).collect() };
    let ids: Vec<String> = all.concepts.iter().map(|c| c.id.clone()).collect();
    let find = |name: &str| ids.iter().position(|c| c == name).map(|i| i as u16);
    let phrases = |zh: &[String], en: &[String], at: &str| -> Result<Vec<Phrase>, String> {
        Ok(zh.iter().chain(en).map(|p| phrase::parse(p, &find).map_err(|e| format!("{at}: {p}: {e:?}"))).collect::<Result<Vec<_>, _>>()?.concat())
    };
    let both = |p: &Pair| Both { zh: p.zh.clone(), en: p.en.clone() };
    let names: Vec<String> = all.signals.iter().map(|s| s.id.clone()).collect();
    let sig = |n: &String| names.iter().position(|s| s == n).map(|i| SignalId(i as u16)).ok_or_else(|| format!("no signal {n}"));
    let mut signals = Vec::new();
    for s in &all.signals {
        let _ = &s.source;
        let mut cues = Vec::new();
        for c in &s.cues {
            let weight = match c.how.as_str() { "strong" => Weight::Strong, "fair" => Weight::Fair, "weak" => Weight::Weak, "faint" => Weight::Faint, "against" => Weight::Against, other => return Err(format!("{}: how {other}", s.id)) };
            let reading = match c.reads.as_deref() { None | Some("claim") => Reading::Claim, Some("fixed") => Reading::Fixed, Some("verbatim") => Reading::Verbatim, Some(other) => return Err(format!("{}: reads {other}", s.id)) };
            cues.push(Cue { weight, reading, phrases: phrases(&c.zh, &c.en, &s.id)? });
        }
        signals.push(Signal {
            id: s.id.clone(), polarity: if s.polarity == "show" { Polarity::Show } else { Polarity::Avoid }, name: both(&s.name), why: both(&s.why), cues,
            unless: phrases(&s.unless.zh, &s.unless.en, &s.id)?, without: s.without.iter().map(sig).collect::<Result<_, _>>()?, follows: s.follows.iter().map(sig).collect::<Result<_, _>>()?,
            examples: Examples { carries: s.examples.carries.iter().map(both).collect(), denies: s.examples.denies.iter().map(both).collect(), silent: s.examples.silent.iter().map(both).collect() },
        });
    }
    Ok(Signals {
        concepts: all.concepts.iter().map(|c| Concept { id: c.id.clone(), words: literals(c) }).collect(),
        signals,
        words: all.words.iter().map(|c| WordList { id: c.id.clone(), words: literals(c) }).collect(),
    })
}
