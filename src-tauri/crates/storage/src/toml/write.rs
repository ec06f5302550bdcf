//! From an environment to the text of its file, over the text that was there before.

use serde_json::{Map, Value as Json};
use toml_edit::DocumentMut;

use super::merge::merge;
use super::uncomment::uncomment;
use super::{keys, parse, values};
use crate::environment::{Environment, Problem};

const TEMPLATE: &str = include_str!("template.toml");

/// A new file, with comments that explain every key.
pub(crate) fn fresh(environment: &Environment) -> Result<String, Vec<Problem>> {
    rewrite(TEMPLATE, environment)
}

/// The old text with what changed. Comments, order and unknown keys stay.
///
/// The result has been read back: it holds this environment and nothing else.
pub(crate) fn rewrite(old_text: &str, environment: &Environment) -> Result<String, Vec<Problem>> {
    let problems = environment.problems();
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut environment = environment.clone();
    values::spell_numbers_of(&mut environment.operator_jwt.claims);
    let with_keys = uncomment_new_keys(old_text, &environment)?;
    match put(&with_keys, &environment) {
        Some(text) => Ok(text),
        None => put(old_text, &environment).ok_or_else(|| {
            vec![Problem::of_file(
                "cannot hold this environment",
                "Use plain text and numbers in headers and claims, or edit the file by hand.",
            )]
        }),
    }
}

/// Writes and reads back; `None` when something else comes back.
fn put(text: &str, environment: &Environment) -> Option<String> {
    let old = form(&parse(text).ok()?.environment)?;
    let mut document: DocumentMut = text.parse().ok()?;
    merge(document.as_table_mut(), &old, &form(environment)?, &[]);
    let text = document.to_string();
    (parse(&text).ok()?.environment == *environment).then_some(text)
}

fn form(environment: &Environment) -> Option<Map<String, Json>> {
    match serde_json::to_value(environment).ok()? {
        Json::Object(form) => Some(form),
        _ => None,
    }
}

/// Brings to life the commented lines of keys that the old text does not set.
fn uncomment_new_keys(old_text: &str, environment: &Environment) -> Result<String, Vec<Problem>> {
    let old = form(&parse(old_text)?.environment).unwrap_or_default();
    let new = form(environment).unwrap_or_default();
    let mut text = old_text.to_owned();
    for (table, key) in new_keys(&old, &new, &[]) {
        text =
            uncomment(&text, TEMPLATE, &table, &key).filter(|text| text.parse::<DocumentMut>().is_ok()).unwrap_or(text);
    }
    Ok(text)
}

fn new_keys(old: &Map<String, Json>, new: &Map<String, Json>, path: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (name, value) in new {
        let inner = [path, &[name.as_str()]].concat();
        match (value, old.get(name)) {
            (Json::Object(new), Some(Json::Object(old))) => found.extend(new_keys(old, new, &inner)),
            (_, None) => {
                let file = keys::to_file_path(&inner);
                if let Some((key, table)) = file.split_last() {
                    found.push((keys::join(table), key.clone()));
                }
            }
            _ => {}
        }
    }
    found
}
