//! Words of a text as they are compared: letters and digits, folded, each with its place.

use super::token::{hash_bytes, is_ideographic};
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
    let mut skip = 0;
    for (at, c) in part.char_indices() {
        let place = range.start + at;
        let end = place + c.len_utf8();
        if place < skip {
            continue;
        }
        if c == '('
            && let Some(mark) = run_in_mark(&part[..at], &part[at..])
        {
            skip = place + mark;
        }
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

/// Bytes of the mark of a list within a sentence, "(ii)", "(a)" or "; (2)", up to its closing bracket: numbering, no word.
fn run_in_mark(before: &str, from: &str) -> Option<usize> {
    let close = from.bytes().take(LONGEST_MARK).position(|byte| byte == b')')?;
    let inside = &from[1..close];
    let last = before.chars().next_back();
    // "(30)" after "thirty" is a number, "model(s)" a word.
    let before = before.trim_end();
    let joined = before.rsplit(' ').next().is_some_and(|word| JOINTS.contains(&word));
    let new_piece = joined || before.chars().next_back().is_none_or(|c| matches!(c, ',' | ';' | ':' | '.'));
    let letters = inside.len() == 1 && inside.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = inside.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let digits = new_piece && inside.bytes().all(|byte| byte.is_ascii_digit());
    let apart = last.is_none_or(char::is_whitespace);
    (!inside.is_empty() && apart && (letters || roman || digits)).then_some(close)
}

/// Words before the last item of a list.
const JOINTS: &[&str] = &["and", "or", "und", "oder", "et", "ou", "y", "o"];

/// The marks of lists within a text, in order.
pub(super) fn run_in_marks(text: &str) -> Vec<&str> {
    let brackets = text.match_indices('(').filter_map(|(at, _)| Some((at, run_in_mark(&text[..at], &text[at..])?)));
    brackets.map(|(at, close)| &text[at..at + close]).collect()
}

/// Longest mark of a list with its brackets, in bytes.
const LONGEST_MARK: usize = 6;

const SEED: u32 = 0x811c_9dc5;

/// Signs inside a word that may come and go: apostrophes, soft hyphens, marks of direction.
fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A number or letter of a list: "3", "ii", "a".
pub(super) fn is_number(text: &str, word: &Word) -> bool {
    let word = text.get(word.range.clone()).unwrap_or_default();
    word.chars().all(|c| c.is_ascii_digit())
        || (word.len() == 1 && word != "a" && word != "I" && word.chars().all(|c| c.is_ascii_alphabetic()))
        || (word.len() <= 4 && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
}
