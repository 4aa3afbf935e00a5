//! What the clauses of a document come to. Silence is not a promise.

use super::label::Label;
use super::read::{Clause, Reading};
use serde::Serialize;

/// What a document says, taken together.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// It trains unless somebody acts.
    TrainsByDefault,
    /// It trains only with consent.
    OnlyWithConsent,
    /// It says that it does not train.
    Denies,
    /// It says nothing about training on the data of its users.
    SaysNothing,
    /// It claims and denies, without saying that the denial is for a part only.
    Contradictory,
    /// It, or most of it, is in a language that cannot be judged, or in sentences without an end.
    CannotJudge,
}

impl Conclusion {
    /// Said in a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Conclusion::TrainsByDefault => "It says that it trains on what its users or customers do, by default.",
            Conclusion::OnlyWithConsent => "It says that it trains only with consent.",
            Conclusion::Denies => "It says that it does not train on what its users or customers do.",
            Conclusion::SaysNothing => "It says nothing about training. Silence is not a promise.",
            Conclusion::Contradictory => "It contradicts itself: it says that it trains, and that it does not.",
            Conclusion::CannotJudge => {
                "This reader cannot judge it. It knows sentences of ordinary length in English, German, French, Spanish, Japanese."
            }
        }
    }
}

/// Fills in conclusion, proof and opt-out.
pub fn conclude(reading: &mut Reading) {
    let all = |wanted: &dyn Fn(&Clause) -> bool| -> Vec<usize> {
        let numbered = reading.clauses.iter().enumerate();
        numbered.filter(|(_, clause)| wanted(clause)).map(|(number, _)| number).collect()
    };
    let claims = all(&|clause| clause.label.is_claim());
    let consent = all(&|clause| clause.label == Label::TrainsOptin);
    let denials = all(&|clause| clause.label == Label::NoTraining);
    let plain = all(&|clause| clause.label == Label::NoTraining && !clause.scoped);
    let opt_out = all(&|clause| clause.label == Label::OptoutInstructions);
    let (conclusion, proof) = if !reading.language.is_known() && reading.clauses.is_empty() {
        (Conclusion::CannotJudge, Vec::new())
    } else if !claims.is_empty() && !plain.is_empty() {
        (Conclusion::Contradictory, [claims, plain].concat())
    } else if !claims.is_empty() {
        (Conclusion::TrainsByDefault, claims)
    } else if !consent.is_empty() {
        (Conclusion::OnlyWithConsent, [consent, denials].concat())
    } else if !denials.is_empty() {
        (Conclusion::Denies, denials)
    } else if reading.not_judged * 2 > reading.sentences {
        (Conclusion::CannotJudge, Vec::new())
    } else {
        (Conclusion::SaysNothing, Vec::new())
    };
    (reading.conclusion, reading.proof, reading.opt_out) = (conclusion, proof, opt_out);
}
