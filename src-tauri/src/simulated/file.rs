//! The file in which the simulator's state outlives the program. One that cannot be used is set aside, never overwritten.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use tessera_simulator::{KeptState, KeptStateError, RunningSimulator};

/// Its name in the folder of the program's data.
const NAME: &str = "simulator.json";

/// How many files are set aside in one second at most.
const MOST_OF_ONE_SECOND: u32 = 100;

/// Where the simulator's state is kept.
pub(super) struct StateFile {
    /// `None` where the file that is there could be neither used nor set aside: then nothing is kept.
    path: Mutex<Option<PathBuf>>,
}

impl StateFile {
    /// The file of a folder, what it holds, and why that cannot be used.
    pub(super) fn open(folder: &Path) -> (Self, Option<KeptState>, Option<String>) {
        let path = folder.join(NAME);
        let read = KeptState::read(&path);
        let file = Self { path: Mutex::new(Some(path)) };
        match read {
            Ok(kept) => (file, kept, None),
            Err(KeptStateError::Damaged { .. }) => (file, None, Some("its state cannot be read".to_owned())),
            Err(KeptStateError::File { source, .. }) => {
                (file, None, Some(format!("its state cannot be read ({source})")))
            }
        }
    }

    /// Sets the file aside, since it cannot be used; says so for a person.
    pub(super) fn set_aside(&self, why: &str, now: Timestamp) -> String {
        let mut path = self.path.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(unusable) = path.clone() else { return String::new() };
        if let Some(kept) = rename(&unusable, now) {
            return format!(
                "The simulator begins anew: {why}. Its file is kept as {}. Devices of the simulator that signed on before \
                 have to sign on first-time again.",
                kept.display()
            );
        }
        *path = None;
        format!(
            "The simulator begins anew, and what it does is not kept: {why}, and its file cannot be renamed. See to the \
             rights of {}, then start the program again.",
            unusable.display()
        )
    }

    /// Writes what a later start goes on with.
    pub(super) fn write(&self, simulator: &RunningSimulator) -> Result<(), KeptStateError> {
        // What is written last is what was taken last.
        let path = self.path.lock().unwrap_or_else(PoisonError::into_inner);
        path.as_ref().map_or(Ok(()), |path| simulator.kept().write(path))
    }
}

fn rename(path: &Path, now: Timestamp) -> Option<PathBuf> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let kept = (1..=MOST_OF_ONE_SECOND).map(|attempt| match attempt {
        1 => path.with_extension(format!("json.damaged-{stamp}")),
        attempt => path.with_extension(format!("json.damaged-{stamp}-{attempt}")),
    });
    let kept = kept.into_iter().find(|kept| !kept.exists())?;
    std::fs::rename(path, &kept).ok().map(|()| kept)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_cannot_be_used_is_kept_under_another_name() {
        let folder = std::env::temp_dir().join(format!("tessera-state-{}", uuid::Uuid::new_v4()));
        fs::create_dir(&folder).unwrap();
        let (_, kept, why) = StateFile::open(&folder);
        assert!(kept.is_none() && why.is_none(), "without a file it is a first start");
        for attempt in 0..2 {
            fs::write(folder.join(NAME), format!("no state {attempt}")).unwrap();
            let (file, kept, why) = StateFile::open(&folder);
            assert!(kept.is_none());
            let said = file.set_aside(&why.unwrap(), "2026-11-22T07:00:00Z".parse().unwrap());
            assert!(said.contains("simulator.json.damaged-20261122T070000Z"), "{said}");
        }
        let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(name).collect();
        names.sort();
        assert_eq!(names, ["simulator.json.damaged-20261122T070000Z", "simulator.json.damaged-20261122T070000Z-2"]);
        assert_eq!(fs::read_to_string(folder.join(&names[0])).unwrap(), "no state 0");
        fs::remove_dir_all(folder).unwrap();
    }
}
