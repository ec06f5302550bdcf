//! Files that a person asks for: the place is chosen in the system's dialog, and what stood there stays as it was until
//! the new file is whole.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;
use uuid::Uuid;

use crate::error::{Answer, CommandError, ErrorKind};

/// Offers `name` and writes where the person says. The path of the file; `None` when none was chosen.
pub(crate) async fn save(handle: &AppHandle, what: &str, name: &str, bytes: Vec<u8>) -> Answer<Option<String>> {
    let (send, chosen) = tokio::sync::oneshot::channel();
    handle
        .dialog()
        .file()
        .set_title(format!("Save the {what}"))
        .set_file_name(name)
        .save_file(move |path| drop(send.send(path)));
    let Some(path) = chosen.await.ok().flatten().and_then(|path| path.into_path().ok()) else { return Ok(None) };
    let shown = path.display().to_string();
    let written = tokio::task::spawn_blocking(move || write(&path, &bytes)).await.map_err(io::Error::other);
    written.flatten().map_err(|error| {
        CommandError::new(ErrorKind::File, format!("The {what} could not be saved: {error}."), "Choose another place.")
    })?;
    Ok(Some(shown))
}

/// Writes beside the place first, and takes the place only with a whole file.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = OsString::from(".");
    name.push(path.file_name().ok_or(io::ErrorKind::InvalidFilename)?);
    name.push(format!(".{}", Uuid::new_v4().simple()));
    let beside = path.with_file_name(name);
    let write_whole = || {
        let mut file = File::create_new(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write_whole().inspect_err(|_| drop(fs::remove_file(&beside)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// A folder of its own, removed at the end.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new() -> Self {
            let folder = std::env::temp_dir().join(format!("tessera-saving-{}", Uuid::new_v4()));
            fs::create_dir(&folder).unwrap();
            Self(folder)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_file_takes_the_place_of_another_and_leaves_nothing_beside_it() {
        let folder = Folder::new();
        let path = folder.0.join("run.json");
        for text in ["first, and longer", "second"] {
            write(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(folder.names(), ["run.json"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_the_place_as_it_was() {
        let folder = Folder::new();
        let taken = folder.0.join("run.json");
        fs::create_dir(&taken).unwrap();
        fs::write(taken.join("inside"), "kept").unwrap();
        assert!(write(&taken, b"new").is_err());
        assert_eq!(folder.names(), ["run.json"]);
        assert_eq!(fs::read_to_string(taken.join("inside")).unwrap(), "kept");
        assert!(write(&folder.0.join("no-such-folder/run.json"), b"new").is_err());
    }
}
