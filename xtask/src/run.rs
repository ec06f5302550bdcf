//! `cargo xtask run`: from a fresh checkout to the open window, or to the same sign-on in the terminal.

use std::env;

use crate::call::Call;
use crate::checkout::Checkout;
use crate::node;
use crate::stop::Outcome;
use crate::system;

/// Both programs, the window with its page inside. The packages are not named: so cargo builds the dependencies once for
/// the two, and the same ones as `tauri build`.
pub(crate) const PROGRAMS: [&str; 3] = ["--locked", "--features", "embedded-assets"];

/// The sign-on that the terminal shows where no window can open.
const IN_THE_TERMINAL: [&str; 4] = ["run", "qr-sign-on", "--env", "simulator"];

/// Builds the program and starts it with `arguments`.
pub(crate) fn run(checkout: &Checkout, arguments: &[&str]) -> Outcome {
    if !has_display() {
        println!("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.");
        println!("The same sign-on follows in this terminal.\n");
        let arguments = if arguments.is_empty() { &IN_THE_TERMINAL } else { arguments };
        return cargo_run(checkout, &["--locked", "--package", "tessera-cli"], arguments);
    }
    system::ensure(&[system::WINDOW])?;
    node::build(checkout)?;
    cargo_run(checkout, &[&PROGRAMS[..], &["--bin", "tessera-desktop"]].concat(), arguments)
}

fn cargo_run(checkout: &Checkout, what: &[&str], arguments: &[&str]) -> Outcome {
    let call = Call::cargo().arg("run").args(what).arg("--").args(arguments).at(checkout.root());
    call.interactive().remedy("What went wrong stands above.").run()
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
