//! A region drawn with the mouse: pressed at one corner, let go at the opposite one. Escape or another button cancels.
//!
//! What is drawn is four thin windows around the region, outside of it: so the picture does not have them, and whoever
//! composes the screen needs not be waited for.

use std::time::Duration;

use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    ConfigureWindowAux, ConnectionExt as _, CreateWindowAux, Cursor, EventMask, GrabMode, GrabStatus, Keycode, Window,
    WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::{COPY_FROM_PARENT, CURRENT_TIME, NONE};

use crate::ScreenError;
use crate::x11::Rectangle;
use crate::x11::events::Events;

/// The button that draws.
const FIRST_BUTTON: u8 = 1;
/// In the font of cursors.
const CROSSHAIR: u16 = 34;
const ESCAPE: u32 = 0xff1b;
/// Pixels of a line, with its border.
const LINE: u16 = 3;
/// Pixels on a side below which no code is read: the mouse was only clicked.
const SMALLEST: u16 = 8;
/// A menu that is just closing holds the mouse for a moment.
const ATTEMPTS: u32 = 20;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(50);

pub(super) async fn draw(events: &mut Events, root: Window) -> Result<Rectangle, ScreenError> {
    hold(events.connection(), root).await?;
    let escape = escape(events.connection())?;
    let lines = Lines::make(events.connection(), root)?;
    let mut corner = None;
    let region = loop {
        match events.next().await? {
            Event::ButtonPress(press) if press.detail == FIRST_BUTTON => corner = Some((press.root_x, press.root_y)),
            Event::ButtonPress(_) => return Err(ScreenError::Cancelled),
            Event::KeyPress(press) if Some(press.detail) == escape => return Err(ScreenError::Cancelled),
            Event::MotionNotify(motion) => {
                if let Some(corner) = corner {
                    lines.around(events.connection(), between(corner, (motion.root_x, motion.root_y)))?;
                }
            }
            Event::ButtonRelease(release) if release.detail == FIRST_BUTTON => {
                if let Some(corner) = corner {
                    break between(corner, (release.root_x, release.root_y));
                }
            }
            _ => {}
        }
    };
    let connection = events.connection();
    lines.remove(connection)?;
    connection.ungrab_pointer(CURRENT_TIME)?;
    connection.ungrab_keyboard(CURRENT_TIME)?.check()?;
    if region.width.min(region.height) < SMALLEST { Err(ScreenError::NoRegion) } else { Ok(region) }
}

/// Mouse and keys go to us until they are let go.
async fn hold(connection: &RustConnection, root: Window) -> Result<(), ScreenError> {
    let cursor = crosshair(connection)?;
    let buttons = EventMask::BUTTON_PRESS | EventMask::BUTTON_RELEASE | EventMask::BUTTON_MOTION;
    let (free, modes) = (GrabStatus::SUCCESS, GrabMode::ASYNC);
    for _ in 0..ATTEMPTS {
        let held = connection.grab_pointer(false, root, buttons, modes, modes, NONE, cursor, CURRENT_TIME)?;
        if held.reply()?.status == free {
            // Without the keys another button still cancels.
            connection.grab_keyboard(false, root, CURRENT_TIME, modes, modes)?.reply()?;
            return Ok(());
        }
        tokio::time::sleep(BETWEEN_ATTEMPTS).await;
    }
    Err(ScreenError::MouseHeld)
}

/// A server without the font shows its usual pointer.
fn crosshair(connection: &RustConnection) -> Result<Cursor, ScreenError> {
    let (font, cursor) = (connection.generate_id()?, connection.generate_id()?);
    connection.open_font(font, b"cursor")?;
    let (black, white) = (0, u16::MAX);
    let made = connection.create_glyph_cursor(
        cursor,
        font,
        font,
        CROSSHAIR,
        CROSSHAIR + 1,
        black,
        black,
        black,
        white,
        white,
        white,
    )?;
    Ok(if made.check().is_ok() { cursor } else { NONE })
}

/// The key, where the keyboard has it.
fn escape(connection: &RustConnection) -> Result<Option<Keycode>, ScreenError> {
    let (first, last) = (connection.setup().min_keycode, connection.setup().max_keycode);
    let keys = connection.get_keyboard_mapping(first, (last - first).saturating_add(1))?.reply()?;
    let each = usize::from(keys.keysyms_per_keycode.max(1));
    let mut codes = (first..=last).zip(keys.keysyms.chunks(each));
    Ok(codes.find(|(_, symbols)| symbols.contains(&ESCAPE)).map(|(code, _)| code))
}

fn between((x, y): (i16, i16), (other_x, other_y): (i16, i16)) -> Rectangle {
    let (width, height) = (x.abs_diff(other_x) + 1, y.abs_diff(other_y) + 1);
    Rectangle { x: x.min(other_x), y: y.min(other_y), width, height }
}

/// The four sides: white between black lines, to be seen on every picture.
struct Lines([Window; 4]);

impl Lines {
    fn make(connection: &RustConnection, root: Window) -> Result<Self, ScreenError> {
        let mut lines = [NONE; 4];
        let (screens, (mut black, mut white)) = (&connection.setup().roots, (0, u32::MAX));
        if let Some(screen) = screens.iter().find(|screen| screen.root == root) {
            (black, white) = (screen.black_pixel, screen.white_pixel);
        }
        let look = CreateWindowAux::new().override_redirect(1).background_pixel(white).border_pixel(black);
        for line in &mut lines {
            *line = connection.generate_id()?;
            let (depth, visual) = (u8::try_from(COPY_FROM_PARENT).unwrap_or_default(), COPY_FROM_PARENT);
            connection.create_window(depth, *line, root, 0, 0, 1, 1, 1, WindowClass::INPUT_OUTPUT, visual, &look)?;
        }
        Ok(Self(lines))
    }

    /// Draws them around the region, one pixel off.
    fn around(&self, connection: &RustConnection, region: Rectangle) -> Result<(), ScreenError> {
        let (left, top) = (i32::from(region.x), i32::from(region.y));
        let (width, height, line) = (u32::from(region.width), u32::from(region.height), u32::from(LINE));
        let off = i32::from(LINE);
        let (right, bottom) = (left + i32::from(region.width), top + i32::from(region.height));
        // Borders are outside of a window's size.
        let (long, tall, thin) = (width + 2 * line - 2, height + 2 * line - 2, line - 2);
        let sides = [
            (left - off, top - off, long, thin),
            (left - off, bottom, long, thin),
            (left - off, top - off, thin, tall),
            (right, top - off, thin, tall),
        ];
        for (window, (x, y, width, height)) in self.0.iter().zip(sides) {
            let place = ConfigureWindowAux::new().x(x).y(y).width(width).height(height);
            connection.configure_window(*window, &place)?;
            connection.map_window(*window)?;
        }
        connection.flush()?;
        Ok(())
    }

    fn remove(&self, connection: &RustConnection) -> Result<(), ScreenError> {
        for window in self.0 {
            connection.destroy_window(window)?;
        }
        Ok(())
    }
}
