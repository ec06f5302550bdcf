//! What a journey is for, and what it alone needs.

use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Map, Value};
use tessera_credentials::Secret;
use tessera_protocol::{AuthorizationScheme, ClientId, DiscoveryToken, NamedValue, PasswordWay, RefreshWay};
use ts_rs::TS;

use crate::{Approver, CompanionSignOn, HeadEnd, JourneyName, KeptIn, QrChoice, Step, TokenSet};

/// A journey, with what it alone needs.
#[derive(Debug, Clone)]
pub enum Goal {
    /// From an operator credential to a device that is signed on, by way of a QR code.
    QrSignOn(QrSignOn),
    /// From a user name and a password.
    PasswordSignOn(PasswordSignOn),
    /// As a guest.
    GuestSignOn(GuestSignOn),
    /// With a code that another device approves.
    CompanionSignOn(CompanionSignOn),
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
    /// With the operator JWT for service discovery, it is signed first.
    pub discovery_token: DiscoveryToken,
}

/// What a password sign-on needs.
#[derive(Debug, Clone)]
pub struct PasswordSignOn {
    /// At AGS or at IAS.
    pub way: PasswordWay,
    /// Who signs on.
    pub user_name: String,
    /// Sent where a parameter of kind password is asked for. Empty where none was given.
    pub password: Secret,
    /// Where that came from.
    pub source: PasswordSource,
    /// What else is sent, under the names of service discovery.
    pub parameters: Vec<NamedValue>,
    /// Kept values for further parameters of kind password, each sent only where it is asked for as one.
    pub further: Vec<(String, Secret)>,
    /// What becomes of the passwords that were typed.
    pub keeping: PasswordKeeping,
}

/// Where a password came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordSource {
    /// From a person, for this run.
    Typed,
    /// Out of the vault.
    Kept,
}

/// What becomes of a password that was typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PasswordKeeping {
    /// It goes with the run.
    #[default]
    NotKept,
    /// It is kept in the vault once the platform has taken it, in place of what was kept there for the user name.
    WhenAccepted,
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
    /// Where the new refresh token is kept before anything is done with the new tokens; `None` where it is not stored.
    pub keep: Option<KeptIn>,
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

impl DeviceTokens {
    /// The same, with a place for the refresh token that takes the place of theirs.
    #[must_use]
    pub fn kept_in(mut self, keep: KeptIn) -> Self {
        if let Some(refresh) = &mut self.refresh {
            refresh.keep = Some(keep);
        }
        self
    }
}

impl PasswordSignOn {
    /// The password, and what is kept for further parameters.
    fn passwords(&self) -> impl Iterator<Item = &Secret> {
        std::iter::once(&self.password).chain(self.further.iter().map(|(_, secret)| secret))
    }
}

impl From<PasswordSignOn> for Goal {
    fn from(needs: PasswordSignOn) -> Self {
        Self::PasswordSignOn(needs)
    }
}

impl Goal {
    /// The journey's name.
    pub fn name(&self) -> JourneyName {
        match self {
            Self::QrSignOn(_) => JourneyName::QrSignOn,
            Self::PasswordSignOn(_) => JourneyName::PasswordSignOn,
            Self::GuestSignOn(_) => JourneyName::GuestSignOn,
            Self::CompanionSignOn(_) => JourneyName::CompanionSignOn,
            Self::Refresh(_) => JourneyName::Refresh,
            Self::SignOut(_) => JourneyName::SignOut,
            Self::Playback(_) => JourneyName::Playback,
        }
    }

    /// Whether the journey signs a device on.
    pub fn signs_on(&self) -> bool {
        matches!(self, Self::QrSignOn(_) | Self::PasswordSignOn(_) | Self::GuestSignOn(_) | Self::CompanionSignOn(_))
    }

    /// Whether it is a companion sign-on.
    pub(crate) fn is_companion(&self) -> bool {
        matches!(self, Self::CompanionSignOn(_))
    }

    /// Who approves the code of a companion sign-on.
    pub fn approver(&self) -> Option<&Approver> {
        match self {
            Self::CompanionSignOn(CompanionSignOn { approver, .. }) => approver.as_ref(),
            _ => None,
        }
    }

    /// The same, to give it other tokens.
    pub(crate) fn approver_mut(&mut self) -> Option<&mut Approver> {
        match self {
            Self::CompanionSignOn(CompanionSignOn { approver, .. }) => approver.as_mut(),
            _ => None,
        }
    }

    /// What a refresh needs, where the journey may make one.
    pub(crate) fn refresh(&self) -> Option<&Refresh> {
        match self {
            Self::Refresh(needs) => Some(needs),
            _ => self.tokens()?.refresh.as_ref(),
        }
    }

