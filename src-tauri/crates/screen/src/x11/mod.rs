//! The screen as X11 has it: all of it or a region, read from the root window.
//!
//! How a person draws the region stands in `band`, how it is waited for that the screen has settled in `still`, how events
//! are waited for in `events`.

mod band;
mod events;
mod still;

use std::sync::Arc;

use tessera_qr::{MAX_DECODED_BYTES, MAX_SIDE, Picture};
use x11rb::connection::Connection as _;
use x11rb::errors::{ConnectError, ConnectionError, ParseError, ReplyError, ReplyOrIdError};
use x11rb::image::{Image, PixelLayout};
use x11rb::protocol::xproto::Window;
use x11rb::rust_connection::RustConnection;

use crate::x11::events::Events;
use crate::{Area, ScreenError};

/// A rectangle of the screen, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rectangle {
    x: i16,
    y: i16,
    width: u16,
    height: u16,
}

/// Takes a picture of the display of this name. Dropping it closes the connection, and with it goes what was drawn.
pub(crate) async fn shoot(display: &str, area: Area) -> Result<Picture, ScreenError> {
    let name = display.to_owned();
    let connected = on_own_thread(move || RustConnection::connect(Some(&name)).map_err(ScreenError::from));
    let (connection, screen) = connected.await?;
    let connection = Arc::new(connection);
    let screen = connection.setup().roots.get(screen).ok_or_else(|| ScreenError::from(ParseError::InvalidValue))?;
    let (root, width, height) = (screen.root, screen.width_in_pixels, screen.height_in_pixels);
    let mut events = Events::of(Arc::clone(&connection))?;
    let rectangle = match area {
        Area::Whole => {
            still::wait(&mut events, root).await?;
            Rectangle { x: 0, y: 0, width, height }
        }
        Area::Region => band::draw(&mut events, root).await?,
    };
    on_own_thread(move || read(&connection, root, rectangle)).await
}

fn read(connection: &RustConnection, root: Window, at: Rectangle) -> Result<Picture, ScreenError> {
    let (width, height) = (u32::from(at.width), u32::from(at.height));
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) * 4 > MAX_DECODED_BYTES {
        return Err(ScreenError::TooLarge);
    }
    let (image, visual) = Image::get(connection, root, at.x, at.y, at.width, at.height)?;
    let depths = connection.setup().roots.iter().flat_map(|screen| &screen.allowed_depths);
    let visual = depths.flat_map(|depth| &depth.visuals).find(|one| one.visual_id == visual);
    let layout = PixelLayout::from_visual_type(*visual.ok_or(ParseError::InvalidValue)?)?;
    let mut bytes = Vec::with_capacity(image.data().len());
    for y in 0..at.height {
        for x in 0..at.width {
            let (red, green, blue) = layout.decode(image.get_pixel(x, y));
            // Of 16 bits the upper eight.
            bytes.extend([red, green, blue, u16::MAX].map(|part| part.to_be_bytes()[0]));
        }
    }
    Ok(Picture::Rgba { width, height, bytes })
}

/// The display may be slow to answer, so the window's thread is not used.
async fn on_own_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ScreenError> + Send + 'static,
) -> Result<T, ScreenError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(ScreenError::Cancelled))
}

macro_rules! of_the_display {
    ($($error:ty),*) => {
        $(impl From<$error> for ScreenError {
            fn from(error: $error) -> Self {
                Self::Display(error.to_string())
            }
        })*
    };
}

of_the_display!(ConnectError, ConnectionError, ParseError, ReplyError, ReplyOrIdError, std::io::Error);
