//! `trainspotter rules list|show|check|schema|hosts`

use super::{Failure, Format, today};
use clap::Subcommand;
use serde::Serialize;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use trainspotter::practice::{ConfidenceLevel, Practice, SourceKind};
use trainspotter::problem::Problem;
use trainspotter::rule::VendorFile;
use trainspotter::ruleset::RuleFile;
use trainspotter::verdict::Verdict;
use trainspotter::{Context, Engine, PartialDate, Ruleset, examples, schema};

#[derive(Subcommand)]
pub(super) enum Command {
    /// List every practice with its verdict when nothing else is known.
    List {
        /// Output.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Show everything about a practice.
    Show {
        /// Id of the practice.
        id: String,
        /// Output.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Check rule files, and run their examples; the shipped ones if no path is given.
    Check {
        /// Files or folders.
        paths: Vec<PathBuf>,
        /// Output.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print the JSON schema of rule files.
    Schema,
    /// Print the pages on which the extension runs, as match patterns, one per line.
    Hosts,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    id: &'a str,
    vendor: &'a str,
    title: &'a str,
    apps: &'a [String],
    verdict: Verdict,
    confidence: ConfidenceLevel,
    checked: Option<PartialDate>,
    age_days: Option<i64>,
    evidence_dates: Vec<PartialDate>,
    source_kinds: Vec<SourceKind>,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    match command {
        Command::List { format } => list(&mut out, *format),
        Command::Show { id, format } => show(&mut out, id, *format),
        Command::Check { paths, format } => check(&mut out, paths, *format),
        Command::Schema => {
            let schema = schemars::schema_for!(VendorFile);
            serde_json::to_writer_pretty(&mut out, &schema)?;
            writeln!(out)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Hosts => {
            for host in Ruleset::shipped().page_hosts() {
                writeln!(out, "https://{host}/*")?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn list(out: &mut impl Write, format: Format) -> Result<ExitCode, Failure> {
    let engine = Engine::new(Ruleset::shipped());
    let context = Context::on(today());
    let rows: Vec<Listed<'_>> =
        engine.ruleset().practices().map(|(file, practice)| listed(&engine, file, practice, &context)).collect();
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &rows)?;
            writeln!(out)?;
        }
        Format::Text => {
            for row in &rows {
                let age = row.age_days.map_or_else(|| "-".to_owned(), |age| format!("{age} d"));
                writeln!(out, "{:<48} {:<20} {:>6}  {}", row.id, row.verdict.as_str(), age, row.vendor)?;
            }
            writeln!(out, "{} practices of {} vendors", rows.len(), engine.ruleset().files().len())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn listed<'a>(engine: &Engine, file: &'a RuleFile, practice: &'a Practice, context: &Context) -> Listed<'a> {
    let primary = practice.evidence.iter().filter(|evidence| evidence.kind == SourceKind::Primary);
    let newest = primary.map(|evidence| evidence.checked).max();
    let checked = newest.or_else(|| practice.evidence.iter().map(|evidence| evidence.checked).max());
    let mut source_kinds: Vec<SourceKind> = Vec::new();
    for evidence in &practice.evidence {
        if !source_kinds.contains(&evidence.kind) {
            source_kinds.push(evidence.kind);
        }
    }
    Listed {
        id: &practice.id,
        vendor: &file.rules.vendor.name,
        title: &practice.title,
        apps: &practice.apps,
        verdict: engine.verdict_with_nothing_known(practice, context),
        confidence: practice.confidence.level,
        checked,
        age_days: checked.map(|checked| checked.days_until(context.now)),
        evidence_dates: practice.evidence.iter().map(|evidence| evidence.checked).collect(),
        source_kinds,
    }
}

fn show(out: &mut impl Write, id: &str, format: Format) -> Result<ExitCode, Failure> {
    let rules = Ruleset::shipped();
    let (file, practice) = rules
        .practice(id)
        .ok_or_else(|| Failure(format!("there is no practice \"{id}\"; `trainspotter rules list` names them")))?;
    if format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, practice)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "{} · {}\n{}\n", practice.id, file.rules.vendor.name, practice.title)?;
    writeln!(out, "{}\n", practice.summary)?;
    writeln!(out, "Whom it concerns: {}", practice.scope_note)?;
    for case in practice.cases.iter().chain(&practice.exceptions) {
        writeln!(out, "  - {}", case.note)?;
    }
    if let Some(since) = practice.since {
        writeln!(out, "In force from: {since}")?;
    }
    writeln!(out, "How sure we are: {}", practice.confidence.why)?;
    writeln!(out, "Who can stop it: {}", practice.opt_out.who_note)?;
    for (number, step) in practice.opt_out.steps.iter().enumerate() {
        writeln!(out, "  {}. {step}", number + 1)?;
    }
    writeln!(out, "  It does: {}\n  It does not: {}", practice.opt_out.does, practice.opt_out.does_not)?;
    for entry in &practice.disagreements {
        writeln!(out, "Sources disagree about {}:", entry.about)?;
        for side in &entry.sides {
            writeln!(out, "  - {} ({})", side.says, side.url)?;
        }
    }
    writeln!(out, "Evidence:")?;
    for evidence in &practice.evidence {
        writeln!(
            out,
            "  - {} {} (checked {}): {}",
            evidence.publisher, evidence.url, evidence.checked, evidence.supports
        )?;
    }
    for note in &practice.notes {
        writeln!(out, "Note: {note}")?;
    }
    for change in &practice.history {
        writeln!(out, "History, {}: {}", change.until, change.change)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn check(out: &mut impl Write, paths: &[PathBuf], format: Format) -> Result<ExitCode, Failure> {
    let texts = if paths.is_empty() {
        Ruleset::shipped_texts().map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
    } else {
        read(paths)?
    };
    let (rules, mut problems) = Ruleset::load(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let mut counts = examples::Counts::default();
    match examples::run(&Engine::new(rules)) {
        Ok(run) => counts = run,
        Err(found) => problems.extend(found),
    }
    problems.extend(future_dates(&texts));
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &problems)?;
            writeln!(out)?;
        }
        Format::Text => {
            for problem in &problems {
                writeln!(out, "{problem}")?;
            }
            if problems.is_empty() {
                let examples::Counts { examples, near_misses } = counts;
                writeln!(
                    out,
                    "{} files, {examples} examples, {near_misses} near misses: all as they should be",
                    texts.len()
                )?;
            } else {
                writeln!(out, "{} problems in {} files", problems.len(), texts.len())?;
            }
        }
    }
    Ok(ExitCode::from(if problems.is_empty() { 0 } else { 2 }))
}

/// Nothing can have been checked tomorrow. Asked here, since the core has no clock.
fn future_dates(texts: &[(String, String)]) -> Vec<Problem> {
    let now = today();
    let (rules, _) = Ruleset::load(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let mut problems = Vec::new();
    for file in rules.files() {
        for (number, practice) in file.rules.practices.iter().enumerate() {
            for (index, evidence) in
                practice.evidence.iter().enumerate().filter(|(_, entry)| entry.checked.is_after(now))
            {
                let pointer = format!("/practices/{number}/evidence/{index}/checked");
                let message = format!("{} has not come yet; give the day somebody looked", evidence.checked);
                problems.push(Problem::new(&file.name, pointer, "future-date", message));
            }
        }
    }
    problems
}

fn read(paths: &[PathBuf]) -> Result<Vec<(String, String)>, Failure> {
    let failure = |path: &Path, error: io::Error| {
        Failure(format!("{}: {error}; give rule files or folders of them", path.display()))
    };
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside: Vec<PathBuf> =
                fs::read_dir(path).map_err(|error| failure(path, error))?.flatten().map(|entry| entry.path()).collect();
            inside.retain(|file| {
                file.extension().is_some_and(|end| end == "json")
                    && file.file_name().is_none_or(|name| name != schema::FILE_NAME)
            });
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    let text = |path: PathBuf| {
        fs::read_to_string(&path).map(|text| (path.display().to_string(), text)).map_err(|error| failure(&path, error))
    };
    files.into_iter().map(text).collect()
}
