//! Is the passage that a rule rests on still on the page, and does it still mean the same?
//!
//! `unchanged` only if the same words stand there in the same order, as whole sentences. Everything
//! else is weighed by what differs, with a thumb on the scale for whatever changes who may do what
//! with which data: an alarm too many costs a look, one too few costs the truth.

use super::align::{Index, Match};
pub use super::difference::Difference;
use super::difference::Version;
use super::document::Document;
use super::exact::Exact;
use super::heading::only_heads;
use super::label::Label;
use super::observe::{Observations, observe};
use super::paraphrase::canonical;
use super::read::{Reader, Scratch};
use super::sentence::sentences;
use super::turn::withdraws;
use super::weighing::weigh;
use super::words::{Word, run_in_marks, words};
use serde::Serialize;
use std::ops::Range;

/// What became of a passage.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "train", derive(serde::Deserialize))]
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

/// Where and how a passage stands in a document.
enum Found {
    /// Its words stand there one by one.
    Here(Outcome, Range<usize>, Vec<Difference>),
    /// Other words stand there, of which this was observed.
    Otherwise(Range<usize>, Observations),
    /// Nothing answers it.
    Nowhere,
}

/// What became of a passage whose words stand at a place one by one.
fn unturned(passage: &str, range: Range<usize>, index: &Index<'_>) -> Found {
    let next = index.sentences().find(|next| next.start >= range.end);
    if next.and_then(|next| index.text().get(next)).is_some_and(withdraws) {
        return Found::Here(Outcome::Changed, range, vec![Difference::Time]);
    }
    // "(i)" has become "(a)" within a sentence: other words, if only just. A list of its own is mark-up.
    let now = index.text().get(range.clone()).unwrap_or_default();
    let marks = run_in_marks(passage);
    let listed = now.contains('\n') && marks.len() >= 2;
    let renumbered = !listed && marks != run_in_marks(&now[list_mark(now)..]);
    Found::Here(if renumbered { Outcome::Reworded } else { Outcome::Unchanged }, range, Vec::new())
}

/// Share of a passage that stands in a longer one, or of a sentence in a longer passage, from which that is its version.
const COVERED: f32 = 0.9;
/// Words in common from which two sentences are versions of one another.
const VERSIONS: f32 = 0.5;
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
/// Or unless the passage says so much of it.
const MOSTLY: f32 = 0.5;

impl Reader {
    /// Compares a passage of an older version with a document.
    pub fn compare(&self, passage: &str, document: &Document) -> Comparison {
        self.compare_in(passage, &Index::new(document))
    }

    /// The same with a document that was taken apart before.
    pub(super) fn compare_in(&self, passage: &str, index: &Index<'_>) -> Comparison {
        match self.find(passage, index) {
            Found::Here(outcome, range, differences) => Comparison { outcome, found: Some(range), differences },
            Found::Nowhere => Comparison { outcome: Outcome::Removed, found: None, differences: Vec::new() },
            Found::Otherwise(range, observed) => {
                let differences = weigh(&observed);
                let outcome = if differences.is_empty() { Outcome::Reworded } else { Outcome::Changed };
                Comparison { outcome, found: Some(range), differences }
            }
        }
    }

    /// What is weighed where a passage stands in other words; nothing where it stands word by word, or not at all.
    #[cfg(feature = "train")]
    pub fn observed(&self, passage: &str, document: &Document) -> Option<Observations> {
        match self.find(passage, &Index::new(document)) {
            Found::Otherwise(_, observed) => Some(observed),
            _ => None,
        }
    }

