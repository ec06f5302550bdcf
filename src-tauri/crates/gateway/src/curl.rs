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
    if let Some(body) = &sent.body {
        command += &format!(" \\\n  --data-raw {}", quoted(&cutter.cut(&String::from_utf8_lossy(body))));
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
    }
}
