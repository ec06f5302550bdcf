//! The clipboard, used from here only: a copied token is kept out of clipboard histories and cleared after half a minute, or
//! when the program ends, unless something else was copied meanwhile.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use arboard::{Clipboard, ImageData};
use tessera_journeys::Picture;
use zeroize::Zeroizing;

use crate::error::{Answer, CommandError, ErrorKind};
use crate::trial;

/// How long a copied token stays.
const SECRET_STAYS: Duration = Duration::from_secs(30);

/// How long clearing may hold up the end of the program.
const LAST_WORDS: Duration = Duration::from_secs(1);

static CLIPBOARD: Mutex<Option<Clipboard>> = Mutex::new(None);
/// The secret that was copied last, until it is cleared.
static SECRET: Mutex<Option<Zeroizing<String>>> = Mutex::new(None);
/// Counts copies, so that an older one is not cleared for a newer one.
static COPIES: AtomicU64 = AtomicU64::new(0);

/// Copies a text that is no secret.
pub(crate) async fn copy(text: String) -> Answer<()> {
    on_own_thread(move |clipboard| clipboard.set_text(text)).await
}

/// Copies a secret: not into a history, and gone after half a minute if it is still there.
pub(crate) async fn copy_secret(secret: Zeroizing<String>) -> Answer<()> {
    // In one go with the clipboard held: of two copies at once the later one is the one that is known.
    let copy = on_own_thread(move |clipboard| {
        excluded(clipboard.set()).text(secret.to_string())?;
        *lock(&SECRET) = Some(secret);
        Ok(COPIES.fetch_add(1, Ordering::SeqCst) + 1)
    })
    .await?;
    let stays = trial::secret_stays().unwrap_or(SECRET_STAYS);
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(stays).await;
        if COPIES.load(Ordering::SeqCst) == copy {
            // When the clipboard cannot be reached there is nobody to tell, and nothing more to do.
            let _ = on_own_thread(clear_secret).await;
        }
    });
    Ok(())
}

/// Clears a secret that is still there, as the last thing that the program does.
pub(crate) fn clear_at_the_end() {
    if lock(&SECRET).is_none() {
        return;
    }
    let (done, wait) = mpsc::channel();
    // Whatever was copied since may be with a program that does not answer.
    thread::spawn(move || drop(done.send(with_clipboard(clear_secret))));
    let _ = wait.recv_timeout(LAST_WORDS);
}

/// Copies a picture of a code: not into a history, since the code is a session token.
pub(crate) async fn copy_png(png: &[u8]) -> Answer<()> {
    let refused = |_| CommandError::new(ErrorKind::Clipboard, "The picture could not be copied.", "Save it instead.");
    let picture = image::load_from_memory_with_format(png, image::ImageFormat::Png).map_err(refused)?.into_rgba8();
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
    let (width, height) = (side(picture.width()), side(picture.height()));
    let picture = ImageData { width, height, bytes: picture.into_raw().into() };
    on_own_thread(move |clipboard| excluded(clipboard.set()).image(picture)).await
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
    let done = tokio::task::spawn_blocking(move || with_clipboard(work));
    let refused = |headline: &str| CommandError::new(ErrorKind::Clipboard, headline, "Copy it once more.");
    match done.await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(arboard::Error::ContentNotAvailable)) => Err(refused("The clipboard holds no picture.")),
        Ok(Err(_)) | Err(_) => Err(refused("The clipboard could not be used.")),
    }
}

fn with_clipboard<T>(work: impl FnOnce(&mut Clipboard) -> Result<T, arboard::Error>) -> Result<T, arboard::Error> {
    let mut slot = lock(&CLIPBOARD);
    let clipboard = match slot.take() {
        Some(clipboard) => clipboard,
        None => Clipboard::new()?,
    };
    work(slot.insert(clipboard))
}

/// What somebody else copied since stays.
fn clear_secret(clipboard: &mut Clipboard) -> Result<(), arboard::Error> {
    let Some(secret) = lock(&SECRET).take() else { return Ok(()) };
    match clipboard.get_text().map(Zeroizing::new) {
        Ok(text) if *text == *secret => clipboard.clear(),
        _ => Ok(()),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(target_os = "linux")]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtLinux as _;
    set.exclude_from_history()
}

#[cfg(target_os = "macos")]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtApple as _;
    set.exclude_from_history()
}

#[cfg(windows)]
fn excluded(set: arboard::Set<'_>) -> arboard::Set<'_> {
    use arboard::SetExtWindows as _;
    set.exclude_from_history()
}
