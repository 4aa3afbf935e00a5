//! The report in the Static Analysis Results Interchange Format 2.1.0, for tools that collect findings.

use super::{Report, Reported, RequestEvidence};
use crate::verdict::Level;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// What may stand in a reference to a file as it is.
const FILE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b'/').remove(b'~');

/// The report as a SARIF log.
pub fn log(report: &Report) -> Value {
    let mut rules: Vec<&Reported> = Vec::new();
    let mut results = Vec::new();
    for app in &report.apps {
        for reported in &app.findings {
            let known = rules.iter().position(|rule| rule.finding.practice == reported.finding.practice);
            let index = known.unwrap_or_else(|| {
                rules.push(reported);
                rules.len() - 1
            });
            results.push(result(report, reported, index, &super::chart::place(&app.name, app.tenant.as_deref())));
        }
    }
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "Trainspotter",
                "version": report.rules.version,
                "semanticVersion": report.rules.version,
                "rules": rules.into_iter().map(rule).collect::<Vec<_>>(),
            }},
            "invocations": [{
                "executionSuccessful": report.inputs.iter().all(|input| input.problem.is_none()),
                "toolExecutionNotifications": notifications(report),
            }],
            "artifacts": report.inputs.iter().map(artifact).collect::<Vec<_>>(),
            "results": results,
            "columnKind": "unicodeCodePoints",
            "properties": { "rulesSha256": report.rules.sha256, "judgedFor": report.rules.now, "record": report.record() },
        }],
    })
}

fn rule(reported: &Reported) -> Value {
    let finding = &reported.finding;
    let mut rule = json!({
        "id": finding.practice,
        "shortDescription": { "text": finding.title },
        "fullDescription": { "text": finding.summary },
        "help": { "text": format!("Who can stop it: {} What that does: {} What it does not do: {}", finding.opt_out.who_note, finding.opt_out.does, finding.opt_out.does_not) },
        "defaultConfiguration": { "level": level(finding.level) },
        "properties": { "vendor": finding.vendor, "file": finding.why.file, "sha256": reported.rule },
    });
    if let Some(evidence) = finding.evidence.first() {
        rule["helpUri"] = json!(evidence.url);
    }
    rule
}

fn result(report: &Report, reported: &Reported, index: usize, place: &str) -> Value {
    let finding = &reported.finding;
    let fed_by: Vec<String> = reported
        .fed_by
        .iter()
        .map(|count| format!("{} ({})", super::words::activity(count.activity), count.count))
        .collect();
    let fed = if fed_by.is_empty() { "the page was opened".to_owned() } else { super::words::list(&fed_by) };
    let text = format!("{place}: {}. {} Seen: {fed}.", super::words::verdict(finding.verdict), finding.summary);
    let times: u64 = reported.fed_by.iter().map(|count| count.count).sum();
    json!({
        "ruleId": finding.practice,
        "ruleIndex": index,
        "level": level(finding.level),
        "message": { "text": text },
        "occurrenceCount": times.max(1),
        "locations": reported.requests.iter().map(|request| location(report, request, place)).collect::<Vec<_>>(),
        "partialFingerprints": { "practiceAndPlace/v1": format!("{}|{place}", finding.practice) },
        "properties": { "verdict": finding.verdict, "stale": finding.stale, "activities": reported.fed_by, "evidence": finding.evidence },
    })
}

fn location(report: &Report, request: &RequestEvidence, place: &str) -> Value {
    let name = report.inputs.get(request.input).map_or("", |input| input.name.as_str());
    let method = request.method.as_deref().unwrap_or("");
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(name), "index": request.input },
            "region": { "byteOffset": request.offset, "byteLength": 1 },
        },
        "logicalLocations": [{ "fullyQualifiedName": place }],
        "message": { "text": format!("{method} {}", request.url).trim() },
    })
}

fn artifact(input: &super::Input) -> Value {
    let mut artifact = json!({ "location": { "uri": uri(&input.name) }, "length": input.bytes });
    if let Some(sum) = &input.sha256 {
        artifact["hashes"] = json!({ "sha-256": sum });
    }
    artifact
}

fn notifications(report: &Report) -> Vec<Value> {
    let problem = |(index, input): (usize, &super::Input)| {
        let problem = input.problem.as_ref()?;
        let mut place = json!({ "artifactLocation": { "uri": uri(&input.name), "index": index } });
        if let Some(offset) = problem.offset {
            place["region"] = json!({ "byteOffset": offset, "byteLength": 0 });
        }
        Some(
            json!({ "level": "error", "message": { "text": problem.message }, "locations": [{ "physicalLocation": place }] }),
        )
    };
    report.inputs.iter().enumerate().filter_map(problem).collect()
}

fn uri(name: &str) -> String {
    utf8_percent_encode(name, FILE).to_string()
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Alert => "error",
        Level::Notice => "warning",
        Level::Info => "note",
    }
}
