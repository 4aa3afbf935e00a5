//! Writes the words of letters as Rust, so that nothing has to read them at run time, and rebuilds the core
//! when a rule file is added or removed; edits of known files the compiler sees itself.

use serde_json::Value;
use std::path::Path;
use std::{env, error::Error, fmt::Write as _, fs};

/// The first is the fallback.
const LANGUAGES: [&str; 5] = ["en", "de", "fr", "es", "ja"];

fn main() -> Result<(), Box<dyn Error>> {
    for watched in ["build.rs", "extension/rules", "extension/translations", "extension/letters"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut code = String::new();
    writeln!(code, "static WORDS: [(&str, Words); {}] = [", LANGUAGES.len())?;
    for language in LANGUAGES {
        let file = format!("extension/letters/{language}.json");
        let words: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
        writeln!(code, "({language:?}, {}),", letter_words(&words).ok_or(format!("{file}: a text is missing"))?)?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("letters.rs"), code)?;
    Ok(())
}

fn letter_words(words: &Value) -> Option<String> {
    let text = |name: &str| words.get(name)?.as_str();
    let template = |name: &str| {
        let part = |part: &str| words.get(name)?.get(part)?.as_str();
        Some(format!("Template {{ subject: {:?}, body: {:?} }}", part("subject")?, part("body")?))
    };
    let roles: Vec<(&String, &str)> =
        words.get("roles")?.as_object()?.iter().filter_map(|(role, name)| Some((role, name.as_str()?))).collect();
    Some(format!(
        "Words {{ address_unknown: {:?}, roles: &{roles:?}, or: {:?}, request: {}, hand_over: {}, way_by_letter: {:?}, way_steps: {:?}, way_unknown: {:?} }}",
        text("addressUnknown")?,
        text("or")?,
        template("request")?,
        template("handOver")?,
        text("wayByLetter")?,
        text("waySteps")?,
        text("wayUnknown")?,
    ))
}
