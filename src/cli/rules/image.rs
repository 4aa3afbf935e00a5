//! `trainspotter rules image`

use super::super::Failure;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use trainspotter::translation::Translation;
use trainspotter::{Ruleset, image};

pub(super) fn write(out: &mut impl Write, to: Option<&Path>, language: Option<&str>) -> Result<ExitCode, Failure> {
    let bytes = match language {
        None => image::write(&Ruleset::shipped())?,
        Some(language) => image::write_texts(&Translation::shipped(language).ok_or_else(|| {
            let languages = Translation::languages().collect::<Vec<_>>().join(", ");
            Failure(format!("there are no texts in \"{language}\"; there are {languages}"))
        })?)?,
    };
    match to {
        Some(file) => fs::write(file, bytes).map_err(|error| failure(file, &error))?,
        None => out.write_all(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn verify(out: &mut impl Write, file: &Path) -> Result<ExitCode, Failure> {
    let bytes = fs::read(file).map_err(|error| failure(file, &error))?;
    let length = bytes.len();
    let rules = image::read(&bytes).map_err(|error| failure(file, &error))?;
    let [vendors, apps, practices] = rules.counts();
    let version = image::VERSION;
    writeln!(out, "image version {version}, {length} bytes: {vendors} vendors, {apps} apps, {practices} practices")?;
    Ok(ExitCode::SUCCESS)
}

fn failure(file: &Path, why: &dyn std::error::Error) -> Failure {
    Failure(format!("{}: {why}", file.display()))
}
