//! A screen painted into cells, and what lies where on it. Knows no terminal.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::editor::{self, Desk};
use super::flow::{Flow, Page};
use super::layout::{self, Areas, Arrangement, Favoured, Tall, Wanted};
use super::theme::Theme;
use super::{hints, paint, rail};
use crate::coach::keys::Focus;
use crate::coach::{Block, Command, Editor, Hint, Pane, PaneName, ScreenName, ScreenView, StopState};
use crate::pack::{Interface, Word, fill};
use crate::text::{clean_line, wrap};

/// Paints screens; remembers how far each pane is scrolled.
#[derive(Debug)]
pub(super) struct Painter {
    words: Interface,
    theme: Theme,
    screen: Option<ScreenKey>,
    /// Lines that each pane is scrolled down, in the order of [`PaneName`].
    scrolls: [Scroll; 3],
    overlay: Scroll,
    editor: usize,
}

/// What tells two screens apart, so that scrolling begins anew.
type ScreenKey = (ScreenName, Option<usize>, Option<String>);

/// How far a pane is scrolled.
#[derive(Debug, Clone, Copy, Default)]
struct Scroll {
    /// The line at the top when it was last painted.
    top: usize,
    /// Lines that the user scrolled from where the view wants the pane.
    nudge: isize,
}

/// What lies where on the screen that was painted.
#[derive(Debug, Clone, Default)]
pub(super) struct Picture {
    /// The terminal's cursor; hidden when there is none.
    pub cursor: Option<Position>,
    /// Items that can be clicked: where, which, and whether it is the selected one.
    pub items: Vec<(Rect, usize, bool)>,
    /// Hints that can be clicked.
    pub hints: Vec<hints::Place>,
    /// The text being edited.
    pub editor: Option<Desk>,
    /// The panes that are to be seen, and whether they can be scrolled by the renderer.
    pub panes: Vec<(Rect, PaneName)>,
    /// Commands offered now.
    pub commands: Vec<Command>,
    /// Where the keys go.
    pub focus: Option<Focus>,
    /// The pane the user turned to.
    pub shown: Option<PaneName>,
    /// Whether that pane is the only one to be seen.
    pub alone: bool,
}

impl Painter {
    pub fn new(words: Interface, theme: Theme) -> Self {
        Self { words, theme, screen: None, scrolls: Default::default(), overlay: Scroll::default(), editor: 0 }
    }

    /// Takes up other words.
    pub fn speak(&mut self, words: Interface) {
        self.words = words;
    }

    /// Scrolls a pane by lines, when it is painted next.
    pub fn nudge(&mut self, pane: PaneName, lines: isize) {
        let scroll = &mut self.scrolls[pane as usize];
        scroll.nudge = scroll.nudge.saturating_add(lines);
    }

    /// Paints a screen over a buffer that must be empty.
    pub fn paint(&mut self, view: &ScreenView<'_>, buf: &mut Buffer) -> Picture {
        let area = buf.area;
        let mut picture = Picture {
            commands: view.commands.iter().map(|hint| hint.command).collect(),
            focus: Some(view.focus),
            shown: Some(view.shown),
            ..Picture::default()
        };
        if layout::too_small(area) {
            self.too_small(view, buf);
            return picture;
        }
        self.arrive(view);
        let notice = self.notice(view, area.width);
        let wanted = Wanted {
            rail: !view.rail.is_empty(),
            notice: u16::try_from(notice.lines.len()).unwrap_or(0).min(area.height / 4),
            panes: view.panes.len(),
        };
        let areas = layout::areas(area, wanted);
        let arrangement = layout::arrangement(area, view.panes.len());
        picture.alone = arrangement == Arrangement::One && view.panes.len() > 1;

        rail::title(buf, areas.title, &self.theme, view);
        if areas.rail.height > 0 {
            rail::stages(buf, areas.rail, &self.theme, &view.rail);
        }
        match arrangement {
            Arrangement::One => self.one(view, buf, &areas, &mut picture),
            Arrangement::Stacked => self.stacked(view, buf, &areas, &mut picture),
            Arrangement::Beside => self.beside(view, buf, &areas, &mut picture),
        }
        for (row, line) in notice.lines.iter().enumerate() {
            let margin = Rect { x: areas.notice.x + 1, width: areas.notice.width.saturating_sub(2), ..areas.notice };
            if row < usize::from(margin.height) {
                paint::line(buf, margin, u16::try_from(row).unwrap_or(0), line);
            }
        }
        if let Some(overlay) = &view.overlay {
            self.overlaid(view, overlay, buf, areas.body, &mut picture);
        }
        self.hint_bar(view, buf, areas.hints, &mut picture);
        picture
    }

