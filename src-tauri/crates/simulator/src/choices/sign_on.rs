//! Choices about sign-on: session tokens and devices.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Answer to a `clientId` of another account's device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ForeignClientId {
    /// 401 `{"message":"Unauthorized"}`: the body is documented, its status is not.
    #[default]
    Unauthorized,
    /// 403 with code 20006, as one live deployment answers.
    InUse,
}

/// What makes a session token worthless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SpentBy {
    /// A sign-on that succeeds. After a refusal (device deleted, too many devices) it may be tried again.
    #[default]
    SignOn,
    /// The first sign-on that names it, whatever comes of it.
    FirstUse,
}

/// Whether new devices may play at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    /// Yes: approval is off by default on the platform too.
    #[default]
    Off,
    /// Not before somebody approves them: they sign on, and get no content token.
    ByOperator,
}

/// Where the operator JWT has to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OperatorJwtPlace {
    /// In `parameters`, as the page of the call has it.
    #[default]
    Parameter,
    /// In a header, as an overview says; it is called as the parameter would be. The body is not looked at.
    Header,
}

/// How often an operator JWT is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OperatorJwtReplay {
    /// Until it expires: the documented example has no `jti`.
    #[default]
    Allowed,
    /// Once, where it has a `jti`.
    Refused,
}

/// Where a 300 answer has its user account token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum UserTokenPlace {
    /// With each account, for that one.
    #[default]
    EachAccount,
    /// Once, beside the accounts. A parameter of `subsequentSignOn` says which one is meant.
    Once,
}
