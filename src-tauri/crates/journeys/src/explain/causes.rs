//! What can be seen from here when a call was refused, per step.

use jiff::Timestamp;
use tessera_gateway::{Exchange, Refusal};
use tessera_protocol::{SignOn, known_code};
use tessera_tokens::{ReadTime, ReadToken, SecretEncoding, Signature, in_words};

use super::times::{server_time, wrong};
use super::{Cause, Remedy};
use super::{companion, form};
use crate::steps::Judged;
use crate::{Goal, HeadEnd, HeldToken, PasswordSource, QrSignOn, Run, Step, TokenSlot};

pub(super) fn of_refusal(step: Step, refusal: &Refusal, run: &Run, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    match (step, refusal.status) {
        (Step::Discover, 400..=404) => form::discovery(run, refusal.status, exchange, now),
        (Step::SignOn, 400..=404) if run.plan().goal.is_companion() && !coded(refusal) => companion::activation(),
        (Step::GetSessionToken | Step::SignOn | Step::ChooseAccount, 400) => form::bad_request(step, run),
        (Step::GetSessionToken, 401) => operator_jwt(run, exchange, now),
        (Step::GetSessionToken, 403) if !coded(refusal) => vec![Cause::possible(
            "The account may be unknown, or not active",
            run.plan()
                .account
                .as_ref()
                .map_or_else(String::new, |account| format!("The operator JWT asks for account {account}.")),
            None,
        )],
        (Step::RegistrationCode, 409) => companion::no_code(),
        (Step::Poll | Step::AwaitApproval, 400..=404) if !coded(refusal) => companion::poll(run, refusal.status, now),
        (Step::Approve | Step::ApproveAgain, 400..=404) if !coded(refusal) => {
            companion::approval(run, refusal.status, exchange, now)
        }
        (Step::DeviceApproval | Step::DeviceApprovalAgain, 403) if !coded(refusal) => vec![Cause::likely(
            "The device is not on the account's list of approved devices",
            "It may sign on, and gets no content. The account's list is looked after in the operator's console, or by a sign-on with user name and password at IAS, which approves a new device where the list has room.",
            None,
        )],
        (Step::Licence | Step::Certificate, 400..=599) => licence(refusal, run, exchange, now),
        (Step::SignOn, 401) => sign_on(run, exchange, now),
        (Step::ChooseAccount, 401) => {
            let late = Cause::possible(
                "The choice may have taken too long, or been made before",
                "The token that comes with the accounts has a lifetime of its own, which no page gives.",
                Some(Remedy::RepeatFrom { step: Step::SignOn }),
            );
            foreign_client_id(run).into_iter().chain([late]).collect()
        }
        (Step::Refresh, 400..=403) if !coded(refusal) => refresh(run, exchange, now),
        (Step::SignOn | Step::ChooseAccount, 403) if !coded(refusal) => {
            let failed = Cause::possible(
                "The account may not be active, or the location be blocked",
                "The documents give 403 for a failed authorisation and for geo-blocking, with a code where they can.",
                None,
            );
            // Which of 401 and 403 a session token gets that is no good, no page says.
            let token = run.plan().qr_sign_on().map(|needs| session_token(needs, run, exchange, now));
            token.into_iter().chain([failed]).collect()
        }
        (Step::SignOn, 404) if matches!(run.plan().goal, Goal::GuestSignOn(_)) => vec![Cause::possible(
            "The tenant may have no guest account",
            "The documents say so of 404 after a guest sign-on.",
            None,
        )],
        (Step::SignOn | Step::ChooseAccount, 404) => vec![gone(run)],
        (Step::ContentToken | Step::ContentTokenAgain | Step::DeviceApproval | Step::DeviceApprovalAgain, 401) => {
            access_token(run, exchange, now)
        }
        (Step::ContentToken | Step::ContentTokenAgain, 403) if !coded(refusal) => vec![Cause::possible(
            "Not entitled, out of its window, or the device is not approved",
            "The documents give 403 for each of them and no way to tell them apart.",
            None,
        )],
        (Step::ContentToken | Step::ContentTokenAgain, 404) => vec![Cause::likely(
            "The content id is unknown",
            "It has to be technical.drmId of the metadata service, with its case.",
            Some(Remedy::RepeatFrom { step: Step::ContentToken }),
        )],
        (_, 429) => vec![Cause::likely(
            "It has been asked too often",
            "The documents give no limit. A polling period of the environment that is longer may be kept to.",
            Some(Remedy::RepeatFrom { step }),
        )],
        (_, 500..) => vec![Cause::possible(
            "The server, or a gateway in front of it, is in trouble",
            "Look into its log by the correlation id. The request may have been carried out; it was not repeated.",
            Some(Remedy::RepeatFrom { step }),
        )],
        _ if coded(refusal) => vec![],
        _ => vec![Cause::possible(
            "The documents do not list this status for the call",
            "A proxy or gateway in front of the service may have answered in its place.",
            Some(Remedy::EditEnvironment),
        )],
    }
}