    /// Another screen begins at its top.
    fn arrive(&mut self, view: &ScreenView<'_>) {
        let here = view.rail.iter().position(|stop| stop.state == StopState::Here);
        let key = (view.name, here, view.heading().map(str::to_owned));
        if self.screen.as_ref() != Some(&key) {
            self.screen = Some(key);
            self.scrolls = Default::default();
            self.editor = 0;
        }
        if view.overlay.is_none() {
            self.overlay = Scroll::default();
        }
    }

    fn page(&self, view: &ScreenView<'_>, cells: u16) -> Page<'_> {
        Page { theme: &self.theme, lang: view.lang, cells: usize::from(cells).max(1) }
    }

    /// One pane has the whole room; a long one has two columns where there is room for them.
    fn one(&mut self, view: &ScreenView<'_>, buf: &mut Buffer, areas: &Areas, picture: &mut Picture) {
        self.rules(buf, areas, None);
        let Some(pane) = pane(view, view.shown).or(view.panes.first()) else { return };
        if editor_of(pane).is_none()
            && let Some(columns) = layout::two_columns(areas.body)
        {
            let parts = columns.map(layout::inner);
            let flow = self.page(view, parts[0].width).flow(&pane.blocks);
            if flow.lines.len() > usize::from(areas.body.height) {
                self.flow_in(buf, pane, &flow, &parts, picture);
                return;
            }
        }
        self.pane(view, pane, buf, areas.body, picture);
    }

    /// Panes one below the other.
    fn stacked(&mut self, view: &ScreenView<'_>, buf: &mut Buffer, areas: &Areas, picture: &mut Picture) {
        self.rules(buf, areas, None);
        let body = areas.body;
        let inner = layout::inner(body);
        let lines = |name| {
            let pane = pane(view, name)?;
            Some((pane, self.page(view, inner.width).flow(&pane.blocks)))
        };
        let (main, write, heard) = (lines(PaneName::Main), lines(PaneName::Write), lines(PaneName::Heard));
        let height = |part: &Option<(&Pane<'_>, Flow)>| {
            part.as_ref().map_or(0, |(_, flow)| u16::try_from(flow.lines.len()).unwrap_or(u16::MAX))
        };
        let tall = Tall {
            main: height(&main),
            write: height(&write),
            editor: write.as_ref().is_some_and(|(pane, _)| editor_of(pane).is_some()),
            heard: height(&heard),
        };
        let favoured = match view.shown {
            PaneName::Main => Favoured::Main,
            PaneName::Write => Favoured::Write,
            PaneName::Heard => Favoured::Heard,
        };
        let rows = layout::share(body.height, tall, favoured);
        let at = |y: u16, height: u16| Rect { y: body.y + y, height, ..body };
        if let Some((pane, flow)) = &main {
            self.flow_in(buf, pane, flow, &[layout::inner(at(0, rows.main))], picture);
        }
        if let Some((pane, _)) = &write {
            self.pane(view, pane, buf, at(rows.main, rows.write), picture);
        }
        if let Some((pane, flow)) = &heard {
            let area = layout::inner(at(rows.main + rows.write, rows.heard));
            match favoured {
                Favoured::Heard => self.flow_in(buf, pane, flow, &[area], picture),
                _ => self.summary(view, pane, flow, buf, area, picture),
            }
        }
    }

    /// What is asked and written at the left, what was heard at the right.
    fn beside(&mut self, view: &ScreenView<'_>, buf: &mut Buffer, areas: &Areas, picture: &mut Picture) {
        let (left, divider, side) = layout::columns(areas.body);
        self.rules(buf, areas, Some(divider.x));
        paint::divider(buf, divider, &self.theme);
        let mut left = left;
        if let Some(main) = pane(view, PaneName::Main) {
            let inner = layout::inner(left);
            let flow = self.page(view, inner.width).flow(&main.blocks);
            let wanted = u16::try_from(flow.lines.len()).unwrap_or(u16::MAX);
            let most = match pane(view, PaneName::Write) {
                None => left.height,
                Some(_) if view.shown == PaneName::Main => left.height - layout::LEAST_EDITOR.min(left.height),
                Some(_) => left.height * 3 / 5,
            };
            let rows = wanted.min(most);
            self.flow_in(buf, main, &flow, &[Rect { height: rows, ..inner }], picture);
            let gap = u16::from(rows + layout::LEAST_EDITOR + 2 < left.height);
            left = Rect { y: left.y + rows + gap, height: left.height - rows - gap, ..left };
        }
        if let Some(write) = pane(view, PaneName::Write) {
            self.pane(view, write, buf, left, picture);
        }
        if let Some(heard) = pane(view, PaneName::Heard) {
            let title = Rect { height: side.height.min(1), ..layout::inner(side) };
            paint::words(buf, title, title.x, title.y, &clean_line(&heard.title), self.theme.strong());
            let below = Rect { y: side.y + title.height, height: side.height - title.height, ..side };
            self.pane(view, heard, buf, below, picture);
        }
    }

    /// A pane in an area: its lines, and its editor in what they leave.
    fn pane(&mut self, view: &ScreenView<'_>, pane: &Pane<'_>, buf: &mut Buffer, area: Rect, picture: &mut Picture) {
        let inner = layout::inner(area);
        let flow = self.page(view, inner.width).flow(&pane.blocks);
        let Some(text) = editor_of(pane) else {
            self.flow_in(buf, pane, &flow, &[inner], picture);
            return;
        };
        let most = area.height.saturating_sub(layout::LEAST_EDITOR);
        let above = u16::try_from(flow.lines.len()).unwrap_or(u16::MAX).min(most);
        self.flow_in(buf, pane, &flow, &[Rect { height: above, ..inner }], picture);
        let boxed = Rect {
            y: area.y + above,
            height: area.height - above,
            width: area.width.min(layout::READABLE + 4),
            ..area
        };
        let (desk, cursor) = editor::paint(buf, boxed, &self.theme, text, &mut self.editor);
        picture.panes.push((boxed, pane.name));
        if view.overlay.is_none() {
            picture.editor = Some(desk);
            picture.cursor = cursor;
        }
    }

    /// Paints lines in one or more columns, scrolled to where the view, the cursor or the user
    /// wants them.
    fn flow_in(&mut self, buf: &mut Buffer, pane: &Pane<'_>, flow: &Flow, columns: &[Rect], picture: &mut Picture) {
        let height: usize = columns.iter().map(|column| usize::from(column.height)).sum();
        let scroll = &mut self.scrolls[pane.name as usize];
        let top = settle(scroll, flow, pane.scroll, height);
        let mut from = top;
        for column in columns {
            let rows = usize::from(column.height);
            let lines = flow.lines.get(from..).unwrap_or(&[]).iter().take(rows);
            for (row, line) in lines.enumerate() {
                paint::line(buf, *column, u16::try_from(row).unwrap_or(u16::MAX), line);
            }
            self.places(flow, *column, from, picture);
            let wide = Rect { x: column.x.saturating_sub(1), width: column.width + 2, ..*column };
            picture.panes.push((wide, pane.name));
            from += rows;
        }
        self.arrows(buf, columns, top > 0, from < flow.lines.len());
    }

    /// Says at the right edge that there is more above or below.
    fn arrows(&self, buf: &mut Buffer, columns: &[Rect], above: bool, below: bool) {
        let [up, down] = self.theme.arrows();
        let everywhere = buf.area;
        if let (true, Some(first)) = (above, columns.first().filter(|c| c.height > 0)) {
            paint::words(buf, everywhere, first.right(), first.y, up, self.theme.accent());
        }
        if let (true, Some(last)) = (below, columns.last().filter(|c| c.height > 0)) {
            paint::words(buf, everywhere, last.right(), last.bottom() - 1, down, self.theme.accent());
        }
    }

    /// Notes where items and the field are that lie in a column whose first line is `from`.
    fn places(&self, flow: &Flow, column: Rect, from: usize, picture: &mut Picture) {
        let rows = usize::from(column.height);
        for (at, item) in flow.items.iter().enumerate() {
            let end = flow.items.get(at + 1).map_or(flow.lines.len(), |next| next.line);
            let (start, end) = (item.line.max(from), end.min(from + rows));
            if start < end {
                let area = Rect {
                    y: column.y + u16::try_from(start - from).unwrap_or(0),
                    height: u16::try_from(end - start).unwrap_or(0),
                    ..column
                };
                picture.items.push((area, item.index, item.selected));
            }
        }
        let Some(field) = flow.field.filter(|field| (from..from + rows).contains(&field.cursor.0)) else { return };
        picture.cursor = editor::cell(column, field.cursor.1, field.cursor.0 - from);
        let first = field.line.max(from);
        picture.editor = Some(Desk {
            area: Rect {
                x: column.x + u16::try_from(field.col).unwrap_or(0),
                y: column.y + u16::try_from(first - from).unwrap_or(0),
                width: u16::try_from(field.cells).unwrap_or(0),
                height: u16::try_from(field.line + field.rows - first).unwrap_or(0).min(column.height),
            },
            room: crate::coach::keys::Room { cells: field.cells, rows: field.rows },
            scroll: field.scroll + (first - field.line),
        });
    }

    /// The first items of what was heard, and how many more there are.
    fn summary(
        &mut self,
        view: &ScreenView<'_>,
        pane: &Pane<'_>,
        flow: &Flow,
        buf: &mut Buffer,
        area: Rect,
        picture: &mut Picture,
    ) {
        let rows = usize::from(area.height);
        if flow.lines.len() <= rows || rows < 2 {
            self.flow_in(buf, pane, flow, &[area], picture);
            return;
        }
        let shown = rows - 1;
        for (row, line) in flow.lines.iter().take(shown).enumerate() {
            paint::line(buf, area, u16::try_from(row).unwrap_or(0), line);
        }
        let more = flow.starts.iter().filter(|start| **start >= shown).count();
        let more = more.max(1).to_string();
        let words = fill(self.words.get(Word::MoreLines).get(view.lang), &[("n", &more)]);
        let last = area.bottom() - 1;
        let x = paint::words(buf, area, area.x, last, &clean_line(&words), self.theme.muted());
        if let Some(hint) = view.commands.iter().find(|hint| hint.command == Command::Pane) {
            let x = paint::words(buf, area, x + 2, last, &self.theme.key(hint.key), self.theme.accent());
            paint::words(buf, area, x + 1, last, &clean_line(&hint.label), self.theme.muted());
        }
        picture.panes.push((area, pane.name));
    }

    fn rules(&self, buf: &mut Buffer, areas: &Areas, divider: Option<u16>) {
        let lines = self.theme.lines();
        paint::rule(buf, areas.upper, &self.theme, divider.map(|x| (x, lines.tee_down)));
        paint::rule(buf, areas.lower, &self.theme, divider.map(|x| (x, lines.tee_up)));
    }

    /// A notice in lines, with the mark of its meaning.
    fn notice(&self, view: &ScreenView<'_>, cells: u16) -> Flow {
        let blocks: Vec<Block<'_>> =
            view.notice.iter().map(|notice| Block::Text(notice.tone, notice.text.clone())).collect();
        self.page(view, cells.saturating_sub(2)).flow(&blocks)
    }

    fn hint_bar(&self, view: &ScreenView<'_>, buf: &mut Buffer, area: Rect, picture: &mut Picture) {
        let turn = |hint: &&Hint| hint.command == Command::Pane;
        let mut list: Vec<&Hint> = Vec::new();
        // Where only one pane fits, turning the page comes right after what one does there.
        if picture.alone && view.overlay.is_none() {
            let first = view.commands.iter().filter(|hint| !turn(hint)).take(1);
            list.extend(first.chain(view.commands.iter().filter(turn)));
        }
        let told: Vec<Command> = list.iter().map(|hint| hint.command).collect();
        list.extend(view.commands.iter().filter(|hint| !told.contains(&hint.command)));
        let name = pane(view, view.shown).filter(|_| picture.alone && view.overlay.is_none());
        let dense = view.focus == crate::coach::keys::Focus::Call;
        let bar = hints::Bar { dense, pane: name.map(|pane| pane.title.as_str()), saved: &view.saved };
        picture.hints = hints::paint(buf, area, &self.theme, &list, &bar);
    }

    /// A box over the screen.
    fn overlaid(
        &mut self,
        view: &ScreenView<'_>,
        overlay: &Pane<'_>,
        buf: &mut Buffer,
        body: Rect,
        picture: &mut Picture,
    ) {
        picture.items.clear();
        picture.panes.clear();
        picture.cursor = None;
        picture.editor = None;
        let width = body.width.saturating_sub(4).min(76);
        let flow = self.page(view, width.saturating_sub(4)).flow(&overlay.blocks);
        let wanted = u16::try_from(flow.lines.len()).unwrap_or(u16::MAX).saturating_add(2);
        let height = wanted.min(body.height);
        let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 2, width, height };
        let around = Rect { x: area.x.saturating_sub(1), width: area.width + 2, ..area };
        paint::clear(buf, around);
        // The cell after the box may hold the second half of a wide character.
        paint::clear(buf, Rect { x: around.right(), width: u16::from(around.right() < buf.area.right()), ..around });
        let inner = Rect {
            x: area.x + 2,
            y: area.y + 1,
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        };
        let rows = usize::from(inner.height);
        let top = settle(&mut self.overlay, &flow, overlay.scroll, rows);
        let pages = flow.lines.len().div_ceil(rows.max(1));
        let page = if pages > 1 { format!("{}/{pages}", (top + rows).div_ceil(rows.max(1))) } else { String::new() };
        paint::frame(buf, area, &self.theme, &overlay.title, &page, self.theme.accent());
        for (row, line) in flow.lines.iter().skip(top).take(rows).enumerate() {
            paint::line(buf, inner, u16::try_from(row).unwrap_or(0), line);
        }
        self.arrows(buf, &[inner], top > 0, top + rows < flow.lines.len());
    }

