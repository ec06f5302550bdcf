//! The screenshot portal of the desktop: asking it, and waiting for the person behind it.
//!
//! Names and signatures: *XDG Desktop Portal*, `org.freedesktop.portal.Screenshot` and `org.freedesktop.portal.Request`. The
//! answer comes as a signal, which may be faster than the answer to the call; so it is listened for before anything is
//! asked.

mod file;

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use futures_util::StreamExt as _;
use uuid::Uuid;
use zbus::connection::Builder;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, DBusError as _, fdo};

use crate::{Area, ScreenError, Shot};

/// What came of asking.
pub(crate) enum Answer {
    Given(Shot),
    /// There is no portal for screenshots.
    Absent,
}

/// What stops it: no portal at all, or what a person has to be told.
enum Trouble {
    Absent,
    Told(ScreenError),
}

#[zbus::proxy(
    interface = "org.freedesktop.portal.Screenshot",
    default_service = "org.freedesktop.portal.Desktop",
    default_path = "/org/freedesktop/portal/desktop",
    gen_blocking = false
)]
trait Screenshot {
    /// The request that will be answered.
    fn screenshot(&self, parent_window: &str, options: HashMap<&str, Value<'_>>) -> zbus::Result<OwnedObjectPath>;
}

#[zbus::proxy(
    interface = "org.freedesktop.portal.Request",
    default_service = "org.freedesktop.portal.Desktop",
    gen_blocking = false
)]
trait Request {
    fn close(&self) -> zbus::Result<()>;

    /// 0 done, 1 cancelled by the person, 2 ended otherwise.
    #[zbus(signal)]
    fn response(&self, response: u32, results: HashMap<String, OwnedValue>) -> zbus::Result<()>;
}

/// Asks the portal on the bus of this address, or on the session's. When this is dropped, the portal sees the asker gone and
/// takes its question off the screen.
pub(crate) async fn shoot(bus: Option<&str>, area: Area, deadline: Duration) -> Result<Answer, ScreenError> {
    let asked = SystemTime::now();
    let Some(bus) = connect(bus).await else { return Ok(Answer::Absent) };
    let token = format!("tessera_{}", Uuid::new_v4().simple());
    let answer = tokio::time::timeout(deadline, ask(&bus, &token, area)).await;
    let answer = if let Ok(answer) = answer {
        answer
    } else {
        take_back(&bus, &token).await;
        Err(Trouble::Told(ScreenError::TookTooLong(deadline)))
    };
    match answer {
        // Files are short work, but not the window's.
        Ok(uri) => match tokio::task::spawn_blocking(move || file::collect(&uri, asked)).await {
            Ok(shot) => shot.map(Answer::Given),
            Err(_) => Err(ScreenError::Cancelled),
        },
        Err(Trouble::Absent) => Ok(Answer::Absent),
        Err(Trouble::Told(error)) => Err(error),
    }
}

async fn connect(bus: Option<&str>) -> Option<Connection> {
    let builder = match bus {
        Some(address) => Builder::address(address),
        None => Builder::session(),
    };
    builder.ok()?.build().await.ok()
}

/// The address of the picture's file.
async fn ask(bus: &Connection, token: &str, area: Area) -> Result<String, Trouble> {
    let screenshots = ScreenshotProxy::new(bus).await?;
    let request = RequestProxy::builder(bus).path(path(bus, token))?.build().await?;
    let mut responses = request.receive_response().await?;
    let mut gone = request.inner().receive_owner_changed().await?;
    let options = HashMap::from([
        ("handle_token", Value::from(token)),
        ("modal", Value::from(true)),
        ("interactive", Value::from(area == Area::Region)),
    ]);
    let mut called = std::pin::pin!(screenshots.screenshot("", options));
    let mut handle = None;
    loop {
        let response = tokio::select! {
            answered = &mut called, if handle.is_none() => {
                let at = handle.insert(answered?);
                if at.as_str() != request.inner().path().as_str() {
                    // An old portal chooses the name itself.
                    let request = RequestProxy::builder(bus).path(at.clone())?.build().await?;
                    responses = request.receive_response().await?;
                }
                continue;
            }
            response = responses.next() => response,
            change = gone.next() => {
                // It starts when it is asked, which is a change too.
                if change.is_some_and(|owner| owner.is_some()) {
                    continue;
                }
                None
            }
        };
        let response = response.ok_or_else(|| failed(Some("it ended meanwhile")))?;
        let response = response.args()?;
        return match (response.response, response.results.get("uri").map(|uri| String::try_from(uri.clone()))) {
            (0, Some(Ok(uri))) => Ok(uri),
            (1, _) => Err(Trouble::Told(ScreenError::Cancelled)),
            _ => Err(failed(None)),
        };
    }
}

/// Where the portal puts the request.
fn path(bus: &Connection, token: &str) -> String {
    let sender = bus.unique_name().map(|name| name.trim_start_matches(':').replace('.', "_")).unwrap_or_default();
    format!("/org/freedesktop/portal/desktop/request/{sender}/{token}")
}

/// The question goes from the screen. A portal that hangs is not waited for.
async fn take_back(bus: &Connection, token: &str) {
    let closing = async {
        let request = RequestProxy::builder(bus).path(path(bus, token))?.build().await?;
        request.close().await
    };
    let _ = tokio::time::timeout(Duration::from_secs(1), closing).await;
}

fn failed(code: Option<&str>) -> Trouble {
    Trouble::Told(ScreenError::PortalFailed { code: code.map(str::to_owned) })
}

impl From<zbus::Error> for Trouble {
    fn from(error: zbus::Error) -> Self {
        let name = match &error {
            zbus::Error::MethodError(name, ..) => name.to_string(),
            zbus::Error::FDO(error) if !matches!(**error, fdo::Error::ZBus(_)) => error.name().to_string(),
            _ => return failed(Some("the connection to the session bus failed")),
        };
        // The last two: it is to be started and does not come up, as on desktops that it was not made for.
        let absent =
            ["ServiceUnknown", "NameHasNoOwner", "UnknownMethod", "UnknownInterface", "UnknownObject", "TimedOut"];
        match name.strip_prefix("org.freedesktop.DBus.Error.") {
            Some(kind) if absent.contains(&kind) || kind.starts_with("Spawn.") => Self::Absent,
            _ => failed(Some(&name)),
        }
    }
}
