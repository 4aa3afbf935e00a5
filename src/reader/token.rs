//! Words of a text, folded so that quotes, hyphens, case and mark-up do not matter.
//!
//! Chinese and Japanese characters are a token each. English contractions come apart ("don't" is
//! "do", "not"), so that a negation is one word everywhere. Punctuation that ends or splits a
//! thought is kept, all other signs are not.

/// What a token is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A word or number.
    Word,
    /// One of `. , ; : ? ! ( )`, folded to ASCII.
    Sign(u8),
}

/// A word or sign, with its place in the text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Hash of the folded word; the sign for a sign.
    pub hash: u32,
    /// What it is.
    pub kind: Kind,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

const SEED: u32 = 0x811c_9dc5;

/// FNV-1a, the same on every machine: weights are stored by these numbers.
pub fn hash_bytes(seed: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(seed, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Hash of a word that is folded already.
pub fn hash_word(word: &str) -> u32 {
    hash_bytes(SEED, word.as_bytes())
}

/// Whether a character is a word by itself.
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{ff07}')
}

/// Soft hyphens, joiners and direction marks: invisible, so no part of any word.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn sign(c: char) -> Option<u8> {
    Some(match c {
        '.' | '\u{3002}' | '\u{ff0e}' | '\u{2026}' => b'.',
        ',' | '\u{3001}' | '\u{ff0c}' => b',',
        ';' | '\u{ff1b}' => b';',
        ':' | '\u{ff1a}' => b':',
        '?' | '\u{ff1f}' => b'?',
        '!' | '\u{ff01}' => b'!',
        '(' | '\u{ff08}' => b'(',
        ')' | '\u{ff09}' => b')',
        _ => return None,
    })
}

/// Splits a text. Words longer than this many bytes are cut: no word is, but a hostile text may be.
const LONGEST_WORD: usize = 80;

/// The tokens of a text, at offset `base` within a larger one.
pub fn tokens(text: &str, base: usize, out: &mut Vec<Token>) {
    out.clear();
    let mut word = String::with_capacity(LONGEST_WORD);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if is_ideographic(c) {
            let mut buffer = [0; 4];
            let hash = hash_word(c.encode_utf8(&mut buffer));
            let (start, end) = place(base, start, start + c.len_utf8());
            out.push(Token { start, end, hash, kind: Kind::Word, capital: false });
        } else if let Some(sign) = sign(c) {
            let (start, end) = place(base, start, start + c.len_utf8());
            out.push(Token { start, end, hash: u32::from(sign), kind: Kind::Sign(sign), capital: false });
        } else if c.is_alphanumeric() {
            word.clear();
            fold(c, &mut word);
            let mut end = start + c.len_utf8();
            let mut apostrophe = None;
            while let Some(&(at, next)) = chars.peek() {
                let after = at + next.len_utf8();
                let inside = next.is_alphanumeric() && !is_ideographic(next);
                if !(inside || is_invisible(next) || is_apostrophe(next)) || word.len() >= LONGEST_WORD {
                    break;
                }
                if inside {
                    fold(next, &mut word);
                    end = after;
                } else if is_apostrophe(next) {
                    // Only between two letters; a closing quote is none.
                    let mut ahead = chars.clone();
                    ahead.next();
                    if !ahead.peek().is_some_and(|(_, letter)| letter.is_alphanumeric()) {
                        break;
                    }
                    apostrophe = Some((word.len(), place(base, at, after)));
                }
                chars.next();
            }
            let (start, end) = place(base, start, end);
            push_word(&word, apostrophe, start, end, c.is_uppercase(), out);
        }
    }
}

fn place(base: usize, start: usize, end: usize) -> (u32, u32) {
    ((base + start) as u32, (base + end) as u32)
}

fn fold(c: char, word: &mut String) {
    match c {
        // Numbers differ between versions of a page without a change of meaning.
        '0'..='9' => {
            if !word.ends_with('0') {
                word.push('0');
            }
        }
        'A'..='Z' => word.push(c.to_ascii_lowercase()),
        'a'..='z' => word.push(c),
        _ => word.extend(c.to_lowercase()),
    }
}

/// English "n't", "'s", "'ll", "'ve", "'re"; French and Italian "l'", "d'", "qu'".
fn push_word(
    word: &str,
    apostrophe: Option<(usize, (u32, u32))>,
    start: u32,
    end: u32,
    capital: bool,
    out: &mut Vec<Token>,
) {
    let mut push_at = |part: &str, capital: bool, start: u32, end: u32| {
        if !part.is_empty() {
            out.push(Token { start, end, hash: hash_word(part), kind: Kind::Word, capital });
        }
    };
    let mut push = |part: &str, capital: bool| push_at(part, capital, start, end);
    let Some((at, (head_end, tail_start))) = apostrophe else {
        push(word, capital);
        return;
    };
    let (head, tail) = word.split_at(at);
    match tail {
        "t" if head.ends_with('n') => {
            // won't, can't, shan't: the stem of the verb is known all the same.
            let verb = match head {
                "won" => "will",
                "can" => "can",
                _ => head.trim_end_matches('n'),
            };
            push(verb, capital);
            push("not", false);
        }
        "s" => push(head, capital),
        // Two words, each with a place of its own: a stem is looked for in the text.
        _ => {
            push_at(head, capital, start, head_end);
            push_at(tail, false, tail_start, end);
        }
    }
}
