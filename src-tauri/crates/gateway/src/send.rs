//! Sending a request and keeping what came back, whatever it is.

mod classify;
mod through_proxy;
mod tls;
mod under_way;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tessera_protocol::{Actor, Call, CorrelationId, headers};
use url::Url;
use uuid::Uuid;

use crate::connection::not_built;
use crate::failure::ProxyTrouble;
use crate::proxy::{Proxies, place};
use crate::timings::{SETUP, Setup, Slot, TimedConnector, TimedResolver, Timings};
use crate::unpack::unpack;
use crate::{Answer, Connection, ConnectionError, Exchange, Failure, FailureKind, Header, Outcome, Request, Sent};
use under_way::{Ended, UnderWay};

/// Answers of the platform are a few kilobytes; more than this is something else.
const BODY_LIMIT: usize = 5 << 20;

/// Headers whose value is a token: the HTTP library neither shows nor compresses it.
const SECRET: [&str; 4] = [headers::AUTHORIZATION, headers::USER_TOKEN, headers::NV_AUTHORIZATIONS, headers::TOKEN];

/// A client for one environment. Cheap to clone; connections are kept between calls.
#[derive(Clone)]
pub struct Gateway {
    client: reqwest::Client,
    connection: Arc<Connection>,
    proxies: Proxies,
    deployment_headers: HeaderMap,
    ended: Ended,
}

impl Gateway {
    /// Makes a client; nothing is sent yet.
    pub fn new(connection: Connection) -> Result<Self, ConnectionError> {
        let proxies = Proxies::of(&connection.proxy);
        let client = connection
            .builder(&proxies)?
            .dns_resolver(Arc::new(TimedResolver))
            .connector_layer(TimedConnector::layer())
            .build()
            .map_err(|error| not_built(&error))?;
        let mut deployment_headers = HeaderMap::new();
        for (name, value) in &connection.headers {
            let wrong = || ConnectionError::Header { name: name.clone() };
            let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong())?;
            deployment_headers.append(header, header_value(value).ok_or_else(wrong)?);
        }
        Ok(Self { client, connection: Arc::new(connection), proxies, deployment_headers, ended: Ended::default() })
    }

    /// How the environment is reached.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Sends one request, once, and waits for its answer. `now` is the time to note as its begin.
    ///
    /// Dropping the future ends the call and closes its connection; what was sent is for [`Self::ended`].
    pub async fn call(&self, request: Request, correlation_id: Option<&CorrelationId>, now: Timestamp) -> Exchange {
        let call = request.call;
        let slot = Slot::default();
        let begin = Instant::now();
        let (sent, ready) = self.prepare(request, correlation_id);
        let asked = Exchange {
            id: Uuid::new_v4(),
            call,
            correlation_id: correlation_id.cloned(),
            started_at: now,
            sent,
            outcome: Outcome::Failed { failure: Failure::new(FailureKind::Ended), partial: None },
            timings: Timings::default(),
        };
        let under_way = UnderWay::new(&asked, begin, &self.ended);
        let (outcome, head) = match ready {
            Ok(ready) => {
                let deadline = begin + self.connection.answer_timeout;
                SETUP.scope(Arc::clone(&slot), self.exchange(ready, deadline, &asked.sent.url, &slot)).await
            }
            Err(failure) => (Outcome::Failed { failure, partial: None }, None),
        };
        under_way.done();
        let setup = slot.lock().map_or_else(|_| Setup::default(), |setup| *setup);
        let timings = setup.timings(head.map(|head| head - begin), begin.elapsed());
        Exchange { outcome, timings, ..asked }
    }

    /// The last call whose future was dropped before its answer was there, once: a request without an answer.
    pub fn ended(&self) -> Option<Exchange> {
        self.ended.take()
    }

    fn prepare(
        &self,
        request: Request,
        correlation_id: Option<&CorrelationId>,
    ) -> (Sent, Result<reqwest::Request, Failure>) {
        let base = self.connection.base(request.call.to());
        let mut url = base.cloned().unwrap_or_else(|| self.unset());
        url.set_path(&format!("{}{}", url.path().trim_end_matches('/'), request.path));
        url.set_query(Some(request.query.as_str()).filter(|query| !query.is_empty()));
        let correlation = correlation_id.map(|id| (headers::CORRELATION_ID, id.to_string()));
        let mut named: Vec<(&str, String)> = correlation.into_iter().collect();
        if knows_the_tenant(request.call.to()) {
            let tenant = |name: &&'static str| (*name, self.connection.tenant.to_string());
            named.extend(self.connection.tenant_header.names().iter().map(tenant));
        }
        named.extend(request.headers);
        let mut wrong = None;
        let mut map = self.deployment_headers.clone();
        map.entry("accept").or_insert(HeaderValue::from_static(request.accept));
        // Without this a server may pack its answer as it likes (RFC 9110, section 12.5.3).
        map.entry("accept-encoding").or_insert(HeaderValue::from_static("identity"));
        map.entry("user-agent").or_insert(HeaderValue::from_static(concat!("Tessera/", env!("CARGO_PKG_VERSION"))));
        if request.body.is_some() {
            map.insert("content-type", HeaderValue::from_static(request.content_type));
        } else if request.call.method() != "GET" {
            // A POST says its length, also when that is nothing (RFC 9110, section 8.6); the HTTP library does not.
            map.insert("content-length", HeaderValue::from(0));
        }
        for (name, value) in named {
            match header_value(&value) {
                Some(mut value) => {
                    value.set_sensitive(SECRET.contains(&name));
                    map.insert(name, value);
                }
                None => wrong = Some(name.to_owned()),
            }
        }
        if let Some((name, value)) = request.operator_jwt {
            match HeaderName::from_bytes(name.as_bytes()).ok().zip(header_value(&value)) {
                Some((name, mut value)) => {
                    value.set_sensitive(true);
                    map.insert(name, value);
                }
                None => wrong = Some(name),
            }
        }
        let call = request.call;
        let sent = sent(call, url, &map, request.body);
        if let Some(name) = wrong {
            let reason = format!("the value for {name} holds characters that no header can carry");
            return (sent, Err(Failure::new(FailureKind::NotSendable { reason })));
        }
        if base.is_none() {
            let of = call.to().name().to_owned();
            return (sent, Err(Failure::new(FailureKind::NoAddress { of })));
        }
        let method = match sent.method {
            "GET" => reqwest::Method::GET,
            "PUT" => reqwest::Method::PUT,
            _ => reqwest::Method::POST,
        };
        let mut ready = reqwest::Request::new(method, sent.url.clone());
        *ready.headers_mut() = map;
        *ready.body_mut() = sent.body.clone().map(reqwest::Body::from);
        (sent, Ok(ready))
    }

    /// What stands in the place of a base URL that the environment has not got.
    fn unset(&self) -> Url {
        Url::parse("unset:/").unwrap_or_else(|_| self.connection.ags.clone())
    }

    async fn exchange(
        &self,
        ready: reqwest::Request,
        deadline: Instant,
        url: &Url,
        slot: &Slot,
    ) -> (Outcome, Option<Instant>) {
        let failed = |cause, partial| Outcome::Failed { failure: Failure::new(cause), partial };
        let seconds = whole_seconds(self.connection.answer_timeout);
        let proxy = self.proxies.between(url);
        if let Some(other) = proxy.as_ref().filter(|proxy| !matches!(proxy.scheme(), "http" | "https")) {
            let trouble = ProxyTrouble::OtherKind { scheme: other.scheme().to_owned() };
            return (failed(FailureKind::Proxy { proxy: place(other), trouble }, None), None);
        }
        let mut response = match within(deadline, self.client.execute(ready)).await {
            Some(Ok(response)) => response,
            Some(Err(error)) => {
                let known = classify::Known {
                    url,
                    proxy: proxy.as_ref(),
                    named: self.connection.identity_pem.is_some(),
                    tried: slot.lock().ok().and_then(|setup| setup.families),
                    connect: whole_seconds(self.connection.connect_timeout),
                    answer: seconds,
                };
                return (failed(classify::before_head(&error, known), None), None);
            }
            None => return (failed(FailureKind::NoAnswer { seconds }, None), None),
        };
        let head = Instant::now();
        let promised = response.content_length();
        let mut answer = Answer {
            status: response.status().as_u16(),
            version: format!("{:?}", response.version()),
            headers: listed(response.headers()),
            body: Vec::new(),
            packed: None,
        };
        if answer.status == 101 {
            let reason = "it switches to another protocol (101), which was not asked for".to_owned();
            return (failed(FailureKind::NotHttp { reason }, Some(answer)), Some(head));
        }
        loop {
            let chunk = within(deadline, response.chunk()).await;
            let bytes = answer.body.len();
            let cause = match chunk {
                Some(Ok(None)) => match unpack(&mut answer, BODY_LIMIT) {
                    Ok(()) => return (Outcome::Answered(answer), Some(head)),
                    Err(cause) => cause,
                },
                Some(Ok(Some(chunk))) if bytes + chunk.len() <= BODY_LIMIT => {
                    answer.body.extend_from_slice(&chunk);
                    continue;
                }
                Some(Ok(Some(_))) => FailureKind::BodyTooLarge { limit: BODY_LIMIT },
                Some(Err(error)) => classify::within_body(&error, bytes, promised),
                None => FailureKind::BodyTimedOut { bytes, seconds },
            };
            return (failed(cause, Some(answer)), Some(head));
        }
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Gateway({:?})", self.connection)
    }
}

