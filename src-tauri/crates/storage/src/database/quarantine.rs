//! Setting a database aside: renamed with everything that belongs to it, never overwritten.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The log of late changes, which SQLite keeps beside the main file.
pub(super) const LOG: &str = "-wal";
/// All that it keeps there; the other is shared memory.
const BESIDE: [&str; 2] = [LOG, "-shm"];
const MOST_OF_ONE_SECOND: u32 = 1000;

/// The file with something added to its name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// A time in a form for file names.
pub(super) fn stamp(now: Timestamp) -> String {
    now.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Takes away one that was just being made, and could not be: the next start would take it for a damaged one.
pub(super) fn unmake(path: &Path) {
    for suffix in BESIDE.into_iter().chain([""]) {
        // What stays is set aside then.
        std::fs::remove_file(with_suffix(path, suffix)).unwrap_or_default();
    }
}

/// Renames a database and what lies beside it. `reason` becomes part of the new name, which is given back.
pub(super) fn set_aside(path: &Path, reason: &str, now: Timestamp) -> io::Result<PathBuf> {
    let stamp = stamp(now);
    let kept = (1..=MOST_OF_ONE_SECOND)
        .map(|attempt| match attempt {
            1 => with_suffix(path, &format!(".{reason}-{stamp}")),
            attempt => with_suffix(path, &format!(".{reason}-{stamp}-{attempt}")),
        })
        .find(|kept| std::iter::once("").chain(BESIDE).all(|suffix| !with_suffix(kept, suffix).exists()))
        .ok_or(io::ErrorKind::AlreadyExists)?;
    // The log first: should this be cut short, the main file is found damaged again, and not without its log sound.
    for suffix in BESIDE.into_iter().chain([""]) {
        match std::fs::rename(with_suffix(path, suffix), with_suffix(&kept, suffix)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            moved => moved?,
        }
    }
    Ok(kept)
}
