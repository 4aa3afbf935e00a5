//! What a practice means here and now, and how loud that may be.
//!
//! Both lists are closed. There are no grades and no scores: a verdict says what the vendor says, a
//! level says whether it deserves attention now.

use serde::{Deserialize, Serialize};

/// What a practice means for this person, here and now.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// In force, and on by default for this plan, account and region.
    TrainsByDefault,
    /// Plan, account or region decides and is not known.
    Depends,
    /// Announced, not in force yet.
    Announced,
    /// Said to train by default, but only by secondary or low-confidence evidence.
    Reported,
    /// A stance or a seen setting says that it was opted out of.
    OptedOut,
    /// Only after consent.
    OptIn,
    /// The vendor says that it does not train on this; the promise has a scope.
    NoTraining,
    /// On by default, said to improve the product, not said to train models.
    ImprovementOnly,
    /// On by default, said to process data for a feature, not to train.
    ProcessingOnly,
    /// Third parties may use the data; it is not the vendor that trains.
    NotVendorTraining,
    /// The vendor is silent. Silence is not a promise.
    NotStated,
    /// Nobody knows.
    Unknown,
}

impl Verdict {
    /// The level this verdict deserves before anything caps it.
    pub fn level(self) -> Level {
        match self {
            Verdict::TrainsByDefault => Level::Alert,
            Verdict::Depends | Verdict::Announced | Verdict::Reported => Level::Notice,
            _ => Level::Info,
        }
    }

    /// The word used in JSON, reports and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::TrainsByDefault => "trains-by-default",
            Verdict::Depends => "depends",
            Verdict::Announced => "announced",
            Verdict::Reported => "reported",
            Verdict::OptedOut => "opted-out",
            Verdict::OptIn => "opt-in",
            Verdict::NoTraining => "no-training",
            Verdict::ImprovementOnly => "improvement-only",
            Verdict::ProcessingOnly => "processing-only",
            Verdict::NotVendorTraining => "not-vendor-training",
            Verdict::NotStated => "not-stated",
            Verdict::Unknown => "unknown",
        }
    }
}

/// How much attention a finding deserves. Ordered: `Info < Notice < Alert`.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Listed where somebody looks for it.
    Info,
    /// Worth a look.
    Notice,
    /// Happening now, by default, on primary evidence.
    Alert,
}

impl Level {
    /// One level quieter; `Info` stays `Info`.
    pub fn lowered(self) -> Level {
        match self {
            Level::Alert => Level::Notice,
            Level::Notice | Level::Info => Level::Info,
        }
    }

    /// The word used in JSON, reports and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Notice => "notice",
            Level::Alert => "alert",
        }
    }
}
