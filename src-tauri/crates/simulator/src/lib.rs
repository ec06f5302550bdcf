//! The platform in process, with state: sign-ons, tokens, streams, licences, faults to order.
//!
//! A [`Simulator`] answers on a loopback port of its own as the OpenTV Platform would: service discovery, session
//! tokens, sign-on with them, by password, by a companion app or as a guest, refresh, sign-out, content tokens, URL
//! Builder, streams that are counted, licence servers up to their verdict on tokens; each with the statuses and bodies
//! of the documents. Why it refused something it tells to nobody but its [request log](LoggedRequest), as the platform
//! does. It never calls anybody, and shares nothing with the program that calls it but `protocol` and `tokens`.
//!
//! SSM and the licence servers stand below the SSP tenant ([`RunningSimulator::ssp_url`]), everything else below
//! [`RunningSimulator::base_url`]. Below `/_simulator/` whoever runs it may look, move the clock, change accounts, devices,
//! contents and lifetimes, and order faults ([`FaultOrder`]).
//!
//! # Two doors
//!
//! What its owner does in process, a script does below `/_simulator/`; both come to one implementation and have one form,
//! the types here, which serialise.
//!
//! | [`RunningSimulator`] | `/_simulator/` | |
//! | --- | --- | --- |
//! | `snapshot` | `GET state` | [`Snapshot`]: accounts with their devices, contents, registrations of DSRA, streams of SSM |
//! | `requests`, `subscribe` | `GET requests` | [`LoggedRequest`]: the last 500; in process also as they come |
//! | `clock_view`, `change_clock` | `GET`, `POST clock` | [`ClockView`], [`ClockChange`]: moved, set, taken back |
//! | `change_account` | `PUT accounts/{id}` | [`AccountChange`]: state, network, limits of devices and streams |
//! | `set_device_state` | `PUT devices/{id}` | [`DeviceChange`]: approved, not approved, disabled, deleted |
//! | `change_content` | `PUT contents/{id}` | [`ContentChange`]: window, duration, storable, profile, who |
//! | `lifetimes`, `set_lifetimes` | `GET`, `PUT lifetimes` | [`Lifetimes`]: of what is issued from now on |
//! | `faults` | `GET faults` | [`FaultView`]: each order with its number and how often it struck |
//! | `order_fault`, `set_faults`, `remove_fault` | `POST`, `PUT`, `DELETE faults`, `DELETE faults/{id}` | [`FaultOrder`] |
//! | `choices`, `set_choices` | `GET`, `PUT choices` | [`Choices`]: from the next request on |
//! | `reset` | `POST reset` | back to what it was started with; log and clock stay |
//! | `begin_anew` | | the same, and without the devices and chains that it was started with |
//! | `kept` | | [`KeptState`]: devices, signing key, what is remembered of tokens, for [`Simulator::resume`] |
//!
//! What is remembered is bounded: one-time tokens and registrations by number, spent refresh tokens, ended sign-ons and
//! used content tokens until they would have expired, streams until their beat is missed. Devices are kept, as the
//! platform keeps them.
//!
//! # What a new user meets
//!
//! Tenant `nagra`, SSP tenant `SIM00001`, the service `Simulator Auth Service`, an operator credential made at this start
//! ([`RunningSimulator::operator_credential`]), and:
//!
//! | account | | content | |
//! | --- | --- | --- | --- |
//! | `ACC-1`, `ACC-2` | active, 5 devices at most | `CH015` | HD, may be played |
//! | `ACC-3` | active, 1 device at most | `VOD-100` | UHD, may be played and stored |
//! | `ACC-4` | suspended | `VOD-200`, `VOD-300` | window over, window not begun |
//! | `ACC-5` | cancelled | `VOD-400` | nobody is entitled |
//! | `ACC-6`, `ACC-7` | active, both of the user `dave` | | |
//! | `ACC-8` | active, behind a VPN | | |
//! | `GUEST` | for guests, any number of devices | | |
//!
//! The user of every other account is called as the account is. The password of them all is `tessera`.
//!
//! # Where the documents are silent
//!
//! What a deployment may do in several ways is a setting in [`Choices`], [`OperatorJwtRules`] or [`Lifetimes`]; each
//! says which default it has and why. Fixed, without a setting, are:
//!
//! - Discovery knows 200 and 404 only, so a missing or unknown tenant is 404 there. Elsewhere a missing
//!   `x-auth-service-id` or `nv-tenant-id` is 400, and an unknown tenant is refused like an unknown auth service, or
//!   like a bad token where a call to IAS has one.
//! - `content_token` takes `nv-tenant-id` from the query too, because one live client sends it there. Discovery without the
//!   `token` that it was chosen to want is 401.
//! - A request without `Authorization` is refused like one with a bad token, and so is one to IAS without the word
//!   `Bearer`: the companion sign-on documents 401 for a missing token. `signOut` lists no 401, so a bad token is 403
//!   there.
//! - A body is read as JSON whatever its `Content-Type` says; the documents never name one.
//! - Error bodies are `{"message": ..}`; `{"code", "message"}` where the documents have a code. A refusal without a
//!   documented code (unknown account, content not entitled, device not approved) is 403 `{"message":"Forbidden"}`.
//! - An operator JWT needs `kid`, `typ`, `aud`, `OpfTenantId`, `OpfAccountId`, and `exp` in whole seconds; text, fractions
//!   and milliseconds are refused.
//! - An empty `deviceInformation` makes a device: which members are mandatory is not documented.
//! - A sign-on checks, in this order: headers, body, session token (or user and password, or user account token),
//!   account, place, device. `content_token` checks the access token, the query, account and device, place, approval,
//!   the content. A refresh checks the token, account and device, the user name; it asks for no place.
//! - A device that an access or refresh token names and that is gone (after a reset) is refused like a deleted one:
//!   20003. `signOut` answers 404 for either; a stopped account or a disabled device may sign out.
//! - A user account token is good for one sign-on that succeeds. What the first request said of the device holds, unless
//!   the second says something else.
//! - IAS cannot ask which of several accounts is meant: `signOnByUserNamePassword` refuses such a user with 401. The
//!   device it makes is approved at once, as documented; no change limit is kept.
//! - A guest is a new device each time. `country-code` and a body are not looked at.
//! - `refresh`, `signOut` and `subsequentSignOn` of AGS have to have `parameters`, be it empty. A user name sent to
//!   `refresh` has to be the account's: 401 otherwise. Bodies of IAS's refreshes are not looked at.
//! - Renewed tokens keep `fixed_exp`, their `exp` never passes it, and the `..expires_in` beside them say what is left.
//!   The access tokens they replace stay good. All tokens of one sign-on are a chain, whichever call brought them.
//!
//! Companion sign-on and approval:
//!
//! - DSRA's user calls list no tenant, so none is looked for. A DSRA token lives as long as its code. It is 401 when it
//!   is missing, unknown or used, 403 when it expired.
//! - The device is made, or found, by the poll that succeeds, which is checked like any sign-on. A poll that is refused
//!   may be repeated; one that succeeded may not. `managedDeviceInformation` is 400: there is no CRM gateway.
//! - An approval is 400 without `Authorization` and 403 with a bad token: its page lists no 401.
//! - `signOnBySignOnActivationToken` is 401 for a token that is missing, unknown, used or expired; a stopped account or
//!   device is 403 with its code. Nothing of the simulator's makes it 404; that can be ordered as a fault.
//! - `amiapproved` answers a bad token as `content_token` does.
//!
//! Playback:
//!
//! - URL Builder wants all of `content_id`, `type` and `content_URL`, and refuses what `content_token` refuses, with 403
//!   where its page lists none. A token for an account names no device, and can set up no stream (1013).
//! - Refusals of SSM and of the licence servers are 400 `{"errorCode", "message"}`; of certificates 500.
//! - SSM takes a content token for a set-up, and no token of a device. A bad one is 1003, a bad or replaced session token
//!   1006, either expired 1004. Then come the tenant of the address (1005), account (3001) and device (3004), the body
//!   (1000), and the number of streams (1007). Several streams of one device are several streams. Limits of device
//!   groups, channels and addresses are not played.
//! - A licence server looks at the tokens first: missing (4001), empty (1003), not written as it has to be (1004), no JWT
//!   of the simulator's (3006), of another kind (3005), several (4003), expired (4005), tenant (4009), account (4020),
//!   device (4018, 4017, 4019), content (4011, 4000), a session token that is not the newest of a stream of the account
//!   (4000), used (4006). Then at the challenge: 2001, or 4007 where it names another device than the token. A session
//!   token is not asked for. `PlayReady` calls a bad signature 3003; `FairPlay` has the codes of Widevine.
//! - A content token is used once a licence was granted for it. The one challenge that is granted is
//!   [`SIMULATED_CHALLENGE`]; licences and certificates are words, with which nothing can be played.
//!
//! HTTP's own refusals stand beside the documented ones: 405 for another method (`HEAD` too), 413 for a body of more
//! than 64 KiB, and, before anything else is looked at, 403 for a request with `Origin` and 421 for another `Host`.

