//! What can be seen from here when a call was refused for its form: headers and parameters that deployments want in
//! several ways.

use jiff::Timestamp;
use tessera_gateway::Exchange;
use tessera_protocol::{CorrelationHeader, DiscoveryToken, TenantHeader};

use super::causes::operator_jwt;
use super::{Cause, Remedy};
use crate::{HeadEnd, QrSignOn, Run, Step};

/// Service discovery.
pub(super) fn discovery(run: &Run, status: u16, exchange: &Exchange, now: Timestamp) -> Vec<Cause> {
    let plan = run.plan();
    let header = plan.connection.tenant_header;
    let names = header.names().join(" and ");
    let tenant = Cause::possible(
        "The tenant may not exist on this deployment",
        format!("{names} is {}.", plan.connection.tenant),
        Some(Remedy::EditEnvironment),
    );
    let elsewhere = (header != TenantHeader::Both).then(|| {
        Cause::possible(
            "The tenant may be wanted in another header",
            format!(
                "It was sent as {names}. Newer pages call it nv-tenant-id, older ones tenantId: ways.tenant-header."
            ),
            Some(Remedy::EditEnvironment),
        )
    });
    let server = Cause::possible(
        "It may not be AGS that answers there",
        format!("The base URL of AGS is {}; another server says 404 to a path it does not know.", plan.connection.ags),
        Some(Remedy::EditEnvironment),
    );
    let token = matches!(status, 401 | 403).then(|| match plan.qr_sign_on() {
        Some(QrSignOn { discovery_token: DiscoveryToken::OperatorJwt, head_end: HeadEnd::Played(_), .. }) => {
            Cause::possible(
                "The operator JWT may not be the token that is wanted",
                "It was sent in the header token, which its page calls a request authentication token and says no more of.",
                Some(Remedy::RepeatFrom { step: Step::MintOperatorJwt }),
            )
        }
        _ => Cause::likely(
            "Service discovery may want a token",
            "Its page lists a header of that name. The environment can send the operator JWT there (ways.discovery-token), where the journey signs one; any other goes on without discovery where the environment names its auth-service.",
            Some(Remedy::EditEnvironment),
        ),
    });
    // The JWT that discovery was given may be no good.
    let jwt = if matches!(status, 401 | 403) { operator_jwt(run, exchange, now) } else { vec![] };
    let correlation = (status == 400).then(|| correlation(run)).flatten();
    token.into_iter().chain(jwt).chain(correlation).chain([tenant]).chain(elsewhere).chain([server]).collect()
}

/// The header is optional, and nothing tells what it may hold.
fn correlation(run: &Run) -> Option<Cause> {
    (run.plan().connection.correlation == CorrelationHeader::Uuid).then(|| {
        Cause::possible(
            "x-correlation-id may not be liked",
            "It is a UUID; its form is not documented, and licence servers have a code for a wrong one. The environment can leave it out (ways.correlation-id).",
            Some(Remedy::EditEnvironment),
        )
    })
}

/// 400 of a call that has an auth service and parameters.
pub(super) fn bad_request(step: Step, run: &Run) -> Vec<Cause> {
    let plan = run.plan();
    let mut causes = Vec::new();
    if let (Some(service), false) = (&plan.auth_service, run.service_is_listed()) {
        causes.push(Cause::likely(
            format!("The auth service {service} may not exist there"),
            "The environment names it, and service discovery did not list it.",
            Some(Remedy::EditEnvironment),
        ));
    }
    if step == Step::GetSessionToken {
        let detail = match &plan.operator_jwt_header {
            Some(header) => format!("It was sent in the header {header} (operator-jwt.header). The page of the call has it in parameters."),
            None => {
                "It was sent in parameters. An overview says that it is in a header, which the environment can name (operator-jwt.header)."
                    .into()
            }
        };
        let headline = "The operator JWT may be wanted in another place";
        causes.push(Cause::possible(headline, detail, Some(Remedy::EditEnvironment)));
    }
    causes.push(Cause::possible(
        "The parameters may not be those the endpoint wants",
        "Compare the body with parameterProperties in the answer of service discovery.",
        Some(Remedy::RepeatFrom { step: Step::Discover }),
    ));
    causes
}
