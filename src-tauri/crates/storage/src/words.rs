//! What the system says of a file, in plain words where it is one of the usual things.

use std::io;

/// Goes on a sentence such as "cannot be written: ...".
pub(crate) fn in_words(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => "it does not exist".to_owned(),
        Kind::PermissionDenied => "you do not have the right".to_owned(),
        Kind::NotADirectory => "a file stands where a folder has to be".to_owned(),
        Kind::ReadOnlyFilesystem => "its file system is read-only".to_owned(),
        Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}
