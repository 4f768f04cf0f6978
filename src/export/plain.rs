//! Documents as plain text, measured in terminal cells.

use crate::pack::DocumentName;
use crate::text::{clean_line, width};

use super::card;
use super::document::{Body, Document, Section};
use super::layout::{PAGE, paragraph, rows};

/// The document as plain text at most 80 cells wide, ending in a newline. A card takes at most 40 lines.
pub fn text(document: &Document) -> String {
    if document.is(DocumentName::Card) {
        return card::fitted(document).1;
    }
    let mut out = String::new();
    heading(&mut out, &document.heading());
    for section in &document.sections {
        write_section(&mut out, section, document);
    }
    out
}

fn heading(out: &mut String, title: &str) {
    paragraph(out, "", 0, title);
    out.push_str(&"─".repeat(width(&clean_line(title)).min(PAGE)));
    out.push('\n');
}

fn write_section(out: &mut String, section: &Section, document: &Document) {
    out.push('\n');
    paragraph(out, "", 0, &section.heading);
    if !section.note.is_empty() {
        paragraph(out, "  ", 2, &section.note);
    }
    match &section.body {
        Body::Rows(rows) => {
            for row in rows {
                let colon = match document.lang {
                    crate::pack::Lang::Zh => "：",
                    crate::pack::Lang::En => ": ",
                };
                let colon = if row.label.ends_with(['?', '？']) { " " } else { colon };
                paragraph(out, "  - ", 4, &format!("{}{colon}{}", row.label, row.text));
            }
        }
        Body::Items(items) => {
            for item in items {
                let lead = match item.done {
                    Some(true) => "  [x] ",
                    Some(false) => "  [ ] ",
                    None => "  - ",
                };
                paragraph(out, lead, width(lead), &item.told(document.lang));
            }
        }
        Body::Paragraphs(texts) => texts.iter().for_each(|text| paragraph(out, "  ", 2, text)),
    }
}

/// A card, however long: one column of labels, one of texts.
pub(super) fn card_lines(document: &Document) -> String {
    let mut lines: Vec<(String, String)> = Vec::new();
    for section in &document.sections {
        let head = section.heading.as_str();
        let under = |index: usize| if index == 0 { head.to_owned() } else { String::new() };
        match &section.body {
            // Rows of the scenario have labels of their own; the others stand under their heading.
            Body::Rows(rows) if section.id == crate::pack::SectionName::Rows.id() => {
                lines.extend(rows.iter().map(|row| (row.label.clone(), row.text.clone())));
            }
            Body::Rows(rows) => {
                let arrow = if section.id == crate::pack::SectionName::IfThen.id() { " → " } else { ": " };
                let rows = rows.iter().enumerate();
                lines.extend(rows.map(|(i, row)| (under(i), format!("{}{arrow}{}", row.label, row.text))));
            }
            Body::Items(items) if section.id == crate::pack::SectionName::NeverSay.id() => {
                let words: Vec<&str> = items.iter().map(|item| item.text.as_str()).collect();
                lines.push((head.to_owned(), words.join(" / ")));
            }
            Body::Items(items) => {
                lines.extend(items.iter().enumerate().map(|(i, item)| (under(i), item.text.clone())));
            }
            Body::Paragraphs(texts) => lines.extend(texts.iter().enumerate().map(|(i, t)| (under(i), t.clone()))),
        }
    }
    let mut out = String::new();
    heading(&mut out, &document.heading());
    let view: Vec<(&str, &str)> = lines.iter().map(|(label, text)| (label.as_str(), text.as_str())).collect();
    rows(&mut out, &view);
    out
}
