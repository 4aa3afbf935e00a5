//! Writes `docs/policy.md`, the reference page of the managed policy, from the schema and one example.

use super::reading;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// A policy that sets every key, for the page and for tests.
pub const EXAMPLE: &str = include_str!("../../docs/policy-example.json");

const HEAD: &str = "# The managed policy, key by key

<!-- Generated from the Rust types: trainspotter settings reference > docs/policy.md -->

How a policy reaches a browser is told in [ADMIN.md](../ADMIN.md). Every key is optional. A key that is present is
decided: people see it locked, with the organisation's name. What only suggests goes into `defaults`.

Nothing is all or nothing: what is wrong is refused alone, and listed with place, reason and remedy under *Managed by your
organisation* on the options page, and by `trainspotter settings check FILE`. Chromium, however, silently drops a whole
top-level key when a value inside has another type than written here; such a key then shows as not set.

The same values may come in other shapes, where a platform cannot do otherwise: `0` and `1` for `false` and `true`, digits in a
text for a whole number, JSON in a text for an object or list, `{\"1\": …, \"2\": …}` for a list.

Examples: a long text is cut at `…`; [policy-example.json](policy-example.json) sets every key and has them whole.

| key | type | what it decides |
| --- | --- | --- |
";

/// The page.
///
/// # Errors
/// If text cannot be written, which does not happen.
pub fn reference() -> Result<String, std::fmt::Error> {
    let example: Value = serde_json::from_str(EXAMPLE).unwrap_or_default();
    let none = Map::new();
    let properties = reading::schema().get("properties").and_then(Value::as_object).unwrap_or(&none);
    let mut page = HEAD.to_owned();
    for (key, schema) in properties {
        writeln!(page, "| [`{key}`](#{}) | {} | {} |", key.to_lowercase(), kind(schema), about(schema))?;
    }
    for (key, schema) in properties {
        write!(page, "\n## `{key}`\n\n{}\n\n", about(schema))?;
        let inner = schema.get("items").unwrap_or(schema);
        if let Some(fields) = inner.get("properties").and_then(Value::as_object) {
            writeln!(page, "| field | type | what it decides |\n| --- | --- | --- |")?;
            rows(&mut page, fields, inner, "")?;
            writeln!(page)?;
        }
        limits(&mut page, schema)?;
        let value = brief(example.get(key).cloned().unwrap_or_default());
        let shown = serde_json::to_string_pretty(&json!({ key: value })).unwrap_or_default();
        writeln!(page, "```json\n{shown}\n```")?;
    }
    Ok(page)
}

/// The value with long texts cut.
fn brief(value: Value) -> Value {
    match value {
        Value::String(text) if text.chars().count() > 100 => {
            Value::String(format!("{}…", text.chars().take(60).collect::<String>()))
        }
        Value::Array(items) => items.into_iter().map(brief).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, field)| (name, brief(field))).collect(),
        other => other,
    }
}

fn rows(page: &mut String, fields: &Map<String, Value>, of: &Value, before: &str) -> std::fmt::Result {
    let required = of.get("x-required").and_then(Value::as_array);
    for (name, field) in fields {
        let must = required.is_some_and(|names| names.contains(&json!(name)));
        let needed = if must { " Required." } else { "" };
        let mut words = format!("{}{needed}", about(field));
        meanings(&mut words, field, " ", " ")?;
        writeln!(page, "| `{before}{name}` | {} | {words} |", kind(field))?;
        if let Some(inner) = field.get("properties").and_then(Value::as_object) {
            rows(page, inner, field, &format!("{before}{name}."))?;
        }
    }
    Ok(())
}

fn limits(page: &mut String, schema: &Value) -> std::fmt::Result {
    let number = |name: &str| schema.get(name).and_then(Value::as_i64);
    if let (Some(least), Some(most)) = (number("x-minimum"), number("x-maximum")) {
        writeln!(page, "From {least} to {most}.\n")?;
    }
    if let Some(most) = number("x-max-items") {
        writeln!(page, "At most {most} entries.\n")?;
    }
    for holder in [schema.get("items"), schema.get("additionalProperties")].into_iter().flatten() {
        let mut words = String::new();
        meanings(&mut words, holder, "- ", "\n")?;
        if !words.is_empty() {
            writeln!(page, "{words}")?;
        }
    }
    Ok(())
}

/// Each word that is allowed, with its meaning.
fn meanings(page: &mut String, schema: &Value, before: &str, after: &str) -> std::fmt::Result {
    let list = |name: &str| schema.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    for (word, meaning) in list("x-values").zip(list("x-meanings")) {
        write!(page, "{before}`{word}`: {meaning}{}", if after == " " { "" } else { after })?;
    }
    Ok(())
}

fn kind(schema: &Value) -> &'static str {
    let of = |name: &str| schema.get(name).and_then(|inner| inner.get("type")).and_then(Value::as_str);
    match schema.get("type").and_then(Value::as_str) {
        Some("array") if of("items") == Some("object") => "list of objects",
        Some("array") => "list of texts",
        Some("object") if of("additionalProperties").is_some() => "object of texts",
        Some("object") => "object",
        Some("boolean") => "true or false",
        Some("integer") => "whole number",
        _ => "text",
    }
}

fn about(schema: &Value) -> &str {
    schema.get("description").and_then(Value::as_str).unwrap_or("")
}