    fn too_small(&self, view: &ScreenView<'_>, buf: &mut Buffer) {
        let (cols, rows) = layout::LEAST;
        let words = self.words.get(Word::TooSmall).get(view.lang);
        let words = fill(words, &[("cols", &cols.to_string()), ("rows", &rows.to_string())]);
        let area = buf.area;
        for (y, row) in wrap(&words, usize::from(area.width)).iter().take(usize::from(area.height)).enumerate() {
            let y = area.y + u16::try_from(y).unwrap_or(0);
            paint::words(buf, area, area.x, y, row.of(&words), self.theme.strong());
        }
    }
}

/// Decides which line stands at the top of `height` rows.
fn settle(scroll: &mut Scroll, flow: &Flow, screenfuls: usize, height: usize) -> usize {
    let most = flow.lines.len().saturating_sub(height);
    let top = match flow.focus() {
        // The item under the cursor is always seen; as much as possible of what belongs to it, too.
        Some(focus) if height > 0 => {
            scroll.nudge = 0;
            let down = focus.end.saturating_sub(height);
            let top = scroll.top.max(down).min(focus.start);
            let line = flow.focus_line().unwrap_or(focus.start);
            top.max((line + 1).saturating_sub(height)).min(line)
        }
        _ => {
            // A screenful repeats one line, so that the eye finds where it was.
            let wanted = screenfuls.saturating_mul(height.saturating_sub(1).max(1)).min(most);
            let top = wanted.saturating_add_signed(scroll.nudge).min(most);
            scroll.nudge = top as isize - wanted as isize;
            top
        }
    };
    scroll.top = top.min(most);
    scroll.top
}

fn pane<'v, 'm>(view: &'v ScreenView<'m>, name: PaneName) -> Option<&'v Pane<'m>> {
    view.panes.iter().find(|pane| pane.name == name)
}

/// The text of several lines that is edited in a pane.
fn editor_of<'v, 'm>(pane: &'v Pane<'m>) -> Option<&'v Editor<'m>> {
    pane.blocks.iter().find_map(|block| match block {
        Block::Editor(editor) if !editor.single_line => Some(editor),
        _ => None,
    })
}
