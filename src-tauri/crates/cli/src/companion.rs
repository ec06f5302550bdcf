//! Who approves the code of a companion sign-on: a stored device, one whose refresh token stands in a variable, a phone
//! that is signed on at the simulator of this run, or a real phone that nobody here plays.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Map;
use tessera_credentials::Secret;
use tessera_gateway::CertificateCheck;
use tessera_journeys::prepare::{self, Choices};
use tessera_journeys::{Approver, Clock, HeadEnd, Mode, OperatorKey, Run, drive};
use tessera_simulator::RunningSimulator;
use tokio_util::sync::CancellationToken;

use crate::args::CompanionSignOn;
use crate::failure::Failure;
use crate::operator::secret;
use crate::target::{Source, Target};

pub(crate) async fn approver(options: &CompanionSignOn, target: &Target) -> Result<Option<Approver>, Failure> {
    match (&target.source, options.approve_as.as_deref()) {
        (Source::Stored(stored, id), Some(client_id)) => {
            stored.approver(id, &target.environment, &client_id.into()).await.map(Some)
        }
        (_, Some(client_id)) => typed(client_id, target).map(Some),
        (Source::Simulator(simulator), None) => simulated(simulator, target).await.map(Some),
        (_, None) => Ok(None),
    }
}

/// A device whose refresh token stands in a variable.
fn typed(client_id: &str, target: &Target) -> Result<Approver, Failure> {
    let token = secret("TESSERA_REFRESH_TOKEN", false)?.ok_or_else(|| {
        let why = "There is no device that could approve. Name a stored environment, or put the refresh token of the device into the variable TESSERA_REFRESH_TOKEN.";
        Failure::Usage(why.to_owned())
    })?;
    let read = tessera_tokens::ReadToken::read(&token);
    if let Some(other) = read.claim_text("deviceId").filter(|device| *device != client_id) {
        return Err(Failure::Usage(format!("The refresh token is that of device {other}, not of {client_id}.")));
    }
    let tokens = prepare::device_tokens(&target.environment, &client_id.into(), None, Some(Secret::new(token)));
    Ok(Approver { tokens })
}

/// The simulator built in begins with no device, so a phone is signed on to approve.
async fn simulated(simulator: &RunningSimulator, target: &Target) -> Result<Approver, Failure> {
    let environment = &target.environment;
    let own = simulator.operator_credential();
    let key = OperatorKey::new(own.kid().clone(), own.expose_secret(), own.encoding())?;
    let goal = prepare::qr_sign_on(environment, HeadEnd::Played(key), None, Map::new())?;
    let platform = "mobile-android".into();
    let choices = Choices {
        account: environment.default_account.clone(),
        sign_on: prepare::first_time(environment, &platform)?,
        platform,
        content: None,
        certificates: CertificateCheck::Verify,
    };
    let mut run = Run::new(prepare::plan(environment, &target.folder, goal, choices)?)?;
    let clock: Clock = Arc::new(Timestamp::now);
    drive(&mut run, Mode::RunThrough, &clock, &(), &CancellationToken::new()).await;
    let device = run.device().ok_or_else(|| Failure::Outcome("No phone could sign on at the simulator.".to_owned()))?;
    let tokens = prepare::device_tokens(environment, &device.client_id, run.token_set().cloned(), None);
    Ok(Approver { tokens })
}
