//! The picture that a person gives to be scanned: a file, the screen, or a region of it.

use std::path::Path;

use tessera_qr::Picture;
use tessera_screen::{Area, Desktop};

use crate::failure::Failure;
use crate::file;
use crate::say::complain;

/// `None` where none of the three was asked for.
pub(crate) async fn get(path: Option<&Path>, screen: bool, region: bool) -> Result<Option<Picture>, Failure> {
    let area = match (path, screen, region) {
        (Some(path), ..) => return Ok(Some(Picture::File(file::picture(path)?))),
        (None, true, _) => Area::Whole,
        (None, _, true) => Area::Region,
        (None, ..) => return Ok(None),
    };
    if area == Area::Region {
        complain!("Choose the region on the screen; Escape cancels.");
    }
    let shot = Desktop::here().shoot(area).await?;
    if let Some(left) = &shot.left {
        complain!("note: the desktop left its picture of the screen in {}; delete it.", left.display());
    }
    Ok(Some(shot.picture))
}
