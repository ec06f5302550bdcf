//! Redirects are shown and never followed: not to another host, and not to the same one.

use tessera_gateway::{Request, UnreadableKind};
use tessera_protocol::ServiceDiscovery;
use tessera_simulator::faults::{Fault, FaultServer};

use crate::support::*;

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

#[tokio::test]
async fn no_redirect_to_another_host_is_followed_and_each_is_called_a_danger() {
    let other = FaultServer::start(Fault::json(200, "{}")).await.unwrap();
    for status in STATUSES {
        for to in [other.url(), format!("//127.0.0.1:{}/ags", other.port()), "javascript:alert(1)".to_owned()] {
            let (_, exchange) = meet(Fault::Redirect { status, location: Some(to.clone()) }, LONG).await;
            let unreadable = unreadable(&exchange);
            assert_eq!((unreadable.problem, unreadable.status), (UnreadableKind::Redirect, status));
            assert!(unreadable.headline.contains(&to) && unreadable.headline.contains("nothing was sent there"));
            assert_eq!(rules(&exchange), ["redirect-to-another-host"], "{to}");
        }
    }
    assert_eq!(other.hits(), 0, "neither tokens nor tenant went there");
}

#[tokio::test]
async fn no_redirect_to_the_same_host_is_followed() {
    for status in STATUSES {
        for to in ["/ags/elsewhere", "elsewhere?token=abc#part", "", "?again"] {
            let (_, exchange) = meet(Fault::Redirect { status, location: Some(to.to_owned()) }, LONG).await;
            let unreadable = unreadable(&exchange);
            assert_eq!(unreadable.problem, UnreadableKind::Redirect);
            assert!(!unreadable.headline.contains("token=abc"), "a query may hold a secret");
            assert_eq!(rules(&exchange), Vec::<String>::new(), "{to}");
        }
    }
}

#[tokio::test]
async fn a_redirect_to_itself_is_asked_once() {
    let server = FaultServer::start(Fault::Redirect { status: 302, location: Some("/ags/servicediscovery".into()) });
    let server = server.await.unwrap();
    let exchange = ask(&server.url(), LONG, Request::service_discovery(None)).await;
    assert!(exchange.read::<ServiceDiscovery>().is_err());
    assert_eq!(server.hits(), 1);
}

#[tokio::test]
async fn a_redirect_without_a_target_is_a_refusal_of_its_status() {
    for status in STATUSES {
        let (_, exchange) = meet(Fault::Redirect { status, location: None }, LONG).await;
        let Err(tessera_gateway::Trouble::Refused(refusal)) = read::<ServiceDiscovery>(&exchange) else { panic!() };
        assert_eq!((refusal.status, refusal.body), (status, None));
        assert_eq!(rules(&exchange), ["refusal-not-documented"]);
    }
}
