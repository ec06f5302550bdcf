//! The desktop program. Everything is in the library, where tests can reach it.

// No console beside the window on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

/// Memory is wiped when it is given back: what a person types passes through buffers of the framework that nobody else wipes.
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() {
    tessera_desktop::run();
}
