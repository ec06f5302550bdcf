//! What a test may ask of a build that is no release: to behave as one, to break in a command, to clear the clipboard
//! sooner. A release looks at none of these variables.

use std::env;
use std::time::Duration;

/// Whether this is a release, or behaves as one.
pub(crate) fn is_release() -> bool {
    tessera_credentials::is_release()
}

/// Breaks in the command that was ordered to break, with words that nobody may ever read.
pub(crate) fn break_if_ordered(command: &str) {
    if let Some(order) = ordered("TESSERA_TRIAL_PANIC")
        && let Some((in_command, words)) = order.split_once(':')
    {
        assert!(in_command != command, "{words}");
    }
}

/// How long a secret stays in the clipboard.
pub(crate) fn secret_stays() -> Option<Duration> {
    ordered("TESSERA_TRIAL_SECRET_STAYS")?.parse().ok().map(Duration::from_millis)
}

fn ordered(name: &str) -> Option<String> {
    if cfg!(debug_assertions) { env::var(name).ok() } else { None }
}
