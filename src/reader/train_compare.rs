//! Fits the weights by which two versions are told apart: a logistic regression within bounds.
//!
//! Not part of any shipped program; `examples/train-compare.rs` uses it. Deterministic.

use super::compare::Outcome;
use super::document::Document;
use super::observe::{OBSERVED, Observations};
use super::read::Reader;
use super::weighing::Weights;
use serde::Deserialize;
use std::fs;

/// A pair of versions, as the cases of this repository hold them.
#[derive(Clone, Debug, Deserialize)]
pub struct Pair {
    /// The page that the passage stands in, which is its vendor: `{}` stands for the passage.
    pub page: String,
    /// What the older version said.
    pub passage: String,
    /// What the page says in its place.
    pub now: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
}

/// A pair with its page.
pub struct Case {
    /// The pair.
    pub pair: Pair,
    /// The newer version of the page.
    pub document: Document,
    /// How much it counts.
    pub weight: f32,
}

/// What is fitted to: observations, whether the meaning changed, how much it counts.
pub type Sample = (Observations, bool, f32);

/// Reads the pairs of a file in a folder. `read` makes a document of a page.
///
/// # Errors
/// Names the file that cannot be read.
pub fn pairs(folder: &str, name: &str, weight: f32, read: fn(&str) -> Document) -> Result<Vec<Case>, String> {
    let text = |name: &str| fs::read_to_string(format!("{folder}/{name}")).map_err(|error| format!("{name}: {error}"));
    let case = |line: &str| {
        let pair: Pair = serde_json::from_str(line).map_err(|error| format!("{name}: {error}"))?;
        let page = text(&format!("{}.md", pair.page))?;
        let document = read(&page.replace("{}", pair.now.as_deref().unwrap_or_default()));
        Ok(Case { pair, document, weight })
    };
    text(name)?.lines().map(case).collect()
}

/// What a case teaches: nothing, where the passage stands word by word or nowhere.
pub fn sample(reader: &Reader, case: &Case) -> Option<Sample> {
    let changed = match case.pair.outcome {
        Outcome::Reworded => false,
        Outcome::Changed => true,
        Outcome::Unchanged | Outcome::Removed => return None,
    };
    Some((reader.observed(&case.pair.passage, &case.document)?, changed, case.weight))
}

/// Passes over all samples.
const PASSES: usize = 4_000;
/// Width of a step.
const STEP: f32 = 0.3;
/// Pull of all weights towards nought.
const PULL: f32 = 0.002;

/// Least bias: one telling difference is enough, whatever the share of changes among the samples.
const LEAST_BIAS: f32 = -1.6;

/// Fits weights that are never below what [`OBSERVED`] says.
pub fn fit(samples: &[Sample]) -> Weights {
    let mut weights = Weights { each: [0.0; OBSERVED.len()], bias: 0.0 };
    let all: f32 = samples.iter().map(|(_, _, weight)| weight).sum();
    for _ in 0..PASSES {
        let (mut slopes, mut bias) = ([0.0_f32; OBSERVED.len()], 0.0);
        for (observed, changed, weight) in samples {
            let odds = 1.0 / (1.0 + (-weights.sum(observed)).exp());
            let error = (odds - f32::from(u8::from(*changed))) * weight / all;
            slopes.iter_mut().zip(observed).for_each(|(slope, value)| *slope += error * value);
            bias += error;
        }
        for ((weight, slope), (_, _, least)) in weights.each.iter_mut().zip(slopes).zip(OBSERVED) {
            *weight = (*weight - STEP * (slope + PULL * *weight)).max(*least);
        }
        weights.bias = (weights.bias - STEP * bias).max(LEAST_BIAS);
    }
    weights
}
