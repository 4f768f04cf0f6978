//! Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for editors and for reviews of drafts kept beside code.
//!
//! A finding is a signal to avoid that was heard, or a check of the step that is not met. What went well is none.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::sarif::{Rule, document, result};
use crate::coach::Judgement;
use crate::listen::{Heard, State, Verdict};
use crate::pack::CheckKind;
use crate::pack::signals::Polarity;
use crate::text::Span;

/// A log of one run, to which texts are added.
#[derive(Debug, Default)]
pub struct Log {
    results: Vec<Value>,
}

impl Log {
    /// Adds the findings of a text; `name` is its file, or none for standard input.
    pub fn add(
        &mut self,
        context: &Context,
        name: Option<&str>,
        text: &str,
        heard: &Heard,
        judgement: Option<&Judgement>,
    ) {
        let place = Place { name: name.unwrap_or("-"), text };
        for hearing in heard.signals.iter().filter(|hearing| hearing.state == State::Shown) {
            if context.listener.polarity(hearing.signal) == Polarity::Avoid {
                let why = context.listener.reason(hearing).map(|why| why.get(context.lang)).unwrap_or_default();
                let id = format!("signal/{}", context.listener.name(hearing.signal));
                self.results.push(place.result(&id, "warning", why, &hearing.spans));
            }
        }
        for judged in judgement.iter().flat_map(|judgement| &judgement.verdicts) {
            if judged.verdict == Verdict::NotMet {
                let check = &context.pack[judged.check];
                let id = format!("check/{}", check.id);
                let level = if check.rule.kind == CheckKind::Warns { "warning" } else { "note" };
                self.results.push(place.result(&id, level, check.missed.get(context.lang), &judged.spans));
            }
        }
    }

    /// The whole log.
    pub fn document(self, context: &Context) -> Value {
        let signals = context.pack.signals.signals.iter();
        let signals = signals.map(|signal| (format!("signal/{}", signal.id), &signal.name, &signal.why));
        let checks = context.pack.checks.iter();
        let checks = checks.map(|check| (format!("check/{}", check.id), &check.title, &check.missed));
        let lang = context.lang;
        let rules =
            signals.chain(checks).map(|(id, name, told)| Rule { id, name: name.get(lang), told: told.get(lang) });
        document(rules, self.results)
    }
}

/// Where results lie.
struct Place<'t> {
    name: &'t str,
    text: &'t str,
}

impl Place<'_> {
    /// A result; without words that carry it, it concerns the whole text.
    fn result(&self, id: &str, level: &str, message: &str, spans: &[Span]) -> Value {
        let whole = [Span::new(0, self.text.len())];
        let spans = if spans.is_empty() { &whole[..] } else { spans };
        result(id, level, message, self.name, spans.iter().map(|span| self.region(*span)))
    }

    /// Lines and columns count from 1, columns in characters; bytes from 0.
    fn region(&self, span: Span) -> Value {
        let (start_line, start_column) = self.line_and_column(span.start);
        let (end_line, end_column) = self.line_and_column(span.end);
        json!({
            "startLine": start_line,
            "startColumn": start_column,
            "endLine": end_line,
            "endColumn": end_column,
            "byteOffset": span.start,
            "byteLength": span.end - span.start,
        })
    }

    fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let before = self.text.get(..byte).unwrap_or_default();
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}
