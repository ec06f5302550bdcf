//! Characters that are written as something else: `%41` in a URL, `%2541` in a URL within a URL, `\u0041` and `\/` in JSON.
//!
//! Programs on the way encode more or less than they must, in either case of the digits, so no list of forms is ever
//! complete: a text is compared byte for byte, each byte as it is or escaped.

/// How many bytes at the beginning of a text are the form, each of its bytes written as it is or escaped.
/// Where a percent sign or a backslash of the form could be read in two ways, it is taken for the shortest escape.
pub(super) fn spelt(form: &[u8], text: &[u8]) -> Option<usize> {
    let mut at = 0;
    for wanted in form {
        let rest = text.get(at..)?;
        at += match escaped(rest, |byte| byte == *wanted) {
            Some((_, length)) => length,
            None if rest.first() == Some(wanted) => 1,
            None => return None,
        };
    }
    Some(at)
}

/// The byte that stands escaped at the beginning of a text, if it is one of those wanted, and how many bytes it takes up.
pub(super) fn escaped(text: &[u8], wanted: impl Fn(u8) -> bool) -> Option<(u8, usize)> {
    match text {
        [b'%', rest @ ..] => percent(rest, wanted).map(|(byte, length)| (byte, length + 1)),
        // Beyond ASCII a number is a character, and not one of its bytes.
        [b'\\', b'u', b'0', b'0', rest @ ..] => {
            hex(rest).filter(|byte| byte.is_ascii() && wanted(*byte)).map(|byte| (byte, 6))
        }
        [b'\\', byte @ (b'"' | b'\\' | b'/'), ..] => Some((*byte, 2)).filter(|(byte, _)| wanted(*byte)),
        _ => None,
    }
}

/// What follows a percent sign, which may itself be encoded any number of times: `41`, `2541`, `252541`.
fn percent(mut digits: &[u8], wanted: impl Fn(u8) -> bool) -> Option<(u8, usize)> {
    let all = digits.len();
    loop {
        let byte = hex(digits)?;
        if wanted(byte) {
            return Some((byte, all - digits.len() + 2));
        }
        digits = digits.strip_prefix(b"25")?;
    }
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_may_be_written_in_many_ways() {
        for text in ["a/b", "%61/b", "a%2Fb", "a%2fb", "a%252Fb", "%2561%25252f%62", "a\\/b", "\\u0061\\u002Fb"] {
            assert_eq!(spelt(b"a/b", text.as_bytes()), Some(text.len()), "{text}");
        }
        assert_eq!(spelt(b"%", b"%25"), Some(3));
        assert_eq!(spelt(b"%", b"%2525"), Some(3), "the shortest reading; what follows is looked at on its own");
    }

    #[test]
    fn what_is_half_an_escape_is_none() {
        for text in ["", "%", "%6", "%zz", "%+1", "%25", "\\", "\\u00", "\\u0161", "\\a", "A", "%41"] {
            assert_eq!(spelt(b"a", text.as_bytes()), None, "{text}");
        }
        assert_eq!(spelt("é".as_bytes(), b"\\u00c3\\u00a9"), None, "these are two characters");
        assert_eq!(spelt("é".as_bytes(), b"%C3%a9"), Some(6));
    }
}
