//! What the operator may change, in the form in which it is said: by the window in process, by a script at the
//! [admin API](crate::RunningSimulator). Both come to the same functions.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::running::UnknownName;
use crate::{Account, AccountState, Clock, Content, DeviceState, Entitled, Lifetimes, Network, Streams};

/// Characters that the name of a profile may have.
const MOST_OF_A_PROFILE: usize = 64;

/// A change of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ClockChange {
    /// By so many seconds; back when negative.
    AdvanceSeconds(#[ts(type = "number")] i64),
    /// To a moment, from which it goes on.
    SetTo(#[ts(type = "string")] Timestamp),
    /// To this machine's time.
    TakeBack,
}

/// How the clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClockView {
    /// What it shows.
    #[ts(type = "string")]
    pub now: Timestamp,
    /// How far it was moved; 0 where it shows this machine's time.
    #[ts(type = "number")]
    pub moved_by_seconds: i64,
}

/// A change of a content's rights; what is left out stays. Content tokens that are out keep what they say, and a licence server
/// looks at what holds now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ContentChange {
    /// Begin of the window in which it may be played.
    #[ts(optional, type = "string")]
    pub start: Option<Timestamp>,
    /// End of that window.
    #[ts(optional, type = "string")]
    pub end: Option<Timestamp>,
    /// Seconds that a licence lasts once playback began.
    #[ts(optional)]
    pub duration: Option<u32>,
    /// Whether it may be kept for offline playback.
    #[ts(optional)]
    pub storable: Option<bool>,
    /// `usageRulesProfileId`.
    #[ts(optional)]
    pub profile: Option<String>,
    /// Who may play it.
    #[ts(optional)]
    pub entitled: Option<Entitled>,
}

/// A value that no platform can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// There would be no moment at which the content may be played.
    #[error(
        "the window would end at {end}, which is not after its begin at {start}; to end it now, set its end to now"
    )]
    Window {
        /// As it would be.
        start: Timestamp,
        /// As it would be.
        end: Timestamp,
    },
    /// A licence that is over as it begins.
    #[error("a licence of 0 seconds is none; use 1 or more")]
    Duration,
    /// Not a name that a licence server could know.
    #[error("a profile has 1 to {MOST_OF_A_PROFILE} visible characters, such as HD")]
    Profile,
    /// A token that is over as it begins.
    #[error("{0} of 0 seconds would be refused before it could be sent; use 1 or more")]
    Lifetime(&'static str),
    /// No token of a sign-on lasts longer than the sign-on.
    #[error(
        "{token} of {seconds} seconds would outlive its sign-on, which ends after {sign_on} seconds (fixed_exp); lengthen that first"
    )]
    Outlives {
        /// Which token.
        token: &'static str,
        /// As it would be.
        seconds: u32,
        /// As it would be.
        sign_on: u32,
    },
}

/// A change that was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotChanged {
    /// There is nothing of that name.
    #[error(transparent)]
    Unknown(#[from] UnknownName),
    /// It cannot be so.
    #[error(transparent)]
    Impossible(#[from] Impossible),
}

/// A change of an account; what is left out stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AccountChange {
    /// Suspends it, cancels it, or takes that back.
    #[ts(optional)]
    pub state: Option<AccountState>,
    /// Carries its devices to another place.
    #[ts(optional)]
    pub network: Option<Network>,
    /// How many devices it may have; those that it has stay. 4294967295 is no limit.
    #[ts(optional)]
    pub max_devices: Option<u32>,
    /// How many streams it may play at once, or that nobody counts: `sessionControl` of its tokens from now on.
    #[ts(optional)]
    pub streams: Option<Streams>,
}

/// A change of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeviceChange {
    /// Approves it, disables it, deletes it, or takes that back.
    pub state: DeviceState,
}

impl ClockChange {
    pub(crate) fn make(self, clock: &Clock) -> ClockView {
        match self {
            Self::AdvanceSeconds(seconds) => clock.advance(SignedDuration::from_secs(seconds)),
            Self::SetTo(moment) => clock.set(moment),
            Self::TakeBack => clock.take_back(),
        }
        ClockView::of(clock)
    }
}

impl ClockView {
    pub(crate) fn of(clock: &Clock) -> Self {
        Self { now: clock.now(), moved_by_seconds: clock.moved_by().as_secs() }
    }
}

impl AccountChange {
    pub(crate) fn make(self, account: &mut Account) {
        account.state = self.state.unwrap_or(account.state);
        account.network = self.network.unwrap_or(account.network);
        account.max_devices = self.max_devices.unwrap_or(account.max_devices);
        account.streams = self.streams.unwrap_or(account.streams);
    }
}

impl ContentChange {
    /// The content as it would be; refused where no platform could have it so.
    pub(crate) fn of(self, content: &Content) -> Result<Content, Impossible> {
        let changed = Content {
            id: content.id.clone(),
            title: content.title.clone(),
            start: self.start.unwrap_or(content.start),
            end: self.end.unwrap_or(content.end),
            duration: self.duration.unwrap_or(content.duration),
            storable: self.storable.unwrap_or(content.storable),
            profile: self.profile.unwrap_or_else(|| content.profile.clone()),
            entitled: self.entitled.unwrap_or_else(|| content.entitled.clone()),
        };
        if changed.start >= changed.end {
            return Err(Impossible::Window { start: changed.start, end: changed.end });
        }
        if changed.duration == 0 {
            return Err(Impossible::Duration);
        }
        let named = (1..=MOST_OF_A_PROFILE).contains(&changed.profile.chars().count());
        if !named || changed.profile.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
            return Err(Impossible::Profile);
        }
        Ok(changed)
    }
}

impl Lifetimes {
    /// Refuses lifetimes that no platform can have.
    pub(crate) fn check(&self) -> Result<(), Impossible> {
        let each = [
            ("a session token", self.session_token),
            ("a user account token", self.user_account_token),
            ("an access token", self.access_token),
            ("a refresh token", self.refresh_token),
            ("a sign-on", self.sign_on),
            ("a content token", self.content_token),
            ("a registration code", self.registration_code),
            ("an activation token", self.sign_on_activation_token),
        ];
        if let Some((name, _)) = each.iter().find(|(_, seconds)| *seconds == 0) {
            return Err(Impossible::Lifetime(name));
        }
        let of_a_sign_on = [("an access token", self.access_token), ("a refresh token", self.refresh_token)];
        match of_a_sign_on.into_iter().find(|(_, seconds)| *seconds > self.sign_on) {
            Some((token, seconds)) => Err(Impossible::Outlives { token, seconds, sign_on: self.sign_on }),
            None => Ok(()),
        }
    }
}
