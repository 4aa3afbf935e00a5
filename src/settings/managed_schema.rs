//! Writes `extension/managed_schema.json`, the schema that Chromium reads, from the types of the policy.
//!
//! Chromium refuses to load an extension whose schema has a list of types, `oneOf`, a top-level
//! `additionalProperties`, or an array without `items`; and it drops a whole top-level key where a part
//! breaks an `enum`, a `pattern`, a bound or `required`. So only types remain; what else the types
//! know goes into `x-` keywords, which Chromium passes over and [`super::reading`] enforces.

use super::policy::Policy;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The schema, as it stands in the file.
pub fn managed_schema() -> Value {
    let mut settings = SchemaSettings::draft07();
    settings.inline_subschemas = true;
    let generated = settings.into_generator().into_root_schema_for::<Policy>();
    let Value::Object(mut root) = plain(generated.to_value()) else { return Value::Null };
    root.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    Value::Object(root)
}

/// One schema without what Chromium refuses or enforces too eagerly.
fn plain(schema: Value) -> Value {
    let Value::Object(fields) = schema else { return schema };
    let fields = without_null(fields);
    let mut made = Map::new();
    for (name, value) in fields {
        match name.as_str() {
            "properties" => {
                let Value::Object(properties) = value else { continue };
                let properties = properties.into_iter().map(|(key, inner)| (key, plain(inner))).collect();
                made.insert(name, Value::Object(properties));
            }
            "items" | "additionalProperties" => {
                made.insert(name, plain(value));
            }
            "required" => {
                made.insert("x-required".to_owned(), value);
            }
            "enum" => {
                made.insert("x-values".to_owned(), value.clone());
            }
            "oneOf" => {
                let Value::Array(options) = value else { continue };
                let of = |name: &str| -> Vec<Value> {
                    options.iter().filter_map(|option| option.get(name).cloned()).collect()
                };
                made.insert("type".to_owned(), json!("string"));
                made.insert("x-values".to_owned(), Value::Array(of("const")));
                made.insert("x-meanings".to_owned(), Value::Array(of("description")));
            }
            "description" | "type" => {
                made.insert(name, value);
            }
            other if other.starts_with("x-") => {
                made.insert(name, value);
            }
            _ => {}
        }
    }
    Value::Object(made)
}

/// Optional values come as "something, or null"; a policy that says nothing leaves the key out.
fn without_null(mut fields: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Array(options)) = fields.remove("anyOf") {
        let inner = options.into_iter().find(|option| option.get("type") != Some(&json!("null")));
        for (name, value) in inner.as_ref().and_then(Value::as_object).into_iter().flatten() {
            // The words at the place are more particular than those at the type.
            fields.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    if let Some(Value::Array(types)) = fields.get("type")
        && let Some(kind) = types.iter().find(|kind| **kind != json!("null"))
    {
        fields.insert("type".to_owned(), kind.clone());
    }
    fields
}
