//! In what two versions of a passage differ, as far as it matters.
//!
//! Two ways that complement each other: the cues of both say whether consent, denial, data, plans
//! differ; and what is left when cues and small words are taken away shows what no cue names.

use super::align::{Word, words};
use super::decide::Judgement;
use super::features::Passage;
use super::label::Label;
use super::lexicon::Cue;
use super::read::{Reader, Scratch};
use super::scope::{Act, Exception};
use super::token::{Token, hash_word, is_ideographic};
use serde::Serialize;
use std::collections::BTreeSet;

/// In what two passages differ.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// What is said about training.
    Statement,
    /// Denied or not.
    Negation,
    /// May, does, will.
    Modality,
    /// Consent, or an exception.
    Condition,
    /// Whether or how to opt out.
    OptOut,
    /// Which data.
    Data,
    /// Who else takes part.
    ThirdParties,
    /// De-identified or not.
    DeIdentification,
    /// Which plans, settings or regions.
    Plan,
    /// For which end, or which models.
    Purpose,
    /// Numbers, such as days.
    Numbers,
    /// From when, or until when.
    Time,
    /// A word that carries meaning came, went or was replaced.
    Wording,
}

/// A passage, judged and taken apart.
pub(super) struct Version<'a> {
    text: &'a str,
    pub(super) judged: Judgement,
    pub(super) passage: Passage,
}

impl<'a> Version<'a> {
    pub(super) fn new(reader: &Reader, text: &'a str, scratch: &mut Scratch) -> Version<'a> {
        let judged = reader.judge(text, scratch);
        let mut passage = Passage::default();
        passage.parse(reader.lexicon(), text);
        Version { text, judged, passage }
    }

    fn has(&self, cue: Cue) -> bool {
        self.passage.has(cue)
    }

    /// Whether it speaks of training, or of a way out.
    pub(super) fn is_about_training(&self) -> bool {
        let acts = self.passage.scope.events.iter().any(|event| event.act >= Act::BareTrain);
        acts || !matches!(self.judged.label, Label::None | Label::ImproveAmbiguous)
    }

    /// The words of a mark.
    fn words_of(&self, from: u32, to: u32) -> &'a str {
        let (first, last) = (self.passage.tokens.get(from as usize), self.passage.tokens.get(to as usize - 1));
        let place = first.zip(last).map(|(first, last)| first.start as usize..last.end as usize);
        place.and_then(|place| self.text.get(place)).unwrap_or_default()
    }
}

/// What differs, as far as it matters.
pub(super) fn differences(old: &Version<'_>, new: &Version<'_>) -> Vec<Difference> {
    let mut found = BTreeSet::new();
    let mut differ = |difference: Difference, differs: bool| {
        if differs {
            found.insert(difference);
        }
    };
    let other = |cues: &[Cue]| cues.iter().any(|cue| old.has(*cue) != new.has(*cue));
    let (one, two) = (old.passage.scope.main(), new.passage.scope.main());
    let sure = old.judged.confidence.min(new.judged.confidence) > 0.5;
    differ(Difference::Statement, old.judged.label != new.judged.label && sure);
    let refused = (one.denied || one.forbidden, two.denied || two.forbidden);
    differ(Difference::Negation, denials(old) % 2 != denials(new) % 2 || refused.0 != refused.1);
    differ(Difference::Modality, !refused.0 && other(&[Cue::May]));
    differ(Difference::Condition, condition(old) != condition(new) || other(&[Cue::Consent, Cue::ByDefault]));
    differ(Difference::OptOut, other(&[Cue::OptOut]) || means(old) != means(new));
    let kinds = [Cue::Public, Cue::PublicPost, Cue::Feedback, Cue::Raw];
    differ(Difference::Data, data(old) != data(new) || other(&[Cue::Data]) || other(&kinds));
    differ(Difference::ThirdParties, other(&[Cue::Third]));
    differ(Difference::DeIdentification, other(&[Cue::Deid]) || is_pseudonymous(old) != is_pseudonymous(new));
    differ(Difference::Plan, other(&[Cue::Plan, Cue::Own]) || regions(old.text) != regions(new.text));
    let act = one.act != two.act && new.judged.label != old.judged.label;
    differ(Difference::Purpose, other(&[Cue::Safety, Cue::Market, Cue::Grant]) || act || models(old) != models(new));
    differ(Difference::Numbers, numbers(old.text) != numbers(new.text));
    let (gone, come) = residue(old, new);
    // A denial that lost a limiting word denies more, which nobody has to be told of.
    let wider = refused == (true, true) && come.is_empty();
    differ(Difference::Wording, !come.is_empty() || !gone.is_empty() && !wider);
    found.into_iter().collect()
}

/// How often something is denied: twice is not at all.
fn denials(version: &Version<'_>) -> usize {
    let passage = &version.passage;
    let denies = |cue: Cue, words: &str| match cue {
        Cue::Neg | Cue::Not | Cue::Undertake => true,
        Cue::Restrict => words
            .split_whitespace()
            .any(|word| ["not", "nor", "no", "prohibited", "forbidden", "nobody"].contains(&word)),
        _ => false,
    };
    let marks = passage.marks.iter();
    let count = marks.filter(|mark| denies(mark.cue, &version.words_of(mark.from, mark.to).to_lowercase())).count();
    count - usize::from(count > 0 && does_not_apply_if(passage))
}

/// "This does not apply if": an exception in a sentence of its own.
fn does_not_apply_if(passage: &Passage) -> bool {
    let has = |token: Option<&Token>, words: &[&str]| {
        token.is_some_and(|token| words.iter().any(|word| token.hash == hash_word(word)))
    };
    (0..passage.tokens.len()).any(|at| {
        has(passage.tokens.get(at), &["apply", "case", "happen"])
            && at > 0
            && (at.saturating_sub(3)..at).any(|before| has(passage.tokens.get(before), &["not"]))
            && has(passage.tokens.get(at + 1), &["if", "when", "where", "to"])
    })
}

