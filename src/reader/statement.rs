//! Whether a sentence of a document is a statement of somebody about somebody's data at all.
//!
//! Passages are judged as they are given; a document also has headings, code, advertisements for
//! jobs and research, in which the same words claim nothing.

use super::features::Passage;
use super::lexicon::Cue;

/// One sign of code in this many bytes, and it is code; prose has one in hundreds.
const CODE: usize = 25;

/// A few words without an end, in front or in between capitals: it announces, it does not claim.
pub(super) fn is_heading(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let long = words.iter().filter(|word| word.chars().count() > 3);
    let capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase());
    let (all, capitals) = (long.clone().count(), long.filter(capital).count());
    let numbered =
        words.first().is_some_and(|word| word.ends_with('.') || word.starts_with(|c: char| c.is_ascii_digit()));
    words.len() <= 10 && text.ends_with(char::is_alphanumeric) && (numbered || capitals * 3 >= all * 2)
}

/// Program text, which calls things models and clients all the time.
pub(super) fn is_code(text: &str) -> bool {
    let signs =
        text.bytes().filter(|byte| matches!(byte, b'=' | b'{' | b'}' | b'[' | b']' | b'_' | b'<' | b'>' | b'`'));
    signs.count() * CODE > text.len()
}

/// "Our models", "your data", "Acme uses": without any of these nobody speaks of anybody's data.
pub(super) fn has_speaker(passage: &Passage) -> bool {
    let named = matches!(passage.scope.main().actor, Some(Cue::Name | Cue::We));
    named || [Cue::We, Cue::Yours].iter().any(|cue| passage.has(*cue))
}
