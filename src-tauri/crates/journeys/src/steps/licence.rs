//! Asking a licence server: its certificate, and a licence, to hear its verdict on the content token.
//!
//! A tester has no DRM, so the challenge comes from a file or is empty. The server judges the token first: a refusal of
//! the challenge says that the token is good.

use jiff::Timestamp;
use serde::Serialize;
use tessera_gateway::{ChallengeForm, Exchange, Refusal, Request, Trouble};
use tessera_protocol::{Drm, FairPlayLicenceAnswer};
use tessera_tokens::Form;
use ts_rs::TS;

use crate::run::StepOutcome;
use crate::{Explanation, LicenceProbe, Run, Step, TokenSlot};

/// What a licence server judged, and found to be no good unless it granted a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    /// Both, and it granted a licence.
    Granted,
    /// The content token, or the account, device or content that it names.
    Token,
    /// The challenge; the token was accepted.
    Challenge,
    /// The challenge does not belong to the token.
    Both,
    /// The request, before either was looked at.
    Request,
    /// It does not say.
    Unknown,
}

impl Judged {
    /// By the ranges of the documented codes.
    pub(crate) fn of(refusal: &Refusal) -> Self {
        let code = refusal.body.as_ref().and_then(|body| body.code.as_deref()).unwrap_or_default();
        match code {
            "4007" | "4008" | "4027" => Self::Both,
            _ if code.len() != 4 => Self::Unknown,
            _ => match code.as_bytes()[0] {
                b'1' => Self::Request,
                b'2' => Self::Challenge,
                b'3' | b'4' => Self::Token,
                _ => Self::Unknown,
            },
        }
    }

    /// In one sentence.
    pub(crate) const fn sentence(self) -> &'static str {
        match self {
            Self::Granted => "The licence server granted a licence",
            Self::Token => "The licence server did not accept the content token",
            Self::Challenge => "The licence server accepted the content token and refused the challenge",
            Self::Both => "The licence server says that the challenge does not belong to the content token",
            Self::Request => "The licence server could not read the request, and judged neither token nor challenge",
            Self::Unknown => "The licence server refused, and does not say whether for the token or the challenge",
        }
    }
}

impl Run {
    fn whole_content_token(&self, step: Step) -> Result<&str, Explanation> {
        let held = self.token(TokenSlot::ContentToken).ok_or_else(|| Explanation::missing_step(Step::ContentToken))?;
        let decoded = held.token.form() == Form::DecodedClaims;
        if decoded { Err(Explanation::sent_decoded(step, "content token")) } else { Ok(held.token.expose()) }
    }

    pub(crate) async fn certificate(&self, now: Timestamp) -> StepOutcome {
        let Some(drm) = self.plan.playing.certificate else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::ContentToken));
        };
        let token = match self.whole_content_token(Step::Certificate) {
            Ok(token) => token,
            Err(explanation) => return StepOutcome::stopped("nothing asked", explanation),
        };
        let Some(request) = Request::certificate(drm, token) else {
            return StepOutcome::stopped("nothing asked", Explanation::no_certificate(drm));
        };
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        match exchange.read_bytes() {
            Ok(bytes) => {
                let note = format!("certificate of {}, {} bytes", drm.name(), bytes.len());
                StepOutcome::done(note).with_exchange(exchange)
            }
            Err(trouble) => {
                let explanation = Explanation::of(Step::Certificate, &exchange, &trouble, self, now);
                StepOutcome::trouble(exchange, trouble, explanation)
            }
        }
    }

    pub(crate) async fn licence(&self, now: Timestamp) -> StepOutcome {
        let Some(LicenceProbe { drm, challenge }) = &self.plan.playing.licence else {
            return StepOutcome::stopped("nothing asked", Explanation::missing_step(Step::ContentToken));
        };
        let token = match self.whole_content_token(Step::Licence) {
            Ok(token) => token,
            Err(explanation) => return StepOutcome::stopped("nothing asked", explanation),
        };
        let form = ChallengeForm::default();
        let request = Request::licence(*drm, token, None, challenge.clone(), form);
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        let trouble = match granted(*drm, &exchange) {
            Ok(bytes) => {
                let note = format!("{} grants a licence of {bytes} bytes: token and challenge are good", drm.name());
                return StepOutcome::done(note).with_exchange(exchange).judged(Judged::Granted);
            }
            Err(trouble) => trouble,
        };
        let mut explanation = Explanation::of(Step::Licence, &exchange, &trouble, self, now);
        let Trouble::Refused(refusal) = &trouble else {
            return StepOutcome::trouble(exchange, trouble, explanation);
        };
        let judged = Judged::of(refusal);
        if judged == Judged::Challenge && challenge.is_empty() {
            let note = "the licence server accepts the content token; it refuses the empty challenge, as it has to";
            let mut outcome = StepOutcome::done(note).with_exchange(exchange).judged(judged);
            outcome.refusal = Some(refusal.clone());
            return outcome;
        }
        judged.sentence().clone_into(&mut explanation.headline);
        StepOutcome::trouble(exchange, trouble, explanation).judged(judged)
    }
}

/// How long the licence is, in its own form.
fn granted(drm: Drm, exchange: &Exchange) -> Result<usize, Trouble> {
    match drm {
        Drm::Widevine | Drm::PlayReady => exchange.read_bytes().map(<[u8]>::len),
        Drm::FairPlay => {
            let answer = exchange.read::<FairPlayLicenceAnswer>()?;
            Ok(answer.ckc_message.first().unwrap_or_default().len() / 4 * 3)
        }
    }
}
