//! Documents as Markdown, plain text and JSON.

use crate::coach::{Card, CardLine};
use crate::text::{clean_line, clean_text};

use super::layout::{PAGE, paragraph, rows};
use super::summary::{Part, Summary};

/// The most lines of a card: one printed page.
pub const CARD_LINES: usize = 40;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown (CommonMark).
    Markdown,
    /// Plain text, 80 cells wide.
    Text,
    /// JSON.
    Json,
}

/// The card in a format, ending in a newline.
pub fn render_card(card: &Card, format: Format) -> String {
    match format {
        Format::Markdown => card_markdown(card),
        Format::Text => card_text(card),
        Format::Json => card_json(card),
    }
}

/// The summary in a format, ending in a newline.
pub fn render_summary(summary: &Summary, format: Format) -> String {
    match format {
        Format::Markdown => summary_markdown(summary),
        Format::Text => summary_text(summary),
        Format::Json => json(summary),
    }
}

/// How much of a card is printed. A card that does not fit its page gives up, in this order, the
/// user's own first words, if-thens beyond the fourth, and the tails of long rows: what is said
/// first, the numbers and the gaps stay.
#[derive(Clone, Copy)]
struct Room {
    cues: usize,
    if_thens: usize,
    rows_each: usize,
}

const ROOMS: [Room; 5] = [
    Room { cues: 8, if_thens: 6, rows_each: 4 },
    Room { cues: 4, if_thens: 6, rows_each: 3 },
    Room { cues: 0, if_thens: 4, rows_each: 2 },
    Room { cues: 0, if_thens: 3, rows_each: 1 },
    Room { cues: 0, if_thens: 0, rows_each: 1 },
];

/// The card as plain text: at most 40 lines of at most 80 cells.
pub fn card_text(card: &Card) -> String {
    let mut text = String::new();
    for room in ROOMS {
        text = card_in(card, room);
        if text.lines().count() <= CARD_LINES {
            return text;
        }
    }
    // Only a card with dozens of gaps comes here: what is on top is what matters most.
    let kept: Vec<&str> = text.lines().take(CARD_LINES - 1).collect();
    format!("{}\n{}\n", kept.join("\n"), crate::text::ELLIPSIS)
}

fn card_in(card: &Card, room: Room) -> String {
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut push = |label: &str, text: &str| lines.push((label.to_owned(), short(text, room.rows_each)));
    if card.gaps.is_empty() {
        push(&card.words.gaps, &card.words.no_gaps);
    }
    for (index, gap) in card.gaps.iter().enumerate() {
        push(if index == 0 { &card.words.gaps } else { "" }, gap);
    }
    for row in &card.rows {
        push(&row.label, &row.text);
    }
    for (index, cue) in card.cues.iter().take(room.cues).enumerate() {
        push(if index == 0 { &card.words.cues } else { "" }, &format!("{}: {}", cue.label, cue.text));
    }
    for (index, row) in card.if_thens.iter().take(room.if_thens).enumerate() {
        push(if index == 0 { &card.words.if_thens } else { "" }, &format!("{} → {}", row.label, row.text));
    }
    push(&card.words.never_say, &card.never_say.join(" / "));
    let mut out = String::new();
    paragraph(&mut out, "", 0, &card.title);
    out.push_str(&"─".repeat(crate::text::width(&clean_line(&card.title)).min(PAGE)));
    out.push('\n');
    let view: Vec<(&str, &str)> = lines.iter().map(|(label, text)| (label.as_str(), text.as_str())).collect();
    rows(&mut out, &view);
    out
}

/// A text cut to about so many rows of the card.
fn short(text: &str, rows: usize) -> String {
    const ROW: usize = 66;
    crate::text::fit(&clean_line(text), ROW * rows).into_owned()
}

/// The card as Markdown.
pub fn card_markdown(card: &Card) -> String {
    let mut out = format!("# {}\n\n", inline(&card.title));
    let bullet = |out: &mut String, line: &CardLine| {
        out.push_str(&format!("- **{}** {}\n", inline(&line.label), inline(&line.text)));
    };
    out.push_str(&format!("## {}\n\n", inline(&card.words.gaps)));
    if card.gaps.is_empty() {
        out.push_str(&format!("{}\n", inline(&card.words.no_gaps)));
    }
    for gap in &card.gaps {
        out.push_str(&format!("- {}\n", inline(gap)));
    }
    out.push('\n');
    for line in &card.rows {
        bullet(&mut out, line);
    }
    for (heading, list) in [(&card.words.cues, &card.cues), (&card.words.if_thens, &card.if_thens)] {
        if !list.is_empty() {
            out.push_str(&format!("\n## {}\n\n", inline(heading)));
            for line in list {
                bullet(&mut out, line);
            }
        }
    }
    if !card.never_say.is_empty() {
        out.push_str(&format!("\n## {}\n\n", inline(&card.words.never_say)));
        for words in &card.never_say {
            out.push_str(&format!("- {}\n", inline(words)));
        }
    }
    out
}

