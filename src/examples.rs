//! Runs the examples and near misses that every practice brings along.

use crate::context::Context;
use crate::engine::Engine;
use crate::finding::Finding;
use crate::practice::{Known, Practice};
use crate::problem::Problem;
use crate::ruleset::RuleFile;
use crate::signal::Signal;
use crate::verdict::Level;

/// How many were run.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counts {
    /// Examples.
    pub examples: usize,
    /// Near misses.
    pub near_misses: usize,
}

/// Runs every example and near miss of the engine's rules.
///
/// # Errors
/// Every one that does not come out as the rule says.
pub fn run(engine: &Engine) -> Result<Counts, Vec<Problem>> {
    run_of(engine, engine.ruleset().files())
}

/// Runs the examples and near misses of custom files alone.
pub(crate) fn run_custom(engine: &Engine) -> Result<Counts, Vec<Problem>> {
    run_of(engine, engine.ruleset().files().iter().filter(|file| file.custom))
}

fn run_of<'f>(engine: &Engine, files: impl IntoIterator<Item = &'f RuleFile>) -> Result<Counts, Vec<Problem>> {
    let mut counts = Counts::default();
    let mut problems = Vec::new();
    for file in files {
        for (number, practice) in file.rules.practices.iter().enumerate() {
            for (index, example) in practice.examples.iter().enumerate() {
                counts.examples += 1;
                let found = outcome(engine, practice, &example.signal, &example.given);
                let got = found.as_ref().map(|finding| (finding.verdict, finding.level));
                if got != Some((example.verdict, example.level)) {
                    let pointer = format!("/practices/{number}/examples/{index}");
                    let wanted = format!("{} at level {}", example.verdict.as_str(), example.level.as_str());
                    let message = format!("\"{}\" must give {wanted}, but gives {}", practice.id, said(found.as_ref()));
                    problems.push(Problem::new(&file.name, pointer, "example-fails", message));
                }
            }
            for (index, miss) in practice.near_misses.iter().enumerate() {
                counts.near_misses += 1;
                let found = outcome(engine, practice, &miss.signal, &miss.given);
                if found.as_ref().is_some_and(|finding| finding.level > Level::Info) {
                    let pointer = format!("/practices/{number}/nearMisses/{index}");
                    let message =
                        format!("\"{}\" must stay quiet here, but gives {}", practice.id, said(found.as_ref()));
                    problems.push(Problem::new(&file.name, pointer, "near-miss-is-loud", message));
                }
            }
        }
    }
    if problems.is_empty() { Ok(counts) } else { Err(problems) }
}

fn said(finding: Option<&Finding>) -> String {
    finding.map_or_else(
        || "nothing".to_owned(),
        |finding| format!("{} at level {}", finding.verdict.as_str(), finding.level.as_str()),
    )
}

fn outcome(engine: &Engine, practice: &Practice, signal: &Signal, given: &Known) -> Option<Finding> {
    let newest = practice.evidence.iter().map(|evidence| evidence.checked).max();
    let mut context = Context::on(given.now.or(newest)?);
    for app in &practice.apps {
        context.plans.extend(given.plan.iter().map(|plan| (app.clone(), plan.clone())));
        context.accounts.extend(given.account.map(|account| (app.clone(), account)));
    }
    context.region.clone_from(&given.region);
    engine.classify(signal, &context).findings.into_iter().find(|finding| finding.practice == practice.id)
}
