//! Training: labelled passages to weights. Deterministic: the same passages give the same bytes.
//!
//! Not part of any shipped program; `examples/train-reader.rs` and `benches/reader.rs` use it.

use super::features::{BUCKETS, Feature, Passage};
use super::label::Label;
use super::lexicon::Lexicon;
use super::model::{Scores, softmax};
use serde::Deserialize;

/// A labelled passage.
#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    /// The passage.
    pub text: String,
    /// What it says.
    pub label: Label,
    /// What may be said of it too.
    #[serde(default)]
    pub alt_labels: Vec<Label>,
    /// Who wrote it; passages of one vendor never stand in both halves of a validation.
    #[serde(default)]
    pub vendor: String,
    /// Language code.
    #[serde(default = "english")]
    pub language: String,
    /// Name, for error lists.
    #[serde(default)]
    pub id: String,
    /// How much it counts.
    #[serde(default = "one")]
    pub weight: f32,
}

fn english() -> String {
    "en".to_owned()
}

fn one() -> f32 {
    1.0
}

impl Case {
    /// The label to count: the one that was predicted where that is right too.
    pub fn truth(&self, predicted: Label) -> Label {
        if self.alt_labels.contains(&predicted) { predicted } else { self.label }
    }
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes over all cases.
    pub epochs: usize,
    /// First step width.
    pub rate: f32,
    /// Decay of all weights per pass.
    pub decay: f32,
    /// Share of an alternative label in the target.
    pub alternative: f32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { epochs: 40, rate: 0.35, decay: 0.004, alternative: 0.25 }
    }
}

/// The features of each case.
pub fn featurize(lexicon: &Lexicon, cases: &[Case]) -> Vec<Vec<Feature>> {
    let mut passage = Passage::default();
    let of = |case: &Case| {
        let mut out = Vec::new();
        passage.parse(lexicon, &case.text);
        passage.features(&mut out);
        out
    };
    cases.iter().map(of).collect()
}

/// Fits a softmax regression by adaptive gradient steps.
pub fn fit(cases: &[(&Case, &[Feature])], settings: &Settings) -> (Vec<Scores>, Scores) {
    let mut weights = vec![[0.0_f32; 8]; BUCKETS];
    let mut squares = vec![[1e-3_f32; 8]; BUCKETS];
    let (mut bias, mut bias_squares) = ([0.0_f32; 8], [1e-3_f32; 8]);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..settings.epochs {
        for at in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(at, (random % (at as u64 + 1)) as usize);
        }
        for at in &order {
            let (case, features) = cases[*at];
            let mut sums = bias;
            for feature in features {
                let row = &weights[feature.bucket as usize];
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight * feature.value);
            }
            let scores = softmax(sums);
            let target = target(case, settings.alternative);
            let error: Scores = std::array::from_fn(|label| (scores[label] - target[label]) * case.weight);
            for feature in features {
                let row = feature.bucket as usize;
                for label in 0..8 {
                    let slope = error[label] * feature.value;
                    squares[row][label] += slope * slope;
                    weights[row][label] -= settings.rate * slope / squares[row][label].sqrt();
                }
            }
            for label in 0..8 {
                bias_squares[label] += error[label] * error[label];
                bias[label] -= 0.1 * settings.rate * error[label] / bias_squares[label].sqrt();
            }
        }
        weights.iter_mut().flatten().for_each(|weight| *weight *= 1.0 - settings.decay);
    }
    (weights, bias)
}

fn target(case: &Case, alternative: f32) -> Scores {
    let mut target = [0.0; 8];
    let share = if case.alt_labels.is_empty() { 0.0 } else { alternative };
    target[case.label.column()] = 1.0 - share;
    for label in &case.alt_labels {
        target[label.column()] += share / case.alt_labels.len() as f32;
    }
    target
}

/// Reads labelled passages, one JSON object a line.
///
/// # Errors
/// Names the file and line that cannot be read.
pub fn parse(text: &str, path: &str) -> Result<Vec<Case>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| serde_json::from_str(line).map_err(|e| format!("{path}:{}: {e}", at + 1))).collect()
}

/// All labelled passages of the `.jsonl` files in a folder, in the order of their names.
///
/// # Errors
/// Names the folder, file or line that cannot be read.
pub fn cases_in(folder: &str) -> Result<Vec<Case>, String> {
    let problem = |error: std::io::Error| format!("{folder}: {error}");
    let mut paths = std::fs::read_dir(folder)
        .map_err(problem)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(problem)?;
    paths.sort();
    let mut cases = Vec::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "jsonl")) {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        cases.extend(parse(&text, &path.display().to_string())?);
    }
    Ok(cases)
}

/// A number over all texts and labels, to tell whether weights belong to these cases.
pub fn fingerprint(cases: &[Case]) -> String {
    let seed = (0xcbf2_9ce4_8422_2325_u64, 0x0000_0100_0000_01b3_u64);
    let bytes = cases.iter().flat_map(|case| case.text.bytes().chain(case.label.name().bytes()));
    format!("{:016x}", bytes.fold(seed.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(seed.1)))
}
