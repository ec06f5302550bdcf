//! Putting changed values into a document without touching anything else in it.

use serde_json::{Map, Value as Json};
use toml_edit::{Item, RawString, Table, TableLike, Value};

use super::{keys, values};

/// Writes what differs between two forms into the table they came from.
pub(super) fn merge(table: &mut dyn TableLike, old: &Map<String, Json>, new: &Map<String, Json>, path: &[String]) {
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        remove(table, &file_name(path, name));
    }
    for (name, value) in new.iter().filter(|(name, value)| old.get(*name) != Some(value)) {
        let key = file_name(path, name);
        let inner: Vec<String> = path.iter().cloned().chain([key.clone()]).collect();
        let Json::Object(members) = value else {
            set(table, &key, value);
            continue;
        };
        if table.get(&key).is_none() && is_section(&inner) && !members.is_empty() {
            table.insert(&key, Item::Table(Table::new()));
        }
        let before = old.get(name).and_then(Json::as_object);
        match (table.get_mut(&key).and_then(Item::as_table_like_mut), before) {
            (Some(section), before) => merge(section, before.unwrap_or(&Map::new()), members, &inner),
            (None, _) if is_section(&inner) && members.is_empty() => {}
            (None, _) => set(table, &key, value),
        }
    }
}

fn file_name(table: &[String], name: &str) -> String {
    if keys::names_are_free(table) { name.to_owned() } else { keys::to_file(name) }
}

/// Whether a table of this name is one of the program's, written with a head of its own.
fn is_section(path: &[String]) -> bool {
    path.len() == 1 || matches!(path, [jwt, claims] if jwt == "operator-jwt" && claims == "claims")
}

fn set(table: &mut dyn TableLike, key: &str, json: &Json) {
    let Some(mut value) = values::from_json(json) else { return };
    if let Some(Item::Value(old)) = table.get_mut(key) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
    } else {
        take_space_before_brace(table, &mut value);
        table.insert(key, Item::Value(value));
    }
}

/// The space before the brace of an inline table belongs to its last value. A value that comes after that one takes it.
fn take_space_before_brace(table: &mut dyn TableLike, new: &mut Value) {
    let Some((_, Item::Value(last))) = table.iter_mut().last() else { return };
    let space = text_of(last.decor().suffix()).to_owned();
    if space.trim().is_empty() {
        last.decor_mut().set_suffix("");
        new.decor_mut().set_suffix(space);
    }
}

/// Takes a key away and leaves the comment that stood above it.
fn remove(table: &mut dyn TableLike, key: &str) {
    let comment = comment_above(table, key);
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let at = keys.iter().position(|other| other == key);
    table.remove(key);
    let (Some(comment), Some(at)) = (comment, at) else { return };
    let next = keys.get(at + 1).filter(|next| table.get(next).is_some_and(Item::is_value));
    if let Some(mut next) = next.and_then(|next| table.key_mut(next)) {
        let decor = next.leaf_decor_mut();
        let prefix = format!("{comment}{}", text_of(decor.prefix()));
        decor.set_prefix(prefix);
    } else if let Some(Item::Value(before)) = at.checked_sub(1).and_then(|at| table.get_mut(&keys[at])) {
        add_after(before, &comment);
    }
}

fn add_after(value: &mut Value, comment: &str) {
    let decor = value.decor_mut();
    let suffix = format!("{}\n{}", text_of(decor.suffix()), comment.trim_end());
    decor.set_suffix(suffix);
}

fn comment_above(table: &dyn TableLike, key: &str) -> Option<String> {
    let prefix = text_of(table.key(key)?.leaf_decor().prefix()).to_owned();
    prefix.contains('#').then_some(prefix)
}

fn text_of(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}
