//! The finding: activity + practice + verdict + level + why + the way out.
//!
//! Plain data, ready to be shown or written. Nothing in it has to be looked up again, and nothing in
//! it comes from the content of a page.

use crate::activity::Activity;
use crate::context::Stance;
use crate::date::PartialDate;
use crate::practice::{
    Channel, Confidence, DataKind, Disagreement, Identifiability, ModelKind, Role, SourceKind, Training,
};
use crate::rule::{Account, Grade};
use crate::verdict::{Level, Verdict};
use serde::Serialize;

/// What a signal turned out to be.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Classification {
    /// The app, if the signal belongs to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<String>,
    /// The app's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_name: Option<String>,
    /// The workspace, site or organisation, if the signal or its page names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// Address of the tenant, as a letter to the vendor needs it, if the signal shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_address: Option<String>,
    /// The activity, if the signal shows one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// The kind of account, if the app itself shows it here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// What that means, loudest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

/// What one practice means for one activity, here and now.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Stays the same until something changes that a person would want to hear of again: practice,
    /// tenant, verdict, level, what the vendor says, who can stop it. Not the activity, not the age of evidence.
    pub signature: String,
    /// Id of the practice.
    pub practice: String,
    /// Id of the app.
    pub app: String,
    /// Tenant, if known.
    pub tenant: Option<String>,
    /// The activity that feeds it; absent when only the page was opened.
    pub activity: Option<Activity>,
    /// What it means.
    pub verdict: Verdict,
    /// How much attention that deserves.
    pub level: Level,
    /// Whether the newest primary evidence is older than the limit.
    pub stale: bool,
    /// Language of the texts: that of the translation, or `en` where there is none of exactly these texts.
    pub language: String,
    /// A few words that name the practice.
    pub title: String,
    /// What the vendor does, in plain sentences.
    pub summary: String,
    /// The vendor's name.
    pub vendor: String,
    /// The kind of model.
    pub model: ModelKind,
    /// Kinds of data that enter.
    pub data: Vec<DataKind>,
    /// The vendor's claim about identifiability.
    pub identifiability: Identifiability,
    /// Plans, accounts and regions in words.
    pub scope_note: String,
    /// In force from.
    pub since: Option<PartialDate>,
    /// What is known about that date.
    pub since_note: Option<String>,
    /// What has to be asked to settle a verdict that depends.
    pub ask: Vec<Question>,
    /// What was said before about plan, account and region, and was taken into account.
    pub known: KnownView,
    /// What every answer to what is asked would mean, in the order of `ask`.
    pub answers: Vec<AnswerView>,
    /// What it would be in each case, when it depends; and the exceptions, always.
    pub cases: Vec<CaseView>,
    /// The stance that was taken into account.
    pub stance: Option<Stance>,
    /// How the signal led here.
    pub why: Why,
    /// Where it is said, with age.
    pub evidence: Vec<EvidenceView>,
    /// Where sources contradict each other.
    pub disagreements: Vec<Disagreement>,
    /// How sure we are.
    pub confidence: Confidence,
    /// Who can stop it, and how.
    pub opt_out: OptOutView,
}

/// Something that decides and is not known.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Which plan?
    Plan,
    /// A work or a personal account?
    Account,
    /// Which region?
    Region,
}

/// What is known about a person's place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct KnownView {
    /// The plan.
    pub plan: Option<PlanName>,
    /// The kind of account.
    pub account: Option<Account>,
    /// The region.
    pub region: Option<String>,
}

/// A possible answer to a question, and what it would mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerView {
    /// The question.
    pub question: Question,
    /// The answer: id of a plan, `work` or `personal`, or a region; `zz` for a region that no rule names.
    pub value: String,
    /// Name of the plan as the vendor writes it.
    pub name: Option<String>,
    /// The verdict it would lead to, `depends` if another question remains; absent where the practice is not concerned.
    pub verdict: Option<Verdict>,
    /// What the rule says about this case, in words.
    pub note: Option<String>,
}

/// One case of a practice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// Names of the plans, as the vendor writes them.
    pub plans: Vec<PlanName>,
    /// Kinds of account.
    pub accounts: Vec<Account>,
    /// Regions.
    pub regions: Vec<String>,
    /// The default there.
    pub training: Training,
    /// The verdict there.
    pub verdict: Verdict,
    /// In words.
    pub note: String,
    /// Whether it is an exception that counts only when known.
    pub exception: bool,
}

/// A plan by id and name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanName {
    /// Id in the rules.
    pub id: String,
    /// Name as the vendor writes it.
    pub name: String,
}

/// How the signal led to the finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Why {
    /// `page`, `request`, `surface` or `setting`; `rule` where nothing was observed.
    pub signal: &'static str,
    /// Id of the indicator, surface or setting of the rule; absent for a page.
    pub indicator: Option<String>,
    /// How well it is known that this shows the activity.
    pub confidence: Option<Grade>,
    /// Rule file.
    pub file: String,
    /// Whether that file was added by a user or an organisation.
    pub custom: bool,
    /// Id of the custom practice that takes the place of this one.
    pub replaced_by: Option<String>,
    /// What made the level lower than the verdict's own.
    pub lowered: Vec<Lowered>,
}

/// Reasons for a lower level.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lowered {
    /// Only the page was opened.
    PageOnly,
    /// Happens without anybody doing anything.
    Passive,
    /// The indicator is of grade C or D.
    WeakIndicator,
    /// The evidence is old.
    Stale,
    /// Known and accepted.
    Accepted,
    /// A custom practice takes its place; it says so and stays listed.
    Replaced,
    /// It depends, but in no case does it train by default.
    NoCaseTrains,
}

/// One piece of evidence with its age.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EvidenceView {
    /// Address of the page.
    pub url: String,
    /// Who publishes it.
    pub publisher: String,
    /// The vendor itself, or somebody about it.
    pub kind: SourceKind,
    /// What it supports.
    pub supports: String,
    /// Words that locate the passage.
    pub locator: String,
    /// When it was last seen.
    pub checked: PartialDate,
    /// Days since then; never negative.
    pub age_days: i64,
    /// How the source dates itself.
    pub dated: Option<String>,
}

/// Who can stop it, and how.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptOutView {
    /// Who may do it.
    pub who: Vec<Role>,
    /// In words.
    pub who_note: String,
    /// The way.
    pub channel: Channel,
    /// Whether the way is open for the plan, account and region known; absent when that is not known.
    pub available: Option<bool>,
    /// Steps with the vendor's own labels.
    pub steps: Vec<String>,
    /// The page for it.
    pub url: Option<String>,
    /// What it does.
    pub does: String,
    /// What it does not do.
    pub does_not: String,
    /// The letter to the vendor, if the way is by letter, filled in.
    pub letter: Option<Letter>,
    /// The letter to one's own owner or administrator, filled in, if somebody can do something.
    pub request: Option<Letter>,
    /// The same from an administrator whose role is not enough.
    pub hand_over: Option<Letter>,
}

/// A letter, filled in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Letter {
    /// E-mail address, if there is one.
    pub to: Option<String>,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
}
