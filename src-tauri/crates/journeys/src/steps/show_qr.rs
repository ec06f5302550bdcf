//! Drawing as a QR code what the other side is to scan: the session token, or the registration code.

use std::fmt;

use jiff::Timestamp;
use tessera_qr::{ErrorCorrection, QrCode};

use crate::run::{Gain, StepOutcome};
use crate::{Explanation, Goal, QrSignOn, Run, Step};

/// Pixels of one module in the picture that is read back and saved.
const MODULE_PIXELS: u32 = 8;

/// The QR code of a run. Whoever sees it can sign on, so its `Debug` shows the version only.
#[derive(Clone)]
pub struct DrawnCode {
    /// The code, to draw again in another form.
    pub code: QrCode,
    /// The picture that the client side reads.
    pub png: Vec<u8>,
    /// How much of it may be damaged.
    pub error_correction: ErrorCorrection,
    /// When the session token is taken to end (the answer gives no lifetime), or the registration code ends.
    pub expires_at: Timestamp,
}

impl fmt::Debug for DrawnCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "DrawnCode(version {})", self.code.version())
    }
}

impl Run {
    pub(crate) fn show_qr(&self) -> StepOutcome {
        let registration = self.gained(|gain| gain.registration.as_ref());
        let issued = self.gained(|gain| gain.issued.as_ref());
        match (&self.plan.goal, registration, issued) {
            (Goal::CompanionSignOn(needs), Some(registration), _) => {
                drawn(&registration.code, needs.error_correction, registration.expires_at)
            }
            (Goal::QrSignOn(QrSignOn { code: choice, .. }), _, Some(issued)) => {
                let text = choice.template.fill(issued.token.expose());
                let expires_at = issued.at.checked_add(choice.session_token_lifetime).unwrap_or(Timestamp::MAX);
                let mut outcome = drawn(&text, choice.error_correction, expires_at);
                outcome.secrets.push(text);
                outcome
            }
            (Goal::CompanionSignOn(_), ..) => {
                StepOutcome::stopped("nothing drawn", Explanation::missing_step(Step::RegistrationCode))
            }
            _ => StepOutcome::stopped("nothing drawn", Explanation::missing_step(Step::GetSessionToken)),
        }
    }
}

fn drawn(text: &str, error_correction: ErrorCorrection, expires_at: Timestamp) -> StepOutcome {
    let code = match QrCode::encode(text, error_correction) {
        Ok(code) => code,
        Err(error) => return StepOutcome::stopped("nothing drawn", Explanation::not_drawn(&error)),
    };
    let png = code.png(MODULE_PIXELS);
    let mut outcome = StepOutcome::done(format!("shows QR, version {}-{error_correction:?}", code.version()));
    outcome.gain = Gain { code: Some(DrawnCode { code, png, error_correction, expires_at }), ..Gain::default() };
    outcome
}
