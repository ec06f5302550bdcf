//! `tessera decode`: a token taken apart, or what a text is that is none.

use std::io::Read;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use jiff::Timestamp;
use serde_json::{Map, Value};
use tessera_protocol::TokenField;
use tessera_tokens::{Cutter, Form, ReadToken, Signature, TokenView, pasted};

use crate::args::{Decode, Format};
use crate::failure::{Failure, REFUSED};
use crate::human;
use crate::say::say;

/// No token is longer; a megabyte still is one.
const LIMIT: u64 = 2 << 20;

/// Text that is shorter is taken for a word, also where it could be base64.
const SHORTEST_BASE64: usize = 24;

pub(crate) fn decode(options: &Decode) -> Result<u8, Failure> {
    let text = text_or_input(&options.token)?;
    let members = serde_json::from_str::<Map<String, Value>>(text.trim()).ok();
    let tokens: Vec<_> = members.iter().flatten().filter_map(token_in).collect();
    let token = match (&members, &tokens[..]) {
        (Some(_), [(_, token)]) => ReadToken::read(token),
        (Some(_), [_, _, ..]) => {
            let names: Vec<_> = tokens.iter().map(|(name, _)| *name).collect();
            let several = format!("This is JSON with several tokens: decode {} by itself.", names.join(" or "));
            return Err(Failure::Outcome(several));
        }
        (Some(members), []) => ReadToken::of_field(&TokenField::Decoded(members.clone())),
        (None, _) => ReadToken::read(pasted(&text)),
    };
    let view = TokenView::new(&token, None, Signature::NotChecked, &Cutter::default(), Timestamp::now());
    let opaque = token.form() == Form::Opaque;
    match options.output.format {
        Format::Human if opaque => say!("{}", what(text.trim())),
        Format::Human => {
            if token.form() == Form::DecodedClaims {
                say!("This is JSON, read as the claims of a token: there is no header, and no signature to check.\n");
            }
            human::token(&view, Timestamp::now());
        }
        Format::Json => human::json(&view),
    }
    Ok(if opaque { REFUSED } else { 0 })
}

/// A member of an answer that is a token.
fn token_in<'a>((name, value): (&'a String, &'a Value)) -> Option<(&'a str, &'a str)> {
    let text = value.as_str().filter(|text| ReadToken::read(text).form() == Form::Jwt)?;
    Some((name, text))
}

/// What a text is that is no JWT, and what to do with it. The text itself is not repeated: it may be a secret.
fn what(text: &str) -> String {
    if text.is_empty() {
        return "There is nothing to decode: give a token, or pipe one in with tessera decode -.".to_owned();
    }
    let parts: Vec<_> = text.split('.').collect();
    if parts.len() == 5 {
        return "This has five parts: an encrypted JWT (JWE), which only its receiver can read.".to_owned();
    }
    if let [header, _] = parts[..]
        && decoded(header).is_some_and(|bytes| is_object(&bytes))
    {
        return "This is a JWT without its third part, the signature. Copy the whole token.".to_owned();
    }
    let characters = text.chars().count();
    match decoded(text).filter(|_| characters >= SHORTEST_BASE64) {
        Some(bytes) if is_object(&bytes) => {
            "This is one part of a JWT, or JSON in base64. Copy the whole token: three parts with dots between them."
                .to_owned()
        }
        Some(bytes) => format!(
            "This may be base64 of {} bytes that are no JSON: an opaque token, a key, or a challenge. There is nothing in it to take apart.",
            bytes.len()
        ),
        None => format!(
            "This is opaque text of {characters} characters, such as a session token or an activation token. Only whoever gave it out knows what it stands for; the tokens that can be taken apart are JWTs, three parts with dots between them."
        ),
    }
}

fn is_object(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Map<String, Value>>(bytes).is_ok()
}

/// Base64 of either alphabet, padded or not.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let read = |alphabet| GeneralPurpose::new(alphabet, lenient).decode(text).ok();
    read(&alphabet::URL_SAFE).or_else(|| read(&alphabet::STANDARD))
}

/// The argument itself, or standard input for `-`.
pub(crate) fn text_or_input(argument: &str) -> Result<String, Failure> {
    if argument != "-" {
        return Ok(argument.to_owned());
    }
    let mut bytes = Vec::new();
    std::io::stdin().take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| {
        Failure::Usage(format!("Standard input could not be read: {error}. Pipe the text in once more."))
    })?;
    if bytes.len() as u64 > LIMIT {
        return Err(Failure::Usage(format!(
            "There are more than {LIMIT} bytes on standard input: that is no token. Nothing of it was read."
        )));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::Usage(format!("Standard input is no text: byte {at} is not UTF-8. Nothing of it was read."))
    })?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
