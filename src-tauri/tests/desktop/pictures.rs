//! Pictures of the window, looked at by programs that are not ours.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// A picture of the window as it stands on the screen, PNG. The driver's own never comes from a window that is drawn
/// without the graphics card.
pub(crate) fn screenshot() -> Vec<u8> {
    let taken = Command::new("import").args(["-silent", "-window", "Tessera", "png:-"]).output();
    let taken = taken.expect("import is in the Debian package imagemagick");
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
    taken.stdout
}

/// How many different colours a PNG has, counted up to a thousand.
pub(crate) fn colours(png: &[u8]) -> usize {
    let picture = image::load_from_memory_with_format(png, image::ImageFormat::Png).unwrap().into_rgb8();
    let mut colours = BTreeSet::new();
    for pixel in picture.pixels() {
        colours.insert(pixel.0);
        if colours.len() == 1000 {
            break;
        }
    }
    colours.len()
}

/// Every QR code that zbarimg reads in a picture.
pub(crate) fn codes_read_by_zbar(png: &[u8], folder: &Path) -> Vec<String> {
    let file = folder.join("for-zbarimg.png");
    std::fs::write(&file, png).unwrap();
    let read = Command::new("zbarimg").args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).arg(&file).output();
    let read = read.expect("zbarimg is in the Debian package zbar-tools");
    std::fs::remove_file(file).unwrap();
    String::from_utf8(read.stdout).unwrap().lines().map(str::to_owned).collect()
}
