//! The managed policy: what an organisation may decide for its browsers.
//!
//! `extension/managed_schema.json` and the reference page `docs/policy.md` are generated from these
//! types, doc comments included. Every field is optional: present means decided. Keywords that start
//! with `x-` carry what Chromium must not enforce, since it drops a whole key without a word where a
//! part of it breaks the schema; here the part alone is refused, and said so.

use crate::rule::Account;
use crate::verdict::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A list in which `None` stands for an entry that was refused, so that places stay what they were.
pub type List<T> = Vec<Option<T>>;

/// Everything that an organisation may decide. Present means decided: people see it locked.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct Policy {
    /// Who manages this browser, as people see it in the card, the popup and the options page.
    pub organisation: Option<Organisation>,
    /// What the organisation has settled with vendors or forbids, per app, tenant and practice. The more particular entry wins: one for a tenant before one for all, one for a practice before one for an app.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-items" = 1000)))]
    pub stances: Option<List<PolicyStance>>,
    /// Plans, by app (`notion`) or by app and tenant (`notion/acme`), with the ids that the rules use.
    pub plans: Option<BTreeMap<String, String>>,
    /// Kinds of account, by app or by app and tenant: `work` or `personal`.
    pub accounts: Option<BTreeMap<String, Account>>,
    /// Region whose terms apply: a lower-case country code, `eu` or `eea`.
    #[cfg_attr(feature = "cli", schemars(extend("x-form" = "region")))]
    pub region: Option<String>,
    /// How notices are shown.
    pub display: Option<DisplayPolicy>,
    /// Whether people may dismiss a notice until something changes. A forbidden practice cannot be dismissed in any case.
    pub allow_snooze: Option<bool>,
    /// Parts of the extension that are switched off.
    pub disabled_features: Option<List<Feature>>,
    /// Days after which evidence counts as old, loses one level and is marked.
    #[cfg_attr(feature = "cli", schemars(extend("x-minimum" = 1, "x-maximum" = 3650)))]
    pub stale_after_days: Option<u32>,
    /// Ids of apps on which nothing is shown. Listed in the popup as hidden, so that silence is not taken for safety.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-items" = 1000)))]
    pub hidden_apps: Option<List<String>>,
    /// Rules of the organisation's own, beside those that ship. A set that fails its own examples is refused, the others work.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-items" = 100)))]
    pub custom_rules: Option<List<CustomRule>>,
    /// Whether people may record and audit captures in the developer tools panel.
    pub audit_allowed: Option<bool>,
    /// Language of the interface, whatever the browser's own: a language tag such as `de`.
    #[cfg_attr(feature = "cli", schemars(extend("x-form" = "language")))]
    pub language: Option<String>,
    /// Presets: used until a person chooses something else, never locked.
    pub defaults: Option<Presets>,
}

/// Who manages this browser.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct Organisation {
    /// Name of the organisation.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-length" = 200)))]
    pub name: Option<String>,
    /// Whom people ask: an e-mail address, a telephone number, an address on the intranet.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-length" = 320)))]
    pub contact: Option<String>,
    /// A sentence or two that people read in every card.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-length" = 2000)))]
    pub note: Option<String>,
    /// E-mail address that the letter to one's own owner or administrator goes to.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-length" = 320)))]
    pub letters_to: Option<String>,
}

/// One stance of the organisation.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PolicyStance {
    /// Id of the app; with no practice beside it, every practice of the app is meant.
    #[serde(default)]
    pub app: Option<String>,
    /// The workspace, site or organisation inside the app, as the popup shows it; every one if left out.
    #[serde(default)]
    pub tenant: Option<String>,
    /// Id of the practice.
    #[serde(default)]
    pub practice: Option<String>,
    /// What the organisation says.
    pub stance: PolicyStanceKind,
    /// Since when: `YYYY-MM-DD`. Needed for `opted-out`: without a date it quiets nothing.
    #[serde(default)]
    pub date: Option<String>,
    /// Where it is on record: a ticket, a contract, a confirmation of the vendor.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-length" = 200)))]
    #[serde(default)]
    pub reference: Option<String>,
}

/// What an organisation may say about a practice.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PolicyStanceKind {
    /// The organisation has opted out: the alert becomes one quiet line.
    OptedOut,
    /// Known and accepted: listed, without noise.
    Accepted,
    /// Excluded by contract with the vendor: one quiet line.
    Exempt,
    /// Not allowed here: the alert is stronger, cannot be dismissed, and names the contact.
    Forbidden,
}

/// How notices are shown.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct DisplayPolicy {
    /// The quietest level that still shows a pill or a badge; the popup lists all. A forbidden practice is always shown.
    pub minimum_level: Option<Level>,
    /// Whether the pill is shown in pages; badge and popup remain.
    pub pill: Option<bool>,
    /// Corner of the page for the pill.
    pub corner: Option<Corner>,
}

/// A corner of the page.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Corner {
    /// Above, where lines end.
    TopEnd,
    /// Below, where lines end.
    BottomEnd,
    /// Below, where lines begin.
    BottomStart,
    /// Above, where lines begin.
    TopStart,
}

/// A part of the extension that can be switched off.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Feature {
    /// Opt-out letters, to vendors and to one's own administrator.
    Letters,
    /// Reading the policy page that is open.
    Reading,
    /// Comparing vendors.
    Compare,
    /// A person's own rules.
    CustomRules,
    /// A person's own stances.
    Stances,
    /// Export and import of settings.
    Transfer,
}

/// A rule file of the organisation's own.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CustomRule {
    /// File name: `<vendor id>.json`.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-length" = 100)))]
    pub name: String,
    /// The content of the rule file, as text.
    #[cfg_attr(feature = "cli", schemars(extend("x-form" = "json", "x-max-length" = 1_000_000)))]
    pub text: String,
}

/// Presets: used until a person chooses something else.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct Presets {
    /// Plans, as the key of that name.
    pub plans: Option<BTreeMap<String, String>>,
    /// Kinds of account, as the key of that name.
    pub accounts: Option<BTreeMap<String, Account>>,
    /// Region, as the key of that name.
    #[cfg_attr(feature = "cli", schemars(extend("x-form" = "region")))]
    pub region: Option<String>,
    /// How notices are shown, as the key of that name.
    pub display: Option<DisplayPolicy>,
    /// Days after which evidence counts as old, as the key of that name.
    #[cfg_attr(feature = "cli", schemars(extend("x-minimum" = 1, "x-maximum" = 3650)))]
    pub stale_after_days: Option<u32>,
    /// Ids of apps on which nothing is shown, as the key of that name.
    #[cfg_attr(feature = "cli", schemars(extend("x-max-items" = 1000)))]
    pub hidden_apps: Option<List<String>>,
    /// Language of the interface, as the key of that name.
    #[cfg_attr(feature = "cli", schemars(extend("x-form" = "language")))]
    pub language: Option<String>,
}
