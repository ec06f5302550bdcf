//! The file in which a portal hands its picture over: read if it is what it should be, and deleted.
//!
//! A portal may name any file. One that it did not just make for us is neither read nor deleted.

use std::fs::{self, File, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::fs::OFlags;
use tessera_qr::{MAX_FILE_BYTES, Picture};
use url::Url;

use crate::{ScreenError, Shot};

/// File systems tell times more coarsely than clocks do.
const COARSE: Duration = Duration::from_secs(2);

/// The picture at this address, which was asked for at that time.
pub(super) fn collect(uri: &str, asked: SystemTime) -> Result<Shot, ScreenError> {
    let path = local(uri).ok_or_else(|| ScreenError::NoFile("it named no file of this machine".to_owned()))?;
    let unreadable = |error: std::io::Error| ScreenError::NoFile(error.kind().to_string());
    // A link is not followed, and a pipe not waited for.
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
    let mut file = OpenOptions::new().read(true).custom_flags(flags).open(&path).map_err(|error| {
        if path.is_symlink() { ScreenError::NotOfThisScan(path.clone()) } else { unreadable(error) }
    })?;
    if !is_ours(&file, asked).map_err(unreadable)? {
        return Err(ScreenError::NotOfThisScan(path));
    }
    let mut bytes = Vec::new();
    let read = file.by_ref().take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes);
    let left = delete(&path);
    read.map_err(unreadable)?;
    if bytes.len() > MAX_FILE_BYTES {
        return Err(ScreenError::TooLarge);
    }
    Ok(Shot { picture: Picture::File(bytes), left })
}

fn local(uri: &str) -> Option<PathBuf> {
    Url::parse(uri).ok().filter(|uri| uri.scheme() == "file")?.to_file_path().ok()
}

/// Whether a file was made for this scan: a plain one of this person, written since it was asked for.
fn is_ours(file: &File, asked: SystemTime) -> std::io::Result<bool> {
    let about = file.metadata()?;
    let since = asked.checked_sub(COARSE).unwrap_or(SystemTime::UNIX_EPOCH);
    let own = about.uid() == rustix::process::geteuid().as_raw();
    Ok(about.is_file() && own && about.modified()? >= since)
}

/// Deletes it where portals put such files; gives the path if it stays.
fn delete(path: &Path) -> Option<PathBuf> {
    let usual = [std::env::home_dir(), Some(std::env::temp_dir()), std::env::var_os("XDG_RUNTIME_DIR").map(Into::into)];
    let usual = usual.into_iter().flatten().any(|folder| folder.is_absolute() && path.starts_with(folder));
    (!usual || fs::remove_file(path).is_err()).then(|| path.to_owned())
}
