//! Paths as text for people and for the window, which both cannot read bytes that are not UTF-8.

use std::path::Path;

use serde::Serializer;

/// What is not UTF-8 in the path is replaced.
pub(crate) fn as_text<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}
