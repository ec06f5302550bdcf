//! Faults to order: each as a client meets it, when it strikes, and what was carried out all the same.

use std::time::{Duration, Instant};

use serde_json::json;
use tessera_protocol::{Call, RefusalBody};
use tessera_simulator::{FaultOrder, OrderedFault, Simulator, SimulatorConfig, StartError, When};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::desk::{Answer, Desk, message, numbered};

fn order(call: Call, fault: OrderedFault) -> FaultOrder {
    FaultOrder { call: Some(call), when: When::Always, fault }
}

fn refusal(status: u16, code: Option<&str>) -> OrderedFault {
    OrderedFault::Refusal { status, code: code.map(str::to_owned) }
}

async fn desk(call: Call, fault: OrderedFault) -> Desk {
    let desk = Desk::open().await;
    desk.simulator.order_fault(order(call, fault)).unwrap();
    desk
}

async fn guest(desk: &Desk) -> Answer {
    desk.ask(desk.ias(Call::AnonymousToken)).await
}

/// What a guest's request gets, byte for byte; or the error with which the connection ended.
async fn raw(desk: &Desk) -> std::io::Result<String> {
    let host = desk.simulator.base_url().replace("http://", "");
    let mut stream = TcpStream::connect(&host).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}\r\nnv-tenant-id: nagra\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
        Call::AnonymousToken.path()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await.unwrap();
    ended.map(|_| String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn any_status_and_code_can_be_ordered_in_the_form_of_the_call() {
    let desk = desk(Call::AnonymousToken, refusal(403, Some("20019"))).await;
    let answer = guest(&desk).await;
    assert_eq!((answer.status, &answer.body["code"]), (403, &json!(20019)));
    assert_eq!(desk.why(), "fault ordered: refusal");
    assert!(desk.simulator.devices().is_empty(), "nothing was carried out");
    desk.simulator.set_faults(&[order(Call::AnonymousToken, refusal(503, None))]).unwrap();
    assert_eq!(guest(&desk).await.told(), message(503, "Service Unavailable"));
    desk.simulator.set_faults(&[order(Call::AnonymousToken, refusal(403, Some("99999:403")))]).unwrap();
    assert_eq!(guest(&desk).await.body["resultCode"], "99999:403");
    desk.simulator.set_faults(&[order(Call::SessionSetup, refusal(400, Some("4001")))]).unwrap();
    assert_eq!(numbered(&desk.ssm(Call::SessionSetup, "any").await), (400, 4001));
    desk.simulator.set_faults(&[order(Call::WidevineLicence, refusal(500, Some("4025")))]).unwrap();
    assert_eq!(numbered(&desk.ask(desk.ssp(Call::WidevineLicence, "any")).await), (500, 4025));
    assert_eq!(guest(&desk).await.status, 200, "other calls are not struck");
}

#[tokio::test]
async fn a_refusal_can_hide_in_an_answer_of_success_and_a_redirect_be_sent() {
    let hidden = |code: &str| OrderedFault::HiddenRefusal { code: code.into() };
    for code in ["99999:403", "20003"] {
        let desk = desk(Call::AnonymousToken, hidden(code)).await;
        let answer = guest(&desk).await;
        assert!(answer.status == 200 && RefusalBody::hides_in(&answer.body), "{}", answer.body);
        assert_eq!(RefusalBody::read(&answer.body).unwrap().code.as_deref(), Some(code));
    }
    let location = "https://elsewhere.example/";
    let desk = desk(Call::AnonymousToken, OrderedFault::Redirect { status: 307, location: location.into() }).await;
    let answer = raw(&desk).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 307 ") && answer.contains(location), "{answer}");
}

#[tokio::test]
async fn the_body_can_be_empty_garbage_or_called_a_page() {
    let empty = desk(Call::AnonymousToken, OrderedFault::EmptyBody).await;
    assert_eq!(guest(&empty).await.told(), (200, json!("")));
    assert_eq!(empty.simulator.devices().len(), 1, "it was carried out");
    let garbage = desk(Call::AnonymousToken, OrderedFault::Garbage).await;
    let answer = garbage.ias(Call::AnonymousToken).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert!(std::str::from_utf8(&answer.bytes().await.unwrap()).is_err());
    let page = desk(Call::AnonymousToken, OrderedFault::WrongContentType).await;
    let answer = guest(&page).await;
    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(answer.text("accountId"), "GUEST");
}

#[tokio::test]
async fn a_cut_body_promises_more_than_comes() {
    let desk = desk(Call::AnonymousToken, OrderedFault::CutBody).await;
    let answer = raw(&desk).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let promised = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert_eq!(promised.parse::<usize>().unwrap() / 2, body.len());
    assert!(body.starts_with(r#"{"access_token""#));
    assert_eq!(desk.simulator.devices().len(), 1, "it was carried out");
    assert!(desk.ias(Call::AnonymousToken).send().await.unwrap().bytes().await.is_err());
}

#[tokio::test]
async fn a_connection_can_be_closed_or_reset_without_an_answer() {
    let closed = desk(Call::AnonymousToken, OrderedFault::NoAnswer).await;
    assert_eq!(raw(&closed).await.unwrap(), "");
    assert_eq!(closed.simulator.devices().len(), 1, "it was carried out");
    assert_eq!(closed.why(), "fault ordered: no-answer");
    let reset = desk(Call::AnonymousToken, OrderedFault::Reset).await;
    assert_eq!(raw(&reset).await.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(reset.simulator.devices().len(), 1, "it was carried out");
    assert_eq!(reset.ask(reset.http.get(reset.url("/"))).await.status, 404, "other connections go on");
}

#[tokio::test]
async fn an_answer_can_come_late_and_its_body_slowly() {
    let late = desk(Call::AnonymousToken, OrderedFault::Delay { milliseconds: 300 }).await;
    let begin = Instant::now();
    assert_eq!(guest(&late).await.status, 200);
    assert!(begin.elapsed() >= Duration::from_millis(300));
    let slow = desk(Call::ServiceDiscovery, OrderedFault::SlowBody { milliseconds: 5 }).await;
    let begin = Instant::now();
    let discovery = slow.http.get(slow.url(Call::ServiceDiscovery.path())).header("nv-tenant-id", "nagra");
    let mut answer = discovery.send().await.unwrap();
    let length = usize::try_from(answer.content_length().unwrap()).unwrap();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.unwrap() {
        body.extend_from_slice(&chunk);
    }
    assert_eq!(body.len(), length);
    assert!(serde_json::from_slice::<tessera_protocol::ServiceDiscovery>(&body).is_ok());
    assert!(begin.elapsed() >= Duration::from_millis(5) * u32::try_from(length / 16).unwrap());
}

#[tokio::test]
async fn an_order_strikes_on_the_calls_it_names_and_a_reset_brings_those_of_the_file_back() {
    let text = r#"
        [[faults]]
        call = "anonymous-token"
        when = { nth = 2 }
        fault = { refusal = { status = 503 } }
        [[faults]]
        when = { percent = { of = 0, seed = 7 } }
        fault = "reset"
    "#;
    let desk = Desk::with(toml::from_str(text).unwrap()).await;
    let statuses = async || [guest(&desk).await.status, guest(&desk).await.status, guest(&desk).await.status];
    assert_eq!(statuses().await, [200, 503, 200]);
    desk.simulator.set_faults(&[]).unwrap();
    assert_eq!(statuses().await, [200, 200, 200]);
    desk.simulator.reset();
    assert_eq!(desk.simulator.faults().len(), 2);
    assert_eq!(statuses().await, [200, 503, 200], "and their counts begin anew");
}

#[tokio::test]
async fn a_fault_that_cannot_be_played_stops_the_start_and_says_why() {
    let bad = order(Call::SignOn, refusal(200, None));
    let config = SimulatorConfig { faults: vec![bad.clone()], ..SimulatorConfig::default() };
    let error = Simulator::start(config, None).await.unwrap_err();
    assert!(matches!(error, StartError::Fault(_)) && error.to_string().contains("use 300 to 599"), "{error}");
    let desk = Desk::open().await;
    assert!(desk.simulator.order_fault(bad).is_err() && desk.simulator.faults().is_empty());
}

#[test]
fn every_fault_is_written_to_a_file_and_read_back() {
    let faults = [
        refusal(403, Some("20007")),
        refusal(503, None),
        OrderedFault::HiddenRefusal { code: "99999:403".into() },
        OrderedFault::Redirect { status: 302, location: "/".into() },
        OrderedFault::Garbage,
        OrderedFault::Delay { milliseconds: 5 },
        OrderedFault::SlowBody { milliseconds: 5 },
        OrderedFault::EmptyBody,
        OrderedFault::CutBody,
        OrderedFault::WrongContentType,
        OrderedFault::NoAnswer,
        OrderedFault::Reset,
    ];
    let whens = [When::Always, When::Nth(2), When::Every(3), When::Percent { of: 5, seed: 7 }];
    let faults = faults
        .into_iter()
        .flat_map(|fault| whens.map(|when| FaultOrder { call: Some(Call::ContentToken), when, fault: fault.clone() }));
    let config = SimulatorConfig { faults: faults.collect(), ..SimulatorConfig::default() };
    let text = toml::to_string(&config).unwrap();
    assert_eq!(toml::from_str::<SimulatorConfig>(&text).unwrap(), config);
    let orders = serde_json::to_string(&config.faults).unwrap();
    assert_eq!(serde_json::from_str::<Vec<FaultOrder>>(&orders).unwrap(), config.faults);
}