mod accounts;
mod adm;
mod admin;
mod ags;
mod chains;
mod change;
mod choices;
mod claims;
mod clock;
mod config;
mod contents;
mod devices;
mod door;
mod dsra;
mod empty_is_none;
#[cfg(feature = "faults")]
pub mod faults;
mod guard;
mod ias;
mod issue;
mod kept;
mod log;
mod one_time_tokens;
mod operators;
mod orders;
mod platform;
mod random;
mod refresh;
mod refusal;
mod registrations;
mod remembered;
mod request;
mod rules;
mod running;
mod server;
mod snapshot;
mod ssp;
mod start_error;
mod state;
mod url_builder;

pub use accounts::{Account, AccountState, Network, Password, Streams};
pub use change::{AccountChange, ClockChange, ClockView, ContentChange, DeviceChange, Impossible, NotChanged};
pub use choices::{
    AccessTokenTime, Approval, AuthorizationScheme, BadAccessToken, Choices, ContentTokenReplay, CorrelationEcho,
    CorrelationForm, EarlyPoll, ForeignClientId, HeartbeatSpelling, LicenceForm, NotARefusal, OperatorJwtPlace,
    OperatorJwtReplay, PollSuccess, RefreshRotation, RefusalStatus, RenewedTokens, SignOut, SpentBy, Teardown,
    TenantName, TokenForm, UserTokenPlace,
};
pub use clock::Clock;
pub use config::{AuthServiceConfig, Lifetimes, OperatorJwtRules, SimulatorConfig};
pub use contents::{Content, Entitled};
pub use devices::{Device, DeviceState};
pub use kept::{KeptState, KeptStateError};
pub use log::LoggedRequest;
pub use operators::OperatorCredential;
pub use orders::{BadOrder, FaultOrder, FaultView, OrderedFault, When};
pub use random::NoRandomness;
pub use rules::{CompanionRules, StreamRules};
pub use running::{RunningSimulator, UnknownName};
pub use server::Simulator;
pub use snapshot::{AccountView, ContentView, DeviceView, RegistrationView, Snapshot, StreamView};
pub use ssp::SIMULATED_CHALLENGE;
pub use start_error::StartError;
