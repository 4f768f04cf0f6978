//! `forthright pack walk`: every path of a pack, walked.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::Global;
use crate::cli::context::Context;
use crate::cli::error::{Exit, Failure, print_bytes};
use crate::coach::{Deed, Ending, PathWalk, ReactionWalk, ScenarioWalk, Setting, Unreached, WALK_BOUND, Walk, walk};
use crate::pack::{Lang, Word};
use crate::text::{clean_line, pad_right, width};

use super::{Shape, context_of};

/// Walk every path of every scenario: what can be reached, and the shortest way to each ending
#[derive(Debug, Args)]
pub struct WalkPack {
    /// The pack's folder (default: --pack, else the shipped pack)
    path: Option<PathBuf>,
    /// How to tell
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
    /// The most states to walk
    #[arg(long, value_name = "STATES", default_value_t = WALK_BOUND)]
    bound: usize,
}

impl WalkPack {
    /// Runs the command. Something that nothing leads to, or a walk that had to stop, is a finding.
    pub fn run(&self, global: &Global) -> Result<Exit, Failure> {
        let context = context_of(global, self.path.as_ref())?;
        let walked = walk(&context.pack, &context.listener, self.bound);
        let text = match self.format {
            Shape::Json => {
                let text = serde_json::to_string_pretty(&as_json(&context, &walked));
                format!("{}\n", text.map_err(|e| Failure::input(e.to_string()))?)
            }
            Shape::Text => as_text(&context, &walked),
        };
        print_bytes(text.as_bytes())?;
        Ok(if walked.complete && walked.unreached.is_empty() { Exit::Fine } else { Exit::Findings })
    }
}

/// So many of so many.
#[derive(Clone, Copy, Default)]
struct Share {
    reached: usize,
    all: usize,
}

impl Share {
    fn told(self) -> String {
        format!("{}/{}", self.reached, self.all)
    }

    fn json(self) -> Value {
        json!({ "reached": self.reached, "all": self.all })
    }
}

/// How much of each kind was reached.
struct Coverage {
    steps: Share,
    reactions: Share,
    moves: Share,
    worsens: Share,
    endings: Share,
}

impl Coverage {
    fn of(context: &Context, walked: &Walk) -> Self {
        let steps = || walked.scenarios.iter().flat_map(|scenario| &scenario.steps);
        let reactions = &context.pack.reactions;
        let lacking = |test: fn(&Unreached) -> bool| walked.unreached.iter().filter(|one| test(one)).count();
        let langs = Lang::ALL.len();
        let moves = reactions.iter().map(|reaction| reaction.moves.len()).sum::<usize>() * langs;
        let ways = || walked.reactions.iter().flat_map(|r| &r.turns).flat_map(|turn| &turn.ways);
        Self {
            steps: Share { reached: steps().filter(|step| step.reached).count(), all: steps().count() },
            reactions: Share {
                reached: walked.reactions.iter().filter(|reaction| !reaction.places.is_empty()).count(),
                all: reactions.len(),
            },
            moves: Share { reached: moves - lacking(|one| matches!(one, Unreached::Move { .. })), all: moves },
            worsens: Share {
                reached: reactions.len() * langs - lacking(|one| matches!(one, Unreached::Worsens { .. })),
                all: reactions.len() * langs,
            },
            endings: Share { reached: ways().filter(|(_, way)| way.is_some()).count(), all: ways().count() },
        }
    }
}

fn as_text(context: &Context, walked: &Walk) -> String {
    let mut out = String::new();
    // Of a pack that extends another, what is its own is told; the other was walked with it.
    let own = |id: &str| context.pack.scenario(id).is_some_and(|scenario| scenario.pack == context.pack.id);
    for scenario in walked.scenarios.iter().filter(|scenario| own(&scenario.id)) {
        out += &scenario_text(context, scenario);
    }
    let comes =
        |reaction: &&ReactionWalk| reaction.places.iter().any(|place| own(place.rsplit_once('/').map_or("", |p| p.0)));
    for reaction in walked.reactions.iter().filter(comes) {
        out += &reaction_text(context, reaction);
    }
    let coverage = Coverage::of(context, walked);
    out += &format!("{}\n", context.say(Word::WalkStates, &[("n", &walked.states.to_string())]));
    let told =
        [coverage.steps, coverage.reactions, coverage.moves, coverage.worsens, coverage.endings].map(Share::told);
    let [steps, reactions, moves, worsens, endings] = &told;
    let values = [
        ("steps", steps.as_str()),
        ("reactions", reactions),
        ("moves", moves),
        ("worsens", worsens),
        ("endings", endings),
    ];
    out += &format!("{}\n", context.say(Word::WalkCoverage, &values));
    if !walked.complete {
        out += &format!("{}\n", context.say(Word::WalkPartial, &[("n", &walked.bound.to_string())]));
    } else if walked.unreached.is_empty() {
        out += &format!("{}\n", context.say(Word::WalkWhole, &[]));
    }
    if !walked.unreached.is_empty() {
        out += &format!("{}\n", context.say(Word::WalkUnreached, &[]));
        for one in &walked.unreached {
            out += &format!("  {}\n", clean_line(&unreached_text(context, one)));
        }
    }
    out
}

