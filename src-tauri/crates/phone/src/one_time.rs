//! The secret in the address: random, compared in constant time, never shown by `Debug`.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::rand::fill;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::OpenError;

/// Of randomness: 144 bits, which base64 writes without a rest.
const BYTES: usize = 18;

/// The characters of a secret.
const LENGTH: usize = BYTES / 3 * 4;

/// A secret that stands in a path.
pub(crate) struct OneTime(String);

impl OneTime {
    pub(crate) fn new() -> Result<Self, OpenError> {
        let mut bytes = [0; BYTES];
        fill(&mut bytes).map_err(|_| OpenError::NoRandomness)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    pub(crate) fn is(&self, tried: &str) -> bool {
        verify_slices_are_equal(self.0.as_bytes(), tried.as_bytes()).is_ok()
    }

    /// For the address that goes into the code, and to the one phone that confirmed.
    pub(crate) fn path(&self) -> String {
        format!("/{}", self.0)
    }
}

/// Whether a text could be a secret at all. Browsers and network scanners ask for other paths by themselves
/// (`/favicon.ico`): those find nothing, and are no guess either.
pub(crate) fn is_a_guess(tried: &str) -> bool {
    tried.len() == LENGTH
}

impl fmt::Debug for OneTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn each_secret_is_another_one_and_fits_into_a_path() {
        let (one, other) = (OneTime::new().unwrap(), OneTime::new().unwrap());
        assert!(one.is(&one.0) && !one.is(&other.0) && !one.is(&one.0[1..]) && !one.is(""));
        assert!(one.0.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{}", one.0);
        assert!(is_a_guess(&one.0) && !is_a_guess("favicon.ico"));
        assert_eq!(format!("{one:?}"), "[redacted]");
    }
}
