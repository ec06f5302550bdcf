//! A token as it is shown: cut, with a row per member, plain words and moments.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use tessera_protocol::{ContentRight, ContentRights, Finding};
use ts_rs::TS;

use crate::{Clocks, Cutter, Form, ReadTime, ReadToken, Signature, TokenKind, claims::header_meaning, judge, meaning};

/// A token as it is shown. Holds no signature, so it may leave the program.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TokenView {
    /// What it is for.
    #[serde(rename = "tokenKind")]
    pub kind: TokenKind,
    /// In what form it came.
    pub form: Form,
    /// The token with its signature cut; empty when the server sent claims only.
    pub cut: String,
    /// Characters of the whole token.
    pub length: usize,
    /// Header members in the order written.
    pub header: Vec<ClaimRow>,
    /// Claims in the order written.
    pub claims: Vec<ClaimRow>,
    /// State of the signature.
    pub signature: Signature,
    /// When it ends.
    #[ts(type = "string | null")]
    pub expires_at: Option<Timestamp>,
    /// When its sign-on ends for good.
    #[ts(type = "string | null")]
    pub chain_ends_at: Option<Timestamp>,
    /// How far the clock that its times go by is ahead of this computer's, in milliseconds; left out where both agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "number")]
    pub clock_skew: Option<i64>,
    /// What a content token allows.
    pub rights: Vec<ContentRight>,
    /// What is to be said of it.
    pub findings: Vec<Finding>,
}

/// One member of a header or of claims.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClaimRow {
    /// The name on the wire.
    pub name: String,
    /// The value; numbers keep their digits.
    #[ts(type = "unknown")]
    pub value: Value,
    /// Plain words, where the documents know the name.
    pub meaning: Option<&'static str>,
    /// The moment it stands for, where it is a time.
    #[ts(type = "string | null")]
    pub at: Option<Timestamp>,
}

impl TokenView {
    /// The view of a token at a moment, by one clock or by two.
    pub fn new(
        token: &ReadToken,
        expected: Option<&TokenKind>,
        signature: Signature,
        cutter: &Cutter,
        at: impl Into<Clocks>,
    ) -> Self {
        let clocks = at.into();
        let moment = |name: &str| ReadTime::read(token.claims()?.get(name)?).at();
        let opaque = token.form() == Form::Opaque;
        let cut = if opaque {
            format!("\u{2026}cut:{}", crate::fingerprint(token.expose()))
        } else {
            cutter.cut(token.expose())
        };
        Self {
            kind: token.kind(),
            form: token.form(),
            cut,
            length: token.expose().chars().count(),
            header: rows(token.header(), header_meaning),
            claims: rows(token.claims(), meaning),
            signature,
            expires_at: moment("exp"),
            chain_ends_at: moment("fixed_exp"),
            rights: token.claims().and_then(ContentRights::of).map(|rights| rights.rights).unwrap_or_default(),
            clock_skew: clocks.server.and_then(|_| i64::try_from(clocks.skew().as_millis()).ok()),
            findings: judge(token, expected, clocks),
        }
    }
}

fn rows(members: Option<&Map<String, Value>>, meaning: fn(&str) -> Option<&'static str>) -> Vec<ClaimRow> {
    let is_time = |name: &str| matches!(name, "exp" | "nbf" | "iat" | "fixed_exp");
    members
        .into_iter()
        .flatten()
        .map(|(name, value)| ClaimRow {
            name: name.clone(),
            value: value.clone(),
            meaning: meaning(name),
            at: is_time(name).then(|| ReadTime::read(value).at()).flatten(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_view_holds_no_signature() {
        let text = include_str!("../../protocol/fixtures/operator_jwt.txt").trim();
        let view = TokenView::new(
            &ReadToken::read(text),
            Some(&TokenKind::OperatorJwt),
            Signature::NotChecked,
            &Cutter::default(),
            "2024-12-24T23:55:00Z".parse::<Timestamp>().unwrap(),
        );
        let shown = serde_json::to_string(&view).unwrap();
        assert!(!shown.contains(text.rsplit_once('.').unwrap().1));
        insta::assert_json_snapshot!(view);
    }

    #[test]
    fn a_header_and_claims_explain_the_same_name_each_in_its_own_words() {
        // {"typ":"JWT","alg":"HS256","jku":"https://keys.example","made-up":1}, {"typ":"DevAuthN","kid":"x"}
        let token = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImprdSI6Imh0dHBzOi8va2V5cy5leGFtcGxlIiwibWFkZS11cCI6MX0.\
                     eyJ0eXAiOiJEZXZBdXRoTiIsImtpZCI6IngifQ.c2ln";
        let view = TokenView::new(
            &ReadToken::read(token),
            None,
            Signature::NotChecked,
            &Cutter::default(),
            Timestamp::UNIX_EPOCH,
        );
        let told = |rows: &[ClaimRow]| rows.iter().map(|row| (row.name.clone(), row.meaning)).collect::<Vec<_>>();
        assert_eq!(
            told(&view.header),
            [
                ("typ".to_owned(), Some("kind of token")),
                ("alg".to_owned(), Some("how it is signed")),
                ("jku".to_owned(), None),
                ("made-up".to_owned(), None)
            ]
        );
        assert_eq!(told(&view.claims), [("typ".to_owned(), Some("what the token is for")), ("kid".to_owned(), None)]);
    }

    #[test]
    fn an_opaque_token_is_shown_by_its_mark_alone() {
        let view = TokenView::new(
            &ReadToken::read("abc3fj6sdehd529ng33dg"),
            None,
            Signature::NotCheckable,
            &Cutter::default(),
            Timestamp::UNIX_EPOCH,
        );
        assert!(!serde_json::to_string(&view).unwrap().contains("abc3fj6"));
        assert_eq!(view.length, 21);
    }
}
