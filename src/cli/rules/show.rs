//! `trainspotter rules show`

use crate::cli::today;
use crate::cli::{Failure, Format};
use serde::Serialize;
use std::io::Write;
use std::process::ExitCode;
use trainspotter::practice::Practice;
use trainspotter::verdict::Verdict;
use trainspotter::{Context, Engine, Ruleset};

/// The practice as it stands in the rules, with what follows from it today.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'p> {
    vendor: &'p str,
    file: &'p str,
    verdict: Verdict,
    age_days: Option<i64>,
    stale: bool,
    #[serde(flatten)]
    practice: &'p Practice,
}

pub(super) fn run(out: &mut impl Write, id: &str, format: Format) -> Result<ExitCode, Failure> {
    let engine = Engine::new(Ruleset::shipped());
    let context = Context::on(today());
    let (file, practice) = engine
        .ruleset()
        .practice(id)
        .ok_or_else(|| Failure(format!("there is no practice \"{id}\"; `trainspotter rules list` names them")))?;
    if format == Format::Json {
        let shown = Shown {
            vendor: &file.rules.vendor.name,
            file: &file.name,
            verdict: engine.verdict_with_nothing_known(practice, &context),
            age_days: practice.newest_evidence().map(|checked| checked.days_until(context.now)),
            stale: practice.is_stale(context.now, context.stale_after_days),
            practice,
        };
        serde_json::to_writer_pretty(&mut *out, &shown)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "{} · {}\n{}\n", practice.id, file.rules.vendor.name, practice.title)?;
    writeln!(out, "{}\n", practice.summary)?;
    let verdict = engine.verdict_with_nothing_known(practice, &context);
    writeln!(out, "Verdict when nothing else is known: {}", verdict.as_str())?;
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
