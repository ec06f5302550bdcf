//! `tessera scan`: the QR codes of a picture, or of the screen. What they hold is printed, never opened or sent.

use serde::Serialize;

use crate::args::{Format, Scan};
use crate::failure::Failure;
use crate::human;
use crate::picture;
use crate::say::say;

#[derive(Serialize)]
struct Scanned<'a> {
    text: &'a str,
}

pub(crate) async fn scan(options: &Scan) -> Result<u8, Failure> {
    let picture = picture::get(options.image.as_deref(), options.screen, options.region).await?;
    let found = picture.map_or(Ok(vec![]), |picture| picture.read())?;
    match options.output.format {
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
