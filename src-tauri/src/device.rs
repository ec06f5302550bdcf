//! The tokens of a device between the window and the domain: shown, refreshed, used, ended.

use std::sync::Arc;

use tauri::ipc::Channel;
use tauri::{AppHandle, Manager as _};
use tessera_credentials::{Absence, KeychainError, Lookup};
use tessera_journeys::prepare::{self, Choices};
use tessera_journeys::record::refresh_token;
use tessera_journeys::{Goal, KeptIn, Mode, Observer, Plan, Playback, RunEvent, TokenSlot, Verdict, drive};
use tessera_protocol::{ContentId, SignOn, TokenField};
use tessera_storage::{Device, EnvironmentId};
use tessera_tokens::{Cutter, ReadToken, Signature, TokenView};
use tokio::time::timeout;
use uuid::Uuid;

use crate::automatic::Renewing;
use crate::dto::{DeviceGoal, DeviceTokensView, HeldTokens, PlayingInput, RefreshTokenState, SessionView, Started};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::journey::{self, Window};
use crate::playing;
use crate::runs::Run;
use crate::sessions::LAST_CALLS;
use crate::state::App;

/// The tokens that a device has now.
pub(crate) async fn tokens(app: &App, id: Uuid) -> Answer<DeviceTokensView> {
    let device = device(app, id)?;
    let set = app.tokens.get(id);
    let now = (app.clock_of(&device.environment))();
    let clocks = set.as_ref().map_or_else(|| now.into(), |set| set.clocks(now));
    let view = |field: &TokenField, slot: TokenSlot| {
        let kind = slot.expected();
        TokenView::new(&ReadToken::of_field(field), kind.as_ref(), Signature::NotChecked, &Cutter::default(), clocks)
    };
    let in_memory = set.as_ref().and_then(|set| set.refresh.as_ref());
    let automatic = app.tokens.is_automatic(id);
    Ok(DeviceTokensView {
        access: set.as_ref().map(|set| view(&set.access, TokenSlot::AccessToken)),
        refresh: in_memory.map(|token| view(token, TokenSlot::RefreshToken)),
        issued_at: set.as_ref().map(|set| set.issued_at),
        refresh_token: match in_memory {
            Some(_) => RefreshTokenState::Held,
            None => in_keychain(&app.vault.get(&refresh_token(&device)).await),
        },
        refresh_due: set.filter(|_| automatic).and_then(|set| set.refresh_due(margin(app, &device.environment))),
        automatic,
    })
}

/// When the tokens end that are in memory for devices of the simulator.
pub(crate) fn held_of_the_simulator(app: &App) -> Answer<Vec<HeldTokens>> {
    let devices = app.database.devices().list(Some(&EnvironmentId::simulator()))?;
    let held = |device: Device| {
        let set = app.tokens.get(device.id)?;
        Some(HeldTokens {
            client_id: device.client_id,
            access_ends: set.access_ends_at(),
            refresh_ends: set.refresh_ends_at(),
        })
    };
    Ok(devices.into_iter().filter_map(held).collect())
}

/// What the keychain says of a refresh token that is not in memory.
fn in_keychain(asked: &Result<Lookup, KeychainError>) -> RefreshTokenState {
    match asked {
        Ok(Lookup::Found(_)) => RefreshTokenState::Held,
        Ok(Lookup::NotStored) => RefreshTokenState::None,
        Ok(Lookup::Unreachable(KeychainError::NoKeychain(absence))) if *absence != Absence::NotWorking => {
            RefreshTokenState::NoKeychain
        }
        Ok(Lookup::Unreachable(_)) | Err(_) => RefreshTokenState::Unreachable,
    }
}

/// A whole token in memory, to be copied.
pub(crate) fn whole(app: &App, id: Uuid, slot: TokenSlot) -> Answer<String> {
    let set = app.tokens.get(id);
    let field = set.as_ref().and_then(|set| match slot {
        TokenSlot::AccessToken => Some(&set.access),
        TokenSlot::RefreshToken => set.refresh.as_ref(),
        _ => None,
    });
    field.and_then(TokenField::text).map(str::to_owned).ok_or_else(|| CommandError::gone("The token"))
}

/// Starts a journey with the tokens of a device, once nobody else renews them.
pub(crate) async fn start(
    handle: &AppHandle,
    app: &App,
    id: Uuid,
    (goal, content, playing): (DeviceGoal, Option<ContentId>, Option<PlayingInput>),
    mode: Mode,
    events: Channel<RunEvent>,
) -> Answer<Started> {
    let guard = app.tokens.renewing(id).await?;
    let device = device(app, id)?;
    let mut plan = plan(app, &device, goal, content).await?;
    playing::take(app, playing.as_ref(), &mut plan.playing)?;
    let run = tessera_journeys::Run::new(plan)?;
    let (started, run) = app.runs.add(device.environment, None, run);
    let handle = handle.clone();
    let cancel = run.cancellation();
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<App>();
        if goal == DeviceGoal::SignOut {
            let ended = end_sessions(&app, |session| session.device == id);
            tokio::select! { biased; () = cancel.cancelled() => {}, () = ended => {} }
        }
        go(&app, run, mode, &Window(events), &cancel, guard).await;
    });
    Ok(Started { run: started })
}

