//! Taking a token apart. It never fails: what cannot be read is said, and the raw text is always there.
//!
//! This is not verifying: nothing here proves who made the token.

use std::fmt;

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::Serialize;
use serde_json::{Map, Value};
use tessera_protocol::{Finding, TokenField};
use ts_rs::TS;

use crate::json;

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);
const WHY_JWT: &str = "A JWT is three base64url parts without padding, the first two of them JSON objects (RFC 7519).";

/// In what form a token came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Form {
    /// Three parts with a readable header or claims.
    Jwt,
    /// The server sent the claims themselves instead of a token.
    DecodedClaims,
    /// Anything else: shown as it is.
    Opaque,
}

/// What a token is for, by its claim `typ`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", content = "typ", rename_all = "camelCase")]
pub enum TokenKind {
    /// `GetSessionTokenAuthN`.
    OperatorJwt,
    /// `DevAuthN`.
    Access,
    /// `RefreshAuthN`.
    Refresh,
    /// `ContentAuthZ`.
    Content,
    /// `AuthN`: a back end of the security services platform.
    BackEnd,
    /// Another `typ`.
    Unknown(String),
    /// No `typ` that is text.
    Untyped,
}

impl TokenKind {
    /// What a person calls it.
    pub fn label(&self) -> &str {
        match self {
            Self::OperatorJwt => "operator JWT",
            Self::Access => "access token",
            Self::Refresh => "refresh token",
            Self::Content => "content token",
            Self::BackEnd => "back-end token",
            Self::Unknown(typ) => typ,
            Self::Untyped => "token without typ",
        }
    }
}

/// One part of a JWT.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// Members in the order they were written.
    pub members: Map<String, Value>,
    /// The JSON as it stood in the token.
    pub text: String,
}

/// A token taken apart. Holds the whole token, so it has no `Serialize`, and its `Debug` shows the form only.
#[derive(Clone, PartialEq)]
pub struct ReadToken {
    raw: String,
    form: Form,
    header: Option<Section>,
    claims: Option<Section>,
    findings: Vec<Finding>,
}

impl ReadToken {
    /// Reads any text.
    pub fn read(text: &str) -> Self {
        let raw = text.trim().to_owned();
        let mut findings = Vec::new();
        let parts: Vec<&str> = raw.split('.').collect();
        let [header, claims, _signature] = parts[..] else {
            if parts.len() == 5 {
                findings.push(Finding::note(
                    "token-is-encrypted",
                    "It has five parts: an encrypted JWT (JWE).",
                    WHY_JWT,
                ));
            }
            return Self { raw, form: Form::Opaque, header: None, claims: None, findings };
        };
        let header = section(header, "header", &mut findings);
        let claims = section(claims, "claims", &mut findings);
        if header.is_none() && claims.is_none() {
            return Self { raw, form: Form::Opaque, header: None, claims: None, findings: vec![] };
        }
        Self { form: Form::Jwt, header, claims, findings, raw }
    }

    /// Reads a token member of an answer, in either documented form.
    pub fn of_field(field: &TokenField) -> Self {
        match field {
            TokenField::Text(text) => Self::read(text),
            TokenField::Decoded(members) => {
                let text = Value::Object(members.clone()).to_string();
                Self {
                    raw: String::new(),
                    form: Form::DecodedClaims,
                    header: None,
                    claims: Some(Section { members: members.clone(), text }),
                    findings: vec![Finding::note(
                        "token-came-decoded",
                        "The server sent the claims instead of a token.",
                        "IAS pages print tokens that way. They can be read, but not sent on to another service.",
                    )],
                }
            }
        }
    }

    /// The token itself; empty when the server sent claims only.
    pub fn expose(&self) -> &str {
        &self.raw
    }

    /// In what form it came.
    pub fn form(&self) -> Form {
        self.form
    }

    /// The header's members, where it could be read.
    pub fn header(&self) -> Option<&Map<String, Value>> {
        self.header.as_ref().map(|section| &section.members)
    }

    /// The claims, where they could be read.
    pub fn claims(&self) -> Option<&Map<String, Value>> {
        self.claims.as_ref().map(|section| &section.members)
    }

    /// A claim that is text.
    pub fn claim_text(&self, name: &str) -> Option<&str> {
        self.claims()?.get(name)?.as_str()
    }

