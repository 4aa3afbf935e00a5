//! The practice: one thing a vendor does with data, with its default, its evidence and its way out.
//!
//! A vendor usually has several, and they must not be flattened: a global ranking model and a
//! generative assistant of the same product are two practices with two answers. Past states stay in
//! `history`; a judgment is never edited in place, and an id is never used again.

use crate::activity::Activity;
use crate::date::PartialDate;
use crate::rule::Account;
use crate::signal::Signal;
use crate::verdict::{Level, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One thing a vendor does with data.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Practice {
    /// Stable id, unique among all practices of all vendors, never used again after removal.
    pub id: String,
    /// Apps that it concerns.
    pub apps: Vec<String>,
    /// A few words that name it, as part of a list.
    pub title: String,
    /// What the vendor does, in one or two plain sentences of our own.
    pub summary: String,
    /// Activities that feed it. An empty list: nothing that can be observed feeds it.
    pub activities: Vec<Activity>,
    /// The kind of model.
    pub model: ModelKind,
    /// Kinds of data that enter.
    pub data: Vec<DataKind>,
    /// How identifiable the data is, as the vendor claims.
    pub identifiability: Identifiability,
    /// The default, where no case says otherwise.
    pub training: Training,
    /// Defaults that differ by plan, account or region. The first case that fits wins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
    /// Regimes so particular that not knowing them leaves the answer as it is; they count only when known, and are always named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Case>,
    /// Whom the practice concerns at all. Outside of it the practice is not shown.
    #[serde(default, skip_serializing_if = "Scope::is_everywhere")]
    pub scope: Scope,
    /// The scope in words: plans, accounts and regions as the vendor names them.
    pub scope_note: String,
    /// In force from this date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<PartialDate>,
    /// What is known about that date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since_note: Option<String>,
    /// Announced on this date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<PartialDate>,
    /// How sure we are, and why.
    pub confidence: Confidence,
    /// Who can stop it, and how.
    pub opt_out: OptOut,
    /// Where it is said. At least one piece.
    pub evidence: Vec<Evidence>,
    /// Where sources contradict each other. Shown, never smoothed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Disagreement>,
    /// What a careless tool gets wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Shipped practices that this one of your own takes the place of: they stay listed, quiet, and say so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<String>,
    /// Earlier states and dated changes, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Change>,
    /// Signals that must lead to this practice.
    pub examples: Vec<Example>,
    /// Signals that look alike and must stay quiet.
    pub near_misses: Vec<NearMiss>,
}

impl Practice {
    /// The newest date of primary evidence; of any evidence where none is primary.
    pub fn newest_evidence(&self) -> Option<PartialDate> {
        let primary = self.evidence.iter().filter(|evidence| evidence.kind == SourceKind::Primary);
        let newest = primary.map(|evidence| evidence.checked).max();
        newest.or_else(|| self.evidence.iter().map(|evidence| evidence.checked).max())
    }

    /// Whether that date is more than so many days before `now`.
    pub fn is_stale(&self, now: PartialDate, after_days: u32) -> bool {
        self.newest_evidence().is_some_and(|checked| checked.days_until(now) > i64::from(after_days))
    }
}

/// What the vendor says about training by default.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Training {
    /// On by default.
    Yes,
    /// Plan, account or region decides; the cases say how.
    ByPlan,
    /// Only after consent.
    OptIn,
    /// Said not to happen.
    No,
    /// Data improves the product; models are not named.
    ImprovementOnly,
    /// Data is processed for a feature, not said to train.
    ProcessingOnly,
    /// Third parties may train, the vendor does not.
    NotVendorTraining,
    /// The vendor is silent.
    NotStated,
    /// Nobody knows.
    Unknown,
    /// The practice does not concern this plan, account or region.
    NotApplicable,
}

/// The kind of model that a practice feeds.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ModelKind {
    /// Ranking, recommendation, search, classification.
    TraditionalMl,
    /// Generative models of the vendor itself.
    GenerativeFirstParty,
    /// Generative models of another company.
    GenerativeThirdParty,
    /// Both kinds.
    Mixed,
    /// Statistics about the product.
    ProductAnalytics,
    /// People read or hear samples, to rate and improve models.
    HumanReview,
    /// Not known.
    Unknown,
}

/// A kind of data.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DataKind {
    /// What people write: messages, pages, issues.
    Content,
    /// Files and images.
    Files,
    /// Prompts and answers.
    Prompts,
    /// Source code.
    Code,
    /// Audio, video, transcripts.
    AudioVideo,
    /// Who did what when: clicks, features used, timestamps.
    Usage,
    /// Properties derived from content, and the like.
    Metadata,
    /// Settings and size of the workspace or organisation.
    Workspace,
    /// Profile and contact data.
    Profile,
    /// Search queries.
    Searches,
    /// Representations computed from content.
    Embeddings,
}

/// How identifiable the data is when it enters.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Identifiability {
    /// The vendor's claim in one word.
    pub is: IdentifiabilityKind,
    /// The claim and its limits, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
}

