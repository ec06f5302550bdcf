//! Where things are: the checkout, and the folder that cargo builds into.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::call::Call;
use crate::stop::{Outcome, Stop};

/// The folders that everything else works in.
#[derive(Debug)]
pub(crate) struct Checkout {
    root: PathBuf,
    target: PathBuf,
}

impl Checkout {
    /// Asks cargo, because `CARGO_TARGET_DIR` and the user's own configuration may move the target folder.
    pub(crate) fn find() -> Outcome<Self> {
        // Cargo sets the variable for a program that it runs.
        let own = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = own.parent().map(Path::to_owned).unwrap_or(own);
        let answer = Call::cargo().args(["metadata", "--no-deps", "--format-version", "1"]).at(&root).read()?;
        let target = serde_json::from_str::<Value>(&answer)
            .ok()
            .and_then(|metadata| Some(PathBuf::from(metadata["target_directory"].as_str()?)))
            .ok_or_else(|| Stop::new("Cargo does not say where it builds.", "Try `cargo metadata --no-deps`."))?;
        Ok(Self { root, target })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// A folder for this program's own work, emptied and made.
    pub(crate) fn scratch(&self, name: &str) -> Outcome<PathBuf> {
        let folder = self.target.join("xtask").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|why| unwritable(&folder, &why))?;
        }
        fs::create_dir_all(&folder).map_err(|why| unwritable(&folder, &why))?;
        Ok(folder)
    }

    /// A program of the given profile.
    pub(crate) fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

/// A file or folder that cannot be written.
pub(crate) fn unwritable(path: &Path, why: &std::io::Error) -> Stop {
    Stop::new(
        format!("{} cannot be written: {why}.", path.display()),
        "Make it writable for you and see that the disk is not full.",
    )
}

/// Reads a text file.
pub(crate) fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path)
        .map_err(|why| Stop::new(format!("{} cannot be read: {why}.", path.display()), "Is the checkout whole?"))
}

/// Reads a JSON file.
pub(crate) fn json(path: &Path) -> Outcome<Value> {
    serde_json::from_str(&text(path)?)
        .map_err(|why| Stop::new(format!("{} is not JSON: {why}.", path.display()), "Repair it at that place."))
}
