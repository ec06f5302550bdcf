//! The sign-on QR code: payload template, drawing, reading from a picture.
//!
//! What a code holds is said by a [`PayloadTemplate`]; [`QrCode`] draws it; [`read`] finds the codes of a picture, as
//! a phone would. Nothing here knows HTTP, tokens' insides or environments: the session token is any text.
//!
//! Text that was read from a picture is foreign, and may be a session token. It stands in [`UntrustedText`], which
//! shows its length alone in `Debug` and cannot be serialised. Whoever shows it cuts secrets first and then calls
//! [`excerpt`].
//!
//! Reading works the processor for up to a few seconds, so async code calls it from a blocking thread. It relies on
//! unwinding: a build with `panic = "abort"` would lose the guard around the decoder.

mod anatomy;
mod decode;
mod density;
mod detect;
mod draw;
mod encode;
mod extract;
mod found;
mod other_barcode;
mod passes;
mod picture;
mod read;
mod read_error;
mod template;
mod terminal;
mod untrusted;

pub use decode::{MAX_DECODED_BYTES, MAX_FILE_BYTES, MAX_SIDE};
pub use density::Density;
pub use encode::{EncodeError, ErrorCorrection, QrCode};
pub use extract::ExtractError;
pub use found::{Corner, Found, MAX_TEXT_BYTES};
pub use picture::Picture;
pub use read::{read, read_rgba};
pub use read_error::ReadError;
pub use template::{PayloadTemplate, TemplateError, TemplateShape};
pub use terminal::TerminalStyle;
pub use untrusted::{UntrustedText, excerpt};
