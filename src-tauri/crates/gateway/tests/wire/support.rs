//! Connections with short limits, the requests of the platform, and the forms in which a secret may leak.

use std::process::{Command, Output};
use std::time::Duration;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use tessera_gateway::{Connection, Exchange, Failure, Gateway, Request, Stage, Trouble, Unreadable};
use tessera_protocol::{NamedValue, ParametersBody, SessionTokenAnswer, TokenAnswer};
use tessera_simulator::faults::{Fault, FaultServer};

pub(crate) use crate::forms::forms;

/// An operator JWT whose signature and an access token whose signature must be found nowhere.
pub(crate) const OPERATOR_JWT: &str =
    "eyJhbGciOiJIUzI1NiJ9.eyJ0eXAiOiJHZXRTZXNzaW9uVG9rZW5BdXRoTiJ9.Q2FuYXJ5T3BlcmF0b3JTaWduYXR1cmU";
pub(crate) const ACCESS_TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJ0eXAiOiJEZXZBdXRoTiJ9.Q2FuYXJ5QWNjZXNzU2lnbmF0dXJlMDE";
pub(crate) const SESSION_TOKEN: &str = "canary3fj6/sdeh+529\"ng33dg";

pub(crate) const LONG: Duration = Duration::from_secs(20);
pub(crate) const SHORT: Duration = Duration::from_millis(400);

pub(crate) fn connection(url: &str, answer_timeout: Duration) -> Connection {
    let connection = Connection::new(url.parse().unwrap(), "nagra".into());
    Connection { connect_timeout: answer_timeout, answer_timeout, ..connection }
}

pub(crate) fn gateway(url: &str) -> Gateway {
    Gateway::new(connection(url, LONG)).unwrap()
}

pub(crate) fn get_session_token() -> Request {
    let parameters = vec![NamedValue { name: "OperatorAuthToken".into(), value: OPERATOR_JWT.into() }];
    Request::get_session_token(&"Customer Auth Service".into(), &ParametersBody { parameters })
}

pub(crate) async fn call(gateway: &Gateway, request: Request) -> Exchange {
    gateway.call(request, Some(&"flow-1".into()), Timestamp::now()).await
}

pub(crate) async fn ask(url: &str, limit: Duration, request: Request) -> Exchange {
    call(&Gateway::new(connection(url, limit)).unwrap(), request).await
}

/// Asks a server that plays a fault for a session token, which is one request whatever comes of it.
pub(crate) async fn meet(fault: Fault, limit: Duration) -> (FaultServer, Exchange) {
    let server = FaultServer::start(fault).await.unwrap();
    let exchange = ask(&server.url(), limit, get_session_token()).await;
    assert_eq!(server.hits(), 1, "one call is one connection, and nothing is retried");
    (server, exchange)
}

/// The failure of an exchange; with a headline and a remedy, and nothing of what was sent.
pub(crate) fn failure(exchange: &Exchange, stage: Stage) -> Failure {
    let failure = exchange.failure().unwrap_or_else(|| panic!("{exchange:?}")).clone();
    assert_eq!(failure.stage, stage, "{failure:?}");
    assert!(failure.headline.ends_with('.') && failure.remedy.ends_with('.'), "{failure:?}");
    assert!(!format!("{failure:?}").contains("eyJ"), "{failure:?}");
    failure
}

pub(crate) fn read<T: DeserializeOwned>(exchange: &Exchange) -> Result<T, Trouble> {
    exchange.read::<T>()
}

/// Why an answer that came whole cannot be read as a session token.
pub(crate) fn unreadable(exchange: &Exchange) -> Unreadable {
    match read::<SessionTokenAnswer>(exchange) {
        Err(Trouble::Unreadable(unreadable)) => unreadable,
        other => panic!("{other:?}"),
    }
}

/// Why a body cannot be read as the answer of a sign-on.
pub(crate) async fn no_sign_on(body: &str) -> Unreadable {
    let (_, exchange) = meet(Fault::json(201, body), LONG).await;
    match read::<TokenAnswer>(&exchange) {
        Err(Trouble::Unreadable(unreadable)) => unreadable,
        other => panic!("{body}: {other:?}"),
    }
}

/// The rules of the findings of an exchange.
pub(crate) fn rules(exchange: &Exchange) -> Vec<String> {
    tessera_gateway::judge(exchange).into_iter().map(|finding| finding.rule.to_string()).collect()
}

/// The last part of a JWT.
pub(crate) fn signature(jwt: &str) -> &str {
    jwt.rsplit('.').next().unwrap()
}

/// No form of a secret stands in a text.
pub(crate) fn assert_silent(text: &str, secret: &str) {
    for form in forms(secret) {
        assert!(!text.contains(&form), "{form} leaks: {text}");
    }
}

pub(crate) const CHILD: &str = "TESSERA_TEST_CHILD";

/// Whether this process was started by `in_a_process_of_its_own`.
pub(crate) fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// Runs one test of this program again, where the environment may be set.
pub(crate) fn in_a_process_of_its_own(test: &str, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(CHILD, "1").env_remove("NO_PROXY");
    let output = command.env_remove("no_proxy").envs(environment.iter().copied()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}
