//! A person's own settings, as the extension stores them. What is wrong falls back alone, the rest is used.

use super::policy::Presets;
use super::problem::Problems;
use super::{reading, typed};
use crate::context::{Stance, StanceKind};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Settings of a person: the same as the presets, and what only a person has.
#[derive(Default)]
pub(super) struct Person {
    pub(super) chosen: Presets,
    pub(super) addresses: BTreeMap<String, String>,
    pub(super) stances: Vec<Stance>,
}

/// Where a stored key is in the schema. Keys of other parts, such as dismissals, are not looked at.
const KEYS: [(&str, &[&str]); 9] = [
    ("plans", &["plans"]),
    ("accounts", &["accounts"]),
    ("region", &["region"]),
    ("staleAfterDays", &["staleAfterDays"]),
    ("hiddenApps", &["hiddenApps"]),
    ("language", &["language"]),
    ("minimumLevel", &["display", "minimumLevel"]),
    ("pill", &["display", "pill"]),
    ("corner", &["display", "corner"]),
];

pub(super) fn read(stored: Option<&Value>, problems: &mut Problems) -> Person {
    let Some(stored) = stored.filter(|value| !value.is_null()) else { return Person::default() };
    let Some(stored) = stored.as_object() else {
        problems.add("", "wrong-type", "the stored settings are no object; defaults are used".to_owned());
        return Person::default();
    };
    let mut chosen = Map::new();
    let mut display = Map::new();
    for (name, path) in KEYS {
        let Some(value) = stored.get(name).filter(|value| !value.is_null()) else { continue };
        let Some(value) = reading::read(reading::schema_of(path), value, &format!("/{name}"), problems) else {
            continue;
        };
        if path.len() > 1 { &mut display } else { &mut chosen }.insert(name.to_owned(), value);
    }
    chosen.insert("display".to_owned(), Value::Object(display));
    Person {
        chosen: typed(Some(Value::Object(chosen)), problems),
        addresses: addresses(stored.get("addresses"), problems),
        stances: stances(stored.get("stances"), problems),
    }
}

fn addresses(stored: Option<&Value>, problems: &mut Problems) -> BTreeMap<String, String> {
    let Some(stored) = stored else { return BTreeMap::new() };
    let Some(fields) = stored.as_object() else {
        problems.add("/addresses", "wrong-type", "this must be an object; it is not used".to_owned());
        return BTreeMap::new();
    };
    fields.iter().filter_map(|(key, address)| Some((key.clone(), address.as_str()?.to_owned()))).collect()
}

fn stances(stored: Option<&Value>, problems: &mut Problems) -> Vec<Stance> {
    let Some(stored) = stored else { return Vec::new() };
    let Some(items) = stored.as_array() else {
        problems.add("/stances", "wrong-type", "this must be a list; it is not used".to_owned());
        return Vec::new();
    };
    let mut made = Vec::new();
    for (number, item) in items.iter().enumerate() {
        match serde_json::from_value::<Stance>(item.clone()) {
            // Only a policy can speak for the organisation.
            Ok(stance) if stance.managed || stance.stance == StanceKind::Forbidden => {
                let message = "only the organisation's policy may say this; it is not used".to_owned();
                problems.add(&format!("/stances/{number}"), "not-yours", message);
            }
            Ok(stance) => made.push(stance),
            Err(error) => {
                problems.add(&format!("/stances/{number}"), "wrong-stance", format!("{error}; it is not used"))
            }
        }
    }
    made
}
