//! The TypeScript types of the window are those of the Rust behind it.

use std::path::Path;

/// When it fails, the file has been written anew: look at it and commit it.
#[test]
fn the_bindings_are_those_of_the_commands() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/host/bindings.ts");
    let made = tessera_desktop::bindings::typescript().expect("no two types have one name");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    if committed != made {
        std::fs::write(&path, &made).expect("the bindings can be written");
        panic!("{} was out of date and has been written anew", path.display());
    }
}
