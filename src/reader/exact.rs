//! Where the words of a passage stand one by one, and whether as whole sentences.

use super::align::Index;
use super::read::lead;
use super::turn::Place;
use super::words::{Word, is_number};
use std::ops::Range;

/// Where the words of a passage stand one by one.
#[derive(Clone, Debug)]
pub(super) struct Exact {
    /// Sentences from the first to the last of them.
    pub(super) range: Range<usize>,
    /// Whether these sentences are nothing else, but for a label in front.
    pub(super) whole: bool,
    /// "Review: We look at ...": what stands before the colon or dash.
    pub(super) label: Option<Range<usize>>,
}

/// Fewer letters may be the same by chance.
const SHORTEST_LETTERS: usize = 24;
/// Longest label, in words.
const LONGEST_LABEL: usize = 6;

/// "Storage: ", "Notice of our choices - ": words that head the sentence they stand in.
fn is_label(front: &str) -> bool {
    let head = front.trim_end();
    let end = head.ends_with([':', '\u{2013}', '\u{2014}']) || head.ends_with(" -");
    end && head.chars().next().is_some_and(char::is_uppercase) && head.split_whitespace().count() <= LONGEST_LABEL
}

/// Places of the same words that are looked at; a page that repeats them more often is no policy.
const MOST_PLACES: usize = 64;

impl<'a> Index<'a> {
    /// Where the words of a passage stand in the same order without a gap, if possible as whole sentences.
    pub(super) fn exact(&self, passage: &[Word]) -> Option<Exact> {
        let found = self.starts_of(passage);
        let stands = found.iter().map(|at| self.exact_at(*at, at + passage.len()));
        let places: Vec<Exact> = stands.flatten().collect();
        let best = places.iter().position(|place| place.whole && place.label.is_none());
        let best = best.or(places.iter().position(|place| place.whole)).unwrap_or_default();
        places.into_iter().nth(best)
    }

    fn exact_at(&self, first: usize, end: usize) -> Option<Exact> {
        let from = self.sentences.iter().find(|(_, words)| words.contains(&first))?;
        let to = self.sentences.iter().find(|(_, words)| words.contains(&(end - 1)))?;
        let starts = self.starts(first);
        let front = from.0.start..self.words.get(first)?.range.start;
        let label = if starts { None } else { Some(front).filter(|front| is_label(&self.text()[front.clone()])) };
        let whole = (starts || label.is_some()) && self.ends(end);
        Some(Exact { range: from.0.start..to.0.end, whole, label })
    }

    /// Within `range` the place, as whole sentences, of the same letters: "PrivacyFramework" is "Privacy Framework".
    pub(super) fn same_letters(&self, text: &str, passage: &[Word], range: &Range<usize>) -> Option<Exact> {
        let fold = |text: &str, list: &[Word], out: &mut String, starts: &mut Vec<usize>| {
            for word in list {
                starts.push(out.len());
                let letters = text[word.range.clone()].chars().filter(|c| c.is_alphanumeric());
                out.extend(letters.flat_map(char::to_lowercase));
            }
        };
        let (mut wanted, mut there, mut starts) = (String::new(), String::new(), Vec::new());
        fold(text, passage, &mut wanted, &mut starts);
        if wanted.len() < SHORTEST_LETTERS {
            return None;
        }
        starts.clear();
        let from = self.words.partition_point(|word| word.range.start < range.start);
        let to = self.words.partition_point(|word| word.range.start < range.end);
        fold(self.text(), self.words.get(from..to)?, &mut there, &mut starts);
        starts.push(there.len());
        let mut places = there.match_indices(&wanted).take(MOST_PLACES);
        places.find_map(|(at, _)| {
            let (first, end) = (starts.binary_search(&at).ok()?, starts.binary_search(&(at + wanted.len())).ok()?);
            self.exact_at(from + first, from + end).filter(|place| place.whole)
        })
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
}
