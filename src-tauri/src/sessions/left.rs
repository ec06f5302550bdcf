//! Sessions that an earlier start left: torn down at the start, at the address where each was set up, told, and shown with
//! the call among the sessions of their devices. Where the keychain cannot be reached there is no list, and SSM ends such sessions by itself.

use std::collections::BTreeMap;

use tauri::{AppHandle, Manager as _};
use tessera_credentials::KeychainState;
use tessera_journeys::prepare;
use tessera_journeys::session::{LeftSession, LeftSessionsError, SessionReport, SessionState};
use tokio::task::JoinSet;

use crate::error::{Answer, CommandError};
use crate::journey;
use crate::state::App;

/// What became of a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    TornDown,
    /// SSM had ended it by itself.
    Over,
    /// Why not.
    Not(String),
}

/// Tears down what an earlier start left, beside everything else that a start does.
pub(crate) fn tear_down_left(handle: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<App>();
        if !matches!(app.vault.probe().await, KeychainState::Ready { .. }) {
            // A start asks nobody to unlock anything.
            return;
        }
        let left = match app.sessions.left.read().await {
            Ok(left) => left,
            Err(LeftSessionsError::Vault(error)) if error.is_unreachable() => return,
            Err(error) => return app.sessions.told.say(format!("{error} {}", error.remedy())),
        };
        let mut ending = JoinSet::new();
        for session in left {
            let handle = handle.clone();
            ending.spawn(async move {
                let app = handle.state::<App>();
                let (fate, report) = fate(&app, &session).await;
                if let Some(report) = report {
                    app.sessions.show_left(&session, report);
                }
                // It is not tried twice: SSM ends it by itself.
                let forgotten = app.sessions.left.forget(session.id).await;
                (what(&app, &session), fate, forgotten)
            });
        }
        let mut fates: BTreeMap<Fate, Vec<String>> = BTreeMap::new();
        while let Some(ended) = ending.join_next().await {
            let Ok((what, fate, forgotten)) = ended else { continue };
            fates.entry(fate).or_default().push(what);
            if let Err(error) = forgotten {
                app.sessions.told.say_once(format!("{error} {}", error.remedy()));
            }
        }
        for (fate, which) in &fates {
            app.sessions.told.say(words(fate, which));
        }
    });
}

/// What became of it, and how it stands where something was sent.
async fn fate(app: &App, session: &LeftSession) -> (Fate, Option<SessionReport>) {
    let now = (app.clock_of(&session.environment))();
    if session.is_over(now) {
        return (Fate::Over, None);
    }
    let connection = connection(app, session).map_err(|error| error.in_one());
    let torn_down = match connection {
        Ok(connection) => session.tear_down(connection, now).await.map_err(|error| error.to_string()),
        Err(why) => Err(why),
    };
    match torn_down {
        Ok(report) if report.state == SessionState::Ended => (Fate::TornDown, Some(report)),
        Ok(report) => {
            let said = report.explanation.as_ref().map(|explanation| explanation.said.clone());
            (Fate::Not(said.unwrap_or_default()), Some(report))
        }
        Err(why) => (Fate::Not(why), None),
    }
}

fn connection(app: &App, session: &LeftSession) -> Answer<tessera_gateway::Connection> {
    let (environment, folder) = journey::environment(app, &session.environment)?;
    let certificates = journey::certificates(app, &session.environment);
    prepare::connection(&environment, &folder, certificates).map_err(CommandError::from)
}

fn what(app: &App, session: &LeftSession) -> String {
    let name = journey::environment(app, &session.environment).map(|(environment, _)| environment.name);
    format!("{} at {}", session.content, name.unwrap_or_else(|_| session.environment.to_string()))
}

fn words(fate: &Fate, which: &[String]) -> String {
    let sessions = match which.len() {
        1 => "1 playback session that an earlier start left".to_owned(),
        more => format!("{more} playback sessions that an earlier start left"),
    };
    let all = which.join(", ");
    match fate {
        Fate::TornDown => format!("Torn down now: {sessions} ({all})."),
        Fate::Over => format!("Ended by SSM already: {sessions} ({all})."),
        Fate::Not(why) => format!("Not torn down: {sessions} ({all}). {why} SSM ends it when its beat is missed."),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fate, words};

    #[test]
    fn sessions_that_were_left_are_told_with_what_became_of_them() {
        let one = ["CH015 at Lab".to_owned()];
        let two = [one[0].clone(), "CH016 at Lab".to_owned()];
        let torn_down = "Torn down now: 1 playback session that an earlier start left (CH015 at Lab).";
        assert_eq!(words(&Fate::TornDown, &one), torn_down);
        let over = "Ended by SSM already: 2 playback sessions that an earlier start left (CH015 at Lab, CH016 at Lab).";
        assert_eq!(words(&Fate::Over, &two), over);
        let not = words(&Fate::Not("The environment is not there any more.".to_owned()), &one);
        assert!(not.ends_with("The environment is not there any more. SSM ends it when its beat is missed."), "{not}");
    }
}
