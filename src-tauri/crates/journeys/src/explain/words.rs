//! What a call that did not go well is said to have come to, in one place for the steps of a run and the calls of a session.

use tessera_gateway::{Exchange, Refusal};
use tessera_protocol::KnownCode;

/// The code of a refusal.
pub(crate) fn code(refusal: &Refusal) -> Option<&str> {
    refusal.body.as_ref()?.code.as_deref()
}

/// What is known of a code beside its meaning.
pub(crate) fn of_code(known: &KnownCode) -> String {
    format!("{} {} Code {}: {}.", known.causes, known.remedy, known.code, known.source)
}

/// Status, call, code and text of a refusal.
pub(crate) fn refused(refusal: &Refusal, exchange: &Exchange) -> String {
    let hidden = if refusal.status < 300 { " The refusal stands in the body of an answer of success." } else { "" };
    let message = refusal.body.as_ref().and_then(|body| body.message.as_deref());
    let words = match (code(refusal), message) {
        (Some(code), Some(message)) => format!("It said {code}: {}.", message.trim_end_matches('.')),
        (Some(code), None) => format!("It gave code {code}."),
        (None, Some(message)) => format!("It gave no reason but \u{201c}{message}\u{201d}."),
        (None, None) => "It gave no reason.".to_owned(),
    };
    format!("{} {words}{hidden}", answered(refusal.status, exchange))
}

/// Status and call of an answer that came.
pub(crate) fn answered(status: u16, exchange: &Exchange) -> String {
    format!("{status} from {}.", call(exchange))
}

/// That a call failed on its way.
pub(crate) fn not_answered(exchange: &Exchange) -> String {
    format!("{} did not reach an answer.", call(exchange))
}

fn call(exchange: &Exchange) -> String {
    format!("{} {}", exchange.sent.method, exchange.sent.url.path())
}
