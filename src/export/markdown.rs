//! Documents as Markdown (CommonMark). Whatever a value holds, it reads as those characters and nothing else.

use crate::pack::Lang;
use crate::text::clean_text;

use super::document::{Body, Document, Item, Section};

/// The document as Markdown, ending in a newline.
pub fn markdown(document: &Document) -> String {
    let mut out = format!("# {}\n", inline(&document.heading()));
    for section in &document.sections {
        write_section(&mut out, section, document.lang);
    }
    out
}

fn write_section(out: &mut String, section: &Section, lang: Lang) {
    out.push_str(&format!("\n## {}\n\n", inline(&section.heading)));
    if !section.note.is_empty() {
        out.push_str(&format!("{}\n", start_of_line(&section.note)));
        if !section.body.is_empty() {
            out.push('\n');
        }
    }
    match &section.body {
        Body::Rows(rows) => {
            for row in rows {
                out.push_str(&format!("- **{}** {}\n", emphasised(&row.label), inline(&row.text)));
            }
        }
        Body::Items(items) => {
            for item in items {
                out.push_str(&format!("- {}{}\n", tick(item), start_of_line(&item.told(lang))));
            }
        }
        Body::Paragraphs(texts) if texts.is_empty() => {}
        Body::Paragraphs(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| start_of_line(text)).collect();
            out.push_str(&texts.join("\n\n"));
            out.push('\n');
        }
    }
}

fn tick(item: &Item) -> &'static str {
    match item.done {
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
        None => "",
    }
}

/// A label between the stars of strong emphasis, which blanks at its ends would break.
fn emphasised(label: &str) -> String {
    let label = inline(label.trim());
    if label.is_empty() { "\u{a0}".to_owned() } else { label }
}

/// [`inline`] where a line begins: nothing there may look like a list, a heading, a quotation, code or a tick box.
fn start_of_line(text: &str) -> String {
    let text = inline(text);
    let text = text.trim_start();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).unwrap_or((text, ""));
    let behind = rest.get(1..).unwrap_or("");
    match rest.chars().next() {
        Some(c @ ('.' | ')')) if (1..=9).contains(&digits) => format!("{number}\\{c}{behind}"),
        Some(c @ ('-' | '+' | '=' | '#' | '>' | '|')) if digits == 0 => format!("\\{c}{behind}"),
        Some('[') if digits == 0 && ["[ ]", "[x]", "[X]"].iter().any(|tick| rest.starts_with(tick)) => {
            format!("\\[{behind}")
        }
        _ => text.to_owned(),
    }
}

/// A value inside of a line. Line breaks become spaces. Only what would be markup is escaped: the text is also read as
/// it is, in a mail.
fn inline(text: &str) -> String {
    let text = clean_text(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let markup = match c {
            '\\' | '`' | '*' | '_' | '<' | '~' | '$' => true,
            '&' => next.is_some_and(|c| c == '#' || c.is_ascii_alphanumeric()),
            // Without `](`, `][` and `]:` there is no link, no image, no note and no definition of one.
            ']' => matches!(next, Some('(' | '[' | ':')),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_literally() {
        let check = |value: &str, expect: &str| assert_eq!(start_of_line(value), expect);
        check("plain 中文", "plain 中文");
        check("*bold* [x](y) <b>", "\\*bold\\* [x\\](y) \\<b>");
        check("[x] done", "\\[x] done");
        check("[missing: the date]", "[missing: the date]");
        check("R&D &lt; A & B!", "R\\&D \\&lt; A & B!");
        check("> quoted | # 1", "\\> quoted | # 1");
        check("1. one", "1\\. one");
        check("12) one", "12\\) one");
        check("v1.2", "v1.2");
        check("1.5 days", "1\\.5 days");
        check("- item\nnext", "\\- item next");
        check("    code", "code");
        check("https://example.org", "https://example.org");
        check("时间: 9:00", "时间: 9:00");
        check("a\u{1b}[31mb", "ab");
    }
}
