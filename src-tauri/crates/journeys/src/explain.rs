//! Explaining what did not go well: what was refused, what can be seen from here in order of likelihood, what mends
//! it, and what did not happen.
//!
//! The platform gives hardly any reason, so local evidence comes first: this program signed the JWT and knows its
//! own clock, claims and key. Each step's causes stand in a file of their own below.

mod between;
mod causes;
mod companion;
mod form;
mod own;
mod times;
pub(crate) mod words;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tessera_gateway::{Exchange, Failure, FailureKind, Refusal, Trouble, UnreadableKind};
use tessera_protocol::known_code_of;
use tessera_tokens::SecretEncoding;
use ts_rs::TS;

use crate::{Goal, Run, Step};

/// Why a step did not go well, as far as can be known from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// What happened, in one sentence.
    pub headline: String,
    /// What the platform said, or how the call failed.
    pub said: String,
    /// What can be seen from here, likeliest first; what is in order comes last.
    pub causes: Vec<Cause>,
    /// What did not happen because of it.
    pub not_done: String,
}

/// One thing that can be seen from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// How likely it is the reason.
    pub likelihood: Likelihood,
    /// What it is.
    pub headline: String,
    /// The evidence.
    pub detail: String,
    /// What mends it with one click, where something does.
    pub remedy: Option<Remedy>,
}

/// How likely a cause is the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Likelihood {
    /// There is evidence for it, or the platform says so.
    Likely,
    /// Nothing speaks against it.
    Possible,
    /// Checked, and in order.
    Fine,
}

/// What mends a cause with one click.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Remedy {
    /// Take the operator secret in another encoding, and repeat.
    UseEncoding {
        /// Which one.
        encoding: SecretEncoding,
    },
    /// Forget the stored `client_id` and sign on first-time.
    SignOnFirstTime,
    /// Begin again at a step.
    RepeatFrom {
        /// Which one.
        step: Step,
    },
    /// Open the environment.
    EditEnvironment,
    /// Open the operator credential.
    EditCredential,
    /// Drop the claims that were edited, and repeat.
    DropEditedClaims,
    /// Sign the device on again, nth-time.
    SignOnAgain,
}

impl Cause {
    pub(crate) fn likely(headline: impl Into<String>, detail: impl Into<String>, remedy: Option<Remedy>) -> Self {
        Self { likelihood: Likelihood::Likely, headline: headline.into(), detail: detail.into(), remedy }
    }

    pub(crate) fn possible(headline: impl Into<String>, detail: impl Into<String>, remedy: Option<Remedy>) -> Self {
        Self { likelihood: Likelihood::Possible, headline: headline.into(), detail: detail.into(), remedy }
    }

    pub(crate) fn fine(headline: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { likelihood: Likelihood::Fine, headline: headline.into(), detail: detail.into(), remedy: None }
    }
}

impl Explanation {
    /// Explains a call that did not give what it promises.
    pub(crate) fn of(step: Step, exchange: &Exchange, trouble: &Trouble, run: &Run, now: Timestamp) -> Self {
        let who = exchange.call.to().name();
        let not_done = not_done(step);
        match trouble {
            Trouble::Failed(failure) => Self {
                not_done: if may_be_done(step, failure) {
                    "stopped here: whether the device was signed on is not known".to_owned()
                } else {
                    not_done
                },
                headline: failure.headline.clone(),
                said: words::not_answered(exchange),
                causes: vec![Cause::likely(
                    failure.remedy.clone(),
                    format!("It got as far as: {}.", stage(failure.stage)),
                    Some(Remedy::EditEnvironment),
                )],
            },
            Trouble::Unreadable(unreadable) => Self {
                headline: unreadable.headline.clone(),
                said: words::answered(unreadable.status, exchange),
                causes: vec![unreadable_cause(unreadable.problem)],
                not_done,
            },
            Trouble::Refused(refusal) => {
                let mut causes = known(refusal, exchange, step);
                causes.extend(between::of_refusal(step, refusal, exchange, now));
                causes.extend(causes::of_refusal(step, refusal, run, exchange, now));
                causes.sort_by_key(|cause| cause.likelihood);
                Self {
                    headline: refused(step, who, refusal.status, run),
                    said: words::refused(refusal, exchange),
                    causes,
                    not_done,
                }
            }
        }
    }
}

/// What a sign-on had to show.
fn offered(run: &Run) -> &'static str {
    match run.plan().goal {
        Goal::PasswordSignOn(_) => "the user name, the password or the client_id",
        Goal::GuestSignOn(_) => "the guest",
        Goal::CompanionSignOn(_) => "the activation token",
        _ => "the session token or the client_id",
    }
}

