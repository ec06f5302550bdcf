//! What a journey is for, and what it alone needs.

use jiff::SignedDuration;
use serde_json::{Map, Value};
use tessera_credentials::Secret;
use tessera_protocol::{AuthorizationScheme, ClientId, NamedValue, PasswordWay, RefreshWay};

use crate::{HeadEnd, JourneyName, QrChoice, Step, TokenSet};

/// A journey, with what it alone needs.
#[derive(Debug, Clone)]
pub enum Goal {
    /// From an operator credential to a device that is signed on, by way of a QR code.
    QrSignOn(QrSignOn),
    /// From a user name and a password.
    PasswordSignOn(PasswordSignOn),
    /// As a guest.
    GuestSignOn(GuestSignOn),
    /// New tokens for those that a device has.
    Refresh(Refresh),
    /// The end of a device's tokens.
    SignOut(SignOut),
    /// A content token with the tokens that a device has.
    Playback(Playback),
}

/// What a QR sign-on needs.
#[derive(Debug, Clone)]
pub struct QrSignOn {
    /// Who plays the head-end.
    pub head_end: HeadEnd,
    /// How long the operator JWT lasts. Negative makes one that has expired.
    pub lifetime: SignedDuration,
    /// Claims set over the documented ones; `null` leaves a claim out.
    pub claims: Map<String, Value>,
    /// What the QR code holds and how it is drawn.
    pub code: QrChoice,
}

/// What a password sign-on needs.
#[derive(Debug, Clone)]
pub struct PasswordSignOn {
    /// At AGS or at IAS.
    pub way: PasswordWay,
    /// Who signs on.
    pub user_name: String,
    /// Sent where a parameter of kind password is asked for.
    pub password: Secret,
    /// What else is sent, under the names of service discovery.
    pub parameters: Vec<NamedValue>,
}

/// What a guest sign-on needs.
#[derive(Debug, Clone)]
pub struct GuestSignOn {
    /// Sent as `country-code`; the platform goes by the address where there is none.
    pub country: Option<String>,
}

/// What a refresh needs.
#[derive(Debug, Clone)]
pub struct Refresh {
    /// Which of the three calls.
    pub way: RefreshWay,
    /// The word before the token, at AGS.
    pub scheme: AuthorizationScheme,
    /// `RefreshAuthN`.
    pub refresh_token: Secret,
    /// The device whose token it is.
    pub client_id: ClientId,
}

/// The tokens that a device has.
#[derive(Debug, Clone)]
pub struct DeviceTokens {
    /// Those in memory; `None` after a restart, when only the refresh token is left.
    pub set: Option<TokenSet>,
    /// What renews them; `None` where there is no refresh token.
    pub refresh: Option<Refresh>,
}

/// What a sign-out needs.
#[derive(Debug, Clone)]
pub struct SignOut {
    /// The word before the token.
    pub scheme: AuthorizationScheme,
    /// Tokens to end. Where there is no access token, one is got first.
    pub tokens: DeviceTokens,
}

/// What playback needs.
#[derive(Debug, Clone)]
pub struct Playback {
    /// Tokens to play with. They are renewed once when the access token is refused, or missing.
    pub tokens: DeviceTokens,
}

impl Goal {
    /// The journey's name.
    pub fn name(&self) -> JourneyName {
        match self {
            Self::QrSignOn(_) => JourneyName::QrSignOn,
            Self::PasswordSignOn(_) => JourneyName::PasswordSignOn,
            Self::GuestSignOn(_) => JourneyName::GuestSignOn,
            Self::Refresh(_) => JourneyName::Refresh,
            Self::SignOut(_) => JourneyName::SignOut,
            Self::Playback(_) => JourneyName::Playback,
        }
    }

    /// Whether the journey signs a device on.
    pub fn signs_on(&self) -> bool {
        matches!(self, Self::QrSignOn(_) | Self::PasswordSignOn(_) | Self::GuestSignOn(_))
    }

    /// What a refresh needs, where the journey may make one.
    pub(crate) fn refresh(&self) -> Option<&Refresh> {
        match self {
            Self::Refresh(needs) => Some(needs),
            _ => self.tokens()?.refresh.as_ref(),
        }
    }

    /// The tokens that the journey begins with.
    pub(crate) fn tokens(&self) -> Option<&DeviceTokens> {
        match self {
            Self::SignOut(SignOut { tokens, .. }) | Self::Playback(Playback { tokens }) => Some(tokens),
            _ => None,
        }
    }

    /// Whether tokens are only renewed if they are refused.
    pub(crate) fn renews_when_refused(&self) -> bool {
        matches!(self, Self::Playback(Playback { tokens: DeviceTokens { set: Some(_), refresh: Some(_) } }))
    }

    /// Texts that are secret from the start of the journey on.
    pub(crate) fn secrets(&self) -> Vec<&str> {
        let refresh = self.refresh().map(|needs| needs.refresh_token.expose());
        let own = match self {
            Self::PasswordSignOn(needs) => Some(needs.password.expose()),
            _ => self.tokens().and_then(|tokens| tokens.set.as_ref()).and_then(|set| set.access.text()),
        };
        refresh.into_iter().chain(own).filter(|secret| !secret.is_empty()).collect()
    }

    /// The steps of the journey, in order. Some are left out in a run that does not need them.
    pub fn steps(&self) -> &'static [Step] {
        match self {
            Self::QrSignOn(QrSignOn { head_end: HeadEnd::Played(_), .. }) => &[
                Step::Discover,
                Step::MintOperatorJwt,
                Step::GetSessionToken,
                Step::ShowQr,
                Step::Scan,
                Step::SignOn,
                Step::ContentToken,
            ],
            Self::QrSignOn(QrSignOn { head_end: HeadEnd::Real, .. }) => {
                &[Step::Discover, Step::Scan, Step::SignOn, Step::ContentToken]
            }
            Self::PasswordSignOn(PasswordSignOn { way: PasswordWay::Ags, .. }) => {
                &[Step::Discover, Step::SignOn, Step::ChooseAccount, Step::ContentToken]
            }
            Self::PasswordSignOn(PasswordSignOn { way: PasswordWay::IasV3, .. }) | Self::GuestSignOn(_) => {
                &[Step::SignOn, Step::ContentToken]
            }
            Self::Refresh(Refresh { way: RefreshWay::Ags, .. }) => &[Step::Discover, Step::Refresh],
            Self::Refresh(_) => &[Step::Refresh],
            Self::SignOut(SignOut { tokens: DeviceTokens { set: Some(_), .. }, .. }) => {
                &[Step::Discover, Step::SignOut]
            }
            Self::SignOut(_) => &[Step::Discover, Step::Refresh, Step::SignOut],
            Self::Playback(Playback { tokens: DeviceTokens { set, refresh } }) => {
                let at_ags = refresh.as_ref().is_some_and(|refresh| refresh.way == RefreshWay::Ags);
                match (set, at_ags) {
                    (Some(_), true) => &[Step::ContentToken, Step::Discover, Step::Refresh, Step::ContentTokenAgain],
                    (Some(_), false) => &[Step::ContentToken, Step::Refresh, Step::ContentTokenAgain],
                    (None, true) => &[Step::Discover, Step::Refresh, Step::ContentToken],
                    (None, false) => &[Step::Refresh, Step::ContentToken],
                }
            }
        }
    }
}
