//! Tells Tauri where its capabilities and permissions lie: the app's package is the root of the workspace, its shell is here.
//!
//! Not `AppManifest::commands`: it would write permissions of its own beside the ones written by hand.

fn main() {
    for folder in ["src-tauri/capabilities", "src-tauri/permissions"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    if !tauri_build::is_dev() {
        // The built UI becomes part of the program.
        println!("cargo:rerun-if-changed=ui/dist");
    }
    let commands = tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/**/*");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("The build script of Tauri failed: {error:#}");
    }
}
