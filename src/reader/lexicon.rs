//! The words that matter, by language, as data in `lexicon/*.txt`: what they are cues of.
//!
//! The phrases of all languages share one trie over word hashes, so that a mixed text needs no
//! switch and what was learned in one language about "denied" serves the others.

use super::token::{Kind, Token, hash_bytes, hash_word, tokens};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

macro_rules! cues {
    ($($name:ident),* $(,)?) => {
        /// What a phrase is a sign of. The lexicon files say which phrases are which.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[allow(missing_docs)]
        pub enum Cue { $($name),* }

        impl Cue {
            /// All cues, in the order that weights are stored by.
            pub const ALL: &[Cue] = &[$(Cue::$name),*];

            /// The cue that a lexicon file names.
            pub fn named(name: &str) -> Option<Cue> {
                match name { $(stringify!($name) => Some(Cue::$name),)* _ => None }
            }
        }
    };
}

// Only ever append: the weights know a cue by its place.
cues! {
    Train, Model, Ai, AiFeature, Algo, Improve, Develop, Service, Provide, Data, Feedback, Yours, We, You, Third,
    They, Neg, Not, May, Will, Use, Only, ByDefault, Always, Unless, OnlyIf, Without, Consent, OptOut, Setting, How,
    Effect, Right, Deid, Raw, Public, PublicPost, Staff, Course, Restrict, Compete, Pointer, Market, Arbitration,
    Own, Safety, Plan, Scc, Trap, Meaning, Grant, Purpose, Legal, Generated, Common, Contrast, Name, Stop, Break, Colon, Other, Its, Research, Hinder, Question, Tech, Undertake,
    Should, Whether, News, Job, Science, Barred, Past,
}

/// A cue in a text: which tokens it spans.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// What it is a sign of.
    pub cue: Cue,
    /// First token.
    pub from: u32,
    /// Token after the last.
    pub to: u32,
}

