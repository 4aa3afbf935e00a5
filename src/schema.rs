//! The shape of a rule file, checked against `extension/rules/schema.json`, all mistakes at once.
//!
//! The schema is generated from the Rust types. Deserialising alone would stop at the first mistake; an
//! author wants all of them, each with its place and the meaning of the field. This checks the part of
//! JSON Schema that the generator uses, and no more; a test compares it with a full validator, which
//! would be too heavy to ship inside an extension.

use crate::date::PartialDate;
use crate::pattern::{HostPattern, PathPattern};
use crate::problem::Problem;
use serde_json::Value;
use std::sync::OnceLock;

/// Name of the schema beside the rules.
pub const FILE_NAME: &str = "schema.json";

/// What makes evidence evidence; its absence has a code of its own.
const DATE_OF_EVIDENCE: &str = "checked";

const TEXT: &str = include_str!("../extension/rules/schema.json");

/// Checks a parsed file and returns every mistake.
pub fn check(file: &str, value: &Value) -> Vec<Problem> {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    let root = SCHEMA.get_or_init(|| serde_json::from_str(TEXT).unwrap_or(Value::Bool(true)));
    let mut walk = Walk { file, root, problems: Vec::new() };
    walk.check(root, value, "");
    walk.problems
}

struct Walk<'a> {
    file: &'a str,
    root: &'a Value,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    fn report(&mut self, pointer: &str, code: &'static str, message: String) {
        self.problems.push(Problem::new(self.file, pointer, code, message));
    }

    fn resolved(&self, schema: &'a Value) -> &'a Value {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
        target.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }

    fn check(&mut self, schema: &'a Value, value: &Value, pointer: &str) {
        let schema = self.resolved(schema);
        if let Some(options) = schema.get("anyOf").and_then(Value::as_array) {
            // The generator writes this for optional values only: something, or null.
            if value.is_null() {
                return;
            }
            let null = |option: &&Value| option.get("type").is_some_and(|kind| kind == "null");
            if let Some(option) = options.iter().find(|option| !null(option)) {
                self.check(option, value, pointer);
            }
            return;
        }
        if let Some(options) = schema.get("oneOf").and_then(Value::as_array) {
            self.one_of(options, value, pointer);
            return;
        }
        if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
            if !allowed.contains(value) {
                self.report(pointer, "unknown-value", format!("{} is not one of {}", short(value), list(allowed)));
            }
            return;
        }
        if !has_type(schema.get("type"), value) {
            let expected = schema.get("type").map(short).unwrap_or_default();
            self.report(
                pointer,
                "wrong-type",
                format!("this must be {expected}, not {}{}", short(value), meaning(schema)),
            );
            return;
        }
        match value {
            Value::Object(_) => self.object(schema, value, pointer),
            Value::Array(items) => {
                if let Some(item_schema) = schema.get("items") {
                    for (index, item) in items.iter().enumerate() {
                        self.check(item_schema, item, &format!("{pointer}/{index}"));
                    }
                }
            }
            Value::String(text) => self.string(schema, text, pointer),
            _ => {}
        }
    }

    fn object(&mut self, schema: &'a Value, value: &Value, pointer: &str) {
        let properties = schema.get("properties").and_then(Value::as_object);
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if value.get(name).is_none() {
                let about =
                    properties.and_then(|known| known.get(name)).map(|field| self.described(field)).unwrap_or_default();
                let code = if name == DATE_OF_EVIDENCE { "undated-evidence" } else { "missing-field" };
                self.report(pointer, code, format!("\"{name}\" is missing; add it{about}"));
            }
        }
        let Some(fields) = value.as_object() else { return };
        for (name, field) in fields {
            let place = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            if let Some(known) = properties.and_then(|known| known.get(name)) {
                self.check(known, field, &place);
            } else {
                match schema.get("additionalProperties") {
                    Some(Value::Bool(false)) => {
                        let known: Vec<Value> =
                            properties.into_iter().flat_map(|known| known.keys().cloned().map(Value::String)).collect();
                        self.report(
                            &place,
                            "unknown-field",
                            format!("\"{name}\" is not a field here; the fields are {}", list(&known)),
                        );
                    }
                    Some(other @ Value::Object(_)) => self.check(other, field, &place),
                    _ => {}
                }
            }
        }
    }

    /// Words with meanings (`const`), or objects told apart by a constant field.
    fn one_of(&mut self, options: &'a [Value], value: &Value, pointer: &str) {
        let words: Vec<Value> = options.iter().filter_map(|option| option.get("const").cloned()).collect();
        let grouped: Vec<Value> =
            options.iter().filter_map(|option| option.get("enum")?.as_array()).flatten().cloned().collect();
        let words: Vec<Value> = words.into_iter().chain(grouped).collect();
        if !words.is_empty() {
            if !words.contains(value) {
                self.report(pointer, "unknown-value", format!("{} is not one of {}", short(value), list(&words)));
            }
            return;
        }
        let kind_of = |option: &Value| option.pointer("/properties/kind/const").cloned();
        let kinds: Vec<Value> = options.iter().filter_map(kind_of).collect();
        match options.iter().find(|option| kind_of(option).is_some_and(|kind| value.get("kind") == Some(&kind))) {
            Some(option) => self.check(option, value, pointer),
            None => self.report(pointer, "unknown-kind", format!("\"kind\" must be one of {}", list(&kinds))),
        }
    }

    fn string(&mut self, schema: &Value, text: &str, pointer: &str) {
        let found = match schema.get("format").and_then(Value::as_str) {
            Some("partial-date") => text.parse::<PartialDate>().err().map(|error| ("wrong-date", error.to_string())),
            Some("host-pattern") => text.parse::<HostPattern>().err().map(|error| (error.code(), error.to_string())),
            Some("path-pattern") => text.parse::<PathPattern>().err().map(|error| (error.code(), error.to_string())),
            _ if schema.get("minLength").is_some() && text.is_empty() => {
                Some(("empty-text", "this must not be empty".to_owned()))
            }
            _ => None,
        };
        if let Some((code, message)) = found {
            self.report(pointer, code, message);
        }
    }

    fn described(&self, field: &'a Value) -> String {
        let own = meaning(field);
        if own.is_empty() { meaning(self.resolved(field)) } else { own }
    }
}

fn has_type(expected: Option<&Value>, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        _ => true,
    };
    match expected {
        Some(Value::String(name)) => is(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}

fn meaning(schema: &Value) -> String {
    let text = schema.get("description").and_then(Value::as_str).unwrap_or("");
    if text.is_empty() { String::new() } else { format!(" ({})", text.replace('\n', " ").trim_end_matches('.')) }
}

/// A value, cut to a length that fits a sentence.
fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 { text } else { format!("{}…", text.chars().take(60).collect::<String>()) }
}

fn list(values: &[Value]) -> String {
    let words: Vec<String> =
        values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
    words.join(", ")
}
