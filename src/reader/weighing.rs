//! Whether what differs between two passages comes to another meaning.
//!
//! A weighted sum of what was observed: above nought, it does. The weights are fitted to pairs of
//! versions by `examples/train-compare.rs`, within the bounds that `observe` sets.

use super::difference::Difference;
use super::observe::{OBSERVED, Observations};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A weight for each observation, and what is added to their sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// In the order of [`OBSERVED`].
    pub each: Observations,
    /// Log odds of a change where nothing was observed.
    pub bias: f32,
}

impl Weights {
    /// Reads lines of a name and a number. What is not named weighs nothing.
    fn read(table: &str) -> Weights {
        let mut weights = Weights { each: [0.0; OBSERVED.len()], bias: 0.0 };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, Ok(weight))) = line.split_once(' ').map(|(name, weight)| (name, weight.parse())) else {
                continue;
            };
            match OBSERVED.iter().position(|(observed, ..)| *observed == name) {
                Some(at) => weights.each[at] = weight,
                None if name == "bias" => weights.bias = weight,
                None => {}
            }
        }
        weights
    }

    /// Log odds that observations come to another meaning.
    pub fn sum(&self, observed: &Observations) -> f32 {
        self.bias + observed.iter().zip(self.each).map(|(value, weight)| value * weight).sum::<f32>()
    }
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("weighing.txt")));

/// The differences that observations show, if they come to another meaning.
pub(super) fn weigh(observed: &Observations) -> Vec<Difference> {
    if WEIGHTS.sum(observed) <= 0.0 {
        return Vec::new();
    }
    let shows = OBSERVED.iter().zip(observed).zip(WEIGHTS.each);
    let shown =
        shows.filter(|((_, value), weight)| **value * weight >= TELLS).map(|(((_, difference, _), _), _)| *difference);
    let mut differences: BTreeSet<Difference> = shown.collect();
    if differences.is_empty() {
        differences.insert(Difference::Wording);
    }
    differences.into_iter().collect()
}

/// Part of the sum from which a difference is named.
const TELLS: f32 = 0.3;
