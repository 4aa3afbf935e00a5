//! `trainspotter rules check`: every problem, and for whoever meets a kind of problem for the first time, why.

use crate::cli::{Failure, Format, today};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use trainspotter::problem::Problem;
use trainspotter::{Engine, Ruleset, examples, explain, schema};

#[derive(Serialize)]
struct Explained<'p> {
    #[serde(flatten)]
    problem: &'p Problem,
    explanation: Option<&'static str>,
}

pub(super) fn run(out: &mut impl Write, paths: &[PathBuf], custom: bool, format: Format) -> Result<ExitCode, Failure> {
    let texts = if paths.is_empty() {
        Ruleset::shipped_texts().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    } else {
        read(paths)?
    };
    let pairs = || texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let (rules, mut problems) = match custom {
        true => Ruleset::shipped().with_custom(pairs(), today()),
        false => Ruleset::load(pairs(), Some(today())),
    };
    let mut counts = examples::Counts::default();
    match examples::run(&Engine::new(rules)) {
        Ok(run) => counts = run,
        Err(found) => problems.extend(found),
    }
    match format {
        Format::Json => {
            let explained = |problem| Explained { problem, explanation: explain::of(problem.code) };
            let all: Vec<Explained<'_>> = problems.iter().map(explained).collect();
            serde_json::to_writer_pretty(&mut *out, &all)?;
            writeln!(out)?;
        }
        Format::Text => text(out, &problems, counts, texts.len())?,
    }
    Ok(ExitCode::from(if problems.is_empty() { 0 } else { 2 }))
}

fn text(out: &mut impl Write, problems: &[Problem], counts: examples::Counts, files: usize) -> Result<(), Failure> {
    let examples::Counts { examples, near_misses } = counts;
    if problems.is_empty() {
        writeln!(out, "{files} files, {examples} examples, {near_misses} near misses: all as they should be")?;
        return Ok(());
    }
    for problem in problems {
        writeln!(out, "{problem}")?;
    }
    let codes: BTreeSet<&str> = problems.iter().map(|problem| problem.code).collect();
    writeln!(out, "\nWhat is behind that:")?;
    for (code, text) in codes.iter().filter_map(|code| Some((code, explain::of(code)?))) {
        writeln!(out, "  {code}: {text}")?;
    }
    writeln!(out, "\n{} problems in {files} files", problems.len())?;
    Ok(())
}

/// Names and texts of rule files, and of all in folders.
pub(in crate::cli) fn read(paths: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    let failure = |path: &Path, error: io::Error| {
        Failure(format!("{}: {error}; give rule files or folders of them", path.display()))
    };
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside: Vec<PathBuf> =
                fs::read_dir(path).map_err(|error| failure(path, error))?.flatten().map(|entry| entry.path()).collect();
            inside.retain(|file| file.extension().is_some_and(|end| end == "json"));
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    // Somebody who names *.json does not mean the schema beside the rules.
    files.retain(|file| file.file_name().is_none_or(|name| name != schema::FILE_NAME));
    let text = |path: PathBuf| {
        fs::read_to_string(&path).map(|text| (path.display().to_string(), text)).map_err(|error| failure(&path, error))
    };
    files.into_iter().map(text).collect()
}
