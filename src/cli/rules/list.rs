//! `trainspotter rules list`

use crate::cli::{Failure, Format, today};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;
use trainspotter::context::STALE_AFTER_DAYS;
use trainspotter::practice::{ConfidenceLevel, Practice, SourceKind};
use trainspotter::ruleset::RuleFile;
use trainspotter::verdict::Verdict;
use trainspotter::{Context, Engine, PartialDate, Ruleset};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    id: &'a str,
    vendor: &'a str,
    vendor_id: &'a str,
    title: &'a str,
    apps: &'a [String],
    verdict: Verdict,
    confidence: ConfidenceLevel,
    checked: Option<PartialDate>,
    age_days: Option<i64>,
    stale: bool,
    evidence_dates: Vec<PartialDate>,
    source_kinds: Vec<SourceKind>,
}

pub(super) fn run(out: &mut impl Write, due: bool, format: Format) -> Result<ExitCode, Failure> {
    let engine = Engine::new(Ruleset::shipped());
    let context = Context::on(today());
    let mut rows: Vec<Listed<'_>> =
        engine.ruleset().practices().map(|(file, practice)| listed(&engine, file, practice, &context)).collect();
    if due {
        rows.retain(|row| row.stale);
        rows.sort_by_key(|row| std::cmp::Reverse(row.age_days));
    }
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &rows)?;
            writeln!(out)?;
        }
        Format::Text => text(out, &rows, due)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn text(out: &mut impl Write, rows: &[Listed<'_>], due: bool) -> Result<(), Failure> {
    writeln!(out, "{:<50} {:<20} {:>7}  {:<10}  vendor", "practice", "verdict", "age", "confidence")?;
    for row in rows {
        let age = row.age_days.map_or_else(|| "-".to_owned(), |age| format!("{age} d"));
        let confidence = row.confidence.as_str();
        writeln!(out, "{:<50} {:<20} {age:>7}  {confidence:<10}  {}", row.id, row.verdict.as_str(), row.vendor)?;
    }
    let vendors: BTreeSet<&str> = rows.iter().map(|row| row.vendor_id).collect();
    let what = if due { format!(" with evidence older than {STALE_AFTER_DAYS} days") } else { String::new() };
    writeln!(out, "{} practices of {} vendors{what}", rows.len(), vendors.len())?;
    Ok(())
}

fn listed<'a>(engine: &Engine, file: &'a RuleFile, practice: &'a Practice, context: &Context) -> Listed<'a> {
    let checked = practice.newest_evidence();
    let mut source_kinds: Vec<SourceKind> = Vec::new();
    for evidence in &practice.evidence {
        if !source_kinds.contains(&evidence.kind) {
            source_kinds.push(evidence.kind);
        }
    }
    Listed {
        id: &practice.id,
        vendor: &file.rules.vendor.name,
        vendor_id: &file.rules.vendor.id,
        title: &practice.title,
        apps: &practice.apps,
        verdict: engine.verdict_with_nothing_known(practice, context),
        confidence: practice.confidence.level,
        checked,
        age_days: checked.map(|checked| checked.days_until(context.now)),
        stale: practice.is_stale(context.now, context.stale_after_days),
        evidence_dates: practice.evidence.iter().map(|evidence| evidence.checked).collect(),
        source_kinds,
    }
}
