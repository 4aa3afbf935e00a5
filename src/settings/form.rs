//! Forms of texts that the schema can only name: regions, languages.

use serde_json::Value;

/// Why a text does not have the form named, if it does not.
pub(super) fn refusal(form: &str, text: &str) -> Option<(&'static str, String)> {
    let right = match form {
        "region" => is_region(text),
        "language" => is_language(text),
        // Told by what reads it, with the place inside.
        _ => true,
    };
    if right {
        return None;
    }
    let remedy = match form {
        "region" => "a lower-case country code such as de, or eu or eea",
        _ => "a language tag such as de or pt-BR",
    };
    Some(("wrong-form", format!("\"{}\" is not {remedy}", super::reading::cut(text))))
}

fn is_region(text: &str) -> bool {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase())) || text == "eea"
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Words in a sentence.
pub(super) fn words(values: &[Value]) -> String {
    values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}