/// Whether the page of a call lists the tenant: DSRA's list none, and the SSP has its own tenant in the address.
fn knows_the_tenant(to: Actor) -> bool {
    !matches!(to, Actor::Dsra | Actor::Ssm | Actor::LicenceServer)
}

/// Rounded up: no limit is told as 0 s.
fn whole_seconds(limit: Duration) -> u64 {
    limit.as_secs() + u64::from(limit.subsec_nanos() > 0)
}

/// `None` for what no header can carry. The HTTP library would send bytes beyond ASCII, which every server reads
/// in a way of its own.
fn header_value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok().filter(|_| text.is_ascii())
}

/// `None` when the deadline passes first.
async fn within<T>(deadline: Instant, future: impl Future<Output = T>) -> Option<T> {
    let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
    tokio::time::timeout(left, future).await.ok()
}

/// The request with the headers that the HTTP library is going to add, in the order of HTTP/1.1.
fn sent(call: Call, url: Url, map: &HeaderMap, body: Option<Vec<u8>>) -> Sent {
    let mut headers = listed(map);
    if !map.contains_key("host") {
        let host = url.host_str().unwrap_or_default();
        headers.push(("host".to_owned(), url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"))));
    }
    if let Some(body) = &body {
        headers.push(("content-length".to_owned(), body.len().to_string()));
    }
    Sent { method: call.method(), url, headers, body }
}

fn listed(map: &HeaderMap) -> Vec<Header> {
    let text = |value: &HeaderValue| value.as_bytes().escape_ascii().to_string();
    map.iter()
        .map(|(name, value)| (name.to_string(), value.to_str().map_or_else(|_| text(value), str::to_owned)))
        .collect()
}
