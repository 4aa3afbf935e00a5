//! Reads a policy against the managed schema: keeps every part that is right, reports every part that is not.
//!
//! Browsers deliver the same policy in different shapes, so this is lenient exactly where a platform
//! forces it: 0 and 1 for booleans (Firefox on Windows), digits in a string for whole numbers and
//! JSON in a string for objects and lists (the registry), `{"1": .., "2": ..}` for lists (registry
//! subkeys). Anything else that does not fit is refused with a remedy, and the rest goes on.

use super::form;
use super::problem::Problems;
use serde_json::{Map, Value};
use std::sync::OnceLock;

const TEXT: &str = include_str!("../../extension/managed_schema.json");

/// The managed schema.
pub(super) fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| serde_json::from_str(TEXT).unwrap_or(Value::Bool(true)))
}

/// The schema of one property, by its path of names.
pub(super) fn schema_of(path: &[&str]) -> &'static Value {
    path.iter()
        .fold(schema(), |schema, name| schema.get("properties").and_then(|all| all.get(*name)).unwrap_or(&Value::Null))
}

/// Reads one value; `None` if nothing of it can be used.
pub(super) fn read(schema: &Value, value: &Value, pointer: &str, problems: &mut Problems) -> Option<Value> {
    let word = |name: &str| schema.get(name).and_then(Value::as_str);
    let kind = word("type").unwrap_or("");
    let Some(value) = shaped(kind, value) else {
        let json = word("x-form") == Some("json") && value.is_object();
        if kind == "string" && json {
            // Firefox on Windows parses JSON in a multi-line value by itself.
            return Some(Value::String(value.to_string()));
        }
        problems.add(pointer, "wrong-type", format!("this must be {}, not {}", wanted(schema), short(value)));
        return None;
    };
    match value {
        Value::Object(fields) => object(schema, &fields, pointer, problems),
        Value::Array(items) => Some(list(schema, &items, pointer, problems)),
        other => match refusal(schema, &other) {
            None => Some(other),
            Some((code, message)) => {
                problems.add(pointer, code, message);
                None
            }
        },
    }
}

/// The value in the shape that the type wants, where a platform may have changed it.
fn shaped(kind: &str, value: &Value) -> Option<Value> {
    match (kind, value) {
        ("object", Value::Object(_))
        | ("array", Value::Array(_))
        | ("boolean", Value::Bool(_))
        | ("string", Value::String(_)) => Some(value.clone()),
        ("array", Value::Object(fields)) => numbered(fields),
        ("object" | "array", Value::String(text)) => {
            let parsed: Value = serde_json::from_str(text).ok()?;
            if parsed.is_string() { None } else { shaped(kind, &parsed) }
        }
        ("boolean", Value::Number(number)) => match number.as_f64() {
            Some(0.0) => Some(Value::Bool(false)),
            Some(1.0) => Some(Value::Bool(true)),
            _ => None,
        },
        ("integer", Value::Number(number)) => number.is_i64().then(|| value.clone()),
        ("integer", Value::String(text)) => {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<i64>().ok()).flatten().map(Value::from)
        }
        _ => None,
    }
}

/// A list that came as numbered subkeys of the registry, in the order of the numbers.
fn numbered(fields: &Map<String, Value>) -> Option<Value> {
    let mut entries = Vec::new();
    for (name, value) in fields {
        entries.push((name.parse::<u32>().ok()?, value.clone()));
    }
    entries.sort_by_key(|(number, _)| *number);
    let items: Vec<Value> = entries.into_iter().map(|(_, value)| value).collect();
    (!items.is_empty()).then_some(Value::Array(items))
}

