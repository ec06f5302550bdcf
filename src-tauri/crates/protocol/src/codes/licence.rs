//! Codes of the licence servers. Their refusals come with 400 or 500, as far as they were seen.

use super::KnownCode;

const fn known(code: &'static str, meaning: &'static str, causes: &'static str, remedy: &'static str) -> KnownCode {
    KnownCode { code, meaning, causes, remedy, source: "SSP, Content License Manager, error codes" }
}

/// As Widevine has them.
pub(super) const CODES: [KnownCode; 52] = [
    known(
        "1001",
        "The request has the wrong format.",
        "Body or content type is not what this licence server takes.",
        "Look at body and content type: Widevine takes bytes or JSON, PlayReady XML, FairPlay bytes.",
    ),
    known(
        "1002",
        "The interface version in the address is wrong.",
        "The path has another version than v1.",
        "Check the licence server's address in the environment.",
    ),
    known(
        "1003",
        "A header is empty.",
        "nv-authorizations was sent without a value.",
        "Look at the headers that were sent.",
    ),
    known(
        "1004",
        "nv-authorizations has the wrong format.",
        "It has a scheme word, blanks, or more tokens than it may.",
        "Send the tokens alone, separated by a comma without a blank.",
    ),
    known(
        "1005",
        "A mandatory header is missing.",
        "nv-authorizations was not sent.",
        "Look at the headers that were sent.",
    ),
    known(
        "1006",
        "The address of the token service is missing in the configuration.",
        "The tenant is not set up completely.",
        "Ask the operator.",
    ),
    known(
        "1007",
        "A date cannot be read.",
        "start or end of the content rights is no ISO 8601 date.",
        "Have the content's dates corrected.",
    ),
    known(
        "1008",
        "The tenant's configuration is missing.",
        "The SSP tenant in the address is wrong, or not set up.",
        "Check the licence server's address: it ends with the SSP tenant.",
    ),
    known(
        "1009",
        "A certificate is missing or wrong.",
        "The tenant's certificates are not installed.",
        "Ask the operator.",
    ),
    known(
        "1010",
        "The type of track is wrong.",
        "The challenge asks for tracks that the content has not.",
        "Check that challenge and content belong together.",
    ),
    known(
        "2001",
        "The challenge has the wrong format.",
        "It is empty, cut, or of another DRM.",
        "If the probe was sent without a challenge, the token was accepted: this is the verdict wanted.",
    ),
    known(
        "2002",
        "The generations of keys do not match.",
        "The content was packaged again since.",
        "Fetch the manifest again.",
    ),
    known(
        "2102",
        "The PSSH is missing.",
        "The challenge was made without the content's initialisation data.",
        "Make the challenge from the content's manifest.",
    ),
    known(
        "2103",
        "There is no content id.",
        "The challenge's initialisation data names no content.",
        "Make the challenge from the content's manifest.",
    ),
    known(
        "2104",
        "The HDCP version is wrong.",
        "The device says a version that the server does not know.",
        "Test with another device.",
    ),
    known(
        "3001",
        "The version of the content token is wrong.",
        "ver is not 1.0.",
        "Ask the operator where the content token comes from.",
    ),
    known(
        "3002",
        "The version of the content-key token is wrong.",
        "The content was packaged with another version.",
        "Ask the operator.",
    ),
    known(
        "3003",
        "A parameter is missing in the token's header.",
        "kid, alg or typ is missing.",
        "Look at the token's header.",
    ),
    known(
        "3004",
        "The token's encryption key is wrong.",
        "The token was encrypted for another tenant.",
        "Check that token and licence server belong to one tenant.",
    ),
    known(
        "3005",
        "The type of the token is not known.",
        "Another token than a content token was sent.",
        "Send the content token: its typ is ContentAuthZ.",
    ),
    known(
        "3006",
        "The token has the wrong format.",
        "It is no JWT, was cut, or its signature does not fit.",
        "Get a new content token, and send it whole.",
    ),
    known(
        "3007",
        "contentRights has the wrong format.",
        "The issuer wrote the claim in a way that this server does not read.",
        "Look at the claim contentRights.",
    ),
    known(
        "3008",
        "The entitlements have the wrong format.",
        "The rights manager answered something unreadable.",
        "Ask the operator.",
    ),
    known(
        "3009",
        "The account has the wrong format.",
        "The rights manager answered something unreadable.",
        "Ask the operator.",
    ),
    known(
        "3010",
        "Several content rights are not supported.",
        "The token holds rights for more than one content.",
        "Ask for a content token for one content.",
    ),
    known(
        "3011",
        "The account profile has the wrong format.",
        "The rights manager answered something unreadable.",
        "Ask the operator.",
    ),
    known(
        "4000",
        "It was not granted.",
        "The content's window is over or has not begun, or the account is not entitled to it.",
        "Look at the content rights in the content token.",
    ),
    known(
        "4001",
        "The content token is missing.",
        "nv-authorizations holds no token, or a session token alone.",
        "Send the content token first in nv-authorizations.",
    ),
    known("4002", "The content-key token is missing.", "The content was packaged without it.", "Ask the operator."),
    known(
        "4003",
        "There are several content tokens.",
        "nv-authorizations holds more than one.",
        "Send one content token, and the session token after it.",
    ),
    known("4004", "A key stands twice.", "The content-key token repeats a key.", "Ask the operator."),
    known(
        "4005",
        "The expiration date has passed.",
        "The content token, or the session token beside it, expired.",
        "Get a new content token.",
    ),
    known(
        "4006",
        "The token was already used.",
        "A token with jti and exp is good for one licence.",
        "Get a new content token for each licence.",
    ),
    known(
        "4007",
        "The device of the token is not that of the challenge.",
        "The content token was got on another device than the challenge was made on.",
        "Get the content token as the device that made the challenge.",
    ),
    known(
        "4008",
        "The security level is too low.",
        "The usage rules want a device with hardware protection.",
        "Test with another device, or a content with other rules.",
    ),
    known(
        "4009",
        "The tenant does not match.",
        "The token belongs to another tenant than the address.",
        "Check the licence server's address: it ends with the SSP tenant, not the OPF tenant.",
    ),
    known(
        "4010",
        "The credential has not the privilege.",
        "The token was signed with a credential that may not issue it.",
        "Ask the operator.",
    ),
    known(
        "4011",
        "There is no key for this key id or content.",
        "The content was never packaged for this DRM, or its id is another.",
        "Check that content_id is the drmId of the metadata.",
    ),
    known(
        "4012",
        "The header api is wrong.",
        "A header of the call names another interface.",
        "Look at the headers that were sent.",
    ),
    known(
        "4013",
        "The header caller is wrong.",
        "A header of the call names another caller.",
        "Look at the headers that were sent.",
    ),
    known(
        "4014",
        "There is a problem with the token's kid.",
        "kid is missing, or cannot be read.",
        "Look at the token's header.",
    ),
    known(
        "4015",
        "The credential was not found.",
        "The platform has not got the credential that kid names.",
        "Ask the operator whether the credential is installed at SSP.",
    ),
    known("4016", "A mandatory field is missing.", "The token lacks a claim.", "Look at the token's claims."),
    known("4017", "The device is disabled.", "The operator disabled it.", "Ask the operator to enable it."),
    known(
        "4018",
        "The device does not exist.",
        "It was deleted, or is not provisioned at SSP.",
        "Forget the device here and sign on first-time.",
    ),
    known("4019", "The device is not in the account.", "The token mixes a device and an account.", "Sign on again."),
    known("4020", "The account is not active.", "The operator suspended or cancelled it.", "Ask the operator."),
    known(
        "4021",
        "The product has no entitlement.",
        "The account has not bought the content's product.",
        "Test with an account that is entitled.",
    ),
    known(
        "4022",
        "The rights manager does not know the tenant.",
        "The tenant is not set up completely.",
        "Ask the operator.",
    ),
    known(
        "4024",
        "The tenant was not found.",
        "The SSP tenant in the address is wrong.",
        "Check the licence server's address: it ends with the SSP tenant.",
    ),
    known(
        "4025",
        "The tenant is not active.",
        "The operator's contract with SSP is not in force.",
        "Ask the operator.",
    ),
    known(
        "4027",
        "The device's id does not match.",
        "The token was got on another device.",
        "Get the content token as the device that plays.",
    ),
];

/// What `PlayReady`, and the older PRM, have differently.
pub(super) const PLAY_READY: [KnownCode; 5] = [
    known(
        "1005",
        "The correlation id has the wrong format.",
        "x-correlation-id is not what this server takes.",
        "Send a UUID as correlation id.",
    ),
    known(
        "1006",
        "The tenant's id has the wrong format.",
        "The address does not end with an SSP tenant.",
        "Check the licence server's address: it ends with the SSP tenant.",
    ),
    known(
        "2104",
        "The device's id is wrong.",
        "The challenge names no device that the server can read.",
        "Test with another device.",
    ),
    known(
        "3003",
        "The signature is wrong.",
        "The token was signed with another key, or changed on the way.",
        "Get a new content token, and send it whole.",
    ),
    known(
        "3004",
        "The token cannot be decrypted.",
        "The token was encrypted for another tenant.",
        "Check that token and licence server belong to one tenant.",
    ),
];
