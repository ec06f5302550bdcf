//! Waiting for what the display tells, without a thread that could not be given up.

use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;

use async_io::Async;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::rust_connection::RustConnection;

use crate::ScreenError;

/// The events of one connection, in order.
pub(super) struct Events {
    socket: Async<Socket>,
}

struct Socket(Arc<RustConnection>);

impl AsFd for Socket {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.stream().as_fd()
    }
}

impl Events {
    pub(super) fn of(connection: Arc<RustConnection>) -> Result<Self, ScreenError> {
        Ok(Self { socket: Async::new_nonblocking(Socket(connection))? })
    }

    pub(super) fn connection(&self) -> &RustConnection {
        &self.socket.get_ref().0
    }

    pub(super) async fn next(&mut self) -> Result<Event, ScreenError> {
        self.connection().flush()?;
        loop {
            // What an answer brought along is there already, and the socket silent.
            if let Some(event) = self.connection().poll_for_event()? {
                return Ok(event);
            }
            self.socket.readable().await?;
        }
    }
}
