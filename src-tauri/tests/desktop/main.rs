//! The real window, driven by `WebKitWebDriver` with the real keyring daemon, as a person would use it.
//!
//! `cargo xtask test --only "the real window"` makes the desktop (screen, bus, keyring, home) and runs these tests in
//! it. Here is one file for each thing that is promised of the window, and what they share: `webdriver` speaks to the
//! driver, `desk` starts the program, `page` finds what a person sees, `leaks` looks for secrets.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod accessible;
mod clipboard;
mod commands;
mod companion;
mod desk;
mod devices;
mod dialogs;
mod doors;
mod endings;
mod files;
mod first_start;
mod forgets;
mod hostile;
mod instances;
mod kept_password;
mod keyring;
mod leaks;
mod many_runs;
mod memory;
mod no_network;
mod own_environment;
mod page;
mod phone;
mod pictures;
mod platform;
mod process;
mod readme;
mod roads;
mod screen;
mod session_ends;
mod sessions;
mod sign_on;
mod simulator;
mod tokens_of_devices;
mod waiting;
mod web_process;
mod webdriver;
