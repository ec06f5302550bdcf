//! Starting a simulator: it listens on 127.0.0.1 and nowhere else. What can be done with it then stands in `running`.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use tessera_protocol::Call;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::door::{self, Door};
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::BODY_LIMIT;
use crate::{Clock, RunningSimulator, SimulatorConfig, StartError, ags, ias};

/// Where simulators come from.
#[derive(Debug, Clone, Copy)]
pub struct Simulator;

impl Simulator {
    /// Starts one on a free port, or on the port given, with the clock of this machine. Needs a tokio runtime.
    pub async fn start(config: SimulatorConfig, port: Option<u16>) -> Result<RunningSimulator, StartError> {
        Self::start_with_clock(config, port, Clock::system()).await
    }

    /// Starts one with a clock of the caller's.
    pub async fn start_with_clock(
        config: SimulatorConfig,
        port: Option<u16>,
        clock: Clock,
    ) -> Result<RunningSimulator, StartError> {
        let platform = Arc::new(Platform::new(config, clock)?);
        let wanted = port.unwrap_or(0);
        let no_port = |source| StartError::Port { port: wanted, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).await.map_err(no_port)?;
        let port = listener.local_addr().map_err(no_port)?.port();
        let listener = listener.tap_io(|stream| {
            // Without it answers wait for the client's acknowledgements; with it refused they are merely slower.
            let _ = stream.set_nodelay(true);
        });
        let (stop, stopped) = oneshot::channel::<()>();
        let routes = routes(Door { platform: platform.clone(), port });
        let served = tokio::spawn(async move {
            let ended = async { stopped.await.unwrap_or_default() };
            // It never ends with an error: accepting goes on after one.
            let _ = axum::serve(listener, routes).with_graceful_shutdown(ended).await;
        });
        Ok(RunningSimulator { platform, port, stop, served })
    }
}

fn routes(door: Door) -> Router {
    Router::new()
        .route(Call::ServiceDiscovery.path(), get(ags::service_discovery).head(no_head))
        .route("/ags/signOn", post(ags::sign_on))
        .route(Call::GetSessionToken.path(), post(ags::get_session_token))
        .route(Call::SignOnWithSessionToken.path(), post(ags::sign_on_with_session_token))
        .route(Call::ContentToken.path(), post(ias::content_token))
        .method_not_allowed_fallback(wrong_method)
        .fallback(no_such_path)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .with_state(door.platform.clone())
        .layer(from_fn_with_state(door, door::pass))
}

async fn wrong_method() -> Refusal {
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method: the path is there, the method is another")
}

async fn no_head() -> Response {
    ([(ALLOW, "GET")], wrong_method().await).into_response()
}

async fn no_such_path() -> Refusal {
    Refusal::not_found("path: there is nothing here")
}