fn scenario_text(context: &Context, scenario: &ScenarioWalk) -> String {
    let title = context.pack.scenario(&scenario.id).map_or("", |s| s.title.get(context.lang));
    let mut out = format!("{}  {}\n", scenario.id, clean_line(title));
    for path in &scenario.paths {
        out += &format!("  {}: {}\n", path.id, how_taken(context, path));
        if path.taken.is_some() {
            let n = path.steps.len().to_string();
            out += &format!("    {}\n", context.say(Word::WalkShortest, &[("n", &n)]));
        }
    }
    let reached = scenario.steps.iter().filter(|step| step.reached).count().to_string();
    let all = scenario.steps.len().to_string();
    out += &format!("  {}\n", context.say(Word::WalkSteps, &[("reached", &reached), ("all", &all)]));
    let named = context
        .pack
        .scenario(&scenario.id)
        .map_or(0, |s| s.stages.iter().flat_map(|stage| &stage.steps).map(|step| step.reactions.len()).sum::<usize>());
    let met: usize = scenario.steps.iter().map(|step| step.meetings.len()).sum();
    let values = [("reached", met.to_string()), ("all", named.to_string())];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    out += &format!("  {}\n", context.say(Word::WalkMeetings, &values));
    let column = scenario.steps.iter().map(|step| width(&step.id)).max().unwrap_or(0);
    let second = scenario.steps.iter().flat_map(|s| &s.meetings).map(|m| width(&m.reaction)).max().unwrap_or(0);
    for step in &scenario.steps {
        for meeting in &step.meetings {
            let (step, reaction) = (pad_right(&step.id, column), pad_right(&meeting.reaction, second));
            let command = format!(
                "rehearse {} --persona {} --level {} --seed {}",
                scenario.id, meeting.persona, meeting.level, meeting.seed
            );
            out += &format!("    {step}  {reaction}  {command}\n");
        }
    }
    out + "\n"
}

fn how_taken(context: &Context, path: &PathWalk) -> String {
    match &path.taken {
        None => context.say(Word::WalkNever, &[]),
        Some(settings) if settings.is_empty() => context.say(Word::WalkAsExample, &[]),
        Some(settings) => {
            let settings: Vec<String> = settings.iter().map(setting_text).collect();
            context.say(Word::WalkWith, &[("settings", &settings.join(", "))])
        }
    }
}

fn setting_text(setting: &Setting) -> String {
    match setting {
        Setting::Gate { item, is } => format!("{item}: {is}"),
        Setting::Fact { fact, is } => format!("{fact}: {is}"),
    }
}

fn reaction_text(context: &Context, reaction: &ReactionWalk) -> String {
    let title = context.pack.reaction(&reaction.id).map_or("", |r| r.title.get(context.lang));
    let n = reaction.places.len().to_string();
    let mut out = format!("{}  {}  {}\n", reaction.id, clean_line(title), context.say(Word::WalkComes, &[("n", &n)]));
    for turn in reaction.turns.iter().filter(|turn| turn.lang == context.lang) {
        for (ending, way) in &turn.ways {
            let told = match way {
                None => context.say(Word::WalkNoWay, &[]),
                Some(way) => {
                    let said = way.iter().filter(|deed| **deed != Deed::GoOn).count().to_string();
                    let deeds: Vec<String> = way.iter().map(|deed| deed_text(context, deed)).collect();
                    format!("{} {}", context.say(Word::WalkAnswers, &[("n", &said)]), deeds.join(" → "))
                }
            };
            out += &format!("  {} · {}: {told}\n", turn.level, ending_name(context, *ending));
        }
    }
    out + "\n"
}

fn deed_text(context: &Context, deed: &Deed) -> String {
    match deed {
        Deed::Say { line, .. } if context.lang == Lang::Zh => format!("「{}」", clean_line(line)),
        Deed::Say { line, .. } => format!("“{}”", clean_line(line)),
        Deed::Wait => context.say(Word::WalkWait, &[]),
        Deed::GoOn => context.say(Word::WalkGoOn, &[]),
    }
}

fn ending_name(context: &Context, ending: Ending) -> String {
    let word = match ending {
        Ending::Eased => Word::WalkEased,
        Ending::Unresolved => Word::WalkUnresolved,
        Ending::LeftOpen | Ending::Nothing => Word::WalkLeftOpen,
    };
    context.say(word, &[])
}

fn lang_name(context: &Context, lang: Lang) -> String {
    context.say(if lang == Lang::Zh { Word::LangZh } else { Word::LangEn }, &[])
}

