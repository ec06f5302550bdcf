//! Waiting until the screen has settled: a window that has just gone leaves others to draw what it covered.

use std::time::{Duration, Instant};

use x11rb::connection::{Connection as _, RequestConnection as _};
use x11rb::protocol::Event;
use x11rb::protocol::damage::{self, ConnectionExt as _, ReportLevel};
use x11rb::protocol::xproto::Window;

use crate::ScreenError;
use crate::x11::events::Events;

/// Nothing was drawn for so long: it has settled.
const QUIET: Duration = Duration::from_millis(120);
/// Something is always drawn, as by a film: it is not waited for longer.
const LONGEST: Duration = Duration::from_millis(900);

/// Where the display cannot tell what is drawn, nothing is waited for.
pub(super) async fn wait(events: &mut Events, root: Window) -> Result<(), ScreenError> {
    let connection = events.connection();
    if connection.extension_information(damage::X11_EXTENSION_NAME)?.is_none() {
        return Ok(());
    }
    connection.damage_query_version(1, 1)?.reply()?;
    let drawn = connection.generate_id()?;
    connection.damage_create(drawn, root, ReportLevel::NON_EMPTY)?.check()?;
    let began = Instant::now();
    while began.elapsed() < LONGEST {
        match tokio::time::timeout(QUIET, events.next()).await {
            Err(_) => break,
            Ok(event) => {
                if let Event::DamageNotify(_) = event? {
                    // It is told once until it is taken note of.
                    events.connection().damage_subtract(drawn, x11rb::NONE, x11rb::NONE)?;
                }
            }
        }
    }
    events.connection().damage_destroy(drawn)?;
    Ok(())
}
