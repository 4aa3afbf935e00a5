//! What a passage says about training, and what a document concludes: closed lists.

use serde::{Deserialize, Serialize};

/// What one passage says.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Label {
    /// User or customer data is used to train or improve models, also "unless you opt out".
    Trains,
    /// The same, on de-identified or aggregated data.
    TrainsDeidentified,
    /// Only with consent.
    TrainsOptin,
    /// Denied, also for a part of the data only.
    NoTraining,
    /// That one can opt out, how, or with what effect.
    OptoutInstructions,
    /// Somebody else may or may not train on it.
    ThirdPartyTraining,
    /// "To improve our services", no model named.
    ImproveAmbiguous,
    /// Everything else.
    None,
}

impl Label {
    /// All labels, in the order of the model's columns.
    pub const ALL: [Label; 8] = [
        Label::Trains,
        Label::TrainsDeidentified,
        Label::TrainsOptin,
        Label::NoTraining,
        Label::OptoutInstructions,
        Label::ThirdPartyTraining,
        Label::ImproveAmbiguous,
        Label::None,
    ];

    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Label::Trains => "trains",
            Label::TrainsDeidentified => "trains-deidentified",
            Label::TrainsOptin => "trains-optin",
            Label::NoTraining => "no-training",
            Label::OptoutInstructions => "optout-instructions",
            Label::ThirdPartyTraining => "third-party-training",
            Label::ImproveAmbiguous => "improve-ambiguous",
            Label::None => "none",
        }
    }

    /// Whether it says that training happens unless somebody acts.
    pub fn is_claim(self) -> bool {
        matches!(self, Label::Trains | Label::TrainsDeidentified)
    }

    /// Its column in the model.
    pub fn column(self) -> usize {
        self as usize
    }
}
