//! Dated actions as a table (CSV, RFC 4180) that task programs import.

use crate::coach::FollowUpState;
use crate::pack::{COLUMNS, Columns, Lang, PRIORITIES, STATES};
use crate::text::clean_text;

use super::action::Action;
use super::calendar::told;

/// The byte order mark by which spreadsheets know UTF-8.
pub const BOM: &str = "\u{feff}";

/// How a table of actions is written.
#[derive(Debug, Clone, Copy)]
pub struct SheetWords<'w> {
    /// The languages that the actions are told in.
    pub langs: &'w [Lang],
    /// Where the actions come from, for their description.
    pub from: &'w str,
    /// The columns of another program; ours, when there is none.
    pub columns: Option<&'w Columns>,
}

/// The actions as CSV: a heading, then a row each. Dates are ISO 8601; a time of day stands in the description.
pub fn sheet(actions: &[Action], words: SheetWords<'_>) -> String {
    let lang = words.langs.first().copied().unwrap_or_default();
    let word = |ours: &'static str, theirs: fn(&Columns) -> &Vec<crate::pack::Both>, at: usize| -> String {
        words.columns.map_or_else(|| ours.to_owned(), |columns| Columns::word(theirs(columns), at, lang).to_owned())
    };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(actions.len() + 1);
    rows.push(COLUMNS.iter().enumerate().map(|(at, name)| word(name, |c| &c.headings, at)).collect());
    for action in actions {
        let state = match action.state {
            FollowUpState::Open => 0,
            FollowUpState::Done => 1,
            FollowUpState::Dropped => 2,
        };
        let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let time = action.due.and_then(|due| due.time).map(super::words::clock).unwrap_or_default();
        let hangs_on = if action.due.is_none() { action.hangs_on(lang) } else { "" };
        let description: Vec<&str> =
            [time.as_str(), hangs_on, words.from].into_iter().filter(|text| !text.is_empty()).collect();
        rows.push(vec![
            told(action, words.langs),
            description.join("\n"),
            action.owner.clone(),
            date(action.start),
            date(action.due.map(|due| due.date)),
            word(PRIORITIES.get(action.priority).copied().unwrap_or(""), |c| &c.priorities, action.priority),
            word(STATES.get(state).copied().unwrap_or(""), |c| &c.states, state),
        ]);
    }
    let written = rows.into_iter().try_for_each(|row| writer.write_record(row.iter().map(|cell| defused(cell))));
    // Rows of equal length into memory: nothing can fail.
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula.
fn defused(cell: &str) -> String {
    let cell = clean_text(cell);
    let first = cell.trim_start().chars().next();
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if formula { format!("'{cell}") } else { cell.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let check = |cell: &str, expect: &str| assert_eq!(defused(cell), expect);
        check("=1+1", "'=1+1");
        check("+86 10", "'+86 10");
        check("-2 days", "'-2 days");
        check("@all", "'@all");
        check(" =cmd", "' =cmd");
        check("\t=cmd", "'    =cmd");
        check("\r\n=cmd", "'\n=cmd");
        check("＝1", "'＝1");
        check("a=b", "a=b");
        check("纪要", "纪要");
    }
}
