//! A page that is served, as its owner holds it.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::sitting::{Sitting, Stage};
use crate::{Confirmed, Ended, Offer, OpenError, Outcome, answers, serve};

/// How long [`OpenPage::tell`] waits for the phone to take the outcome.
const TAKING: Duration = Duration::from_secs(3);

/// Where pages come from.
#[derive(Debug, Clone, Copy)]
pub struct PhonePage;

impl PhonePage {
    /// Serves the page on a free port of the address given, for five minutes at most. Needs a tokio runtime.
    pub async fn open(address: IpAddr, offer: Offer) -> Result<OpenPage, OpenError> {
        if address.is_unspecified() || address.is_multicast() || address == IpAddr::from([255; 4]) {
            return Err(OpenError::NotOneInterface(address));
        }
        let no_listener = |source| OpenError::Listen { address, source };
        let listener = TcpListener::bind((address, 0)).await.map_err(no_listener)?;
        let address = listener.local_addr().map_err(no_listener)?;
        let sitting = Arc::new(Sitting::new(address.to_string(), offer)?);
        let served = tokio::spawn(serve::serve(listener, answers::routes(sitting.clone()), sitting.clone()));
        Ok(OpenPage { address, sitting, served })
    }
}

/// A page that is served. It ends when it is dropped.
pub struct OpenPage {
    address: SocketAddr,
    sitting: Arc<Sitting>,
    served: JoinHandle<()>,
}

impl OpenPage {
    /// `http://IP:PORT/SECRET`, for the QR code. Whoever has it may confirm, once.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.sitting.secret.path())
    }

    /// Where it listens: what may be shown as long as it does.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until a phone confirms, or there will be none.
    pub async fn confirmed(&self) -> Result<Confirmed, Ended> {
        match self.sitting.until(|stage| matches!(stage, Stage::Confirmed(_) | Stage::Ended(_))).await {
            Stage::Confirmed(confirmed) => Ok(*confirmed),
            Stage::Ended(why) => Err(why),
            // After an outcome was told there is nothing to wait for.
            Stage::Waiting | Stage::Told(_) | Stage::Shown(_) => Err(Ended::Closed),
        }
    }

    /// Waits until nothing is served any more, and says why: for who has a confirmation and still waits for the journey.
    pub async fn ended(&self) -> Ended {
        match self.sitting.until(|stage| matches!(stage, Stage::Ended(_))).await {
            Stage::Ended(why) => why,
            _ => Ended::Closed,
        }
    }

    /// Tells the phone that confirmed how the journey ended, and waits until it knows, for three seconds at most: it
    /// may have gone to sleep. Whether it knows.
    pub async fn tell(&self, outcome: Outcome) -> bool {
        self.sitting.tell(outcome);
        let known = self.sitting.until(|stage| !matches!(stage, Stage::Told(_)));
        matches!(timeout(TAKING, known).await, Ok(Stage::Shown(_)))
    }

    /// Ends the page. When this returns nothing listens any more.
    pub async fn close(mut self) {
        self.sitting.end(Ended::Closed);
        let _ = (&mut self.served).await;
    }
}

impl Drop for OpenPage {
    fn drop(&mut self) {
        self.sitting.end(Ended::Closed);
    }
}

impl fmt::Debug for OpenPage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "OpenPage(http://{}/[redacted])", self.address)
    }
}
