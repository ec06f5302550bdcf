//! Everything that can be wrong with an environment file: told with its place, its key and what to do.

use std::fs;

use serde_json::json;
use tessera_storage::{Environment, EnvironmentsError, Problem, read_file};

use crate::environment;

fn problems(text: &str) -> Vec<Problem> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lab.toml");
    fs::write(&path, text).unwrap();
    match read_file(&path) {
        Ok(read) => panic!("nothing is wrong with {:?}", read.environment),
        Err(error @ EnvironmentsError::Damaged { .. }) => {
            assert!(error.to_string().contains(&*path.to_string_lossy()), "the file is named: {error}");
            error.problems().to_vec()
        }
        Err(other) => panic!("{other}"),
    }
}

const START: &str = "name = \"Lab\"\ntenant = \"nagra\"\n";
const URLS: &str = "[urls]\nags = \"https://ags.example.com\"\n";

/// The only problem of a file that is right but for these lines before and after `[urls]`.
fn only(before: &str, after: &str) -> Problem {
    let found = problems(&format!("{START}{before}\n{URLS}{after}\n"));
    let [problem] = found.as_slice() else { panic!("{found:#?}") };
    assert!(!problem.remedy.is_empty(), "{problem}");
    problem.clone()
}

#[test]
fn a_wrong_value_is_told_with_line_column_key_and_remedy() {
    let problem = only("allow-http = \"yes\"", "");
    assert_eq!(
        problem.to_string(),
        "line 3, column 14: allow-http invalid type: string \"yes\", expected a boolean. Write true or false, without quotes."
    );
    assert_eq!((problem.key.as_str(), problem.line, problem.column), ("allow-http", Some(3), Some(14)));
}

#[test]
fn the_column_counts_characters() {
    let found =
        problems("name = \"Lab\"\ntenant = \"nagra\"\ntls = { \"ä\" = 1, ca-file = 1 }\n[urls]\nags = \"https://a\"");
    assert_eq!((found.len(), found[0].line, found[0].column), (1, Some(3), Some(28)), "{found:?}");
}

#[test]
fn each_key_of_the_wrong_kind_is_told() {
    for (after, key) in [
        ("ias = 5", "urls.ias"),
        ("[headers]\nx-lab = 5", "headers.x-lab"),
        ("[timeouts]\nconnect = \"5\"", "timeouts.connect"),
        ("[timeouts]\nanswer = 1.5", "timeouts.answer"),
        ("[timeouts]\nanswer = 0", "timeouts.answer"),
        ("[timeouts]\nanswer = -1", "timeouts.answer"),
        ("[timeouts]\nanswer = 3601", "timeouts.answer"),
        ("[tls]\nca-file = true", "tls.ca-file"),
        ("[tls]\nca-file = \"\"", "tls.ca-file"),
        ("[tls]\nclient-certificate = \"c.pem\"", "tls.client-certificate"),
        ("[tls]\nclient-key = \"c.key\"", "tls.client-key"),
        ("[qr]\ntemplate = \"https://tv.example.com/{token}\"", "qr.template"),
        ("[qr]\nerror-correction = \"X\"", "qr.error-correction"),
        ("[qr]\nerror-correction = \"m\"", "qr.error-correction"),
        ("[qr]\nsession-token-lifetime = 0", "qr.session-token-lifetime"),
        ("[operator-jwt]\nlifetime = 31536001", "operator-jwt.lifetime"),
        ("[operator-jwt]\nclaims = 1", "operator-jwt.claims"),
        ("[operator-jwt.claims]\nratio = nan", "operator-jwt.claims.ratio"),
        ("[operator-jwt.claims.deep]\nlist = [inf]", "operator-jwt.claims.deep.list"),
        ("[ways]\nexpiry-unit = \"minutes\"", "ways.expiry-unit"),
        ("[ways]\npolling-period = 0", "ways.polling-period"),
        ("[ways]\ncontent-token = \"rmg\"", "ways.content-token"),
        ("[ways]\nrenewal-path = \"/\"", "ways.renewal-path"),
        ("[ways]\ntenant-header = \"tenant\"", "ways.tenant-header"),
        ("[ways]\ndiscovery-token = true", "ways.discovery-token"),
        ("[ways]\ncorrelation-id = \"\"", "ways.correlation-id"),
        ("[operator-jwt]\nheader = \"nv-tenant-id\"", "operator-jwt.header"),
        ("[operator-jwt]\nheader = \"two words\"", "operator-jwt.header"),
        ("[operator-jwt]\nheader = \"Content-Type\"", "operator-jwt.header"),
        ("[operator-jwt]\nheader = \"X-Correlation-Id\"", "operator-jwt.header"),
        ("[names]\noperator-jwt-parameter = \"\"", "names.operator-jwt-parameter"),
        ("[names]\nsession-token-parameter = \"a\\nb\"", "names.session-token-parameter"),
    ] {
        let problem = only("", after);
        assert_eq!(problem.key, key, "{problem}");
        assert!(problem.line.is_some_and(|line| line > 4), "{problem}");
    }
    for (before, key) in [
        ("auth-service = 1", "auth-service"),
        ("auth-service = \"\"", "auth-service"),
        ("auth-service = \"Käse\"", "auth-service"),
        ("playout-device-class = [1]", "playout-device-class"),
        ("default-account = \" \"", "default-account"),
        ("default-content = \"a\\u0007\"", "default-content"),
        ("default-platform = \"vcr\"", "default-platform"),
        ("headers = \"x\"", "headers"),
        ("timeouts = 5", "timeouts"),
    ] {
        assert_eq!(only(before, "").key, key);
    }
}

