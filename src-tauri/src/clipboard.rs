//! The clipboard, used from here only: a copied token is kept out of clipboard histories and cleared after half a minute.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use arboard::{Clipboard, ImageData};
use tessera_journeys::Picture;

use crate::error::{Answer, CommandError, ErrorKind};

/// How long a copied token stays.
const SECRET_STAYS: Duration = Duration::from_secs(30);

static CLIPBOARD: Mutex<Option<Clipboard>> = Mutex::new(None);
/// Counts copies, so that an older one is not cleared for a newer one.
static COPIES: AtomicU64 = AtomicU64::new(0);

/// Copies a text that is no secret.
pub(crate) async fn copy(text: String) -> Answer<()> {
    on_own_thread(move |clipboard| clipboard.set_text(text)).await
}

/// Copies a secret: not into a history, and gone after half a minute if it is still there.
pub(crate) async fn copy_secret(secret: String) -> Answer<()> {
    let copy = COPIES.fetch_add(1, Ordering::SeqCst) + 1;
    let shown = secret.clone();
    on_own_thread(move |clipboard| set_excluded(clipboard, shown)).await?;
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(SECRET_STAYS).await;
        if COPIES.load(Ordering::SeqCst) == copy {
            // When the clipboard cannot be reached there is nobody to tell, and nothing more to do.
            let _ = clear_if(secret).await;
        }
    });
    Ok(())
}

/// Copies a picture of our own making.
pub(crate) async fn copy_png(png: &[u8]) -> Answer<()> {
    let refused = |_| CommandError::new(ErrorKind::Clipboard, "The picture could not be copied.", "Save it instead.");
    let picture = image::load_from_memory_with_format(png, image::ImageFormat::Png).map_err(refused)?.into_rgba8();
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
    let (width, height) = (side(picture.width()), side(picture.height()));
    let picture = ImageData { width, height, bytes: picture.into_raw().into() };
    on_own_thread(move |clipboard| clipboard.set_image(picture)).await
}

/// The picture that was copied last.
pub(crate) async fn picture() -> Answer<Picture> {
    let picture = on_own_thread(Clipboard::get_image).await?;
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    Ok(Picture::Rgba { width: side(picture.width), height: side(picture.height), bytes: picture.bytes.into_owned() })
}

/// The clipboard may wait for another program, so the window's thread is not used. It is opened once: on Linux what was
/// copied is gone when the last handle is.
async fn on_own_thread<T: Send + 'static>(
    work: impl FnOnce(&mut Clipboard) -> Result<T, arboard::Error> + Send + 'static,
) -> Answer<T> {
    let done = tokio::task::spawn_blocking(move || {
        let mut slot = CLIPBOARD.lock().unwrap_or_else(PoisonError::into_inner);
        let clipboard = match slot.take() {
            Some(clipboard) => clipboard,
            None => Clipboard::new()?,
        };
        work(slot.insert(clipboard))
    });
    let refused = |headline: &str| CommandError::new(ErrorKind::Clipboard, headline, "Copy it once more.");
    match done.await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(arboard::Error::ContentNotAvailable)) => Err(refused("The clipboard holds no picture.")),
        Ok(Err(_)) | Err(_) => Err(refused("The clipboard could not be used.")),
    }
}

async fn clear_if(secret: String) -> Answer<()> {
    on_own_thread(move |clipboard| match clipboard.get_text() {
        Ok(text) if text == secret => clipboard.clear(),
        _ => Ok(()),
    })
    .await
}

#[cfg(target_os = "linux")]
fn set_excluded(clipboard: &mut Clipboard, secret: String) -> Result<(), arboard::Error> {
    use arboard::SetExtLinux as _;
    clipboard.set().exclude_from_history().text(secret)
}

#[cfg(target_os = "macos")]
fn set_excluded(clipboard: &mut Clipboard, secret: String) -> Result<(), arboard::Error> {
    use arboard::SetExtApple as _;
    clipboard.set().exclude_from_history().text(secret)
}

#[cfg(windows)]
fn set_excluded(clipboard: &mut Clipboard, secret: String) -> Result<(), arboard::Error> {
    use arboard::SetExtWindows as _;
    clipboard.set().exclude_from_history().text(secret)
}
