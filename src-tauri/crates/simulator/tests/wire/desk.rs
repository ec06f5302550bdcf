//! A desk at which a test sits: a simulator whose clock stands still, and a client that knows how to ask it.

use jiff::{SignedDuration, Timestamp};
use reqwest::header::HeaderMap;
use serde_json::{Map, Value, json};
use tessera_protocol::Call;
use tessera_simulator::{Choices, Clock, RunningSimulator, Simulator, SimulatorConfig};
use tessera_tokens::{SigningKey, mint, operator_claims};

pub(crate) const SERVICE: &str = "Simulator Auth Service";

/// The moment of issue of the documents' example.
pub(crate) fn start() -> Timestamp {
    "2022-06-10T15:04:53Z".parse().unwrap()
}

pub(crate) struct Desk {
    pub(crate) simulator: RunningSimulator,
    pub(crate) http: reqwest::Client,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// Status and body together, as a refusal is told by both.
    pub(crate) fn told(&self) -> (u16, Value) {
        (self.status, self.body.clone())
    }

    pub(crate) fn text(&self, member: &str) -> String {
        self.body[member].as_str().unwrap_or_else(|| panic!("no {member} in {}", self.body)).to_owned()
    }
}

pub(crate) fn message(status: u16, text: &str) -> (u16, Value) {
    (status, json!({ "message": text }))
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::with(SimulatorConfig::default()).await
    }

    pub(crate) async fn with(config: SimulatorConfig) -> Self {
        let simulator = Simulator::start_with_clock(config, None, Clock::fixed(start())).await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { simulator, http }
    }

    pub(crate) fn wait(&self, seconds: i64) {
        self.simulator.clock().advance(SignedDuration::from_secs(seconds));
    }

    pub(crate) fn key(&self) -> SigningKey {
        let credential = self.simulator.operator_credential();
        SigningKey::new(credential.expose_secret(), credential.encoding()).unwrap()
    }

    pub(crate) fn claims(&self, account: &str) -> Map<String, Value> {
        let now = self.simulator.clock().now();
        operator_claims(&account.into(), &"nagra".into(), now, SignedDuration::from_mins(5))
    }

    pub(crate) fn sign(&self, claims: &Map<String, Value>) -> String {
        mint(&self.key(), self.simulator.operator_credential().kid(), claims).unwrap().expose().to_owned()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.simulator.base_url())
    }

    pub(crate) fn ags(&self, call: Call) -> reqwest::RequestBuilder {
        let request = self.http.post(self.url(call.path()));
        request.header("x-auth-service-id", SERVICE).header("nv-tenant-id", "nagra")
    }

    pub(crate) async fn ask(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        Answer { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
    }

    /// `getSessionToken` with this operator JWT.
    pub(crate) async fn get_session_token(&self, jwt: &str) -> Answer {
        let body = json!({ "parameters": [{ "name": "OperatorAuthToken", "value": jwt }] });
        self.ask(self.ags(Call::GetSessionToken).body(body.to_string())).await
    }

    /// A good session token of an account.
    pub(crate) async fn session_token(&self, account: &str) -> String {
        let answer = self.get_session_token(&self.sign(&self.claims(account))).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.text("sessionToken")
    }

    /// `signOnWithSessionToken` with this token and these members besides `parameters`.
    pub(crate) async fn sign_on(&self, token: &str, members: Value) -> Answer {
        let mut body = members;
        body["parameters"] = json!([{ "name": "sessionToken", "value": token }]);
        self.ask(self.ags(Call::SignOnWithSessionToken).body(body.to_string())).await
    }

    pub(crate) async fn first_time(&self, account: &str) -> Answer {
        self.sign_on(&self.session_token(account).await, phone()).await
    }

    pub(crate) async fn nth_time(&self, account: &str, client_id: &str) -> Answer {
        self.sign_on(&self.session_token(account).await, json!({ "clientId": client_id })).await
    }

    /// `signOn` with user name and password, and these members besides `parameters`.
    pub(crate) async fn password_sign_on(&self, user: &str, password: &str, members: Value) -> Answer {
        let mut body = members;
        body["parameters"] = json!([{ "name": "Username", "value": user }, { "name": "Password", "value": password }]);
        self.ask(self.ags(Call::SignOn).body(body.to_string())).await
    }

    /// A request to IAS, with the tenant.
    pub(crate) fn ias(&self, call: Call) -> reqwest::RequestBuilder {
        self.http.post(self.url(call.path())).header("nv-tenant-id", "nagra")
    }

    /// `refresh` of IAS v3 with this refresh token.
    pub(crate) async fn refresh(&self, refresh_token: &str) -> Answer {
        self.ask(self.ias(Call::IasRefresh).bearer_auth(refresh_token)).await
    }

    /// `signOut` with this value of `Authorization`.
    pub(crate) async fn sign_out(&self, authorization: &str) -> Answer {
        let body = json!({ "parameters": [] }).to_string();
        self.ask(self.ags(Call::SignOut).header("authorization", authorization).body(body)).await
    }

    /// `content_token` with this access token.
    pub(crate) async fn content_token(&self, access_token: &str, content: &str) -> Answer {
        let url = self.url(&format!("{}?content_id={content}&type=device", Call::ContentToken.path()));
        self.ask(self.http.post(url).bearer_auth(access_token).header("nv-tenant-id", "nagra")).await
    }

    /// A content token for a device of an account that signs on for it.
    pub(crate) async fn content(&self, account: &str, content: &str) -> String {
        let access = self.first_time(account).await.text("access_token");
        self.content_token(&access, content).await.text("content_token")
    }

    /// A request below the tenant of SSP, with these tokens.
    pub(crate) fn ssp(&self, call: Call, tokens: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{}", self.simulator.ssp_url(), call.path());
        let method = call.method().parse().unwrap();
        self.http.request(method, url).header("nv-authorizations", tokens)
    }

    /// A call to SSM with an empty object.
    pub(crate) async fn ssm(&self, call: Call, token: &str) -> Answer {
        self.ask(self.ssp(call, token).body("{}")).await
    }

    /// The reason that the log has for the last request.
    pub(crate) fn why(&self) -> String {
        self.simulator.requests().pop().unwrap().why.unwrap_or_default()
    }
}

/// A refusal of SSP: its status, its code, and that it says something.
pub(crate) fn numbered(answer: &Answer) -> (u16, u64) {
    assert!(answer.body["message"].as_str().is_some_and(|text| text.ends_with('.')), "{}", answer.body);
    (answer.status, answer.body["errorCode"].as_u64().unwrap())
}

pub(crate) fn choosing(choices: Choices) -> SimulatorConfig {
    SimulatorConfig { choices, ..SimulatorConfig::default() }
}

pub(crate) fn phone() -> Value {
    let platform = tessera_protocol::platform("mobile-android").unwrap();
    json!({ "deviceInformation": platform.device_information(Some("mobileDevice")) })
}

pub(crate) fn set_top_box() -> Value {
    let platform = tessera_protocol::platform("stb-opentv-os").unwrap();
    json!({ "deviceInformation": platform.device_information(None) })
}
