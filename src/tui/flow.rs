//! Blocks laid out in lines of a given width. Nothing here paints.

use ratatui::style::Style;

use super::theme::Theme;
use crate::coach::{Block, Editor, Item, Mark, Tone};
use crate::pack::Lang;
use crate::text::{Span, clean_line, clean_text, width, wrap};

/// Lines of a pane, with the places that can be pointed at.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub lines: Vec<Line>,
    /// First lines of the items that can be pointed at, from top to bottom.
    pub items: Vec<Pointable>,
    /// First lines of all items, pointable or not.
    pub starts: Vec<usize>,
    /// The field being edited.
    pub field: Option<Field>,
}

/// A line: stretches of words from left to right.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub parts: Vec<Part>,
    /// Cells taken.
    pub cells: usize,
}

/// A stretch of words in one style.
#[derive(Debug)]
pub(super) struct Part {
    pub text: String,
    pub style: Style,
}

/// An item that can be pointed at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pointable {
    pub index: usize,
    pub selected: bool,
    pub line: usize,
}

/// Where a one-line field stands among the lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// Its first line and how many it takes.
    pub line: usize,
    pub rows: usize,
    /// Its first cell and how many it has.
    pub col: usize,
    pub cells: usize,
    /// The row of the text that its first line shows.
    pub scroll: usize,
    /// The cursor: line of the flow and cell of the pane.
    pub cursor: (usize, usize),
}

/// The most rows of a one-line field that are shown.
const FIELD_ROWS: usize = 5;
/// Least room for a value beside its label; with less it gets lines of its own.
const VALUE_ROOM: usize = 16;
/// Cells of a column of marks.
const COLUMN: usize = 4;
/// Room between two things side by side.
const BETWEEN: usize = 2;

/// What stands before the labels of a run of items, in cells.
#[derive(Clone, Copy)]
struct Margin {
    pointer: usize,
    mark_cells: usize,
    bullet: bool,
    /// Where labels begin.
    hang: usize,
    /// Where values begin.
    column: Option<usize>,
}

/// What laying out needs to know.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub theme: &'a Theme,
    pub lang: Lang,
    /// Cells a line.
    pub cells: usize,
}

