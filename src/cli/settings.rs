//! `trainspotter settings schema|reference|check`

use super::{Failure, today};
use clap::Subcommand;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use trainspotter::Ruleset;
use trainspotter::settings::{self, Stored, managed_schema, reference};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Print the schema of the managed policy, as Chromium reads it.
    Schema,
    /// Print the reference page of the managed policy.
    Reference,
    /// Check a policy: the JSON object that a browser would hand to the extension.
    Check {
        /// The file.
        file: PathBuf,
    },
}

pub(super) fn run(command: &Command) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    match command {
        Command::Schema => {
            serde_json::to_writer_pretty(&mut out, &managed_schema::managed_schema())?;
            writeln!(out)?;
        }
        Command::Reference => write!(out, "{}", reference::reference().map_err(|error| Failure(error.to_string()))?)?,
        Command::Check { file } => return check(&mut out, file),
    }
    Ok(ExitCode::SUCCESS)
}

fn check(out: &mut impl Write, file: &PathBuf) -> Result<ExitCode, Failure> {
    let place = file.display();
    let text = fs::read_to_string(file).map_err(|error| Failure(format!("{place}: {error}; give a policy file")))?;
    let managed = serde_json::from_str(&text).map_err(|error| {
        Failure(format!("{place}: this is not JSON: {error}; often a comma or a quotation mark is missing just before"))
    })?;
    let stored = Stored { managed: Some(managed), user: None, now: today() };
    let settings = settings::resolve(&stored, &Ruleset::shipped());
    for problem in &settings.problems {
        writeln!(out, "{place}#{}: {} [{}]", problem.pointer, problem.message, problem.code)?;
    }
    let decided = settings.keys.iter().filter(|key| key.locked).count();
    writeln!(out, "{decided} values decided, {} problems", settings.problems.len())?;
    Ok(ExitCode::from(if settings.problems.is_empty() { 0 } else { 2 }))
}
