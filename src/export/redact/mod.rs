//! Names, amounts and organisations replaced by labels, the same ones in every document of a talk.
//!
//! Who and what is to be hidden is read out of what the user wrote ([`Secrets`]), in an order that no document changes,
//! so that "Person 2" is the same person on the card and in the report. Then the finished document is searched: the
//! longest name first, and never inside of another word.

mod find;
mod secrets;

pub use secrets::{Kind, Secrets};

use crate::pack::{Lang, Pack, Word, fill};

use super::action::Action;
use super::document::Document;
use find::{addresses, occurrences};

/// Replaces secrets by labels.
#[derive(Debug, Clone)]
pub struct Redactor {
    /// What is to be hidden with its label, the longest first.
    secrets: Vec<(String, String)>,
    contact: String,
}

impl Redactor {
    /// A redactor with the labels of a language.
    pub fn new(secrets: &Secrets, pack: &Pack, lang: Lang) -> Self {
        let label = |kind: Kind| {
            let (word, n) = match kind {
                Kind::Client => (Word::RedactedClient, 0),
                Kind::Company => (Word::RedactedCompany, 0),
                Kind::Person(n) => (Word::RedactedPerson, n),
                Kind::Organisation(n) => (Word::RedactedOrganisation, n),
                Kind::Amount(n) => (Word::RedactedAmount, n),
            };
            fill(pack.word(word, lang), &[("n", &n.to_string())])
        };
        let mut secrets: Vec<(String, String)> =
            secrets.all().map(|(text, kind)| (text.to_owned(), label(kind))).collect();
        secrets.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
        Self { secrets, contact: pack.word(Word::RedactedContact, lang).to_owned() }
    }

    /// How many different things are hidden.
    pub fn labels(&self) -> usize {
        let mut labels: Vec<&str> = self.secrets.iter().map(|(_, label)| label.as_str()).collect();
        labels.sort_unstable();
        labels.dedup();
        labels.len()
    }

    /// The text with labels in it.
    pub fn text(&self, text: &str) -> String {
        // Addresses and numbers to call first: a name may stand in one.
        let mut taken: Vec<(usize, usize, &str)> =
            addresses(text).into_iter().map(|(start, end)| (start, end, self.contact.as_str())).collect();
        for (secret, label) in &self.secrets {
            for (start, end) in occurrences(text, secret) {
                if taken.iter().all(|(from, to, _)| end <= *from || *to <= start) {
                    taken.push((start, end, label));
                }
            }
        }
        taken.sort_unstable();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (start, end, label) in taken {
            out.push_str(text.get(at..start).unwrap_or_default());
            out.push_str(label);
            // "金额 1" and a word behind it would run together.
            let next = text.get(end..).and_then(|rest| rest.chars().next());
            if label.ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(char::is_alphanumeric) {
                out.push(' ');
            }
            at = end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    /// Redacts every text of a document.
    pub fn document(&self, document: &mut Document) {
        document.each_text(|text| *text = self.text(text));
    }

    /// Redacts an action.
    pub fn action(&self, action: &mut Action) {
        for text in action.what.iter_mut().chain([&mut action.owner]) {
            *text = self.text(text);
        }
    }
}