#[test]
fn what_is_missing_is_told() {
    let found = problems("");
    let keys: Vec<_> = found.iter().map(|problem| problem.key.as_str()).collect();
    assert_eq!(keys, ["name", "tenant", "urls.ags"]);
    assert!(found.iter().all(|problem| problem.what == "is missing"));
    let found = problems(&format!("{START}[urls]\nias = \"https://ias.example.com\"\n"));
    assert_eq!((found.len(), found[0].key.as_str(), found[0].line), (1, "urls.ags", Some(3)), "{found:?}");
}

#[test]
fn all_problems_are_told_at_once() {
    let found = problems(
        "name = 5\ntenant = \"\"\nallow-http = 1\n[urls]\nags = \"nonsense\"\nias = \"http://ias.example.com\"\n\
         [timeouts]\nconnect = \"x\"\n[headers]\nCookie = \"a=b\"\n",
    );
    let mut keys: Vec<_> = found.iter().map(|problem| problem.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["allow-http", "headers.Cookie", "name", "tenant", "timeouts.connect", "urls.ags", "urls.ias"]);
}

#[test]
fn a_text_that_is_not_toml_is_told_with_its_place() {
    for (text, line) in [
        ("name = \"Lab\"\ntenant = nagra\n", 2),
        ("name = \"Lab\"\nname = \"Lab\"\n", 2),
        ("name = \"Lab\"\n[urls\n", 2),
        ("{\"name\": \"Lab\"}", 1),
    ] {
        let found = problems(text);
        assert_eq!((found.len(), found[0].line), (1, Some(line)), "{found:?}");
        assert!(found[0].what.starts_with("is not TOML"));
    }
}

#[test]
fn http_is_refused_unless_it_is_allowed() {
    let ias = "ias = \"http://127.0.0.1:8080\"";
    let problem = only("", ias);
    assert_eq!(problem.key, "urls.ias");
    assert!(problem.what.contains("is not https") && problem.remedy.contains("allow-http = true"), "{problem}");
    let mut lab = environment("Lab");
    lab.urls.ias = Some("http://127.0.0.1:8080".parse().unwrap());
    assert_eq!(lab.problems().len(), 1);
    lab.allow_http = true;
    assert_eq!(lab.problems(), []);
    assert_eq!(lab.urls.ias().to_string(), "http://127.0.0.1:8080");
    lab.urls.ias = None;
    assert_eq!(lab.urls.ias(), &lab.urls.ags);
}

