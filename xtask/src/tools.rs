//! The cargo tools of the tests: taken from the PATH, or built once into the target folder.

use std::path::PathBuf;

use crate::call::Call;
use crate::checkout::Checkout;
use crate::stop::Outcome;
use crate::system::is_on_path;

/// A program that `cargo install` can bring.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Runs the Rust tests.
pub(crate) const NEXTEST: Tool = Tool { name: "cargo-nextest", version: "0.9.128" };

/// Checks licences, sources and banned crates.
pub(crate) const DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };

impl Tool {
    /// Sees to it that the tool is there. Building one takes some minutes.
    pub(crate) fn ensure(self, checkout: &Checkout) -> Outcome {
        if is_on_path(self.name) || self.own(checkout).is_file() {
            return Ok(());
        }
        Call::cargo()
            .args(["install", "--locked", "--no-track", "--root"])
            .arg(home(checkout))
            .args(["--version", self.version, self.name])
            // It is used for seconds: building it fast counts for more than its speed.
            .set("CARGO_PROFILE_RELEASE_LTO", "off")
            .set("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .set("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .set("CARGO_PROFILE_RELEASE_DEBUG", "false")
            .at(checkout.target())
            .run()
    }

    /// The tool, ready to be given arguments.
    pub(crate) fn call(self, checkout: &Checkout) -> Call {
        let own = self.own(checkout);
        let call = if own.is_file() { Call::new(own) } else { Call::new(self.name) };
        // Cargo hands its own name for the command on; so must we.
        call.arg(self.name.trim_start_matches("cargo-")).at(checkout.root())
    }

    fn own(self, checkout: &Checkout) -> PathBuf {
        home(checkout).join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX))
    }
}

fn home(checkout: &Checkout) -> PathBuf {
    checkout.target().join("xtask").join("tools")
}