fn object(schema: &Value, fields: &Map<String, Value>, pointer: &str, problems: &mut Problems) -> Option<Value> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut made = Map::new();
    for (name, value) in fields {
        let place = format!("{pointer}/{}", escaped(name));
        let known = properties.and_then(|known| known.get(name)).or_else(|| schema.get("additionalProperties"));
        match known {
            Some(known) => {
                if let Some(read) = read(known, value, &place, problems) {
                    made.insert(name.clone(), read);
                }
            }
            None => {
                let known = properties
                    .into_iter()
                    .flat_map(|known| known.keys())
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(", ");
                problems.add(
                    &place,
                    "unknown-key",
                    format!("there is no \"{}\" here; the keys are {known}", cut(name)),
                );
            }
        }
    }
    let required = schema.get("x-required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let missing: Vec<&str> = required.filter(|name| !made.contains_key(*name)).collect();
    for name in &missing {
        // What was there and refused has been told already.
        if !fields.contains_key(*name) {
            problems.add(pointer, "missing-key", format!("\"{name}\" is missing; add it, or remove the entry"));
        }
    }
    missing.is_empty().then_some(Value::Object(made))
}

/// A list with `null` for every item that cannot be used, so that pointers of later problems stay right.
fn list(schema: &Value, items: &[Value], pointer: &str, problems: &mut Problems) -> Value {
    let most = schema
        .get("x-max-items")
        .and_then(Value::as_u64)
        .and_then(|most| usize::try_from(most).ok())
        .unwrap_or(usize::MAX);
    if items.len() > most {
        let message = format!("these are {} entries; the first {most} are used, shorten the list", items.len());
        problems.add(pointer, "too-many", message);
    }
    let inner = schema.get("items").unwrap_or(&Value::Null);
    let read = items
        .iter()
        .take(most)
        .enumerate()
        .map(|(number, item)| read(inner, item, &format!("{pointer}/{number}"), problems).unwrap_or(Value::Null));
    Value::Array(read.collect())
}

/// Why a text or number is not allowed here, if it is not.
fn refusal(schema: &Value, value: &Value) -> Option<(&'static str, String)> {
    if let Some(number) = value.as_i64() {
        let bound = |name: &str| schema.get(name).and_then(Value::as_i64);
        let (least, most) = (bound("x-minimum").unwrap_or(0), bound("x-maximum").unwrap_or(i64::from(u32::MAX)));
        return (number < least || number > most).then(|| {
            ("out-of-range", format!("{number} is out of range; write a whole number from {least} to {most}"))
        });
    }
    let text = value.as_str()?;
    if let Some(words) = schema.get("x-values").and_then(Value::as_array)
        && !words.contains(value)
    {
        return Some(("unknown-value", format!("\"{}\" is not one of {}", cut(text), form::words(words))));
    }
    let most =
        schema.get("x-max-length").and_then(Value::as_u64).and_then(|most| usize::try_from(most).ok()).unwrap_or(320);
    let length = text.chars().count();
    if length > most {
        return Some(("too-long", format!("this text has {length} characters; {most} are allowed, shorten it")));
    }
    form::refusal(schema.get("x-form").and_then(Value::as_str)?, text)
}

fn wanted(schema: &Value) -> String {
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => "an object {…}".to_owned(),
        Some("array") => "a list […]".to_owned(),
        Some("boolean") => "true or false, without quotation marks".to_owned(),
        Some("integer") => "a whole number".to_owned(),
        _ => match schema.get("x-values").and_then(Value::as_array) {
            Some(words) => format!("one of {}", form::words(words)),
            None => "a text in quotation marks".to_owned(),
        },
    }
}

fn escaped(name: &str) -> String {
    cut(name).replace('~', "~0").replace('/', "~1")
}

/// A value, cut to a length that fits a sentence.
fn short(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object {…}".to_owned(),
        Value::Array(_) => "a list […]".to_owned(),
        Value::String(text) => format!("\"{}\"", cut(text)),
        other => other.to_string(),
    }
}

/// A text, cut to a length that fits a sentence.
pub(super) fn cut(text: &str) -> String {
    if text.chars().nth(60).is_none() {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(60).collect::<String>())
    }
}
