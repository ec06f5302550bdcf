//! Judging a token: everything that can be said about it without asking the server.
//!
//! Reading stands in `read`, checking a signature in `verify`: a token can be judged that cannot be verified.

use jiff::{SignedDuration, Timestamp};
use tessera_protocol::Finding;

use crate::{Clocks, ReadTime, ReadToken, TimeUnit, TokenKind};

const WHY_TIME: &str = "Times in claims are whole seconds since 1970 (RFC 7519, section 2; the documents' examples).";
const REMEDY_TIME: &str = "Report it to whoever issues the token; other readers may take it for another moment.";

/// What is to be said of a token at a moment. `expected` is what the place it came from should hold.
pub fn judge(token: &ReadToken, expected: Option<&TokenKind>, at: impl Into<Clocks>) -> Vec<Finding> {
    let clocks = at.into();
    let mut findings = token.findings().to_vec();
    if let Some(expected) = expected {
        findings.extend(judge_kind(token, expected));
    }
    findings.extend(judge_algorithm(token));
    for name in ["exp", "nbf", "iat", "fixed_exp"] {
        findings.extend(judge_time(token, name, clocks));
    }
    findings
}

fn judge_kind(token: &ReadToken, expected: &TokenKind) -> Option<Finding> {
    let kind = token.kind();
    token.claims().filter(|_| kind != *expected)?;
    let what = format!("The {} has the typ of another kind: {}.", expected.label(), kind.label());
    Some(Finding::error(
        "token-of-another-kind",
        what,
        "The claim typ says what a token is for; one kind must not pass as another (RFC 8725, section 3.11).",
        "Check which member of the answer the token was taken from.",
    ))
}

fn judge_algorithm(token: &ReadToken) -> Option<Finding> {
    let alg = token.header()?.get("alg");
    if alg.is_some_and(|alg| alg == "HS256") {
        return None;
    }
    let what = match alg {
        Some(alg) => format!("It says it is signed with {alg}."),
        None => "Its header has no alg.".to_owned(),
    };
    Some(Finding::warning(
        "token-not-hs256",
        what,
        "The platform signs with HS256 only. A token with another alg, above all none, must not be believed (RFC 8725, section 3.1).",
        "",
    ))
}

fn judge_time(token: &ReadToken, name: &'static str, clocks: Clocks) -> Vec<Finding> {
    let Some(value) = token.claims().and_then(|claims| claims.get(name)) else { return vec![] };
    let time = ReadTime::read(value);
    let form = match &time {
        ReadTime::At(_, TimeUnit::Seconds) => None,
        ReadTime::At(_, TimeUnit::Milliseconds) => {
            Some(("token-time-in-milliseconds", format!("{name} is in milliseconds.")))
        }
        ReadTime::AtAsText(_) => Some(("token-time-as-text", format!("{name} is text instead of a number."))),
        ReadTime::Unreadable(reason) => Some(("token-time-unreadable", format!("{name} cannot be read: {reason}."))),
    };
    let form = form.map(|(rule, what)| Finding::warning(rule, what, WHY_TIME, REMEDY_TIME));
    form.into_iter().chain(time.at().and_then(|at| by_both_clocks(name, at, clocks))).collect()
}

/// The server's clock is the one that counts. What ours alone finds wrong is told for programs that go by it.
fn by_both_clocks(name: &'static str, at: Timestamp, clocks: Clocks) -> Option<Finding> {
    let here = judge_moment(name, at, clocks.here);
    let Some(server) = clocks.server else { return here };
    let there = judge_moment(name, at, server).map(|mut finding| {
        finding.what = format!("By the server's clock {}", finding.what.replacen("It", "it", 1));
        finding
    });
    there.or_else(|| {
        let what = here?.what;
        Some(Finding::warning(
            "token-time-by-our-clock",
            format!("By this computer's clock alone {}", what.replacen("It", "it", 1)),
            "The clocks differ, and the server's counts: by that one the token is in order.",
            "Set this computer's clock, or have the server's set: programs that go by it take the token for no good.",
        ))
    })
}

fn judge_moment(name: &'static str, at: Timestamp, now: Timestamp) -> Option<Finding> {
    let ago = in_words(now.duration_since(at));
    let ahead = in_words(at.duration_since(now));
    match name {
        "exp" if at <= now => Some(Finding::error(
            "token-expired",
            format!("It expired {ago} ago."),
            "A token is not accepted after exp.",
            "Get a new one: refresh, or repeat the step that issued it.",
        )),
        "fixed_exp" if at <= now => Some(Finding::error(
            "token-chain-ended",
            format!("Its sign-on ended {ago} ago (fixed_exp)."),
            "fixed_exp is the absolute end of a sign-on; refreshes do not move it.",
            "Sign on again.",
        )),
        "nbf" if at > now => Some(Finding::error(
            "token-not-yet-valid",
            format!("It becomes valid in {ahead} only."),
            "A token is not accepted before nbf.",
            "Wait, or compare the clocks of the issuer and of this computer.",
        )),
        "iat" if at > now => Some(Finding::warning(
            "token-issued-ahead",
            format!("It was issued {ahead} from now."),
            "A token cannot be older than its making; the clocks differ.",
            "Compare the clocks of the issuer and of this computer.",
        )),
        _ => None,
    }
}

