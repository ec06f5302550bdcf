//! Files that a person names: pictures, challenges and configurations to read, codes and runs to write.
//!
//! What a name stands for and how much there is of it is looked at before it is opened: opening a pipe would wait for its
//! writer, and a device may have no end. What is written takes the place of what was there only when it is whole.
//! Environment files and PEM files have rules of their own, in `environments` and `tls`.

mod error;

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub use error::{GivenFileError, GivenFileTrouble};

/// Bytes of a picture at the most. Whether codes are looked for in a smaller one `qr` decides, with words of its own.
pub const LARGEST_PICTURE: u64 = 64 << 20;

/// Bytes of anything else that a person gives to be read, such as a challenge, at the most.
pub const LARGEST_GIVEN: u64 = 1 << 20;

/// Reads a file of at most so many bytes.
pub fn read_given(path: &Path, most: u64) -> Result<Vec<u8>, GivenFileError> {
    read(path, most).map_err(|why| GivenFileError { path: path.to_owned(), why })
}

/// Writes a file that only its owner can read, in the place of one that may be there already; that one keeps who may read
/// it. A pipe or a device is written to as it is. Of a link, what it leads to is written.
pub fn write_given(path: &Path, bytes: &[u8]) -> Result<(), GivenFileError> {
    write(path, bytes).map_err(|why| GivenFileError { path: path.to_owned(), why })
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, GivenFileTrouble> {
    let about = fs::metadata(path).map_err(GivenFileTrouble::of_reading)?;
    if !about.is_file() {
        return Err(not_a_file(&about));
    }
    if about.len() > most {
        return Err(GivenFileTrouble::TooLarge { bytes: about.len(), most });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default() + 1);
    let file = File::open(path).map_err(GivenFileTrouble::of_reading)?;
    // It may grow while it is read.
    file.take(most + 1).read_to_end(&mut bytes).map_err(GivenFileTrouble::of_reading)?;
    let length = bytes.len() as u64;
    if length > most { Err(GivenFileTrouble::TooLarge { bytes: length, most }) } else { Ok(bytes) }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), GivenFileTrouble> {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Err(not_a_file(&about)),
        Ok(about) if !about.is_file() => {
            let mut file = File::options().write(true).open(path).map_err(GivenFileTrouble::of_writing)?;
            file.write_all(bytes).map_err(GivenFileTrouble::of_writing)
        }
        Ok(about) => {
            let real = fs::canonicalize(path).map_err(GivenFileTrouble::of_writing)?;
            let new = beside(&real, bytes)?;
            fs::set_permissions(new.path(), about.permissions()).map_err(GivenFileTrouble::of_writing)?;
            put(new, &real)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A link to a file that is not there yet.
            let real = fs::read_link(path).map_or_else(|_| path.to_owned(), |to| path.with_file_name(to));
            put(beside(&real, bytes)?, &real)
        }
        Err(error) => Err(GivenFileTrouble::of_writing(error)),
    }
}

/// The whole content under another name in the same folder, so that taking the place is one step.
fn beside(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, GivenFileTrouble> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(GivenFileTrouble::NoFolder { folder: folder.to_owned() });
    }
    let write = || {
        let mut file = tempfile::Builder::new().prefix(".tessera-").suffix(".tmp").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    write().map_err(GivenFileTrouble::of_writing)
}

fn put(new: NamedTempFile, path: &Path) -> Result<(), GivenFileTrouble> {
    let missing = |error: io::Error| match (error.kind(), path.parent()) {
        (io::ErrorKind::NotFound, Some(folder)) => GivenFileTrouble::NoFolder { folder: PathBuf::from(folder) },
        _ => GivenFileTrouble::of_writing(error),
    };
    new.persist(path).map(drop).map_err(|error| missing(error.error))
}

fn not_a_file(about: &fs::Metadata) -> GivenFileTrouble {
    GivenFileTrouble::NotAFile { what: if about.is_dir() { "a folder" } else { "a pipe or a device" } }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_folder_that_goes_while_a_file_is_written_is_named() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("export");
        fs::create_dir(&folder).unwrap();
        let path = folder.join("run.json");
        let new = beside(&path, b"whole").unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let why = put(new, &path).unwrap_err();
        assert!(matches!(&why, GivenFileTrouble::NoFolder { folder: gone } if *gone == folder), "{why}");
    }
}
