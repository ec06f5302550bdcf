//! The listener: it takes connections until the sitting ends or its time is over, and leaves nothing behind.
//!
//! Not `axum::serve`: every connection has to be gone when the page is, and a phone that says nothing may not hold one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::Ended;
use crate::answers::Peer;
use crate::sitting::{LASTS, Sitting, Stage};

/// More connections at once wait in the system's queue.
const CONNECTIONS: usize = 32;

/// For the head of a request.
const HEAD: Duration = Duration::from_secs(5);

/// For answers that are being written when the page ends.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

pub(crate) async fn serve(listener: TcpListener, routes: Router, sitting: Arc<Sitting>) {
    let deadline = Instant::now() + LASTS;
    let mut connections = JoinSet::new();
    let ended = sitting.until(|stage| matches!(stage, Stage::Ended(_)));
    tokio::pin!(ended);
    loop {
        tokio::select! {
            biased;
            _ = &mut ended => break,
            () = sleep_until(deadline) => {
                sitting.end(Ended::TimeUp);
                break;
            }
            Some(_) = connections.join_next() => {}
            accepted = listener.accept(), if connections.len() < CONNECTIONS => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(connection(stream, peer, routes.clone()));
                }
                // The system is out of something; it may come back.
                Err(_) => sleep(Duration::from_millis(100)).await,
            },
        }
    }
    drop(listener);
    let answered = async { while connections.join_next().await.is_some() {} };
    // What is not answered by then is cut off with the set.
    let _ = timeout(LAST_ANSWERS, answered).await;
}

async fn connection(stream: TcpStream, peer: SocketAddr, routes: Router) {
    let service = TowerToHyperService::new(routes.layer(Extension(Peer(peer.ip()))));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).keep_alive(false);
    // A phone that goes away is no error of anybody.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
