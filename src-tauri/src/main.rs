//! The desktop program. Everything is in the library, where tests can reach it.

// No console beside the window on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    tessera_desktop::run();
}
