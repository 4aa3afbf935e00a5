//! Finds in a document the sentences that say what a passage says, be it in other words.

use super::align::{Index, MOST_WINDOWS, Match};
use super::paraphrase::{Family, family};
use super::wording::is_plain;
use super::words::{Word, words};
use std::collections::HashMap;

/// Families and what each weighs, in the order of their numbers and without doubles.
type Weighed = Vec<(u32, f32)>;

/// The families of a document's words.
pub(super) struct Meant {
    /// By the hash of the word: its family, and the share of its weight that counts.
    families: HashMap<u32, (u32, f32)>,
    /// In how many sentences a family stands.
    known: HashMap<u32, u32>,
    /// What each sentence says.
    sentences: Vec<Weighed>,
}

/// Share of its weight by which a small word counts.
const SMALL: f32 = 0.15;

impl Meant {
    fn of(index: &Index<'_>) -> Meant {
        let mut meant = Meant { families: HashMap::new(), known: HashMap::new(), sentences: Vec::new() };
        for (_, range) in &index.sentences {
            let shares = index.words[range.clone()].iter().map(|word| {
                let of = || share(index.text().get(word.range.clone()).unwrap_or_default());
                *meant.families.entry(word.hash).or_insert_with(of)
            });
            let mut said: Weighed = shares.collect();
            tidy(&mut said);
            said.iter().for_each(|(family, _)| *meant.known.entry(*family).or_default() += 1);
            meant.sentences.push(said);
        }
        let all = meant.sentences.len() as f32;
        for (family, share) in meant.sentences.iter_mut().flatten() {
            *share *= rarity(all, meant.known.get(family));
        }
        meant
    }

    /// What some words say. `text` is where they stand.
    fn weighed(&self, text: &str, list: &[Word]) -> Weighed {
        let all = self.sentences.len() as f32;
        let weighed = list.iter().map(|word| {
            let known = self.families.get(&word.hash).copied();
            let (family, share) = known.unwrap_or_else(|| share(text.get(word.range.clone()).unwrap_or_default()));
            (family, share * rarity(all, self.known.get(&family)))
        });
        let mut said = weighed.collect();
        tidy(&mut said);
        said
    }
}

/// A family that the document does not have weighs as one that it has once.
fn rarity(sentences: f32, known: Option<&u32>) -> f32 {
    ((sentences + 1.0) / (known.copied().unwrap_or(1) as f32 + 0.5)).ln().max(0.2)
}

/// In order, and of each family the weightiest.
fn tidy(said: &mut Weighed) {
    said.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    said.dedup_by_key(|(family, _)| *family);
}

fn sum(said: &Weighed) -> f32 {
    said.iter().map(|(_, weight)| weight).sum()
}

/// What of `there` is in `wanted` as well.
fn shared(there: &Weighed, wanted: &Weighed) -> f32 {
    let is_wanted = |family: &u32| wanted.binary_search_by_key(family, |(family, _)| *family).is_ok();
    there.iter().filter(|(family, _)| is_wanted(family)).map(|(_, weight)| weight).sum()
}

impl Index<'_> {
    fn meant(&self) -> &Meant {
        self.meant.get_or_init(|| Meant::of(self))
    }

    /// The window of sentences that most nearly says what the passage says, be it in other words.
    pub(super) fn nearest(&self, text: &str, passage: &[Word], passage_sentences: usize) -> Option<Match> {
        let meant = self.meant();
        let wanted = meant.weighed(text, passage);
        let all = sum(&wanted).max(f32::EPSILON);
        let parts: Vec<f32> = meant.sentences.iter().map(|said| shared(said, &wanted)).collect();
        let mut best: Option<Match> = None;
        let mut there = Weighed::new();
        for width in 1..=passage_sentences + 1 {
            for (at, window) in self.sentences.windows(width).take(MOST_WINDOWS).enumerate() {
                let (Some(first), Some(last)) = (window.first(), window.last()) else { continue };
                // No more than its sentences say one by one.
                let most: f32 = parts[at..at + width].iter().sum();
                if most <= LEAST_SHARED * all {
                    continue;
                }
                there.clear();
                there.extend(meant.sentences[at..at + width].iter().flatten());
                tidy(&mut there);
                let shared = shared(&there, &wanted);
                let said = sum(&there).max(f32::EPSILON);
                let likeness = 2.0 * shared / (all + said);
                // A wider window must earn its width.
                let likeness = likeness - 0.02 * (width - 1) as f32;
                if best.as_ref().is_none_or(|best| likeness > best.likeness) {
                    let range = first.0.start..last.0.end;
                    best = Some(Match { range, likeness, covered: shared / all, within: shared / said });
                }
            }
        }
        best
    }

    /// How like a text is to a passage in other words, and what share of it the passage says.
    pub(super) fn sameness(&self, passage: &str, mine: &[Word], text: &str) -> (f32, f32) {
        let mut list = Vec::new();
        words(text, 0..text.len(), &mut list);
        let (wanted, there) = (self.meant().weighed(passage, mine), self.meant().weighed(text, &list));
        let (shared, all) = (shared(&there, &wanted), sum(&there).max(f32::EPSILON));
        (2.0 * shared / (sum(&wanted) + all), shared / all)
    }
}

/// Share of a passage that must stand in a window.
const LEAST_SHARED: f32 = 0.25;

/// The family of a word, and the share of its weight that counts.
fn share(word: &str) -> (u32, f32) {
    let Family { id, telling } = family(word);
    (id, if !telling && is_plain(word) { SMALL } else { 1.0 })
}
