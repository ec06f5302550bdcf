//! What is checked of an environment beyond its types: words, URLs, headers, claims. Every problem at once.
//!
//! Both ways in come through here, the file and the window's form. That PEM files can be read is checked by `tls`.

use std::collections::HashSet;

use serde_json::{Number, Value};
use tessera_protocol::{AccountId, AuthServiceId, ContentId, PLATFORMS, platform};
use tessera_tokens::Cutter;

use super::headers::{self, value_problem};
use super::{Environment, Problem, QrChoices, Seconds};

const LONGEST_WAIT: Seconds = Seconds::of(3600);
const LONGEST_NAME: usize = 100;

impl Environment {
    /// What is wrong beyond the types. Empty when a run can be tried.
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Found::default();
        self.check_words(&mut found);
        self.check_urls(&mut found);
        self.check_headers(&mut found);
        self.check_operator_jwt_header(&mut found);
        for (key, wait) in [("connect", self.timeouts.connect), ("answer", self.timeouts.answer)] {
            found.when(wait > LONGEST_WAIT, &["timeouts", key], "is longer than an hour", "Write at most 3600.");
        }
        self.check_tls(&mut found);
        let template = &self.qr.template;
        found.when(
            !template.contains(QrChoices::PLACE),
            &["qr", "template"],
            "does not hold {sessionToken}",
            "Write {sessionToken} where the session token is to stand.",
        );
        check_token(&mut found, &["qr", "template"], template);
        for (name, value) in &self.operator_jwt.claims {
            check_claim(&mut found, &["operator-jwt", "claims", name], value);
        }
        found.problems
    }

    fn check_words(&self, found: &mut Found) {
        let name = self.name.as_str();
        found.word(&["name"], name);
        found.when(name.chars().count() > LONGEST_NAME, &["name"], "is too long", "Write at most 100 characters.");
        let names = &self.names;
        for (key, name) in [
            ("operator-jwt-parameter", &names.operator_jwt_parameter),
            ("session-token-parameter", &names.session_token_parameter),
            ("user-name-parameter", &names.user_name_parameter),
            ("password-parameter", &names.password_parameter),
            ("account-parameter", &names.account_parameter),
        ] {
            found.word(&["names", key], name);
        }
        for (key, text) in [
            ("tenant", Some(self.tenant.as_str())),
            ("auth-service", self.auth_service.as_ref().map(AuthServiceId::as_str)),
        ] {
            let Some(text) = text else { continue };
            found.word(&[key], text);
            if let Some((what, remedy)) = value_problem(text) {
                found.add(&[key], what, remedy);
            }
        }
        for (key, text) in [
            ("playout-device-class", self.playout_device_class.as_deref()),
            ("default-account", self.default_account.as_ref().map(AccountId::as_str)),
            ("default-content", self.default_content.as_ref().map(ContentId::as_str)),
        ] {
            if let Some(text) = text {
                found.word(&[key], text);
            }
        }
        if let Some(id) = self.default_platform.as_ref().filter(|id| platform(id.as_str()).is_none()) {
            let ids: Vec<_> = PLATFORMS.iter().map(|platform| platform.id).collect();
            let remedy = format!("Use one of {}.", ids.join(", "));
            found.add(&["default-platform"], format!("is {:?}, which is no platform", id.as_str()), remedy);
        }
    }

    fn check_urls(&self, found: &mut Found) {
        let urls = &self.urls;
        for (key, url, services) in [
            ("ags", Some(&urls.ags), &["ags"][..]),
            ("ias", urls.ias.as_ref(), &["ias"]),
            ("dsra", urls.dsra.as_ref(), &["dsra"]),
            ("adm", urls.adm.as_ref(), &["adm"]),
            ("url-builder", urls.url_builder.as_ref(), &["urlbuilder"]),
            ("ssm", urls.ssm.as_ref(), &["ssm"]),
            ("licence", urls.licence.as_ref(), &["wvls", "prls", "fpls"]),
        ] {
            found.when(
                url.is_some_and(|url| !url.is_https() && !self.allow_http),
                &["urls", key],
                "is not https: secrets and tokens would travel in the open",
                "Use https, or set allow-http = true when this is a lab.",
            );
            for service in services {
                found.when(
                    url.is_some_and(|url| url.as_url().path().trim_end_matches('/').ends_with(&format!("/{service}"))),
                    &["urls", key],
                    "ends with the path of the service, which every call adds itself",
                    &format!("Leave /{service} out."),
                );
            }
        }
    }

    fn check_headers(&self, found: &mut Found) {
        let mut seen = HashSet::new();
        for (name, value) in &self.headers {
            let path = ["headers", name];
            if let Some((what, remedy)) = headers::problem(name, value) {
                found.add(&path, what, remedy);
            }
            check_token(found, &path, value);
            found.when(
                !seen.insert(name.to_ascii_lowercase()),
                &path,
                "stands there twice",
                "Keep one; upper and lower case make no difference.",
            );
        }
    }

    /// The operator JWT may travel in a header of any name but those that say something else.
    fn check_operator_jwt_header(&self, found: &mut Found) {
        let Some(name) = &self.operator_jwt.header else { return };
        if let Some((what, remedy)) = headers::carrier_problem(name) {
            found.add(&["operator-jwt", "header"], what, remedy);
        }
    }

    fn check_tls(&self, found: &mut Found) {
        let (certificate, key) = (&self.tls.client_certificate, &self.tls.client_key);
        let both = "A client names itself with both: give the other one too, or neither.";
        let half = certificate.is_some() && key.is_none();
        found.when(half, &["tls", "client-certificate"], "has no client-key", both);
        let half = key.is_some() && certificate.is_none();
        found.when(half, &["tls", "client-key"], "has no client-certificate", both);
        for (name, path) in [("ca-file", &self.tls.ca_file), ("client-certificate", certificate), ("client-key", key)] {
            let empty = path.as_ref().is_some_and(|path| path.as_os_str().is_empty());
            found.when(empty, &["tls", name], "is empty", "Write the path of a PEM file, or remove the key.");
        }
    }
}

