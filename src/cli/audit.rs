//! `trainspotter audit`: captures in, a report out.

mod files;
mod reading;
mod text;

use super::{ContextOptions, Failure};
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use trainspotter::report::Report;
use trainspotter::verdict::Level;
use trainspotter::{Context, Engine};

#[derive(Args)]
pub(super) struct Options {
    /// HAR captures; also compressed with gzip, in zip archives, or folders of them.
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
    /// Captures read at the same time; as many as there are processors if left out.
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

/// Forms of the report.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Form {
    Text,
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Alert,
    Notice,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let engine = options.context.engine()?;
    let context = options.context.context(&engine)?;
    // A report for reading carries no checksums, so nobody has to wait for them.
    let (report, broken) = audit(options, &engine, &context, options.format != Form::Text);
    let mut out = BufWriter::new(io::stdout().lock());
    match options.format {
        Form::Json => {
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        }
        Form::Text => text::write(&mut out, &report)?,
    }
    out.flush()?;
    for message in &broken {
        eprintln!("trainspotter: {message}");
    }
    let limit = options.fail_on.map(|level| match level {
        FailOn::Alert => Level::Alert,
        FailOn::Notice => Level::Notice,
    });
    let failed = limit.is_some_and(|limit| report.loudest() >= Some(limit));
    Ok(ExitCode::from(if broken.is_empty() { u8::from(failed) } else { 2 }))
}

/// Reads the captures; the answer holds the report and what could not be read.
fn audit(options: &Options, engine: &Engine, context: &Context, checksums: bool) -> (Report, Vec<String>) {
    let (files, mut broken) = files::find(&options.files);
    let jobs = options.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZero::get);
    let (audit, inputs, problems) = reading::read_all(&files, jobs, checksums, engine, context);
    broken.extend(problems);
    (audit.report(inputs, options.keep_ids), broken)
}
