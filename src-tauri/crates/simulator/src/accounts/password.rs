//! The password of an account's user.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use serde::Deserialize;
use zeroize::Zeroizing;

/// A password. It has no `Serialize`, and its `Debug` does not show it. By default it is [`Password::DEFAULT`].
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// What every account has whose configuration says no other.
    pub const DEFAULT: &str = "tessera";

    /// A password of the simulator. Never one that a real platform knows.
    pub fn new(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    pub(crate) fn is(&self, typed: &str) -> bool {
        verify_slices_are_equal(self.0.as_bytes(), typed.as_bytes()).is_ok()
    }
}

impl Default for Password {
    fn default() -> Self {
        Self::new(Self::DEFAULT)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[redacted]")
    }
}
