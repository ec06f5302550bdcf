//! The page itself: one file without anything of others, the same for everybody. What it shows comes as JSON, and is put
//! in as text.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(crate) const HTML: &str = include_str!("page/page.html");

/// The content security policy: the style and the script of the page by their hashes, questions to this program, and
/// nothing else.
pub(crate) fn policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let hash = |tag| STANDARD.encode(digest(&SHA256, inside(tag).as_bytes()));
        format!(
            "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            hash("style"),
            hash("script"),
        )
    });
    &POLICY
}

fn inside(tag: &str) -> &'static str {
    let after = HTML.split_once(&format!("<{tag}>")).map_or("", |(_, after)| after);
    after.split_once(&format!("</{tag}>")).map_or("", |(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_asks_nobody_else_and_runs_nothing_but_its_own_script() {
        for foreign in ["http:", "https:", "//", "src=", "href=", "url(", "@import", "innerHTML", "style=", "onclick"] {
            assert!(!HTML.contains(foreign), "{foreign}");
        }
        for tag in ["style", "script"] {
            assert_eq!(HTML.matches(&format!("<{tag}")).count(), 1, "one {tag}, so one hash");
            assert!(inside(tag).len() > 100);
        }
        assert!(!policy().contains("unsafe"));
    }
}
