//! Bodies that come slowly, or break off.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame};
use tokio::time::{Sleep, sleep};

/// Bytes of a slow body that come at once.
const PIECE: usize = 16;

/// How long the half of a cut body has to leave before the connection ends: the server sends it when nothing follows.
const FLUSHED: Duration = Duration::from_millis(20);

/// A body in pieces.
pub(super) struct Pieces {
    left: VecDeque<Bytes>,
    pause: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
    end: End,
}

/// What comes after the last piece.
#[derive(Clone, Copy)]
enum End {
    /// The end of the body.
    Proper,
    /// The end of the connection.
    BreaksOff,
}

impl Pieces {
    /// The whole body, each piece after a pause.
    pub(super) fn slow(body: &Bytes, pause: Duration) -> Self {
        let left = body.chunks(PIECE).map(|piece| body.slice_ref(piece)).collect();
        Self { left, pause, waiting: None, end: End::Proper }
    }

    /// Half the body.
    pub(super) fn cut(body: &Bytes) -> Self {
        Self { left: [body.slice(..body.len() / 2)].into(), pause: FLUSHED, waiting: None, end: End::BreaksOff }
    }
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let waits = match self.end {
            End::Proper => !self.left.is_empty(),
            End::BreaksOff => self.left.is_empty(),
        };
        if waits {
            let pause = self.pause;
            ready!(self.waiting.get_or_insert_with(|| Box::pin(sleep(pause))).as_mut().poll(context));
            self.waiting = None;
        }
        Poll::Ready(match (self.left.pop_front(), self.end) {
            (Some(piece), _) => Some(Ok(Frame::data(piece))),
            (None, End::Proper) => None,
            (None, End::BreaksOff) => Some(Err(io::ErrorKind::ConnectionAborted.into())),
        })
    }
}
