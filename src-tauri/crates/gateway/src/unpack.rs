//! Unpacking a body that came packed although none was asked for, within the bound of every body.
//!
//! Only what every HTTP client knows: gzip and deflate. A body that cannot be unpacked is kept as it came.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::{Answer, FailureKind, Packed};

/// Unpacks the body of a whole answer, if `Content-Encoding` says that it is packed.
pub(crate) fn unpack(answer: &mut Answer, limit: usize) -> Result<(), FailureKind> {
    let codings: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("content-encoding"))
        .flat_map(|(_, value)| value.split(','))
        .map(str::trim)
        .filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))
        .collect();
    if codings.is_empty() || answer.body.is_empty() {
        return Ok(());
    }
    let coding = codings.join(", ");
    let body = answer.body.as_slice();
    let unpacked = match coding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => read(MultiGzDecoder::new(body), limit),
        // The name means zlib (RFC 9110, section 8.4.1.2), and some servers send bare deflate under it.
        "deflate" => match read(ZlibDecoder::new(body), limit) {
            Unpacked::Damaged => read(DeflateDecoder::new(body), limit),
            unpacked => unpacked,
        },
        _ => Unpacked::Unknown,
    };
    let bytes = body.len();
    let trouble = match unpacked {
        Unpacked::Whole(body) => {
            answer.body = body;
            None
        }
        Unpacked::TooLarge => return Err(FailureKind::UnpackedTooLarge { coding, limit }),
        Unpacked::Damaged => Some("it is damaged, or not packed so at all"),
        Unpacked::Unknown => Some("this program unpacks gzip and deflate alone"),
    };
    answer.packed = Some(Packed { coding, bytes, trouble });
    Ok(())
}

enum Unpacked {
    Whole(Vec<u8>),
    TooLarge,
    Damaged,
    Unknown,
}

fn read(packed: impl Read, limit: usize) -> Unpacked {
    let mut body = Vec::new();
    match packed.take(limit as u64 + 1).read_to_end(&mut body) {
        Ok(_) if body.len() > limit => Unpacked::TooLarge,
        Ok(_) => Unpacked::Whole(body),
        Err(_) => Unpacked::Damaged,
    }
}
