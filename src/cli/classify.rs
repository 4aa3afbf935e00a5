//! `trainspotter classify`: constant memory, one line in, one line out.

use super::lines::{self, Refusal};
use super::{ContextOptions, Failure};
use serde::Serialize;
use std::process::ExitCode;
use trainspotter::activity::Activity;
use trainspotter::verdict::{Level, Verdict};
use trainspotter::{Classification, Signal};

#[derive(Serialize)]
struct Answer<'a> {
    line: u64,
    app: Option<&'a str>,
    tenant: Option<&'a str>,
    activity: Option<Activity>,
    findings: Vec<Short<'a>>,
}

#[derive(Serialize)]
struct Short<'a> {
    practice: &'a str,
    verdict: Verdict,
    level: Level,
    stale: bool,
}

pub(super) fn run(options: &ContextOptions) -> Result<ExitCode, Failure> {
    let engine = options.engine()?;
    let context = options.context(&engine)?;
    lines::answer("a signal is one URL and a few words", |line, text, out| {
        match serde_json::from_slice::<Signal>(text) {
            Ok(signal) => {
                let classified = engine.classify(&signal, &context);
                serde_json::to_writer(out, &answer(line, &classified))?;
                Ok(Ok(()))
            }
            Err(error) => Ok(Err(Refusal {
                code: if error.is_data() { "wrong-signal" } else { "not-json" },
                message: format!("{error}; write e.g. {{\"kind\":\"page\",\"url\":\"https://app.example.com/\"}}"),
            })),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

fn answer(line: u64, classified: &Classification) -> Answer<'_> {
    let findings = classified.findings.iter().map(|finding| Short {
        practice: &finding.practice,
        verdict: finding.verdict,
        level: finding.level,
        stale: finding.stale,
    });
    Answer {
        line,
        app: classified.app.as_deref(),
        tenant: classified.tenant.as_deref(),
        activity: classified.activity,
        findings: findings.collect(),
    }
}
