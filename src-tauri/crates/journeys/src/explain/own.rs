//! What went wrong in this program's own part of a journey.

use tessera_protocol::{DiscoveryError, Drm};
use tessera_tokens::{Cutter, MintError};

use super::{Cause, Explanation, Remedy, not_done};
use crate::Step;
use crate::steps::Registration;

fn own(step: Step, headline: impl Into<String>, said: impl Into<String>, cause: Cause) -> Explanation {
    Explanation { headline: headline.into(), said: said.into(), causes: vec![cause], not_done: not_done(step) }
}

impl Explanation {
    pub(crate) fn no_auth_service(error: &DiscoveryError) -> Self {
        let cause = match error {
            DiscoveryError::Empty => Cause::likely(
                "The tenant has no auth service",
                "Check the tenant of the environment, or name the auth service there.",
                Some(Remedy::EditEnvironment),
            ),
            DiscoveryError::Unknown { .. } => Cause::likely(
                "The environment names an auth service that is not listed",
                "Take one of those listed, with its spaces and case, or leave the field empty to take the first.",
                Some(Remedy::EditEnvironment),
            ),
        };
        own(Step::Discover, "No auth service to sign on with", format!("{error}."), cause)
    }

    pub(crate) fn not_minted(error: &MintError) -> Self {
        let cause = Cause::likely(
            "The claims or the key",
            "Look at the claims that were edited.",
            Some(Remedy::DropEditedClaims),
        );
        own(Step::MintOperatorJwt, "The operator JWT could not be signed", error.to_string(), cause)
    }

    pub(crate) fn not_drawn(error: &tessera_qr::EncodeError) -> Self {
        let cause = Cause::likely(
            "The payload template or the error correction of the environment",
            "A lower error correction holds more; a shorter template leaves more room.",
            Some(Remedy::EditEnvironment),
        );
        own(Step::ShowQr, "The session token does not fit a QR code", error.to_string(), cause)
    }

    pub(crate) fn not_scanned(error: &tessera_qr::ReadError) -> Self {
        let cause = Cause::likely("The picture", error.remedy(), Some(Remedy::RepeatFrom { step: Step::Scan }));
        own(Step::Scan, "No session token could be read from the picture", error.to_string(), cause)
    }

    pub(crate) fn not_a_session_token(error: Option<&tessera_qr::ExtractError>, cutter: &Cutter) -> Self {
        let cause = Cause::likely(
            "The code holds something else, or the environment's payload template is another",
            error.map_or("Take a picture with one code in it.", tessera_qr::ExtractError::remedy),
            Some(Remedy::EditEnvironment),
        );
        let said = error.map_or_else(String::new, |error| error.describe(|text| cutter.cut(text)));
        own(Step::Scan, "The code in the picture holds no session token of this environment", said, cause)
    }

    pub(crate) fn no_code_chosen(count: usize) -> Self {
        let cause = Cause::likely(
            "More than one code in the picture could be meant",
            "Choose one of them, or cut the picture so that only the code to scan is in it.",
            Some(Remedy::RepeatFrom { step: Step::Scan }),
        );
        let headline = format!("There are {count} QR codes in the picture");
        own(Step::ChooseCode, headline, "None was chosen, so nothing was sent.", cause)
    }

    /// A token came as its claims, so there is nothing to send.
    pub(crate) fn sent_decoded(step: Step, token: &str) -> Self {
        let cause = Cause::likely(
            "The server sends tokens as decoded claims",
            "Some pages of the documents print them so. Ask for the server to send the tokens themselves.",
            None,
        );
        let said = format!("The server answered the claims of the {token} instead of the token.");
        own(step, format!("There is no {token} that could be sent"), said, cause)
    }

    pub(crate) fn no_content_url() -> Self {
        let cause = Cause::likely(
            "The environment takes content tokens from URL Builder",
            "URL Builder wants content_URL, the address of the content. Give it, or take the token from IAS.",
            Some(Remedy::RepeatFrom { step: Step::ContentToken }),
        );
        own(Step::ContentToken, "URL Builder needs the address of the content", "None was given.", cause)
    }

    pub(crate) fn no_certificate(drm: Drm) -> Self {
        let cause = Cause::likely("The documents know no such call", "Choose Widevine or FairPlay.", None);
        own(Step::Certificate, format!("{} has no certificate to fetch", drm.name()), "Nothing was sent.", cause)
    }

    /// The code has ended by what its answer said, and nobody approved it.
    pub(crate) fn code_expired(step: Step, registration: &Registration) -> Self {
        let Registration { code, expires_at, expiry, .. } = registration;
        let mut said = own(
            step,
            format!("The registration code {code} has expired, and nobody approved it"),
            format!("It ended at {expires_at:.0}. {expiry}."),
            Cause::likely(
                "Nobody approved it in time",
                "Ask for a new code.",
                Some(Remedy::RepeatFrom { step: Step::RegistrationCode }),
            ),
        );
        said.causes.push(Cause::possible(
            "The number may count in another unit",
            "Its name says milliseconds, its text seconds. The environment says which is meant.",
            Some(Remedy::EditEnvironment),
        ));
        said
    }

    pub(crate) fn parameters_missing(names: &[String]) -> Self {
        let cause = Cause::likely(
            "Service discovery says that they are mandatory",
            "Give each of them a value.",
            Some(Remedy::RepeatFrom { step: Step::SignOn }),
        );
        let said = format!("Nothing was sent: {} has no value.", names.join(", "));
        own(Step::SignOn, "A mandatory parameter is missing", said, cause)
    }

    pub(crate) fn no_account_chosen(count: usize) -> Self {
        let cause = Cause::likely(
            "The platform asks which account is meant",
            "Choose one of them; in the terminal, by its id or place with --choose.",
            None,
        );
        own(Step::ChooseAccount, format!("{count} accounts match"), "None was chosen, so nothing was sent.", cause)
    }

    pub(crate) fn no_user_token() -> Self {
        let cause = Cause::likely(
            "The answer has no userAccountToken for the account",
            "The documents say that it is in the answer of 300, and not where. See Response.",
            None,
        );
        own(Step::ChooseAccount, "The account cannot be chosen", "Nothing was sent.", cause)
    }

    pub(crate) fn missing_step(step: Step) -> Self {
        let cause = Cause::likely(
            "An earlier step has to be taken first",
            format!("Take {} again.", step.name()),
            Some(Remedy::RepeatFrom { step }),
        );
        own(
            step,
            "This step needs what an earlier one brings",
            format!("Nothing is there from {}.", step.name()),
            cause,
        )
    }
}
