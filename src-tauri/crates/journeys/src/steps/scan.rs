//! Reading the session token back out of a picture: the code on screen, or one that a person gave.

use tessera_protocol::{Finding, SessionToken};
use tessera_qr::{Found, Picture};
use tessera_tokens::{ReadToken, Signature, fingerprint};

use crate::run::{Gain, StepOutcome};
use crate::{Candidate, Explanation, HeldToken, Run, Step, TokenSlot};

impl Run {
    pub(crate) async fn scan(&self) -> StepOutcome {
        let drawn = || self.gained(|gain| gain.code.as_ref()).map(|drawn| Picture::File(drawn.png.clone()));
        let (Some(picture), Some(needs)) = (self.picture.clone().or_else(drawn), self.plan.qr_sign_on()) else {
            return StepOutcome::stopped("nothing read", Explanation::missing_step(Step::ShowQr));
        };
        // Reading a large photo takes a while, and must not hold up the window.
        let found = match tokio::task::spawn_blocking(move || picture.read()).await {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => return StepOutcome::stopped("nothing read", Explanation::not_scanned(&error)),
            Err(_) => return StepOutcome::cancelled(Step::Scan, None),
        };
        let template = &needs.code.template;
        let token = |code: &Found| template.extract(code.text.as_str()).ok().map(SessionToken::new);
        let mut fitting: Vec<(&Found, SessionToken)> =
            found.iter().filter_map(|code| Some((code, token(code)?))).collect();
        fitting.dedup_by(|one, other| one.1 == other.1);
        match (&found[..], &fitting[..]) {
            (_, [(_, token)]) => self.read(token.clone()),
            (several, []) => {
                let error = several.first().and_then(|code| template.extract(code.text.as_str()).err());
                StepOutcome::stopped("nothing read", Explanation::not_a_session_token(error.as_ref(), &self.cutter))
            }
            _ => to_choose(fitting),
        }
    }

    /// What the code that a person chose holds.
    pub(crate) fn choose_code(&self) -> StepOutcome {
        let Some(codes) = self.gained(|gain| gain.codes.as_ref()) else {
            return StepOutcome::stopped("nothing read", Explanation::missing_step(Step::Scan));
        };
        let Some(token) = self.chosen.and_then(|place| codes.get(place)) else {
            return StepOutcome::stopped("nothing read", Explanation::no_code_chosen(codes.len()));
        };
        // Who chose it has seen what it holds.
        StepOutcome { confirm: None, ..self.read(token.clone()) }
    }

    fn read(&self, token: SessionToken) -> StepOutcome {
        let characters = token.expose().chars().count();
        let mut outcome = StepOutcome::done(format!("reads QR, {characters} characters"));
        if self.gained(|gain| gain.issued.as_ref()).is_none_or(|issued| issued.token != token) {
            outcome.confirm = Some(described(token.expose()));
        }
        if self.gained(|gain| gain.issued.as_ref()).is_some_and(|issued| issued.token != token) {
            outcome.findings.push(Finding::note(
                "another-session-token",
                "The picture holds another session token than the one that was issued in this run.",
                "A picture of a real television does; the sign-on goes on with the token of the picture.",
            ));
        }
        let read = ReadToken::read(token.expose());
        outcome.tokens.push(HeldToken::new(TokenSlot::ScannedToken, read, Signature::NotCheckable));
        outcome.gain = Gain { scanned: Some(token), ..Gain::default() };
        outcome
    }
}

/// Where a code stands in a picture, in one direction.
type Place = fn(&Found) -> f32;

/// Several codes hold what could be a session token: the person is asked, in the order in which they stand.
fn to_choose(mut codes: Vec<(&Found, SessionToken)>) -> StepOutcome {
    let (across, down): (Place, Place) = (|code| code.corners[0].x, |code| code.corners[0].y);
    let spread = |of: Place| {
        let places = || codes.iter().map(|(code, _)| of(code));
        places().fold(f32::MIN, f32::max) - places().fold(f32::MAX, f32::min)
    };
    let (of, from) = if spread(across) < spread(down) { (down, "top") } else { (across, "left") };
    codes.sort_by(|(one, _), (other, _)| of(one).total_cmp(&of(other)));
    let mut outcome = StepOutcome::done(format!("{} QR codes in the picture: choose one", codes.len()));
    let label = |(place, (_, token)): (usize, &(&Found, SessionToken))| Candidate {
        place,
        label: format!("{}, {} from the {from}", described(token.expose()), place + 1),
    };
    outcome.choices = codes.iter().enumerate().map(label).collect();
    outcome.gain = Gain { codes: Some(codes.into_iter().map(|(_, token)| token).collect()), ..Gain::default() };
    outcome
}

/// What a foreign code holds, for the person who decides whether to send it. What looks like a token is not spelt out.
fn described(text: &str) -> String {
    let characters = text.chars().count();
    if text.chars().all(|one| one.is_ascii_alphanumeric() || "-._~+/=".contains(one)) {
        format!("a token of {characters} characters, \u{2026}cut:{}", fingerprint(text))
    } else {
        format!("{characters} characters: {}", tessera_qr::excerpt(text, 200))
    }
}
