//! Is the passage that a rule rests on still on the page, and does it still mean the same?
//!
//! `unchanged` only if the same words stand there in the same order, as whole sentences. Everything
//! else is judged by what the cues of both say, and where that differs, it is `changed`: an alarm
//! too many costs a look, one too few costs the truth.

use super::align::{Index, Match, Word, words};
pub use super::difference::Difference;
use super::difference::{Version, differences};
use super::document::Document;
use super::label::Label;
use super::read::{Reader, Scratch};
use super::sentence::sentences;
use super::turn::withdraws;
use serde::Serialize;
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

/// Below this a sentence only stands between two that were looked for.
const BETWEEN: f32 = 0.2;

impl Reader {
    /// Compares a passage of an older version with a document.
    pub fn compare(&self, passage: &str, document: &Document) -> Comparison {
        self.compare_in(passage, &Index::new(document))
    }

    /// The same with a document that was taken apart before.
    pub(super) fn compare_in(&self, passage: &str, index: &Index<'_>) -> Comparison {
        let mut mine = Vec::new();
        words(passage, 0..passage.len(), &mut mine);
        let mark = list_mark(passage);
        mine.retain(|word| word.range.start >= mark);
        if mine.is_empty() || index.text().is_empty() {
            return Comparison { outcome: Outcome::Removed, found: None, differences: Vec::new() };
        }
        if let Some((range, true)) = index.exact(&mine) {
            let next = index.sentences().find(|next| next.start >= range.end);
            if next.and_then(|next| index.text().get(next)).is_some_and(withdraws) {
                return Comparison {
                    outcome: Outcome::Changed,
                    found: Some(range),
                    differences: vec![Difference::Time],
                };
            }
            return Comparison { outcome: Outcome::Unchanged, found: Some(range), differences: Vec::new() };
        }
        let mut count = Vec::new();
        sentences(passage, 0..passage.len(), &mut count);
        let mut scratch = Scratch::default();
        let label = self.judge(passage, &mut scratch).label;
        let best = index.best(&mine, count.len().max(1));
        let old = Version::new(self, passage, &mut scratch);
        let version = best.filter(|best| best.likeness >= VERSIONS || best.covered >= 0.9).filter(|best| {
            // Alike, but about something else: "We keep recordings" is not what became of "We do not train on recordings".
            let now = Version::new(self, index.text().get(best.range.clone()).unwrap_or_default(), &mut scratch);
            best.likeness >= ALIKE || !old.is_about_training() || now.is_about_training()
        });
        let Some(there) = version.or_else(|| self.same_kind(index, &mine, label, &mut scratch)) else {
            return Comparison { outcome: Outcome::Removed, found: None, differences: Vec::new() };
        };
        let new = self.relevant(index, &mine, there.range.clone(), &mut scratch);
        let mut differences = differences(&old, &Version::new(self, &new, &mut scratch));
        // Nearly the same words, and nothing but the judgement of the whole differs: it wavers, not the page.
        if there.likeness >= ALIKE && differences == [Difference::Statement] {
            differences.clear();
        }
        let outcome = if differences.is_empty() { Outcome::Reworded } else { Outcome::Changed };
        Comparison { outcome, found: Some(there.range), differences }
    }

    /// The sentences of a place that answer the passage, without those that only stand between them.
    fn relevant(&self, index: &Index<'_>, mine: &[Word], place: Range<usize>, scratch: &mut Scratch) -> String {
        let mut kept: Vec<&str> = Vec::new();
        let inside: Vec<Range<usize>> =
            index.sentences().filter(|one| place.start <= one.start && one.end <= place.end).collect();
        for range in &inside {
            let sentence = index.text().get(range.clone()).unwrap_or_default();
            let says = self.judge(sentence, scratch).label != Label::None;
            if inside.len() == 1 || says || index.likeness(mine, range.clone()) >= BETWEEN {
                kept.push(sentence);
            }
        }
        kept.join(" ")
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

/// Bytes of the numbering in front: "2.1", "(a)", "iv.", "Section 2.1:".
fn list_mark(text: &str) -> usize {
    let mut list = text.split_whitespace();
    let mut first = list.next().unwrap_or_default();
    if ["section", "article", "clause", "abschnitt"].contains(&first.to_lowercase().as_str()) {
        first = list.next().filter(|next| next.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(first);
    }
    let first = first.trim_end_matches(':');
    let inside = first.trim_matches(['(', ')', '.']);
    let marked = inside.len() < first.len() || inside.contains('.');
    // "4.1(b)" is numbered twice.
    let numbered = inside.split(['.', '(', ')']).filter(|part| !part.is_empty()).all(|part| {
        part.chars().all(|c| c.is_ascii_digit())
            || (part.len() <= 4 && part.chars().all(|c| matches!(c, 'i' | 'v' | 'x')))
            || part.len() == 1
    });
    if marked && numbered && !inside.is_empty() { text.find(first).unwrap_or_default() + first.len() } else { 0 }
}
