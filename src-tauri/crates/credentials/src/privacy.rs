//! Keeping the memory of the whole program from others: no picture of it is written when it crashes, and no other program
//! of the same user may look into it. What is in the memory, and for how long, is the business of `secret` and `vault`.

/// Whether this is a release build, or a build for tests that is asked to behave as one.
pub fn is_release() -> bool {
    !cfg!(debug_assertions) || std::env::var_os("TESSERA_TRIAL_RELEASE").is_some()
}

/// Shuts others out, in a release: a debugger has to get into every other build. To be called before anything else.
///
/// What the system does not grant is left as it is: a secret is no worse off than in any other program.
pub fn keep_memory_private() {
    if is_release() {
        shut_out();
    }
}

#[cfg(unix)]
fn shut_out() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

/// Windows gives a program no such switch: who may open a process is the system's own decision.
#[cfg(not(unix))]
fn shut_out() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};

    use super::shut_out;

    #[test]
    fn no_picture_of_the_memory_is_written_and_nobody_may_look_into_it() {
        shut_out();
        let limit = getrlimit(Resource::Core);
        assert_eq!((limit.current, limit.maximum), (Some(0), Some(0)));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
