//! The card on its one page.

use std::borrow::Cow;

use crate::coach::{Card, CardLine};
use crate::pack::{DocumentName, SectionName};
use crate::text::clean_line;

use super::document::{Body, Document, Item, Row, Section};
use super::plain::card_lines;

/// The most lines of a card: one printed page.
pub const CARD_LINES: usize = 40;
/// About so many cells of text stand in a row of the card.
const ROW: usize = 66;

/// How much of a card is printed. A card that does not fit its page gives up, in this order, the tails of long rows, the
/// user's own first words, if-thens beyond the fourth: what is said first, the numbers and the gaps stay.
#[derive(Clone, Copy)]
struct Room {
    cues: usize,
    if_thens: usize,
    rows_each: usize,
}

const ROOMS: [Room; 8] = [
    Room { cues: 8, if_thens: 6, rows_each: 4 },
    Room { cues: 8, if_thens: 6, rows_each: 3 },
    Room { cues: 4, if_thens: 6, rows_each: 3 },
    Room { cues: 4, if_thens: 6, rows_each: 2 },
    Room { cues: 0, if_thens: 6, rows_each: 2 },
    Room { cues: 0, if_thens: 4, rows_each: 2 },
    Room { cues: 0, if_thens: 3, rows_each: 1 },
    Room { cues: 0, if_thens: 0, rows_each: 1 },
];

/// The card as it fits one page, and its lines.
pub fn fitted(card: &Document) -> (Document, String) {
    let mut fitted = (card.clone(), String::new());
    for room in ROOMS {
        let cut = cut(card, room);
        let text = card_lines(&cut);
        fitted = (cut, text);
        if fitted.1.lines().count() <= CARD_LINES {
            return fitted;
        }
    }
    // Only a card with dozens of gaps comes here: what is on top is what matters most.
    let kept: Vec<&str> = fitted.1.lines().take(CARD_LINES - 1).collect();
    let text = format!("{}\n{}\n", kept.join("\n"), crate::text::ELLIPSIS);
    for section in &mut fitted.0.sections {
        if let Body::Items(items) = &mut section.body {
            items.truncate(CARD_LINES / 2);
        }
    }
    (fitted.0, text)
}

/// The card cut to a room.
fn cut(card: &Document, room: Room) -> Document {
    let mut card = card.clone();
    for section in &mut card.sections {
        let most = match SectionName::of(section.id) {
            Some(SectionName::Cues) => room.cues,
            Some(SectionName::IfThen) => room.if_thens,
            _ => usize::MAX,
        };
        match &mut section.body {
            Body::Rows(rows) => rows.truncate(most),
            Body::Items(items) => items.truncate(most),
            Body::Paragraphs(texts) => texts.truncate(most),
        }
    }
    card.sections.retain(|section| !section.body.is_empty());
    card.each_text(|text| *text = short(text, room.rows_each).into_owned());
    card.title = short(&card.title, room.rows_each.min(2)).into_owned();
    card
}

/// A text cut to about so many rows of the card.
fn short(text: &str, rows: usize) -> Cow<'_, str> {
    let line = clean_line(text).into_owned();
    Cow::Owned(crate::text::fit(&line, ROW * rows).into_owned())
}

/// A card of the screen as a document.
pub fn card_document(card: &Card) -> Document {
    let row = |line: &CardLine| Row::new(line.label.as_str(), line.text.as_str());
    let items = |list: &[String]| Body::Items(list.iter().map(|text| Item::new(text.as_str())).collect());
    let rows = |list: &[CardLine]| Body::Rows(list.iter().map(row).collect());
    let gaps = match card.gaps.is_empty() {
        true => Body::Paragraphs(vec![card.words.no_gaps.clone()]),
        false => items(&card.gaps),
    };
    let sections = [
        (SectionName::Gaps, &card.words.gaps, gaps),
        (SectionName::Rows, &card.words.rows, rows(&card.rows)),
        (SectionName::Cues, &card.words.cues, rows(&card.cues)),
        (SectionName::IfThen, &card.words.if_thens, rows(&card.if_thens)),
        (SectionName::NeverSay, &card.words.never_say, items(&card.never_say)),
    ];
    let sections = sections.into_iter().filter(|(_, _, body)| !body.is_empty()).map(|(name, heading, body)| Section {
        id: name.id(),
        heading: heading.clone(),
        note: String::new(),
        body,
    });
    Document {
        name: DocumentName::Card.id(),
        lang: card.lang,
        scenario: card.scenario.clone(),
        talk: String::new(),
        kind: String::new(),
        title: card.title.clone(),
        sections: sections.collect(),
    }
}
