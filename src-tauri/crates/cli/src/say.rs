//! Printing a line. Unlike `println!` it goes on when nobody reads any more (`tessera … | head`): a journey is not
//! broken off half-way for that, and the simulator stays.

use crate::args::Format;

/// Prints a line on standard output.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}

/// Prints a line on standard error.
macro_rules! complain {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($text)*);
    }};
}

pub(crate) use {complain, say};

/// A line for the person: on standard error where standard output holds a document.
pub(crate) fn for_person(format: Format, text: &str) {
    match format {
        Format::Human => say!("{text}"),
        Format::Json => complain!("{text}"),
    }
}
