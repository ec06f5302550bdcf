//! The door: what every request passes on its way in, and every answer on its way out.
//!
//! In: the guard, and faults that are ordered. Out: `Date` by the simulator's clock, the correlation id, that it is simulated, an entry in the request log.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::header::DATE;
use axum::http::{HeaderName, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use tessera_protocol::headers::{CORRELATION_ID, SIMULATOR};
use tessera_protocol::{Call, CodeFamily};

use crate::choices::SHORT;
use crate::log::LoggedRequest;
use crate::orders::{call_at, play};
use crate::platform::Platform;
use crate::refusal::{Refusal, Why, printable};
use crate::{CorrelationEcho, CorrelationForm, admin, guard};

/// Characters of a path or a correlation id that are kept.
const KEPT: usize = 200;

/// What the door knows besides the platform.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) platform: Arc<Platform>,
    pub(crate) port: u16,
}

pub(crate) async fn pass(State(door): State<Door>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let at = door.platform.clock.now();
    let method = request.method().to_string();
    let call = call_at(request.uri().path());
    let path = path(request.uri());
    let correlation = request.headers().get(CORRELATION_ID).cloned();
    let of_the_operator = request.uri().path().starts_with(admin::PREFIX);
    let choices = door.platform.choices();
    let form = if of_the_operator { CorrelationForm::Any } else { choices.correlation_id_form };
    let admitted = guard::admit(request.headers(), request.uri(), door.port)
        .and_then(|()| check_correlation(form, correlation.as_ref(), call));
    let may_be_struck = admitted.is_ok() && !of_the_operator;
    let struck = may_be_struck.then(|| door.platform.orders.strike(request.uri().path())).flatten();
    let mut answer = match (admitted, struck) {
        (Ok(()), None) => next.run(request).await,
        (Ok(()), Some((call, fault))) => play(fault, call, request, next).await,
        (Err(refusal), _) => refusal.into_response(),
    };
    if let Some(date) = date(at) {
        answer.headers_mut().insert(DATE, date);
    }
    // Whatever address it is reached at, what it answered is not taken for a platform's.
    answer.headers_mut().insert(HeaderName::from_static(SIMULATOR), HeaderValue::from_static("simulated"));
    let echo = choices.correlation_id == CorrelationEcho::Echoed;
    if let Some(id) = correlation.clone().filter(|_| echo) {
        answer.headers_mut().insert(HeaderName::from_static(CORRELATION_ID), id);
    }
    if of_the_operator {
        return answer;
    }
    door.platform.log.add(LoggedRequest {
        number: 0,
        at,
        method,
        path: printable(&door.platform.cut(&path), KEPT),
        call,
        status: answer.status().as_u16(),
        correlation_id: correlation.map(|id| {
            let id = String::from_utf8_lossy(id.as_bytes());
            printable(&door.platform.cut(&id), KEPT).into()
        }),
        microseconds: started.elapsed().as_micros().try_into().unwrap_or(u64::MAX),
        why: answer.extensions_mut().remove::<Why>().map(|Why(why)| door.platform.cut(&why)),
    });
    answer
}

/// `PlayReady` has a code for it: "correlation-id format".
fn check_correlation(form: CorrelationForm, id: Option<&HeaderValue>, call: Option<Call>) -> Result<(), Refusal> {
    match id {
        Some(id) if form == CorrelationForm::Short && id.len() > SHORT => {
            let why = format!("{CORRELATION_ID}: it has more than {SHORT} characters");
            Err(match call {
                Some(Call::PlayReadyLicence) => Refusal::numbered(CodeFamily::PlayReady, "1005", why),
                _ => Refusal::bad_request(why),
            })
        }
        _ => Ok(()),
    }
}

thread_local! {
    /// The last `Date` and its second: it is the same for all answers of a second.
    static LAST_DATE: RefCell<Option<(i64, HeaderValue)>> = const { RefCell::new(None) };
}

fn date(at: Timestamp) -> Option<HeaderValue> {
    let second = at.as_second();
    let last = LAST_DATE.with_borrow(|last| last.clone().filter(|(of, _)| *of == second));
    if let Some((_, date)) = last {
        return Some(date);
    }
    let text = DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok()?;
    let date = HeaderValue::try_from(text).ok()?;
    LAST_DATE.set(Some((second, date.clone())));
    Some(date)
}

/// The path as the log shows it: names of the query without their values.
fn path(uri: &Uri) -> String {
    let named = |pair: &str| {
        let name = pair.split_once('=').map(|(name, _)| format!("{name}="));
        name.unwrap_or_default() + "\u{2026}"
    };
    match uri.query() {
        None => uri.path().to_owned(),
        Some(query) => format!("{}?{}", uri.path(), query.split('&').map(named).collect::<Vec<_>>().join("&")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_log_shows_a_path_without_the_values_of_its_query() {
        let uri = "/ias/v2/content_token?content_id=CH015&type=device&abc3fj".parse().unwrap();
        assert_eq!(path(&uri), "/ias/v2/content_token?content_id=\u{2026}&type=\u{2026}&\u{2026}");
    }

    #[test]
    fn the_date_is_that_of_the_simulators_clock() {
        let at = "2022-06-10T15:04:53Z".parse().unwrap();
        assert_eq!(date(at).unwrap(), "Fri, 10 Jun 2022 15:04:53 GMT");
        let later = "2022-06-10T15:04:54.9Z".parse().unwrap();
        for (at, told) in [(later, "Fri, 10 Jun 2022 15:04:54 GMT"), (at, "Fri, 10 Jun 2022 15:04:53 GMT")] {
            assert_eq!(date(at).unwrap(), told, "whichever was asked for before");
        }
    }
}
