//! One writer at a time: a lock between processes that is never waited for without end.
//!
//! The system drops it when its holder dies. A program that does not ask for it, such as an editor, is not kept out;
//! that is what comparing contents is for.

use std::fs::{File, TryLockError};
use std::io;
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(10);

/// Locks a file until it is dropped. `WouldBlock` when somebody else held it for all of `patience`.
pub(crate) fn lock(file: File, patience: Duration) -> io::Result<File> {
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() >= patience => {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}
