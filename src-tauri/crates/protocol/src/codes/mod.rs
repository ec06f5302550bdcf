//! The codes of refusals that the documents explain, looked up by code and family.
//!
//! The families number for themselves: 1001 is a request's format at a licence server and a device's id at SSM. What
//! is likely and what helps are this program's words where the documents give none.

mod licence;
mod sign_in;
mod ssm;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Actor, Call};

/// Whose codes they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CodeFamily {
    /// Sign-on and playback: AGS, IAS, and what stands in front of or beside them.
    SignIn,
    /// The session manager.
    Ssm,
    /// The licence server of Widevine, and of `FairPlay`, for which no list could be read.
    Widevine,
    /// The licence server of `PlayReady`: as Widevine, with a few differences.
    PlayReady,
}

/// A code that the documents explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownCode {
    /// As it stands in the answer.
    pub code: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What is likely behind it, in one sentence.
    pub causes: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// The document, or where else it was seen.
    pub source: &'static str,
}

/// What the documents say of a code of sign-on or playback; `None` when they do not know it.
pub fn known_code(code: &str) -> Option<&'static KnownCode> {
    known_code_of(CodeFamily::SignIn, code)
}

/// What the documents say of a code of a family; `None` when they do not know it.
pub fn known_code_of(family: CodeFamily, code: &str) -> Option<&'static KnownCode> {
    family.tables().iter().flat_map(|table| table.iter()).find(|known| known.code == code)
}

impl CodeFamily {
    /// Every code of the family.
    pub fn codes(self) -> impl Iterator<Item = &'static KnownCode> {
        let mut seen = std::collections::HashSet::new();
        self.tables().iter().flat_map(|table| table.iter()).filter(move |known| seen.insert(known.code))
    }

    /// An earlier table takes precedence.
    fn tables(self) -> &'static [&'static [KnownCode]] {
        match self {
            Self::SignIn => &[&sign_in::CODES],
            Self::Ssm => &[&ssm::CODES],
            Self::Widevine => &[&licence::CODES],
            Self::PlayReady => &[&licence::PLAY_READY, &licence::CODES],
        }
    }
}

impl Call {
    /// Whose codes a refusal of this call has.
    pub const fn code_family(self) -> CodeFamily {
        match (self.to(), self) {
            (Actor::Ssm, _) => CodeFamily::Ssm,
            (Actor::LicenceServer, Self::PlayReadyLicence) => CodeFamily::PlayReady,
            (Actor::LicenceServer, _) => CodeFamily::Widevine,
            _ => CodeFamily::SignIn,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::HashSet;

    use super::*;

    const FAMILIES: [CodeFamily; 4] =
        [CodeFamily::SignIn, CodeFamily::Ssm, CodeFamily::Widevine, CodeFamily::PlayReady];

    #[test]
    fn a_number_means_what_its_family_says() {
        let meaning = |family, code| known_code_of(family, code).unwrap().meaning;
        let told = FAMILIES.map(|family| known_code_of(family, "1005").map(|known| known.meaning));
        assert_eq!(told.iter().flatten().collect::<HashSet<_>>().len(), 3, "{told:?}");
        assert_eq!(told[0], None);
        assert_eq!(meaning(CodeFamily::Widevine, "4006"), meaning(CodeFamily::PlayReady, "4006"));
        assert_ne!(meaning(CodeFamily::Widevine, "3003"), meaning(CodeFamily::PlayReady, "3003"));
        assert_eq!(Call::SessionSetup.code_family(), CodeFamily::Ssm);
        assert_eq!(Call::PlayReadyLicence.code_family(), CodeFamily::PlayReady);
        assert_eq!(Call::FairPlayLicence.code_family(), CodeFamily::Widevine);
        assert_eq!(Call::ContentToken.code_family(), CodeFamily::SignIn);
    }

    #[test]
    fn every_code_that_a_document_lists_is_there_and_no_other() {
        let sign_in = "20001 20002 20003 20004 20006 20007 20018 20019 20020 20021 20022 20066 99999:403";
        let ssm = "1000 1001 1003 1004 1005 1006 1007 1008 1009 1011 1012 1013 1017 1018 3001 3004 4000 4001";
        let licence = "1001 1002 1003 1004 1005 1006 1007 1008 1009 1010 2001 2002 2102 2103 2104 \
                       3001 3002 3003 3004 3005 3006 3007 3008 3009 3010 3011 \
                       4000 4001 4002 4003 4004 4005 4006 4007 4008 4009 4010 4011 4012 4013 4014 4015 4016 4017 \
                       4018 4019 4020 4021 4022 4024 4025 4027";
        for (family, listed) in FAMILIES.into_iter().zip([sign_in, ssm, licence, licence]) {
            let listed: HashSet<&str> = listed.split_whitespace().collect();
            assert_eq!(family.codes().map(|known| known.code).collect::<HashSet<_>>(), listed, "{family:?}");
        }
    }

    #[test]
    fn every_code_stands_once_and_says_everything_in_sentences() {
        for (family, number) in FAMILIES.into_iter().zip([13, 18, 52, 52]) {
            assert_eq!(family.codes().count(), number, "{family:?}");
            for known in family.codes() {
                for text in [known.meaning, known.causes, known.remedy] {
                    assert!(text.ends_with('.') && !text.contains("  "), "{known:?}");
                }
                assert!(!known.source.is_empty());
            }
            for table in family.tables() {
                assert_eq!(table.iter().map(|known| known.code).collect::<HashSet<_>>().len(), table.len());
            }
        }
    }
}
