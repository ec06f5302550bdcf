//! Files that are named on the command line, each refused by its kind and size before it is read. Environment files are
//! read by `storage`.

use std::path::Path;

use tessera_protocol::DeviceInformation;
use tessera_simulator::SimulatorConfig;
use tessera_storage::{LARGEST_GIVEN, LARGEST_PICTURE, read_given, write_given};

use crate::failure::Failure;

/// A picture with QR codes.
pub(crate) fn picture(path: &Path) -> Result<Vec<u8>, Failure> {
    read(path, LARGEST_PICTURE, "The picture could not be read:")
}

/// A challenge as a device's DRM made it.
pub(crate) fn challenge(path: &Path) -> Result<Vec<u8>, Failure> {
    read(path, LARGEST_GIVEN, "The challenge could not be read:")
}

/// What a device says of itself.
pub(crate) fn device_information(path: &Path) -> Result<DeviceInformation, Failure> {
    let bytes = read(path, LARGEST_GIVEN, "The deviceInformation could not be read:")?;
    DeviceInformation::parse(&String::from_utf8_lossy(&bytes))
        .map_err(|error| Failure::Usage(format!("{} holds no deviceInformation: {error}", path.display())))
}

/// A simulator's configuration. What is wrong is told by its place: a value may be a secret.
pub(crate) fn simulator_config(path: &Path) -> Result<SimulatorConfig, Failure> {
    let bytes = read(path, LARGEST_GIVEN, "The configuration could not be read:")?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::Usage(format!("{} is not text: byte {at} is not UTF-8. Save it as UTF-8.", path.display()))
    })?;
    toml::from_str(&text).map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
        Failure::Usage(format!("{}, line {line}: {}", path.display(), error.message()))
    })
}

/// Writes a file that only its owner can read, whole or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8], what: &'static str) -> Result<(), Failure> {
    write_given(path, bytes).map_err(|why| Failure::File { what, why })
}

fn read(path: &Path, most: u64, what: &'static str) -> Result<Vec<u8>, Failure> {
    read_given(path, most).map_err(|why| Failure::File { what, why })
}
