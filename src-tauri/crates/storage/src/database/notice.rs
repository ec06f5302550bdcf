//! What a person should be told about the program's memory, though everything goes on.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;
use ts_rs::TS;

use crate::paths;

/// Something was not as it should be, and has been dealt with. `Display` says what, [`remedy`](Self::remedy) what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Notice {
    /// The database could not be read. It was renamed, and a fresh one begun.
    DamagedSetAside {
        /// Where the old one is now.
        #[serde(serialize_with = "paths::as_text")]
        #[ts(as = "String")]
        kept: PathBuf,
    },
    /// The database was written by a newer version of the program. It was renamed, and a fresh one begun.
    NewerSetAside {
        /// Where the old one is now.
        #[serde(serialize_with = "paths::as_text")]
        #[ts(as = "String")]
        kept: PathBuf,
        /// The version of its layout.
        version: i32,
    },
    /// The window's settings could not be read; they begin afresh, and the old ones are kept in the database.
    SettingsReset,
}

impl Notice {
    /// What a person can do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::DamagedSetAside { .. } => {
                "Devices, credentials' labels and past runs begin afresh; environments and the keychain are not affected. \
                 Restore the file from a backup if you have one, or delete it."
            }
            Self::NewerSetAside { .. } => {
                "To have its devices and runs back, quit, install the newer version again and give the file its old name."
            }
            Self::SettingsReset => "Set theme and panes again.",
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DamagedSetAside { kept } => {
                write!(out, "The database was damaged. It is kept as {}, and a fresh one was made.", kept.display())
            }
            Self::NewerSetAside { kept, version } => write!(
                out,
                "The database was made by a newer version of the program (layout {version}). It is kept as {}, and a fresh one was made.",
                kept.display()
            ),
            Self::SettingsReset => out.write_str("The window's settings could not be read and were set back."),
        }
    }
}