#[test]
fn a_header_that_carries_a_credential_is_refused_and_not_repeated() {
    for header in ["Authorization = \"Bearer canary\"", "cookie = \"canary\"", "x-lab = \"Basic canary\""] {
        let problem = only("", &format!("[headers]\n{header}"));
        assert!(problem.what.contains("no secret may be in an environment file"), "{problem}");
        assert!(!format!("{problem:?}").contains("canary"));
    }
}

#[test]
fn a_header_that_stands_there_twice_is_refused() {
    let problem = only("", "[headers]\nX-Lab = \"1\"\nx-lab = \"2\"");
    assert_eq!((problem.key.as_str(), problem.what.as_str()), ("headers.x-lab", "stands there twice"));
}

#[test]
fn a_url_with_a_password_is_refused_and_not_repeated() {
    let problem = only("", "ias = \"https://ada:canary@ias.example.com\"");
    assert!(problem.what.contains("no secret"), "{problem}");
    assert!(!format!("{problem:?}").contains("canary"));
}

#[test]
fn a_whole_token_is_refused_wherever_it_stands() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJ0eXAiOiJEZXZBdXRoTiJ9.c2lnbmF0dXJl";
    for (after, key) in [
        ("[headers]\nx-lab = \"TOKEN\"", "headers.x-lab"),
        ("[operator-jwt.claims]\nnested = { list = [\"TOKEN\"] }", "operator-jwt.claims.nested.list"),
        ("[qr]\ntemplate = \"{sessionToken} TOKEN\"", "qr.template"),
        ("[timeouts]\nanswer = \"TOKEN\"", "timeouts.answer"),
    ] {
        let problem = only("", &after.replace("TOKEN", token));
        assert_eq!(problem.key, key, "{problem}");
        assert!(!format!("{problem:?}").contains("c2lnbmF0dXJl"), "{problem}");
    }
}

#[test]
fn unknown_keys_are_noted_and_never_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lab.toml");
    let text = format!(
        "{START}authService = \"x\"\nallow_http = true\n{URLS}other-service = \"x\"\n[qr]\ncolour = {{ dark = 1 }}\n[[contents]]\nid = 1\n"
    );
    fs::write(&path, text).unwrap();
    let mut unknown = read_file(&path).unwrap().unknown_keys;
    unknown.sort_unstable();
    assert_eq!(unknown, ["allow_http", "authService", "contents", "qr.colour", "urls.other-service"]);
}

#[test]
fn a_form_of_the_window_is_checked_key_by_key() {
    let form = serde_json::to_value(environment("Lab")).unwrap();
    assert_eq!(Environment::from_form(&form), Ok(environment("Lab")));
    let mut wrong = form.clone();
    wrong["urls"]["ags"] = json!("ags.example.com");
    wrong["operatorJwt"]["claims"] = json!({ "none": null, "huge": u64::MAX });
    wrong["authService"] = json!(null);
    wrong["timeouts"]["connect"] = json!("soon");
    let found = Environment::from_form(&wrong).unwrap_err();
    let mut keys: Vec<_> = found.iter().map(|problem| problem.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["operator-jwt.claims.huge", "operator-jwt.claims.none", "timeouts.connect", "urls.ags"]);
    for form in [json!(null), json!([]), json!("x"), json!({ "urls": 5 })] {
        assert_ne!(Environment::from_form(&form).unwrap_err(), [], "{form}");
    }
}

#[test]
fn a_value_of_any_length_is_told_shortly_and_a_token_in_it_is_cut() {
    let signature = "c2lnbmF0dXJlIG9mIGEgdG9rZW4";
    for before in [0, 900, 940, 960, 980, 1_000_000] {
        let value = format!("{} eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.{signature}", "x".repeat(before));
        let problems = Environment::from_form(&serde_json::json!({ "name": [value] })).unwrap_err();
        let told = format!("{problems:?}");
        assert!(told.len() < 10_000, "{}", told.len());
        assert!(!told.contains(&signature[..8]), "{told}");
    }
}