    fn find(&self, passage: &str, index: &Index<'_>) -> Found {
        let mut mine = Vec::new();
        words(passage, 0..passage.len(), &mut mine);
        let mark = list_mark(passage);
        mine.retain(|word| word.range.start >= mark);
        if mine.is_empty() || index.text().is_empty() {
            return Found::Nowhere;
        }
        let heads = |exact: &Exact| {
            let label = exact.label.clone().and_then(|label| index.text().get(label));
            label.is_none_or(|label| only_heads(self, label, &passage[mark..]))
        };
        let mut count = Vec::new();
        sentences(passage, 0..passage.len(), &mut count);
        let nearest = || index.nearest(passage, &mine, count.len().max(1));
        let (exact, best) = match index.exact(&mine).filter(|exact| exact.whole) {
            Some(exact) => (Some(exact), None),
            None => {
                let best = nearest();
                (best.as_ref().and_then(|best| index.same_letters(passage, &mine, &best.range)), best)
            }
        };
        if let Some(exact) = exact.filter(heads) {
            return unturned(&passage[mark..], exact.range, index);
        }
        let best = best.or_else(nearest);
        let mut scratch = Scratch::default();
        let label = self.judge(passage, &mut scratch).label;
        let read = canonical(passage);
        let old = Version::new(self, &read, &mut scratch);
        let version = best.filter(|best| best.likeness >= VERSIONS || best.covered >= COVERED).filter(|best| {
            // Alike, but about something else: "We keep recordings" is not what became of "We do not train on recordings".
            let now = Version::new(self, index.text().get(best.range.clone()).unwrap_or_default(), &mut scratch);
            // What says nothing but what the passage said is what was left of it.
            best.likeness >= ALIKE || best.within >= COVERED || !old.is_about_training() || now.is_about_training()
        });
        let Some(there) = version.or_else(|| self.same_kind(index, &mine, label, &mut scratch)) else {
            return Found::Nowhere;
        };
        let now = canonical(&self.relevant(index, passage, &mine, there.range.clone(), &mut scratch));
        let new = Version::new(self, &now, &mut scratch);
        Found::Otherwise(there.range, observe(&old, &new))
    }

    /// The sentences of a place that answer the passage, without those that only stand between them.
    fn relevant(
        &self,
        index: &Index<'_>,
        passage: &str,
        mine: &[Word],
        place: Range<usize>,
        scratch: &mut Scratch,
    ) -> String {
        let mut kept: Vec<&str> = Vec::new();
        let inside: Vec<Range<usize>> =
            index.sentences().filter(|one| place.start <= one.start && one.end <= place.end).collect();
        for range in &inside {
            let sentence = index.text().get(range.clone()).unwrap_or_default();
            let says = self.judge(sentence, scratch).label != Label::None;
            let (likeness, said) = index.sameness(passage, mine, sentence);
            if inside.len() == 1 || says || !announces(sentence) && (likeness >= BETWEEN || said >= MOSTLY) {
                kept.push(sentence);
            }
        }
        let now = kept.join(" ");
        // "You may not:" in front of the list is what an item of it says.
        let lead = index.lead(place.start).map(|lead| format!("{} {now}", lead.trim_end_matches([':', '\u{ff1a}'])));
        let alone = index.sameness(passage, mine, &now).0;
        lead.filter(|whole| index.sameness(passage, mine, whole).0 > alone).unwrap_or(now)
    }

    /// The likeliest sentence that answers the same question about training.
    fn same_kind(&self, index: &Index<'_>, mine: &[Word], label: Label, scratch: &mut Scratch) -> Option<Match> {
        if matches!(label, Label::None | Label::ImproveAmbiguous) {
            return None;
        }
        let mut best: Option<Match> = None;
        for range in index.sentences() {
            let sentence = index.text().get(range.clone())?;
            let judged = self.judge(sentence, scratch);
            let Some(least) = successor(label, judged.label) else { continue };
            let likeness = index.likeness(mine, range.clone());
            if likeness >= least && best.as_ref().is_none_or(|best| likeness > best.likeness) {
                best = Some(Match { range, likeness, covered: 0.0, within: 0.0 });
            }
        }
        best
    }
}

/// Whether it has no end: a heading between two sentences.
fn announces(sentence: &str) -> bool {
    sentence.ends_with(char::is_alphanumeric) && sentence.split_whitespace().count() <= LONGEST_HEADING
}

/// Longest heading, in words.
const LONGEST_HEADING: usize = 8;

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
