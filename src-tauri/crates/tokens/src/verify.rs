//! Checking a signature with a key. Only HS256 is ever checked; what another `alg` says is shown, not believed.

use jsonwebtoken::Algorithm;
use serde::Serialize;
use ts_rs::TS;

use crate::{ReadToken, SigningKey};

/// What is known about a token's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Signature {
    /// Nobody has checked it: the key of the platform's own tokens is known to the platform alone.
    NotChecked,
    /// Checked with the key, and it fits.
    Good,
    /// Checked with the key, and it does not fit.
    Bad,
    /// The token is not a JWT signed with HS256, so there was nothing to check.
    NotCheckable,
}

/// Checks the signature of a token with HS256. Times and claims are not looked at.
pub fn verify(token: &ReadToken, key: &SigningKey) -> Signature {
    let says_hs256 = token.header().and_then(|header| header.get("alg")).is_some_and(|alg| alg == "HS256");
    let (true, Some((message, signature))) = (says_hs256, token.expose().rsplit_once('.')) else {
        return Signature::NotCheckable;
    };
    match jsonwebtoken::crypto::verify(signature, message.as_bytes(), &key.decoding_key, Algorithm::HS256) {
        Ok(true) => Signature::Good,
        Ok(false) | Err(_) => Signature::Bad,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::Map;

    use super::*;
    use crate::{SecretEncoding, mint};

    fn check(token: &str, key: &SigningKey) -> Signature {
        verify(&ReadToken::read(token), key)
    }

    fn key(secret: &str) -> SigningKey {
        SigningKey::new(secret, SecretEncoding::Text).unwrap()
    }

    #[test]
    fn a_changed_last_character_is_a_bad_signature() {
        let token = mint(&key("one"), &"kid".into(), &Map::new()).unwrap().expose().to_owned();
        assert_eq!(check(&token, &key("one")), Signature::Good);
        let (start, last) = token.split_at(token.len() - 1);
        let other = if last == "A" { "E" } else { "A" };
        assert_eq!(check(&format!("{start}{other}"), &key("one")), Signature::Bad);
        assert_eq!(check(&token, &key("two")), Signature::Bad);
    }

    #[test]
    fn a_token_without_hs256_is_never_called_good() {
        // {"alg":"none"}, {"alg":"HS512"}, {"alg":"hs256"}, {}
        for header in ["eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzUxMiJ9", "eyJhbGciOiJoczI1NiJ9", "e30"] {
            for signature in ["", "AAAA"] {
                assert_eq!(check(&format!("{header}.e30.{signature}"), &key("one")), Signature::NotCheckable);
            }
        }
        for text in ["", ".", "..", "a.b", "abc3fj6sdehd529ng33dg"] {
            assert_eq!(check(text, &key("one")), Signature::NotCheckable);
        }
    }
}
