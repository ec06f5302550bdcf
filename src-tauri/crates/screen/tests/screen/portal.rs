//! A screenshot portal of our own, in place of a desktop's: it answers as a test says, and notes what it was asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::runtime::Handle;
use tokio::sync::Notify;
use zbus::message::Header;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, connection, fdo, interface};

use crate::support::Bus;

/// What the person, or the desktop, does.
#[derive(Debug, Clone)]
pub(crate) enum Does {
    /// Allows it: the picture is at this address.
    Gives(String),
    /// Says this number and nothing more: 1 is cancelled, 2 is ended otherwise.
    Says(u32),
    Nothing,
    /// Refuses the call itself.
    Refuses,
    /// Gives the request a name of its own, as old portals do, and then the address.
    GivesUnderAnotherName(String),
}

/// What was seen of the asker.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) interactive: Mutex<Vec<bool>>,
    pub(crate) asked: Notify,
    pub(crate) closed: Notify,
}

pub(crate) struct Portal {
    pub(crate) seen: Arc<Seen>,
    bus: Connection,
}

impl Portal {
    pub(crate) async fn start(bus: &Bus, does: Does) -> Self {
        let seen = Arc::new(Seen::default());
        let screenshots = Screenshots { does, seen: Arc::clone(&seen), runtime: Handle::current() };
        let builder = connection::Builder::address(bus.address.as_str()).unwrap();
        let builder = builder.serve_at("/org/freedesktop/portal/desktop", screenshots).unwrap();
        let bus = builder.name("org.freedesktop.portal.Desktop").unwrap().build().await.unwrap();
        Self { seen, bus }
    }

    /// A portal that has no screenshots, as where the desktop's part is missing.
    pub(crate) async fn start_empty(bus: &Bus) -> Connection {
        let builder = connection::Builder::address(bus.address.as_str()).unwrap();
        // Something else is there, so that it answers.
        let builder = builder.serve_at("/org/freedesktop/portal/desktop", Request(Arc::default())).unwrap();
        builder.name("org.freedesktop.portal.Desktop").unwrap().build().await.unwrap()
    }

    /// Waits until nobody of this name is on the bus any more.
    pub(crate) async fn only_it_is_left(&self) {
        let bus = fdo::DBusProxy::new(&self.bus).await.unwrap();
        loop {
            let names = bus.list_names().await.unwrap();
            // The bus itself and the portal.
            if names.iter().filter(|name| name.as_str().starts_with(':')).count() == 1 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }
}

struct Screenshots {
    does: Does,
    seen: Arc<Seen>,
    runtime: Handle,
}

#[interface(name = "org.freedesktop.portal.Screenshot")]
impl Screenshots {
    async fn screenshot(
        &self,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] bus: &Connection,
        parent_window: &str,
        options: HashMap<String, OwnedValue>,
    ) -> fdo::Result<OwnedObjectPath> {
        assert_eq!(parent_window, "", "the window is out of the way");
        let interactive = options.get("interactive").is_some_and(|value| matches!(**value, Value::Bool(true)));
        self.seen.interactive.lock().unwrap().push(interactive);
        let token = match options.get("handle_token").map(|value| &**value) {
            Some(Value::Str(token)) => token.to_string(),
            other => panic!("no token: {other:?}"),
        };
        let sender = header.sender().unwrap().trim_start_matches(':').replace('.', "_");
        let (sender, token) = match &self.does {
            Does::Refuses => return Err(fdo::Error::AccessDenied("not for you".into())),
            Does::GivesUnderAnotherName(_) => ("t".to_owned(), "1".to_owned()),
            _ => (sender, token),
        };
        let path = format!("/org/freedesktop/portal/desktop/request/{sender}/{token}");
        let path = ObjectPath::try_from(path).unwrap().into_owned();
        bus.object_server().at(&path, Request(Arc::clone(&self.seen))).await?;
        let (code, uri) = match &self.does {
            Does::Gives(uri) => (Some(0), Some(uri.clone())),
            Does::Says(code) => (Some(*code), None),
            Does::Nothing | Does::Refuses => (None, None),
            Does::GivesUnderAnotherName(uri) => {
                let (bus, path, uri) = (bus.clone(), path.clone(), uri.clone());
                // Its name is known only when the call is answered.
                self.runtime.spawn(async move {
                    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                    respond(&bus, &path, 0, Some(uri)).await;
                });
                (None, None)
            }
        };
        if let Some(code) = code {
            // Before the call is answered, as it may happen.
            respond(bus, &path, code, uri).await;
        }
        self.seen.asked.notify_one();
        Ok(path.into())
    }
}

async fn respond(bus: &Connection, path: &ObjectPath<'_>, code: u32, uri: Option<String>) {
    let emitter = SignalEmitter::new(bus, path).unwrap();
    let results = uri.map(|uri| ("uri", Value::from(uri))).into_iter().collect();
    Request::response(&emitter, code, results).await.unwrap();
}

struct Request(Arc<Seen>);

#[interface(name = "org.freedesktop.portal.Request")]
impl Request {
    fn close(&self) {
        self.0.closed.notify_one();
    }

    #[zbus(signal)]
    async fn response(
        emitter: &SignalEmitter<'_>,
        response: u32,
        results: HashMap<&str, Value<'_>>,
    ) -> zbus::Result<()>;
}
