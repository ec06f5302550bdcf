//! A request as a curl command, secrets cut: whoever runs it puts their own tokens in.

use tessera_tokens::Cutter;

use crate::Sent;

/// The command, on several lines, for a POSIX shell.
pub(crate) fn curl(sent: &Sent, cutter: &Cutter) -> String {
    let added_by_curl = |name: &str| matches!(name, "host" | "content-length");
    let mut command = format!("curl --request {} {}", sent.method, quoted(&cutter.cut(sent.url.as_str())));
    for (name, value) in sent.headers.iter().filter(|(name, _)| !added_by_curl(name)) {
        command += &format!(" \\\n  --header {}", quoted(&cutter.cut(&format!("{name}: {value}"))));
    }
    match sent.body.as_deref().map(std::str::from_utf8) {
        None => {}
        Some(Ok(text)) => command += &format!(" \\\n  --data-raw {}", quoted(&cutter.cut(text))),
        // No shell's word holds any bytes: whoever runs it puts the body into this file.
        Some(Err(_)) => command += " \\\n  --data-binary @body.bin",
    }
    command
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_command_has_no_signature_and_survives_quotes() {
        let sent = Sent {
            method: "POST",
            url: "https://ags.example/ags/getSessionToken".parse().unwrap(),
            headers: vec![
                ("authorization".into(), "Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl".into()),
                ("host".into(), "ags.example".into()),
            ],
            body: Some(b"{\"a\":\"it's\"}".to_vec()),
        };
        let command = curl(&sent, &Cutter::default());
        assert!(command.contains("--header 'authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.\u{2026}sig:"));
        assert!(command.ends_with(r#"--data-raw '{"a":"it'\''s"}'"#), "{command}");
        assert!(!command.contains("c2lnbmF0dXJl") && !command.contains("host:"));
        let binary = curl(&Sent { body: Some(vec![8, 4, 0xFF]), ..sent }, &Cutter::default());
        assert!(binary.ends_with("--data-binary @body.bin"), "{binary}");
    }
}
