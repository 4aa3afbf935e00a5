//! From scores to a label: the model proposes, the reading of the sentence may object.

use super::features::Passage;
use super::label::Label;
use super::model::Scores;
use super::scope::{Act, Exception};

/// What a passage says, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// The label.
    pub label: Label,
    /// Share of the model's weight on this label, 0 to 1; not calibrated.
    pub confidence: f32,
}

/// A claim must be surer than anything else: it is what people will act on.
const SURE_CLAIM: f32 = 0.55;

/// Chooses the likeliest label; a claim only if it is likely enough.
pub fn decide(passage: &Passage, scores: &Scores) -> Judgement {
    let main = passage.scope.main();
    let best = best(scores, |_| true);
    if best.label.is_claim() {
        let claims = scores[Label::Trains.column()] + scores[Label::TrainsDeidentified.column()];
        // A training that is denied, with no exception named, is no claim whatever the words around it.
        let denied = main.act >= Act::ImproveModel && main.denied && passage.scope.exception == Exception::None;
        let claimed = passage.scope.events.iter().any(|event| event.act >= Act::BareTrain && !event.denied);
        if claims < SURE_CLAIM || (denied && !claimed) {
            return self::best(scores, |label| !label.is_claim());
        }
    }
    best
}

fn best(scores: &Scores, allowed: impl Fn(Label) -> bool) -> Judgement {
    let mut best = Judgement { label: Label::None, confidence: 0.0 };
    for (label, score) in Label::ALL.iter().zip(scores) {
        if *score > best.confidence && allowed(*label) {
            best = Judgement { label: *label, confidence: *score };
        }
    }
    best
}