    /// What is wrong with the token's form.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What it is for.
    pub fn kind(&self) -> TokenKind {
        match self.claim_text("typ") {
            Some("GetSessionTokenAuthN") => TokenKind::OperatorJwt,
            Some("DevAuthN") => TokenKind::Access,
            Some("RefreshAuthN") => TokenKind::Refresh,
            Some("ContentAuthZ") => TokenKind::Content,
            Some("AuthN") => TokenKind::BackEnd,
            Some(other) => TokenKind::Unknown(other.to_owned()),
            None => TokenKind::Untyped,
        }
    }
}

impl fmt::Debug for ReadToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ReadToken([redacted], {:?}, {})", self.form, self.kind().label())
    }
}

fn section(part: &str, name: &'static str, findings: &mut Vec<Finding>) -> Option<Section> {
    let mut problem = |rule, what: String| findings.push(Finding::warning(rule, what, WHY_JWT, ""));
    let Ok(bytes) = LENIENT.decode(part) else {
        problem("token-not-base64url", format!("The {name} is not base64url."));
        return None;
    };
    if base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&bytes) != part {
        problem("token-not-canonical", format!("The {name} is base64url in an unusual form (padding or stray bits)."));
    }
    match json::object(&bytes) {
        Ok((members, repeated)) => {
            for path in repeated {
                problem(
                    "token-member-repeated",
                    format!("{path} stands more than once in the {name}; the last one is shown."),
                );
            }
            Some(Section { members, text: String::from_utf8_lossy(&bytes).into_owned() })
        }
        Err(error) => {
            problem("token-not-json", format!("The {name} is not a JSON object: {error}."));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_documented_token_is_told_by_its_typ() {
        let answer: Value = serde_json::from_str(include_str!("../../protocol/fixtures/sign_on_answer.json")).unwrap();
        let read = |name: &str| ReadToken::read(answer[name].as_str().unwrap());
        assert_eq!(read("access_token").kind(), TokenKind::Access);
        assert_eq!(read("refresh_token").kind(), TokenKind::Refresh);
        assert_eq!(read("access_token").header().unwrap()["kid"], "259629");
        assert_eq!(read("access_token").claim_text("deviceId"), answer["client_id"].as_str());
    }

    #[test]
    fn decoded_claims_are_read_like_a_token() {
        let answer: tessera_protocol::ContentTokenAnswer =
            serde_json::from_str(include_str!("../../protocol/fixtures/content_token_answer.json")).unwrap();
        let access = ReadToken::of_field(answer.access_token.as_ref().unwrap());
        assert_eq!((access.form(), access.kind()), (Form::DecodedClaims, TokenKind::Access));
        assert_eq!(access.expose(), "", "claims alone cannot be sent on");
    }

    #[test]
    fn an_opaque_token_is_no_error() {
        for text in ["abc3fj6sdehd529ng33dg", "a.b.c", "", "a.b.c.d.e"] {
            assert_eq!(ReadToken::read(text).form(), Form::Opaque, "{text}");
        }
    }

    #[test]
    fn base64_in_an_unusual_form_is_read_and_told() {
        // {"a":1}, with padding, and with stray bits in the last character.
        for claims in ["eyJhIjoxfQ==", "eyJhIjoxfR"] {
            let read = ReadToken::read(&format!("eyJhbGciOiJIUzI1NiJ9.{claims}.c2ln"));
            assert_eq!(read.claims().unwrap()["a"], 1);
            assert_eq!(
                read.findings().iter().map(|finding| &*finding.rule).collect::<Vec<_>>(),
                ["token-not-canonical"]
            );
        }
    }

    #[test]
    fn half_a_token_is_still_shown() {
        let read = ReadToken::read("eyJhbGciOiJIUzI1NiJ9.%%%.x");
        assert_eq!(read.form(), Form::Jwt);
        assert!(read.claims().is_none() && read.header().is_some());
        assert_eq!(read.findings()[0].rule, "token-not-base64url");
    }

    proptest! {
        #[test]
        fn reading_never_fails_and_keeps_the_text(text in ".{0,400}") {
            let read = ReadToken::read(&text);
            prop_assert_eq!(read.expose(), text.trim());
        }

        #[test]
        fn claims_come_back_as_they_were_written(claims in proptest::collection::btree_map("[a-zA-Z_]{1,12}", any::<i64>(), 0..8)) {
            let body = serde_json::to_string(&claims).unwrap();
            let part = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&body);
            let read = ReadToken::read(&format!("eyJhbGciOiJIUzI1NiJ9.{part}.c2ln"));
            prop_assert_eq!(serde_json::to_string(read.claims().unwrap()).unwrap(), body);
            prop_assert!(read.findings().is_empty());
        }
    }
}