/// Tears down what is played before its device is signed out or forgotten. An SSM that does not answer is not waited for.
pub(crate) async fn end_sessions(app: &App, meant: impl Fn(&SessionView) -> bool) {
    // It is tried all the same.
    let _ = timeout(LAST_CALLS, app.sessions.end(meant)).await;
}

/// Refreshes the tokens of a device without being asked, if that is still due; what came of it.
pub(crate) async fn refresh(app: &App, id: Uuid) -> Answer<Verdict> {
    let device = device(app, id)?;
    let now = (app.clock_of(&device.environment))();
    let margin = margin(app, &device.environment);
    let Some(guard) = app.tokens.renewing_if_due(id, margin, now).await? else { return Ok(Verdict::Done) };
    let run = tessera_journeys::Run::new(plan(app, &device, DeviceGoal::Refresh, None).await?)?;
    let (_, run) = app.runs.add(device.environment, None, run);
    let cancel = run.cancellation();
    Ok(go(app, run, Mode::RunThrough, &(), &cancel, guard).await)
}

/// New tokens are kept before anybody else can use the old ones.
async fn go(
    app: &App,
    run: Arc<Run>,
    mode: Mode,
    observer: &dyn Observer,
    cancel: &tokio_util::sync::CancellationToken,
    guard: Renewing,
) -> Verdict {
    let mut journey = run.journey.lock().await;
    let verdict = drive(&mut journey, mode, app.clock_of(&run.environment), observer, cancel).await;
    if verdict != Verdict::Paused || journey.has_new_tokens() {
        journey::keep(app, &run.environment, &journey).await;
    }
    drop(guard);
    verdict
}

async fn plan(app: &App, device: &Device, goal: DeviceGoal, content: Option<ContentId>) -> Answer<Plan> {
    let (environment, folder) = journey::environment(app, &device.environment)?;
    let set = app.tokens.get(device.id);
    let stored = match app.vault.get(&refresh_token(device)).await? {
        Lookup::Found(token) => Some(token),
        Lookup::NotStored | Lookup::Unreachable(_) => None,
    };
    let client_id = device.client_id.clone();
    let keep = KeptIn { vault: app.vault.clone(), name: refresh_token(device) };
    let tokens = prepare::device_tokens(&environment, &client_id, set, stored).kept_in(keep);
    if tokens.set.is_none() && tokens.refresh.is_none() {
        return Err(signed_out());
    }
    let goal = match goal {
        DeviceGoal::Refresh => Goal::Refresh(tokens.refresh.ok_or_else(signed_out)?),
        DeviceGoal::SignOut => prepare::sign_out(&environment, tokens),
        DeviceGoal::Playback => Goal::Playback(Playback { tokens }),
    };
    let choices = Choices {
        account: Some(device.account.clone()),
        platform: device.platform.clone(),
        sign_on: SignOn::NthTime(client_id),
        content,
        certificates: journey::certificates(app, &device.environment),
    };
    Ok(prepare::plan(&environment, &folder, goal, choices)?)
}

fn signed_out() -> CommandError {
    let what = "The device has no refresh token: it signed out, or the token cannot be reached in the keychain.";
    CommandError::new(ErrorKind::Gone, what, "Sign the device on again.")
}

/// How long before its end a token is refreshed at an environment.
pub(crate) fn margin(app: &App, id: &EnvironmentId) -> jiff::SignedDuration {
    let margin = journey::environment(app, id).map(|(environment, _)| environment.ways.refresh_margin.duration());
    margin.ok().and_then(|margin| jiff::SignedDuration::try_from(margin).ok()).unwrap_or_default()
}

fn device(app: &App, id: Uuid) -> Answer<Device> {
    app.database.devices().get(id)?.ok_or_else(|| CommandError::gone("The device"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keychain_that_is_not_there_is_no_keychain_that_cannot_be_reached() {
        let said = |error| in_keychain(&Ok(Lookup::Unreachable(error)));
        for absence in [Absence::NoBus, Absence::NoProvider, Absence::NoCollection, Absence::NotUsed] {
            assert_eq!(said(KeychainError::NoKeychain(absence)), RefreshTokenState::NoKeychain, "{absence:?}");
        }
        let shut = [KeychainError::NoKeychain(Absence::NotWorking), KeychainError::Locked, KeychainError::Stopped];
        for error in shut {
            assert_eq!(said(error), RefreshTokenState::Unreachable);
        }
        assert_eq!(in_keychain(&Ok(Lookup::NotStored)), RefreshTokenState::None);
    }
}
