//! Is the passage that a rule rests on still on the page, and does it still mean the same?
//!
//! `unchanged` only if the same words stand there in the same order, as whole sentences. Everything
//! else is judged by what the cues of both say, and where that differs, it is `changed`: an alarm
//! too many costs a look, one too few costs the truth.

use super::align::{Index, Match, Word, words};
use super::document::Document;
use super::features::Passage;
use super::label::Label;
use super::lexicon::Cue;
use super::read::{Reader, Scratch};
use super::scope::Exception;
use super::sentence::sentences;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::Range;

/// What became of a passage.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The same words; white space, quotes, numbering and mark-up aside.
    Unchanged,
    /// Other words, the same meaning.
    Reworded,
    /// Another meaning.
    Changed,
    /// Nothing on the page says this or its opposite.
    Removed,
}

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
    /// For which end.
    Purpose,
    /// Numbers, such as days.
    Numbers,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// What became of the passage.
    pub outcome: Outcome,
    /// Where it, or what became of it, stands: bytes in the document's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Range<usize>>,
    /// In what it differs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// Words in common from which two sentences are versions of one another.
const VERSIONS: f32 = 0.45;
/// From here on a difference must show in a word.
const ALIKE: f32 = 0.75;
/// The same where both say the same kind of thing about training.
const SAME_KIND: f32 = 0.2;
/// The same where one answers the other: claim for claim, opt-out for opt-out.
const ANSWERED: f32 = 0.12;
/// For a denial that became a claim: enough that it is about the same data.
const REVERSED: f32 = 0.15;
/// A denial that became "only with consent" needs hardly a word in common.
const SOFTENED: f32 = 0.05;

/// Weighed words of a locator that must stand in one sentence.
const LOCATED: f32 = 0.6;

impl Reader {
    /// Compares a passage of an older version with a document.
    pub fn compare(&self, passage: &str, document: &Document) -> Comparison {
        let mut mine = Vec::new();
        words(passage, 0..passage.len(), &mut mine);
        let mark = list_mark(passage);
        mine.retain(|word| word.range.start >= mark);
        let index = Index::new(document);
        if mine.is_empty() || index.text().is_empty() {
            return Comparison { outcome: Outcome::Removed, found: None, differences: Vec::new() };
        }
        if let Some((range, true)) = index.exact(&mine) {
            return Comparison { outcome: Outcome::Unchanged, found: Some(range), differences: Vec::new() };
        }
        let mut count = Vec::new();
        sentences(passage, 0..passage.len(), &mut count);
        let mut scratch = Scratch::default();
        let label = self.judge(passage, &mut scratch).label;
        let best = index.best(&mine, count.len().max(1));
        let version = best.filter(|best| best.likeness >= VERSIONS || best.covered >= 0.9);
        let Some(there) = version.or_else(|| self.same_kind(&index, &mine, label, &mut scratch)) else {
            return Comparison { outcome: Outcome::Removed, found: None, differences: Vec::new() };
        };
        let new = index.text().get(there.range.clone()).unwrap_or_default();
        let mut differences = self.differences(passage, new, &mut scratch);
        // Nearly the same words, and no cue differs: then the judgement of the whole wavers, not the page.
        if there.likeness >= ALIKE && differences == [Difference::Statement] {
            differences.clear();
        }
        let outcome = if differences.is_empty() { Outcome::Reworded } else { Outcome::Changed };
        Comparison { outcome, found: Some(there.range), differences }
    }

    /// Looks for the few words by which evidence locates its passage.
    ///
    /// That is all that a rule keeps of a page, so `unchanged` says only that these words stand there
    /// as they did; what stands around them is shown, not judged.
    pub fn locate(&self, locator: &str, document: &Document) -> Comparison {
        let index = Index::new(document);
        let mut scratch = Scratch::default();
        let mut outcome = Outcome::Unchanged;
        let mut found: Option<Range<usize>> = None;
        let mut differences = BTreeSet::new();
        // "A ... B": every part must be there.
        for part in locator.split(['\u{2026}', '|']).flat_map(|part| part.split("...")) {
            let mut mine = Vec::new();
            words(part, 0..part.len(), &mut mine);
            if mine.is_empty() {
                continue;
            }
            let range = if let Some((range, _)) = index.exact(&mine) {
                range
            } else {
                let near = index.best(&mine, 1).filter(|near| near.covered >= LOCATED);
                let Some(near) = near else {
                    return Comparison { outcome: Outcome::Removed, found: None, differences: Vec::new() };
                };
                let cues = self.turned(part, index.text().get(near.range.clone()).unwrap_or_default(), &mut scratch);
                outcome =
                    if cues.is_empty() && outcome != Outcome::Changed { Outcome::Reworded } else { Outcome::Changed };
                differences.extend(cues);
                near.range
            };
            found.get_or_insert(range);
        }
        let outcome = if found.is_none() { Outcome::Removed } else { outcome };
        Comparison { outcome, found, differences: differences.into_iter().collect() }
    }

    /// What the words around a locator that is no longer there word by word say otherwise: only what
    /// turns a statement round, for a locator is a part of its sentence.
    fn turned(&self, locator: &str, sentence: &str, scratch: &mut Scratch) -> Vec<Difference> {
        scratch.passage.parse(self.lexicon(), locator);
        let denied = scratch.passage.has(Cue::Neg) || scratch.passage.has(Cue::Not);
        let optional = scratch.passage.has(Cue::OptOut);
        scratch.passage.parse(self.lexicon(), sentence);
        let mut differences = Vec::new();
        if denied != (scratch.passage.has(Cue::Neg) || scratch.passage.has(Cue::Not)) {
            differences.push(Difference::Negation);
        }
        if optional && !scratch.passage.has(Cue::OptOut) {
            differences.push(Difference::OptOut);
        }
        differences
    }

