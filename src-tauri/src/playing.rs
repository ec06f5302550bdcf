//! What is done around a content token, and by what a playback session beats, from what the window says; and the challenges
//! that a person chose from files. The window never names a file: it gets a handle.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;
use tessera_journeys::session::Beating;
use tessera_journeys::{ApprovalCheck, LicenceProbe, Playing};
use tessera_protocol::RenewalPath;
use tessera_simulator::SIMULATED_CHALLENGE;
use tessera_storage::{EnvironmentId, LARGEST_GIVEN, read_given};
use uuid::Uuid;

use crate::dto::{BeatingInput, ChallengeFile, PlayingInput};
use crate::error::{Answer, CommandError, ErrorKind};
use crate::state::App;

/// Challenges held at once; older ones are forgotten.
const HELD: usize = 8;

/// Challenges that were chosen, the newest last.
#[derive(Default)]
pub(crate) struct Challenges(Mutex<Vec<(Uuid, Vec<u8>)>>);

impl Challenges {
    fn keep(&self, bytes: Vec<u8>) -> Uuid {
        let id = Uuid::new_v4();
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.push((id, bytes));
        let old = held.len().saturating_sub(HELD);
        held.drain(..old);
        id
    }

    fn get(&self, id: Uuid) -> Answer<Vec<u8>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = held.iter().find(|(other, _)| *other == id).map(|(_, bytes)| bytes.clone());
        found.ok_or_else(|| {
            let headline = "The challenge is not held any more.";
            CommandError::new(ErrorKind::Gone, headline, "Choose its file again.")
        })
    }
}

/// Sets what the window says over what the environment says.
pub(crate) fn take(app: &App, input: Option<&PlayingInput>, playing: &mut Playing) -> Answer<()> {
    let Some(input) = input else { return Ok(()) };
    playing.approval = if input.approval { ApprovalCheck::Asked } else { ApprovalCheck::Skipped };
    playing.source = input.source.unwrap_or(playing.source);
    playing.content_url.clone_from(&input.content_url);
    playing.certificate = input.certificate;
    if let Some(asked) = &input.licence {
        let challenge = asked.challenge.map(|id| app.challenges.get(id)).transpose()?.unwrap_or_default();
        playing.licence = Some(LicenceProbe { drm: asked.drm, challenge });
    }
    Ok(())
}

/// How a session at an environment is kept alive; `path` is where that environment renews licences.
pub(crate) fn beating(
    challenges: &Challenges,
    (id, path): (&EnvironmentId, RenewalPath),
    input: BeatingInput,
) -> Answer<Beating> {
    let challenge = match input {
        BeatingInput::Heartbeat => return Ok(Beating::Heartbeat),
        BeatingInput::Renewal { challenge: Some(file) } => challenges.get(file)?,
        BeatingInput::Renewal { challenge: None } if id.is_simulator() => SIMULATED_CHALLENGE.as_bytes().to_vec(),
        BeatingInput::Renewal { challenge: None } => {
            let headline = "A licence is renewed with a challenge, and none was chosen.";
            return Err(CommandError::new(
                ErrorKind::File,
                headline,
                "Choose a file with a challenge, or beat by heartbeat.",
            ));
        }
    };
    Ok(Beating::Renewal { path, challenge })
}

/// A file that a person chooses; `None` when none was chosen.
pub(crate) async fn choose(handle: &AppHandle, challenges: &Challenges) -> Answer<Option<ChallengeFile>> {
    let (send, chosen) = tokio::sync::oneshot::channel();
    handle.dialog().file().set_title("Challenge of a device").pick_file(move |path| drop(send.send(path)));
    let path = chosen.await.ok().flatten().and_then(|path| path.into_path().ok());
    path.map(|path: PathBuf| read(&path, challenges)).transpose()
}

fn read(path: &Path, challenges: &Challenges) -> Answer<ChallengeFile> {
    let refused = |headline: String, remedy| CommandError::new(ErrorKind::File, headline, remedy);
    let bytes = read_given(path, LARGEST_GIVEN)
        .map_err(|error| refused(format!("The challenge could not be read: {error}."), error.remedy()))?;
    if bytes.is_empty() {
        let remedy = "Choose a file with a challenge as a device's DRM made it.";
        return Err(refused("That file is empty.".into(), remedy));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    Ok(ChallengeFile { id: challenges.keep(bytes), name, length })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_challenge_is_spoken_of_by_a_handle_and_only_the_newest_are_held() {
        let challenges = Challenges::default();
        let first = challenges.keep(vec![1]);
        let others: Vec<_> = (0..HELD).map(|_| challenges.keep(vec![2])).collect();
        assert_eq!(challenges.get(first).unwrap_err().kind, ErrorKind::Gone);
        assert!(others.iter().all(|id| challenges.get(*id).unwrap() == [2]));
    }

    #[test]
    fn a_licence_is_renewed_with_the_challenge_of_a_file_and_the_simulator_has_one_of_its_own() {
        let challenges = Challenges::default();
        let (lab, simulator) = ("lab".parse().unwrap(), EnvironmentId::simulator());
        let path = RenewalPath::Sessions;
        let renewal = |challenge| BeatingInput::Renewal { challenge };
        let at = |id, input| beating(&challenges, (id, path), input);
        assert_eq!(at(&lab, BeatingInput::Heartbeat).unwrap(), Beating::Heartbeat);
        assert_eq!(at(&lab, renewal(None)).unwrap_err().kind, ErrorKind::File, "nothing is sent that nobody chose");
        assert_eq!(at(&lab, renewal(Some(Uuid::nil()))).unwrap_err().kind, ErrorKind::Gone);
        let file = challenges.keep(vec![8, 4]);
        for id in [&lab, &simulator] {
            assert_eq!(at(id, renewal(Some(file))).unwrap(), Beating::Renewal { path, challenge: vec![8, 4] });
        }
        let own = Beating::Renewal { path, challenge: b"tessera-simulated-challenge".to_vec() };
        assert_eq!(at(&simulator, renewal(None)).unwrap(), own);
    }

    #[test]
    fn what_can_be_no_challenge_is_refused_with_the_reason() {
        let folder = std::env::temp_dir().join(Uuid::new_v4().to_string());
        std::fs::create_dir(&folder).unwrap();
        let challenges = Challenges::default();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).unwrap();
            read(&path, &challenges)
        };
        let said = |answer: Answer<ChallengeFile>| answer.unwrap_err().headline;
        assert_eq!(said(file("empty", &[])), "That file is empty.");
        assert!(
            said(file("large", &vec![0; (1 << 20) + 1])).contains("has 1048577 bytes, and at most 1048576 are read")
        );
        assert!(said(read(&folder, &challenges)).contains("is a folder, not a file"));
        let good = file("challenge.bin", &[8, 4]).unwrap();
        assert_eq!((good.name.as_str(), good.length), ("challenge.bin", 2));
        assert_eq!(challenges.get(good.id).unwrap(), [8, 4]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
