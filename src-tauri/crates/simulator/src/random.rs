//! Randomness for tokens, ids and secrets: always the cryptographic generator, the system's own. That of aws-lc takes a
//! tenth of a second for its first byte, which the start of the program would wait for.

use getrandom::fill;

/// The machine gave no random bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this machine gives no random numbers; restart the program, and the machine if that does not help")]
pub struct NoRandomness;

const LOWER_CASE_AND_DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const TYPED: &[u8; 28] = b"BCDFGHJKLMNPQRSTVWXZ23456789";

pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// A text of lower-case letters and digits, each equally likely: 5.17 bits a character.
pub(crate) fn alphanumeric(length: usize) -> Result<String, NoRandomness> {
    text(LOWER_CASE_AND_DIGITS, length)
}

/// A text for people to type: no vowels, so no words, and no letters or digits that look alike.
pub(crate) fn code(length: usize) -> Result<String, NoRandomness> {
    text(TYPED, length)
}

fn text<const N: usize>(alphabet: &[u8; N], length: usize) -> Result<String, NoRandomness> {
    // Bytes from the largest multiple of the alphabet on would favour its first letters.
    let usable = 256 - 256 % N;
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let bytes = bytes::<32>()?.into_iter().map(usize::from).filter(|byte| *byte < usable);
        let letters = bytes.map(|byte| char::from(alphabet[byte % N]));
        text.extend(letters.take(length - text.len()));
    }
    Ok(text)
}

/// 24 hex digits: the form of the documents' device ids.
pub(crate) fn object_id() -> Result<String, NoRandomness> {
    let bytes = u128::from_le_bytes(bytes()?);
    Ok(format!("{:024x}", bytes >> 32))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_letter_and_digit_occurs_about_equally_often() {
        let text = alphanumeric(36_000).unwrap();
        for letter in LOWER_CASE_AND_DIGITS {
            let times = text.bytes().filter(|byte| byte == letter).count();
            assert!((800..1200).contains(&times), "{} occurs {times} times of 1000", char::from(*letter));
        }
        assert_eq!(text.len(), 36_000);
    }

    #[test]
    fn an_id_has_the_documented_form() {
        let id = object_id().unwrap();
        assert!(id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
    }
}