/// The hashes are good already.
#[derive(Default)]
pub struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |sum, byte| sum.rotate_left(8) ^ u64::from(*byte));
    }
    fn write_u32(&mut self, value: u32) {
        self.0 = self.0.rotate_left(32) ^ u64::from(value);
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type ReadyMap<K, V> = HashMap<K, V, BuildHasherDefault<Ready>>;

const FILES: [&str; 5] = [
    include_str!("lexicon/en.txt"),
    include_str!("lexicon/de.txt"),
    include_str!("lexicon/fr.txt"),
    include_str!("lexicon/es.txt"),
    include_str!("lexicon/ja.txt"),
];

/// Symbol of a word that is in no phrase.
const UNKNOWN: u32 = 0;
/// Shortest stem, in bytes; the lexicon test keeps to it.
const SHORTEST_STEM: usize = 4;
/// Bits to ask before the table of stems is.
const STEM_BITS: usize = 1 << 16;
/// Cues of one phrase at most.
const MOST_CUES: usize = 2;

#[derive(Clone, Copy, Default)]
struct Node {
    cues: [Option<Cue>; MOST_CUES],
}

/// The lexicon, ready to look up.
pub struct Lexicon {
    /// Whole words, by hash, to symbols.
    words: ReadyMap<u32, u32>,
    /// Stems, by hash, to symbols.
    stems: ReadyMap<u32, u32>,
    /// A bit for each hash of a stem, modulo [`STEM_BITS`]: most beginnings of words are no stem.
    stem_bits: Vec<u64>,
    /// (node, symbol) to node.
    edges: ReadyMap<u64, u32>,
    nodes: Vec<Node>,
}

/// A line of a lexicon file that cannot be used; a test makes sure that no shipped one is.
#[derive(Debug, Eq, PartialEq)]
pub struct BadLine(pub String);

impl Lexicon {
    /// The lexicon that ships with this version.
    pub fn shipped() -> Lexicon {
        Lexicon::parse(&FILES).0
    }

    /// Reads lexicon files; gives what could be read, and the lines that could not.
    pub fn parse(files: &[&str]) -> (Lexicon, Vec<BadLine>) {
        let mut lexicon = Lexicon {
            words: ReadyMap::default(),
            stems: ReadyMap::default(),
            stem_bits: vec![0; STEM_BITS / 64],
            edges: ReadyMap::default(),
            nodes: vec![Node::default()],
        };
        let mut bad = Vec::new();
        let lines = files.iter().flat_map(|file| file.lines());
        for line in lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            let parsed = line.split_once(':').and_then(|(names, phrases)| {
                let cues: Option<Vec<Cue>> = names.split('+').map(|name| Cue::named(name.trim())).collect();
                Some((cues.filter(|cues| cues.len() <= MOST_CUES)?, phrases))
            });
            let Some((cues, phrases)) = parsed else {
                bad.push(BadLine(line.to_owned()));
                continue;
            };
            for phrase in phrases.split('|').map(str::trim) {
                if !lexicon.insert(phrase, &cues) {
                    bad.push(BadLine(phrase.to_owned()));
                }
            }
        }
        (lexicon, bad)
    }

    fn insert(&mut self, phrase: &str, cues: &[Cue]) -> bool {
        let mut node = 0;
        let mut list = Vec::new();
        let mut words = Vec::new();
        for word in phrase.split_whitespace() {
            let stem = word.strip_suffix('*');
            tokens(stem.unwrap_or(word), 0, &mut list);
            if list.is_empty() || stem.is_some_and(|stem| stem.len() < SHORTEST_STEM || list.len() > 1) {
                return false;
            }
            words.extend(list.iter().map(|token| (token.hash, stem.is_some())));
        }
        for (hash, is_stem) in &words {
            let next = (self.words.len() + self.stems.len()) as u32 + 1;
            if *is_stem {
                self.stem_bits[*hash as usize % STEM_BITS / 64] |= 1 << (hash % 64);
            }
            let table = if *is_stem { &mut self.stems } else { &mut self.words };
            let symbol = *table.entry(*hash).or_insert(next);
            let fresh = self.nodes.len() as u32;
            node = *self.edges.entry(edge(node, symbol)).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node::default());
            }
        }
        // The first file and line that names a phrase decides.
        if let Some(node) = self.nodes.get_mut(node as usize).filter(|node| node.cues[0].is_none()) {
            for (place, cue) in node.cues.iter_mut().zip(cues) {
                *place = Some(*cue);
            }
        }
        !words.is_empty()
    }

    /// The symbols of a token: as a whole word, and by its longest known stem.
    pub fn symbols(&self, text: &str, token: &Token) -> (u32, u32) {
        let whole = self.words.get(&token.hash).copied().unwrap_or(UNKNOWN);
        let mut stem = UNKNOWN;
        let word = text.get(token.start as usize..token.end as usize).unwrap_or_default();
        let mut hash = hash_word("");
        for (length, c) in word.chars().take(40).enumerate() {
            let mut buffer = [0; 4];
            for lower in c.to_lowercase() {
                hash = hash_bytes(hash, lower.encode_utf8(&mut buffer).as_bytes());
            }
            if length + 2 > SHORTEST_STEM
                && self.stem_bits[hash as usize % STEM_BITS / 64] >> (hash % 64) & 1 == 1
                && let Some(symbol) = self.stems.get(&hash)
            {
                stem = *symbol;
            }
        }
        (whole, stem)
    }

    /// Finds the cues, longest phrase first, left to right. `symbols` belong to `tokens` one by one.
    pub fn scan(&self, tokens: &[Token], symbols: &[(u32, u32)], out: &mut Vec<Mark>) {
        out.clear();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let from = at as u32;
            if let Kind::Sign(sign) = token.kind {
                let cue = match sign {
                    b'.' | b'!' => Cue::Stop,
                    b'?' => Cue::Question,
                    b':' => Cue::Colon,
                    _ => Cue::Break,
                };
                if sign != b'(' && sign != b')' {
                    out.push(Mark { cue, from, to: from + 1 });
                }
                at += 1;
                continue;
            }
            let (mut best, mut length) = (None, 0);
            self.walk(0, &symbols[at..], 0, &mut best, &mut length);
            if let Some(cues) = best {
                let to = (at + length) as u32;
                out.extend(cues.iter().flatten().map(|cue| Mark { cue: *cue, from, to }));
                at += length;
            } else {
                let cue = if token.capital { Cue::Name } else { Cue::Other };
                out.push(Mark { cue, from, to: from + 1 });
                at += 1;
            }
        }
    }

    fn walk(
        &self,
        node: u32,
        symbols: &[(u32, u32)],
        depth: usize,
        best: &mut Option<[Option<Cue>; MOST_CUES]>,
        length: &mut usize,
    ) {
        if let Some(found) = self.nodes.get(node as usize).filter(|found| found.cues[0].is_some() && depth > *length) {
            *best = Some(found.cues);
            *length = depth;
        }
        let Some(((whole, stem), rest)) = symbols.split_first() else { return };
        for symbol in [*whole, *stem] {
            if symbol != UNKNOWN
                && let Some(next) = self.edges.get(&edge(node, symbol))
            {
                self.walk(*next, rest, depth + 1, best, length);
            }
        }
    }
}

fn edge(node: u32, symbol: u32) -> u64 {
    (u64::from(node) << 32) | u64::from(symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Vec<Cue> {
        let lexicon = Lexicon::shipped();
        let (mut list, mut marks) = (Vec::new(), Vec::new());
        tokens(text, 0, &mut list);
        let symbols: Vec<_> = list.iter().map(|token| lexicon.symbols(text, token)).collect();
        lexicon.scan(&list, &symbols, &mut marks);
        marks.iter().map(|mark| mark.cue).filter(|cue| *cue != Cue::Common).collect()
    }

    #[test]
    fn every_line_can_be_read() {
        let (lexicon, bad) = Lexicon::parse(&FILES);
        assert_eq!(bad, [], "lines that cannot be used");
        assert!(lexicon.nodes.len() > 2_000, "only {} nodes", lexicon.nodes.len());
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(
            cues("We won\u{2019}t use Customer Data to train AI models."),
            [Cue::We, Cue::Will, Cue::Neg, Cue::Use, Cue::Yours, Cue::Data, Cue::Train, Cue::Model, Cue::Stop]
        );
        assert_eq!(cues("your device model"), [Cue::Yours, Cue::Trap]);
    }

    #[test]
    fn a_stem_is_known_behind_an_article() {
        assert_eq!(cues("afin d\u{2019}améliorer l'entraînement"), [Cue::Purpose, Cue::Improve, Cue::Train]);
    }

    #[test]
    fn other_languages_give_the_same_cues() {
        assert_eq!(cues("モデルの学習に使用しません。"), [Cue::Train, Cue::Model, Cue::Use, Cue::Neg, Cue::Stop]);
        assert!(cues("Wir trainieren unsere Modelle nicht damit").contains(&Cue::Neg));
    }
}
