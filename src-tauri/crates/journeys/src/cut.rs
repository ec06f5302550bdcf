//! Cutting what a call tells in words: a server may repeat, in a message, a header or a name, the token that it was sent.
//! What would move or hide text on a screen is made visible in the same go.
//!
//! Exchanges and tokens are cut where their views are made. What a person is asked to confirm stays as it is: it is
//! text of a foreign code, and seeing it is the point; it is never stored.

use tessera_gateway::{Refusal, Unreadable};
use tessera_protocol::{Finding, RefusalBody};
use tessera_tokens::{Cutter, visible};

use crate::{Cause, Explanation, StepReport};

impl StepReport {
    /// Without what the cutter knows to be secret.
    pub(crate) fn cut(mut self, cutter: &Cutter) -> Self {
        self.note = visible(&cutter.cut(&self.note));
        let Self { findings, refusal, unreadable, explanation, .. } = &mut self;
        words(cutter, findings, refusal, unreadable, explanation);
        self
    }
}

/// Cuts what is said of a call.
pub(crate) fn words(
    cutter: &Cutter,
    findings: &mut [Finding],
    refusal: &mut Option<Refusal>,
    unreadable: &mut Option<Unreadable>,
    explanation: &mut Option<Explanation>,
) {
    let cut = |text: &mut String| *text = visible(&cutter.cut(text));
    for finding in findings {
        cut(&mut finding.what);
    }
    if let Some(RefusalBody { code, message }) = refusal.as_mut().and_then(|refusal| refusal.body.as_mut()) {
        code.iter_mut().chain(message).for_each(cut);
    }
    if let Some(unreadable) = unreadable {
        cut(&mut unreadable.headline);
    }
    if let Some(Explanation { headline, said, causes, not_done }) = explanation {
        let causes = causes.iter_mut().flat_map(|Cause { headline, detail, .. }| [headline, detail]);
        [headline, said, not_done].into_iter().chain(causes).for_each(cut);
    }
}