    /// The likeliest sentence that answers the same question about training.
    fn same_kind(&self, index: &Index<'_>, mine: &[Word], label: Label, scratch: &mut Scratch) -> Option<Match> {
        if matches!(label, Label::None | Label::ImproveAmbiguous) {
            return None;
        }
        let mut best: Option<Match> = None;
        for range in index.sentences() {
            let judged = self.judge(index.text().get(range.clone())?, scratch);
            let Some(least) = successor(label, judged.label) else { continue };
            let likeness = index.likeness(mine, range.clone());
            if likeness >= least && best.as_ref().is_none_or(|best| likeness > best.likeness) {
                best = Some(Match { range, likeness, covered: 0.0 });
            }
        }
        best
    }

    /// In what two passages differ, as far as it matters.
    fn differences(&self, old: &str, new: &str, scratch: &mut Scratch) -> Vec<Difference> {
        let mut reading = |text: &str| {
            let judged = self.judge(text, scratch);
            let mut passage = Passage::default();
            passage.parse(self.lexicon(), text);
            (judged, passage)
        };
        let ((was, before), (is, after)) = (reading(old), reading(new));
        let mut found = BTreeSet::new();
        let mut differ = |difference: Difference, differs: bool| {
            if differs {
                found.insert(difference);
            }
        };
        let other = |cues: &[Cue]| cues.iter().any(|cue| before.has(*cue) != after.has(*cue));
        let (one, two) = (before.scope.main(), after.scope.main());
        differ(Difference::Statement, was.label != is.label && was.confidence.min(is.confidence) > 0.5);
        differ(Difference::Negation, negations(&before) % 2 != negations(&after) % 2 || one.denied != two.denied);
        differ(Difference::Modality, !one.denied && other(&[Cue::May]));
        differ(
            Difference::Condition,
            condition(&before) != condition(&after) || other(&[Cue::Consent, Cue::ByDefault, Cue::Restrict]),
        );
        differ(Difference::OptOut, other(&[Cue::OptOut]) || means(&before, old) != means(&after, new));
        differ(
            Difference::Data,
            data(&before, old) != data(&after, new)
                || other(&[Cue::Data, Cue::Public, Cue::PublicPost, Cue::Feedback, Cue::Raw]),
        );
        differ(Difference::ThirdParties, other(&[Cue::Third]));
        differ(Difference::DeIdentification, other(&[Cue::Deid]));
        differ(Difference::Plan, other(&[Cue::Plan, Cue::Own]));
        differ(
            Difference::Purpose,
            other(&[Cue::Safety, Cue::Market, Cue::Grant]) || one.act != two.act && is.label != was.label,
        );
        differ(Difference::Plan, regions(old) != regions(new));
        differ(Difference::Numbers, numbers(old) != numbers(new));
        found.into_iter().collect()
    }
}

/// How alike two sentences must be for the second to be what the first became; `None`: it cannot be.
fn successor(old: Label, new: Label) -> Option<f32> {
    use Label::{NoTraining, OptoutInstructions, ThirdPartyTraining, TrainsOptin};
    match (old, new) {
        (ThirdPartyTraining, ThirdPartyTraining) | (NoTraining, NoTraining) => Some(SAME_KIND),
        (OptoutInstructions, OptoutInstructions) | (TrainsOptin, TrainsOptin | NoTraining) => Some(ANSWERED),
        (NoTraining, TrainsOptin) => Some(SOFTENED),
        (NoTraining, new) if new.is_claim() => Some(REVERSED),
        (TrainsOptin, new) if new.is_claim() => Some(ANSWERED),
        (old, NoTraining | TrainsOptin) if old.is_claim() => Some(SAME_KIND),
        (old, new) if old.is_claim() && new.is_claim() => Some(ANSWERED),
        _ => None,
    }
}

/// Bytes of the numbering in front: "2.1", "(a)", "iv.".
fn list_mark(text: &str) -> usize {
    let first = text.split_whitespace().next().unwrap_or_default();
    let inside = first.trim_matches(['(', ')', '.']);
    let marked = inside.len() < first.len() || inside.contains('.');
    let numbered = inside.chars().all(|c| c.is_ascii_digit() || c == '.')
        || (inside.len() <= 4 && inside.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
        || inside.len() == 1;
    if marked && numbered && !inside.is_empty() { text.find(first).unwrap_or_default() + first.len() } else { 0 }
}

fn negations(passage: &Passage) -> usize {
    passage.marks.iter().filter(|mark| matches!(mark.cue, Cue::Neg | Cue::Not)).count()
}

fn condition(passage: &Passage) -> (Exception, bool) {
    let excepted = [Cue::Unless, Cue::OnlyIf, Cue::Without, Cue::Only].iter().any(|cue| passage.has(*cue));
    (passage.scope.exception, excepted)
}

/// By which means one opts out: the words for settings, and whether one has to write.
fn means(passage: &Passage, text: &str) -> (bool, bool) {
    let opts_out = passage.has(Cue::OptOut);
    (opts_out && passage.has(Cue::Setting), opts_out && text.contains('@'))
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
fn data(passage: &Passage, text: &str) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    for mark in passage.marks.iter().filter(|mark| mark.cue == Cue::Data) {
        let (first, last) = (passage.tokens.get(mark.from as usize), passage.tokens.get(mark.to as usize - 1));
        let place = first.zip(last).map(|(first, last)| first.start as usize..last.end as usize);
        let word = place.and_then(|place| text.get(place)).unwrap_or_default().to_lowercase();
        if !GENERAL.contains(&word.as_str()) {
            // "prompt" and "prompts" are one kind.
            kinds.insert(word.strip_suffix('s').unwrap_or(&word).to_owned());
        }
    }
    kinds
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