/// What can be seen in the content token, and whose verdict it is.
fn licence(refusal: &Refusal, run: &Run, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    let judged = Judged::of(refusal);
    if !matches!(judged, Judged::Token | Judged::Unknown) {
        return vec![];
    }
    let Some(token) = run.token(TokenSlot::ContentToken) else { return vec![] };
    let anew = Remedy::RepeatFrom { step: Step::ContentToken };
    let mut causes = wrong(token, "content token", exchange, now, |_| anew);
    if causes.is_empty() {
        causes.push(Cause::fine("exp and typ of the content token", "By this computer's clock."));
        if judged == Judged::Unknown {
            causes.push(Cause::possible(
                "It may not be a licence server of this tenant that answers there",
                "Its base URL ends with the SSP tenant, which is another one than the OPF tenant.",
                Some(Remedy::EditEnvironment),
            ));
        }
    }
    causes
}

/// Whether the refusal carries a code that the documents explain: then that is the cause.
fn coded(refusal: &Refusal) -> bool {
    refusal.body.as_ref().and_then(|body| body.code.as_deref()).and_then(known_code).is_some()
}

fn gone(run: &Run) -> Cause {
    match &run.plan().sign_on {
        SignOn::NthTime(client_id) => Cause::likely(
            format!("The client_id {client_id} is not known there"),
            "The documents say of 404: the entity does not exist. It may come from another deployment.",
            Some(Remedy::SignOnFirstTime),
        ),
        SignOn::FirstTime(_) => Cause::possible(
            "The account may not exist any more",
            "The documents say of 404: the entity does not exist.",
            None,
        ),
    }
}

/// A JWT is refused for its key, its kid, its times or its claims.
pub(super) fn operator_jwt(run: &Run, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    let plan = run.plan();
    let Some(needs) = plan.qr_sign_on() else { return vec![] };
    let QrSignOn { head_end: HeadEnd::Played(operator), claims: edited, .. } = needs else { return vec![] };
    let Some(jwt) = run.token(TokenSlot::OperatorJwt) else { return vec![] };
    let mut causes = wrong(jwt, "operator JWT", exchange, now, |claim| {
        if claim.is_some_and(|claim| edited.contains_key(claim)) {
            Remedy::DropEditedClaims
        } else {
            Remedy::RepeatFrom { step: Step::MintOperatorJwt }
        }
    });
    causes.extend(claims(run, &jwt.token, edited.contains_key("exp")));
    let claims_are_wrong = !causes.is_empty();
    if let Some(&encoding) = operator.fits_also.iter().find(|encoding| **encoding != SecretEncoding::Text) {
        let detail = format!(
            "It was used as {}, and it is also well-formed {}. Signed the other way, the JWT would be different.",
            operator.encoding.name(),
            encoding.name()
        );
        let remedy = Some(Remedy::UseEncoding { encoding });
        let headline =
            format!("The secret looks like {}, but was used as {}", encoding.name(), operator.encoding.name());
        causes.push(if claims_are_wrong {
            Cause::possible(headline, detail, remedy)
        } else {
            Cause::likely(headline, detail, remedy)
        });
    }
    causes.push(Cause::possible(
        "The kid may not be known to this deployment, or its secret be another",
        format!(
            "kid {}, secret of {} bytes, fingerprint {}.",
            operator.kid,
            operator.key.length(),
            operator.key.fingerprint()
        ),
        Some(Remedy::EditCredential),
    ));
    if !claims_are_wrong {
        causes.push(Cause::possible(
            "It may last longer than this deployment takes",
            format!(
                "It lasts {}. No page gives a limit; the environment says how long (operator-jwt.lifetime).",
                in_words(needs.lifetime)
            ),
            Some(Remedy::EditEnvironment),
        ));
        causes.push(Cause::fine(
            "exp, typ, aud and tenant",
            format!("The tenant in the JWT and in the header are both {}.", plan.connection.tenant),
        ));
    }
    causes
}

