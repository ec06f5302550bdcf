//! The spelling of keys: `operator-jwt` in the file, `operatorJwt` in the JSON form.
//!
//! Names of headers and claims are the platform's or a person's own and are spelled alike in both.

/// The key of the form; `None` for a key that cannot be one of ours.
pub(super) fn to_form(key: &str) -> Option<String> {
    let mut form = String::new();
    let mut raise = false;
    for letter in key.chars() {
        match letter {
            '-' => raise = true,
            letter if raise => {
                form.extend(letter.to_uppercase());
                raise = false;
            }
            letter => form.push(letter),
        }
    }
    (to_file(&form) == key && !key.starts_with('-')).then_some(form)
}

/// The key of the file.
pub(super) fn to_file(key: &str) -> String {
    key.chars().fold(String::new(), |mut file, letter| {
        if letter.is_ascii_uppercase() {
            file.push('-');
        }
        file.push(letter.to_ascii_lowercase());
        file
    })
}

/// The names in the file of what is called so in the form.
pub(crate) fn to_file_path(path: &[&str]) -> Vec<String> {
    let mut file: Vec<String> = Vec::new();
    for name in path {
        let name = if names_are_free(&file) { (*name).to_owned() } else { to_file(name) };
        file.push(name);
    }
    file
}

/// Whether the names in this table are not the program's: headers and claims.
pub(super) fn names_are_free<S: AsRef<str>>(table: &[S]) -> bool {
    let table: Vec<&str> = table.iter().map(AsRef::as_ref).collect();
    matches!(table.as_slice(), ["headers", ..] | ["operator-jwt", "claims", ..])
}

/// `operator-jwt.lifetime`, for people.
pub(crate) fn join<S: AsRef<str>>(path: &[S]) -> String {
    path.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_spelling_in_the_file() {
        assert_eq!(to_form("operator-jwt").as_deref(), Some("operatorJwt"));
        assert_eq!(to_form("name").as_deref(), Some("name"));
        for other in ["operatorJwt", "operator--jwt", "-name", "name-", "Name", "a-B"] {
            assert_eq!(to_form(other), None, "{other}");
        }
    }

    #[test]
    fn names_of_headers_and_claims_stay_as_they_are() {
        assert_eq!(to_file_path(&["operatorJwt", "claims", "OpfUserId"]), ["operator-jwt", "claims", "OpfUserId"]);
        assert_eq!(to_file_path(&["headers", "X-Lab"]), ["headers", "X-Lab"]);
        assert_eq!(to_file_path(&["qr", "errorCorrection"]), ["qr", "error-correction"]);
    }
}
