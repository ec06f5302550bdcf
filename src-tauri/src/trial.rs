//! What a test may ask of a build that is no release: to break in a command. A release looks at none of these variables.

use std::env;

/// Breaks in the command that was ordered to break, with words that nobody may ever read.
pub(crate) fn break_if_ordered(command: &str) {
    if let Some(order) = ordered("TESSERA_TRIAL_PANIC")
        && let Some((in_command, words)) = order.split_once(':')
    {
        assert!(in_command != command, "{words}");
    }
}

fn ordered(name: &str) -> Option<String> {
    if cfg!(debug_assertions) { env::var(name).ok() } else { None }
}
