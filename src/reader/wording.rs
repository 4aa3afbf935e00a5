//! The words of two versions that no cue names: which came, which went.

use super::difference::Version;
use super::lexicon::Cue;
use super::paraphrase::{Family, family};
use super::token::is_ideographic;
use super::words::{Word, words};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

/// Words that may come and go.
static PLAIN_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("plain-words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// How the words of two versions differ.
pub(super) struct Wording {
    /// Stems of words that came, of those that may not come and go.
    pub(super) come: BTreeSet<String>,
    /// Stems of words that went.
    pub(super) gone: BTreeSet<String>,
    /// Families of telling words that came, and that went.
    pub(super) telling: (usize, usize),
    /// Whether what went was one of several things listed: then without it less is denied.
    pub(super) listed: bool,
    /// Families of telling words that both have, but not as often.
    pub(super) recounted: usize,
    /// How far the common words stand in another order: 0, the same, to 1.
    pub(super) shuffled: f32,
}

/// A word of a version.
struct Said {
    stem: String,
    family: Family,
    /// Whether it may not come and go.
    counts: bool,
    /// Whether it begins with a capital letter.
    capital: bool,
}

fn said(version: &Version<'_>) -> Vec<Said> {
    let mut list: Vec<Word> = Vec::new();
    words(version.text, 0..version.text.len(), &mut list);
    let names = version.passage.marks.iter().enumerate().filter(|(at, mark)| {
        // "Paying users": a capital, but no name.
        mark.cue == Cue::Name && !(*at == 0 && next_is(version, 1, &[Cue::Yours, Cue::Data, Cue::Model]))
    });
    let starts: HashSet<u32> =
        names.filter_map(|(_, mark)| Some(version.passage.tokens.get(mark.from as usize)?.start)).collect();
    let said = |word: &Word| {
        let text = version.text.get(word.range.clone()).unwrap_or_default();
        let family = family(text);
        let is_name = starts.contains(&(word.range.start as u32));
        Said {
            stem: stem(text),
            family,
            counts: !is_name && has_meaning(text),
            capital: text.starts_with(char::is_uppercase),
        }
    };
    list.iter().map(said).collect()
}

/// Compares the words of two versions.
pub(super) fn compared(old: &Version<'_>, new: &Version<'_>) -> Wording {
    let (before, after) = (said(old), said(new));
    let families = |list: &[Said]| list.iter().map(|said| said.family).collect::<BTreeSet<Family>>();
    let (had, has) = (families(&before), families(&after));
    let (improving, training) = (family("improve"), family("train"));
    let missing = |list: &[Said], others: &BTreeSet<Family>| {
        let lost = list.iter().filter(|said| said.counts && !said.family.telling && !others.contains(&said.family));
        lost.map(|said| said.stem.clone()).collect::<BTreeSet<String>>()
    };
    let telling = |some: &BTreeSet<Family>, others: &BTreeSet<Family>| {
        let new = some.difference(others).filter(|family| family.telling);
        // Who trains improves as well: no end of its own.
        new.filter(|new| **new != improving || !(had.contains(&training) && has.contains(&training))).count()
    };
    // Of a list of names, "or any other" is left.
    let lost = before
        .iter()
        .filter(|said| (said.counts && !said.capital || said.family.telling) && !has.contains(&said.family));
    let listed = lost.into_iter().any(|said| is_listed(old, &said.stem));
    let times = |list: &[Said], family: &Family| list.iter().filter(|said| said.family == *family).count();
    let both = had.intersection(&has).filter(|family| family.telling);
    let recounted = both.filter(|family| times(&before, family) != times(&after, family)).count();
    let shuffled = shuffled(&before, &after);
    Wording {
        come: missing(&after, &had),
        gone: missing(&before, &has),
        telling: (telling(&has, &had), telling(&had, &has)),
        listed,
        recounted,
        shuffled,
    }
}

/// Longest passage whose order is looked at, in words.
const LONGEST: usize = 400;

/// What share of the words in common stands in another order.
fn shuffled(before: &[Said], after: &[Said]) -> f32 {
    let (before, after) = (&before[..before.len().min(LONGEST)], &after[..after.len().min(LONGEST)]);
    // The longest run of words in the same order, row by row.
    let mut row = vec![0_usize; after.len() + 1];
    for one in before {
        let mut diagonal = 0;
        for (at, other) in after.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if one.family.id == other.family.id { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    let in_order = row.last().copied().unwrap_or_default();
    let mut left: HashMap<u32, usize> = HashMap::new();
    before.iter().for_each(|said| *left.entry(said.family.id).or_default() += 1);
    let common = after.iter().filter(|said| {
        let count = left.entry(said.family.id).or_default();
        let there = *count > 0;
        *count -= usize::from(there);
        there
    });
    let common = common.count();
    if common == 0 { 1.0 } else { 1.0 - in_order as f32 / common as f32 }
}

fn next_is(version: &Version<'_>, at: usize, cues: &[Cue]) -> bool {
    version.passage.marks.get(at).is_some_and(|mark| cues.contains(&mark.cue))
}

/// Whether a word is one of several.
fn is_listed(version: &Version<'_>, wanted: &str) -> bool {
    let mut list: Vec<Word> = Vec::new();
    words(version.text, 0..version.text.len(), &mut list);
    let word = |at: usize| version.text.get(list.get(at)?.range.clone());
    let joins = |at: usize| matches!(word(at), Some("and" | "or" | "nor" | "und" | "oder" | "et" | "ou" | "y" | "o"));
    (0..list.len()).filter(|at| word(*at).is_some_and(|word| stem(word) == wanted)).any(|at| {
        (at.saturating_sub(2)..=at + 2).any(joins)
            || list.get(at).is_some_and(|word| version.text[word.range.end..].starts_with(','))
    })
}

/// Whether a word may come and go, as far as it stands alone.
pub(super) fn is_plain(word: &str) -> bool {
    !has_meaning(word)
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
