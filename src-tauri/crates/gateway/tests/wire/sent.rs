//! What an exchange says was sent is what the server got; one call is one request.

use jiff::Timestamp;
use proptest::prelude::*;
use tessera_gateway::{Connection, Exchange, Gateway, Request};
use tessera_protocol::{NamedValue, SignOn, SignOnBody};
use tessera_simulator::faults::{Fault, FaultServer};
use tessera_simulator::{Simulator, SimulatorConfig};
use tessera_tokens::Cutter;

use crate::support::*;

/// A request as the server got it: method, target, headers in the order of their names, body.
type Received = (String, String, Vec<(String, String)>, Vec<u8>);

fn received(bytes: &[u8]) -> Received {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap().split(' ');
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    let mut headers: Vec<_> = lines.map(header).collect();
    headers.sort();
    let (method, target) = (first.next().unwrap(), first.next().unwrap());
    (method.to_owned(), target.to_owned(), headers, bytes[end + 4..].to_vec())
}

fn told(exchange: &Exchange) -> Received {
    let sent = &exchange.sent;
    let query = sent.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut headers = sent.headers.clone();
    headers.sort();
    let body = sent.body.clone().unwrap_or_default();
    (sent.method.to_owned(), format!("{}{query}", sent.url.path()), headers, body)
}

fn sign_on() -> Request {
    let value = NamedValue { name: "sessionToken".into(), value: SESSION_TOKEN.into() };
    let body = SignOnBody::new(vec![value], SignOn::NthTime("PUB_989".into()));
    Request::sign_on_with_session_token(&"Customer Auth Service".into(), &body)
}

#[tokio::test]
async fn an_exchange_shows_each_call_as_the_server_got_it() {
    for (below, prefix) in [("", ""), ("/", ""), ("/lab/eu/", "/lab/eu")] {
        for request in [
            Request::service_discovery(None),
            get_session_token(),
            get_session_token().at("/ags/get Session?Token".into()),
            sign_on(),
            Request::content_token(ACCESS_TOKEN, &"CH 015/\u{fc}&type=x".into()),
        ] {
            let server = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
            let mut connection = connection(&format!("{}{below}", server.url()), LONG);
            connection.headers = vec![("x-region".into(), "eu 1".into()), ("X-Twice".into(), "1".into())];
            connection.headers.push(("x-twice".into(), "2".into()));
            let call = request.call();
            let exchange = crate::support::call(&Gateway::new(connection).unwrap(), request).await;
            let got = received(&server.requests()[0]);
            assert_eq!(told(&exchange), got, "{call:?}");
            assert!(got.1.starts_with(&format!("{prefix}/{}", call.path().split('/').nth(1).unwrap())), "{}", got.1);
            let has = |name: &str, value: &str| got.2.contains(&(name.to_owned(), value.to_owned()));
            assert!(has("nv-tenant-id", "nagra") && has("x-correlation-id", "flow-1") && has("x-region", "eu 1"));
            assert!(has("host", &format!("127.0.0.1:{}", server.port())) && has("x-twice", "2") && has("x-twice", "1"));
            assert!(!got.2.iter().any(|(name, _)| name == "referer" || name == "cookie"));
            assert_eq!(server.hits(), 1);
        }
    }
}

#[tokio::test]
async fn the_documented_headers_cannot_be_replaced_and_the_usual_ones_can() {
    let server = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    let mut connection = connection(&server.url(), LONG);
    for (name, value) in [("NV-Tenant-Id", "other"), ("accept", "text/plain"), ("user-agent", "lab"), ("host", "ags")] {
        connection.headers.push((name.into(), value.into()));
    }
    let exchange = call(&Gateway::new(connection).unwrap(), Request::service_discovery(None)).await;
    let got = received(&server.requests()[0]);
    assert_eq!(told(&exchange), got);
    for (name, value) in [("nv-tenant-id", "nagra"), ("accept", "text/plain"), ("user-agent", "lab"), ("host", "ags")] {
        let values: Vec<_> = got.2.iter().filter(|header| header.0 == name).map(|header| header.1.as_str()).collect();
        assert_eq!(values, [value], "{name}");
    }
}

#[tokio::test]
async fn ags_and_ias_are_each_asked_at_their_own_address() {
    let (ags, ias) = (FaultServer::start(Fault::json(200, "{}")), FaultServer::start(Fault::json(200, "{}")));
    let (ags, ias) = (ags.await.unwrap(), ias.await.unwrap());
    let connection = Connection { ias: ias.url().parse().unwrap(), ..connection(&ags.url(), LONG) };
    let gateway = Gateway::new(connection).unwrap();
    call(&gateway, sign_on()).await;
    assert_eq!((ags.hits(), ias.hits()), (1, 0));
    call(&gateway, Request::content_token(ACCESS_TOKEN, &"CH015".into())).await;
    assert_eq!((ags.hits(), ias.hits()), (1, 1));
}

#[tokio::test]
async fn the_parts_of_a_call_never_take_longer_than_the_whole() {
    let simulator = Simulator::start(SimulatorConfig::default(), None).await.unwrap();
    let localhost = simulator.base_url().replace("127.0.0.1", "localhost");
    let gateway = gateway(&localhost);
    for first in [true, false, false] {
        let at = Timestamp::now();
        let exchange = gateway.call(Request::service_discovery(None), Some(&"flow-7".into()), at).await;
        let timings = exchange.timings;
        assert_eq!(exchange.answer().unwrap().status, 200, "{exchange:?}");
        assert_eq!((timings.dns.is_some(), timings.connect.is_some()), (first, first), "connections are kept");
        assert!(timings.wait.is_some() && timings.body.is_some());
        let parts = [timings.dns, timings.connect, timings.wait, timings.body];
        assert!(parts.into_iter().flatten().sum::<u64>() <= timings.total, "{timings:?}");
        assert_eq!(exchange.started_at, at);
        let echoed = exchange.answer().unwrap().header("X-Correlation-ID").unwrap();
        assert_eq!((exchange.correlation_id.as_ref().unwrap().as_str(), echoed), ("flow-7", "flow-7"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_content_id_arrives_as_it_is_and_says_nothing_else(id in "\\PC{0,24}|[&=?#%+ /\\\\\"'<>]{0,12}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let exchange = runtime.block_on(async {
            let url = tessera_simulator::faults::refused_url().unwrap();
            ask(&url, LONG, Request::content_token(ACCESS_TOKEN, &id.as_str().into())).await
        });
        let url = &exchange.sent.url;
        let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
        prop_assert_eq!(pairs, [("content_id".to_owned(), id), ("type".to_owned(), "device".to_owned())]);
        prop_assert!(url.query().unwrap().bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'<>".contains(&byte)));
        prop_assert!(url.fragment().is_none());
        let view = exchange.view(&Cutter::default());
        prop_assert!(!view.request.url.contains("CanaryAccess") && !view.curl.contains(signature(ACCESS_TOKEN)));
    }
}
