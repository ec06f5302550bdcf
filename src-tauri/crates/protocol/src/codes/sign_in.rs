//! Codes of sign-on and playback. All come with 403 unless the gateway is configured otherwise.

use super::KnownCode;

const fn known(code: &'static str, meaning: &'static str, causes: &'static str, remedy: &'static str) -> KnownCode {
    KnownCode { code, meaning, causes, remedy, source: "AGS and ION, error codes of sign-in and playback" }
}

/// Codes of AGS, IAS and the gateway in front of them.
pub(super) const CODES: [KnownCode; 13] = [
    known(
        "20001",
        "The operator cancelled the account.",
        "The operator ended the contract; it can be undone.",
        "Ask the operator to activate the account, or use another one.",
    ),
    known(
        "20002",
        "The operator suspended the account.",
        "The operator stopped the account for a while; it can be undone.",
        "Ask the operator to lift the suspension, or use another account.",
    ),
    known(
        "20003",
        "The operator deleted this device.",
        "The device was removed from the account, to free a place or by mistake.",
        "Forget the device here and sign on first-time.",
    ),
    known(
        "20004",
        "The operator disabled this device.",
        "The operator stopped this one device; the account is not touched.",
        "Ask the operator to enable it, or sign on first-time as a new device.",
    ),
    KnownCode {
        source: "seen at one live deployment",
        ..known(
            "20006",
            "The client_id is in use for another account.",
            "A client_id of another user was kept when the user changed.",
            "Forget the device here and sign on first-time.",
        )
    },
    known(
        "20007",
        "The account has its maximum number of devices.",
        "Earlier first-time sign-ons made further devices, each of which counts.",
        "Have a device removed from the account, or sign on nth-time with a client_id it has.",
    ),
    known(
        "20018",
        "A proxy or VPN is in use, and the operator blocks those.",
        "The request left through a VPN, a proxy or a data centre.",
        "Leave the VPN, or ask for an exemption of this address.",
    ),
    known(
        "20019",
        "The location is blocked.",
        "The address, or the country of the bill, lies where geo-blocking applies.",
        "Test from an allowed location, or ask for an account that is exempt.",
    ),
    known(
        "20020",
        "The token's validity check failed.",
        "The token expired, was revoked, or is of another kind or tenant.",
        "Refresh, or sign on again.",
    ),
    KnownCode {
        source: "ION, error codes",
        ..known(
            "20021",
            "A first sign-in on a new device is not allowed from a restricted proxy.",
            "A first-time sign-on left through a proxy; an nth-time one might succeed.",
            "Leave the proxy for the first sign-on.",
        )
    },
    KnownCode {
        source: "ION, error codes",
        ..known(
            "20022",
            "A first sign-in on a new device is not allowed from this country.",
            "A first-time sign-on came from a restricted country; an nth-time one might succeed.",
            "Sign on first-time from an allowed country.",
        )
    },
    known(
        "20066",
        "The location is filtered.",
        "Geo-filtering hides the content in this location.",
        "Test from an allowed location, or ask for an account that is exempt.",
    ),
    KnownCode {
        source: "OPF gateway, access token validation",
        ..known(
            "99999:403",
            "The gateway found the access token invalid or expired.",
            "The access token expired, was cut, or belongs to another environment.",
            "Refresh, or sign on again.",
        )
    },
];
