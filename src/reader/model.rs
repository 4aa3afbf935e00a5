//! The linear model: one weight per feature bucket and label, in eight bits.
//!
//! `weights.bin` is written by `examples/train-reader.rs`; `weights.json` beside it says from what.

use super::features::{BUCKETS, Feature};
use super::label::Label;

const LABELS: usize = Label::ALL.len();
const MAGIC: &[u8; 4] = b"TSR1";
const SHIPPED: &[u8] = include_bytes!("weights.bin");
/// Magic, then one scale and one bias per label.
const HEAD: usize = 4 + 8 * LABELS;

/// Probability of each label, in the order of [`Label::ALL`].
pub type Scores = [f32; LABELS];

/// Weights, ready to use.
pub struct Model<'a> {
    scale: Scores,
    bias: Scores,
    weights: &'a [u8],
}

// A damaged file does not build.
const _: () = assert!(SHIPPED.len() == HEAD + BUCKETS * LABELS, "weights.bin: train anew");

impl Model<'static> {
    /// The weights that ship with this version.
    pub fn shipped() -> Model<'static> {
        let none = Model { scale: [0.0; LABELS], bias: [0.0; LABELS], weights: &[] };
        Model::read(SHIPPED).unwrap_or(none)
    }
}

impl<'a> Model<'a> {
    /// Reads weights as [`pack`] wrote them.
    pub fn read(bytes: &'a [u8]) -> Option<Model<'a>> {
        let (head, weights) = bytes.split_at_checked(HEAD)?;
        if &head[..4] != MAGIC || weights.len() != BUCKETS * LABELS {
            return None;
        }
        let mut numbers =
            head[4..].chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        let mut eight = || std::array::from_fn(|_| numbers.next().unwrap_or_default());
        Some(Model { scale: eight(), bias: eight(), weights })
    }

    /// The probability of each label.
    pub fn scores(&self, features: &[Feature]) -> Scores {
        let mut sums = [0.0_f32; LABELS];
        for feature in features {
            let row = feature.bucket as usize * LABELS;
            let row = self.weights.get(row..row + LABELS).unwrap_or_default();
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += f32::from(*weight as i8) * feature.value;
            }
        }
        let raw = std::array::from_fn(|label| sums[label] * self.scale[label] + self.bias[label]);
        softmax(raw)
    }
}

/// Turns sums into probabilities.
pub fn softmax(mut raw: Scores) -> Scores {
    let top = raw.iter().copied().fold(f32::MIN, f32::max);
    raw.iter_mut().for_each(|value| *value = (*value - top).exp());
    let total: f32 = raw.iter().sum();
    raw.map(|value| value / total)
}

/// Packs trained weights (`[bucket][label]`) into eight bits each.
pub fn pack(weights: &[Scores], bias: Scores) -> Vec<u8> {
    let widest = |label: usize| weights.iter().map(|row| row[label].abs()).fold(1e-6, f32::max);
    let scale: Scores = std::array::from_fn(|label| widest(label) / 127.0);
    let mut bytes = MAGIC.to_vec();
    bytes.extend(scale.iter().chain(&bias).flat_map(|number| number.to_le_bytes()));
    for row in weights {
        bytes.extend(row.iter().zip(&scale).map(|(weight, scale)| (weight / scale).round() as i8 as u8));
    }
    bytes
}
