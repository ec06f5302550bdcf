//! From the text of an environment file to the environment, or to every problem with its line and column.

use serde_json::{Map, Value as Json};
use toml_edit::{Document, Item, TableLike};

use super::{keys, values};
use crate::environment::{Environment, Problem, check_form};

/// What a file holds.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub environment: Environment,
    /// Keys that nobody knows, as the file spells them. They are kept.
    pub unknown_keys: Vec<String>,
}

/// Reads a file's text.
pub(crate) fn parse(text: &str) -> Result<Parsed, Vec<Problem>> {
    let document = Document::parse(text).map_err(|error| {
        let told = error.message().trim().replace('\n', ", ");
        let mut problem = Problem::of_file(
            format!("is not TOML: {told}"),
            "Put texts in quotes, write each key once, and tables as [name].",
        );
        put_place(&mut problem, text, error.span().map(|span| span.start));
        vec![problem]
    })?;
    let mut unknown_keys = Vec::new();
    let form = Json::Object(form_of(document.as_table(), &mut Vec::new(), &mut unknown_keys));
    match check_form(&form) {
        Ok((environment, ignored)) => {
            unknown_keys.extend(ignored);
            Ok(Parsed { environment, unknown_keys })
        }
        Err(mut problems) => {
            for problem in &mut problems {
                let place = place_of(document.as_item(), &problem.path);
                put_place(problem, text, place);
            }
            Err(problems)
        }
    }
}

/// The table with the form's spelling of keys. A key that is not spelled as ours is reported and left out.
fn form_of(table: &dyn TableLike, path: &mut Vec<String>, unknown: &mut Vec<String>) -> Map<String, Json> {
    let mut form = Map::new();
    for (key, item) in table.iter() {
        path.push(key.to_owned());
        match keys::to_form(key) {
            None => unknown.push(keys::join(path)),
            Some(name) => {
                let value = match item.as_table_like() {
                    Some(table) if !keys::names_are_free(path) => Json::Object(form_of(table, path, unknown)),
                    _ => values::to_json(item),
                };
                form.insert(name, value);
            }
        }
        path.pop();
    }
    form
}

/// Where a key's value begins, or else the nearest table around it that is written out.
fn place_of(document: &Item, path: &[String]) -> Option<usize> {
    let mut item = document;
    let mut place = None;
    for name in path {
        let Some(inner) = item.get(name.as_str()) else { break };
        item = inner;
        place = item.span().map(|span| span.start).or(place);
    }
    place
}

fn put_place(problem: &mut Problem, text: &str, place: Option<usize>) {
    let Some(before) = place.and_then(|place| text.get(..place)) else { return };
    problem.line = Some(before.matches('\n').count() + 1);
    let line = before.rsplit('\n').next().unwrap_or_default();
    problem.column = Some(line.trim_start_matches('\u{feff}').chars().count() + 1);
}
