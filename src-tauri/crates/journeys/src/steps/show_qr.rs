//! Drawing the session token as a QR code.

use std::fmt;

use jiff::Timestamp;
use tessera_qr::QrCode;

use crate::run::{Gain, StepOutcome};
use crate::{Explanation, QrSignOn, Run, Step};

/// Pixels of one module in the picture that is read back and saved.
const MODULE_PIXELS: u32 = 8;

/// The QR code of a run. Whoever sees it can sign on, so its `Debug` shows the version only.
#[derive(Clone)]
pub struct DrawnCode {
    /// The code, to draw again in another form.
    pub code: QrCode,
    /// The picture that the client side reads.
    pub png: Vec<u8>,
    /// When the session token is taken to end: the answer gives no lifetime.
    pub expires_at: Timestamp,
}

impl fmt::Debug for DrawnCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "DrawnCode(version {})", self.code.version())
    }
}

impl Run {
    pub(crate) fn show_qr(&self) -> StepOutcome {
        let issued = self.gained(|gain| gain.issued.as_ref());
        let (Some(issued), Some(QrSignOn { code: choice, .. })) = (issued, self.plan.qr_sign_on()) else {
            return StepOutcome::stopped("nothing drawn", Explanation::missing_step(Step::GetSessionToken));
        };
        let text = choice.template.fill(issued.token.expose());
        let code = match QrCode::encode(&text, choice.error_correction) {
            Ok(code) => code,
            Err(error) => return StepOutcome::stopped("nothing drawn", Explanation::not_drawn(&error)),
        };
        let png = code.png(MODULE_PIXELS);
        let note = format!("shows QR, version {}-{:?}", code.version(), choice.error_correction);
        let expires_at = issued.at.checked_add(choice.session_token_lifetime).unwrap_or(Timestamp::MAX);
        let mut outcome = StepOutcome::done(note);
        outcome.secrets.push(text);
        outcome.gain = Gain { code: Some(DrawnCode { code, png, expires_at }), ..Gain::default() };
        outcome
    }
}
