//! The addresses of this machine that a phone could reach. Which one is taken is a person's choice, made elsewhere.

use std::fmt;
use std::io;
use std::net::IpAddr;

use if_addrs::{IfOperStatus, get_if_addrs};

/// An address of this machine, and the interface that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// The system's name for it, such as `eth0`.
    pub name: String,
    /// Its address.
    pub address: IpAddr,
}

impl fmt::Display for Interface {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.address, self.name)
    }
}

/// Every address that a device on the local network could open, IPv4 first. Loopback is left out, and so are interfaces
/// that are down and link-local addresses, which a URL cannot name without their interface.
pub fn interfaces() -> io::Result<Vec<Interface>> {
    let up = get_if_addrs()?.into_iter().filter(|one| one.oper_status != IfOperStatus::Down);
    let reachable = up.filter(|one| !one.is_loopback() && !one.is_link_local());
    let mut found: Vec<_> = reachable.map(|one| Interface { address: one.ip(), name: one.name }).collect();
    found.sort_by_key(|one| one.address);
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn no_interface_offered_is_one_that_only_this_machine_reaches() {
        for one in interfaces().unwrap() {
            assert!(!one.address.is_loopback() && !one.address.is_unspecified(), "{one}");
            assert!(!one.name.is_empty());
        }
    }
}
