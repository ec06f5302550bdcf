//! What lies in a folder, file by file, so that one can see later whether it is still the same.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::checkout::Checkout;
use crate::stop::{Outcome, Stop};

/// Folders of the checkout that hold what was made, not what was written.
const MADE: [&str; 6] = [".git", "target", "node_modules", "dist", "dist-browser", "gen"];

/// The files of some folders, each with the hash of its content. A folder that is not there has none.
#[derive(Debug)]
pub(crate) struct Snapshot(BTreeMap<PathBuf, u64>);

impl Snapshot {
    /// Everything under these folders.
    pub(crate) fn of(folders: &[PathBuf]) -> Self {
        let files = folders.iter().flat_map(|folder| files(folder, &[]));
        Self(files.map(|file| (file.clone(), hash(&file))).collect())
    }

    /// The sources of the checkout.
    pub(crate) fn of_sources(checkout: &Checkout) -> Self {
        Self(sources(checkout.root()).into_iter().map(|file| (file.clone(), hash(&file))).collect())
    }

    /// Stops when `later` is not the same.
    pub(crate) fn must_equal(&self, later: &Self, whose: &str) -> Outcome {
        let differs = |(path, hash): &(&PathBuf, &u64)| self.0.get(*path) != Some(*hash);
        let new = later.0.iter().filter(differs).map(|(path, _)| path);
        let gone = self.0.keys().filter(|path| !later.0.contains_key(*path));
        let changed: Vec<String> = new.chain(gone).map(|path| format!("  {}", path.display())).collect();
        if changed.is_empty() {
            return Ok(());
        }
        Err(Stop::new(
            format!("The tests changed {whose}:\n{}", changed.join("\n")),
            "A test must write into a temporary folder only. (Or did you edit while it ran?)",
        ))
    }
}

/// The folders in which the user's own Tessera and the user's keyrings live.
pub(crate) fn of_the_user() -> Vec<PathBuf> {
    let folder = |variable: &str, otherwise: &[&str]| {
        let set = env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
        set.or_else(|| Some(otherwise.iter().fold(env::home_dir()?, |path, part| path.join(part))))
    };
    let (config, data, cache) = match env::consts::OS {
        "windows" => (folder("APPDATA", &[]), folder("LOCALAPPDATA", &[]), None),
        "macos" => (folder("", &["Library", "Application Support"]), None, folder("", &["Library", "Caches"])),
        _ => (
            folder("XDG_CONFIG_HOME", &[".config"]),
            folder("XDG_DATA_HOME", &[".local", "share"]),
            folder("XDG_CACHE_HOME", &[".cache"]),
        ),
    };
    let own = ["tessera", "dev.tessera.Tessera", "tessera-desktop", "keyrings"];
    // The cache of the user may hold what cargo built for us under the plain name.
    let caches = cache.into_iter().map(|cache| cache.join("dev.tessera.Tessera"));
    let others = [config, data].into_iter().flatten();
    others.flat_map(|folder| own.map(|name| folder.join(name))).chain(caches).collect()
}

/// Every file of the checkout that somebody wrote.
pub(crate) fn sources(root: &Path) -> Vec<PathBuf> {
    files(root, &MADE)
}

fn files(folder: &Path, except: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && !except.iter().any(|name| entry.file_name() == *name) {
            found.extend(files(&entry.path(), except));
        } else if !is_folder {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

/// A socket or a file that cannot be read has no content to compare.
fn hash(file: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    if fs::metadata(file).is_ok_and(|it| it.is_file()) {
        fs::read(file).ok().hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("deep")).unwrap();
        fs::write(folder.join("deep/file"), "one").unwrap();
        folder
    }

    #[test]
    fn a_changed_a_new_and_a_lost_file_are_each_named() {
        let folder = folder("changes");
        fs::write(folder.join("lost"), "").unwrap();
        let before = Snapshot::of(std::slice::from_ref(&folder));
        assert!(before.must_equal(&Snapshot::of(std::slice::from_ref(&folder)), "it").is_ok());
        fs::write(folder.join("deep/file"), "two").unwrap();
        fs::write(folder.join("new"), "").unwrap();
        fs::remove_file(folder.join("lost")).unwrap();
        let stop = before.must_equal(&Snapshot::of(std::slice::from_ref(&folder)), "it").unwrap_err().to_string();
        fs::remove_dir_all(&folder).unwrap();
        for name in ["deep/file", "new", "lost"] {
            assert!(stop.contains(name), "{name} is missing from: {stop}");
        }
    }

    #[test]
    fn what_was_made_is_no_source() {
        let folder = folder("sources");
        fs::create_dir_all(folder.join("deep/target")).unwrap();
        fs::write(folder.join("deep/target/made"), "").unwrap();
        let found = sources(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, [folder.join("deep/file")]);
    }
}
