//! `nv-authorizations`: the tokens of an SSP call, separated by commas.

use axum::http::HeaderMap;
use tessera_protocol::headers;

/// Why the header gives no tokens.
pub(super) enum HeaderTrouble {
    Missing,
    Empty,
    Format(String),
}

/// The tokens, at least one.
pub(super) fn tokens(from: &HeaderMap) -> Result<Vec<&str>, HeaderTrouble> {
    let mut values = from.get_all(headers::NV_AUTHORIZATIONS).iter();
    let value = values.next().ok_or(HeaderTrouble::Missing)?;
    let not_ascii = |_| HeaderTrouble::Format("it is not ASCII".to_owned());
    let value = value.to_str().map_err(not_ascii)?.trim();
    if value.is_empty() {
        return Err(HeaderTrouble::Empty);
    }
    if values.next().is_some() {
        return Err(HeaderTrouble::Format("it stands there twice".to_owned()));
    }
    if value.contains(char::is_whitespace) {
        return Err(HeaderTrouble::Format(
            "it holds a blank; tokens stand alone, with a comma between them".to_owned(),
        ));
    }
    let tokens: Vec<_> = value.split(',').collect();
    if tokens.iter().any(|token| token.is_empty()) {
        return Err(HeaderTrouble::Format("it has a comma too many".to_owned()));
    }
    Ok(tokens)
}
