//! Files that a person asks for: the place is chosen in the system's dialog, and what stood there stays as it was until
//! the new file is whole.

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;
use tessera_storage::write_given;

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
    let written = tokio::task::spawn_blocking(move || write_given(&path, &bytes)).await;
    match written {
        Ok(Ok(())) => Ok(Some(shown)),
        Ok(Err(error)) => {
            let headline = format!("The {what} was not saved: {error}.");
            Err(CommandError::new(ErrorKind::File, headline, error.remedy()))
        }
        Err(_) => {
            let headline = format!("The {what} may not have been saved: the program faltered.");
            Err(CommandError::new(ErrorKind::File, headline, "Save it once more."))
        }
    }
}
