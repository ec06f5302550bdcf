//! Where the program keeps its files: one folder for what a person writes, one for what the program remembers.
//!
//! Nothing else in the program asks for a home folder: a test or a second copy of the program gets its own folders
//! through `TESSERA_HOME`. What stands in the folders is the business of `environments` and `database`.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::private;
use crate::words::in_words;

/// The variable that moves both folders: `$TESSERA_HOME/config` and `$TESSERA_HOME/data`.
pub const HOME_VARIABLE: &str = "TESSERA_HOME";

const PROGRAM: &str = "tessera";

/// The program's two folders. They may be the same one (macOS).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// What a person may edit and keep in git. Linux: `~/.config/tessera`.
    pub config: PathBuf,
    /// What the program remembers. Linux: `~/.local/share/tessera`.
    pub data: PathBuf,
}

/// Why there are no folders to work with.
#[derive(Debug, Error)]
pub enum FoldersError {
    /// Neither the environment nor the system's user list names a home.
    #[error("No home folder is known for this user.")]
    NoHome,
    /// A folder cannot be made, or nothing can be written into it.
    #[error("The folder {} cannot be written: {}.", path.display(), in_words(why))]
    NotWritable {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        why: io::Error,
    },
}

impl FoldersError {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoHome => "Set HOME, or set TESSERA_HOME to a folder that the program may write to.",
            Self::NotWritable { .. } => {
                "Make it writable for you and see that the disk is not full, or set TESSERA_HOME to another folder."
            }
        }
    }
}

impl Folders {
    /// The folders of this user, by `TESSERA_HOME` or by the system's rules (XDG on Linux). Makes nothing.
    pub fn find() -> Result<Self, FoldersError> {
        match env::var_os(HOME_VARIABLE).filter(|home| !home.is_empty()) {
            Some(home) => Self::under(home),
            None => Self::of_system(dirs::config_dir(), dirs::data_local_dir()),
        }
    }

    /// Both folders under one home, as `TESSERA_HOME` puts them.
    pub fn under(home: impl Into<OsString>) -> Result<Self, FoldersError> {
        let home = PathBuf::from(home.into());
        let home = std::path::absolute(&home).map_err(|why| FoldersError::NotWritable { path: home, why })?;
        Ok(Self { config: home.join("config"), data: home.join("data") })
    }

    fn of_system(config: Option<PathBuf>, data: Option<PathBuf>) -> Result<Self, FoldersError> {
        let (Some(config), Some(data)) = (config, data) else { return Err(FoldersError::NoHome) };
        Ok(Self { config: config.join(PROGRAM), data: data.join(PROGRAM) })
    }

    /// Where the environment files are.
    pub fn environments(&self) -> PathBuf {
        self.config.join("environments")
    }

    /// Makes both folders, private to the user, and proves that they can be written.
    pub fn make(&self) -> Result<(), FoldersError> {
        [&self.config, &self.data].into_iter().try_for_each(|folder| Self::prove(folder))
    }

    /// Makes one of them, and proves that it can be written.
    pub(crate) fn prove(folder: &Path) -> Result<(), FoldersError> {
        prove_writable(folder).map_err(|why| FoldersError::NotWritable { path: folder.to_owned(), why })
    }
}

fn prove_writable(folder: &Path) -> io::Result<()> {
    private::make_folder(folder)?;
    tempfile::tempfile_in(folder).map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_user_without_a_home_is_told_so() {
        let error = Folders::of_system(None, None).unwrap_err();
        assert!(matches!(error, FoldersError::NoHome));
        assert!(error.remedy().contains(HOME_VARIABLE));
    }

    #[test]
    fn a_home_of_ones_own_holds_both_folders() {
        let folders = Folders::under("/srv/lab").unwrap();
        assert_eq!((folders.config, folders.data), ("/srv/lab/config".into(), "/srv/lab/data".into()));
    }

    #[test]
    fn a_home_that_is_a_file_is_told_with_its_path() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let folders = Folders::under(file.path()).unwrap();
        let error = folders.make().unwrap_err();
        assert!(matches!(&error, FoldersError::NotWritable { path, .. } if *path == folders.config), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn the_folders_are_private_even_where_they_were_open() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::under(home.path()).unwrap();
        std::fs::create_dir_all(&folders.data).unwrap();
        std::fs::set_permissions(&folders.data, PermissionsExt::from_mode(0o755)).unwrap();
        folders.make().unwrap();
        for folder in [folders.config, folders.data] {
            let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700, "{}", folder.display());
        }
    }
}
