//! `cargo xtask package`: the package for this system, with the window and the command `tessera` in it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::call::Call;
use crate::checkout::{self, Checkout, unwritable};
use crate::node;
use crate::run::PROGRAMS;
use crate::stop::{Outcome, Stop};
use crate::system;

/// What this system installs from: Tauri's name of it, the folder it is put into, the ending of the file.
const KIND: &str = if cfg!(target_os = "macos") {
    "dmg"
} else if cfg!(windows) {
    "msi"
} else {
    "deb"
};

/// Builds and bundles both programs; prints where the package is.
pub(crate) fn package(checkout: &Checkout) -> Outcome {
    system::ensure(&[system::WINDOW])?;
    node::install(checkout)?;
    Call::cargo().args(["build", "--release", "--bin", "tessera"]).args(PROGRAMS).at(checkout.root()).run()?;
    let addition = with_command(checkout)?.to_string();
    let bundles = checkout.target().join("release/bundle").join(KIND);
    if bundles.exists() {
        fs::remove_dir_all(&bundles).map_err(|why| unwritable(&bundles, &why))?;
    }
    let tauri = node::script(checkout, "tauri").args(["--", "build", "--bundles", KIND, "--config", &addition]);
    // Tauri's own command takes CI for a yes or no.
    tauri.args(["--features", "embedded-assets", "--", "--locked"]).set("CI", "true").run()?;
    let package = only_package(&bundles)?;
    if KIND == "deb" {
        must_be_whole(checkout, &package)?;
    }
    let bytes = fs::metadata(&package).map_err(|why| unwritable(&package, &why))?.len();
    println!("\n{}\n{}.{} MB", package.display(), bytes / 1_000_000, bytes / 100_000 % 10);
    Ok(())
}

/// Puts the command `tessera` into the package, beside the window's program. Only here: in tauri.conf.json itself it would
/// make every build want the finished command. Not as `externalBin`, which refuses the name of the app's own package.
fn with_command(checkout: &Checkout) -> Outcome<Value> {
    let built = checkout.program("release", "tessera");
    Ok(match KIND {
        "dmg" => json!({ "bundle": { "macOS": { "files": { "MacOS/tessera": built } } } }),
        "deb" => json!({ "bundle": { "linux": { "deb": { "files": { "/usr/bin/tessera": built } } } } }),
        _ => {
            // Tauri copies a resource into the folder where this one was built.
            let aside = checkout.scratch("command")?.join("tessera.exe");
            fs::copy(built, &aside).map_err(|why| unwritable(&aside, &why))?;
            json!({ "bundle": { "resources": { aside.to_string_lossy(): "tessera.exe" } } })
        }
    })
}

fn only_package(folder: &Path) -> Outcome<PathBuf> {
    let entries = fs::read_dir(folder).map_err(|why| unwritable(folder, &why))?;
    let mut packages =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == KIND));
    packages.next().ok_or_else(|| Stop::new("Tauri made no package.", "Its reasons stand above."))
}

/// Opens the package again and looks for what must be in it.
fn must_be_whole(checkout: &Checkout, package: &Path) -> Outcome {
    let opened = checkout.scratch("opened")?;
    Call::new("dpkg-deb").arg("--extract").arg(package).arg(&opened).read()?;
    let expected = [
        "usr/bin/tessera",
        "usr/bin/tessera-desktop",
        "usr/share/applications/Tessera.desktop",
        "usr/share/icons/hicolor/128x128/apps/tessera-desktop.png",
        "usr/share/icons/hicolor/scalable/apps/tessera-desktop.svg",
        "usr/share/doc/tessera/copyright",
    ];
    let missing: Vec<&str> = expected.into_iter().filter(|path| !opened.join(path).is_file()).collect();
    if !missing.is_empty() {
        return Err(Stop::new(
            format!("The package lacks {}.", missing.join(", ")),
            "Look at `bundle` in tauri.conf.json.",
        ));
    }
    let entry = opened.join("usr/share/applications/Tessera.desktop");
    if !checkout::text(&entry)?.lines().any(|line| line == "Exec=tessera-desktop") {
        return Err(Stop::new(
            "The desktop entry does not start tessera-desktop.",
            "Look at `bundle` in tauri.conf.json.",
        ));
    }
    if system::is_on_path("desktop-file-validate") {
        Call::new("desktop-file-validate").arg(&entry).run()?;
    }
    Ok(())
}
