//! A fault of the program itself: said with its place, never with what it was working on, which may be a secret.

use std::panic::Location;

use crate::say::complain;

/// From now on a panic says where it happened and nothing else.
pub(crate) fn tell_no_payload() {
    std::panic::set_hook(Box::new(|panic| complain!("{}", told(panic.location()))));
}

fn told(at: Option<&Location<'_>>) -> String {
    let place = at.map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
    format!(
        "This is a fault of the program{place}. What it was working on is not shown, since it may be secret. \
         Please report it with this line and the command that you gave."
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::process::Command;

    use super::*;

    #[test]
    #[ignore = "started by the test below"]
    fn panics_with_a_secret() {
        tell_no_payload();
        let secret = std::env::var("TESSERA_TEST_CANARY").unwrap();
        let _ = std::thread::spawn({
            let secret = secret.clone();
            move || std::panic::panic_any(secret)
        })
        .join();
        panic!("{secret}");
    }

    #[test]
    fn a_fault_says_its_place_and_nothing_of_what_it_was_working_on() {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["fault::tests::panics_with_a_secret", "--exact", "--ignored", "--nocapture"])
            .env("TESSERA_TEST_CANARY", "canary-secret")
            .env("RUST_BACKTRACE", "full")
            .output()
            .unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!output.status.success());
        assert_eq!(
            said.matches("This is a fault of the program at ").count(),
            2,
            "in a thread and in the main one: {said}"
        );
        assert!(said.contains("fault.rs:") && !said.contains("canary"), "{said}");
    }
}
