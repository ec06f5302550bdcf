//! What is left of a secret in this process's memory, read as a debugger would.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;

use tessera_credentials::Secret;

use crate::support::{in_session, open_keychain, operator_secret};

/// Keeps what is searched for from standing in the memory of the search.
const MASK: u8 = 0x5a;

/// A text as this process never holds it.
struct Masked(Vec<u8>);

impl Masked {
    fn new(seed: u8) -> Self {
        Self((0..48_u8).map(|step| (b'A' + step.wrapping_mul(seed) % 26) ^ MASK).collect())
    }

    /// Made without growing, which would leave parts behind.
    fn text(&self) -> Secret {
        let mut text = String::with_capacity(self.0.len());
        text.extend(self.0.iter().map(|byte| char::from(byte ^ MASK)));
        Secret::new(text)
    }

    /// How often the text stands in the memory of this process that can be written.
    fn copies(&self) -> usize {
        let memory = File::open("/proc/self/mem").unwrap();
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let mut window = vec![0; 1 << 16];
        let own = window.as_ptr().addr()..window.as_ptr().addr() + window.len();
        let mut found = 0;
        for line in maps.lines().filter(|line| line.contains(" rw")) {
            let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
            let [mut at, to] = [from, to].map(|address| usize::from_str_radix(address, 16).unwrap());
            while at < to {
                if own.contains(&at) {
                    at = own.end;
                    continue;
                }
                let end = if at < own.start { to.min(own.start) } else { to };
                let length = window.len().min(end - at);
                // Some regions belong to the kernel and cannot be read.
                let Ok(read) = memory.read_at(&mut window[..length], at as u64) else { break };
                found += self.count_in(&window[..read]);
                window.fill(0);
                // A text may lie across the end of the window.
                at += if at + length < end { length - (self.0.len() - 1) } else { length };
            }
        }
        found
    }

    fn count_in(&self, bytes: &[u8]) -> usize {
        let first = self.0[0] ^ MASK;
        let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == first);
        starts.filter(|(at, _)| bytes.get(*at..at + self.0.len()).is_some_and(|part| self.is(part))).count()
    }

    fn is(&self, part: &[u8]) -> bool {
        part.iter().zip(&self.0).all(|(byte, masked)| byte ^ MASK == *masked)
    }
}

#[test]
fn a_dropped_secret_is_gone_from_memory() {
    let masked = Masked::new(7);
    let secret = masked.text();
    let copy = secret.clone();
    assert_eq!(masked.copies(), 2, "the search finds what is there");
    drop(secret);
    assert_eq!(masked.copies(), 1);
    drop(copy);
    assert_eq!(masked.copies(), 0);
}

#[test]
fn storing_and_reading_leave_no_copy_in_memory() {
    in_session(async |mut session| {
        session.start_keyring().await;
        let (keychain, name, masked) = (open_keychain(), operator_secret(), Masked::new(11));
        keychain.set(&name, &masked.text()).await.unwrap();
        let secret = keychain.get(&name).await.unwrap().unwrap();
        assert!(masked.is(secret.expose().as_bytes()));
        assert_eq!(masked.copies(), 1);
        drop(secret);
        assert_eq!(masked.copies(), 0);
    });
}
