//! Which step comes next: the journey's own, without those that this run does not need, and with a renewal of the tokens
//! put in where the platform refused them.

use tessera_gateway::Refusal;

use crate::{ApprovalCheck, Plan, Run, Step, StepReport, StepState, TokenSet};

impl Run {
    /// The step that comes next; `None` at the end.
    pub fn next(&self) -> Option<Step> {
        let renewal = self.renewal();
        if let Some(again) = renewal.and_then(Step::again)
            && self.state(again) != Some(StepState::Done)
        {
            let renewing = self.plan.goal.renewal().iter().copied().chain([again]);
            return renewing.into_iter().find(|step| self.state(*step) != Some(StepState::Done));
        }
        let activated = self.gained(|gain| gain.activation.as_ref()).is_some();
        let done = |step: Step| match step {
            Step::AwaitApproval => activated,
            _ => self.state(step) == Some(StepState::Done) || renewal == Some(step),
        };
        let Plan { content, playing, .. } = &self.plan;
        let wanted = |step: Step| match step {
            Step::ContentToken => content.is_some(),
            Step::DeviceApproval => playing.approval == ApprovalCheck::Asked,
            Step::Certificate => content.is_some() && playing.certificate.is_some(),
            Step::Licence => content.is_some() && playing.licence.is_some(),
            Step::ChooseCode => self.gained(|gain| gain.codes.as_ref()).is_some(),
            Step::ChooseAccount => self.gained(|gain| gain.accounts.as_ref()).is_some(),
            // Somebody else was quicker.
            Step::Approve => !activated,
            _ => true,
        };
        self.plan.goal.steps().into_iter().filter(|step| wanted(*step)).find(|step| !done(*step))
    }

    /// The step whose access token was refused and is renewed, once in a run: a refusal with which the run goes on.
    pub(crate) fn renewal(&self) -> Option<Step> {
        let done = |report: &&StepReport| report.state == StepState::Done;
        let before = |refused: &&StepReport| {
            let earlier = self.steps.iter().take_while(|report| report.step != refused.step);
            !earlier.filter(done).any(|report| report.step == Step::Refresh)
        };
        let refused = self.steps.iter().find(|report| {
            let refused = report.refusal.as_ref().is_some_and(|refusal| self.for_its_token(report, refusal));
            refused && self.plan.goal.renews(report.step)
        });
        refused.filter(before).map(|report| report.step)
    }

    /// Whether the platform refused a call for its access token.
    fn for_its_token(&self, report: &StepReport, refusal: &Refusal) -> bool {
        let code = refusal.body.as_ref().and_then(|body| body.code.as_deref());
        // DSRA has 403 for a token that is no good, and for much else: here the token that it was sent tells.
        let had = self.plan.goal.approver().and_then(|approver| approver.tokens.set.as_ref());
        let ended = || {
            let ended = |set: &TokenSet| Some(set.access_ends_at()? <= set.clocks(report.started_at).counting());
            report.step == Step::Approve && had.and_then(ended) == Some(true)
        };
        refusal.status == 401 || matches!(code, Some("20020" | "99999:403")) || (refusal.status == 403 && ended())
    }
}
