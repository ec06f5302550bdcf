//! Pictures that a person gives to be scanned. The window never names a file: it says "chosen", "copied",
//! "dropped" or "the screen".

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt as _;
use tessera_journeys::Picture;
use tessera_screen::Area;
use tessera_storage::{LARGEST_PICTURE, read_given};

use crate::clipboard;
use crate::dto::PictureSource;
use crate::error::{Answer, CommandError, ErrorKind};
use crate::screen;

/// The file that was dropped on the window last.
#[derive(Default)]
pub(crate) struct Dropped(Mutex<Option<PathBuf>>);

impl Dropped {
    pub(crate) fn put(&self, path: PathBuf) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    }

    fn take(&self) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The picture; `None` when the person chose none.
pub(crate) async fn get(app: &AppHandle, dropped: &Dropped, source: PictureSource) -> Answer<Option<Picture>> {
    let path = match source {
        PictureSource::Clipboard => return clipboard::picture().await.map(Some),
        PictureSource::Screen => return screen::picture(app, Area::Whole).await.map(Some),
        PictureSource::Region => return screen::picture(app, Area::Region).await.map(Some),
        PictureSource::Dropped => dropped.take(),
        PictureSource::File => choose(app).await,
    };
    path.map(|path| read(&path)).transpose()
}

async fn choose(app: &AppHandle) -> Option<PathBuf> {
    let (send, chosen) = tokio::sync::oneshot::channel();
    app.dialog()
        .file()
        .set_title("Scan a picture")
        .add_filter("Pictures", &["png", "jpg", "jpeg", "webp"])
        .pick_file(move |path| drop(send.send(path)));
    chosen.await.ok().flatten()?.into_path().ok()
}

fn read(path: &Path) -> Answer<Picture> {
    read_given(path, LARGEST_PICTURE).map(Picture::File).map_err(|error| {
        let headline = format!("The picture could not be read: {error}.");
        CommandError::new(ErrorKind::File, headline, format!("{} PNG, JPEG and WebP can be read.", error.remedy()))
    })
}
