//! `tessera decode`: a token taken apart.

use std::io::Read;

use jiff::Timestamp;
use tessera_tokens::{Cutter, Form, ReadToken, Signature, TokenView, pasted};

use crate::args::{Decode, Format};
use crate::failure::{Failure, REFUSED};
use crate::human;

/// No token is longer.
const LIMIT: u64 = 1 << 20;

pub(crate) fn decode(options: &Decode) -> Result<u8, Failure> {
    let text = text_or_input(&options.token)?;
    let token = ReadToken::read(pasted(&text));
    let view = TokenView::new(&token, None, Signature::NotChecked, &Cutter::default(), Timestamp::now());
    match options.format {
        Format::Human => human::token(&view, Timestamp::now()),
        Format::Json => human::json(&view),
    }
    Ok(if token.form() == Form::Opaque { REFUSED } else { 0 })
}

/// The argument itself, or standard input for `-`.
pub(crate) fn text_or_input(argument: &str) -> Result<String, Failure> {
    if argument != "-" {
        return Ok(argument.to_owned());
    }
    let mut text = String::new();
    std::io::stdin()
        .take(LIMIT)
        .read_to_string(&mut text)
        .map_err(|error| Failure::Usage(format!("Standard input could not be read as text: {error}")))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
