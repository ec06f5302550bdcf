//! What is to be said of an exchange beside its outcome: departures from the documents that a reader would miss.

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use tessera_protocol::Finding;
use tessera_tokens::repeated_members;
use url::Url;

use crate::body::{has_mark, without_mark};
use crate::{Answer, Exchange, Outcome};

/// A clock is called wrong from this difference on: beyond it a short-lived token is refused.
const SKEW_WORTH_SAYING: SignedDuration = SignedDuration::from_secs(30);

/// Names of more characters than this are not told: nobody reads them, and a part of one may be half a secret.
const TOLD_NAMES: usize = 200;

/// Findings of one exchange.
pub fn judge(exchange: &Exchange) -> Vec<Finding> {
    let Outcome::Answered(answer) = &exchange.outcome else { return vec![] };
    [
        judge_status(exchange, answer),
        judge_redirect(exchange, answer),
        judge_framing(answer),
        judge_packed(answer),
        judge_content_type(answer),
        judge_mark(answer),
        judge_repeated(answer),
        judge_clock(exchange),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl Exchange {
    /// The server's clock less ours, by its `Date` header; half of the round trip is taken off. A `Date` has whole
    /// seconds, so this is the least difference that explains it: none while ours is within that second.
    pub fn clock_skew(&self) -> Option<SignedDuration> {
        let date = rfc2822::DateTimeParser::new().parse_timestamp(self.answer()?.header("date")?).ok()?;
        let wait = SignedDuration::from_micros(i64::try_from(self.timings.total / 2).ok()?);
        let ours: Timestamp = self.started_at.checked_add(wait).ok()?;
        let least = date.duration_since(ours);
        let most = least + SignedDuration::from_secs(1);
        Some(if least.is_positive() { least } else { most.min(SignedDuration::ZERO) })
    }
}

fn judge_status(exchange: &Exchange, answer: &Answer) -> Option<Finding> {
    let (call, status) = (exchange.call, answer.status);
    let documented = call.documented_success() == status
        || call.further_successes().contains(&status)
        || call.documented_refusals().contains(&status);
    let redirect = (300..400).contains(&status) && answer.header("location").is_some();
    if documented || redirect {
        return None;
    }
    let what = format!("{} answered {status}; the documents give {}.", call.name(), call.documented_success());
    let why = "Clients are written against the documented status, and some take another one for an error.";
    Some(Finding::warning("status-not-documented", what, why, "Tell whoever runs the server; this program goes on."))
        .filter(|_| status < 300)
        .or_else(|| {
            Some(Finding::note(
                "refusal-not-documented",
                format!("{} answered {status}, which its page does not list.", call.name()),
                "A proxy or gateway in front of the service may have answered in its place.",
            ))
        })
}

fn judge_redirect(exchange: &Exchange, answer: &Answer) -> Option<Finding> {
    let target = answer.header("location").filter(|_| (300..400).contains(&answer.status))?;
    let elsewhere = exchange.sent.url.join(target).map_or(true, |url: Url| url.origin() != exchange.sent.url.origin());
    elsewhere.then(|| {
        Finding::error(
            "redirect-to-another-host",
            "The redirect leads to another host.",
            "Following it would hand tokens and tenant to that host.",
            "If the platform has moved, enter its new address in the environment.",
        )
    })
}

/// Two ways to say where the body ends: whoever reads the other one sees two answers in place of one.
fn judge_framing(answer: &Answer) -> Option<Finding> {
    let both = answer.header("transfer-encoding").is_some() && answer.header("content-length").is_some();
    (both && answer.version != "HTTP/2.0").then(|| {
        Finding::error(
            "length-said-twice",
            "The answer has both Content-Length and Transfer-Encoding; the second was taken.",
            "A proxy that takes the other one sees the body end elsewhere, and answers can be smuggled in (RFC 9112, section 6.3).",
            "Tell whoever runs the server, or the proxy between: one of the two has to go.",
        )
    })
}

fn judge_packed(answer: &Answer) -> Option<Finding> {
    let packed = answer.packed.as_ref()?;
    let what = match packed.trouble {
        None => {
            format!("The body came packed with {}, in {} bytes; it is shown unpacked.", packed.coding, packed.bytes)
        }
        Some(why) => format!("The body says that it is packed with {}, and was left as it came: {why}.", packed.coding),
    };
    Some(Finding::warning(
        "body-packed",
        what,
        "This program asks for answers that are not packed, and a television that does not unpack cannot read them.",
        "Tell whoever runs the server, or a proxy between: without Accept-Encoding, or with identity, nothing is to be packed.",
    ))
}

fn judge_content_type(answer: &Answer) -> Option<Finding> {
    let json = answer.json()?;
    let said = answer.header("content-type").unwrap_or("nothing");
    let essence = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if json.is_null() || essence == "application/json" || essence.ends_with("+json") {
        return None;
    }
    Some(Finding::warning(
        "content-type-differs",
        format!("The body is JSON, and its content type says {said}."),
        "Clients that go by the content type will not read it.",
        "Tell whoever runs the server; this program judges by the content.",
    ))
}

fn judge_mark(answer: &Answer) -> Option<Finding> {
    has_mark(&answer.body).then(|| {
        Finding::warning(
            "byte-order-mark",
            "The body begins with a byte order mark, which was set aside.",
            "JSON has none (RFC 8259, section 8.1), and many readers stop at it.",
            "Tell whoever runs the server.",
        )
    })
}

fn judge_repeated(answer: &Answer) -> Option<Finding> {
    let repeated = repeated_members(without_mark(&answer.body)).ok()?;
    let names = repeated.join(", ");
    let what = match (repeated.len(), names.chars().count()) {
        (0, _) => return None,
        (1, ..=TOLD_NAMES) => format!("{names} stands more than once in the body; the last one is taken."),
        (_, ..=TOLD_NAMES) => format!("{names} stand more than once in the body; of each the last one is taken."),
        _ => "Members with long names stand more than once in the body; of each the last one is taken.".to_owned(),
    };
    Some(Finding::warning(
        "member-repeated",
        what,
        "Names are to be unique (RFC 8259, section 4): some readers take the first, some the last, some refuse the body.",
        "Tell whoever runs the server.",
    ))
}

fn judge_clock(exchange: &Exchange) -> Option<Finding> {
    let skew = exchange.clock_skew()?;
    (skew.abs() >= SKEW_WORTH_SAYING).then(|| {
        let way = if skew.is_negative() { "behind" } else { "ahead of" };
        Finding::warning(
            "clocks-differ",
            format!("The server's clock is {} {way} this computer's.", tessera_tokens::in_words(skew)),
            "exp is compared with the server's clock: a short-lived operator JWT may be refused as expired.",
            "Set this computer's clock, or have the server's set.",
        )
    })
}
