//! A passage as a list of numbered features. The same code serves training and reading.
//!
//! Three groups: words and word pairs; cues, their runs and pairs; and what `scope` reads off them.
//! The last two carry over between vendors and languages, the first catches what no cue names.

use super::lexicon::{Cue, Lexicon, Mark};
use super::order::{as_english, is_japanese};
use super::scope::{Scope, scope};
use super::token::{Kind, Token, hash_word, tokens};
use std::ops::Range;

/// Buckets of all features.
pub const BUCKETS: usize = 1 << 14;
/// The first of them for words, the next for runs of cues, the others for scopes: the many words
/// would otherwise share the buckets of the few features that tell most.
const WORDS_END: u32 = 8_192;
const RUNS_END: u32 = 11_264;

/// Weight of a group: its length as a vector.
const WORDS: f32 = 1.0;
const RUNS: f32 = 1.6;
const SCOPES: f32 = 1.6;

/// One feature and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// Bucket.
    pub bucket: u32,
    /// Value.
    pub value: f32,
}

/// A passage taken apart.
#[derive(Default)]
pub struct Passage {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its cues.
    pub marks: Vec<Mark>,
    /// What they say together.
    pub scope: Scope,
    japanese: bool,
    symbols: Vec<(u32, u32)>,
    numbers: Vec<u32>,
}

impl Passage {
    /// Takes a passage apart; what was there before is thrown away.
    pub fn parse(&mut self, lexicon: &Lexicon, text: &str) {
        tokens(text, 0, &mut self.tokens);
        self.symbols.clear();
        self.symbols.extend(self.tokens.iter().map(|token| lexicon.symbols(text, token)));
        lexicon.scan(&self.tokens, &self.symbols, &mut self.marks);
        self.japanese = is_japanese(text);
        if self.japanese {
            as_english(text, &self.tokens, &mut self.marks);
        }
        self.scope = scope(&self.marks);
    }

    /// Whether a cue is in it.
    pub fn has(&self, cue: Cue) -> bool {
        self.marks.iter().any(|mark| mark.cue == cue)
    }

    /// Whether it only asks: one sentence, and that a question.
    pub fn asks(&self) -> bool {
        let end = |mark: &&Mark| matches!(mark.cue, Cue::Stop | Cue::Question);
        let mut ends = self.marks.iter().filter(end);
        let last = self.marks.last().is_some_and(|mark| mark.cue == Cue::Question);
        last && ends.all(|mark| mark.cue == Cue::Question)
    }

    /// Whether this is its first word.
    pub fn begins_with(&self, word: &str) -> bool {
        self.tokens.first().is_some_and(|token| token.hash == hash_word(word))
    }

    /// Whether it tells the reader not to do something: "Do not train on it", "Please do not".
    pub fn orders(&self) -> bool {
        let words = self.tokens.iter().map(|token| token.hash).filter(|hash| *hash != hash_word("please"));
        words.take(2).eq([hash_word("do"), hash_word("not")])
    }

    /// Whether a word in it can deny anything.
    pub fn can_deny(&self) -> bool {
        let denies = |cue| {
            matches!(
                cue,
                Cue::Neg
                    | Cue::Not
                    | Cue::Only
                    | Cue::OptOut
                    | Cue::Restrict
                    | Cue::Hinder
                    | Cue::Without
                    | Cue::Undertake
                    | Cue::Barred
            )
        };
        self.marks.iter().any(|mark| denies(mark.cue))
    }

    /// Writes its features, sorted and without doubles.
    pub fn features(&mut self, out: &mut Vec<Feature>) {
        out.clear();
        self.words();
        self.flush(WORDS, 0..WORDS_END, out);
        self.runs();
        self.flush(RUNS, WORDS_END..RUNS_END, out);
        self.scopes();
        self.flush(SCOPES, RUNS_END..BUCKETS as u32, out);
        out.sort_unstable_by_key(|feature| feature.bucket);
        out.dedup_by(|next, kept| {
            let same = next.bucket == kept.bucket;
            if same {
                kept.value += next.value;
            }
            same
        });
    }

    fn flush(&mut self, weight: f32, buckets: Range<u32>, out: &mut Vec<Feature>) {
        self.numbers.sort_unstable();
        self.numbers.dedup();
        let value = weight / (self.numbers.len().max(1) as f32).sqrt();
        let count = buckets.end - buckets.start;
        let bucket = |number: u32| buckets.start + number % count;
        out.extend(self.numbers.drain(..).map(|number| Feature { bucket: bucket(number), value }));
    }

    fn words(&mut self) {
        let mut before = 1;
        let names = self.marks.iter().filter(|mark| mark.cue == Cue::Name);
        let mut names: Vec<u32> = names.map(|mark| mark.from).collect();
        names.sort_unstable();
        let mut names = names.into_iter().peekable();
        for (at, token) in self.tokens.iter().enumerate() {
            let is_name = names.next_if_eq(&(at as u32)).is_some();
            let word = match token.kind {
                Kind::Sign(b'(' | b')' | b',' | b'.') => continue,
                Kind::Sign(sign) => u32::from(sign),
                // A name says nothing about the next vendor.
                Kind::Word if is_name => 2,
                Kind::Word => token.hash,
            };
            self.numbers.push(mix(2, before, word, 0));
            // One Japanese character alone says nothing.
            if !self.japanese {
                self.numbers.push(mix(1, word, 0, 0));
            }
            before = word;
        }
        self.numbers.push(mix(2, before, 3, 0));
    }

