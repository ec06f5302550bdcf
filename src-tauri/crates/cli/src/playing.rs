//! Options around the content token: approval check, source, certificate, licence.

use tessera_journeys::{ApprovalCheck, LicenceProbe, Playing};
use tessera_protocol::Drm;
use tessera_storage::ContentTokenSource;

use crate::args;
use crate::failure::Failure;
use crate::file::challenge;

/// Sets what the options say over what the environment says.
pub(crate) fn take(options: &args::Playing, playing: &mut Playing) -> Result<(), Failure> {
    if options.approval {
        playing.approval = ApprovalCheck::Asked;
    }
    playing.source = options.content_token_from.unwrap_or(playing.source);
    playing.content_url.clone_from(&options.content_url);
    if playing.source == ContentTokenSource::UrlBuilder && playing.content_url.is_none() {
        let why = "URL Builder wants the address of the content: say it with --content-url, or take the content token from IAS with --content-token-from ias.";
        return Err(Failure::Usage(why.to_owned()));
    }
    playing.certificate = options.certificate;
    if playing.certificate == Some(Drm::PlayReady) {
        return Err(Failure::Usage("PlayReady has no certificate to fetch: use widevine or fairplay.".to_owned()));
    }
    if let Some(drm) = options.licence {
        let challenge = options.challenge.as_deref().map(challenge);
        playing.licence = Some(LicenceProbe { drm, challenge: challenge.transpose()?.unwrap_or_default() });
    }
    Ok(())
}
