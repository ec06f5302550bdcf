//! Where the password of a sign-on comes from: standard input, a variable, or the keychain; and that it is kept there.

use tessera_credentials::Secret;
use tessera_journeys::{PasswordKeeping, PasswordSignOn, prepare};
use tessera_protocol::NamedValue;

use crate::args;
use crate::failure::Failure;
use crate::operator::secret;
use crate::target::{Source, Target};

/// Holds the password where none is piped in.
const VARIABLE: &str = "TESSERA_PASSWORD";

/// What a password sign-on needs.
pub(crate) async fn goal(options: &args::PasswordSignOn, target: &Target) -> Result<PasswordSignOn, Failure> {
    let typed = secret(VARIABLE, options.password.is_some())?;
    let parameters = options.parameters.iter().map(|text| parameter(text)).collect::<Result<_, _>>()?;
    let none = typed.is_none();
    let password = Secret::new(typed.unwrap_or_default());
    let mut needs = prepare::password_sign_on(&target.environment, options.user.clone(), password, parameters);
    if let Source::Stored(stored, id) = &target.source {
        stored.take_password(&mut needs, id, &target.environment).await?;
    }
    let kept = needs.source == tessera_journeys::PasswordSource::Kept || !needs.further.is_empty();
    if none && !kept {
        return Err(Failure::Usage(missing(options, target)));
    }
    if options.keep_password {
        let Source::Stored(stored, _) = &target.source else {
            return Err(Failure::Usage(
                "A password is kept for a stored environment only. Make one in the window, and name it with --env."
                    .into(),
            ));
        };
        stored.can_keep().await?;
        needs.keeping = PasswordKeeping::WhenAccepted;
    }
    Ok(needs)
}

fn missing(options: &args::PasswordSignOn, target: &Target) -> String {
    let nowhere = match &target.source {
        Source::Stored(_, id) => format!(", and none is kept for {} at {id}", options.user),
        Source::Simulator(_) | Source::File => String::new(),
    };
    format!("There is no password{nowhere}. Put it into the variable {VARIABLE}, or pipe it in with --password -.")
}

fn parameter(text: &str) -> Result<NamedValue, Failure> {
    let (name, value) = text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(|| {
        // The rest may be a password.
        Failure::Usage("--parameter: write NAME=VALUE, with a name of service discovery.".to_owned())
    })?;
    Ok(NamedValue { name: name.to_owned(), value: value.to_owned() })
}
