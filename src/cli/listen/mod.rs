//! `forthright listen`: hear a text.

use std::io::{BufRead, Read, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::coach::{Judgement, Talk, judge_text};
use crate::listen::{Heard, State, Verdict};
use crate::pack::{Lang, Scenario, Step, Word};
use crate::text::{Span, clean_line};

use super::context::{Context, read_text};
use super::error::{Exit, Failure, say};

mod sarif;

/// The longest line of JSON that is read, in bytes.
const MAX_LINE: u64 = 16 << 20;
/// How much of the input is read ahead, in bytes.
const READ_AHEAD: usize = 64 << 10;

/// Hear a text: signals, and with `--step` the checks.
#[derive(Debug, Args)]
pub struct Listen {
    /// Files to hear; standard input when there is none
    files: Vec<PathBuf>,
    /// Also judge by the checks of this step
    #[arg(long, value_name = "SCENARIO/STEP")]
    step: Option<String>,
    /// How to answer
    #[arg(long, value_enum, default_value_t = Shape::Text)]
    format: Shape,
    /// Exit with 1 when a check is not met
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// A JSON object a line; reads `{"id","lang","text"}` a line from standard input.
    Jsonl,
    /// Findings for editors and reviews (SARIF 2.1.0): signals to avoid, checks not met.
    Sarif,
}

/// A line of `jsonl` input. What else stands in it is not ours and is passed over.
#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    id: serde_json::Value,
    #[serde(default)]
    lang: Option<String>,
    text: String,
}

/// An answer.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    signals: Vec<SignalAnswer<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checks: Option<Vec<CheckAnswer<'a>>>,
}

#[derive(Serialize)]
struct SignalAnswer<'a> {
    id: &'a str,
    confidence: f32,
    spans: Vec<[usize; 2]>,
    why: String,
}

#[derive(Serialize)]
struct CheckAnswer<'a> {
    id: &'a str,
    verdict: &'static str,
    spans: Vec<[usize; 2]>,
    message: String,
}

/// The step by whose checks a text is judged, with the case that its conditions look at.
struct Asked<'c> {
    step: &'c Step,
    talk: Talk,
}

impl Listen {
    /// Runs the command.
    pub fn run(&self, context: &Context) -> Result<Exit, Failure> {
        // The step is judged as its own pack judges.
        let scenario = self.step.as_deref().and_then(|name| name.rsplit_once('/')).map(|(scenario, _)| scenario);
        let context = &context.on(scenario.unwrap_or_default());
        let asked = self.step.as_deref().map(|name| find_step(context, name)).transpose()?;
        let met = if self.format == Shape::Jsonl && self.files.is_empty() {
            self.lines(context, asked.as_ref())?
        } else {
            self.texts(context, asked.as_ref())?
        };
        Ok(if self.strict && !met { Exit::Findings } else { Exit::Fine })
    }

    /// Whole texts: files, or standard input.
    fn texts(&self, context: &Context, asked: Option<&Asked<'_>>) -> Result<bool, Failure> {
        let mut texts = Vec::new();
        if self.files.is_empty() {
            texts.push((None, read_text(context, None)?));
        }
        for file in &self.files {
            let name = clean_line(&file.to_string_lossy()).into_owned();
            texts.push((Some(name), read_text(context, Some(file))?));
        }
        let mut met = true;
        let mut answers = Vec::new();
        let mut log = sarif::Log::default();
        let mut out = std::io::stdout().lock();
        for (name, text) in &texts {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let (heard, judgement) = hear(context, asked, text);
            met &= all_met(judgement.as_ref());
            let written = match self.format {
                Shape::Text => {
                    out.write_all(as_text(context, name.as_deref(), text, &heard, judgement.as_ref()).as_bytes())
                }
                Shape::Json => {
                    answers.push(answer(context, context.lang, None, name.clone(), &heard, judgement.as_ref()));
                    Ok(())
                }
                Shape::Sarif => {
                    log.add(context, name.as_deref(), text, &heard, judgement.as_ref());
                    Ok(())
                }
                Shape::Jsonl => {
                    let answer = answer(context, context.lang, None, name.clone(), &heard, judgement.as_ref());
                    write_line(&mut out, &answer)
                }
            };
            if let Some(stop) = written_or_stop(written)? {
                return Ok(stop);
            }
        }
        let document = match self.format {
            Shape::Json => Some(serde_json::to_string_pretty(&answers)),
            Shape::Sarif => Some(serde_json::to_string_pretty(&log.document(context))),
            Shape::Text | Shape::Jsonl => None,
        };
        if let Some(document) = document {
            let document = document.map_err(|e| Failure::input(e.to_string()))?;
            written_or_stop(writeln!(out, "{document}"))?;
        }
        Ok(met)
    }

