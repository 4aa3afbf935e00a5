//! The report for reading in a terminal.

use std::io::{self, Write};
use trainspotter::report::{Report, Reported, words};

pub(super) fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    for app in &report.apps {
        let tenant = app.tenant.as_deref().map(|tenant| format!(" · {tenant}")).unwrap_or_default();
        writeln!(out, "{}{tenant}", app.app)?;
        for entry in &app.activities {
            writeln!(out, "  {:>6} × {}", entry.count, entry.activity.as_str())?;
        }
        for reported in &app.findings {
            finding(out, reported)?;
        }
        writeln!(out)?;
    }
    if report.apps.is_empty() {
        writeln!(out, "No app that the rules know.")?;
    }
    let hosts = report.unmatched.hosts.len() as u64;
    let requests = words::count(report.unmatched.requests, "request", "requests");
    writeln!(out, "Not matched: {requests} to {}.", words::count(hosts, "host", "hosts"))?;
    for input in &report.inputs {
        for note in words::reading(input) {
            writeln!(out, "{}: {note}.", input.name)?;
        }
    }
    writeln!(
        out,
        "Rules {} with {} practices, judged for {}. A finding says what the vendor declares, not what was proved to happen.",
        report.rules.version, report.rules.practices, report.rules.now
    )
}

fn finding(out: &mut impl Write, reported: &Reported) -> io::Result<()> {
    let finding = &reported.finding;
    let stale = if finding.stale { ", evidence is old" } else { "" };
    writeln!(out, "\n  [{}] {}: {}{stale}", finding.level.as_str(), finding.verdict.as_str(), finding.title)?;
    writeln!(out, "      {}", finding.summary)?;
    writeln!(out, "      Who can stop it: {}", finding.opt_out.who_note)?;
    if let Some(evidence) = finding.evidence.first() {
        writeln!(out, "      Source: {} (checked {}, {} days ago)", evidence.url, evidence.checked, evidence.age_days)?;
    }
    Ok(())
}
