//! In what two versions of a passage differ, as far as it matters.
//!
//! The kinds of differences, and a passage taken apart for them. What is looked at is in `observe`,
//! what it comes to in `weighing`.

use super::decide::Judgement;
use super::features::Passage;
use super::label::Label;
use super::lexicon::Cue;
use super::read::{Reader, Scratch};
use super::scope::Event;
use serde::Serialize;

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
    pub(super) text: &'a str,
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

    pub(super) fn has(&self, cue: Cue) -> bool {
        self.passage.has(cue)
    }

    /// Whether it speaks of training, or of a way out.
    pub(super) fn is_about_training(&self) -> bool {
        let acts = self.passage.scope.events.iter().any(Event::trains);
        acts || !matches!(self.judged.label, Label::None | Label::ImproveAmbiguous)
    }

    /// The words of a mark.
    pub(super) fn words_of(&self, from: u32, to: u32) -> &'a str {
        let (first, last) = (self.passage.tokens.get(from as usize), self.passage.tokens.get(to as usize - 1));
        let place = first.zip(last).map(|(first, last)| first.start as usize..last.end as usize);
        place.and_then(|place| self.text.get(place)).unwrap_or_default()
    }
}