/// The vendor's claim about identifiability in one word.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum IdentifiabilityKind {
    /// As it is.
    Raw,
    /// Direct identifiers are said to be removed.
    DeIdentified,
    /// Said to be used in sums over many people only.
    Aggregated,
    /// Not clear.
    Unclear,
}

/// Plans, accounts and regions. An empty list means every one.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Scope {
    /// Ids of plans of the app.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<String>,
    /// Kinds of account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// Regions: lower-case country codes, or `eu`, `eea`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
}

impl Scope {
    /// Whether the scope excludes nothing.
    pub fn is_everywhere(&self) -> bool {
        self.plans.is_empty() && self.accounts.is_empty() && self.regions.is_empty()
    }
}

/// A default that holds for some plans, accounts or regions.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Case {
    /// Where it holds.
    pub when: Scope,
    /// The default there.
    pub training: Training,
    /// Said in words, as the person concerned needs it.
    pub note: String,
}

/// How sure we are.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Confidence {
    /// In one word. `low` never raises an alert.
    pub level: ConfidenceLevel,
    /// Why.
    pub why: String,
}

/// Confidence in one word.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ConfidenceLevel {
    /// Primary sources agree.
    High,
    /// One primary source, or sources with gaps.
    Medium,
    /// Hearsay, or silence.
    Low,
}

impl ConfidenceLevel {
    /// The word used in JSON, reports and message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            ConfidenceLevel::High => "high",
            ConfidenceLevel::Medium => "medium",
            ConfidenceLevel::Low => "low",
        }
    }
}

/// Who can stop a practice, and how.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OptOut {
    /// Who may do it. Empty when nobody can, or nothing needs to be stopped: then `channel` says which.
    pub who: Vec<Role>,
    /// Said in words: who may and who may not.
    pub who_note: String,
    /// The way.
    pub channel: Channel,
    /// Where the way exists only for some plans, accounts or regions.
    #[serde(default, skip_serializing_if = "Scope::is_everywhere")]
    pub only: Scope,
    /// Steps in order, with the vendor's own labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// The page on which it is done or explained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The letter to the vendor, where the way is by e-mail or form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<LetterTemplate>,
    /// What it does.
    pub does: String,
    /// What it does not do, and what survives it.
    pub does_not: String,
}

/// A role in the vendor's own sense.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everybody for themselves.
    Member,
    /// An administrator.
    Admin,
    /// An owner of the workspace or site.
    Owner,
    /// An owner or administrator of the whole organisation.
    OrgOwner,
}

/// The way to opt out.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// By e-mail to the vendor.
    Email,
    /// By a form of the vendor.
    Form,
    /// By a switch in the app.
    Setting,
    /// By a case with the vendor's support.
    Support,
    /// By contract with the vendor only.
    Contract,
    /// There is none.
    None,
    /// Nothing to opt out of.
    NotNeeded,
    /// Not known.
    Unknown,
}

/// A letter to the vendor.
///
/// `{tenant}` stands for the address of the workspace or site, `{date}` for today.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LetterTemplate {
    /// E-mail address; absent for a form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Subject, in the words that the vendor asks for.
    pub subject: String,
    /// Text by language; `en` is required.
    pub body: BTreeMap<String, String>,
}

/// Where something is said.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Evidence {
    /// Address of the page.
    pub url: String,
    /// Who publishes it.
    pub publisher: String,
    /// The vendor itself, or somebody about it.
    pub kind: SourceKind,
    /// What it supports, in our words.
    pub supports: String,
    /// Words of the page that locate the passage: twelve at most.
    pub locator: String,
    /// When somebody last saw that it says so. Known to the month or year at least.
    pub checked: PartialDate,
    /// How the source dates itself, where that is not a plain date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<String>,
}

/// Who says it.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The vendor.
    Primary,
    /// Somebody about the vendor.
    Secondary,
}

/// A contradiction between sources.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Disagreement {
    /// What they disagree about.
    pub about: String,
    /// What each says.
    pub sides: Vec<Side>,
}

/// One side of a contradiction.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Side {
    /// What it says, in our words.
    pub says: String,
    /// Address of the page: one of the practice's evidence.
    pub url: String,
}

/// A dated change.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Change {
    /// The earlier state held until this date.
    pub until: PartialDate,
    /// What changed then.
    pub change: String,
}

/// A signal that must lead to the practice.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Example {
    /// The signal.
    pub signal: Signal,
    /// What is known about plan, account, region and date.
    #[serde(default, skip_serializing_if = "Known::is_nothing")]
    pub given: Known,
    /// The verdict that must come out.
    pub verdict: Verdict,
    /// The level that must come out.
    pub level: Level,
}

/// A signal that looks alike and must stay quiet: the practice must not rise above `info`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NearMiss {
    /// The signal.
    pub signal: Signal,
    /// What is known about plan, account, region and date.
    #[serde(default, skip_serializing_if = "Known::is_nothing")]
    pub given: Known,
    /// Why it must stay quiet.
    pub because: String,
}

/// What an example takes as known.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Known {
    /// Plan of the app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Kind of account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// Region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Today, for this example; the newest date among the evidence if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<PartialDate>,
}

impl Known {
    /// Whether nothing is known.
    pub fn is_nothing(&self) -> bool {
        *self == Known::default()
    }
}
