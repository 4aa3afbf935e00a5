//! From scores to a label: the model proposes, the reading of the sentence may object.

use super::features::Passage;
use super::label::Label;
use super::lexicon::Cue;
use super::model::Scores;
use super::scope::{Act, Event, Exception};

/// What a passage says, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judgement {
    /// The label.
    pub label: Label,
    /// Share of the model's weight on this label, 0 to 1; not calibrated.
    pub confidence: f32,
}

/// A claim must be surer than anything else: it is what people will act on.
const SURE_CLAIM: f32 = 0.7;
/// And a denial: what people will rely on.
const SURE_DENIAL: f32 = 0.55;

/// Chooses the likeliest label that the reading of the sentence allows; a claim or a denial only if it is likely enough.
pub fn decide(passage: &Passage, scores: &Scores) -> Judgement {
    let mut scores = *scores;
    if trains_unless_opted_out(passage) {
        // It names training, a denial and an opt-out, and claims: what was taken for the others is the claim's.
        for label in [Label::OptoutInstructions, Label::NoTraining] {
            scores[Label::Trains.column()] += std::mem::take(&mut scores[label.column()]);
        }
        // "Unless you withdraw your consent" speaks of consent and asks for none.
        if !passage.has(Cue::OnlyIf) {
            scores[Label::Trains.column()] += std::mem::take(&mut scores[Label::TrainsOptin.column()]);
        }
    }
    if denies_for_others(passage) {
        scores[Label::ThirdPartyTraining.column()] += std::mem::take(&mut scores[Label::NoTraining.column()]);
    }
    let likeliest = best(&scores, |label| allows(passage, label));
    let claims = scores[Label::Trains.column()] + scores[Label::TrainsDeidentified.column()];
    if likeliest.label.is_claim() && claims < SURE_CLAIM {
        return best(&scores, |label| !label.is_claim() && allows(passage, label));
    }
    if likeliest.label == Label::NoTraining && likeliest.confidence < SURE_DENIAL {
        return best(&scores, |label| label != Label::NoTraining && !label.is_claim() && allows(passage, label));
    }
    likeliest
}

/// Whether a label can be said of a sentence at all, whatever its words weigh.
fn allows(passage: &Passage, label: Label) -> bool {
    match label {
        Label::Trains | Label::TrainsDeidentified => {
            !passage.asks()
                && learns(passage)
                && !is_denied(passage)
                && names_data(passage)
                && !is_about_others(passage)
        }
        // "You may not train on our content" promises nothing.
        Label::NoTraining => {
            !passage.asks() && !passage.orders() && passage.can_deny() && !passage.scope.main().forbidden
        }
        Label::TrainsOptin | Label::ThirdPartyTraining => !passage.asks(),
        Label::OptoutInstructions | Label::ImproveAmbiguous | Label::None => true,
    }
}

/// Whether anything is said to learn or to be made better: "processed by our models" says who works, not who learns.
fn learns(passage: &Passage) -> bool {
    [Cue::Train, Cue::Improve, Cue::Develop, Cue::Research].iter().any(|cue| passage.has(*cue))
}

/// "We build models" and "to improve our AI" say nothing about anybody's data; "to train our models", as a purpose, does.
fn names_data(passage: &Passage) -> bool {
    let data = [Cue::Data, Cue::Feedback, Cue::Deid].iter().any(|cue| passage.has(*cue));
    match passage.scope.main().act {
        Act::ImproveAi => data,
        _ => data || passage.has(Cue::Yours) || !passage.begins_with("we"),
    }
}

/// An advertisement for a job; a report of what was done, not to "you"; news, advice and research without "we" or "you".
fn is_about_others(passage: &Passage) -> bool {
    let kind = [Cue::News, Cue::Should, Cue::Whether, Cue::Science].iter().any(|cue| passage.has(*cue));
    let nobody = !passage.has(Cue::Yours);
    passage.has(Cue::Job) || (nobody && passage.has(Cue::Past)) || (nobody && kind && !passage.has(Cue::We))
}

/// A training that is denied, with no exception named, is no claim.
fn is_denied(passage: &Passage) -> bool {
    let main = passage.scope.main();
    let denied = main.act >= Act::ImproveModel && main.denied && passage.scope.exception == Exception::None;
    denied && !passage.scope.events.iter().any(|event| event.trains() && !event.denied)
}

/// "OtherCo does not use it to train their models", "these suppliers do not train on it".
fn denies_for_others(passage: &Passage) -> bool {
    let main = passage.scope.main();
    let theirs = main.owner == Some(Cue::They) && main.actor != Some(Cue::We);
    main.denied && (theirs || (main.actor == Some(Cue::Third) && !passage.has(Cue::We)))
}

/// "We train on it, unless you opt out" is a claim that mentions an opt-out.
fn trains_unless_opted_out(passage: &Passage) -> bool {
    let trains = |event: &Event| event.act >= Act::ImproveModel && !event.denied && !event.opt_out;
    passage.scope.exception == Exception::UnlessOptOut && passage.scope.events.iter().any(trains)
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
