//! Finds in a document the sentences that say what a passage says, be it in other words.

use super::align::{Index, MOST_WINDOWS, Match};
use super::paraphrase::{Family, family};
use super::wording::is_plain;
use super::words::{Word, words};
use std::collections::HashMap;

/// The families of a document's words.
pub(super) struct Meant {
    /// By the hash of the word: its family, and the share of its weight that counts.
    families: HashMap<u32, (u32, f32)>,
    /// In how many sentences a family stands.
    known: HashMap<u32, u32>,
}

/// Share of its weight by which a small word counts.
const SMALL: f32 = 0.15;

impl Index<'_> {
    fn meant(&self) -> &Meant {
        self.meant.get_or_init(|| {
            let mut meant = Meant { families: HashMap::new(), known: HashMap::new() };
            let mut seen = Vec::new();
            for (_, range) in &self.sentences {
                seen.clear();
                for word in &self.words[range.clone()] {
                    let of = || share(self.text().get(word.range.clone()).unwrap_or_default());
                    seen.push(meant.families.entry(word.hash).or_insert_with(of).0);
                }
                seen.sort_unstable();
                seen.dedup();
                seen.iter().for_each(|family| *meant.known.entry(*family).or_default() += 1);
            }
            meant
        })
    }

    /// The families of some words and what each weighs, without doubles. `text` is where they stand.
    fn weighed(&self, text: &str, list: &[Word], out: &mut HashMap<u32, f32>) {
        let meant = self.meant();
        out.clear();
        for word in list {
            let known = meant.families.get(&word.hash).copied();
            let (family, share) = known.unwrap_or_else(|| share(text.get(word.range.clone()).unwrap_or_default()));
            let count = meant.known.get(&family).copied().unwrap_or(1) as f32;
            let weight = share * ((self.sentences.len() as f32 + 1.0) / (count + 0.5)).ln().max(0.2);
            let place = out.entry(family).or_default();
            *place = place.max(weight);
        }
    }

    /// The window of sentences that most nearly says what the passage says, be it in other words.
    pub(super) fn nearest(&self, text: &str, passage: &[Word], passage_sentences: usize) -> Option<Match> {
        let (mut wanted, mut there) = (HashMap::new(), HashMap::new());
        self.weighed(text, passage, &mut wanted);
        let all: f32 = wanted.values().sum();
        let mut best: Option<Match> = None;
        for width in 1..=passage_sentences + 1 {
            for window in self.sentences.windows(width).take(MOST_WINDOWS) {
                let (Some(first), Some(last)) = (window.first(), window.last()) else { continue };
                self.weighed(self.text(), &self.words[first.1.start..last.1.end], &mut there);
                let shared: f32 =
                    there.iter().filter(|(family, _)| wanted.contains_key(family)).map(|(_, weight)| weight).sum();
                let likeness = 2.0 * shared / (all + there.values().sum::<f32>()).max(f32::EPSILON);
                // A wider window must earn its width.
                let likeness = likeness - 0.02 * (width - 1) as f32;
                if best.as_ref().is_none_or(|best| likeness > best.likeness) {
                    best = Some(Match {
                        range: first.0.start..last.0.end,
                        likeness,
                        covered: shared / all.max(f32::EPSILON),
                    });
                }
            }
        }
        best
    }

    /// How like a text is to a passage in other words, and what share of it the passage says.
    pub(super) fn sameness(&self, passage: &str, mine: &[Word], text: &str) -> (f32, f32) {
        let mut list = Vec::new();
        words(text, 0..text.len(), &mut list);
        let (mut wanted, mut there) = (HashMap::new(), HashMap::new());
        self.weighed(passage, mine, &mut wanted);
        self.weighed(text, &list, &mut there);
        let shared: f32 =
            there.iter().filter(|(family, _)| wanted.contains_key(family)).map(|(_, weight)| weight).sum();
        let sum = there.values().sum::<f32>().max(f32::EPSILON);
        (2.0 * shared / (wanted.values().sum::<f32>() + sum), shared / sum)
    }
}

/// The family of a word, and the share of its weight that counts.
fn share(word: &str) -> (u32, f32) {
    let Family { id, telling } = family(word);
    (id, if !telling && is_plain(word) { SMALL } else { 1.0 })
}