/// Under which condition: what is excepted, and whether consent or an opt-out decides.
fn condition(version: &Version<'_>) -> (bool, bool) {
    let has = |cues: &[Cue]| cues.iter().any(|cue| version.has(*cue));
    let exception = version.passage.scope.exception;
    let consent = exception == Exception::Consent || version.has(Cue::Consent) && has(&[Cue::Only, Cue::OnlyIf]);
    let excepted = has(&[Cue::Unless, Cue::OnlyIf, Cue::Without, Cue::Only]) || does_not_apply_if(&version.passage);
    (consent, excepted)
}

/// By which means one opts out: the words for settings, and whether one has to write.
fn means(version: &Version<'_>) -> (bool, bool) {
    let opts_out = version.has(Cue::OptOut);
    (opts_out && version.has(Cue::Setting), opts_out && version.text.contains('@'))
}

/// Words for data that say no more than "data".
const GENERAL: &[&str] = &[
    "data",
    "information",
    "content",
    "contents",
    "personal data",
    "personal information",
    "customer data",
    "user data",
    "user content",
    "customer content",
    "your data",
    "your content",
    "your information",
    "material",
    "materials",
    "daten",
    "inhalte",
    "données",
    "contenus",
    "contenu",
    "datos",
    "contenido",
    "información",
    "データ",
    "情報",
    "コンテンツ",
];

/// The kinds of data that are named.
fn data(version: &Version<'_>) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    for mark in version.passage.marks.iter().filter(|mark| mark.cue == Cue::Data) {
        let word = version.words_of(mark.from, mark.to).to_lowercase();
        if !GENERAL.contains(&word.as_str()) {
            // "prompt" and "prompts" are one kind.
            kinds.insert(word.strip_suffix('s').unwrap_or(&word).to_owned());
        }
    }
    kinds
}

/// Kinds of models that are more than "models". "Language models" says no more than "AI" does today.
const KINDS: &[&str] = &["generative", "predictive", "discriminative", "recommender", "speech", "foundation"];

fn models<'a>(version: &Version<'a>) -> BTreeSet<&'static str> {
    let words = version.text.to_lowercase();
    KINDS.iter().copied().filter(|kind| words.contains(kind)).collect()
}

/// Pseudonyms can be undone: less than anonymous.
fn is_pseudonymous(version: &Version<'_>) -> bool {
    version.text.to_lowercase().contains("pseudonym")
}

/// Where a statement holds. In capitals, for "us" is a word too.
const REGIONS: &[&str] = &[
    "EU",
    "EEA",
    "UK",
    "US",
    "USA",
    "U.S",
    "Europe",
    "European",
    "Kingdom",
    "States",
    "Switzerland",
    "Swiss",
    "California",
    "Canada",
    "Brazil",
    "Japan",
    "India",
    "Korea",
    "Australia",
    "China",
];

fn regions(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/'));
    words.map(|word| word.trim_matches(['.', '\'', '"'])).filter(|word| REGIONS.contains(word)).collect()
}

/// Numbers other than those of lists and sections.
fn numbers(text: &str) -> BTreeSet<&str> {
    let mut list = Vec::new();
    words(text, 0..text.len(), &mut list);
    let mut numbers = BTreeSet::new();
    for pair in list.windows(2) {
        let [word, next] = pair else { continue };
        let number = text.get(word.range.clone()).unwrap_or_default();
        let between = text.get(word.range.end..next.range.start).unwrap_or_default();
        if number.chars().all(|c| c.is_ascii_digit()) && between.trim().is_empty() {
            numbers.insert(number);
        }
    }
    numbers
}

const PLAIN_WORDS: &str = include_str!("plain-words.txt");

fn is_plain(word: &str) -> bool {
    PLAIN_WORDS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).any(|plain| plain == word)
}

/// Words of each that the other has not: those that no cue names, and those of cues that say more by their words.
fn residue(old: &Version<'_>, new: &Version<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
    let all = |version: &Version<'_>| -> BTreeSet<String> {
        let mut list: Vec<Word> = Vec::new();
        words(version.text, 0..version.text.len(), &mut list);
        list.iter().map(|word| stem(version.text.get(word.range.clone()).unwrap_or_default())).collect()
    };
    let (before, after) = (all(old), all(new));
    let left = |version: &Version<'_>, others: &BTreeSet<String>| {
        let marks = version.passage.marks.iter();
        let telling = marks.filter(|mark| matches!(mark.cue, Cue::Other | Cue::Safety | Cue::Market | Cue::Plan));
        let words = telling.flat_map(|mark| version.words_of(mark.from, mark.to).split(|c: char| !c.is_alphanumeric()));
        let kept = words.filter(|word| has_meaning(word)).map(stem).filter(|stem| !others.contains(stem));
        kept.collect::<BTreeSet<String>>()
    };
    (left(old, &after), left(new, &before))
}

/// Neither a small word nor a number nor a letter of a list. Of Japanese, characters and foreign words count.
fn has_meaning(word: &str) -> bool {
    let Some(first) = word.chars().next() else { return false };
    if is_ideographic(first) {
        return !matches!(first, '\u{3040}'..='\u{309f}');
    }
    word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !is_plain(&word.to_lowercase())
}

/// What words of one family begin with: "analyse" and "analytics", "receive" and "receipt".
fn stem(word: &str) -> String {
    word.to_lowercase().chars().take(FAMILY).collect()
}

/// Letters by which a family of words is known.
const FAMILY: usize = 5;
