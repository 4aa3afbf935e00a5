//! The words of two versions that no cue names: which came, which went.

use super::align::{Word, words};
use super::difference::Version;
use super::lexicon::Cue;
use super::token::is_ideographic;
use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

/// Words that may come and go.
static PLAIN_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("plain-words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Words of each that the other has not: those that no cue names, and those of cues that say more by their words.
pub(super) fn residue(old: &Version<'_>, new: &Version<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
    let all = |version: &Version<'_>| -> BTreeSet<String> {
        let mut list: Vec<Word> = Vec::new();
        words(version.text, 0..version.text.len(), &mut list);
        list.iter().map(|word| stem(version.text.get(word.range.clone()).unwrap_or_default())).collect()
    };
    let (before, after) = (all(old), all(new));
    let left = |version: &Version<'_>, others: &BTreeSet<String>| {
        let marks = version.passage.marks.iter();
        let telling = marks.enumerate().filter(|(at, mark)| match mark.cue {
            Cue::Other | Cue::Safety | Cue::Market | Cue::Plan | Cue::Compete | Cue::Trap | Cue::Staff => true,
            // "Paying users": a capital, but no name.
            Cue::Name => *at == 0 && next_is(version, 1, &[Cue::Yours, Cue::Data, Cue::Model]),
            _ => false,
        });
        let words =
            telling.flat_map(|(_, mark)| version.words_of(mark.from, mark.to).split(|c: char| !c.is_alphanumeric()));
        let kept = words.filter(|word| has_meaning(word)).map(stem).filter(|stem| !others.contains(stem));
        kept.collect::<BTreeSet<String>>()
    };
    (left(old, &after), left(new, &before))
}

fn next_is(version: &Version<'_>, at: usize, cues: &[Cue]) -> bool {
    version.passage.marks.get(at).is_some_and(|mark| cues.contains(&mark.cue))
}

/// Whether a word is one of several: then without it less is denied.
pub(super) fn is_listed(version: &Version<'_>, wanted: &str) -> bool {
    let mut list: Vec<Word> = Vec::new();
    words(version.text, 0..version.text.len(), &mut list);
    let word = |at: usize| version.text.get(list.get(at)?.range.clone());
    let joins = |at: usize| matches!(word(at), Some("and" | "or" | "nor" | "und" | "oder" | "et" | "ou" | "y" | "o"));
    (0..list.len()).filter(|at| word(*at).is_some_and(|word| stem(word) == wanted)).any(|at| {
        (at.saturating_sub(2)..=at + 2).any(joins)
            || list.get(at).is_some_and(|word| version.text[word.range.end..].starts_with(','))
    })
}

/// Neither a small word nor a number nor a letter of a list. Of Japanese, characters and foreign words count.
fn has_meaning(word: &str) -> bool {
    let Some(first) = word.chars().next() else { return false };
    if is_ideographic(first) {
        return !matches!(first, '\u{3040}'..='\u{309f}');
    }
    word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !PLAIN_WORDS.contains(&*word.to_lowercase())
}

/// What words of one family begin with: "analyse" and "analytics", "receive" and "receipt".
pub(super) fn stem(word: &str) -> String {
    word.to_lowercase().chars().take(FAMILY).collect()
}

/// Letters by which a family of words is known.
const FAMILY: usize = 5;