/// A duration for people, to the nearest second, in its two largest units: `12 s`, `59 min`, `47 h 59 min`, `29 d 23 h`.
pub fn in_words(duration: SignedDuration) -> String {
    let seconds = (duration.as_millis().unsigned_abs() + 500) / 1000;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min"),
        (1..72, _) => format!("{hours} h {minutes} min"),
        _ => format!("{} d {} h", hours / 24, hours % 24),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use base64::Engine as _;

    use super::*;

    const NOW: i64 = 1_700_000_000;

    fn rules(claims: &str, expected: Option<&TokenKind>) -> Vec<String> {
        let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        let token = ReadToken::read(&format!("{}.{}.c2ln", part(r#"{"alg":"HS256"}"#), part(claims)));
        let found = judge(&token, expected, Timestamp::from_second(NOW).unwrap());
        found.into_iter().map(|finding| finding.rule.into_owned()).collect()
    }

    #[test]
    fn a_token_that_is_in_order_has_no_finding() {
        let claims = format!(r#"{{"typ":"DevAuthN","exp":{},"fixed_exp":{}}}"#, NOW + 3600, NOW + 9000);
        assert_eq!(rules(&claims, Some(&TokenKind::Access)), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_found_by_its_rule() {
        for (claims, rule) in [
            (format!(r#"{{"exp":{NOW}}}"#), "token-expired"),
            (format!(r#"{{"fixed_exp":{}}}"#, NOW - 1), "token-chain-ended"),
            (format!(r#"{{"nbf":{}}}"#, NOW + 1), "token-not-yet-valid"),
            (format!(r#"{{"iat":{}}}"#, NOW + 60), "token-issued-ahead"),
            (format!(r#"{{"exp":{}000}}"#, NOW + 60), "token-time-in-milliseconds"),
            (format!(r#"{{"exp":"{}"}}"#, NOW + 60), "token-time-as-text"),
            (r#"{"exp":1e30}"#.to_owned(), "token-time-unreadable"),
            (r#"{"exp":4000000000,"exp":4000000001}"#.to_owned(), "token-member-repeated"),
        ] {
            assert_eq!(rules(&claims, None), [rule], "{claims}");
        }
    }

    #[test]
    fn a_refresh_token_does_not_pass_as_an_access_token() {
        assert_eq!(rules(r#"{"typ":"RefreshAuthN"}"#, Some(&TokenKind::Access)), ["token-of-another-kind"]);
    }

    #[test]
    fn of_two_clocks_the_servers_counts_and_what_ours_alone_finds_wrong_is_told_too() {
        let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        let claims = format!(r#"{{"exp":{}}}"#, NOW + 3600);
        let token = ReadToken::read(&format!("{}.{}.c2ln", part(r#"{"alg":"HS256"}"#), part(&claims)));
        let day = SignedDuration::from_hours(24);
        let found = |here: SignedDuration, skew: SignedDuration| {
            let here = Timestamp::from_second(NOW).unwrap() + here;
            let found = judge(&token, None, Clocks::new(here, Some(skew)));
            found.into_iter().map(|finding| (finding.rule.into_owned(), finding.what)).collect::<Vec<_>>()
        };
        let told = |rule: &str, what: &str| vec![(rule.to_owned(), what.to_owned())];
        let ahead = "By this computer's clock alone it expired 23 h 0 min ago.";
        assert_eq!(found(day, -day), told("token-time-by-our-clock", ahead));
        let behind = "By the server's clock it expired 23 h 0 min ago.";
        assert_eq!(found(SignedDuration::ZERO, day), told("token-expired", behind));
        assert_eq!(found(SignedDuration::ZERO, SignedDuration::from_secs(4)), [], "clocks that agree are one");
    }

    #[test]
    fn an_unsigned_token_is_called_so() {
        let token = ReadToken::read("eyJhbGciOiJub25lIn0.e30.");
        let found = judge(&token, None, Timestamp::UNIX_EPOCH);
        assert_eq!(found[0].rule, "token-not-hs256");
    }

    #[test]
    fn durations_read_well() {
        for (seconds, words) in
            [(12, "12 s"), (-12, "12 s"), (3540, "59 min"), (172_740, "47 h 59 min"), (2_588_400, "29 d 23 h")]
        {
            assert_eq!(in_words(SignedDuration::from_secs(seconds)), words);
        }
    }
}