    fn runs(&mut self) {
        let mut run: Vec<Cue> = Vec::with_capacity(self.marks.len());
        for cue in self.marks.iter().map(|mark| mark.cue) {
            if !matches!(cue, Cue::Common | Cue::Other | Cue::Break) && run.last() != Some(&cue) {
                run.push(cue);
            }
        }
        for width in 1..=4 {
            for window in run.windows(width) {
                let number = window.iter().fold(width as u32, |sum, cue| mix(4, sum, *cue as u32, 0));
                self.numbers.push(number);
            }
        }
        for (at, first) in run.iter().enumerate() {
            for second in run[at + 1..].iter().take(12) {
                self.numbers.push(mix(5, *first as u32, *second as u32, 0));
            }
        }
        if let [first, second, ..] = run[..] {
            self.numbers.push(mix(6, first as u32, second as u32, 0));
        }
        self.numbers.push(mix(7, (run.len() as u32).min(24) / 3, 0, 0));
    }

    fn scopes(&mut self) {
        let has = |cue: Cue| u32::from(self.marks.iter().any(|mark| mark.cue == cue));
        let main = self.scope.main();
        let (act, denied) = (main.act as u32, u32::from(main.denied));
        let actor = main.actor.map_or(99, |cue| cue as u32);
        let exception = self.scope.exception as u32;
        let deid = has(Cue::Deid);
        let out = has(Cue::OptOut) + 2 * has(Cue::How).max(has(Cue::Setting)) + 4 * u32::from(main.opt_out);
        let third = has(Cue::Third) + 2 * has(Cue::They);
        let ours = has(Cue::We) + 2 * has(Cue::Name);
        let yours = u32::from(main.user_data) + 2 * u32::from(main.data) + 4 * has(Cue::Yours);
        let public = has(Cue::Public) + 2 * has(Cue::PublicPost);
        let forbidden = u32::from(main.forbidden) + 2 * has(Cue::Compete);
        let traps = has(Cue::Staff) + 2 * has(Cue::Course) + 4 * has(Cue::Trap) + 8 * has(Cue::Own);
        let events = self.scope.events.iter().filter(|event| event.trains());
        let shape = events.fold((0, 0), |(yes, no), event| if event.denied { (yes, no + 1) } else { (yes + 1, no) });
        let pairs = [
            (10, actor),
            (11, exception),
            (12, deid),
            (13, out),
            (14, third),
            (15, ours),
            (16, yours),
            (17, public),
            (18, forbidden),
            (19, traps),
            (20, has(Cue::Pointer)),
            (21, has(Cue::Own)),
            (22, has(Cue::Staff)),
            (23, has(Cue::Consent)),
            (24, has(Cue::Market)),
            (25, has(Cue::Arbitration)),
            (26, has(Cue::Right)),
            (27, shape.0.min(2) * 3 + shape.1.min(2)),
            (28, has(Cue::Effect)),
            (29, has(Cue::Safety)),
            (30, has(Cue::Model) + 2 * has(Cue::Ai) + 4 * has(Cue::AiFeature) + 8 * has(Cue::Algo).max(has(Cue::Tech))),
            (31, has(Cue::May) + 2 * has(Cue::Will)),
            (32, has(Cue::Use)),
            (33, has(Cue::ByDefault)),
            (34, has(Cue::Raw)),
            (35, has(Cue::Meaning) + 2 * has(Cue::Grant)),
            (36, has(Cue::OnlyIf)),
            (37, has(Cue::Should) + 2 * has(Cue::Whether)),
            (38, has(Cue::News) + 2 * has(Cue::Job) + 4 * has(Cue::Science)),
        ];
        for (tag, value) in pairs {
            self.numbers.push(mix(tag, act, value, 0));
            self.numbers.push(mix(tag + 100, act, value, 1 + denied));
        }
        let mut push = |tag, values: &[u32]| {
            self.numbers.push(values.iter().fold(tag, |sum, value| mix(8, sum, *value, 1)));
        };
        push(50, &[act, denied, exception, actor]);
        push(51, &[act, denied, exception, deid, out]);
        push(52, &[act, denied, third, ours]);
        push(53, &[act, denied, yours, public]);
        let owner = main.owner.map_or(99, |cue| cue as u32);
        push(60, &[act, denied, owner, actor]);
        push(61, &[act, denied, owner, third, ours]);
        push(62, &[act, owner, yours]);
        // Who speaks to whom: "our models", "your data" in a statement, or nobody's at all.
        let speaks = has(Cue::We) + 2 * has(Cue::Yours) + 4 * has(Cue::Name);
        let kind = [Cue::News, Cue::Job, Cue::Science, Cue::Should, Cue::Past].into_iter().map(has).max().unwrap_or(0);
        push(63, &[act, denied, speaks, kind]);
        push(64, &[act, denied, kind, has(Cue::Whether)]);
        push(54, &[act, denied, forbidden, actor]);
        push(55, &[act, denied, exception, u32::from(main.opt_out), third, forbidden]);
        push(56, &[act, denied, yours, has(Cue::Pointer), public]);
        push(57, &[act, out, has(Cue::Market), has(Cue::Arbitration)]);
        if let Some(first) = self.marks.first() {
            push(58, &[act, denied, first.cue as u32]);
        }
        if let Some(last) = self.marks.last() {
            push(59, &[act, last.cue as u32]);
        }
    }
}

fn mix(tag: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut hash = tag.wrapping_mul(0x9e37_79b1);
    for value in [a, b, c] {
        hash = (hash ^ value).wrapping_mul(0x85eb_ca6b);
        hash ^= hash >> 15;
    }
    hash ^ (hash >> 13)
}
