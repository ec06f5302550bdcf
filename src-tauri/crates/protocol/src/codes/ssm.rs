//! Codes of the session manager. Its refusals come with 400, as far as they were seen.

use super::KnownCode;

const fn known(code: &'static str, meaning: &'static str, causes: &'static str, remedy: &'static str) -> KnownCode {
    KnownCode { code, meaning, causes, remedy, source: "SSP, Secure Session Manager, error codes" }
}

/// Codes of SSM.
pub(super) const CODES: [KnownCode; 18] = [
    known(
        "1000",
        "The request has the wrong format.",
        "The body is not the JSON that the call wants.",
        "Look at the body that was sent.",
    ),
    known(
        "1001",
        "The device's unique id does not match.",
        "The token was issued for another device than the stream's.",
        "Get a content token on this device, and set up a new session.",
    ),
    known(
        "1003",
        "The authentication token is invalid.",
        "nv-authorizations is missing, or holds no content token that SSM can check.",
        "Get a new content token, and check that both come from one environment.",
    ),
    known(
        "1004",
        "The token's expiration time is invalid.",
        "The token expired: a heartbeat came late, or the content token is old.",
        "Set up a new session with a fresh content token.",
    ),
    known(
        "1005",
        "The tenant does not match.",
        "The SSP tenant in the address is not the token's.",
        "Check the SSM address of the environment: it ends with the SSP tenant, not the OPF tenant.",
    ),
    known(
        "1006",
        "The token is invalid.",
        "The session token was replaced by a newer one, or its session has ended.",
        "Use the session token of the last answer; if there is none, set up a new session.",
    ),
    known(
        "1007",
        "The limit of sessions is exceeded.",
        "The account, its device group or its network plays as many streams as it may; a lost stream counts until its heartbeat is missed.",
        "Tear a session down, or wait for a lost one to expire.",
    ),
    known(
        "1008",
        "Session management is disabled.",
        "The account's session control is switched off.",
        "Play without a session: sessionControlEnabled of the token says so.",
    ),
    known(
        "1009",
        "Device and account do not belong together.",
        "The device was moved, or the token mixes two accounts.",
        "Sign on again.",
    ),
    known("1011", "The request is bad.", "Something is missing, or stands twice.", "Look at what was sent."),
    known(
        "1012",
        "The credential's key is not available.",
        "The platform has not got the key that the token's kid names.",
        "Ask the operator whether the credential is installed at SSP.",
    ),
    known(
        "1013",
        "The device's id is missing.",
        "The token names no device.",
        "Ask for the content token with type=device.",
    ),
    known(
        "1017",
        "The external session id is longer than 256 characters.",
        "A client chose an id of its own that is too long.",
        "Use a shorter one.",
    ),
    known(
        "1018",
        "The external session id is in use.",
        "A client chose an id that another session has.",
        "Use another one, or tear that session down.",
    ),
    known(
        "3001",
        "The account is not known.",
        "The account was removed, or is not provisioned at SSP.",
        "Ask the operator whether the account exists at SSP.",
    ),
    known(
        "3004",
        "The device is not known.",
        "The device was deleted, or is not provisioned at SSP.",
        "Forget the device here and sign on first-time.",
    ),
    known(
        "4000",
        "The server failed internally.",
        "A fault of the platform.",
        "Repeat the call; if it stays, look into the server's log by the correlation id.",
    ),
    known(
        "4001",
        "The session manager is not available.",
        "It is being restarted, or overloaded.",
        "Repeat the call later.",
    ),
];
