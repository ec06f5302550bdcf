//! `tessera qr`: a QR code in the terminal or in a file.

use std::io::IsTerminal as _;

use tessera_qr::{QrCode, TerminalStyle};

use crate::args::Qr;
use crate::decode::text_or_input;
use crate::failure::Failure;
use crate::file;
use crate::say::{self, say};

/// Pixels of one module in a PNG.
const MODULE_PIXELS: u32 = 8;

pub(crate) fn draw(options: &Qr) -> Result<u8, Failure> {
    let code = QrCode::encode(&text_or_input(&options.text)?, options.error_correction)?;
    let (path, bytes) = match (&options.svg, &options.png) {
        (Some(path), _) => (path, code.svg().into_bytes()),
        (None, Some(path)) => (path, code.png(MODULE_PIXELS)),
        (None, None) => {
            // In a file, and where a person wants none, colours would be rubbish.
            let plain = !std::io::stdout().is_terminal() || std::env::var_os("NO_COLOR").is_some();
            say::print(&code.terminal(if plain { TerminalStyle::DarkBackground } else { TerminalStyle::default() }));
            return Ok(0);
        }
    };
    file::write(path, &bytes, "The code could not be written:")?;
    say!("{}", path.display());
    Ok(0)
}
