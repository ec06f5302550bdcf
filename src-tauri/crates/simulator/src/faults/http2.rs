//! HTTP/2 as far as a fault needs it: frames written by hand, so that what no well-behaved server sends can be sent.
//!
//! Each request is noted as the header block that it came with, unread.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;

use super::conversation::Seen;

/// What a server does with every request of HTTP/2. Codes are those of RFC 9113, section 7.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Http2 {
    /// Answers 200 with this body.
    Answers(Vec<u8>),
    /// Goes away, and says that it looked at no request (`GOAWAY`).
    GoesAway {
        /// 0 is peace.
        code: u32,
    },
    /// Goes away in the midst of a request that it looked at, and closes.
    GoesAwayMidway {
        /// 0 is peace.
        code: u32,
    },
    /// Ends the stream (`RST_STREAM`); 7 is `REFUSED_STREAM`.
    Resets {
        /// Why.
        code: u32,
    },
    /// Head and half a body, then the end of the stream.
    ResetsInBody {
        /// What there is of the body.
        half: Vec<u8>,
        /// Why.
        code: u32,
    },
    /// Bytes that are no frame.
    Garbage,
}

const PREFACE: usize = 24;
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;
/// `:status: 200` by its place in the static table of RFC 7541.
const STATUS_200: u8 = 0x88;

/// Plays it until the client closes, or until the server is to close.
pub(super) async fn play<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    fault: &Http2,
    seen: &watch::Sender<Seen>,
) -> io::Result<()> {
    stream.read_exact(&mut [0; PREFACE]).await?;
    send(stream, &[frame(SETTINGS, 0, 0, &[]), frame(SETTINGS, ACK, 0, &[])].concat()).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let [a, b, c, kind, _flags, id @ ..] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, a, b, c]) as usize];
        stream.read_exact(&mut payload).await?;
        if kind != HEADERS {
            continue;
        }
        seen.send_modify(|seen| seen.requests.push(payload));
        let id = u32::from_be_bytes(id);
        let head = frame(HEADERS, END_HEADERS, id, &[STATUS_200]);
        let reset = |code: u32| frame(RST_STREAM, 0, id, &code.to_be_bytes());
        let away = |last: u32, code: u32| frame(GOAWAY, 0, 0, &[last.to_be_bytes(), code.to_be_bytes()].concat());
        match fault {
            Http2::Answers(body) => send(stream, &[head, frame(DATA, END_STREAM, id, body)].concat()).await?,
            Http2::GoesAway { code } => send(stream, &away(0, *code)).await?,
            Http2::GoesAwayMidway { code } => return send(stream, &away(id, *code)).await,
            Http2::Resets { code } => send(stream, &reset(*code)).await?,
            Http2::ResetsInBody { half, code } => {
                send(stream, &[head, frame(DATA, 0, id, half), reset(*code)].concat()).await?;
            }
            Http2::Garbage => return send(stream, &[b'?'; 64]).await,
        }
    }
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap_or(u32::MAX).to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

async fn send<S: AsyncWrite + Unpin>(stream: &mut S, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes).await?;
    stream.flush().await
}
