//! Why there is no page, or no confirmation. Each says what happened and what to do.

use std::io;
use std::net::IpAddr;

/// Why no page was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// An address that stands for many interfaces, or for many machines.
    #[error("{0} is not the address of one interface; choose one of the addresses of this machine")]
    NotOneInterface(IpAddr),
    /// The system does not let it listen there.
    #[error("The page for the phone cannot be served on {address}: {source}. Choose another address of this machine.")]
    Listen {
        /// The address asked for.
        address: IpAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The machine has no randomness.
    #[error("This machine gives no random numbers. Restart the program, and the machine if that does not help.")]
    NoRandomness,
}

/// Why no phone confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// The five minutes are over.
    #[error("No phone confirmed within five minutes, so the page was closed. Start again to get a new code.")]
    TimeUp,
    /// *Not now* on the phone.
    #[error("The phone said: not now. Nothing was sent; start again to get a new code.")]
    Declined,
    /// Somebody guesses.
    #[error(
        "Somebody on the network tried one address after the other to find the page, so it was closed. Start again on a network that you trust."
    )]
    TooManyWrong,
    /// [`close`](crate::OpenPage::close) was called.
    #[error("The page for the phone was closed. Start again to get a new code.")]
    Closed,
}
