//! What each claim and header member means, in plain words. A name that is not here is shown without words.

const OF_THE_HEADER: &[(&str, &str)] =
    &[("typ", "kind of token"), ("alg", "how it is signed"), ("kid", "which credential signed it")];

const OF_CLAIMS: &[(&str, &str)] = &[
    ("typ", "what the token is for"),
    ("ver", "version of the claims"),
    ("exp", "not accepted after this"),
    ("nbf", "not accepted before this"),
    ("iat", "issued at"),
    ("fixed_exp", "no refresh goes past this"),
    ("jti", "id of the token"),
    ("aud", "who is to accept it"),
    ("OpfAccountId", "account the session token will sign on to"),
    ("OpfTenantId", "tenant of that account"),
    ("tenantId", "tenant"),
    ("accountId", "account"),
    ("userId", "user of the account"),
    ("deviceId", "device; equals client_id of the answer"),
    ("accountProfileId", "profile of the account"),
    ("playoutDeviceClass", "device class, defined by the operator"),
    ("sessionControl", "how many streams at once"),
    ("geoBlockExempt", "whether geo-blocking is off for it"),
    ("onNetwork", "whether the address is in the operator's network"),
    ("inHome", "whether the device is at home"),
    ("billingCountryCode", "country of the bill"),
    ("countryCode", "country (older tokens)"),
    ("parentalControl", "highest rating that may play"),
    ("filteringInformation", "location by which contents are hidden"),
    ("blockingInformation", "location by which access is refused"),
    ("deviceInformation", "what the device said of itself"),
    ("watermarking", "whether a watermark is put in"),
    ("deviceProfileId", "profile of the device"),
    ("deviceProfileFeatures", "features of that profile"),
    ("deviceGroupSessionLimitProfileId", "limit profile of the device group"),
    ("device", "device the rights are bound to"),
    ("contentRights", "what may be played, when and how"),
];

/// Plain words for a header member; `None` when the documents do not know it.
pub(crate) fn header_meaning(name: &str) -> Option<&'static str> {
    words(OF_THE_HEADER, name)
}

/// Plain words for a claim; `None` when the documents do not know it.
pub fn meaning(name: &str) -> Option<&'static str> {
    words(OF_CLAIMS, name)
}

fn words(known: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    known.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}
