//! One environment file on disk: reading with limits, writing so that it is always whole.
//!
//! What the text means is the business of `toml`.

use std::fmt::Write as _;
use std::fs::{self, File, Permissions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

use crate::words::in_words;

/// No environment is longer; a longer file is something else.
const LARGEST: u64 = 1024 * 1024;

pub(super) const TEMPORARY_PREFIX: &str = ".tessera-";
pub(super) const TEMPORARY_SUFFIX: &str = ".tmp";

/// The content of a file at the moment it was read, as the SHA-256 of its bytes. A save names the one it changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "String")]
pub struct Revision(String);

impl Revision {
    fn of(bytes: &[u8]) -> Self {
        let mut hex = String::new();
        for byte in digest(&SHA256, bytes).as_ref() {
            write!(hex, "{byte:02x}").unwrap_or_default();
        }
        Self(hex)
    }
}

/// Why a file was not read.
#[derive(Debug, Error)]
pub enum FileTrouble {
    /// There is none, or a link leads nowhere.
    #[error("it does not exist")]
    Missing,
    /// A folder, a pipe, a device.
    #[error("it is {what}, not a file")]
    NotAFile {
        /// What it is.
        what: &'static str,
    },
    /// It was not read.
    #[error("it has {bytes} bytes, and no environment has more than {LARGEST}")]
    TooLarge {
        /// Its size.
        bytes: u64,
    },
    /// Not UTF-8, or with NUL in it, as a power cut may leave it.
    #[error("it is not text: byte {at} is NUL or not UTF-8")]
    NotText {
        /// Bytes before the first wrong one.
        at: usize,
    },
    /// What the system said.
    #[error("{}", in_words(.0))]
    Refused(io::Error),
}

impl FileTrouble {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Missing => "Check the path; if it is a link, check where it leads.",
            Self::NotAFile { .. } | Self::TooLarge { .. } => "Choose an environment file (.toml).",
            Self::NotText { .. } => "Restore the file from a copy, or save it as UTF-8.",
            Self::Refused(_) => "Check who may read it.",
        }
    }
}

impl From<io::Error> for FileTrouble {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::Missing } else { Self::Refused(error) }
    }
}

/// A file's text and where it really lies.
#[derive(Debug)]
pub(super) struct FileText {
    pub text: String,
    pub revision: Revision,
    /// Without links: relative paths in the file start at its folder.
    pub real_path: PathBuf,
}

/// Reads a file. Its kind and size are looked at before it is opened: opening a pipe would wait for its writer.
pub(super) fn read(path: &Path) -> Result<FileText, FileTrouble> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(FileTrouble::NotAFile { what: if about.is_dir() { "a folder" } else { "a pipe or a device" } });
    }
    if about.len() > LARGEST {
        return Err(FileTrouble::TooLarge { bytes: about.len() });
    }
    let real_path = fs::canonicalize(path)?;
    let mut bytes = Vec::new();
    File::open(&real_path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(FileTrouble::TooLarge { bytes: bytes.len() as u64 });
    }
    let revision = Revision::of(&bytes);
    let text =
        String::from_utf8(bytes).map_err(|error| FileTrouble::NotText { at: error.utf8_error().valid_up_to() })?;
    match text.find('\0') {
        Some(at) => Err(FileTrouble::NotText { at }),
        None => Ok(FileText { text, revision, real_path }),
    }
}

/// Puts a new content in the place of a file's: the old or the new one is there, whatever happens. The file keeps who
/// may read it.
pub(super) fn replace(real_path: &Path, text: &str) -> io::Result<()> {
    let temporary = written_beside(real_path, text)?;
    let permissions: Permissions = fs::metadata(real_path)?.permissions();
    fs::set_permissions(temporary.path(), permissions)?;
    temporary.persist(real_path)?;
    sync_folder_of(real_path)
}

/// Makes a file that only its owner can read. `AlreadyExists` when there is one.
pub(super) fn create(path: &Path, text: &str) -> io::Result<()> {
    written_beside(path, text)?.persist_noclobber(path)?;
    sync_folder_of(path)
}

/// Takes a file away, or the link to it.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    sync_folder_of(path)
}

fn written_beside(path: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(TEMPORARY_PREFIX)
        .suffix(TEMPORARY_SUFFIX)
        .tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// So that the new name survives a power cut. Only Unix can open folders for that.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;

    const KILLS: u32 = 50;
    const LINES: usize = 20_000;
    const FILE: &str = "TESSERA_TEST_FILE";

    #[test]
    #[ignore = "started and killed by the test below"]
    #[allow(clippy::print_stdout)]
    fn replaces_without_end() {
        let path = PathBuf::from(std::env::var_os(FILE).unwrap());
        let texts = ["old line of the text\n", "new line of the text\n"].map(|line| line.repeat(LINES));
        println!("ready");
        let start = Instant::now();
        for text in texts.iter().cycle().take_while(|_| start.elapsed() < Duration::from_secs(30)) {
            replace(&path, text).unwrap();
        }
    }

    #[test]
    fn a_program_killed_while_it_replaces_a_file_leaves_the_old_or_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lab.toml");
        create(&path, &"old line of the text\n".repeat(LINES)).unwrap();
        for kill in 0..KILLS {
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["environments::file::tests::replaces_without_end", "--exact", "--ignored", "--nocapture"])
                .env(FILE, &path)
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
            assert!(lines.any(|line| line.contains("ready")));
            std::thread::sleep(Duration::from_micros(u64::from(kill) * 397 % 10_000));
            child.kill().unwrap();
            child.wait().unwrap();
            let text = read(&path).unwrap().text;
            let first = text.lines().next().unwrap();
            assert_eq!(text.lines().filter(|line| *line == first).count(), LINES, "after kill {kill}");
            assert_eq!(text.lines().count(), LINES, "after kill {kill}");
        }
    }
}
