//! What a meaning looks like: colours by tone, a mark for every verdict, and their ASCII spelling.

use ratatui::style::{Color, Modifier, Style};

use crate::coach::{Mark, StopState, Tone};
use crate::text::{ELLIPSIS, ELLIPSIS_ASCII};

/// Which colours to paint with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Palette {
    /// Colours that can be read on a dark and on a light ground.
    #[default]
    Auto,
    /// For a dark ground.
    Dark,
    /// For a light ground.
    Light,
    /// No colours: bold, dim, underlined and reversed alone (`NO_COLOR`).
    None,
}

impl Palette {
    /// The palette for a terminal that tells its colours in `COLORFGBG` (`fg;bg`, as rxvt, Konsole
    /// and others set it); [`Palette::Auto`] when it tells nothing.
    pub fn guess(colorfgbg: Option<&str>) -> Self {
        let ground = colorfgbg.and_then(|value| value.rsplit(';').next());
        match ground.and_then(|ground| ground.parse::<u8>().ok()) {
            Some(7 | 9..=15) => Palette::Light,
            Some(0..=6 | 8) => Palette::Dark,
            _ => Palette::Auto,
        }
    }
}

/// The look of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// The colours.
    pub palette: Palette,
    /// Whether marks and lines are ASCII.
    pub ascii: bool,
}

/// The lines that panes and boxes are drawn with.
pub(super) struct Lines {
    pub across: &'static str,
    pub down: &'static str,
    /// Where the divider hangs from the upper rule, and where it stands on the lower one.
    pub tee_down: &'static str,
    pub tee_up: &'static str,
    /// Top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
}

const BOX_LINES: Lines =
    Lines { across: "─", down: "│", tee_down: "┬", tee_up: "┴", corners: ["┌", "┐", "└", "┘"] };
const ASCII_LINES: Lines = Lines { across: "-", down: "|", tee_down: "+", tee_up: "+", corners: ["+", "+", "+", "+"] };

impl Theme {
    /// What a stretch of words looks like.
    pub(super) fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain | Tone::You | Tone::Client => Style::new(),
            Tone::Muted => self.muted(),
            Tone::Coach => self.coloured(Hue::Accent),
            Tone::Met => self.coloured(Hue::Met),
            Tone::NotMet => self.coloured(Hue::NotMet),
            Tone::CantTell => self.muted(),
            Tone::Gap => self.coloured(Hue::Gap),
            Tone::Strong => Style::new().add_modifier(Modifier::BOLD),
            Tone::Gone => Style::new().add_modifier(Modifier::CROSSED_OUT | Modifier::DIM),
            Tone::New => Style::new().add_modifier(Modifier::BOLD),
        }
    }

    /// A mark and its look.
    pub(super) fn mark(&self, mark: Mark) -> (&'static str, Style) {
        let (symbol, ascii, style) = match mark {
            Mark::None => ("", "", Style::new()),
            Mark::Met => ("✓", "+", self.coloured(Hue::Met)),
            Mark::NotMet => ("✗", "x", self.coloured(Hue::NotMet)),
            Mark::CantTell => ("?", "?", self.muted()),
            Mark::Gap => ("!", "!", self.coloured(Hue::Gap).add_modifier(Modifier::BOLD)),
            Mark::Here => ("●", "*", self.accent()),
            Mark::Ahead => ("○", "o", self.muted()),
            Mark::Ticked => ("■", "[x]", self.coloured(Hue::Met)),
            Mark::Unticked => ("□", "[ ]", Style::new()),
        };
        (if self.ascii { ascii } else { symbol }, style)
    }

    /// A stop of the rail: its mark and its look.
    pub(super) fn stop(&self, state: StopState) -> (&'static str, Style) {
        match state {
            StopState::Done => (self.mark(Mark::Met).0, Style::new()),
            StopState::Here => (self.mark(Mark::Here).0, self.accent().add_modifier(Modifier::BOLD)),
            StopState::Ahead => (self.mark(Mark::Ahead).0, self.muted()),
        }
    }

    /// The one accent: where the user is.
    pub(super) fn accent(&self) -> Style {
        self.coloured(Hue::Accent)
    }

    /// The item under the cursor.
    pub(super) fn selected(&self) -> Style {
        self.accent().add_modifier(Modifier::BOLD)
    }

    /// The marker of the item under the cursor.
    pub(super) fn pointer(&self) -> &'static str {
        if self.ascii { ">" } else { "›" }
    }

    /// Before the points of a list that have no mark.
    pub(super) fn bullet(&self) -> &'static str {
        if self.ascii { "-" } else { "·" }
    }

    /// Less important: fainter than the rest, in the terminal's own colour.
    pub(super) fn muted(&self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Titles and headings.
    pub(super) fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Words that counted, where they stand.
    pub(super) fn counted(&self, tone: Tone) -> Style {
        match tone {
            // Struck out is mark enough.
            Tone::Gone => self.tone(tone),
            _ => self.tone(tone).add_modifier(Modifier::UNDERLINED),
        }
    }

    /// What is selected in a text.
    pub(super) fn selection(&self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The lines to draw with.
    pub(super) fn lines(&self) -> &'static Lines {
        if self.ascii { &ASCII_LINES } else { &BOX_LINES }
    }

    /// The mark of a cut.
    pub(super) fn ellipsis(&self) -> &'static str {
        if self.ascii { ELLIPSIS_ASCII } else { ELLIPSIS }
    }

    /// There is more above; there is more below.
    pub(super) fn arrows(&self) -> [&'static str; 2] {
        if self.ascii { ["^", "v"] } else { ["↑", "↓"] }
    }

    /// A key as it is shown: arrows have an ASCII spelling.
    pub(super) fn key<'k>(&self, key: &'k str) -> std::borrow::Cow<'k, str> {
        if !self.ascii || key.is_ascii() {
            return key.into();
        }
        let spelled = [("↑", "Up"), ("↓", "Down"), ("←", "Left"), ("→", "Right")];
        spelled.iter().fold(key.to_owned(), |key, (arrow, name)| key.replace(arrow, name)).into()
    }

    fn coloured(&self, hue: Hue) -> Style {
        // Only names of the 16 colours: the user's own palette decides what they are. Yellow and
        // white cannot be read on a light ground, blue cannot on many dark ones.
        let colour = match (self.palette, hue) {
            (Palette::None, _) => {
                return match hue {
                    Hue::Accent | Hue::NotMet | Hue::Gap => Style::new().add_modifier(Modifier::BOLD),
                    Hue::Met => Style::new(),
                };
            }
            (Palette::Light, Hue::Accent) => Color::Blue,
            (_, Hue::Accent) => Color::Cyan,
            (_, Hue::Met) => Color::Green,
            (Palette::Dark, Hue::NotMet) => Color::LightRed,
            (_, Hue::NotMet) => Color::Red,
            (Palette::Dark, Hue::Gap) => Color::Yellow,
            (_, Hue::Gap) => Color::Magenta,
        };
        Style::new().fg(colour)
    }
}

/// The colours in use.
#[derive(Clone, Copy)]
enum Hue {
    Accent,
    Met,
    NotMet,
    Gap,
}