#[derive(Default)]
struct Found {
    problems: Vec<Problem>,
}

impl Found {
    /// The first problem of a key is told; the next may be gone with it.
    fn add(&mut self, path: &[&str], what: impl Into<String>, remedy: impl Into<String>) {
        if !self.problems.iter().any(|problem| problem.path == path) {
            self.problems.push(Problem::at(path, what, remedy));
        }
    }

    fn when(&mut self, wrong: bool, path: &[&str], what: &str, remedy: &str) {
        if wrong {
            self.add(path, what, remedy);
        }
    }

    fn word(&mut self, path: &[&str], text: &str) {
        let empty = text.trim().is_empty();
        self.when(empty, path, "is empty", "Write something, or remove the key if it is optional.");
        let broken = text.chars().any(char::is_control);
        self.when(broken, path, "holds a line end or another control character", "Write it on one line.");
        check_token(self, path, text);
    }
}

/// A second line of defence: no field is meant for a token, and a person may paste one all the same.
fn check_token(found: &mut Found, path: &[&str], text: &str) {
    found.when(
        Cutter::default().cut(text) != text,
        path,
        "holds a whole token with its signature",
        "Remove it: who reads the file could act with it.",
    );
}

fn check_claim(found: &mut Found, path: &[&str], value: &Value) {
    match value {
        Value::Bool(_) => {}
        Value::Null => found.add(path, "has no value", "Leave the claim out."),
        Value::Number(number) => found.when(
            kept_number(number).is_none(),
            path,
            "is a number that no environment file can hold",
            "Write it as text, or use a whole number up to 9223372036854775807.",
        ),
        Value::String(text) => check_token(found, path, text),
        Value::Array(values) => values.iter().for_each(|value| check_claim(found, path, value)),
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            check_claim(found, &[path, &[name]].concat(), value);
        }),
    }
}

/// The number as an environment file gives it back: a whole one up to 63 bits, or a float.
pub(crate) fn kept_number(number: &Number) -> Option<Number> {
    match number.as_i64() {
        Some(whole) => Some(whole.into()),
        None if number.is_u64() => None,
        None => number.as_f64().and_then(Number::from_f64),
    }
}