    /// The tokens that the journey's device begins with.
    pub(crate) fn own_tokens(&self) -> Option<&DeviceTokens> {
        match self {
            Self::SignOut(SignOut { tokens, .. }) | Self::Playback(Playback { tokens }) => Some(tokens),
            _ => None,
        }
    }

    /// The tokens that the journey begins with, whoever's they are.
    fn tokens(&self) -> Option<&DeviceTokens> {
        self.own_tokens().or_else(|| Some(&self.approver()?.tokens))
    }

    /// Whether the tokens that a step was refused for are renewed, and the step repeated.
    pub(crate) fn renews(&self, step: Step) -> bool {
        let theirs = match self {
            Self::Playback(_) => matches!(step, Step::DeviceApproval | Step::ContentToken),
            Self::CompanionSignOn(_) => step == Step::Approve,
            _ => false,
        };
        theirs && matches!(self.tokens(), Some(DeviceTokens { set: Some(_), refresh: Some(_) }))
    }

    /// Getting new tokens for old ones: the steps that it takes.
    pub(crate) fn renewal(&self) -> &'static [Step] {
        match self.refresh() {
            Some(Refresh { way: RefreshWay::Ags, .. }) => &[Step::Discover, Step::Refresh],
            _ => &[Step::Refresh],
        }
    }

    /// Texts that are secret from the start of the journey on.
    pub(crate) fn secrets(&self) -> Vec<&str> {
        let refresh = self.refresh().map(|needs| needs.refresh_token.expose());
        let own: Vec<&str> = match self {
            Self::PasswordSignOn(needs) => needs.passwords().map(Secret::expose).collect(),
            _ => self
                .tokens()
                .and_then(|tokens| tokens.set.as_ref())
                .and_then(|set| set.access.text())
                .into_iter()
                .collect(),
        };
        refresh.into_iter().chain(own).filter(|secret| !secret.is_empty()).collect()
    }

    /// The steps of the journey, in order. Some are left out in a run that does not need them, and some are put in where
    /// tokens are renewed on the way.
    pub fn steps(&self) -> Vec<Step> {
        let before: &[Step] = match self {
            Self::QrSignOn(QrSignOn { head_end: HeadEnd::Played(_), discovery_token, .. }) => match discovery_token {
                DiscoveryToken::None => &[Step::Discover, Step::MintOperatorJwt],
                DiscoveryToken::OperatorJwt => &[Step::MintOperatorJwt, Step::Discover],
            },
            _ => &[],
        };
        let first: &[Step] = match self {
            Self::QrSignOn(QrSignOn { head_end: HeadEnd::Played(_), .. }) => {
                &[Step::GetSessionToken, Step::ShowQr, Step::Scan, Step::ChooseCode, Step::SignOn]
            }
            Self::QrSignOn(QrSignOn { head_end: HeadEnd::Real, .. }) => {
                &[Step::Discover, Step::Scan, Step::ChooseCode, Step::SignOn]
            }
            Self::PasswordSignOn(PasswordSignOn { way: PasswordWay::Ags, .. }) => {
                &[Step::Discover, Step::SignOn, Step::ChooseAccount]
            }
            Self::PasswordSignOn(PasswordSignOn { way: PasswordWay::IasV3, .. }) | Self::GuestSignOn(_) => {
                &[Step::SignOn]
            }
            Self::CompanionSignOn(CompanionSignOn { approver: Some(_), .. }) => {
                &[Step::RegistrationCode, Step::ShowQr, Step::Poll]
            }
            Self::CompanionSignOn(CompanionSignOn { approver: None, .. }) => {
                &[Step::RegistrationCode, Step::ShowQr, Step::AwaitApproval, Step::SignOn]
            }
            Self::SignOut(_) | Self::Refresh(_) | Self::Playback(_) => &[],
        };
        let renewed = match self {
            Self::Refresh(_) => true,
            _ => self.tokens().is_some_and(|tokens| tokens.set.is_none()),
        };
        let renewal: &[Step] = match (self, renewed) {
            // The sign-out itself is made at AGS.
            (Self::SignOut(_), true) => &[Step::Discover, Step::Refresh],
            (Self::SignOut(_), false) => &[Step::Discover],
            (_, true) => self.renewal(),
            (_, false) => &[],
        };
        let then: &[Step] = match self {
            Self::SignOut(_) => &[Step::SignOut],
            Self::CompanionSignOn(CompanionSignOn { approver: Some(_), .. }) => {
                &[Step::Approve, Step::AwaitApproval, Step::SignOn]
            }
            _ => &[],
        };
        let last: &[Step] = match self {
            Self::Refresh(_) | Self::SignOut(_) => &[],
            _ => &[Step::DeviceApproval, Step::ContentToken, Step::Certificate, Step::Licence],
        };
        [before, first, renewal, then, last].concat()
    }
}
