//! What the system must have: the Debian packages for the window and for the tests, asked for and installed.
//!
//! A thing counts as there when it can be used, wherever it came from: a library that pkg-config knows, a program on
//! the PATH. Only Debian and its kin are served; elsewhere the list is printed. macOS and Windows bring their own.

use std::env;
use std::path::Path;

use crate::call::Call;
use crate::stop::{Outcome, Stop};

/// How one sees that a package is there.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Program(&'static str),
    Library(&'static str),
    File(&'static str),
}

/// A Debian package and the sign of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Package(&'static str, Sign);

/// To build the window and show it.
pub(crate) const WINDOW: &[Package] = &[
    Package("build-essential", Sign::Program("cc")),
    Package("pkg-config", Sign::Program("pkg-config")),
    Package("libwebkit2gtk-4.1-dev", Sign::Library("webkit2gtk-4.1")),
    Package("libgtk-3-dev", Sign::Library("gtk+-3.0")),
    Package("libdbus-1-dev", Sign::Library("dbus-1")),
];

/// To drive the window, the keychain and the clipboard in the tests, and to read our QR codes with a foreign program.
pub(crate) const TESTS: &[Package] = &[
    Package("webkit2gtk-driver", Sign::Program("WebKitWebDriver")),
    Package("xvfb", Sign::Program("Xvfb")),
    Package("openbox", Sign::Program("openbox")),
    Package("dbus", Sign::Program("dbus-daemon")),
    Package("at-spi2-core", Sign::File("/usr/libexec/at-spi-bus-launcher")),
    Package("gnome-keyring", Sign::Program("gnome-keyring-daemon")),
    Package("gcr", Sign::File("/usr/libexec/gcr-prompter")),
    Package("libsecret-tools", Sign::Program("secret-tool")),
    Package("zbar-tools", Sign::Program("zbarimg")),
    Package("chromium", Sign::Program("chromium")),
    Package("imagemagick", Sign::Program("import")),
    Package("xdotool", Sign::Program("xdotool")),
    Package("xclip", Sign::Program("xclip")),
    Package("desktop-file-utils", Sign::Program("desktop-file-validate")),
    Package("fonts-dejavu-core", Sign::File("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")),
];

impl Package {
    fn is_there(self) -> bool {
        match self.1 {
            Sign::Program(name) => is_on_path(name),
            Sign::Library(name) => Call::new("pkg-config").args(["--exists", name]).succeeds(),
            Sign::File(path) => Path::new(path).exists(),
        }
    }
}

/// Whether a program of this name can be started.
pub(crate) fn is_on_path(program: &str) -> bool {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(&file).is_file()))
}

/// Sees to it that these packages are there; installs what is missing where that is allowed.
pub(crate) fn ensure(groups: &[&[Package]]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let packages: Vec<Package> = groups.iter().flat_map(|group| group.iter().copied()).collect();
    let missing = missing(&packages);
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing from this system: {}", missing.join(" "));
    let by_hand = by_hand(&missing);
    let root = root_prefix(&missing, &by_hand)?;
    let advice = format!("Install them yourself and try again:\n  {by_hand}");
    apt(&root, &["update"]).remedy(&advice).run()?;
    let options = ["install", "--yes", "--no-install-recommends"];
    apt(&root, &options).args(&missing).remedy(&advice).run()?;
    match self::missing(&packages).as_slice() {
        [] => Ok(()),
        still => Err(Stop::new(format!("Installed, but not to be found: {}", still.join(" ")), advice)),
    }
}

fn missing(packages: &[Package]) -> Vec<&'static str> {
    packages.iter().filter(|package| !package.is_there()).map(|package| package.0).collect()
}

fn by_hand(missing: &[&str]) -> String {
    let root = if is_on_path("sudo") { "sudo " } else { "" };
    format!("{root}apt-get update && {root}apt-get install --no-install-recommends {}", missing.join(" "))
}

/// What stands before `apt-get`: nothing for root, `sudo` where it asks for no password.
fn root_prefix(missing: &[&str], by_hand: &str) -> Outcome<Vec<&'static str>> {
    if !is_on_path("apt-get") {
        return Err(Stop::new(
            format!("This system has no apt-get, so nothing was installed. Debian's names: {}", missing.join(" ")),
            "Install what your distribution calls them, then try again.",
        ));
    }
    if Call::new("id").arg("-u").read().is_ok_and(|id| id.trim() == "0") {
        return Ok(vec![]);
    }
    if Call::new("sudo").args(["-n", "true"]).succeeds() {
        return Ok(vec!["sudo", "-n"]);
    }
    let why = if is_on_path("sudo") { "sudo wants a password" } else { "there is no sudo here" };
    Err(Stop::new(
        format!("These packages can only be installed by root, and {why}."),
        format!("Install them as root, then try again:\n  {by_hand}"),
    ))
}

fn apt(root: &[&'static str], arguments: &[&str]) -> Call {
    // `env` because sudo drops variables; apt asks no questions.
    let command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "Acquire::Retries=3"];
    let mut words = root.iter().copied().chain(command);
    let program = words.next().unwrap_or("apt-get");
    Call::new(program).args(words).args(arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_there_when_it_can_be_used() {
        let there = Package("cargo", Sign::Program("cargo"));
        let absent = Package("no-such-package", Sign::Program("no-such-program"));
        assert_eq!(missing(&[there, absent]), ["no-such-package"]);
        assert_eq!(
            missing(&[Package("no-such-library-dev", Sign::Library("no-such-library"))]),
            ["no-such-library-dev"]
        );
    }
}
