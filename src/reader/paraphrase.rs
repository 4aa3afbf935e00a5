//! Other words for the same: phrases that are read as others, and families of words.
//!
//! The table `paraphrases.txt` explains its lines. Nothing here decides what a passage says; it only
//! makes two ways of saying a thing look alike before they are compared.

use super::token::{hash_bytes, is_ideographic};
use super::words::{Word, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A family of words: those that begin alike, or that the table puts together.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) struct Family {
    /// A number for the family.
    pub(super) id: u32,
    /// Whether a text says something else with it than without it.
    pub(super) telling: bool,
}

struct Table {
    /// Whole words.
    whole: HashMap<&'static str, Family>,
    /// Beginnings of words.
    beginnings: HashMap<&'static str, Family>,
    /// Phrases by the hash of their first word, the longest first: hashes of all words, and what they are read as.
    phrases: HashMap<u32, Vec<(Vec<u32>, &'static str)>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { whole: HashMap::new(), beginnings: HashMap::new(), phrases: HashMap::new() };
    let lines = include_str!("paraphrases.txt").lines().filter(|line| !line.starts_with('#'));
    for (at, (head, list)) in lines.filter_map(|line| line.split_once(':')).enumerate() {
        let list = list.split('|').map(str::trim);
        if let Some(canonical) = head.strip_prefix("say ") {
            for phrase in list {
                let hashes = hashes(phrase);
                if let Some(first) = hashes.first() {
                    table.phrases.entry(*first).or_default().push((hashes, canonical));
                }
            }
            continue;
        }
        let family = Family { id: at as u32, telling: head == "telling" };
        for word in list {
            match word.strip_suffix('*') {
                Some(beginning) => table.beginnings.entry(beginning).or_insert(family),
                None => table.whole.entry(word).or_insert(family),
            };
        }
    }
    // Stable: of two phrases of one length the first line decides.
    table.phrases.values_mut().for_each(|list| list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    table
});

fn hashes(phrase: &str) -> Vec<u32> {
    let mut list: Vec<Word> = Vec::new();
    words(phrase, 0..phrase.len(), &mut list);
    list.iter().map(|word| word.hash).collect()
}

/// A passage with the phrases of the table read as those that they stand for.
pub(super) fn canonical(text: &str) -> String {
    let mut list: Vec<Word> = Vec::new();
    words(text, 0..text.len(), &mut list);
    let (mut out, mut copied, mut at) = (String::with_capacity(text.len()), 0, 0);
    while let Some(word) = list.get(at) {
        let phrases = TABLE.phrases.get(&word.hash).into_iter().flatten();
        let stands = |(words, _): &&(Vec<u32>, &str)| {
            list.get(at..at + words.len())
                .is_some_and(|there| there.iter().zip(words).all(|(one, other)| one.hash == *other))
        };
        let Some((words, canonical)) = phrases.into_iter().find(stands) else {
            at += 1;
            continue;
        };
        let last = &list[at + words.len() - 1];
        out.push_str(text.get(copied..word.range.start).unwrap_or_default());
        out.push_str(canonical);
        copied = last.range.end;
        at += words.len();
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

/// Letters by which words that the table does not know are one family.
const ALIKE: usize = 5;
/// Shortest and longest beginning in the table, in characters.
const BEGINNINGS: std::ops::Range<usize> = 2..14;

/// The family of a word.
pub(super) fn family(word: &str) -> Family {
    let lower = word.to_lowercase();
    if let Some(family) = TABLE.whole.get(lower.as_str()) {
        return *family;
    }
    let ends = lower.char_indices().map(|(at, c)| at + c.len_utf8());
    let known = ends.skip(1).take(BEGINNINGS.end).filter_map(|end| TABLE.beginnings.get(&lower[..end])).last();
    known.copied().unwrap_or_else(|| {
        // A character of Japanese stands for itself: 使用 and 利用 have one in common.
        let end = lower.char_indices().nth(ALIKE).map_or(lower.len(), |(at, _)| at);
        let seed = if lower.chars().next().is_some_and(is_ideographic) { 7 } else { 3 };
        Family { id: hash_bytes(seed, &lower.as_bytes()[..end]) | TABLE_SIZE, telling: false }
    })
}

/// No line of the table has a number with this bit.
const TABLE_SIZE: u32 = 1 << 31;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("paraphrases.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut count = 0;
        for line in lines {
            let (head, list) = line.split_once(':').expect(line);
            assert!(head.starts_with("say ") || ["same", "telling"].contains(&head), "{line}");
            assert!(list.split('|').all(|word| !word.trim().is_empty()), "{line}");
            if let Some(said) = head.strip_prefix("say ") {
                assert!(!hashes(said).is_empty() && list.split('|').all(|phrase| !hashes(phrase).is_empty()), "{line}");
            } else {
                let letters = |word: &str| word.trim_end_matches('*').chars().count();
                assert!(
                    list.split('|').map(str::trim).all(|word| !word.ends_with('*') || letters(word) >= 3),
                    "{line}"
                );
            }
            count += 1;
        }
        assert!(count > 200, "{count}");
    }

    #[test]
    fn other_words_for_the_same_are_one_family_and_telling_words_are_known() {
        for (one, other) in [("use", "utilised"), ("keeps", "retention"), ("notified", "inform"), ("使", "使")] {
            assert_eq!(family(one), family(other), "{one} {other}");
        }
        assert_ne!(family("train").id, family("improve").id);
        assert!(family("anonymous").telling && !family("website").telling);
        assert_eq!(canonical("for the sole purpose of billing, thirty (30) days"), "only for billing, 30 (30) days");
    }
}
