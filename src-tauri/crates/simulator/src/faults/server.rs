//! The server that plays a fault on every connection, counts connections and keeps what it was sent.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;

use super::conversation::{Seen, converse};
use super::{ClientCertificates, Fault, ServerCertificate, TestAuthority};

/// A server on a free loopback port that plays one fault on every connection. It stops when it is dropped.
pub struct FaultServer {
    scheme: &'static str,
    address: SocketAddr,
    seen: Arc<watch::Sender<Seen>>,
    served: JoinHandle<()>,
}

/// A base URL on which nobody listens: connections are refused.
pub fn refused_url() -> io::Result<String> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(format!("http://{}", listener.local_addr()?))
}

impl FaultServer {
    /// Starts a server without TLS. Needs a tokio runtime.
    pub async fn start(fault: Fault) -> io::Result<Self> {
        Self::spawn(fault, None).await
    }

    /// Starts a server with TLS. The fault is played once the handshake succeeded; one of HTTP/2 is the only protocol
    /// that its server agrees to.
    pub async fn start_tls(
        fault: Fault,
        authority: &TestAuthority,
        certificate: ServerCertificate,
        clients: ClientCertificates,
    ) -> io::Result<Self> {
        let mut config = authority.server_config(certificate, clients)?;
        if matches!(fault, Fault::Http2(_)) {
            config.alpn_protocols = vec![b"h2".to_vec()];
        }
        Self::spawn(fault, Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    /// Starts a server with TLS that agrees to one protocol in the handshake, and speaks HTTP/1.1 whatever it is.
    pub async fn start_tls_for(fault: Fault, authority: &TestAuthority, protocol: &str) -> io::Result<Self> {
        let mut config = authority.server_config(ServerCertificate::Good, ClientCertificates::NotAsked)?;
        config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
        Self::spawn(fault, Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn spawn(fault: Fault, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let listener = socket.listen(if fault == Fault::NeverAccepts { 1 } else { 1024 })?;
        let address = listener.local_addr()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let seen = Arc::<watch::Sender<Seen>>::default();
        let served = if fault == Fault::NeverAccepts {
            let queue = fill(address).await?;
            tokio::spawn(async move {
                let _held = (listener, queue);
                std::future::pending::<()>().await;
            })
        } else {
            tokio::spawn(serve(listener, fault, tls, seen.clone()))
        };
        Ok(Self { scheme, address, seen, served })
    }

    /// `http://127.0.0.1:PORT` or `https://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Connections so far.
    pub fn hits(&self) -> usize {
        self.seen.borrow().hits
    }

    /// The requests so far, whole or as far as they came; with TLS as they were before it.
    pub fn requests(&self) -> Vec<Vec<u8>> {
        self.seen.borrow().requests.clone()
    }

    /// Waits until a client has closed a connection on which the server still had something to do or to withhold.
    pub async fn client_left(&self) {
        // The sender lives as long as this server, so waiting cannot fail.
        let _ = self.seen.subscribe().wait_for(|seen| seen.left > 0).await;
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.served.abort();
    }
}

impl fmt::Debug for FaultServer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FaultServer({})", self.url())
    }
}

/// Fills the queue of a port that nobody accepts from, until a connection is left hanging.
async fn fill(address: SocketAddr) -> io::Result<Vec<TcpStream>> {
    let mut queue = Vec::new();
    while queue.len() < 64 {
        match tokio::time::timeout(Duration::from_millis(200), TcpStream::connect(address)).await {
            Ok(connected) => queue.push(connected?),
            Err(_) => break,
        }
    }
    Ok(queue)
}

async fn serve(listener: TcpListener, fault: Fault, tls: Option<TlsAcceptor>, seen: Arc<watch::Sender<Seen>>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = listener.accept() => {
                seen.send_modify(|seen| seen.hits += 1);
                connections.spawn(converse(stream, fault.clone(), tls.clone(), seen.clone()));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}
