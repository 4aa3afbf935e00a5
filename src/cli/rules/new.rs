//! `trainspotter rules new`: a rule file to fill in.
//!
//! What has to be found out is left empty, so that the check names it, one by one, until it is there.

use crate::cli::Failure;
use serde_json::json;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;
use trainspotter::rule::SCHEMA_VERSION;

pub(super) fn run(out: &mut impl Write, vendor: &str, folder: &Path) -> Result<ExitCode, Failure> {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if vendor.is_empty() || !vendor.bytes().all(letter) || vendor.starts_with('-') {
        return Err(Failure(format!("\"{vendor}\" is not an id; use lower-case letters, digits and hyphens")));
    }
    let path = folder.join(format!("{vendor}.json"));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| {
        let remedy = match error.kind() {
            ErrorKind::AlreadyExists => "it is there already; edit it, or choose another name",
            ErrorKind::NotFound => "the folder is not there; name one with --folder",
            _ => "choose a folder that you can write to with --folder",
        };
        Failure(format!("{}: {error}; {remedy}", path.display()))
    })?;
    serde_json::to_writer_pretty(&mut file, &template(vendor))?;
    writeln!(file)?;
    let program = std::env::args_os().next().unwrap_or_else(|| "trainspotter".into());
    writeln!(out, "{0}\nFill it in, then: {1} rules check {0}", path.display(), program.display())?;
    writeln!(
        out,
        "An editor that knows JSON schemas explains every field; CONTRIBUTING.md goes through a rule line by line."
    )?;
    Ok(ExitCode::SUCCESS)
}

/// In the order in which a rule is written: the app, then what shows an activity, then what the vendor says.
fn template(vendor: &str) -> serde_json::Value {
    json!({
        "$schema": "schema.json",
        "schema": SCHEMA_VERSION,
        "vendor": {"id": vendor, "name": ""},
        "apps": [{
            "id": vendor,
            "name": "",
            "pages": [{"hosts": []}],
            "indicators": [
                {"id": "message-send", "activity": "message.send", "confidence": "D", "methods": ["POST"], "paths": []}
            ]
        }],
        "practices": [{
            "id": format!("{vendor}-"),
            "apps": [vendor],
            "title": "",
            "summary": "",
            "activities": [],
            "model": "unknown",
            "data": [],
            "identifiability": {"is": "unclear"},
            "training": "unknown",
            "scopeNote": "",
            "confidence": {"level": "low", "why": ""},
            "optOut": {"who": [], "whoNote": "", "channel": "unknown", "does": "", "doesNot": ""},
            "evidence": [],
            "examples": [],
            "nearMisses": []
        }]
    })
}
