//! Signing on: with a session token, a user name and a password, as a guest, or with an activation token; first-time or
//! nth-time.

use jiff::Timestamp;
use tessera_gateway::{Exchange, Request};
use tessera_protocol::{AccountsAnswer, Call, NamedValue, PasswordBody, PasswordWay, SignOnBody, TokenAnswer};
use tessera_tokens::Clocks;

use crate::report::Candidate;
use crate::run::{Gain, StepOutcome};
use crate::{Explanation, Goal, PasswordSignOn, Run, Step};

impl Run {
    pub(crate) async fn sign_on(&self, now: Timestamp) -> StepOutcome {
        let request = match &self.plan.goal {
            Goal::QrSignOn(_) => self.with_session_token(),
            Goal::PasswordSignOn(needs) => match needs.way {
                PasswordWay::Ags => self.with_parameters(needs),
                PasswordWay::IasV3 => Ok(Request::sign_on_by_user_name_password(&PasswordBody {
                    username: needs.user_name.clone(),
                    password: needs.password.expose().to_owned(),
                    sign_on: self.plan.sign_on.clone().into(),
                })),
            },
            Goal::GuestSignOn(needs) => {
                Ok(Request::anonymous_token(&self.plan.connection.tenant, needs.country.as_deref()))
            }
            Goal::CompanionSignOn(_) => self.with_activation_token(),
            Goal::Refresh(_) | Goal::SignOut(_) | Goal::Playback(_) => Err(Explanation::missing_step(Step::SignOn)),
        };
        let request = match request {
            Ok(request) => request,
            Err(explanation) => return StepOutcome::stopped("nothing sent", explanation),
        };
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        let mut outcome = match exchange.read_choice::<AccountsAnswer>() {
            Some(Ok(accounts)) if self.plan.goal.steps().contains(&Step::ChooseAccount) => choose(accounts, exchange),
            _ => self.read_tokens(Step::SignOn, exchange, now),
        };
        outcome.secrets.extend(self.further_passwords().into_iter().map(|given| given.value.clone()));
        outcome
    }

    /// What a person gave for parameters that discovery calls passwords.
    pub(crate) fn further_passwords(&self) -> Vec<&NamedValue> {
        let (Goal::PasswordSignOn(needs), Some(discovered)) =
            (&self.plan.goal, self.gained(|gain| gain.discovered.as_ref()))
        else {
            return vec![];
        };
        let secret = |given: &&NamedValue| discovered.is_password(&given.name);
        needs.parameters.iter().filter(secret).collect()
    }

    /// Signs on as the account chosen.
    pub(crate) async fn choose_account(&self, now: Timestamp) -> StepOutcome {
        let discovered = self.gained(|gain| gain.discovered.as_ref());
        let accounts = self.gained(|gain| gain.accounts.as_ref());
        let (Some(discovered), Some(accounts), Goal::PasswordSignOn(needs)) = (discovered, accounts, &self.plan.goal)
        else {
            return StepOutcome::stopped("nothing sent", Explanation::missing_step(Step::SignOn));
        };
        let Some(place) = self.chosen else {
            return StepOutcome::stopped("nothing sent", Explanation::no_account_chosen(accounts.accounts.len()));
        };
        let Some(token) = accounts.user_token(place) else {
            return StepOutcome::stopped("nothing sent", Explanation::no_user_token());
        };
        let mut parameters = discovered.fill(Call::SubsequentSignOn, &self.plan.names, needs);
        if let Some(value) = accounts.to_be_named(place) {
            let name = self.plan.names.account.clone();
            parameters.retain(|parameter| parameter.name != name);
            parameters.push(NamedValue { name, value });
        }
        let body = SignOnBody::new(parameters, self.plan.sign_on.clone());
        let path = discovered.path(Call::SubsequentSignOn);
        let request = Request::subsequent_sign_on(&discovered.service, token, &body).at(path);
        let exchange = self.gateway.call(request, self.correlation_id.as_ref(), now).await;
        self.read_tokens(Step::ChooseAccount, exchange, now)
    }

    fn read_tokens(&self, step: Step, exchange: Exchange, now: Timestamp) -> StepOutcome {
        match exchange.read::<TokenAnswer>() {
            Ok(mut answer) => {
                // The poll that told of the approval named the device already.
                let activated = self.gained(|gain| gain.activation.as_ref());
                answer.client_id = answer.client_id.or_else(|| activated?.client_id.clone());
                let clocks = Clocks::new(now, exchange.clock_skew());
                self.signed_on(&answer, clocks).with_exchange(exchange)
            }
            Err(trouble) => {
                let explanation = Explanation::of(step, &exchange, &trouble, self, now);
                StepOutcome::trouble(exchange, trouble, explanation)
            }
        }
    }

    fn with_session_token(&self) -> Result<Request, Explanation> {
        let discovered = self.gained(|gain| gain.discovered.as_ref());
        let token = self.gained(|gain| gain.scanned.as_ref());
        let (discovered, token) = discovered.zip(token).ok_or_else(|| Explanation::missing_step(Step::Scan))?;
        let name = discovered.parameter(Call::SignOnWithSessionToken, &self.plan.names.session_token);
        let value = NamedValue { name, value: token.expose().to_owned() };
        let body = SignOnBody::new(vec![value], self.plan.sign_on.clone());
        let path = discovered.path(Call::SignOnWithSessionToken);
        Ok(Request::sign_on_with_session_token(&discovered.service, &body).at(path))
    }

    fn with_activation_token(&self) -> Result<Request, Explanation> {
        let activation = self.gained(|gain| gain.activation.as_ref());
        let activation = activation.ok_or_else(|| Explanation::missing_step(Step::AwaitApproval))?;
        let token = activation.sign_on_activation_token.text();
        let token = token.ok_or_else(|| Explanation::sent_decoded(Step::SignOn, "signOnActivationToken"))?;
        Ok(Request::sign_on_by_sign_on_activation_token(token))
    }

    fn with_parameters(&self, needs: &PasswordSignOn) -> Result<Request, Explanation> {
        let discovered = self.gained(|gain| gain.discovered.as_ref());
        let discovered = discovered.ok_or_else(|| Explanation::missing_step(Step::Discover))?;
        let parameters = discovered.fill(Call::SignOn, &self.plan.names, needs);
        let missing = discovered.missing(Call::SignOn, &parameters);
        if !missing.is_empty() {
            return Err(Explanation::parameters_missing(&missing));
        }
        let body = SignOnBody::new(parameters, self.plan.sign_on.clone());
        Ok(Request::sign_on(&discovered.service, &body).at(discovered.path(Call::SignOn)))
    }
}

/// Several accounts match: the person is asked.
fn choose(answer: AccountsAnswer, exchange: Exchange) -> StepOutcome {
    let mut outcome = StepOutcome::done(format!("{} accounts match: choose one", answer.accounts.len()));
    let tokens = answer.accounts.iter().filter_map(|account| account.user_account_token.clone());
    outcome.secrets = tokens.chain(answer.user_account_token.clone()).collect();
    let label = |(place, account): (usize, &tessera_protocol::MatchingAccount)| Candidate {
        place,
        label: account.label().unwrap_or_else(|| format!("account {}", place + 1)),
    };
    outcome.choices = answer.accounts.iter().enumerate().map(label).collect();
    outcome.gain = Gain { accounts: Some(answer), ..Gain::default() };
    outcome.with_exchange(exchange)
}
