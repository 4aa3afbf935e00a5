//! Finds in a document the sentences that a passage became.
//!
//! Words are weighed by how rare they are in the document; a window of as many sentences as the
//! passage has, give or take one, is compared by what both share.

use super::document::Document;
use super::meant::Meant;
use super::sentence::sentences;
use super::words::{Word, words};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

/// A document taken apart for alignment.
pub struct Index<'a> {
    pub(super) document: &'a Document,
    pub(super) words: Vec<Word>,
    /// Sentences: their bytes, their words.
    pub(super) sentences: Vec<(Range<usize>, Range<usize>)>,
    /// In how many sentences a word stands.
    known: HashMap<u32, u32>,
    /// What the words are taken for where other words may say the same; made when first asked for.
    pub(super) meant: OnceCell<Meant>,
}

/// The best place found.
#[derive(Clone, Debug)]
pub struct Match {
    /// Its bytes in the document's text.
    pub range: Range<usize>,
    /// Share of weighed words in common, 0 to 1.
    pub likeness: f32,
    /// Share of the passage's weighed words that stand there, 0 to 1.
    pub covered: f32,
    /// Share of the weighed words there that the passage has, 0 to 1.
    pub within: f32,
}

/// Sentences that are compared word by word; the rest of a huge document is only looked at for the words themselves.
pub(super) const MOST_WINDOWS: usize = 200_000;

impl<'a> Index<'a> {
    /// Takes a document apart.
    pub fn new(document: &'a Document) -> Index<'a> {
        let mut index =
            Index { document, words: Vec::new(), sentences: Vec::new(), known: HashMap::new(), meant: OnceCell::new() };
        let mut ranges = Vec::new();
        for block in &document.blocks {
            ranges.clear();
            sentences(&document.text, block.range.clone(), &mut ranges);
            for range in &ranges {
                let from = index.words.len();
                words(&document.text, range.clone(), &mut index.words);
                if index.words.len() > from {
                    index.sentences.push((range.clone(), from..index.words.len()));
                }
            }
        }
        for (_, range) in &index.sentences {
            let mut seen: Vec<u32> = index.words[range.clone()].iter().map(|word| word.hash).collect();
            seen.sort_unstable();
            seen.dedup();
            seen.into_iter().for_each(|hash| *index.known.entry(hash).or_default() += 1);
        }
        index
    }

    /// The text of the document.
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    fn weight(&self, hash: u32) -> f32 {
        // A word that the document does not have weighs as one that it has once.
        let known = self.known.get(&hash).copied().unwrap_or(1) as f32;
        ((self.sentences.len() as f32 + 1.0) / (known + 0.5)).ln().max(0.2)
    }

    /// The window of sentences most like the passage.
    pub fn best(&self, passage: &[Word], passage_sentences: usize) -> Option<Match> {
        let mut wanted: HashMap<u32, f32> = HashMap::new();
        for word in passage.iter().filter(|word| word.range.len() > 1) {
            wanted.insert(word.hash, self.weight(word.hash));
        }
        let all: f32 = wanted.values().sum();
        let mut best: Option<Match> = None;
        let mut seen = Vec::new();
        for width in 1..=passage_sentences + 1 {
            for window in self.sentences.windows(width).take(MOST_WINDOWS) {
                let (Some(first), Some(last)) = (window.first(), window.last()) else { continue };
                seen.clear();
                let there = self.words[first.1.start..last.1.end].iter();
                seen.extend(there.filter(|word| word.range.len() > 1).map(|word| word.hash));
                seen.sort_unstable();
                seen.dedup();
                let shared: f32 = seen.iter().filter_map(|hash| wanted.get(hash)).sum();
                if shared <= 0.2 * all {
                    continue;
                }
                let there: f32 = seen.iter().map(|hash| self.weight(*hash)).sum();
                let likeness = 2.0 * shared / (all + there);
                // A wider window must earn its width.
                let likeness = likeness - 0.02 * (width - 1) as f32;
                if best.as_ref().is_none_or(|best| likeness > best.likeness) {
                    let range = first.0.start..last.0.end;
                    let within = shared / there.max(f32::EPSILON);
                    best = Some(Match { range, likeness, covered: shared / all, within });
                }
            }
        }
        best
    }

    /// All sentences.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        self.sentences.iter().map(|(range, _)| range.clone())
    }

    /// How like one sentence is to a passage, word by word.
    pub fn likeness(&self, passage: &[Word], sentence: Range<usize>) -> f32 {
        let mut there = Vec::new();
        words(self.text(), sentence, &mut there);
        let total = |list: &[Word]| -> f32 { unique(list).iter().map(|hash| self.weight(*hash)).sum() };
        let mine = unique(passage);
        let shared: f32 = unique(&there).iter().filter(|hash| mine.contains(hash)).map(|hash| self.weight(*hash)).sum();
        2.0 * shared / (total(passage) + total(&there)).max(f32::EPSILON)
    }
}

fn unique(list: &[Word]) -> Vec<u32> {
    let mut all: Vec<u32> = list.iter().map(|word| word.hash).collect();
    all.sort_unstable();
    all.dedup();
    all
}