impl Page<'_> {
    /// Lays blocks out. Texts of several lines that are being edited are left out: they have a
    /// place of their own.
    pub fn flow(&self, blocks: &[Block<'_>]) -> Flow {
        let mut flow = Flow::default();
        // What can be pointed at stands out to the left of what cannot.
        let list = blocks.iter().any(|block| kind(block) == Kind::Pointable);
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            let run = run_length(blocks.get(at..).unwrap_or(&[]));
            let run = blocks.get(at..at + run).unwrap_or(&[]);
            match block {
                Block::Heading(text) => {
                    if flow.lines.last().is_some_and(|line| line.cells > 0) {
                        flow.blank();
                    }
                    self.text(&mut flow, text, self.theme.strong(), 0);
                }
                Block::Text(tone, text) => self.toned(&mut flow, text, *tone),
                Block::Speech { who, mood, tone, text } => self.speech(&mut flow, who, mood, *tone, text),
                Block::Item(_) => self.items(&mut flow, run, list),
                Block::Editor(editor) if editor.single_line => self.items(&mut flow, run, list),
                Block::Editor(_) => {}
                Block::Row { .. } => self.rows(&mut flow, run),
                Block::Marked { text, marks } => self.marked(&mut flow, text, marks),
                Block::Chart { label, columns, rows } => self.chart(&mut flow, label, columns, rows),
                Block::Line(text) => self.text(&mut flow, text, Style::new(), 0),
                Block::Gap => {
                    if flow.lines.last().is_some_and(|line| line.cells > 0) {
                        flow.blank();
                    }
                }
            }
            at += run.len().max(1);
        }
        flow
    }

    fn text(&self, flow: &mut Flow, text: &str, style: Style, indent: usize) {
        let mut writer = Writer::new(flow, self.cells, indent);
        writer.indent();
        writer.chunk(text, style);
        writer.end();
    }

    /// A paragraph, with the mark of its meaning: colour never tells it alone.
    fn toned(&self, flow: &mut Flow, text: &str, tone: Tone) {
        let mark = match tone {
            Tone::Gap => Mark::Gap,
            Tone::Met => Mark::Met,
            Tone::NotMet => Mark::NotMet,
            Tone::CantTell => Mark::CantTell,
            _ => return self.text(flow, text, self.theme.tone(tone), 0),
        };
        let (mark, style) = self.theme.mark(mark);
        let mut writer = Writer::new(flow, self.cells, width(mark) + 1);
        writer.put(mark, style);
        writer.indent();
        writer.chunk(text, self.theme.tone(tone));
    }

    fn speech(&self, flow: &mut Flow, who: &str, mood: &str, tone: Tone, text: &str) {
        let style = self.theme.tone(tone);
        let mut writer = Writer::new(flow, self.cells, 0);
        let name_style = if tone == Tone::Client { self.theme.strong() } else { style };
        // The mood is news and the name is known: where both do not fit, the name is cut.
        let beside = if mood.is_empty() { 0 } else { width(mood) + 4 };
        let room = self.cells.saturating_sub(beside).max(8);
        writer.put(&crate::text::fit_with(&clean_line(who), room, self.theme.ellipsis()), name_style);
        if !mood.is_empty() {
            let (open, close) = match self.lang {
                Lang::Zh if !self.theme.ascii => ("（", "）"),
                _ => (" (", ")"),
            };
            writer.put(open, self.theme.muted());
            writer.put(mood, self.theme.accent());
            writer.put(close, self.theme.muted());
        }
        drop(writer);
        self.text(flow, &self.quoted(text), style, BETWEEN);
    }

    /// Words in the quotation marks of the screen's language.
    fn quoted(&self, text: &str) -> String {
        let (open, close) = match self.lang {
            _ if self.theme.ascii => ("\"", "\""),
            Lang::Zh => ("「", "」"),
            Lang::En => ("“", "”"),
        };
        [open, text, close].concat()
    }

    /// Items that follow each other: their marks and values stand below each other.
    fn items(&self, flow: &mut Flow, run: &[Block<'_>], list: bool) {
        let pointable = run.first().is_some_and(|block| kind(block) == Kind::Pointable);
        let mark_cells = run.iter().map(|block| match block {
            Block::Item(item) => width(self.theme.mark(item.mark).0),
            _ => 0,
        });
        let mark_cells = mark_cells.max().unwrap_or(0);
        let pointer = match (list, pointable) {
            (true, true) => BETWEEN,
            (true, false) => 2 * BETWEEN,
            (false, _) => 0,
        };
        // Items without any mark between them and without a cursor are points of a list.
        let bullet = mark_cells == 0 && !pointable;
        let mark_cells = if bullet { 1 } else { mark_cells };
        let hang = pointer + if mark_cells > 0 { mark_cells + 1 } else { 0 };
        let column = if pointable { self.value_column(run, hang) } else { None };
        for block in run {
            match block {
                Block::Item(item) => self.item(flow, item, Margin { pointer, mark_cells, bullet, hang, column }),
                Block::Editor(editor) => self.field(flow, editor, hang, column),
                _ => {}
            }
        }
    }

    /// The cell where the values of a list begin, when its labels leave room for them.
    fn value_column(&self, run: &[Block<'_>], hang: usize) -> Option<usize> {
        let most = (self.cells * 2 / 5).min(36);
        let labels = run.iter().filter_map(|block| match block {
            Block::Item(item) if !item.value.is_empty() => Some(width(&clean_line(&item.label))),
            Block::Editor(editor) => Some(width(&clean_line(&editor.label))),
            _ => None,
        });
        // A label too long to align with is followed by its value where it ends.
        let widest = labels.filter(|cells| hang + cells <= most).max()?;
        let column = hang + widest + BETWEEN;
        (self.cells >= column + VALUE_ROOM).then_some(column)
    }

    fn item(&self, flow: &mut Flow, item: &Item, margin: Margin) {
        let Margin { pointer, mark_cells, bullet, hang, column } = margin;
        let line = flow.lines.len();
        flow.starts.push(line);
        if let Some(index) = item.index {
            flow.items.push(Pointable { index, selected: item.selected, line });
        }
        let theme = self.theme;
        let (mark, mark_style) = if bullet { (theme.bullet(), theme.muted()) } else { theme.mark(item.mark) };
        let mut writer = Writer::new(flow, self.cells, hang);
        if item.selected {
            writer.put(theme.pointer(), theme.selected());
        }
        writer.pad(pointer);
        writer.put(mark, mark_style);
        if mark_cells > 0 {
            writer.pad(hang);
        }
        let label_style = if item.selected { theme.selected() } else { Style::new() };
        writer.chunk(&item.label, label_style);
        if !item.value.is_empty() {
            match column {
                Some(column) if writer.used() + BETWEEN <= column => {
                    writer.pad(column);
                    writer.hang = column;
                    // What the user filled in is theirs to read; all else at the side is quiet.
                    let style = if item.mark == Mark::Met { Style::new() } else { theme.muted() };
                    writer.chunk(&item.value, style);
                    writer.hang = hang;
                }
                _ => writer.chunk(&item.value, theme.muted()),
            }
        }
        for quote in &item.quotes {
            writer.chunk(&self.quoted(quote), theme.muted());
        }
        drop(writer);
        for (tone, detail) in &item.detail {
            self.text(flow, detail, theme.tone(*tone), hang);
        }
    }

    /// A field being edited, in line with the items around it.
    fn field(&self, flow: &mut Flow, editor: &Editor<'_>, hang: usize, column: Option<usize>) {
        let theme = self.theme;
        let line = flow.lines.len();
        flow.starts.push(line);
        let mut writer = Writer::new(flow, self.cells, hang);
        writer.put(theme.pointer(), theme.selected());
        writer.pad(hang);
        writer.chunk(&editor.label, theme.selected());
        let column = column.filter(|column| writer.used() + BETWEEN <= *column);
        let col = column.unwrap_or(hang);
        if column.is_some() {
            writer.pad(col);
        }
        drop(writer);
        let first = flow.lines.len() - usize::from(column.is_some());
        let cells = self.cells.saturating_sub(col).max(1);
        // The text may have any number of rows, the field has few: it shows those at the cursor.
        let view = editor.buffer.visible(cells, FIELD_ROWS, 0);
        for (at, row) in view.rows.iter().enumerate() {
            let mut writer = Writer::resume(flow, self.cells, col, at == 0 && column.is_some());
            writer.pad(col);
            let words = row.of(editor.buffer.text());
            let start = row.span.start;
            for (span, style) in styled(theme, editor, Span::new(start, row.shown_end)) {
                writer.put(span.of(editor.buffer.text()), style);
            }
            if words.is_empty() && editor.buffer.is_empty() {
                let hint = clean_line(&editor.hint);
                let hint = crate::text::fit_with(&hint, cells, theme.ellipsis());
                writer.put(&hint, theme.muted());
            }
            writer.end();
        }
        flow.field = Some(Field {
            line: first,
            rows: view.rows.len(),
            col,
            cells,
            scroll: view.scroll,
            cursor: (first + view.cursor_row, col + view.cursor_col),
        });
    }

    /// Rows that follow each other: their texts stand below each other.
    fn rows(&self, flow: &mut Flow, run: &[Block<'_>]) {
        let labels = run.iter().filter_map(|block| match block {
            Block::Row { label, .. } => Some(width(&clean_line(label))),
            _ => None,
        });
        let most = (self.cells / 3).max(8);
        let column = labels.filter(|cells| *cells <= most).max().unwrap_or(0) + BETWEEN;
        for block in run {
            let Block::Row { label, text, tone } = block else { continue };
            let mut writer = Writer::new(flow, self.cells, column);
            writer.put(
                &crate::text::fit_with(&self.theme.key(&clean_line(label)), self.cells, self.theme.ellipsis()),
                self.theme.muted(),
            );
            if writer.used() + BETWEEN > column || column + VALUE_ROOM / 2 > self.cells {
                writer.hang = BETWEEN.min(self.cells / 4);
                writer.end();
                writer.indent();
            } else {
                writer.pad(column);
            }
            writer.chunk(text, self.theme.tone(*tone));
            writer.end();
        }
    }

    /// Marks in rows and columns. Where not all columns fit, the latest do.
    fn chart(&self, flow: &mut Flow, label: &str, columns: &[String], rows: &[(String, Vec<Mark>)]) {
        let ellipsis = self.theme.ellipsis();
        let widest = rows.iter().map(|(name, _)| width(&clean_line(name))).chain([width(label)]).max().unwrap_or(0);
        let fits = self.cells.saturating_sub(VALUE_ROOM) / COLUMN;
        let first = columns.len().saturating_sub(fits.max(1));
        let names = widest.min(self.cells.saturating_sub(COLUMN * (columns.len() - first))).max(1);
        let mut line = |name: &str, style: Style, cells: Vec<(&str, Style)>| {
            let mut writer = Writer::new(flow, self.cells, 0);
            writer.put(&crate::text::fit_with(&clean_line(name), names, ellipsis), style);
            for (at, (cell, style)) in cells.into_iter().enumerate() {
                writer.pad(names + at * COLUMN + BETWEEN);
                writer.put(cell, style);
            }
        };
        let heads = columns.iter().skip(first).map(|name| (name.as_str(), self.theme.muted()));
        line(label, self.theme.muted(), heads.collect());
        for (name, marks) in rows {
            let marks = marks.iter().skip(first).map(|mark| match mark {
                Mark::None => (self.theme.bullet(), self.theme.muted()),
                mark => self.theme.mark(*mark),
            });
            line(name, Style::new(), marks.collect());
        }
    }

    fn marked(&self, flow: &mut Flow, text: &str, marks: &[(Span, Tone)]) {
        let clean = clean_text(text);
        // The marks are places in the text as it was: they mean nothing in a text that was mended.
        let marks = if clean.as_ref() == text { marks } else { &[] };
        let cells = self.cells.saturating_sub(2 * BETWEEN).max(1);
        for row in wrap(&clean, cells) {
            let mut writer = Writer::new(flow, self.cells, 2 * BETWEEN);
            writer.indent();
            for (span, tone) in cut(row.shown(), marks) {
                let style = tone.map_or(self.theme.tone(Tone::You), |tone| self.theme.counted(tone));
                writer.put(span.of(&clean), style);
            }
            writer.end();
        }
    }
}

/// The styled stretches of a row of a text that is being edited: what is selected, what counted.
pub(super) fn styled(theme: &Theme, editor: &Editor<'_>, row: Span) -> Vec<(Span, Style)> {
    let selection = editor.buffer.selection().map(|span| (span, Tone::Plain));
    let mut out = Vec::new();
    for (span, tone) in cut(row, &editor.marks) {
        let style = tone.map_or(Style::new(), |tone| theme.counted(tone));
        for (span, selected) in cut(span, selection.as_slice()) {
            let style = if selected.is_some() { style.patch(theme.selection()) } else { style };
            out.push((span, style));
        }
    }
    out
}

/// A stretch cut where marks (in order, not overlapping) begin and end.
fn cut(whole: Span, marks: &[(Span, Tone)]) -> Vec<(Span, Option<Tone>)> {
    let mut out = Vec::new();
    let mut at = whole.start;
    let first = marks.partition_point(|(span, _)| span.end <= whole.start);
    for (span, tone) in marks.get(first..).unwrap_or(&[]) {
        if span.start >= whole.end {
            break;
        }
        let (start, end) = (span.start.max(at), span.end.min(whole.end));
        if at < start {
            out.push((Span::new(at, start), None));
        }
        if start < end {
            out.push((Span::new(start, end), Some(*tone)));
            at = end;
        }
    }
    if at < whole.end {
        out.push((Span::new(at, whole.end), None));
    }
    out
}

/// Which blocks are laid out together when they follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Alone,
    Pointable,
    Verdict,
    Row,
}

fn kind(block: &Block<'_>) -> Kind {
    match block {
        Block::Item(item) if item.index.is_some() => Kind::Pointable,
        Block::Item(_) => Kind::Verdict,
        Block::Editor(editor) if editor.single_line => Kind::Pointable,
        Block::Row { .. } => Kind::Row,
        _ => Kind::Alone,
    }
}

/// How many blocks from the first one on are laid out together.
fn run_length(blocks: &[Block<'_>]) -> usize {
    match blocks.first().map(kind) {
        None | Some(Kind::Alone) => 1,
        Some(first) => blocks.iter().take_while(|block| kind(block) == first).count(),
    }
}

impl Flow {
    /// The lines that must be seen: the item under the cursor with all that belongs to it, or the
    /// field being edited. The first item brings along what stands above it.
    pub fn focus(&self) -> Option<std::ops::Range<usize>> {
        if let Some(field) = self.field {
            let at = self.starts.partition_point(|start| *start <= field.line).saturating_sub(1);
            let start = if at == 0 { 0 } else { *self.starts.get(at)? };
            return Some(start..field.line + field.rows);
        }
        let at = self.items.iter().position(|item| item.selected)?;
        let start = if at == 0 { 0 } else { self.items.get(at)?.line };
        let end = self.items.get(at + 1).map_or(self.lines.len(), |next| next.line);
        Some(start..end)
    }

    /// The line of the item under the cursor, or of the field's cursor.
    pub fn focus_line(&self) -> Option<usize> {
        let field = self.field.map(|field| field.cursor.0);
        field.or_else(|| self.items.iter().find(|item| item.selected).map(|item| item.line))
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }
}

/// Writes lines of a flow.
struct Writer<'f> {
    flow: &'f mut Flow,
    line: Line,
    cells: usize,
    /// Where further lines of a chunk begin.
    hang: usize,
    begun: bool,
}

impl<'f> Writer<'f> {
    fn new(flow: &'f mut Flow, cells: usize, hang: usize) -> Self {
        Self { flow, line: Line::default(), cells, hang: hang.min(cells / 2), begun: false }
    }

    /// Goes on with the last line of the flow, when asked to.
    fn resume(flow: &'f mut Flow, cells: usize, hang: usize, last: bool) -> Self {
        let line = if last { flow.lines.pop().unwrap_or_default() } else { Line::default() };
        Self { flow, line, cells, hang, begun: false }
    }

    fn used(&self) -> usize {
        self.line.cells
    }

    /// Words that stand where they are put; what does not fit is cut by the painter.
    fn put(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let text = clean_line(text);
        self.line.cells += width(&text);
        self.line.parts.push(Part { text: text.into_owned(), style });
        self.begun = true;
    }

    /// Room up to the cell `to`.
    fn pad(&mut self, to: usize) {
        if let Some(missing) = to.checked_sub(self.line.cells).filter(|missing| *missing > 0) {
            self.line.cells = to;
            self.line.parts.push(Part { text: " ".repeat(missing), style: Style::new() });
        }
        self.begun = true;
    }

    fn indent(&mut self) {
        self.pad(self.hang);
    }

    /// Words that go on in the line when they fit, else in lines of their own.
    fn chunk(&mut self, text: &str, style: Style) {
        let text = clean_text(text);
        let text = text.trim_end_matches('\n');
        let cells = width(text);
        let several = text.contains('\n');
        if self.used() > self.hang {
            if !several && self.used() + BETWEEN + cells <= self.cells {
                self.pad(self.used() + BETWEEN);
                self.put(text, style);
                return;
            }
            self.end();
            self.indent();
        } else {
            self.indent();
        }
        let room = self.cells.saturating_sub(self.hang).max(1);
        for (at, row) in wrap(text, room).into_iter().enumerate() {
            if at > 0 {
                self.end();
                self.indent();
            }
            self.put(row.of(text), style);
        }
    }

    /// Ends the line.
    fn end(&mut self) {
        if self.begun {
            self.flow.lines.push(std::mem::take(&mut self.line));
            self.begun = false;
        }
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.end();
    }
}
