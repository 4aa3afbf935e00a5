//! Finds in a document the sentences that a passage became.
//!
//! Words are weighed by how rare they are in the document; a window of as many sentences as the
//! passage has, give or take one, is compared by what both share.

use super::document::Document;
use super::read::lead;
use super::sentence::sentences;
use super::token::{hash_bytes, is_ideographic};
use super::turn::Place;
use std::collections::HashMap;
use std::ops::Range;

/// A word for comparing: numbers count, unlike for judging.
#[derive(Clone, Debug)]
pub struct Word {
    /// Hash of the folded word.
    pub hash: u32,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// Words of `text[range]`: letters and digits, folded; quotes, hyphens, marks and direction signs are nothing.
pub fn words(text: &str, range: Range<usize>, out: &mut Vec<Word>) {
    let Some(part) = text.get(range.clone()) else { return };
    let mut open: Option<Word> = None;
    for (at, c) in part.char_indices() {
        let place = range.start + at;
        let end = place + c.len_utf8();
        if is_ideographic(c) {
            out.extend(open.take());
            let mut buffer = [0; 4];
            out.push(Word { hash: hash_bytes(SEED, c.encode_utf8(&mut buffer).as_bytes()), range: place..end });
        } else if c.is_alphanumeric() {
            let word = open.get_or_insert(Word { hash: SEED, range: place..end });
            let mut buffer = [0; 4];
            for lower in c.to_lowercase() {
                word.hash = hash_bytes(word.hash, lower.encode_utf8(&mut buffer).as_bytes());
            }
            word.range.end = end;
        } else if !is_joint(c) {
            out.extend(open.take());
        }
    }
    out.extend(open);
}

const SEED: u32 = 0x811c_9dc5;

/// Signs inside a word that may come and go: apostrophes, soft hyphens, marks of direction.
fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A document taken apart for alignment.
pub struct Index<'a> {
    document: &'a Document,
    words: Vec<Word>,
    /// Sentences: their bytes, their words.
    sentences: Vec<(Range<usize>, Range<usize>)>,
    /// In how many sentences a word stands.
    known: HashMap<u32, u32>,
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
}

/// Places of the same words that are looked at; a page that repeats them more often is no policy.
const MOST_PLACES: usize = 64;

/// Sentences that are compared word by word; the rest of a huge document is only looked at for the words themselves.
const MOST_WINDOWS: usize = 200_000;

impl<'a> Index<'a> {
    /// Takes a document apart.
    pub fn new(document: &'a Document) -> Index<'a> {
        let mut index = Index { document, words: Vec::new(), sentences: Vec::new(), known: HashMap::new() };
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

    /// Where the words of a passage stand in the same order without a gap: sentences from the first to the last of them.
    pub fn exact(&self, passage: &[Word]) -> Option<(Range<usize>, bool)> {
        let found = self.starts_of(passage);
        // Of several places one that is made of whole sentences counts.
        let whole = |at: usize| (self.starts(at), self.ends(at + passage.len()));
        let best = found.iter().copied().find(|at| whole(*at) == (true, true)).or(found.first().copied())?;
        let last = best + passage.len() - 1;
        let from = self.sentences.iter().find(|(_, words)| words.contains(&best))?;
        let to = self.sentences.iter().find(|(_, words)| words.contains(&last))?;
        Some((from.0.start..to.0.end, whole(best) == (true, true)))
    }

    /// Words at which the words of a passage stand in the same order without a gap.
    fn starts_of(&self, passage: &[Word]) -> Vec<usize> {
        let Some(first) = passage.first() else { return Vec::new() };
        let same = |at: &usize| {
            let there = self.words.get(*at..*at + passage.len());
            there.is_some_and(|there| there.iter().zip(passage).all(|(one, other)| one.hash == other.hash))
        };
        let starts = self.words.iter().enumerate().filter(|(_, word)| word.hash == first.hash).map(|(at, _)| at);
        starts.filter(same).take(MOST_PLACES).collect()
    }

    /// Everywhere that words stand in the same order without a gap, each with its sentences and the one after.
    pub(super) fn places(&self, passage: &[Word]) -> Vec<Place<'a>> {
        let place = |at: usize| {
            let last = at + passage.len() - 1;
            let from = self.sentences.iter().find(|(_, words)| words.contains(&at))?;
            let to = self.sentences.iter().position(|(_, words)| words.contains(&last))?;
            let end = self.sentences.get(to)?.0.end;
            Some(Place {
                text: self.text(),
                words: self.words.get(at)?.range.start..self.words.get(last)?.range.end,
                sentence: from.0.start..end,
                next: self.sentences.get(to + 1).map(|(range, _)| range.clone()),
                introduced: false,
            })
        };
        self.starts_of(passage).into_iter().filter_map(place).collect()
    }

    /// What introduces the list item that stands at a byte.
    pub(super) fn lead(&self, at: usize) -> Option<&'a str> {
        let blocks = &self.document.blocks;
        lead(self.document, blocks.get(blocks.partition_point(|block| block.range.end <= at))?)
    }

    /// Whether a sentence begins at a word, numbering in front aside.
    fn starts(&self, at: usize) -> bool {
        self.sentences.iter().any(|(_, words)| {
            let numbering = self.words[words.clone()].iter().take_while(|word| is_number(self.text(), word)).count();
            words.start <= at && at <= words.start + numbering && words.contains(&at)
        })
    }

    fn ends(&self, at: usize) -> bool {
        // "; and" and "; or" after a list item belong to the list.
        let tail = |word: Option<&Word>| {
            word.is_some_and(|word| {
                matches!(
                    self.text().get(word.range.clone()),
                    Some("and" | "or" | "und" | "et" | "y" | "oder" | "ou" | "o")
                )
            })
        };
        self.sentences.iter().any(|(_, words)| words.end == at || (words.end == at + 1 && tail(self.words.get(at))))
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
                    best = Some(Match { range: first.0.start..last.0.end, likeness, covered: shared / all });
                }
            }
        }
        best
    }

    /// All sentences.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        self.sentences.iter().map(|(range, _)| range.clone())
    }

    /// How like one sentence is to a passage.
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

/// A number or letter of a list: "3", "ii", "a".
fn is_number(text: &str, word: &Word) -> bool {
    let word = text.get(word.range.clone()).unwrap_or_default();
    word.chars().all(|c| c.is_ascii_digit())
        || (word.len() == 1 && word != "a" && word != "I" && word.chars().all(|c| c.is_ascii_alphabetic()))
        || (word.len() <= 4 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
}
