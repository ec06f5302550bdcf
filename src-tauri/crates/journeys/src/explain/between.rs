//! A refusal that comes from between this computer and the platform, or asks to wait: a proxy, the log-in page of a
//! network, a server that has enough to do.

use jiff::fmt::rfc2822::DateTimeParser;
use jiff::{SignedDuration, Timestamp};
use tessera_gateway::{Exchange, Refusal};
use tessera_tokens::in_words;

use super::times::server_time;
use super::{Cause, Remedy};
use crate::Step;

/// Who asks to wait longer does not mean a person who waits.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);
/// Characters of an odd header that are told.
const TOLD: usize = 40;

pub(super) fn of_refusal(step: Step, refusal: &Refusal, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    let again = Some(Remedy::RepeatFrom { step });
    let mut causes = Vec::new();
    match refusal.status {
        407 => causes.push(Cause::likely(
            "A proxy wants a user name and a password",
            "407 comes from a proxy and not from the platform. An environment holds no password: put it into HTTP_PROXY of the system, or ask for a way past the proxy.",
            Some(Remedy::EditEnvironment),
        )),
        511 => causes.push(Cause::likely(
            "This looks like the log-in page of a network",
            "511 comes from the network and not from the platform. Open a browser, log in to the network, and repeat.",
            again,
        )),
        // So nginx answers, which asks for the certificate in the handshake and judges it in HTTP.
        400 | 495 | 496 if is_page(exchange) && says(exchange, "SSL certificate") => causes.push(Cause::likely(
            "The server wants a client certificate, or another one",
            "The page that it answers speaks of an SSL certificate: see Response. Set client certificate and key in the environment.",
            Some(Remedy::EditEnvironment),
        )),
        _ if refusal.body.is_none() && is_page(exchange) => causes.push(Cause::possible(
            "This looks like a proxy or portal page",
            "A web page came in place of JSON: see Response. A VPN, a proxy, a log-in page of the network or a gateway may have answered.",
            Some(Remedy::EditEnvironment),
        )),
        _ => {}
    }
    if matches!(refusal.status, 429 | 503) {
        causes.extend(wait(exchange, now, again));
    }
    causes
}

fn says(exchange: &Exchange, words: &str) -> bool {
    exchange.answer().is_some_and(|answer| String::from_utf8_lossy(&answer.body).contains(words))
}

fn is_page(exchange: &Exchange) -> bool {
    exchange.answer().is_some_and(|answer| {
        let text = String::from_utf8_lossy(&answer.body);
        text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
    })
}

/// What `Retry-After` asks for: seconds, or a date by the server's clock (RFC 9110, section 10.2.3).
fn wait(exchange: &Exchange, now: Timestamp, again: Option<Remedy>) -> Option<Cause> {
    let asked = exchange.answer()?.header("retry-after")?.trim();
    let seconds = asked.bytes().all(|digit| digit.is_ascii_digit()) && !asked.is_empty();
    let wait = if seconds {
        // More digits than a number has are a long time as well.
        Some(asked.parse().map_or(SignedDuration::MAX, SignedDuration::from_secs))
    } else {
        let at = DateTimeParser::new().parse_timestamp(asked).ok();
        at.map(|at| at.duration_since(server_time(exchange, now)))
    };
    let told = told(asked);
    let nothing_repeats = "Nothing is repeated by itself.";
    Some(match wait {
        None => Cause::likely(
            "The server asks to wait, and does not say how long in a form that can be read",
            format!("Retry-After is \u{201c}{told}\u{201d}, neither seconds nor a date. {nothing_repeats}"),
            again,
        ),
        Some(wait) if wait > LONGEST_WAIT => Cause::likely(
            "The server asks to wait for more than a day, which can hardly be meant",
            format!("Retry-After is \u{201c}{told}\u{201d}. Ask whoever runs the server. {nothing_repeats}"),
            again,
        ),
        Some(wait) if wait <= SignedDuration::ZERO => Cause::likely(
            "The server says that it may be asked again at once",
            format!("Retry-After is \u{201c}{told}\u{201d}. {nothing_repeats}"),
            again,
        ),
        Some(wait) => Cause::likely(
            format!("The server asks to wait {} before the next call", in_words(wait)),
            format!("Retry-After is \u{201c}{told}\u{201d}. {nothing_repeats}"),
            again,
        ),
    })
}

fn told(text: &str) -> String {
    let told: String = text.chars().take(TOLD).collect();
    if told.len() < text.len() { told + "\u{2026}" } else { told }
}
