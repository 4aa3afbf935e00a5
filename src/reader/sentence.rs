//! Text to sentences, as byte ranges.
//!
//! A sentence ends at `. ? !` (or their Asian forms) before white space and something that can
//! begin a sentence, unless an abbreviation, an initial or a list number stands before it.

use std::ops::Range;

/// Longest sentence, in bytes. A longer one is cut at a space: no reader of policies wrote it.
pub const LONGEST: usize = 6_000;

const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "etc", "inc", "ltd", "llc", "corp", "co", "vs", "mr", "mrs", "ms", "dr", "st", "u.s",
    "u.k", "approx", "cf", "al", "z.b", "bzw", "u.a", "d.h", "ggf", "usw", "s.a", "p.ex", "mme", "sr", "sra", "ext",
    "dept", "jr",
];

/// Abbreviations only before a number: "No. 5", but "No. We do not."
const BEFORE_NUMBERS: &[&str] = &["no", "nos", "art", "sec", "fig", "para", "pp", "abs", "nr", "núm", "pág"];

fn ends(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '\u{3002}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff0e}')
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{3002}' | '\u{ff01}' | '\u{ff1f}' | '\u{ff0e}')
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | ')' | ']' | '\u{201d}' | '\u{2019}' | '\u{bb}' | '\u{300d}' | '\u{300f}' | '*' | '_')
}

/// The sentences of `text[range]`, in order, without the white space around them.
pub fn sentences(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let Some(block) = text.get(range.clone()) else { return };
    let base = range.start;
    let mut start = 0;
    let mut chars = block.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        if end - start >= LONGEST && (c.is_whitespace() || end - start >= LONGEST + 400) {
            push(block, start..end, base, out);
            start = end;
            continue;
        }
        if !ends(c) {
            continue;
        }
        while let Some((at, next)) = chars.next_if(|(_, next)| closes(*next) || ends(*next)) {
            end = at + next.len_utf8();
        }
        if is_wide(c) || (c != '.' || !is_abbreviated(&block[start..at], &block[end..])) && starts_anew(&block[end..]) {
            push(block, start..end, base, out);
            start = end;
        }
    }
    push(block, start..block.len(), base, out);
}

fn push(block: &str, range: Range<usize>, base: usize, out: &mut Vec<Range<usize>>) {
    let raw = &block[range.clone()];
    let trimmed = raw.trim_start();
    let start = range.start + raw.len() - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if end > start {
        out.push(base + start..base + end);
    }
}

/// White space, then no lower-case letter.
fn starts_anew(rest: &str) -> bool {
    let trimmed = rest.trim_start();
    trimmed.len() < rest.len() && !trimmed.starts_with(|c: char| c.is_lowercase() || c == ',' || c == ';')
}

fn is_abbreviated(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '\u{201c}' | '\u{a0}')).next();
    let word = word.unwrap_or_default();
    // "1." and "a." at the beginning number a list; "J." is an initial.
    let alone = word.len() == before.trim_start().len();
    let is_number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let numbered = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let is_in = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
    (alone && is_number) || is_letter || is_in(ABBREVIATIONS) || (numbered && is_in(BEFORE_NUMBERS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        sentences(text, 0..text.len(), &mut out);
        out.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        let cases: [(&str, &[&str]); 8] = [
            ("No. We never do. See No. 5 there.", &["No.", "We never do.", "See No. 5 there."]),
            ("We do. You don't.  They may!", &["We do.", "You don't.", "They may!"]),
            (
                "Acme, Inc. may use data (e.g. Posts). See 4.2 above.",
                &["Acme, Inc. may use data (e.g. Posts).", "See 4.2 above."],
            ),
            ("1. We train models. 2. We stop.", &["1. We train models.", "2. We stop."]),
            ("He said \u{201c}no.\u{201d} Then left", &["He said \u{201c}no.\u{201d}", "Then left"]),
            ("使用します。使用しません。", &["使用します。", "使用しません。"]),
            ("  ", &[]),
            ("via vendor.example and settings. and more", &["via vendor.example and settings. and more"]),
        ];
        for (text, wanted) in cases {
            assert_eq!(split(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let text = "word ".repeat(250_000);
        let pieces = split(&text);
        assert!(pieces.len() > 200 && pieces.iter().all(|piece| piece.len() <= LONGEST + 400), "{}", pieces.len());
        let solid = "\u{6c34}".repeat(20_000);
        assert!(split(&solid).iter().all(|piece| piece.len() <= LONGEST + 403));
    }
}
