//! Rules about who depends on whom, asked of cargo.

use crate::call::Call;
use crate::checkout::Checkout;
use crate::stop::Outcome;

/// What draws windows. The domain crates build and test without it.
const WINDOW: [&str; 3] = ["tauri", "tao", "wry"];

/// Cryptography and TLS besides the one stack, rustls on aws-lc-rs.
const OTHER_CRYPTO: [&str; 5] = ["openssl-sys", "native-tls", "ring", "rsa", "boring-sys"];

/// Domain crates that came to depend on Tauri.
pub(super) fn tauri_in_the_domain(checkout: &Checkout) -> Outcome<Vec<String>> {
    let tree = tree(checkout, &["--workspace", "--exclude", "tessera", "--edges", "all"])?;
    Ok(found(&tree, &WINDOW)
        .map(|name| {
            format!("a domain crate depends on {name}: `cargo tree --workspace --exclude tessera --invert {name}`")
        })
        .collect())
}

/// A second cryptography in the two programs.
pub(super) fn second_crypto(checkout: &Checkout) -> Outcome<Vec<String>> {
    let tree = tree(checkout, &["--package", "tessera", "--package", "tessera-cli", "--edges", "normal"])?;
    Ok(found(&tree, &OTHER_CRYPTO)
        .map(|name| {
            format!("a second TLS or crypto stack: `cargo tree --package tessera --target all --invert {name}`")
        })
        .collect())
}

fn tree(checkout: &Checkout, what: &[&str]) -> Outcome<String> {
    let plain = ["tree", "--locked", "--all-features", "--target", "all", "--prefix", "none", "--format", "{p}"];
    Call::cargo().args(plain).args(what).at(checkout.root()).read()
}

/// The first word of a line is the name of a crate.
fn found<'a>(tree: &'a str, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    names.iter().copied().filter(|name| tree.lines().any(|line| line.split(' ').next() == Some(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_found_by_its_whole_name() {
        let tree = "tessera v0.1.0 (/x)\nringbuf v1.0.0\nrsa v0.9.0 (*)";
        assert_eq!(found(tree, &OTHER_CRYPTO).collect::<Vec<_>>(), ["rsa"]);
    }
}