/// The card as JSON.
pub fn card_json(card: &Card) -> String {
    json(card)
}

fn json<T: serde::Serialize>(value: &T) -> String {
    // Strings, lists and numbers alone: there is nothing here that JSON could refuse.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn summary_markdown(summary: &Summary) -> String {
    let mut out = format!("# {}\n", inline(&summary.title));
    for Part { heading, items, .. } in &summary.parts {
        out.push_str(&format!("\n## {}\n\n", inline(heading)));
        for item in items {
            let tick = match item.done {
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
                None => "",
            };
            let label = if item.label.is_empty() { String::new() } else { format!("**{}** ", inline(&item.label)) };
            out.push_str(&format!("- {tick}{label}{}\n", inline(&item.text)));
        }
    }
    out
}

fn summary_text(summary: &Summary) -> String {
    let mut out = String::new();
    paragraph(&mut out, "", 0, &summary.title);
    for Part { heading, items, .. } in &summary.parts {
        out.push('\n');
        paragraph(&mut out, "", 0, heading);
        for item in items {
            let lead = match item.done {
                Some(true) => "  [x] ",
                Some(false) => "  [ ] ",
                None => "  - ",
            };
            let text = match item.label.is_empty() {
                true => item.text.clone(),
                false => format!("{}: {}", item.label, item.text),
            };
            paragraph(&mut out, lead, crate::text::width(lead), &text);
        }
    }
    out
}

/// A value inside of a line of Markdown: whatever it holds, it reads as those characters and nothing
/// else. Line breaks become spaces.
fn inline(text: &str) -> String {
    let text = clean_text(text);
    let mut out = String::with_capacity(text.len() + 8);
    for (index, c) in text.chars().enumerate() {
        match c {
            '\n' => out.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // These begin a list or a heading only at the start of a line.
            '-' | '+' | '=' if index == 0 => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if starts_with_number(&out) => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

fn starts_with_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 9 && text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::CardWords;
    use crate::pack::Lang;

    fn line(label: &str, text: &str) -> CardLine {
        CardLine { label: label.to_owned(), text: text.to_owned() }
    }

    fn sample(gaps: usize, long: usize) -> Card {
        Card {
            lang: Lang::Zh,
            scenario: "delay".to_owned(),
            title: "延期 · 王总".to_owned(),
            gaps: (0..gaps).map(|n| format!("缺口{n}")).collect(),
            rows: (0..7).map(|n| line(&format!("行{n}"), &"很长的一句话，".repeat(long))).collect(),
            cues: (0..8).map(|n| line(&format!("步{n}"), &"我会这样说，".repeat(long))).collect(),
            if_thens: (0..6).map(|n| line(&format!("若{n}"), &"我就这样答，".repeat(long))).collect(),
            never_say: vec!["客观原因".to_owned(), "绝对".to_owned()],
            words: CardWords {
                gaps: "缺".to_owned(),
                no_gaps: "无".to_owned(),
                cues: "我的开场".to_owned(),
                if_thens: "若".to_owned(),
                never_say: "别说".to_owned(),
            },
        }
    }

    #[test]
    fn a_card_always_fits_one_page() {
        for gaps in [0, 3, 17, 60] {
            for long in [1, 5, 20, 80] {
                let text = card_text(&sample(gaps, long));
                assert!(text.lines().count() <= CARD_LINES, "{gaps} {long}:\n{text}");
                for row in text.lines() {
                    assert!(crate::text::width(row) <= PAGE, "{row}");
                }
                assert!(gaps == 0 || text.contains("缺口0"), "the gaps stay on top");
            }
        }
    }

    #[test]
    fn markdown_takes_values_literally() {
        let check = |value: &str, expect: &str| assert_eq!(inline(value), expect);
        check("plain 中文", "plain 中文");
        check("*bold* [x](y) <b>", "\\*bold\\* \\[x\\](y) \\<b\\>");
        check("1. one", "1\\. one");
        check("v1.2", "v1.2");
        check("- item\nnext", "\\- item next");
        check("a\u{1b}[31mb", "ab");
    }

    #[test]
    fn json_holds_the_card() {
        let text = card_json(&sample(1, 1));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["gaps"][0], "缺口0");
        assert_eq!(value["lang"], "zh");
        assert!(value.get("words").is_none());
    }
}