    /// A request a line, an answer a line, in constant memory. A bad line is told with its number
    /// and the rest goes on.
    fn lines(&self, context: &Context, asked: Option<&Asked<'_>>) -> Result<bool, Failure> {
        let mut input = std::io::BufReader::with_capacity(READ_AHEAD, std::io::stdin().lock());
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let (mut met, mut bad, mut number) = (true, 0usize, 0usize);
        let mut line = Vec::new();
        loop {
            line.clear();
            number += 1;
            // Whoever asks line by line waits for each answer; a whole file is answered in one go.
            if input.buffer().is_empty()
                && let Some(stop) = written_or_stop(out.flush())?
            {
                return Ok(stop);
            }
            let read = input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line);
            let read = read.map_err(|e| Failure::input(e.to_string()))?;
            if read == 0 {
                break;
            }
            let cut = !line.ends_with(b"\n") && read as u64 == MAX_LINE;
            let request = if cut {
                skip_line(&mut input).map_err(|e| Failure::input(e.to_string()))?;
                Err(context.say(Word::CliTooLarge, &[("path", "-"), ("max", "16 MB")]))
            } else {
                parse_request(&line)
            };
            match request {
                Ok(None) => {}
                Ok(Some(request)) => {
                    let lang = match request.lang.as_deref() {
                        Some("zh") => Lang::Zh,
                        Some("en") => Lang::En,
                        _ => context.lang,
                    };
                    let (heard, judgement) = hear(context, asked, &request.text);
                    met &= all_met(judgement.as_ref());
                    let answer = answer(context, lang, Some(&request.id), None, &heard, judgement.as_ref());
                    let written = write_line(&mut out, &answer);
                    if let Some(stop) = written_or_stop(written)? {
                        return Ok(stop);
                    }
                }
                Err(why) => {
                    bad += 1;
                    say(&context.say(Word::CliBadLine, &[("line", &number.to_string()), ("why", &why)]));
                }
            }
        }
        written_or_stop(out.flush())?;
        if bad > 0 {
            return Err(Failure::input(context.say(Word::CliMistakes, &[("n", &bad.to_string())])));
        }
        Ok(met)
    }
}

/// Reads to the end of an overlong line without keeping it.
fn skip_line(input: &mut impl BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|b| *b == b'\n') {
            Some(end) => {
                input.consume(end + 1);
                return Ok(());
            }
            None => {
                let len = buffer.len();
                input.consume(len);
            }
        }
    }
}

fn parse_request(line: &[u8]) -> Result<Option<Request>, String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    if line.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    serde_json::from_slice(line).map(Some).map_err(|e| e.to_string())
}

/// A failed write ends the command; a reader that has had enough ends it quietly.
fn written_or_stop(written: std::io::Result<()>) -> Result<Option<bool>, Failure> {
    match written {
        Ok(()) => Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(Some(true)),
        Err(error) => Err(Failure::store(error.to_string())),
    }
}

fn write_line(out: &mut impl Write, answer: &Answer<'_>) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
}

fn hear(context: &Context, asked: Option<&Asked<'_>>, text: &str) -> (Heard, Option<Judgement>) {
    let heard = context.listener.hear(text, None);
    let judgement = asked.map(|asked| judge_text(&context.pack, &context.listener, &asked.talk, asked.step, text));
    (heard, judgement)
}

fn all_met(judgement: Option<&Judgement>) -> bool {
    judgement.is_none_or(|j| j.verdicts.iter().all(|v| v.verdict != Verdict::NotMet))
}

