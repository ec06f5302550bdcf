//! Cutting what a step tells in words: a server may repeat, in a message, a header or a name, the token that it was sent.
//!
//! Exchanges and tokens are cut where their views are made. What a person is asked to confirm stays as it is: it is
//! text of a foreign code, and seeing it is the point; it is never stored.

use tessera_protocol::RefusalBody;
use tessera_tokens::Cutter;

use crate::{Cause, Explanation, StepReport};

impl StepReport {
    /// Without what the cutter knows to be secret.
    pub(crate) fn cut(mut self, cutter: &Cutter) -> Self {
        let cut = |text: &mut String| *text = cutter.cut(text);
        cut(&mut self.note);
        self.findings.iter_mut().for_each(|finding| cut(&mut finding.what));
        if let Some(RefusalBody { code, message }) = self.refusal.as_mut().and_then(|refusal| refusal.body.as_mut()) {
            code.iter_mut().chain(message).for_each(cut);
        }
        if let Some(unreadable) = &mut self.unreadable {
            cut(&mut unreadable.headline);
        }
        if let Some(Explanation { headline, said, causes, not_done }) = &mut self.explanation {
            [headline, said, not_done].into_iter().for_each(cut);
            for Cause { headline, detail, .. } in causes {
                [headline, detail].into_iter().for_each(cut);
            }
        }
        self
    }
}
