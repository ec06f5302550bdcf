//! Keeping a new refresh token before anything is done with the new tokens: the old one may be worth nothing any more, and
//! the program may end at any moment. What else a run brings is kept when it comes to rest, in `record`.

use tessera_credentials::Secret;
use tessera_protocol::{Finding, TokenField};

use super::{Run, StepOutcome};
use crate::{KeptIn, TokenSet};

impl Run {
    /// Keeps the tokens that a step renewed, where the plan says so.
    pub(crate) async fn keep_renewed(&self, outcome: &mut StepOutcome) {
        // The place is the approver's where there is one; what the new device gets is kept when the run is recorded.
        let of_approver = self.plan.goal.approver().is_some();
        let gain = &outcome.gain;
        let set = if of_approver { &gain.approver_set } else { &gain.token_set };
        let Some(token) = set.as_ref().and_then(refresh_token) else { return };
        let Some(KeptIn { vault, name }) = self.plan.goal.refresh().and_then(|needs| needs.keep.as_ref()) else {
            return;
        };
        match vault.set(name, &Secret::new(token.to_owned())).await {
            Ok(_) => outcome.gain.kept = true,
            // That of the run's own device is tried again, and told, when the run is recorded.
            Err(_) if !of_approver => {}
            Err(error) => outcome.findings.push(Finding::warning(
                "approver-token-not-kept",
                format!("The new refresh token of the device that approves was not stored: {error}"),
                "The old one may be worth nothing after a refresh.",
                "If the device cannot refresh later, sign it on again.",
            )),
        }
    }

    /// Whether the newest tokens of the run's own device are kept already.
    pub(crate) fn newest_are_kept(&self) -> bool {
        self.gains.iter().rev().find(|(_, gain)| gain.token_set.is_some()).is_some_and(|(_, gain)| gain.kept)
    }
}

fn refresh_token(set: &TokenSet) -> Option<&str> {
    set.refresh.as_ref().and_then(TokenField::text)
}
