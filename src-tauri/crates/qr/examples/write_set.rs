//! Writes the set of pictures that reading is measured with to a folder, each with what it holds, for other programs to read:
//! `cargo run -p tessera-qr --example write_set FOLDER`.

#![allow(clippy::unwrap_used)]

#[path = "../tests/pictures/mod.rs"]
mod pictures;

fn main() -> std::io::Result<()> {
    let folder = std::path::PathBuf::from(std::env::args_os().nth(1).expect("the folder to write to"));
    std::fs::create_dir_all(&folder)?;
    for picture in pictures::set() {
        std::fs::write(folder.join(format!("{}.png", picture.name)), picture.png())?;
        std::fs::write(folder.join(format!("{}.txt", picture.name)), &picture.text)?;
    }
    Ok(())
}
