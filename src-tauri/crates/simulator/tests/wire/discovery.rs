//! Service discovery: its answer, and that names are taken from nowhere else.

use serde_json::json;
use tessera_protocol::{Call, ServiceDiscovery};
use tessera_simulator::{AuthServiceConfig, SimulatorConfig};

use crate::desk::{Desk, message};

async fn discover(desk: &Desk, tenant: Option<&str>) -> crate::desk::Answer {
    let request = desk.http.get(desk.url(Call::ServiceDiscovery.path()));
    desk.ask(tenant.into_iter().fold(request, |request, tenant| request.header("nv-tenant-id", tenant))).await
}

#[tokio::test]
async fn discovery_names_service_endpoints_and_parameters() {
    let desk = Desk::open().await;
    let answer = discover(&desk, Some("nagra")).await;
    assert_eq!(answer.status, 200);
    let read: ServiceDiscovery = serde_json::from_value(answer.body).unwrap();
    let service = read.choose(None).unwrap();
    assert_eq!(service.auth_service_name.as_str(), "Simulator Auth Service");
    let session_token = service.endpoint(Call::GetSessionToken).unwrap();
    assert_eq!(session_token.full_path(), "/ags/getSessionToken");
    assert_eq!(session_token.value_parameter().unwrap().name, "OperatorAuthToken");
    let sign_on = service.endpoint(Call::SignOnWithSessionToken).unwrap();
    assert_eq!(sign_on.full_path(), "/ags/signOnWithSessionToken");
    assert_eq!(sign_on.value_parameter().unwrap().name, "sessionToken");
    assert!(service.endpoints.iter().any(|endpoint| endpoint.path == "/signOn"));
}

#[tokio::test]
async fn a_tenant_without_service_is_not_found() {
    let desk = Desk::open().await;
    assert_eq!(discover(&desk, Some("other")).await.told(), message(404, "Not Found"));
    assert_eq!(discover(&desk, None).await.told(), message(404, "Not Found"));
    let desk = Desk::with(SimulatorConfig { auth_services: vec![], ..SimulatorConfig::default() }).await;
    assert_eq!(discover(&desk, Some("nagra")).await.told(), message(404, "Not Found"));
}

/// The names of one deployment are not those of another: who writes them into the program is refused.
#[tokio::test]
async fn names_have_to_be_taken_from_discovery() {
    let service = AuthServiceConfig {
        name: "Head-End SSO \u{e9}".into(),
        operator_jwt_parameter: "headEndToken".into(),
        session_token_parameter: "SessionToken".into(),
        ..AuthServiceConfig::default()
    };
    let desk = Desk::with(SimulatorConfig { auth_services: vec![service], ..SimulatorConfig::default() }).await;
    let jwt = desk.sign(&desk.claims("ACC-1"));
    assert_eq!(desk.get_session_token(&jwt).await.status, 400, "the service has another name");

    let found: ServiceDiscovery = serde_json::from_value(discover(&desk, Some("nagra")).await.body).unwrap();
    let service = found.choose(None).unwrap();
    let post = async |call: Call, name: &str, value: &str, members: serde_json::Value| {
        let url = desk.url(&service.endpoint(call).unwrap().full_path());
        let mut body = members;
        body["parameters"] = json!([{ "name": name, "value": value }]);
        let request = desk.http.post(url).header("x-auth-service-id", service.auth_service_name.as_str());
        desk.ask(request.header("nv-tenant-id", "nagra").body(body.to_string())).await
    };
    let parameter = |call: Call| service.endpoint(call).unwrap().value_parameter().unwrap().name.clone();

    assert_eq!(post(Call::GetSessionToken, "OperatorAuthToken", &jwt, json!({})).await.status, 400);
    let name = parameter(Call::GetSessionToken);
    let token = post(Call::GetSessionToken, &name, &jwt, json!({})).await.text("sessionToken");

    let members = crate::desk::phone();
    assert_eq!(post(Call::SignOnWithSessionToken, "sessionToken", &token, members.clone()).await.status, 400);
    let name = parameter(Call::SignOnWithSessionToken);
    assert_eq!(post(Call::SignOnWithSessionToken, &name, &token, members).await.status, 201);
}
