//! Which extra headers an environment may have: well-formed, not the program's own, and none that carries a credential.

use http::{HeaderName, HeaderValue};
use tessera_protocol::headers::{AUTH_SERVICE_ID, CORRELATION_ID, OLD_TENANT_ID, TENANT_ID};

/// Parts of the names by which credentials travel.
const CREDENTIAL_WORDS: [&str; 9] =
    ["authorization", "cookie", "token", "secret", "passw", "api-key", "apikey", "credential", "auth-key"];

/// Ways in which a credential begins, whatever the header is called.
const CREDENTIAL_SCHEMES: [&str; 4] = ["bearer ", "basic ", "digest ", "negotiate "];

/// What the connection needs for itself.
const FRAMING: [&str; 8] =
    ["connection", "content-length", "expect", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

/// What requests have besides; an environment may set some of it to another value.
const SENT: [&str; 9] = [
    "accept",
    "accept-encoding",
    "content-encoding",
    "content-type",
    "cookie",
    "host",
    "proxy-authorization",
    "user-agent",
    CORRELATION_ID,
];

/// What is wrong with a header, and what to do; `None` when it can be sent.
pub(super) fn problem(name: &str, value: &str) -> Option<(String, &'static str)> {
    if let Some(problem) = name_problem(name) {
        return Some(problem);
    }
    let lower = name.to_ascii_lowercase();
    if CREDENTIAL_WORDS.iter().any(|word| lower.contains(word)) || begins_as_credential(value) {
        return Some((
            "carries a credential, and no secret may be in an environment file, which a team may keep in git"
                .to_owned(),
            "Remove it. Operator secrets are entered as operator credentials and lie in the keychain.",
        ));
    }
    value_problem(value)
}

/// The same for a header that is to carry the operator JWT.
pub(super) fn carrier_problem(name: &str) -> Option<(String, &'static str)> {
    let taken = SENT.into_iter().any(|known| name.eq_ignore_ascii_case(known));
    let free = "Name one that nothing else is sent in, such as OperatorAuthToken.";
    name_problem(name).or_else(|| taken.then(|| ("is sent with something else in it".to_owned(), free)))
}

/// What is wrong with the name of a header, and what to do; `None` when it is free for the environment to use.
pub(super) fn name_problem(name: &str) -> Option<(String, &'static str)> {
    if HeaderName::from_bytes(name.as_bytes()).is_err() {
        return Some((
            "is no name of a header".to_owned(),
            "Use letters, digits and hyphens, without spaces, colons or line ends.",
        ));
    }
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    if is(TENANT_ID) || is(OLD_TENANT_ID) {
        return Some(("is sent by the program".to_owned(), "Remove it, and set tenant and ways.tenant-header."));
    }
    if is(AUTH_SERVICE_ID) {
        return Some(("is sent by the program".to_owned(), "Remove it and set auth-service."));
    }
    if FRAMING.into_iter().any(is) {
        return Some(("belongs to the connection, not to the request".to_owned(), "Remove it."));
    }
    None
}

/// What is wrong with a text that is to be sent as the value of a header.
pub(super) fn value_problem(value: &str) -> Option<(String, &'static str)> {
    if HeaderValue::from_str(value).is_ok() && value.is_ascii() && value.trim() == value {
        return None;
    }
    let what = match value.chars().find(|letter| letter.is_control() || !letter.is_ascii()) {
        Some('\r' | '\n') => "holds a line end, which no header can carry".to_owned(),
        Some(letter) => format!("holds {letter:?}, which no header can carry"),
        None => "begins or ends with white space".to_owned(),
    };
    Some((what, "Use plain ASCII letters, digits and signs on one line."))
}

fn begins_as_credential(value: &str) -> bool {
    let value = value.trim_start().to_ascii_lowercase();
    CREDENTIAL_SCHEMES.iter().any(|scheme| value.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn headers_that_carry_credentials_are_refused_with_the_reason() {
        for (name, value) in [
            ("Authorization", "x"),
            ("proxy-authorization", "x"),
            ("nv-authorizations", "x"),
            ("COOKIE", "a=b"),
            ("Client-token", "x"),
            ("X-Api-Key", "x"),
            ("x-lab", "Bearer abc"),
        ] {
            let told = problem(name, value).map(|(what, _)| what).unwrap_or_default();
            assert!(told.contains("no secret may be in an environment file"), "{name}: {told}");
            assert!(!told.contains("abc"));
        }
    }

    #[test]
    fn headers_that_would_break_the_request_are_refused() {
        for (name, value) in [
            ("", "x"),
            ("x lab", "x"),
            ("x:lab", "x"),
            ("x-läb", "x"),
            ("x-lab", "a\r\nb: c"),
            ("x-lab", "é"),
            ("x-lab", "a\u{7f}"),
            ("x-lab", " a"),
            ("Content-Length", "3"),
            ("nv-tenant-id", "nagra"),
            ("TenantId", "nagra"),
            ("X-Auth-Service-Id", "y"),
        ] {
            assert!(problem(name, value).is_some(), "{name}: {value}");
        }
    }

    #[test]
    fn other_headers_are_taken() {
        for (name, value) in [("Nagra-Target", "tv"), ("x-lab", "a b\tc"), ("x-empty", "")] {
            assert_eq!(problem(name, value), None, "{name}");
        }
    }
}