fn refused(step: Step, who: &str, status: u16, run: &Run) -> String {
    match (step, status) {
        (Step::Discover, 404) => format!("{who} found no auth service for this tenant"),
        (Step::Discover, _) => format!("{who} refused service discovery"),
        (Step::GetSessionToken, 401) => format!("{who} did not accept the operator JWT"),
        (Step::GetSessionToken, _) => format!("{who} gave no session token"),
        (Step::SignOn, 401) => format!("{who} did not accept {}", offered(run)),
        (Step::SignOn | Step::ChooseAccount, 300) => {
            format!("{who} found several accounts, and none can be chosen here")
        }
        (Step::ChooseAccount, 401) => format!("{who} did not accept the account chosen"),
        (Step::Refresh, 401) => format!("{who} did not accept the refresh token"),
        (Step::Refresh, _) => format!("{who} gave no new tokens"),
        (Step::SignOut, _) => format!("{who} refused the sign-out"),
        (Step::SignOn | Step::ChooseAccount, _) => format!("{who} refused the sign-on"),
        (Step::ContentToken | Step::ContentTokenAgain, 404) => format!("{who} knows no such content"),
        (Step::ContentToken | Step::ContentTokenAgain | Step::DeviceApproval | Step::DeviceApprovalAgain, 401) => {
            format!("{who} did not accept the access token")
        }
        (Step::ContentToken | Step::ContentTokenAgain, _) => format!("{who} gave no content token"),
        (Step::RegistrationCode, _) => format!("{who} gave no registration code"),
        (Step::Poll | Step::AwaitApproval, 401) => format!("{who} did not accept the DSRA token"),
        (Step::Poll | Step::AwaitApproval, _) => format!("{who} refused the poll"),
        (Step::Approve | Step::ApproveAgain, 404) => format!("{who} does not know the registration code"),
        (Step::Approve | Step::ApproveAgain, _) => format!("{who} did not approve the registration code"),
        (Step::DeviceApproval | Step::DeviceApprovalAgain, 403) => {
            format!("{who} says that the device is not approved")
        }
        (Step::DeviceApproval | Step::DeviceApprovalAgain, _) => {
            format!("{who} does not say whether the device is approved")
        }
        (Step::Certificate, _) => "The licence server gave no certificate".to_owned(),
        _ => format!("{who} refused"),
    }
}

fn known(refusal: &Refusal, exchange: &Exchange, step: Step) -> Vec<Cause> {
    let Some(known) = words::code(refusal).and_then(|code| known_code_of(exchange.call.code_family(), code)) else {
        return vec![];
    };
    let remedy = match known.code {
        "20003" | "20006" => Some(Remedy::SignOnFirstTime),
        "20020" | "99999:403" if matches!(step, Step::ContentToken | Step::ContentTokenAgain) => {
            Some(Remedy::RepeatFrom { step: Step::Discover })
        }
        _ => None,
    };
    vec![Cause::likely(known.meaning, words::of_code(known), remedy)]
}

fn unreadable_cause(problem: UnreadableKind) -> Cause {
    let (headline, detail) = match problem {
        UnreadableKind::Redirect => (
            "The platform may have moved, or a portal is in the way",
            "Compare the target with the environment's URL. Nothing is sent to another host by itself.",
        ),
        UnreadableKind::Page => (
            "This looks like a proxy or portal page",
            "Check whether a VPN, a proxy or a log-in page of the network is in the way, and the path in the base URL.",
        ),
        UnreadableKind::Empty => (
            "The server ended its answer early, or another service answers there",
            "The status is judged all the same; without a body the journey cannot go on.",
        ),
        UnreadableKind::Packed => (
            "The server, or a proxy between, packs answers for a client that did not ask for it",
            "The bytes are kept: see Response. Ask for answers without Content-Encoding, or with gzip.",
        ),
        UnreadableKind::NotText | UnreadableKind::NotJson => {
            ("The answer was damaged, or another service answers there", "The bytes are kept: see Response.")
        }
        UnreadableKind::WrongShape => (
            "This deployment answers in another form than the documents",
            "The body is kept: see Response. A wrong path in the base URL does this too.",
        ),
    };
    Cause::likely(headline, detail, Some(Remedy::EditEnvironment))
}

fn stage(stage: tessera_gateway::Stage) -> &'static str {
    use tessera_gateway::Stage;
    match stage {
        Stage::Prepare => "making the request",
        Stage::Proxy => "getting through the proxy",
        Stage::Dns => "looking up the name",
        Stage::Connect => "connecting",
        Stage::Tls => "TLS",
        Stage::Wait => "waiting for the answer",
        Stage::Body => "reading the body",
    }
}

/// Whether a sign-on whose answer is missing may have been carried out.
fn may_be_done(step: Step, failure: &Failure) -> bool {
    use tessera_gateway::Stage;
    let looked_at = !matches!(failure.cause, FailureKind::EndedByServer { untouched: true, .. });
    let asked = matches!(failure.stage, Stage::Wait | Stage::Body);
    matches!(step, Step::SignOn | Step::ChooseAccount) && asked && looked_at
}

pub(crate) fn not_done(step: Step) -> String {
    match step {
        Step::Discover
        | Step::MintOperatorJwt
        | Step::GetSessionToken
        | Step::ShowQr
        | Step::Scan
        | Step::ChooseCode => "stopped here: nothing was signed on, no device made",
        Step::RegistrationCode | Step::Poll | Step::Approve | Step::ApproveAgain | Step::AwaitApproval => {
            "stopped here: the device with the code is not signed on"
        }
        Step::DeviceApproval | Step::DeviceApprovalAgain => {
            "stopped here: signed on, and no content token was asked for"
        }
        Step::Certificate | Step::Licence => "stopped here: the content token is there, and no licence",
        Step::SignOn | Step::ChooseAccount => "stopped here: not signed on",
        Step::ContentToken | Step::ContentTokenAgain => "stopped here: signed on, but no content token",
        Step::Refresh => "stopped here: the tokens are those of before",
        Step::SignOut => "stopped here: the tokens are as good as before",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use tessera_gateway::Stage;

    use super::*;

    #[test]
    fn a_request_that_the_server_refused_to_look_at_made_no_device() {
        let failed = |cause| Failure { stage: Stage::Wait, cause, headline: String::new(), remedy: String::new() };
        let ended = |untouched| failed(FailureKind::EndedByServer { code: "REFUSED_STREAM".to_owned(), untouched });
        assert!(!may_be_done(Step::SignOn, &ended(true)));
        assert!(may_be_done(Step::SignOn, &ended(false)) && may_be_done(Step::SignOn, &failed(FailureKind::Reset)));
        assert!(!may_be_done(Step::Discover, &failed(FailureKind::Reset)), "no device is made there");
    }
}