fn answer<'a>(
    context: &'a Context,
    lang: Lang,
    id: Option<&'a serde_json::Value>,
    file: Option<String>,
    heard: &Heard,
    judgement: Option<&Judgement>,
) -> Answer<'a> {
    let pairs = |spans: &[Span]| spans.iter().map(|s| [s.start, s.end]).collect();
    let shown = heard.signals.iter().filter(|hearing| hearing.state == State::Shown);
    let signals = shown.map(|hearing| SignalAnswer {
        id: context.listener.name(hearing.signal),
        confidence: hearing.confidence,
        spans: pairs(&hearing.spans),
        why: context.listener.reason(hearing).map(|why| why.get(lang).to_owned()).unwrap_or_default(),
    });
    let checks = judgement.map(|judgement| {
        let checks = judgement.verdicts.iter().map(|judged| CheckAnswer {
            id: &context.pack[judged.check].id,
            verdict: verdict_name(judged.verdict),
            spans: pairs(&judged.spans),
            message: judged.name(&context.pack, lang).to_owned(),
        });
        checks.collect()
    });
    Answer { id, file, signals: signals.collect(), checks }
}

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::NotMet => "not met",
        Verdict::CantTell => "can't tell",
    }
}

/// For people: the signals with the words that carried them, then the checks.
fn as_text(context: &Context, name: Option<&str>, text: &str, heard: &Heard, judgement: Option<&Judgement>) -> String {
    let mut out = String::new();
    if let Some(name) = name {
        out.push_str(&format!("{name}\n"));
    }
    for hearing in &heard.signals {
        let denied = hearing.state == State::Denied;
        let why = context.listener.reason(hearing).map(|why| why.get(context.lang)).unwrap_or_default();
        let mark = if denied { "-" } else { "+" };
        out.push_str(&format!("{mark} {}  {}\n", context.listener.name(hearing.signal), clean_line(why)));
        out.push_str(&quoted(text, &hearing.spans));
    }
    if let Some(judgement) = judgement {
        for judged in &judgement.verdicts {
            let mark = match judged.verdict {
                Verdict::Met => '✓',
                Verdict::NotMet => '✗',
                Verdict::CantTell => '?',
            };
            let check = &context.pack[judged.check];
            out.push_str(&format!("{mark} {}  {}\n", check.id, judged.name(&context.pack, context.lang)));
            out.push_str(&quoted(text, &judged.spans));
        }
    }
    out
}

/// The lines of the text that hold the spans, with what counted underlined.
fn quoted(text: &str, spans: &[Span]) -> String {
    let mut out = String::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let here: Vec<&Span> = spans.iter().filter(|s| s.start < end && s.end > start && !s.is_empty()).collect();
        if !here.is_empty() {
            let body = line.trim_end_matches(['\n', '\r']);
            let mut under = String::new();
            let mut clean = String::new();
            for (at, c) in body.char_indices() {
                let at = start + at;
                let piece = c.to_string();
                let piece = clean_line(&piece);
                let mark = if here.iter().any(|s| s.start <= at && at < s.end) { '^' } else { ' ' };
                under.extend(std::iter::repeat_n(mark, crate::text::width(&piece)));
                clean.push_str(&piece);
            }
            out.push_str(&format!("    {clean}\n    {}\n", under.trim_end()));
        }
        start = end;
    }
    out
}

/// The step of a name `SCENARIO/STEP`.
fn find_step<'c>(context: &'c Context, name: &str) -> Result<Asked<'c>, Failure> {
    let steps = |scenario: &'c Scenario| scenario.stages.iter().flat_map(|stage| &stage.steps);
    let found = name.rsplit_once('/').and_then(|(scenario, step)| {
        let scenario = context.scenario_of(scenario)?;
        Some((scenario, steps(scenario).find(|s| s.id == step)?))
    });
    if let Some((scenario, step)) = found {
        return Ok(Asked { step, talk: Talk::example(scenario, context.lang, context.now.timestamp()) });
    }
    let names: Vec<String> = context
        .scenarios()
        .flat_map(|scenario| steps(scenario).map(move |step| format!("{}/{}", scenario.id, step.id)))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Err(context.unknown(Word::CliNoStep, name, &names))
}
