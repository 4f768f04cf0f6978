//! Plain text in columns: labels beside wrapped words, measured in cells.

use crate::text::{clean_line, pad_right, width, wrap};

/// The width of a page of plain text, in cells.
pub const PAGE: usize = 80;
/// The widest label that gets a column of its own.
const MAX_LABEL: usize = 18;

/// Rows of a label and a text, the texts aligned; a label wider than the column stands alone above.
pub fn rows(out: &mut String, rows: &[(&str, &str)]) {
    let labels = rows.iter().map(|(label, _)| width(label)).filter(|w| *w <= MAX_LABEL);
    let column = labels.max().map_or(0, |widest| widest + 2);
    for (label, text) in rows {
        let label = clean_line(label);
        if width(&label) > MAX_LABEL {
            out.push_str(&label);
            out.push('\n');
            paragraph(out, "", column.max(2), text);
        } else {
            paragraph(out, &label, column, text);
        }
    }
}

/// A text wrapped to the page, `lead` standing before its first row and blanks before the others.
pub fn paragraph(out: &mut String, lead: &str, indent: usize, text: &str) {
    let text = crate::text::clean_text(text);
    let cells = PAGE.saturating_sub(indent).max(20);
    for (index, row) in wrap(&text, cells).iter().enumerate() {
        let lead = if index == 0 { lead } else { "" };
        let line = format!("{}{}", pad_right(lead, indent), row.of(&text));
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
