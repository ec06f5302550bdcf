//! `tessera scan`: the QR codes of a picture. What they hold is printed, never opened or sent.

use serde::Serialize;

use crate::args::{Format, Scan};
use crate::failure::Failure;
use crate::file::picture;
use crate::human;
use crate::say::say;

#[derive(Serialize)]
struct Scanned<'a> {
    text: &'a str,
}

pub(crate) fn scan(options: &Scan) -> Result<u8, Failure> {
    let picture = picture(&options.image)?;
    let found = tessera_qr::read(&picture)?;
    match options.format {
        Format::Human => {
            for code in &found {
                say!("{}", tessera_qr::excerpt(code.text.as_str(), usize::MAX));
            }
        }
        Format::Json => {
            human::json(&found.iter().map(|code| Scanned { text: code.text.as_str() }).collect::<Vec<_>>());
        }
    }
    Ok(0)
}
