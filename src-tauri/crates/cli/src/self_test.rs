//! `tessera self-test`: whether this build and this computer have what a sign-on needs, for a ticket or a fresh machine.
//! Nothing is sent anywhere and no secret is asked for; folders that are missing are made, as every command does.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use tessera_credentials::{Keychain, KeychainState};
use tessera_storage::{Folders, Kept};
use tessera_tokens::{ReadToken, SecretEncoding, Signature, SigningKey, mint, verify};

use crate::args::{Format, SelfTest};
use crate::failure::REFUSED;
use crate::human;
use crate::say::say;
use crate::stored::KEYCHAIN_SERVICE;

/// One part of what a sign-on needs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    name: &'static str,
    state: State,
    /// What was found, and what to do about it.
    said: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum State {
    Works,
    /// Journeys go on without it.
    Absent,
    /// A fault of this build.
    Broken,
}

#[derive(Serialize)]
struct Found<'a> {
    version: &'a str,
    parts: &'a [Part],
}

pub(crate) async fn self_test(options: &SelfTest) -> u8 {
    let parts = [signing(), keychain().await, folders()];
    match options.output.format {
        Format::Json => human::json(&Found { version: env!("CARGO_PKG_VERSION"), parts: &parts }),
        Format::Human => {
            say!("tessera {}", env!("CARGO_PKG_VERSION"));
            for Part { name, state, said } in &parts {
                let mark = match state {
                    State::Works => "ok    ",
                    State::Absent => "absent",
                    State::Broken => "BROKEN",
                };
                say!("{mark} {name:<9} {said}");
            }
        }
    }
    if parts.iter().any(|part| part.state == State::Broken) { REFUSED } else { 0 }
}

/// The signing library panics at its first use when it was built without a backend.
fn signing() -> Part {
    let signed = std::panic::catch_unwind(|| {
        let key = SigningKey::new("a key of this self-test alone, good for nothing", SecretEncoding::Text).ok()?;
        let claims = json!({ "typ": "GetSessionTokenAuthN" });
        let token = mint(&key, &"self-test".into(), claims.as_object()?).ok()?;
        let other = SigningKey::new("another key of this self-test, as worthless", SecretEncoding::Text).ok()?;
        let token = ReadToken::read(token.expose());
        Some(verify(&token, &key) == Signature::Good && verify(&token, &other) == Signature::Bad)
    });
    let (state, said) = match signed {
        Ok(Some(true)) => (State::Works, "HS256 signs, and its signatures are checked."),
        _ => (State::Broken, "HS256 does not sign: this build has no signing library. Please report it."),
    };
    Part { name: "signing", state, said: said.to_owned() }
}

async fn keychain() -> Part {
    let (state, said) = match Keychain::open(KEYCHAIN_SERVICE).probe().await {
        KeychainState::Ready { provider } => (State::Works, format!("{provider} is open.")),
        KeychainState::Locked => (State::Works, "It is locked, and asks to be unlocked when it is needed.".to_owned()),
        KeychainState::Waiting => (State::Works, "The system asks just now to unlock it.".to_owned()),
        KeychainState::Hung => (State::Absent, "It gives no answer. Restart the program behind it.".to_owned()),
        KeychainState::Missing { why } => (State::Absent, format!("{why} {}", why.remedy())),
    };
    Part { name: "keychain", state, said }
}

fn folders() -> Part {
    let found = Folders::find();
    let where_they_are = found.as_ref().ok().map(|folders| {
        format!("Environments in {}, all else in {}.", folders.environments().display(), folders.data.display())
    });
    let (state, said) = match Kept::open(found, Timestamp::now()) {
        Ok(kept) if kept.notices.is_empty() => (State::Works, where_they_are.unwrap_or_default()),
        Ok(kept) => (State::Absent, kept.notices.join(" ")),
        Err(error) => (State::Absent, format!("{error} {}", error.remedy())),
    };
    Part { name: "folders", state, said }
}
