//! The page on which a real phone confirms a sign-on, served for one journey.
//!
//! [`PhonePage::open`] listens on one address of this machine and gives a URL with a one-time secret, to be shown as a
//! QR code. The phone that opens it sees the [`Offer`], confirms, and says how large its screen is and what it runs on;
//! [`OpenPage::confirmed`] hands that over as `deviceInformation`. The sign-on itself is the caller's: nothing of it
//! passes through here but an [`Outcome`], which has no room for a token or an id. After five minutes, when it is closed
//! or dropped, nothing listens any more.

mod addresses;
mod answers;
mod door;
mod ended;
mod offer;
mod one_time;
mod open_page;
mod said;
mod serve;
mod sitting;
mod static_page;
mod user_agent;

pub use addresses::{Interface, interfaces};
pub use ended::{Ended, OpenError};
pub use offer::{Confirmed, Offer, Outcome};
pub use open_page::{OpenPage, PhonePage};
pub use sitting::LASTS;
