//! A Tauri window with one word in it: what `cargo xtask bench` compares the program's window with.
//!
//! An example of the app's package, so that it is built from the same dependencies with the same settings.

fn main() {
    tauri::Builder::default()
        .run(tauri::generate_context!("xtask/empty-window/tauri.conf.json"))
        .expect("an empty window opens wherever the program's own does");
}
