//! TOML values as JSON and back.
//!
//! JSON has no dates, infinities or NaN: a date becomes its text, the others nothing, which the check then refuses.

use serde_json::{Map, Number, Value as Json};
use toml_edit::{Array, InlineTable, Item, Value};

use crate::environment::kept_number;

/// Any item whose names are not the program's.
pub(super) fn to_json(item: &Item) -> Json {
    match item {
        Item::None => Json::Null,
        Item::Value(value) => value_to_json(value),
        Item::Table(table) => table.iter().map(|(key, item)| (key.to_owned(), to_json(item))).collect(),
        Item::ArrayOfTables(tables) => tables.iter().map(|table| to_json(&Item::Table(table.clone()))).collect(),
    }
}

fn value_to_json(value: &Value) -> Json {
    match value {
        Value::String(text) => text.value().as_str().into(),
        Value::Integer(number) => (*number.value()).into(),
        Value::Float(number) => Number::from_f64(*number.value()).map_or(Json::Null, Json::Number),
        Value::Boolean(truth) => (*truth.value()).into(),
        Value::Datetime(time) => time.value().to_string().into(),
        Value::Array(values) => values.iter().map(value_to_json).collect(),
        Value::InlineTable(table) => table.iter().map(|(key, value)| (key.to_owned(), value_to_json(value))).collect(),
    }
}

/// `None` for what TOML cannot hold.
pub(super) fn from_json(json: &Json) -> Option<Value> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(truth) => (*truth).into(),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => whole.into(),
            None => kept_number(number)?.as_f64()?.into(),
        },
        Json::String(text) => text.as_str().into(),
        Json::Array(values) => values.iter().map(from_json).collect::<Option<Array>>()?.into(),
        Json::Object(members) => members
            .iter()
            .map(|(name, value)| Some((name.as_str(), from_json(value)?)))
            .collect::<Option<InlineTable>>()?
            .into(),
    })
}

/// Numbers in the one spelling in which a file gives them back.
pub(super) fn spell_numbers(json: &mut Json) {
    match json {
        Json::Number(number) => {
            if let Some(kept) = kept_number(number) {
                *number = kept;
            }
        }
        Json::Array(values) => values.iter_mut().for_each(spell_numbers),
        Json::Object(members) => spell_numbers_of(members),
        _ => {}
    }
}

/// The same for the members of an object.
pub(super) fn spell_numbers_of(members: &mut Map<String, Json>) {
    members.values_mut().for_each(spell_numbers);
}
