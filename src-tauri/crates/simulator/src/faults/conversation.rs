//! One connection to a fault server: handshake, request, fault, goodbye.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use super::{Fault, http2};

/// Bytes of one request that are kept.
const KEPT: usize = 1024 * 1024;

/// How long a closed connection is still read from.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// First byte of a TLS handshake: whoever sends it to a plain port waits for an answer of TLS.
const TLS_HANDSHAKE: u8 = 0x16;

/// What a fault server has seen.
#[derive(Default)]
pub(super) struct Seen {
    /// Connections.
    pub(super) hits: usize,
    /// Connections that the client closed before the server did.
    pub(super) left: usize,
    /// Requests, whole or as far as they came.
    pub(super) requests: Vec<Vec<u8>>,
}

pub(super) async fn converse(
    stream: TcpStream,
    fault: Fault,
    tls: Option<TlsAcceptor>,
    seen: Arc<watch::Sender<Seen>>,
) {
    let _ = stream.set_nodelay(true);
    if fault == Fault::ResetsInBody {
        // Closing a socket that does not linger is a reset.
        let _ = stream.set_zero_linger();
    }
    match tls {
        None => play(stream, &fault, &seen).await,
        Some(tls) => match tls.accept(stream).await {
            Ok(stream) => play(stream, &fault, &seen).await,
            Err(_) => seen.send_modify(|seen| seen.left += 1),
        },
    }
}

async fn play<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, fault: &Fault, seen: &watch::Sender<Seen>) {
    if fault.reads_the_request() {
        let request = request(&mut stream).await;
        seen.send_modify(|seen| seen.requests.push(request));
    }
    let played = match fault {
        Fault::Http2(fault) => http2::play(&mut stream, fault, seen).await,
        fault => fault.play(&mut stream).await,
    };
    match played {
        Err(_) => seen.send_modify(|seen| seen.left += 1),
        Ok(()) if *fault == Fault::ResetsInBody => {}
        Ok(()) => {
            // With TLS this says goodbye properly, so that what is missing is missing in HTTP and not in TLS.
            let _ = stream.shutdown().await;
            // What the client still sends is read, or the system would reset the connection instead of closing it.
            let mut nowhere = tokio::io::sink();
            let _ = tokio::time::timeout(LAST_WORDS, tokio::io::copy(&mut stream, &mut nowhere)).await;
        }
    }
}

/// Reads head and body of one request, or what there is of it.
async fn request<S: AsyncRead + Unpin>(stream: &mut S) -> Vec<u8> {
    let mut bytes = Vec::new();
    while bytes.len() < KEPT && !is_whole(&bytes) {
        match stream.read_buf(&mut bytes).await {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    bytes
}

fn is_whole(request: &[u8]) -> bool {
    if request.first() == Some(&TLS_HANDSHAKE) {
        return true;
    }
    let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    request.len() >= end + 4 + length.unwrap_or(0)
}
