//! What a fault server plays, and how.

use std::io;
use std::time::Duration;

use super::Http2;
use flate2::{Compress, Compression, FlushCompress};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The beginning of a documented answer, in case somebody takes half an answer for a whole one.
const HALF: &[u8] = br#"{"sessionToken":"abc3fj6sde"#;

/// One scripted bad answer. All but the first two read the request before they play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The connection is never established: the queue of the port is full. Linux; elsewhere connections may succeed.
    NeverAccepts,
    /// SSH's first line, as soon as the connection stands.
    NotHttp,
    /// Takes the request and says nothing.
    NeverAnswers,
    /// Takes the request and closes.
    ClosesBeforeHeaders,
    /// Head and half a body, then a reset.
    ResetsInBody,
    /// Head and half a body, then nothing.
    StallsInBody,
    /// Head, then a byte at a time, for ever.
    DripsForever {
        /// Time between two bytes.
        every: Duration,
    },
    /// Fewer bytes than `Content-Length` says, then a close.
    CutContentLength,
    /// A chunk with fewer bytes than its length says, then a close.
    CutChunked,
    /// A chunked body that does not end.
    EndlessBody,
    /// A chunked gzip body that does not end, and is a thousand times larger unpacked.
    GzipBomb,
    /// A status line without a status.
    GarbageStatus,
    /// A redirect.
    Redirect {
        /// 301, 302, 303, 307, 308; or another.
        status: u16,
        /// `Location`, sent as it is; left out when `None`.
        location: Option<String>,
    },
    /// A whole answer. `Content-Length` is added unless the headers have one.
    Answer {
        /// Status.
        status: u16,
        /// Names and values, sent as they are.
        headers: Vec<(String, String)>,
        /// Any bytes.
        body: Vec<u8>,
    },
    /// These bytes, then a close.
    Raw(Vec<u8>),
    /// This, to whoever agreed to HTTP/2 in the handshake of TLS.
    Http2(Http2),
}

impl Fault {
    /// An answer with a JSON content type and this body.
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Self::Answer { status, headers, body: body.into() }
    }

    pub(super) fn reads_the_request(&self) -> bool {
        !matches!(self, Self::NeverAccepts | Self::NotHttp | Self::Http2(_))
    }

    /// Plays the answer. `Ok` when the server is to close now, an error when the client did so before.
    pub(super) async fn play<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: &mut S) -> io::Result<()> {
        match self {
            // HTTP/2 is played in the conversation, which notes each of its requests.
            Self::NeverAccepts | Self::NeverAnswers | Self::Http2(_) => until_closed(stream).await,
            Self::NotHttp => send(stream, b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n").await,
            Self::ClosesBeforeHeaders => Ok(()),
            Self::GarbageStatus => send(stream, b"HTTP/1.1 abc Whatever\r\ncontent-length: 0\r\n\r\n").await,
            Self::Raw(bytes) => send(stream, bytes).await,
            Self::Answer { status, headers, body } => send(stream, &answer(*status, headers, body)).await,
            Self::Redirect { status, location } => {
                let headers: Vec<_> = location.iter().map(|to| ("location".to_owned(), to.clone())).collect();
                send(stream, &answer(*status, &headers, b"")).await
            }
            Self::ResetsInBody => {
                half(stream).await?;
                // The client is to have the half before it has the reset.
                tokio::time::sleep(Duration::from_millis(50)).await;
                Ok(())
            }
            Self::CutContentLength => half(stream).await,
            Self::StallsInBody => {
                half(stream).await?;
                until_closed(stream).await
            }
            Self::DripsForever { every } => {
                half(stream).await?;
                loop {
                    tokio::time::sleep(*every).await;
                    send(stream, b"f").await?;
                }
            }
            Self::CutChunked => {
                head(stream, "transfer-encoding: chunked").await?;
                send(stream, b"400\r\n").await?;
                send(stream, HALF).await
            }
            Self::EndlessBody => {
                head(stream, "transfer-encoding: chunked").await?;
                let chunk = chunk(&vec![b' '; 64 * 1024]);
                loop {
                    send(stream, &chunk).await?;
                }
            }
            Self::GzipBomb => {
                head(stream, "transfer-encoding: chunked\r\ncontent-encoding: gzip").await?;
                send(stream, &chunk(b"\x1f\x8b\x08\0\0\0\0\0\0\xff")).await?;
                let megabyte = chunk(&deflated_megabyte()?);
                loop {
                    send(stream, &megabyte).await?;
                }
            }
        }
    }
}

fn answer(status: u16, headers: &[(String, String)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} Scripted\r\nconnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
        head += &format!("content-length: {}\r\n", body.len());
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// A piece of deflate that unpacks to a megabyte of zeros and may follow itself.
fn deflated_megabyte() -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(16 * 1024);
    let mut compress = Compress::new(Compression::best(), false);
    compress.compress_vec(&vec![0; 1024 * 1024], &mut out, FlushCompress::Full).map_err(io::Error::other)?;
    Ok(out)
}

fn chunk(bytes: &[u8]) -> Vec<u8> {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat()
}

async fn send<S: AsyncWrite + Unpin>(stream: &mut S, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes).await?;
    stream.flush().await
}

async fn head<S: AsyncWrite + Unpin>(stream: &mut S, framing: &str) -> io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{framing}\r\n\r\n");
    send(stream, head.as_bytes()).await
}

/// The head of a body that would be long, and its beginning.
async fn half<S: AsyncWrite + Unpin>(stream: &mut S) -> io::Result<()> {
    head(stream, "content-length: 1000000").await?;
    send(stream, HALF).await
}

async fn until_closed<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<()> {
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Err(io::ErrorKind::ConnectionAborted.into())
}
