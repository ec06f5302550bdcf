//! From a form, or a file as JSON, to an environment: every problem at once, each with its key.
//!
//! `serde` stops at the first value that does not fit. Here the value is told, replaced by one that fits, and the
//! search goes on.

use serde_json::{Map, Value};
use serde_path_to_error::Segment;
use tessera_tokens::Cutter;

use super::{BaseUrl, Environment, Problem};
use crate::toml::keys;

/// More problems than a file can have: the search for the next one ends here, whatever happens.
const MOST_PROBLEMS: usize = 200;
/// Characters of one problem.
const LONGEST_TOLD: usize = 1000;
const REQUIRED: [&[&str]; 3] = [&["name"], &["tenant"], &["urls", "ags"]];

/// The environment in a form, and the keys in it that nobody knows, in the file's spelling.
pub(crate) fn check_form(form: &Value) -> Result<(Environment, Vec<String>), Vec<Problem>> {
    let mut form = form.clone();
    let mut problems = Vec::new();
    let example = example();
    for path in REQUIRED {
        if at(&form, path).is_none_or(Value::is_null) && put_example(&mut form, &example, path) {
            problems.push(Problem::at(path, "is missing", remedy(path)));
        }
    }
    let (environment, unknown) = loop {
        match read(&form) {
            Ok(read) => break read,
            Err((path, told)) => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                let file_path = keys::to_file_path(&path);
                let file_path: Vec<&str> = file_path.iter().map(String::as_str).collect();
                problems.push(Problem::at(&file_path, told, remedy(&file_path)));
                if problems.len() > MOST_PROBLEMS || !put_example(&mut form, &example, &path) {
                    return Err(problems);
                }
            }
        }
    };
    problems.extend(environment.problems());
    if problems.is_empty() { Ok((environment, unknown)) } else { Err(problems) }
}

type Misfit = (Vec<String>, String);

fn read(form: &Value) -> Result<(Environment, Vec<String>), Misfit> {
    let mut unknown = Vec::new();
    let mut ignored = |path: serde_ignored::Path<'_>| {
        let path = path.to_string();
        unknown.push(keys::join(&keys::to_file_path(&path.split('.').collect::<Vec<_>>())));
    };
    let ignoring = serde_ignored::Deserializer::new(form, &mut ignored);
    match serde_path_to_error::deserialize(ignoring) {
        Ok(environment) => Ok((environment, unknown)),
        Err(error) => {
            let path = error.path().iter().map(segment).collect();
            Err((path, Cutter::default().cut(&beginning(&error.inner().to_string()))))
        }
    }
}

/// What was written is repeated, and may be of any length. Shortened before it is cut, so half a token is cut too.
fn beginning(told: &str) -> String {
    let short: String = told.chars().take(LONGEST_TOLD).collect();
    if short.len() < told.len() { format!("{short}\u{2026}") } else { short }
}

fn segment(segment: &Segment) -> String {
    match segment {
        Segment::Map { key } => key.clone(),
        other => other.to_string(),
    }
}

/// What to do, by the key that is wrong.
fn remedy(path: &[&str]) -> &'static str {
    match path {
        []
        | ["headers" | "timeouts" | "tls" | "qr" | "operator-jwt" | "names" | "urls" | "ways"]
        | ["operator-jwt", "claims"] => "Write it as a table, as in a fresh environment file.",
        ["name"] => "Write name = \"\u{2026}\": what people call this environment.",
        ["tenant"] => "Write tenant = \"\u{2026}\": the OPF tenant, sent as nv-tenant-id.",
        ["operator-jwt", "header"] => "Write the name of a header in quotes.",
        ["urls", _] => "Write a URL such as \"https://ags.example.com\", without user name, query or #.",
        ["proxy"] => "Write \"none\", or a URL such as \"http://proxy.example.com:3128\", without user name and path.",
        ["allow-http"] => "Write true or false, without quotes.",
        ["timeouts" | "operator-jwt", ..]
        | ["qr", "session-token-lifetime"]
        | ["ways", "refresh-margin" | "polling-period"] => "Write a number without quotes, such as 30.",
        ["qr", "error-correction"] => "Write \"L\", \"M\", \"Q\" or \"H\".",
        ["ways", "password"] => "Write \"ags\" or \"ias-v3\".",
        ["ways", "refresh"] => "Write \"ags\", \"ias-v2\" or \"ias-v3\".",
        ["ways", "authorization"] => "Write \"bearer\" or \"bare\".",
        ["ways", "expiry-unit"] => "Write \"milliseconds\" or \"seconds\".",
        ["ways", "content-token"] => "Write \"ias\" or \"url-builder\".",
        ["ways", "tenant-header"] => "Write \"nv-tenant-id\", \"tenantId\" or \"both\".",
        ["ways", "discovery-token"] => "Write \"none\" or \"operator-jwt\".",
        ["ways", "correlation-id"] => "Write \"uuid\" or \"not-sent\".",
        ["ways", "renewal-path"] => "Write \"root\" or \"sessions\".",
        ["tls", _] => "Write the path of a PEM file in quotes.",
        _ => "Write a text in quotes.",
    }
}

fn at<'a>(form: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(form, |value, key| value.get(key))
}

/// Puts the example's value in the place of a wrong one, so that the next problem can be found; takes the wrong one away
/// where the example has none. False when nothing could be changed.
fn put_example(form: &mut Value, example: &Value, path: &[&str]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let mut table = form;
    for key in parents {
        let Some(object) = table.as_object_mut() else { return false };
        table = object.entry((*key).to_owned()).or_insert_with(|| Value::Object(Map::new()));
    }
    let Some(object) = table.as_object_mut() else { return false };
    match at(example, path) {
        Some(value) => object.insert((*last).to_owned(), value.clone()).as_ref() != Some(value),
        None => object.remove(*last).is_some(),
    }
}

fn example() -> Value {
    let url: Result<BaseUrl, _> = "https://ags.example.com".parse();
    url.ok().and_then(|url| serde_json::to_value(Environment::new("Example", "nagra", url)).ok()).unwrap_or_default()
}
