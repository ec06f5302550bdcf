//! Printing a line. Unlike `println!` it goes on when nobody reads any more (`tessera … | head`): a journey is not
//! broken off half-way for that, and the simulator stays.

use std::io::Write as _;

use tessera_tokens::visible;

use crate::args::Format;

/// Prints lines on standard output, without what could play tricks on a terminal.
macro_rules! say {
    () => { $crate::say::print("") };
    ($($text:tt)*) => { $crate::say::print(&$crate::say::plain(&format!($($text)*))) };
}

/// Prints lines on standard error, without what could play tricks on a terminal.
macro_rules! complain {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), "{}", $crate::say::plain(&format!($($text)*)));
    }};
}

pub(crate) use {complain, say};

/// Lines of our own making, in which nothing of another's moves the cursor or turns the order round.
pub(crate) fn plain(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

/// Prints on standard output as it is: what is drawn there, and documents.
pub(crate) fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A line for the person: on standard error where standard output holds a document.
pub(crate) fn for_person(format: Format, text: &str) {
    match format {
        Format::Human => say!("{text}"),
        Format::Json => complain!("{text}"),
    }
}

/// A code for the person, drawn with colours, at the same place.
pub(crate) fn drawn_for_person(format: Format, code: &str) {
    match format {
        Format::Human => print(code),
        Format::Json => drop(writeln!(std::io::stderr(), "{code}")),
    }
}
