//! `trainspotter audit`

use super::{ContextOptions, Failure, Format};
use clap::{Args, ValueEnum};
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use trainspotter::audit::{Audit, Report};
use trainspotter::finding::Finding;
use trainspotter::har;
use trainspotter::verdict::Level;

#[derive(Args)]
pub(super) struct Options {
    /// HAR captures.
    #[arg(required = true, value_name = "FILE.har")]
    files: Vec<PathBuf>,
    /// Output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    context: ContextOptions,
    /// Exit with 1 if there is a finding of this level or above.
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FailOn {
    Alert,
    Notice,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let engine = options.context.engine()?;
    let context = options.context.context(&engine)?;
    let mut audit = Audit::new(&engine, &context);
    let mut broken = Vec::new();
    for path in &options.files {
        let name = path.display();
        let opened = File::open(path).and_then(|file| {
            if file.metadata()?.len() == 0 {
                return Ok(None);
            }
            // SAFETY: the map is read-only. If another program shortens the file meanwhile the system
            // ends this process, as for every reader that maps files.
            unsafe { memmap2::Mmap::map(&file) }.map(Some)
        });
        match opened {
            Err(error) => broken.push(format!("{name}: {error}; give the path of a HAR capture")),
            Ok(map) => {
                if let Err(error) = har::read(map.as_deref().unwrap_or_default(), |entry| audit.add(entry)) {
                    broken.push(format!("{name}: {error}"));
                }
            }
        }
    }
    let report = audit.report();
    let mut out = io::stdout().lock();
    match options.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        }
        Format::Text => text(&mut out, &report)?,
    }
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

fn text(out: &mut impl Write, report: &Report) -> io::Result<()> {
    for app in &report.apps {
        let tenant = app.tenant.as_deref().map(|tenant| format!(" · {tenant}")).unwrap_or_default();
        writeln!(out, "{}{tenant}", app.app)?;
        for entry in &app.activities {
            writeln!(out, "  {:>6} × {}", entry.count, entry.activity.as_str())?;
        }
        for finding in &app.findings {
            finding_text(out, finding)?;
        }
        writeln!(out)?;
    }
    if report.apps.is_empty() {
        writeln!(out, "No app that the rules know.")?;
    }
    let hosts = report.unmatched.hosts.len();
    writeln!(out, "Not matched: {} requests to {hosts} hosts.", report.unmatched.requests)?;
    writeln!(
        out,
        "Rules {} with {} practices, judged for {}. A finding says what the vendor declares, not what was proved to happen.",
        report.rules.version, report.rules.practices, report.rules.now
    )
}

fn finding_text(out: &mut impl Write, finding: &Finding) -> io::Result<()> {
    let stale = if finding.stale { ", evidence is old" } else { "" };
    writeln!(out, "\n  [{}] {}: {}{stale}", finding.level.as_str(), finding.verdict.as_str(), finding.title)?;
    writeln!(out, "      {}", finding.summary)?;
    writeln!(out, "      Who can stop it: {}", finding.opt_out.who_note)?;
    if let Some(evidence) = finding.evidence.first() {
        writeln!(out, "      Source: {} (checked {}, {} days ago)", evidence.url, evidence.checked, evidence.age_days)?;
    }
    Ok(())
}
