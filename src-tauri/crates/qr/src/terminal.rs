//! The code as text for a terminal: half blocks, two modules to a character cell, so that they come out square.

use crate::encode::QrCode;

/// How a terminal is told black from white.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TerminalStyle {
    /// By colour escapes: black on white in any theme. The colours are of the fixed part of the 256-colour palette,
    /// which themes leave alone.
    #[default]
    Colours,
    /// Without escapes, for light characters on a dark background: the white modules are painted.
    DarkBackground,
    /// Without escapes, for dark characters on a light background: the black modules are painted.
    LightBackground,
}

const BLACK_ON_WHITE: &str = "\x1b[38;5;16;48;5;231m";
const RESET: &str = "\x1b[0m";

impl QrCode {
    /// The lines of the code with its quiet zone, each ended by a line feed; as many columns as modules.
    pub fn terminal(&self, style: TerminalStyle) -> String {
        let (start, end, painted_is_dark) = match style {
            TerminalStyle::Colours => (BLACK_ON_WHITE, RESET, true),
            TerminalStyle::DarkBackground => ("", "", false),
            TerminalStyle::LightBackground => ("", "", true),
        };
        let side = self.outer_width();
        let mut lines = String::new();
        for y in (0..side).step_by(2) {
            lines.push_str(start);
            for x in 0..side {
                let painted = |y| self.is_dark(x, y) == painted_is_dark;
                lines.push(match (painted(y), painted(y + 1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            lines.push_str(end);
            lines.push('\n');
        }
        lines
    }
}
