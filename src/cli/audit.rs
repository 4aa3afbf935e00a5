//! `trainspotter audit`: captures in, a report out.

mod files;
mod reading;
mod text;
mod verify;

use super::{ContextOptions, Failure};
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use trainspotter::report::{self, Record, Report};
use trainspotter::verdict::Level;
use trainspotter::{Context, Engine};

#[derive(Args)]
pub(super) struct Options {
    /// HAR captures; also compressed with gzip, in zip archives, or folders of them; `-` is standard input.
    #[arg(required = true, value_name = "FILE.har")]
    files: Vec<PathBuf>,
    /// Output.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    #[command(flatten)]
    context: ContextOptions,
    /// Exit with 1 if there is a finding of this level or above.
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// Show ids in addresses, and tenants in every form. Secrets in addresses stay hidden.
    #[arg(long)]
    keep_ids: bool,
    /// Read the captures again as for this report (json, html or sarif), and say whether it still says the same.
    #[arg(long, value_name = "REPORT", conflicts_with_all = ["plan", "account", "region", "now", "keep_ids", "fail_on"])]
    verify: Option<PathBuf>,
    /// Captures read at the same time; as many as there are processors if left out.
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

/// Forms of the report.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Form {
    /// For reading in a terminal.
    Text,
    /// For programs.
    Json,
    /// One page for publishing.
    Html,
    /// For spreadsheets.
    Csv,
    /// SARIF 2.1.0, for tools that collect findings.
    Sarif,
}

impl Form {
    /// The form that the report itself can be written in.
    fn of_report(self) -> Option<report::Form> {
        match self {
            Form::Text => None,
            Form::Json => Some(report::Form::Json),
            Form::Html => Some(report::Form::Html),
            Form::Csv => Some(report::Form::Csv),
            Form::Sarif => Some(report::Form::Sarif),
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Alert,
    Notice,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let engine = options.context.engine()?;
    if let Some(path) = &options.verify {
        return verify(options, &verify::record(path)?, &engine);
    }
    let context = options.context.context(&engine)?;
    // A report for reading carries no checksums, so nobody has to wait for them.
    let (report, broken) = audit(options, &engine, &context, options.keep_ids, options.format != Form::Text);
    let loudest = report.loudest();
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format.of_report() {
        None => text::write(&mut out, &report)?,
        Some(form) => out.write_all(report.written(form, &engine, &context).map_err(Failure)?.as_bytes())?,
    }
    out.flush()?;
    for message in &broken {
        eprintln!("trainspotter: {message}");
    }
    let limit = options.fail_on.map(|level| match level {
        FailOn::Alert => Level::Alert,
        FailOn::Notice => Level::Notice,
    });
    let failed = limit.is_some_and(|limit| loudest >= Some(limit));
    Ok(ExitCode::from(if broken.is_empty() { u8::from(failed) } else { 2 }))
}

/// Reads the captures; the answer holds the report and what could not be read.
fn audit(
    options: &Options,
    engine: &Engine,
    context: &Context,
    keep_ids: bool,
    checksums: bool,
) -> (Report, Vec<String>) {
    let (files, mut broken) = files::find(&options.files);
    let jobs = options.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let (audit, inputs, problems) = reading::read_all(&files, jobs, checksums, engine, context);
    broken.extend(problems);
    (audit.report(inputs, keep_ids), broken)
}

/// Says whether a report still says the same: 0 if it does, 1 if not.
fn verify(options: &Options, then: &Record, engine: &Engine) -> Result<ExitCode, Failure> {
    let context = verify::context(then)?;
    let (report, broken) = audit(options, engine, &context, then.ids_kept, true);
    let report = if then.published { report.for_publishing() } else { report };
    let verification = then.verify(&report.record());
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format {
        Form::Json => {
            serde_json::to_writer_pretty(&mut out, &verification)?;
            writeln!(out)?;
        }
        _ => verify::write(&mut out, &verification)?,
    }
    out.flush()?;
    for message in &broken {
        eprintln!("trainspotter: {message}");
    }
    Ok(ExitCode::from(u8::from(!verification.same)))
}
