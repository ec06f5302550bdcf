//! Challenges: what a device's DRM would send for a licence. The simulator is no DRM and knows one of its own making.

/// A challenge that the simulator's licence servers grant. With `:` and a `client_id` after it, the challenge says
/// which device made it.
pub const SIMULATED_CHALLENGE: &str = "tessera-simulated-challenge";

/// What Widevine takes for a request of the service certificate.
const SERVICE_CERTIFICATE: &[u8] = &[8, 4];

/// What a challenge is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Challenge {
    /// No bytes.
    Empty,
    /// A request of the server's certificate.
    ServiceCertificate,
    /// The simulator's own, with the device it names.
    Simulated(Option<String>),
    /// Anything else.
    Unknown,
}

impl Challenge {
    /// Reads a body; XML may stand around the challenge.
    pub(super) fn read(bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::Empty;
        }
        if bytes == SERVICE_CERTIFICATE {
            return Self::ServiceCertificate;
        }
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let Some((_, rest)) = text.split_once(SIMULATED_CHALLENGE) else { return Self::Unknown };
        let of_an_id = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
        let device = rest.strip_prefix(':').map(|rest| rest.chars().take_while(of_an_id).collect());
        Self::Simulated(device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_known_by_its_words_and_names_its_device() {
        let simulated = |device: Option<&str>| Challenge::Simulated(device.map(str::to_owned));
        for (text, expected) in [
            ("", Challenge::Empty),
            ("\u{8}\u{4}", Challenge::ServiceCertificate),
            ("\u{8}\u{4}\u{4}", Challenge::Unknown),
            ("tessera-simulated-challenge", simulated(None)),
            ("<a>tessera-simulated-challenge:PUB_989</a>", simulated(Some("PUB_989"))),
            ("challenge", Challenge::Unknown),
        ] {
            assert_eq!(Challenge::read(text.as_bytes()), expected, "{text}");
        }
    }
}
