//! Starting a simulator: it listens on 127.0.0.1 and nowhere else. What can be done with it then stands in `running`.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use tessera_protocol::{Call, Drm, RenewalPath};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::door::{self, Door};
use crate::orders::{Ending, Lines};
use crate::platform::Platform;
use crate::refusal::Refusal;
use crate::request::BODY_LIMIT;
use crate::{
    Clock, KeptState, RunningSimulator, SimulatorConfig, StartError, adm, admin, ags, dsra, ias, ssp, url_builder,
};

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
        Self::begin(config, port, clock, None).await
    }

    /// Starts one that goes on from what another [kept](RunningSimulator::kept); its devices stand in the place of
    /// those of the configuration.
    pub async fn resume(
        config: SimulatorConfig,
        port: Option<u16>,
        clock: Clock,
        kept: KeptState,
    ) -> Result<RunningSimulator, StartError> {
        Self::begin(config, port, clock, Some(kept)).await
    }

    async fn begin(
        config: SimulatorConfig,
        port: Option<u16>,
        clock: Clock,
        kept: Option<KeptState>,
    ) -> Result<RunningSimulator, StartError> {
        let platform = Arc::new(Platform::new(config, clock, kept)?);
        let wanted = port.unwrap_or(0);
        let no_port = |source| StartError::Port { port: wanted, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, wanted)).await.map_err(no_port)?;
        let port = listener.local_addr().map_err(no_port)?.port();
        let (stop, stopped) = oneshot::channel::<()>();
        let routes = routes(Door { platform: platform.clone(), port });
        let routes = routes.into_make_service_with_connect_info::<Ending>();
        let served = tokio::spawn(async move {
            let ended = async { stopped.await.unwrap_or_default() };
            // It never ends with an error: accepting goes on after one.
            let _ = axum::serve(Lines(listener), routes).with_graceful_shutdown(ended).await;
        });
        Ok(RunningSimulator { platform, port, stop, served })
    }
}

fn routes(door: Door) -> Router {
    let ssp = |path: &str| format!("/{{tenant}}{path}");
    Router::new()
        .route(Call::ServiceDiscovery.path(), get(ags::service_discovery).head(no_head))
        .route(Call::GetSessionToken.path(), post(ags::get_session_token))
        .route(Call::SignOnWithSessionToken.path(), post(ags::sign_on_with_session_token))
        .route(Call::SignOn.path(), post(ags::sign_on))
        .route(Call::SubsequentSignOn.path(), post(ags::subsequent_sign_on))
        .route(Call::AgsRefresh.path(), post(ags::refresh))
        .route(Call::SignOut.path(), post(ags::sign_out))
        .route(Call::SignOnByUserNamePassword.path(), post(ias::sign_on_by_user_name_password))
        .route(Call::AnonymousToken.path(), post(ias::guest))
        .route(Call::IasTokenRefresh.path(), post(ias::token))
        .route(Call::IasRefresh.path(), post(ias::refresh))
        .route(Call::ContentToken.path(), post(ias::content_token))
        .route(Call::DeviceRegistrationCode.path(), get(dsra::device_registration_code).head(no_head))
        .route(Call::SignOnActivationToken.path(), put(dsra::sign_on_activation_token))
        .route(Call::ApproveDeviceRegistrationCode.path(), put(dsra::approve))
        .route(Call::SignOnBySignOnActivationToken.path(), post(ias::sign_on_by_sign_on_activation_token))
        .route(Call::AmIApproved.path(), get(adm::am_i_approved).head(no_head))
        .route(Call::PlayoutContentToken.path(), get(url_builder::playout_content_token).head(no_head))
        .route(&ssp(Call::SessionSetup.path()), post(ssp::setup))
        .route(&ssp(Call::SessionHeartbeat.path()), post(ssp::heartbeat))
        .route(&ssp(RenewalPath::Root.path()), post(ssp::renewal))
        .route(&ssp(RenewalPath::Sessions.path()), post(ssp::renewal))
        .route(&ssp(Call::SessionTeardown.path()), post(ssp::teardown))
        .route(&ssp(Call::WidevineLicence.path()), ssp::licence(Drm::Widevine))
        .route(&ssp(Call::WidevineCertificate.path()), get(ssp::widevine_certificate).head(no_head))
        .route(&ssp(Call::PlayReadyLicence.path()), ssp::licence(Drm::PlayReady))
        .route(&ssp(Call::FairPlayLicence.path()), ssp::licence(Drm::FairPlay))
        .route(&ssp(Call::FairPlayCertificate.path()), get(ssp::fair_play_certificate).head(no_head))
        .merge(admin::routes())
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
