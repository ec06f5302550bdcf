//! AGS and IAS in process: accounts, devices, contents, one-time session tokens.
//!
//! A [`Simulator`] answers on a loopback port of its own as the OpenTV Platform would: service discovery, session
//! tokens, sign-on, content tokens, each with the statuses and bodies of the documents. Why it refused something it
//! tells to nobody but its [request log](LoggedRequest), as the platform does. It never calls anybody, and shares
//! nothing with the program that calls it but `protocol` and `tokens`.
//!
//! # What a new user meets
//!
//! Tenant `nagra`, the service `Simulator Auth Service`, an operator credential made at this start
//! ([`RunningSimulator::operator_credential`]), and:
//!
//! | account | | content | |
//! | --- | --- | --- | --- |
//! | `ACC-1`, `ACC-2` | active, 5 devices at most | `CH015` | HD, may be played |
//! | `ACC-3` | active, 1 device at most | `VOD-100` | UHD, may be played and stored |
//! | `ACC-4` | suspended | `VOD-200`, `VOD-300` | window over, window not begun |
//! | `ACC-5` | cancelled | `VOD-400` | nobody is entitled |
//!
//! # Where the documents are silent
//!
//! What a deployment may do in several ways is a setting in [`Choices`], [`OperatorJwtRules`] or [`Lifetimes`]; each
//! says which default it has and why. Fixed, without a setting, are:
//!
//! - Discovery knows 200 and 404 only, so a missing or unknown tenant is 404 there. Elsewhere a missing
//!   `x-auth-service-id` or `nv-tenant-id` is 400, and an unknown tenant is refused like an unknown auth service.
//! - `content_token` takes `nv-tenant-id` from the query too, because one live client sends it there.
//! - A request without `Authorization`, or without the word `Bearer`, is refused like a bad access token: the
//!   companion sign-on documents 401 for a missing token.
//! - A body is read as JSON whatever its `Content-Type` says; the documents never name one.
//! - Error bodies are `{"message": ..}`; `{"code", "message"}` where the documents have a code. A refusal without a
//!   documented code (unknown account, content not entitled, device not approved) is 403 `{"message":"Forbidden"}`.
//! - An operator JWT needs `kid`, `typ`, `aud`, `OpfTenantId`, `OpfAccountId`, and `exp` in whole seconds; text, fractions
//!   and milliseconds are refused. Its lifetime has no upper limit, and its `jti` is not remembered.
//! - An empty `deviceInformation` makes a device: which members are mandatory is not documented.
//! - A sign-on checks, in this order: headers, body, session token, account, device. `content_token` checks the access
//!   token, the query, account and device, the content.
//! - A device that an access token names and that is gone (after a reset) is refused like a deleted one: 20003.
//! - A bare `POST /ags/signOn` signs on the account whose user name it gets, without a password, as the documents' own
//!   example of single sign-on does.
//! - Renewed tokens keep `fixed_exp`, and their `exp` never passes it. The ones they replace stay good.
//!
//! HTTP's own refusals stand beside the documented ones: 405 for another method (`HEAD` too), 413 for a body of more
//! than 64 KiB, and, before anything else is looked at, 403 for a request with `Origin` and 421 for another `Host`.

mod accounts;
mod ags;
mod choices;
mod claims;
mod clock;
mod config;
mod contents;
mod devices;
mod door;
#[cfg(feature = "faults")]
pub mod faults;
mod guard;
mod ias;
mod issue;
mod log;
mod operators;
mod platform;
mod random;
mod refusal;
mod request;
mod running;
mod server;
mod session_tokens;
mod snapshot;
mod start_error;

pub use accounts::{Account, AccountState, Streams};
pub use choices::{
    Approval, BadAccessToken, Choices, CorrelationEcho, ForeignClientId, NotARefusal, RefusalStatus, RenewedTokens,
    SpentBy, TokenForm,
};
pub use clock::Clock;
pub use config::{AuthServiceConfig, Lifetimes, OperatorJwtRules, SimulatorConfig};
pub use contents::{Content, Entitled};
pub use devices::{Device, DeviceState};
pub use log::LoggedRequest;
pub use operators::OperatorCredential;
pub use random::NoRandomness;
pub use running::{RunningSimulator, UnknownName};
pub use server::Simulator;
pub use snapshot::{AccountView, ContentView, DeviceView, Snapshot};
pub use start_error::StartError;