fn claims(run: &Run, jwt: &ReadToken, exp_is_edited: bool) -> Vec<Cause> {
    let tenant = &run.plan().connection.tenant;
    let mut causes = Vec::new();
    let drop = Some(Remedy::DropEditedClaims);
    match jwt.claim_text("OpfTenantId") {
        Some(said) if said != tenant.as_str() => {
            causes.push(Cause::likely(
                format!("The tenant in the JWT is {said}, in the header {tenant}"),
                "Both have to be the same.",
                drop,
            ));
        }
        None => causes.push(Cause::likely("The JWT has no OpfTenantId", "The documented example has it.", drop)),
        Some(_) => {}
    }
    if jwt.claim_text("aud") != Some("ags") {
        causes.push(Cause::likely("The JWT's aud is not ags", "The documented example has it.", drop));
    }
    match jwt.claims().map(|claims| claims.get("exp").map(ReadTime::read)) {
        Some(None) => causes.push(Cause::likely("The JWT has no exp", "The documented example has it.", drop)),
        Some(Some(ReadTime::Unreadable(why))) => causes.push(Cause::likely(
            format!("The JWT's exp is no time: {why}"),
            if exp_is_edited { "It was edited." } else { "It was made by this computer's clock: set it." },
            drop.filter(|_| exp_is_edited),
        )),
        _ => {}
    }
    causes
}

/// What a refresh token can be refused for, seen in the token itself.
fn refresh(run: &Run, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    let Some(needs) = run.plan().goal.refresh() else { return vec![] };
    let token = ReadToken::read(needs.refresh_token.expose());
    let held = HeldToken::new(TokenSlot::RefreshToken, token, Signature::NotChecked);
    let mut causes = wrong(&held, "refresh token", exchange, now, |_| Remedy::SignOnAgain);
    if causes.is_empty() {
        causes.push(Cause::possible(
            "It may have been used before, or been ended by a sign-out",
            "Some deployments take a refresh token once. The way back is a sign-on.",
            Some(Remedy::SignOnAgain),
        ));
        causes.push(Cause::possible(
            "This deployment may refresh in another way",
            format!("The environment takes {}. There are three.", needs.way.call().path()),
            Some(Remedy::EditEnvironment),
        ));
        causes.push(Cause::fine("exp and typ of the refresh token", "By this computer's clock."));
    }
    causes
}

fn sign_on(run: &Run, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    let Some(needs) = run.plan().qr_sign_on() else { return with_password(run) };
    [session_token(needs, run, exchange, now)].into_iter().chain(foreign_client_id(run)).collect()
}

fn session_token(needs: &QrSignOn, run: &Run, exchange: &Exchange, now: Timestamp) -> Cause {
    let step = match needs.head_end {
        HeadEnd::Played(_) => Step::MintOperatorJwt,
        HeadEnd::Real => Step::Scan,
    };
    let anew = Some(Remedy::RepeatFrom { step });
    let now = now.max(server_time(exchange, now));
    match run.code().map(|code| code.expires_at) {
        Some(at) if at <= now => Cause::likely(
            "The session token has probably expired",
            format!(
                "It is taken to end after the lifetime set in the environment, {} ago.",
                in_words(now.duration_since(at))
            ),
            anew,
        ),
        _ => Cause::possible(
            "The session token may have been used already, or have expired",
            "It signs on once. The answer gives no lifetime.",
            anew,
        ),
    }
}

/// The documents know one reason for 401 after a user name: that it or the password is wrong.
fn with_password(run: &Run) -> Vec<Cause> {
    let kept = matches!(&run.plan().goal, Goal::PasswordSignOn(needs) if needs.source == PasswordSource::Kept);
    let (headline, detail) = if kept {
        (
            "The password that is kept for this user name may no longer be right",
            "It was taken as it was kept, and stays kept until it is replaced or removed. Enter the new one, and keep it in its place.",
        )
    } else {
        (
            "The user name or the password may be wrong",
            "Nothing tells which. Capitals count; some deployments want the password encrypted with a key of the operator.",
        )
    };
    let wrong = Cause::possible(headline, detail, Some(Remedy::RepeatFrom { step: Step::SignOn }));
    foreign_client_id(run).into_iter().chain([wrong]).collect()
}

fn foreign_client_id(run: &Run) -> Option<Cause> {
    if let SignOn::NthTime(client_id) = &run.plan().sign_on {
        return Some(Cause::likely(
            format!("The client_id {client_id} may belong to another account, or be gone"),
            "A client_id of another user's device is answered so (First time and n-th time sign on).",
            Some(Remedy::SignOnFirstTime),
        ));
    }
    None
}

fn access_token(run: &Run, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    let Some(set) = run.token_set() else { return vec![] };
    let access = HeldToken::new(TokenSlot::AccessToken, ReadToken::of_field(&set.access), Signature::NotChecked);
    let mut causes = wrong(&access, "access token", exchange, now, |_| Remedy::RepeatFrom { step: Step::Discover });
    if causes.is_empty() {
        causes.push(Cause::possible(
            format!("{} may not trust what AGS issued", exchange.call.to().name()),
            "Check that both URLs of the environment belong to one deployment.",
            Some(Remedy::EditEnvironment),
        ));
        causes.push(Cause::fine("exp and typ of the access token", "By this computer's clock."));
    }
    causes
}
