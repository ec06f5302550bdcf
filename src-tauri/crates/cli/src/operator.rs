//! Where the operator secret comes from: standard input, a variable, the keychain, or the simulator's own.

use tessera_journeys::OperatorKey;
use tessera_protocol::CredentialKeyId;

use crate::args::Operator;
use crate::decode::text_or_input;
use crate::failure::Failure;
use crate::target::{Source, Target};

/// Holds the operator secret for environments that are not stored.
const VARIABLE: &str = "TESSERA_OPERATOR_SECRET";

/// A secret from standard input, if it is piped in, or from a variable; `None` when it is nowhere.
pub(crate) fn secret(variable: &str, piped: bool) -> Result<Option<String>, Failure> {
    match std::env::var(variable) {
        _ if piped => text_or_input("-").map(Some),
        Ok(secret) => Ok(Some(secret)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(Failure::Usage(format!("The variable {variable} is not text."))),
    }
}

pub(crate) async fn key(options: &Operator, target: &Target) -> Result<OperatorKey, Failure> {
    let typed = secret(VARIABLE, options.secret.is_some())?;
    let kid = options.kid.as_deref().map(CredentialKeyId::from);
    match (typed, &target.source) {
        (Some(secret), _) => {
            let kid = kid.ok_or_else(|| {
                Failure::Usage("Say with --operator-kid which credential the secret belongs to.".into())
            })?;
            Ok(OperatorKey::new(kid, &secret, options.encoding())?)
        }
        (None, Source::Simulator(simulator)) => {
            let own = simulator.operator_credential();
            Ok(OperatorKey::new(own.kid().clone(), own.expose_secret(), own.encoding())?)
        }
        (None, Source::Stored(stored, environment)) => {
            stored.operator_key(environment, &target.environment, kid.as_ref()).await
        }
        (None, Source::File) => Err(Failure::Usage(format!(
            "There is no operator secret. Put it into the variable {VARIABLE}, or pipe it in with --operator-secret -."
        ))),
    }
}