fn unreached_text(context: &Context, one: &Unreached) -> String {
    match one {
        Unreached::Path { scenario, path } => context.say(Word::WalkNoPath, &[("scenario", scenario), ("path", path)]),
        Unreached::Step { scenario, step } => context.say(Word::WalkNoStep, &[("scenario", scenario), ("step", step)]),
        Unreached::Reaction { reaction } => context.say(Word::WalkNoReaction, &[("reaction", reaction)]),
        Unreached::Meeting { scenario, step, reaction } => {
            context.say(Word::WalkNoMeeting, &[("scenario", scenario), ("step", step), ("reaction", reaction)])
        }
        Unreached::Move { reaction, step, lang } => {
            let lang = lang_name(context, *lang);
            context.say(Word::WalkNoMove, &[("reaction", reaction), ("step", step), ("lang", &lang)])
        }
        Unreached::Worsens { reaction, lang } => {
            context.say(Word::WalkNoWorsens, &[("reaction", reaction), ("lang", &lang_name(context, *lang))])
        }
        Unreached::Ending { reaction, level, lang, ending } => {
            let (lang, ending) = (lang_name(context, *lang), ending_name(context, *ending));
            let values = [("reaction", reaction.as_str()), ("level", level), ("lang", &lang), ("ending", &ending)];
            context.say(Word::WalkNoEnding, &values)
        }
    }
}

fn as_json(context: &Context, walked: &Walk) -> Value {
    let coverage = Coverage::of(context, walked);
    let scenarios: Vec<Value> = walked.scenarios.iter().map(scenario_json).collect();
    let reactions: Vec<Value> = walked.reactions.iter().map(reaction_json).collect();
    let unreached: Vec<Value> = walked.unreached.iter().map(|one| unreached_json(context, one)).collect();
    json!({
        "pack": context.pack.id,
        "complete": walked.complete,
        "states": walked.states,
        "bound": walked.bound,
        "coverage": {
            "steps": coverage.steps.json(),
            "reactions": coverage.reactions.json(),
            "moves": coverage.moves.json(),
            "worsens": coverage.worsens.json(),
            "endings": coverage.endings.json(),
        },
        "scenarios": scenarios,
        "reactions": reactions,
        "unreached": unreached,
    })
}

fn scenario_json(scenario: &ScenarioWalk) -> Value {
    let paths = scenario.paths.iter().map(|path| {
        let taken = path.taken.as_ref().map(|settings| settings.iter().map(setting_text).collect::<Vec<_>>());
        json!({ "id": path.id, "taken_with": taken, "steps": path.steps })
    });
    let steps = scenario.steps.iter().map(|step| {
        let meetings = step.meetings.iter().map(|m| {
            json!({
                "reaction": m.reaction, "path": m.path, "persona": m.persona, "level": m.level, "seed": m.seed,
            })
        });
        let quiet: Vec<&str> = step.quiet.iter().map(|ending| ending_key(*ending)).collect();
        json!({ "id": step.id, "reached": step.reached, "meetings": meetings.collect::<Vec<_>>(), "quiet": quiet })
    });
    json!({ "id": scenario.id, "paths": paths.collect::<Vec<_>>(), "steps": steps.collect::<Vec<_>>() })
}

fn reaction_json(reaction: &ReactionWalk) -> Value {
    let turns = reaction.turns.iter().map(|turn| {
        let ways = turn.ways.iter().map(|(ending, way)| {
            let way = way.as_ref().map(|way| way.iter().map(deed_json).collect::<Vec<_>>());
            json!({ "ending": ending_key(*ending), "way": way })
        });
        let ways: Vec<Value> = ways.collect();
        json!({ "level": turn.level, "lang": turn.lang.code(), "states": turn.states, "endings": ways })
    });
    json!({ "id": reaction.id, "places": reaction.places, "turns": turns.collect::<Vec<_>>() })
}

fn deed_json(deed: &Deed) -> Value {
    match deed {
        Deed::Say { line, makes, worsens } => json!({ "say": line, "makes": makes, "worsens": worsens }),
        Deed::Wait => json!({ "wait": true }),
        Deed::GoOn => json!({ "go_on": true }),
    }
}

fn ending_key(ending: Ending) -> &'static str {
    match ending {
        Ending::Eased => "eased",
        Ending::Unresolved => "unresolved",
        Ending::LeftOpen => "left-open",
        Ending::Nothing => "nothing",
    }
}

fn unreached_json(context: &Context, one: &Unreached) -> Value {
    let mut value = match one {
        Unreached::Path { scenario, path } => json!({ "kind": "path", "scenario": scenario, "path": path }),
        Unreached::Step { scenario, step } => json!({ "kind": "step", "scenario": scenario, "step": step }),
        Unreached::Reaction { reaction } => json!({ "kind": "reaction", "reaction": reaction }),
        Unreached::Meeting { scenario, step, reaction } => {
            json!({ "kind": "meeting", "scenario": scenario, "step": step, "reaction": reaction })
        }
        Unreached::Move { reaction, step, lang } => {
            json!({ "kind": "move", "reaction": reaction, "move": step, "lang": lang.code() })
        }
        Unreached::Worsens { reaction, lang } => {
            json!({ "kind": "worsens", "reaction": reaction, "lang": lang.code() })
        }
        Unreached::Ending { reaction, level, lang, ending } => json!({
            "kind": "ending", "reaction": reaction, "level": level, "lang": lang.code(), "ending": ending_key(*ending),
        }),
    };
    if let Value::Object(fields) = &mut value {
        fields.insert("message".to_owned(), Value::String(unreached_text(context, one)));
    }
    value
}
